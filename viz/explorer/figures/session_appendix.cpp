// The appendix of a session's report: what the room expected and what came, its notes, the log, and where the numbers
// come from.
#include <fmt/format.h>

#include <cmath>

#include "scenarios/files/text.h"
#include "scenarios/files/version.h"
#include "viz/explorer/figures/line_up_game.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/figures/session_report.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

using report::Cell, report::Paragraph, report::Section;

constexpr int kPart = 3;

// With as many decimals as somebody said.
std::string as_said(double guess, bool with_sign) {
    constexpr int kMost = 3;
    int decimals = 0;
    for (double scaled = guess; decimals < kMost && std::abs(scaled - std::round(scaled)) > 1e-6; ++decimals)
        scaled *= 10;
    return figure::format_short(guess, {figure::Unit::kNumber, with_sign, decimals});
}

std::string came_words(const Explorer& explorer, const Prediction& asked) {
    if (!asked.revealed) return "Not revealed.";
    const auto answer = answer_of(explorer, asked);
    if (!answer) return "Revealed; what came stands in the log.";
    const std::string words = fmt::format("What came: {}.", scenarios::lower_first(answer_words(*answer)));
    const std::string anchor = asked.against == kNobody ? std::string() : anchor_words(explorer, asked);
    return anchor.empty() ? words : words + " " + anchor;
}

Section question_asked(const Explorer& explorer, const Prediction& asked, std::size_t number) {
    Section part{.id = fmt::format("question-{}", number), .title = fmt::format("Question {}", number), .level = kPart};
    part.blocks.push_back(Paragraph{question_words(explorer, asked)});
    part.blocks.push_back(Paragraph{came_words(explorer, asked), report::Emphasis::kLead});
    if (asked.guesses.empty()) {
        part.blocks.push_back(Paragraph{"Nobody guessed."});
        return part;
    }
    report::Table table;
    table.id = fmt::format("guesses-{}", number);
    table.caption = fmt::format("What the room expected, question {}", number);
    const std::string unit = asked.against == kNobody ? outcome_unit(asked.outcome) : difference_unit(asked.outcome);
    table.columns = {{.title = "Who", .heads_row = true}, {.title = "Guess, " + unit, .right = true}};
    for (const Guess& guess : asked.guesses)
        table.rows.push_back({{guess.who, Cell(as_said(guess.value, asked.against != kNobody), guess.value)}});
    part.blocks.push_back(std::move(table));
    return part;
}

Section line_up_asked(const Explorer& explorer, const LineUpAsked& asked) {
    Section part{.id = "line-up", .title = "Line-up", .level = kPart};
    part.blocks.push_back(Paragraph{line_up_words(explorer, asked)});
    const auto found = asked.revealed ? dealt(explorer, asked) : std::nullopt;
    part.blocks.push_back(
        Paragraph{found ? line_up_answer(asked, *found) : std::string("Not revealed."), report::Emphasis::kLead});
    if (asked.picks.empty()) return part;
    report::Table table;
    table.id = "picks";
    table.caption = "What the room picked";
    table.columns = {{.title = "Who", .heads_row = true}, {.title = "Series"}};
    for (const auto& pick : asked.picks) table.rows.push_back({{pick.who, line_up_letter(pick.series)}});
    part.blocks.push_back(std::move(table));
    return part;
}

Section notes_taken(const Explorer& explorer) {
    Section part{.id = "notes", .title = "Notes", .level = kPart};
    const auto& notes = explorer.workspace().notes;
    if (notes.empty())
        part.blocks.push_back(Paragraph{"No note was taken."});
    else
        part.blocks.push_back(report::Bullets{notes, true});
    return part;
}

Section log_kept(const Explorer& explorer) {
    Section part{.id = "log", .title = "Session log", .level = kPart};
    part.blocks.push_back(
        Paragraph{"What was done, in order, an action a line. It stands beside this page as session.concord and can be "
                  "played again: concord explore --script session.concord --out again"});
    part.blocks.push_back(report::Listing{explorer.log().text()});
    return part;
}

Section where_numbers_come_from(const Explorer& explorer) {
    const SimulatorOptions& runs = explorer.options().simulation;
    const Runs there = runs_shown(explorer);
    const auto counted = [](int number, const char* what) {
        return scenarios::counted(static_cast<std::size_t>(number), what);
    };
    report::Terms terms;
    terms.terms = {
        {"Program", "Concord " + scenarios::program_description(scenarios::kProgramVersion, scenarios::kProgramCommit,
                                                                scenarios::kProgramSources)},
        {"Seeds", fmt::format("{} of the runs, {} of the population", runs.seed, runs.population_seed)},
        {"Runs at the week shown", fmt::format("{} at 1:{}, {} at 1:{}", counted(there.main, "main run"), runs.scale,
                                               counted(there.further, "further run"), runs.member_scale)},
        {"Parameters", provenance_of(explorer).parameter_source}};
    std::vector<std::string> branches;
    for (const BranchPlan& plan : explorer.workspace().branches) {
        const BranchPlan* parent = explorer.workspace().find(plan.parent);
        branches.push_back(parent
                               ? fmt::format("\"{}\" (left \"{}\" in week {})", plan.name, parent->name, plan.forked_at)
                               : fmt::format("\"{}\"", plan.name));
    }
    if (!branches.empty()) terms.terms.emplace_back("Branches", fmt::format("{}", fmt::join(branches, ", ")));
    Section part{.id = "sources", .title = "Where these numbers come from", .level = kPart};
    part.blocks.push_back(std::move(terms));
    return part;
}

}  // namespace

std::vector<Section> report_appendix(const Explorer& explorer) {
    const Workspace& now = explorer.workspace();
    std::vector<Section> parts{{.id = "appendix", .title = "Appendix: the session"}};
    const bool asked = !now.predictions.empty() || now.line_up.has_value();
    parts.front().blocks.push_back(Paragraph{asked ? std::string("What the room expected, and what came. ") + kOfGuesses
                                                   : "No question was put to the room."});
    for (std::size_t k = 0; k < now.predictions.size(); ++k)
        parts.push_back(question_asked(explorer, now.predictions[k], k + 1));
    if (now.line_up) parts.push_back(line_up_asked(explorer, *now.line_up));
    parts.push_back(notes_taken(explorer));
    parts.push_back(log_kept(explorer));
    parts.push_back(where_numbers_come_from(explorer));
    return parts;
}

}  // namespace concord::explorer
