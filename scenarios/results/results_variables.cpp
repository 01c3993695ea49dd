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

PlaceLabels place_labels(const sim::Geography& geography) {
    PlaceLabels labels;
    for (const sim::District& district : geography.districts) labels.district_codes.push_back(district.code);
    for (const sim::Neighbourhood& n : geography.neighbourhoods) {
        labels.names.push_back(n.name);
        labels.areas.push_back(geography.areas.at(n.area).name);
        labels.districts.push_back(geography.districts.at(n.district).name);
        labels.easting.push_back(n.easting);
        labels.northing.push_back(n.northing);
    }
    return labels;
}

void write_place_labels(hdf5::Writer& file, const PlaceLabels& labels) {
    file.texts("district_code", "district", labels.district_codes, {{"long_name", "code of district"}});
    file.texts("neighbourhood_name", "neighbourhood", labels.names, {{"long_name", "name of neighbourhood"}});
    file.texts("neighbourhood_area", "neighbourhood", labels.areas, {{"long_name", "area it lies in"}});
    file.texts("neighbourhood_district", "neighbourhood", labels.districts, {{"long_name", "district it lies in"}});
    const auto position = [&](const char* name, const char* long_name, const std::vector<double>& metres) {
        file.define({.name = name,
                     .type = hdf5::Type::kFloat64,
                     .dimensions = {"neighbourhood"},
                     .attributes = described(long_name, "m")});
        file.write(name, metres);
    };
    position("easting", "easting of the population-weighted centroid, British National Grid", labels.easting);
    position("northing", "northing of the population-weighted centroid, British National Grid", labels.northing);
}

PlaceLabels read_place_labels(const hdf5::Reader& file) {
    return {.district_codes = file.texts("district_code"),
            .names = file.texts("neighbourhood_name"),
            .areas = file.texts("neighbourhood_area"),
            .districts = file.texts("neighbourhood_district"),
            .easting = file.read("easting"),
            .northing = file.read("northing")};
}

}  // namespace concord::scenarios
