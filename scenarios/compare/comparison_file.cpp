// comparison.h5 and comparison.csv.
#include <fmt/format.h>

#include <cmath>

#include "scenarios/compare/comparison.h"
#include "scenarios/compare/dose.h"
#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/compare/matters.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

constexpr int kComparisonFormat = 1;

std::vector<double> member_of(const Comparison& c, double Difference::*member) {
    std::vector<double> values;
    for (const Difference& d : c.final_year) values.push_back(d.*member);
    return values;
}

template <class Get>
std::vector<double> derived(const Comparison& c, Get get) {
    std::vector<double> values;
    for (const Difference& d : c.final_year) values.push_back(get(d));
    return values;
}

void write_coordinates(hdf5::Writer& file, const Comparison& c) {
    std::vector<std::string> outcomes, titles, units;
    for (const sim::MeasureInfo& info : c.outcomes) {
        outcomes.emplace_back(info.name);
        titles.emplace_back(info.title);
        units.emplace_back(info.unit);
    }
    const std::vector<std::string> districts(c.groups.begin() + 1, c.groups.begin() + 1 + c.districts);
    file.coordinate("scenario", c.plan.names, {{"long_name", "scenario; the first is the baseline"}});
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
                          {"scale", std::int32_t{c.plan.scale}},
                          {"population_seed", c.plan.population_seed},
                          {"geography_source", c.plan.geography},
                          {"input_checksums", to_json(c.plan.inputs)},
                          {"assumption", c.plan.assumption},
                          {"kernel", std::string(name_of(c.plan.kernel))},
                          {"matters", matters_text(c.plan.matters, c.outcomes)},
                          {"start_date", c.plan.start_date},
                          {"cost_price_year", std::int32_t{sim::kPriceYear}},
                          {"warnings", warnings_text(c)}})
        file.attribute(name, value);
}

// name, long name, units, dimensions, values
void add(hdf5::Writer& file, const std::string& name, const std::string& long_name, std::vector<std::string> dimensions,
         const std::vector<double>& values, const std::string& units = "1", hdf5::Type type = hdf5::Type::kFloat32,
         const std::string& comment = {}) {
    file.define({.name = name,
                 .type = type,
                 .dimensions = std::move(dimensions),
                 .attributes = described(long_name, units, comment)});
    file.write(name, values);
}

// In the places that a differing lever reaches, end of the run.
void write_places(hdf5::Writer& file, const Comparison& c) {
    const std::vector<std::string> cell = {"scenario", "neighbourhood_outcome"};
    const auto values = [&](const auto& get) {
        std::vector<double> all;
        for (const Difference& d : c.places) all.push_back(get(d));
        return all;
    };
    add(file, "places_baseline", "level of the baseline in the places reached", cell,
        values([](const Difference& d) { return d.baseline; }));
    add(file, "places_difference", "paired difference in the places reached, end of the run", cell,
        values([](const Difference& d) { return d.mean; }));
    add(file, "places_difference_low", "lower end of its interval", cell,
        values([](const Difference& d) { return d.interval.low; }));
    add(file, "places_difference_high", "upper end of its interval", cell,
        values([](const Difference& d) { return d.interval.high; }));
    add(file, "places_verdict", "0 gain, 1 harm, 2 no change that matters, 3 cannot say, 4 not modelled", cell,
        values([](const Difference& d) { return static_cast<double>(d.verdict); }));
    const auto taking_part = [&](const auto& get) {
        std::vector<double> all;
        for (const Difference& d : c.taking_part) all.push_back(get(d));
        return all;
    };
    const std::string put_in = "what a lever acts on itself was put in, from trials: no finding";
    add(file, "participants", "adults whom the option's levers reached and who still live there", {"scenario"},
        c.participants);
    add(file, "participants_baseline", "level of the same residents in the baseline, end of the run", cell,
        taking_part([](const Difference& d) { return d.baseline; }));
    add(file, "participants_difference", "paired difference of those who took part, end of the run", cell,
        taking_part([](const Difference& d) { return d.mean; }), "1", hdf5::Type::kFloat32, put_in);
    add(file, "participants_difference_low", "lower end of its interval", cell,
        taking_part([](const Difference& d) { return d.interval.low; }));
    add(file, "participants_difference_high", "upper end of its interval", cell,
        taking_part([](const Difference& d) { return d.interval.high; }));
    add(file, "participants_state_difference", "paired difference of their mean state", {"scenario", "state"},
        c.taking_part_states);
    add(file, "residents_reached", "residents of the places that a differing lever reaches", {"scenario"},
        c.residents_reached);
}

