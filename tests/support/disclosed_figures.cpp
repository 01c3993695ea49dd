#include "tests/support/disclosed_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "scenarios/compare/comparison.h"
#include "scenarios/files/csv_file.h"
#include "tests/support/disclosed_measures.h"

namespace concord::tests {
namespace {

using scenarios::CsvFile;
using sim::Quantity;
using sim::Resolution;

class Look {
  public:
    explicit Look(const CsvFile& csv) : csv_(csv) {
        for (const auto column : csv.column_names()) columns_.emplace_back(column);
        for (const auto comment : csv.comments()) comments_.emplace_back(comment);
        comments_.resize(std::max<std::size_t>(2, comments_.size()));
    }
    std::vector<std::string> complaints() {
        const std::string& first = columns_.front();
        if (csv_.find_column("indicator"))
            monitoring();
        else if (csv_.find_column("events"))
            stress();
        else if (first == "option")
            comparison();
        else if (first == "place")
            map();
        else if (first == "Outcome")
            headlines();
        else if (first == "Group" || title().starts_with(kWho))
            groups();
        else if (first == "panel")
            line_up();
        else if (first == "group")
            differences();
        else if (first == "series")
            over_time();
        else if (first == "row")
            why();
        else if (first != "Lever" && first != "Parameter")  // what was paid and assumed is no measure of residents
            complain("is a figure that is not known");
        return {complaints_.begin(), complaints_.end()};
    }

  private:
    static constexpr std::string_view kWho = "Who gains and who loses: ";
    const CsvFile& csv_;
    std::vector<std::string> columns_, comments_;
    std::set<std::string> complaints_;

    const std::string& title() const { return comments_[0]; }
    const std::string& subtitle() const { return comments_[1]; }
    void complain(const std::string& what) { complaints_.insert(what); }
    void hold(const sim::Disclosure* disclosure, Quantity quantity, sim::Cell cell, const std::string& what) {
        if (!disclosure)
            complain(fmt::format("\"{}\" is no measure that is known", what));
        else if (!sim::may_show(*disclosure, quantity, cell))
            complain(fmt::format("shows \"{}\" where it may not", what));
    }
    void hold_outcome(const std::string& outcome, Quantity quantity, sim::Cell cell) {
        const auto* info = row_titled(known_outcomes(), outcome);
        hold(info ? &info->disclosure : nullptr, quantity, cell, outcome);
    }
    std::string text(std::size_t row, std::size_t column) const {
        return std::string(csv_.cell(row, static_cast<int>(column)));
    }

    // Every column of a comparison: a level, a difference, or nothing of residents.
    void comparison() {
        static const std::map<std::string, std::optional<Quantity>> known = [] {
            std::map<std::string, std::optional<Quantity>> of;
            for (const char* neutral :
                 {"option", "baseline", "group", "outcome", "unit", "interval_kind", "option_cost_present_gbp",
                  "cost_words", "replicates", "parameters", "seed", "caveat", "smallest_difference_that_matters"})
                of[neutral] = std::nullopt;
            for (const char* level : {"baseline_level", "level", "survey_smallest_difference"})
                of[level] = Quantity::kLevel;
            for (const char* difference :
                 {"difference", "interval_low", "interval_high", "standard_error", "share_same_sign", "share_better",
                  "verdict", "people", "multiple_to_matter", "multiple_for_gain", "survey_could_tell",
                  "cost_per_point_gbp", "cost_per_point_low_gbp", "cost_per_point_high_gbp", "variance_ratio"})
                of[difference] = Quantity::kDifference;
            return of;
        }();
        for (const std::string& column : columns_)
            if (!known.contains(column)) return complain(fmt::format("has a column that is not known: {}", column));
        const int group = csv_.column("group"), outcome = csv_.column("outcome");
        for (std::size_t row = 0; row < csv_.rows(); ++row) {
            const std::string of(csv_.cell(row, group));
            // The places that a lever reaches, all together, hold what may be shown of each of them.
            // Those who took part are counted over Greater Manchester.
            const auto cell = of == scenarios::kPlacesReached ? sim::Cell{Resolution::kNeighbourhood}
                              : of == scenarios::kTookPart    ? sim::Cell{Resolution::kGreaterManchester}
                                                              : cell_of_group(of);
            const auto* info = row_named(known_outcomes(), csv_.cell(row, outcome));
            if (!info) info = row_named(sim::kEqualityTable, csv_.cell(row, outcome));
            if (!info) info = row_named(sim::kProgrammeTable, csv_.cell(row, outcome));
            if (!cell || !info) return complain(fmt::format("has a row that is not known: {}", row));
            for (std::size_t k = 0; k < columns_.size(); ++k)
                if (const auto quantity = known.at(columns_[k]); quantity && !text(row, k).empty())
                    hold(&info->disclosure, *quantity, *cell, std::string(info->name) + " " + columns_[k]);
        }
    }

