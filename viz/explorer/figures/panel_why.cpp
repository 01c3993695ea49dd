// Why two futures differ: the difference of their ledgers of change as a figure and in a sentence.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/measures/flows.h"
#include "sim/measures/outcome_sums.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/panel_parts.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/session/indicators.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

constexpr double kSmallestTold = 0.005;  // points: less is written 0.00

// Points of 100 of the state asked for, that may be told.
struct Told {
    struct Part {
        std::string words;
        double points = 0;
    };
    std::string futures;      // "More seats minus Status quo, today"
    std::vector<Part> parts;  // each large enough to be written
    double rest = 0;          // all that are not
    double difference = 0, unshown = 0;
};

// Whether the answer is to what is asked now: the place may have changed since.
bool is_of_place(const WhyAnswer& answer, const Explorer& explorer) {
    const Place& place = explorer.workspace().place;
    return answer.question.below_district == place.below_district() &&
           answer.question.neighbourhoods == neighbourhoods_of(explorer.geography(), place);
}

void add_parts(Told& why, const WhyAnswer& answer, std::size_t state) {
    for (std::size_t k = 0; k < sim::kLedgerColumns; ++k) {
        const double points = 100 * answer.column[state][k];
        if (std::abs(points) < kSmallestTold)
            why.rest += points;
        else
            why.parts.push_back({std::string(sim::kLedgerTable[k].words[state]), points});
    }
}

// Throws std::invalid_argument with the reason why there is nothing to tell.
Told told(const Explorer& explorer) {
    const Workspace& now = explorer.workspace();
    const auto answer = explorer.frame().why;
    if (!answer || !is_of_place(*answer, explorer)) throw std::invalid_argument("the ledger of change is being read");
    if (answer->adults < sim::kFewestInCell)
        throw std::invalid_argument("fewer than ten simulated adults live here: nothing is shown of so few");
    if (answer->no_lever)
        throw std::invalid_argument(
            "no lever is pulled in this future, so there is nothing to explain: what moves without one is chance about "
            "the published levels. Pull a lever, or compare two branches");
    const auto state = static_cast<std::size_t>(now.why_state);
    const BranchPlan *one = now.find(answer->question.branch),
                     *other = answer->question.against ? now.find(*answer->question.against) : nullptr;
    if (!one) throw std::invalid_argument("the ledger of change is being read");
    Told why;
    why.futures = fmt::format("{} minus {}", one->name, other ? other->name : "the same with no lever");
    why.difference = 100 * answer->difference[state];
    why.unshown = 100 * answer->unshown[state];
    add_parts(why, *answer, state);
    if (!(std::abs(why.difference) >= kSmallestTold))
        throw std::invalid_argument(
            fmt::format("the two futures do not differ here in {} by as much as 0.01 points of 100: there is nothing "
                        "to explain",
                        state_in_sentence(now.why_state)));
    return why;
}

std::string points(double value) { return figure::format_short(value, {figure::Unit::kNumber, true, 2}); }

}  // namespace

figure::Figure why_figure(const Explorer& explorer) {
    const Told why = told(explorer);
    const Workspace& now = explorer.workspace();
    const WhyQuestion& question = explorer.frame().why->question;
    figure::Figure made;
    made.title =
        fmt::format("Why {} differs in {}", state_in_sentence(now.why_state), name_of(explorer.geography(), now.place));
    made.subtitle = fmt::format("{}, {} to {}", why.futures, figure::format_date(explorer.date_of(question.from)),
                                figure::format_date(explorer.date_of(question.to)));
    made.caption =
        "The parts add up to the difference; what both futures have alike falls away. They are of the model's own "
        "score, 0 to 100: a survey's percentage moves otherwise.";
    if (std::abs(why.difference) < kPointThatMatters)
        made.caption += fmt::format(" In all it is less than the {:g} points that matter: an explanation, no finding.",
                                    kPointThatMatters);
    if (std::abs(why.unshown) >= kSmallestTold)
        made.caption += fmt::format(
            " Of the difference {} has no bar: what those who move take away or bring, and what is told of districts "
            "only.",
            points(why.unshown));
    made.provenance = provenance_of(explorer, {2, 0});
    made.ranks_allowed = sim::kStateTable[static_cast<std::size_t>(now.why_state)].disclosure.ranks_places;
    figure::LedgerBars bars;
    bars.x.label = fmt::format("Points of the model's score for {}, 0 to 100", state_in_sentence(now.why_state));
    bars.x.style = {figure::Unit::kNumber, true, 2};
    bars.x.include_zero = true;
    bars.total_words = "All of the difference";
    bars.tolerance = kSmallestTold + 1e-4;  // what is written 0.00 has no bar; the ledger itself adds up to 1e-6
    figure::LedgerRow row{why.futures, {}, why.difference, why.unshown};
    for (const Told::Part& part : why.parts) {
        bars.contributions.push_back(part.words);
        row.contributions.push_back(part.points);
    }
    if (std::abs(why.rest) >= kSmallestTold) {
        bars.contributions.emplace_back("all else, each less than 0.01");
        row.contributions.push_back(why.rest);
    }
    bars.rows.push_back(std::move(row));
    made.content = std::move(bars);
    return made;
}

std::string why_words(const Explorer& explorer) {
    try {
        const Told why = told(explorer);
        const auto [low, high] =
            std::minmax_element(why.parts.begin(), why.parts.end(),
                                [](const Told::Part& a, const Told::Part& b) { return a.points < b.points; });
        std::string text = fmt::format("{}, {}: {} points", name_of(explorer.geography(), explorer.workspace().place),
                                       why.futures, points(why.difference));
        if (std::abs(why.difference) < kPointThatMatters) text += ", less than matters";
        if (low == why.parts.end()) return text + ".";
        if (high->points > 0) text += fmt::format("; raised most by {} ({})", high->words, points(high->points));
        if (low->points < 0) text += fmt::format("; lowered most by {} ({})", low->words, points(low->points));
        return text + ".";
    } catch (const std::invalid_argument&) {
        return {};  // the panel says why
    }
}

}  // namespace concord::explorer
