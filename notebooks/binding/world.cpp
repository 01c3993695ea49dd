// A population, and what is run on it: evaluations and comparisons.
#include <fmt/format.h>
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <span>
#include <stdexcept>

#include "notebooks/binding/interruptible.h"
#include "notebooks/binding/module.h"
#include "scenarios/compare/evaluation.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/compare/whole_comparison.h"
#include "scenarios/format/fixed_parameter.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/ground/threads.h"
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
                    const Rows& rows, const std::vector<std::string>& series, std::optional<int> weeks,
                    const std::string& kernel, int threads, const std::optional<std::string>& out,
                    const nb::object& progress) const;
    Result compare(const std::vector<std::string>& names, const std::string& out, int runs, const std::string& draws,
                   std::optional<int> years, std::optional<int> weeks, const std::vector<std::string>& set,
                   const std::vector<double>& set_to, std::uint32_t seed, const std::string& matters, int contested,
                   int keep_fields, bool dose, const std::vector<std::string>& stress, std::optional<double> until_se,
                   const std::string& kernel, int threads, bool resume, const std::vector<std::string>& outputs,
                   bool details, const nb::object& progress) const;

  private:
    std::unique_ptr<sim::World> world_;
    scenarios::Checksums inputs_;
};

sim::SeriesId series_named(const std::string& name) {
    for (std::size_t id = 0; id < sim::kSeries; ++id)
        if (sim::kSeriesTable[id].name == name) return static_cast<sim::SeriesId>(id);
    throw std::invalid_argument("no series is named " + name);
}

// [rows][scenarios] of an evaluation, as they come.
class Arrays {
  public:
    Arrays(const scenarios::Plan& plan, const sim::Geography& geography, const std::vector<sim::SeriesId>& series)
        : scenarios_(static_cast<std::size_t>(plan.scenarios())), ids_(series) {
        const std::size_t runs = plan.runs.size();
        const sim::RecordShape shape{.weeks = plan.weeks,
                                     .districts = static_cast<int>(geography.districts.size()),
                                     .neighbourhoods = static_cast<int>(geography.neighbourhoods.size()),
                                     .levers = 0,
                                     .outcomes = sim::outcome_rows().size()};
        for (const sim::SeriesId id : series) {
            one_.emplace_back(id, shape);
            all_.emplace_back(runs * one_.back().values.size(), kMissing);
        }
        cost_.assign(runs, kMissing);
        participants_.assign(runs, kMissing);
        with_.assign(runs * sim::kCohortMeasures, kMissing);
        without_.assign(runs * sim::kCohortMeasures, kMissing);
    }
    void take(const scenarios::EvaluatedRun& run) {
        const std::size_t at =
            static_cast<std::size_t>(run.replicate) * scenarios_ + static_cast<std::size_t>(run.scenario);
        for (std::size_t k = 0; k < ids_.size(); ++k) {
            const std::span<const double> values = run[ids_[k]];
            if (values.size() != one_[k].values.size())
                throw std::runtime_error("a run's values are not as many as expected");
            std::copy(values.begin(), values.end(), all_[k].begin() + static_cast<std::ptrdiff_t>(at * values.size()));
        }
        cost_[at] = run.cost_present_gbp;
        if (!run.participants) return;
        participants_[at] = run.participants->residents;
        std::copy(run.participants->with.begin(), run.participants->with.end(), &with_[at * sim::kCohortMeasures]);
        std::copy(run.participants->without.begin(), run.participants->without.end(),
                  &without_[at * sim::kCohortMeasures]);
    }
    // As arrays of Python, by their names.
    void give(Result& result) {
        const std::size_t replicates = cost_.size() / scenarios_;
        for (std::size_t k = 0; k < ids_.size(); ++k) {
            std::vector<std::size_t> shape = {replicates, scenarios_};
            shape.insert(shape.end(), one_[k].shape().begin(), one_[k].shape().end());
            result[nb::cast(one_[k].info().name)] = array(std::move(all_[k]), shape);
        }
        result["cost"] = array(std::move(cost_), {replicates, scenarios_});
        result["participants"] = array(std::move(participants_), {replicates, scenarios_});
        result["participants_level"] = array(std::move(with_), {replicates, scenarios_, sim::kCohortMeasures});
        result["participants_baseline"] = array(std::move(without_), {replicates, scenarios_, sim::kCohortMeasures});
    }

  private:
    std::size_t scenarios_;
    std::vector<sim::SeriesId> ids_;
    std::vector<sim::Series> one_;  // of one run, for their shapes
    std::vector<std::vector<double>> all_;
    std::vector<double> cost_, participants_, with_, without_;
};

