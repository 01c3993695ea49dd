// Values of a lever's fields, as the room reads them and as scripts say them. All goes by the rows of the table of
// levers.
#pragma once

#include <string>
#include <string_view>

#include "sim/policy/scenario.h"

namespace concord::explorer {

// "35 seats per 1,000 residents a year", "40 % of the officers", "+5 points", "Police, Councils".
std::string value_words(const sim::LeverField& field, const sim::FieldValue& value);
// The first field of the setting, which says how much there is of the lever.
std::string how_much_words(const sim::LeverSetting& setting);
// Pounds: "180", "22.5", "275,000".
std::string unit_price(double gbp);

// One word of a script (quoted where it has blanks), and back: "0.05", "quarterly_survey", "police councils", "none".
std::string value_word(const sim::LeverField& field, const sim::FieldValue& value);
// Throws std::invalid_argument: what is wrong and what is allowed.
sim::FieldValue value_of_word(const sim::LeverField& field, std::string_view word);

// "from 0 to 1000", "one of ...": what the field may be, in words of a script.
std::string allowed_values(const sim::LeverField& field);

}  // namespace concord::explorer
