// The prevention programme: awareness that stays level without a lever, is raised by open communication and by attacks;
// what framing and explanation push in the aware; and what police in front make of recruiters' events.
#include "sim/processes/programme.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/processes/news.h"
#include "sim/run/programme_sums.h"
#include "tests/support/runs.h"

using namespace concord;
using namespace concord::sim;

namespace {

constexpr int kDistricts = 3;

const World& place() {
    static const World world = build_world(small_geography(kDistricts, 1, 3), {.scale = 1, .seed = 8});
    return world;
}

LeverSetting fronted(double share, int districts = kDistricts) {
    return tests::lever(LeverKind::kEnforcementLedPrevention, share, districts);
}
LeverSetting explained(double reach, int districts = kDistricts) {
    return tests::lever(LeverKind::kOpenCommunication, reach, districts);
}

// The programme alone, week after week under some levers.
struct Town {
    std::shared_ptr<const Start> start;
    programme::State state;
    int week = 0;

    explicit Town(const Parameters& p, std::uint32_t seed = 3)
        : start(prepare(place(), p, tests::plain_baseline(), {.seed = seed})) {
        programme::init(*start, state);
    }
    LeverWeek levers(std::vector<LeverSetting> settings) const {
        const Scenario scenario = tests::scenario(1, std::move(settings));
        LeverWeek of_week;
        Schedule(place().geography, scenario).at(0, of_week);
        delivery::dilute(start->parameters, of_week);
        return of_week;
    }
    void advance(const LeverWeek& levers, int weeks, std::span<const programme::Alert> alerts = {}) {
        for (int k = 0; k < weeks; ++k, ++week)
            for (int n = 0; n < place().neighbourhoods(); ++n)
                programme::advance(*start, start->programme, start->delivery, levers, alerts,
                                   RareWeek(*start, n, static_cast<std::uint32_t>(week)), state);
    }
    // Share of residents who are aware, of those for whom wanted(resident) holds.
    template <class Wanted>
    double aware(const Wanted& wanted) const {
        double count = 0, known = 0;
        for (std::uint32_t i = 0; i < place().talkers(); ++i)
            if (wanted(i)) ++count, known += programme::is_aware(state, i);
        return known / count;
    }
    double aware() const {
        return aware([](std::uint32_t) { return true; });
    }
    double within(std::uint32_t i, double reach) const {
        return programme::within_reach(state.programme_known[i], reach);
    }
};

double deviation(double share, double count) { return std::sqrt(share * (1 - share) / count); }

Parameters undiluted() {
    Parameters p = tests::as_intended();
    p.dilution = 0;
    return p;
}

RunRecord run_of(const Parameters& p, std::vector<LeverSetting> levers, std::vector<NewsEvent> events = {}) {
    Scenario scenario = tests::scenario(1, std::move(levers));
    scenario.events = std::move(events);
    return tests::finish(place(), scenario, p, {.seed = 3}).record;
}
double at_end(const RunRecord& record, ProgrammeMeasure measure, int group = 0) {
    return record[SeriesId::kProgramme].at(record.periods, group, static_cast<std::size_t>(measure));
}
double mean_at_end(const RunRecord& record, State state, int group = 0) {
    return record[SeriesId::kStateMeans].at(record.periods, group, int{state});
}

}  // namespace

TEST_CASE("Who has heard of the programme is drawn alike for everybody") {
    const Parameters p = tests::as_intended();
    const Town town(p);
    const double talkers = place().talkers();
    CHECK(town.aware() == Approx(p.awareness_start).margin(4 * deviation(p.awareness_start, talkers)));
    for (int d = 0; d < kDistricts; ++d) {
        const auto& first = place().neighbourhood_of_district_begin;
        const auto begin = place().neighbourhood_begin[first[static_cast<std::size_t>(d)]],
                   end = place().neighbourhood_begin[first[static_cast<std::size_t>(d) + 1]];
        CHECK(town.aware([&](std::uint32_t i) { return begin <= i && i < end; }) ==
              Approx(p.awareness_start).margin(4 * deviation(p.awareness_start, end - begin)));
    }
    const double white = town.aware([](std::uint32_t i) { return place().ethnic_group[i] == kWhite; });
    const double others = std::count_if(place().ethnic_group.begin(), place().ethnic_group.end(),
                                        [](std::uint8_t group) { return group != kWhite; });
    CHECK(town.aware([](std::uint32_t i) { return place().ethnic_group[i] != kWhite; }) - white ==
          Approx(0).margin(5 * deviation(p.awareness_start, others)));
}

