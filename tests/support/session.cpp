#include "tests/support/session.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "viz/explorer/actions/actions.h"

namespace concord::tests {
namespace {

explorer::ExplorerOptions options_in(const std::filesystem::path& folder, int scale, Session::Rights rights) {
    static const sim::Geography geography = scenarios::built_in_greater_manchester();
    return {.geography = geography,
            .actions = explorer::action_table(),
            .simulation = {.scale = scale, .member_scale = 2 * scale, .threads = 1},
            .log_file = folder / "session.concord",
            .out_folder = folder,
            .confined = rights.confined,
            .overwrite = rights.overwrite};
}

}  // namespace

Session::Session(int scale, Rights rights) : explorer(options_in(folder.path, scale, rights)) {}

void Session::play(const std::string& lines) {
    std::istringstream in(lines);
    for (std::string line; std::getline(in, line, ';');) {
        explorer.perform_line(line);
        REQUIRE(explorer.settle(300));
        REQUIRE(explorer.frame().problem == "");
    }
}

}  // namespace concord::tests
