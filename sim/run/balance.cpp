#include "sim/run/balance.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/parallel.h"
#include "sim/processes/contact.h"
#include "sim/processes/influence.h"
#include "sim/processes/neighbour_distance.h"
#include "sim/processes/policing.h"
#include "sim/processes/talks.h"

namespace concord::sim {
namespace {

constexpr double kWarnShift = 0.25;  // of the state's range: above it a mechanism is too strong for what is observed

// Who may be met in one channel, by group: enough of them to know the expected talk.
struct PoolSums {
    std::array<VectorDouble, kEthnicGroups> state;
    std::array<double, kEthnicGroups> count{};
    std::array<Heard, kEthnicGroups> tells{};
    PoolSums() { state.fill(VectorDouble::Zero()); }
    void add(int group, const Vector& x, const Heard& of_resident, double sign = 1) {
        accumulate(state[group], static_cast<float>(sign) * x);
        count[group] += sign;
        tells[group].add(sign, of_resident);
    }
};

class Balancer {
  public:
    Balancer(Start& start, std::span<const ResidentState> observed, const Column<Friends>& friends)
        : start_(start),
          world_(*start.world),
          friends_(friends),
          contact_(ContactConstants::of(start.parameters)),
          kernel_(kernel_parameters(start.parameters)),
          online_(start.parameters),
          observed_(observed) {}

    void solve() {
        sum_areas();
        fit_rooms_to_levels(start_, areas_, observed_, start_);
        victim_rates();
        note_tells();
        gather_pools();
        set_points();
    }

  private:
    Start& start_;
    const World& world_;
    const Column<Friends>& friends_;
    ContactConstants contact_;
    KernelParameters kernel_;
    OnlineTable online_;
    std::span<const ResidentState> observed_;  // [talkers] observed level
    std::vector<PoolSums> places_, venues_;
    std::vector<AreaSums> areas_;
    std::vector<std::array<double, kEthnicGroups>> victim_rate_;  // [A]
    UnfilledColumn<Heard> tells_;  // [talkers] what befalls a resident in a week that partners hear of
    VectorDouble gm_mean_ = VectorDouble::Zero();
    std::vector<VectorDouble> online_mean_;  // [districts] or one entry for GM

    std::uint32_t begin(int n) const { return world_.neighbourhood_begin[n]; }
    int area_of(int n) const { return world_.geography.neighbourhoods[n].area; }

    void note_tells() {
        tells_.resize(world_.talkers());
        parallel_for(world_.neighbourhoods(), [&](int n) {
            const double service = policing::service_rate(start_, start_.policing, n);
            for (auto i = begin(n); i < begin(n + 1); ++i) {
                const double stops = start_.policing.stops.of(n, world_.age_band[i], world_.ethnic_group[i]);
                tells_[i] = {.stops = stops,
                             .service = service,
                             .victims = victim_rate_[area_of(n)][world_.ethnic_group[i]],
                             .wronged = support::expected_wrong(start_, start_.support, i, stops + service)};
            }
        });
    }

    // Wrong referrals in a week that the others in the household learn of.
    double wronged_at_home(std::uint32_t i) const {
        double sum = 0;
        const std::uint32_t first = i - world_.household_position[i];
        for (std::uint32_t j = first; j < first + world_.household_talkers[i]; ++j)
            if (j != i) sum += tells_[j].wronged;
        return sum;
    }

    // In expectation over what residents' own changes have made of them, which the observed levels leave out.
    void sum_areas() {
        areas_.assign(world_.geography.areas.size(), {});
        parallel_for(static_cast<int>(areas_.size()), [&](int a) {
            for (int n = world_.neighbourhood_of_area_begin[a]; n < world_.neighbourhood_of_area_begin[a + 1]; ++n)
                for (auto i = begin(n); i < begin(n + 1); ++i)
                    areas_[a].add(start_.parameters, world_.ethnic_group[i], load(observed_[i]),
                                  static_cast<double>(personal_change::sd_so_far(start_.initial.personal,
                                                                                 load(observed_[i]))[kOpenness]));
        });
    }

