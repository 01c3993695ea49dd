// The session log: what the room did, one action a line in the words of a script, with the time and results as
// comments; so a session can be read, appended to a report, and played again with `concord explore --script`. Every
// line is on disk before the next thing happens: a crash or a kill loses none.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace concord::explorer {

class SessionLog {
  public:
    // Begins a new file (never one that exists). Throws std::runtime_error with path and reason.
    explicit SessionLog(const std::filesystem::path& file);
    ~SessionLog();
    SessionLog(const SessionLog&) = delete;
    SessionLog& operator=(const SessionLog&) = delete;

    // An action that was done, as a script would have it.
    void action(std::string_view line);
    // What people should know when they read it; as many lines as the text has.
    void remark(std::string_view text);

    const std::filesystem::path& file() const { return file_; }
    // Empty, or why lines could not be written (a full disk); then they are kept and tried again with the next one.
    const std::string& problem() const { return problem_; }
    // Everything logged so far, whether or not it could be written.
    const std::string& text() const { return text_; }

  private:
    std::filesystem::path file_;
    int descriptor_ = -1;
    std::string text_, problem_;
    std::size_t written_ = 0;  // bytes of text_ that are in the file

    void append(std::string_view line);
};

// A new file name in `folder`, by date and time: 2026-04-06T10-15-00.concord. Makes the folder if need be.
std::filesystem::path new_session_file(const std::filesystem::path& folder);

}  // namespace concord::explorer
