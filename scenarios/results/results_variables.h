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

namespace concord::scenarios {

inline constexpr const char* kConventions = "CF-1.11";

// Rounds to a multiple of a power of two: the low bits of a float are then zero and the file is half as large.
inline float rounded_to(double x, double quantum) { return static_cast<float>(std::nearbyint(x / quantum) * quantum); }

inline constexpr double kStateQuantum = 0x1.0p-15;  // states and their spreads, 3e-5
inline constexpr double kChangeQuantum =
    0x1.0p-22;  // changes of states: small enough that the ledger still adds up ...
inline constexpr double kLedgerQuantum = 0x1.0p-23;  // ... to them within 1e-6
inline constexpr double kPercentQuantum = 0x1.0p-8;  // percentages, 0.004

// A time coordinate: `steps` + 1 dates from `start`, `weeks_apart`, as CF asks ("days since ...").
void time_coordinate(hdf5::Writer& file, const std::string& name, sim::Date start, int steps, int weeks_apart,
                     const std::string& long_name);

// 0 .. last.
void count_coordinate(hdf5::Writer& file, const std::string& name, int first, int last, const std::string& long_name);

// CF units of an outcome ("percent", "1"), its title and meaning.
hdf5::Attributes describe_outcome(const sim::MeasureInfo& info, const std::string& where);
hdf5::Attributes described(const std::string& long_name, const std::string& units, const std::string& comment = {});

inline constexpr int kFewestResidents = 10;  // simulated residents below which a cell is missing (section 9)

// What may be shown of the groups of a run; the rest is missing.
class ShownGroups {
  public:
    explicit ShownGroups(const sim::RunRecord& record, int districts)
        : layout_{.districts = districts}, adults_(record.adults), fewest_(kFewestResidents * record.scale) {}
    // values[rows][groups][measures]
    template <class T, std::size_t N>
    std::vector<T> of(std::vector<T> values, const std::array<sim::MeasureInfo, N>& table) const {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::size_t group = i / N % adults_.size();
            if (few(group) || !sim::may_show(table[i % N].disclosure, sim::Quantity::kLevel, cell(group)))
                values[i] = std::numeric_limits<T>::quiet_NaN();
        }
        return values;
    }
    // ledger[rows][groups][columns][states]: what a column may not show is counted in the one that its row names.
    std::vector<double> of_ledger(std::vector<double> ledger) const;

  private:
    sim::GroupLayout layout_;
    const std::vector<double>& adults_;
    double fewest_;

    bool few(std::size_t group) const { return adults_[group] < fewest_; }
    sim::Cell cell(std::size_t group) const { return layout_.cell(static_cast<int>(group)); }
};

template <class Names>
std::vector<std::string> to_strings(const Names& names) {
    return {names.begin(), names.end()};
}

// values[row][column] of a row-major table, one column.
template <class T>
std::vector<float> column_of(std::span<const T> values, std::size_t columns, std::size_t column) {
    std::vector<float> picked;
    picked.reserve(values.size() / columns);
    for (std::size_t i = column; i < values.size(); i += columns) picked.push_back(static_cast<float>(values[i]));
    return picked;
}

}  // namespace concord::scenarios