    void gather_pools() {
        places_.assign(world_.neighbourhoods(), {});
        parallel_for(world_.neighbourhoods(), [&](int n) {
            for (auto i = begin(n); i < begin(n + 1); ++i)
                places_[n].add(world_.ethnic_group[i], load(observed_[i]), tells_[i]);
        });
        venues_.assign(world_.venue_kind.size(), {});
        parallel_for(static_cast<int>(venues_.size()), [&](int v) {
            for (auto m = world_.venue_begin[v]; m < world_.venue_begin[v + 1]; ++m) {
                const auto i = world_.venue_member[m];
                venues_[v].add(world_.ethnic_group[i], load(observed_[i]), tells_[i]);
            }
        });
        const auto& geography = world_.geography;
        online_mean_.assign(geography.districts.size(), VectorDouble::Zero());
        std::vector<double> talkers(geography.districts.size(), 0);
        double all = 0;
        for (int n = 0; n < world_.neighbourhoods(); ++n) {
            const int d = geography.neighbourhoods[n].district;
            for (const std::size_t g : start_.group_order) {
                online_mean_[d] += places_[n].state[g];
                gm_mean_ += places_[n].state[g];
            }
            talkers[d] += begin(n + 1) - begin(n);
            all += begin(n + 1) - begin(n);
        }
        gm_mean_ /= std::max(1.0, all);
        for (std::size_t d = 0; d < talkers.size(); ++d)
            online_mean_[d] = start_.options.confine_to_district
                                  ? VectorDouble(online_mean_[d] / std::max(1.0, talkers[d]))
                                  : gm_mean_;
    }

    void victim_rates() {
        victim_rate_.resize(areas_.size());
        for (std::size_t a = 0; a < areas_.size(); ++a)
            for (int g = 0; g < kEthnicGroups; ++g)
                victim_rate_[a][g] = hostility::rate(start_, start_.hostility, static_cast<int>(a), g, areas_[a]);
    }

    // `talks` talks with named partners, each as likely.
    void with_partner(std::uint32_t i, const Vector& x, std::uint32_t j, double talks, ExpectedWeek& e) const {
        const Vector y = load(observed_[j]);
        const bool other = world_.ethnic_group[i] != world_.ethnic_group[j];
        e.influence += talks * pull_of(y - x, other);
        e.heard.add(talks, tells_[j]);
        if (other) e.contact += talks * contact_.expected(contact_.positive(contact_.reader(x), y[kOpenness]));
    }

    VectorDouble pull_of(const Vector& d, bool other) const {
        switch (start_.options.kernel) {
            case Kernel::kAssimilation: return pull<Kernel::kAssimilation>(d, other, kernel_).cast<double>();
            case Kernel::kRepulsion: return pull<Kernel::kRepulsion>(d, other, kernel_).cast<double>();
            case Kernel::kBoundedConfidence: return pull<Kernel::kBoundedConfidence>(d, other, kernel_).cast<double>();
            case Kernel::kTopHat: return pull<Kernel::kTopHat>(d, other, kernel_).cast<double>();
        }
        return VectorDouble::Zero();
    }

    // Talks with a pool's members of one group, `talks` in all. `member(k)` names its k-th member: needed only by
    // kernels that are not linear, which are averaged over at most kMembers of them, evenly spaced.
    template <class Member>
    void with_group(std::uint32_t i, const Vector& x, bool other, double talks, const PoolSums& pool, std::size_t g,
                    std::uint32_t members, const Member& member, ExpectedWeek& e) const {
        constexpr std::uint32_t kMembers = 64;
        if (talks <= 0 || pool.count[g] < 0.5) return;
        const VectorDouble mean = pool.state[g] / pool.count[g];
        if (start_.options.kernel == Kernel::kAssimilation) {
            e.influence += talks * (mean - x.cast<double>());
        } else {
            const std::uint32_t used = std::min(members, kMembers);
            VectorDouble sum = VectorDouble::Zero();
            double others = 0;
            for (std::uint32_t k = 0; k < used; ++k) {
                const auto j = member(static_cast<std::uint32_t>((k + 0.5) * members / used));
                if (j == i) continue;
                sum += pull_of(load(observed_[j]) - x, other);
                ++others;
            }
            if (others > 0) e.influence += talks / others * sum;
        }
        e.heard.add(talks / pool.count[g], pool.tells[g]);
        if (other)
            e.contact +=
                talks * contact_.expected(contact_.positive(contact_.reader(x), static_cast<float>(mean[kOpenness])));
    }

