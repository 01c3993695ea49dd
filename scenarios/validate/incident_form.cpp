// What is recorded in a district is published, or Greater Manchester's shared by exposure: over residents of an area
// the share of other backgrounds there, times one minus the own share to the power nu (4.6). What happens is that over
// the mean probability P of recording. Where m of the residents are within reach and w of what is intended comes about,
//
//     happened x (1 - rate m w),   recorded: of these P + (1 - P) third m w,   or P (1 + third m w) where w is below 0
//
// with the two effects of a full reach as parameters, and w of delivery times dilution at that reach.
#include "scenarios/validate/incident_form.h"

#include <algorithm>
#include <vector>

#include "scenarios/validate/normal_table.h"
#include "scenarios/validate/state_levels.h"
#include "sim/ground/maths.h"
#include "sim/policy/dilution.h"
#include "sim/policy/schedule.h"

namespace concord::validate {

using namespace sim;

namespace {

std::size_t district_of(const World& world, std::size_t n) {
    return static_cast<std::size_t>(world.geography.neighbourhoods[n].district);
}

// Of each area: residents who live among others, weighed by how far they do.
std::vector<double> exposure_of(const World& world, double isolation) {
    const std::size_t areas = world.geography.areas.size();
    std::vector<std::array<double, kEthnicGroups>> people(areas);
    std::vector<double> all(areas), exposure(areas);
    for (std::size_t n = 0; n < world.geography.neighbourhoods.size(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            const auto area = static_cast<std::size_t>(world.geography.neighbourhoods[n].area);
            ++people[area][world.ethnic_group[i]], ++all[area];
        }
    for (std::size_t a = 0; a < areas; ++a)
        for (const double own : people[a])
            if (all[a] > 0) exposure[a] += own * (1 - own / all[a]) * maths::pow(1 - own / all[a], isolation);
    return exposure;
}

std::vector<double> by_district(const World& world, const std::vector<double>& of_areas) {
    std::vector<double> sums(world.geography.districts.size());
    for (std::size_t a = 0; a < of_areas.size(); ++a)
        sums[static_cast<std::size_t>(world.geography.areas[a].district)] += of_areas[a];
    return sums;
}

// Mean probability over each district that an incident is recorded.
std::vector<double> probability_of_recording(const World& world, const Parameters& p) {
    constexpr double kCentre = 0.6;  // police trust at which report_intercept holds (4.6)
    const StateLevels levels = state_levels(world, p);
    std::vector<double> sum(world.geography.districts.size()), people(sum.size());
    for (std::size_t n = 0; n < levels.place.size(); ++n) {
        const double here = static_cast<double>(world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n]);
        const double mean = levels.place[n].mean[kPoliceTrust];
        if (!(here > 0)) continue;
        people[district_of(world, n)] += here;
        sum[district_of(world, n)] +=
            here * over_normal([&](double e) {
                const double trust = std::clamp(mean + levels.sd[kPoliceTrust] * e, 0.0, 1.0);
                return maths::logistic(p.report_intercept + p.report_slope * (trust - kCentre));
            });
    }
    for (std::size_t d = 0; d < sum.size(); ++d) sum[d] /= std::max(1.0, people[d]);
    return sum;
}

}  // namespace

std::vector<double> shares_of_recorded(const World& world, const Parameters& p, const Baseline& baseline) {
    std::vector<double> residents(world.geography.districts.size()), recorded(residents.size());
    for (std::size_t n = 0; n < world.geography.neighbourhoods.size(); ++n)
        residents[district_of(world, n)] += world.geography.neighbourhoods[n].residents;
    std::vector<double> of_area = exposure_of(world, p.hostility_isolation);
    const std::vector<double> exposure = by_district(world, of_area);
    double left = 0, shared = 0, all = 0;
    for (const double of : residents) left += baseline.recorded_hate_per_1000_a_year * of;
    const auto& published = baseline.recorded_hate_by_district;
    const auto known = [&](std::size_t d) { return d < published.size() && published[d]; };
    for (std::size_t d = 0; d < recorded.size(); ++d)
        if (known(d))
            recorded[d] = *published[d] * residents[d], left -= recorded[d];
        else
            shared += exposure[d];
    for (std::size_t d = 0; d < recorded.size(); ++d) {
        if (!known(d) && exposure[d] > 0) recorded[d] = std::max(0.0, left) * exposure[d] / shared;
        all += recorded[d];
    }
    for (std::size_t a = 0; a < of_area.size(); ++a) {
        const auto d = static_cast<std::size_t>(world.geography.areas[a].district);
        of_area[a] = exposure[d] > 0 && all > 0 ? of_area[a] / exposure[d] * recorded[d] / all : 0;
    }
    return of_area;
}

IncidentChange countered_incidents(const World& world, const Parameters& p, const Baseline& baseline,
                                   const LeverSetting& setting, const Delivered& delivered) {
    double reached = 0;
    for (const Neighbourhood& n : world.geography.neighbourhoods)
        if (std::binary_search(setting.districts.begin(), setting.districts.end(), n.district))
            reached += setting.intensity() * n.residents;
    const double diluted = left_by_dilution(p.dilution, reached / kResidentsOfGreaterManchester);
    const std::vector<double> recorded = by_district(world, shares_of_recorded(world, p, baseline)),
                              chance = probability_of_recording(world, p);
    double before = 0, after = 0, recorded_before = 0, recorded_after = 0;
    for (std::size_t d = 0; d < recorded.size(); ++d) {
        const bool there = std::binary_search(setting.districts.begin(), setting.districts.end(), static_cast<int>(d));
        const double works = static_cast<double>(delivered[d][static_cast<std::size_t>(LeverKind::kCounterHate)]),
                     much = there ? setting.intensity() * works * diluted : 0;
        const double happened = recorded[d] / chance[d],
                     left = happened * std::max(0.0, 1 - p.counter_hate_rate * much),
                     third = p.counter_hate_reporting * much;
        before += happened, after += left;
        recorded_before += recorded[d];
        recorded_after += left * (chance[d] + (third > 0 ? 1 - chance[d] : chance[d]) * third);
    }
    return {.happened = after / before - 1, .share_recorded = recorded_after / after - recorded_before / before};
}

}  // namespace concord::validate
