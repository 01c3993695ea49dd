#include "sim/world/friendships.h"

#include <algorithm>

namespace concord::sim {
namespace {

constexpr int kMostRedraws = 6;
// Draw numbers of a resident in the kFriends stream: the degree, then of each place one candidate and its redraws.
constexpr std::uint32_t kDegreeDraw = 0, kFirstCandidate = 1, kFirstRedraw = kFirstCandidate + kMaxFriends;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

// A run of neighbourhoods: an area or GM.
struct Places {
    int first, last;
};

// One resident looking for friends, with what every draw needs.
class Seeker {
  public:
    Seeker(const World& world, const FriendshipParameters& parameters, std::uint32_t resident, int neighbourhood)
        : world_(world), parameters_(parameters), self_(resident), group_(world.ethnic_group[resident]),
          neighbourhood_(neighbourhood) {
        const int area = world.geography.neighbourhoods[at(neighbourhood)].area;
        area_ = {world.neighbourhood_of_area_begin[at(area)], world.neighbourhood_of_area_begin[at(area + 1)]};
        everywhere_ = {0, world.neighbourhoods()};
    }

    Pool pool(std::uint32_t word) const {
        const double u = unit_double(word);
        if (u < parameters_.neighbourhood_share) return Pool::kNeighbourhood;
        if (u < parameters_.neighbourhood_share + parameters_.venue_share)
            return world_.venue[self_] == kNone ? Pool::kArea : Pool::kVenue;
        return Pool::kGreaterManchester;
    }

    std::uint32_t members(Pool pool) const {
        switch (pool) {
            case Pool::kNeighbourhood:
                return world_.neighbourhood_begin[at(neighbourhood_ + 1)] - world_.neighbourhood_begin[at(neighbourhood_)];
            case Pool::kVenue: return world_.venue_begin[world_.venue[self_] + 1u] - world_.venue_begin[world_.venue[self_]];
            default: return world_.neighbourhood_begin[at(places(pool).last)] - world_.neighbourhood_begin[at(places(pool).first)];
        }
    }

    std::uint32_t own_members(Pool pool) const {
        switch (pool) {
            case Pool::kNeighbourhood: return range_in(world_.group_begin[at(neighbourhood_)]);
            case Pool::kVenue: return range_in(world_.venue_group_begin[world_.venue[self_]]);
            default: return world_.group_before[at(places(pool).last)][group_] - world_.group_before[at(places(pool).first)][group_];
        }
    }

    // The rule of 3.3 in a given pool.
    std::uint32_t candidate(Pool pool, const Block& words) const {
        const std::uint32_t someone = member(pool, words[1]);
        if (someone == self_) return own(pool, words[3]);
        if (world_.ethnic_group[someone] == group_) return someone;
        return unit_double(words[2]) < parameters_.mixing_uptake ? someone : own(pool, words[3]);
    }

    // A uniform member of one's own group but oneself: of the pool, else of the area, else of GM.
    std::uint32_t own(Pool pool, std::uint32_t word) const {
        if (own_members(pool) < 2) pool = own_members(Pool::kArea) < 2 ? Pool::kGreaterManchester : Pool::kArea;
        const std::uint32_t count = own_members(pool);
        if (count < 2) return kNone;
        const std::uint32_t k = below(word, count - 1);
        const std::uint32_t found = nth_own(pool, k);
        return found < self_ ? found : nth_own(pool, k + 1);  // members of a group are in order of number: skips oneself
    }

    // A uniform member of another group: of the pool, else of the area, else of GM.
    std::uint32_t other(Pool pool, std::uint32_t word) const {
        if (members(pool) == own_members(pool))
            pool = members(Pool::kArea) == own_members(Pool::kArea) ? Pool::kGreaterManchester : Pool::kArea;
        const std::uint32_t count = members(pool) - own_members(pool);
        return count == 0 ? kNone : nth_other(pool, below(word, count));
    }

  private:
    Places places(Pool pool) const { return pool == Pool::kArea ? area_ : everywhere_; }

    template <typename Begin>
    std::uint32_t range_in(const Begin& begin) const {
        return static_cast<std::uint32_t>(begin[group_ + 1u] - begin[group_]);
    }

