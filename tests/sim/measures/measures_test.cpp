// Measures one by one: which group is which, who belongs to which fifth, what a cell of few says, and how items load.
#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "sim/measures/cohesion_index.h"
#include "sim/measures/group_layout.h"
#include "sim/measures/item_model.h"
#include "sim/measures/outcome_sums.h"
#include "tests/support/runs.h"
#include "tests/support/test_geography.h"

using namespace concord;
using namespace concord::sim;

TEST_CASE("Groups come in the order of their names, each with a number of its own") {
    const Geography geography = small_geography(2, 2, 3);
    const auto names = group_names(geography);
    const GroupLayout layout{.districts = 2};
    REQUIRE(names.size() == 20);  // GM, 2 districts, 5 fifths, 5 age bands, 5 ethnic groups, 2 kinds of household
    CHECK(layout.count() == 20);
    CHECK(names[layout.gm()] == "Greater Manchester");
    CHECK(names[layout.district(1)] == "District 2");
    CHECK(names[layout.fifth(0)] == "deprivation fifth 1 (most deprived)");
    CHECK(names[layout.fifth(4)] == "deprivation fifth 5 (least deprived)");
    CHECK(names[layout.age(kAge16To24)] == "age 16-24");
    CHECK(names[layout.age(kAge65Plus)] == "age 65+");
    CHECK(names[layout.ethnic(kAsian)] == "ethnic group Asian");
    CHECK(names[layout.ethnic(kOther)] == "ethnic group Other");
    CHECK(names[layout.household(kWithChildren)] == "households with children");
    CHECK(names[layout.household(kWithoutChildren)] == "households without children");
    const auto kinds = group_kinds(layout);
    CHECK(kinds[layout.ethnic(kOther)] == "ethnic group");
    CHECK(kinds[layout.household(kWithChildren)] == "household");
    CHECK(layout.cell(layout.ethnic(kOther)).by == Breakdown::kEthnicGroup);
    CHECK(layout.cell(layout.household(kWithChildren)).by == Breakdown::kHousehold);
    CHECK(layout.cell(layout.household(kWithoutChildren)).at == Resolution::kGreaterManchester);
    CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
}

TEST_CASE("A neighbourhood is in the fifth where its middle resident is") {
    Geography geography = small_geography(1, 1, 5);
    const int residents[] = {100, 100, 100, 100, 600};
    for (int n = 0; n < 5; ++n) {
        geography.neighbourhoods[n].residents = residents[n];
        geography.neighbourhoods[n].imd_score = 50 - 10 * n;
    }
    // Middles of 1,000 residents, most deprived first: 50, 150, 250, 350, 700.
    CHECK(deprivation_fifths(geography) == std::vector<int>{0, 0, 1, 1, 3});
    geography.neighbourhoods[4].imd_score = 99;  // the largest is now the worst: middles 300, 650, 750, 850, 950
    CHECK(deprivation_fifths(geography) == std::vector<int>{3, 3, 4, 4, 1});
}

TEST_CASE("The cohesion index is the mean of the dimensions that a state stands for") {
    VectorDouble mean;
    mean << 0.5, 0.3, 0.6, 0.7, 0.8, 0.9, 0.25, 0.1;  // n v p b o s g h
    const auto dimensions = cohesion_dimensions(mean, 0.4);
    CHECK(dimensions[0] == 0.4);
    CHECK(dimensions[1] == 0.5);
    CHECK(dimensions[2] == 0.8);
    CHECK(dimensions[3] == 0.7);
    CHECK(dimensions[4] == 0.6);
    CHECK(dimensions[5] == 0.75);  // 1 - grievance
    CHECK(std::isnan(dimensions[6]));
    CHECK(std::isnan(dimensions[7]));
    CHECK(dimensions[8] == 0.3);
    CHECK(cohesion_index(mean, 0.4) == Approx(100 * (0.4 + 0.5 + 0.8 + 0.7 + 0.6 + 0.75 + 0.3) / 7));
    CHECK(cohesion_dimensions(mean, 1.7)[0] == 1);  // more ties across than chance count as chance
    CHECK(represented_dimensions(mean, 0.4) == std::array{0.4, 0.5, 0.8, 0.7, 0.6, 0.75, 0.3});
    int represented = 0;
    for (std::size_t k = 0; k < kCohesionDimensions; ++k) {
        CHECK(std::isnan(dimensions[k]) == !is_represented(kCohesionTable[k]));
        represented += !std::isnan(dimensions[k]);
    }
    CHECK(represented == 7);
}

