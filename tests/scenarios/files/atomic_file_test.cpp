// Files appear whole under names that nobody else writes to, and one program at a time works on a folder.
#include "scenarios/files/atomic_file.h"

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "scenarios/files/folder_lock.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "tests/scenarios/compare/fabricated_ensemble.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

// Exit status of `action` in a process of its own.
int in_child(const std::function<int()>& action) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(action());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool refused(const fs::path& folder) {
    try {
        const FolderLock lock(folder);
    } catch (const InputError&) {
        return true;
    }
    return false;
}

}  // namespace

TEST_CASE("Temporary names are this process's own, and links in their place are not followed", "[atomic_file]") {
    const TestFolder folder;
    const fs::path file = folder.path / "text.csv", precious = folder.path / "precious";
    CHECK_THAT(temporary_path(file).string(), Contains(std::to_string(::getpid())));
    const auto trap = [&](const fs::path& at) {
        std::ofstream(precious) << "mine";
        fs::create_symlink(precious, temporary_path(at));
    };
    trap(file);
    write_text_file(file, "new text");
    CHECK(bytes_of(file) == "new text");
    CHECK(bytes_of(precious) == "mine");
    trap(folder.path / "a.h5");
    hdf5::Writer(temporary_path(folder.path / "a.h5")).close();
    CHECK(bytes_of(precious) == "mine");
    CHECK(fs::is_regular_file(fs::symlink_status(temporary_path(folder.path / "a.h5"))));
    remove_temporaries(folder.path);
    CHECK_FALSE(fs::exists(temporary_path(folder.path / "a.h5")));
    CHECK(fs::exists(file));
}

TEST_CASE("A folder is one process's at a time, and free again when that ends in whatever way", "[atomic_file]") {
    const TestFolder folder;
    const fs::path it = folder.path / "deep" / "it";
    {
        const FolderLock lock(it);
        CHECK(in_child([&] { return refused(it) ? 7 : 0; }) == 7);
        CHECK_THAT(message_of([&] { const FolderLock second(it); }),
                   Contains("is in use by process " + std::to_string(::getpid())));
    }
    CHECK_FALSE(fs::exists(folder.path / "deep"));  // made for the lock, and nothing in it
    CHECK(in_child([&] {
              const FolderLock lock(it);
              ::raise(SIGKILL);
              return 0;
          }) == -SIGKILL);
    CHECK(fs::exists(it / ".lock"));
    CHECK_FALSE(refused(it));
    CHECK(fs::exists(it));  // there before, so left alone
}

}  // namespace concord::scenarios
