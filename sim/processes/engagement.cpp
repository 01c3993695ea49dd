#include "sim/processes/engagement.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/calendar.h"
#include "sim/ground/maths.h"
#include "sim/ground/random_batch.h"

namespace concord::sim {
namespace {

// Draws of a resident and week in the engagement stream.
constexpr std::uint32_t kDrawSeat =
    0;  // block 0: key of a seat, key of a place, new friend?, which place among the ties
constexpr std::uint32_t kDrawFriend = 1;      // block 1: who
constexpr std::uint32_t kDrawMeeting = 2;     // blocks from here: partner (words 0, 1), outcome (word 2) of a meeting
constexpr std::uint32_t kDrawSeats = 0xFFFF;  // of an area: rounding of its seats

bool eligible(const World& world, SeatKind kind, std::uint32_t i, std::uint32_t week, std::uint16_t last) {
    if (last != kNeverSeated && week + 1 < last + static_cast<std::uint32_t>(kWeeksPerYear)) return false;
    const auto band = world.age_band[i];
    return kind == SeatKind::kEngagement ? band >= kFirstAdultBand : band == kAge10To15 || band == kAge16To24;
}

struct Key {
    double value;
    std::uint32_t resident;
    bool operator<(const Key& other) const {
        return value < other.value || (value == other.value && resident < other.resident);
    }
};

}  // namespace

void fill_seats(const Start& start, std::uint32_t seed, std::span<const int> places, std::uint32_t week, SeatKind kind,
                std::uint32_t seats, const Column<ResidentState>& states, const std::vector<std::uint16_t>& last_seat,
                std::vector<Participant>& out) {
    if (seats == 0) return;
    alignas(64) std::uint32_t words[4][kBatch];
    static_assert(kDrawSeat == 0, "the first block of a batch");
    const World& world = *start.world;
    const auto key = Stream(seed, Process::kEngagement).key();
    const double pull = 2 * (1 - start.parameters.seat_outreach);  // weight = exp(pull (v + b - 1)), model.md 4.5
    const double heaviest = maths::exp(pull);
    std::vector<Key> best;  // a heap of the smallest keys so far, the largest of them on top
    for (const int n : places) {
        const auto begin = world.neighbourhood_begin[static_cast<std::size_t>(n)],
                   end = world.neighbourhood_begin[static_cast<std::size_t>(n) + 1];
        for (std::uint32_t first = begin; first < end; first += kBatch) {
            const int lanes = static_cast<int>(std::min<std::uint32_t>(kBatch, end - first));
            philox_batch(first, week, 1, key, &words[0][0]);
            for (int lane = 0; lane < lanes; ++lane) {
                const std::uint32_t i = first + static_cast<std::uint32_t>(lane);
                const double u = open_unit(words[kind == SeatKind::kEngagement ? 0 : 1][lane]);
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

std::uint32_t simulated_seats(const Start& start, std::uint32_t seed, int area, std::uint32_t week, SeatKind kind,
                              double expected) {
    if (!(expected > 0)) return 0;
    const auto words = Stream(seed, Process::kEngagement).block(static_cast<std::uint32_t>(area), week, kDrawSeats);
    return stochastic_round(expected / start.world->scale, words[kind == SeatKind::kEngagement ? 0 : 1]);
}

Vector participant_gain(const Start& start, const ContactConstants& contact, std::uint32_t seed, std::uint32_t week,
                        const Participant& participant, const Column<ResidentState>& states, float dilution) {
    const auto& p = start.parameters;
    const Stream stream(seed, Process::kEngagement);
    const Vector x = load(states[participant.resident]);
    const bool engagement = participant.kind == SeatKind::kEngagement;
    Vector gain = Vector::Zero();
    if (engagement) {
        const double d = p.seat_effect / std::sqrt(p.seat_reliability);
        gain[kVoice] = static_cast<float>(d * start.sd[kVoice]);
        gain[kBelonging] = static_cast<float>(d * start.sd[kBelonging]);
    }
    const auto meetings = static_cast<std::uint32_t>(std::lround(engagement ? p.seat_meetings : p.place_meetings));
    const float reader = contact.reader(x);
    float steps = 0;
    for (std::uint32_t m = 0; m < meetings; ++m) {
        const Block words = stream.block(participant.resident, week, kDrawMeeting + m);
        const std::uint32_t j = draw_friend_of_other_group(*start.world, participant.resident, words);
        if (j == kNone) break;  // all of GM is of one background
        steps +=
            unit_float(words[2]) < contact.positive_structured(reader, states[j][kOpenness]) ? 1.0f : -contact.omega;
    }
    gain[kOpenness] = contact.step_structured * event_weight(x[kOpenness]) * steps;
    return gain * dilution;
}

float dilution_factor(const Parameters& p, double reach) {
    constexpr double kUndiluted = 0.01;  // of GM's residents a year: up to here a programme is a pilot (model.md 4.5)
    return static_cast<float>(maths::pow(std::max(1.0, reach / kUndiluted), -p.seat_dilution));
}

NewTie bridging_tie(const Start& start, std::uint32_t seed, std::uint32_t week, std::uint32_t resident) {
    const Stream stream(seed, Process::kEngagement);
    const Block words = stream.block(resident, week, kDrawSeat);
    if (unit_double(words[2]) >= start.parameters.seat_friend) return {};
    return {words[3], draw_friend_of_other_group(*start.world, resident, stream.block(resident, week, kDrawFriend))};
}

}  // namespace concord::sim
