// A week (model.md section 4): 1 events are drawn from last week's state, 2 each resident's next state is computed by pulling
// from last week's states and events, 3 households move and ties are replaced, 4 places (disorder) follow, 5 sums are taken.
// Areas are independent within a week: each writes to its own residents and places only.
#include <algorithm>
#include <atomic>
#include <cmath>

#include "sim/parallel.h"
#include "sim/processes/initial_state.h"
#include "sim/processes/policing.h"
#include "sim/processes/talk_effect.h"
#include "sim/processes/turnover.h"
#include "sim/simulation_impl.h"

namespace concord::sim {
namespace {

// Draws of a resident and week in the stream of events.
constexpr std::uint32_t kDrawOutcome = 0;   // block 0: fair, satisfied, (none), recorded

// Household and neighbours are close in memory; the others are fetched ahead.
inline void prefetch_partners(const TalkBatch& batch, int lane, const ResidentState* states, const std::uint8_t* tags) {
    for (int slot = kFirstVenueSlot; slot < kSlots; ++slot) __builtin_prefetch(states + batch.partner[lane][slot]);
    for (int slot = kFirstVenueSlot; slot < kFaceToFace; ++slot) __builtin_prefetch(tags + batch.partner[lane][slot]);
}

}  // namespace

Chances Simulation::Impl::chances(int n) const {
    const auto k = static_cast<std::size_t>(n);
    Chances c;
    // Rates are per resident of any age; those under ten meet nobody, so the others meet their share (decision 0002).
    const double per_resident_to_talker = static_cast<double>(world.residents()) / world.talkers();
    for (int band = kAge10To15; band < kAgeBands; ++band)
        for (int g = 0; g < kEthnicGroups; ++g)
            c.stop[static_cast<std::size_t>(band)][static_cast<std::size_t>(g)] =
                chance_threshold(start->stops.of(n, band, g) * static_cast<double>(levers.stop_multiple[k]));
    c.service = chance_threshold(per_resident_to_talker * static_cast<double>(start->service[k]) * std::sqrt(disorder[k] / std::max(start->disorder[k], 1e-6f)));
    c.patrol = chance_threshold(per_resident_to_talker * start->parameters.patrol_contacts * static_cast<double>(levers.patrol_hours[k]) / 1000);
    const int district = district_of(n);
    c.fair_share = trained_fair_share(*start, district, levers.trained[k], levers.fair_share_change[k], backfires[static_cast<std::size_t>(district)]);
    c.satisfied = static_cast<float>(std::clamp(start->parameters.service_satisfied + static_cast<double>(levers.satisfaction_change[k]), 0.0, 1.0));
    return c;
}

void Simulation::Impl::count(int n, std::uint32_t i, EventKind kind) {
    const auto a = static_cast<std::size_t>(area_of(n));
    counts.place[static_cast<std::size_t>(n)][static_cast<std::size_t>(kind)] += 1;
    counts.by_group[a][world.ethnic_group[i]][static_cast<std::size_t>(kind)] += 1;
    if (const int band = world.age_band[i]; band >= kFirstAdultBand)
        counts.by_age[a][static_cast<std::size_t>(band - kFirstAdultBand)][static_cast<std::size_t>(kind)] += 1;
}

// The encounter that this resident draws this week.
Vector Simulation::Impl::meet(int n, std::uint32_t i, const Vector& x, Encounter what, const Chances& chance, LedgerWeek& ledger_week,
                              int cell, std::uint8_t& tag) {
    const auto& p = start->parameters;
    const Block outcome = Stream(options.seed, Process::kEvents).block(i, static_cast<std::uint32_t>(week), kDrawOutcome);
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
    if (cell >= 0) ledger_week.add(cell, what == Encounter::kIncident ? kLedgerHostility : kLedgerPolicing, change);
    return change;
}

// What the resident hears face to face of partners' encounters a week ago; the hostility part is also returned apart.
Vector Simulation::Impl::heard(std::uint32_t i, const Vector& x, const TalkBatch& batch, int lane, Vector& hostility) const {
    const auto& p = start->parameters;
    Vector policing = Vector::Zero();
    hostility.setZero();
    for (int slot = 0; slot < kFaceToFace; ++slot) {
        const std::uint32_t j = batch.partner[lane][slot];
        if (j == i) continue;
        const std::uint8_t tag = tag_now[j];
        if (tag & kTagFairStop) policing += stop_effect(p, x, true, static_cast<float>(p.vicarious));
        if (tag & kTagUnfairStop) policing += stop_effect(p, x, false, static_cast<float>(p.vicarious));
        if ((tag & kTagVictim) && ((tag ^ tag_now[i]) & kTagGroup) == 0)
            hostility += victim_effect(p, x, static_cast<float>(p.victim_vicarious));
    }
    return policing;
}

// Seats are pooled over the neighbourhoods of an area that have any, so that a small sample does not lose those that nobody
// in a single neighbourhood could take (decision 0008).
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
        const auto seats = simulated_seats(*start, options.seed, area, static_cast<std::uint32_t>(now_week), kind, expected);
        const std::size_t before = participants.size();
        fill_seats(*start, options.seed, places, static_cast<std::uint32_t>(now_week), kind, seats, now, last_seat, participants);
        for (std::size_t s = before; s < participants.size(); ++s)
            last_seat[participants[s].resident] = static_cast<std::uint16_t>(week + 1);
        seats_bought[a][static_cast<std::size_t>(kind)] += expected;
        seats_filled[a][static_cast<std::size_t>(kind)] += static_cast<double>(participants.size() - before) * world.scale;
    }
    std::sort(participants.begin(), participants.end(), [](const Participant& x, const Participant& y) { return x.resident < y.resident; });
}

