// A fall of confidence from outside the model: as many points as it says, evenly, for newcomers too, and nothing that
// brings it back; what the records then show (P12).
#include "sim/processes/decline.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/processes/hostility.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

const World& place() {
    static const World world = build_world(small_geography(2, 3, 3), {.scale = 2, .seed = 8});
    return world;
}

Scenario falling(double points, int weeks, int years) {
    Scenario scenario = tests::scenario(years);
    scenario.baseline.confidence_decline = points;
    scenario.baseline.confidence_decline_weeks = weeks;
    scenario.baseline.recorded_hate_per_1000_a_year = 60;
    return scenario;
}

double confidence(const RunRecord& record, int week) {
    return record[SeriesId::kWeeklyOfAll].at(week, std::size_t{kOutcomePoliceConfidence});
}

double counted(const RunRecord& record, EventKind kind, int from, int to) {
    double sum = 0;
    for (int p = from; p < to; ++p) sum += record[SeriesId::kEvents].at(p, 0, static_cast<std::size_t>(kind));
    return sum;
}

}  // namespace

TEST_CASE("Confidence falls by the points of the scenario, evenly over its weeks, and then stays there") {
    const Parameters p = tests::only_influence();
    const RunRecord without = tests::finish(place(), falling(0, 52, 2), p).record,
                    with = tests::finish(place(), falling(11, 52, 2), p).record;
    const auto fallen = [&](int week) { return confidence(without, week) - confidence(with, week); };
    CHECK(fallen(0) == 0);
    CHECK(fallen(26) == Approx(5.5).margin(0.5));
    CHECK(fallen(52) == Approx(11).margin(0.4));
    CHECK(fallen(104) == Approx(11).margin(0.6));  // moves and return bring nothing back
}

TEST_CASE("The fall is solved on the item: what it is in the state, and nothing where there is none") {
    const auto start_of = [](double points) {
        return prepare(place(), default_parameters(), falling(points, 468, 10).baseline, {.seed = 3})->decline;
    };
    CHECK(start_of(0).police_trust == 0);
    const double eleven = start_of(11).police_trust, five = start_of(5).police_trust;
    CHECK(eleven > 0.1);
    CHECK(eleven < 0.17);  // decision 0026, check 6: 0.132 over Greater Manchester
    CHECK(five < eleven / 2);
    const decline::Start start{.police_trust = 0.1, .weeks = 10};
    CHECK(decline::after(start, 0)[kPoliceTrust] == 0);
    CHECK(decline::after(start, 5)[kPoliceTrust] == Approx(-0.05));
    CHECK(decline::after(start, 50)[kPoliceTrust] == Approx(-0.1));
    CHECK(decline::in_week(start, 3)[kPoliceTrust] == Approx(-0.01));
    CHECK(decline::in_week(start, 10)[kPoliceTrust] == 0);
    CHECK(decline::after(start, 5)[kSafety] == 0);
}

TEST_CASE("The ledger has it under news, and its columns still add up") {
    const RunRecord record = tests::finish(place(), falling(11, 52, 1), tests::only_influence()).record;
    double news = 0, all = 0;
    for (int p = 0; p < record.periods; ++p)
        for (std::size_t c = 0; c < kLedgerColumns; ++c) {
            const double change = record[SeriesId::kLedger].at(p, 0, c, std::size_t{kPoliceTrust});
            all += change;
            if (c == kLedgerNews) news += change;
        }
    CHECK(news < -0.09);
    const Series& means = record[SeriesId::kStateMeans];
    CHECK(all ==
          Approx(means.at(13, 0, std::size_t{kPoliceTrust}) - means.at(0, 0, std::size_t{kPoliceTrust})).margin(2e-6));
}

TEST_CASE("P12: as trust falls more happens and less is recorded; with psi beyond what reporting loses, it fails",
          "[slow]") {
    Parameters p = tests::as_intended();
    const auto change_of = [&](EventKind kind) {
        double with = 0, without = 0;
        for (std::uint32_t seed = 1; seed <= 3; ++seed) {
            with += counted(tests::finish(place(), falling(15, 26, 2), p, {.seed = seed}).record, kind, 13, 26);
            without += counted(tests::finish(place(), falling(0, 26, 2), p, {.seed = seed}).record, kind, 13, 26);
        }
        return with / without - 1;
    };
    p.hostility_protection = 0.5;
    CHECK(change_of(kEventHateIncidents) > 0);
    CHECK(change_of(kEventHateRecorded) < -0.05);
    p.report_slope = 1;
    p.hostility_protection = 2;  // report_slope x (1 - P) is about 0.6: below psi
    CHECK(change_of(kEventHateRecorded) > 0.05);
}
