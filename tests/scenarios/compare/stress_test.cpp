// Comparisons under stress: what a dip is, by hand; how a stressor is written; and what is printed of a folded one.
#include "scenarios/compare/stress.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>

#include "scenarios/compare/ensemble.h"
#include "scenarios/greater_manchester/table.h"
#include "tests/support/runs.h"
#include "tests/support/scratch_folder.h"

using namespace concord;
using namespace concord::scenarios;
using Catch::Contains;

namespace {

const sim::Geography& greater_manchester() {
    static const sim::Geography geography = built_in_greater_manchester();
    return geography;
}

// What acts in calm weather, and besides one lever that acts on events.
std::vector<sim::LeverSetting> levers_with(std::optional<sim::LeverKind> on_events) {
    auto levers = tests::every_lever(2);
    std::erase_if(levers, [&](const sim::LeverSetting& lever) {
        using enum sim::LeverKind;
        return (lever.kind == kVenueDueDiligence || lever.kind == kPartnershipForum ||
                lever.kind == kEnforcementLedPrevention) &&
               lever.kind != on_events;
    });
    return levers;
}

// Two options under events in a small town, folded: events that the comparison's runs have themselves, or its twins.
Stress stressed(double buffer, const std::vector<sim::NewsEvent>& events, std::optional<sim::LeverKind> on_events = {},
                bool own_events = false) {
    const auto world = sim::build_world(sim::small_geography(2, 2, 3), {.scale = 4, .seed = 8});
    std::vector<sim::Scenario> calm = {tests::scenario(1), tests::scenario(1, levers_with(on_events))};
    calm[0].name = "Today";
    calm[1].name = "Everything";
    for (auto& scenario : calm) {
        scenario.baseline.recorded_hate_per_1000_a_year = 50;
        for (const char* name : {"buffer_ties", "buffer_trust"})
            scenario.parameters.push_back({.name = name, .value = buffer, .source = "assumption"});
        scenario.parameters.push_back({.name = "enforcement_recruiters", .value = 0.3, .source = "assumption"});
    }
    auto shaken = under_stress(calm, events, world.geography);
    if (own_events) calm = stress_twins({std::string(kOwnEvents)}, shaken, world.geography).scenarios;
    const tests::ScratchFolder folder;
    const auto run_in = [&](const std::filesystem::path& path, const std::vector<sim::Scenario>& scenarios) {
        const Plan plan = make_plan(world, scenarios, {.replicates = 3});
        run_ensemble(world, scenarios, plan, engine_runs(world, scenarios, 1), {.folder = path, .keep_fields = 0});
        return fold(path, plan, 3, world.geography);
    };
    const Comparison without = run_in(folder.path / "calm", calm), with = run_in(folder.path / "stress", shaken);
    return fold_stress(folder.path / "calm", without, folder.path / "stress", with, calm, events, world.geography);
}

// In one line.
std::string unwrapped(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

}  // namespace

TEST_CASE("A dip by hand: its depth, when half of it has gone, and its area") {
    const std::vector<double> calm = {70, 70, 70, 70, 70}, shaken = {66, 67, 67.9, 68.1, 70};
    const Followed a_day = {};
    const Dip dip = dip_of(calm, shaken, +1, 0.5, a_day);
    CHECK(dip.depth == Approx(4));
    CHECK(dip.dipped);
    CHECK(dip.weeks_to_half == 3);  // 2.1 is more than half, 1.9 is not
    CHECK(dip.area == Approx(4 + 3 + 2.1 + 1.9));
    const Dip worse_is_more = dip_of(shaken, calm, -1, 0.5, a_day);
    CHECK(worse_is_more.depth == Approx(4));
    const Dip none = dip_of(shaken, calm, +1, 0.5, a_day);  // a rise is no dip, and nothing recovers
    CHECK(none.depth == 0);
    CHECK_FALSE(none.dipped);
    CHECK(std::isnan(none.weeks_to_half));
    CHECK(none.area < 0);
    const Dip too_small = dip_of(calm, shaken, +1, 4.1, a_day);
    CHECK(too_small.depth == Approx(4));
    CHECK_FALSE(too_small.dipped);
    CHECK(std::isnan(too_small.weeks_to_half));
    const Dip lasts = dip_of({70, 70}, {66, 67}, +1, 0.5, a_day);
    CHECK(lasts.dipped);
    CHECK(std::isnan(lasts.weeks_to_half));
    CHECK(std::isnan(dip_of({}, {}, +1, 0.5, a_day).depth));
    // No more than is followed counts.
    CHECK(dip_of(std::vector<double>(80, 1), std::vector<double>(80, 0), +1, 0.5, a_day).area == kWeeksOfDip);
    const Dip deeper_later = dip_of({9, 9, 9, 9}, {8, 8.8, 2, 9}, +1, 0.5, {.in_force = {{0, 1}}, .weeks = 2});
    CHECK(deeper_later.depth == 1);
    CHECK(deeper_later.area == Approx(1.2));
}

TEST_CASE("A small event after a large one does not shorten what the large one takes") {
    const std::vector<double> calm(9, 70), shaken = {66, 67, 67.5, 67.9, 68.1, 68.5, 69, 69.5, 70};
    using Weeks = std::vector<std::pair<int, int>>;
    for (const Weeks& in_force : {Weeks{{0, 1}}, Weeks{{0, 1}, {3, 4}}, Weeks{{5, 8}, {0, 1}}})
        CHECK(dip_of(calm, shaken, +1, 0.5, {.in_force = in_force, .weeks = 9}).weeks_to_half == 4);
}

TEST_CASE("What lasts recovers from its end on, whatever week of it was the worst") {
    const std::vector<double> calm(8, 70);
    for (const double first : {66.1, 66.0, 65.9}) {
        const Dip dip =
            dip_of(calm, {first, 66, 66, 66, 67, 68.2, 69, 70}, +1, 0.5, {.in_force = {{0, 4}}, .weeks = 8});
        CHECK(dip.weeks_to_half == 2);
    }
    const auto start = sim::make_date(2026, 4, 6);
    const auto wave = tests::event(sim::NewsKind::kOnlineHostility, 10, 0, 30);
    const auto attack = tests::event(sim::NewsKind::kAttack, 2);
    using Weeks = std::vector<std::pair<int, int>>;
    CHECK(followed({attack}, start, 520).in_force == Weeks{{0, 1}});
    CHECK(followed({attack}, start, 520).weeks == kWeeksOfDip);
    CHECK(followed({wave}, start, 520).in_force == Weeks{{0, 30}});
    CHECK(followed({wave, attack}, start, 520).in_force == Weeks{{8, 38}, {0, 1}});
    CHECK(followed({attack, wave}, start, 520).weeks == 37 + kWeeksOfDip);
    CHECK(followed({attack}, start, 12).weeks == 10);  // no more than the run has
}

TEST_CASE("A stressor is written as kind, date and district, and what is wrong with one is said") {
    const sim::NewsEvent attack = parse_stressor("attack:2029-05-22:Manchester", greater_manchester());
    CHECK(attack.kind == sim::NewsKind::kAttack);
    CHECK(attack.from == sim::make_date(2029, 5, 22));
    CHECK(greater_manchester().districts.at(static_cast<std::size_t>(attack.district)).name == "Manchester");
    CHECK(attack.incident_ratio == 1.99);
    const sim::NewsEvent wave = parse_stressor("online_hostility:2029-01-01:2029-03-01", greater_manchester());
    CHECK(wave.until == sim::make_date(2029, 3, 1));
    CHECK(wave.district == sim::kNoDistrict);
    for (const auto& [text, problem] :
         {std::pair{"atack:2029-05-22:Bury", "no event atack; the nearest is attack; allowed are attack:DATE:DISTRICT"},
          {"attack:2029-05-22", "--stress attack:2029-05-22: expected attack:DATE:DISTRICT"},
          {"vote:2029-05-22:Bury", "expected vote:DATE"},
          {"attack:2029-02-30:Bury", "2029-02-30 is no date; write it like 2029-05-22"},
          {"attack:22/05/2029:Bury", "22/05/2029 is no date"},
          {"attack:2029-05-22:Bery", "no district Bery; the nearest is Bury; allowed are Bolton"},
          {"own_events:2029-05-22", "no event own_events"},
          {"", "no event "}})
        CHECK_THROWS_WITH(parse_stressor(text, greater_manchester()), Contains(problem));
    const std::vector<sim::Scenario> today = {tests::scenario(1)};
    CHECK_THROWS_WITH(under_stress(today, {attack}, greater_manchester()), Contains("is outside the run"));
    CHECK_THROWS_WITH(
        under_stress(today, {tests::event(sim::NewsKind::kVote, 3), tests::event(sim::NewsKind::kVote, 3)},
                     greater_manchester()),
        Contains("is there already"));
    auto short_run = today;
    short_run[0].weeks = 8;
    CHECK_THROWS_WITH(under_stress(short_run, {tests::event(sim::NewsKind::kVote, 8)}, greater_manchester()),
                      Contains("comes after the run's 8 weeks"));
}

TEST_CASE("What is run beside a comparison has the events, or is without the scenarios' own") {
    const sim::Geography& geography = greater_manchester();
    const auto attack = tests::event(sim::NewsKind::kAttack, 4, 7), vote = tests::event(sim::NewsKind::kVote, 30),
               late = tests::event(sim::NewsKind::kVote, 52);
    std::vector<sim::Scenario> options = {tests::scenario(1), tests::scenario(1, levers_with({}))};
    options[0].name = "Today";
    CHECK(stress_twins({}, options, geography).events.empty());
    const StressTwins shaken = stress_twins({"attack:2026-06-01:Manchester"}, options, geography);
    CHECK_FALSE(shaken.calm);
    CHECK(shaken.folder == "stress");
    CHECK(shaken.title == "under stress: attack in Manchester on 2026-06-01");
    REQUIRE(shaken.scenarios.size() == 2);
    CHECK(shaken.scenarios[1].events.size() == 1);
    CHECK(sim::same_events(shaken.scenarios[0], shaken.scenarios[1]));
    CHECK_THROWS_WITH(stress_twins({"own_events"}, options, geography),
                      Contains("--stress own_events: scenario \"Today\" has no events; allowed are scenarios with "
                               "[[event]], or an event to add: attack:DATE:DISTRICT, "));
    for (auto& option : options) option.events = {late, attack, vote};
    const StressTwins calm = stress_twins({"own_events"}, options, geography);
    CHECK(calm.calm);
    CHECK(calm.folder == "calm");
    REQUIRE(calm.events.size() == 2);  // what comes after the run is none of its events
    CHECK(calm.events[0].same_as(attack));
    CHECK(calm.events[1].same_as(vote));
    REQUIRE(calm.scenarios.size() == 2);
    for (std::size_t s = 0; s < 2; ++s) {
        CHECK(calm.scenarios[s].events.empty());
        CHECK(calm.scenarios[s].levers.size() == options[s].levers.size());
        CHECK(calm.scenarios[s].name == options[s].name);
    }
    for (const std::vector<std::string>& mixed :
         {std::vector<std::string>{"own_events", "vote:2026-06-01"}, {"vote:2026-06-01", "own_events"}})
        CHECK_THROWS_WITH(stress_twins(mixed, options, geography), Contains("--stress own_events: it stands alone"));
    for (auto& option : options) option.events = {late};
    CHECK_THROWS_WITH(stress_twins({"own_events"}, options, geography), Contains("comes after the run's 52 weeks"));
    CHECK_THROWS_WITH(stress_twins({"own_event"}, options, geography),
                      Contains("the nearest is own_events") && Contains(" and own_events"));
}

TEST_CASE("The scenarios' own events are told as the same events added") {
    const std::vector<sim::NewsEvent> attack = {tests::event(sim::NewsKind::kAttack, 4)};
    const Stress added = stressed(0.3, attack), own = stressed(0.3, attack, {}, true);
    CHECK(stress_csv(own) == stress_csv(added));
    CHECK(stress_table(own) == stress_table(added));
}

TEST_CASE("Under stress every option dips, and with the buffers off how they differ is not modelled") {
    const std::vector<sim::NewsEvent> attack = {tests::event(sim::NewsKind::kAttack, 4)};
    const Stress with = stressed(0.3, attack), without = stressed(0, attack);
    const auto safe = static_cast<std::size_t>(
        std::find_if(with.outcomes.begin(), with.outcomes.end(), [](const auto& o) { return o.name == "feel_safe"; }) -
        with.outcomes.begin());
    for (const Stress* stress : {&with, &without})
        for (int s = 0; s < 2; ++s) {
            const StressedOutcome& dip = stress->dip(s, safe);
            CHECK(dip.depth.mean == Approx(3.2).margin(0.6));      // 0.06 of safety at 88 %
            CHECK(dip.weeks_to_half.mean == Approx(9).margin(2));  // eight weeks, and the residue
            CHECK(dip.area.mean > 20);
            CHECK(stress->more_true[static_cast<std::size_t>(s)].mean > 0);
            CHECK(stress->more_recorded[static_cast<std::size_t>(s)].mean > 0);
            CHECK(stress->more_recorded[static_cast<std::size_t>(s)].mean <
                  stress->more_true[static_cast<std::size_t>(s)].mean);
        }
    CHECK(with.buffered);
    CHECK(with.softer_by_friends == Approx(0.3));
    CHECK(with.softer_by_trust == Approx(0.3));
    CHECK_FALSE(without.buffered);
    CHECK(without.dip(1, safe).depth.verdict == sim::Verdict::kNotModelled);
    CHECK(with.dip(1, safe).depth.verdict != sim::Verdict::kNotModelled);
    CHECK_THAT(stress_table(without), Contains("Depth and recovery are not modelled"));
    CHECK_THAT(unwrapped(stress_table(with)),
               Contains("30 % less on whoever has a friend of another background and 30 % less on"));
    CHECK_THAT(stress_table(with), Contains("Under stress: attack in "));
    CHECK_THAT(stress_table(with), Contains("Feeling safe"));
    CHECK_THAT(stress_table(with), Contains("smaller than what matters in: "));
    Stress one_of_each = with;
    one_of_each.more_true[1].interval = {2000, 2400};
    one_of_each.more_true[0].interval = {NAN, NAN};
    CHECK_THAT(stress_table(one_of_each),
               Contains(" in all (+2,000 to +2,400), ") && Contains(" in all (too few runs), "));
    for (const std::string& table : {stress_table(with), stress_table(without)})
        for (std::size_t begin = 0; begin < table.size();) {
            const std::size_t end = std::min(table.find('\n', begin), table.size());
            CHECK(end - begin <= 120);
            begin = end + 1;
        }
    // A row an option, outcome and measure, and two of incidents.
    const std::string csv = stress_csv(with);
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 1 + 2 * (3 * static_cast<int>(with.outcomes.size()) + 2));
    CHECK_THAT(csv, Contains("\"Today\",feel_safe,depth,\"points\","));
    const Stress the_other_way = stressed(-0.05, attack);
    CHECK_THAT(unwrapped(stress_table(the_other_way)),
               Contains("5 % more on whoever has a friend of another background and 5 % more"));
}