template <Kernel K>
void Simulation::Impl::advance_place(int n, const Chances& chance, std::span<const Participant> participants, LedgerWeek& ledger_week) {
    const auto now_week = static_cast<std::uint32_t>(week);
    const std::uint32_t rarest = largest_threshold(chance);
    const Rates& rates = start->rates;
    const AreaSums& area = area_sums[static_cast<std::size_t>(area_of(n))];
    const float area_openness = contact.norm_pull > 0 ? static_cast<float>(area.openness / area.all()) : 0.0f;
    auto participant = std::lower_bound(participants.begin(), participants.end(), begin(n), [](const Participant& p, std::uint32_t first) { return p.resident < first; });
    const Vector hearing = visible_engagement(n);
    const bool visible = (hearing != 0.0f).any();

    // Partners are drawn one batch ahead and fetched into cache while the batch before is computed.
    TalkBatch batches[2];
    const std::uint32_t end = begin(n + 1);
    const auto lanes_from = [&](std::uint32_t first) { return first < end ? static_cast<int>(std::min<std::uint32_t>(kBatch, end - first)) : 0; };
    if (const int lanes = lanes_from(begin(n)); lanes > 0) {
        talks.draw(n, begin(n), lanes, now_week, friends, batches[0]);
        for (int lane = 0; lane < lanes; ++lane) prefetch_partners(batches[0], lane, now.data(), tag_now.data());
    }
    // Plain pointers: a store to a tag could, for all the compiler knows, change any pointer it would read from a member.
    const ResidentState* states = now.data();
    ResidentState* const after = next.data();
    const std::uint8_t* tags = tag_now.data();
    std::uint8_t* const tags_after = tag_next.data();
    const SetPoint* set_points = start->set_point.data();
    const std::uint8_t *age_bands = world.age_band.data(), *groups = world.ethnic_group.data();
    const Vector back_rate = rates.back, talk_rate = rates.talk;
    const ContactConstants meeting = contact;
    int current = 0;
    for (std::uint32_t first = begin(n); first < end; first += kBatch, current ^= 1) {
        const TalkBatch& batch = batches[current];
        const TalkBatch& following = batches[current ^ 1];
        const int lanes = lanes_from(first), lanes_ahead = lanes_from(first + kBatch);
        if (lanes_ahead > 0) talks.draw(n, first + kBatch, lanes_ahead, now_week, friends, batches[current ^ 1]);
        for (int lane = 0; lane < lanes; ++lane) {
            if (lane < lanes_ahead) prefetch_partners(following, lane, states, tags);
            const std::uint32_t i = first + static_cast<std::uint32_t>(lane);
            const int band = age_bands[i], group = groups[i];
            const int cell = band >= kFirstAdultBand ? cell_of(band, group) : -1;   // under-16s are in no mean
            const Vector x = load(states[i]);
            TalkEffect effect = talk_effect<K>(x, i, batch, lane, states, tags, meeting, kernel);
            for (int k = kOnlineSlots; k < batch.online[lane]; ++k) {
                const std::uint32_t j = talks.extra_online(n, i, now_week, k);
                effect.influence += pull<K>(load(states[j]) - x, ((tags[j] ^ tags[i]) & kTagGroup) != 0, kernel);
            }
            const Vector back = back_rate * (set_points[i].value() - x);
            const Vector talk = talk_rate * effect.influence;
            const float openness = meeting.step * event_weight(x[kOpenness]) * effect.across + meeting.norm_pull * (area_openness - x[kOpenness]);
            const float trust = meeting.neighbour_step * event_weight(x[kNeighbourTrust]) * effect.trust;
            Vector change = back + talk + contact_vector(openness, trust);
            std::uint8_t tag = static_cast<std::uint8_t>(group);

            if ((batch.chance[lane] & (kQuarter - 1)) < rarest) [[unlikely]]
                if (const Encounter what = encounter(chance, batch.chance[lane], band, group); what != Encounter::kNothing)
                    change += meet(n, i, x, what, chance, ledger_week, cell, tag);
            if (effect.heard != 0) [[unlikely]] {
                Vector hostility;
                const Vector policing = heard(i, x, batch, lane, hostility);
                change += policing + hostility;
                if (cell >= 0) {
                    ledger_week.add(cell, kLedgerPolicing, policing);
                    ledger_week.add(cell, kLedgerHostility, hostility);
                }
            }
            for (; participant != participants.end() && participant->resident == i; ++participant) {
                const Vector gain = take_seat(n, *participant);
                change += gain;
                if (cell >= 0) ledger_week.add(cell, kLedgerEngagement, gain);
            }
            if (visible) {
                change += hearing;
                if (cell >= 0) ledger_week.add(cell, kLedgerEngagement, hearing);
            }

            const Vector wanted = x + change;
            const Vector bounded = wanted.max(0.0f).min(1.0f);
            store(after[i], bounded);
            tags_after[i] = tag;
            if (cell < 0) continue;
            ledger_week.add(cell, kLedgerReturn, back);
            ledger_week.add(cell, kLedgerInfluence, talk);
            ledger_week.add(cell, kLedgerContact, kOpenness, openness);
            ledger_week.add(cell, kLedgerContact, kNeighbourTrust, trust);
            if ((bounded != wanted).any()) [[unlikely]]
                ledger_week.add(cell, kLedgerBounds, bounded - wanted);
        }
    }
}