Result World::evaluate(const std::vector<std::string>& names, const std::vector<std::string>& columns,
                       const Matrix& draws, const Rows& rows, const std::vector<std::string>& series,
                       std::optional<int> weeks, const std::string& kernel, int threads,
                       const std::optional<std::string>& out, const nb::object& progress) const {
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
    std::vector<sim::SeriesId> asked;
    for (const std::string& name : series) asked.push_back(series_named(name));
    Arrays arrays(plan, world_->geography, asked);
    scenarios::Evaluation evaluation;
    const bool interrupted = interruptible(
        [&](Control& control) {
            const auto folder = out ? std::optional<std::filesystem::path>(*out) : std::nullopt;
            evaluation = scenarios::evaluate(
                *world_, options, plan,
                {.folder = folder,
                 .threads = own_threads,
                 .stop = &control.stop,
                 .progress = [&](int done, int total) { control.total = total, control.done = done; },
                 .series = asked},
                [&](const scenarios::EvaluatedRun& run) { arrays.take(run); });
        },
        progress);
    Result result;
    arrays.give(result);
    result["problem"] = nb::cast(evaluation.problems);
    result["scenario"] = nb::cast(plan.names);
    result["start"] = plan.start_date;
    result["weeks"] = plan.weeks;
    result["interrupted"] = interrupted;
    return result;
}

Result World::compare(const std::vector<std::string>& names, const std::string& out, int runs, const std::string& draws,
                      std::optional<int> years, std::optional<int> weeks, const std::vector<std::string>& set,
                      const std::vector<double>& set_to, std::uint32_t seed, const std::string& matters, int contested,
                      int keep_fields, bool dose, const std::vector<std::string>& stress,
                      std::optional<double> until_se, const std::string& kernel, int threads, bool resume,
                      const std::vector<std::string>& outputs, bool details, const nb::object& progress) const {
    const scenarios::CompareRequest request{.folder = out,
                                            .runs = runs,
                                            .draws = draws,
                                            .seed = seed,
                                            .matters = matters,
                                            .contested = contested,
                                            .keep_fields = keep_fields,
                                            .dose = dose,
                                            .stress = stress,
                                            .until_se = until_se,
                                            .kernel = scenarios::kernel_named(kernel),
                                            .resume = resume,
                                            .threads = threads_for(threads)};
    scenarios::check_request(request, names.size(), [](std::string_view option, const std::string& value) {
        std::string name(option);
        std::replace(name.begin(), name.end(), '-', '_');
        return fmt::format("{} = {}", name, value);
    });
    auto options = read(names, weeks);
    for (sim::Scenario& scenario : options) {
        if (years) scenario.years = *years;
        for (std::size_t k = 0; k < set.size(); ++k) scenarios::fix_parameter(scenario, set[k], set_to.at(k));
    }
    const auto prepared = scenarios::prepare_comparison(request, std::move(options), inputs_, world_->geography);
    std::string text;
    std::vector<std::string> left_behind;
    bool whole = false;
    const bool interrupted = interruptible(
        [&](Control& control) {
            const auto made =
                scenarios::make_comparison(*world_, prepared,
                                           [&](const scenarios::ComparedPart&, scenarios::EnsembleOptions seen_to,
                                               const scenarios::MakeRuns& make) {
                                               seen_to.stop = &control.stop;
                                               seen_to.progress = [&](const scenarios::EnsembleProgress& p) {
                                                   control.total = p.runs_total, control.done = p.runs_done;
                                               };
                                               return make(seen_to);
                                           });
            if (!made) return;
            text = scenarios::answer_of(*made, prepared, world_->geography, outputs, details);
            left_behind = made->left_behind;
            whole = true;
        },
        progress);
    Result result;
    result["text"] = text;
    result["left_behind"] = left_behind;
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
             nb::arg("series"), nb::arg("weeks").none(), nb::arg("kernel"), nb::arg("threads"), nb::arg("out").none(),
             nb::arg("progress").none())
        .def("compare", &World::compare, nb::arg("scenarios"), nb::arg("out"), nb::arg("runs"), nb::arg("draws"),
             nb::arg("years").none(), nb::arg("weeks").none(), nb::arg("set"), nb::arg("set_to"), nb::arg("seed"),
             nb::arg("matters"), nb::arg("contested"), nb::arg("keep_fields"), nb::arg("dose"), nb::arg("stress"),
             nb::arg("until_se").none(), nb::arg("kernel"), nb::arg("threads"), nb::arg("resume"), nb::arg("outputs"),
             nb::arg("details"), nb::arg("progress").none());
}

}  // namespace concord::python
