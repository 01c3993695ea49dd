// A population, and what is run on it: evaluations and comparisons.
#include <fmt/format.h>
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cmath>
#include <limits>
#include <memory>
#include <span>
#include <stdexcept>

#include "notebooks/binding/interruptible.h"
#include "notebooks/binding/module.h"
#include "scenarios/compare/comparison.h"
#include "scenarios/compare/draws_file.h"
#include "scenarios/compare/evaluation.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/compare/matters.h"
#include "scenarios/compare/provenance.h"
#include "scenarios/files/folder_lock.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/ground/threads.h"
#include "sim/measures/indicators.h"
#include "sim/measures/measure.h"

namespace nb = nanobind;

namespace concord::python {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
using Matrix = nb::ndarray<const double, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using Rows = nb::ndarray<const std::int64_t, nb::ndim<2>, nb::c_contig, nb::device::cpu>;

using Result = nb::typed<nb::dict, nb::str, nb::any>;

// An array that Python owns.
template <class Value>
nb::ndarray<nb::numpy, Value> array(std::vector<Value> values, const std::vector<std::size_t>& shape) {
    auto* held = new std::vector<Value>(std::move(values));
    const nb::capsule owner(held, [](void* p) noexcept { delete static_cast<std::vector<Value>*>(p); });
    return nb::ndarray<nb::numpy, Value>(held->data(), shape.size(), shape.data(), owner);
}

int threads_for(int threads) {
    constexpr int kMost = 1024;
    if (threads < 0 || threads > kMost)
        throw std::invalid_argument("threads = " + std::to_string(threads) + ": expected 0 (all cores) to " +
                                    std::to_string(kMost));
    return threads > 0 ? threads : sim::threads_in_use();
}

// What each setting of a parameter is allowed to be, as a file of draws is held to it.
void set_checked(sim::Parameters& parameters, const std::string& name, double value, const std::string& where) {
    const sim::ParameterInfo* info = sim::find_parameter(name);
    if (info == nullptr) throw std::invalid_argument(name + " is no parameter; concord.parameters() lists them");
    if (!(value >= info->low && value <= info->high))
        throw std::invalid_argument(
            fmt::format("{}{} is {}; allowed is {} to {}", where, name, value, info->low, info->high));
    sim::set(parameters, *info, value);
}

class World {
  public:
    World(int scale, std::uint32_t seed, const std::optional<std::string>& source) {
        constexpr int kLargest = 1000;
        if (scale < 1 || scale > kLargest)
            throw std::invalid_argument("scale = " + std::to_string(scale) +
                                        ": expected K of 1:K, one simulated resident for K, from 1 to 1000");
        const auto folder = source ? std::optional<std::filesystem::path>(*source) : std::nullopt;
        inputs_ = scenarios::table_checksums(folder);
        world_ = std::make_unique<sim::World>(
            sim::build_world(scenarios::load_geography(folder), {.scale = scale, .seed = seed}));
    }

    const sim::World& world() const { return *world_; }
    std::vector<std::string> groups() const { return sim::group_names(world_->geography); }
    std::vector<std::string> group_kinds() const {
        return sim::group_kinds({.districts = static_cast<int>(world_->geography.districts.size())});
    }

    // Scenarios by name or file, each with parameters fixed on top, in the same order for all.
    std::vector<sim::Scenario> read(const std::vector<std::string>& names, std::optional<int> weeks) const {
        constexpr int kMostWeeks = 30 * sim::kWeeksPerYear;
        if (weeks && (*weeks < 0 || *weeks > kMostWeeks || *weeks % sim::kWeeksPerPeriod != 0))
            throw std::invalid_argument("weeks = " + std::to_string(*weeks) +
                                        ": expected whole four-week periods, 0 to " + std::to_string(kMostWeeks));
        std::vector<sim::Scenario> read;
        for (const std::string& name : names) {
            sim::Scenario& scenario = read.emplace_back(scenarios::read_scenario(name, world_->geography));
            if (!weeks) continue;
            scenario.years = std::max(1, (*weeks + sim::kWeeksPerYear - 1) / sim::kWeeksPerYear);
            scenario.weeks = *weeks;
        }
        return read;
    }

    Result evaluate(const std::vector<std::string>& names, const std::vector<std::string>& columns, const Matrix& draws,
                    const Rows& rows, std::optional<int> weeks, const std::string& kernel, int threads,
                    const std::optional<std::string>& out, const nb::object& progress) const;
    Result compare(const std::vector<std::string>& names, const std::string& out, int runs, const std::string& draws,
                   std::optional<int> years, std::uint32_t seed, const std::string& matters, const std::string& kernel,
                   int threads, bool resume, const nb::object& progress) const;

