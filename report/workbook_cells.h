// What stands in a workbook's sheets, apart from the file: names that Excel takes, text that nothing can hide in,
// numbers in the format that people read them in, and their words in a column beside them.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "report/document.h"
#include "viz/figure/colour.h"

namespace concord::report {

// A name for the sheet of a table or figure, and among those taken: at most 31 characters, unlike every other in more
// than case, and not "History", which Excel keeps for itself. From an id that check() accepts.
std::string sheet_name(const std::string& id, std::set<std::string>& taken);

// What a cell can hold, in UTF-16 units.
inline constexpr std::size_t kLongestCell = 32'767;

// Text for a cell: hidden characters and what is no UTF-8 written out (shown_text.h), what Excel would read as a
// character's number (_x0041_) kept as it is, the end of what is longer than a cell cut off and said to be.
std::string cell_text(std::string_view text);

// Whether a workbook holds the cell as a number; one without end is only told.
bool holds_number(const Cell& cell);

// Excel's format that shows the number as the cell's text does, wherever it stands there: its decimals, sign,
// thousands, £ and per cent. Empty where the text does not hold it: then all digits are shown.
std::string number_format(const Cell& cell);

// The table with a column "TITLE, in words" behind each column of numbers whose words say more: a verdict, an interval,
// a tone. The column of numbers then holds nothing else.
Table with_words(const Table& table);

// How many characters wide the text is, by its longest line, and how many lines it takes where there is room for
// `width`.
std::size_t width_of(std::string_view text);
std::size_t lines_of(std::string_view text, std::size_t width);

figure::Colour tone_colour(Tone tone);

}  // namespace concord::report
