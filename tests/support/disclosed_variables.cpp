#include "tests/support/disclosed_variables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "scenarios/compare/comparison_variables.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "tests/support/disclosed_measures.h"

namespace concord::tests {
namespace {

using sim::Quantity;
using Measures = std::vector<const sim::Disclosure*>;
using scenarios::hdf5::Reader;

constexpr double kFewest = 10;  // simulated residents (section 9)

// What the name of a variable says of it. Without measures of its own they stand along its axes.
struct Meaning {
    bool measured = true;  // false: says nothing of residents
    Quantity quantity = Quantity::kLevel;
    Measures measures{};
    bool counts_people = false;  // says itself how many there are
};
const Meaning kNoMeasure{.measured = false};

// Variables that say nothing of residents' states: names, places, what was paid and set.
const std::set<std::string> kNeutral = {"district_code",
                                        "group_kind",
                                        "neighbourhood_name",
                                        "neighbourhood_area",
                                        "neighbourhood_district",
                                        "easting",
                                        "northing",
                                        "units_bought",
                                        "units_by_lever",
                                        "cost",
                                        "cost_present",
                                        "cost_present_by_district",
                                        "cost_present_by_lever",
                                        "cost_factor",
                                        "parameter_value",
                                        "parameter_unit",
                                        "parameter_source",
                                        "scenario_key",
                                        "scenario_purpose",
                                        "scenario_text",
                                        "scenario_checksum",
                                        "outcome_title",
                                        "outcome_unit",
                                        "equality_title",
                                        "equality_unit",
                                        "run_checksum",
                                        "run_seed",
                                        "run_scenario",
                                        "run_replicate",
                                        "run_draw",
                                        "residents_reached",
                                        "participants",
                                        "meetings",  // of organisers and venues, by district
                                        "district_meetings_tried",
                                        "district_meetings_turned_away",
                                        "district_meetings_held",
                                        "meetings_mean",
                                        "meetings_difference",
                                        "smallest_difference",
                                        "reach",
                                        "equality_reach",
                                        "programme_reach",
                                        "growth",
                                        "is_part",
                                        "is_reached",
                                        "residents_of_district",
                                        "purchase_scenario",
                                        "purchase_lever",
                                        "purchase_how_much",
                                        "purchase_where",
                                        "purchase_unit",
                                        "purchase_source",
                                        "purchase_units",
                                        "purchase_units_in_a_year",
                                        "purchase_cost",
                                        "purchase_cost_present",
                                        "paid_by",
                                        "warning_runs",
                                        "turns_away",
                                        "prepares",
                                        "fronted"};

// Of runs and comparisons: their measures stand along the axes.
const std::map<std::string, Quantity> kTables = {{"outcomes", Quantity::kLevel},
                                                 {"equality", Quantity::kLevel},
                                                 {"equality_by_year", Quantity::kLevel},
                                                 {"equality_difference_by_year", Quantity::kDifference},
                                                 {"events", Quantity::kLevel},
                                                 {"support", Quantity::kLevel},
                                                 {"support_of_run", Quantity::kLevel},
                                                 {"support_mean", Quantity::kLevel},
                                                 {"support_difference", Quantity::kDifference},
                                                 {"support_of_run_mean", Quantity::kLevel},
                                                 {"support_of_run_difference", Quantity::kDifference},
                                                 {"ledger", Quantity::kChange},
                                                 {"neighbourhood_outcomes", Quantity::kLevel},
                                                 {"level_by_replicate", Quantity::kLevel},
                                                 {"cohesion_dimensions_by_replicate", Quantity::kLevel},
                                                 {"level_mean", Quantity::kLevel},
                                                 {"programme", Quantity::kLevel},
                                                 {"programme_mean", Quantity::kLevel},
                                                 {"programme_difference", Quantity::kDifference},
                                                 {"cohesion_dimensions", Quantity::kLevel},
                                                 {"cohesion_dimensions_mean", Quantity::kLevel},
                                                 {"cohesion_dimensions_difference", Quantity::kDifference},
                                                 {"weekly", Quantity::kLevel},
                                                 {"weekly_mean", Quantity::kLevel},
                                                 {"measured", Quantity::kLevel},
                                                 {"measured_mean", Quantity::kLevel},
                                                 {"measured_difference", Quantity::kDifference},
                                                 {"measured_truth", Quantity::kLevel},
                                                 {"measured_truth_mean", Quantity::kLevel},
                                                 {"measured_truth_difference", Quantity::kDifference},
                                                 {"weekly_difference", Quantity::kDifference},
                                                 {"level_sd", Quantity::kLevel},
                                                 {"survey_difference", Quantity::kLevel},
                                                 {"event_mean", Quantity::kLevel},
                                                 {"share_same_sign", Quantity::kDifference},
                                                 {"participants_level", Quantity::kLevel},
                                                 {"participants_baseline", Quantity::kLevel},
                                                 {"participants_state_difference", Quantity::kDifference},
                                                 {"places_level", Quantity::kLevel},
                                                 {"places_baseline", Quantity::kLevel},
                                                 {"difference_by_replicate", Quantity::kDifference},
                                                 {"year_difference", Quantity::kDifference},
                                                 {"year_difference_low", Quantity::kDifference},
                                                 {"year_difference_high", Quantity::kDifference},
                                                 {"year_share_same_sign", Quantity::kDifference},
                                                 {"difference_mean", Quantity::kDifference},
                                                 {"difference_sd", Quantity::kDifference},
                                                 {"ledger_difference", Quantity::kDifference},
                                                 {"neighbourhood_difference_mean", Quantity::kDifference},
                                                 {"neighbourhood_difference_variance", Quantity::kDifference},
                                                 {"neighbourhood_share_positive", Quantity::kDifference}};

const std::set<std::string> kTimesAndRuns = {
    "week",      "period", "finished_period", "year",  "run_year", "budget_year", "decile",  "meeting", "scenario",
    "replicate", "draw",   "parameter",       "lever", "run",      "price",       "quarter", "size",    "part",
    "purchase",  "funder", "warning"};

// Of the sets of differences in a comparison: every member of each. What matters is a share of a level, of some.
std::optional<Quantity> quantity_of_stored(const std::string& name) {
    for (const std::string prefix : {"", "places_", "participants_", "equality_", "programme_end_"}) {
        if (name == prefix + "verdict") return Quantity::kDifference;
        for (const scenarios::StoredMember& member : scenarios::kStoredMembers) {
            const std::string_view of = member.name;
            const bool level = of == "baseline" || of == "level" || of == "smallest_difference";
            if (name == prefix + member.name) return level ? Quantity::kLevel : Quantity::kDifference;
        }
    }
    return std::nullopt;
}

// Of stress.h5: what events do to outcomes stands along that axis; incidents are one measure.
std::optional<Meaning> meaning_in_stress(const std::string& name) {
    for (const char* prefix : {"depth", "weeks_to_half", "area", "dipped", "recovered"})
        if (name.starts_with(prefix)) return Meaning{.quantity = Quantity::kDifference};
    if (name.starts_with("more_true") || name.starts_with("more_recorded"))
        return Meaning{.quantity = Quantity::kDifference,
                       .measures = {&sim::kOutcomeTable[sim::kOutcomeHateIncidents].disclosure}};
    return std::nullopt;
}

std::optional<Meaning> level_of(const sim::MeasureInfo* info) {
    if (!info) return std::nullopt;
    return Meaning{.measures = {&info->disclosure}};
}

// Of a results file: PREFIX_measure_SUFFIX. Prefixes are not believed: where it is, its dimensions say.
std::optional<Meaning> meaning_in_results(std::string name) {
    const auto without = [&](std::string_view prefix) {
        if (!name.starts_with(prefix)) return false;
        name.erase(0, prefix.size());
        return true;
    };
    if (without("equality_")) return level_of(row_named(sim::kEqualityTable, name));
    if (without("measured_") || without("true_"))
        return level_of(
            row_named(sim::kIndicatorTable, name.ends_with("_gm") ? name.substr(0, name.size() - 3) : name));
    if (without("group_count_")) return level_of(row_named(sim::kEventTable, name));
    if (without("group_ledger_") || without("ledger_")) {
        auto meaning = level_of(row_named(sim::kStateTable, name));
        if (meaning) meaning->quantity = Quantity::kChange;
        return meaning;
    }
    for (const std::string_view ending : {"_by_year", "_of_run"})
        if (name.starts_with("group_") && name.ends_with(ending))
            return level_of(row_named(sim::kSupportTable, name.substr(6, name.size() - 6 - ending.size())));
    if (!without("group_") && !without("neighbourhood_")) without("district_");
    if (const auto* info = row_named(sim::kConditionTable, name))
        return Meaning{.measures = {&info->disclosure}, .counts_people = name == "adults"};
    if (const auto* info = row_named(known_outcomes(), name)) return level_of(info);
    if (const auto* info = row_named(sim::kItemTable, name)) return level_of(info);
    if (without("place_")) return level_of(row_named(sim::kProgrammeTable, name));
    if (name.ends_with("_gm")) return level_of(row_named(known_outcomes(), name.substr(0, name.size() - 3)));
    const std::size_t end = name.rfind('_');
    const std::string suffix = end == std::string::npos ? "" : name.substr(end);
    auto meaning = level_of(row_named(sim::kStateTable, name.substr(0, end)));
    if (meaning && suffix == "_change") meaning->quantity = Quantity::kChange;
    return suffix == "_mean" || suffix == "_sd" || suffix == "_decile" || suffix == "_change" ? meaning : std::nullopt;
}

std::optional<Meaning> meaning_of(const std::string& kind, const std::string& name) {
    if (kNeutral.contains(name)) return kNoMeasure;
    if (name == "adults")
        return Meaning{.measures = {&sim::kConditionTable[sim::kConditionAdults].disclosure}, .counts_people = true};
    if (kind == "results") return meaning_in_results(name);
    if (kind == "stress") return meaning_in_stress(name);
    if (const auto table = kTables.find(name); table != kTables.end()) return Meaning{.quantity = table->second};
    if (const auto stored = quantity_of_stored(name)) return Meaning{.quantity = *stored};
    return std::nullopt;
}

// What a label of an axis adds: a place or group, or a measure.
struct Label {
    std::string name;
    sim::Cell cell{sim::Resolution::kGreaterManchester};
    const sim::Disclosure* measure = nullptr;
};

const sim::Disclosure* disclosure_of(const sim::MeasureInfo* info) { return info ? &info->disclosure : nullptr; }

const sim::Disclosure* measure_on_axis(const std::string& axis, const std::string& label) {
    if (axis == "outcome" || axis == "neighbourhood_outcome") return disclosure_of(row_named(known_outcomes(), label));
    if (axis == "equality_measure") return disclosure_of(row_named(sim::kEqualityTable, label));
    if (axis == "support_measure") return disclosure_of(row_named(sim::kSupportTable, label));
    if (axis == "event") return disclosure_of(row_named(sim::kEventTable, label));
    if (axis == "programme_measure") return disclosure_of(row_named(sim::kProgrammeTable, label));
    if (axis == "cohesion_dimension") return disclosure_of(row_named(sim::kRepresentedTable, label));
    if (axis == "indicator") return disclosure_of(row_named(sim::kIndicatorTable, label));
    if (axis == "cohort_measure") {  // states, items, lost trust
        if (const auto* state = row_named(sim::kStateTable, label)) return &state->disclosure;
        if (const auto* item = row_named(sim::kItemTable, label)) return &item->disclosure;
        return disclosure_of(row_named(known_outcomes(), label));
    }
    if (axis == "state") return disclosure_of(row_named(sim::kStateTable, label));
    return axis == "ledger_column" || axis == "place_ledger_column" ? ledger_column(label) : nullptr;
}

// nullopt: an axis or a label that is not known.
std::optional<Label> label_on_axis(const std::string& axis, const std::string& label) {
    if (axis == "neighbourhood") return Label{label, {sim::Resolution::kNeighbourhood}};
    if (axis == "area" || axis == "ward") return Label{label, {sim::Resolution::kWardOrArea}};
    if (axis == "district") return Label{label, {sim::Resolution::kDistrict}};
    if (axis == "group" || axis == "place") {
        const auto cell = cell_of_group(label);
        return cell ? std::optional(Label{label, *cell}) : std::nullopt;
    }
    const sim::Disclosure* measure = measure_on_axis(axis, label);
    return measure ? std::optional(Label{label, {sim::Resolution::kGreaterManchester}, measure}) : std::nullopt;
}

struct Axis {
    std::string name;
    std::vector<Label> labels;  // empty: times and runs
    std::size_t size = 0;
};

class Walk {
  public:
    explicit Walk(const std::filesystem::path& path) : file_(path), kind_(file_.text("concord_file")) {
        if (file_.has_attribute("scale")) scale_ = file_.number("scale");
        for (const char* name : {"group_adults", "adults"})
            if (file_.has(name)) group_adults_ = file_.read(name);
        if (file_.has("neighbourhood_adults")) place_adults_ = file_.read("neighbourhood_adults");
    }
    std::vector<std::string> complaints() {
        for (const std::string& name : file_.names()) {
            const auto dimensions = file_.dimensions(name);
            if (file_.has(name) && is_coordinate(name)) continue;
            const auto meaning = meaning_of(kind_, name);
            if (!meaning)
                complain(name,
                         "is not known: closed until tests/support/disclosed_variables.cpp can tell what it says");
            else if (meaning->measured)
                walk(name, *meaning, dimensions);
        }
        return {complaints_.begin(), complaints_.end()};
    }

