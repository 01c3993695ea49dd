// The comparison as a table that can be read aloud. Never a bare number: each difference stands with its interval, the
// share of runs with its sign, and whether a survey could tell.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "scenarios/compare/comparison.h"
#include "scenarios/files/text.h"
#include "scenarios/format/units_table.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

// As many decimals as the largest of the numbers shown together needs for two figures.
int decimals_for(const Difference& d) {
    const double largest = std::max({std::abs(d.mean), std::isnan(d.interval.low) ? 0 : std::abs(d.interval.low),
                                     std::isnan(d.interval.high) ? 0 : std::abs(d.interval.high)});
    return largest >= 1 ? 1 : largest >= 0.1 ? 2 : largest >= 0.01 ? 3 : 4;
}

std::string interval_text(const Difference& d) {
    if (std::isnan(d.interval.low)) return "too few runs";
    const int decimals = decimals_for(d);
    return signed_number(d.interval.low, decimals) + " to " + signed_number(d.interval.high, decimals);
}

// Lines of at most 110 characters.
std::string wrapped(const std::string& text) {
    constexpr std::size_t kWidth = 110;
    std::string out;
    std::size_t column = 0, at = 0;
    while (at < text.size()) {
        const std::size_t space = std::min(text.find(' ', at), text.size());
        const std::size_t length = space - at;
        if (column > 0 && column + 1 + length > kWidth) out += '\n', column = 0;
        if (column > 0) out += ' ', ++column;
        out.append(text, at, length);
        column += length;
        at = space + 1;
    }
    return out;
}

std::string pounds(double x) {
    const double size = std::abs(x);
    const char* sign = x < 0 ? "-" : "";
    if (std::isinf(x)) return "no upper limit";
    if (size >= 1e6)
        return fmt::format(
            "{}£{}m", sign,
            size >= 1e8 ? with_thousands(size / 1e6) : fmt::format("{:.{}f}", size / 1e6, size >= 1e7 ? 1 : 2));
    if (size >= 1e3) return fmt::format("{}£{:.0f}k", sign, size / 1e3);
    return fmt::format("{}£{:.0f}", sign, size);
}

std::string cost_text(const Difference& d) {
    if (!d.cost_words.empty()) return d.cost_words;
    return pounds(d.cost_per_point) + " (" + pounds(d.cost_interval.low) + " to " + pounds(d.cost_interval.high) + ")";
}

std::string survey_text(const Difference& d) {
    if (std::isnan(d.survey)) return "not a survey item";
    return fmt::format("{} (needs {:.1f})", std::abs(d.mean) >= d.survey ? "yes" : "no", d.survey);
}

// The share of runs with the sign of the mean; none where the change shows as zero.
std::string share_text(const Difference& d) {
    const bool zero = signed_number(d.mean, decimals_for(d)) == "0";
    return std::isnan(d.share_same_sign) || zero ? "-" : fmt::format("{:.0f}%", 100 * d.share_same_sign);
}

std::string table_row(const std::string& title, const Difference& d) {
    if (std::isnan(d.mean)) return fmt::format("  {:<42} not defined (too few residents)\n", title);
    return fmt::format("  {:<42}{:>7.1f}{:>9}  {:<20}{:>6}   {:<22}{}\n", title, d.baseline,
                       signed_number(d.mean, decimals_for(d)), interval_text(d), share_text(d), survey_text(d),
                       cost_text(d));
}

constexpr double kMostPairing = 1000;  // a larger ratio says no more than this

std::string header(const char* first) {
    return fmt::format("  {:<42}{:>7}{:>9}  {:<20}{:>6}   {:<22}{}\n", first, "today's", "change", "from - to", "agree",
                       "a survey would tell?", "cost of a point");
}

std::string pairing_text(double ratio) {
    if (std::isnan(ratio)) return "Pairing saved: too few runs to say.";
    if (ratio > kMostPairing) return "Pairing saved: more than 1,000 times fewer runs than independent seeds (median).";
    return fmt::format("Pairing saved: {:.0f} times fewer runs than independent seeds (median).", ratio);
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
    text += header("Greater Manchester, last year of the run");
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
        text += table_row(std::string(c.outcomes[o].title), c.difference(scenario, 0, o));
    return text;
}

