// Places in support and cases that move: one pool against one a district, planted cases at a border with and without a
// forum, what levers and practice do to recognition.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/processes/support.h"
#include "sim/processes/support_parts.h"
#include "tests/support/support_region.h"

using namespace concord;
using namespace concord::sim;
using tests::counted;
using tests::many_needs;
using tests::support_place;
using tests::support_scenario;

namespace {

struct Region {
    Scenario scenario;
    std::shared_ptr<const Start> start;
    support::State state;
    practice::State practice;
    support::Week week;

    Region(const Parameters& p, std::vector<LeverSetting> levers, bool pooled)
        : scenario(support_scenario(1, std::move(levers))) {
        scenario.baseline.support.pooled = pooled;
        start = prepare(support_place(), p, scenario.baseline, {.seed = 3});
        practice::init(start->practice, practice);
        support::init(*start, start->support, state);
        state.support_cases.clear();
        week = of_levers();
    }
    support::Week of_levers() const {
        LeverWeek levers;
        Schedule(support_place().geography, scenario).at(0, levers);
        delivery::dilute(start->parameters, levers);
        return support::of_week(*start, start->support, start->delivery, start->practice, practice, {}, {}, levers, 0);
    }
    // Open cases of everybody in the first district.
    void plant(support::Stage stage) {
        const World& world = support_place();
        for (std::uint32_t i = 0;
             i < world.neighbourhood_begin[static_cast<std::size_t>(world.neighbourhood_of_district_begin[1])]; i += 3)
            state.support_cases.push_back(
                {.resident = i, .neighbourhood = world.neighbourhood_of(i), .due = 1000, .stage = stage, .needed = 1});
    }
};

struct Moved {
    double lost = 0, crossed = 0, left = 0;
};
// Of planted cases, in a year of moves.
Moved moved(std::vector<LeverSetting> levers, bool pooled, Parameters p = many_needs()) {
    p.handover_forum = 0.9, p.handover_alone = 0.6;
    Region region(p, std::move(levers), pooled);
    region.plant(support::kWaiting);
    for (int week = 0; week < kWeeksPerYear; ++week)
        support::move_cases(*region.start, region.start->support, region.start->turnover, region.week, week,
                            region.state);
    Moved of;
    for (const auto& one : region.state.support_cases)
        of.crossed += region.start->district_of(one.neighbourhood) != 0 && one.stage != support::kUnmet;
    for (const auto& counts : region.state.support_counts)
        of.lost += counts[kSupportLostAtBorder], of.left += counts[kSupportLeftGm];
    of.crossed += of.lost;
    return of;
}

Parameters certain_forum() { return tests::as_intended(); }

}  // namespace

TEST_CASE("Of planted cases that cross a border 40 % are lost alone, 10 % with a forum or where places are pooled",
          "[support]") {
    const auto share = [](const Moved& of) { return of.lost / of.crossed; };
    const auto margin = [](const Moved& of, double p) { return 4 * std::sqrt(p * (1 - p) / of.crossed); };
    const Moved alone = moved({}, false), forum = moved({tests::forum(tests::kSupportDistricts)}, false),
                pooled = moved({}, true), both = moved({tests::forum(tests::kSupportDistricts)}, true);
    REQUIRE(alone.crossed > 50);
    CHECK(alone.left > 50);
    CHECK(share(alone) == Approx(0.4).margin(margin(alone, 0.4)));
    CHECK(share(forum) == Approx(0.1).margin(margin(forum, 0.1)));
    CHECK(share(pooled) == Approx(0.1).margin(margin(pooled, 0.1)));
    CHECK(share(both) == share(pooled));  // where it is pooled already a forum adds nothing
    CHECK(forum.left == alone.left);
    // A forum of the first district alone hands over to nobody.
    const Moved by_itself = moved({tests::forum(1)}, false);
    CHECK(share(by_itself) == share(alone));
}

TEST_CASE("Whoever moves with a case is somebody of the same age group who moves in there", "[support]") {
    for (const bool young : {true, false}) {
        Region region(many_needs(), {}, false);
        region.plant(support::kWaiting);
        std::erase_if(region.state.support_cases, [&](const support::Case& one) {
            return support::is_young(support_place(), one.resident) != young;
        });
        for (int week = 0; week < kWeeksPerYear; ++week)
            support::move_cases(*region.start, region.start->support, region.start->turnover, region.week, week,
                                region.state);
        int moved = 0, others = 0;
        for (const auto& one : region.state.support_cases) {
            moved += region.start->district_of(one.neighbourhood) != 0;
            others += support::is_young(support_place(), one.resident) != young;
        }
        CHECK(moved > 10);
        CHECK(others == 0);
    }
}

