#include "sim/world/households.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/ground/random.h"
#include "sim/world/household_kernels.h"
#include "sim/world/rounding.h"

namespace concord::sim {
namespace {

constexpr int kAnyGroup = kEthnicGroups;
constexpr std::uint32_t kFill = 0;  // second coordinate of the kHouseholds stream (household sizes use 1)

struct Member {
    std::uint8_t fine_age, ethnic_group;
};

// Residents not yet placed; people of the same age band and group are interchangeable.
class Unplaced {
  public:
    explicit Unplaced(const AgeByGroup& persons) {
        for (int f = 0; f < kFineAgeBands; ++f) {
            for (int g = 0; g < kEthnicGroups; ++g) left_[g][f] = static_cast<float>(persons.count[g][f]);
            left_[kAnyGroup][f] = static_cast<float>(persons.of_age(f));
        }
    }

    int of_age(int fine) const { return static_cast<int>(left_[kAnyGroup][fine]); }
    int between(int low, int high) const {
        int sum = 0;
        for (int f = low; f < high; ++f) sum += of_age(f);
        return sum;
    }

    // Takes somebody of age bands [low, high) in proportion to weight x numbers left; of `group` only, if one is given.
    bool take(const AgeWeights& weights, int group, int low, int high, WordSource& words, Member& member) {
        const auto& left = left_[group];
        std::array<float, kFineAgeBands> cumulative;
        float sum = 0;
        for (int f = low; f < high; ++f) cumulative[f] = (sum += weights[f] * left[f]);
        if (!(sum > 0)) return false;
        const float x = static_cast<float>(words.unit()) * sum;
        int fine = low;
        while (fine + 1 < high && cumulative[fine] <= x) ++fine;
        while (left[fine] < 1) --fine;  // rounding at the upper end
        member.fine_age = static_cast<std::uint8_t>(fine);
        member.ethnic_group = static_cast<std::uint8_t>(group == kAnyGroup ? group_of(fine, words) : group);
        left_[member.ethnic_group][fine] -= 1;
        left_[kAnyGroup][fine] -= 1;
        return true;
    }

    Member take_of_age(int fine, WordSource& words) {
        const int group = group_of(fine, words);
        left_[group][fine] -= 1;
        left_[kAnyGroup][fine] -= 1;
        return {static_cast<std::uint8_t>(fine), static_cast<std::uint8_t>(group)};
    }

  private:
    int group_of(int fine, WordSource& words) const {
        float x = std::floor(static_cast<float>(words.unit()) * left_[kAnyGroup][fine]);
        for (int g = 0; g < kEthnicGroups; ++g) {
            if (x < left_[g][fine]) return g;
            x -= left_[g][fine];
        }
        for (int g = kEthnicGroups - 1; g > 0; --g)
            if (left_[g][fine] > 0) return g;
        return 0;
    }

    std::array<std::array<float, kFineAgeBands>, kEthnicGroups + 1> left_{};
};

struct Household {
    int size = 0, children = 0;
    std::uint32_t first = 0;  // into the builder's members, in order of being filled
    std::uint32_t order = 0;  // by kind, size and composition
};

class Builder {
  public:
    Builder(const AgeByGroup& persons, const PopulationParameters& parameters, const HouseholdKernels& kernels,
            std::uint32_t seed, std::uint32_t number)
        : unplaced_(persons),
          parameters_(parameters),
          kernels_(kernels),
          words_(Stream(seed, Process::kHouseholds), number, kFill) {
        members_.reserve(persons.total());
    }

    void choose_communal(int residents_communal, bool halls);
    void plan(const std::vector<int>& sizes);
    void fill_singles();
    void fill_families();
    void fill_others();
    NeighbourhoodPopulation finish();

  private:
    void shuffle(std::vector<std::size_t>& order);
    void share_out_children(std::vector<std::size_t>& order);
    int draw_children(int size, double scale);
    void add(const AgeWeights& weights, int group, int low, int high);
    void fill_family(Household& household);
    void fill_without_children(Household& household);
    std::uint32_t order_key(const Household& household, bool communal) const;

