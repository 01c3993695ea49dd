// A file while it is written: nothing is left of what was not finished, and what was finished stays.
#include "scenarios/files/output_file.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <memory>
#include <stdexcept>

#include "scenarios/files/atomic_file.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using tests::text_of;

void write(OutputFile& file, std::string_view text) { file.write(text.data(), text.size()); }

}  // namespace

TEST_CASE("A file that is not finished is gone, one that is has everything in order", "[output_file]") {
    const tests::ScratchFolder folder;
    {
        OutputFile file(folder / "a");
        write(file, "half");
        CHECK(fs::exists(folder / "a"));
    }
    CHECK_FALSE(fs::exists(folder / "a"));
    {
        OutputFile file(folder / "a");
        write(file, "one ");
        write(file, "");
        write(file, "two");
        file.finish();
    }
    CHECK(text_of(folder / "a") == "one two");
}

TEST_CASE("A new file takes the place of what had its name, but not of a link's target", "[output_file]") {
    const tests::ScratchFolder folder;
    tests::write_text(folder / "target", "a longer text than the new one");
    fs::create_symlink(folder / "target", folder / "link");
    OutputFile file(folder / "link");
    write(file, "new");
    file.finish();
    CHECK(text_of(folder / "link") == "new");
    CHECK_FALSE(fs::is_symlink(folder / "link"));
    CHECK(text_of(folder / "target") == "a longer text than the new one");
    CHECK_THROWS_WITH(OutputFile(folder / "none" / "a"),
                      Contains((folder / "none" / "a").string() + ": cannot be written: No such file"));
}

TEST_CASE("A signal's clearing takes what is unfinished and leaves what is finished", "[output_file]") {
    const tests::ScratchFolder folder;
    OutputFile done(folder / "done"), open(folder / "open"), other(folder / "other");
    write(done, "x"), write(open, "y"), write(other, "z");
    done.finish();
    remove_unfinished_files();
    CHECK(fs::exists(folder / "done"));
    CHECK_FALSE(fs::exists(folder / "open"));
    CHECK_FALSE(fs::exists(folder / "other"));
}

TEST_CASE("More files than are kept for a signal are written all the same, and places are used again",
          "[output_file]") {
    const tests::ScratchFolder folder;
    const auto name = [&](int k) { return folder / std::to_string(k); };
    constexpr int kMany = 300;  // beyond the 256 places
    {
        std::vector<std::unique_ptr<OutputFile>> files;
        for (int k = 0; k < kMany; ++k) files.push_back(std::make_unique<OutputFile>(name(k)));
        for (int k = 0; k < kMany; ++k) write(*files[static_cast<std::size_t>(k)], std::to_string(k));
        for (const auto& file : files) file->finish();
    }
    for (const int k : {0, 255, 256, kMany - 1}) CHECK(text_of(name(k)) == std::to_string(k));
    OutputFile open(folder / "open");
    remove_unfinished_files();  // the place of a finished file is free for another
    CHECK_FALSE(fs::exists(folder / "open"));
    CHECK(fs::exists(name(0)));
}

TEST_CASE("A whole file leaves no temporary one, and says which name it could not take", "[atomic_file]") {
    const tests::ScratchFolder folder;
    write_text_file(folder / "a", "text");
    CHECK(text_of(folder / "a") == "text");
    CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
    CHECK(temporary_path("deep/a.h5") == "deep/a.h5." + std::to_string(::getpid()) + ".unfinished");
    fs::create_directory(folder / "taken");
    tests::write_text(folder / "taken" / "x", "");
    CHECK_THROWS_WITH(write_text_file(folder / "taken", "text"),
                      Contains("taken: cannot give the finished file its name"));
    CHECK_THROWS_WITH(publish(folder / "never"), Contains("cannot open to sync: No such file"));
    tests::write_text(folder / "left.17.unfinished", "");
    tests::write_text(folder / "left.unfinished.txt", "");
    remove_temporaries(folder.path);
    CHECK_FALSE(fs::exists(folder / "left.17.unfinished"));
    CHECK(fs::exists(folder / "left.unfinished.txt"));
}

}  // namespace concord::scenarios
