#include "tests/support/disclosed_population.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "scenarios/results/population_archive.h"
#include "scenarios/results/population_file.h"

namespace concord::tests {
namespace {

constexpr std::string_view kMagic = "concpop\n";
constexpr std::size_t kHeader = 32;  // bytes before the world

// How many bytes a part takes in a file.
template <class... Parts>
std::size_t bytes_of(const Parts&... parts) {
    scenarios::ArchiveWriter archive;
    (archive(parts), ...);
    return archive.bytes.size();
}

std::size_t bytes_of_geography(const sim::Geography& geography) {
    scenarios::ArchiveWriter archive;
    scenarios::archive_geography(archive, geography);
    return archive.bytes.size();
}

std::size_t bytes_of_notes(const std::vector<std::string>& notes) {
    scenarios::ArchiveWriter archive;
    archive.length(notes);
    for (const std::string& note : notes) archive(note);
    return archive.bytes.size();
}

// What the walker knows of a population, column by column; apart from the archive's own list, on purpose.
std::vector<std::pair<std::string_view, std::size_t>> known_columns(const sim::World& w) {
    return {{"geography", bytes_of_geography(w.geography)},
            {"header", bytes_of(w.scale, w.seed, w.parameters)},
            {"fine_age", bytes_of(w.fine_age)},
            {"age_band", bytes_of(w.age_band)},
            {"ethnic_group", bytes_of(w.ethnic_group)},
            {"activity", bytes_of(w.activity)},
            {"household_position", bytes_of(w.household_position)},
            {"household_talkers", bytes_of(w.household_talkers)},
            {"household", bytes_of(w.household)},
            {"venue", bytes_of(w.venue)},
            {"child_fine_age", bytes_of(w.child_fine_age)},
            {"child_ethnic_group", bytes_of(w.child_ethnic_group)},
            {"child_activity", bytes_of(w.child_activity)},
            {"child_household", bytes_of(w.child_household)},
            {"household_begin", bytes_of(w.household_begin)},
            {"household_size", bytes_of(w.household_size)},
            {"household_communal", bytes_of(w.household_communal)},
            {"neighbourhood_begin", bytes_of(w.neighbourhood_begin)},
            {"neighbourhood_household_begin", bytes_of(w.neighbourhood_household_begin)},
            {"neighbourhood_child_begin", bytes_of(w.neighbourhood_child_begin)},
            {"by_group", bytes_of(w.by_group)},
            {"group_begin", bytes_of(w.group_begin)},
            {"group_before", bytes_of(w.group_before)},
            {"venue_kind", bytes_of(w.venue_kind)},
            {"venue_area", bytes_of(w.venue_area)},
            {"venue_members", bytes_of(w.venue_begin, w.venue_member, w.venue_member_by_number, w.venue_group_begin)},
            {"places_of_area_and_district", bytes_of(w.neighbourhood_of_area_begin, w.neighbourhood_of_district_begin)},
            {"notes", bytes_of_notes(w.notes)}};
}

}  // namespace

bool is_population_file(const std::filesystem::path& file) {
    std::string begin(kMagic.size(), '\0');
    return std::ifstream(file, std::ios::binary).read(begin.data(), static_cast<std::streamsize>(begin.size())) &&
           begin == kMagic;
}

std::vector<std::string> complaints_of_population(const std::filesystem::path& file,
                                                  std::span<const sim::PopulationColumn> declared) {
    std::vector<std::string> complaints;
    std::size_t accounted = kHeader;
    for (const auto& [name, bytes] : known_columns(scenarios::load_population(file))) {
        const bool may = std::any_of(declared.begin(), declared.end(),
                                     [&, wanted = name](const auto& row) { return row.name == wanted; });
        if (!may) complaints.push_back(fmt::format("holds {}, which is not declared", name));
        accounted += may ? bytes : 0;
    }
    if (const auto size = std::filesystem::file_size(file); complaints.empty() && size != accounted)
        complaints.push_back(fmt::format("holds {} bytes, and what is declared takes {}", size, accounted));
    return complaints;
}

}  // namespace concord::tests
