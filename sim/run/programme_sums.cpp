#include "sim/run/programme_sums.h"

#include <algorithm>
#include <limits>

#include "sim/ground/parallel.h"
#include "sim/measures/outcome_sums.h"

namespace concord::sim {
namespace {

// Of the aware by programme_trust: answers are worked out once a bin, not once a resident.
constexpr std::size_t kBins = 1024;

struct Sums {
    double adults = 0, aware = 0, trust = 0;
    std::array<double, kBins> aware_by_trust{};

    void add(float programme_trust, bool is_aware) {
        adults += 1;
        trust += static_cast<double>(programme_trust);
        if (!is_aware) return;
        aware += 1;
        aware_by_trust[std::min(kBins - 1, static_cast<std::size_t>(programme_trust * static_cast<float>(kBins)))] += 1;
    }
    void add(const Sums& more) {
        adults += more.adults;
        aware += more.aware;
        trust += more.trust;
        for (std::size_t b = 0; b < kBins; ++b) aware_by_trust[b] += more.aware_by_trust[b];
    }
};

ProgrammeLevels levels_of(const Start& start, const Sums& sums) {
    ProgrammeLevels levels;
    levels.fill(std::numeric_limits<double>::quiet_NaN());
    if (sums.adults < kFewestInCell) return levels;
    levels[kProgrammeAware] = 100 * sums.aware / sums.adults;
    levels[kProgrammeMeanTrust] = sums.trust / sums.adults;
    if (sums.aware < kFewestInCell) return levels;
    double in_favour = 0;
    for (std::size_t b = 0; b < kBins; ++b)
        if (sums.aware_by_trust[b] > 0)
            in_favour += sums.aware_by_trust[b] *
                         programme::support(start, start.programme, (static_cast<double>(b) + 0.5) / double{kBins});
    levels[kProgrammeSupport] = 100 * in_favour / sums.aware;
    return levels;
}

}  // namespace

std::vector<ProgrammeLevels> programme_levels(const Start& start, const SimulationState& state) {
    const World& world = *start.world;
    const auto& first = world.neighbourhood_of_district_begin;
    std::vector<Sums> of_district(first.size() - 1);
    parallel_for(static_cast<int>(of_district.size()), [&](int d) {
        Sums& sums = of_district[static_cast<std::size_t>(d)];
        const int begin = first[static_cast<std::size_t>(d)], end = first[static_cast<std::size_t>(d) + 1];
        for (auto i = start.begin(begin); i < start.begin(end); ++i)
            if (world.age_band[i] >= kFirstAdultBand)
                sums.add(state.now[i][kProgrammeTrust], programme::is_aware(state, i));
    });
    Sums all;
    std::vector<ProgrammeLevels> levels(1);
    for (const Sums& sums : of_district) {
        all.add(sums);
        levels.push_back(levels_of(start, sums));
    }
    levels.front() = levels_of(start, all);
    return levels;
}

}  // namespace concord::sim
