#include "sim/world/friendships.h"

#include <algorithm>

namespace concord::sim {
namespace {

constexpr int kMostRedraws = 6;
// Draw numbers of a resident in the kFriends stream: the degree, then of each place one candidate and its redraws.
constexpr std::uint32_t kDegreeDraw = 0, kFirstCandidate = 1, kFirstRedraw = kFirstCandidate + kMaxFriends;

// A run of neighbourhoods: one, an area or GM. Talkers of a run are numbered consecutively.
struct Places {
    int first, last;
};

// One resident looking for friends, with what every draw needs. Whom a draw finds depends on who shares the resident's
// ethnic group and never on how the groups are labelled or ordered.
class Seeker {
  public:
    Seeker(const World& world, const FriendshipParameters& parameters, std::uint32_t resident, int neighbourhood)
        : world_(world),
          parameters_(parameters),
          self_(resident),
          venue_(world.venue[resident]),
          group_(world.ethnic_group[resident]),
          neighbourhood_(neighbourhood) {
        const int area = world.geography.neighbourhoods[neighbourhood].area;
        area_ = {world.neighbourhood_of_area_begin[area], world.neighbourhood_of_area_begin[area + 1]};
    }

    Pool pool(std::uint32_t word) const {
        const double u = unit_double(word);
        if (u < parameters_.neighbourhood_share) return Pool::kNeighbourhood;
        if (u < parameters_.neighbourhood_share + parameters_.venue_share)
            return venue_ == kNone ? Pool::kArea : Pool::kVenue;
        return Pool::kGreaterManchester;
    }

    std::uint32_t members(Pool pool) const {
        if (pool == Pool::kVenue) return world_.venue_begin[venue_ + 1u] - world_.venue_begin[venue_];
        return first_talker(places(pool).last) - first_talker(places(pool).first);
    }

    std::uint32_t own_members(Pool pool) const {
        if (pool == Pool::kVenue) return size_of_own(world_.venue_group_begin[venue_]);
        if (pool == Pool::kNeighbourhood) return size_of_own(world_.group_begin[neighbourhood_]);
        return world_.group_before[places(pool).last][group_] - world_.group_before[places(pool).first][group_];
    }

    // The rule of 3.3 in a given pool.
    std::uint32_t candidate(Pool pool, const Block& words) const {
        const std::uint32_t someone = met(pool, words[1]);
        if (someone == self_) return own(pool, words[3]);
        if (world_.ethnic_group[someone] == group_) return someone;
        return unit_double(words[2]) < parameters_.mixing_uptake ? someone : own(pool, words[3]);
    }

    // A uniform member of one's own group but oneself: of the pool, else of the area, else of GM; kNone without any.
    std::uint32_t own(Pool pool, std::uint32_t word) const {
        if (own_members(pool) < 2) pool = own_members(Pool::kArea) < 2 ? Pool::kGreaterManchester : Pool::kArea;
        const std::uint32_t count = own_members(pool);
        if (count < 2) return kNone;
        const std::uint32_t k = below(word, count - 1);
        const std::uint32_t found = nth_own(pool, k);
        return found < self_ ? found
                             : nth_own(pool, k + 1);  // members of a group are in order of number: skips oneself
    }

    // A uniform member of another group: of the pool (a venue's stands for the area), else of the area, else of GM.
    std::uint32_t other(Pool pool, std::uint32_t word) const {
        if (pool == Pool::kVenue || members(pool) == own_members(pool)) pool = Pool::kArea;
        if (members(pool) == own_members(pool)) pool = Pool::kGreaterManchester;
        const std::uint32_t count = members(pool) - own_members(pool);
        return count == 0 ? kNone : nth_other(pool, below(word, count));
    }

    // Anyone of the pool. In a 1:k sample one's own household is k times too large a part of it, which would make ties
    // stay at home more than they do at 1:1 (decision 0010): k - 1 of k such draws go to another household.
    std::uint32_t met(Pool pool, std::uint32_t word) const {
        const std::uint32_t count = members(pool), k = below(word, count);
        if (pool == Pool::kVenue) return world_.venue_member_by_number[world_.venue_begin[venue_] + k];
        const std::uint32_t first = first_talker(places(pool).first), home = household_first() - first,
                            size = household_size();
        if (world_.scale == 1 || k - home >= size || count == size) return first + k;
        // Where in the household the draw fell is even over it, and is the next draw.
        const double place = unit_double(word) * count - home;
        const double stays = static_cast<double>(size) / world_.scale;
        if (place < stays) return first + home + below_unit(place / stays, size);
        const std::uint32_t elsewhere = below_unit((place - stays) / (size - stays), count - size);
        return first + (elsewhere < home ? elsewhere : elsewhere + size);
    }

    // The probability that `met` gives a member of another group.
    double chance_of_other(Pool pool) const {
        const double count = members(pool), others = count - own_members(pool), size = household_size();
        if (pool == Pool::kVenue || count == size) return others / count;
        double at_home = 0;
        for (std::uint32_t i = household_first(); i < household_first() + household_size(); ++i)
            at_home += world_.ethnic_group[i] != group_;
        const double elsewhere = others - at_home, k = world_.scale;
        return (elsewhere + at_home / k + (1 - 1 / k) * size * elsewhere / (count - size)) / count;
    }

