// A saved population comes back as it was, and anything else is refused (scenarios/results/population_file.h).
#include "scenarios/results/population_file.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "scenarios/files/input_error.h"
#include "scenarios/results/population_archive.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/test_geography.h"

namespace {

using namespace concord;
using namespace concord::scenarios;

using Folder = tests::ScratchFolder;

std::vector<char> bytes_of(const sim::World& world) {
    ArchiveWriter archive;
    archive_world(archive, world);
    return archive.bytes;
}

sim::World small_world() { return sim::build_world(sim::small_geography(1, 2, 2), {4, 7, {}}); }

TEST_CASE("A population is loaded as it was saved, notes and parameters included", "[population_file]") {
    const Folder folder;
    const sim::World world = small_world();
    save_population(world, folder.path / "a.population");
    const sim::World again = load_population(folder.path / "a.population");
    CHECK(bytes_of(again) == bytes_of(world));
    CHECK(again.notes == world.notes);
    CHECK(again.venue_member == world.venue_member);
    CHECK(again.geography.neighbourhoods.back().name == world.geography.neighbourhoods.back().name);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path), {}) == 1);  // nothing temporary is left
}

TEST_CASE("A cut, lengthened, changed or foreign file is refused", "[population_file]") {
    const Folder folder;
    const auto path = folder.path / "a.population";
    save_population(small_world(), path);
    const std::string whole = tests::text_of(path);
    for (const std::size_t length :
         {std::size_t{0}, std::size_t{5}, std::size_t{31}, std::size_t{32}, whole.size() / 2, whole.size() - 1}) {
        tests::write_text(path, whole.substr(0, length));
        CHECK_THROWS_AS(load_population(path), InputError);
    }
    tests::write_text(path, whole + "x");
    CHECK_THROWS_AS(load_population(path), InputError);
    for (std::size_t at = 0; at < whole.size(); at += at < 64 ? 1 : whole.size() / 97) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        tests::write_text(path, changed);
        CHECK_THROWS_AS(load_population(path), InputError);
    }
    tests::write_text(path, "format = 1\nname = \"a scenario, not a population, and long enough for a header\"\n");
    CHECK_THROWS_AS(load_population(path), InputError);
    CHECK_THROWS_AS(load_population(folder.path / "missing"), InputError);
    CHECK_THROWS_AS(load_population(folder.path), InputError);
}

TEST_CASE("A file with a right checksum whose arrays do not fit together is refused", "[population_file]") {
    const Folder folder;
    const auto path = folder.path / "a.population";
    sim::World world = small_world();
    SECTION("too few states of a kind") { world.activity.pop_back(); }
    SECTION("a venue that is not there") { world.venue[3] = 1u << 30; }
    SECTION("an ethnic group that is not there") { world.ethnic_group[0] = 9; }
    SECTION("neighbourhoods out of order") { std::swap(world.neighbourhood_begin[1], world.neighbourhood_begin[2]); }
    save_population(world, path);
    CHECK_THROWS_AS(load_population(path), InputError);
}

TEST_CASE("A file that cannot be written leaves nothing, and an older one as it was", "[population_file]") {
    const Folder folder;
    CHECK_THROWS_AS(save_population(small_world(), folder.path / "no" / "such" / "folder"), std::runtime_error);
    const auto path = folder.path / "a.population";
    save_population(small_world(), path);
    const std::string before = tests::text_of(path);
    save_population(small_world(), path);
    CHECK(tests::text_of(path) == before);
}

}  // namespace
