#include "tests/scenarios/compare/made_comparison.h"

#include <catch2/catch.hpp>

#include "scenarios/compare/ensemble_shard.h"
#include "tests/scenarios/results/fabricated_run.h"

namespace concord::scenarios {
namespace {

// `option` is null in the baseline.
sim::RunRecord record_of(const sim::World& world, int r, const MadeOption* option) {
    using Id = sim::SeriesId;
    sim::RunRecord record(world.geography, sim::kWeeksPerYear, 0);
    record.weeks = record.shape.weeks;
    record.periods = record.shape.periods();
    record.scale = world.scale;
    const auto value = [&](int o) { return kMadeLevel + r % 3 + (option ? option->difference(r, o) : 0); };
    const auto dimension = [&](std::size_t k) {
        const bool own = option && option->dimension;
        return own ? (kMadeLevel + r % 3) / 100 + option->dimension(r, k) : value(sim::kOutcomeCohesionIndex) / 100;
    };
    for (int p = 0; p <= record.periods; ++p)
        for (std::size_t k = 0; k < sim::kRepresentedDimensions; ++k) record[Id::kDimensions].at(p, k) = dimension(k);
    for (int g = 0; g < record.groups(); ++g) {
        record[Id::kAdults].at(g) = g == 0 ? 100000 : 10000;
        for (int p = 0; p <= record.periods; ++p)
            for (int o = 0; o < sim::kOutcomes; ++o) record[Id::kGroupOutcomes].at(p, g, o) = value(o);
    }
    for (int year = 0; year <= 1; ++year)
        for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k)
            for (int n = 0; n < record.shape.neighbourhoods; ++n)
                record[Id::kNeighbourhoodOutcomes].at(year, k, n) = value(sim::kPlaceOutcomes[k]);
    return record;
}

// 400 adults, who differ ten times as much as all.
sim::Participants taking_part(int r, const MadeOption& option) {
    sim::Participants participants{.residents = 400};
    participants.with.fill(0.5);
    participants.without.fill(0.5);
    for (const int o : sim::kPlaceOutcomes) {
        participants.without[sim::cohort_measure_of(o)] = kMadeLevel;
        participants.with[sim::cohort_measure_of(o)] = kMadeLevel + 10 * option.difference(r, o);
    }
    return participants;
}

// The places that the lever reaches stand five points above all, and differ as they do.
sim::PairedPlaces places_reached(int r, const MadeOption& option) {
    sim::PairedPlaces places;
    for (std::size_t k = 0; k < places.with.size(); ++k) {
        places.without[k] = kMadeLevel + 5 + r % 3;
        places.with[k] = places.without[k] + option.difference(r, sim::kPlaceOutcomes[k]);
    }
    return places;
}

}  // namespace

MadeComparison::MadeComparison(const std::vector<MadeOption>& options, int replicates, ParameterDraws draws,
                               std::vector<sim::SmallestDifference> matters)
    : world(fabricated_world(sim::small_geography())) {
    std::filesystem::create_directories(scratch.path / "runs");
    std::vector<sim::Scenario> scenarios = {fabricated_scenario("Status quo", 1, false)};
    for (const MadeOption& option : options) scenarios.push_back(fabricated_scenario(option.name, 1, option.has_lever));
    const Plan plan =
        make_plan(world, scenarios, {.replicates = replicates, .parameters = draws, .matters = std::move(matters)});
    for (const PlannedRun& run : plan.runs) {
        const bool is_option = run.scenario > 0;
        const MadeOption* option = is_option ? &options[static_cast<std::size_t>(run.scenario - 1)] : nullptr;
        sim::CostReport costs;
        costs.present_gbp = costs.total_gbp = is_option ? option->cost : 0;
        costs.present_by_district = {costs.present_gbp, 0};
        std::optional<sim::Participants> participants;
        std::optional<sim::PairedPlaces> places;
        if (is_option && option->has_lever) {
            participants = taking_part(run.replicate, *option);
            places = places_reached(run.replicate, *option);
        }
        write_shard(scratch.path, plan, run.scenario, run.replicate, world, record_of(world, run.replicate, option),
                    costs, plan.inputs, participants, places);
    }
    comparison = fold(scratch.path, plan, replicates, world.geography);
}

std::function<double(int r, int o)> around(double size, double noise) {
    return [=](int r, int) { return size + noise * (r % 2 == 0 ? 1 : -1) * (1 + r % 5) / 5; };
}

std::vector<MadeOption> five_options() {
    return {{"Small and sure", around(0.8, 0.05)},
            {"Large and unsure", around(2, 9)},
            {"Too small to matter", around(0.1, 0.02)},
            {"Harmful", around(-1.5, 0.2)},
            {"Nothing leads there", around(0.3, 0.01), false}};
}

std::string line_of(const std::string& text, const std::string& block, const std::string& title) {
    std::size_t at = text.find("\n" + block);
    REQUIRE(at != std::string::npos);
    at = text.find("\n" + title, at);
    REQUIRE(at != std::string::npos);
    return text.substr(at + 1, text.find('\n', at + 1) - at - 1);
}

}  // namespace concord::scenarios