    Unplaced unplaced_;
    const PopulationParameters& parameters_;
    const HouseholdKernels& kernels_;
    WordSource words_;
    std::vector<Household> households_;
    std::vector<Member> members_, communal_;
};

// Care homes take the oldest, halls the young where there are many; others are spread thinly.
void Builder::choose_communal(int residents_communal, bool halls) {
    std::array<double, kFineAgeBands> weights;
    std::array<int, kFineAgeBands> caps;
    for (int f = 0; f < kFineAgeBands; ++f) {
        weights[f] = parameters_.communal[f];
        if (halls && f == 5) weights[f] += parameters_.halls_18_19;
        if (halls && f == 6) weights[f] += parameters_.halls_20_24;
        caps[f] = unplaced_.of_age(f);
        weights[f] *= caps[f];
    }
    const std::vector<int> chosen = largest_remainder_capped(weights, caps, residents_communal);
    for (int f = 0; f < kFineAgeBands; ++f)
        for (int k = 0; k < chosen[f]; ++k) communal_.push_back(unplaced_.take_of_age(f, words_));
}

void Builder::shuffle(std::vector<std::size_t>& order) {
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[words_.below(static_cast<std::uint32_t>(i))]);
}

int Builder::draw_children(int size, double scale) {
    if (size < 2) return 0;
    const auto& shares = parameters_.children[std::min(size, 8) - 2];
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    double x = words_.unit() / std::min(scale, sum > 0 ? 1 / sum : 1.0);
    for (int adults = 1; adults <= 4; ++adults) {
        if (x < shares[adults - 1]) return std::max(0, size - adults);
        x -= shares[adults - 1];
    }
    return 0;
}

// Draws a number of children for every household, then adds or removes one at a time until all children have a place.
void Builder::share_out_children(std::vector<std::size_t>& order) {
    double expected = 0;
    for (const Household& h : households_)
        for (int adults = 1; h.size >= 2 && adults <= 4; ++adults)
            expected += parameters_.children[std::min(h.size, 8) - 2][adults - 1] * std::max(0, h.size - adults);
    int missing = unplaced_.between(0, kFirstAdultFine);
    const double scale = expected > 0 ? missing / expected : 1.0;
    for (const std::size_t i : order) missing -= households_[i].children = draw_children(households_[i].size, scale);

    for (int adults_left = 2; missing > 0 && adults_left >= 1;) {  // rather with a couple than a lone parent
        const int before = missing;
        for (const std::size_t i : order) {
            Household& h = households_[i];
            if (missing > 0 && h.size > 2 && h.children < h.size - adults_left) ++h.children, --missing;
            if (missing > 0 && h.size == 2 && adults_left == 1 && h.children == 0) ++h.children, --missing;
        }
        if (missing == before) --adults_left;
    }
    while (missing < 0)
        for (const std::size_t i : order)
            if (missing < 0 && households_[i].children > 0) --households_[i].children, ++missing;
}

void Builder::plan(const std::vector<int>& sizes) {
    for (const int size : sizes) households_.push_back({size, 0, 0, 0});
    std::vector<std::size_t> order(households_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order);
    share_out_children(order);
}

void Builder::fill_singles() {
    std::array<double, kFineAgeBands> weights{};
    std::array<int, kFineAgeBands> caps{};
    for (int f = kFirstAdultFine; f < kFineAgeBands; ++f) {
        caps[f] = unplaced_.of_age(f);
        weights[f] = parameters_.alone[f] * caps[f];
    }
    const int wanted = static_cast<int>(
        std::count_if(households_.begin(), households_.end(), [](const Household& h) { return h.size == 1; }));
    const std::vector<int> ages = largest_remainder_capped(weights, caps, wanted);
    std::size_t next = 0;  // sizes ascend: singles come first
    for (int f = 0; f < kFineAgeBands; ++f)
        for (int k = 0; k < ages[f]; ++k) {
            households_[next++].first = static_cast<std::uint32_t>(members_.size());
            members_.push_back(unplaced_.take_of_age(f, words_));
        }
    for (; next < static_cast<std::size_t>(wanted); ++next) {  // more single households than adults
        households_[next].first = static_cast<std::uint32_t>(members_.size());
        add(kernels_.anyone, kAnyGroup, 0, kFineAgeBands);
    }
}

// Adds one member: of `group` with the probability of sharing it, else of any; of any age when none of the ages is
// left.
void Builder::add(const AgeWeights& weights, int group, int low, int high) {
    Member member{};
    const bool same = group != kAnyGroup && words_.unit() < parameters_.household_same_group;
    if (!(same && unplaced_.take(weights, group, low, high, words_, member)) &&
        !unplaced_.take(weights, kAnyGroup, low, high, words_, member) &&
        !unplaced_.take(kernels_.anyone, kAnyGroup, 0, kFineAgeBands, words_, member))
        return;
    members_.push_back(member);
}

// Children first, since there are fewest ways to fit them; then a parent, mostly a partner, then grown-up children.
void Builder::fill_family(Household& household) {
    household.first = static_cast<std::uint32_t>(members_.size());
    add(kernels_.anyone, kAnyGroup, 0, kFirstAdultFine);
    const Member child = members_[household.first];
    for (int k = 1; k < household.children; ++k)
        add(kernels_.sibling[child.fine_age], child.ethnic_group, 0, kFirstAdultFine);
    const std::size_t parent = members_.size();
    add(kernels_.parent[child.fine_age], child.ethnic_group, kFirstAdultFine, kFineAgeBands);
    const int age = members_[parent].fine_age;
    for (int k = household.children + 1; k < household.size; ++k) {
        const bool partner = k == household.children + 1 && words_.unit() < parameters_.second_adult_partner;
        add(partner ? kernels_.partner[age] : kernels_.grown_child[age], child.ethnic_group, kFirstAdultFine,
            kFineAgeBands);
    }
}

void Builder::fill_without_children(Household& household) {
    household.first = static_cast<std::uint32_t>(members_.size());
    add(kernels_.head, kAnyGroup, kFirstAdultFine, kFineAgeBands);
    const Member head = members_[household.first];
    const bool young = head.fine_age <= 7;  // under 30: sharers or a couple of one age
    for (int k = 1; k < household.size; ++k) {
        const bool alike = young || (k == 1 && words_.unit() < parameters_.second_adult_partner);
        add(alike ? kernels_.partner[head.fine_age] : kernels_.grown_child[head.fine_age], head.ethnic_group,
            kFirstAdultFine, kFineAgeBands);
    }
}

void Builder::fill_families() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < households_.size(); ++i)
        if (households_[i].children > 0) order.push_back(i);
    shuffle(order);
    for (const std::size_t i : order) fill_family(households_[i]);
}