// Measures of equality, polarisation and segregation, mean of the last year.
void write_equality(hdf5::Writer& file, const Comparison& c) {
    const std::vector<std::string> cell = {"scenario", "group", "equality_measure"};
    const auto put = [&](const char* name, const char* long_name, const auto& get) {
        std::vector<double> values;
        for (const Difference& d : c.equality) values.push_back(std::isnan(d.mean) ? std::nan("") : get(d));
        add(file, name, long_name, cell, values);
    };
    put("equality_baseline", "measure of equality, level of the baseline, last year",
        [](const Difference& d) { return d.baseline; });
    put("equality_difference", "measure of equality, paired difference from the baseline, last year",
        [](const Difference& d) { return d.mean; });
    put("equality_difference_low", "lower end of its interval", [](const Difference& d) { return d.interval.low; });
    put("equality_difference_high", "upper end of its interval", [](const Difference& d) { return d.interval.high; });
    put("equality_share_same_sign", "share of runs whose difference has the sign of the mean",
        [](const Difference& d) { return d.share_same_sign; });
    put("equality_smallest_difference", "smallest difference that matters",
        [](const Difference& d) { return d.matters; });
    put("equality_verdict", "0 gain, 1 harm, 2 no change that matters, 3 cannot say, 4 not modelled",
        [](const Difference& d) { return static_cast<double>(d.verdict); });
}

void write_variables(hdf5::Writer& file, const Comparison& c) {
    const hdf5::Type exact = hdf5::Type::kFloat64;
    const std::vector<std::string> cell = {"scenario", "group", "outcome"},
                                   replicate = {"scenario", "replicate", "group", "outcome"},
                                   yearly = {"scenario", "run_year", "group", "outcome"};
    add(file, "baseline", "level of the baseline, mean of the last year", cell, member_of(c, &Difference::baseline),
        "1", exact);
    add(file, "level", "level, mean of the last year", cell, member_of(c, &Difference::level), "1", exact);
    add(file, "difference", "paired difference from the baseline, last year", cell, member_of(c, &Difference::mean),
        "1", exact);
    add(file, "difference_low", "lower end of its interval", cell,
        derived(c, [](const Difference& d) { return d.interval.low; }), "1", exact);
    add(file, "difference_high", "upper end of its interval", cell,
        derived(c, [](const Difference& d) { return d.interval.high; }), "1", exact);
    add(file, "difference_se", "standard error of the mean difference", cell, member_of(c, &Difference::standard_error),
        "1", exact);
    add(file, "share_same_sign", "share of runs whose difference has the sign of the mean", cell,
        member_of(c, &Difference::share_same_sign));
    add(file, "survey_difference", "smallest difference that two years of the survey in place would tell", cell,
        member_of(c, &Difference::survey), "1", exact);
    add(file, "smallest_difference", "smallest difference that matters, declared before the runs", cell,
        member_of(c, &Difference::matters), "1", exact);
    add(file, "verdict", "0 gain, 1 harm, 2 no change that matters, 3 cannot say, 4 not modelled", cell,
        derived(c, [](const Difference& d) { return static_cast<double>(d.verdict); }));
    add(file, "people", "adults (incidents a year) that the difference is of", cell, member_of(c, &Difference::people),
        "1", exact);
    const char* how_found = c.has_doses ? "from runs at twice and four times the size"
                                        : "estimated without runs from how levers grow (decision 0034)";
    add(file, "multiple", "how many times the programme is expected to reach what matters; infinite: out of reach",
        cell, member_of(c, &Difference::multiple), "1", exact, how_found);
    add(file, "multiple_for_gain", "how many times the programme would be a gain; infinite: out of reach", cell,
        member_of(c, &Difference::multiple_for_gain), "1", exact, how_found);
    add(file, "variance_ratio", "independent seeds against pairs: variance of the difference", cell,
        member_of(c, &Difference::variance_ratio), "1", exact, "missing where too few runs differ to say");
    add(file, "cost_per_point", "discounted cost of a point of improvement", cell,
        member_of(c, &Difference::cost_per_point), "GBP", exact);
    add(file, "cost_per_point_low", "lower end of its interval", cell,
        derived(c, [](const Difference& d) { return d.cost_interval.low; }), "GBP", exact);
    add(file, "cost_per_point_high", "upper end of its interval", cell,
        derived(c, [](const Difference& d) { return d.cost_interval.high; }), "GBP", exact);
    add(file, "difference_by_replicate", "paired difference, last year", replicate, c.by_replicate);
    add(file, "level_by_replicate", "level, mean of the last year", replicate, c.level_by_replicate, "1", exact);
    add(file, "year_difference", "paired difference, mean of the year", yearly, c.year_mean);
    add(file, "year_difference_low", "lower end of its interval", yearly, c.year_low);
    add(file, "year_difference_high", "upper end of its interval", yearly, c.year_high);
    add(file, "year_share_same_sign", "share of runs whose difference has the sign of the mean", yearly, c.year_share);
    write_places(file, c);
    write_equality(file, c);
    for (const FoldedTable& table : c.tables)
        add(file, table.name, table.long_name, table.dimensions, table.values, "1", hdf5::Type::kFloat32,
            table.of_places ? kPlaceCaveat : "");
    add(file, "cost_present", "discounted cost of the scenario", {"scenario", "replicate"}, c.cost_present, "GBP",
        exact);
    add(file, "cost_present_by_district", "discounted cost by district, mean", {"scenario", "district"},
        c.cost_present_by_district, "GBP", exact);
    add(file, "adults", "residents aged 16 and over", {"group"}, c.adults, "1", exact);
    std::vector<double> values;
    for (const std::vector<double>& draw : c.plan.draws) values.insert(values.end(), draw.begin(), draw.end());
    add(file, "parameter_value", "value of the parameter in the draw", {"draw", "parameter"}, values, "1", exact);
}

