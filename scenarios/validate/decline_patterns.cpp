// What the records show when confidence in the police falls for reasons outside the model (P12; decision 0026, check
// 6): over the prior of how far trust protects (psi), and where the pattern fails.
#include <fmt/format.h>

#include "scenarios/validate/run_patterns.h"
#include "sim/ground/maths.h"

namespace concord::validate {
namespace {

using sim::SeriesId;

// All of the fall in the first year, so that the second shows it.
constexpr double kFall = 11;  // points; confidence_decline of decision 0026
constexpr int kYears = 2;

double of_last_year(const sim::RunRecord& record, int event) {
    double sum = 0;
    for (int period = record.periods - record.periods / kYears; period < record.periods; ++period)
        sum += record[SeriesId::kEvents].at(period, record.layout().gm(), event);
    return sum;
}

// More is hidden than happens less where the slope of reporting, times the share that is not recorded, exceeds psi: the
// log odds of recording fall by the one, the log rate rises by the other, of a fall of trust by one.
double edge(double intercept, double slope, double trust) {
    constexpr double kCentre = 0.6;  // police_trust at which report_intercept holds (4.6)
    return slope * (1 - sim::maths::logistic(intercept + slope * (trust - kCentre)));
}

// Percent of draws from the priors in which recorded incidents rise with the true ones.
double share_that_fails(double trust) {
    constexpr std::uint32_t kDraws = 20000, kSeed = 1;
    const sim::ParameterInfo &intercept = *sim::find_parameter("report_intercept"),
                             &slope = *sim::find_parameter("report_slope"),
                             &psi = *sim::find_parameter("hostility_protection");
    int fails = 0;
    for (std::uint32_t draw = 0; draw < kDraws; ++draw)
        fails += edge(sim::prior_draw(intercept, kSeed, draw), sim::prior_draw(slope, kSeed, draw), trust) <
                 sim::prior_draw(psi, kSeed, draw);
    return 100.0 * fails / kDraws;
}

}  // namespace

std::vector<Result> records_under_decline(const Setting& setting) {
    constexpr int kMostSeeds = 2, kLarger = 2;
    const sim::ParameterInfo& psi = *sim::find_parameter("hostility_protection");
    const auto& world = setting.world(setting.scale * kLarger);
    Setting falling = setting;
    falling.baseline.baseline.confidence_decline = kFall;
    falling.baseline.baseline.confidence_decline_weeks = sim::kWeeksPerYear;
    std::vector<Result> rows;
    double trust = 0;
    for (const double value : {psi.low, psi.value, psi.high}) {
        const bool is_default = value == psi.value;
        const std::string what = fmt::format("confidence falls by {:g} points, psi {:g}: ", kFall, value);
        Result recorded{.id = "P12",
                        .kind = Kind::kFollows,
                        .measure = what + "recorded hate incidents",
                        .unit = "percent",
                        .high = is_default ? 0 : kNoBound,
                        .source = "E21",
                        .decimals = 1};
        Result happened{.id = "P12",
                        .kind = Kind::kFollows,
                        .measure = what + "all hate incidents",
                        .unit = "percent",
                        .low = is_default ? 0 : -kNoBound,
                        .source = "E21",
                        .decimals = 1};
        auto parameters = setting.parameters;
        parameters.hostility_protection = value;
        for (int seed = 1; seed <= setting.seeds_up_to(kMostSeeds); ++seed) {
            const auto with = PairedRuns(falling, world, parameters, static_cast<std::uint32_t>(seed)).run(kYears, {}),
                       without =
                           PairedRuns(setting, world, parameters, static_cast<std::uint32_t>(seed)).run(kYears, {});
            const auto change = [&](int event) {
                return 100 * (of_last_year(with, event) / of_last_year(without, event) - 1);
            };
            recorded.values.push_back(change(sim::kEventHateRecorded));
            happened.values.push_back(change(sim::kEventHateIncidents));
            trust = without[SeriesId::kStateMeans].at(0, without.layout().gm(), int{sim::kPoliceTrust});
        }
        rows.push_back(std::move(recorded));
        rows.push_back(std::move(happened));
    }
    rows.push_back(
        {.id = "P12",
         .kind = Kind::kFollows,
         .measure = "draws from the priors in which it fails: report_slope x (1 - P) is below psi",
         .unit = "percent",
         .values = {share_that_fails(trust)},
         .source = "design",
         .note = fmt::format("at the defaults it would take a psi above {:.2f}",
                             edge(setting.parameters.report_intercept, setting.parameters.report_slope, trust)),
         .decimals = 1});
    return rows;
}

}  // namespace concord::validate
