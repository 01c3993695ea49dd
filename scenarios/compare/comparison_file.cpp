// comparison.h5, as it is written; comparison_reader.cpp reads it back.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/comparison_variables.h"
#include "scenarios/compare/dose.h"
#include "scenarios/compare/input_checksums.h"
#include "scenarios/compare/matters.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

void write_coordinates(hdf5::Writer& file, const Comparison& c) {
    std::vector<std::string> outcomes, titles, units;
    for (const sim::MeasureInfo& info : c.outcomes) {
        outcomes.emplace_back(info.name);
        titles.emplace_back(info.title);
        units.emplace_back(info.unit);
    }
    const std::vector<std::string> districts(c.groups.begin() + 1, c.groups.begin() + 1 + c.districts);
    file.coordinate("scenario", c.plan.names, {{"long_name", "scenario; the first is the baseline"}});
    file.texts("scenario_key", "scenario", c.plan.keys, {{"long_name", "name of its files"}});
    file.texts("scenario_purpose", "scenario", c.plan.purposes, {{"long_name", "what the scenario is for"}});
    file.texts("scenario_text", "scenario", c.plan.texts, {{"long_name", "the scenario files as read, base first"}});
    file.texts("scenario_checksum", "scenario", text_checksums(c.plan),
               {{"long_name", "SHA-256 of the scenario's text"}});
    file.coordinate("group", c.groups, {{"long_name", "group of residents"}});
    file.texts("group_kind", "group", sim::group_kinds({.districts = c.districts}),
               {{"long_name", "what kind of group it is"}});
    file.coordinate("outcome", outcomes, {{"long_name", "headline outcome"}});
    file.texts("outcome_title", "outcome", titles, {{"long_name", "title of the outcome"}});
    file.texts("outcome_unit", "outcome", units, {{"long_name", "unit of the outcome"}});
    count_coordinate(file, "replicate", 0, c.replicates - 1, "replicate: one seed, and one parameter draw if drawn");
    time_coordinate(file, "week", c.plan.start(), c.plan.weeks, 1, "end of the week");
    time_coordinate(file, "period", c.plan.start(), c.periods, sim::kWeeksPerPeriod, "end of four-week period");
    count_coordinate(file, "finished_period", 1, c.periods, "four-week period of the run");
    count_coordinate(file, "run_year", 1, c.plan.years(), "year of the run");
    count_coordinate(file, "year", 0, c.plan.years(), "years since the start");
    count_coordinate(file, "quarter", 1, c.plan.weeks / sim::kWeeksPerQuarter, "quarter of the run");
    file.coordinate("place", {c.groups.begin(), c.groups.begin() + 1 + c.districts},
                    {{"long_name", "Greater Manchester and its districts"}});
    file.coordinate("indicator", to_strings(sim::kIndicatorNames), {{"long_name", "what monitoring can see"}});
    file.coordinate("event", to_strings(sim::kEventNames), {{"long_name", "what was counted"}});
    file.coordinate("meeting", to_strings(sim::kMeetingNames), {{"long_name", "what was counted of meetings"}});
    file.coordinate("programme_measure", to_strings(sim::kProgrammeNames),
                    {{"long_name", "what is measured of the prevention programme"}});
    file.coordinate("cohesion_dimension", to_strings(sim::kRepresentedNames),
                    {{"long_name", "represented dimension of the cohesion index"}});
    file.coordinate("equality_measure", to_strings(sim::kEqualityNames), {{"long_name", "measure of equality"}});
    std::vector<std::string> equality_titles, equality_units;
    for (const sim::MeasureInfo& info : sim::kEqualityTable) {
        equality_titles.emplace_back(info.title);
        equality_units.emplace_back(info.unit);
    }
    file.texts("equality_title", "equality_measure", equality_titles, {{"long_name", "title of the measure"}});
    file.texts("equality_unit", "equality_measure", equality_units, {{"long_name", "unit of the measure"}});
    file.coordinate("support_measure", to_strings(sim::kSupportNames), {{"long_name", "what was counted of support"}});
    file.coordinate("ledger_column", to_strings(sim::kLedgerNames), {{"long_name", "why a mean state changed"}});
    file.coordinate("state", to_strings(sim::kStateNames), {{"long_name", "state of residents"}});
    file.coordinate("district", districts, {{"long_name", "district"}});
    file.coordinate("neighbourhood_outcome", to_strings(sim::names_of(sim::kPlaceOutcomeTable)),
                    {{"long_name", "headline outcome"}});
    file.coordinate("neighbourhood", c.neighbourhoods, {{"long_name", "neighbourhood (LSOA 2021 code)"}});
    write_place_labels(file, c.labels);
    file.coordinate("parameter", c.plan.parameter_names, {{"long_name", "behaviour parameter"}});
    count_coordinate(file, "draw", 0, static_cast<int>(c.plan.draws.size()) - 1, "parameter draw");
}