  private:
    Reader file_;
    std::string kind_;
    double scale_ = 0;  // 0: not said
    std::vector<double> group_adults_, place_adults_;
    std::set<std::string> complaints_;

    void complain(const std::string& variable, const std::string& what) {
        complaints_.insert(fmt::format("{} {}", variable, what));
    }
    bool is_coordinate(const std::string& name) const {
        return kTimesAndRuns.contains(name) || name == "neighbourhood" || name == "district" || name == "group" ||
               name == "outcome" || name == "neighbourhood_outcome" || name == "event" || name == "state" ||
               name == "ledger_column" || name == "place_ledger_column" || name == "cohort_measure" ||
               name == "equality_measure" || name == "programme_measure" || name == "support_measure" ||
               name == "quarter" || name == "place" || name == "indicator" || name == "cohesion_dimension";
    }

    std::optional<std::vector<Axis>> axes_of(const std::string& name, const std::vector<std::string>& dimensions) {
        std::vector<Axis> axes;
        const auto shape = file_.shape(name);
        for (std::size_t k = 0; k < dimensions.size(); ++k) {
            Axis axis{dimensions[k], {}, shape[k]};
            if (!kTimesAndRuns.contains(axis.name)) {
                if (!is_coordinate(axis.name))
                    return complain(name, "has an axis that is not known: " + axis.name), std::nullopt;
                for (const std::string& text : file_.texts(axis.name)) {
                    const auto label = label_on_axis(axis.name, text);
                    if (!label)
                        return complain(name, fmt::format("has an axis {} with a label that is not known: {}",
                                                          axis.name, text)),
                               std::nullopt;
                    axis.labels.push_back(*label);
                }
            }
            axes.push_back(std::move(axis));
        }
        return axes;
    }

