// Hate incidents of the last 52 weeks, of made-up weeks: which ones count, how often the start does, and how few are
// too few.
#include "scenarios/live/incidents_of_a_year.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/live/futures.h"
#include "tests/support/runs.h"

namespace concord::live {
namespace {

using Weeks = std::vector<std::shared_ptr<const WeekMeasures>>;

struct Made {
    sim::World world = sim::build_world(sim::small_geography(2, 1, 1), {.scale = 1, .seed = 8});
    sim::WeekReader reader{sim::prepare(world, sim::default_parameters(), tests::plain_baseline(), {.seed = 4})};

    // The rate said of Greater Manchester in a week, when each week's own is `rate(week)`.
    template <class Rate>
    double said(int week, const Rate& rate, std::size_t shown = 0) const {
        Weeks before;
        WeekMeasures now;
        for (int w = 0; w <= week; ++w) {
            WeekMeasures of;
            of.week = w;
            of.incidents.assign(3, static_cast<float>(rate(w)));
            of.outcome.assign(3 * sim::kOutcomes, 7);
            if (w == week)
                now = of;
            else
                before.push_back(std::make_shared<const WeekMeasures>(of));
        }
        put_incidents_of_a_year(now, before, reader);
        for (int k = 0; k < sim::kOutcomes; ++k)
            if (k != sim::kOutcomeHateIncidents) CHECK(now.outcome[static_cast<std::size_t>(k)] == 7);
        return static_cast<double>(now.outcome[shown * sim::kOutcomes + sim::kOutcomeHateIncidents]);
    }
};

}  // namespace

TEST_CASE("Before a year is over the weeks before the start count as the start does", "[incidents]") {
    const Made made;
    const auto rises = [](int week) { return week == 0 ? 52.0 : 104.0; };
    CHECK(made.said(0, rises) == Approx(52));
    CHECK(made.said(1, rises) == Approx(52 + 1));  // one week of 52 at twice the rate
    CHECK(made.said(20, rises) == Approx(52 + 20));
    CHECK(made.said(51, rises) == Approx(52 + 51));
    CHECK(made.said(52, rises) == Approx(104));
    CHECK(made.said(60, rises) == Approx(104));
}

TEST_CASE("After a year its oldest week falls out", "[incidents]") {
    const Made made;
    const auto once = [](int week) { return week == 3 ? 5200.0 : 52.0; };
    const double with = 52 + (5200 - 52) / 52.0;
    CHECK(made.said(3, once) == Approx(with));
    CHECK(made.said(54, once) == Approx(with));
    CHECK(made.said(55, once) == Approx(52));
    CHECK(made.said(2, once) == Approx(52));
}

TEST_CASE("A rate is told from ten simulated incidents on, by the residents of the place", "[incidents]") {
    const Made made;
    for (const std::size_t shown : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
        INFO(shown);
        const double ten = 10 * 1000 / made.reader.residents(shown);
        CHECK(made.said(
                  4, [&](int) { return 1.001 * ten; }, shown) == Approx(1.001 * ten));
        CHECK(std::isnan(made.said(
            4, [&](int) { return 0.999 * ten; }, shown)));
    }
    CHECK(made.reader.residents(0) == made.reader.residents(1) + made.reader.residents(2));
}

}  // namespace concord::live