void write_attributes(hdf5::Writer& file, const Comparison& c) {
    for (const auto& [name, value] :
         hdf5::Attributes{{"Conventions", kConventions},
                          {"title", "Concord: comparison of " + std::to_string(c.scenarios() - 1) + " options with \"" +
                                        c.plan.names[0] + "\""},
                          {"source", "Concord " + std::string(kProgramVersion) + " (" + std::string(kProgramCommit) +
                                         "), agent-based simulation"},
                          {"caveat", kCaveat},
                          {"reading_guide", reading_guide(c)},
                          {"concord_file", "comparison"},
                          {"format_version", std::int32_t{kComparisonFormat}},
                          {"program_version", std::string(kProgramVersion)},
                          {"program_commit", std::string(kProgramCommit)},
                          {"program_sources", std::string(kProgramSources)},
                          {"plan_checksum", c.plan.checksum},
                          {"seed", c.plan.seed},
                          {"parameters", describe(c.plan.parameters)},
                          {"draws_source", c.plan.draws_source},
                          {"replicates", std::int32_t{c.replicates}},
                          {"years", std::int32_t{c.plan.years()}},
                          {"weeks", std::int32_t{c.plan.weeks}},
                          {"scale", std::int32_t{c.plan.scale}},
                          {"population_seed", c.plan.population_seed},
                          {"geography_source", c.plan.geography},
                          {"input_checksums", to_json(c.plan.inputs)},
                          {"assumption", c.plan.assumption},
                          {"kernel", std::string(name_of(c.plan.kernel))},
                          {"matters", matters_text(c.plan.matters, c.outcomes)},
                          {"start_date", c.plan.start_date},
                          {"cost_price_year", std::int32_t{sim::kPriceYear}},
                          {"residents", c.residents},
                          {"doses", std::int32_t{c.has_doses ? 1 : 0}},
                          {"monitoring_regime", std::string(sim::info(c.plan.monitoring.regime).name)},
                          {"monitoring_interviews", c.plan.monitoring.interviews},
                          {"monitoring_members", c.plan.monitoring.members},
                          {"warnings", warnings_text(c)}})
        file.attribute(name, value);
}

void put(hdf5::Writer& file, const StoredVariable& variable, const std::vector<double>& values) {
    file.define({.name = variable.name,
                 .type = variable.type,
                 .dimensions = variable.dimensions,
                 .attributes = described(variable.long_name, variable.units, variable.comment)});
    file.write(variable.name, values);
}

constexpr const char* kVerdictWords = "0 gain, 1 harm, 2 no change that matters, 3 cannot say, 4 not modelled";

