// Session logs that are kept from earlier: which there are, and the one that did not end by itself.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace concord::explorer {

struct KeptSession {
    std::filesystem::path file;
    std::string when;  // "2026-04-06 10:15"
    int actions = 0;
    bool ended = false;  // it was left, or gone on with in another
};

// Of a folder, the newest first; those that a running program writes and those without an action are left out.
std::vector<KeptSession> kept_sessions(const std::filesystem::path& folder);
// The newest, unless it ended.
std::optional<KeptSession> broken_off_session(const std::filesystem::path& folder);
// Notes at its end that it goes on in another file, so that it is not offered again. Failures are no matter.
void note_went_on(const std::filesystem::path& file, const std::filesystem::path& next);

}  // namespace concord::explorer
