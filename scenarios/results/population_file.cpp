#include "scenarios/results/population_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/child_process.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/input_file.h"
#include "scenarios/files/output_file.h"
#include "scenarios/results/population_archive.h"

namespace concord::scenarios {
namespace {

static_assert(sizeof(sim::PopulationParameters) % sizeof(double) == 0, "only doubles: no padding reaches the file");

struct Header {
    std::array<char, 8> what = {'c', 'o', 'n', 'c', 'p', 'o', 'p', '\n'};
    std::uint32_t version = kPopulationFileVersion;
    std::uint32_t byte_order = 0x01020304;
    std::uint64_t length = 0;    // bytes after the header
    std::uint64_t checksum = 0;  // of them
};
static_assert(sizeof(Header) == 32);

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& problem) {
    throw InputError(path.string(), 0, 0, problem);
}

// Any change of one bit, and all but one in 2^64 of other damage, changes this.
std::uint64_t checksum(const char* data, std::size_t size) {
    std::uint64_t sum = size * 0x9E3779B97F4A7C15u;
    for (std::size_t i = 0; i < size; i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, data + i, std::min<std::size_t>(8, size - i));
        sum = (sum ^ word) * 0xC2B2AE3D27D4EB4Fu;
        sum ^= sum >> 29;
    }
    return sum;
}

void require_header(const std::filesystem::path& path, const std::string& bytes) {
    const Header expected;
    Header header;
    if (bytes.size() < sizeof header) fail(path, "is too short to be a population file");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.what != expected.what) fail(path, "is not a population file");
    if (header.byte_order != expected.byte_order)
        fail(path, "was written on a machine of another byte order; build it again");
    if (header.version != expected.version)
        fail(path, fmt::format("is of version {}, this program reads version {}; build it again", header.version,
                               expected.version));
    const std::size_t length = bytes.size() - sizeof header;
    if (header.length != length)
        fail(path,
             fmt::format("should hold {} bytes and holds {}: it was cut short or damaged", header.length, length));
    if (header.checksum != checksum(bytes.data() + sizeof header, length))
        fail(path, "is damaged: its checksum does not fit");
}

template <typename T>
bool begins(const std::vector<T>& begin, std::size_t parts, std::size_t whole) {
    return begin.size() == parts + 1 && begin.front() == 0 && static_cast<std::size_t>(begin.back()) == whole &&
           std::is_sorted(begin.begin(), begin.end());
}

template <typename Array>
bool all_below(const Array& values, std::size_t bound) {
    return std::all_of(values.begin(), values.end(), [&](auto value) { return value < bound; });
}

// Whether the arrays fit together, so that nothing that uses the world can reach outside them.
bool consistent(const sim::World& w) {
    const std::size_t talkers = w.age_band.size(), children = w.child_fine_age.size(),
                      households = w.household_size.size();
    const std::size_t places = w.geography.neighbourhoods.size(), venues = w.venue_kind.size();
    const auto talker_sizes = {
        w.fine_age.size(),          w.ethnic_group.size(), w.activity.size(), w.household_position.size(),
        w.household_talkers.size(), w.household.size(),    w.venue.size(),    w.by_group.size()};
    const auto child_sizes = {w.child_ethnic_group.size(), w.child_activity.size(), w.child_household.size()};
    const auto same = [](const auto& sizes, std::size_t size) {
        return std::all_of(sizes.begin(), sizes.end(), [&](std::size_t s) { return s == size; });
    };
    const bool venues_known =
        std::all_of(w.venue.begin(), w.venue.end(), [&](std::uint32_t v) { return v < venues || v == sim::kNone; });
    return w.scale >= 1 && sim::check(w.geography).empty() && same(talker_sizes, talkers) &&
           same(child_sizes, children) && w.household_communal.size() == households && w.venue_area.size() == venues &&
           w.venue_group_begin.size() == venues && w.group_begin.size() == places &&
           w.group_before.size() == places + 1 && begins(w.household_begin, households, talkers) &&
           begins(w.neighbourhood_begin, places, talkers) &&
           begins(w.neighbourhood_household_begin, places, households) &&
           begins(w.neighbourhood_child_begin, places, children) &&
           begins(w.venue_begin, venues, w.venue_member.size()) &&
           begins(w.neighbourhood_of_area_begin, w.geography.areas.size(), places) &&
           begins(w.neighbourhood_of_district_begin, w.geography.districts.size(), places) &&
           all_below(w.fine_age, sim::kFineAgeBands) && all_below(w.age_band, sim::kAgeBands) &&
           all_below(w.ethnic_group, sim::kEthnicGroups) && all_below(w.activity, sim::kActivities) &&
           all_below(w.child_fine_age, sim::kFineAgeBands) && all_below(w.child_ethnic_group, sim::kEthnicGroups) &&
           all_below(w.child_activity, sim::kActivities) && all_below(w.household, households) &&
           all_below(w.child_household, households) && all_below(w.venue_member, talkers) &&
           w.venue_member_by_number.size() == w.venue_member.size() && all_below(w.venue_member_by_number, talkers) &&
           all_below(w.venue_area, w.geography.areas.size()) && venues_known;
}

sim::World world_in(const std::filesystem::path& path, const std::string& bytes) {
    sim::World world;
    try {
        ArchiveReader archive(bytes.data() + sizeof(Header), bytes.size() - sizeof(Header));
        archive_world(archive, world);
        if (archive.left() != 0) throw ArchiveError("something follows the last array");
    } catch (const ArchiveError& error) {
        fail(path, error.what());
    }
    if (!consistent(world)) fail(path, "holds arrays that do not fit together; build it again");
    world.index_members();
    return world;
}

}  // namespace

void save_population(const sim::World& world, const std::filesystem::path& path) {
    ArchiveWriter archive;
    archive.bytes.reserve(world.bytes() + world.bytes() / 8);
    archive_world(archive, world);
    Header header;
    header.length = archive.bytes.size();
    header.checksum = checksum(archive.bytes.data(), archive.bytes.size());
    OutputFile file(temporary_path(path));
    file.write(&header, sizeof header);
    file.write(archive.bytes.data(), archive.bytes.size());
    file.finish();
    publish(path);
}

sim::World load_population(const std::filesystem::path& path) {
    const std::string bytes = read_text(path);
    require_header(path, bytes);
    // First in a process that may fail: a checksum says that nothing was changed since, not that it was ever a
    // population.
    static_cast<void>(answer_of_child(path, [&] {
        static_cast<void>(world_in(path, bytes));
        return std::vector<std::uint8_t>{};
    }));
    return world_in(path, bytes);
}

}  // namespace concord::scenarios
