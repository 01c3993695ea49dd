#include "report/sections/cells.h"

#include <fmt/format.h>

#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/statistics.h"
#include "scenarios/files/text.h"
#include "scenarios/results/results_writer.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Difference;

namespace {

bool drawn(const Comparison& c) { return c.plan.parameters != scenarios::ParameterDraws::kDefaults; }

std::string either_way_words(const Comparison& c, const Difference& d, int better) {
    if (std::isnan(d.interval.low)) return "too few runs to say";
    if (better == 0)
        return fmt::format("{} to {}; neither way is better", scenarios::signed_number(d.interval.low, 1),
                           scenarios::signed_number(d.interval.high, 1));
    const std::string verdict = scenarios::verdict_words(d, better);
    if (verdict == "cannot say") return "could be either way";
    const bool is_better = d.mean * better > 0;
    const double share = std::round(100 * d.share_same_sign);
    if (share < 50) return "could be either way";  // a few draws far to one side make the mean
    if (share >= 100)
        return fmt::format("{} in all {}, perhaps too small", is_better ? "better" : "worse", replicate_word(c));
    return fmt::format("could be either way: {} in {:.0f} % of {}", is_better ? "better" : "worse", share,
                       replicate_word(c));
}

}  // namespace

std::string name_of(const Comparison& c, int scenario) { return c.plan.names.at(static_cast<std::size_t>(scenario)); }

std::string labelled(const Comparison& c, int option) {
    return fmt::format("{}  {}", scenarios::letter(option), name_of(c, option));
}

Tone tone_of(sim::Verdict verdict) {
    switch (verdict) {
        case sim::Verdict::kGain: return Tone::kGain;
        case sim::Verdict::kHarm: return Tone::kHarm;
        case sim::Verdict::kNoChangeThatMatters: return Tone::kSmall;
        case sim::Verdict::kCannotSay: return Tone::kUnsure;
        case sim::Verdict::kNotModelled: return Tone::kNotModelled;
    }
    return Tone::kNone;
}

std::string unit_of_difference(const sim::MeasureInfo& outcome) {
    return sim::usual_smallest_difference(outcome).of_baseline ? std::string(outcome.unit) : "points";
}

std::string difference_words(const Comparison& c, const Difference& d, const sim::MeasureInfo& outcome) {
    if (std::isnan(d.mean)) return "too few residents";
    switch (d.verdict) {
        case sim::Verdict::kNotModelled: return "not modelled";
        case sim::Verdict::kNoChangeThatMatters: return "too small";
        case sim::Verdict::kCannotSay: return either_way_words(c, d, outcome.better);
        default: break;
    }
    const int decimals = scenarios::decimals_for(d.mean, d.interval);
    const std::string people = scenarios::people_words(d, outcome);
    return fmt::format("{}: {} {} ({}){}", sim::name_of(d.verdict), scenarios::signed_number(d.mean, decimals),
                       unit_of_difference(outcome), scenarios::interval_words(d.interval, decimals),
                       people.empty() ? std::string() : "; " + people);
}

Cell difference_cell(const Comparison& c, const Difference& d, const sim::MeasureInfo& outcome) {
    return {difference_words(c, d, outcome), std::isnan(d.mean) ? Tone::kNone : tone_of(d.verdict)};
}

std::string level_words(double level, const sim::MeasureInfo& outcome) {
    if (std::isnan(level)) return {};
    return fmt::format("{:.1f}{}", level, outcome.unit.starts_with("percent") ? " %" : "");
}

Cell level_cell(double level, const sim::MeasureInfo& outcome) { return {level_words(level, outcome), level}; }

Cell number_cell(double value, int decimals) {
    if (std::isnan(value)) return {};
    return {std::isinf(value) ? std::string("out of reach") : scenarios::with_thousands(value, decimals), value};
}

Cell signed_cell(double value, int decimals) {
    if (std::isnan(value)) return {};
    return {scenarios::signed_number(value, decimals), value};
}

Cell pounds_cell(double gbp) {
    if (std::isnan(gbp)) return {};
    return {scenarios::pounds(gbp), gbp};
}

std::string drawn_words(int parameters) {
    return parameters == 1 ? "1 parameter was drawn" : fmt::format("{} parameters were drawn at once", parameters);
}

double planned_extra_cost(const Comparison& c, int option) {
    const auto planned = [&](std::size_t s) {
        double sum = 0;
        for (const scenarios::PaidShare& share : c.plan.paid.at(s)) sum += share.present_gbp;
        return sum;
    };
    const auto s = static_cast<std::size_t>(option);
    return s < c.plan.paid.size() ? planned(s) - planned(0) : c.mean_cost(option) - c.mean_cost(0);
}

int differences_tried(const Comparison& c) {
    return static_cast<int>(c.outcomes.size()) * c.scenarios() * (c.scenarios() - 1) / 2;
}

std::string replicate_word(const Comparison& c) { return drawn(c) ? "draws" : "pairs of runs"; }

std::string interval_meaning(const Comparison& c) {
    if (!drawn(c)) return "95 % interval of the mean (chance alone)";
    return c.replicates < scenarios::kFewestForPercentiles ? fmt::format("range over all {} draws", c.replicates)
                                                           : "middle 95 % of draws";
}

figure::Provenance provenance_of(const Comparison& c) {
    return {.scenario = fmt::format("{} and {}", name_of(c, 0),
                                    scenarios::counted(static_cast<std::size_t>(c.scenarios() - 1), "option")),
            .runs = c.replicates * c.scenarios(),
            .parameter_source = scenarios::describe(c.plan.parameters),
            .caveat = scenarios::kCaveat};
}

}  // namespace concord::report
