#include "sim/policy/schedule.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

#include "sim/ground/maths.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/targeting.h"
#include "sim/policy/together.h"

namespace concord::sim {
namespace {

std::string title(const Scenario& scenario, int lever) {
    const LeverSetting& setting = scenario.levers[lever];
    return "lever " + std::to_string(lever + 1) + " (" + std::string(info(setting.kind).name) + "): ";
}

void require(bool condition, const Scenario& scenario, int lever, const std::string& problem) {
    if (!condition) throw std::invalid_argument(title(scenario, lever) + problem);
}

std::string numbered(const LeverField& field, double number) {
    return std::string(field.key) + " = " + std::to_string(number) + " is outside " + std::to_string(field.low) +
           " to " + std::to_string(field.high);
}

void require_valid(const Scenario& scenario, int lever) {
    const LeverSetting& setting = scenario.levers[lever];
    const auto& fields = info(setting.kind).fields;
    require(setting.values.size() <= fields.size(), scenario, lever, "it has more values than fields");
    for (std::size_t k = 0; k < fields.size(); ++k)
        require(is_allowed(fields[k], setting.value(k)), scenario, lever,
                is_number(fields[k]) ? numbered(fields[k], setting.value(k).number)
                                     : std::string(fields[k].key) + " has no such choice");
    require(setting.ramp_weeks >= 0, scenario, lever, "the ramp is negative");
    require(!setting.until || *setting.until > setting.from, scenario, lever, "it ends before it starts");
    require(!setting.capacity || *setting.capacity >= 0, scenario, lever, "the capacity is negative");
    const std::string of_rule = what_is_wrong_with_rule(scenario, static_cast<std::size_t>(lever));
    require(of_rule.empty(), scenario, lever, of_rule);
}

// What the scenario fixes of a parameter, else its default: draws vary it, plans do not.
double planned_parameter(const Scenario& scenario, std::string_view name) {
    for (const ParameterOverride& change : scenario.parameters)
        if (change.name == name) return change.value;
    return find_parameter(name)->value;
}

// Interviews, reports or members in a year, over Greater Manchester; of a survey those beyond the baseline's own.
double monitored_a_year(const Scenario& scenario, const LeverSetting& setting) {
    const bool surveyed = scenario.baseline.monitoring == Regime::kQuarterlySurvey;
    const auto reports = [](Regime regime) {
        return static_cast<double>(kWeeksPerYear) / (info(regime).quarters * kWeeksPerQuarter);
    };
    switch (static_cast<Regime>(setting.value(0).choice)) {
        case Regime::kPoliceReports: return reports(Regime::kPoliceReports);
        case Regime::kCommunityPanel: return setting.number("panel_members");
        case Regime::kQuarterlySurvey:
            return setting.number("interviews_a_quarter") * reports(Regime::kQuarterlySurvey) -
                   (surveyed ? kInterviewsAYear : 0);
    }
    return 0;
}

constexpr float kAny = std::numeric_limits<float>::infinity();

// What settings of a kind may add up to in one place: another kind that adds to the same list stays within it too.
float most_of(LeverKind kind) { return static_cast<float>(info(kind).how_much().most_together.value()); }

}  // namespace

std::span<const LeverEffect> lever_effects() {
    static const std::array<LeverEffect, 14> effects = {{
        {.of = &LeverWeek::engagement_seats, .neutral = 0, .low = -kAny, .high = kAny},
        {.of = &LeverWeek::bridging_places, .neutral = 0, .low = -kAny, .high = kAny},
        {.of = &LeverWeek::patrol_hours,
         .neutral = 0,
         .low = -kAny,
         .high = most_of(LeverKind::kNeighbourhoodPolicing)},
        {.of = &LeverWeek::trained, .neutral = 0, .low = 0, .high = 1},
        {.of = &LeverWeek::stop_multiple, .neutral = 1, .low = 0, .high = most_of(LeverKind::kStopAndSearch)},
        {.of = &LeverWeek::fair_share_change, .neutral = 0, .low = -1, .high = 1},
        {.of = &LeverWeek::satisfaction_change, .neutral = 0, .low = -1, .high = 1},
        {.of = &LeverWeek::esol_places, .neutral = 0, .low = -kAny, .high = kAny},
        {.of = &LeverWeek::counter_hate, .neutral = 0, .low = 0, .high = 1},
        {.of = &LeverWeek::venues_covered, .neutral = 0, .low = 0, .high = 1},
        {.of = &LeverWeek::police_fronted, .neutral = static_cast<float>(kPoliceFrontedToday), .low = 0, .high = 1},
        {.of = &LeverWeek::communication, .neutral = 0, .low = 0, .high = 1},
        {.of = &LeverWeek::support_places, .neutral = 0, .low = -kAny, .high = kAny},
        {.of = &LeverWeek::staff_trained, .neutral = 0, .low = 0, .high = 1},
    }};
    struct Shape {  // of LeverWeek, whatever the sizes of this machine
        std::array<std::vector<float>, effects.size()> lists;
        std::vector<std::array<float, kForumMembers>> forum;
        bool any;
        std::array<double, kLeverKinds> reach, undiluted;
    };
    static_assert(sizeof(LeverWeek) == sizeof(Shape), "every list of LeverWeek has its row here");
    return effects;
}

Schedule::Schedule(const Geography& geography, const Scenario& scenario, std::optional<double> prevention_contacts)
    : geography_(&geography),
      scenario_(&scenario),
      residents_(geography.total_residents()),
      prevention_contacts_(prevention_contacts ? *prevention_contacts
                                               : planned_parameter(scenario, "prevention_contacts")) {
    const int count = static_cast<int>(geography.neighbourhoods.size());
    young_.reserve(geography.neighbourhoods.size());
    for (int n = 0; n < count; ++n) young_.push_back(young_residents(geography, n));
    prepare_stop_weights();
    district_units_.assign(scenario.levers.size() * geography.districts.size(), 0.0);
    for (int lever = 0; lever < static_cast<int>(scenario.levers.size()); ++lever) add_lever(lever);
    refuse_too_much(*this);
}

void Schedule::prepare_stop_weights() {
    const double gradient = planned_parameter(*scenario_, "stop_disorder_gradient");
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
    const LeverSetting& setting = scenario_->levers[lever];
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
        const int district = geography_->neighbourhoods[n].district;
        district_units_[row + static_cast<std::size_t>(district)] += factor * units_a_week(setting, n);
    }
}

