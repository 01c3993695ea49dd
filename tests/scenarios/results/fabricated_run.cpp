#include "tests/scenarios/results/fabricated_run.h"

#include "sim/ground/random.h"

namespace concord::scenarios {

double noise(std::uint32_t seed, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    const sim::Block words = sim::philox({a, b, c, 0}, {seed, 0});
    double sum = -2;  // of four uniforms: variance 1/3
    for (const std::uint32_t word : words) sum += sim::unit_double(word);
    return sum * 1.7320508075688772;
}

sim::World fabricated_world(const sim::Geography& geography, int scale) {
    sim::World world;
    world.geography = geography;
    world.scale = scale;
    world.seed = 3;
    return world;
}

sim::Scenario fabricated_scenario(const std::string& name, int years, bool with_lever) {
    sim::Scenario scenario;
    scenario.name = name;
    scenario.purpose = "made up for tests";
    scenario.start = sim::make_date(2026, 1, 5);
    scenario.years = years;
    scenario.text = "format = 1\nname = \"" + name + "\"\n";
    if (with_lever) {
        sim::LeverSetting lever;
        lever.districts = {0};
        lever.set_intensity(40);
        lever.cost = {.gbp = 180, .per = "seat", .price_year = 2024, .source = "assumption"};
        scenario.levers.push_back(lever);
    }
    return scenario;
}

sim::RunRecord fabricated_record(const sim::World& world, int years, const Fabrication& f) {
    using Id = sim::SeriesId;
    sim::RunRecord record(world.geography, years * sim::kWeeksPerYear, f.levers);
    record.weeks = record.shape.weeks;
    record.periods = record.shape.periods();
    record.seed = f.seed;
    record.scale = world.scale;
    const auto level = [&](int period, int place, int outcome) {
        const auto p = static_cast<std::uint32_t>(period), g = static_cast<std::uint32_t>(place),
                   o = static_cast<std::uint32_t>(outcome);
        const double shared = f.shared_noise * noise(f.seed, g, o, 1) + 0.01 * noise(f.seed, g, o, 100 + p);
        const double own = period > 0 ? f.effect + f.own_noise * noise(f.seed, g, o, 2 + f.scenario) : 0;
        return static_cast<double>(static_cast<float>(50 + outcome + shared + own));
    };
    for (int p = 0; p <= record.periods; ++p)
        for (int g = 0; g < record.groups(); ++g) {
            for (int o = 0; o < sim::kOutcomes; ++o) record[Id::kGroupOutcomes].at(p, g, o) = level(p, g, o);
            for (int s = 0; s < sim::kStates; ++s) {
                record[Id::kAdults].at(g) = 1000.0 * world.scale;
                record[Id::kStateMeans].at(p, g, s) = 0.5 + 0.001 * (s + p);
                record[Id::kStateDeviations].at(p, g, s) = 0.2;
                for (int d = 0; d < 9 && g <= record.shape.districts; ++d)
                    record[Id::kStateDeciles].at(p, g, s, d) = 0.1 * (d + 1);
                for (int c = 0; c < sim::kLedgerColumns && p > 0; ++c)
                    record[Id::kLedger].at(p - 1, g, c, s) =
                        c == sim::kLedgerNews || c == sim::kLedgerSupport
                            ? 0
                            : 1e-3 * noise(f.seed, static_cast<std::uint32_t>((p - 1) * 100 + g),
                                           static_cast<std::uint32_t>(c * sim::kStates + s), 7);
            }
            for (int e = 0; e < sim::kEventKinds && p > 0; ++e)
                record[Id::kEvents].at(p - 1, g, e) = 100 + e + 10 * f.effect;
        }
    for (int w = 0; w <= record.weeks; ++w)
        for (int g = 0; g <= record.shape.districts; ++g)
            for (int o = 0; o < sim::kOutcomes; ++o) record[Id::kWeeklyOutcomes].at(w, g, o) = level(w / 4, g, o);
    for (int y = 0; y <= years; ++y)
        for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k)
            for (int n = 0; n < record.shape.neighbourhoods; ++n)
                record[Id::kNeighbourhoodOutcomes].at(y, k, n) = level(y, 1000 + n, sim::kPlaceOutcomes[k]);
    for (int y = 0; y < years && f.levers > 0; ++y) record[Id::kUnitsBought].at(0, 0, y) = 1000;
    return record;
}

