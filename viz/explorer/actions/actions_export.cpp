// Actions that write files. They cannot be undone; they never leave half a file.
#include <fmt/format.h>

#include <utility>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/free_path.h"
#include "scenarios/files/text.h"
#include "scenarios/format/scenario_export.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/session_report.h"
#include "viz/figure/export.h"

namespace concord::explorer {
namespace {

void need_ending(std::string_view action, const std::filesystem::path& path,
                 std::initializer_list<std::string_view> endings) {
    std::string allowed;
    for (const auto ending : endings) {
        if (path.extension() == ending) return;
        allowed += (allowed.empty() ? "" : ", ") + std::string(ending);
    }
    throw std::invalid_argument(
        fmt::format("{}: file \"{}\": its ending must be one of {}", action, path.string(), allowed));
}

// "map" is what the window shows of it: one map, both, or the difference.
std::vector<std::string> panels_of(const Explorer& explorer, const std::string& panel) {
    if (panel != "map" || explorer.workspace().map_shows == MapShows::kOne) return {panel};
    if (explorer.workspace().map_shows == MapShows::kDifference) return {"difference_map"};
    return {"map", "other_map"};
}

void export_panel(Explorer& explorer, const Values& values) {
    const auto path = explorer.out_path(values.text(1));
    need_ending("export", path, {".png", ".svg", ".pdf", ".csv"});
    const auto panels = panels_of(explorer, values.text(0));
    std::string written;
    for (std::size_t k = 0; k < panels.size(); ++k) {
        auto file = path;
        if (k > 0)
            file = explorer.out_path(
                std::filesystem::path(values.text(1))
                    .replace_filename(fmt::format("{}-other{}", path.stem().string(), path.extension().string()))
                    .string());
        figure::write_figure(file, panel_figure(explorer, panels[k]),
                             {.width = 960, .height = 540, .theme = &theme_of(explorer.workspace().theme)});
        written += (k > 0 ? " and " : "") + file.string();
    }
    explorer.tell(fmt::format("Written: {}", written));
}

void picture(Explorer& explorer, const Values& values) {
    const auto path = explorer.out_path(values.text(0));
    need_ending("picture", path, {".png"});
    explorer.wishes().pictures.push_back(path);
}

void save_branch(Explorer& explorer, const Values& values) {
    const auto path = explorer.out_path(values.text(0));
    need_ending("save_branch", path, {".toml"});
    const BranchPlan& plan = shown_plan(explorer);
    sim::Scenario scenario = plan.scenario();
    scenario.name = plan.name;
    if (values.has(1)) scenario.purpose = values.text(1);
    scenarios::write_text_file(path,
                               scenarios::scenario_text(scenario, explorer.geography(), explorer.workspace().opened));
    explorer.saved(plan);
    explorer.tell(fmt::format("Written: {}. To compare it over many runs: concord compare {} {}", path.string(),
                              explorer.cards().front().key, path.string()));
}

// In place of the report only once all of it is written.
void write_report(Explorer& explorer, ReportFolder next) {
    next.write(session_report(explorer, next), explorer.log().text());
    explorer.report() = std::move(next);
}

ReportFolder begun(const Explorer& explorer) {
    ReportFolder report = explorer.report();
    if (!report.has_begun()) report.begin(explorer.new_report_folder());
    return report;
}

void report_add(Explorer& explorer, const Values& values) {
    std::vector<figure::Figure> figures;
    for (const std::string& panel : panels_of(explorer, values.text(0)))
        figures.push_back(panel_figure(explorer, panel));
    ReportFolder next = begun(explorer);
    for (figure::Figure& figure : figures) next.add(std::move(figure), values.has(1) ? values.text(1) : "");
    write_report(explorer, std::move(next));
    explorer.tell(fmt::format("Figure {} of the report: {}", explorer.report().figures().size(),
                              explorer.report().page().string()));
}

void report_print(Explorer& explorer, const Values& values) {
    if (!explorer.shown()) throw std::invalid_argument("no scenario is open: choose a card first");
    if (explorer.printer().at_work())
        throw std::invalid_argument("the report is being printed: ask again when it is done");
    ReportFolder next = begun(explorer);
    if (values.has(0)) next.question = values.text(0);
    next.wants_pdf = true;
    write_report(explorer, std::move(next));
    const ReportFolder& report = explorer.report();
    report.write_workbook();
    explorer.printer().begin(report.page(), report.pdf());
    explorer.tell(fmt::format("Written: {}; the PDF is being printed", report.page().string()));
}

std::string report_question(const Explorer& explorer) { return explorer.report().question; }

std::vector<std::string> panel_names(const Explorer&) { return words_of(kPanelNames); }

// A name that no file has yet: panel.png, panel-2.png, ...
std::string free_name(const Explorer& explorer, const std::string& stem, const std::string& ending) {
    return scenarios::free_path(explorer.options().out_folder, stem, ending).filename().string();
}

constexpr char kPanelFile[] = "panel", kWindowFile[] = "window";
template <const auto& Stem>
std::string free_file(const Explorer& explorer) {
    return free_name(explorer, Stem, ".png");
}

std::string branch_file(const Explorer& explorer) {
    const std::string name = explorer.shown() ? explorer.shown()->name : "";
    return free_name(explorer, scenarios::file_stem(name, "branch"), ".toml");
}

}  // namespace

std::vector<Action> export_actions() {
    constexpr const char* kComputed = "open status_quo_today; show_week 1";
    const ArgumentSpec which{.name = "panel", .kind = ArgumentKind::kChoice, .choices = panel_names, .label = "Panel"};
    // clang-format off
    return {
        {"export", "Export a panel", "Export", "Ctrl+Shift+E",
         "Writes a panel as PNG, SVG, PDF or CSV, by the ending of the name.",
         {which,
          {.name = "file", .kind = ArgumentKind::kWriteFile, .label = "File (.png, .svg, .pdf or .csv)",
           .initial = free_file<kPanelFile>}}, "map map.svg", kComputed, Effect::kFile, export_panel},
        {"picture", "Picture of the window", "Export", "F12", "Writes all that the window shows as PNG.",
         {{.name = "file", .kind = ArgumentKind::kWriteFile, .label = "File (.png)",
           .initial = free_file<kWindowFile>}},
         "window.png", "", Effect::kFile, picture},
        {"report_add", "Add to the report", "Export", "Ctrl+Shift+R",
         "Adds a panel to the session's report, with a note if there is one.",
         {which, {.name = "note", .optional = true, .label = "Note beneath the figure", .longest = 4000}},
         "over_time \"As the room saw it\"", kComputed, Effect::kFile, report_add},
        {"report_print", "Write the report", "Export", "Ctrl+Shift+P",
         "Writes the session's report as HTML, XLSX and PDF: results, figures added, guesses, notes and log.",
         {{.name = "question", .optional = true, .label = "What the room was asked, in a sentence: the report's title",
           .initial = report_question, .longest = 300}},
         "\"What would help people to be heard?\"", kComputed, Effect::kFile, report_print},
        {"save_branch", "Save the branch as a scenario", "Export", "Ctrl+Shift+S",
         "Writes the branch shown as a scenario file for concord compare.",
         {{.name = "file", .kind = ArgumentKind::kWriteFile, .label = "File (.toml)", .initial = branch_file},
          {.name = "purpose", .optional = true,
           .label = "Its purpose, in a sentence: what is it to find out or to bring about?", .longest = 1000}},
         "branch.toml", kComputed, Effect::kFile, save_branch},
    };
    // clang-format on
}

}  // namespace concord::explorer