  private:
    std::unique_ptr<sim::World> world_;
    scenarios::Checksums inputs_;
};

// [rows][scenarios] of an evaluation, as they come.
struct Arrays {
    std::size_t scenarios, times, groups, outcomes, quarters, places;
    std::vector<double> values, cost, participants, with, without, measured, truth;

    Arrays(const scenarios::Plan& plan, std::size_t groups_, std::size_t outcomes_, std::size_t places_)
        : scenarios(static_cast<std::size_t>(plan.scenarios())),
          times(static_cast<std::size_t>(plan.weeks / sim::kWeeksPerPeriod) + 1),
          groups(groups_),
          outcomes(outcomes_),
          quarters(static_cast<std::size_t>(plan.weeks / sim::kWeeksPerQuarter)),
          places(places_) {
        const std::size_t runs = plan.runs.size();
        values.assign(runs * times * groups * outcomes, kMissing);
        measured.assign(runs * quarters * places * sim::kIndicators, kMissing);
        truth = measured;
        cost.assign(runs, kMissing);
        participants.assign(runs, kMissing);
        with.assign(runs * sim::kCohortMeasures, kMissing);
        without.assign(runs * sim::kCohortMeasures, kMissing);
    }
    void take(const scenarios::EvaluatedRun& run) {
        const std::size_t at =
            static_cast<std::size_t>(run.replicate) * scenarios + static_cast<std::size_t>(run.scenario);
        if (run.outcomes.size() != times * groups * outcomes)
            throw std::runtime_error("a run's outcomes are not as many as expected");
        std::copy(run.outcomes.begin(), run.outcomes.end(), &values[at * run.outcomes.size()]);
        put(run.measured, measured, at);
        put(run.measured_truth, truth, at);
        cost[at] = run.cost_present_gbp;
        if (!run.participants) return;
        participants[at] = run.participants->residents;
        std::copy(run.participants->with.begin(), run.participants->with.end(), &with[at * sim::kCohortMeasures]);
        std::copy(run.participants->without.begin(), run.participants->without.end(),
                  &without[at * sim::kCohortMeasures]);
    }

