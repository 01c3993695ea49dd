#include "scenarios/compare/survey.h"

#include <cmath>
#include <limits>

#include "scenarios/compare/statistics.h"

namespace concord::scenarios {

double respondents(double share, const SurveyRegime& regime) { return regime.respondents_a_year * share; }

double smallest_survey_difference_at(double percent, double share, const SurveyRegime& regime) {
    const double effective = respondents(share, regime) / regime.design_effect;
    return effective > 0 ? smallest_survey_difference(percent, effective) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace concord::scenarios
