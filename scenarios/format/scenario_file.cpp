#include "scenarios/format/scenario_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scenarios/files/embedded.h"
#include "scenarios/files/input_file.h"
#include "scenarios/files/paths.h"
#include "scenarios/format/scenario_draft.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

// A scenario file's text, and where it came from.
struct Source {
    std::string name;      // in messages
    std::string identity;  // the same for the same file however it was named: finds cycles
    std::string text;
    fs::path folder;  // where `extends` looks first
    bool has_folder = false;
};

constexpr std::size_t kMostFilesExtended = 10;

const EmbeddedFile* find_shipped(std::string_view name) {
    for (const EmbeddedFile& file : embedded_scenarios())
        if (file.name == name || file.name == std::string(name) + ".toml") return &file;
    return nullptr;
}

std::vector<std::string_view> shipped_names() {
    std::vector<std::string_view> names;
    for (const EmbeddedFile& file : embedded_scenarios()) names.push_back(file.name);
    return names;
}

Source shipped_source(const EmbeddedFile& file) {
    return {std::string(file.name), "shipped:" + std::string(file.name), std::string(file.text), {}, false};
}

void require_small(const std::string& name, std::size_t bytes) {
    if (bytes > kLargestScenarioFile)
        throw InputError(name, 0, 0,
                         fmt::format("the file has {} bytes, more than the {} a scenario may have; is it a scenario?",
                                     bytes, kLargestScenarioFile));
}

Source file_source(const fs::path& path) {
    const std::string name = path.string();
    std::error_code error;
    std::string text = read_text(path, kLargestScenarioFile);
    if (text.size() > kLargestScenarioFile) {
        const auto bytes = fs::file_size(path, error);
        require_small(name, error ? text.size() : static_cast<std::size_t>(bytes));
    }
    return {name, fs::weakly_canonical(path, error).string(), std::move(text), path.parent_path(), true};
}

// Nothing when there is neither such a file nor such a shipped scenario.
std::optional<Source> resolve(const fs::path& name, const fs::path& folder, bool has_folder) {
    const EmbeddedFile* shipped = find_shipped(name.generic_string());
    // A folder of results may well be called like the scenario it came from.
    const bool on_disk = has_folder && is_there(folder / name) && !(shipped && is_folder(folder / name));
    if (on_disk) return file_source(folder / name);
    return shipped ? std::optional(shipped_source(*shipped)) : std::nullopt;
}

std::string not_found(const std::string& name) {
    return fmt::format("no such file, and no shipped scenario of that name{}; shipped are {}",
                       suggestion(name, shipped_names()), either(shipped_names(), "and"));
}

// Reads a file on top of the one it extends, that on top of the next, and so on.
class ScenarioReader {
  public:
    explicit ScenarioReader(const sim::Geography& geography) : geography_(geography) {}

    sim::Scenario read(const Source& source) {
        read_source(source);
        finish(source.name);
        return std::move(draft_.scenario);
    }

  private:
    const sim::Geography& geography_;
    ScenarioDraft draft_;
    std::vector<std::string> chain_;  // identities of the files being read, the user's first

    void read_source(const Source& source) {
        require_small(source.name, source.text.size());
        const TomlNode root = parse_toml(source.name, source.text);
        check_format(source.name, root);
        const CheckedTable table(source.name, root, "the file",
                                 {"format", "name", "purpose", "extends", "start", "years", "source", "note",
                                  "baseline", "lever", "event", "parameters"});
        const std::string name = table.required_name("name", "name = \"Engagement first\"");
        const std::string purpose = table.required_text("purpose", "purpose = \"Does ... ?\"");
        chain_.push_back(source.identity);
        read_extended(table, source);
        draft_.scenario.name = name;
        draft_.scenario.purpose = purpose;
        draft_.scenario.text += fmt::format("# ---- {} ----\n{}{}", fs::path(source.name).filename().string(),
                                            source.text, source.text.ends_with('\n') ? "" : "\n");
        read_run(table);
        if (const TomlNode* section = table.find("baseline")) read_baseline(source.name, *section, geography_, draft_);
        if (const TomlNode* list = table.find("lever")) read_levers(source.name, *list, geography_, draft_);
        if (const TomlNode* list = table.find("event")) read_events(source.name, *list, geography_, draft_);
        if (const TomlNode* section = table.find("parameters")) read_parameters(source.name, *section, draft_);
    }

