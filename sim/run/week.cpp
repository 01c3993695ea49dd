// A week (model.md section 4): 1 events are drawn from last week's state, 2 each resident's next state is computed by
// pulling from last week's states and events, 3 households move and ties are replaced, 4 places (disorder) follow, 5
// sums are taken. Areas are independent within a week: each writes to its own residents and places only. Last,
// monitoring asks and counts.
#include <algorithm>
#include <cmath>

#include "sim/ground/parallel.h"
#include "sim/processes/initial_state.h"
#include "sim/processes/news.h"
#include "sim/processes/policing.h"
#include "sim/processes/talk_effect.h"
#include "sim/processes/turnover.h"
#include "sim/run/cohort.h"
#include "sim/run/simulation_impl.h"

namespace concord::sim {
// Counts what happened to a resident of neighbourhood n: one bit an EventKind.
void Simulation::Impl::count(int n, std::uint32_t i, std::uint32_t events) {
    const auto a = static_cast<std::size_t>(area_of(n)), place = static_cast<std::size_t>(n);
    if ((events & event_bit(kEventMoves)) != 0)
        reached_by[i] = 0;
    else if (const LeverBits kinds = kinds_reaching(levers, place, events); kinds != 0)
        reached_by[i] |= kinds;
    if (events & event_bit(kEventHateIncidents)) sums[place].incidents += 1;
    for (; events != 0; events &= events - 1) {
        const auto kind = static_cast<std::size_t>(__builtin_ctz(events));
        counts.place[place][kind] += 1;
        counts.by_group[a][world.ethnic_group[i]][kind] += 1;
        counts.by_household[a][household_kind(i)][kind] += 1;
        if (const int band = world.age_band[i]; band >= kFirstAdultBand)
            counts.by_age[a][band - kFirstAdultBand][kind] += 1;
    }
}

// What the resident hears face to face of partners' encounters a week ago.
void Simulation::Impl::hear(const RarePath& rare, std::uint32_t i, int lane, const Vector& x, Vector& change) {
    const auto& p = start->parameters;
    Vector of_police = Vector::Zero(), of_hostility = Vector::Zero(), of_referrals = Vector::Zero();
    int knowing = 0;  // who have to do with the prevention programme
    for (int slot = 0; slot < kFaceToFace; ++slot) {
        const std::uint32_t j = rare.batch->partner[slot][lane];
        if (j == i) continue;
        std::uint8_t tag = tag_now[j];
        if ((tag & kTagHeard) == 0) continue;
        if (supported(tag)) ++knowing, tag &= static_cast<std::uint8_t>(~kTagSupported);
        if (wrongly_referred(tag))
            ++knowing, of_referrals += support::heard(p, x);
        else
            of_police += policing::heard(p, x, tag);
        if (tag & kTagVictim) of_hostility += hostility::heard(p, x);
    }
    if (knowing > 0) programme::tell(*start, i, week, knowing, *this);
    change += of_police + of_hostility + of_referrals;
    const int cell = static_cast<int>(rare.batch->cell[lane]);
    rare.ledger->add(cell, kLedgerPolicing, of_police);
    rare.ledger->add(cell, kLedgerHostility, of_hostility);
    rare.ledger->add(cell, kLedgerSupport, of_referrals);
}

// What befalls few, in this order: what was drawn before the week (encounters, incidents, seats), news of partners',
// what everybody in the neighbourhood feels of a lever, events of the scenario, and the prevention programme. The
// common path sees one bit of it, in `special`.
Vector Simulation::Impl::befall(const RarePath& rare, std::uint32_t i, int lane, const Vector& x, Vector change,
                                std::uint8_t& tag) {
    const int cell = static_cast<int>(rare.batch->cell[lane]);
    for (auto& waiting = *rare.pending; !waiting.empty() && waiting.front().resident == i;
         waiting = waiting.subspan(1)) {
        const Pending& pending = waiting.front();
        change += pending.change;
        tag |= pending.tag;
        rare.ledger->add(cell, pending.column, pending.change);
        if (pending.events != 0) count(rare.neighbourhood, i, pending.events);
    }
    if (rare.effects->heard[lane] != 0) hear(rare, i, lane, x, change);
    for (const PlaceChange& of_place : rare.of_place) {
        change += of_place.change;
        rare.ledger->add(cell, of_place.column, of_place.change);
    }
    if (rare.pulses) {
        const Vector by_news = rare.pulses->this_week(i);
        change += by_news;
        rare.ledger->add(cell, kLedgerNews, by_news);
    }
    if (rare.programme && programme::is_aware(*this, i)) {
        const Vector by_programme = programme::felt(*rare.programme, programme_known[i], x);
        change += by_programme;
        rare.ledger->add(cell, kLedgerNews, by_programme);
    }
    return change;
}

// By how much a resident's set-point is not the one of the start: what programmes have lastingly added to openness, and
// what events, and a decline from outside the model, have moved.
[[gnu::noinline]] Vector shift_of(std::uint32_t i, const float* lasting, const news::Pulses& pulses,
                                  const Vector& declined) {
    Vector shift = pulses.until_now(i) + declined;
    if (lasting != nullptr) shift[kOpenness] += lasting[i];
    return shift;
}

// One bit a lane of those for whom something is pending, in order of resident.
std::uint32_t lanes_pending(std::span<const Pending> pending, std::uint32_t first, int lanes) {
    std::uint32_t mask = 0;
    for (const Pending& p : pending) {
        if (p.resident >= first + static_cast<std::uint32_t>(lanes)) break;
        mask |= 1u << (p.resident - first);
    }
    return mask;
}

// The hot loop: every resident of a neighbourhood is advanced by a week. Batch by batch, effects of talks are computed
// for eight residents side by side; then each resident's next state is put together from return, influence and contact,
// and, for the few whom something befalls, from that.
template <Kernel K>
void Simulation::Impl::advance_place(int n, std::span<const Pending> pending, const news::Pulses& pulses,
                                     LedgerWeek& ledger_week) {
    const LastWeek last{now.data(), tag_now.data()};
    ResidentState* const after = next.data();
    std::uint8_t* const tags_after = tag_next.data();
    const SetPoint* set_points = start->set_point.data();
    const float* lasting = lasting_openness.empty() ? nullptr : lasting_openness.data();
    const Vector back_rate = start->rates.back, talk_rate = start->rates.talk;
    const coupling::Start coupled = start->coupling;
    const Vector of_disorder = coupling::pull_of_disorder(coupled, disorder[n], start->policing.disorder[n]);
    const ContactConstants meeting = contact;
    const KernelParameters pulling = kernel;
    const AreaSums& area = area_sums[area_of(n)];
    const float area_openness = meeting.norm_pull > 0 ? static_cast<float>(area.openness / area.all()) : 0.0f;
    const PlaceChanges of_place = changes_of_place(*start, *start, *this, levers, n, week);
    const programme::Push of_programme = push_of_programme(*start, *start, levers, n);
    const Vector declined = decline::after(start->decline, week);
    const bool shifted = lasting != nullptr || pulses.any() || (declined != 0.0f).any(),
               everybody = !of_place.empty() || pulses.moving() || of_programme.any();

    for (TalksOfPlace week_talks(talks, world, n, static_cast<std::uint32_t>(week), friends, last.states, last.tags);
         week_talks.more(); week_talks.next()) {
        const TalkBatch& batch = week_talks.batch();
        const std::uint32_t first = week_talks.first();
        const int lanes = week_talks.lanes();
        TalkEffects effects;
        for (int half = 0; half < lanes; half += kWide) {
            meet_face_to_face(first, half, batch, last, area_openness, meeting, effects);
            meet_neighbours(first, half, batch, last, meeting, effects);
        }
        const std::uint32_t special = everybody ? ~0u : effects.special | lanes_pending(pending, first, lanes);
        const RarePath rare{n,
                            &batch,
                            &effects,
                            &pending,
                            {of_place.data(), of_place.size()},
                            pulses.moving() ? &pulses : nullptr,
                            of_programme.any() ? &of_programme : nullptr,
                            &ledger_week};
        for (int lane = 0; lane < lanes; ++lane) {
            const std::uint32_t i = first + static_cast<std::uint32_t>(lane);
            week_talks.fetch_for_later(lane);
            if (lane % 4 == 0) __builtin_prefetch(set_points + i + kAhead);
            if (lane % 2 == 0) __builtin_prefetch(after + i + kAhead, 1);

            const Vector x = load(last.states[i]);
            Vector pulled = pulled_by_partners<K>(x, last.tags[i], batch, lane, last, pulling);
            if (batch.online[lane] > kOnlineSlots) [[unlikely]]
                pulled = pulled_further<K>(week_talks.place(), i, batch.online[lane], x, pulled);
            Vector away = x - set_points[i].value();
            if (shifted) [[unlikely]]
                away -= shift_of(i, lasting, pulses, declined);
            const Vector back = -back_rate * away;
            const Vector pulled_along = coupling::pull_of_states(coupled, away) + of_disorder;
            const Vector met = contact_vector(effects.openness[lane], effects.trust[lane]);
            Vector change = back + talk_rate * pulled + met + pulled_along;
            ledger_week.add_common(batch.cell[lane], away, pulled, met);

            std::uint8_t tag = last.tags[i] & kTagGroup;
            if (special >> lane & 1u) [[unlikely]]
                change = befall(rare, i, lane, x, change, tag);
            const Vector wanted = x + change, bounded = wanted.max(0.0f).min(1.0f);
            store(after[i], bounded);
            tags_after[i] = tag;
            if (differ(bounded, wanted)) [[unlikely]]
                ledger_week.add(static_cast<int>(batch.cell[lane]), kLedgerBounds, bounded - wanted);
        }
    }
}

// Adds the pull of the online talks beyond the common number.
template <Kernel K>
Vector Simulation::Impl::pulled_further(const TalkPlace& place, std::uint32_t i, std::uint32_t online, const Vector& x,
                                        Vector pulled) const {
    for (int k = kOnlineSlots; k < static_cast<int>(online); ++k) {
        const std::uint32_t j = talks.extra_online(place, i, static_cast<std::uint32_t>(week), k);
        pulled += pull<K>(load(now[j]) - x, ((tag_now[j] ^ tag_now[i]) & kTagGroup) != 0, kernel);
    }
    return pulled;
}

// New friends of the participants of neighbourhood n, who talk to them from next week on.
void Simulation::Impl::make_ties(int n, AreaWeek& week_of_area) {
    auto& unmade = week_of_area.unmade;
    for (; !unmade.empty() && unmade.front().resident < begin(n + 1); unmade = unmade.subspan(1)) {
        engagement::befriend(unmade.front(), friends[unmade.front().resident]);
        count_ties(unmade.front().resident);
    }
}

// Households leave, and new ones take their dwellings.
void Simulation::Impl::move_households(int n, LedgerWeek& ledger_week) {
    std::vector<std::uint32_t> leaving;
    const auto now_week = static_cast<std::uint32_t>(week);
    turnover::leaving_households(*start, start->turnover, n, now_week, leaving);
    for (const auto household : leaving)
        for (auto i = world.household_begin[household]; i < world.household_begin[household + 1]; ++i) {
            const Vector before = load(next[i]);
            Vector after = initial_state::newcomer_state(*start, start->initial, i, n, now_week);
            tag_next[i] &= kTagGroup;
            turnover::renew_ties(*start, now_week, i, n, friends[i]);
            count_ties(i);
            renew_rooms(*start, i, week, *this);
            if (!news_come.empty()) after += news::arrive(*start, news_events, i, n, week, after, friends[i], *this);
            if (start->decline.police_trust != 0) after = (after + decline::after(start->decline, week + 1)).max(0.0f);
            police_trust_start[i] = quantised(after[kPoliceTrust]);
            store(next[i], after);
            count(n, i, event_bit(kEventMoves));
            if (world.age_band[i] >= kFirstAdultBand)
                ledger_week.add(cell_of(world.age_band[i], world.ethnic_group[i]), kLedgerTurnover, after - before);
        }
}

// What an area has in common before its week: seats, which are pooled over it, what events do, the rates of incidents.
void Simulation::Impl::draw_area(int area, AreaWeek& week_of_area) {
    week_of_area.seats.clear();
    week_of_area.ties.clear();
    const int district = world.geography.areas[area].district;
    if (levers.any)
        engagement::draw(*start, start->engagement, start->delivery, contact, levers,
                         how_run(*start, *start, *this, levers, district), area, static_cast<std::uint32_t>(week), now,
                         *this, week_of_area.seats, week_of_area.ties);
    week_of_area.unseated = week_of_area.seats;
    week_of_area.unmade = week_of_area.ties;
    week_of_area.pulses = news::Pulses(news_events, *this, district, week, world.talkers());
    week_of_area.rates = area_rates(*start, *start, *this, news_events, area, week);
}

// In order of resident, and of drawing where it is the same one; the result and what it is sorted by are kept for the
// next neighbourhood, so that sorting allocates nothing.
void Simulation::Impl::sort_pending(AreaWeek& week_of_area) {
    auto& [order, sorted] = week_of_area.sorting;
    order.clear();
    for (std::size_t k = 0; k < week_of_area.pending.size(); ++k)
        order.push_back(std::uint64_t{week_of_area.pending[k].resident} << 32 | k);
    std::sort(order.begin(), order.end());
    sorted.clear();
    for (const std::uint64_t at : order) sorted.push_back(week_of_area.pending[at & 0xFFFFFFFFu]);
    week_of_area.pending.swap(sorted);
}

// Rows that a neighbourhood's week, or an area's, will be added to: all of them are far apart in memory.
void fetch(const LedgerRow& row) {
    for (const LedgerColumn column : {kLedgerReturn, kLedgerInfluence, kLedgerContact, kLedgerCoupling})
        __builtin_prefetch(&row[column], 1);
}

// Everything rare of a neighbourhood's week, in order of resident, and of kind where it is the same one.
void Simulation::Impl::draw_place(const RareWeek& rare, AreaWeek& week_of_area) {
    const int n = rare.neighbourhood();
    auto& pending = week_of_area.pending;
    pending.clear();
    draw_rare(*start, *start, *this, levers, week_of_area.rates, rare, now, of_week, pending);
    auto& seats = week_of_area.unseated;
    for (; !seats.empty() && seats.front().resident < begin(n + 1); seats = seats.subspan(1))
        pending.push_back(seats.front());
    if (pending.size() > 1) sort_pending(week_of_area);
}

void Simulation::Impl::area(int area) {
    LedgerWeek ledger_week(start->ledger_rates);
    AreaSums next_sums;
    static thread_local AreaWeek week_of_area;  // its lists stay as long as they ever were: nothing is allocated
    for (const LedgerRow& row : ledger.by_age[area]) fetch(row);
    for (const LedgerRow& row : ledger.by_group[area]) fetch(row);
    draw_area(area, week_of_area);
    for (int n = world.neighbourhood_of_area_begin[area]; n < world.neighbourhood_of_area_begin[area + 1]; ++n) {
        sums[n].incidents = 0;
        fetch(ledger.place[n]);
        const RareWeek rare(*start, n, static_cast<std::uint32_t>(week));
        draw_place(rare, week_of_area);
        news::feel(*start, news_events, n, week, now, friends, *this);
        switch (options.kernel) {
            case Kernel::kAssimilation:
                advance_place<Kernel::kAssimilation>(n, week_of_area.pending, week_of_area.pulses, ledger_week);
                break;
            case Kernel::kRepulsion:
                advance_place<Kernel::kRepulsion>(n, week_of_area.pending, week_of_area.pulses, ledger_week);
                break;
            case Kernel::kBoundedConfidence:
                advance_place<Kernel::kBoundedConfidence>(n, week_of_area.pending, week_of_area.pulses, ledger_week);
                break;
            case Kernel::kTopHat:
                advance_place<Kernel::kTopHat>(n, week_of_area.pending, week_of_area.pulses, ledger_week);
                break;
        }
        make_ties(n, week_of_area);
        move_households(n, ledger_week);
        ledger_week.close_place(ledger.place[n],
                                coupling::pull_of_disorder(start->coupling, disorder[n], start->policing.disorder[n]));
        advance_rooms(*start, *start, levers, news_events, rare, *this);
        observe_place(n, next, next_sums);
    }
    ledger_week.close_area(ledger.by_age[area], ledger.by_group[area]);
    area_sums[area] = next_sums;
}

void Simulation::Impl::region() {
    const std::vector<double> turned = monitoring::turned_by_rules(*start, scenario, *this, week);
    schedule.at(week, levers, turned);
    delivery::dilute(start->parameters, levers);
    begin_week(*start, *start, news_events, levers, week, now, friends, *this, of_week);
    double* bought = units_bought.data();
    for (int lever = 0; lever < static_cast<int>(scenario.levers.size()); ++lever)
        for (int district = 0; district < static_cast<int>(world.geography.districts.size()); ++district)
            *bought++ = schedule.units(lever, district, week);
    for (std::size_t k = 0; k < turned.size(); ++k) units_bought[k] *= turned[k];
}

// Counts since the period began, referrals since the start, by district; what has come to them by the end of the week
// is of the week.
void Simulation::Impl::count_records(double sign, std::vector<monitoring::Truth>& truth) const {
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        monitoring::Truth& district = truth[static_cast<std::size_t>(district_of(n))];
        const EventRow& counted = counts.place[static_cast<std::size_t>(n)];
        district.recorded += sign * counted[kEventHateRecorded];
        district.incidents += sign * counted[kEventHateIncidents];
        district.stops += sign * counted[kEventStops];
    }
    for (std::size_t d = 0; d < truth.size(); ++d)
        truth[d].referrals += sign * support::sum_over_sectors(support_counts[d], kSupportReferrals);
}