TEST_CASE("Without a lever as many forget the programme as learn of it, whatever the parameters") {
    for (const double loss : {0.1, 0.3})
        for (const double start : {0.22, 0.45}) {
            Parameters p = tests::as_intended();
            p.awareness_loss = loss, p.awareness_start = start;
            Town town(p);
            // What a year takes from the aware, less what it gives back.
            const double a = 1 - std::pow(1 - loss, 1.0 / 52), b = a * start / (1 - start);
            CHECK(town.start->programme.forgotten == Approx(a));
            CHECK(town.start->programme.learnt == Approx(b));
            const auto before = town.state.programme_known;
            town.advance(town.levers({}), 52);
            double forgot = 0, learnt = 0;
            for (std::size_t i = 0; i < before.size(); ++i) {
                const bool was = (before[i] & programme::kAware) != 0,
                           is = (town.state.programme_known[i] & programme::kAware) != 0;
                forgot += was && !is, learnt += is && !was;
                CHECK((before[i] & 127) == (town.state.programme_known[i] & 127));
            }
            const double stay = start + (1 - start) * std::pow(1 - a - b, 52);  // of two states
            const double expected = start * (1 - stay) * place().talkers();
            INFO(loss << ", " << start);
            CHECK(forgot == Approx(expected).margin(4 * std::sqrt(expected)));
            CHECK(learnt == Approx(expected).margin(4 * std::sqrt(expected)));
        }
    Parameters off = tests::as_intended();
    off.awareness_loss = 0;
    Town still(off);
    const auto before = still.state.programme_known;
    still.advance(still.levers({}), 104);
    CHECK(still.state.programme_known == before);
}

TEST_CASE("A year of open communication tells those within reach alone, the same ones first at any reach") {
    Parameters p = undiluted();
    p.awareness_loss = 0;  // nobody learns of it otherwise
    Town town(p);
    double reached = 0;
    for (std::uint32_t i = 0; i < place().talkers(); ++i) {
        reached += town.within(i, 0.3);
        CHECK(town.within(i, 0) == 0);
        CHECK(town.within(i, 1) == 1);
        CHECK(town.within(i, 0.3) <= town.within(i, 0.5));
    }
    CHECK(reached / place().talkers() == Approx(0.3).margin(4 * deviation(0.3, place().talkers())));
    const auto before = town.state;
    const auto unaware = [&](std::uint32_t i) { return !programme::is_aware(before, i); };
    const auto near = [&](std::uint32_t i) { return unaware(i) && town.within(i, 0.5) == 1; };
    town.advance(town.levers({explained(0.5)}), 52);
    CHECK(town.aware(near) == Approx(p.communication_awareness).margin(4 * deviation(0.2, 0.3 * place().talkers())));
    CHECK(town.aware([&](std::uint32_t i) { return unaware(i) && town.within(i, 0.5) == 0; }) == 0);
    CHECK(town.aware([&](std::uint32_t i) { return !unaware(i); }) == 1);

    const auto nobody_is_told = [&](const Parameters& q) {
        Town other(q);
        const auto known = other.state.programme_known;
        other.advance(other.levers({explained(1)}), 52);
        return other.state.programme_known == known;
    };
    p.communication_awareness = 0;
    CHECK(nobody_is_told(p));
    p.communication_awareness = 0.7, p.no_effect = 1;
    CHECK(nobody_is_told(p));
    p.no_effect = 0, p.backfire = 1;
    CHECK(nobody_is_told(p));
}

