// Extremist meetings: held where nobody turns them away, tried next door where somebody does, given up in the end; and
// what due diligence costs those who are turned away by mistake.
#include "sim/processes/meetings.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "scenarios/greater_manchester/table.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

constexpr int kDistricts = 4;

const World& place() {
    static const World world = build_world(small_geography(kDistricts, 1, 3), {.scale = 4, .seed = 8});
    return world;
}

LeverSetting due_diligence(double share, std::vector<int> districts) {
    LeverSetting setting = tests::lever(LeverKind::kVenueDueDiligence, share, kDistricts);
    setting.districts = std::move(districts);
    return setting;
}
const std::vector<int> kEverywhere = {0, 1, 2, 3};

// Refusals are certain, and moves, and take no time.
Parameters certain() {
    Parameters p = tests::as_intended();
    p.due_diligence_refusal = 1;
    p.meeting_displacement = 1;
    p.meeting_delay = 0;
    return p;
}

// A meeting each week in district 0.
std::vector<NewsEvent> weekly(int meetings) {
    std::vector<NewsEvent> events;
    for (int week = 0; week < meetings; ++week) events.push_back(tests::event(NewsKind::kExtremistMeeting, week, 0));
    return events;
}

RunRecord run_of(std::vector<LeverSetting> levers, const Parameters& p, std::vector<NewsEvent> events,
                 std::uint32_t seed = 3) {
    Scenario scenario = tests::scenario(1, std::move(levers));
    scenario.events = std::move(events);
    return tests::finish(place(), scenario, p, {.seed = seed}).record;
}
double counted(const RunRecord& record, MeetingCount count, int district = -1) {
    double sum = 0;
    for (int period = 0; period < record.periods; ++period)
        for (int d = 0; d < kDistricts; ++d)
            if (district < 0 || d == district)
                sum += record[SeriesId::kMeetings].at(period, d, static_cast<std::size_t>(count));
    return sum;
}

}  // namespace

TEST_CASE("Districts border where the nearest neighbourhood of another lies across: Greater Manchester's ten") {
    const Geography geography = scenarios::built_in_greater_manchester();
    const auto neighbours = neighbouring_districts(geography);
    const auto names_of = [&](const char* name) {
        for (std::size_t d = 0; d < neighbours.size(); ++d)
            if (geography.districts[d].name == name) {
                std::string names;
                for (const int other : neighbours[d]) names += geography.districts[other].name + " ";
                return names;
            }
        return std::string("no such district");
    };
    CHECK(names_of("Bolton") == "Bury Salford Wigan ");
    CHECK(names_of("Manchester") == "Bury Oldham Rochdale Salford Stockport Tameside Trafford ");
    CHECK(names_of("Stockport") == "Manchester Tameside ");
    CHECK(names_of("Trafford") == "Manchester Salford ");
    CHECK(names_of("Wigan") == "Bolton Salford ");
    for (std::size_t d = 0; d < neighbours.size(); ++d)  // both ways
        for (const int other : neighbours[d])
            CHECK(std::count(neighbours[other].begin(), neighbours[other].end(), static_cast<int>(d)) == 1);
    CHECK(neighbouring_districts(small_geography(1, 1, 3)) == std::vector<std::vector<int>>{{}});
}

TEST_CASE("Where no venue asks, every meeting is held where it was called, and its district hears of it") {
    const RunRecord record = run_of({}, tests::as_intended(), weekly(5));
    CHECK(counted(record, kMeetingsTried) == 5);
    CHECK(counted(record, kMeetingsHeld, 0) == 5);
    CHECK(counted(record, kMeetingsTurnedAway) == 0);
    CHECK(counted(run_of({}, tests::as_intended(), {}), kMeetingsTried) == 0);
}

TEST_CASE("A meeting turned away in one district is tried next door; where all turn it away it is given up") {
    const auto around = neighbouring_districts(place().geography)[0];
    REQUIRE_FALSE(around.empty());
    const RunRecord alone = run_of({due_diligence(1, {0})}, certain(), weekly(20));
    CHECK(counted(alone, kMeetingsTurnedAway, 0) == 20);
    CHECK(counted(alone, kMeetingsHeld, 0) == 0);
    CHECK(counted(alone, kMeetingsHeld) == 20);
    double next_door = 0;
    for (const int d : around) next_door += counted(alone, kMeetingsHeld, d);
    CHECK(next_door == 20);

    const RunRecord everywhere = run_of({due_diligence(1, kEverywhere)}, certain(), weekly(20));
    CHECK(counted(everywhere, kMeetingsHeld) == 0);
    CHECK(counted(everywhere, kMeetingsTried) == 20 * (1 + meetings::kMostMoves));

    Parameters stays = certain();
    stays.meeting_displacement = 0;  // off: nothing moves
    const RunRecord given_up = run_of({due_diligence(1, {0})}, stays, weekly(20));
    CHECK(counted(given_up, kMeetingsTried) == 20);
    CHECK(counted(given_up, kMeetingsHeld) == 0);

    Parameters powerless = certain();
    powerless.due_diligence_refusal = 0;  // off: nobody is turned away
    CHECK(counted(run_of({due_diligence(1, {0})}, powerless, weekly(20)), kMeetingsHeld, 0) == 20);
}

