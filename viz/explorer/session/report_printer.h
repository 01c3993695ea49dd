// A report's page printed as PDF beside what people do: it takes seconds, and the window does not wait.
#pragma once

#include <filesystem>
#include <future>
#include <optional>
#include <string>

namespace concord::explorer {

class ReportPrinter {
  public:
    // Waits for an earlier one that is at work.
    void begin(const std::filesystem::path& page, const std::filesystem::path& pdf);
    bool at_work() const { return coming_.valid(); }
    struct End {
        std::filesystem::path pdf;
        std::optional<std::string> why_not;  // a sentence, where there is no PDF
    };
    // Once, when it is over; `wait`: until it is. Empty when nothing is being printed.
    std::optional<End> take(bool wait);

  private:
    std::filesystem::path pdf_;
    std::future<std::optional<std::string>> coming_;  // waits for the printing where it goes first
};

}  // namespace concord::explorer