TEST_CASE("Meetings that venues turn away are a way in which options can differ, buffers or not") {
    std::vector<sim::NewsEvent> meetings;
    for (int week = 4; week < 10; ++week) meetings.push_back(tests::event(sim::NewsKind::kExtremistMeeting, week));
    const auto venues = sim::LeverKind::kVenueDueDiligence;
    const Stress stress = stressed(0, meetings, venues);
    CHECK_FALSE(stress.buffered);
    CHECK(stress.turns_away == std::vector<bool>{false, true});
    CHECK(stress.dip(1, 0).depth.verdict != sim::Verdict::kNotModelled);
    CHECK_THAT(unwrapped(stress_table(stress)), Contains("Venues in Everything may turn a meeting away"));
    CHECK_THAT(unwrapped(stress_table(stress)), !Contains("not modelled"));
    CHECK(stressed(0, {tests::event(sim::NewsKind::kAttack, 4)}, venues).turns_away == std::vector<bool>{false, false});
}

TEST_CASE("Police in front of prevention are one where recruiters are behind the event, and nowhere else") {
    const auto police = sim::LeverKind::kEnforcementLedPrevention;
    const Stress stress = stressed(0, {tests::event(sim::NewsKind::kOnlineGrooming, 10)}, police);
    CHECK(stress.fronted == std::vector<bool>{false, true});
    CHECK(stress.dip(1, 0).depth.verdict != sim::Verdict::kNotModelled);
    CHECK_THAT(unwrapped(stress_table(stress)), Contains("Police in front of prevention in Everything"));
    CHECK(stressed(0, {tests::event(sim::NewsKind::kAttack, 10)}, police).fronted == std::vector<bool>{false, false});
}

TEST_CASE("A forum that prepares is one too: as deep, and sooner over") {
    const std::vector<sim::NewsEvent> attack = {tests::event(sim::NewsKind::kAttack, 10)};
    const Stress stress = stressed(0, attack, sim::LeverKind::kPartnershipForum);
    CHECK(stress.prepares == std::vector<bool>{false, true});
    const auto safe = static_cast<std::size_t>(std::find_if(stress.outcomes.begin(), stress.outcomes.end(),
                                                            [](const auto& o) { return o.name == "feel_safe"; }) -
                                               stress.outcomes.begin());
    CHECK(stress.dip(1, safe).depth.verdict != sim::Verdict::kNotModelled);
    CHECK(stress.dip(1, safe).area.mean < 0.96 * stress.dip(0, safe).area.mean);  // a tenth shorter half-lives
    CHECK_THAT(unwrapped(stress_table(stress)), Contains("The forum in Everything prepares for events"));
    CHECK_THAT(unwrapped(stress_table(stress)), !Contains("not modelled"));
}