std::string number(double x) { return std::isnan(x) ? "" : fmt::format("{:.6g}", x); }

}  // namespace

namespace {

// A row of the CSV: a difference, of whom and from what.
struct CsvRow {
    std::string option, baseline, group;
    const sim::MeasureInfo& outcome;
    const Difference& d;
    double cost;
    double share_better;  // of replicates in which the option does better
};

std::string csv_row(const Comparison& c, const CsvRow& row) {
    const Difference& d = row.d;
    const std::string kind = c.plan.parameters == ParameterDraws::kDefaults ? "95% of the mean (t)"
                             : c.replicates < kFewestForPercentiles         ? "range over draws"
                                                                            : "2.5-97.5 percentile over draws";
    const bool percentage = row.outcome.percentage;
    const std::string survey = !percentage ? "not a survey item" : number(d.survey);
    const std::string told = !percentage || std::isnan(d.mean) || std::isnan(d.survey) ? ""
                             : std::abs(d.mean) >= d.survey                            ? "yes"
                                                                                       : "no";
    const auto times = [](double multiple) { return multiple == kOutOfReach ? "out of reach" : number(multiple); };
    const std::string verdict(std::isnan(d.mean) ? "not defined" : sim::name_of(d.verdict));
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                       csv_text(row.option), csv_text(row.baseline), csv_text(row.group), row.outcome.name,
                       csv_text(std::string(row.outcome.unit)), number(d.baseline), number(d.level), number(d.mean),
                       number(d.interval.low), number(d.interval.high), kind, number(d.standard_error),
                       number(d.share_same_sign), number(row.share_better), verdict, number(d.matters),
                       number(d.people), survey, told, number(row.cost), number(d.cost_per_point),
                       number(d.cost_interval.low), number(d.cost_interval.high), csv_text(d.cost_words),
                       times(d.multiple), times(d.multiple_for_gain), number(d.variance_ratio), c.replicates,
                       describe(c.plan.parameters), c.plan.seed, csv_text(kCaveat));
}

double share_better(const Comparison& c, int scenario, int group, int outcome) {
    return pair_of(c, scenario, 0, group, outcome).share_better;
}

// Of those who took part and of the places reached, which have no replicates of their own in the file.
std::string csv_of_reached(const Comparison& c, int s) {
    std::string text;
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {
        Difference d = c.among_participants(s, k);
        if (std::isnan(d.mean)) continue;
        if (c.put_in(s, k)) d.cost_words = "put in from trials: no finding";
        text += csv_row(c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0], kTookPart,
                            sim::kPlaceOutcomeTable[k], d, c.mean_cost(s), std::nan("")});
    }
    if (!(c.residents_reached.at(static_cast<std::size_t>(s)) > 0)) return text;
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k)
        text += csv_row(c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0], kPlacesReached,
                            sim::kPlaceOutcomeTable[k], c.in_places(s, k), c.mean_cost(s), std::nan("")});
    return text;
}

