// The rooms of sim/processes that a run is made of: what each starts from, what it changes, what a week is expected to
// bring of it, and what it draws. A new process has its lines here, and nowhere else in sim/run.
#pragma once

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <span>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/processes/coupling.h"
#include "sim/processes/decline.h"
#include "sim/processes/delivery.h"
#include "sim/processes/engagement.h"
#include "sim/processes/hostility.h"
#include "sim/processes/influence.h"
#include "sim/processes/initial_state.h"
#include "sim/processes/meetings.h"
#include "sim/processes/monitoring.h"
#include "sim/processes/news.h"
#include "sim/processes/policing.h"
#include "sim/processes/practice.h"
#include "sim/processes/programme.h"
#include "sim/processes/support.h"
#include "sim/processes/turnover.h"

namespace concord::sim {

struct RoomStarts {
    turnover::Start turnover;
    policing::Start policing;
    initial_state::Start initial;
    engagement::Start engagement;
    hostility::Start hostility;
    coupling::Start coupling;
    delivery::Start delivery;
    meetings::Start meetings;
    practice::Start practice;
    programme::Start programme;
    support::Start support;
    decline::Start decline;
    monitoring::Start monitoring;
};

// Fits what the population and the parameters determine, in this order: a later room may read an earlier one's. Gives
// the observed levels of all residents, [talkers].
inline UnfilledColumn<ResidentState> fit_rooms(const Context& context, RoomStarts& starts) {
    starts.coupling = coupling::fit(context);
    starts.delivery = delivery::fit(context);
    starts.meetings = meetings::fit(context);
    starts.practice = practice::fit(context);
    starts.turnover = turnover::fit(context);
    starts.policing = policing::fit(context);
    auto [initial, observed] = initial_state::fit(context, starts.policing, starts.turnover);
    starts.initial = std::move(initial);
    starts.programme = programme::fit(context, starts.initial, starts.turnover);
    starts.engagement = engagement::fit(context, starts.initial.sd);
    starts.monitoring = monitoring::fit(context, starts.initial.mean, starts.initial.sd);
    starts.decline = decline::fit(context, starts.initial.items, observed);
    return std::move(observed);
}

// Fits what the observed levels determine: their sums by area, [A], and themselves, [talkers].
inline void fit_rooms_to_levels(const Context& context, std::span<const AreaSums> areas,
                                std::span<const ResidentState> observed, RoomStarts& starts) {
    starts.hostility = hostility::fit(context, areas, observed);
    starts.support = support::fit(context, starts.policing, starts.turnover, starts.initial);
}

// Names of members are told apart over all rooms.
struct RoomStates : policing::State,
                    hostility::State,
                    engagement::State,
                    turnover::State,
                    news::State,
                    meetings::State,
                    practice::State,
                    programme::State,
                    support::State,
                    monitoring::State {};

inline void init_rooms(const Context& context, const RoomStarts& starts, RoomStates& states) {
    policing::init(starts.policing, states);
    hostility::init(context, states);
    engagement::init(context, states);
    turnover::init(context, states);
    meetings::init(context, states);
    practice::init(starts.practice, states);
    programme::init(context, states);
    support::init(context, starts.support, states);
    monitoring::init(context, states);
}

// What a week holds beside the states: worked out before it for all areas to read, and found by each area for itself.
struct WeekOfRooms {
    support::Week support;                           // [districts]
    std::vector<Pending> befalling;                  // what cases change in residents, in order of resident
    std::vector<std::vector<support::Found>> found;  // [areas]
};

// What comes from outside this week, before everything else of it.
inline void begin_week(const Context& context, const RoomStarts& starts, const news::Events& events,
                       const LeverWeek& levers, int week, const Column<ResidentState>& residents,
                       const Column<Friends>& friends, RoomStates& states, WeekOfRooms& of) {
    practice::advance(context, starts.practice, starts.delivery, levers, states);
    if (!events.list.empty()) {
        const auto left = news::left_by_institutions(context, starts.delivery, levers);
        news::begin_week(context, events, left, week, states);
        meetings::begin_week(context, starts.meetings, starts.delivery, levers, events, left, week, states, states);
    }
    of.support = support::of_week(context, starts.support, starts.delivery, starts.practice, states, events, states,
                                  levers, week);
    support::begin_week(context, starts.support, of.support, states, week, residents, friends, states, of.befalling);
    of.found.resize(context.world->geography.areas.size());
    for (auto& found : of.found) found.clear();
}

// What follows from a week once all areas have had theirs.
inline void end_week(const Context& context, const RoomStarts& starts, int week, const WeekOfRooms& of,
                     RoomStates& states) {
    support::end_week(context, starts.support, starts.turnover, of.support, week, of.found, states);
}

// A household has moved into a dwelling at the end of that week: what rooms keep of its residents begins anew. Called
// from several threads, each for residents of its own areas.
inline void renew_rooms(const Context& context, std::uint32_t resident, int week, RoomStates& states) {
    engagement::renew(resident, states);
    turnover::note_moved(resident, states);
    programme::renew(context, resident, week, states);
}

// visit(name, member) of every member that is saved, restored and compared.
template <class SomeStates, class Visit>
void for_each_member_of_rooms(SomeStates& states, const Visit& visit) {
    engagement::for_each_member(states, visit);
    turnover::for_each_member(states, visit);
    policing::for_each_member(states, visit);
    hostility::for_each_member(states, visit);
    news::for_each_member(states, visit);
    meetings::for_each_member(states, visit);
    practice::for_each_member(states, visit);
    programme::for_each_member(states, visit);
    support::for_each_member(states, visit);
    monitoring::for_each_member(states, visit);
}

// A resident as the balance meets them, at the observed level.
struct ExpectedOf {
    std::uint32_t resident;
    int neighbourhood;
    Vector level;
    double stops, victims;            // a week, of the resident
    double wronged, wronged_at_home;  // wrong referrals that the resident, and others in the household, learn of
    double area_openness;             // mean of the area
};

// What a week without levers is expected to change in a resident, return and coupling left out. Personal change is
// symmetric and changes no mean.
inline VectorDouble expected_change(const Context& context, const RoomStarts& starts, const ContactConstants& contact,
                                    const ExpectedOf& of, const ExpectedWeek& week) {
    VectorDouble total = VectorDouble::Zero();
    influence::add_expected(context, week, total);
    contact::add_expected(context, contact, of.level, of.area_openness, week, total);
    policing::add_expected(context, starts.policing, of.neighbourhood, of.level, of.stops, week, total);
    hostility::add_expected(context, of.level, of.victims, week, total);
    support::add_expected(context, of.level, of.wronged, of.wronged_at_home, week, total);
    turnover::add_expected(context, starts.turnover, of.neighbourhood, total);
    return total;
}

// What an area's neighbourhoods have in common this week, worked out before any of them is drawn.
struct AreaRates {
    hostility::Rates incidents{};
};
inline AreaRates area_rates(const Context& context, const RoomStarts& starts, const RoomStates& states,
                            const news::Events& events, int area, int week) {
    const int district = context.world->geography.areas[area].district;
    const auto raised = news::raised_incidents(events, states, district, week);
    return {.incidents = hostility::rates(context, starts.hostility, states, raised, area)};
}

// How far officers there have come towards perfect practice (practice::gained).
inline double fair_practice(const Context& context, const RoomStarts& starts, const RoomStates& states, int n) {
    return practice::gained(starts.practice, states, practice::kFairEncounters, context.district_of(n));
}

// Rare things of a neighbourhood's week: those of a kind in order of resident. A room may note in its own state whom it
// has drawn.
inline void draw_rare(const Context& context, const RoomStarts& starts, RoomStates& states, const LeverWeek& levers,
                      const AreaRates& rates, const RareWeek& rare, const Column<ResidentState>& residents,
                      WeekOfRooms& of_week, std::vector<Pending>& out) {
    const double skill = fair_practice(context, starts, states, rare.neighbourhood());
    policing::draw(context, starts.policing, starts.delivery, states, levers, skill, rare, residents, out);
    const int n = rare.neighbourhood();
    support::draw(context, starts.support, of_week.support[static_cast<std::size_t>(context.district_of(n))], states,
                  rare, residents, out, of_week.found[static_cast<std::size_t>(context.area_of(n))]);
    const auto begins = [](const Pending& pending, std::uint32_t i) { return pending.resident < i; };
    const auto& befalling = of_week.befalling;
    out.insert(out.end(), std::lower_bound(befalling.begin(), befalling.end(), context.begin(n), begins),
               std::lower_bound(befalling.begin(), befalling.end(), context.begin(n + 1), begins));
    const auto countered = hostility::countered(context, starts.delivery, levers, rare.neighbourhood());
    hostility::draw(context, starts.hostility, rates.incidents, countered, rare, residents, out);
    personal_change::draw(context, starts.initial.personal, rare, residents, out);
}

// What a week of levers, and what comes from outside the model, changes in everybody in a neighbourhood, by column of
// the ledger.
struct PlaceChange {
    LedgerColumn column = kLedgerEngagement;
    Vector change;
};
using PlaceChanges = boost::container::small_vector<PlaceChange, 2>;
inline PlaceChanges changes_of_place(const Context& context, const RoomStarts& starts, const RoomStates& states,
                                     const LeverWeek& levers, int n, int week) {
    PlaceChanges changes;
    const auto add = [&](LedgerColumn column, const Vector& change) {
        if ((change != 0.0f).any()) changes.push_back({column, change});
    };
    add(kLedgerNews, decline::in_week(starts.decline, week));
    if (!levers.any) return changes;
    const double practised = practice::of_a_seat(context, starts.practice, states, context.district_of(n));
    add(kLedgerEngagement, engagement::visible(context, starts.engagement, starts.delivery, levers, practised, n));
    add(kLedgerNews, meetings::turned_away(context, levers, n));
    return changes;
}

// The same, where it depends on the resident: what is heard of the prevention programme.
inline programme::Push push_of_programme(const Context& context, const RoomStarts& starts, const LeverWeek& levers,
                                         int n) {
    return programme::push_of_place(context, starts.delivery, levers, n);
}

// How programmes are run in an area's district this week.
inline engagement::Run how_run(const Context& context, const RoomStarts& starts, const RoomStates& states,
                               const LeverWeek& levers, int district) {
    return {.practised = practice::of_a_seat(context, starts.practice, states, district),
            .outreach = practice::outreach(context, starts.delivery, levers, district)};
}

// What follows in a neighbourhood from its week.
inline void advance_rooms(const Context& context, const RoomStarts& starts, const LeverWeek& levers,
                          const news::Events& events, const RareWeek& rare, RoomStates& states) {
    const int neighbourhood = rare.neighbourhood();
    const auto alerts = news::alerts(events, states, context.district_of(neighbourhood), static_cast<int>(rare.week()));
    programme::advance(context, starts.programme, starts.delivery, levers, {alerts.data(), alerts.size()}, rare,
                       states);
    policing::advance_disorder(context, starts.policing, starts.delivery, levers,
                               fair_practice(context, starts, states, neighbourhood), neighbourhood, states);
}

}  // namespace concord::sim
