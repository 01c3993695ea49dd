// comparison.h5 read back into the comparison that it was written from.
#include <fmt/format.h>

#include <cmath>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/comparison_variables.h"
#include "scenarios/compare/matters.h"
#include "scenarios/compare/series_fold.h"
#include "scenarios/results/results_file.h"
#include "scenarios/results/results_variables.h"
#include "sim/measures/measure.h"

namespace concord::scenarios {
namespace {

class Reading {
  public:
    explicit Reading(const hdf5::Reader& file) : file_(file) {}
    void values(const StoredVariable& variable, std::vector<double>& values) const {
        if (file_.dimensions(variable.name) != variable.dimensions)
            file_.refuse("has other dimensions of " + variable.name + " than this program");
        values = file_.read(variable.name);
    }
    void differences(const std::string& prefix, const std::string&, const std::vector<std::string>& dimensions,
                     std::vector<Difference>& all, bool priced) const {
        std::vector<double> column;
        const auto read = [&](const std::string& name) {
            values({prefix + name, "", dimensions}, column);
            all.resize(column.size());
        };
        for (const StoredMember& member : kStoredMembers) {
            const bool kept = priced || member.everywhere;
            if (kept) read(member.name);
            for (std::size_t i = 0; i < all.size(); ++i) member.of(all[i]) = kept ? column[i] : std::nan("");
        }
        read("verdict");
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!std::isnan(column[i]) && !(column[i] >= 0 && column[i] < sim::kVerdictNames.size()))
                file_.refuse("has a verdict in " + prefix + "verdict that is none");
            all[i].verdict = std::isnan(column[i]) ? sim::Verdict::kCannotSay
                                                   : static_cast<sim::Verdict>(static_cast<int>(column[i]));
        }
    }

  private:
    const hdf5::Reader& file_;
};

std::vector<std::vector<int>> from_marks(const std::vector<double>& marks, std::size_t scenarios) {
    std::vector<std::vector<int>> rows(scenarios);
    const std::size_t width = scenarios == 0 ? 0 : marks.size() / scenarios;
    for (std::size_t i = 0; i < marks.size(); ++i)
        if (marks[i] > 0) rows[i / width].push_back(static_cast<int>(i % width));
    return rows;
}

// Labels that stand for the program's own tables.
template <class Names>
void same_labels(const hdf5::Reader& file, const char* dimension, const Names& names) {
    if (file.texts(dimension) != to_strings(names))
        file.refuse(
            fmt::format("was written by a program with other labels of \"{}\"; make the comparison again with "
                        "this one, or read it with that",
                        dimension));
}

void read_plan_of(const hdf5::Reader& file, Plan& plan) {
    const std::size_t scenarios = plan.names.size();
    const auto rows = [&](const char* name, const std::vector<std::string>& dimensions) {
        std::vector<double> values;
        Reading(file).values({name, "", dimensions}, values);
        std::vector<std::vector<double>> all(scenarios);
        const std::size_t width = values.size() / scenarios;
        for (std::size_t i = 0; i < values.size(); ++i) all[i / width].push_back(values[i]);
        return all;
    };
    const auto reach = [&](double x) {
        if (!(x >= 0 && x < sim::kReachNames.size())) return sim::Reach::kDirect;  // nothing is known
        return static_cast<sim::Reach>(static_cast<int>(x));
    };
    plan.reach_of_equality.resize(scenarios);
    plan.reach_of_programme.resize(scenarios);
    const auto outcomes = rows("reach", kByOutcome), equality = rows("equality_reach", kByEquality),
               programme = rows("programme_reach", kByProgramme);
    for (std::size_t s = 0; s < scenarios; ++s) {
        plan.reach.emplace_back();
        for (const double x : outcomes[s]) plan.reach.back().push_back(reach(x));
        for (std::size_t k = 0; k < equality[s].size(); ++k) plan.reach_of_equality[s].at(k) = reach(equality[s][k]);
        for (std::size_t k = 0; k < programme[s].size(); ++k) plan.reach_of_programme[s].at(k) = reach(programme[s][k]);
    }
    plan.growth = rows("growth", kBySize);
    for (std::vector<double>& growth : plan.growth)
        if (growth.empty() || std::isnan(growth[0])) growth.clear();
    plan.parts = from_marks(file.read("is_part"), scenarios);
    plan.places_reached = from_marks(file.read("is_reached"), scenarios);
    const std::vector<double> draws = file.read("parameter_value");
    const std::size_t width = plan.parameter_names.size();
    for (std::size_t i = 0; i + width <= draws.size(); i += width)
        plan.draws.emplace_back(draws.begin() + static_cast<std::ptrdiff_t>(i),
                                draws.begin() + static_cast<std::ptrdiff_t>(i + width));
}

