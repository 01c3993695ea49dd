// Support: needs balance and go nowhere, referrals come to what is published, sectors err, places fill, cases cross
// borders; and every contested link can be switched off.
#include "sim/processes/support.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "scenarios/validate/support_form.h"
#include "sim/processes/support_parts.h"
#include "tests/support/support_region.h"
#include "tests/support/with_threads.h"

using namespace concord;
using namespace concord::sim;
using tests::counted;
using tests::many_needs;
using tests::support_place;
using tests::support_scenario;

namespace {

std::shared_ptr<const Start> start_of(const Parameters& p, const Scenario& scenario, std::uint32_t seed = 3) {
    return prepare(support_place(), p, scenario.baseline, {.seed = seed});
}

struct Run {
    Scenario scenario;
    std::shared_ptr<const Start> start;
    Simulation simulation;
    Run(const Parameters& p, Scenario s, std::uint32_t seed = 3)
        : scenario(std::move(s)),
          start(start_of(p, scenario, seed)),
          simulation(support_place(), start, scenario, {.seed = seed}) {}
    Run& to(int week) {
        while (simulation.week() < week) simulation.step();
        return *this;
    }
    const SimulationState& state() const { return simulation.state(); }
};

// No states in it: everybody alike.
Parameters all_alike() {
    Parameters p = many_needs();
    p.need_grievance = p.need_isolation = p.family_report_trust = p.consent_trust = 0;
    return p;
}

}  // namespace

TEST_CASE("In Greater Manchester at the defaults a year is that of decision 0026, check 3", "[support]") {
    // Pupils, students, others aged 16 to 24, older residents: 2,507,219 aged 10 and over.
    validate::SupportPeople people;
    people.groups = {{.people = 224340, .young = true, .pupil = true, .adult = false},
                     {.people = 208385, .young = true, .student = true},
                     {.people = 140000, .young = true},
                     {.people = 1934494}};
    people.residents = 2867794;
    people.police_contacts = 322627;
    const auto year = validate::support_year(people, default_parameters(), {});
    CHECK(year.needs == Approx(301).epsilon(0.005));
    CHECK(year.unmet == Approx(174).epsilon(0.03));
    CHECK(year.all_right() == Approx(37.1).epsilon(0.04));
    CHECK(year.all_wrong() == Approx(307).epsilon(0.01));
    CHECK(year.right[kSectorSchool] == Approx(6.9).epsilon(0.08));
    CHECK(year.right[kSectorFurtherHigher] == Approx(3.7).epsilon(0.08));
    CHECK(year.right[kSectorPolice] == Approx(4.5).epsilon(0.04));
    CHECK(year.right[kSectorNhs] == Approx(8.4).epsilon(0.04));
    CHECK(year.right[kSectorCouncil] == Approx(6.3).epsilon(0.04));
    CHECK(year.right[kSectorPrisonProbation] == Approx(0.5).epsilon(0.15));
    CHECK(year.right[kSectorFamily] == Approx(6.9).epsilon(0.04));
    CHECK(year.passed_right == Approx(31.8).epsilon(0.04));
    CHECK(year.passed_wrong == Approx(15.4).epsilon(0.01));
    CHECK((year.adopted_right + year.adopted_wrong) / 344 == Approx(0.103).epsilon(0.03));
    CHECK(year.in_support == Approx(12.3).epsilon(0.03));
}

TEST_CASE("The start is solved as the closed form says, sector by sector", "[support]") {
    const Parameters p = all_alike();
    const Scenario scenario = support_scenario(1);
    const auto start = start_of(p, scenario);
    const auto year = validate::support_year(validate::support_people(support_place(), p, scenario.baseline), p,
                                             scenario.baseline.support);
    CHECK(start->support.unmet == Approx(year.unmet).epsilon(0.01));
    for (std::size_t s = 0; s < kSectors; ++s) {
        INFO(kSectorKeys[s]);
        CHECK(start->support.right[s] == Approx(year.right[s]).epsilon(0.03));
        CHECK(start->support.wrong[s] * start->support.contact[s] == Approx(year.wrong[s]).epsilon(0.03));
    }
    // Where right ones alone are more than what is published, there are no wrong ones, and a run says so.
    Scenario fewer = scenario;
    fewer.baseline.support.referrals_per_100000_a_year = 1;
    const auto cut = start_of(p, fewer);
    CHECK(cut->support.no_wrong[kSectorFamily]);
    CHECK(cut->support.wrong[kSectorFamily] == 0);
    CHECK_FALSE(start->support.no_wrong[kSectorFamily]);
}

