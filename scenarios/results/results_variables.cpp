#include "scenarios/results/results_variables.h"

#include <algorithm>

namespace concord::scenarios {

void time_coordinate(hdf5::Writer& file, const std::string& name, sim::Date start, int steps, int weeks_apart,
                     const std::string& long_name) {
    std::vector<std::int32_t> days;
    for (int i = 0; i <= steps; ++i) days.push_back(7 * weeks_apart * i);
    file.coordinate(name, std::span<const std::int32_t>(days),
                    {{"standard_name", "time"},
                     {"long_name", long_name},
                     {"units", "days since " + sim::to_iso(start)},
                     {"calendar", "proleptic_gregorian"},
                     {"axis", "T"}});
}

void count_coordinate(hdf5::Writer& file, const std::string& name, int first, int last, const std::string& long_name) {
    std::vector<std::int32_t> numbers;
    for (int i = first; i <= last; ++i) numbers.push_back(i);
    file.coordinate(name, std::span<const std::int32_t>(numbers), described(long_name, "1"));
}

hdf5::Attributes described(const std::string& long_name, const std::string& units, const std::string& comment) {
    // UDUNITS, and so CF, knows no currency.
    const bool money = units == "GBP";
    hdf5::Attributes attributes = {{"long_name", long_name}, {"units", money ? "1" : units}};
    if (money) attributes.emplace_back("unit_text", units);
    if (!comment.empty()) attributes.emplace_back("comment", comment);
    return attributes;
}

hdf5::Attributes describe_outcome(const sim::MeasureInfo& info, const std::string& where) {
    // As UDUNITS has it; `unit_text` says it in words.
    const std::string units = info.unit == "percent of adults" ? "percent"
                              : info.name == "hate_incidents"  ? "1e-3 year-1"
                                                               : "1e-2";
    hdf5::Attributes attributes = described(std::string(info.title) + where, units);
    attributes.emplace_back("unit_text", std::string(info.unit));
    attributes.emplace_back("meaning", std::string(info.meaning));
    return attributes;
}

std::vector<double> ShownGroups::of_ledger(std::vector<double> ledger) const {
    constexpr std::size_t kRow = sim::kLedgerColumns * sim::kStates;
    constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t first = 0; first + kRow <= ledger.size(); first += kRow) {
        const std::size_t group = first / kRow % adults_.size();
        const std::span<double> row(&ledger[first], kRow);
        if (few(group)) std::fill(row.begin(), row.end(), kMissing);
        for (int column = 0; column < sim::kLedgerColumns; ++column) {
            const int within = sim::ledger_column_at(column, cell(group));
            if (within == column) continue;
            for (std::size_t s = 0; s < sim::kStates; ++s) {
                double& hidden = row[static_cast<std::size_t>(column) * sim::kStates + s];
                row[static_cast<std::size_t>(within) * sim::kStates + s] += hidden;
                hidden = kMissing;
            }
        }
    }
    return ledger;
}

}  // namespace concord::scenarios
