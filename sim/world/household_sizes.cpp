#include <algorithm>
#include <numeric>
#include <span>

#include "sim/ground/random.h"
#include "sim/world/households.h"
#include "sim/world/rounding.h"

namespace concord::sim {
namespace {

constexpr int kOpenSize = 8;  // the census's last class: 8 or more

// Gives up to `missing` more residents to 8-or-more households, one at a time at random; returns how many found room.
int fill_large(std::span<int> large, int missing, int largest, WordSource& words) {
    int placed = 0;
    std::vector<std::size_t> open(large.size());
    std::iota(open.begin(), open.end(), std::size_t{0});
    while (placed < missing && !open.empty()) {
        const std::size_t k = words.below(static_cast<std::uint32_t>(open.size()));
        if (large[open[k]] >= largest) {
            open[k] = open.back();
            open.pop_back();
            continue;
        }
        ++large[open[k]];
        ++placed;
    }
    return placed;
}

// Changes the sizes of `moves` households by `step` (+1 or -1), in proportion to the numbers of each size that can.
int shift_sizes(std::vector<int>& sizes, int moves, int step) {
    const int lowest = step > 0 ? 1 : 2;
    const int highest = std::max(kOpenSize, *std::max_element(sizes.begin(), sizes.end()));
    std::vector<int> available(highest + 1, 0);
    for (const int size : sizes)
        if (size >= lowest) ++available[size];
    const std::vector<double> weights(available.begin(), available.end());
    std::vector<int> wanted = largest_remainder_capped(weights, available, moves);
    int moved = 0;
    for (int& size : sizes) {
        int& left = wanted[size];
        if (left == 0) continue;
        --left;
        size += step;
        ++moved;
    }
    return moved;
}

}  // namespace

HouseholdSizes household_sizes(const Neighbourhood& neighbourhood, const PopulationParameters& parameters,
                               std::uint32_t seed, std::uint32_t number) {
    HouseholdSizes result;
    std::vector<int>& sizes = result.size;
    for (int size = 1; size <= kOpenSize; ++size)
        sizes.insert(sizes.end(), static_cast<std::size_t>(neighbourhood.household_size[size - 1]), size);
    const int residents = std::max(0, neighbourhood.residents - neighbourhood.residents_communal);
    if (sizes.empty() && residents > 0) sizes.push_back(1);

    if (static_cast<int>(sizes.size()) > residents) {  // fewer residents than households: the smallest go
        result.removed = static_cast<int>(sizes.size()) - residents;
        sizes.erase(sizes.begin(), sizes.begin() + result.removed);
    }
    int missing = residents - std::accumulate(sizes.begin(), sizes.end(), 0);
    if (missing > 0) {
        WordSource words(Stream(seed, Process::kHouseholds), number, 1);
        const auto large = std::lower_bound(sizes.begin(), sizes.end(), kOpenSize);
        missing -= fill_large(std::span<int>(sizes).subspan(static_cast<std::size_t>(large - sizes.begin())), missing,
                              static_cast<int>(parameters.largest_filled_household), words);
    }
    while (missing != 0) {
        const int moved = shift_sizes(sizes, std::abs(missing), missing > 0 ? 1 : -1);
        missing -= missing > 0 ? moved : -moved;
        result.moved += moved;
    }
    std::sort(sizes.begin(), sizes.end());
    return result;
}

}  // namespace concord::sim
