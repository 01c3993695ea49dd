#include "scenarios/study/study_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

#include "scenarios/files/checked_table.h"
#include "scenarios/files/checksum.h"
#include "scenarios/files/input_error.h"
#include "scenarios/files/input_file.h"
#include "scenarios/files/paths.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/study/choices.h"
#include "scenarios/study/study_tables.h"
#include "sim/ground/calendar.h"
#include "sim/measures/group_layout.h"
#include "sim/measures/measure.h"
#include "sim/measures/verdict.h"

namespace concord::study {
namespace {

namespace fs = std::filesystem;
using scenarios::CheckedTable;
using scenarios::InputError;
using scenarios::TomlNode;

constexpr int kMost = 100'000'000;
constexpr std::size_t kLargestStudyFile = 1024 * 1024;

class StudyReader {
  public:
    StudyReader(const fs::path& file, const sim::Geography& geography) : geography_(geography) {
        study_.file = file;
        text_ = scenarios::read_text(file, kLargestStudyFile);
        if (text_.size() > kLargestStudyFile)
            throw InputError(file.string(), 0, 0, "is larger than a study file may be, 1 MiB");
        study_.inputs.emplace_back("study", scenarios::sha256(text_));
        root_ = scenarios::parse_toml(file.string(), text_);
    }

    Study read() {
        check_format();
        const CheckedTable table(
            name(), root_, "the file",
            {"format", "name", "purpose", "seed", "model", "tables", "check", "sensitivity", "calibration"});
        study_.name = table.required_name("name", "name = \"What moves influence\"");
        study_.purpose = table.text("purpose");
        study_.seed = static_cast<std::uint32_t>(table.integer("seed", 0, kMost).value_or(1));
        const CheckedTable model(
            name(), table.require("model", "[model] with scenario = \"status_quo_today\""), "[model]",
            {"scale", "population_seed", "scenario", "against", "outcomes", "weeks", "program", "rows"});
        read_model(model);
        read_tables(table, model);
        if (const TomlNode* node = table.find("check"))
            read_check(CheckedTable(name(), *node, "[check]", {"draws", "seeds"}));
        if (const TomlNode* node = table.find("sensitivity")) read_sensitivity(*node);
        if (const TomlNode* node = table.find("calibration")) read_calibration(*node);
        if (study_.of_concord()) check_concord(model);
        return study_;
    }

  private:
    const sim::Geography& geography_;
    Study study_;
    std::string text_;
    TomlNode root_;

    std::string name() const { return study_.file.string(); }

    void check_format() const {
        const scenarios::TomlEntry* format = root_.find("format");
        if (format == nullptr) throw InputError(name(), 1, 1, "the file has no format; start it with format = 1");
        const TomlNode& value = format->value;
        if (value.kind != TomlNode::Kind::kNumber || value.number != kStudyFormat)
            throw InputError(name(), value.line, value.column,
                             fmt::format("format = {} is not one this program reads; write format = {}",
                                         scenarios::shown(value), kStudyFormat));
    }

