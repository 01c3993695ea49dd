#include "sim/world/commuting.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>

#include "sim/ground/maths.h"

namespace concord::sim {
namespace {

constexpr int kMostIterations = 500;
constexpr double kToleratedShareMisplaced = 1e-6;

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

void require_consistent(const std::vector<double>& workers, const std::vector<double>& jobs,
                        const std::vector<double>& km) {
    if (jobs.size() != workers.size() || km.size() != workers.size() * workers.size())
        throw std::invalid_argument("gravity_flows: workers, jobs and distances are of different sizes");
    if (sum(workers) > 0 && sum(jobs) <= 0) throw std::invalid_argument("gravity_flows: workers but no jobs");
}

// exp(-decay (km^power - least km^power of the row)): the same shares as without the subtraction, but a row far from
// everything does not underflow to nothing.
std::vector<double> deterrence(const std::vector<double>& km, std::size_t areas, double decay, double power) {
    std::vector<double> weight(km.size());
    for (std::size_t i = 0; i < areas; ++i) {
        const auto row = km.begin() + static_cast<std::ptrdiff_t>(i * areas);
        const double nearest = maths::pow(*std::min_element(row, row + static_cast<std::ptrdiff_t>(areas)), power);
        for (std::size_t j = 0; j < areas; ++j)
            weight[i * areas + j] = maths::exp(-decay * (maths::pow(km[i * areas + j], power) - nearest));
    }
    return weight;
}

void scale_rows(std::vector<double>& flows, const std::vector<double>& workers) {
    const std::size_t areas = workers.size();
    for (std::size_t i = 0; i < areas; ++i) {
        const auto row = flows.begin() + static_cast<std::ptrdiff_t>(i * areas);
        const auto end = row + static_cast<std::ptrdiff_t>(areas);
        const double total = std::accumulate(row, end, 0.0);
        const double factor = total > 0 ? workers[i] / total : 0.0;
        std::for_each(row, end, [factor](double& flow) { flow *= factor; });
    }
}

std::vector<double> column_sums(const std::vector<double>& flows, std::size_t areas) {
    std::vector<double> total(areas, 0.0);
    for (std::size_t i = 0; i < areas; ++i)
        for (std::size_t j = 0; j < areas; ++j) total[j] += flows[i * areas + j];
    return total;
}

}  // namespace

std::vector<double> gravity_flows(const std::vector<double>& workers, const std::vector<double>& jobs,
                                  const std::vector<double>& km, double decay, double power) {
    require_consistent(workers, jobs, km);
    const std::size_t areas = workers.size();
    const double all_workers = sum(workers);
    if (all_workers <= 0) return std::vector<double>(areas * areas, 0.0);

    const double workers_a_job = all_workers / sum(jobs);
    std::vector<double> wanted = jobs;
    for (double& value : wanted) value *= workers_a_job;

    std::vector<double> flows = deterrence(km, areas, decay, power);
    for (std::size_t i = 0; i < areas; ++i)
        for (std::size_t j = 0; j < areas; ++j) flows[i * areas + j] *= wanted[j];
    scale_rows(flows, workers);
    for (int iteration = 0; iteration < kMostIterations; ++iteration) {
        std::vector<double> factor = column_sums(flows, areas);
        double misplaced = 0;
        for (std::size_t j = 0; j < areas; ++j) {
            misplaced += std::abs(factor[j] - wanted[j]);
            factor[j] = factor[j] > 0 ? wanted[j] / factor[j] : 0.0;
        }
        if (misplaced <= 2 * kToleratedShareMisplaced * all_workers) break;
        for (std::size_t i = 0; i < areas; ++i)
            for (std::size_t j = 0; j < areas; ++j) flows[i * areas + j] *= factor[j];
        scale_rows(flows, workers);
    }
    return flows;
}

std::vector<double> area_distances(const Geography& geography) {
    const std::size_t areas = geography.areas.size();
    std::vector<double> east(areas, 0.0), north(areas, 0.0), residents(areas, 0.0), km2(areas, 0.0);
    for (const Neighbourhood& place : geography.neighbourhoods) {
        const int area = place.area;
        east[area] += place.residents * place.easting;
        north[area] += place.residents * place.northing;
        residents[area] += place.residents;
        km2[area] += place.area_km2;
    }
    for (std::size_t area = 0; area < areas; ++area) {
        const double weight = std::max(residents[area], 1.0);
        east[area] /= weight;
        north[area] /= weight;
    }
    std::vector<double> km(areas * areas);
    for (std::size_t i = 0; i < areas; ++i)
        for (std::size_t j = 0; j < areas; ++j)
            km[i * areas + j] = i == j ? 0.5 * std::sqrt(km2[i] / std::numbers::pi)
                                       : maths::hypot(east[i] - east[j], north[i] - north[j]) / 1000.0;
    return km;
}

}  // namespace concord::sim
