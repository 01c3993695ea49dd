// A scenario while it is put together from a file and the files it extends: the values so far, and where in which file
// they were written, so that what only shows at the end (a lever that starts after the run is over) is still reported
// at the right line.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "scenarios/files/checked_table.h"
#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

struct FilePlace {
    std::string file;
    int line = 0, column = 0;
};

struct DraftLever {
    sim::LeverSetting setting;
    bool has_from = false;  // else it starts with the run, whenever that is
    FilePlace from, until, rule, target;
    std::vector<FilePlace> fields;  // of its kind, in their order
};

struct DraftEvent {
    sim::NewsEvent event;
    FilePlace from, until;
};

struct ScenarioDraft {
    sim::Scenario scenario;
    bool has_start = false;
    FilePlace start;
    std::vector<DraftLever> levers;
    std::vector<DraftEvent> events;  // of the files it extends first
    std::array<bool, sim::kItems> has_item{};
    bool has_stops = false, has_hate = false, has_exposure = false;
    FilePlace get_on_well, hate_by_district;
};

// One place in the file now read.
FilePlace place_of(const CheckedTable& table, const TomlNode& node);

[[noreturn]] void fail(const FilePlace& place, const std::string& problem);

// Which of `names` the `kind` of an entry of [[what]] is; `title` stands for the entry in messages.
std::size_t kind_of(const std::string& file, const TomlNode& entry, const std::string& title, std::string_view what,
                    const std::vector<std::string_view>& names);

// Each takes the section of one file and puts it on top of what the draft holds. Throw InputError.
void read_baseline(const std::string& file, const TomlNode& section, const sim::Geography& geography,
                   ScenarioDraft& draft);
// Levers of a kind that this file names replace those of the files it extends, unless `add = true`.
void read_levers(const std::string& file, const TomlNode& list, const sim::Geography& geography, ScenarioDraft& draft);
// Events of this file come beside those of the files it extends.
void read_events(const std::string& file, const TomlNode& list, const sim::Geography& geography, ScenarioDraft& draft);
void read_parameters(const std::string& file, const TomlNode& section, ScenarioDraft& draft);

// What only the whole can tell: something is missing, levels disagree, a lever lies outside the run, levers
// add up to too much. `file` is the one
// the user named.
void check_baseline(const std::string& file, const sim::Geography& geography, ScenarioDraft& draft);
void check_levers(const sim::Geography& geography, ScenarioDraft& draft);
void check_events(const sim::Geography& geography, ScenarioDraft& draft);

// Names of the geography's districts, in its order.
std::vector<std::string_view> district_names(const sim::Geography& geography);
// Index of the district of that name; throws InputError that lists them, `also` before them.
int district_of(const CheckedTable& table, const TomlNode& name, const sim::Geography& geography,
                std::string_view also = {});

}  // namespace concord::scenarios
