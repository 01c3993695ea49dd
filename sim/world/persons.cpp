#include "sim/world/persons.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "sim/ground/random.h"
#include "sim/world/rounding.h"

namespace concord::sim {
namespace {

// Second coordinates of the kPersons stream; the first is the neighbourhood or the area.
enum : std::uint32_t { kJointTable = 0, kFineAges = 1 };

using FineAges = std::array<int, kFineAgeBands>;

template <std::size_t N>
std::array<int, N> scaled(const std::array<int, N>& counts, int total) {
    std::array<double, N> weights;
    std::copy(counts.begin(), counts.end(), weights.begin());
    const std::vector<int> parts = largest_remainder(weights, total);
    std::array<int, N> result;
    std::copy(parts.begin(), parts.end(), result.begin());
    return result;
}

struct Change {
    long total = 0;
    int largest = 0;
    template <std::size_t N>
    void add(const std::array<int, N>& published, const std::array<int, N>& used) {
        for (std::size_t i = 0; i < N; ++i) {
            const int change = std::abs(used[i] - published[i]);
            total += change;
            largest = std::max(largest, change);
        }
    }
};

// Splits one census band of the area's neighbourhoods [first, last) into its fine bands.
void split_band(const Area& area, int band, const std::vector<Margins>& margins, int first, int last, WordSource& words,
                std::vector<FineAges>& fine_ages) {
    std::vector<int> fine_bands, rows;
    std::vector<double> weights;
    for (int f = 0; f < kFineAgeBands; ++f)
        if (census_band_of_fine(f) == band) {
            fine_bands.push_back(f);
            weights.push_back(area.age[f]);
        }
    for (int n = first; n < last; ++n) rows.push_back(margins[n].age[band]);
    const int total = std::accumulate(rows.begin(), rows.end(), 0);
    if (total == 0) return;
    const std::vector<int> columns = largest_remainder(weights, total);
    std::vector<double> table;
    for (const int row : rows)
        for (const int column : columns) table.push_back(static_cast<double>(row) * column / total);
    const int width = static_cast<int>(columns.size());
    const std::vector<int> counts = round_keeping_margins(std::move(table), last - first, width, words);
    for (int n = first; n < last; ++n)
        for (int k = 0; k < width; ++k) fine_ages[n][fine_bands[k]] = counts[(n - first) * width + k];
}

std::vector<FineAges> split_fine_ages(const Geography& geography, const std::vector<Margins>& margins, Stream stream) {
    std::vector<FineAges> fine_ages(geography.neighbourhoods.size(), FineAges{});
    std::vector<int> begin(geography.areas.size() + 1, 0);
    for (const Neighbourhood& n : geography.neighbourhoods) ++begin[n.area + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    const int areas = static_cast<int>(geography.areas.size());
#pragma omp parallel for schedule(dynamic, 4)
    for (int a = 0; a < areas; ++a) {
        WordSource words(stream, static_cast<std::uint32_t>(a), kFineAges);
        for (int band = 0; band < kCensusAgeBands; ++band)
            split_band(geography.areas[a], band, margins, begin[a], begin[a + 1], words, fine_ages);
    }
    return fine_ages;
}

AgeByGroup joint_table(const FineAges& ages, const std::array<int, kEthnicGroups>& groups, WordSource words) {
    std::vector<double> table(kFineAgeBands * kEthnicGroups, 1.0);  // the seed: independence
    fit_to_margins(table, ages, groups);
    const std::vector<int> counts = round_keeping_margins(std::move(table), kFineAgeBands, kEthnicGroups, words);
    AgeByGroup persons;
    for (int f = 0; f < kFineAgeBands; ++f)
        for (int g = 0; g < kEthnicGroups; ++g) persons.count[g][f] = counts[f * kEthnicGroups + g];
    return persons;
}

}  // namespace

int AgeByGroup::of_age(int fine) const {
    int sum = 0;
    for (const auto& group : count) sum += group[fine];
    return sum;
}

int AgeByGroup::of_group(int group) const { return std::accumulate(count[group].begin(), count[group].end(), 0); }

int AgeByGroup::total() const {
    int sum = 0;
    for (int g = 0; g < kEthnicGroups; ++g) sum += of_group(g);
    return sum;
}

int AgeByGroup::adults() const {
    int sum = 0;
    for (int f = 0; f < kFineAgeBands; ++f)
        if (kBandOfFineBand[f] >= kFirstAdultBand) sum += of_age(f);
    return sum;
}

std::vector<Margins> scaled_margins(const Geography& geography) {
    std::vector<Margins> margins;
    for (const Neighbourhood& n : geography.neighbourhoods)
        margins.push_back({scaled(n.age, n.residents), scaled(n.ethnic_group, n.residents)});
    return margins;
}

std::vector<std::string> describe_scaling(const Geography& geography, const std::vector<Margins>& margins) {
    Change age, group;
    for (std::size_t n = 0; n < margins.size(); ++n) {
        age.add(geography.neighbourhoods[n].age, margins[n].age);
        group.add(geography.neighbourhoods[n].ethnic_group, margins[n].ethnic_group);
    }
    const char* text =
        "Margins of {} were scaled to each neighbourhood's residents: the counts changed by {} persons in "
        "all, by at most {} in a cell.";
    return {
        fmt::format(fmt::runtime(text), "age", age.total, age.largest),
        fmt::format(fmt::runtime(text), "ethnic group", group.total, group.largest),
        "Age and ethnic group are taken as independent within a neighbourhood: no published joint table was found."};
}

std::vector<AgeByGroup> persons_by_age_and_group(const Geography& geography, const std::vector<Margins>& margins,
                                                 std::uint32_t seed) {
    const Stream stream(seed, Process::kPersons);
    const std::vector<FineAges> fine_ages = split_fine_ages(geography, margins, stream);
    std::vector<AgeByGroup> persons(margins.size());
    const int neighbourhoods = static_cast<int>(margins.size());
#pragma omp parallel for schedule(dynamic, 16)
    for (int n = 0; n < neighbourhoods; ++n)
        persons[n] = joint_table(fine_ages[n], margins[n].ethnic_group,
                                 WordSource(stream, static_cast<std::uint32_t>(n), kJointTable));
    return persons;
}

}  // namespace concord::sim
