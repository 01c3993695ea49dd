#include "scenarios/compare/detectability.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

#include "sim/policy/schedule.h"

namespace concord::scenarios {
namespace {

constexpr double kNotTold = std::numeric_limits<double>::quiet_NaN();

double below(double z) { return boost::math::cdf(boost::math::normal(), z); }
double binomial_variance(double percent) { return percent / 100 * (1 - percent / 100); }

}  // namespace

RegimeDesign design_of(sim::Regime regime, const sim::Parameters& p, const sim::Monitoring& amounts) {
    const sim::RegimeInfo& info = sim::info(regime);
    RegimeDesign design{.name = info.name,
                        .title = info.title,
                        .weeks = info.quarters * sim::kWeeksPerQuarter,
                        .lag = sim::report_lag(p, regime, sim::kGetOnWell),
                        .lag_records = sim::report_lag(p, regime, sim::kSeenRecordedHate)};
    if (regime == sim::Regime::kQuarterlySurvey) {
        design.at_random = amounts.interviews / p.survey_design_effect;
        design.common_sd = p.survey_wave_sd;
    } else if (regime == sim::Regime::kCommunityPanel) {
        design.at_random = amounts.members / p.panel_design_effect;
        design.by_round = true;
    }
    return design;
}

double error_of_report(const RegimeDesign& design, double percent, double share) {
    const double variance = binomial_variance(percent);
    const double common = design.common_sd * variance;  // points of 1, by the slope of the logit
    return 100 * std::sqrt(variance / (design.at_random * share) + common * common);
}

double chance_to_tell(double difference, double error) {
    if (!(error > 0)) return kNotTold;
    const double z = std::abs(difference) / error;
    return below(z - kTwoSidedFivePercent) + below(-z - kTwoSidedFivePercent);
}

Detection detected(std::span<const double> differences, std::span<const double> errors) {
    Detection result{.chance = kNotTold, .smallest = kNotTold, .difference = kNotTold};
    double sum = 0, squares = 0;
    for (std::size_t k = 0; k < differences.size(); ++k) {
        if (std::isnan(differences[k]) || std::isnan(errors[k])) continue;
        sum += differences[k];
        squares += errors[k] * errors[k];
        const double reports = ++result.reports, error = std::sqrt(squares) / reports;
        result.difference = sum / reports;
        result.chance = chance_to_tell(result.difference, error);
        result.smallest = (kTwoSidedFivePercent + kPowerEightyPercent) * error;
        if (!(result.chance >= kDetectPower))
            result.first_report = 0;
        else if (result.first_report == 0)
            result.first_report = result.reports;
    }
    return result;
}

double error_of_evaluation(double percent, double sample, double attrition) {
    return 100 * std::sqrt(2 * binomial_variance(percent) / (sample * (1 - attrition)));
}

namespace {

// Means over the draws of the plan.
sim::Parameters mean_parameters(const Plan& plan) {
    sim::Parameters parameters = sim::default_parameters();
    for (std::size_t k = 0; k < plan.parameter_names.size(); ++k) {
        const sim::ParameterInfo* info = sim::find_parameter(plan.parameter_names[k]);
        Moments moments;
        for (const std::vector<double>& draw : plan.draws) moments.add(draw.at(k));
        if (info != nullptr && moments.count() > 0) sim::set(parameters, *info, moments.mean());
    }
    return parameters;
}

// What a comparison's tables say of one option and group, period by period.
class Course {
  public:
    Course(const Comparison& c, int option, int group)
        : c_(c),
          levels_(c.table("level_mean")),
          differences_(c.table("difference_mean")),
          events_(c.table("event_mean")),
          option_(static_cast<std::size_t>(option)),
          group_(static_cast<std::size_t>(group)) {}

    // Mean over the ends of periods in (from, to].
    double difference(int item, int from, int to) const { return mean(differences_, option_, item, from, to); }
    double level(int item, int from, int to) const { return mean(levels_, 0, item, from, to); }
    // Recorded incidents in that time, at full scale.
    double recorded(std::size_t scenario, int from, int to) const {
        double sum = 0;
        int periods = 0;
        for (int p = first(from); p <= last(to); ++p, ++periods) {
            const std::size_t row = scenario * static_cast<std::size_t>(c_.periods) + static_cast<std::size_t>(p - 1);
            sum += events_.at((row * c_.groups.size() + group_) * sim::kEventKinds + sim::kEventHateRecorded);
        }
        return periods > 0 ? sum / periods * (to - from) / sim::kWeeksPerPeriod : kNotTold;
    }
    std::size_t option() const { return option_; }