TEST_CASE("A cell of nine says nothing, a cell of ten says all") {
    AdultSums sums;
    sums.adults = 9;
    sums.item = VectorDouble::Constant(4.5);
    sums.state = VectorDouble::Constant(4.5);
    std::array<float, kOutcomes> out;
    out.fill(-1);
    put_outcomes(out.data(), sums, 5);
    for (const float value : out) CHECK(value == -1);
    sums.adults = 10;
    sums.fell = 2;
    sums.deprived_adults = 9;
    sums.deprived_agree = 3;
    put_outcomes(out.data(), sums, 5);
    CHECK(out[kOutcomeGetOnWell] == Approx(45));
    CHECK(out[kOutcomePoliceConfidence] == Approx(45));
    CHECK(out[kOutcomePoliceTrustFell] == Approx(20));
    CHECK(out[kOutcomeHateIncidents] == 5);
    CHECK(out[kOutcomeGetOnWellMostDeprived] == -1);  // nine of them live in the most deprived fifth
    sums.deprived_adults = 12;
    put_outcomes(out.data(), sums, 5);
    CHECK(out[kOutcomeGetOnWellMostDeprived] == Approx(25));
    std::array<double, kOutcomes> fine;
    put_outcomes(fine.data(), sums, 5);
    for (std::size_t k = 0; k < fine.size(); ++k) CHECK(static_cast<float>(fine[k]) == out[k]);
}

TEST_CASE("Sums of adults add up member by member") {
    AdultSums a, b;
    a.state[1] = 1, a.square[2] = 2, a.item[3] = 3, a.adults = 4, a.fell = 5, a.bridging = 6, a.chance = 7;
    a.deprived_agree = 8, a.deprived_adults = 9, a.ties = 10;
    b = a;
    b += a;
    CHECK(b.state[1] == 2);
    CHECK(b.square[2] == 4);
    CHECK(b.item[3] == 6);
    CHECK(b.adults == 8);
    CHECK(b.fell == 10);
    CHECK(b.bridging == 12);
    CHECK(b.chance == 14);
    CHECK(b.deprived_agree == 16);
    CHECK(b.deprived_adults == 18);
    CHECK(b.ties == 20);
    b -= a;
    CHECK(b.state[1] == 1);
    CHECK(b.square[2] == 2);
    CHECK(b.item[3] == 3);
    CHECK(b.adults == 4);
    CHECK(b.fell == 5);
    CHECK(b.bridging == 6);
    CHECK(b.chance == 7);
    CHECK(b.deprived_agree == 8);
    CHECK(b.deprived_adults == 9);
    CHECK(b.ties == 10);
}

