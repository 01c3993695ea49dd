#include "sim/run/equality_years.h"

#include <algorithm>

#include "sim/measures/segregation.h"

namespace concord::sim {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::size_t cell(int group, int measure) {
    return static_cast<std::size_t>(group) * kEqualityMeasures + static_cast<std::size_t>(measure);
}

// Of the census's counts, which no sample makes larger than they are.
std::vector<ResidentsByGroup> residents_of_places(const Geography& geography) {
    std::vector<ResidentsByGroup> places;
    for (const Neighbourhood& n : geography.neighbourhoods) {
        ResidentsByGroup& place = places.emplace_back();
        std::copy(n.ethnic_group.begin(), n.ethnic_group.end(), place.begin());
    }
    return places;
}

}  // namespace

EqualityOfPeriod::EqualityOfPeriod(const Simulation::Impl& simulation, const PeriodSums& sums)
    : sim_(simulation),
      usual_talks_(sums.fold(usual_talks(simulation), MixedTalks{},
                             [](MixedTalks& sum, const MixedTalks& more) { sum += more; })),
      of_segregation_(3) {
    const std::vector<ResidentsByGroup> places = residents_of_places(simulation.world.geography);
    for (int g = 0; g < kEthnicGroups; ++g) {
        const auto group = static_cast<std::size_t>(g);
        of_segregation_[0][group] = dissimilarity(places, g);
        of_segregation_[1][group] = exposure(places, g, g);
        of_segregation_[2][group] = interaction(places, g);
    }
}

// Dispersion, bimodality and how far areas stand apart, of GM and its districts. Areas with fewer than ten adults are
// left out, as nothing may rest on them.
void EqualityOfPeriod::put_polarisation(const PeriodSums& sums, std::vector<double>& values) const {
    const GroupLayout& layout = sums.layout();
    const auto groups = static_cast<std::size_t>(1 + layout.districts);
    const Geography& geography = sim_.world.geography;
    const std::vector<PowerSums>& areas = sums.powers_of_areas();
    std::vector<PowerSums> powers(groups);
    std::vector<std::array<std::vector<AreaMean>, kPolarisedStates.size()>> means(groups);
    for (std::size_t a = 0; a < areas.size(); ++a)
        for (const int g : {layout.gm(), layout.district(geography.areas[a].district)}) {
            powers[static_cast<std::size_t>(g)] += areas[a];
            if (areas[a].adults < kFewestInCell) continue;
            for (std::size_t k = 0; k < kPolarisedStates.size(); ++k)
                means[static_cast<std::size_t>(g)][k].push_back(
                    {areas[a].adults, areas[a].first[kPolarisedStates[k]] / areas[a].adults});
        }
    for (std::size_t g = 0; g < groups; ++g)
        for (std::size_t k = 0; k < kPolarisedStates.size() && powers[g].adults >= kFewestInCell; ++k) {
            const auto put = [&](PolarisationMeasure measure, double value) {
                values[cell(static_cast<int>(g), polarisation_of(k, measure))] = value;
            };
            put(kDispersion, dispersion(powers[g], kPolarisedStates[k]));
            put(kBimodality, bimodality(powers[g], kPolarisedStates[k]));
            put(kBetweenAreas, mean_absolute_difference(means[g][k]));
        }
}

double gap_between(double of_best, double of_worst, int better) {
    return better * (of_best - of_worst) + 0.0;  // adding nothing makes 0 of -0
}

