// Levers, targeting, schedules and costs (model.md section 5 and section 6, cost).
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <set>

#include "sim/parameters/parameters.h"
#include "sim/policy/costs.h"
#include "sim/policy/targeting.h"
#include "tests/support/test_geography.h"

using namespace concord::sim;

namespace {

// Two districts of two areas each, of one thousand residents a neighbourhood, two neighbourhoods an area; scores rise
// with the index except where a test changes them.
Geography eight_places() {
    Geography geography;
    geography.districts = {{"E08000001", "North"}, {"E08000002", "South"}};
    for (int a = 0; a < 4; ++a) {
        Area area;
        area.name = "Area " + std::to_string(a);
        area.district = a / 2;
        area.age.fill(10);
        geography.areas.push_back(area);
    }
    for (int n = 0; n < 8; ++n) {
        Neighbourhood place;
        place.area = n / 2;
        place.district = n / 4;
        place.residents = 1000;
        place.age = {200, 100, 200, 200, 150, 150};
        place.imd_score = n;
        place.crime_score = n % 4;
        geography.neighbourhoods.push_back(place);
    }
    return geography;
}

LeverSetting engagement() {
    LeverSetting setting;
    setting.kind = LeverKind::kCommunityEngagement;
    setting.districts = {0, 1};
    setting.set_intensity(52);  // one seat a week per 1,000 residents
    setting.from = make_date(2026, 4, 6);
    setting.cost = {100, "seat", kPriceYear, "assumption"};
    return setting;
}

Scenario with(std::vector<LeverSetting> levers, int years = 2) {
    Scenario scenario;
    scenario.name = "test";
    scenario.start = make_date(2026, 4, 6);
    scenario.years = years;
    scenario.levers = std::move(levers);
    return scenario;
}

LeverSetting of_kind(LeverKind kind, double intensity) {
    LeverSetting setting = engagement();
    setting.kind = kind;
    setting.set_intensity(intensity);
    setting.cost.per = info(kind).cost_per;
    return setting;
}

double sum(const std::vector<float>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

}  // namespace

TEST_CASE("the lever table is in order of kind, and what changes nothing is allowed") {
    for (int kind = 0; kind < kLeverKinds; ++kind) {
        const LeverInfo& lever = info(static_cast<LeverKind>(kind));
        CHECK(static_cast<int>(lever.kind) == kind);
        std::set<std::string_view> keys;
        for (const LeverField& field : lever.fields) {
            INFO(field.key);
            CHECK(keys.insert(field.key).second);
            CHECK(is_allowed(field, field.neutral));
            CHECK_FALSE(field.title.empty());
            CHECK_FALSE(field.meaning.empty());
            CHECK(is_number(field) == field.choices.empty());
            CHECK(field.choices.size() <= 32);
            if (is_number(field)) CHECK(field.low < field.high);
            if (field.most_together) CHECK(*field.most_together >= field.high);
        }
        CHECK(lever.how_much().group.key.empty());  // it stands in the lever itself
        CHECK_FALSE(lever.cost_per.empty());
        CHECK_FALSE(lever.funder.empty());
    }
}

TEST_CASE("a deprivation target takes the worst places up to the share of residents, not of places") {
    Geography geography = eight_places();
    geography.neighbourhoods[7].residents = 3000;  // the worst place holds 3,000 of 10,000
    const auto reached = [&](double share) {
        return targeted_neighbourhoods(geography, {0, 1}, {Target::Rule::kMostDeprived, share, {}});
    };
    CHECK(reached(0.3) == std::vector<int>{7});
    CHECK(reached(0.4) == std::vector<int>{6, 7});
    CHECK(reached(1.0).size() == 8);
}

TEST_CASE("the place that crosses the share is in only if that lands nearer to it; the first is always in") {
    const Geography geography = eight_places();  // each place is 12.5 % of the residents
    const auto count = [&](double share) {
        return targeted_neighbourhoods(geography, {0, 1}, {Target::Rule::kMostDeprived, share, {}}).size();
    };
    CHECK(count(0.18) == 1);  // 12.5 % is nearer to 18 % than 25 % is
    CHECK(count(0.20) == 2);
    CHECK(count(0.001) == 1);
}

TEST_CASE("shares and rankings are taken over the lever's own districts") {
    const Geography geography = eight_places();
    CHECK(targeted_neighbourhoods(geography, {0}, {Target::Rule::kMostDeprived, 0.25, {}}) == std::vector<int>{3});
    CHECK(targeted_neighbourhoods(geography, {0, 1}, {Target::Rule::kHighestDisorder, 0.25, {}}) ==
          std::vector<int>{3, 7});
    CHECK(targeted_neighbourhoods(geography, {0}, {}) == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("the lowest districts are those of the lever that a published level puts lowest, whole") {
    const Geography geography = small_geography(4, 2, 1);  // two neighbourhoods a district
    const auto reached = [&](const std::vector<int>& districts, int lowest, std::vector<double> levels) {
        return targeted_neighbourhoods(
            geography, districts,
            {.rule = Target::Rule::kLowest, .item = kGetOnWell, .lowest = lowest, .levels = std::move(levels)});
    };
    const std::vector<double> levels = {70, 50, 60, 40};
    CHECK(reached({0, 1, 2, 3}, 1, levels) == std::vector<int>{6, 7});
    CHECK(reached({0, 1, 2, 3}, 2, levels) == std::vector<int>{2, 3, 6, 7});  // ascending, not by rank
    CHECK(reached({0, 1, 2}, 1, levels) == std::vector<int>{2, 3});           // of the lever's own districts
    CHECK(reached({0, 1, 2}, 3, levels) == std::vector<int>{0, 1, 2, 3, 4, 5});
    CHECK(reached({0, 1, 2, 3}, 1, {50, 50, 50, 50}) == std::vector<int>{0, 1});  // of equal ones the earlier
    CHECK_THROWS_WITH(reached({0, 1}, 0, levels), Catch::Contains("0 of them"));
    CHECK_THROWS_WITH(reached({0, 1}, 3, levels), Catch::Contains("has 2 districts, and 3 of them"));
    CHECK_THROWS_WITH(reached({0, 1}, 1, {50, 60}), Catch::Contains("every district's published level"));
    CHECK_THROWS_WITH(reached({0, 9}, 1, levels), Catch::Contains("no district number 9"));
}

TEST_CASE("districts are ranked by no item but the one that a survey asked in all of them") {
    Baseline baseline;
    CHECK(published_by_district(baseline, kGetOnWell).empty());
    baseline.get_on_well_by_district = {60, 70};
    CHECK(published_by_district(baseline, kGetOnWell) == std::vector<double>{60, 70});
    for (int item = kGetOnWell + 1; item < static_cast<int>(kItems); ++item)
        CHECK(published_by_district(baseline, static_cast<Item>(item)).empty());
}

TEST_CASE("named areas are reached whole, and must lie in the lever's districts") {
    const Geography geography = eight_places();
    CHECK(targeted_neighbourhoods(geography, {0, 1}, {Target::Rule::kAreas, 1, {1, 3}}) ==
          std::vector<int>{2, 3, 6, 7});
    CHECK_THROWS_WITH(targeted_neighbourhoods(geography, {0}, {Target::Rule::kAreas, 1, {3}}),
                      Catch::Contains("Area 3 is not in the lever's districts"));
}

TEST_CASE("young residents are those of 16 to 24 and the area's share of older children") {
    const Geography geography = eight_places();
    // Four fine bands of 10 residents up to age 15, two of them aged 10 to 15.
    CHECK(young_residents(geography, 0) == Approx(100 + 200 * 0.5));
}

TEST_CASE("seats, places and hours follow the intensity per head of the places reached") {
    const Geography geography = eight_places();
    LeverSetting seats = engagement();
    seats.districts = {1};
    const Scenario scenario =
        with({seats, of_kind(LeverKind::kBridgingProgrammes, 52), of_kind(LeverKind::kNeighbourhoodPolicing, 2)});
    const Schedule schedule(geography, scenario);
    LeverWeek week;
    schedule.at(0, week);
    CHECK(week.any);
    CHECK(week.engagement_seats == std::vector<float>{0, 0, 0, 0, 1, 1, 1, 1});
    CHECK(week.bridging_places[0] == Approx(0.2));
    CHECK(week.patrol_hours[0] == Approx(2));
    CHECK(week.reach[0] == Approx(4 * 52 / 2867794.0));  // of all of GM, whatever is simulated
    CHECK(schedule.units(0, 1, 0) == Approx(4));
    CHECK(schedule.units(0, 0, 0) == 0);
    CHECK(schedule.units(2, 0, 0) == Approx(8));
}

TEST_CASE("a lever is neutral before its first week and from its end on") {
    const Geography geography = eight_places();
    LeverSetting setting = engagement();
    setting.from = make_date(2026, 4, 15);  // a Wednesday: in force from Monday 20 April, week 2
    setting.until = make_date(2026, 5, 4);
    const Scenario scenario = with({setting});
    const Schedule schedule(geography, scenario);
    LeverWeek week;
    for (const auto& [number, in_force] : {std::pair{0, false}, {1, false}, {2, true}, {3, true}, {4, false}}) {
        schedule.at(number, week);
        INFO("week " << number);
        CHECK(week.any == in_force);
        CHECK((sum(week.engagement_seats) > 0) == in_force);
        CHECK(sum(week.stop_multiple) == 8);
    }
}

TEST_CASE("a ramp rises in even steps and buys half of what full strength would") {
    const Geography geography = eight_places();
    LeverSetting setting = engagement();
    setting.ramp_weeks = 4;
    const Scenario scenario = with({setting});
    const Schedule schedule(geography, scenario);
    CHECK(schedule.strength(0, 0) == Approx(0.125));
    CHECK(schedule.strength(0, 3) == Approx(0.875));
    CHECK(schedule.strength(0, 4) == 1);
    double bought = 0;
    for (int week = 0; week < 4; ++week) bought += schedule.units(0, 0, week);
    CHECK(bought == Approx(0.5 * 4 * 4));
}

TEST_CASE("capacity scales intensity down to the most units a year, over all places") {
    const Geography geography = eight_places();
    LeverSetting setting = engagement();
    setting.capacity = 104;  // of 416 asked for
    const Scenario scenario = with({setting});
    const Schedule schedule(geography, scenario);
    LeverWeek week;
    schedule.at(0, week);
    CHECK(sum(week.engagement_seats) * 52 == Approx(104));
    CHECK((schedule.units(0, 0, 0) + schedule.units(0, 1, 0)) * 52 == Approx(104));
    const Scenario roomy = [&] {
        setting.capacity = 1000;
        return with({setting});
    }();
    CHECK(Schedule(geography, roomy).units(0, 0, 0) == Approx(4));
}

TEST_CASE("settings of one kind add up: multiples by their excess over 1, shares up to 1") {
    const Geography geography = eight_places();
    const Scenario scenario = with({of_kind(LeverKind::kStopAndSearch, 1.5), of_kind(LeverKind::kStopAndSearch, 1.25),
                                    of_kind(LeverKind::kProceduralJusticeTraining, 0.7),
                                    of_kind(LeverKind::kProceduralJusticeTraining, 0.7), engagement(), engagement()});
    LeverWeek week;
    Schedule(geography, scenario).at(0, week);
    CHECK(week.stop_multiple[0] == Approx(1.75));
    CHECK(week.trained[0] == 1);
    CHECK(week.engagement_seats[0] == Approx(2));
}

TEST_CASE("stops can be stopped altogether but not become negative") {
    const Geography geography = eight_places();
    const Scenario scenario = with({of_kind(LeverKind::kStopAndSearch, 0), of_kind(LeverKind::kStopAndSearch, 0.5)});
    LeverWeek week;
    Schedule(geography, scenario).at(0, week);
    CHECK(sum(week.stop_multiple) == 0);
}

TEST_CASE("posture rides with the stops and is stated, never implied") {
    const Geography geography = eight_places();
    LeverSetting setting = of_kind(LeverKind::kStopAndSearch, 1);
    LeverWeek week;
    const Scenario same = with({setting});
    Schedule(geography, same).at(0, week);
    CHECK_FALSE(week.any);
    setting.set(info(setting.kind).field("fair_share"), {.number = -0.1});
    const Scenario harsher = with({setting});
    Schedule(geography, harsher).at(0, week);
    CHECK(week.any);
    CHECK(week.fair_share_change[3] == Approx(-0.1F));
}

TEST_CASE("extra stops are counted at the baseline rate, more of them where disorder is high; fewer are negative") {
    const Geography geography = eight_places();
    const Scenario twice = with({of_kind(LeverKind::kStopAndSearch, 2)});
    const Schedule schedule(geography, twice);
    const double yearly = 52 * (schedule.units(0, 0, 0) + schedule.units(0, 1, 0));
    CHECK(yearly == Approx(8 * twice.baseline.stops_per_1000_a_year));
    LeverSetting top = of_kind(LeverKind::kStopAndSearch, 2);
    top.target = {Target::Rule::kHighestDisorder, 0.25, {}};
    const Scenario targeted = with({top});
    const Schedule hot(geography, targeted);
    // Scores 0, 1, 2, 3 in equal numbers: z of the top one is 1.5 / sqrt(1.25).
    const double gradient = default_parameters().stop_disorder_gradient;
    double weights = 0;
    for (int score = 0; score < 4; ++score) weights += std::exp(gradient * (score - 1.5) / std::sqrt(1.25)) / 4;
    const double expected =
        2 * twice.baseline.stops_per_1000_a_year * std::exp(gradient * 1.5 / std::sqrt(1.25)) / weights;
    CHECK(52 * (hot.units(0, 0, 0) + hot.units(0, 1, 0)) == Approx(expected));
    const Scenario half = with({of_kind(LeverKind::kStopAndSearch, 0.5)});
    CHECK(Schedule(geography, half).units(0, 0, 0) < 0);
}

TEST_CASE("training is bought per officer and year, officers following residents") {
    const Geography geography = eight_places();
    const Scenario scenario = with({of_kind(LeverKind::kProceduralJusticeTraining, 0.5)}, 1);
    const CostReport report = planned_cost(geography, scenario);
    CHECK(report.units_by_lever[0] == Approx(0.5 * 8 * kOfficersPer1000));
}

TEST_CASE("contacts fronted by police are those beyond today's share, and fewer are a saving") {
    const Geography geography = eight_places();
    const auto contacts = [&](double share, std::optional<double> drawn = {}) {
        const Scenario scenario = with({of_kind(LeverKind::kEnforcementLedPrevention, share)});
        const Schedule schedule(geography, scenario, drawn);
        return 52 * (schedule.units(0, 0, 0) + schedule.units(0, 1, 0));
    };
    CHECK(contacts(1) == Approx(0.72 * 36 / 100000 * 8000));
    CHECK(contacts(0) == Approx(-0.28 * 36 / 100000 * 8000));
    CHECK(contacts(kPoliceFrontedToday) == 0);
    CHECK(contacts(1, 100) == Approx(0.72 * 100 / 100000 * 8000));  // as a run has drawn it
    Scenario fixed = with({of_kind(LeverKind::kEnforcementLedPrevention, 1)});
    fixed.parameters.push_back({"prevention_contacts", 12, "assumption"});
    CHECK(52 * Schedule(geography, fixed).units(0, 1, 0) == Approx(0.72 * 12 / 100000 * 4000));
    LeverWeek week;
    const Scenario half = with({of_kind(LeverKind::kEnforcementLedPrevention, 0.5)});
    Schedule(geography, half).at(0, week);
    for (const float share : week.police_fronted) CHECK(share == Approx(0.5));
    const Scenario none = with({});
    Schedule(geography, none).at(0, week);
    for (const float share : week.police_fronted) CHECK(share == static_cast<float>(kPoliceFrontedToday));
}

TEST_CASE("open communication is bought by the resident within reach and year, and reaches these") {
    const Geography geography = eight_places();
    const Scenario scenario = with({of_kind(LeverKind::kOpenCommunication, 0.25)}, 1);
    CHECK(planned_cost(geography, scenario).units_by_lever[0] == Approx(0.25 * 8000));
    LeverWeek week;
    Schedule(geography, scenario).at(0, week);
    CHECK(week.reach[static_cast<std::size_t>(LeverKind::kOpenCommunication)] ==
          Approx(0.25 * 8000 / kResidentsOfGreaterManchester));
    for (const float reach : week.communication) CHECK(reach == 0.25F);
}

TEST_CASE("a cost is shared out by funder: police pay a contact, the council is relieved of its own") {
    const Geography geography = eight_places();
    LeverSetting contacts = of_kind(LeverKind::kEnforcementLedPrevention, 1);
    contacts.cost.gbp = 115;
    const auto by_funder = [&](const std::vector<LeverSetting>& levers, const std::vector<double>& multipliers) {
        const Scenario scenario = with(levers, 1);
        return cost_of(scenario, planned_units(geography, scenario), multipliers);
    };
    const double units = 0.72 * 36 / 100000 * 8000;
    CostReport report = by_funder({contacts}, {1});
    REQUIRE(report.by_funder.size() == 2);
    CHECK(report.by_funder[0].funder == "police");
    CHECK(report.by_funder[0].gbp == Approx(448 * units));
    CHECK(report.by_funder[1].funder == "council");
    CHECK(report.by_funder[1].gbp == Approx(-333 * units));
    CHECK(report.total_gbp == Approx(115 * units));
    report = by_funder({contacts}, {2});  // both in proportion to the draw
    CHECK(report.by_funder[1].gbp == Approx(-666 * units));
    report = by_funder({contacts, engagement()}, {1, 1});  // seats are the council's
    REQUIRE(report.by_funder.size() == 2);
    CHECK(report.by_funder[0].gbp + report.by_funder[1].gbp == Approx(report.total_gbp));
    CHECK(report.by_funder[1].present_gbp > 0);
}

TEST_CASE("a schedule refuses what it cannot do, naming the lever") {
    const Geography geography = eight_places();
    LeverSetting setting = engagement();
    setting.set_intensity(5000);
    const Scenario too_many = with({engagement(), setting});
    CHECK_THROWS_WITH(Schedule(geography, too_many), Catch::Contains("lever 2 (community_engagement)"));
    setting = engagement();
    setting.districts = {7};
    const Scenario nowhere = with({setting});
    CHECK_THROWS_WITH(Schedule(geography, nowhere), Catch::Contains("no district number 7"));
}

TEST_CASE("deflators are relative to the price year, rise over the whole table and refuse years outside it") {
    CHECK(deflator(kPriceYear) == 1);
    CHECK(deflator(2018) == Approx(0.791606));
    CHECK(deflator(first_deflator_year()) == Approx(0.548102));
    for (int year = first_deflator_year(); year < last_deflator_year(); ++year)
        CHECK(deflator(year) < deflator(year + 1));
    CHECK_THROWS_WITH(deflator(1999), Catch::Contains("1999") && Catch::Contains("2000 to 2025"));
}

TEST_CASE("a cost by hand: units x unit cost in 2024 pounds, discounted from the second year") {
    const Geography geography = eight_places();
    LeverSetting setting = engagement();
    setting.districts = {0};
    setting.cost = {100, "seat", 2018, "assumption"};
    const CostReport report = planned_cost(geography, with({setting}));
    // 4,000 residents x 52 per 1,000 = 208 seats a year.
    REQUIRE(report.lines.size() == 2);
    CHECK(report.lines[0].units == Approx(208));
    CHECK(report.lines[0].gbp == Approx(208 * 100 / 0.791606));
    CHECK(report.lines[0].present_gbp == Approx(report.lines[0].gbp));
    CHECK(report.lines[1].present_gbp == Approx(report.lines[1].gbp / 1.035));
    CHECK(report.units_by_lever[0] == Approx(416));
    const CostReport dearer = cost_of(with({setting}), planned_units(geography, with({setting})), {1.5});
    CHECK(dearer.total_gbp == Approx(1.5 * report.total_gbp));
}

TEST_CASE("money is conserved: lines, districts and levers add up to the same total") {
    const Geography geography = eight_places();
    LeverSetting late = of_kind(LeverKind::kNeighbourhoodPolicing, 1.5);
    late.from = make_date(2028, 1, 3);
    late.ramp_weeks = 30;
    late.target = {Target::Rule::kHighestDisorder, 0.4, {}};
    LeverSetting fewer = of_kind(LeverKind::kStopAndSearch, 0.8);
    const CostReport report = planned_cost(geography, with({engagement(), late, fewer}, 10));
    double real = 0, present = 0;
    for (const CostLine& line : report.lines) {
        real += line.gbp;
        present += line.present_gbp;
    }
    CHECK(real == Approx(report.total_gbp).epsilon(1e-12));
    CHECK(present == Approx(report.present_gbp).epsilon(1e-12));
    const auto total = [](const std::vector<double>& parts) {
        return std::accumulate(parts.begin(), parts.end(), 0.0);
    };
    CHECK(total(report.present_by_district) == Approx(report.present_gbp).epsilon(1e-12));
    CHECK(total(report.present_by_lever) == Approx(report.present_gbp).epsilon(1e-12));
    CHECK(report.present_by_lever[2] < 0);  // fewer stops at a positive unit cost are a saving
}

TEST_CASE("the levers' money buys exactly what neighbourhoods get") {
    const Geography geography = eight_places();
    LeverSetting setting = engagement();
    setting.ramp_weeks = 10;
    setting.capacity = 300;
    setting.target = {Target::Rule::kMostDeprived, 0.5, {}};
    const Scenario scenario = with({setting});
    const Schedule schedule(geography, scenario);
    double received = 0;
    LeverWeek week;
    for (int number = 0; number < scenario.years * kWeeksPerYear; ++number) {
        schedule.at(number, week);
        received += sum(week.engagement_seats);
    }
    CHECK(received == Approx(planned_cost(geography, scenario).units_by_lever[0]).epsilon(1e-6));
}

TEST_CASE("what was bought is what it costs, whatever the plan was") {
    const Geography geography = eight_places();
    LeverSetting setting = engagement();
    setting.cost = {100, "seat", kPriceYear, "assumption"};
    const Scenario scenario = with({setting});
    Series bought = planned_units(geography, scenario);
    CHECK(cost_of(scenario, bought).total_gbp == planned_cost(geography, scenario).total_gbp);
    const double planned = bought.at(0, 1, 1);
    CHECK(planned > 0);
    bought.at(0, 1, 1) = 7;  // an adaptive rule stopped it early in the second district
    const CostReport report = cost_of(scenario, bought), plan = planned_cost(geography, scenario);
    CHECK(report.units_by_lever[0] == Approx(plan.units_by_lever[0] - planned + 7));
    CHECK(report.total_gbp == Approx(plan.total_gbp - 100 * (planned - 7)));
    CHECK(report.present_by_district[0] == plan.present_by_district[0]);
    CHECK(report.present_by_district[1] == Approx(plan.present_by_district[1] - 100 * (planned - 7) / 1.035));
    bought.at(0, 1, 1) = 0;
    CHECK(cost_of(scenario, bought).lines.size() + 1 == plan.lines.size());
    CHECK_THROWS_AS(cost_of(with({setting, setting}), bought), std::invalid_argument);
}

TEST_CASE("no lever, no cost") {
    const CostReport report = planned_cost(eight_places(), with({}));
    CHECK(report.lines.empty());
    CHECK(report.total_gbp == 0);
}

TEST_CASE("Every lever says what was found of it, with sources, and a grade where the lever itself was evaluated") {
    std::set<std::string_view> findings;
    int evaluated = 0;
    for (const LeverInfo& lever : lever_table()) {
        const LeverEvidence& evidence = lever.evidence;
        INFO(lever.name);
        CHECK(findings.insert(evidence.finding).second);
        CHECK(evidence.finding.size() > 20);
        CHECK((evidence.source.starts_with("E") || evidence.source.starts_with("S")));
        CHECK(std::string_view("ABC-").find(evidence.grade) != std::string_view::npos);
        // Where no evaluation was found the words say so first.
        CHECK((evidence.grade == '-') == evidence.finding.starts_with("none"));
        evaluated += evidence.grade != '-';
    }
    CHECK(evaluated == 5);
}