    ExpectedWeek household(std::uint32_t i, const Vector& x) const {
        ExpectedWeek e;
        const std::uint32_t members = world_.household_talkers[i], first = i - world_.household_position[i];
        const double talks = std::min<std::uint32_t>(kHouseholdTalks, members - 1);
        for (std::uint32_t j = first; j < first + members; ++j)
            if (j != i) with_partner(i, x, j, talks / (members - 1), e);
        return e;
    }

    // Friends live anywhere: what will be read of theirs is asked for ahead.
    [[gnu::always_inline]] void fetch_friends(std::uint32_t i) const {  // g++ drops calls of what only fetches
        if (i >= world_.talkers()) return;
        for (const auto j : friends_[i])
            if (j != kNone) {
                __builtin_prefetch(&observed_[j]);
                __builtin_prefetch(&tells_[j]);
                __builtin_prefetch(&world_.ethnic_group[j]);
            }
    }

    ExpectedWeek friends(std::uint32_t i, const Vector& x) const {
        ExpectedWeek e;
        double degree = 0;
        for (const auto j : friends_[i]) degree += j != kNone;
        for (const auto j : friends_[i])
            if (j != kNone && j != i) with_partner(i, x, j, kFriendTalks / degree, e);
        return e;
    }

    ExpectedWeek venue(std::uint32_t i, const Vector& x) const {
        ExpectedWeek e;
        const auto v = world_.venue[i];
        if (v == kNone || world_.venue_begin[v + 1] - world_.venue_begin[v] < 2) return e;
        const double others = world_.venue_begin[v + 1] - world_.venue_begin[v] - 1.0;
        PoolSums pool = venues_[v];
        pool.add(world_.ethnic_group[i], x, tells_[i], -1);
        const auto& groups = world_.venue_group_begin[v];
        for (const std::size_t g : start_.group_order) {
            const double talks = kVenueTalks * pool.count[g] / others;
            with_group(
                i, x, g != world_.ethnic_group[i], talks, pool, g, groups[g + 1] - groups[g],
                [&](std::uint32_t k) { return world_.venue_member[world_.venue_begin[v] + groups[g] + k]; }, e);
        }
        return e;
    }

    // Of a talk with a neighbour: the share with each group, for a resident of group `own`, who is not counted among
    // `count`.
    double share_with(std::size_t own, std::size_t g, const std::array<double, kEthnicGroups>& count,
                      double others) const {
        const double kept = count[own] > 0.5 ? start_.parameters.mixing_uptake : 1;
        return g == own ? 1 - (others - count[own]) / others * kept : kept * count[g] / others;
    }

    NeighbourDistances neighbour_distances(int n) const {
        const std::size_t first = begin(n), residents = begin(n + 1) - first;
        NeighbourChances chances{};
        for (std::size_t own = 0; own < kEthnicGroups && residents > 1; ++own) {
            auto count = places_[n].count;
            if (count[own] < 0.5) continue;
            count[own] -= 1;
            for (std::size_t g = 0; g < kEthnicGroups; ++g)
                if (count[g] > 0.5)
                    chances[own][g] =
                        static_cast<float>(share_with(own, g, count, static_cast<double>(residents) - 1) / count[g]);
        }
        return {observed_.subspan(first, residents), {world_.ethnic_group.data() + first, residents}, chances};
    }

    ExpectedWeek neighbours(std::uint32_t i, int n, const Vector& x) const {
        ExpectedWeek e;
        const double others = begin(n + 1) - begin(n) - 1.0;
        if (others < 1) return e;
        PoolSums pool = places_[n];
        const std::size_t own = world_.ethnic_group[i];
        pool.add(static_cast<int>(own), x, tells_[i], -1);
        const auto& groups = world_.group_begin[n];
        for (const std::size_t g : start_.group_order)
            with_group(
                i, x, g != own, kNeighbourTalks * share_with(own, g, pool.count, others), pool, g,
                groups[g + 1u] - groups[g],
                [&](std::uint32_t k) { return begin(n) + world_.by_group[begin(n) + groups[g] + k]; }, e);
        return e;
    }