TEST_CASE("An attack makes as many aware as it says, in every option the same people") {
    Parameters p = tests::as_intended();
    p.awareness_loss = 0;
    Town town(p), other(p);
    const auto before = town.state;
    const programme::Alert attack[] = {{.share = 0.2, .key = 8}};
    town.advance(town.levers({}), 1, attack);
    other.advance(other.levers({fronted(1)}), 1, attack);
    CHECK(town.aware([&](std::uint32_t i) { return !programme::is_aware(before, i); }) ==
          Approx(0.2).margin(4 * deviation(0.2, 0.68 * place().talkers())));
    CHECK(town.state.programme_known == other.state.programme_known);
    Town two(p);
    const programme::Alert both[] = {{.share = 0.2, .key = 8}, {.share = 0.2, .key = 16}};
    two.advance(two.levers({}), 1, both);  // draws of their own
    CHECK(two.aware([&](std::uint32_t i) { return !programme::is_aware(before, i); }) ==
          Approx(0.36).margin(4 * deviation(0.36, 0.68 * place().talkers())));
}

TEST_CASE("In a run an attack is heard of most in its own district; another event makes nobody aware") {
    Parameters p = tests::as_intended();
    p.awareness_loss = 0, p.attack_awareness = 0.2, p.news_elsewhere = 0.2;
    const auto aware = [&](const Parameters& q, NewsKind kind, int group) {
        return at_end(run_of(q, {}, {tests::event(kind, 50, 0)}), kProgrammeAware, group);
    };
    const double before = at_end(run_of(p, {}), kProgrammeAware);
    const GroupLayout layout{.districts = kDistricts};
    CHECK(aware(p, NewsKind::kAttack, 0) > before + 8);
    CHECK(aware(p, NewsKind::kAttack, layout.district(0)) > aware(p, NewsKind::kAttack, layout.district(1)) + 8);
    CHECK(aware(p, NewsKind::kVote, 0) == before);
    CHECK(aware(p, NewsKind::kLoneAttack, 0) > before);
    CHECK(aware(p, NewsKind::kLoneAttack, 0) < aware(p, NewsKind::kAttack, 0));  // as small as its ratio says
    p.attack_awareness = 0;
    CHECK(aware(p, NewsKind::kAttack, 0) == before);
}

TEST_CASE("Framing pushes trust and grievance of the aware by the difference from today, by hand") {
    const Parameters p = tests::as_intended();
    const Town town(p);
    const auto push = [&](std::vector<LeverSetting> settings, int n = 0) {
        return programme::push_of_place(*town.start, town.start->delivery, town.levers(std::move(settings)), n);
    };
    Vector x = Vector::Constant(0.5f);
    x[kProgrammeTrust] = 0.2f;
    const double fade = -std::log(0.7) / 52;
    const Vector all = programme::felt(push({fronted(1)}), programme::kAware, x);
    CHECK(all[kProgrammeTrust] == Approx(-0.05 * 0.72 * fade).epsilon(1e-5));
    CHECK(all[kGrievance] == Approx(0.02 * 0.72 * 0.8 * fade).epsilon(1e-5));
    for (const State s : {kNeighbourTrust, kVoice, kPoliceTrust, kBelonging, kOpenness, kSafety}) CHECK(all[s] == 0);
    CHECK((programme::felt(push({fronted(1)}), 0, x) == 0).all());  // has not heard of it
    const Vector none = programme::felt(push({fronted(0)}), programme::kAware, x);
    CHECK(none[kProgrammeTrust] == Approx(0.05 * 0.28 * fade).epsilon(1e-5));
    CHECK(none[kGrievance] == Approx(-0.02 * 0.28 * 0.8 * fade).epsilon(1e-5));
    CHECK_FALSE(push({fronted(kPoliceFrontedToday), tests::lever(LeverKind::kCommunityEngagement, 9)}).any());
    CHECK_FALSE(push({fronted(1, 1)}, place().neighbourhoods() - 1).any());  // another district
    // Of a district with police in front in a third of it, by residents, everybody feels a third.
    LeverSetting some = fronted(1, 1);
    some.target = {Target::Rule::kMostDeprived, 0.34, {}};
    const Scenario scenario = tests::scenario(1, {some});
    const Schedule schedule(place().geography, scenario);
    double there = 0, residents = 0;
    for (const int n : schedule.reached(0)) there += place().geography.neighbourhoods[n].residents;
    for (const Neighbourhood& n : place().geography.neighbourhoods) residents += n.district == 0 ? n.residents : 0;
    REQUIRE(there < residents);
    CHECK(programme::felt(push({some}), programme::kAware, x)[kProgrammeTrust] ==
          Approx(all[kProgrammeTrust] * there / residents).epsilon(1e-4));
    Parameters fails = p;
    fails.no_effect = 1;  // harm comes about whether or not what is intended does
    const Town failing(fails);
    CHECK(programme::push_of_place(*failing.start, failing.start->delivery, failing.levers({fronted(1)}), 0)
              .trust_by_framing == push({fronted(1)}).trust_by_framing);
}

