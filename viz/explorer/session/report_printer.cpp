#include "viz/explorer/session/report_printer.h"

#include <chrono>

#include "report/pdf.h"

namespace concord::explorer {

void ReportPrinter::begin(const std::filesystem::path& page, const std::filesystem::path& pdf) {
    pdf_ = pdf;
    coming_ = std::async(std::launch::async, [page, pdf] { return report::print_pdf(page, pdf); });
}

std::optional<ReportPrinter::End> ReportPrinter::take(bool wait) {
    if (!at_work()) return std::nullopt;
    if (!wait && coming_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return std::nullopt;
    return End{pdf_, coming_.get()};
}

}  // namespace concord::explorer
