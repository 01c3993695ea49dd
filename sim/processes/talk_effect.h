// What a week's talks do to a resident: influence, contact and what is heard, over all partners at once
// (model.md 4.2, 4.3). The innermost loop of the program: eight residents side by side, slot by slot, and which way a
// talk goes is decided without a branch, since it cannot be predicted.
#pragma once

#include "sim/ground/lanes.h"
#include "sim/processes/contact.h"
#include "sim/processes/influence.h"
#include "sim/processes/pending.h"
#include "sim/processes/talks.h"

namespace concord::sim {

// What partners hear of.
inline constexpr std::uint8_t kTagHeard = static_cast<std::uint8_t>(~kTagGroup);

inline constexpr float kOutcomeScale = 65536.0f;  // outcomes of talks are 16-bit words

// What a batch's talks come to, apart from influence.
struct TalkEffects {
    alignas(32) float openness[kBatch], trust[kBatch];  // changes
    alignas(32) std::uint32_t heard[kBatch];            // union of the face-to-face partners' tags of last week
    std::uint32_t special = 0;                          // one bit a lane: heard of something
};

// What the engine reads of last week; plain pointers, since a store to a tag could, for all the compiler knows, change
// any pointer it would read from a member.
struct LastWeek {
    const ResidentState* states;
    const std::uint8_t* tags;
};

// +1 where the talk is positive, else -omega.
inline Floats talk_step(Lanes outcome, Floats q, float omega) {
    return choose(less(as_float(outcome), q * kOutcomeScale), all(1.0f), all(-omega));
}

// Face-to-face talks of eight residents from lane `half` of the batch on: contact across backgrounds, and what partners
// have to tell.
inline void meet_face_to_face(std::uint32_t first, int half, const TalkBatch& batch, LastWeek last, float area_openness,
                              const ContactConstants& contact, TalkEffects& out) {
    static_assert(kFaceToFace == 9, "sums are spelt out below");
    const std::uint32_t at = first + static_cast<std::uint32_t>(half);
    const ResidentState* own = last.states + at;
    const Lanes i = counting_from(at), own_tag = widened(last.tags + at);
    const Floats openness = each_lane_float([&](int lane) { return own[lane].value[kOpenness]; });
    const Floats safety = each_lane_float([&](int lane) { return own[lane].value[kSafety]; });
    const Floats reader = contact.reader(openness, safety);
    Lanes heard = all(0u);
    Floats step[kFaceToFace];
    for (int slot = 0; slot < kFaceToFace; ++slot) {
        const std::uint32_t* j = &batch.partner[slot][half];
        const Lanes tag = each_lane([&](int lane) { return last.tags[j[lane]]; });
        const Floats theirs = each_lane_float([&](int lane) { return last.states[j[lane]].value[kOpenness]; });
        const Lanes same = equal((tag ^ own_tag) & std::uint32_t{kTagGroup}, all(0u));
        const Floats of_talk =
            talk_step(load_lanes(&batch.outcome[slot][half]), contact.positive(reader, theirs), contact.omega);
        step[slot] = choose(same, all(0.0f), of_talk);
        // One's own tag (a talk that did not take place) is no news.
        heard |= choose(equal(load_lanes(j), i), all(0u), tag & std::uint32_t{kTagHeard});
    }
    static_assert(kFirstFriendSlot == 7);
    const Floats everyday = ((step[0] + step[4]) + (step[2] + step[6])) + ((step[1] + step[5]) + step[3]),
                 with_friends = step[7] + step[8];
    store(&out.openness[half], event_weight(openness) * (contact.step * everyday + contact.step_friend * with_friends) +
                                   contact.norm_pull * (area_openness - openness));
    store(&out.heard[half], heard);
    const Lanes quiet = equal(heard, all(0u));
    out.special |= (~mask_of(quiet) & 0xFFu) << half;
}

// Talks of eight residents with neighbours: the odds follow the mean distance of the two residents' states.
inline void meet_neighbours(std::uint32_t first, int half, const TalkBatch& batch, LastWeek last,
                            const ContactConstants& contact, TalkEffects& out) {
    const std::uint32_t at = first + static_cast<std::uint32_t>(half);
    const ResidentState* own = last.states + at;
    Floats steps = all(0.0f);
    for (int k = 0; k < kNeighbourTalks; ++k) {
        const std::uint32_t* j = &batch.partner[kFirstNeighbourSlot + k][half];
        Floats gap[kWide];
        for (int lane = 0; lane < kWide; ++lane)
            gap[lane] = absolute(load_floats(last.states[j[lane]].value) - load_floats(own[lane].value));
        const Floats q = contact.positive_neighbour(sums_of_eight(gap) * (1.0f / kStates));
        const Floats of_talk = talk_step(load_lanes(&batch.neighbour_outcome[k][half]), q, contact.omega);
        steps += choose(equal(load_lanes(j), counting_from(at)), all(0.0f), of_talk);
    }
    const Floats trust = each_lane_float([&](int lane) { return own[lane].value[kNeighbourTrust]; });
    store(&out.trust[half], contact.neighbour_step * event_weight(trust) * steps);
}

// Sum over talks of k(|d|) d of one resident; the most reads of the program.
template <Kernel K>
inline Vector pulled_by_partners(const Vector& x, [[maybe_unused]] std::uint8_t own, const TalkBatch& batch, int lane,
                                 LastWeek last, [[maybe_unused]] const KernelParameters& kernel) {
    Vector sum = Vector::Zero();
    for (int slot = 0; slot < kSlots; ++slot) {
        const std::uint32_t j = batch.partner[slot][lane];
        if constexpr (K == Kernel::kAssimilation)
            sum += load(last.states[j]);
        else
            sum += pull<K>(load(last.states[j]) - x, ((last.tags[j] ^ own) & kTagGroup) != 0, kernel);
    }
    if constexpr (K == Kernel::kAssimilation) sum -= static_cast<float>(kSlots) * x;
    return sum;
}

// A vector that is zero but for openness and neighbour_trust, made in registers.
inline Vector contact_vector(float openness, float trust) {
    static_assert(kNeighbourTrust == 0 && kOpenness == 4, "lanes are spelt out below");
    return as_vector(Floats{trust, 0, 0, 0, openness, 0, 0, 0});
}

}  // namespace concord::sim