    // The expected weekly increment of every baseline process but return and coupling.
    VectorDouble increment(std::uint32_t i, int n, const Vector& x, float distance) const {
        ExpectedWeek week;
        week.neighbour_distance = distance;
        const ExpectedWeek of_friends = friends(i, x);
        const auto add = [&](const ExpectedWeek& talks) {
            week.influence += talks.influence;
            week.heard.add(1, talks.heard);
        };
        for (const ExpectedWeek& talks : {household(i, x), neighbours(i, n, x), venue(i, x)}) {
            add(talks);
            week.contact += talks.contact;
        }
        add(of_friends);
        week.contact_friends = of_friends.contact;
        week.influence += online(i, n, x);
        const auto& area = areas_[area_of(n)];
        return expected_change(start_, start_, contact_,
                               {.resident = i,
                                .neighbourhood = n,
                                .level = x,
                                .stops = tells_[i].stops,
                                .victims = tells_[i].victims,
                                .wronged = tells_[i].wronged,
                                .wronged_at_home = wronged_at_home(i),
                                .area_openness = area.openness / area.all()},
                               week);
    }

    VectorDouble online(std::uint32_t i, int n, const Vector& x) const {
        const double talks = online_.mean(world_.age_band[i]);
        const int d = world_.geography.neighbourhoods[n].district;
        if (start_.options.kernel == Kernel::kAssimilation) return talks * (online_mean_[d] - x.cast<double>());
        constexpr std::uint32_t kMembers = 64;  // evenly spaced over GM: kernels that are not linear
        VectorDouble sum = VectorDouble::Zero();
        for (std::uint32_t k = 0; k < kMembers; ++k) {
            const auto j = static_cast<std::uint32_t>((k + 0.5) / kMembers * world_.talkers());
            sum += talks / kMembers * pull_of(load(observed_[j]) - x, world_.ethnic_group[i] != world_.ethnic_group[j]);
        }
        return sum;
    }

    void set_points() {
        start_.set_point.resize(world_.talkers());
        struct Shift {
            VectorDouble sum = VectorDouble::Zero(), square = VectorDouble::Zero(), outside = VectorDouble::Zero();
        };
        std::vector<Shift> by_place(world_.neighbourhoods());
        parallel_for(world_.neighbourhoods(), [&](int n) {
            Shift& shift = by_place[n];
            const NeighbourDistances distances = neighbour_distances(n);
            for (auto i = begin(n); i < begin(n + 1); ++i) {
                fetch_friends(i + 8);
                const Vector x = load(observed_[i]);
                const Vector moved =
                    start_.coupling.set_point_shift.times(increment(i, n, x, distances.mean(world_.ethnic_group[i], x)))
                        .cast<float>();
                const Vector target = x + moved;
                shift.sum += moved.cast<double>();
                shift.square += moved.square().cast<double>();
                shift.outside += ((target < 0.0f) || (target > 1.0f)).cast<double>();
                start_.set_point[i] = SetPoint::of(start_.options.balance ? target : x);
            }
        });
        Shift all;
        for (const auto& s : by_place) all.sum += s.sum, all.square += s.square, all.outside += s.outside;
        const double talkers = std::max(1u, world_.talkers());
        for (int s = 0; s < kStates; ++s) {
            auto& report = start_.balance;
            report.mean[s] = all.sum[s] / talkers;
            report.sd[s] = std::sqrt(std::max(0.0, all.square[s] / talkers - report.mean[s] * report.mean[s]));
            report.outside[s] = all.outside[s] / talkers;
            if (std::abs(report.mean[s]) > kWarnShift || report.sd[s] > kWarnShift || report.outside[s] > kWarnShift)
                report.warnings.push_back(
                    "balance of " + std::string(kStateNames[s]) +
                    ": a mechanism is too strong for what is observed (shift or share outside [0, 1] above 0.25)");
        }
    }
};

}  // namespace

void fit_balance(Start& start, std::span<const ResidentState> observed, const Column<Friends>& friends) {
    Balancer(start, observed, friends).solve();
}

}  // namespace concord::sim