    // How deep and how long an event cuts, in Greater Manchester: changes, and differences of them.
    void stress() {
        static const std::set<std::string> known = {"option",
                                                    "outcome",
                                                    "measure",
                                                    "unit",
                                                    "mean",
                                                    "interval_low",
                                                    "interval_high",
                                                    "against_baseline",
                                                    "against_low",
                                                    "against_high",
                                                    "smallest_difference_that_matters",
                                                    "verdict",
                                                    "replicates",
                                                    "events",
                                                    "parameters",
                                                    "seed",
                                                    "caveat"};
        for (const std::string& column : columns_)
            if (!known.contains(column)) return complain(fmt::format("has a column that is not known: {}", column));
        const int outcome = csv_.column("outcome");
        for (std::size_t row = 0; row < csv_.rows(); ++row) {
            const std::string of(csv_.cell(row, outcome));
            const auto* info = row_named(known_outcomes(), of);
            if (!info) info = row_named(sim::kEventTable, of);
            for (const Quantity quantity : {Quantity::kChange, Quantity::kDifference})
                hold(info ? &info->disclosure : nullptr, quantity, {Resolution::kGreaterManchester}, of);
        }
    }

    // What monitoring reports of a place (levels), and whether it would tell an option from the baseline (differences).
    void monitoring() {
        static const std::map<std::string, std::optional<Quantity>> known = [] {
            std::map<std::string, std::optional<Quantity>> of;
            for (const char* neutral :
                 {"option", "scenario", "place", "regime", "indicator", "unit", "quarter", "reports",
                  "smallest_difference_told", "replicates", "parameters", "seed", "caveat"})
                of[neutral] = std::nullopt;
            for (const char* level : {"measured", "true", "gap"}) of[level] = Quantity::kLevel;
            for (const char* difference :
                 {"chance_to_tell", "first_report_of_80_percent", "known_in_week", "mean_difference", "line_up_right"})
                of[difference] = Quantity::kDifference;
            return of;
        }();
        for (const std::string& column : columns_)
            if (!known.contains(column)) return complain(fmt::format("has a column that is not known: {}", column));
        const int place = csv_.column("place"), indicator = csv_.column("indicator");
        for (std::size_t row = 0; row < csv_.rows(); ++row) {
            const std::string of(csv_.cell(row, place));
            const auto cell =
                of == scenarios::kTookPart ? sim::Cell{Resolution::kGreaterManchester} : cell_of_group(of);
            const auto* info = row_named(sim::kIndicatorTable, csv_.cell(row, indicator));
            if (!cell || !info) return complain(fmt::format("has a row that is not known: {}", row));
            for (std::size_t k = 0; k < columns_.size(); ++k)
                if (const auto quantity = known.at(columns_[k]); quantity && !text(row, k).empty())
                    hold(&info->disclosure, *quantity, *cell, std::string(info->name) + " " + columns_[k]);
        }
    }

    // "Feeling safe: Status quo", "By ward, 5 Jan 2026"; axis "Difference, ..." or the measure's own.
    void map() {
        const auto level = resolution_of_map(subtitle());
        if (!level) return complain("is a map of places that are not known: " + subtitle());
        for (std::size_t k = 2; k + 1 < columns_.size(); ++k)
            if (columns_[k] != "lowest" && columns_[k] != "highest")
                return complain("is a map with a column that is not known: " + columns_[k]);
        const std::string measure = title().substr(0, title().rfind(": "));
        const sim::MeasureInfo* info = measure_of_map(measure);
        const bool difference = columns_.at(1).starts_with("Difference");
        // Of hate incidents a map shows no level, and a difference with its range only.
        if (is_hate_incidents(info) && (!difference || columns_.size() < 5))
            return complain("maps hate incidents otherwise than as a difference with its range");
        for (std::size_t row = 0; row < csv_.rows(); ++row)
            if (!text(row, 1).empty())
                return hold(info ? &info->disclosure : nullptr, difference ? Quantity::kDifference : Quantity::kLevel,
                            {*level}, measure);
    }