TEST_CASE("A run holds what the start expects: needs, referrals of each sector, cases, places; and does not drift",
          "[support][slow]") {
    const Parameters p = all_alike();
    const Scenario scenario = support_scenario(3);
    const auto year = validate::support_year(validate::support_people(support_place(), p, scenario.baseline), p,
                                             scenario.baseline.support);
    constexpr int kRuns = 12, kYears = 3;
    support::Counts all{}, first{};
    for (std::uint32_t seed = 1; seed <= kRuns; ++seed) {
        Run run(p, scenario, seed);
        const auto early = counted(run.to(kWeeksPerYear).state()), whole = counted(run.to(3 * kWeeksPerYear).state());
        for (std::size_t k = 0; k < all.size(); ++k) first[k] += early[k], all[k] += whole[k];
    }
    const double years = kRuns * kYears;
    const auto near = [](double counts, double expected) {
        return Approx(expected).margin(4 * std::sqrt(std::max(counts, 1.0)) + 0.03 * expected);
    };
    CHECK(all[kSupportNeedsArisen] == near(all[kSupportNeedsArisen], years * year.needs));
    for (std::size_t s = 0; s < kSectors; ++s) {
        INFO(kSectorKeys[s]);
        const double right = all[kSupportRight + s], referrals = all[kSupportReferrals + s];
        CHECK(right == near(right, years * year.right[s]));
        CHECK(referrals - right == near(referrals - right, years * year.wrong[s]));
    }
    const double adopted = all[kSupportAdopted];
    CHECK(all[kSupportAdoptedRight] == near(all[kSupportAdoptedRight], years * year.adopted_right));
    CHECK(adopted == near(adopted, years * (year.adopted_right + year.adopted_wrong)));
    CHECK(all[kSupportNeedsMet] == near(all[kSupportNeedsMet], years * year.met));
    CHECK(all[kSupportPlacesInUse] / kWeeksPerYear / years == Approx(year.in_support).epsilon(0.06));
    // A need is counted from the week after it arose; whoever has a case already gets no other.
    CHECK(all[kSupportNeedsUnmet] / kWeeksPerYear / years == Approx(year.unmet).epsilon(0.06));
    CHECK(first[kSupportNeedsUnmet] * kYears == Approx(all[kSupportNeedsUnmet]).epsilon(0.03));
    CHECK(first[kSupportPlacesInUse] * kYears == Approx(all[kSupportPlacesInUse]).epsilon(0.1));
}

TEST_CASE("Every need is in one place: what was there and arose is there, ended, was met, or has left", "[support]") {
    Scenario scenario = support_scenario(2, tests::every_lever(tests::kSupportDistricts));
    scenario.baseline.support.pooled = false;
    Run run(many_needs(), scenario);
    const double before = tests::needs_in(run.state().support_cases);
    CHECK(before > 50);
    for (int week = 1; week <= 104; ++week) {
        run.to(week);
        const auto& cases = run.state().support_cases;
        const auto all = counted(run.state());
        REQUIRE(before + all[kSupportNeedsArisen] ==
                tests::needs_in(cases) + all[kSupportNeedsEnded] + all[kSupportNeedsMet] + all[support::kNeedsLeft]);
        REQUIRE(std::is_sorted(cases.begin(), cases.end(),
                               [](const auto& a, const auto& b) { return a.resident < b.resident; }));
        REQUIRE(std::adjacent_find(cases.begin(), cases.end(), [](const auto& a, const auto& b) {
                    return a.resident == b.resident;
                }) == cases.end());
        for (const auto& one : cases) REQUIRE(one.neighbourhood == support_place().neighbourhood_of(one.resident));
    }
    const auto all = counted(run.state());
    double wrong = 0;
    for (std::size_t s = 0; s < kSectors; ++s) wrong += all[kSupportReferrals + s] - all[kSupportRight + s];
    const auto& by_group = run.state().support_wrong_by_group;
    CHECK(std::accumulate(by_group.begin(), by_group.end(), 0.0) == wrong);
    CHECK(wrong > 200);
    CHECK(all[kSupportMissed] > 10);
    CHECK(all[support::kNeedsLeft] > 0);
}

