// What a study says: sentences first, then tables. Every sentence follows from a table or a file of the study.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/files/text_table.h"
#include "scenarios/study/kept_runs.h"
#include "scenarios/study/output_check.h"

namespace concord::study {

struct Report {
    std::vector<std::string> sentences;
    std::vector<scenarios::Table> tables;
};

std::string text_of(const Report& report);

// What was asked of what: the first sentence of every report; and what failed, where something did.
std::string opening(const Study& study);
std::string failures(const KeptRuns& runs);  // empty where nothing failed
scenarios::Table check_table(const Study& study, const std::vector<OutputCheck>& checks);

// Four significant digits; "-" for what is not finite.
std::string figure(double value);
std::string range_of(double low, double high);  // "0.12 to 0.34"
// Cells of one row of CSV: texts quoted, numbers as short as they read back; NaN is blank.
std::string csv_row(const std::vector<std::string>& texts, const std::vector<double>& numbers);

}  // namespace concord::study