std::string district_block(const Comparison& c) {
    const sim::MeasureInfo& lead = sim::kOutcomeTable[sim::kOutcomeGetOnWell];
    std::string text = fmt::format(
        "\n{} by district, change in the last year of the run [from - to], runs that agree on the sign\n", lead.title);
    for (int s = 1; s < c.scenarios(); ++s) {
        text += fmt::format("  {}\n", c.plan.names[s]);
        for (int g = 1; g <= c.districts; ++g) {
            const Difference& d = c.difference(s, g, sim::kOutcomeGetOnWell);
            text +=
                fmt::format("    {:<24}{:>9}  {:<22}{:>5}  {}\n", c.groups[g], signed_number(d.mean, decimals_for(d)),
                            fmt::format("[{}]", interval_text(d)), share_text(d),
                            d.interval.includes_zero() ? kNoEffect : "a survey would tell: " + survey_text(d));
        }
    }
    return text;
}

// What the leading outcome says, with its size beside what a survey needs. A winner is named only when the best
// option's interval is clear of zero and of every other option's, and there are runs enough to speak of intervals.
std::string conclusion(const Comparison& c) {
    constexpr int kFewestPairs = 8;
    const int lead = sim::kOutcomeGetOnWell;
    int best = 1;
    for (int s = 2; s < c.scenarios(); ++s)
        if (c.difference(s, 0, lead).mean > c.difference(best, 0, lead).mean) best = s;
    const Difference& d = c.difference(best, 0, lead);
    const std::string outcome(sim::kOutcomeTable[lead].title), &name = c.plan.names[best];
    if (c.replicates < kFewestPairs)
        return fmt::format("\"{}\": {} pairs of runs are too few to say which option changes it most.\n", outcome,
                           c.replicates);
    if (d.interval.includes_zero() || d.mean < 0)
        return fmt::format("\"{}\": no option shows a gain distinguishable from zero.\n", outcome);
    const std::string size = fmt::format("{} points ({}); two surveys of 1,300 people would need {:.1f} to tell",
                                         signed_number(d.mean, decimals_for(d)), interval_text(d), d.survey);
    std::string rivals;
    for (int s = 1; s < c.scenarios(); ++s)
        if (s != best && overlap(d.interval, c.difference(s, 0, lead).interval))
            rivals += (rivals.empty() ? "" : ", ") + c.plan.names[s];
    if (!rivals.empty())
        return fmt::format(
            "\"{}\": the largest change is that of {}, {}. Its interval overlaps that of {}: no winner.\n", outcome,
            name, size, rivals);
    return fmt::format("\"{}\": {} changes it most, by {}. Its interval is clear of zero{}.\n", outcome, name, size,
                       c.scenarios() == 2 ? "" : " and of every other option's");
}

}  // namespace

bool overlap(const Interval& a, const Interval& b) { return !(a.low > b.high || b.low > a.high); }

std::string reading_guide(const Comparison& c) {
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    std::string text = fmt::format(
        "{} pairs of runs at 1:{}, {} years; parameters: {}. Changes are paired differences from the baseline "
        "(same seed{}), averaged over the last year. ",
        c.replicates, c.plan.scale, c.plan.years, describe(c.plan.parameters), drawn ? ", same draw" : "");
    text +=
        drawn ? std::string(c.replicates < kFewestForPercentiles
                                ? "From - to is the range over all draws (too few for percentiles): it shows how far "
                                : "From - to is the 2.5 to the 97.5 percentile over draws: it shows how far ") +
                    "the change depends on what is not known, not only chance. Agree: share of draws with the sign of "
                    "the mean. "
              : "From - to is the 95 % interval of the mean over pairs (Student's t): it shows chance at the default "
                "parameters, not what is not known about them. Agree: share of pairs with the sign of the mean. ";
    text += fmt::format(
        "A survey would tell: the change is at least the smallest difference between two surveys of {} people each "
        "that 80 % power and a two-sided 5 % test would show at the baseline's level (the same {} people whatever the "
        "area). "
        "Cost of a point: extra discounted cost of the option (of the district's share in a district) per unit of "
        "improvement. ",
        "1,300", "1,300");
    if (!drawn) text += "Pairing saved: variance with independent seeds over that of pairs. ";
    return text + kCaveat;
}

std::string comparison_table(const Comparison& c) {
    std::string text = fmt::format("Comparison with \"{}\"\n{}", c.plan.names[0], wrapped(conclusion(c)));
    for (int s = 1; s < c.scenarios(); ++s) text += option_block(c, s);
    text += district_block(c);
    return text + "\nHow to read this\n" + wrapped(reading_guide(c)) + "\n";
}

}  // namespace concord::scenarios
