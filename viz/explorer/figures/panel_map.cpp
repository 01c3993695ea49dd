// The map and the ledger of change as figures.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/measures/outcome_sums.h"
#include "viz/explorer/figures/map_values.h"
#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/session/indicators.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

// Of a column of the ledger as it is shown at that place: with what is counted in it.
std::string_view ledger_words(std::size_t column, const Place& place) {
    const sim::LedgerColumnInfo& info = sim::kLedgerTable[column];
    return place.below_district() && !info.merged_title.empty() ? info.merged_title : info.title;
}

std::string names_of(const sim::Geography& geography, map::Level level, std::size_t unit) {
    return name_of(geography, place_of(level, static_cast<int>(unit)));
}

figure::Figure choropleth(const Explorer& explorer, const MapValues& values, std::string title) {
    const Workspace& now = explorer.workspace();
    figure::Figure made;
    made.title = std::move(title);
    made.subtitle = fmt::format("By {}, {}", level_name(now.level), figure::format_date(explorer.date_of(values.week)));
    made.provenance = provenance_of(explorer);
    made.ranks_allowed = values.ranks_allowed;
    figure::Choropleth map;
    map.shapes = explorer.shapes(now.level);
    map.borders = now.level == map::Level::kDistrict ? nullptr : explorer.shapes(map::Level::kDistrict);
    for (std::size_t u = 0; u < values.value.size(); ++u)
        map.names.push_back(names_of(explorer.geography(), now.level, u));
    map.values = values.value;
    map.few.resize(values.value.size());
    for (std::size_t u = 0; u < values.value.size(); ++u) map.few[u] = std::isnan(values.value[u]);
    map.value = {values.axis, values.style, {}, {}, false};
    map.scale = values.scale;
    made.caption = values.note;
    if (!values.warning.empty()) made.caption = fmt::format("{}. {}", values.warning, values.note);
    if (!values.zero_inside.empty()) {
        map.hatched.assign(values.zero_inside.begin(), values.zero_inside.end());
        map.hatched_meaning = kZeroInside;
    }
    map.breaks = values.breaks;
    map.below_district = now.level != map::Level::kDistrict;
    const auto& centres = explorer.centres(map::Level::kDistrict);
    for (std::size_t d = 0; d < centres.size(); ++d)
        map.labels.push_back({explorer.geography().districts[d].name, centres[d].point});
    made.content = std::move(map);
    return made;
}

// The columns that say something, in one order for all.
std::vector<int> columns_shown(const WhyAnswer& answer, int state) {
    std::vector<int> shown;
    for (int k = 0; k < sim::kLedgerColumns; ++k)
        for (const WhyOfBranch& branch : answer.branches)
            if (branch.column[static_cast<std::size_t>(state)][static_cast<std::size_t>(k)] != 0) {
                shown.push_back(k);
                break;
            }
    return shown;
}

// What sets the first branch apart from the second, part by part.
figure::LedgerRow difference_row(const figure::LedgerRow& one, const figure::LedgerRow& other) {
    figure::LedgerRow row{"Difference", one.contributions, one.total - other.total};
    for (std::size_t k = 0; k < row.contributions.size(); ++k) row.contributions[k] -= other.contributions[k];
    return row;
}

}  // namespace

figure::Figure map_figure(const Explorer& explorer, int branch) {
    const auto values = map_values(explorer, branch);
    if (!values) throw std::invalid_argument("nothing is computed yet");
    return choropleth(explorer, *values, fmt::format("{}: {}", values->title, explorer.workspace().find(branch)->name));
}

figure::Figure difference_map_figure(const Explorer& explorer) {
    const auto values = difference_values(explorer);
    if (!values) throw std::invalid_argument("nothing is computed yet");
    return choropleth(explorer, *values,
                      fmt::format("{}: {} minus {}", values->title, explorer.shown()->name, explorer.against()->name));
}

// Whether the answer is to what is asked now: the place may have changed since.
bool is_of_place(const WhyAnswer& answer, const Explorer& explorer) {
    const Place& place = explorer.workspace().place;
    return answer.question.below_district == place.below_district() &&
           answer.question.neighbourhoods == neighbourhoods_of(explorer.geography(), place);
}