TEST_CASE("Police who see nothing at a contact have met the person all the same", "[support]") {
    Scenario scenario = support_scenario(1);
    Parameters p = many_needs();
    p.need_onset = 8000;
    p.contact_nhs = 0.6;
    p.contact_council = 0.1;
    p.service_rate = 200;
    Run run(p, scenario);
    int by_police = 0;
    for (int week = 1; week <= 52; ++week) {
        run.to(week);
        for (const auto& one : run.state().support_cases)
            by_police += one.stage == support::kUnmet && one.met == week - 1 && one.since < one.met &&
                         !support::met_by_a_sector(*run.start, one, one.met);
    }
    CHECK(by_police > 5);
}

TEST_CASE("A contested link that is off leaves no trace of what it reads", "[support]") {
    const Vector calm = Vector::Constant(0.5f);
    Vector aggrieved = calm, alone = calm, trusting = calm;
    aggrieved[kGrievance] = 0.9f;
    alone[kBelonging] = 0.1f;
    trusting[kProgrammeTrust] = 0.9f;
    const Parameters p = default_parameters();
    const auto weight = [](const Parameters& q, const Vector& x, bool young = false) {
        return support::need_weight(q, young, x);
    };
    CHECK(weight(p, aggrieved) / weight(p, calm) == Approx(std::exp(0.4 * p.need_grievance)));
    CHECK(weight(p, alone) / weight(p, calm) == Approx(std::exp(0.4 * p.need_isolation)));
    CHECK(weight(p, calm, true) / weight(p, calm) == Approx(p.need_young));
    CHECK(support::accepting(p, 0.5, 0) == Approx(p.consent));
    CHECK(support::accepting(p, 0.9, 0) > p.consent);
    Parameters off = p;
    off.need_grievance = off.need_isolation = off.consent_trust = off.family_report_trust = 0;
    off.need_young = 1;
    CHECK(weight(off, aggrieved) == weight(off, calm));
    CHECK(weight(off, alone) == weight(off, calm));
    CHECK(weight(off, calm, true) == weight(off, calm));
    CHECK(support::accepting(off, 0.9, 0) == support::accepting(off, 0.1, 0));
    CHECK(support::telling(off, {}, 0.9) == Approx(p.family_report));
    Parameters contrary = p;  // and either way
    contrary.need_grievance = -0.6, contrary.need_isolation = -0.6, contrary.consent_trust = -1.5;
    CHECK(weight(contrary, aggrieved) < weight(contrary, calm));
    CHECK(weight(contrary, alone) < weight(contrary, calm));
    CHECK(support::accepting(contrary, 0.9, 0) < support::accepting(contrary, 0.1, 0));
    CHECK(support::heard(p, calm)[kPoliceTrust] == Approx(-p.vicarious * p.wrong_referral_police_trust));  // w(0.5) = 1
}

TEST_CASE("Needs go with grievance and isolation where the link is on, and their number stays", "[support]") {
    Parameters off = all_alike(), on = off;
    on.need_grievance = 2.5, on.need_isolation = 2.8;
    const Scenario scenario = support_scenario(1);
    const auto means = [&](const Parameters& p) {
        double grievance = 0, needs = 0, arisen = 0;
        for (std::uint32_t seed = 1; seed <= 4; ++seed) {
            Run run(p, scenario, seed);
            run.to(kWeeksPerYear);
            arisen += counted(run.state())[kSupportNeedsArisen];
            for (const auto& one : run.state().support_cases)
                if (one.needed) ++needs, grievance += static_cast<double>(run.state().now[one.resident][kGrievance]);
        }
        return std::pair(grievance / needs, arisen);
    };
    const auto [without, as_many] = means(off);
    const auto [with, arisen] = means(on);
    CHECK(with > without + 0.03);
    CHECK(arisen == Approx(as_many).epsilon(0.1));
}

TEST_CASE("Pressures raise needs of the young and of those who live with them, and fade", "[support]") {
    Parameters p = all_alike();
    p.online_grooming_onset = 4;
    p.pressure_family = 0.5;
    p.pressure_half_life = 8;
    Scenario scenario = support_scenario(1);
    scenario.events = {tests::event(NewsKind::kOnlineGrooming, 4, 0, 10)};
    Run run(p, scenario);
    run.to(4);
    const auto raised = [&](int week) {
        return news::raised_need(
            p, news::fit(*run.start, run.start->hostility, scenario, run.state().now, run.state().friends), run.state(),
            0, week);
    };
    CHECK(raised(3).young == 1);
    run.to(6);
    CHECK(raised(5).young == 4);
    CHECK(raised(5).family == 2.5);
    CHECK(raised(13 + 8).young == Approx(1 + 3 * 0.5).epsilon(0.001));
    const double with = counted(run.to(30).state())[kSupportNeedsArisen];
    Run without(p, support_scenario(1));
    const double plain = counted(without.to(30).state())[kSupportNeedsArisen];
    CHECK(with > plain + 4 * std::sqrt(plain));
    p.online_grooming_onset = 1;  // off
    Run off(p, scenario);
    off.to(30);
    CHECK(raised(5).young == 4);
    CHECK(counted(off.state())[kSupportNeedsArisen] == plain);
}