TEST_CASE("Each item loads on the states of its row and no other") {
    const Parameters p = default_parameters();
    const auto loading = item_loadings(p);
    std::array<std::array<double, kItems>, kStates> expected{};
    expected[kNeighbourTrust][kGetOnWell] = 4;
    expected[kOpenness][kGetOnWell] = 5;
    expected[kVoice][kGetOnWell] = expected[kSafety][kGetOnWell] = 0.5;
    expected[kNeighbourTrust][kTrustNeighbours] = 8;
    expected[kBelonging][kBelong] = 5;
    expected[kVoice][kInfluence] = 5;
    expected[kSafety][kFeelSafe] = 5;
    expected[kPoliceTrust][kPoliceConfidence] = 5;
    expected[kSafety][kDisorderProblem] = -1.5;
    expected[kNeighbourTrust][kSatisfiedArea] = 3;
    expected[kBelonging][kSatisfiedArea] = 2;
    expected[kSafety][kSatisfiedArea] = 2.5 + 0.75;  // itself, and half of what safety takes off disorder_problem
    for (std::size_t s = 0; s < kStates; ++s)
        for (int k = 0; k < kItems; ++k) {
            CAPTURE(kStateNames[s], kItemNames[k]);
            CHECK(loading[s][k] == Approx(expected[s][k]));
        }
    ItemModel model;
    model.loading = loading;
    model.cut = {Vector::Constant(-3.0f)};
    Vector x = Vector::Constant(0.5f);
    CHECK(model.agree(0, x)[kBelong] == Approx(1 / (1 + std::exp(0.5))));    // -3 + 5 x 0.5
    CHECK(model.agree(0, x)[kGetOnWell] == Approx(1 / (1 + std::exp(-2))));  // -3 + (4 + 5 + 0.5 + 0.5) x 0.5
    x[kGrievance] = x[kProgrammeTrust] = 0;                                  // load on nothing
    CHECK(model.agree(0, x)[kGetOnWell] == Approx(1 / (1 + std::exp(-2))));
}

TEST_CASE("Outcomes of groups are those of their members, in every grouping alike") {
    const auto world = build_world(small_geography(2, 2, 3), {.scale = 4, .seed = 8});
    const auto r = tests::finish(world, tests::scenario(1, tests::every_lever(2)), default_parameters()).record;
    const GroupLayout layout{.districts = 2};
    const auto level = [&](int period, int group, int outcome) {
        return r[SeriesId::kGroupOutcomes].at(period, group, outcome);
    };
    const auto check = [&](int period, const std::vector<int>& parts, int outcome) {
        double sum = 0, adults = 0;
        for (const int g : parts) {
            const double n = r[SeriesId::kAdults].at(g);
            if (n > 0) sum += n * level(period, g, outcome), adults += n;
        }
        CHECK(adults == r[SeriesId::kAdults].at(0));
        CHECK(sum / adults == Approx(level(period, 0, outcome)).margin(2e-3));
    };
    std::vector<int> fifths, ages, ethnic;
    const std::vector<int> households{layout.household(kWithChildren), layout.household(kWithoutChildren)};
    for (int f = 0; f < 5; ++f) fifths.push_back(layout.fifth(f));
    for (int band = kFirstAdultBand; band < kAgeBands; ++band) ages.push_back(layout.age(band));
    for (int g = 0; g < kEthnicGroups; ++g) ethnic.push_back(layout.ethnic(g));
    for (const int outcome : {kOutcomeGetOnWell, kOutcomeBelong, kOutcomePoliceConfidence, kOutcomePoliceTrustFell})
        for (const int period : {0, 7, 13}) {
            CAPTURE(outcome, period);
            check(period, {layout.district(0), layout.district(1)}, outcome);
            check(period, fifths, outcome);
            check(period, ages, outcome);
            check(period, ethnic, outcome);
            check(period, households, outcome);
        }
    // The most deprived fifth's own level is what the outcome of that name says of GM.
    CHECK(level(13, 0, kOutcomeGetOnWellMostDeprived) ==
          Approx(level(13, layout.fifth(0), kOutcomeGetOnWell)).margin(1e-3));
    // The last week of a period is its end: weekly and four-weekly series meet there, incidents apart (a rate over
    // time).
    for (int outcome = 0; outcome < kOutcomes; ++outcome)
        if (outcome != kOutcomeHateIncidents)
            CHECK(r[SeriesId::kWeeklyOutcomes].at(52, 2, outcome) ==
                  Approx(level(13, layout.district(1), outcome)).margin(1e-3));
    double weeks = 0;  // incidents a year of the last four weeks, of GM
    for (int week = 49; week <= 52; ++week)
        weeks += r[SeriesId::kWeeklyOutcomes].at(week, 0, int{kOutcomeHateIncidents}) / 4;
    CHECK(weeks == Approx(level(13, 0, kOutcomeHateIncidents)).epsilon(1e-4));
}
