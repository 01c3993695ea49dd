// The report of a session as a document (report/document.h): what was asked and what came of the futures shown, the
// figures that were added, and as appendix the room's questions and guesses, its notes, the log, and where the numbers
// come from. Every word on results is a panel's (results.h, findings.h).
#pragma once

#include "report/document.h"
#include "viz/explorer/session/explorer.h"

namespace concord::explorer {

// With the figures and the question of `folder`. Page one is of what is shown now; while no scenario is open, or
// nothing of it is computed, it stays as it was written last.
report::Document session_report(const Explorer& explorer, const ReportFolder& folder);

// At the end of a session: writes the page with the whole log, and the workbook; prints the page where that was asked
// for. Nothing where there is no report. Throws std::runtime_error with path and reason.
void finish_report(Explorer& explorer);

// Its chapters. The appendix is a chapter and its parts.
report::Section report_page_one(const Explorer& explorer);
report::Section report_figures(const ReportFolder& folder);
std::vector<report::Section> report_appendix(const Explorer& explorer);

}  // namespace concord::explorer
