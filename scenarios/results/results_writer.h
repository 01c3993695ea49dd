// Writes the results file of one run: HDF5 that is also netCDF-4 with CF conventions,
// so that `xarray.open_dataset(file)` just works. Neighbourhood periods are streamed as the run goes on; everything
// else is written at the end. The file has its name only once it is whole, or marked `complete = 0`.
//
//   ResultsWriter writer("out.h5", {.world = world, .scenario = scenario, .parameters = parameters, .seed = 7});
//   sim::RunRecord record = sim::run(simulation, {.observer = &writer});
//   writer.finish(record, sim::cost_of(scenario, record[sim::SeriesId::kUnitsBought]));
//
// The same run gives the same bytes at any number of threads and at any time of day.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/files/checksum.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "sim/measures/record.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/costs.h"
#include "sim/policy/scenario.h"
#include "sim/world/world.h"

namespace concord::scenarios {

inline constexpr int kResultsFormat = 2;  // version of the layout of results files
inline constexpr const char* kCaveat =
    "Compares options under stated assumptions; simulated residents, not a measurement of this place and no forecast.";
inline constexpr const char* kPlaceCaveat = "simulated residents, not a measurement of this place";

struct RunDescription {
    const sim::World& world;
    const sim::Scenario& scenario;
    const sim::Parameters& parameters;  // as used: draw and overrides applied
    std::uint32_t seed = 1;
    std::string parameter_source{"defaults"};     // "defaults", "draw 3 from the priors (seed 1)", ...
    Checksums checksums{};                        // of what was read
    std::string plan_checksum{}, run_checksum{};  // of a run of a comparison: to which plan it belongs
    std::vector<std::string> warnings{};          // of the readers; those of the run come with its record
};

class ResultsWriter : public sim::PeriodObserver {
  public:
    // Creates the file under its temporary name. Throws std::runtime_error if that cannot be done. What `description`
    // refers to must outlive the writer.
    ResultsWriter(std::filesystem::path path, const RunDescription& description);
    ~ResultsWriter() override;  // an unfinished file is removed

    void on_period(const sim::NeighbourhoodPeriod& period) override;

    // Writes the rest and gives the file its name. A run stopped early is marked `complete = 0` and keeps the weeks
    // done.
    void finish(const sim::RunRecord& record, const sim::CostReport& costs) { end(record, costs, true); }
    void finish_incomplete(const sim::RunRecord& record, const sim::CostReport& costs) { end(record, costs, false); }

  private:
    void define_coordinates();
    void define_neighbourhood_variables();
    void define_levers();
    void write_series(const sim::RunRecord& record);
    void write_costs(const sim::CostReport& costs);
    void write_parameters();
    void write_attributes(const sim::RunRecord& record, bool complete);
    void end(const sim::RunRecord& record, const sim::CostReport& costs, bool whole);
    struct Cells {
        std::size_t stride, width = 1, step = 0;
    };
    template <class T>
    void write_cells(const std::string& name, const sim::NeighbourhoodPeriod& period, const T* values, Cells cells,
                     double quantum);

    std::filesystem::path path_;
    RunDescription description_;
    hdf5::Writer file_;
    bool ended_ = false;
    int weeks_, periods_, years_, budget_years_;
    std::size_t neighbourhoods_, districts_;
    std::vector<float> cells_;
};

// Parameters by name as JSON text, in the order of the table.
std::string parameters_json(const sim::Parameters& parameters);

}  // namespace concord::scenarios