void read_bought(const hdf5::Reader& file, Plan& plan) {
    plan.bought.resize(plan.names.size());
    plan.paid.resize(plan.names.size());
    if (!file.has("purchase")) return;
    const std::vector<double> of = file.read("purchase_scenario"), units = file.read("purchase_units"),
                              in_a_year = file.read("purchase_units_in_a_year"), gbp = file.read("purchase_cost"),
                              present = file.read("purchase_cost_present");
    const std::vector<std::string> lever = file.texts("purchase_lever"), how_much = file.texts("purchase_how_much"),
                                   where = file.texts("purchase_where"), unit = file.texts("purchase_unit"),
                                   source = file.texts("purchase_source");
    for (std::size_t i = 0; i < of.size(); ++i)
        plan.bought.at(static_cast<std::size_t>(of[i]))
            .push_back({.lever = lever.at(i),
                        .how_much = how_much.at(i),
                        .where = where.at(i),
                        .unit = unit.at(i),
                        .source = source.at(i),
                        .units = units.at(i),
                        .units_in_a_full_year = in_a_year.at(i),
                        .gbp = gbp.at(i),
                        .present_gbp = present.at(i)});
    if (!file.has("funder")) return;
    const std::vector<std::string> funders = file.texts("funder");
    const std::vector<double> paid = file.read("paid_by");
    for (std::size_t s = 0; s < plan.names.size(); ++s)
        for (std::size_t k = 0; k < funders.size(); ++k)
            if (const double gbp_paid = paid.at(s * funders.size() + k); gbp_paid != 0)
                plan.paid[s].push_back({funders[k], gbp_paid});
}

ParameterDraws draws_named(const hdf5::Reader& file, const std::string& words) {
    for (const auto draws :
         {ParameterDraws::kDefaults, ParameterDraws::kPrior, ParameterDraws::kFile, ParameterDraws::kGiven})
        if (words == describe(draws)) return draws;
    file.refuse("names parameters of no known kind: " + words);
}

Plan plan_in(const hdf5::Reader& file, const std::vector<sim::MeasureInfo>& outcomes) {
    const auto whole = [&](const char* name) { return static_cast<int>(file.number(name)); };
    Plan plan{.seed = static_cast<std::uint32_t>(file.number("seed")),
              .parameters = draws_named(file, file.text("parameters")),
              .replicates = whole("replicates"),
              .weeks = whole("weeks"),
              .scale = whole("scale"),
              .population_seed = static_cast<std::uint32_t>(file.number("population_seed")),
              .geography = file.text("geography_source"),
              .start_date = file.text("start_date"),
              .inputs = checksums_from_json(file.text("input_checksums")),
              .assumption = file.text("assumption"),
              .kernel = kernel_named(file.text("kernel")),
              .matters = parse_matters(file.text("matters"), outcomes),
              .program_version = file.text("program_version"),
              .program_commit = file.text("program_commit"),
              .program_sources = file.text("program_sources"),
              .names = file.texts("scenario"),
              .keys = file.texts("scenario_key"),
              .purposes = file.texts("scenario_purpose"),
              .texts = file.texts("scenario_text"),
              .runs = {},
              .parameter_names = file.texts("parameter"),
              .draws = {},
              .draws_source = file.text("draws_source"),
              .cost_factors = {},
              .checksum = file.text("plan_checksum")};
    const std::string regime = file.text("monitoring_regime");
    for (std::size_t r = 0; r < sim::kRegimes; ++r)
        if (sim::info(static_cast<sim::Regime>(r)).name == regime) plan.monitoring.regime = static_cast<sim::Regime>(r);
    plan.monitoring.interviews = file.number("monitoring_interviews");
    plan.monitoring.members = file.number("monitoring_members");
    read_plan_of(file, plan);
    read_bought(file, plan);
    return plan;
}

