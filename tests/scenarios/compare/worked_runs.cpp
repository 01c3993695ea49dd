#include "tests/scenarios/compare/worked_runs.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scenarios/compare/ensemble_shard.h"

namespace concord::scenarios {
namespace {

constexpr int kPeriodsAYear = 13;

double gain(int scenario, int replicate, int outcome) {
    const auto r = static_cast<std::size_t>(replicate);
    if (scenario == 1) {
        const double weight = outcome == sim::kOutcomeTrustNeighbours ? 0.5
                              : outcome == sim::kOutcomeBelong        ? -0.5
                              : outcome == sim::kOutcomeHateIncidents ? -1
                                                                      : 1;
        return weight * (4 + replicate);
    }
    return (outcome == sim::kOutcomeGetOnWell ? std::array{1.0, 2.0, 6.0} : std::array{-2.0, 2.0, 6.0})[r];
}

double outcome_of(int s, int r, int p, int g, int o) {
    if (p == 0) return 90;
    if (p <= kPeriodsAYear) return 20 + r + (s > 0 ? s / 2.0 + (p - 7) / 4.0 : 0);
    const double k = p - kPeriodsAYear;
    const double level = std::array{30.0, 40.0, 56.0}[r] + (k - 7) / 2 + o + g / 4.0;
    return s == 0 ? level : level + gain(s, r, o) * (1 + g / 16.0) + (k - 7) / 4;
}

double place_of(int s, int r, int year, int n, int o) {
    if (n == 0 && r == 0) return std::nan("");
    return 50 + o + n + (year == 2 && s > 0 ? s * (r + 1) - 2 : 0);
}

}  // namespace

sim::RunRecord worked_record(const sim::World& world, int s, int r) {
    using Id = sim::SeriesId;
    sim::RunRecord record(world.geography, kWorkedYears * sim::kWeeksPerYear, 0);
    record.weeks = record.shape.weeks;
    record.periods = record.shape.periods();
    record.scale = world.scale;
    for (int g = 0; g < record.groups(); ++g) {
        record[Id::kAdults].at(g) = 1000 + g;
        for (int p = 0; p <= record.periods; ++p)
            for (int o = 0; o < sim::kOutcomes; ++o) record[Id::kGroupOutcomes].at(p, g, o) = outcome_of(s, r, p, g, o);
        for (int year = 0; year <= kWorkedYears; ++year)
            for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e)
                record[Id::kEquality].at(year, g, e) =
                    10.0 + static_cast<double>(e) + g / 4.0 + (year == kWorkedYears ? s * (r + 1) : 0);
        for (int p = 0; p < record.periods; ++p) {
            for (int e = 0; e < sim::kEventKinds; ++e) record[Id::kEvents].at(p, g, e) = 100 * (s + 1) + 10 * r + p + e;
            for (int c = 0; c < sim::kLedgerColumns; ++c)
                for (int state = 0; state < sim::kStates; ++state)
                    record[Id::kLedger].at(p, g, c, state) =
                        s * (r + 1) * (c + 1) / 4096.0 / (p < kPeriodsAYear ? 2 : 1);
        }
    }
    for (int year = 0; year <= kWorkedYears; ++year)
        for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k)
            for (int n = 0; n < record.shape.neighbourhoods; ++n)
                record[Id::kNeighbourhoodOutcomes].at(year, k, n) = place_of(s, r, year, n, sim::kPlaceOutcomes[k]);
    return record;
}

sim::CostReport worked_costs(int s, int r) {
    const auto replicate = static_cast<std::size_t>(r);
    sim::CostReport costs;
    costs.present_gbp = s == 1 ? std::array{100e3, 110e3, 126e3}[replicate] : std::array{10e3, 20e3, 30e3}[replicate];
    costs.total_gbp = costs.present_gbp;
    costs.present_by_district = {costs.present_gbp * 3 / 5, costs.present_gbp * 2 / 5};
    return costs;
}

std::string squeezed(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
    return out;
}

Worked::Worked(ParameterDraws draws) : world(fabricated_world(sim::small_geography())) {
    std::filesystem::create_directories(folder / "runs");
    const std::vector<sim::Scenario> scenarios = {fabricated_scenario("Status quo", kWorkedYears, false),
                                                  fabricated_scenario("Helps", kWorkedYears, false),
                                                  fabricated_scenario("Unsure", kWorkedYears, false)};
    plan = make_plan(world, scenarios, {.replicates = kWorkedReplicates, .parameters = draws});
    for (auto& outcomes : plan.reach) std::fill(outcomes.begin(), outcomes.end(), sim::Reach::kDirect);  // no levers
    for (auto& measures : plan.reach_of_equality)
        std::fill_n(measures.begin(), sim::kEqualityDissimilarity, sim::Reach::kDirect);
    for (const PlannedRun& run : plan.runs)
        write_shard(folder, plan, run.scenario, run.replicate, world, worked_record(world, run.scenario, run.replicate),
                    worked_costs(run.scenario, run.replicate), plan.inputs);
    comparison = fold(folder, plan, kWorkedReplicates, world.geography);
}

}  // namespace concord::scenarios