TEST_CASE("A move takes its weeks, and one that would come after the run's end does not come") {
    Parameters p = certain();
    p.meeting_delay = 3;
    Scenario scenario = tests::scenario(1, {due_diligence(1, {0})});
    scenario.events = weekly(1);
    Simulation run(place(), prepare(place(), p, scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
    for (int week = 0; week < 3; ++week) run.step();
    CHECK(run.state().news_come.empty());
    REQUIRE(run.state().meeting_attempts.size() == 1);
    CHECK(run.state().meeting_attempts[0].week == 3);
    run.step();
    REQUIRE(run.state().news_come.size() == 1);
    CHECK(run.state().news_come[0].week == 3);
    CHECK(run.state().news_come[0].district != 0);
    CHECK(run.state().meeting_attempts.empty());

    const auto late = [&](int week) {
        return counted(run_of({due_diligence(1, {0})}, p, {tests::event(NewsKind::kExtremistMeeting, week, 0)}),
                       kMeetingsHeld);
    };
    CHECK(late(48) == 1);
    CHECK(late(49) == 0);
}

TEST_CASE("Refusals come as often as the share covered, the parameter and delivery say") {
    double turned_away = 0, tried = 0;
    Parameters p = tests::as_intended();
    p.meeting_displacement = 0;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const RunRecord record = run_of({due_diligence(0.5, {0})}, p, weekly(50), seed);
        turned_away += counted(record, kMeetingsTurnedAway);
        tried += counted(record, kMeetingsTried);
    }
    const double expected = 0.5 * p.due_diligence_refusal;
    CHECK(turned_away / tried == Approx(expected).margin(4 * std::sqrt(expected * (1 - expected) / tried)));
    p.no_effect = 1;
    CHECK(counted(run_of({due_diligence(1, {0})}, p, weekly(50)), kMeetingsTurnedAway) == 0);
    p.no_effect = 0;
    p.backfire = 1;  // to the contrary: no fewer than none
    CHECK(counted(run_of({due_diligence(1, {0})}, p, weekly(50)), kMeetingsTurnedAway) == 0);
}

TEST_CASE("Options that turn away the same meeting see it turn up in the same place") {
    const auto come = [](const std::vector<LeverSetting>& levers) {
        Scenario scenario = tests::scenario(1, levers);
        scenario.events = weekly(20);
        Simulation run(place(), prepare(place(), certain(), scenario.baseline, {.seed = 3}), scenario, {.seed = 3});
        for (int week = 0; week < 20; ++week) run.step();
        std::vector<int> districts;
        for (const news::Come& one : run.state().news_come) districts.push_back(one.district);
        return districts;
    };
    const auto alone = come({due_diligence(1, {0})}),
               beside_seats = come({due_diligence(1, {0}), tests::lever(LeverKind::kCommunityEngagement, 60, 4)});
    CHECK(alone.size() == 20);
    CHECK(alone == beside_seats);
    CHECK(std::count(alone.begin(), alone.end(), 0) == 0);
}

TEST_CASE("Fewer meetings held, less alarm: the mean of safety follows where they are held") {
    Parameters p = tests::only_influence();
    for (const auto& [name, value] : {std::pair{&Parameters::due_diligence_refusal, 1.0},
                                      {&Parameters::meeting_displacement, 1.0},
                                      {&Parameters::meeting_delay, 0.0},
                                      {&Parameters::meeting_reach, 1.0},
                                      {&Parameters::meeting_half_life, 8.0}})
        p.*name = value;
    const auto safety = [&](std::vector<LeverSetting> levers, int district) {
        const RunRecord record = run_of(std::move(levers), p, {tests::event(NewsKind::kExtremistMeeting, 50, 0)});
        return record[SeriesId::kStateMeans].at(record.periods, record.layout().district(district), int{kSafety});
    };
    const int next = neighbouring_districts(place().geography)[0].front();
    const double here = safety({}, 0), next_door = safety({}, next);
    CHECK(safety({due_diligence(1, {0})}, 0) > here + 0.005);
    double lower = 0;
    for (int d = 1; d < kDistricts; ++d) lower += safety({due_diligence(1, {0})}, d) < safety({}, d) - 0.005;
    CHECK(lower == 1);  // the alarm has moved
    CHECK(safety({due_diligence(1, kEverywhere)}, 0) > here + 0.005);
    CHECK(safety({due_diligence(1, kEverywhere)}, next) == Approx(next_door).margin(1e-6));
}

TEST_CASE("Groups turned away by mistake cost everybody's voice, where the case against holds, in proportion") {
    Parameters p = tests::only_influence();
    p.due_diligence_voice = -0.01;
    const auto voice = [&](const std::vector<LeverSetting>& levers, int district) {
        const RunRecord record = run_of(levers, p, {});
        return record[SeriesId::kStateMeans].at(record.periods, record.layout().district(district), int{kVoice});
    };
    const double a_year = -std::log(1 - p.yearly_fade[kVoice]);
    const double whole = voice({due_diligence(1, {0})}, 0) - voice({}, 0);
    CHECK(whole == Approx(-0.01 * a_year).epsilon(0.25));  // return has begun to hold it back
    CHECK(voice({due_diligence(0.5, {0})}, 0) - voice({}, 0) == Approx(whole / 2).epsilon(0.02));
    CHECK(voice({due_diligence(1, {0})}, 1) == Approx(voice({}, 1)).margin(-0.02 * whole));  // talks across the border
    p.due_diligence_voice = 0;
    CHECK(voice({due_diligence(1, {0})}, 0) == voice({}, 0));
}
