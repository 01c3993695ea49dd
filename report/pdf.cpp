#include "report/pdf.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/input_file.h"
#include "scenarios/files/paths.h"
#include "scenarios/files/program_call.h"
#include "scenarios/files/shown_text.h"

namespace concord::report {
namespace {

namespace fs = std::filesystem;

// For a hundred pages on a busy machine.
constexpr std::chrono::seconds kLongest{120}, kLongestForWeasyPrint{300};

// The first of these programs that PATH has; empty when it has none.
std::string installed(const std::vector<std::string>& names) {
    const char* path = std::getenv("PATH");
    const std::string folders = path == nullptr ? "" : path;
    for (const std::string& name : names) {
        for (std::size_t begin = 0; begin < folders.size();) {
            const std::size_t end = std::min(folders.find(':', begin), folders.size());
            const fs::path file = fs::path(folders.substr(begin, end - begin)) / name;
            if (end > begin && ::access(file.c_str(), X_OK) == 0) return file.string();
            begin = end + 1;
        }
    }
    return {};
}

// A folder that nobody else can look into, gone at the end.
class PrivateFolder {
  public:
    PrivateFolder() {
        std::string name = (fs::temp_directory_path() / "concord-print-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
        path = name;
    }
    ~PrivateFolder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    fs::path path;
};

// Sets the flag when its time has come, unless it is over before.
class TimeLimit {
  public:
    explicit TimeLimit(std::chrono::seconds longest) {
        thread_ = std::thread([this, longest] {
            std::unique_lock lock(mutex_);
            if (!ended_.wait_for(lock, longest, [this] { return over_; })) reached = true;
        });
    }
    ~TimeLimit() {
        {
            const std::lock_guard lock(mutex_);
            over_ = true;
        }
        ended_.notify_all();
        thread_.join();
    }
    TimeLimit(const TimeLimit&) = delete;
    TimeLimit& operator=(const TimeLimit&) = delete;

    std::atomic<bool> reached = false;

  private:
    std::mutex mutex_;
    std::condition_variable ended_;
    bool over_ = false;
    std::thread thread_;
};

// file:///..., with everything but letters, digits and slashes as %HH.
std::string address_of(const fs::path& file) {
    std::string out = "file://";
    for (const char c : fs::absolute(file).string()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("/._-").find(c) != std::string_view::npos;
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::vector<std::string> chromium_call(const std::string& program, const fs::path& html, const fs::path& folder,
                                       const fs::path& printed) {
    std::vector<std::string> words = {program,
                                      "--headless",
                                      "--disable-gpu",
                                      "--disable-extensions",
                                      "--disable-background-networking",
                                      "--disable-component-update",
                                      "--no-first-run",
                                      "--user-data-dir=" + (folder / "user").string(),
                                      "--no-pdf-header-footer",
                                      "--export-tagged-pdf",
                                      "--generate-pdf-document-outline",
                                      "--print-to-pdf=" + printed.string()};
    // Chromium refuses to make a sandbox for root.
    if (::geteuid() == 0) words.emplace_back("--no-sandbox");
    words.push_back(address_of(html));
    return words;
}

std::string last_line(std::string_view said) {
    while (!said.empty() && (said.back() == '\n' || said.back() == ' ')) said.remove_suffix(1);
    const std::size_t line = said.rfind('\n');
    return scenarios::printable(line == std::string_view::npos ? said : said.substr(line + 1));
}

// What the program has printed, or why there is nothing.
std::optional<std::string> print(const std::vector<std::string>& words, std::chrono::seconds longest,
                                 const fs::path& printed, const fs::path& pdf) {
    TimeLimit limit(longest);
    const scenarios::ProgramEnd end = scenarios::run_program(words, {}, &limit.reached);
    if (end.stopped)
        return fmt::format("the PDF was not made: {} did not print within {} seconds", words[0], longest.count());
    if (end.status != 0 || !scenarios::is_file(printed)) {
        const std::string said = last_line(end.said);
        return fmt::format("the PDF was not made: {} ended with status {}{}{}", words[0], end.status,
                           said.empty() ? "" : ": ", said);
    }
    const std::string bytes = scenarios::read_text(printed);
    if (bytes.substr(0, 5) != "%PDF-") return fmt::format("the PDF was not made: {} wrote something else", words[0]);
    scenarios::write_text_file(pdf, bytes);
    return std::nullopt;
}

}  // namespace

std::optional<std::string> print_pdf(const fs::path& html, const fs::path& pdf) try {
    const PrivateFolder folder;
    const fs::path printed = folder.path / "report.pdf";
    const std::string chromium = installed({"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"});
    if (!chromium.empty()) return print(chromium_call(chromium, html, folder.path, printed), kLongest, printed, pdf);
    const std::string weasyprint = installed({"weasyprint"});
    if (!weasyprint.empty())
        return print({weasyprint, address_of(html), printed.string()}, kLongestForWeasyPrint, printed, pdf);
    return "the PDF was not made: neither Chromium nor WeasyPrint is installed; any browser prints the HTML report";
} catch (const std::exception& error) {
    return fmt::format("the PDF was not made: {}", error.what());
}

}  // namespace concord::report