class Writing {
  public:
    Writing(hdf5::Writer& file, bool has_doses)
        : file_(file),
          how_found_(has_doses ? "from runs at twice and four times the size"
                               : "estimated without runs from how levers grow (decision 0034)") {}
    void values(const StoredVariable& variable, const std::vector<double>& values) { put(file_, variable, values); }
    // Of a cell that is not defined nothing is kept.
    void differences(const std::string& prefix, const std::string& of_what, const std::vector<std::string>& dimensions,
                     const std::vector<Difference>& all, bool priced) {
        for (const StoredMember& member : kStoredMembers) {
            if (!priced && !member.everywhere) continue;
            const std::string name = member.name;
            put(file_,
                {prefix + name, fmt::format("{}; {}", member.long_name, of_what), dimensions, member.units,
                 hdf5::Type::kFloat64, name.starts_with("multiple") ? how_found_ : std::string()},
                each(all, [&](Difference d) { return member.of(d); }));
        }
        put(file_, {prefix + "verdict", fmt::format("{}; {}", kVerdictWords, of_what), dimensions},
            each(all, [](const Difference& d) { return static_cast<double>(d.verdict); }));
    }

  private:
    hdf5::Writer& file_;
    std::string how_found_;

    template <class Get>
    static std::vector<double> each(const std::vector<Difference>& all, const Get& get) {
        std::vector<double> values;
        for (const Difference& d : all) values.push_back(std::isnan(d.mean) ? std::nan("") : get(d));
        return values;
    }
};

// What the plan knows of scenarios beyond their texts: row by row of `rows`, padded with what is missing.
template <class Rows, class Get>
std::vector<double> in_a_table(const Rows& rows, std::size_t scenarios, std::size_t width, const Get& get) {
    std::vector<double> values(scenarios * width, std::nan(""));
    for (std::size_t s = 0; s < std::min(scenarios, rows.size()); ++s)
        for (std::size_t k = 0; k < std::min(width, std::size(rows[s])); ++k) values[s * width + k] = get(rows[s][k]);
    return values;
}

// 1 for each of the numbers that a row lists.
std::vector<double> as_marks(const std::vector<std::vector<int>>& rows, std::size_t scenarios, std::size_t width) {
    std::vector<double> marks(scenarios * width, 0);
    for (std::size_t s = 0; s < std::min(scenarios, rows.size()); ++s)
        for (const int k : rows[s]) marks.at(s * width + static_cast<std::size_t>(k)) = 1;
    return marks;
}

constexpr const char* kReachWords =
    "how near what differs from the baseline comes: 0 not at all, 1 at second hand, "
    "2 directly";

void write_plan_of(hdf5::Writer& file, const Plan& plan, const Comparison& c) {
    const std::size_t scenarios = plan.names.size();
    const auto reach = [](sim::Reach r) { return static_cast<double>(r); };
    put(file, {"reach", kReachWords, kByOutcome}, in_a_table(plan.reach, scenarios, c.outcomes.size(), reach));
    put(file, {"equality_reach", kReachWords, kByEquality},
        in_a_table(plan.reach_of_equality, scenarios, sim::kEqualityMeasures, reach));
    put(file, {"programme_reach", kReachWords, kByProgramme},
        in_a_table(plan.reach_of_programme, scenarios, sim::kProgrammeMeasures, reach));
    count_coordinate(file, "size", 1, static_cast<int>(kMostMultiple), "times the programme");
    put(file, {"growth", "effect that is expected at so many times the size, of that at once", kBySize},
        in_a_table(plan.growth, scenarios, static_cast<std::size_t>(kMostMultiple), [](double x) { return x; }));
    file.coordinate("part", plan.names, {{"long_name", "scenario that may be a part of another"}});
    put(file, {"is_part", "1: together with the others marked it makes up the scenario's levers", kByPart},
        as_marks(plan.parts, scenarios, scenarios));
    put(file,
        {"is_reached", "1: a lever that differs from the baseline is at work there", kByPlace, "1", hdf5::Type::kUInt8},
        as_marks(plan.places_reached, scenarios, c.neighbourhoods.size()));
    std::vector<double> values;
    for (const std::vector<double>& draw : plan.draws) values.insert(values.end(), draw.begin(), draw.end());
    put(file, {"parameter_value", "value of the parameter in the draw", {"draw", "parameter"}}, values);
}