// Of cells that are not defined the file keeps no verdict: those that nothing leads to are not modelled all the same.
template <class Reach>
void restore_not_modelled(std::vector<Difference>& all, std::size_t scenarios, const Reach& reach) {
    const std::size_t cells = scenarios == 0 ? 0 : all.size() / scenarios;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (std::isnan(all[i].mean) && reach(i / cells, i % cells) == sim::Reach::kNotAtAll)
            all[i].verdict = sim::Verdict::kNotModelled;
}

void restore_verdicts(Comparison& c) {
    const std::size_t scenarios = c.plan.names.size(), outcomes = c.outcomes.size();
    const auto of_place = [&](std::size_t s, std::size_t k) {
        return c.plan.reach.at(s).at(static_cast<std::size_t>(sim::kPlaceOutcomes[k]));
    };
    restore_not_modelled(c.final_year, scenarios,
                         [&](std::size_t s, std::size_t i) { return c.plan.reach.at(s).at(i % outcomes); });
    restore_not_modelled(c.places, scenarios, of_place);
    restore_not_modelled(c.taking_part, scenarios, of_place);
    restore_not_modelled(c.equality, scenarios, [&](std::size_t s, std::size_t i) {
        return c.plan.reach_of_equality.at(s).at(i % sim::kEqualityMeasures);
    });
    restore_not_modelled(c.programme, scenarios,
                         [&](std::size_t s, std::size_t k) { return c.plan.reach_of_programme.at(s).at(k); });
}

}  // namespace

Comparison read_comparison(const std::filesystem::path& path) {
    const hdf5::Reader file = open_concord_file(path, "comparison", kComparisonFormat);
    Comparison c;
    c.outcomes = sim::outcome_rows();
    std::vector<std::string_view> outcomes;
    for (const sim::MeasureInfo& info : c.outcomes) outcomes.push_back(info.name);
    same_labels(file, "outcome", outcomes);
    same_labels(file, "neighbourhood_outcome", sim::names_of(sim::kPlaceOutcomeTable));
    same_labels(file, "equality_measure", sim::kEqualityNames);
    same_labels(file, "programme_measure", sim::kProgrammeNames);
    same_labels(file, "cohesion_dimension", sim::kRepresentedNames);
    same_labels(file, "support_measure", sim::kSupportNames);
    same_labels(file, "indicator", sim::kIndicatorNames);
    same_labels(file, "event", sim::kEventNames);
    same_labels(file, "meeting", sim::kMeetingNames);
    same_labels(file, "ledger_column", sim::kLedgerNames);
    same_labels(file, "state", sim::kStateNames);
    c.plan = plan_in(file, c.outcomes);
    c.replicates = c.plan.replicates;
    c.periods = c.plan.years() * kPeriodsPerYear;
    c.groups = file.texts("group");
    c.districts = static_cast<int>(file.texts("district").size());
    c.neighbourhoods = file.texts("neighbourhood");
    c.labels = read_place_labels(file);
    c.has_doses = file.number("doses") != 0;
    c.residents = file.number("residents");
    c.tables = folded_tables();
    Reading reading(file);
    every_variable(reading, c);
    restore_verdicts(c);
    add_cost_words(c);
    if (!file.has("warning")) return c;
    const std::vector<std::string> texts = file.texts("warning");
    const std::vector<double> runs = file.read("warning_runs");
    for (std::size_t k = 0; k < texts.size(); ++k) c.warnings.push_back({texts[k], static_cast<int>(runs.at(k))});
    return c;
}

}  // namespace concord::scenarios
