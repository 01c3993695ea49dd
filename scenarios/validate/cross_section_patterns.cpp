#include "scenarios/validate/cross_section_patterns.h"

#include <fmt/format.h>

#include <cmath>

#include "scenarios/validate/association.h"
#include "scenarios/validate/published.h"
#include "scenarios/validate/start_levels.h"
#include "scenarios/validate/state_levels.h"

namespace concord::validate {
namespace {

using sim::Item;

// What of the table belongs to districts and areas.
struct Places {
    std::vector<int> area, district;
    int areas, districts;
    std::vector<double> residents;  // [N]
    std::vector<double> district_deprivation, area_deprivation, area_diversity;

    explicit Places(const sim::Geography& geography)
        : area(area_of_neighbourhoods(geography)),
          district(district_of_neighbourhoods(geography)),
          areas(static_cast<int>(geography.areas.size())),
          districts(static_cast<int>(geography.districts.size())) {
        const auto z = standard_over_residents(geography, &sim::Neighbourhood::imd_score);
        for (const auto& n : geography.neighbourhoods) residents.push_back(n.residents);
        district_deprivation = means_over(z, residents, district, districts);
        area_deprivation = means_over(z, residents, area, areas);
        area_diversity.assign(static_cast<std::size_t>(areas), 1);
        for (std::size_t g = 0; g < sim::kEthnicGroups; ++g) {
            std::vector<double> share;
            for (const auto& n : geography.neighbourhoods) share.push_back(n.ethnic_group[g] / double(n.residents));
            const auto of_area = means_over(share, residents, area, areas);
            for (std::size_t a = 0; a < of_area.size(); ++a) area_diversity[a] -= of_area[a] * of_area[a];
        }
    }
    std::vector<double> by_district(const StartLevels& levels, Item item) const {
        return means_over(item_of(levels, item), levels.adults, district, districts);
    }
    std::vector<double> by_area(const StartLevels& levels, Item item) const {
        return means_over(item_of(levels, item), levels.adults, area, areas);
    }
};

// Spread of get_on_well between neighbourhoods over that between districts. A sample's mean scatters around its
// neighbourhood's by how much residents differ: that variance is taken off.
double spread_of_neighbourhoods(const StartLevels& levels, const sim::Parameters& p, int scale) {
    const auto well = item_of(levels, sim::kGetOnWell);
    double sum = 0, square = 0, noise = 0, adults = 0;
    for (std::size_t n = 0; n < well.size(); ++n) {
        if (!(levels.adults[n] > 0) || std::isnan(well[n])) continue;
        const double trust = p.item_well_trust * levels.spread[n][sim::kNeighbourTrust],
                     openness = p.item_well_openness * levels.spread[n][sim::kOpenness];
        const double slope = well[n] * (100 - well[n]) / 100;
        const double of_residents =
            slope * slope * (trust * trust + openness * openness + 2 * p.resident_correlation * trust * openness);
        adults += levels.adults[n], sum += levels.adults[n] * well[n], square += levels.adults[n] * well[n] * well[n];
        noise += levels.adults[n] * of_residents / (levels.adults[n] / scale);
    }
    const double mean = sum / adults;
    return std::sqrt(square / adults - mean * mean - noise / adults);
}

std::vector<double> published(const DistrictFigures& figures) {
    return {figures.percent.begin(), figures.percent.end()};
}

// What a straight line on deprivation says of districts, each from the other nine.
std::string deprivation_alone(const Places& places, const std::vector<double>& observed) {
    std::vector<int> each;
    for (int d = 0; d < places.districts; ++d) each.push_back(d);
    const auto line = leave_one_group_out(places.district_deprivation, observed, each);
    return fmt::format(
        "r {:.2f}, rank {:.2f}, error {:.1f}", std::abs(correlation(places.district_deprivation, observed)),
        std::abs(rank_correlation(places.district_deprivation, observed)), centred_error(line, observed));
}

// The rows of P14 for one item.
struct DistrictItem {
    Item item;
    const char* name;
    const DistrictFigures* figures;
};
constexpr DistrictItem kPredictedItems[] = {{sim::kBelong, "belonging", &kPublishedBelonging},
                                            {sim::kSatisfiedArea, "satisfaction with the area", &kPublishedSatisfied},
                                            {sim::kDisorderProblem, "perceived disorder", &kPublishedDisorder}};

}  // namespace

std::vector<Result> district_and_area_patterns(const Setting& setting) {
    const Places places(*setting.geography);
    sim::Baseline without = setting.baseline.baseline;
    without.get_on_well_by_district.clear();
    const auto& well = setting.baseline.baseline.get_on_well_by_district;

    Result rank{.id = "P1",
                .kind = Kind::kFitted,
                .measure = "people get on well by district, rank correlation",
                .low = 0.9,
                .source = "S01"};
    Result error{.id = "P1",
                 .kind = Kind::kFitted,
                 .measure = "the same, root mean square error",
                 .unit = "points",
                 .high = 4,
                 .source = "S01",
                 .decimals = 1};
    Result rank_without{
        .id = "P1", .kind = Kind::kPredicted, .measure = "the same without district effects, rank", .source = "S01"};
    Result error_without{.id = "P1",
                         .kind = Kind::kPredicted,
                         .measure = "the same, centred error",
                         .unit = "points",
                         .source = "S01",
                         .decimals = 1};
    Result between{.id = "P2",
                   .kind = Kind::kFitted,
                   .measure = "people get on well, sd between districts",
                   .unit = "points",
                   .low = 7,
                   .high = 13,
                   .source = "S01",
                   .decimals = 1};
    Result ratio{.id = "P2",
                 .kind = Kind::kFitted,
                 .measure = "sd between neighbourhoods over sd between districts, sampling noise removed",
                 .low = 1.2,
                 .high = 1.8,
                 .source = "S01"};
    struct Pair {
        Item item;
        const char* name;
        double published, low, high;
        std::vector<double> off{}, on{};
    };
    std::vector<Pair> pairs = {{sim::kDisorderProblem, "perceived disorder", kCohesionWithDisorder,
                                kCohesionWithDisorder - 0.2, kCohesionWithDisorder + 0.2},
                               {sim::kSatisfiedArea, "satisfaction with the area", kCohesionWithSatisfaction,
                                kCohesionWithSatisfaction - 0.2, kCohesionWithSatisfaction + 0.2},
                               {sim::kBelong, "belonging", kCohesionWithBelonging, 0.10, 0.57}};
    Result partial{.id = "P13",
                   .kind = Kind::kFollows,
                   .measure = "trust in neighbours and diversity over areas, net of deprivation, partial r",
                   .low = -0.1,
                   .high = 0.1,
                   .source = "E30;E33"};
    std::vector<std::array<std::vector<double>, 3>> predicted(std::size(kPredictedItems));

    for (int seed = 1; seed <= setting.seeds; ++seed) {
        const auto number = static_cast<std::uint32_t>(seed);
        const auto on = start_levels(setting.world(), setting.parameters, setting.baseline.baseline, number);
        const auto off = start_levels(setting.world(), setting.parameters, without, number);
        const auto districts = places.by_district(on, sim::kGetOnWell),
                   plain = places.by_district(off, sim::kGetOnWell);
        rank.values.push_back(rank_correlation(districts, well));
        error.values.push_back(root_mean_square_error(districts, well));
        rank_without.values.push_back(rank_correlation(plain, well));
        error_without.values.push_back(centred_error(plain, well));
        between.values.push_back(standard_deviation(districts));
        ratio.values.push_back(spread_of_neighbourhoods(on, setting.parameters, setting.scale) / between.values.back());
        for (Pair& pair : pairs) {
            const auto r = [&](const StartLevels& levels) {
                return correlation(places.by_area(levels, sim::kGetOnWell), places.by_area(levels, pair.item));
            };
            pair.off.push_back(r(off));
            pair.on.push_back(r(on));
        }
        partial.values.push_back(partial_correlation(places.by_area(off, sim::kTrustNeighbours), places.area_diversity,
                                                     places.area_deprivation));
        for (std::size_t k = 0; k < predicted.size(); ++k) {
            const auto model = places.by_district(on, kPredictedItems[k].item),
                       known = published(*kPredictedItems[k].figures);
            predicted[k][0].push_back(correlation(model, known));
            predicted[k][1].push_back(rank_correlation(model, known));
            predicted[k][2].push_back(centred_error(model, known));
        }
    }
    rank_without.beside = error_without.beside = "deprivation alone: " + deprivation_alone(places, well);

    std::vector<Result> out = {rank, error, rank_without, error_without, between, ratio};
    for (const Pair& pair : pairs) {
        out.push_back({.id = "P3",
                       .kind = Kind::kPredicted,
                       .measure = fmt::format("get on well with {} over 353 areas, r", pair.name),
                       .low = pair.low,
                       .high = pair.high,
                       .values = pair.off,
                       .source = "S01",
                       .beside = "deprivation alone: r +1 or -1 of any two",
                       .note = "district effects off"});
        out.push_back({.id = "P3",
                       .kind = Kind::kPredicted,
                       .measure = "the same with district effects",
                       .values = pair.on,
                       .source = "S01"});
    }
    out.push_back(partial);
    for (std::size_t k = 0; k < predicted.size(); ++k) {
        const auto known = published(*kPredictedItems[k].figures);
        const std::string beside = "deprivation alone: " + deprivation_alone(places, known);
        const std::string name = kPredictedItems[k].name;
        out.push_back({.id = "P14",
                       .kind = Kind::kPredicted,
                       .measure = name + " by district, r",
                       .low = 0.6,
                       .values = predicted[k][0],
                       .source = "S01",
                       .beside = beside});
        out.push_back({.id = "P14",
                       .kind = Kind::kPredicted,
                       .measure = name + " by district, rank correlation",
                       .low = 0.6,
                       .values = predicted[k][1],
                       .source = "S01"});
        out.push_back({.id = "P14",
                       .kind = Kind::kPredicted,
                       .measure = name + " by district, centred error",
                       .unit = "points",
                       .high = 4,
                       .values = predicted[k][2],
                       .source = "S01",
                       .decimals = 1});
    }
    return out;
}

}  // namespace concord::validate