// What monitoring sees of the week just done. After all else of it: it reads, and changes nobody.
void Simulation::Impl::monitor(std::vector<monitoring::Truth>& truth) {
    count_records(1, truth);
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (std::size_t k = 0; k < kItems; ++k)
            truth[static_cast<std::size_t>(district_of(n))].agree[k] +=
                sums[static_cast<std::size_t>(n)].item[static_cast<Eigen::Index>(k)];
    monitoring::measure(*start, start->monitoring, monitoring_of(scenario, week - 1),
                        {.week = week,
                         .residents = &now,
                         .items = &start->initial.items,
                         .cut = [this](int n) { return cut_of_week(n); },
                         .moved = [this](std::uint32_t i) { return (moved[i / 32] >> (i % 32) & 1u) != 0; },
                         .truth = truth},
                        *this);
}

void Simulation::Impl::fold() {
    end_week(*start, *start, week, of_week, *this);
    now.swap(next);
    tag_now.swap(tag_next);
    ++week;
}

void Simulation::Impl::ties() {
    parallel_for(world.neighbourhoods(), [&](int n) {
        std::vector<std::uint32_t> changed;
        turnover::replace_ties(*start, start->turnover, *this, static_cast<std::uint32_t>(week), n, friends, changed);
        for (const auto i : changed) count_ties(i);
        observe_bridging(n);
    });
    std::fill(moved.begin(), moved.end(), 0);
}

void Simulation::Impl::step() {
    std::vector<monitoring::Truth> truth(world.geography.districts.size());
    count_records(-1, truth);  // before open cases, which the week begins with, are recognised and referred
    region();
    parallel_for(static_cast<int>(world.geography.areas.size()), [&](int area_of_week) { area(area_of_week); });
    fold();
    monitor(truth);
    if (week % kWeeksPerPeriod == 0) ties();
}

}  // namespace concord::sim
