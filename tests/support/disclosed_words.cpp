#include "tests/support/disclosed_words.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "scenarios/compare/comparison.h"
#include "scenarios/files/text.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "sim/measures/flows.h"
#include "sim/policy/scenario.h"
#include "tests/support/disclosed_measures.h"

namespace concord::tests {
namespace {

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::string_view first_word(std::string_view text) {
    return text.substr(0, static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), in_word) - text.begin()));
}

// By first word, in lower case; longest first.
class Dictionary {
  public:
    Dictionary() {
        add_measures();
        add_places();
        add_groups();
        add_what_is_done();
        for (auto& [word, all] : known_)
            std::stable_sort(all.begin(), all.end(),
                             [](const Known& a, const Known& b) { return a.words.size() > b.words.size(); });
    }

    // What stands at the beginning of a text, the longest; nullptr if nothing that is known.
    const Known* at(std::string_view text) const {
        const auto found = known_.find(scenarios::lower(first_word(text)));
        if (found == known_.end()) return nullptr;
        for (const Known& known : found->second) {
            const std::string_view here = text.substr(0, known.words.size());
            const bool same =
                known.exact_case ? here == known.words : scenarios::lower(here) == scenarios::lower(known.words);
            if (same && (here.size() == text.size() || !in_word(text[here.size()]))) return &known;
        }
        return nullptr;
    }
    // A group by the bare name: "asian", "16-24".
    const Known* bare(std::string_view name) const {
        const auto found = bare_.find(scenarios::lower(name));
        return found == bare_.end() ? nullptr : &found->second;
    }

  private:
    std::map<std::string, std::vector<Known>> known_;
    std::map<std::string, Known> bare_;

    Known* find(std::string_view words) {
        for (Known& known : known_[scenarios::lower(first_word(words))])
            if (scenarios::lower(known.words) == scenarios::lower(words)) return &known;
        return nullptr;
    }
    void add_measure(std::string_view words, const sim::Disclosure& disclosure) {
        if (words.empty()) return;
        if (Known* known = find(words)) return known->measure.push_back(disclosure);
        known_[scenarios::lower(first_word(words))].push_back({.words = std::string(words), .measure = {disclosure}});
    }
    void add_cell(std::string_view words, sim::Cell cell, bool exact_case) {
        if (find(words)) return;
        known_[scenarios::lower(first_word(words))].push_back(
            {.words = std::string(words), .cell = cell, .exact_case = exact_case});
    }