// What is planned to be bought, a row a lever of a scenario, and who pays.
void write_bought(hdf5::Writer& file, const Plan& plan) {
    std::vector<BoughtLever> all;
    std::vector<double> of;
    for (std::size_t s = 0; s < plan.bought.size(); ++s)
        for (const BoughtLever& bought : plan.bought[s]) all.push_back(bought), of.push_back(static_cast<double>(s));
    if (all.empty()) return;
    count_coordinate(file, "purchase", 1, static_cast<int>(all.size()), "what a lever of a scenario buys");
    put(file, {"purchase_scenario", "index of the scenario", {"purchase"}}, of);
    const auto texts = [&](const char* name, const char* long_name, std::string BoughtLever::*member) {
        std::vector<std::string> column;
        for (const BoughtLever& bought : all) column.push_back(bought.*member);
        file.texts(name, "purchase", column, {{"long_name", long_name}});
    };
    texts("purchase_lever", "lever", &BoughtLever::lever);
    texts("purchase_how_much", "how much of it", &BoughtLever::how_much);
    texts("purchase_where", "where it is turned", &BoughtLever::where);
    texts("purchase_unit", "what is bought", &BoughtLever::unit);
    texts("purchase_source", "source of the unit cost", &BoughtLever::source);
    const auto numbers = [&](const char* name, const char* long_name, double BoughtLever::*member, const char* units) {
        std::vector<double> column;
        for (const BoughtLever& bought : all) column.push_back(bought.*member);
        put(file, {name, long_name, {"purchase"}, units}, column);
    };
    numbers("purchase_units", "units over the run", &BoughtLever::units, "1");
    numbers("purchase_units_in_a_year", "units in the last year", &BoughtLever::units_in_a_full_year, "1");
    numbers("purchase_cost", "cost at published prices", &BoughtLever::gbp, "GBP");
    numbers("purchase_cost_present", "the same, discounted", &BoughtLever::present_gbp, "GBP");
    std::vector<std::string> funders;
    for (const std::vector<PaidShare>& shares : plan.paid)
        for (const PaidShare& share : shares)
            if (std::find(funders.begin(), funders.end(), share.funder) == funders.end())
                funders.push_back(share.funder);
    if (funders.empty()) return;
    file.coordinate("funder", funders, {{"long_name", "who pays"}});
    std::vector<double> paid(plan.names.size() * funders.size(), 0);
    for (std::size_t s = 0; s < plan.paid.size(); ++s)
        for (const PaidShare& share : plan.paid[s])
            paid.at(s * funders.size() +
                    static_cast<std::size_t>(std::find(funders.begin(), funders.end(), share.funder) -
                                             funders.begin())) = share.present_gbp;
    put(file,
        {"paid_by",
         "discounted cost by funder at published prices; below 0: relieved of so much",
         {"scenario", "funder"},
         "GBP"},
        paid);
}

void write_warnings(hdf5::Writer& file, const Comparison& c) {
    if (c.warnings.empty()) return;
    std::vector<std::string> texts;
    std::vector<double> runs;
    for (const RunWarning& warning : c.warnings) texts.push_back(warning.text), runs.push_back(warning.runs);
    file.coordinate("warning", texts, {{"long_name", "what runs warned of"}});
    put(file, {"warning_runs", "number of runs that did", {"warning"}}, runs);
}

}  // namespace

void write_comparison(const std::filesystem::path& folder, const Comparison& c) {
    hdf5::Writer file(temporary_path(folder / "comparison.h5"));
    write_attributes(file, c);
    write_coordinates(file, c);
    Writing writing(file, c.has_doses);
    every_variable(writing, c);
    write_plan_of(file, c.plan, c);
    write_bought(file, c.plan);
    write_warnings(file, c);
    file.close();
    publish(folder / "comparison.h5");
    write_text_file(folder / "comparison.csv", comparison_csv(c));
}

}  // namespace concord::scenarios
