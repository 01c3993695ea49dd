#include "scenarios/study/study_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "scenarios/compare/evaluation.h"
#include "scenarios/files/version.h"
#include "scenarios/format/fixed_parameter.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/study/program_model.h"
#include "sim/measures/group_layout.h"
#include "sim/measures/measure.h"
#include "sim/world/world.h"

namespace concord::study {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

template <class Names>
std::size_t place_of(const Names& names, const std::string& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

class ConcordModel {
  public:
    ConcordModel(const Study& study, const sim::Geography& geography, const ModelOptions& options)
        : study_(study), geography_(geography), options_(options) {
        const int weeks = static_cast<int>(study.last_time());
        for (const Condition& condition : study.conditions) {
            sim::Scenario& scenario = scenarios_.emplace_back(scenarios::read_scenario(condition.scenario, geography));
            scenario.years = std::max(1, (weeks + sim::kWeeksPerYear - 1) / sim::kWeeksPerYear);
            scenario.weeks = weeks;
            scenario.name += " (" + condition.id + ")";
            for (const auto& [name, value] : condition.fixed)
                scenarios::fix_parameter(scenario, fmt::format("{}={}", name, value));
        }
        for (const sim::MeasureInfo& row : sim::outcome_rows()) outcomes_.emplace_back(row.name);
        groups_ = sim::group_names(geography);
    }

    StudyRuns run(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
        if (!world_)
            world_ = std::make_unique<sim::World>(
                sim::build_world(geography_, {.scale = study_.model.scale, .seed = study_.model.population_seed}));
        const scenarios::Plan plan = scenarios::make_plan(*world_, scenarios_, given(points, seeds));
        Levels levels(plan.runs.size(), study_.outputs.size());
        const scenarios::Evaluation made =
            scenarios::evaluate(*world_, scenarios_, plan, {.threads = options_.threads, .stop = options_.stop},
                                [&](const scenarios::EvaluatedRun& run) { take(run, levels); });
        if (made.stopped) throw Interrupted();
        return runs_of(plan, made, levels);
    }

  private:
    // Of every run, each output's level under its scenario: [runs][outputs].
    struct Levels {
        Levels(std::size_t runs, std::size_t outputs_) : outputs(outputs_), values(runs * outputs_, kMissing) {}
        std::size_t outputs;
        std::vector<double> values;
        double& at(std::size_t run, std::size_t output) { return values[run * outputs + output]; }
    };

    const Study& study_;
    const sim::Geography& geography_;
    ModelOptions options_;
    std::vector<sim::Scenario> scenarios_;
    std::vector<std::string> outcomes_, groups_;
    std::unique_ptr<sim::World> world_;

    scenarios::GivenRuns given(const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) const {
        sim::Parameters fixed = sim::default_parameters();
        for (const auto& [name, value] : study_.fixed) sim::set(fixed, *sim::find_parameter(name), value);
        scenarios::GivenRuns given;
        for (Eigen::Index row = 0; row < points.rows(); ++row) {
            sim::Parameters& draw = given.draws.emplace_back(fixed);
            for (Eigen::Index k = 0; k < points.cols(); ++k)
                sim::set(draw, *sim::find_parameter(study_.varied[static_cast<std::size_t>(k)].name), points(row, k));
            given.rows.push_back({static_cast<int>(row), seeds[static_cast<std::size_t>(row)]});
        }
        return given;
    }

    void take(const scenarios::EvaluatedRun& run, Levels& levels) const {
        const auto at =
            static_cast<std::size_t>(run.replicate) * scenarios_.size() + static_cast<std::size_t>(run.scenario);
        for (std::size_t k = 0; k < study_.outputs.size(); ++k) {
            const Output& output = study_.outputs[k];
            const Observable& observable = study_.observables[static_cast<std::size_t>(output.observable)];
            const auto period = static_cast<std::size_t>(output.time) / sim::kWeeksPerPeriod;
            const std::size_t cell =
                (period * groups_.size() + place_of(groups_, observable.group)) * outcomes_.size() +
                place_of(outcomes_, observable.formula);
            levels.at(at, k) = run[sim::SeriesId::kGroupOutcomes][cell];
        }
    }

    StudyRuns runs_of(const scenarios::Plan& plan, const scenarios::Evaluation& made, Levels& levels) const {
        const auto conditions = scenarios_.size();
        StudyRuns runs{.outputs = Eigen::MatrixXd(plan.replicates, static_cast<Eigen::Index>(study_.outputs.size())),
                       .problems = std::vector<std::string>(static_cast<std::size_t>(plan.replicates))};
        for (int row = 0; row < plan.replicates; ++row) {
            const auto first = static_cast<std::size_t>(row) * conditions;
            for (std::size_t k = 0; k < study_.outputs.size(); ++k) {
                const auto condition = static_cast<std::size_t>(study_.outputs[k].condition);
                double value = levels.at(first + condition, k);
                if (const auto against = study_.conditions[condition].against)
                    value -= levels.at(first + static_cast<std::size_t>(*against), k);
                runs.outputs(row, static_cast<Eigen::Index>(k)) = value;
            }
            for (int c = 0; c < static_cast<int>(conditions); ++c)
                if (const std::string& problem = made.problem_of(plan, c, row); !problem.empty())
                    runs.problems[static_cast<std::size_t>(row)] = problem;
        }
        return runs;
    }
};

}  // namespace

StudyModel model_of(const Study& study, const sim::Geography& geography, const ModelOptions& options) {
    if (!study.of_concord()) return program_model(study, options);
    const auto model = std::make_shared<ConcordModel>(study, geography, options);
    return [model](const Eigen::MatrixXd& points, std::span<const std::uint32_t> seeds) {
        return model->run(points, seeds);
    };
}

std::string model_text(const Study& study, const scenarios::Checksums& table) {
    std::string text;
    if (study.of_concord())
        text += fmt::format("concord {} scale 1:{} population {}\n{}\n", scenarios::kProgramSources, study.model.scale,
                            study.model.population_seed, scenarios::to_json(table));
    for (const std::string& word : study.model.program) text += fmt::format("program {}\n", word);
    for (const calibration::Dimension& varied : study.varied) text += fmt::format("varied {}\n", varied.name);
    for (const auto& [name, value] : study.fixed) text += fmt::format("fixed {} {}\n", name, value);
    for (const Condition& condition : study.conditions) {
        text += fmt::format("condition {} {}\n", condition.id, condition.against.value_or(-1));
        for (const auto& [name, value] : condition.fixed) text += fmt::format("  {} {}\n", name, value);
        for (const auto& [input, checksum] : study.inputs)
            if (input == "scenario " + condition.id) text += fmt::format("  scenario {}\n", checksum);
    }
    for (const Output& output : study.outputs) {
        const Observable& observable = study.observables[static_cast<std::size_t>(output.observable)];
        text += fmt::format("output {} {} {} {} {}\n", output.name, observable.formula, observable.group,
                            output.condition, output.time);
    }
    return text;
}

}  // namespace concord::study
