// Accounting: the ledger adds up to the change of every mean, residents are conserved, counts agree between groupings.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/measures/cohesion_index.h"
#include "sim/policy/costs.h"
#include "sim/run/simulation.h"
#include "tests/support/runs.h"

using namespace concord;

namespace {

// Grievance and programme trust add up by group, below.
constexpr int kStatesOfPlaces = sim::kStates - 2;

// Checks every neighbourhood's ledger against the change of its mean, for the states whose changes are given.
class LedgerCheck : public sim::PeriodObserver {
  public:
    explicit LedgerCheck(std::size_t neighbourhoods) : before_(neighbourhoods * sim::kStates, 0) {}
    double worst = 0;
    int compared = 0;
    std::array<double, sim::kLedgerColumns> gross{};

    void on_period(const sim::NeighbourhoodPeriod& p) override {
        for (std::size_t n = 0; n * sim::kStates < before_.size(); ++n)
            for (std::size_t s = 0; s < sim::kStates; ++s) {
                const double change = static_cast<double>(p.state_change[n * sim::kStates + s]);
                double sum = 0;
                for (std::size_t c = 0; c < sim::kLedgerColumns; ++c) {
                    sum += p.ledger[(n * sim::kLedgerColumns + c) * sim::kStates + s];
                    gross[c] += std::abs(p.ledger[(n * sim::kLedgerColumns + c) * sim::kStates + s]);
                }
                const double gap = std::abs(sum - (change - before_[n * sim::kStates + s]));
                if (p.period > 0 && std::isfinite(gap)) worst = std::max(worst, gap), ++compared;
                before_[n * sim::kStates + s] = change;
            }
    }

  private:
    std::vector<double> before_;
};

}  // namespace

TEST_CASE("The ledger adds up to the change of the mean within 1e-6 in every neighbourhood and period") {
    const auto world = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 4, .seed = 8});
    for (const auto kernel :
         {sim::Kernel::kAssimilation, sim::Kernel::kRepulsion, sim::Kernel::kBoundedConfidence, sim::Kernel::kTopHat}) {
        LedgerCheck check(static_cast<std::size_t>(world.neighbourhoods()));
        auto parameters = sim::default_parameters();
        parameters.seat_visibility = 1;
        parameters.norm_pull = 0.001;
        auto scenario = tests::scenario(2, tests::every_lever(2));
        scenario.events = {tests::event(sim::NewsKind::kAttack, 20)};
        scenario.baseline.support.referrals_per_100000_a_year = 3000;
        const auto run = tests::finish(world, scenario, parameters, {.seed = 3, .kernel = kernel}, &check);
        CHECK(check.worst < 1e-6);
        CHECK(check.compared == 26 * world.neighbourhoods() * kStatesOfPlaces);
        for (std::size_t column = 0; column < sim::kLedgerColumns; ++column) {
            INFO(sim::kLedgerNames[column]);
            CHECK(check.gross[column] > 0);  // each term was at work
        }
    }
}

TEST_CASE("Group ledgers add up as well, and events agree between groupings") {
    const auto world = sim::build_world(sim::small_geography(2, 3, 3), {.scale = 4, .seed = 8});
    const auto r =
        tests::finish(world, tests::scenario(1, tests::every_lever(2)), sim::default_parameters(), {.seed = 3}).record;
    const sim::GroupLayout layout{.districts = 2};
    const auto groups = static_cast<std::size_t>(layout.household(sim::kWithChildren));  // kept of all before these
    const sim::Series &means = r[sim::SeriesId::kStateMeans], &adults_of = r[sim::SeriesId::kAdults];
    for (std::size_t p = 1; p <= 13; ++p)
        for (std::size_t g = 0; g < groups; ++g)
            for (std::size_t s = 0; s < sim::kStates; ++s) {
                const double before = means.at(p - 1, g, s), after = means.at(p, g, s);
                if (std::isnan(after)) continue;
                double sum = 0;
                for (std::size_t c = 0; c < sim::kLedgerColumns; ++c)
                    sum += r[sim::SeriesId::kLedger].at(p - 1, g, c, s);
                REQUIRE(std::abs(sum - (after - before)) < 1e-6);
            }
    for (std::size_t p = 0; p < 13; ++p)
        for (std::size_t e = 0; e < sim::kEventKinds; ++e) {
            const auto count = [&](int g) { return r[sim::SeriesId::kEvents].at(p, g, e); };
            double districts = 0, fifths = 0, ethnic = 0, households = 0;
            for (int d = 0; d < 2; ++d) districts += count(layout.district(d));
            for (int f = 0; f < 5; ++f) fifths += count(layout.fifth(f));
            for (int k = 0; k < sim::kEthnicGroups; ++k) ethnic += count(layout.ethnic(k));
            CHECK(count(0) == districts);
            CHECK(count(0) == fifths);
            for (const auto kind : {sim::kWithChildren, sim::kWithoutChildren})
                households += count(layout.household(kind));
            CHECK(count(0) == ethnic);
            CHECK(count(0) == households);
        }
    double adults = 0;
    for (int d = 0; d < 2; ++d) adults += adults_of.at(layout.district(d));
    CHECK(adults_of.at(0) == adults);
    double simulated = 0;
    for (const auto band : world.age_band) simulated += band >= sim::kFirstAdultBand;
    CHECK(adults_of.at(0) == simulated * world.scale);
}

