#include "scenarios/compare/ensemble_shard.h"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/paths.h"
#include "scenarios/results/results_file.h"
#include "scenarios/results/results_series.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

constexpr int kShardFormat = 9;

void write_coordinates(hdf5::Writer& file, const Plan& plan, const sim::World& world, const sim::RunRecord& record) {
    const sim::Geography& geography = world.geography;
    std::vector<std::string> outcomes, codes, districts;
    for (const sim::MeasureInfo& info : record.outcomes) outcomes.emplace_back(info.name);
    for (const sim::Neighbourhood& n : geography.neighbourhoods) codes.push_back(n.code);
    for (const sim::District& d : geography.districts) districts.push_back(d.name);
    std::vector<std::string> places = districts;
    places.insert(places.begin(), "Greater Manchester");
    count_coordinate(file, "week", 0, record.weeks, "week; 0 is the start");
    count_coordinate(file, "period", 0, record.periods, "four-week period; 0 is the start");
    count_coordinate(file, "finished_period", 1, record.periods, "four-week period");
    count_coordinate(file, "year", 0, plan.years(), "years since the start");
    if (record.shape.quarters() > 0)
        count_coordinate(file, "quarter", 1, record.shape.quarters(), "quarter of the run (13 weeks each)");
    file.coordinate("place", places, {{"long_name", "Greater Manchester and its districts"}});
    file.coordinate("indicator", to_strings(sim::kIndicatorNames), {{"long_name", "what monitoring can see"}});
    file.coordinate("group", sim::group_names(geography), {{"long_name", "group of residents"}});
    file.coordinate("outcome", outcomes, {{"long_name", "headline outcome"}});
    file.coordinate("event", to_strings(sim::kEventNames), {{"long_name", "what was counted"}});
    file.coordinate("meeting", to_strings(sim::kMeetingNames), {{"long_name", "what was counted of meetings"}});
    file.coordinate("programme_measure", to_strings(sim::kProgrammeNames),
                    {{"long_name", "what is measured of the prevention programme"}});
    file.coordinate("cohesion_dimension", to_strings(sim::kRepresentedNames),
                    {{"long_name", "represented dimension of the cohesion index"}});
    file.coordinate("equality_measure", to_strings(sim::kEqualityNames), {{"long_name", "measure of equality"}});
    file.coordinate("support_measure", to_strings(sim::kSupportNames), {{"long_name", "what was counted of support"}});
    file.coordinate("ledger_column", to_strings(sim::kLedgerNames), {{"long_name", "why a mean state changed"}});
    file.coordinate("state", to_strings(sim::kStateNames), {{"long_name", "state of residents"}});
    file.coordinate("district", districts, {{"long_name", "district"}});
    file.coordinate("neighbourhood_outcome", to_strings(sim::names_of(sim::kPlaceOutcomeTable)),
                    {{"long_name", "headline outcome"}});
    file.coordinate("neighbourhood", codes, {{"long_name", "neighbourhood (LSOA 2021 code)"}});
}

void write_series(hdf5::Writer& file, const sim::RunRecord& record, const sim::Series& series) {
    const sim::SeriesInfo& info = series.info();
    hdf5::Variable variable{.name = std::string(info.name), .deflate = 4};
    for (std::size_t k = 0; k < info.dimensions(); ++k) variable.dimensions.push_back(dimension_of(info.axes[k]));
    variable.attributes =
        described(std::string(info.meaning), "1", info.has(sim::Axis::kNeighbourhood) ? kPlaceCaveat : "");
    set_form(variable, info.runs);
    file.define(variable);
    file.write(variable.name, rounded_for(shown_values(record, series), info.runs));
}

