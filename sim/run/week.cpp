// A week (model.md section 4): 1 events are drawn from last week's state, 2 each resident's next state is computed by
// pulling from last week's states and events, 3 households move and ties are replaced, 4 places (disorder) follow, 5
// sums are taken. Areas are independent within a week: each writes to its own residents and places only.
#include <algorithm>
#include <cmath>

#include "sim/ground/parallel.h"
#include "sim/processes/initial_state.h"
#include "sim/processes/policing.h"
#include "sim/processes/talk_effect.h"
#include "sim/processes/turnover.h"
#include "sim/run/simulation_impl.h"

namespace concord::sim {
namespace {

// Draws of a resident and week in the stream of events.
constexpr std::uint32_t kDrawOutcome = 0;  // block 0: fair, satisfied, (none), recorded

}  // namespace

// Stops of a neighbourhood are solved anew when their multiple changes; the rest moves with disorder and levers every
// week.
const Chances& Simulation::Impl::chances(int n) {
    const auto k = static_cast<std::size_t>(n);
    Chances& c = week_chances[k];
    if (c.stop_multiple != levers.stop_multiple[k]) stop_chances(n, c);
    // Rates are per resident of any age; those under ten meet nobody, so the others meet their share (decision 0002).
    const double per_resident_to_talker = static_cast<double>(world.residents()) / world.talkers();
    const float relative_disorder = disorder[k] / std::max(start->disorder[k], 1e-6f);
    c.service = chance_threshold(per_resident_to_talker * static_cast<double>(start->service[k]) *
                                 std::sqrt(relative_disorder));
    c.patrol = chance_threshold(per_resident_to_talker * start->parameters.patrol_contacts *
                                static_cast<double>(levers.patrol_hours[k]) / 1000);
    const int district = district_of(n);
    c.fair_share = trained_fair_share(*start, district, levers.trained[k], levers.fair_share_change[k],
                                      backfires[static_cast<std::size_t>(district)]);
    c.satisfied = static_cast<float>(
        std::clamp(start->parameters.service_satisfied + static_cast<double>(levers.satisfaction_change[k]), 0.0, 1.0));
    return c;
}

void Simulation::Impl::stop_chances(int n, Chances& c) const {
    c.stop_multiple = levers.stop_multiple[static_cast<std::size_t>(n)];
    c.most_stops = 0;
    for (int band = kAge10To15; band < kAgeBands; ++band)
        for (int g = 0; g < kEthnicGroups; ++g) {
            const auto chance = chance_threshold(start->stops.of(n, band, g) * static_cast<double>(c.stop_multiple));
            c.stop[static_cast<std::size_t>(band)][static_cast<std::size_t>(g)] = chance;
            c.most_stops = std::max(c.most_stops, chance);
        }
}

void Simulation::Impl::count(int n, std::uint32_t i, EventKind kind) {
    const auto a = static_cast<std::size_t>(area_of(n));
    counts.place[static_cast<std::size_t>(n)][static_cast<std::size_t>(kind)] += 1;
    counts.by_group[a][world.ethnic_group[i]][static_cast<std::size_t>(kind)] += 1;
    if (const int band = world.age_band[i]; band >= kFirstAdultBand)
        counts.by_age[a][static_cast<std::size_t>(band - kFirstAdultBand)][static_cast<std::size_t>(kind)] += 1;
}

// The encounter that this resident draws this week.
Vector Simulation::Impl::meet(int n, std::uint32_t i, const Vector& x, Encounter what, const Chances& chance,
                              std::uint8_t& tag) {
    const auto& p = start->parameters;
    const Block outcome =
        Stream(options.seed, Process::kEvents).block(i, static_cast<std::uint32_t>(week), kDrawOutcome);
    Vector change = Vector::Zero();
    switch (what) {
        case Encounter::kNothing: return change;
        case Encounter::kStop: {
            const bool fair = unit_float(outcome[0]) < chance.fair_share;
            change = stop_effect(p, x, fair, 1);
            tag |= fair ? kTagFairStop : kTagUnfairStop;
            count(n, i, kEventStops);
            if (!fair) count(n, i, kEventUnfairStops);
            break;
        }
        case Encounter::kService:
            change = service_effect(p, x, unit_float(outcome[1]) < chance.satisfied);
            count(n, i, kEventServiceContacts);
            break;
        case Encounter::kPatrol:
            change = patrol_effect(p, x);
            count(n, i, kEventPatrolContacts);
            break;
        case Encounter::kIncident:
            change = victim_effect(p, x, 1);
            tag |= kTagVictim;
            sums[static_cast<std::size_t>(n)].incidents += 1;
            count(n, i, kEventHateIncidents);
            if (unit_double(outcome[3]) < probability_recorded(p, x[kPoliceTrust])) count(n, i, kEventHateRecorded);
            break;
    }
    return change;
}

// What the resident hears face to face of partners' encounters a week ago; the hostility part is also returned apart.
Vector Simulation::Impl::heard(std::uint32_t i, const Vector& x, const TalkBatch& batch, int lane,
                               Vector& hostility) const {
    const auto& p = start->parameters;
    Vector policing = Vector::Zero();
    hostility.setZero();
    for (int slot = 0; slot < kFaceToFace; ++slot) {
        const std::uint32_t j = batch.partner[slot][lane];
        if (j == i) continue;
        const std::uint8_t tag = tag_now[j];
        if (tag & kTagFairStop) policing += stop_effect(p, x, true, static_cast<float>(p.vicarious));
        if (tag & kTagUnfairStop) policing += stop_effect(p, x, false, static_cast<float>(p.vicarious));
        if ((tag & kTagVictim) && ((tag ^ tag_now[i]) & kTagGroup) == 0)
            hostility += victim_effect(p, x, static_cast<float>(p.victim_vicarious));
    }
    return policing;
}

// Seats are pooled over the neighbourhoods of an area that have any, so that a small sample does not lose those that
// nobody in a single neighbourhood could take (decision 0008).
void Simulation::Impl::seat_participants(int area, std::vector<Participant>& participants) {
    const auto a = static_cast<std::size_t>(area), now_week = static_cast<std::size_t>(week);
    participants.clear();
    for (const SeatKind kind : {SeatKind::kEngagement, SeatKind::kBridging}) {
        const auto& by_place = kind == SeatKind::kEngagement ? levers.engagement_seats : levers.bridging_places;
        std::vector<int> places;
        double expected = 0;
        for (int n = world.neighbourhood_of_area_begin[a]; n < world.neighbourhood_of_area_begin[a + 1]; ++n) {
            const float seats = by_place[static_cast<std::size_t>(n)];
            if (seats > 0) places.push_back(n), expected += static_cast<double>(seats);
        }
        if (places.empty()) continue;
        const auto seats =
            simulated_seats(*start, options.seed, area, static_cast<std::uint32_t>(now_week), kind, expected);
        const std::size_t before = participants.size();
        fill_seats(*start, options.seed, places, static_cast<std::uint32_t>(now_week), kind, seats, now, last_seat,
                   participants);
        for (std::size_t s = before; s < participants.size(); ++s)
            last_seat[participants[s].resident] = static_cast<std::uint16_t>(week + 1);
        seats_bought[a][static_cast<std::size_t>(kind)] += expected;
        seats_filled[a][static_cast<std::size_t>(kind)] +=
            static_cast<double>(participants.size() - before) * world.scale;
    }
    std::sort(participants.begin(), participants.end(),
              [](const Participant& x, const Participant& y) { return x.resident < y.resident; });
}

// What befalls few, in this order: an encounter, news of a partner's, a seat taken, seats that the neighbourhood hears
// of. A new kind of rare event is added here and marked in `special`; the common path does not see it.
Vector Simulation::Impl::befall(const RarePath& rare, std::uint32_t i, int lane, const Vector& x, Vector change,
                                std::uint8_t& tag) {
    const int n = rare.neighbourhood, cell = static_cast<int>(rare.batch->cell[lane]);
    const auto cause = [&](LedgerColumn column, const Vector& more) {
        change += more;
        rare.ledger->add(cell, column, more);
    };
    const Encounter what = encounter(*rare.chance, rare.batch->chance[lane], world.age_band[i], world.ethnic_group[i]);
    if (what != Encounter::kNothing)
        cause(what == Encounter::kIncident ? kLedgerHostility : kLedgerPolicing,
              meet(n, i, x, what, *rare.chance, tag));
    if (rare.effects->heard[lane] != 0) {
        Vector hostility;
        const Vector policing = heard(i, x, *rare.batch, lane, hostility);
        change += policing + hostility;
        rare.ledger->add(cell, kLedgerPolicing, policing);
        rare.ledger->add(cell, kLedgerHostility, hostility);
    }
    for (auto& seats = *rare.participants; !seats.empty() && seats.front().resident == i; seats = seats.subspan(1))
        cause(kLedgerEngagement, take_seat(n, seats.front()));
    if (rare.hearing) cause(kLedgerEngagement, *rare.hearing);
    return change;
}

// One bit a lane of those who take part: `participants` is in order of resident.
std::uint32_t lanes_taking_part(std::span<const Participant> participants, std::uint32_t first, int lanes) {
    std::uint32_t mask = 0;
    for (const Participant& p : participants) {
        if (p.resident >= first + static_cast<std::uint32_t>(lanes)) break;
        mask |= 1u << (p.resident - first);
    }
    return mask;
}

// The hot loop: every resident of a neighbourhood is advanced by a week. Batch by batch, effects of talks are computed
// for eight residents side by side; then each resident's next state is put together from return, influence and contact,
// and, for the few whom something befalls, from that.
template <Kernel K>
void Simulation::Impl::advance_place(int n, const Chances& chance, std::span<const Participant>& participants,
                                     LedgerWeek& ledger_week) {
    const LastWeek last{now.data(), tag_now.data()};
    ResidentState* const after = next.data();
    std::uint8_t* const tags_after = tag_next.data();
    const SetPoint* set_points = start->set_point.data();
    const Vector back_rate = start->rates.back, talk_rate = start->rates.talk;
    const ContactConstants meeting = contact;
    const KernelParameters pulling = kernel;
    const AreaSums& area = area_sums[static_cast<std::size_t>(area_of(n))];
    const float area_openness = meeting.norm_pull > 0 ? static_cast<float>(area.openness / area.all()) : 0.0f;
    const Vector hearing = visible_engagement(n);
    const bool visible = (hearing != 0.0f).any();
    const std::uint32_t rarest = largest_threshold(chance);

    for (TalksOfPlace week_talks(talks, world, n, static_cast<std::uint32_t>(week), friends, last.states, last.tags);
         week_talks.more(); week_talks.next()) {
        const TalkBatch& batch = week_talks.batch();
        const std::uint32_t first = week_talks.first();
        const int lanes = week_talks.lanes();
        TalkEffects effects;
        for (int half = 0; half < lanes; half += kWide) {
            meet_face_to_face(first, half, batch, last, rarest, area_openness, meeting, effects);
            meet_neighbours(first, half, batch, last, meeting, effects);
        }
        const std::uint32_t special = visible ? ~0u : effects.special | lanes_taking_part(participants, first, lanes);
        const RarePath rare{n, &chance, &batch, &effects, &participants, visible ? &hearing : nullptr, &ledger_week};
        for (int lane = 0; lane < lanes; ++lane) {
            const std::uint32_t i = first + static_cast<std::uint32_t>(lane);
            week_talks.fetch_for_later(lane);
            if (lane % 4 == 0) __builtin_prefetch(set_points + i + kAhead);
            if (lane % 2 == 0) __builtin_prefetch(after + i + kAhead, 1);

            const Vector x = load(last.states[i]);
            Vector pulled = influence<K>(x, last.tags[i], batch, lane, last, pulling);
            if (batch.online[lane] > kOnlineSlots) [[unlikely]]
                pulled = further_influence<K>(week_talks.place(), i, batch.online[lane], x, pulled);
            const Vector back = back_rate * (set_points[i].value() - x);
            const Vector talk = talk_rate * pulled;
            const Vector met = contact_vector(effects.openness[lane], effects.trust[lane]);
            Vector change = back + talk + met;
            ledger_week.add_common(batch.cell[lane], back, talk, met);

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
Vector Simulation::Impl::further_influence(const TalkPlace& place, std::uint32_t i, std::uint32_t online,
                                           const Vector& x, Vector pulled) const {
    for (int k = kOnlineSlots; k < static_cast<int>(online); ++k) {
        const std::uint32_t j = talks.extra_online(place, i, static_cast<std::uint32_t>(week), k);
        pulled += pull<K>(load(now[j]) - x, ((tag_now[j] ^ tag_now[i]) & kTagGroup) != 0, kernel);
    }
    return pulled;
}

// Neighbours hear of seats (4.5): voice rises by visibility x seats per head x gain, for everybody in the
// neighbourhood.
Vector Simulation::Impl::visible_engagement(int n) const {
    Vector heard_of = Vector::Zero();
    const auto& p = start->parameters;
    if (!levers.any || !(p.seat_visibility > 0)) return heard_of;
    const double residents = world.geography.neighbourhoods[static_cast<std::size_t>(n)].residents;
    const double seats_per_head =
        residents > 0 ? static_cast<double>(levers.engagement_seats[static_cast<std::size_t>(n)]) / residents : 0;
    const double gain =
        p.seat_effect / std::sqrt(p.seat_reliability) * start->sd[kVoice] * dilution_factor(p, levers.engagement_reach);
    heard_of[kVoice] = static_cast<float>(p.seat_visibility * seats_per_head * gain);
    return heard_of;
}

Vector Simulation::Impl::take_seat(int n, const Participant& participant) {
    const bool engagement = participant.kind == SeatKind::kEngagement;
    const auto now_week = static_cast<std::uint32_t>(week);
    const float dilution =
        dilution_factor(start->parameters, engagement ? levers.engagement_reach : levers.bridging_reach);
    count(n, participant.resident, engagement ? kEventSeats : kEventPlaces);
    const NewTie tie = bridging_tie(*start, options.seed, now_week, participant.resident);
    Friends& ties = friends[participant.resident];
    if (tie.friend_ != kNone && std::find(ties.begin(), ties.end(), tie.friend_) == ties.end()) {
        std::uint32_t degree = 0;
        while (degree < kMaxFriends && ties[degree] != kNone) ++degree;
        if (degree < kMaxFriends)
            ties[degree] = tie.friend_;
        else
            ties[below(tie.slot, kMaxFriends)] = tie.friend_;
        count_ties(participant.resident);
    }
    return participant_gain(*start, contact, options.seed, now_week, participant, now, dilution);
}

void Simulation::Impl::move_households(int n, LedgerWeek& ledger_week) {
    std::vector<std::uint32_t> leaving;
    const auto now_week = static_cast<std::uint32_t>(week);
    leaving_households(*start, options.seed, n, now_week, leaving);
    for (const auto household : leaving)
        for (auto i = world.household_begin[household]; i < world.household_begin[household + 1]; ++i) {
            const Vector before = load(next[i]), after = newcomer_state(*start, i, n);
            store(next[i], after);
            tag_next[i] &= kTagGroup;
            police_trust_start[i] = quantised(after[kPoliceTrust]);
            last_seat[i] = kNeverSeated;
            renew_ties(*start, options.seed, now_week, i, n, friends[i]);
            count_ties(i);
            __atomic_fetch_or(&moved[i / 32], std::uint32_t{1} << (i % 32),
                              __ATOMIC_RELAXED);  // areas may share a word
            count(n, i, kEventMoves);
            if (world.age_band[i] >= kFirstAdultBand)
                ledger_week.add(cell_of(world.age_band[i], world.ethnic_group[i]), kLedgerTurnover, after - before);
        }
}

void Simulation::Impl::advance_area(int area) {
    const auto a = static_cast<std::size_t>(area);
    std::array<std::uint32_t, kEthnicGroups> incident{};
    for (int g = 0; g < kEthnicGroups; ++g)
        incident[static_cast<std::size_t>(g)] = chance_threshold(hostility_rate(*start, area, g, area_sums[a]));
    LedgerWeek ledger_week;
    AreaSums next_sums;
    std::vector<Participant> participants;
    if (levers.any) seat_participants(area, participants);
    std::span<const Participant> waiting =
        participants;  // in order of resident, so each place takes its own from the front
    for (int n = world.neighbourhood_of_area_begin[a]; n < world.neighbourhood_of_area_begin[a + 1]; ++n) {
        const auto k = static_cast<std::size_t>(n);
        Chances chance = chances(n);
        chance.incident = incident;
        sums[k].incidents = 0;
        switch (options.kernel) {
            case Kernel::kAssimilation: advance_place<Kernel::kAssimilation>(n, chance, waiting, ledger_week); break;
            case Kernel::kRepulsion: advance_place<Kernel::kRepulsion>(n, chance, waiting, ledger_week); break;
            case Kernel::kBoundedConfidence:
                advance_place<Kernel::kBoundedConfidence>(n, chance, waiting, ledger_week);
                break;
            case Kernel::kTopHat: advance_place<Kernel::kTopHat>(n, chance, waiting, ledger_week); break;
        }
        move_households(n, ledger_week);
        ledger_week.fold(ledger.place[k], ledger.by_age[a], ledger.by_group[a]);
        const float trained = backfires[static_cast<std::size_t>(district_of(n))]
                                  ? 0.0f
                                  : levers.trained[k];  // badly trained officers calm nothing
        disorder[k] = next_disorder(start->parameters, disorder[k], start->disorder[k], levers.stop_multiple[k],
                                    levers.patrol_hours[k], trained);
        observe_place(n, next, next_sums);
    }
    area_sums[a] = next_sums;
}

void Simulation::Impl::step() {
    schedule.at(week, levers);
    parallel_for(static_cast<int>(world.geography.areas.size()), [&](int area) { advance_area(area); });
    now.swap(next);
    tag_now.swap(tag_next);
    if (++week % kWeeksPerPeriod != 0) return;
    parallel_for(world.neighbourhoods(), [&](int n) {
        std::vector<std::uint32_t> changed;
        replace_ties(*start, options.seed, static_cast<std::uint32_t>(week), n, moved, tie_ends, friends, changed);
        for (const auto i : changed) count_ties(i);
        observe_bridging(n);
    });
    std::fill(moved.begin(), moved.end(), 0);
}

}  // namespace concord::sim
