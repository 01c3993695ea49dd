// A session on the real map with a population small enough for tests.
#pragma once

#include <filesystem>
#include <string>

#include "scenarios/greater_manchester/table.h"
#include "viz/explorer/session/explorer.h"

namespace concord::tests {

// A folder of its own, gone with it.
class ScratchFolder {
  public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

struct Session {
    ScratchFolder folder;
    explorer::Explorer explorer;

    struct Rights {
        bool confined = false, overwrite = false;  // as in explorer::ExplorerOptions
    };
    explicit Session(int scale = 300) : Session(scale, Rights{}) {}
    Session(int scale, Rights rights);
    // Script lines, separated by semicolons, each computed to the end.
    void play(const std::string& lines);
    const explorer::Workspace& now() const { return explorer.workspace(); }
};

std::string text_of(const std::filesystem::path& file);

}  // namespace concord::tests
