// What a figure says to those who do not see it, written from its data, and the data themselves, as a table and as CSV.
#pragma once

#include <string>
#include <vector>

#include "viz/figure/figure.h"

namespace concord::figure {

// Kind, axes, ranges, what stands out, how much is missing. Where ranks are not allowed (Figure::ranks_allowed) it
// names no row, series or unit as highest or lowest, and no place at all.
std::string alt_text(const Figure& figure);

// The data, whatever kind the figure is of: NaN where there is no value or it rests on too few. What is said about it
// goes where they go: subtitle, notices, provenance, caption, sources.
struct FigureData {
    std::vector<std::string> about;
    Table table;
};
FigureData data_of(const Figure& figure);

// Comment lines (#) with title, provenance and notices, a header line, then the data; NaN is an empty cell, and so is a
// value that rests on too few. RFC 4180 quoting.
std::string to_csv(const Figure& figure);

}  // namespace concord::figure
