// [[event]] of a scenario file: what happens whatever is chosen, when, and in which district.
#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/input_error.h"
#include "scenarios/format/scenario_draft.h"

namespace concord::scenarios {
namespace {

std::vector<std::string_view> event_names() {
    std::vector<std::string_view> names;
    for (const sim::NewsInfo& kind : sim::news_table()) names.push_back(kind.name);
    return names;
}

// Only what an event of the kind can say: a vote has no district, and only what lasts has an end.
std::vector<std::string_view> event_keys(const sim::NewsInfo& kind) {
    std::vector<std::string_view> keys = {"kind"};
    if (kind.in_a_district) keys.push_back("district");
    if (kind.lasts)
        keys.insert(keys.end(), {"from", "until"});
    else
        keys.push_back("date");
    if (kind.moves_incidents()) keys.push_back("incident_ratio");
    keys.insert(keys.end(), {"source", "note"});
    return keys;
}

DraftEvent event_of(const CheckedTable& table, const sim::NewsInfo& kind, const sim::Geography& geography) {
    DraftEvent draft;
    sim::NewsEvent& event = draft.event;
    event.kind = kind.kind;
    if (kind.in_a_district)
        event.district = district_of(table, table.require("district", "district = \"Manchester\""), geography);
    const std::string_view first = kind.lasts ? "from" : "date";
    draft.from = place_of(table, table.require(first, fmt::format("{} = 2029-05-22", first)));
    event.from = *table.date(first);
    if (kind.lasts) {
        draft.until = place_of(table, table.require("until", "until = 2029-08-21"));
        event.until = table.date("until");
    }
    event.incident_ratio =
        kind.moves_incidents()
            ? table.number("incident_ratio", kind.ratio.low, kind.ratio.high).value_or(kind.ratio.usual)
            : 1;
    event.source = table.text("source");
    event.note = table.text("note");
    return draft;
}

}  // namespace

void read_events(const std::string& file, const TomlNode& list, const sim::Geography& geography, ScenarioDraft& draft) {
    if (list.kind != TomlNode::Kind::kArray)
        throw InputError(file, list.line, list.column,
                         "write [[event]] with two brackets: a scenario may have several events");
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const std::string title = fmt::format("event {}", i + 1);
        const sim::NewsInfo& kind = sim::news_table()[kind_of(file, list.items[i], title, "event", event_names())];
        const CheckedTable table(file, list.items[i], fmt::format("{} ({})", title, kind.name), event_keys(kind));
        draft.events.push_back(event_of(table, kind, geography));
    }
}

void check_events(const sim::Geography& geography, ScenarioDraft& draft) {
    const sim::Scenario& scenario = draft.scenario;
    for (const DraftEvent& made : draft.events) {
        const sim::NewsEvent& event = made.event;
        const std::string problem = sim::what_is_wrong(event, scenario, geography);
        const bool at_end = event.until && *event.until <= event.from;
        if (!problem.empty()) fail(at_end ? made.until : made.from, problem);
        draft.scenario.events.push_back(event);
    }
}

}  // namespace concord::scenarios