    void headlines() {
        const sim::Cell cell = cell_of_place(title().substr(title().find(", ") + 2));
        if (!title().starts_with("Headline outcomes, ")) return complain("is a table that is not known: " + title());
        for (std::size_t k = 3; k < columns_.size(); ++k)
            if (!columns_[k].starts_with("Difference from ") && !columns_[k].ends_with("lowest to highest") &&
                columns_[k] != "Verdict" && columns_[k] != "Adults" && columns_[k] != "The survey sees from")
                complain("has a column that is not known: " + columns_[k]);
        for (std::size_t row = 0; row < csv_.rows(); ++row) {
            hold_outcome(text(row, 0), Quantity::kLevel, cell);
            hold_outcome(text(row, 0), Quantity::kChange, cell);
            if (columns_.size() > 3) hold_outcome(text(row, 0), Quantity::kDifference, cell);
        }
    }

    // Differences by outcome; guesses of the room, whose outcome and place stand in the question.
    void differences() {
        if (title() == "What the room expected") {
            const std::string measure = subtitle().substr(0, subtitle().find(" in "));
            const std::size_t place = measure.size() + 4;
            const bool difference = subtitle().find("differ from") != std::string::npos;
            return hold_outcome(measure, difference ? Quantity::kDifference : Quantity::kLevel,
                                cell_of_place(subtitle().substr(place, subtitle().find(" on ", place) - place)));
        }
        const sim::Cell cell = cell_of_place(subtitle().substr(0, subtitle().find(',')));
        for (std::size_t row = 0; row < csv_.rows(); ++row) hold_outcome(text(row, 1), Quantity::kDifference, cell);
    }

    void over_time() {
        constexpr std::string_view kMonitored = ", as monitored and in truth";
        if (!title().ends_with(kMonitored)) return hold_outcome(title(), Quantity::kLevel, cell_of_place(subtitle()));
        hold_indicator(title().substr(0, title().size() - kMonitored.size()), subtitle());
    }

    void hold_indicator(const std::string& indicator, const std::string& place) {
        const auto* info = row_titled(sim::kIndicatorTable, indicator);
        hold(info ? &info->disclosure : nullptr, Quantity::kLevel, cell_of_place(place), indicator);
    }

    // "Feeling safe, Greater Manchester, reports to 5 Jan 2027: which of the four is ...?"
    void line_up() {
        if (title() != "Which of these four has the programme?")
            return complain("is a grid that is not known: " + title());
        const std::string asked = subtitle().substr(0, subtitle().find(", reports to "));
        const std::size_t place = asked.rfind(", ");
        if (place == std::string::npos) return complain("does not say what is lined up where: " + subtitle());
        hold_indicator(asked.substr(0, place), asked.substr(place + 2));
    }

    std::optional<sim::Cell> cell_of_row(std::string group) const {
        if (const auto cell = cell_of_group(group)) return cell;
        group[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(group[0])));
        return cell_of_group(group);
    }

    // An outcome or a measure of equality of groups: levels in a table, differences in rows of dots.
    void groups() {
        const std::string outcome = title().substr(std::min(kWho.size(), title().size()));
        const bool levels = columns_.front() == "Group";
        const auto* info = row_titled(known_outcomes(), outcome);
        const bool equality = !info;  // those alone have a row of all
        if (equality) info = row_titled(sim::kEqualityTable, outcome);
        for (std::size_t row = 0; row < csv_.rows(); ++row) {
            const auto cell = cell_of_row(text(row, levels ? 0 : 1));
            if (!cell ||
                (cell->by == sim::Breakdown::kEveryone && !(equality && cell->at == Resolution::kGreaterManchester)))
                return complain(fmt::format("has a row that is not known: {}", text(row, levels ? 0 : 1)));
            hold(info ? &info->disclosure : nullptr, levels ? Quantity::kLevel : Quantity::kDifference, *cell, outcome);
        }
    }

    // "Why feeling of safety differs in Moss Side": the difference of a state by the columns of the ledger.
    void why() {
        constexpr std::string_view kWhy = "Why ", kDiffers = " differs in ";
        const std::size_t differs = title().find(kDiffers);
        if (!title().starts_with(kWhy) || differs == std::string::npos)
            return complain("is a ledger that is not known: " + title());
        std::string state = title().substr(kWhy.size(), differs - kWhy.size());
        state[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(state[0])));
        const sim::Cell cell = cell_of_place(title().substr(differs + kDiffers.size()));
        const auto* info = row_titled(sim::kStateTable, state);
        hold(info ? &info->disclosure : nullptr, Quantity::kDifference, cell, state);
        for (std::size_t k = 1; k + 1 < columns_.size(); ++k)
            if (columns_[k] != "not shown" && columns_[k] != "all else, each less than 0.01")
                hold(ledger_title(columns_[k]), Quantity::kDifference, cell, columns_[k]);
    }
};

}  // namespace

std::vector<std::string> complaints_of_figure(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    const std::string all = text.str();
    const CsvFile csv(file.string(), all);
    return Look(csv).complaints();
}

}  // namespace concord::tests
