// What stands behind the answer, option by option, for those who took part, the places reached and GM: each difference
// with its interval, the share of runs with its sign, its verdict, whether the survey in place could tell, and what it
// costs or would take.
#include <fmt/format.h>

#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/equality_table.h"
#include "scenarios/compare/index_weights.h"
#include "scenarios/compare/survey.h"
#include "scenarios/files/text.h"
#include "scenarios/format/units_table.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

std::string survey_text(const Difference& d) {
    if (std::isnan(d.survey)) return "not a survey item";
    if (!sim::tells_sign(d.verdict)) return fmt::format("needs {:.1f}", d.survey);
    return fmt::format("{} (needs {:.1f})", std::abs(d.mean) >= d.survey ? "yes" : "no", d.survey);
}

// The size and the sign of a difference, its interval and the share of runs that agree, where the verdict lets them be
// told; else how close to nothing it is.
struct Told {
    std::string change = "-", range = "-", agree = "-";
};
Told told(const Difference& d) {
    const int decimals = decimals_for(d.mean, d.interval);
    if (d.verdict == sim::Verdict::kNoChangeThatMatters) return {.range = fmt::format("within +-{:.3g}", d.matters)};
    if (!sim::tells_sign(d.verdict)) return {};
    return {.change = signed_number(d.mean, decimals),
            .range = interval_words(d.interval, decimals),
            .agree = signed_number(d.mean, decimals) == "0" ? "-" : fmt::format("{:.0f}%", 100 * d.share_same_sign)};
}

std::string table_row(const std::string& title, const Difference& d, const sim::SmallestDifference& matters,
                      const sim::MeasureInfo& outcome) {
    if (std::isnan(d.mean)) return fmt::format("  {:<42} not defined (too few residents)\n", title);
    const Told it = told(d);
    return fmt::format("  {:<42}{:>8.1f}{:>9}  {:<20}{:>6}   {:<24}{:<20}{}\n", title, d.baseline, it.change, it.range,
                       it.agree, sim::name_of(d.verdict), survey_text(d), price_words(d, matters, outcome));
}

constexpr double kMostPairing = 1000;  // a larger ratio says no more than this

std::string header(const std::string& first) {
    return fmt::format("  {:<42}{:>8}{:>9}  {:<20}{:>6}   {:<24}{:<20}{}\n", first, "baseline", "change", "from - to",
                       "agree", "verdict", "survey tells?", "cost of a point of a gain, or what it would take");
}

std::string pairing_text(double ratio) {
    if (std::isnan(ratio)) return "Pairing saved: too few runs to say.";
    if (ratio > kMostPairing)
        return "Pairing saved: more than 1,000 times fewer runs than independent seeds (median over headline outcomes, "
               "Greater Manchester and districts).";
    return fmt::format(
        "Pairing saved: {:.0f} times fewer runs than independent seeds (median over headline outcomes, Greater "
        "Manchester and districts).",
        ratio);
}

// Those who took part and the places reached, at the end of the run. What was put in has no price.
std::string reached_block(const Comparison& c, int scenario) {
    const auto rows = [&](const std::string& title, const auto& difference_of, const auto& words_of_verdict) {
        std::string text = fmt::format("  {:<42}{:>8}{:>9}  {:<20}{:>6}   {}\n", title, "baseline", "change",
                                       "from - to", "agree", "verdict");
        for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {
            const Difference& d = difference_of(k);
            if (std::isnan(d.mean)) continue;
            const Told it = told(d);
            text += fmt::format("  {:<42}{:>8.1f}{:>9}  {:<20}{:>6}   {}\n", sim::kPlaceOutcomeTable[k].title,
                                d.baseline, it.change, it.range, it.agree, words_of_verdict(d, k));
        }
        return text;
    };
    std::string text;
    const auto at = static_cast<std::size_t>(scenario);
    if (c.participants.at(at) > 0)
        text += rows(
            fmt::format("Took part, about {} adults", about(c.participants[at])),
            [&](std::size_t k) -> const Difference& { return c.among_participants(scenario, k); },
            [&](const Difference& d, std::size_t k) {
                return std::string(sim::name_of(d.verdict)) + (c.put_in(scenario, k) ? " (put in, no finding)" : "");
            });
    if (c.residents_reached.at(at) >= c.residents)
        text += "  Places reached: all of Greater Manchester, so as there\n";
    else if (c.residents_reached[at] > 0)
        text += rows(
            fmt::format("Places reached, {} residents", with_thousands(c.residents_reached[at])),
            [&](std::size_t k) -> const Difference& { return c.in_places(scenario, k); },
            [](const Difference& d, std::size_t) { return std::string(sim::name_of(d.verdict)); });
    return text;
}

