// What a week's talks come to, slot by slot, for sixteen residents side by side: each talk counts once, in the slot it
// is in, and a talk that did not take place counts for nothing.
#include "sim/processes/talk_effect.h"

#include <catch2/catch.hpp>
#include <memory>
#include <vector>

using namespace concord;
using namespace concord::sim;

namespace {

// Sixteen residents who talk, all White and at 0.6 in everything, and an Asian resident behind them at 0.4.
constexpr std::uint32_t kStranger = kBatch;

struct Talking {
    std::vector<ResidentState> states{kBatch + 1};
    std::vector<std::uint8_t> tags = std::vector<std::uint8_t>(kBatch + 1, kWhite);
    std::unique_ptr<TalkBatch> batch = std::make_unique<TalkBatch>();
    ContactConstants contact = ContactConstants::of(default_parameters());
    TalkEffects out;

    Talking() {
        for (ResidentState& state : states)
            for (float& x : state.value) x = 0.6f;
        for (float& x : states[kStranger].value) x = 0.4f;
        tags[kStranger] = kAsian + std::uint8_t{kTagVictim};
        contact.norm_pull = 0;
        contact.step = 0.001f, contact.step_friend = 0.01f, contact.neighbour_step = 0.1f;
        contact.omega = 2;
        for (auto& slot : batch->partner)  // nobody meets anybody: one's own number
            for (std::uint32_t i = 0; i < kBatch; ++i) slot[i] = i;
        for (auto& slot : batch->outcome) std::fill(std::begin(slot), std::end(slot), 0u);  // as good as it gets
        for (auto& slot : batch->neighbour_outcome) std::fill(std::begin(slot), std::end(slot), 0u);
    }
    void meet(float area_openness = 0.6f) {
        const LastWeek last{states.data(), tags.data()};
        for (int half = 0; half < kBatch; half += kWide) {
            meet_face_to_face(0, half, *batch, last, area_openness, contact, out);
            meet_neighbours(0, half, *batch, last, contact, out);
        }
    }
};

constexpr float kWeight = 4 * 0.6f * 0.4f;  // w(0.6)

}  // namespace

TEST_CASE("A talk across backgrounds counts once in every slot, with friends by their own step") {
    for (int slot = 0; slot < kFaceToFace; ++slot) {
        for (const int who : {0, 7, 8, kBatch - 1}) {
            Talking talking;
            talking.batch->partner[slot][who] = kStranger;
            talking.meet();
            CAPTURE(slot, who);
            const float step = slot >= kFirstFriendSlot ? 0.01f : 0.001f;
            for (int i = 0; i < kBatch; ++i)
                CHECK(talking.out.openness[i] == Approx(i == who ? step * kWeight : 0).margin(1e-9));
            CHECK(talking.out.special == 1u << who);  // heard of it, and nobody else did
            CHECK(talking.out.heard[who] == kTagVictim);
        }
    }
}

TEST_CASE("A talk that goes badly takes omega times as much; within a background there is no contact") {
    Talking talking;
    talking.batch->partner[0][3] = kStranger;
    talking.batch->outcome[0][3] = 65535;
    talking.batch->partner[0][4] = 5;
    talking.meet();
    CHECK(talking.out.openness[3] == Approx(-2 * 0.001f * kWeight));
    CHECK(talking.out.openness[4] == 0);
}

TEST_CASE("Who hears of nothing is not set apart, and the area's openness pulls everybody") {
    CHECK(TalkEffects{}.special == 0);
    Talking talking;
    talking.tags[kStranger] = kAsian;
    talking.batch->partner[1][2] = kStranger;
    talking.contact.norm_pull = 0.05f;
    talking.meet(0.8f);
    CHECK(talking.out.special == 0);
    CHECK(talking.out.openness[5] == Approx(0.05f * (0.8f - 0.6f)));
    CHECK(talking.out.openness[2] == Approx(0.05f * (0.8f - 0.6f) + 0.001f * kWeight));
}

TEST_CASE("Each of a week's talks with neighbours moves trust once, other talks do not") {
    for (int slot = 0; slot < kFaceToFace; ++slot) {
        Talking talking;
        talking.batch->partner[slot][6] = 7;  // someone alike: the odds are the best there are
        talking.meet();
        CAPTURE(slot);
        const bool neighbour = slot >= kFirstNeighbourSlot && slot < kFirstNeighbourSlot + kNeighbourTalks;
        for (int i = 0; i < kBatch; ++i)
            CHECK(talking.out.trust[i] == Approx(neighbour && i == 6 ? 0.1f * kWeight : 0).margin(1e-9));
    }
}

TEST_CASE("With neighbours the odds fall with the distance of all states alike") {
    Talking talking;
    talking.contact.neighbour_q = 0.8f, talking.contact.neighbour_slope = 1.5f;
    for (int i = 0; i < 2; ++i) {
        talking.batch->partner[kFirstNeighbourSlot][i] = kStranger;  // 0.2 away in each state: q is 0.8 - 1.5 x 0.2
        talking.batch->neighbour_outcome[0][i] = static_cast<std::uint32_t>(65536 * (i == 0 ? 0.49 : 0.51));
    }
    talking.meet();
    CHECK(talking.out.trust[0] == Approx(0.1f * kWeight));
    CHECK(talking.out.trust[1] == Approx(-2 * 0.1f * kWeight));
}

TEST_CASE("Influence sums the way to every partner, a resident's own number counting for nothing") {
    Talking talking;
    for (const int slot : {0, 4, kSlots - 1}) talking.batch->partner[slot][9] = kStranger;
    const LastWeek last{talking.states.data(), talking.tags.data()};
    const Vector pulled = pulled_by_partners<Kernel::kAssimilation>(load(talking.states[9]), talking.tags[9],
                                                                    *talking.batch, 9, last, {});
    for (int s = 0; s < kStates; ++s) CHECK(pulled[s] == Approx(3 * (0.4 - 0.6)).epsilon(1e-5));
}