TEST_CASE("A run records what its levers bought, to the bit what was planned, and as far as it came", "[series]") {
    const auto world = sim::build_world(sim::small_geography(2, 2, 3), {.scale = 4, .seed = 8});
    auto scenario = tests::scenario(2, tests::every_lever(2));
    scenario.levers[0].capacity = 11;    // far below what its intensity asks for
    scenario.levers[1].districts = {0};  // nothing in the other
    scenario.levers[3].until = sim::add_weeks(scenario.start, 70);
    const auto start = sim::prepare(world, sim::default_parameters(), scenario.baseline, {.seed = 3});
    const auto bought_by = [&](int weeks) {
        sim::Simulation simulation(world, start, scenario, {.seed = 3});
        return sim::run(simulation,
                        {.progress = [&](int week, int) { return week < weeks; }})[sim::SeriesId::kUnitsBought];
    };
    const sim::Series whole = bought_by(104), plan = sim::planned_units(world.geography, scenario);
    CHECK(whole.values == plan.values);
    CHECK(whole.at(0, 0, 1) + whole.at(0, 1, 1) == Approx(11));  // capacity a year
    const sim::Series stopped = bought_by(60);
    const sim::Schedule schedule(world.geography, scenario);
    for (int lever = 0; lever < 5; ++lever)
        for (int district = 0; district < 2; ++district) {
            CHECK(stopped.at(lever, district, 0) == whole.at(lever, district, 0));
            double eight_weeks = 0;
            for (int week = 52; week < 60; ++week) eight_weeks += schedule.units(lever, district, week);
            CHECK(stopped.at(lever, district, 1) == eight_weeks);
        }
    CHECK(sim::cost_of(scenario, stopped).total_gbp != sim::planned_cost(world.geography, scenario).total_gbp);
}

TEST_CASE("States stay within [0, 1], and people are those of the world at the end") {
    const auto world = sim::build_world(sim::small_geography(1, 2, 3), {.scale = 4, .seed = 8});
    const auto run =
        tests::finish(world, tests::scenario(3, tests::every_lever(1)), sim::draw_from_priors(3, 7), {.seed = 3});
    CHECK(run.states.size() == world.talkers());
    for (const auto& x : run.states)
        for (const float v : x.value) REQUIRE((v >= 0.0f && v <= 1.0f));
}

TEST_CASE("The cohesion index is the mean of the represented dimensions, and two are said not to be") {
    sim::VectorDouble m;
    m << 0.58, 0.35, 0.62, 0.60, 0.65, 0.70, 0.35, 0.50;
    CHECK(sim::cohesion_index(m, 0.5) == Approx(100 * (0.5 + 0.58 + 0.65 + 0.60 + 0.62 + 0.65 + 0.35) / 7));
    int missing = 0;
    for (const double d : sim::cohesion_dimensions(m, 0.5)) missing += std::isnan(d);
    CHECK(missing == 2);
}

TEST_CASE(
    "Cells of fewer than ten simulated residents are missing, levels of grievance and programme trust are never given "
    "by place") {
    struct Look : sim::PeriodObserver {
        std::size_t places;
        int few = 0, enough = 0;
        explicit Look(std::size_t n) : places(n) {}
        void on_period(const sim::NeighbourhoodPeriod& p) override {
            for (std::size_t n = 0; n < places; ++n) {
                const bool small = p.adults[n] < 10 * 150;  // the scale below
                (small ? few : enough) += 1;
                CHECK(std::isnan(p.state_mean[n * sim::kStates]) == small);
                CHECK(std::isnan(p.item[n * sim::kItems]) == small);
                CHECK(std::isnan(p.state_mean[n * sim::kStates + sim::kGrievance]));
                CHECK(std::isnan(p.state_sd[n * sim::kStates + sim::kProgrammeTrust]));
                CHECK(std::isnan(p.state_change[n * sim::kStates + sim::kGrievance]));
                CHECK(std::isnan(p.state_change[n * sim::kStates]) == small);
            }
        }
    };
    auto geography = sim::small_geography(1, 2, 4);
    const auto world = sim::build_world(geography, {.scale = 150, .seed = 8});
    Look look(static_cast<std::size_t>(world.neighbourhoods()));
    tests::finish(world, tests::scenario(1), sim::default_parameters(), {}, &look);
    INFO("cells with enough: " << look.enough << ", with too few: " << look.few);
    CHECK(look.enough > 0);
    CHECK(look.few > 0);
}
