// What the survey that is in place could tell (model.md section 6, detectability): it interviews residents of a place
// in proportion to how many live there, so the smaller the place the larger the difference that it needs.
#pragma once

#include <string_view>

namespace concord::scenarios {

struct SurveyRegime {
    std::string_view name;
    double respondents_a_year;  // over Greater Manchester
    double design_effect;       // variance against a simple random sample of that size
};
// S02: four waves a year of about 3,200; the design effect is an assumption.
inline constexpr SurveyRegime kResidentsSurvey{"GMCA's residents' survey", 12875, 1.5};

// Interviews a year of residents of a place; `share` of all of Greater Manchester's adults live there [0, 1].
double respondents(double share, const SurveyRegime& regime = kResidentsSurvey);

// The smallest difference in percentage points that two years of the survey would tell from chance there, near a level
// of `percent`: two-sided 5 %, power 80 %. NaN where it interviews nobody.
double smallest_survey_difference_at(double percent, double share, const SurveyRegime& regime = kResidentsSurvey);

}  // namespace concord::scenarios