  private:
    const Comparison& c_;
    const std::vector<double>&levels_, &differences_, &events_;
    std::size_t option_, group_;

    static int first(int from) { return from / sim::kWeeksPerPeriod + 1; }
    int last(int to) const { return std::min(to / sim::kWeeksPerPeriod, c_.periods); }
    double mean(const std::vector<double>& table, std::size_t scenario, int item, int from, int to) const {
        Moments moments;
        for (int p = first(from); p <= last(to); ++p) {
            const std::size_t row = scenario * static_cast<std::size_t>(c_.periods + 1) + static_cast<std::size_t>(p);
            moments.add(
                table.at((row * c_.groups.size() + group_) * c_.outcomes.size() + static_cast<std::size_t>(item)));
        }
        return moments.mean();
    }
};

// The headline items come first among outcomes, indicators and items alike.
constexpr int kAsked = sim::kOutcomeCohesionIndex;

Detection told_of_item(const Comparison& c, const Course& course, const RegimeDesign& design, int item, double share) {
    std::vector<double> differences, errors;
    for (int to = design.weeks; to <= c.plan.weeks; to += design.weeks) {
        const int from = design.by_round ? to - sim::kWeeksPerPeriod : to - design.weeks;
        differences.push_back(course.difference(item, from, to));
        errors.push_back(std::sqrt(2.0) * error_of_report(design, course.level(item, from, to), share));
    }
    return detected(differences, errors);
}

constexpr double kFewestRecorded = 10;  // simulated incidents, of a report

// Counts scatter by themselves, as Poisson's do; a comparison needs those of two.
Detection told_of_records(const Comparison& c, const Course& course, const RegimeDesign& design) {
    std::vector<double> differences, errors;
    for (int to = design.weeks; to <= c.plan.weeks; to += design.weeks) {
        const double with = course.recorded(course.option(), to - design.weeks, to),
                     without = course.recorded(0, to - design.weeks, to);
        // A sample's own chance is not the place's: where too few simulated ones stand behind a report nothing is told.
        const bool enough = std::min(with, without) >= kFewestRecorded * c.plan.scale;
        differences.push_back(with - without);
        errors.push_back(enough ? std::sqrt(with + without) : kNotTold);
    }
    return detected(differences, errors);
}

void add_participants(const Comparison& c, int option, const sim::Parameters& p, std::vector<Detectable>& rows) {
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {
        const Difference& d = c.among_participants(option, k);
        if (!sim::kPlaceOutcomeTable[k].percentage || std::isnan(d.mean)) continue;
        const double error = error_of_evaluation(d.baseline, kEvaluationSample, p.evaluation_attrition);
        const Detection one = detected({{d.mean}}, {{error}});
        rows.push_back({.option = option,
                        .group = -1,
                        .regime = kEvaluation,
                        .indicator = &sim::kPlaceOutcomeTable[k],
                        .detection = one,
                        .known_in_week = one.first_report > 0 ? c.plan.weeks : 0});  // measured at the end
    }
}

}  // namespace

std::vector<Detectable> detectable(const Comparison& c) {
    const sim::Parameters p = mean_parameters(c.plan);
    const sim::Monitoring& amounts = c.plan.monitoring;
    std::vector<Detectable> rows;
    for (int s = 1; s < c.scenarios(); ++s) {
        for (int g = 0; g <= c.districts; ++g) {
            const Course course(c, s, g);
            const double share = c.adults.at(static_cast<std::size_t>(g)) / c.adults.at(0) * c.residents /
                                 sim::kResidentsOfGreaterManchester;
            for (std::size_t r = 0; r < sim::kRegimes; ++r) {
                const RegimeDesign design = design_of(static_cast<sim::Regime>(r), p, amounts);
                const auto add = [&](int indicator, const Detection& seen, int lag) {
                    if (seen.reports == 0) return;
                    rows.push_back(
                        {.option = s,
                         .group = g,
                         .regime = design.name,
                         .indicator = &sim::kIndicatorTable[static_cast<std::size_t>(indicator)],
                         .detection = seen,
                         .known_in_week = seen.first_report > 0 ? seen.first_report * design.weeks + lag : 0});
                };
                for (int item = 0; design.at_random > 0 && item < kAsked; ++item)
                    add(item, told_of_item(c, course, design, item, share), design.lag);
                add(sim::kSeenRecordedHate, told_of_records(c, course, design), design.lag_records);
            }
        }
        add_participants(c, s, p, rows);
    }
    return rows;
}

}  // namespace concord::scenarios
