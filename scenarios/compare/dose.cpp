#include "scenarios/compare/dose.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/policy/costs.h"
#include "sim/policy/dilution.h"
#include "sim/policy/reach.h"
#include "sim/policy/schedule.h"

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

// A lever at so many times its size, as far as its bounds: no more than all officers can be trained.
sim::LeverSetting sized(sim::LeverSetting lever, double times) {
    const sim::LeverField& field = sim::info(lever.kind).how_much();
    if (!sim::is_number(field)) return lever;  // a set or a choice is what it is, at any size
    const double neutral = field.neutral.number;
    lever.set_intensity(std::clamp(neutral + times * (lever.intensity() - neutral), field.low, field.high));
    if (lever.capacity) *lever.capacity *= times;
    return lever;
}

// Which its own table must allow, unless it is a share.
void scale(sim::LeverSetting& lever, int times, const std::string& option) {
    const sim::LeverField& field = sim::info(lever.kind).how_much();
    const double neutral = field.neutral.number, wanted = neutral + times * (lever.intensity() - neutral);
    const bool bounded = sim::is_number(field) && field.kind != sim::FieldKind::kShare;
    if (bounded && (wanted < field.low || wanted > field.high))
        throw std::invalid_argument(
            fmt::format("--dose: {} of \"{}\" at {} times its size is {} = {:g}; allowed are {:g} to "
                        "{:g}",
                        sim::info(lever.kind).name, option, times, field.key, wanted, field.low, field.high));
    lever = sized(lever, times);
}

// Of residents a year, in full force and whatever rules make of it; 0 of what reaches nobody.
double reach_of(const sim::Geography& geography, const sim::Scenario& option, sim::LeverSetting lever) {
    sim::Scenario alone = option;
    lever.from = option.start, lever.ramp_weeks = 0;
    lever.until.reset(), lever.rule.reset();
    alone.levers = {lever};
    sim::LeverWeek week;
    sim::Schedule(geography, alone).at(0, week);
    return week.reach[static_cast<std::size_t>(lever.kind)];
}

// How much there is of a lever at that size, of what there is at once.
double amount(const sim::LeverSetting& once, const sim::LeverSetting& at_size) {
    const sim::LeverField& field = sim::info(once.kind).how_much();
    if (!sim::is_number(field) || once.intensity() == field.neutral.number) return 1;
    return (at_size.intensity() - field.neutral.number) / (once.intensity() - field.neutral.number);
}

// The end of the interval that promises least.
double near_end(const Difference& d, int better) { return better * (better > 0 ? d.interval.low : d.interval.high); }

// No gain yet, but no verdict that rules one out.
bool may_become_gain(const Difference& d) {
    return d.verdict == sim::Verdict::kNoChangeThatMatters || d.verdict == sim::Verdict::kCannotSay;
}

double estimated(const Difference& d, int better, double size, std::span<const double> growth) {
    if (!may_become_gain(d) || !(near_end(d, better) > 0) || growth.empty()) return kNoMultiple;
    if (size >= d.matters) return 1;
    const double wanted = d.matters / size;
    for (std::size_t k = 1; k < growth.size(); ++k)
        if (growth[k] >= wanted) return static_cast<double>(k) + (wanted - growth[k - 1]) / (growth[k] - growth[k - 1]);
    return kOutOfReach;
}

// Which of the option's levers are its own; monitoring changes nobody.
std::vector<std::size_t> own_levers(const sim::Scenario& option, const sim::Scenario& baseline) {
    std::vector<sim::LeverUse> own = sim::only_in(option, baseline);
    std::vector<std::size_t> levers;
    for (std::size_t l = 0; l < option.levers.size(); ++l) {
        const auto found = std::find(own.begin(), own.end(), static_cast<const sim::LeverUse&>(option.levers[l]));
        if (found == own.end()) continue;
        own.erase(found);
        if (option.levers[l].kind != sim::LeverKind::kMonitoring) levers.push_back(l);
    }
    return levers;
}

}  // namespace

std::vector<double> growth_of(const sim::Geography& geography, const sim::Scenario& option,
                              const sim::Scenario& baseline, double dilution) {
    const std::vector<std::size_t> own = own_levers(option, baseline);
    if (own.empty()) return {};
    const auto kind = [&](std::size_t l) { return static_cast<std::size_t>(option.levers[l].kind); };
    std::vector<double> weight, reach;  // of each of them
    std::array<double, sim::kLeverKinds> once{};
    const std::vector<double> cost = sim::planned_cost(geography, option).present_by_lever;
    for (std::size_t l = 0; l < option.levers.size(); ++l)
        once[kind(l)] += reach_of(geography, option, option.levers[l]);
    double paid = 0;
    for (const std::size_t l : own) {
        reach.push_back(reach_of(geography, option, option.levers[l]));
        weight.push_back(std::abs(cost.at(l)));
        paid += weight.back();
    }
    for (double& of : weight) of = paid > 0 ? of / paid : 1.0 / static_cast<double>(own.size());
    std::vector<double> growth;
    for (int times = 1; times <= static_cast<int>(kMostMultiple); ++times) {
        std::array<double, sim::kLeverKinds> now = once;
        std::vector<sim::LeverSetting> larger;
        for (std::size_t k = 0; k < own.size(); ++k) {
            larger.push_back(sized(option.levers[own[k]], times));
            now[kind(own[k])] += reach_of(geography, option, larger.back()) - reach[k];
        }
        double effect = 0;
        for (std::size_t k = 0; k < own.size(); ++k)
            effect += weight[k] * amount(option.levers[own[k]], larger[k]) *
                      sim::left_by_dilution(dilution, now[kind(own[k])]) /
                      sim::left_by_dilution(dilution, once[kind(own[k])]);
        growth.push_back(effect);
    }
    return growth;
}

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

double multiple_to_matter(const Difference& d, int better, std::span<const double> growth) {
    return estimated(d, better, d.mean * better, growth);
}

double multiple_for_gain(const Difference& d, int better, std::span<const double> growth) {
    return estimated(d, better, near_end(d, better), growth);
}

}  // namespace concord::scenarios