std::string csv_of_equality(const Comparison& c, int s) {
    std::string text;
    for (int g = 0; g < static_cast<int>(c.groups.size()); ++g)
        for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e) {
            const Difference& d = c.equality_of(s, g, static_cast<int>(e));
            if (std::isnan(d.mean)) continue;
            text += csv_row(
                c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0], c.groups[static_cast<std::size_t>(g)],
                    sim::kEqualityTable[e], d, c.mean_cost(s), std::nan("")});
        }
    return text;
}

// The prevention programme in residents' eyes, over Greater Manchester.
std::string csv_of_programme(const Comparison& c, int s) {
    std::string text;
    for (std::size_t k = 0; k < sim::kProgrammeMeasures; ++k) {
        const Difference& d = c.programme_of(s, k);
        if (std::isnan(d.mean)) continue;
        text += csv_row(c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0], c.groups[0],
                            sim::kProgrammeTable[k], d, c.mean_cost(s), std::nan("")});
    }
    return text;
}

// Option against option in GM.
std::string csv_of_pairs(const Comparison& c) {
    std::string text;
    for (int a = 1; a < c.scenarios(); ++a)
        for (int b = a + 1; b < c.scenarios(); ++b)
            for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
                const PairOfOptions pair = pair_of(c, a, b, 0, o);
                Difference d;
                d.baseline = c.difference(b, 0, o).level;
                d.level = c.difference(a, 0, o).level;
                d.mean = pair.mean;
                d.interval = pair.interval;
                d.matters = c.difference(0, 0, o).matters;
                d.verdict = pair.verdict;
                d.standard_error = d.share_same_sign = d.people = d.survey = d.variance_ratio = d.cost_per_point =
                    d.cost_interval.low = d.cost_interval.high = d.multiple = d.multiple_for_gain = std::nan("");
                d.cost_words = "option against option";
                text += csv_row(
                    c, {c.plan.names[static_cast<std::size_t>(a)], c.plan.names[static_cast<std::size_t>(b)],
                        c.groups[0], c.outcomes[static_cast<std::size_t>(o)], d, c.mean_cost(a), pair.share_better});
            }
    return text;
}

}  // namespace

std::string comparison_csv(const Comparison& c) {
    std::string text =
        "option,baseline,group,outcome,unit,baseline_level,level,difference,interval_low,interval_high,interval_kind,"
        "standard_error,share_same_sign,share_better,verdict,smallest_difference_that_matters,people,"
        "survey_smallest_difference,survey_could_tell,option_cost_present_gbp,cost_per_point_gbp,"
        "cost_per_point_low_gbp,cost_per_point_high_gbp,cost_words,multiple_to_matter,multiple_for_gain,variance_ratio,"
        "replicates,"
        "parameters,seed,caveat\n";
    const sim::GroupLayout layout{.districts = c.districts};
    for (int s = 1; s < c.scenarios(); ++s) {
        text += csv_of_reached(c, s);
        for (int g = 0; g < static_cast<int>(c.groups.size()); ++g)
            for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
                const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
                if (!sim::may_show(info.disclosure, sim::Quantity::kDifference, layout.cell(g))) continue;
                text += csv_row(c, {c.plan.names[static_cast<std::size_t>(s)], c.plan.names[0],
                                    c.groups[static_cast<std::size_t>(g)], info, c.difference(s, g, o), c.mean_cost(s),
                                    share_better(c, s, g, o)});
            }
        text += csv_of_equality(c, s) + csv_of_programme(c, s);
    }
    return text + csv_of_pairs(c);
}

void write_comparison(const std::filesystem::path& folder, const Comparison& c) {
    hdf5::Writer file(temporary_path(folder / "comparison.h5"));
    write_attributes(file, c);
    write_coordinates(file, c);
    write_variables(file, c);
    file.close();
    publish(folder / "comparison.h5");
    write_text_file(folder / "comparison.csv", comparison_csv(c));
}

}  // namespace concord::scenarios