TEST_CASE("It is those at home who notice and tell, whoever of them comes first", "[support]") {
    Parameters p = default_parameters();
    p.family_notice = 5000;  // somebody does every week
    p.family_report_unaware = 1;
    p.family_report_trust = 200;  // whoever trusts tells, whoever does not tells nobody
    const World& world = support_place();
    const Context context = make_context(world, p, support_scenario(1).baseline, {.seed = 3});
    support::Start start;
    start.trust = 0.5;
    const support::OfDistrict of;  // no sector recognises anything
    programme::State programme;
    programme.programme_known.assign(world.talkers(), 0);
    const Column<Friends> friends(world.talkers());
    const auto alike = [](float value) {
        ResidentState state;
        std::fill(std::begin(state.value), std::end(state.value), value);
        return state;
    };
    std::array<int, 3> of_position{};  // tells: first, second and later at home
    for (std::uint32_t i = 0; i < 2000; ++i) {
        if (world.household_talkers[i] < 2) continue;
        const std::uint32_t first = i - world.household_position[i], last = first + world.household_talkers[i];
        Column<ResidentState> states(world.talkers(), alike(0.1f));
        const auto told = [&] {
            const support::Case one{.resident = i};
            return support::recognised_by(context, start, of, programme, one, 0, states, friends) == kSectorFamily;
        };
        states[i] = alike(0.9f);
        CHECK_FALSE(told());  // not the person
        for (std::uint32_t j = first; j < last; ++j)
            if (j != i) states[j] = alike(0.9f);
        CHECK(told());
        ++of_position[std::min(i - first, 2u)];
    }
    CHECK(*std::min_element(of_position.begin(), of_position.end()) > 50);
}

TEST_CASE("A wrong referral costs the person, their household and who hears of it, in the ledger's column",
          "[support]") {
    Parameters p = tests::only_influence();
    p.influence_share = p.influence_share_slow = 0;
    p.need_onset = 0.001;
    p.wrong_referral_known = 1;
    const Scenario scenario = support_scenario(1);
    const auto end = [&](const Parameters& q) {
        return tests::finish(support_place(), scenario, q, {.seed = 3}).states;
    };
    const auto none = end(p);
    Parameters q = p;
    q.vicarious = 0;
    q.wrong_referral_police_trust = 0.15, q.wrong_referral_programme_trust = 0.3;
    const auto lower = [&](const Column<ResidentState>& states, int state) {
        int fewer = 0;
        for (std::size_t i = 0; i < states.size(); ++i) fewer += states[i][state] < none[i][state] - 1e-4f;
        return fewer;
    };
    const auto of_person = end(q);
    const int people = lower(of_person, kProgrammeTrust);
    CHECK(people > 200);
    CHECK(lower(of_person, kPoliceTrust) == people);
    CHECK(lower(of_person, kBelonging) == 0);
    q.vicarious = 0.5;
    CHECK(lower(end(q), kProgrammeTrust) > 2 * people);
    q.vicarious = 0;
    q.wrong_referral_household = 0.1;
    const auto at_home = end(q);
    CHECK(lower(at_home, kBelonging) > people / 2);
    CHECK(lower(at_home, kNeighbourTrust) == lower(at_home, kBelonging));
    q.wrong_referral_known = 0;
    q.panel_wrong_pass = 0;
    CHECK(lower(end(q), kProgrammeTrust) == 0);  // nobody learns of it
}

TEST_CASE("The same bits at any number of threads", "[support]") {
    const Scenario scenario = support_scenario(1, tests::every_lever(tests::kSupportDistricts));
    std::shared_ptr<const SimulationState> once;
    for (const int threads : {1, 2, 3})
        tests::with_threads(threads, [&] {
            Run run(many_needs(), scenario);
            const auto state = run.to(40).simulation.save();
            if (once) CHECK(first_difference(*once, *state) == "");
            once = state;
        });
    CHECK(once->support_cases.size() > 50);
}