// Larger households first: grown-up children find their parents before couples take who is left.
void Builder::fill_others() {
    for (std::size_t i = households_.size(); i-- > 0;)
        if (households_[i].children == 0 && households_[i].size > 1) fill_without_children(households_[i]);
}

std::uint32_t Builder::order_key(const Household& household, bool communal) const {
    const std::vector<Member>& members = communal ? communal_ : members_;
    const Member& reference = members[household.first + static_cast<std::uint32_t>(household.children)];
    return static_cast<std::uint32_t>(communal) << 31 |
           static_cast<std::uint32_t>(std::min(household.size, 255)) << 20 |
           static_cast<std::uint32_t>(std::min(household.children, 15)) << 16 |
           static_cast<std::uint32_t>(reference.ethnic_group) << 8 | reference.fine_age;
}

NeighbourhoodPopulation Builder::finish() {
    std::vector<std::pair<std::uint64_t, const Member*>> order;  // key and number; first member
    const auto add_household = [&](Household& h, bool communal) {
        h.order = order_key(h, communal);
        order.emplace_back(static_cast<std::uint64_t>(h.order) << 32 | order.size(),
                           (communal ? communal_ : members_).data() + h.first);
    };
    NeighbourhoodPopulation result;
    result.private_households = static_cast<int>(households_.size());
    for (std::size_t i = 0; i < communal_.size(); ++i) households_.push_back({1, 0, static_cast<std::uint32_t>(i), 0});
    for (std::size_t i = 0; i < households_.size(); ++i)
        add_household(households_[i], i >= static_cast<std::size_t>(result.private_households));
    std::sort(order.begin(), order.end());

    result.household_begin.reserve(order.size() + 1);
    result.household_begin.push_back(0);
    for (const auto& [key, first] : order) {
        const Household& h = households_[static_cast<std::uint32_t>(key)];
        for (int k = 0; k < h.size; ++k) {
            result.fine_age.push_back(first[k].fine_age);
            result.ethnic_group.push_back(first[k].ethnic_group);
        }
        result.household_begin.push_back(static_cast<std::uint16_t>(result.fine_age.size()));
    }
    return result;
}

}  // namespace

NeighbourhoodPopulation fill_households(const Neighbourhood& neighbourhood, const AgeByGroup& persons,
                                        const HouseholdSizes& sizes, const PopulationParameters& parameters,
                                        std::uint32_t seed, std::uint32_t number) {
    const HouseholdKernels kernels(parameters);
    Builder builder(persons, parameters, kernels, seed, number);
    const int young = persons.of_age(4) + persons.of_age(5) + persons.of_age(6);
    builder.choose_communal(neighbourhood.residents_communal, young >= parameters.halls_share * persons.total());
    builder.plan(sizes.size);
    builder.fill_singles();
    builder.fill_families();
    builder.fill_others();
    return builder.finish();
}

}  // namespace concord::sim
