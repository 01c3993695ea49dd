#include "sim/policy/rules.h"

#include <algorithm>
#include <cmath>

#include "sim/policy/scenario.h"

namespace concord::sim {

namespace {

// A share that rises over a ramp and falls at once.
class Level {
  public:
    explicit Level(Ramp ramp) : ramp_(ramp), since_(ramp.from) {}
    void aim_at(double target, int week) {
        const int at = std::max(week, ramp_.from);
        reached_ = std::min(target, risen_to(at));
        since_ = at;
        target_ = target;
    }
    double in_week(int week) const { return risen_to(week + 0.5); }

  private:
    double risen_to(double week) const {
        return ramp_.weeks > 0 ? std::min(target_, reached_ + std::max(0.0, week - since_) / ramp_.weeks) : target_;
    }

    Ramp ramp_;
    int since_;  // week in which it was `reached_`
    double reached_ = 0, target_ = 0;
};

}  // namespace

double turned_to(const Rule& rule, std::span<const Reading> readings, int week, Ramp ramp) {
    bool met = false;
    int against = 0;  // reports in a row that speak against how it stands
    Level level(ramp);
    level.aim_at(rule.otherwise, ramp.from);
    for (const Reading& reading : readings) {
        if (reading.acts_in > week || std::isnan(reading.value)) continue;
        const bool meets = rule.below ? reading.value < rule.threshold : reading.value > rule.threshold;
        against = meets == met ? 0 : against + 1;
        if (against < rule.reports) continue;
        met = meets;
        against = 0;
        level.aim_at(met ? rule.then : rule.otherwise, reading.acts_in);
    }
    return level.in_week(week);
}

namespace {

std::string named(int indicator) { return std::string(kIndicatorTable[static_cast<std::size_t>(indicator)].name); }

// A regime under which nothing is known of the indicator while the lever is in force; `week` is the first such.
struct Blind {
    int week = -1;
    Regime regime{};
};
Blind blind_in(const Scenario& scenario, const LeverSetting& lever) {
    const int from = std::max(0, weeks_between(scenario.start, lever.from)),
              until = lever.until ? weeks_between(scenario.start, *lever.until) : scenario.length();
    for (int week = from; week < std::min(until, scenario.length()); ++week)
        if (const Regime regime = monitoring_of(scenario, week).regime; !sees(regime, lever.rule->indicator))
            return {week, regime};
    return {};
}

}  // namespace

std::string what_is_wrong_with_rule(const Scenario& scenario, std::size_t index) {
    const LeverSetting& lever = scenario.levers.at(index);
    if (!lever.rule) return {};
    const Rule& rule = *lever.rule;
    if (lever.kind == LeverKind::kMonitoring) return "monitoring cannot have a rule: rules go by what it reports";
    if (rule.indicator < 0 || rule.indicator >= kIndicators) return "there is no such indicator";
    const auto share = [](double x) { return x >= 0 && x <= 1; };
    if (!share(rule.then) || !share(rule.otherwise)) return "a rule turns a lever to 0 to 100 % of its setting";
    if (rule.then == rule.otherwise) return "then and otherwise are the same: the rule would turn nothing";
    if (rule.reports < 1 || rule.reports > kMostReportsInARow)
        return "reports in a row are 1 to " + std::to_string(kMostReportsInARow);
    if (!(rule.threshold >= 0 && rule.threshold <= highest_threshold(rule.indicator)))
        return "the threshold of " + named(rule.indicator) + " is outside its range";
    const Blind blind = blind_in(scenario, lever);
    if (blind.week < 0) return {};
    return named(rule.indicator) + " is not seen by " + std::string(info(blind.regime).name) + ", the regime of " +
           to_iso(add_weeks(scenario.start, blind.week)) + ": it reports " + named(kSeenRecordedHate) + ", " +
           named(kSeenStops) + " and " + named(kSeenReferrals);
}

}  // namespace concord::sim
