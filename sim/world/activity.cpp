#include "sim/world/activity.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/ground/random.h"
#include "sim/world/household_kernels.h"
#include "sim/world/rounding.h"

namespace concord::sim {
namespace {

constexpr double kRetired60To64 =
    0.3;  // weight of those aged 60-64 in a neighbourhood's share of the retired. Assumption
constexpr int kFine60To64 = 14, kFine65 = 15;

using Quotas = std::array<int, kFineAgeBands>;

// Of `wanted` students, how many come from each age band: youngest first, up to the usual share, then whoever is left.
Quotas student_quotas(const Quotas& residents, int wanted, const PopulationParameters& parameters) {
    Quotas quotas{};
    for (int f = kFirstAdultFine; f < kFineAgeBands; ++f) {
        const int most = static_cast<int>(std::lround(parameters.student_first[f] * residents[f]));
        wanted -= quotas[f] = std::min(wanted, most);
    }
    for (int f = kFirstAdultFine; f < kFineAgeBands; ++f) {
        const int more = std::min(wanted, residents[f] - quotas[f]);
        quotas[f] += more;
        wanted -= more;
    }
    return quotas;
}

Quotas retired_quotas(const Quotas& residents, const Quotas& students, int wanted) {
    Quotas quotas{};
    for (int f = kFineAgeBands - 1; f >= kFirstAdultFine; --f)
        wanted -= quotas[f] = std::min(wanted, residents[f] - students[f]);
    return quotas;
}

// Picks one of several kinds in proportion to how many are left of each, and takes it.
template <std::size_t N>
std::size_t take(std::array<int*, N> left, std::uint32_t word) {
    int sum = 0;
    for (const int* kind : left) sum += *kind;
    int x = static_cast<int>(below(word, static_cast<std::uint32_t>(sum)));
    for (std::size_t k = 0; k + 1 < N; ++k) {
        if (x < *left[k]) {
            --*left[k];
            return k;
        }
        x -= *left[k];
    }
    --*left[N - 1];
    return N - 1;
}

// A district's `share` of its inactive over its neighbourhoods [first, last), none above its cap.
std::vector<int> spread(double share, const std::vector<double>& weights, const std::vector<int>& caps, int inactive) {
    return largest_remainder_capped(weights, caps, static_cast<int>(std::lround(share * inactive)));
}

void split_inactive(const Geography& geography, const District& district, const std::vector<AgeByGroup>& persons,
                    int first, int last, std::vector<ActivityTotals>& totals) {
    std::vector<double> students, old;
    std::vector<int> caps;
    int inactive = 0;
    for (int n = first; n < last; ++n) {
        double aged = kRetired60To64 * persons[n].of_age(kFine60To64);
        for (int f = kFine65; f < kFineAgeBands; ++f) aged += persons[n].of_age(f);
        students.push_back(geography.neighbourhoods[n].students);
        old.push_back(aged);
        caps.push_back(totals[n].inactive);
        inactive += totals[n].inactive;
    }
    const std::vector<int> student = spread(district.inactive_student, students, caps, inactive);
    for (std::size_t k = 0; k < caps.size(); ++k) caps[k] -= student[k];
    const std::vector<int> retired = spread(district.inactive_retired, old, caps, inactive);
    for (int n = first; n < last; ++n) {
        const std::size_t k = n - first;
        totals[n].student = student[k];
        totals[n].retired = retired[k];
        totals[n].inactive -= student[k] + retired[k];
    }
}

}  // namespace

std::vector<ActivityTotals> activity_totals(const Geography& geography, const std::vector<AgeByGroup>& persons) {
    std::vector<ActivityTotals> totals;
    for (std::size_t n = 0; n < persons.size(); ++n) {
        const Neighbourhood& place = geography.neighbourhoods[n];
        const std::array<double, 3> weights = {static_cast<double>(place.employed),
                                               static_cast<double>(place.unemployed),
                                               static_cast<double>(place.inactive)};
        const std::vector<int> counts = largest_remainder(weights, persons[n].adults());
        totals.push_back({counts[0], counts[1], 0, 0, counts[2]});
    }
    int first = 0;
    const int neighbourhoods = static_cast<int>(persons.size());
    while (first < neighbourhoods) {
        const int district = geography.neighbourhoods[first].district;
        int last = first;
        while (last < neighbourhoods && geography.neighbourhoods[last].district == district) ++last;
        split_inactive(geography, geography.districts[district], persons, first, last, totals);
        first = last;
    }
    return totals;
}

void assign_activity(NeighbourhoodPopulation& population, const AgeByGroup& persons, const ActivityTotals& totals,
                     const PopulationParameters& parameters, std::uint32_t seed, std::uint32_t number) {
    Quotas residents{};
    for (int f = 0; f < kFineAgeBands; ++f) residents[f] = persons.of_age(f);
    Quotas students = student_quotas(residents, totals.student, parameters);
    Quotas retired = retired_quotas(residents, students, totals.retired);
    Quotas others{};
    for (int f = kFirstAdultFine; f < kFineAgeBands; ++f) others[f] = residents[f] - students[f] - retired[f];
    ActivityTotals left = totals;

    WordSource words(Stream(seed, Process::kActivity), number, 0);
    population.activity.resize(population.fine_age.size());
    for (std::size_t i = 0; i < population.activity.size(); ++i) {
        const std::size_t f = population.fine_age[i];
        Activity activity = f == 0 ? kPreSchool : kSchool;
        if (f >= kFirstAdultFine) {
            const std::size_t kind = take<3>({&students[f], &retired[f], &others[f]}, words());
            constexpr std::array<Activity, 3> kAtWork = {kEmployed, kUnemployed, kInactive};
            if (kind == 0)
                activity = kCollege;
            else if (kind == 1)
                activity = kRetired;
            else
                activity = kAtWork[take<3>({&left.employed, &left.unemployed, &left.inactive}, words())];
        }
        population.activity[i] = activity;
    }
}

}  // namespace concord::sim
