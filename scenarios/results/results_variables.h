// Parts shared by every file of results: how dates, outcomes and groups are described to netCDF readers, and how
// numbers are rounded so that they pack well.
#pragma once

#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "scenarios/files/hdf5/hdf5_file.h"
#include "sim/ground/calendar.h"
#include "sim/measures/record.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

inline constexpr const char* kConventions = "CF-1.11";

// Rounds to a multiple of a power of two: the low bits of a float are then zero and the file is half as large.
inline float rounded_to(double x, double quantum) { return static_cast<float>(std::nearbyint(x / quantum) * quantum); }

inline constexpr double kStateQuantum = 0x1.0p-15;  // states and their spreads, 3e-5
inline constexpr double kChangeQuantum =
    0x1.0p-22;  // changes of states: small enough that the ledger still adds up ...
inline constexpr double kLedgerQuantum = 0x1.0p-23;  // ... to them within 1e-6, as the ledger of groups (series.h)
inline constexpr double kPercentQuantum = 0x1.0p-8;  // percentages, 0.004

// A time coordinate: `steps` + 1 dates from `start`, `weeks_apart`, as CF asks ("days since ...").
void time_coordinate(hdf5::Writer& file, const std::string& name, sim::Date start, int steps, int weeks_apart,
                     const std::string& long_name);

// 0 .. last.
void count_coordinate(hdf5::Writer& file, const std::string& name, int first, int last, const std::string& long_name);

// CF units of an outcome ("percent", "1"), its title with what is said of it, and its meaning.
hdf5::Attributes describe_outcome(const sim::MeasureInfo& info, const std::string& long_name);
hdf5::Attributes described(const std::string& long_name, const std::string& units, const std::string& comment = {});

// What places are called and where they lie: of the districts, then of the neighbourhoods.
struct PlaceLabels {
    std::vector<std::string> district_codes{};               // [D]
    std::vector<std::string> names{}, areas{}, districts{};  // [N]
    std::vector<double> easting{}, northing{};               // [N] m, British National Grid
};
PlaceLabels place_labels(const sim::Geography& geography);
// Beside the dimensions `district` and `neighbourhood`, which the file has by then.
void write_place_labels(hdf5::Writer& file, const PlaceLabels& labels);
PlaceLabels read_place_labels(const hdf5::Reader& file);

template <class Names>
std::vector<std::string> to_strings(const Names& names) {
    return {names.begin(), names.end()};
}

}  // namespace concord::scenarios