    // On how many simulated residents a cell rests; NaN: the file does not say.
    double simulated(const std::vector<Axis>& axes, const std::vector<std::size_t>& at) const {
        double people = std::nan("");
        std::size_t row = 0;
        for (std::size_t k = 0; k < axes.size(); ++k) {
            if (axes[k].name == "period") row = at[k];
            if (axes[k].name == "year") row = at[k] * 13;
        }
        for (std::size_t k = 0; k < axes.size() && scale_ > 0; ++k) {
            const std::size_t cell = row * axes[k].size + at[k];
            if (axes[k].name == "neighbourhood" && cell < place_adults_.size())
                people = std::isnan(place_adults_[cell]) ? 0 : place_adults_[cell] / scale_;
            if (axes[k].name == "group" && at[k] < group_adults_.size()) people = group_adults_[at[k]] / scale_;
            if (axes[k].name == "district" && at[k] + 1 < group_adults_.size())
                people = group_adults_[at[k] + 1] / scale_;
        }
        return people;
    }

    void walk(const std::string& name, const Meaning& meaning, const std::vector<std::string>& dimensions) {
        const auto axes = axes_of(name, dimensions);
        if (!axes) return;
        const std::vector<double> values = file_.read(name);
        std::vector<std::size_t> at(axes->size(), 0);
        for (const double value : values) {
            if (!std::isnan(value)) hold(name, meaning, *axes, at);
            for (std::size_t k = at.size(); k-- > 0;) {
                if (++at[k] < (*axes)[k].size) break;
                at[k] = 0;
            }
        }
    }