figure::Figure why_figure(const Explorer& explorer) {
    const Workspace& now = explorer.workspace();
    const auto answer = explorer.frame().why;
    if (!answer || !is_of_place(*answer, explorer)) throw std::invalid_argument("the ledger of change is being read");
    if (answer->adults < sim::kFewestInCell)
        throw std::invalid_argument("fewer than ten simulated adults live here: nothing is shown of so few");
    const auto state = static_cast<std::size_t>(now.why_state);
    if (std::isnan(answer->branches.front().before[state]))
        throw std::invalid_argument(
            fmt::format("{} is shown for Greater Manchester and districts only", sim::kStateTable[state].title));
    figure::Figure made;
    made.title =
        fmt::format("Why {} changed in {}", state_in_sentence(now.why_state), name_of(explorer.geography(), now.place));
    made.subtitle = fmt::format("{} to {}", figure::format_date(explorer.date_of(answer->question.from)),
                                figure::format_date(explorer.date_of(answer->question.to)));
    made.caption =
        now.place.below_district()
            ? "The parts add up to the change. They are of the model's own score, rounded: a survey's "
              "percentage moves otherwise. Here \"people moving, and incidents\" includes what news and support did."
            : "The parts add up to the change. They are of the model's own score, rounded: a survey's "
              "percentage moves otherwise.";
    made.provenance = provenance_of(explorer);
    made.ranks_allowed = sim::kStateTable[state].disclosure.ranks_places;
    figure::LedgerBars bars;
    bars.x.label = fmt::format("Points of the model's score for {}, 0 to 100", state_in_sentence(now.why_state));
    bars.x.style = {figure::Unit::kNumber, true, 2};
    bars.x.include_zero = true;
    const auto shown = columns_shown(*answer, now.why_state);
    for (const int k : shown) bars.contributions.emplace_back(ledger_words(static_cast<std::size_t>(k), now.place));
    for (const WhyOfBranch& branch : answer->branches) {
        const BranchPlan* plan = now.find(branch.id);
        if (!plan) continue;
        figure::LedgerRow row;
        row.label = plan->name;
        for (const int k : shown) row.contributions.push_back(100 * branch.column[state][static_cast<std::size_t>(k)]);
        row.total = 100 * (branch.after[state] - branch.before[state]);
        bars.rows.push_back(std::move(row));
    }
    if (bars.rows.size() == 2) bars.rows.push_back(difference_row(bars.rows[0], bars.rows[1]));
    if (bars.contributions.empty()) throw std::invalid_argument("nothing changed yet: play on");
    bars.tolerance = 1e-4;  // points of 100: 1e-6 of the state's scale
    made.content = std::move(bars);
    return made;
}

std::vector<std::string> why_words(const Explorer& explorer) {
    std::vector<std::string> sentences;
    const Workspace& now = explorer.workspace();
    const auto answer = explorer.frame().why;
    const auto state = static_cast<std::size_t>(now.why_state);
    if (!answer || !is_of_place(*answer, explorer) || answer->adults < sim::kFewestInCell) return sentences;
    const auto number = [](double value) {
        return figure::format_short(100 * value, {figure::Unit::kNumber, true, 2});
    };
    using Parts = std::array<double, sim::kLedgerColumns>;
    const auto say = [&](const std::string& what, double total, const Parts& parts) {
        const auto [low, high] = std::minmax_element(parts.begin(), parts.end());
        std::string text = fmt::format("{}: {} points in all", what, number(total));
        if (*high > 0)
            text += fmt::format("; raised most by {} ({})",
                                ledger_words(static_cast<std::size_t>(high - parts.begin()), now.place), number(*high));
        if (*low < 0)
            text += fmt::format("; lowered most by {} ({})",
                                ledger_words(static_cast<std::size_t>(low - parts.begin()), now.place), number(*low));
        sentences.push_back(text + ".");
    };
    std::vector<std::pair<double, Parts>> said;
    for (const WhyOfBranch& branch : answer->branches) {
        const BranchPlan* plan = now.find(branch.id);
        if (!plan || std::isnan(branch.before[state])) continue;
        Parts parts{};
        std::copy_n(branch.column[state].begin(), parts.size(), parts.begin());
        said.emplace_back(branch.after[state] - branch.before[state], parts);
        say(plan->name, said.back().first, parts);
    }
    if (said.size() != 2) return sentences;
    Parts apart{};
    for (std::size_t k = 0; k < apart.size(); ++k) apart[k] = said[0].second[k] - said[1].second[k];
    say("The difference", said[0].first - said[1].first, apart);
    return sentences;
}

}  // namespace concord::explorer