TEST_CASE("An explanation pushes trust of the aware within reach, as it is delivered") {
    Parameters p = undiluted();
    const double fade = -std::log(0.7) / 52;
    const Vector x = Vector::Constant(0.5f);
    const auto felt = [&](const Parameters& q, std::uint8_t order, double reach) {
        const Town town(q);
        const auto push =
            programme::push_of_place(*town.start, town.start->delivery, town.levers({explained(reach)}), 0);
        return static_cast<double>(
            programme::felt(push, static_cast<std::uint8_t>(programme::kAware | order), x)[kProgrammeTrust]);
    };
    CHECK(felt(p, 0, 0.5) == Approx(0.05 * fade).epsilon(1e-5));
    CHECK(felt(p, 63, 0.5) == felt(p, 0, 0.5));
    CHECK(felt(p, 64, 0.5) == 0);
    CHECK(felt(p, 0, 0.25 / 128) == Approx(felt(p, 0, 1) / 4).epsilon(1e-4));  // so that any reach is met in the mean
    p.communication_trust = -0.03;
    CHECK(felt(p, 0, 1) == Approx(-0.03 * fade).epsilon(1e-5));
    p.communication_trust = 0.05, p.backfire = 1, p.backfire_size = 0.5;
    CHECK(felt(p, 0, 1) == Approx(-0.025 * fade).epsilon(1e-5));
    p.backfire = 0, p.no_effect = 1;
    CHECK(felt(p, 0, 1) == 0);
}

TEST_CASE("A year of either lever beside a year without: trust, support and awareness, and nothing when switched off") {
    Parameters p = tests::only_influence();
    p.awareness_loss = 0;
    const RunRecord without = run_of(p, {}), police = run_of(p, {fronted(1)}), open = run_of(p, {explained(1)});
    // Everybody's mean falls by that of the aware, held back by return as it comes; who moves takes a tenth with them.
    const double a_year =
        0.05 * 0.72 * at_end(without, kProgrammeAware) / 100 * (1 - std::exp(0.75 * std::log(0.7))) / 0.75;
    const double fall = mean_at_end(without, kProgrammeTrust) - mean_at_end(police, kProgrammeTrust);
    CHECK(fall == Approx(a_year).epsilon(0.12));
    CHECK(at_end(without, kProgrammeMeanTrust) - at_end(police, kProgrammeMeanTrust) == Approx(fall).epsilon(1e-3));
    CHECK(at_end(police, kProgrammeSupport) < at_end(without, kProgrammeSupport) - 0.5);
    CHECK(at_end(police, kProgrammeAware) == at_end(without, kProgrammeAware));
    CHECK(mean_at_end(police, kGrievance) > mean_at_end(without, kGrievance) + 1e-4);
    CHECK(mean_at_end(run_of(p, {fronted(0)}), kProgrammeTrust) > mean_at_end(without, kProgrammeTrust) + 1e-4);
    CHECK(at_end(open, kProgrammeAware) > at_end(without, kProgrammeAware) + 8);
    CHECK(mean_at_end(open, kProgrammeTrust) > mean_at_end(without, kProgrammeTrust) + 1e-3);

    const auto states = [&](const Parameters& q, std::vector<LeverSetting> levers) {
        return tests::finish(place(), tests::scenario(1, std::move(levers)), q, {.seed = 3}).states;
    };
    CHECK(tests::same_bits(states(p, {fronted(kPoliceFrontedToday)}), states(p, {})));
    p.framing_trust = p.framing_grievance = p.communication_trust = 0;
    CHECK(tests::same_bits(states(p, {fronted(1), explained(1)}), states(p, {})));
}

