// Prints what the files below a folder say that they may not (disclosure_walker.h): exit code 1 if there is anything, 2
// if there is no such folder.
// Used by tests/end_to_end/disclosure_test.py on what the program itself wrote.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "tests/support/disclosure_walker.h"

int main(int count, char** arguments) {
    if (count != 2) {
        fmt::print(stderr, "usage: walk_disclosure FOLDER\n");
        return 2;
    }
    if (!std::filesystem::is_directory(arguments[1])) {
        fmt::print(stderr, "walk_disclosure: {}: no such folder\n", arguments[1]);
        return 2;
    }
    const auto complaints = concord::tests::disclosure_complaints_below(arguments[1]);
    for (const std::string& complaint : complaints) fmt::print("{}\n", complaint);
    return complaints.empty() ? 0 : 1;
}