    std::uint32_t in_neighbourhood(int n, std::uint32_t k) const {
        const std::uint32_t begin = world_.neighbourhood_begin[at(n)];
        return begin + world_.by_group[begin + k];
    }

    std::uint32_t in_venue(std::uint32_t k) const { return world_.venue_member[world_.venue_begin[world_.venue[self_]] + k]; }

    // Any member; which one does not matter for whole areas, where talkers are numbered consecutively.
    std::uint32_t member(Pool pool, std::uint32_t word) const {
        const std::uint32_t k = below(word, members(pool));
        if (pool == Pool::kVenue) return in_venue(k);
        const int first = pool == Pool::kNeighbourhood ? neighbourhood_ : places(pool).first;
        return world_.neighbourhood_begin[at(first)] + k;
    }

    // The k-th talker of a group in a run of neighbourhoods.
    std::uint32_t nth_of_group(Places places, std::uint32_t group, std::uint32_t k) const {
        const auto& before = world_.group_before;
        const std::uint32_t target = before[at(places.first)][group] + k;
        int low = places.first, high = places.last;
        while (high - low > 1) {
            const int middle = (low + high) / 2;
            (before[at(middle)][group] <= target ? low : high) = middle;
        }
        return in_neighbourhood(low, world_.group_begin[at(low)][group] + (target - before[at(low)][group]));
    }

    std::uint32_t nth_own(Pool pool, std::uint32_t k) const {
        if (pool == Pool::kNeighbourhood)
            return in_neighbourhood(neighbourhood_, world_.group_begin[at(neighbourhood_)][group_] + k);
        if (pool == Pool::kVenue) return in_venue(world_.venue_group_begin[world_.venue[self_]][group_] + k);
        return nth_of_group(places(pool), group_, k);
    }

    std::uint32_t nth_other(Pool pool, std::uint32_t k) const {
        if (pool == Pool::kNeighbourhood) {
            const auto& begin = world_.group_begin[at(neighbourhood_)];
            return in_neighbourhood(neighbourhood_, k < begin[group_] ? k : k + range_in(begin));
        }
        if (pool == Pool::kVenue) {
            const auto& begin = world_.venue_group_begin[world_.venue[self_]];
            return in_venue(k < begin[group_] ? k : k + range_in(begin));
        }
        const Places where = places(pool);
        for (std::uint32_t g = 0; g < kEthnicGroups; ++g) {
            if (g == group_) continue;
            const std::uint32_t count = world_.group_before[at(where.last)][g] - world_.group_before[at(where.first)][g];
            if (k < count) return nth_of_group(where, g, k);
            k -= count;
        }
        return kNone;
    }

