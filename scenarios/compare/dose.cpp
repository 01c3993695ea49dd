#include "scenarios/compare/dose.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/policy/reach.h"

namespace concord::scenarios {
namespace {

constexpr double kNoMultiple = std::numeric_limits<double>::quiet_NaN();

// How many times as much reaches `matters`, from the sizes of the effect at 1, 2 and 4 times.
double multiple_between(double matters, const std::array<double, 3>& size) {
    const std::array<double, 3> times = {1, kDoses[0], kDoses[1]};
    if (size[0] >= matters) return 1;
    for (std::size_t k = 0; k + 1 < size.size(); ++k)
        if (size[k + 1] >= matters)
            return times[k] + (times[k + 1] - times[k]) * (matters - size[k]) / (size[k + 1] - size[k]);
    const double slope = (size[2] - size[1]) / (times[2] - times[1]);
    const double multiple = slope > 0 ? times[2] + (matters - size[2]) / slope : kOutOfReach;
    return multiple <= kMostMultiple ? multiple : kOutOfReach;
}

// A lever at so many times its size, which its own table must allow; of a share there is no more than all.
void scale(sim::LeverSetting& lever, int times, const std::string& option) {
    const sim::LeverField& field = sim::info(lever.kind).how_much();
    if (!sim::is_number(field)) return;  // a set or a choice is what it is, at any size
    const double neutral = field.neutral.number;
    double wanted = neutral + times * (lever.intensity() - neutral);
    if (field.kind == sim::FieldKind::kShare) wanted = std::clamp(wanted, field.low, field.high);
    lever.set_intensity(wanted);
    if (lever.capacity) *lever.capacity *= times;
    if (!sim::is_allowed(field, lever.value(0)))
        throw std::invalid_argument(
            fmt::format("--dose: {} of \"{}\" at {} times its size is {} = {:g}; allowed are {:g} to "
                        "{:g}",
                        sim::info(lever.kind).name, option, times, field.key, wanted, field.low, field.high));
}

// The end of the interval that promises least.
double near_end(const Difference& d, int better) { return better * (better > 0 ? d.interval.low : d.interval.high); }

// No gain yet, but no verdict that rules one out.
bool may_become_gain(const Difference& d) {
    return d.verdict == sim::Verdict::kNoChangeThatMatters || d.verdict == sim::Verdict::kCannotSay;
}

double extrapolated(const Difference& d, int better, double size, double dilution) {
    if (!may_become_gain(d) || !(near_end(d, better) > 0)) return kNoMultiple;
    const double multiple = std::max(1.0, std::pow(d.matters / size, 1 / (1 - dilution)));
    return multiple <= kMostMultiple ? multiple : kOutOfReach;
}

}  // namespace

std::vector<sim::Scenario> at_dose(std::vector<sim::Scenario> scenarios, int times) {
    for (std::size_t s = 1; s < scenarios.size(); ++s) {
        std::vector<sim::LeverUse> own = sim::only_in(scenarios[s], scenarios[0]);
        for (sim::LeverSetting& lever : scenarios[s].levers) {
            const auto found = std::find(own.begin(), own.end(), static_cast<const sim::LeverUse&>(lever));
            if (found == own.end()) continue;
            own.erase(found);
            scale(lever, times, scenarios[s].name);
        }
        scenarios[s].text += fmt::format("# what it adds to the baseline, at {} times the size\n", times);
    }
    return scenarios;
}

void use_doses(Comparison& c, const std::array<const Comparison*, 2>& doses) {
    c.has_doses = true;
    for (int s = 1; s < c.scenarios(); ++s)
        for (int g = 0; g < static_cast<int>(c.groups.size()); ++g)
            for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
                Difference& d = c.final_year.at(c.cell(s, g, o));
                d.multiple = d.multiple_for_gain = kNoMultiple;
                const int better = c.outcomes[static_cast<std::size_t>(o)].better;
                const Difference &twice = doses[0]->difference(s, g, o), &most = doses[1]->difference(s, g, o);
                if (!may_become_gain(d) || !(near_end(most, better) > 0)) continue;
                d.multiple = multiple_between(d.matters, {d.mean * better, twice.mean * better, most.mean * better});
                d.multiple_for_gain =
                    multiple_between(d.matters, {near_end(d, better), near_end(twice, better), near_end(most, better)});
            }
}

double multiple_to_matter(const Difference& d, int better, double dilution) {
    return extrapolated(d, better, d.mean * better, dilution);
}

double multiple_for_gain(const Difference& d, int better, double dilution) {
    return extrapolated(d, better, near_end(d, better), dilution);
}

}  // namespace concord::scenarios