void write_costs(hdf5::Writer& file, const sim::CostReport& costs) {
    file.attribute("cost_gbp", costs.total_gbp);
    file.attribute("cost_present_gbp", costs.present_gbp);
    file.define({.name = "cost_present_by_district",
                 .type = hdf5::Type::kFloat64,
                 .dimensions = {"district"},
                 .attributes = described("discounted cost", "GBP")});
    std::vector<double> by_district = costs.present_by_district;
    file.write("cost_present_by_district", by_district);
    if (costs.units_by_lever.empty()) return;
    count_coordinate(file, "lever", 1, static_cast<int>(costs.units_by_lever.size()),
                     "lever of the scenario, in its order");
    file.define({.name = "units_by_lever",
                 .type = hdf5::Type::kFloat64,
                 .dimensions = {"lever"},
                 .attributes = described("units bought", "1")});
    file.write("units_by_lever", costs.units_by_lever);
    file.define({.name = "cost_present_by_lever",
                 .type = hdf5::Type::kFloat64,
                 .dimensions = {"lever"},
                 .attributes = described("discounted cost", "GBP")});
    file.write("cost_present_by_lever", costs.present_by_lever);
}

template <class Means>
void write_means(hdf5::Writer& file, const char* name, const char* long_name, const char* dimension,
                 const Means& means) {
    file.define({.name = name,
                 .type = hdf5::Type::kFloat64,
                 .dimensions = {dimension},
                 .attributes = described(long_name, "1")});
    file.write(name, std::vector<double>(means.begin(), means.end()));
}

template <class Means>
void read_means(const hdf5::Reader& file, const char* name, Means& means) {
    const std::vector<double> values = file.read(name);
    if (values.size() != means.size())
        file.refuse(std::string("is damaged: the values of ").append(name).append(" are not as many as measures"));
    std::copy(values.begin(), values.end(), means.begin());
}

// Means of a cohort, never persons; missing where it is smaller than what may be shown.
void write_participants(hdf5::Writer& file, const sim::Participants& participants) {
    file.attribute("participants", participants.residents);
    file.coordinate("cohort_measure", to_strings(sim::kCohortNames), {{"long_name", "state, survey item, lost trust"}});
    write_means(file, "participants_level", "mean of those reached and still living there, end of the run",
                "cohort_measure", participants.with);
    write_means(file, "participants_baseline", "mean of the same residents in the baseline", "cohort_measure",
                participants.without);
}

std::optional<sim::Participants> read_participants(const hdf5::Reader& file) {
    if (!file.has("participants_level")) return {};
    sim::Participants participants{.residents = file.number("participants")};
    read_means(file, "participants_level", participants.with);
    read_means(file, "participants_baseline", participants.without);
    return participants;
}

void write_places(hdf5::Writer& file, const sim::PairedPlaces& places) {
    write_means(file, "places_level", "mean over the adults of the places reached, end of the run",
                "neighbourhood_outcome", places.with);
    write_means(file, "places_baseline", "the same in the baseline", "neighbourhood_outcome", places.without);
}

std::optional<sim::PairedPlaces> read_places(const hdf5::Reader& file) {
    if (!file.has("places_level")) return {};
    sim::PairedPlaces places;
    read_means(file, "places_level", places.with);
    read_means(file, "places_baseline", places.without);
    return places;
}

}  // namespace

std::filesystem::path shard_path(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    char number[16];
    std::snprintf(number, sizeof number, "-%04d.h5", replicate);
    return folder / "runs" / (plan.keys.at(scenario) + number);
}

std::filesystem::path fields_path(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    return folder / "fields" / shard_path({}, plan, scenario, replicate).filename();
}

void write_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate,
                 const sim::World& world, const sim::RunRecord& record, const sim::CostReport& costs,
                 const Checksums& inputs, const std::optional<sim::Participants>& participants,
                 const std::optional<sim::PairedPlaces>& places) {
    const std::filesystem::path path = shard_path(folder, plan, scenario, replicate);
    hdf5::Writer file(temporary_path(path));
    std::string warnings;
    for (const std::string& warning : record.warnings) warnings += (warnings.empty() ? "" : "\n") + warning;
    for (const auto& [name, value] : hdf5::Attributes{{"Conventions", kConventions},
                                                      {"title", "Concord: one run of a comparison"},
                                                      {"caveat", kCaveat},
                                                      {"concord_file", "run"},
                                                      {"format_version", std::int32_t{kShardFormat}},
                                                      {"scenario_name", plan.names.at(scenario)},
                                                      {"replicate", std::int32_t{replicate}},
                                                      {"seed", plan.run(scenario, replicate).seed},
                                                      {"program_version", plan.program_version},
                                                      {"program_commit", plan.program_commit},
                                                      {"program_sources", plan.program_sources},
                                                      {"plan_checksum", plan.checksum},
                                                      {"run_checksum", plan.checksum_of(scenario, replicate)},
                                                      {"input_checksums", to_json(inputs)},
                                                      {"warnings", warnings}})
        file.attribute(name, value);
    write_coordinates(file, plan, world, record);
    for (const sim::Series& series : record.series)
        if (series.info().runs.kept() && !series.values.empty()) write_series(file, record, series);
    write_costs(file, costs);
    if (participants) write_participants(file, *participants);
    if (places) write_places(file, *places);
    file.close();
    publish(path);
}