TEST_CASE("A case handed over waits, and gives up its place; a lost one is an unmet need again", "[support]") {
    Parameters p = many_needs();
    p.handover_wait = 6;
    Region region(p, {}, true);
    region.plant(support::kSupported);
    const auto before = region.state.support_cases.size();
    support::move_cases(*region.start, region.start->support, region.start->turnover, region.week, 9, region.state);
    CHECK(region.state.support_cases.size() < before);
    int handed = 0;
    for (const auto& one : region.state.support_cases) {
        const bool here = region.start->district_of(one.neighbourhood) == 0;
        if (here) CHECK(one.stage == support::kSupported);
        if (here || one.stage == support::kUnmet) continue;
        CHECK(one.stage == support::kHandover);
        CHECK(one.due == 15);
        ++handed;
    }
    CHECK(handed > 0);
}

TEST_CASE("Places by district leave some waiting where one pool leaves nobody", "[support]") {
    const auto fill = [&](bool pooled, std::vector<LeverSetting> levers = {}) {
        Region region(many_needs(), std::move(levers), pooled);
        region.plant(support::kWaiting);
        const auto places = static_cast<std::size_t>(region.week[0].places);
        region.state.support_cases.resize(2 * places);  // all in one district, twice its places
        support::fill_places(*region.start, region.week, 0, region.state);
        int supported = 0;
        for (const auto& one : region.state.support_cases) supported += one.stage == support::kSupported;
        return std::pair(supported, static_cast<int>(places));
    };
    const auto [alone, places] = fill(false);
    CHECK((alone == places || alone == places + 1));  // a fraction of a place serves one for its share of the time
    CHECK(fill(true).first == 2 * places);
    CHECK(fill(false, {tests::forum(tests::kSupportDistricts)}).first == 2 * places);
    CHECK(fill(false, {tests::lever(LeverKind::kEarlySupport, 100, 1)}).first > alone);
}

TEST_CASE("A fraction of a place is in use for that share of the time", "[support]") {
    Parameters p = many_needs();
    p.support_withdrawal = 0, p.support_recovery_rate = 1e-9, p.support_stay = 10;
    Region region(p, {}, true);
    for (auto& of : region.week) of.places = 0;
    region.week[0].places = 0.4;
    region.plant(support::kWaiting);
    region.state.support_cases.resize(300);
    double used = 0;
    constexpr int kWeeks = 1000;
    for (int week = 0; week < kWeeks; ++week) {
        std::erase_if(region.state.support_cases,
                      [&](const auto& one) { return one.stage == support::kSupported && one.due <= week; });
        support::fill_places(*region.start, region.week, week, region.state);
        for (const auto& one : region.state.support_cases) used += one.stage == support::kSupported;
    }
    CHECK(used / kWeeks == Approx(0.4).epsilon(0.03));
}

TEST_CASE("Training, the forum and police at the front move recognition and false alarms as they say", "[support]") {
    const Parameters p = certain_forum();
    Region region(p, {}, true);
    const auto ones = region.of_levers()[0];
    for (std::size_t s = 0; s < kSectors; ++s) CHECK((ones.recognition[s] == 1 && ones.wrong[s] == 1));

    region.practice.practice[0][practice::kRecognition] = 1;  // perfect
    const auto trained = region.of_levers()[0];
    CHECK(trained.recognition[kSectorNhs] == Approx(1 + p.frontline_recognition));
    CHECK(trained.wrong[kSectorSchool] == Approx(1 + p.frontline_false_alarm));
    CHECK(trained.recognition[kSectorFamily] == 1);

    const Region joined(p, {tests::forum(tests::kSupportDistricts)}, false);
    CHECK(joined.week[2].recognition[kSectorPrisonProbation] == Approx(1 + p.joined_recognition));
    CHECK(joined.week[2].wrong[kSectorSchool] == Approx(1 + p.joined_false_alarm));
    CHECK(joined.week[2].recognition[kSectorFamily] == 1);
    LeverSetting some = tests::forum(tests::kSupportDistricts);
    some.values = {{.members = (1U << kForumNhs) | (1U << kForumPolice)}};
    const Region two(p, {some}, false);
    CHECK(two.week[0].recognition[kSectorNhs] == Approx(1 + p.joined_recognition / 5));
    CHECK(two.week[0].recognition[kSectorCouncil] == 1);

    // Police front all of the first district's contacts, and in the last a fifth less of those left to others today.
    const auto fronting = [](double share, int district) {
        LeverSetting setting = tests::lever(LeverKind::kEnforcementLedPrevention, share, tests::kSupportDistricts);
        setting.districts = {district};
        return setting;
    };
    const double fewer = kPoliceFrontedToday - 0.2 * (1 - kPoliceFrontedToday);
    const Region fronted(p, {tests::forum(tests::kSupportDistricts), fronting(1, 0), fronting(fewer, 3)}, false);
    CHECK(fronted.week[0].recognition[kSectorPolice] ==
          Approx((1 + p.joined_recognition) * (1 + p.enforcement_recognition)));
    CHECK(fronted.week[3].wrong[kSectorPolice] ==
          Approx((1 + p.joined_false_alarm) * (1 - 0.2 * p.enforcement_false_alarm)));
    CHECK(fronted.week[1].recognition[kSectorPolice] == joined.week[1].recognition[kSectorPolice]);
    CHECK(fronted.week[0].recognition[kSectorNhs] == joined.week[0].recognition[kSectorNhs]);
    CHECK(support::recognised_at_contact(p, 1) == Approx(p.recognition_police));
    Parameters most = p;
    most.recognition_police = 0.5;
    CHECK(support::recognised_at_contact(most, 2) == Approx(0.75));  // never above 1
}