    // First of all: in another format every other complaint would be beside the point.
    static void check_format(const std::string& file, const TomlNode& root) {
        const TomlEntry* format = root.find("format");
        if (!format) throw InputError(file, 1, 1, "the file has no format; start it with format = 1");
        const TomlNode& value = format->value;
        if (value.kind != TomlNode::Kind::kNumber || value.number != kScenarioFormat)
            throw InputError(file, value.line, value.column,
                             fmt::format("format = {} is not one this program reads; write format = {}", shown(value),
                                         kScenarioFormat));
    }

    void read_extended(const CheckedTable& table, const Source& source) {
        const std::string base = table.text("extends");
        if (!table.has("extends")) return;
        const TomlNode& at = *table.find("extends");
        const std::optional<Source> found = resolve(base, source.folder, source.has_folder);
        if (base.empty() || !found) table.fail(at, fmt::format("extends = {}: {}", shown(at), not_found(base)));
        if (std::find(chain_.begin(), chain_.end(), found->identity) != chain_.end())
            table.fail(at, fmt::format("extends = {} goes round in a circle: that file extends this one", shown(at)));
        if (chain_.size() >= kMostFilesExtended)
            table.fail(
                at, fmt::format("extends = {}: more than {} files extend one another", shown(at), kMostFilesExtended));
        read_source(*found);
    }

    void read_run(const CheckedTable& table) {
        sim::Scenario& scenario = draft_.scenario;
        if (const auto start = table.date("start")) {
            const auto year = static_cast<int>(std::chrono::year_month_day(*start).year());
            if (year < 2000 || year > 2100)
                table.fail(*table.find("start"),
                           fmt::format("start = {} must lie between 2000 and 2100", sim::to_iso(*start)));
            scenario.start = *start;
            draft_.has_start = true;
        }
        if (const auto years = table.integer("years", 1, 30)) scenario.years = *years;
        // These speak of their own file, so a base's are not inherited.
        scenario.source = table.text("source");
        scenario.note = table.text("note");
    }

    void finish(const std::string& file) {
        if (!draft_.has_start)
            throw InputError(file, 1, 1, "the file has no start; write for example start = 2026-04-06");
        check_baseline(file, geography_, draft_);
        check_levers(geography_, draft_);
        check_events(geography_, draft_);
    }
};

}  // namespace

sim::Scenario read_scenario(const fs::path& file_or_name, const sim::Geography& geography) {
    const std::optional<Source> source = resolve(file_or_name, {}, true);
    if (!source || file_or_name.empty())
        throw InputError(file_or_name.string(), 0, 0, not_found(file_or_name.filename().string()));
    return ScenarioReader(geography).read(*source);
}

sim::Scenario read_scenario_text(const std::string& name, std::string_view text, const sim::Geography& geography) {
    return ScenarioReader(geography).read({name, "text:" + name, std::string(text), {}, false});
}

std::vector<ShippedScenario> list_scenarios() {
    std::vector<ShippedScenario> list;
    for (const EmbeddedFile& file : embedded_scenarios()) {
        const TomlNode root = parse_toml(std::string(file.name), file.text);
        const auto text_of = [&](std::string_view key) {
            const TomlEntry* entry = root.find(key);
            return entry ? entry->value.text : std::string();
        };
        list.push_back({std::string(file.name), text_of("name"), text_of("purpose")});
    }
    return list;
}

}  // namespace concord::scenarios
