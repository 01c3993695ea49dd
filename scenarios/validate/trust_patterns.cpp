// Trust by area in five districts: spread inside them (P2), and each predicted from a fit to the other four (P15).
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/validate/association.h"
#include "scenarios/validate/cross_section_patterns.h"
#include "scenarios/validate/fit_start.h"
#include "scenarios/validate/published.h"
#include "scenarios/validate/start_levels.h"
#include "sim/ground/percentile.h"
#include "sim/ground/random.h"

namespace concord::validate {
namespace {

// Trust in each published area, percent of adults.
std::vector<double> simulated_trust(const sim::Geography& geography, const StartLevels& levels,
                                    const std::vector<AreaTrust>& trust) {
    const auto item = item_of(levels, sim::kTrustNeighbours);
    const auto area = area_of_neighbourhoods(geography);
    std::vector<double> out;
    for (const AreaTrust& one : trust) {
        std::vector<int> inside;
        for (const int a : area) inside.push_back(std::find(one.areas.begin(), one.areas.end(), a) != one.areas.end());
        out.push_back(means_over(item, levels.adults, inside, 2)[1]);
    }
    return out;
}

// 95 % interval of r(model) - r(line) over areas drawn again.
std::string gain_interval(const std::vector<double>& observed, const std::vector<double>& model,
                          const std::vector<double>& line) {
    constexpr std::uint32_t kDraws = 2000;
    const auto count = static_cast<std::uint32_t>(observed.size());
    std::vector<double> gains;
    for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
        std::vector<double> o, m, l;
        for (std::uint32_t k = 0; k < count; ++k) {
            const auto at = sim::below(sim::philox({k, draw, 0, 0}, {1, 15})[0], count);
            o.push_back(observed[at]), m.push_back(model[at]), l.push_back(line[at]);
        }
        gains.push_back(correlation(m, o) - correlation(l, o));
    }
    std::sort(gains.begin(), gains.end());
    const double gain = correlation(model, observed) - correlation(line, observed), low = gains[kDraws / 40],
                 high = gains[kDraws - kDraws / 40 - 1];
    return fmt::format("gain {:+.3f} ({:+.3f} to {:+.3f}){}", gain, low, high,
                       low > 0 ? "" : ": adds nothing to deprivation that can be told");
}

Result spread_inside(const Setting& setting) {
    const auto& geography = *setting.geography;
    const auto area = area_of_neighbourhoods(geography);
    constexpr std::array<std::string_view, 5> kShown = {"Bolton", "Manchester", "Rochdale", "Stockport", "Trafford"};
    std::vector<int> shown, district;
    for (std::size_t a = 0; a < geography.areas.size(); ++a) {
        const int d = geography.areas[a].district;
        const auto& name = geography.districts[static_cast<std::size_t>(d)].name;
        if (std::find(kShown.begin(), kShown.end(), name) == kShown.end()) continue;
        shown.push_back(static_cast<int>(a)), district.push_back(d);
    }
    Result out{.id = "P2",
               .kind = Kind::kFitted,
               .measure = "trust in neighbours, sd between areas of a district",
               .unit = "points",
               .low = kTrustSpreadLow,
               .high = kTrustSpreadHigh,
               .source = "W",
               .note = "the five districts with published estimates",
               .decimals = 1};
    for (int seed = 1; seed <= setting.seeds; ++seed) {
        const auto levels = start_levels(setting.world(), setting.parameters, setting.baseline.baseline,
                                         static_cast<std::uint32_t>(seed));
        const auto all = means_over(item_of(levels, sim::kTrustNeighbours), levels.adults, area,
                                    static_cast<int>(geography.areas.size()));
        std::vector<double> of_shown;
        for (const int a : shown) of_shown.push_back(all[static_cast<std::size_t>(a)]);
        out.values.push_back(spread_within(of_shown, district));
    }
    return out;
}

}  // namespace

std::vector<Result> trust_by_area(const Setting& setting) {
    Result r{.id = "P15",
             .kind = Kind::kPredicted,
             .measure = "trust by area, each district from a fit to the others, r of the mean over seeds",
             .low = 0.85,
             .source = "W",
             .decimals = 3};
    Result sd{.id = "P15",
              .kind = Kind::kPredicted,
              .measure = "sd of trust over areas in a single seed, of the published one",
              .low = 0.8,
              .high = 1.2,
              .source = "W"};
    const Result inside = spread_inside(setting);
    if (!setting.data) {
        r.note = sd.note = fmt::format("needs {} and {} (--data)", kAreaTrustFile, kAreaLookupFile);
        return {inside, r, sd};
    }
    const auto trust = read_area_trust(*setting.data, *setting.geography);
    std::vector<double> observed, mean(trust.size());
    std::vector<int> district;
    for (const auto& one : trust) observed.push_back(one.percent), district.push_back(one.district);
    std::vector<std::vector<double>> of_seed(static_cast<std::size_t>(setting.seeds),
                                             std::vector<double>(trust.size()));
    for (int d = 0; d < static_cast<int>(setting.geography->districts.size()); ++d) {
        if (std::find(district.begin(), district.end(), d) == district.end()) continue;
        const auto parameters = with_fit(
            setting.parameters, fit_start(*setting.geography, setting.parameters, setting.baseline.baseline, trust, d));
        for (std::size_t s = 0; s < of_seed.size(); ++s) {
            const auto all = simulated_trust(
                *setting.geography,
                start_levels(setting.world(), parameters, setting.baseline.baseline, static_cast<std::uint32_t>(s + 1)),
                trust);
            for (std::size_t k = 0; k < trust.size(); ++k)
                if (district[k] == d) of_seed[s][k] = all[k];
        }
    }
    for (const auto& values : of_seed) {
        sd.values.push_back(standard_deviation(values) / standard_deviation(observed));
        for (std::size_t k = 0; k < values.size(); ++k) mean[k] += values[k] / static_cast<double>(of_seed.size());
    }
    r.values = {correlation(mean, observed)};
    const auto line = leave_one_group_out(deprivation_of(*setting.geography, trust), observed, district);
    sd.beside = fmt::format("deprivation alone: {:.2f}", standard_deviation(line) / standard_deviation(observed));
    r.beside = fmt::format("deprivation alone: r {:.3f}; {}", correlation(line, observed),
                           gain_interval(observed, mean, line));
    return {inside, r, sd};
}

}  // namespace concord::validate
