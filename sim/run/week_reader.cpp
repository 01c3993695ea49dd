#include "sim/run/week_reader.h"

#include <algorithm>
#include <limits>

#include "sim/measures/group_layout.h"
#include "sim/processes/hostility.h"
#include "sim/run/start.h"

namespace concord::sim {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

int district_of(const World& world, std::size_t n) { return world.geography.neighbourhoods[n].district; }

}  // namespace

double starting_incidents(const Start& start, const SimulationState& state, int n) {
    const World& world = *start.world;
    const int area = world.geography.neighbourhoods[n].area;
    std::array<double, kEthnicGroups> rate{};
    for (int g = 0; g < kEthnicGroups; ++g)
        rate[g] = hostility::rate(start, start.hostility, area, g, state.area_sums[area]);
    double sum = 0;
    for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
        sum += rate[world.ethnic_group[i]];
    return sum;
}

ReportOfWeek report_of_week(const SimulationState& state) {
    ReportOfWeek report;
    if (state.reports.empty() || state.reports.back().to != state.week) return report;
    const std::size_t last = state.reports.size() - 1;
    for (std::size_t place = 0; place <= state.tallies.size(); ++place)
        for (std::size_t k = 0; k < kIndicators; ++k) {
            const auto& of = monitoring::measured_in(state, last, place, k);
            report.measured.push_back(of.seen);
            report.truth.push_back(of.truth);
        }
    return report;
}

WeekReader::WeekReader(std::shared_ptr<const Start> start) : start_(std::move(start)) {
    const World& world = *start_->world;
    fifth_ = deprivation_fifths(world.geography);
    adults_.assign(fifth_.size(), 0);
    residents_.assign(1 + world.geography.districts.size(), 0);
    for (std::size_t n = 0; n < fifth_.size(); ++n) {
        const auto begin = world.neighbourhood_begin[n], end = world.neighbourhood_begin[n + 1];
        for (auto i = begin; i < end; ++i) adults_[n] += world.age_band[i] >= kFirstAdultBand;
        const double residents =
            end - begin + world.neighbourhood_child_begin[n + 1] - world.neighbourhood_child_begin[n];
        residents_[0] += residents;
        residents_[1 + static_cast<std::size_t>(district_of(world, n))] += residents;
    }
}

std::vector<float> WeekReader::outcomes(const SimulationState& state) const {
    const World& world = *start_->world;
    const std::size_t shown = residents_.size();
    std::vector<AdultSums> group(shown);
    std::vector<double> incidents(shown, 0);
    for (std::size_t n = 0; n < fifth_.size(); ++n) {
        const PlaceSums& place = state.sums[n];
        AdultSums sums;
        sums.square.setConstant(kUnknown), sums.ties = kUnknown;  // taken of periods alone
        sums.state = place.state;
        sums.item = place.item;
        sums.adults = adults_[n];
        sums.fell = place.fell;
        sums.bridging = place.bridging;
        sums.chance = place.chance;
        if (fifth_[n] == 0) sums.deprived_agree = place.item[kGetOnWell], sums.deprived_adults = sums.adults;
        const double number =
            state.week == 0 ? starting_incidents(*start_, state, static_cast<int>(n)) : place.incidents;
        for (const std::size_t g : {std::size_t{0}, 1 + static_cast<std::size_t>(district_of(world, n))}) {
            group[g] += sums;
            incidents[g] += number;
        }
    }
    std::vector<float> outcomes(shown * kOutcomes, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t g = 0; g < shown; ++g)
        put_outcomes(&outcomes[g * kOutcomes], group[g],
                     incidents[g] * kWeeksPerYear * 1000 / std::max(1.0, residents_[g]));
    return outcomes;
}

double WeekReader::of_adults(double sum, int n) const { return adults(n) < kFewestInCell ? kUnknown : sum / adults(n); }

double WeekReader::agree(const SimulationState& state, int n, Item item) const {
    return of_adults(state.sums[n].item[item], n);
}

double WeekReader::mean(const SimulationState& state, int n, State of) const {
    return of_adults(state.sums[n].state[of], n);
}

}  // namespace concord::sim
