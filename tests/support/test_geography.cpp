#include "tests/support/test_geography.h"

#include <cmath>
#include <numeric>

namespace concord::sim {
namespace {

std::string numbered(const char* prefix, int number) {
    std::string digits = std::to_string(100000 + number);
    return prefix + digits;
}

int rounded(double x) { return static_cast<int>(std::lround(x)); }

// Integer counts of `total` by share; the first cell takes what rounding leaves.
template <std::size_t N>
std::array<int, N> split(int total, const std::array<double, N>& shares) {
    std::array<int, N> counts{};
    for (std::size_t i = 0; i < N; ++i) counts[i] = rounded(total * shares[i]);
    counts[0] += total - std::accumulate(counts.begin(), counts.end(), 0);
    return counts;
}

constexpr std::array<std::array<double, kEthnicGroups>, 4> kMixes = {{{0.05, 0.02, 0.02, 0.90, 0.01},
                                                                      {0.45, 0.05, 0.04, 0.42, 0.04},
                                                                      {0.12, 0.15, 0.06, 0.60, 0.07},
                                                                      {0.20, 0.04, 0.04, 0.70, 0.02}}};
constexpr std::array<double, kCensusAgeBands> kAges = {0.20, 0.12, 0.15, 0.20, 0.18, 0.15};
constexpr std::array<double, kCensusAgeBands> kStudentAges = {0.10, 0.45, 0.19, 0.11, 0.09, 0.06};
constexpr std::array<double, 8> kSizes = {0.30, 0.32, 0.16, 0.13, 0.05, 0.02, 0.01, 0.01};
// Shares of a census band's residents by fine band, as in GM.
constexpr std::array<double, kFineAgeBands> kFineShares = {0.30, 0.32, 0.32, 0.06, 0.21, 0.21, 0.58, 0.49, 0.51, 0.36,
                                                           0.32, 0.32, 0.36, 0.35, 0.29, 0.28, 0.28, 0.19, 0.14, 0.11};

Neighbourhood neighbourhood(int number, int number_in_area, bool student) {
    Neighbourhood n;
    n.code = numbered("E01", number);
    n.name = "Neighbourhood " + std::to_string(number + 1);
    n.residents = 1500 + 37 * (number % 7);
    n.residents_communal = student ? 220 : (number % 3 == 0 ? 24 : 0);
    n.age = split(n.residents, student ? kStudentAges : kAges);
    n.ethnic_group = split(n.residents, kMixes[number % 4]);
    n.age[1] += number % 4;  // each table is perturbed on its own
    n.ethnic_group[3] -= number % 5;
    n.households = rounded((n.residents - n.residents_communal) / 2.47);
    n.household_size = split(n.households, kSizes);
    n.household_size[1] += number % 3;
    const int adults = n.residents - n.age[0];
    n.employed = rounded(adults * (student ? 0.42 : 0.58));
    n.unemployed = rounded(adults * 0.04);
    n.inactive = adults - n.employed - n.unemployed - number % 3;
    n.students = rounded(adults * (student ? 0.45 : 0.06));
    n.in_work = n.employed;
    n.work_at_home = rounded(n.employed * (0.2 + 0.03 * (number % 6)));
    n.churn = student ? 0.30 : 0.08 + 0.01 * (number % 5);
    n.imd_score = 12 + 7.0 * (number % 6);
    n.crime_score = -0.4 + 0.25 * (number % 5);
    n.antisocial_behaviour_rate = 10 + 3.0 * (number % 6);
    n.criminal_damage_rate = 5 + 1.0 * (number % 4);
    n.public_order_rate = 6 + 1.0 * (number % 5);
    n.area_km2 = 0.36;
    n.primary_schools = 1;
    n.primary_places = 170;
    if (number_in_area == 0) {
        n.secondary_schools = 1;
        n.secondary_places = 330;
    }
    return n;
}

}  // namespace

Geography small_geography(int districts, int areas_per_district, int neighbourhoods_per_area) {
    Geography geography;
    geography.source = "made up for tests";
    geography.commuting = {0.2, 1.0, 0};
    for (int d = 0; d < districts; ++d) {
        geography.districts.push_back({numbered("E08", d), "District " + std::to_string(d + 1), 0.45, 0.18});
        geography.wards.push_back({numbered("E05", d), "Ward " + std::to_string(d + 1), d});
        for (int a = 0; a < areas_per_district; ++a) {
            const int area_number = static_cast<int>(geography.areas.size());
            Area area;
            area.code = numbered("E02", area_number);
            area.name = "Area " + std::to_string(area_number + 1);
            area.district = d;
            area.outside_gm = 0.08;
            for (int m = 0; m < neighbourhoods_per_area; ++m) {
                const int number = static_cast<int>(geography.neighbourhoods.size());
                Neighbourhood n =
                    neighbourhood(number, m, m + 1 == neighbourhoods_per_area && neighbourhoods_per_area > 1);
                n.area = area_number;
                n.ward = n.district = d;
                n.easting = 380000 + 10000.0 * d + 2000.0 * a + 600.0 * m;
                n.northing = 400000 + 700.0 * (a % 2) + 300.0 * (m % 3);
                if (a == 0 && m == 0) n.colleges = 1;
                if (number == 0) n.universities = 1;
                for (int f = 0; f < kFineAgeBands; ++f)
                    area.age[f] += std::round(n.age[census_band_of_fine(f)] * kFineShares[f]);
                area.jobs += n.employed * (a == 0 ? 1.4 : 0.6);
                geography.neighbourhoods.push_back(std::move(n));
            }
            geography.areas.push_back(std::move(area));
        }
    }
    return geography;
}

}  // namespace concord::sim
