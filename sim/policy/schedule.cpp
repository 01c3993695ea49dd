#include "sim/policy/schedule.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "sim/ground/maths.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/targeting.h"

namespace concord::sim {
namespace {

std::string title(const Scenario& scenario, int lever) {
    const LeverSetting& setting = scenario.levers[static_cast<std::size_t>(lever)];
    return "lever " + std::to_string(lever + 1) + " (" + std::string(info(setting.kind).name) + "): ";
}

void require(bool condition, const Scenario& scenario, int lever, const std::string& problem) {
    if (!condition) throw std::invalid_argument(title(scenario, lever) + problem);
}

void require_valid(const Scenario& scenario, int lever) {
    const LeverSetting& setting = scenario.levers[static_cast<std::size_t>(lever)];
    const LeverInfo& what = info(setting.kind);
    require(setting.intensity >= what.lowest && setting.intensity <= what.highest, scenario, lever,
            std::string(what.intensity_key) + " = " + std::to_string(setting.intensity) + " is outside " +
                std::to_string(what.lowest) + " to " + std::to_string(what.highest));
    require(setting.ramp_weeks >= 0, scenario, lever, "the ramp is negative");
    require(!setting.until || *setting.until > setting.from, scenario, lever, "it ends before it starts");
    require(!setting.capacity || *setting.capacity >= 0, scenario, lever, "the capacity is negative");
    require(std::abs(setting.fair_share_change) <= 1 && std::abs(setting.satisfaction_change) <= 1, scenario, lever,
            "a change of posture lies between -1 and 1");
}

// The gradient that the run will use at the scenario's own parameters; draws vary it, plans and costs do not.
double stop_gradient(const Scenario& scenario) {
    for (const ParameterOverride& change : scenario.parameters)
        if (change.name == "stop_disorder_gradient") return change.value;
    return default_parameters().stop_disorder_gradient;
}

void clamp_all(std::vector<float>& values, float lowest, float highest) {
    for (float& value : values) value = std::clamp(value, lowest, highest);
}

}  // namespace

Schedule::Schedule(const Geography& geography, const Scenario& scenario)
    : geography_(&geography), scenario_(&scenario), residents_(geography.total_residents()) {
    const int count = static_cast<int>(geography.neighbourhoods.size());
    young_.reserve(geography.neighbourhoods.size());
    for (int n = 0; n < count; ++n) young_.push_back(young_residents(geography, n));
    prepare_stop_weights();
    district_units_.assign(scenario.levers.size() * geography.districts.size(), 0.0);
    for (int lever = 0; lever < static_cast<int>(scenario.levers.size()); ++lever) add_lever(lever);
}

void Schedule::prepare_stop_weights() {
    const double gradient = stop_gradient(*scenario_);
    double sum = 0;
    stop_weight_ = disorder_scores(*geography_);
    for (std::size_t n = 0; n < stop_weight_.size(); ++n) {
        stop_weight_[n] = maths::exp(gradient * stop_weight_[n]);
        sum += stop_weight_[n] * geography_->neighbourhoods[n].residents;
    }
    for (double& weight : stop_weight_) weight *= sum > 0 ? residents_ / sum : 1;
}

void Schedule::add_lever(int lever) {
    require_valid(*scenario_, lever);
    const LeverSetting& setting = scenario_->levers[static_cast<std::size_t>(lever)];
    try {
        places_.push_back(targeted_neighbourhoods(*geography_, setting.districts, setting.target));
    } catch (const std::invalid_argument& problem) {
        throw std::invalid_argument(title(*scenario_, lever) + problem.what());
    }
    double weekly = 0;
    for (const int n : places_.back()) weekly += units_a_week(setting, n);
    const double yearly = std::abs(weekly) * kWeeksPerYear;
    const double factor = setting.capacity && yearly > *setting.capacity ? *setting.capacity / yearly : 1;
    capacity_factor_.push_back(factor);
    const std::size_t row = static_cast<std::size_t>(lever) * geography_->districts.size();
    for (const int n : places_.back()) {
        const int district = geography_->neighbourhoods[static_cast<std::size_t>(n)].district;
        district_units_[row + static_cast<std::size_t>(district)] += factor * units_a_week(setting, n);
    }
}

// At full strength and before capacity.
double Schedule::units_a_week(const LeverSetting& setting, int neighbourhood) const {
    const auto n = static_cast<std::size_t>(neighbourhood);
    const double thousands = geography_->neighbourhoods[n].residents / 1000.0;
    switch (setting.kind) {
        case LeverKind::kCommunityEngagement: return setting.intensity * thousands / kWeeksPerYear;
        case LeverKind::kBridgingProgrammes: return setting.intensity * young_[n] / 1000.0 / kWeeksPerYear;
        case LeverKind::kNeighbourhoodPolicing: return setting.intensity * thousands;
        case LeverKind::kProceduralJusticeTraining:
            return setting.intensity * kOfficersPer1000 * thousands / kWeeksPerYear;
        case LeverKind::kStopAndSearch:
            return (setting.intensity - 1) * scenario_->baseline.stops_per_1000_a_year * thousands * stop_weight_[n] /
                   kWeeksPerYear;
    }
    return 0;
}

double Schedule::strength(int lever, int week) const {
    const LeverSetting& setting = scenario_->levers[static_cast<std::size_t>(lever)];
    const Date monday = add_weeks(scenario_->start, week);
    if (monday < setting.from || (setting.until && monday >= *setting.until)) return 0;
    // The first week in force is the first to begin on or after `from`.
    const int since = weeks_between(setting.from, monday);
    if (since >= setting.ramp_weeks) return 1;
    return (since + 0.5) / setting.ramp_weeks;
}

double Schedule::units(int lever, int district, int week) const {
    const std::size_t row = static_cast<std::size_t>(lever) * geography_->districts.size();
    return strength(lever, week) * district_units_[row + static_cast<std::size_t>(district)];
}

void Schedule::at(int week, LeverWeek& out) const {
    const std::size_t count = geography_->neighbourhoods.size();
    for (auto* values : {&out.engagement_seats, &out.bridging_places, &out.patrol_hours, &out.trained,
                         &out.fair_share_change, &out.satisfaction_change})
        values->assign(count, 0.0F);
    out.stop_multiple.assign(count, 1.0F);
    out.any = false;
    out.engagement_reach = out.bridging_reach = 0;
    for (int lever = 0; lever < static_cast<int>(places_.size()); ++lever)
        if (const double now = strength(lever, week); now > 0) apply(lever, now, out);
    clamp_all(out.trained, 0, 1);
    clamp_all(out.stop_multiple, 0, 1e6F);
    clamp_all(out.fair_share_change, -1, 1);
    clamp_all(out.satisfaction_change, -1, 1);
}

void Schedule::apply(int lever, double now, LeverWeek& out) const {
    const LeverSetting& setting = scenario_->levers[static_cast<std::size_t>(lever)];
    const double scale = now * capacity_factor_[static_cast<std::size_t>(lever)];
    const auto add = [&](std::vector<float>& values, auto amount) {
        for (const int n : places_[static_cast<std::size_t>(lever)])
            values[static_cast<std::size_t>(n)] += static_cast<float>(scale * amount(n));
    };
    const auto units = [&](int n) { return units_a_week(setting, n); };
    const auto intensity = [&](int) { return setting.intensity; };
    double weekly = 0;
    for (const int n : places_[static_cast<std::size_t>(lever)]) weekly += scale * units(n);
    const double reach = residents_ > 0 ? weekly * kWeeksPerYear / residents_ : 0;
    switch (setting.kind) {
        case LeverKind::kCommunityEngagement:
            add(out.engagement_seats, units);
            out.engagement_reach += reach;
            break;
        case LeverKind::kBridgingProgrammes:
            add(out.bridging_places, units);
            out.bridging_reach += reach;
            break;
        case LeverKind::kNeighbourhoodPolicing: add(out.patrol_hours, intensity); break;
        case LeverKind::kProceduralJusticeTraining: add(out.trained, intensity); break;
        case LeverKind::kStopAndSearch:
            add(out.stop_multiple, [&](int) { return setting.intensity - 1; });
            add(out.fair_share_change, [&](int) { return setting.fair_share_change; });
            add(out.satisfaction_change, [&](int) { return setting.satisfaction_change; });
            break;
    }
    const bool posture = setting.fair_share_change != 0 || setting.satisfaction_change != 0;
    out.any = out.any || (scale > 0 && (setting.intensity != info(setting.kind).neutral || posture));
}

}  // namespace concord::sim