TEST_CASE("Police in front change what recruiters' events move, either way, and no other event") {
    Parameters p = tests::as_intended();
    const auto left = [&](const Parameters& q, double share) {
        const Town town(q);
        return programme::left_by_enforcement(*town.start, town.start->delivery, town.levers({fronted(share, 1)}));
    };
    CHECK(left(p, 1) == std::vector<float>{1, 1, 1});  // by default nothing
    p.enforcement_recruiters = 0.3;
    CHECK(left(p, 1)[0] == Approx(0.7));
    CHECK(left(p, 1)[1] == 1);
    CHECK(left(p, 0.64)[0] == Approx(0.85));
    CHECK(left(p, 0)[0] == Approx(1 + 0.3 * 0.28 / 0.72));
    p.no_effect = 1;
    CHECK(left(p, 1)[0] == 1);
    p.no_effect = 0, p.backfire = 1, p.backfire_size = 0.5;
    CHECK(left(p, 1)[0] == Approx(1.15));
    p.backfire = 0;

    Parameters alone = tests::only_influence();
    alone.framing_trust = alone.framing_grievance = 0;
    alone.pressure_reach = alone.meeting_reach = 1;
    const auto moved = [&](double recruiters, NewsKind kind) {
        Parameters q = alone;
        q.enforcement_recruiters = recruiters;
        const std::vector<NewsEvent> events = {tests::event(kind, 50, 0, 4)};
        return mean_at_end(run_of(q, {fronted(1)}, events), kSafety) - mean_at_end(run_of(q, {fronted(1)}), kSafety);
    };
    for (const NewsKind kind : {NewsKind::kOnlineGrooming, NewsKind::kTravelPressure, NewsKind::kExtremistMeeting}) {
        INFO(info(kind).name);
        CHECK(moved(0, kind) < -1e-4);
        CHECK(moved(0.3, kind) / moved(0, kind) == Approx(0.7).epsilon(0.01));
        CHECK(moved(-0.3, kind) / moved(0, kind) == Approx(1.3).epsilon(0.01));
    }
    CHECK(moved(0.3, NewsKind::kAttack) == moved(0, NewsKind::kAttack));
}

TEST_CASE("A forum prepares the better the more residents are told openly") {
    Parameters p = tests::as_intended();
    p.prepared = 0.5, p.prepared_without_communication = 0.4;
    const Town town(p);
    const auto left = [&](std::vector<LeverSetting> settings) {
        return news::left_by_preparedness(*town.start, town.start->delivery, town.levers(std::move(settings)));
    };
    const LeverSetting forum = tests::forum(kDistricts);
    CHECK(left({forum})[2] == Approx(1 - 0.5 * 0.4));
    CHECK(left({forum, explained(1)})[2] == Approx(0.5));
    CHECK(left({forum, explained(0.5)})[2] == Approx(1 - 0.5 * 0.7));
    CHECK(left({forum, explained(1, 1)})[2] == Approx(1 - 0.5 * 0.4));  // told in another district
    CHECK(left({explained(1)})[2] == 1);
}

