// Locks, free names, ordinary files and checksums: what keeps one run's files apart from another's.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <memory>

#include "scenarios/files/checksum.h"
#include "scenarios/files/folder_lock.h"
#include "scenarios/files/free_path.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/input_file.h"
#include "scenarios/files/paths.h"
#include "tests/support/scratch_folder.h"

using namespace concord::scenarios;
using Catch::Matchers::Contains;
using concord::tests::ScratchFolder;
using concord::tests::write_text;
namespace fs = std::filesystem;

TEST_CASE("A folder has one lock; the second is told by whom it is held, and gets it when the first is gone") {
    const ScratchFolder scratch;
    const fs::path folder = scratch / "new" / "comparison";
    auto first = std::make_unique<FolderLock>(folder);
    CHECK_THROWS_WITH(FolderLock(folder), Contains("in use by process") && Contains("comparison"));
    write_text(folder / "plan.h5", "a plan");
    first.reset();
    CHECK_FALSE(fs::exists(folder / ".lock"));
    CHECK_NOTHROW(FolderLock(folder));
    CHECK(fs::exists(folder / "plan.h5"));  // what is in the folder stays
}

TEST_CASE("A folder made for a lock alone goes with it, and no folder that was there before") {
    const ScratchFolder scratch;
    fs::create_directory(scratch / "kept");
    { const FolderLock lock(scratch / "kept" / "made" / "deeper"); }
    CHECK(fs::exists(scratch / "kept"));
    CHECK_FALSE(fs::exists(scratch / "kept" / "made"));
}

TEST_CASE("A lock follows no link, and says so where the folder cannot be written to") {
    const ScratchFolder scratch;
    write_text(scratch / "precious", "text");
    fs::create_symlink(scratch / "precious", scratch / ".lock");
    CHECK_THROWS_WITH(FolderLock(scratch.path), Contains(".lock"));
    CHECK(concord::tests::text_of(scratch / "precious") == "text");
    CHECK_THROWS(FolderLock(scratch / "precious" / "below"));
}

TEST_CASE("A new file takes the first free name, past files, folders and links that lead nowhere") {
    const ScratchFolder scratch;
    CHECK(free_path(scratch.path, "map", ".png") == scratch / "map.png");
    write_text(scratch / "map.png", "");
    CHECK(free_path(scratch.path, "map", ".png") == scratch / "map-2.png");
    fs::create_symlink(scratch / "nowhere", scratch / "map-2.png");
    CHECK(free_path(scratch.path, "map", ".png") == scratch / "map-3.png");
    fs::create_directory(scratch / "session");
    CHECK(free_path(scratch.path, "session") == scratch / "session-2");
}

TEST_CASE("Only ordinary files are read, at most so much of them") {
    const ScratchFolder scratch;
    write_text(scratch / "a.toml", "0123456789");
    CHECK(read_text(scratch / "a.toml") == "0123456789");
    CHECK(read_text(scratch / "a.toml", 4) == "01234");  // one more tells that there is more
    fs::create_symlink(scratch / "a.toml", scratch / "link.toml");
    CHECK(read_text(scratch / "link.toml") == "0123456789");
    REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    CHECK_THROWS_WITH(read_text(scratch / "pipe"), Contains("is a pipe"));
    CHECK_THROWS_WITH(read_text(scratch.path), Contains("is a folder"));
    CHECK_THROWS_WITH(read_text("/dev/null"), Contains("device"));
    CHECK_THROWS_WITH(read_text(scratch / "none"), Contains("none") && Contains("No such file"));
}

TEST_CASE("Checksums are those of sha256sum, read back from JSON, and the first difference is named") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const ScratchFolder scratch;
    write_text(scratch / "a", "abc");
    CHECK(sha256_of_file(scratch / "a") == sha256("abc"));
    CHECK_THROWS_AS(sha256_of_file(scratch / "b"), InputError);
    const Checksums inputs = {{"table/areas.csv", sha256("a")}, {"scenario \"one\"", sha256("b")}};
    CHECK(checksums_from_json(to_json(inputs)) == inputs);
    CHECK(checksums_from_json("[1, 2]").empty());
    CHECK(difference(inputs, inputs).empty());
    Checksums other = inputs;
    other[1].second = sha256("c");
    CHECK_THAT(difference(inputs, other),
               Contains("one") && Contains(sha256("b").substr(0, 12)) && Contains(sha256("c").substr(0, 12)));
    other = inputs;
    other.pop_back();
    CHECK_FALSE(difference(inputs, other).empty());
    CHECK_FALSE(difference(other, inputs).empty());
}

TEST_CASE(
    "What a path leads to; a name that the file system refuses leads to nothing, and none of it is an exception") {
    const ScratchFolder scratch;
    write_text(scratch / "file", "text");
    fs::create_symlink(scratch / "gone", scratch / "dangling");
    fs::create_symlink(scratch / "loop", scratch / "loop");
    CHECK((is_there(scratch / "file") && is_file(scratch / "file") && !is_folder(scratch / "file")));
    CHECK((is_there(scratch.path) && is_folder(scratch.path) && !is_file(scratch.path)));
    CHECK((is_taken(scratch / "dangling") && !is_there(scratch / "dangling")));
    CHECK_FALSE(is_taken(scratch / "gone"));
    for (const fs::path& refused : {scratch / std::string(300, 'a'), scratch / "loop" / "x", scratch / "file" / "x"})
        CHECK_FALSE((is_there(refused) || is_file(refused) || is_folder(refused) || is_taken(refused)));
    CHECK_THROWS_WITH(FolderLock(scratch / std::string(300, 'a')), Contains("File name too long"));
}