    // A cell that is there: may it be?
    void hold(const std::string& name, const Meaning& meaning, const std::vector<Axis>& axes,
              const std::vector<std::size_t>& at) {
        sim::Cell cell{sim::Resolution::kGreaterManchester};
        std::vector<Label> measures;
        for (const sim::Disclosure* disclosure : meaning.measures) measures.push_back({"it", cell, disclosure});
        std::string place = "Greater Manchester";
        for (std::size_t k = 0; k < axes.size(); ++k) {
            if (axes[k].labels.empty()) continue;
            const Label& label = axes[k].labels[at[k]];
            if (label.measure) {
                measures.push_back(label);
                continue;
            }
            cell.at = std::max(cell.at, label.cell.at);
            if (label.cell.by != sim::Breakdown::kEveryone) cell.by = label.cell.by;
            place = cell.at == sim::Resolution::kNeighbourhood ? "neighbourhoods" : label.name;
        }
        if (measures.empty()) return complain(name, "does not say which measure it is");
        for (const Label& measure : measures)
            if (!sim::may_show(*measure.measure, meaning.quantity, cell))
                return complain(name, fmt::format("shows {} of {}, which it may not", measure.name, place));
        const bool says_how_many = meaning.counts_people && cell.at != sim::Resolution::kNeighbourhood;
        if (!says_how_many && simulated(axes, at) < kFewest)
            complain(name, fmt::format("rests on fewer than {} simulated residents in {}", kFewest, place));
    }
};

}  // namespace

std::vector<std::string> complaints_of_variables(const std::filesystem::path& file) { return Walk(file).complaints(); }

}  // namespace concord::tests