std::vector<double> EqualityOfPeriod::values(const PeriodSums& sums, const std::vector<AdultSums>& adults,
                                             const std::function<double(int group, int outcome)>& outcome) const {
    const GroupLayout& layout = sums.layout();
    std::vector<double> values(adults.size() * kEqualityMeasures, kUndefined);
    for (int g = 0; g < layout.count(); ++g) {
        const AdultSums& of = adults[static_cast<std::size_t>(g)];
        if (of.adults < kFewestInCell) continue;
        for (std::size_t k = 0; k < kFurtherItems.size(); ++k)
            values[cell(g, kEqualityItems + static_cast<int>(k))] = 100 * of.item[kFurtherItems[k]] / of.adults;
        values[cell(g, kEqualityFriends)] = 100 * of.bridging / of.adults;
        const MixedTalks& usual = usual_talks_[static_cast<std::size_t>(g)];
        if (usual.all > 0)
            values[cell(g, kEqualityTalks)] = 100 * (usual.other + kFriendTalks * of.bridging) / usual.all;
        if (g <= layout.districts) values[cell(g, kEqualityTies)] = of.ties / of.adults;
    }
    put_polarisation(sums, values);
    const int worst = layout.fifth(0), best = layout.fifth(GroupLayout::kFifths - 1);
    const auto put_gap = [&](std::size_t k, const MeasureInfo& of, double of_best, double of_worst) {
        values[cell(layout.gm(), kEqualityGaps + static_cast<int>(k))] = gap_between(of_best, of_worst, of.better);
    };
    for (std::size_t k = 0; k < kGapOutcomes.size(); ++k)
        put_gap(k, kOutcomeTable[kGapOutcomes[k]], outcome(best, kGapOutcomes[k]), outcome(worst, kGapOutcomes[k]));
    for (std::size_t k = 0; k < kFurtherItems.size(); ++k) {
        const int item = kEqualityItems + static_cast<int>(k);
        put_gap(kGapOutcomes.size() + k, kItemTable[kFurtherItems[k]], values[cell(best, item)],
                values[cell(worst, item)]);
    }
    for (int g = 0; g < kEthnicGroups; ++g)
        for (std::size_t k = 0; k < of_segregation_.size(); ++k)
            values[cell(layout.ethnic(g), kEqualityDissimilarity + static_cast<int>(k))] =
                of_segregation_[k][static_cast<std::size_t>(g)];
    return values;
}

// No ratio to a rate of fewer than ten residents, or of fewer than ten stops.
void put_stops(const PeriodSums& sums, const std::vector<double>& stops, std::span<double> values) {
    const GroupLayout& layout = sums.layout();
    const auto reference = static_cast<std::size_t>(layout.ethnic(kReferenceGroup));
    const std::vector<double>& talkers = sums.talkers();
    const auto rate = [&](std::size_t g) { return 1000 * stops[g] / talkers[g]; };
    for (std::size_t g = 0; g < stops.size(); ++g)
        if (talkers[g] >= kFewestInCell) values[cell(static_cast<int>(g), kEqualityStops)] = rate(g);
    if (talkers[reference] < kFewestInCell || stops[reference] < kFewestInCell) return;
    for (int e = 0; e < kEthnicGroups; ++e)
        if (const auto g = static_cast<std::size_t>(layout.ethnic(e)); talkers[g] >= kFewestInCell)
            values[cell(layout.ethnic(e), kEqualityStopRatio)] = rate(g) / rate(reference);
}

EqualityYears::EqualityYears(const Simulation::Impl& simulation, const PeriodSums& sums)
    : of_period_(simulation, sums),
      sum_(static_cast<std::size_t>(sums.layout().count()) * kEqualityMeasures, 0.0),
      stops_(static_cast<std::size_t>(sums.layout().count()), 0.0) {}

void EqualityYears::add(int period, const PeriodSums& sums, const std::vector<AdultSums>& adults,
                        const std::vector<EventRow>& events, RunRecord& record) {
    Series& series = record[SeriesId::kEquality];
    const std::vector<double> values = of_period_.values(sums, adults, [&](int group, int outcome) {
        return record[SeriesId::kGroupOutcomes].at(period, group, outcome);
    });
    const auto put = [&](int year, const std::vector<double>& cells, double divisor) {
        for (std::size_t k = 0; k < cells.size(); ++k)
            series.values[series.position(year) + k] = static_cast<double>(static_cast<float>(cells[k] / divisor));
    };
    if (period == 0) return put(0, values, 1);
    for (std::size_t k = 0; k < sum_.size(); ++k) sum_[k] += values[k];
    for (std::size_t g = 0; g < stops_.size(); ++g) stops_[g] += events[g][kEventStops];
    if (period % kPeriodsAYear != 0) return;
    const int year = period / kPeriodsAYear;
    put(year, sum_, kPeriodsAYear);
    put_stops(sums, stops_, std::span(series.values).subspan(series.position(year), sum_.size()));
    std::fill(sum_.begin(), sum_.end(), 0.0);
    std::fill(stops_.begin(), stops_.end(), 0.0);
}

}  // namespace concord::sim