std::string option_block(const Comparison& c, int scenario) {
    std::string text = fmt::format("\n{}\n", c.plan.names[scenario]);
    if (!c.plan.purposes[scenario].empty()) text += "  " + c.plan.purposes[scenario] + "\n";
    text += fmt::format("  Cost, discounted: {} (baseline {}), prices of {}.", pounds(c.mean_cost(scenario)),
                        pounds(c.mean_cost(0)), sim::kPriceYear);
    // With drawn parameters both arms share their draw, and the ratio would mostly speak of the parameters.
    if (c.plan.parameters == ParameterDraws::kDefaults)
        text.append(" ").append(pairing_text(c.median_variance_ratio(scenario)));
    else if (c.mean_cost(scenario) != 0)
        text += " That is the mean over drawn unit costs; see below for default ones.";
    text += '\n';
    text += reached_block(c, scenario);
    text += header(fmt::format("Greater Manchester, year {}", c.plan.years()));
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
        text += table_row(std::string(c.outcomes[o].title), c.difference(scenario, 0, o),
                          c.plan.matters.at(static_cast<std::size_t>(o)), c.outcomes[o]);
    return text;
}

std::string district_block(const Comparison& c) {
    const sim::MeasureInfo& lead = sim::kOutcomeTable[sim::kOutcomeGetOnWell];
    std::string text = fmt::format("\n{} by district, year {}: change [from - to], runs that agree, verdict\n",
                                   lead.title, c.plan.years());
    for (int s = 1; s < c.scenarios(); ++s) {
        text += fmt::format("  {}\n", c.plan.names[s]);
        for (int g = 1; g <= c.districts; ++g) {
            const Difference& d = c.difference(s, g, sim::kOutcomeGetOnWell);
            const Told it = told(d);
            text += fmt::format("    {:<24}{:>9}  {:<22}{:>5}  {:<24}{}\n", c.groups[g], it.change,
                                fmt::format("[{}]", it.range), it.agree, sim::name_of(d.verdict), survey_text(d));
        }
    }
    return text;
}

// Every two options, draw by draw, in GM: of the leading outcome, and of the others where something can be told.
std::string pairs_block(const Comparison& c) {
    std::string text;
    for (int o = 0; o < static_cast<int>(c.outcomes.size()) && c.scenarios() > 2; ++o) {
        std::string rows;
        bool tells = o == sim::kOutcomeGetOnWell;
        for (int a = 1; a < c.scenarios(); ++a)
            for (int b = a + 1; b < c.scenarios(); ++b) {
                const PairOfOptions pair = pair_of(c, a, b, 0, o);
                const int decimals = decimals_for(pair.mean, pair.interval);
                const bool shown = sim::tells_sign(pair.verdict);
                tells = tells || shown;
                rows += fmt::format("  {:<42}{:<42}{:>6}  {:<26}{}\n", c.plan.names[a], c.plan.names[b],
                                    shown ? fmt::format("{:.0f}%", 100 * pair.share_better) : "-",
                                    shown ? fmt::format("{} ({})", signed_number(pair.mean, decimals),
                                                        interval_words(pair.interval, decimals))
                                          : "-",
                                    sim::name_of(pair.verdict));
            }
        if (tells)
            text +=
                fmt::format("\n{}, option against option, Greater Manchester, year {}\n  {:<42}{:<42}{:>6}  {:<26}{}\n",
                            c.outcomes[static_cast<std::size_t>(o)].title, c.plan.years(), "option", "against",
                            "better", "difference (from - to)", "verdict") +
                rows;
    }
    return text;
}

