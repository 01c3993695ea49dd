#include "sim/processes/engagement.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/calendar.h"
#include "sim/ground/maths.h"
#include "sim/ground/random_batch.h"

namespace concord::sim::engagement {
namespace {

// Draws of a resident and week in the engagement stream; English circles have a stream of their own.
constexpr std::uint32_t kDrawSeat = 0;  // block 0: key of a seat (or of a circle), key of a place (whether a circle is
                                        // completed), new friend?, which place among the ties
constexpr std::uint32_t kDrawFriend = 1;      // block 1: who
constexpr std::uint32_t kDrawMeeting = 2;     // blocks from here: partner (words 0, 1), outcome (word 2) of a meeting
constexpr std::uint32_t kDrawSeats = 0xFFFF;  // of an area: rounding of its seats

Stream stream_of(const Context& context, SeatKind kind) {
    return {context.options.seed, kind == SeatKind::kEsol ? Process::kEsolCircles : Process::kEngagement};
}

bool eligible(const World& world, SeatKind kind, std::uint32_t i, std::uint32_t week, std::uint16_t last) {
    if (last != kNeverSeated && week + 1 < last + static_cast<std::uint32_t>(kWeeksPerYear)) return false;
    const auto band = world.age_band[i];
    return kind == SeatKind::kBridging ? band == kAge10To15 || band == kAge16To24 : band >= kFirstAdultBand;
}

struct Key {
    double value;
    std::uint32_t resident;
    bool operator<(const Key& other) const {
        return value < other.value || (value == other.value && resident < other.resident);
    }
};

// Number of seats to fill in an area: expected seats at full scale / k, rounded at random.
std::uint32_t simulated_seats(const Context& context, int area, std::uint32_t week, SeatKind kind, double expected) {
    if (!(expected > 0)) return 0;
    const auto words = stream_of(context, kind).block(static_cast<std::uint32_t>(area), week, kDrawSeats);
    return stochastic_round(expected / context.world->scale, words[kind == SeatKind::kBridging ? 1 : 0]);
}

NewTie bridging_tie(const Context& context, std::uint32_t week, const Participant& one) {
    const Stream stream = stream_of(context, one.kind);
    const Block words = stream.block(one.resident, week, kDrawSeat);
    const double chance = one.kind == SeatKind::kEsol ? context.parameters.esol_friend : context.parameters.seat_friend;
    if (unit_double(words[2]) >= chance) return {.resident = one.resident};
    return {one.resident, words[3],
            draw_friend_of_other_group(*context.world, one.resident, stream.block(one.resident, week, kDrawFriend))};
}

EventKind event_of(SeatKind kind) {
    switch (kind) {
        case SeatKind::kEngagement: return kEventSeats;
        case SeatKind::kBridging: return kEventPlaces;
        case SeatKind::kEsol: break;
    }
    return kEventCircles;
}

// The seats of one kind in an area, and who takes them.
void seat(const Context& context, SeatKind kind, const std::vector<float>& seats_of_place, double outreach, int area,
          std::uint32_t week, const Column<ResidentState>& states, State& state, std::vector<Participant>& out) {
    const auto a = static_cast<std::size_t>(area), k = static_cast<std::size_t>(kind);
    const World& world = *context.world;
    std::vector<int> places;
    double expected = 0;
    for (int n = world.neighbourhood_of_area_begin[a]; n < world.neighbourhood_of_area_begin[a + 1]; ++n) {
        const float seats = seats_of_place[n];
        if (seats > 0) places.push_back(n), expected += static_cast<double>(seats);
    }
    if (places.empty()) return;
    const std::size_t before = out.size();
    const auto seats = simulated_seats(context, area, week, kind, expected);
    fill_seats(context, places, week, kind, seats, outreach, states, state.last_seat, out);
    for (std::size_t s = before; s < out.size(); ++s)
        state.last_seat[out[s].resident] = static_cast<std::uint16_t>(week + 1);
    state.seats_bought[a][k] += expected;
    state.seats_filled[a][k] += static_cast<double>(out.size() - before) * world.scale;
}

}  // namespace

Start fit(const Context& context, const std::array<double, kStates>& sd) {
    const double effect = context.parameters.seat_effect / std::sqrt(context.parameters.seat_reliability);
    return {effect * sd[kVoice], effect * sd[kBelonging],
            context.parameters.esol_effect / std::sqrt(context.parameters.seat_reliability) * sd[kNeighbourTrust]};
}

void init(const Context& context, State& state) {
    state.last_seat.assign(context.world->talkers(), kNeverSeated);
    state.seats_bought.assign(context.world->geography.areas.size(), {});
    state.seats_filled.assign(context.world->geography.areas.size(), {});
    state.lasting_openness.assign(context.parameters.lasting > 0 ? context.world->talkers() : 0, 0.0f);
}

void draw(const Context& context, const Start& start, const delivery::Start& delivery, const ContactConstants& contact,
          const LeverWeek& levers, const Run& run, int area, std::uint32_t week, const Column<ResidentState>& states,
          State& state, std::vector<Pending>& out, std::vector<NewTie>& ties) {
    std::vector<Participant> participants;
    seat(context, SeatKind::kEngagement, levers.engagement_seats, run.outreach, area, week, states, state,
         participants);
    seat(context, SeatKind::kBridging, levers.bridging_places, run.outreach, area, week, states, state, participants);
    seat(context, SeatKind::kEsol, levers.esol_places, run.outreach, area, week, states, state, participants);
    std::sort(participants.begin(), participants.end(),
              [](const Participant& x, const Participant& y) { return x.resident < y.resident; });
    const int n = context.world->neighbourhood_of_area_begin[area];  // all of one district
    const auto delivered = [&](LeverKind kind) {
        return static_cast<float>(run.practised * delivery::effect(context, delivery, levers, kind, n));
    };
    // In order of SeatKind.
    const std::array<float, kSeatKinds> of_kind = {delivered(LeverKind::kCommunityEngagement),
                                                   delivered(LeverKind::kBridgingProgrammes),
                                                   delivered(LeverKind::kEsolCircles)};
    for (const Participant& one : participants) {
        const float comes_about = completes(context, week, one) ? of_kind[static_cast<std::size_t>(one.kind)] : 0;
        out.push_back({.resident = one.resident,
                       .column = kLedgerEngagement,
                       .events = event_bit(event_of(one.kind)),
                       .change = participant_gain(context, start, contact, week, one, states, comes_about)});
        if (!state.lasting_openness.empty())
            state.lasting_openness[one.resident] +=
                static_cast<float>(context.parameters.lasting) * out.back().change[kOpenness];
        if (!(comes_about > 0)) continue;
        if (const NewTie tie = bridging_tie(context, week, one); tie.friend_ != kNone) ties.push_back(tie);
    }
}

void befriend(const NewTie& tie, Friends& ties) {
    if (std::find(ties.begin(), ties.end(), tie.friend_) != ties.end()) return;
    std::uint32_t degree = 0;
    while (degree < kMaxFriends && ties[degree] != kNone) ++degree;
    ties[degree < kMaxFriends ? degree : below(tie.slot, kMaxFriends)] = tie.friend_;
}

Vector visible(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
               double practised, int n) {
    Vector heard_of = Vector::Zero();
    const auto& p = context.parameters;
    if (!levers.any || !(p.seat_visibility > 0)) return heard_of;
    const double residents = context.world->geography.neighbourhoods[n].residents;
    const double seats_per_head = residents > 0 ? static_cast<double>(levers.engagement_seats[n]) / residents : 0;
    const double gain =
        practised * start.voice_gain * delivery::effect(context, delivery, levers, LeverKind::kCommunityEngagement, n);
    heard_of[kVoice] = static_cast<float>(p.seat_visibility * seats_per_head * gain);
    return heard_of;
}

void fill_seats(const Context& context, std::span<const int> places, std::uint32_t week, SeatKind kind,
                std::uint32_t seats, double outreach, const Column<ResidentState>& states,
                const std::vector<std::uint16_t>& last_seat, std::vector<Participant>& out) {
    if (seats == 0) return;
    alignas(64) std::uint32_t words[4][kBatch];
    static_assert(kDrawSeat == 0, "the first block of a batch");
    const World& world = *context.world;
    const auto key = stream_of(context, kind).key();
    const double pull = 2 * (1 - outreach);  // weight = exp(pull (v + b - 1)), model.md 4.5
    const double heaviest = maths::exp(pull);
    std::vector<Key> best;  // a heap of the smallest keys so far, the largest of them on top
    for (const int n : places) {
        const auto begin = world.neighbourhood_begin[n], end = world.neighbourhood_begin[n + 1];
        for (std::uint32_t first = begin; first < end; first += kBatch) {
            const int lanes = static_cast<int>(std::min<std::uint32_t>(kBatch, end - first));
            philox_batch(first, week, 1, key, &words[0][0]);
            for (int lane = 0; lane < lanes; ++lane) {
                const std::uint32_t i = first + static_cast<std::uint32_t>(lane);
                const double u = open_unit(words[kind == SeatKind::kBridging ? 1 : 0][lane]);
                const bool full = best.size() == seats;
                if (full && (1 - u) >= best.front().value * heaviest) continue;  // -ln(u) >= 1 - u: cannot win
                if (!eligible(world, kind, i, week, last_seat[i])) continue;
                const double weight = maths::exp(pull * (states[i][kVoice] + states[i][kBelonging] - 1.0));
                const Key mine{-maths::log(u) / weight, i};
                if (full && !(mine < best.front())) continue;
                if (full) {
                    std::pop_heap(best.begin(), best.end());
                    best.pop_back();
                }
                best.push_back(mine);
                std::push_heap(best.begin(), best.end());
            }
        }
    }
    std::sort(best.begin(), best.end());
    for (const auto& k : best) out.push_back({k.resident, kind});
}

bool completes(const Context& context, std::uint32_t week, const Participant& participant) {
    if (participant.kind != SeatKind::kEsol) return true;
    const Block words = stream_of(context, participant.kind).block(participant.resident, week, kDrawSeat);
    return unit_double(words[1]) < context.parameters.esol_completion;
}

Vector participant_gain(const Context& context, const Start& start, const ContactConstants& contact, std::uint32_t week,
                        const Participant& participant, const Column<ResidentState>& states, float delivered) {
    const auto& p = context.parameters;
    const Stream stream = stream_of(context, participant.kind);
    const Vector x = load(states[participant.resident]);
    Vector gain = Vector::Zero();
    double meetings = 0;
    switch (participant.kind) {
        case SeatKind::kEngagement:
            gain[kVoice] = static_cast<float>(start.voice_gain);
            gain[kBelonging] = static_cast<float>(start.belonging_gain);
            meetings = p.seat_meetings;
            break;
        case SeatKind::kBridging: meetings = p.place_meetings; break;
        case SeatKind::kEsol:
            gain[kNeighbourTrust] = static_cast<float>(start.trust_gain_of_circle);
            meetings = p.esol_meetings;
            break;
    }
    float steps = 0;
    for (std::uint32_t m = 0; m < static_cast<std::uint32_t>(std::lround(meetings)); ++m) {
        const Block words = stream.block(participant.resident, week, kDrawMeeting + m);
        const std::uint32_t j = draw_friend_of_other_group(*context.world, participant.resident, words);
        if (j == kNone) break;  // all of GM is of one background
        steps += unit_float(words[2]) < contact.positive_structured(x, states[j][kOpenness]) ? 1.0f : -contact.omega;
    }
    gain[kOpenness] = contact.step_structured * event_weight(x[kOpenness]) * steps;
    return gain * delivered;
}

}  // namespace concord::sim::engagement