TEST_CASE("Talking with somebody wrongly referred or supported makes one aware, by each of them the likelier") {
    Parameters p = tests::as_intended();
    p.awareness_start = 0;
    for (const int partners : {0, 1, 3}) {
        Town town(p);
        for (std::uint32_t i = 0; i < place().talkers(); ++i) programme::tell(*town.start, i, 5, partners, town.state);
        const double expected = 1 - std::pow(1 - p.awareness_told, partners);
        CHECK(town.aware() == Approx(expected).margin(4 * deviation(expected, place().talkers()) + 1e-12));
    }
    p.awareness_told = 0;
    Town off(p);
    for (std::uint32_t i = 0; i < place().talkers(); ++i) programme::tell(*off.start, i, 5, 3, off.state);
    CHECK(off.aware() == 0);
}

TEST_CASE("Whoever moves in is as likely aware as anybody at the start, and within the same reach") {
    const Parameters p = tests::as_intended();
    Town town(p);
    town.advance(town.levers({explained(1)}), 300);
    CHECK(town.aware() > 0.5);
    const auto before = town.state.programme_known;
    for (std::uint32_t i = 0; i < place().talkers(); ++i) programme::renew(*town.start, i, 9, town.state);
    CHECK(town.aware() == Approx(p.awareness_start).margin(4 * deviation(p.awareness_start, place().talkers())));
    for (std::size_t i = 0; i < before.size(); ++i) CHECK((before[i] & 127) == (town.state.programme_known[i] & 127));
}

TEST_CASE("Those aware are in favour as published, and by their trust; of districts, and of nobody else") {
    for (const double published : {58.0, 70.0}) {
        Scenario scenario = tests::scenario(1);
        scenario.baseline.programme_support = published;
        const RunRecord record = tests::finish(place(), scenario, tests::as_intended(), {.seed = 3}).record;
        const Series& programme = record[SeriesId::kProgramme];
        CHECK(programme.at(0, 0, int{kProgrammeSupport}) == Approx(published).margin(1.5));
        CHECK(programme.at(0, 0, int{kProgrammeAware}) == Approx(32).margin(3));
        CHECK(programme.at(0, 0, int{kProgrammeMeanTrust}) ==
              Approx(record[SeriesId::kStateMeans].at(0, 0, int{kProgrammeTrust})).epsilon(1e-4));
        for (int group = 0; group < record.groups(); ++group)
            CHECK(std::isnan(programme.at(0, group, int{kProgrammeAware})) == (group > kDistricts));
    }
    Parameters p = tests::as_intended();
    const Town town(p);
    const double at = programme::support(*town.start, town.start->programme, 0.5),
                 above = programme::support(*town.start, town.start->programme, 0.6);
    CHECK(std::log(above / (1 - above)) - std::log(at / (1 - at)) == Approx(0.5));  // item_programme 5
}

TEST_CASE("Too few adults, or too few of them aware, are not shown") {
    const World few = build_world(small_geography(1, 1, 3), {.scale = 300, .seed = 8});
    const auto start = prepare(few, tests::as_intended(), tests::plain_baseline(), {.seed = 3});
    const Scenario scenario = tests::scenario(1);
    const Simulation simulation(few, start, scenario, {.seed = 3});
    SimulationState state = *simulation.save();
    const double adults = static_cast<double>(
        std::count_if(few.age_band.begin(), few.age_band.end(), [](int band) { return band >= kFirstAdultBand; }));
    REQUIRE(adults >= 10);
    for (auto& known : state.programme_known) known = 0;
    const auto nobody = programme_levels(*start, state)[0];
    CHECK(nobody[kProgrammeAware] == 0);
    CHECK(std::isnan(nobody[kProgrammeSupport]));
    for (auto& known : state.programme_known) known = programme::kAware;
    CHECK(programme_levels(*start, state)[0][kProgrammeAware] == 100);
    CHECK_FALSE(std::isnan(programme_levels(*start, state)[0][kProgrammeSupport]));
}
