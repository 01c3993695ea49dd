// A report of a few tables and figures with everything in it that a workbook must take: verdicts, intervals, names that
// look like formulas or hide something, text longer than a cell.
#pragma once

#include "report/document.h"

namespace concord::tests {

report::Document workbook_sample();

}  // namespace concord::tests