    const World& world_;
    const FriendshipParameters& parameters_;
    std::uint32_t self_;
    std::uint8_t group_;
    int neighbourhood_;
    Places area_, everywhere_;
};

bool contains(const Friends& friends, std::uint32_t count, std::uint32_t someone) {
    return std::find(friends.begin(), friends.begin() + count, someone) != friends.begin() + count;
}

std::uint32_t degree(const FriendshipParameters& parameters, const Block& words) {
    const std::uint32_t most = std::min<std::uint32_t>(parameters.most, kMaxFriends);
    const std::uint32_t fewest = std::min(parameters.fewest, most);
    return fewest + below(words[0], most - fewest + 1);
}

// Somebody new of the same kind, so that redrawing leaves the share of other groups as it is.
std::uint32_t redraw(const Seeker& seeker, Pool pool, bool of_own_group, const Friends& friends,
                     std::uint32_t count, std::uint32_t resident, Stream stream) {
    std::uint32_t someone = kNone;
    Block words{};
    for (int attempt = 0; attempt < kMostRedraws; ++attempt) {
        if (attempt % 4 == 0) words = stream.block(resident, 0, kFirstRedraw + 2 * count + static_cast<std::uint32_t>(attempt / 4));
        if (attempt == 2) pool = pool == Pool::kGreaterManchester ? pool : Pool::kArea;
        if (attempt == 4) pool = Pool::kGreaterManchester;
        const std::uint32_t word = words[at(attempt % 4)];
        someone = of_own_group ? seeker.own(pool, word) : seeker.other(pool, word);
        if (!contains(friends, count, someone)) break;
    }
    return someone;
}

// The friends of one resident; reports each place's pool to `see`.
template <typename See>
Friends friends_of(const World& world, const FriendshipParameters& parameters, std::uint32_t resident, int neighbourhood,
                   See see) {
    const Stream stream(world.seed, Process::kFriends);
    const Seeker seeker(world, parameters, resident, neighbourhood);
    Friends friends;
    friends.fill(kNone);
    const std::uint32_t wanted = degree(parameters, stream.block(resident, 0, kDegreeDraw));
    for (std::uint32_t k = 0; k < wanted; ++k) {
        const Block words = stream.block(resident, 0, kFirstCandidate + k);
        const Pool pool = seeker.pool(words[0]);
        std::uint32_t someone = seeker.candidate(pool, words);
        if (someone == kNone) break;
        const bool met_twice = contains(friends, k, someone);
        if (met_twice)
            someone = redraw(seeker, pool, world.ethnic_group[someone] == world.ethnic_group[resident], friends, k,
                             resident, stream);
        friends[k] = someone;
        see(seeker, pool, someone, met_twice);
    }
    return friends;
}

}  // namespace

void draw_friends(const World& world, const FriendshipParameters& parameters, std::vector<Friends>& out) {
    out.resize(world.talkers());
#pragma omp parallel for schedule(dynamic, 16)
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (std::uint32_t i = world.neighbourhood_begin[at(n)]; i < world.neighbourhood_begin[at(n + 1)]; ++i)
            out[i] = friends_of(world, parameters, i, n, [](const Seeker&, Pool, std::uint32_t, bool) {});
}

FriendshipMeasure measure_friends(const World& world, const FriendshipParameters& parameters,
                                  const std::vector<Friends>& friends) {
    FriendshipMeasure measure;
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        for (std::uint32_t i = world.neighbourhood_begin[at(n)]; i < world.neighbourhood_begin[at(n + 1)]; ++i) {
            const std::size_t group = world.ethnic_group[i];
            // The draws are replayed for their pools; what counts as a tie is what `friends` holds.
            std::uint32_t ties = 0;
            double others = 0;
            friends_of(world, parameters, i, n, [&](const Seeker& seeker, Pool pool, std::uint32_t, bool met_twice) {
                const std::uint32_t someone = friends[i][ties];
                if (someone == kNone) return;
                const double other = world.ethnic_group[someone] != group;
                auto& cell = measure.by_group_and_pool[group][static_cast<std::size_t>(pool)];
                cell.ties += 1;
                cell.other += other;
                cell.chance += 1 - static_cast<double>(seeker.own_members(pool)) / seeker.members(pool);
                measure.redraws += met_twice;
                measure.duplicates += contains(friends[i], ties, someone);
                others += other;
                ++ties;
            });
            measure.degree[ties] += 1;
            measure.residents[group] += ties > 0;
            measure.none_other[group] += ties > 0 && others == 0;
        }
    }
    return measure;
}

namespace {

// The sum of a quantity over one group, or over all of them for -1.
template <typename ValueOf>
double over_groups(int group, ValueOf value_of) {
    double sum = 0;
    for (int g = 0; g < kEthnicGroups; ++g)
        if (group < 0 || g == group) sum += value_of(at(g));
    return sum;
}

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

}  // namespace

double FriendshipMeasure::uptake(int group) const {
    const auto sum = [&](double Cell::*field) {
        return over_groups(group, [&](std::size_t g) {
            double total = 0;
            for (const Cell& cell : by_group_and_pool[g]) total += cell.*field;
            return total;
        });
    };
    return ratio(sum(&Cell::other), sum(&Cell::chance));
}

double FriendshipMeasure::share_none_other(int group) const {
    return ratio(over_groups(group, [&](std::size_t g) { return none_other[g]; }),
                 over_groups(group, [&](std::size_t g) { return residents[g]; }));
}

std::uint32_t draw_friend(const World& world, const FriendshipParameters& parameters, std::uint32_t resident, Block words) {
    const Seeker seeker(world, parameters, resident, world.neighbourhood_of(resident));
    return seeker.candidate(seeker.pool(words[0]), words);
}

std::uint32_t draw_friend_of_other_group(const World& world, std::uint32_t resident, Block words) {
    const FriendshipParameters parameters;
    return Seeker(world, parameters, resident, world.neighbourhood_of(resident)).other(Pool::kArea, words[0]);
}

}  // namespace concord::sim