sim::CostReport fabricated_costs(const sim::World& world, const sim::Scenario& scenario) {
    sim::CostReport costs;
    costs.present_by_district.assign(world.geography.districts.size(), 0.0);
    costs.present_by_lever.assign(scenario.levers.size(), 0.0);
    costs.units_by_lever.assign(scenario.levers.size(), 0.0);
    for (int lever = 0; lever < static_cast<int>(scenario.levers.size()); ++lever)
        for (int year = 0; year < scenario.years; ++year) {
            const sim::CostLine line{
                .lever = lever, .district = 0, .year = year, .units = 1000, .gbp = 180000, .present_gbp = 170000};
            costs.lines.push_back(line);
            costs.total_gbp += line.gbp;
            costs.present_gbp += line.present_gbp;
            costs.present_by_district[0] += line.present_gbp;
            costs.present_by_lever[lever] += line.present_gbp;
            costs.units_by_lever[lever] += line.units;
        }
    return costs;
}

void fabricate_periods(const sim::World& world, int periods, std::uint32_t seed, sim::PeriodObserver& observer) {
    const std::size_t n = static_cast<std::size_t>(world.neighbourhoods());
    std::vector<float> adults(n), mean(n * sim::kStates), change(mean.size()), sd(mean.size()), decile(mean.size() * 9),
        item(n * sim::kItems), disorder(n);
    std::vector<double> ledger(n * sim::kLedgerColumns * sim::kStates);
    for (int p = 0; p <= periods; ++p) {
        const auto random = [&](std::size_t i, std::uint32_t what) {
            return static_cast<float>(noise(seed, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(p), what));
        };
        for (std::size_t i = 0; i < n; ++i) {
            adults[i] = i == 0 ? 9.0f * static_cast<float>(world.scale)
                               : 1200.0f + 20.0f * static_cast<float>(i % 7);  // the first has too few
            disorder[i] = 1 + 0.2f * random(i, 0);
        }
        for (std::size_t i = 0; i < mean.size(); ++i) {
            const bool shown = i % sim::kStates < sim::kGrievance;
            mean[i] = shown ? 0.5f + 0.05f * random(i, 1) : std::numeric_limits<float>::quiet_NaN();
            change[i] = 0.01f * random(i, 2);
            sd[i] = shown ? 0.2f + 0.01f * random(i, 3) : std::numeric_limits<float>::quiet_NaN();
            for (std::size_t d = 0; d < 9; ++d)
                decile[i * 9 + d] = shown ? 0.1f * static_cast<float>(d + 1) + 0.02f * random(i * 9 + d, 4) : sd[i];
        }
        for (std::size_t i = 0; i < item.size(); ++i) item[i] = 60 + 5 * random(i, 5);
        for (std::size_t i = 0; i < ledger.size(); ++i) {
            const std::size_t column = i / sim::kStates % sim::kLedgerColumns;
            ledger[i] = p == 0 || column == sim::kLedgerNews || column == sim::kLedgerSupport
                            ? 0
                            : 1e-3 * static_cast<double>(random(i, 6));
        }
        observer.on_period({.period = p,
                            .week = 4 * p,
                            .adults = adults.data(),
                            .state_mean = mean.data(),
                            .state_change = change.data(),
                            .state_sd = sd.data(),
                            .state_decile = decile.data(),
                            .item = item.data(),
                            .disorder = disorder.data(),
                            .ledger = ledger.data()});
    }
}

}  // namespace concord::scenarios