TEST_CASE("Frontline training trains recognition and nothing else, and backfires as any lever", "[support]") {
    Parameters p = tests::as_intended();
    p.dilution = p.share_rate_alone = 0;
    const auto after = [&](const Parameters& q) {
        const Scenario scenario = support_scenario(1, {tests::lever(LeverKind::kFrontlineTraining, 1, 2)});
        const auto start = prepare(support_place(), q, scenario.baseline, {.seed = 3});
        practice::State state;
        practice::init(start->practice, state);
        LeverWeek levers;
        Schedule(support_place().geography, scenario).at(0, levers);
        delivery::dilute(q, levers);
        for (int week = 0; week < 400; ++week)
            practice::advance(*start, start->practice, start->delivery, levers, state);
        std::array<double, practice::kKinds> gained{};
        for (std::size_t kind = 0; kind < practice::kKinds; ++kind)
            gained[kind] = practice::gained(start->practice, state, static_cast<practice::Kind>(kind), 0);
        return gained;
    };
    const double level = p.train_rate / (p.train_rate + p.practice_fade / kWeeksPerYear);
    const auto gained = after(p);
    CHECK(gained[practice::kRecognition] == Approx(level).epsilon(1e-4));
    CHECK(gained[practice::kFairEncounters] == 0);
    CHECK(gained[practice::kEngagement] == 0);
    p.training_backfire = 1;  // of procedural justice training: not of this
    CHECK(after(p)[practice::kRecognition] > 0);
    p.backfire = 1;
    CHECK(after(p)[practice::kRecognition] < 0);
}

TEST_CASE("Early support shortens waits, and bought places are taken and work as their parameters say", "[support]") {
    Parameters p = many_needs();
    p.early_support_consent = 1, p.early_support_recovery_ratio = 2;
    Region region(p, {tests::lever(LeverKind::kEarlySupport, 100, tests::kSupportDistricts)}, true);
    CHECK(region.week[0].consent == Approx(1));
    CHECK(region.week[0].recovery == Approx(2));
    CHECK(region.week[0].bought == Approx(100 / 5100.0).epsilon(0.01));
    p.no_effect = 1;
    const Region in_vain(p, {tests::lever(LeverKind::kEarlySupport, 100, tests::kSupportDistricts)}, true);
    CHECK(in_vain.week[0].recovery == 1);
    CHECK(in_vain.week[0].places == Approx(region.week[0].places));

    Scenario scarce = support_scenario(2);
    scarce.baseline.support.places_per_100000 = 60;
    const auto wait = [&](std::vector<LeverSetting> levers) {
        Scenario scenario = scarce;
        scenario.levers = std::move(levers);
        Simulation run(support_place(), prepare(support_place(), many_needs(), scenario.baseline, {.seed = 3}),
                       scenario, {.seed = 3});
        while (run.week() < 104) run.step();
        const auto all = counted(run.state());
        return all[kSupportWait] / all[support::kStarted];
    };
    CHECK(wait({tests::lever(LeverKind::kEarlySupport, 100, tests::kSupportDistricts)}) < wait({}) - 1);
}

TEST_CASE("In a sample too nobody is supported where there are no places", "[support]") {
    static const World sample = build_world(small_geography(tests::kSupportDistricts, 1, 3), {.scale = 4, .seed = 8});
    for (const double places : {0.0, 60.0}) {
        Scenario scenario = support_scenario(2);
        scenario.baseline.support.places_per_100000 = places;
        scenario.baseline.support.pooled = false;
        Simulation run(sample, prepare(sample, many_needs(), scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
        while (run.week() < 104) run.step();
        CHECK((counted(run.state())[support::kStarted] > 0) == (places > 0));
    }
}

TEST_CASE("At the ends of the priors no pressure raises needs above what is drawn for", "[support]") {
    Parameters p = many_needs();
    p.need_grievance = p.need_isolation = 0;
    p.online_grooming_onset = p.travel_pressure_onset = 4;
    for (const double recruiters : {-0.3, 0.3}) {
        p.enforcement_recruiters = recruiters;
        for (const double share : {0.0, 1.0}) {
            Scenario scenario = support_scenario(
                1, {tests::lever(LeverKind::kEnforcementLedPrevention, share, tests::kSupportDistricts)});
            scenario.events = {tests::event(NewsKind::kOnlineGrooming, 2, 0, 10),
                               tests::event(NewsKind::kTravelPressure, 2, 0, 10)};
            Simulation run(support_place(), prepare(support_place(), p, scenario.baseline, {.seed = 3}), scenario,
                           {.seed = 3});
            while (run.week() < 12) CHECK_NOTHROW(run.step());
        }
    }
}