    void add_row(const sim::MeasureInfo& row) {
        add_measure(row.name, row.disclosure);
        if (const std::string words = scenarios::readable(row.name); words != row.name)
            add_measure(words, row.disclosure);
        if (row.title != row.name) add_measure(row.title, row.disclosure);
    }
    // "Hate incidents" of "Hate incidents, recorded or not", unless a measure is called so.
    void add_head(const sim::MeasureInfo& row) {
        const std::string head(row.title.substr(0, row.title.find_first_of(",:")));
        const Known* known = find(head);
        if (head.find(' ') != std::string::npos && !known) add_measure(head, row.disclosure);
    }
    void add_measures() {
        std::vector<sim::MeasureInfo> rows(sim::kItemTable.begin(), sim::kItemTable.end());
        rows.insert(rows.end(), sim::kConditionTable.begin(), sim::kConditionTable.end());
        for (const sim::SeriesInfo& series : sim::kSeriesTable)
            for (const sim::Axis axis : series.axes)
                for (const sim::MeasureInfo& row : sim::rows_along(axis, known_outcomes())) {
                    rows.push_back(row);
                    for (const std::string_view variable : {series.variable, series.gm_variable})
                        if (variable != "{}")
                            add_measure(scenarios::replaced(std::string(variable), "{}", row.name), row.disclosure);
                }
        for (const sim::MeasureInfo& row : rows) add_row(row);
        for (const sim::LedgerColumnInfo& column : sim::kLedgerTable) {
            add_measure(column.name, column.disclosure);
            add_measure(column.merged_name, column.disclosure);
            if (column.title != column.name) add_measure(column.title, column.disclosure);
            for (const std::string_view words : column.words)
                if (words.find(' ') != std::string_view::npos) add_measure(words, column.disclosure);
        }
        for (const sim::MeasureInfo& row : rows) add_head(row);
    }
    void add_places() {
        const sim::Geography geography = scenarios::built_in_greater_manchester();
        const auto add = [&](const auto& places, sim::Resolution at) {
            for (const auto& place : places)
                for (const std::string& words : {place.code, place.name}) add_cell(words, {at}, true);
        };
        add(geography.districts, sim::Resolution::kDistrict);
        add(geography.wards, sim::Resolution::kWardOrArea);
        add(geography.areas, sim::Resolution::kWardOrArea);
        add(geography.neighbourhoods, sim::Resolution::kNeighbourhood);
        // What may be shown of each of the places that a lever reaches may be shown of all of them.
        add_cell(scenarios::kPlacesReached, {sim::Resolution::kNeighbourhood}, false);
        add_cell(scenarios::kTookPart, {sim::Resolution::kGreaterManchester}, false);
        add_cell("took part", {sim::Resolution::kGreaterManchester}, false);
    }
    void add_groups() {
        for (const std::string& label : sim::group_names({})) {
            const sim::Cell cell = cell_of_group(label).value();
            add_cell(label, cell, false);
            add_cell(label.substr(0, label.find(" (")), cell, false);
            const std::string name = scenarios::lower(label.substr(label.rfind(' ') + 1));
            const bool named = cell.by == sim::Breakdown::kEthnicGroup || cell.by == sim::Breakdown::kAgeBand;
            if (named) bare_.emplace(name, Known{.words = name, .cell = cell, .bare = true});
            if (cell.by == sim::Breakdown::kEthnicGroup)
                for (const char* people : {" residents", " adults", " people"}) add_cell(name + people, cell, false);
        }
    }
    // "Early support", "share of the officers serving the places reached" and the option "More stops" speak of what is
    // done, not of a measure.
    void add_what_is_done() {
        const auto add = [&](std::string_view words) {
            if (!words.empty() && !find(words))
                known_[scenarios::lower(first_word(words))].push_back({.words = std::string(words)});
        };
        for (const sim::LeverInfo& lever : sim::lever_table()) {
            for (const std::string_view words : {lever.name, lever.title, lever.cost_per, lever.unit_is}) add(words);
            for (const sim::LeverField& field : lever.fields) add(field.unit);
        }
        for (const scenarios::ShippedScenario& scenario : scenarios::list_scenarios()) add(scenario.name);
    }
};

}  // namespace

std::vector<const Known*> named_in(std::string_view text) {
    static const Dictionary dictionary;
    std::vector<const Known*> all;
    text = scenarios::trimmed(text);
    if (const Known* alone = dictionary.bare(text)) return {alone};
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at), word = first_word(rest);
        const Known* known = word.empty() ? nullptr : dictionary.at(rest);
        const std::size_t taken = known ? known->words.size() : std::max<std::size_t>(1, word.size());
        const bool before_number =
                       rest.size() > word.size() + 1 && rest[word.size()] == ' ' && is_digit(rest[word.size() + 1]),
                   last = rest.size() == word.size() && text.substr(0, at).ends_with(", ");
        if (!known && (before_number || last)) known = dictionary.bare(word);
        if (known && (known->cell || !known->measure.empty())) all.push_back(known);
        at += taken;
    }
    return all;
}

bool may_name(const Known& measure, sim::Cell cell) {
    return std::any_of(measure.measure.begin(), measure.measure.end(), [&](const sim::Disclosure& disclosure) {
        return sim::may_show(disclosure, sim::Quantity::kLevel, cell);
    });
}

}  // namespace concord::tests
