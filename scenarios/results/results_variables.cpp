#include "scenarios/results/results_variables.h"

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

hdf5::Attributes describe_outcome(const sim::MeasureInfo& info, const std::string& long_name) {
    // As UDUNITS has it; `unit_text` says it in words.
    const std::string units = info.unit.starts_with("percent of") ? "percent"
                              : info.name == "hate_incidents"     ? "1e-3 year-1"
                              : info.unit == "points (0-100)"     ? "1e-2"
                                                                  : "1";
    hdf5::Attributes attributes = described(long_name, units);
    attributes.emplace_back("unit_text", std::string(info.unit));
    attributes.emplace_back("meaning", std::string(info.meaning));
    return attributes;
}

}  // namespace concord::scenarios