// Neighbours hear of seats (4.5): voice rises by visibility x seats per head x gain, for everybody in the neighbourhood.
Vector Simulation::Impl::visible_engagement(int n) const {
    Vector heard_of = Vector::Zero();
    const auto& p = start->parameters;
    if (!levers.any || !(p.seat_visibility > 0)) return heard_of;
    const double residents = world.geography.neighbourhoods[static_cast<std::size_t>(n)].residents;
    const double seats_per_head = residents > 0 ? static_cast<double>(levers.engagement_seats[static_cast<std::size_t>(n)]) / residents : 0;
    const double gain = p.seat_effect / std::sqrt(p.seat_reliability) * start->sd[kVoice] * dilution_factor(p, levers.engagement_reach);
    heard_of[kVoice] = static_cast<float>(p.seat_visibility * seats_per_head * gain);
    return heard_of;
}

Vector Simulation::Impl::take_seat(int n, const Participant& participant) {
    const bool engagement = participant.kind == SeatKind::kEngagement;
    const auto now_week = static_cast<std::uint32_t>(week);
    const float dilution = dilution_factor(start->parameters, engagement ? levers.engagement_reach : levers.bridging_reach);
    count(n, participant.resident, engagement ? kEventSeats : kEventPlaces);
    const NewTie tie = bridging_tie(*start, options.seed, now_week, participant.resident);
    Friends& ties = friends[participant.resident];
    if (tie.friend_ != kNone && std::find(ties.begin(), ties.end(), tie.friend_) == ties.end()) {
        std::uint32_t degree = 0;
        while (degree < kMaxFriends && ties[degree] != kNone) ++degree;
        if (degree < kMaxFriends) ties[degree] = tie.friend_;
        else ties[below(tie.slot, kMaxFriends)] = tie.friend_;
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
            renew_ties(*start, options.seed, now_week, i, friends[i]);
            std::atomic_ref<std::uint64_t>(moved[i / 64]).fetch_or(std::uint64_t{1} << (i % 64), std::memory_order_relaxed);
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
    for (int n = world.neighbourhood_of_area_begin[a]; n < world.neighbourhood_of_area_begin[a + 1]; ++n) {
        const auto k = static_cast<std::size_t>(n);
        Chances chance = chances(n);
        chance.incident = incident;
        sums[k].incidents = 0;
        switch (options.kernel) {
            case Kernel::kAssimilation: advance_place<Kernel::kAssimilation>(n, chance, participants, ledger_week); break;
            case Kernel::kRepulsion: advance_place<Kernel::kRepulsion>(n, chance, participants, ledger_week); break;
            case Kernel::kBoundedConfidence: advance_place<Kernel::kBoundedConfidence>(n, chance, participants, ledger_week); break;
            case Kernel::kTopHat: advance_place<Kernel::kTopHat>(n, chance, participants, ledger_week); break;
        }
        move_households(n, ledger_week);
        ledger_week.fold(ledger.place[k], ledger.by_age[a], ledger.by_group[a]);
        const float trained = backfires[static_cast<std::size_t>(district_of(n))] ? 0.0f : levers.trained[k];   // badly trained officers calm nothing
        disorder[k] = next_disorder(start->parameters, disorder[k], start->disorder[k], levers.stop_multiple[k], levers.patrol_hours[k], trained);
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
        for (auto i = begin(n); i < begin(n + 1); ++i)
            replace_ties(*start, options.seed, static_cast<std::uint32_t>(week), i, moved, tie_ends, friends[i]);
        observe_bridging(n);
    });
    std::fill(moved.begin(), moved.end(), 0);
}

}  // namespace concord::sim
