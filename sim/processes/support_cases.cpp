// A case, week by week: it ends by itself, is recognised, assessed, offered support, accepted or refused, supported.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/processes/support.h"
#include "sim/processes/support_parts.h"

namespace concord::sim::support {
namespace {

enum class Outcome { kGoesOn, kEnds };

// One case's week.
struct CaseWeek {
    const Context& context;
    const Start& start;
    const OfDistrict& of;
    const programme::State& programme;
    const Column<ResidentState>& states;
    const Column<Friends>& friends;
    int week;
    State& state;
    std::vector<Pending>& effects;
    Case& one;
    Block words;  // of its stage

    const Parameters& p() const { return context.parameters; }
    Counts& counts() const { return counts_of(context, one, state); }
    Vector now() const { return load(states[one.resident]); }

    Outcome advance() {
        if (one.needed && one.stage != kSupported && unit_double(words[0]) < weekly_chance(start.ends)) {
            counts()[kSupportNeedsEnded] += 1;
            return Outcome::kEnds;
        }
        switch (one.stage) {
            case kUnmet: return unmet();
            case kAssessment: return week < one.due ? Outcome::kGoesOn : assessment();
            case kPanel: return week < one.due ? Outcome::kGoesOn : offer();
            case kHandover:
                if (week >= one.due) one.stage = kWaiting;
                return Outcome::kGoesOn;
            case kWaiting:
                return week > one.since && unit_double(words[1]) < p().waiting_dropout ? back() : Outcome::kGoesOn;
            case kSupported: return supported();
        }
        return Outcome::kGoesOn;
    }

    // A need is unmet again; without one nothing is left.
    Outcome back() {
        if (!one.needed) return Outcome::kEnds;
        one.stage = kUnmet;
        one.since = week;
        one.met = week;  // those who referred know of it
        return Outcome::kGoesOn;
    }

    Outcome unmet() {
        if (one.met == kNotYet && met_by_a_sector(context, one, week)) one.met = week;
        if (one.met != kNotYet && week - one.met >= kMissedWeeks && (one.flags & kMissed) == 0) {
            one.flags |= kMissed;
            counts()[kSupportMissed] += 1;
        }
        const std::size_t by = recognised_by(context, start, of, programme, one, week, states, friends);
        if (by < kSectors) refer(context, static_cast<Sector>(by), week, one, state);
        return Outcome::kGoesOn;
    }

    Outcome assessment() {
        if (!one.needed && unit_double(words[1]) >= p().panel_wrong_pass) {
            if (unit_double(words[2]) < p().wrong_referral_known) harm();
            return Outcome::kEnds;
        }
        one.stage = kPanel;
        one.since = week;
        one.due = week + static_cast<std::int32_t>(stochastic_round(p().panel_wait, words[3]));
        return Outcome::kGoesOn;
    }

    Outcome offer() {
        if (!one.needed) harm();  // whoever is offered support knows
        const bool bought = unit_double(words[1]) < of.bought;
        const double consent = accepting(p(), static_cast<double>(now()[kProgrammeTrust]), bought ? of.consent : 0.0);
        if (unit_double(words[2]) >= consent) return back();
        counts()[kSupportAdopted] += 1;
        if (one.needed) counts()[kSupportAdoptedRight] += 1;
        one.stage = kWaiting;
        one.since = week;
        one.flags = static_cast<std::uint8_t>((one.flags & ~kBought) | (bought ? kBought : 0));
        return Outcome::kGoesOn;
    }

    Outcome supported() {
        const double rate = p().support_recovery_rate * ((one.flags & kBought) != 0 ? of.recovery : 1.0);
        if ((one.flags & kWithdraws) == 0 && unit_double(words[1]) < weekly_chance(rate)) {
            if (!one.needed) return Outcome::kEnds;
            counts()[kSupportNeedsMet] += 1;
            change(one.resident, 0, [&](Vector& by) {
                by[kProgrammeTrust] = static_cast<float>(p().support_trust) * event_weight(now()[kProgrammeTrust]);
            });
            return Outcome::kEnds;
        }
        return week >= one.due ? back() : Outcome::kGoesOn;
    }

    // What a wrong referral does to the person who learns of it, and to those who live with them.
    void harm() {
        const World& world = *context.world;
        change(one.resident, kTagWronglyReferred, [&](Vector& by) { by = wrong_referral_effect(p(), now(), 1); });
        const std::uint32_t first = one.resident - world.household_position[one.resident];
        for (std::uint32_t j = first; j < first + world.household_talkers[one.resident]; ++j)
            if (j != one.resident) change(j, 0, [&](Vector& by) { by = household_effect(p(), load(states[j])); });
    }

