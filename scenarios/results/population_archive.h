// The order of everything in a population file, said once for writing and reading: an archive is called with each value
// in turn and either copies it out or in.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/world/world.h"

namespace concord::scenarios {

// Raised while reading an array that cannot be there; the reader of the file says where.
struct ArchiveError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <typename T>
inline constexpr bool kPlain = std::is_trivially_copyable_v<T>;

class ArchiveWriter {
  public:
    template <typename T>
    requires kPlain<T>
    void operator()(const T& value) { append(&value, sizeof value); }
    template <typename T, typename A>
    requires kPlain<T>
    void operator()(const std::vector<T, A>& values) {
        (*this)(static_cast<std::uint64_t>(values.size()));
        append(values.data(), values.size() * sizeof(T));
    }
    void operator()(const std::string& text) {
        (*this)(static_cast<std::uint64_t>(text.size()));
        append(text.data(), text.size());
    }
    // The number of elements of a list that is archived one by one.
    template <typename T>
    void length(const std::vector<T>& values) {
        (*this)(static_cast<std::uint64_t>(values.size()));
    }
    std::vector<char> bytes;

  private:
    void append(const void* data, std::size_t size) {
        const char* begin = static_cast<const char*>(data);
        bytes.insert(bytes.end(), begin, begin + size);
    }
};

class ArchiveReader {
  public:
    ArchiveReader(const char* data, std::size_t size) : next_(data), left_(size) {}

    template <typename T>
    requires kPlain<T>
    void operator()(T& value) { take(&value, sizeof value); }
    template <typename T, typename A>
    requires kPlain<T>
    void operator()(std::vector<T, A>& values) {
        values.resize(count(sizeof(T)));
        take(values.data(), values.size() * sizeof(T));
    }
    void operator()(std::string& text) {
        text.resize(count(1));
        take(text.data(), text.size());
    }
    template <typename T>
    void length(std::vector<T>& values) {
        // The shortest there is, a text, takes a quarter here of its size in memory.
        values.resize(count(std::max<std::size_t>(1, sizeof(T) / 4)));
    }
    std::size_t left() const { return left_; }

  private:
    std::size_t count(std::size_t bytes_each) {
        std::uint64_t number = 0;
        (*this)(number);
        if (number > left_ / bytes_each) throw ArchiveError("an array is longer than the file");
        return static_cast<std::size_t>(number);
    }
    void take(void* data, std::size_t size) {
        if (size > left_) throw ArchiveError("the file ends in the middle of an array");
        if (size > 0) std::memcpy(data, next_, size);
        next_ += size;
        left_ -= size;
    }
    const char* next_;
    std::size_t left_;
};

// `World` is const for a writer and not for a reader; so are its parts.
template <typename Archive, typename Neighbourhood>
void archive_neighbourhood(Archive& archive, Neighbourhood& n) {
    archive(n.code), archive(n.name), archive(n.area), archive(n.ward), archive(n.district);
    archive(n.easting), archive(n.northing), archive(n.area_km2);
    archive(n.residents), archive(n.residents_communal), archive(n.households);
    archive(n.household_size), archive(n.age), archive(n.ethnic_group);
    archive(n.employed), archive(n.unemployed), archive(n.inactive), archive(n.students);
    archive(n.work_at_home), archive(n.in_work), archive(n.churn);
    archive(n.imd_score), archive(n.crime_score), archive(n.antisocial_behaviour_rate);
    archive(n.criminal_damage_rate), archive(n.public_order_rate);
    archive(n.primary_schools), archive(n.primary_places), archive(n.secondary_schools), archive(n.secondary_places);
    archive(n.colleges), archive(n.universities);
}

template <typename Archive, typename Geography>
void archive_geography(Archive& archive, Geography& geography) {
    archive.length(geography.districts);
    for (auto& d : geography.districts)
        archive(d.code), archive(d.name), archive(d.inactive_retired), archive(d.inactive_student);
    archive.length(geography.wards);
    for (auto& w : geography.wards) archive(w.code), archive(w.name), archive(w.district);
    archive.length(geography.areas);
    for (auto& a : geography.areas)
        archive(a.code), archive(a.name), archive(a.district), archive(a.age), archive(a.jobs), archive(a.outside_gm);
    archive.length(geography.neighbourhoods);
    for (auto& n : geography.neighbourhoods) archive_neighbourhood(archive, n);
    archive(geography.commuting.decay), archive(geography.commuting.power);
    archive(geography.commuting.fitted_share_by_district_pair), archive(geography.source);
}

template <typename Archive, typename World>
void archive_world(Archive& archive, World& world) {
    archive_geography(archive, world.geography);
    archive(world.scale), archive(world.seed), archive(world.parameters);
    archive(world.fine_age), archive(world.age_band), archive(world.ethnic_group), archive(world.activity);
    archive(world.household_position), archive(world.household_talkers), archive(world.household), archive(world.venue);
    archive(world.child_fine_age), archive(world.child_ethnic_group), archive(world.child_activity),
        archive(world.child_household);
    archive(world.household_begin), archive(world.household_size), archive(world.household_communal);
    archive(world.neighbourhood_begin), archive(world.neighbourhood_household_begin),
        archive(world.neighbourhood_child_begin);
    archive(world.by_group), archive(world.group_begin), archive(world.group_before);
    archive(world.venue_kind), archive(world.venue_area), archive(world.venue_begin), archive(world.venue_member);
    archive(world.venue_member_by_number), archive(world.venue_group_begin);
    archive(world.neighbourhood_of_area_begin), archive(world.neighbourhood_of_district_begin);
    archive.length(world.notes);
    for (auto& note : world.notes) archive(note);
}

}  // namespace concord::scenarios