  private:
    Places places(Pool pool) const {
        if (pool == Pool::kNeighbourhood) return {neighbourhood_, neighbourhood_ + 1};
        return pool == Pool::kArea ? area_ : Places{0, world_.neighbourhoods()};
    }
    std::uint32_t first_talker(int n) const { return world_.neighbourhood_begin[n]; }
    std::uint32_t household_first() const { return self_ - world_.household_position[self_]; }
    std::uint32_t household_size() const { return world_.household_talkers[self_]; }
    static std::uint32_t below_unit(double u, std::uint32_t n) {
        return std::min(static_cast<std::uint32_t>(u * n), n - 1);
    }

    template <typename Begin>
    std::uint32_t size_of_own(const Begin& begin) const {
        return static_cast<std::uint32_t>(begin[group_ + 1u] - begin[group_]);
    }

    // The k-th member of one's own group in order of number, oneself included.
    std::uint32_t nth_own(Pool pool, std::uint32_t k) const {
        if (pool == Pool::kVenue)
            return world_.venue_member[world_.venue_begin[venue_] + world_.venue_group_begin[venue_][group_] + k];
        const auto& before = world_.group_before;
        const std::uint32_t target = before[places(pool).first][group_] + k;
        int low = places(pool).first, high = places(pool).last;
        while (high - low > 1) {
            const int middle = (low + high) / 2;
            (before[middle][group_] <= target ? low : high) = middle;
        }
        const std::uint32_t in_group = world_.group_begin[low][group_] + (target - before[low][group_]);
        return first_talker(low) + world_.by_group[first_talker(low) + in_group];
    }

    // The k-th talker of a run of neighbourhoods, in order of number, who is not of one's own group: as many places
    // after the k-th as there are members of one's own before it, found by bisection.
    std::uint32_t nth_other(Pool pool, std::uint32_t k) const {
        const std::uint32_t begin = first_talker(places(pool).first);
        std::uint32_t low = 0, high = own_members(pool);
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (nth_own(pool, middle) - begin - middle > k)
                high = middle;
            else
                low = middle + 1;
        }
        return begin + k + low;
    }

    const World& world_;
    const FriendshipParameters& parameters_;
    std::uint32_t self_, venue_;
    std::uint8_t group_;
    int neighbourhood_;
    Places area_;
};

bool contains(const Friends& friends, std::uint32_t count, std::uint32_t someone) {
    return std::find(friends.begin(), friends.begin() + count, someone) != friends.begin() + count;
}

std::uint32_t degree(const FriendshipParameters& parameters, const Block& words) {
    const std::uint32_t most = std::min<std::uint32_t>(parameters.most, kMaxFriends);
    const std::uint32_t fewest = std::min(parameters.fewest, most);
    return fewest + below(words[0], most - fewest + 1);
}

// Somebody new of the same kind, own group or other, so that redrawing leaves the share of other groups as it is.
std::uint32_t redraw(const Seeker& seeker, Pool pool, bool of_own_group, const Friends& friends, std::uint32_t count,
                     std::uint32_t resident, Stream stream) {
    std::uint32_t someone = kNone;
    Block words{};
    for (std::uint32_t attempt = 0; attempt < kMostRedraws; ++attempt) {
        if (attempt % 4 == 0) words = stream.block(resident, 0, kFirstRedraw + 2 * count + attempt / 4);
        if (attempt == 2 && pool != Pool::kGreaterManchester) pool = Pool::kArea;
        if (attempt == 4) pool = Pool::kGreaterManchester;
        const std::uint32_t word = words[attempt % 4];
        someone = of_own_group ? seeker.own(pool, word) : seeker.other(pool, word);
        if (!contains(friends, count, someone)) break;
    }
    return someone;
}

// The friends of one resident; reports each place's pool to `see`.
template <typename See>
Friends friends_of(const World& world, const FriendshipParameters& parameters, std::uint32_t resident,
                   int neighbourhood, See see) {
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

void draw_friends(const World& world, const FriendshipParameters& parameters, Column<Friends>& out) {
    out.resize(world.talkers());
#pragma omp parallel for schedule(dynamic, 16)
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            out[i] = friends_of(world, parameters, i, n, [](const Seeker&, Pool, std::uint32_t, bool) {});
}

FriendshipMeasure measure_friends(const World& world, const FriendshipParameters& parameters,
                                  const Column<Friends>& friends) {
    FriendshipMeasure measure;
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
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
                cell.chance += seeker.chance_of_other(pool);
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
        if (group < 0 || g == group) sum += value_of(g);
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

std::uint32_t draw_friend(const World& world, const FriendshipParameters& parameters, std::uint32_t resident,
                          int neighbourhood, Block words) {
    const Seeker seeker(world, parameters, resident, neighbourhood);
    return seeker.candidate(seeker.pool(words[0]), words);
}

std::uint32_t draw_friend_of_other_group(const World& world, std::uint32_t resident, Block words) {
    const FriendshipParameters parameters;
    return Seeker(world, parameters, resident, world.neighbourhood_of(resident)).other(Pool::kArea, words[0]);
}

}  // namespace concord::sim