    // Where nothing changes there is nothing to hear of either.
    template <class Set>
    void change(std::uint32_t resident, std::uint8_t tag, const Set& set) {
        Pending pending{.resident = resident, .column = kLedgerSupport, .tag = tag};
        set(pending.change);
        if ((pending.change != 0.0f).any()) effects.push_back(pending);
    }
};

// Those they talk to this week may hear of the programme from them the week after (programme::tell).
void note_supported(const State& state, std::vector<Pending>& effects) {
    for (const Case& one : state.support_cases)
        if (one.stage == kSupported)
            effects.push_back({.resident = one.resident, .column = kLedgerSupport, .tag = kTagSupported});
}

void count_week(const Context& context, State& state) {
    for (const Case& one : state.support_cases) {
        Counts& counts = counts_of(context, one, state);
        if (one.needed && one.stage == kUnmet) counts[kSupportNeedsUnmet] += 1;
        if (one.stage == kSupported) counts[kSupportPlacesInUse] += 1;
    }
}

}  // namespace

double accepting(const Parameters& p, double programme_trust, double more) {
    constexpr double kCentre = 0.5;  // programme_trust at which `consent` holds
    return maths::logistic(maths::log(p.consent / (1 - p.consent)) + p.consent_trust * (programme_trust - kCentre) +
                           more);
}

Vector wrong_referral_effect(const Parameters& p, const Vector& x, float share) {
    Vector change = Vector::Zero();
    change[kPoliceTrust] = -static_cast<float>(p.wrong_referral_police_trust) * event_weight(x[kPoliceTrust]);
    change[kProgrammeTrust] = -static_cast<float>(p.wrong_referral_programme_trust) * event_weight(x[kProgrammeTrust]);
    return change * share;
}

Vector household_effect(const Parameters& p, const Vector& x) {
    Vector change = Vector::Zero();
    for (const int s : {kNeighbourTrust, kBelonging})
        change[s] = -static_cast<float>(p.wrong_referral_household) * event_weight(x[s]);
    return change;
}

void init(const Context& context, const Start& start, State& state) {
    const std::size_t districts = context.world->geography.districts.size();
    state.support_cases = start.cases;
    state.support_unused.assign(districts, 0);
    const double all = std::accumulate(start.places.begin(), start.places.end(), 0.0);
    for (std::size_t d = 0; d < districts; ++d)
        state.support_unused[d] = most_unused(context, context.baseline.support.pooled ? all : start.places[d]);
    state.support_counts.assign(districts, {});
    state.support_wrong_by_group.assign(kEthnicGroups, 0);
}

const Case* find(const State& state, std::uint32_t resident) {
    const auto at = std::lower_bound(state.support_cases.begin(), state.support_cases.end(), resident,
                                     [](const Case& one, std::uint32_t i) { return one.resident < i; });
    return at != state.support_cases.end() && at->resident == resident ? &*at : nullptr;
}

void begin_week(const Context& context, const Start& start, const Week& of, const programme::State& programme, int week,
                const Column<ResidentState>& states, const Column<Friends>& friends, State& state,
                std::vector<Pending>& effects) {
    effects.clear();
    const Stream stream(context.options.seed, Process::kSupportCases);
    std::erase_if(state.support_cases, [&](Case& one) {
        const auto number = one.stage == kUnmet ? kDrawEnds : kDrawStage;
        CaseWeek of_case{context,
                         start,
                         of[static_cast<std::size_t>(context.district_of(one.neighbourhood))],
                         programme,
                         states,
                         friends,
                         week,
                         state,
                         effects,
                         one,
                         stream.block(one.resident, static_cast<std::uint32_t>(week), number)};
        return of_case.advance() == Outcome::kEnds;
    });
    fill_places(context, of, week, state);
    count_week(context, state);
    note_supported(state, effects);
    std::stable_sort(effects.begin(), effects.end(),
                     [](const Pending& a, const Pending& b) { return a.resident < b.resident; });
}

double expected_wrong(const Context& context, const Start& start, std::uint32_t i, double contacts) {
    const std::size_t who = is_pupil(*context.world, i) ? 0 : is_student(*context.world, i) ? 1 : 2;
    return start.learnt[who] + contacts * start.learnt_at_contact;
}

void add_expected(const Context& context, const Vector& x, double wrong, double in_household, const ExpectedWeek& week,
                  VectorDouble& increment) {
    const Parameters& p = context.parameters;
    increment += wrong * wrong_referral_effect(p, x, 1).cast<double>();
    increment += in_household * household_effect(p, x).cast<double>();
    increment += week.heard.wronged * heard(p, x).cast<double>();
}

}  // namespace concord::sim::support