// At full strength and before capacity.
double Schedule::units_a_week(const LeverSetting& setting, int neighbourhood) const {
    const double thousands = geography_->neighbourhoods[neighbourhood].residents / 1000.0;
    switch (setting.kind) {
        case LeverKind::kCommunityEngagement: return setting.intensity() * thousands / kWeeksPerYear;
        case LeverKind::kBridgingProgrammes:
            return setting.intensity() * young_[neighbourhood] / 1000.0 / kWeeksPerYear;
        case LeverKind::kNeighbourhoodPolicing: return setting.intensity() * thousands;
        case LeverKind::kProceduralJusticeTraining:
            return setting.intensity() * kOfficersPer1000 * thousands / kWeeksPerYear;
        case LeverKind::kStopAndSearch:
            return (setting.intensity() - 1) * scenario_->baseline.stops_per_1000_a_year * thousands *
                   stop_weight_[neighbourhood] / kWeeksPerYear;
        case LeverKind::kEsolCircles:
        case LeverKind::kCounterHate: return setting.intensity() * thousands / kWeeksPerYear;
        case LeverKind::kVenueDueDiligence: return setting.intensity() * kRoomsPer1000 * thousands / kWeeksPerYear;
        case LeverKind::kPartnershipForum:
            return setting.is_neutral() ? 0 : 1000 * thousands / kResidentsOfGreaterManchester / kWeeksPerYear;
        case LeverKind::kEnforcementLedPrevention:
            return (setting.intensity() - kPoliceFrontedToday) * prevention_contacts_ / 100 * thousands / kWeeksPerYear;
        case LeverKind::kOpenCommunication: return setting.intensity() * 1000 * thousands / kWeeksPerYear;
        case LeverKind::kEarlySupport: return setting.intensity() * thousands / 100 / kWeeksPerYear;
        case LeverKind::kFrontlineTraining:
            return setting.intensity() * kFrontlineStaffPer1000 * thousands / kWeeksPerYear;
        case LeverKind::kMonitoring:
            return monitored_a_year(*scenario_, setting) * 1000 * thousands / kResidentsOfGreaterManchester /
                   kWeeksPerYear;
    }
    return 0;
}

double Schedule::strength(int lever, int week) const {
    const LeverSetting& setting = scenario_->levers[lever];
    const Date monday = add_weeks(scenario_->start, week);
    if (monday < setting.from || (setting.until && monday >= *setting.until)) return 0;
    // The first week in force is the first to begin on or after `from`.
    const int since = weeks_between(setting.from, monday);
    if (setting.rule || since >= setting.ramp_weeks) return 1;  // a rule has its ramp at each turn (turned_to)
    return (since + 0.5) / setting.ramp_weeks;
}

double Schedule::units(int lever, int district, int week) const {
    const std::size_t row = static_cast<std::size_t>(lever) * geography_->districts.size();
    return strength(lever, week) * district_units_[row + static_cast<std::size_t>(district)];
}

void Schedule::at(int week, LeverWeek& out, std::span<const double> turned) const {
    for (const LeverEffect& effect : lever_effects())
        (out.*effect.of).assign(geography_->neighbourhoods.size(), effect.neutral);
    out.forum.assign(geography_->districts.size(), {});
    out.any = false;
    out.reach.fill(0);
    const std::size_t districts = geography_->districts.size();
    for (int lever = 0; lever < static_cast<int>(places_.size()); ++lever)
        if (const double now = strength(lever, week); now > 0) {
            const auto of_lever =
                turned.empty() ? turned : turned.subspan(static_cast<std::size_t>(lever) * districts, districts);
            apply(lever, now, {geography_, of_lever}, out);
        }
    for (const LeverEffect& effect : lever_effects())
        for (float& value : out.*effect.of) value = std::clamp(value, effect.low, effect.high);
}