    void read_model(const CheckedTable& model) {
        ModelChoice& choice = study_.model;
        for (const TomlNode* word : model.names("program")) choice.program.push_back(word->text);
        choice.rows = model.integer("rows", 1, 100'000).value_or(choice.rows);
        if (study_.of_concord()) {
            choice.scale = scale_of(model).value_or(choice.scale);
            choice.population_seed = static_cast<std::uint32_t>(model.integer("population_seed", 0, kMost).value_or(1));
            return;
        }
        for (const std::string_view key : {"scale", "population_seed", "scenario", "against", "outcomes", "weeks"})
            if (const TomlNode* value = model.find(key))
                model.fail(*value, fmt::format("{} in [model] is Concord's; with a program leave it out", key));
    }

    static std::optional<int> scale_of(const CheckedTable& model) {
        const TomlNode* value = model.find("scale");
        if (value == nullptr) return std::nullopt;
        const std::string text = model.text("scale");
        constexpr int kLargest = 1000;
        for (int k = 1; k <= kLargest; ++k)
            if (text == "1:" + std::to_string(k)) return k;
        model.fail(*value, fmt::format("scale = {} in [model] is not 1:K with K from 1 to {}; write for example "
                                       "scale = \"1:100\"",
                                       scenarios::shown(*value), kLargest));
    }

    // A file of the study, with its checksum taken.
    std::optional<fs::path> table_file(const CheckedTable& tables, std::string_view key) {
        const std::string file = tables.text(key);
        if (file.empty()) return std::nullopt;
        const fs::path path = study_.file.parent_path() / file;
        study_.inputs.emplace_back(std::string(key), scenarios::sha256_of_file(path));
        return path;
    }

    void read_tables(const CheckedTable& table, const CheckedTable& model) {
        static const TomlNode none;
        const TomlNode* node = table.find("tables");
        const CheckedTable tables(name(), node != nullptr ? *node : none, "[tables]",
                                  {"parameters", "conditions", "observables", "measurements"});
        const auto parameters = table_file(tables, "parameters"), conditions = table_file(tables, "conditions");
        const auto observables = table_file(tables, "observables"), measurements = table_file(tables, "measurements");
        if (!parameters && !study_.of_concord())
            model.fail("a study of a program has no parameters; write parameters = \"parameters.tsv\" in [tables]");
        parameters ? read_parameters(*parameters, study_) : take_all_parameters(study_);
        conditions ? refuse_beside(model, "conditions", {"scenario", "against"}) : take_conditions(model);
        if (conditions) read_conditions(*conditions, study_, [this](const Condition& one) { return judge(one); });
        observables ? refuse_beside(model, "observables", {"outcomes"}) : take_outcomes(model);
        if (observables) read_observables(*observables, study_, [this](Observable& one) { return judge(one); });
        if (measurements) {
            refuse_beside(model, "measurements", {"weeks"});
            read_measurements(*measurements, study_);
        } else {
            take_all_outputs(study_, model.integer("weeks", 0, 30 * sim::kWeeksPerYear).value_or(sim::kWeeksPerYear));
        }
    }

    static void refuse_beside(const CheckedTable& model, std::string_view table,
                              std::initializer_list<std::string_view> keys) {
        for (const std::string_view key : keys)
            if (const TomlNode* value = model.find(key))
                model.fail(*value,
                           fmt::format("{} in [model] is said by the table of {} as well; leave one out", key, table));
    }

    void take_conditions(const CheckedTable& model) {
        if (!study_.of_concord()) {
            study_.conditions = {{.id = "all", .name = {}, .scenario = {}}};
            return;
        }
        const std::string scenario = model.required_text("scenario", "scenario = \"status_quo_today\"");
        const std::string against = model.text("against");
        study_.conditions.push_back(
            {.id = against.empty() ? "scenario" : "difference", .name = {}, .scenario = scenario, .option = scenario});
        require_none(model, "scenario", judge(study_.conditions.back()));
        if (against.empty()) return;
        study_.conditions[0].against = 1;
        study_.conditions.push_back({.id = "against", .name = {}, .scenario = against, .option = against});
        require_none(model, "against", judge(study_.conditions.back()));
    }

    void take_outcomes(const CheckedTable& model) {
        if (!study_.of_concord())
            model.fail("a study of a program has no observables; write observables = \"observables.tsv\" in [tables]");
        (void)model.require("outcomes", "outcomes = [\"influence\"]");
        for (const TomlNode* outcome : model.names("outcomes")) {
            Observable observable{.id = outcome->text, .name = {}, .formula = outcome->text, .group = {}};
            const Problem problem = judge(observable);
            if (!problem.words.empty()) model.fail(*outcome, fmt::format("'{}' {}", outcome->text, problem.words));
            study_.observables.push_back(std::move(observable));
        }
    }

    static void require_none(const CheckedTable& model, std::string_view key, const Problem& problem) {
        const TomlNode* value = model.find(key);
        if (value != nullptr && !problem.words.empty())
            model.fail(*value, fmt::format("'{}' {}", value->text, problem.words));
    }

    void read_check(const CheckedTable& check) {
        study_.check.draws = check.integer("draws", 10, 10'000).value_or(study_.check.draws);
        study_.check.seeds = check.integer("seeds", 5, 10'000).value_or(study_.check.seeds);
    }

    // The index of the method named, of those there are.
    static std::size_t method(const CheckedTable& section, const std::vector<std::string_view>& methods) {
        const std::string word = section.required_text("method", fmt::format("method = \"{}\"", methods.front()));
        const auto found = std::find(methods.begin(), methods.end(), word);
        if (found == methods.end())
            section.fail(*section.find("method"), fmt::format("method = \"{}\" in {} is not known; allowed are {}",
                                                              word, section.title(), scenarios::either(methods)));
        return static_cast<std::size_t>(found - methods.begin());
    }

    void read_sensitivity(const TomlNode& node) {
        const CheckedTable section(name(), node, "[sensitivity]",
                                   {"method", "trajectories", "levels", "base", "second_order", "resamples", "level",
                                    "draws", "above", "below", "highest", "lowest", "density", "mass"});
        SensitivitySettings& s = study_.sensitivity.emplace();
        s.method =
            static_cast<SensitivitySettings::Method>(method(section, {"morris", "sobol", "information", "discovery"}));
        s.trajectories = section.integer("trajectories", 2, 100'000).value_or(s.trajectories);
        s.levels = section.integer("levels", 2, 1000).value_or(s.levels);
        if (s.levels % 2 != 0) section.fail(*section.find("levels"), "levels in [sensitivity] must be even");
        s.base = section.integer("base", 8, 1 << 24).value_or(s.base);
        if (!std::has_single_bit(static_cast<unsigned>(s.base)))
            section.fail(*section.find("base"),
                         fmt::format("base = {} in [sensitivity] must be a power of 2, such as {}", s.base,
                                     std::bit_ceil(static_cast<unsigned>(s.base))));
        s.second_order = section.truth("second_order").value_or(false);
        s.resamples = section.integer("resamples", 100, 1'000'000).value_or(s.resamples);
        s.level = section.number("level", 0.5, 0.999).value_or(s.level);
        s.draws = section.integer("draws", 40, 1'000'000).value_or(s.draws);
        read_interest(section, s.interest);
        s.prim.least_density = section.number("density", 0.01, 1).value_or(s.prim.least_density);
        s.prim.least_mass = section.number("mass", 0.001, 0.5).value_or(s.prim.least_mass);
        if (s.method == SensitivitySettings::Method::kInformation) check_choices(section);
    }

    static void read_interest(const CheckedTable& section, Interest& interest) {
        using Kind = Interest::Kind;
        constexpr double kAnywhere = 1e300;
        constexpr std::array<std::string_view, 4> kKeys = {"above", "below", "highest", "lowest"};
        std::string_view given;
        for (std::size_t k = 0; k < kKeys.size(); ++k) {
            const bool share = k >= static_cast<std::size_t>(Kind::kHighest);
            const auto value = section.number(kKeys[k], share ? 0.001 : -kAnywhere, share ? 0.999 : kAnywhere);
            if (!value) continue;
            if (!given.empty())
                section.fail(*section.find(kKeys[k]),
                             fmt::format("{} in [sensitivity] is given beside {}; one of {} is allowed", kKeys[k],
                                         given, scenarios::either({kKeys.begin(), kKeys.end()}, "and")));
            given = kKeys[k];
            interest = {.kind = static_cast<Kind>(k), .value = *value};
        }
    }

    // That there is something to choose between, and enough runs to learn from.
    void check_choices(const CheckedTable& section) const {
        const std::vector<Choice> choices = choices_of(study_);
        if (choices.empty())
            section.fail(*section.find("method"),
                         "method = \"information\" needs a choice: two conditions with the same observable at the same "
                         "time, or the difference to another");
        std::size_t widest = 0;
        for (const auto& group : study_.space().groups()) widest = std::max(widest, group.size());
        if (const std::size_t fewest = 10 * (1 + widest); static_cast<std::size_t>(study_.sensitivity->draws) < fewest)
            section.fail(
                fmt::format("draws = {} in [sensitivity] is too few for {} parameters that are varied "
                            "together; {} is the least",
                            study_.sensitivity->draws, widest, fewest));
        const auto has_price = [](const Condition& condition) { return condition.price != 0; };
        const auto other = [&](const Choice& choice) { return choice.observable != choices[0].observable; };
        if (std::any_of(study_.conditions.begin(), study_.conditions.end(), has_price) &&
            std::any_of(choices.begin(), choices.end(), other))
            section.fail(*section.find("method"),
                         "prices of conditions are in the unit of one observable, and the study has several to choose "
                         "by; leave out all but one, or the prices");
    }

    void read_calibration(const TomlNode& node) {
        const CheckedTable c(name(), node, "[calibration]",
                             {"method", "points", "replicates", "cutoff", "nth", "waves", "chains", "warm_up", "draws",
                              "thin", "particles", "quantile", "populations", "simulations", "predictive", "truths"});
        CalibrationSettings& s = study_.calibration.emplace();
        s.method = static_cast<CalibrationSettings::Method>(method(c, {"history_matching", "mcmc", "abc"}));
        s.predictive = c.integer("predictive", 10, 100'000).value_or(s.predictive);
        s.truths = c.integer("truths", 20, 100'000).value_or(s.truths);
        if (s.truths > 0 && s.method == CalibrationSettings::Method::kHistoryMatching)
            c.fail(*c.find("truths"),
                   "truths in [calibration] are ranked in posteriors, which history_matching has not; "
                   "allowed is method = \"mcmc\" or \"abc\"");
        calibration::HistoryChoices& h = s.history;
        h.points = c.integer("points", 5, 1'000'000).value_or(0);
        h.replicates = c.integer("replicates", 1, 10'000).value_or(1);
        h.cutoff = c.number("cutoff", 0.1, 100).value_or(h.cutoff);
        h.nth = c.integer("nth", 1, std::max(1, static_cast<int>(study_.measurements.size()))).value_or(h.nth);
        h.most_waves = c.integer("waves", 1, 100).value_or(h.most_waves);
        calibration::McmcSettings& m = s.mcmc;
        m.seed = study_.seed;
        m.chains = c.integer("chains", 2, 1000).value_or(m.chains);
        m.warm_up = c.integer("warm_up", 100, kMost).value_or(m.warm_up);
        m.draws = c.integer("draws", 8, kMost).value_or(m.draws);
        m.thin = c.integer("thin", 1, 10'000).value_or(m.thin);
        calibration::AbcSettings& a = s.abc;
        a.seed = study_.seed;
        a.particles = c.integer("particles", 20, 10'000'000).value_or(a.particles);
        a.quantile = c.number("quantile", 0.01, 0.99).value_or(a.quantile);
        a.most_populations = c.integer("populations", 1, 4000).value_or(a.most_populations);
        a.most_simulations = c.integer("simulations", a.particles, kMost).value_or(std::max(100'000, a.particles));
        if (study_.measurements.empty())
            c.fail(
                "a calibration needs something to be held against; write measurements = \"measurements.tsv\" in "
                "[tables]");
    }

    // --- what only Concord can judge

    // Fills in the group, where it is left out, and what is known of the outcome.
    Problem judge(Observable& observable) const {
        const auto rows = sim::outcome_rows();
        const auto groups = sim::group_names(geography_);
        const sim::GroupLayout layout{.districts = static_cast<int>(geography_.districts.size())};
        std::vector<std::string_view> names;
        for (const sim::MeasureInfo& row : rows) names.push_back(row.name);
        const auto outcome = std::find(names.begin(), names.end(), observable.formula);
        if (outcome == names.end())
            return {"observableFormula",
                    fmt::format("is no outcome{}; allowed are {}", scenarios::suggestion(observable.formula, names),
                                scenarios::either(names, "and"))};
        if (observable.group.empty()) observable.group = groups.front();
        const auto group = std::find(groups.begin(), groups.end(), observable.group);
        if (group == groups.end())
            return {"group", fmt::format("is no group; allowed are {}",
                                         scenarios::either({groups.begin(), groups.end()}, "and"))};
        const sim::MeasureInfo& row = rows[static_cast<std::size_t>(outcome - names.begin())];
        if (!sim::may_show(row.disclosure, sim::Quantity::kLevel,
                           layout.cell(static_cast<int>(group - groups.begin()))))
            return {"observableFormula",
                    fmt::format("is not shown for {}, so nothing can be fitted to it there", observable.group)};
        observable.better = row.better;
        constexpr double kResolution = 1e-5;  // of levels up to 100
        const sim::SmallestDifference matters = sim::usual_smallest_difference(row);
        if (matters.of_baseline) return {};
        observable.matters = matters.size;
        observable.resolution = kResolution;
        return {};
    }

    // A mistake inside a scenario is told with its place there; here it is whether there is one of that name.
    Problem judge(const Condition& condition) const {
        try {
            (void)scenarios::read_scenario(path_of(condition), geography_);
        } catch (const InputError& error) {
            if (error.line > 0) throw;
            return {"scenario", std::string("is no scenario: ") + error.what()};
        }
        return {};
    }

    std::string path_of(const Condition& condition) const {
        const fs::path beside = study_.file.parent_path() / condition.scenario;
        return scenarios::is_there(beside) ? beside.string() : condition.scenario;
    }

    void check_concord(const CheckedTable& model) {
        const double time = study_.last_time();
        if (time != static_cast<int>(time) || static_cast<int>(time) % sim::kWeeksPerPeriod != 0)
            model.fail(model.require("weeks", "weeks = 52"),
                       fmt::format("weeks = {} in [model] must be whole periods of four weeks", time));
        for (Condition& condition : study_.conditions) {
            condition.scenario = path_of(condition);
            const sim::Scenario scenario = scenarios::read_scenario(condition.scenario, geography_);
            study_.inputs.emplace_back("scenario " + condition.id, scenarios::sha256(scenario.text));
        }
    }
};

}  // namespace

Study read_study(const fs::path& file, const sim::Geography& geography) { return StudyReader(file, geography).read(); }

}  // namespace concord::study