  private:
    void put(std::span<const double> reports, std::vector<double>& into, std::size_t at) const {
        if (reports.size() != quarters * places * sim::kIndicators)
            throw std::runtime_error("a run's reports are not as many as expected");
        std::copy(reports.begin(), reports.end(), into.begin() + static_cast<std::ptrdiff_t>(at * reports.size()));
    }
};

Result World::evaluate(const std::vector<std::string>& names, const std::vector<std::string>& columns,
                       const Matrix& draws, const Rows& rows, std::optional<int> weeks, const std::string& kernel,
                       int threads, const std::optional<std::string>& out, const nb::object& progress) const {
    const int own_threads = threads_for(threads);
    const auto options = read(names, weeks);
    scenarios::GivenRuns given{.draws = {}, .rows = {}, .inputs = inputs_, .kernel = scenarios::kernel_named(kernel)};
    for (std::size_t d = 0; d < draws.shape(0); ++d) {
        sim::Parameters& parameters = given.draws.emplace_back(sim::default_parameters());
        for (std::size_t k = 0; k < columns.size(); ++k)
            set_checked(parameters, columns[k], draws.data()[d * columns.size() + k],
                        "draw " + std::to_string(d) + ": ");
    }
    for (std::size_t r = 0; r < rows.shape(0); ++r)
        given.rows.push_back(
            {static_cast<int>(rows.data()[2 * r]), static_cast<std::uint32_t>(rows.data()[2 * r + 1])});
    const scenarios::Plan plan = scenarios::make_plan(*world_, options, given);
    Arrays arrays(plan, groups().size(), sim::outcome_rows().size(), 1 + world_->geography.districts.size());
    scenarios::Evaluation evaluation;
    const bool interrupted = interruptible(
        [&](Control& control) {
            const auto folder = out ? std::optional<std::filesystem::path>(*out) : std::nullopt;
            evaluation = scenarios::evaluate(
                *world_, options, plan,
                {.folder = folder,
                 .threads = own_threads,
                 .stop = &control.stop,
                 .progress = [&](int done, int total) { control.total = total, control.done = done; }},
                [&](const scenarios::EvaluatedRun& run) { arrays.take(run); });
        },
        progress);
    const std::size_t replicates = static_cast<std::size_t>(plan.replicates);
    Result result;
    result["outcomes"] =
        array(std::move(arrays.values), {replicates, arrays.scenarios, arrays.times, arrays.groups, arrays.outcomes});
    const std::vector<std::size_t> reports = {replicates, arrays.scenarios, arrays.quarters, arrays.places,
                                              sim::kIndicators};
    result["measured"] = array(std::move(arrays.measured), reports);
    result["measured_truth"] = array(std::move(arrays.truth), reports);
    result["cost"] = array(std::move(arrays.cost), {replicates, arrays.scenarios});
    result["participants"] = array(std::move(arrays.participants), {replicates, arrays.scenarios});
    result["participants_level"] = array(std::move(arrays.with), {replicates, arrays.scenarios, sim::kCohortMeasures});
    result["participants_baseline"] =
        array(std::move(arrays.without), {replicates, arrays.scenarios, sim::kCohortMeasures});
    result["problem"] = nb::cast(evaluation.problems);
    result["scenario"] = nb::cast(plan.names);
    result["start"] = plan.start_date;
    result["interrupted"] = interrupted;
    return result;
}

Result World::compare(const std::vector<std::string>& names, const std::string& out, int runs, const std::string& draws,
                      std::optional<int> years, std::uint32_t seed, const std::string& matters,
                      const std::string& kernel, int threads, bool resume, const nb::object& progress) const {
    const int own_threads = threads_for(threads);
    const auto options = read(names, years ? std::optional(*years * sim::kWeeksPerYear) : std::nullopt);
    const bool from_file = draws != "defaults" && draws != "prior";
    std::optional<scenarios::DrawsFile> file;
    if (from_file) file = scenarios::read_draws(draws);
    const scenarios::Plan plan = scenarios::make_plan(
        *world_, options,
        scenarios::PlanOptions{.replicates = runs,
                               .parameters = from_file          ? scenarios::ParameterDraws::kFile
                                             : draws == "prior" ? scenarios::ParameterDraws::kPrior
                                                                : scenarios::ParameterDraws::kDefaults,
                               .seed = seed,
                               .inputs = inputs_,
                               .kernel = scenarios::kernel_named(kernel),
                               .matters = scenarios::parse_matters(matters, sim::outcome_rows()),
                               .draws = file ? &*file : nullptr});
    std::string table;
    bool whole = false;
    const bool interrupted = interruptible(
        [&](Control& control) {
            const scenarios::FolderLock lock(out);
            const auto made =
                scenarios::run_ensemble(*world_, options, plan, scenarios::engine_runs(*world_, options, own_threads),
                                        {.folder = out,
                                         .threads = own_threads,
                                         .resume = resume,
                                         .stop = &control.stop,
                                         .progress = [&](const scenarios::EnsembleProgress& p) {
                                             control.total = p.runs_total, control.done = p.runs_done;
                                         }});
            if (made.stopped) return;
            const auto comparison = scenarios::fold(out, plan, made.replicates, world_->geography);
            scenarios::write_comparison(out, comparison);
            scenarios::write_provenance(out, scenarios::provenance_of(plan, out));
            table = scenarios::comparison_table(comparison);
            whole = true;
        },
        progress);
    Result result;
    result["table"] = table;
    result["whole"] = whole;
    result["interrupted"] = interrupted;
    return result;
}

}  // namespace

void add_world(nb::module_& module) {
    nb::class_<World>(module, "World")
        .def(nb::init<int, std::uint32_t, const std::optional<std::string>&>(), nb::arg("scale"), nb::arg("seed"),
             nb::arg("source").none(), nb::call_guard<nb::gil_scoped_release>())
        .def_prop_ro("scale", [](const World& w) { return w.world().scale; })
        .def_prop_ro("seed", [](const World& w) { return w.world().seed; })
        .def_prop_ro("residents", [](const World& w) { return w.world().residents(); })
        .def_prop_ro("neighbourhoods", [](const World& w) { return w.world().neighbourhoods(); })
        .def_prop_ro("source", [](const World& w) { return w.world().geography.source; })
        .def_prop_ro("groups", &World::groups)
        .def_prop_ro("group_kinds", &World::group_kinds)
        .def("evaluate", &World::evaluate, nb::arg("scenarios"), nb::arg("columns"), nb::arg("draws"), nb::arg("rows"),
             nb::arg("weeks").none(), nb::arg("kernel"), nb::arg("threads"), nb::arg("out").none(),
             nb::arg("progress").none())
        .def("compare", &World::compare, nb::arg("scenarios"), nb::arg("out"), nb::arg("runs"), nb::arg("draws"),
             nb::arg("years").none(), nb::arg("seed"), nb::arg("matters"), nb::arg("kernel"), nb::arg("threads"),
             nb::arg("resume"), nb::arg("progress").none());
}

}  // namespace concord::python
