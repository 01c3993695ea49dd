// The sums that every week leaves of its residents (phase 5 of the week): of each neighbourhood's adults, and of its
// talkers for their area; and the counts of friends of another background. Sums are taken in fixed order, so they do
// not depend on threads.
#include <algorithm>

#include "sim/ground/lanes.h"
#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"
#include "sim/run/simulation_impl.h"

namespace concord::sim {
namespace {

// What hostility is fed by (4.6), summed over a neighbourhood by ethnic group: max(0, 1 - o / cutoff). Lane by lane, so
// that no sum waits for another, and in float: a lane adds some hundred values.
class LackOfOpenness {
  public:
    explicit LackOfOpenness(const Parameters& p) : per_cutoff_(static_cast<float>(1 / p.hostility_cutoff)) {
        by_group_.fill(all(0.0f));
    }
    void add(Floats openness, Lanes group) {
        const Floats lack = clipped(1.0f - openness * per_cutoff_, 0.0f, 1.0f);
        for (std::uint32_t g = 0; g < kEthnicGroups; ++g) by_group_[g] += choose(equal(group, all(g)), lack, all(0.0f));
    }
    double of(std::size_t group) const { return sum_of(by_group_[group]); }

  private:
    float per_cutoff_;
    std::array<Floats, kEthnicGroups> by_group_;
};

}  // namespace

// Logits of the items at zero state, this week: two of them follow the neighbourhood's disorder.
Vector Simulation::Impl::cut_of_week(int n) const {
    const auto& p = start->parameters;
    const double more_disorder =
        maths::log(static_cast<double>(std::max(disorder[n], 1e-6f) / std::max(start->policing.disorder[n], 1e-6f)));
    const auto disorder_logit =
        static_cast<float>(p.item_disorder_slope / start->policing.log_disorder_per_z * more_disorder);
    Vector cut = start->initial.items.cut[n];
    cut[kDisorderProblem] += disorder_logit;
    cut[kSatisfiedArea] += static_cast<float>(p.item_satisfied_disorder) * disorder_logit;
    return cut;
}

// Sums over eight residents in float, over the neighbourhood in double. Under-16s count towards their area alone.
void Simulation::Impl::observe_place(int n, const Column<ResidentState>& states, AreaSums& area) {
    const Vector cut = cut_of_week(n);
    const ItemModel& items = start->initial.items;
    VectorDouble talkers = VectorDouble::Zero(), adults_state = VectorDouble::Zero(),
                 adults_agree = VectorDouble::Zero();
    LackOfOpenness lack(start->parameters);
    int fell = 0;
    const std::uint32_t end = begin(n + 1);
    for (std::uint32_t first = begin(n); first < end; first += kWide) {
        const ResidentState* x = states.data() + first;
        const int count = static_cast<int>(std::min<std::uint32_t>(kWide, end - first));
        const Lanes counted = ~at_least(counting_from(0), all(static_cast<std::uint32_t>(count)));
        const Lanes adult = counted & at_least(widened(&world.age_band[first]), all(std::uint32_t{kFirstAdultBand}));
        const Floats weight = choose(adult, all(1.0f), all(0.0f));
        Vector all_of = Vector::Zero(), adults_of = Vector::Zero(), agree = Vector::Zero();
        for (int lane = 0; lane < count; ++lane) {
            const Vector one = load(x[lane]);
            all_of += one;
            adults_of += weight[lane] * one;
            agree += weight[lane] * logistic_of(items.logit(cut, one));
        }
        accumulate(talkers, all_of);
        accumulate(adults_state, adults_of);
        accumulate(adults_agree, agree);
        // Past the end of the place nothing is read: it may be another thread's.
        const auto at = [&](int lane) { return std::min(lane, count - 1); };
        const auto start_of = [&](int lane) {
            return police_trust_start[first + static_cast<std::uint32_t>(at(lane))];
        };
        const Floats police = each_lane_float([&](int lane) { return x[at(lane)].value[kPoliceTrust]; });
        const Floats before =
            from_quantised(count == kWide ? widened(&police_trust_start[first]) : each_lane(start_of));
        fell += __builtin_popcount(mask_of(less(police, before - kFallOfTrust) & adult));
        lack.add(each_lane_float([&](int lane) { return x[at(lane)].value[kOpenness]; }),
                 choose(counted, widened(&world.ethnic_group[first]), all(kNone)));
    }
    PlaceSums& place = sums[n];
    place.state = adults_state;
    place.item = adults_agree;
    place.fell = fell;
    for (std::size_t g = 0; g < kEthnicGroups; ++g) {
        const auto& of_group = world.group_begin[n];
        area.lack_of_openness[g] += lack.of(g);
        area.talkers[g] += of_group[g + 1] - of_group[g];
    }
    area.police_trust += talkers[kPoliceTrust];
    area.openness += talkers[kOpenness];
}

namespace {

// Friends of another background over friends, by both counts.
constexpr auto kShare = [] {
    std::array<std::array<double, kMaxFriends + 1>, kMaxFriends + 1> share{};
    for (std::size_t ties = 1; ties <= kMaxFriends; ++ties)
        for (std::size_t other = 0; other <= ties; ++other)
            share[ties][other] = static_cast<double>(other) / static_cast<double>(ties);
    return share;
}();

}  // namespace

double Simulation::Impl::share_of_other_friends(std::uint32_t i) const {
    return kShare[ties_counted[i] & 15u][ties_counted[i] >> 4];
}

void Simulation::Impl::count_ties(std::uint32_t i) {
    const std::uint8_t* groups = world.ethnic_group.data();
    const Lanes tie = load_lanes(friends[i].data()), none = equal(tie, all(kNone)), someone = choose(none, all(i), tie);
    const Lanes own = equal(each_lane([&](int k) { return groups[someone[k]]; }), all(std::uint32_t{groups[i]}));
    const auto of = [](Lanes condition) { return static_cast<unsigned>(__builtin_popcount(mask_of(condition))); };
    ties_counted[i] = static_cast<std::uint8_t>(of(~none) | of(~own) << 4);
}

void Simulation::Impl::count_all_ties() {
    parallel_for(world.neighbourhoods(), [&](int n) {
        for (auto i = begin(n); i < begin(n + 1); ++i) count_ties(i);
    });
}

void Simulation::Impl::observe_bridging(int n) {
    double bridging = 0;
    std::array<double, kEthnicGroups> adults_of{};
    for (auto i = begin(n); i < begin(n + 1); ++i) {
        const bool adult = world.age_band[i] >= kFirstAdultBand;
        bridging += adult ? share_of_other_friends(i) : 0;
        adults_of[world.ethnic_group[i]] += adult;
    }
    double chance = 0;
    for (std::size_t g = 0; g < kEthnicGroups; ++g) chance += adults_of[g] * other_share[g];
    sums[n].bridging = bridging;
    sums[n].chance = chance;
}

}  // namespace concord::sim