// Which option's point is the cheaper, and the ratio of costs from which it no longer is, in GM.
std::string cost_order_block(const Comparison& c) {
    std::string rows;
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
        for (int a = 1; a < c.scenarios(); ++a)
            for (int b = a + 1; b < c.scenarios(); ++b) {
                const std::optional<PairByCost> pair = by_cost_of(c, a, b, 0, o);
                if (!pair) continue;
                const auto point = [&](int s) { return pounds(c.difference(s, 0, o).cost_per_point); };
                const Interval& range = pair->turns_interval;
                rows += wrapped(fmt::format("{}: a point costs {} by {} and {} by {}; {} is the cheaper until it costs "
                                            "{:.2f} times what {} does{}; it costs {:.2f} times as much.",
                                            c.outcomes[static_cast<std::size_t>(o)].title, point(pair->option),
                                            c.plan.names[pair->option], point(pair->other), c.plan.names[pair->other],
                                            c.plan.names[pair->option], pair->turns_at, c.plan.names[pair->other],
                                            std::isnan(range.low) ? std::string()
                                                                  : fmt::format(" ({:.2f} to {:.2f}, pair by pair)",
                                                                                range.low, range.high),
                                            pair->cost_ratio),
                                2) +
                        "\n";
            }
    if (c.scenarios() < 3) return rows;
    const std::string title =
        fmt::format("\nOptions by the cost of a point, Greater Manchester, year {}\n", c.plan.years());
    return title + (rows.empty()
                        ? "  No two options gain the same outcome at a cost, so that no ratio of costs turns an "
                          "order.\n"
                        : rows);
}

}  // namespace

std::string reading_guide(const Comparison& c) {
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    std::string text = fmt::format(
        "{} pairs of runs at 1:{}, {}; parameters: {}. Changes are paired differences from the baseline "
        "(same seed{}), averaged over the last year. ",
        c.replicates, c.plan.scale, counted(static_cast<std::size_t>(c.plan.years()), "year"),
        describe(c.plan.parameters), drawn ? ", same draw" : "");
    text +=
        drawn ? std::string(c.replicates < kFewestForPercentiles
                                ? "From - to is the range over all draws (too few for percentiles): it shows how far "
                                : "From - to is the 2.5 to the 97.5 percentile over draws: it shows how far ") +
                    "the change depends on what is not known, not only chance. Agree: share of draws with the sign of "
                    "the mean. "
              : "From - to is the 95 % interval of the mean over pairs (Student's t): it shows chance at the default "
                "parameters, not what is not known about them. Agree: share of pairs with the sign of the mean. ";
    text += fmt::format(
        "Verdicts: gain and harm are at least the smallest difference that matters with all of the interval; no change "
        "lies closer to zero with all of it; not modelled has no way there in the model; cannot say is the rest. "
        "Survey tells: the change is at least the smallest difference that two years of {} ({} interviews a year over "
        "Greater Manchester, a place's share by its adults, design effect {:g}) would show with 80 % power in a "
        "two-sided 5 % test at the baseline's level. "
        "Cost of a point, of gains alone: extra discounted cost of the option (of the district's share in a district) "
        "per unit of improvement. What it would take: {}. ",
        kResidentsSurvey.name, with_thousands(kResidentsSurvey.respondents_a_year), kResidentsSurvey.design_effect,
        c.has_doses
            ? "from runs at twice and four times the size"
            : "an estimate without runs: as the amounts of its levers grow, each counting by its cost, less what "
              "dilution takes of more reach");
    if (c.plan.kernel != sim::Kernel::kAssimilation)
        text += fmt::format("Kernel of influence: {}. ", name_of(c.plan.kernel));
    if (!drawn) text += "Pairing saved: variance with independent seeds over that of pairs. ";
    return text + kCaveat;
}

std::string comparison_details(const Comparison& c) {
    std::string text;
    for (int s = 1; s < c.scenarios(); ++s) text += option_block(c, s);
    text += district_block(c) + pairs_block(c) + index_weights_text(c) + cost_order_block(c) + equality_table(c);
    return text + "\nHow to read this\n" + wrapped(reading_guide(c)) + "\n";
}

}  // namespace concord::scenarios