namespace {

void require_own(const hdf5::Reader& file, const Plan& plan, int scenario, int replicate) {
    const auto is = [&](const char* attribute, const std::string& expected) {
        return file.has_attribute(attribute) && file.text(attribute) == expected;
    };
    if (!is("plan_checksum", plan.checksum))
        file.refuse(
            "belongs to another comparison: it was made under another plan (its plan_checksum differs); move it away");
    if (!is("run_checksum", plan.checksum_of(scenario, replicate)))
        file.refuse("belongs to another run of this comparison (its run_checksum differs); move it away");
}

hdf5::Reader open_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    hdf5::Reader file = open_concord_file(shard_path(folder, plan, scenario, replicate), "run", kShardFormat);
    require_own(file, plan, scenario, replicate);
    return file;
}

FoundFile find_file(const std::filesystem::path& path, const std::string& kind, int format, const Plan& plan,
                    int scenario, int replicate) {
    if (!is_there(path)) return {};
    std::optional<hdf5::Reader> file;
    try {
        file.emplace(open_concord_file(path, kind, format));
    } catch (const InputError& error) {
        return {FileState::kDamaged, error.problem};
    }
    require_own(*file, plan, scenario, replicate);
    return {FileState::kWhole};
}

}  // namespace

FoundFile find_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    return find_file(shard_path(folder, plan, scenario, replicate), "run", kShardFormat, plan, scenario, replicate);
}

FoundFile find_fields(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    return find_file(fields_path(folder, plan, scenario, replicate), "results", kResultsFormat, plan, scenario,
                     replicate);
}

FinalYear final_year(const std::vector<double>& outcome, int periods) {
    constexpr int kPeriods = sim::kWeeksPerYear / sim::kWeeksPerPeriod;
    const std::size_t row = outcome.size() / static_cast<std::size_t>(periods + 1);
    FinalYear means(row, 0.0);
    for (int p = periods - kPeriods + 1; p <= periods; ++p)
        for (std::size_t i = 0; i < row; ++i) means[i] += outcome[static_cast<std::size_t>(p) * row + i] / kPeriods;
    return means;
}

FinalYear read_final_year(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    const hdf5::Reader file = open_shard(folder, plan, scenario, replicate);
    const std::string outcomes(sim::info(sim::SeriesId::kGroupOutcomes).name);
    return final_year(file.read(outcomes), static_cast<int>(file.shape(outcomes).at(0)) - 1);
}

Shard read_shard(const std::filesystem::path& folder, const Plan& plan, int scenario, int replicate) {
    const hdf5::Reader file = open_shard(folder, plan, scenario, replicate);
    Shard shard{.series = {},
                .periods = file.shape("finished_period").at(0),
                .cost_gbp = file.number("cost_gbp"),
                .cost_present_gbp = file.number("cost_present_gbp"),
                .cost_present_by_district = file.read("cost_present_by_district"),
                .units_by_lever = {},
                .cost_present_by_lever = {},
                .participants = read_participants(file),
                .places = read_places(file),
                .warnings = file.text("warnings")};
    for (std::size_t id = 0; id < sim::kSeries; ++id)
        if (const sim::SeriesInfo& info = sim::kSeriesTable[id]; info.runs.kept() && file.has(std::string(info.name)))
            shard.series[id] = file.read(std::string(info.name));  // a run too short for a cell of it has none
    if (file.has("units_by_lever")) {
        shard.units_by_lever = file.read("units_by_lever");
        shard.cost_present_by_lever = file.read("cost_present_by_lever");
    }
    return shard;
}

}  // namespace concord::scenarios