// Officers and staff serve all of their district, and so does who fronts prevention: what is done for some of its
// places is that share of it, alike all over the district.
void Schedule::add_to_district(int lever, double share, const Turned& turned, std::vector<float>& out) const {
    std::vector<double> of_district(geography_->districts.size()), residents(of_district.size());
    const auto& places = geography_->neighbourhoods;
    for (const Neighbourhood& place : places) residents[static_cast<std::size_t>(place.district)] += place.residents;
    for (const int n : places_[lever]) of_district[static_cast<std::size_t>(places[n].district)] += places[n].residents;
    for (std::size_t n = 0; n < places.size(); ++n) {
        const auto d = static_cast<std::size_t>(places[n].district);
        if (of_district[d] > 0)
            out[n] += static_cast<float>(turned.at(static_cast<int>(n)) * (share * (of_district[d] / residents[d])));
    }
}

void Schedule::apply(int lever, double strength, const Turned& turned, LeverWeek& out) const {
    const LeverSetting& setting = scenario_->levers[lever];
    const double delivered = strength * capacity_factor_[lever];  // of what there is a limited number of
    const auto add = [&](std::vector<float>& values, double scale, auto amount) {
        for (const int n : places_[lever]) values[n] += static_cast<float>(turned.at(n) * (scale * amount(n)));
    };
    const auto units = [&](int n) { return units_a_week(setting, n); };
    const auto everywhere = [](double amount) { return [amount](int) { return amount; }; };
    const auto reach = [&](auto residents) {  // that many a year
        for (const int n : places_[lever])
            out.reach[static_cast<std::size_t>(setting.kind)] +=
                turned.at(n) * (residents(n) / kResidentsOfGreaterManchester);
    };
    const auto participants = [&](int n) { return delivered * units(n) * kWeeksPerYear; };
    const auto living_there = [&](double share) {
        return [this, share](int n) { return share * geography_->neighbourhoods[n].residents; };
    };
    switch (setting.kind) {
        case LeverKind::kCommunityEngagement:
            add(out.engagement_seats, delivered, units);
            reach(participants);
            break;
        case LeverKind::kBridgingProgrammes:
            add(out.bridging_places, delivered, units);
            reach(participants);
            break;
        case LeverKind::kNeighbourhoodPolicing:
            add(out.patrol_hours, delivered, everywhere(setting.intensity()));
            reach(living_there(setting.intensity() > 0 ? strength : 0));
            break;
        case LeverKind::kProceduralJusticeTraining:
            add_to_district(lever, delivered * setting.intensity(), turned, out.trained);
            reach(living_there(delivered * setting.intensity()));
            break;
        case LeverKind::kStopAndSearch:
            add(out.stop_multiple, delivered, everywhere(setting.intensity() - 1));
            // Posture is no number of stops: capacity does not thin it.
            add(out.fair_share_change, strength, everywhere(setting.number("fair_share")));
            add(out.satisfaction_change, strength, everywhere(setting.number("service_satisfaction")));
            break;
        case LeverKind::kEsolCircles:
            add(out.esol_places, delivered, units);
            reach(participants);
            break;
        case LeverKind::kCounterHate:
            add(out.counter_hate, delivered, everywhere(setting.intensity()));
            reach(living_there(delivered * setting.intensity()));
            break;
        case LeverKind::kVenueDueDiligence: add(out.venues_covered, delivered, everywhere(setting.intensity())); break;
        case LeverKind::kPartnershipForum:
            for (const int n : places_[lever])
                for (std::size_t k = 0; k < kForumMembers; ++k) {
                    float& in = out.forum[static_cast<std::size_t>(geography_->neighbourhoods[n].district)][k];
                    if (has(setting.value(0), k)) in = std::max(in, static_cast<float>(turned.at(n) * delivered));
                }
            break;
        case LeverKind::kEnforcementLedPrevention:
            add_to_district(lever, delivered * (setting.intensity() - kPoliceFrontedToday), turned, out.police_fronted);
            break;
        case LeverKind::kOpenCommunication:
            add(out.communication, delivered, everywhere(setting.intensity()));
            reach(living_there(delivered * setting.intensity()));
            break;
        case LeverKind::kEarlySupport:
            add(out.support_places, delivered, [&](int n) { return units(n) * kWeeksPerYear; });
            reach(participants);
            break;
        case LeverKind::kFrontlineTraining:
            add_to_district(lever, delivered * setting.intensity(), turned, out.staff_trained);
            reach(living_there(delivered * setting.intensity()));
            break;
        case LeverKind::kMonitoring: return;  // changes nobody
    }
    out.any = out.any || !setting.is_neutral();
}

}  // namespace concord::sim
