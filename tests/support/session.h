// A session on the real map with a population small enough for tests.
#pragma once

#include <string>

#include "scenarios/greater_manchester/table.h"
#include "tests/support/scratch_folder.h"
#include "viz/explorer/session/explorer.h"

namespace concord::tests {

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

}  // namespace concord::tests
