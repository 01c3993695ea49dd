#include "viz/explorer/figures/panel_parts.h"

#include <fmt/format.h>

#include <stdexcept>

#include "viz/explorer/figures/panel_figures.h"
#include "viz/explorer/session/lever_edits.h"
#include "viz/explorer/session/lever_values.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {

const BranchPlan& need_shown(const Explorer& explorer) {
    const BranchPlan* plan = explorer.shown();
    if (!plan) throw std::invalid_argument("no scenario is open: choose a card first");
    if (explorer.week_there() < 0) throw std::invalid_argument("nothing is computed yet");
    return *plan;
}

const BranchPlan& need_other(const Explorer& explorer) {
    need_shown(explorer);
    if (!explorer.against()) throw std::invalid_argument("this needs two branches: fork, or compare with one");
    return *explorer.against();
}

int headline_district(const Explorer& explorer) {
    return district_of(explorer.geography(), explorer.workspace().place);
}

std::string place_words(const Explorer& explorer, int district) {
    return district < 0 ? "Greater Manchester"
                        : explorer.geography().districts[static_cast<std::size_t>(district)].name;
}

std::string headline_place(const Explorer& explorer) { return place_words(explorer, headline_district(explorer)); }

std::string week_words(const Explorer& explorer, int week) {
    return fmt::format("{} (week\u00A0{})", figure::format_date(explorer.date_of(week)), week);
}

std::string setting_words(const Explorer& explorer, const sim::Scenario& scenario, const sim::LeverSetting& lever) {
    std::string words = fmt::format("{}, {}", how_much_words(lever), where_words(lever, explorer.geography()));
    if (lever.from > scenario.start) words += fmt::format(", from {}", figure::format_date(lever.from));
    if (lever.until)
        words += fmt::format("{}to {}", lever.from > scenario.start ? " " : ", ", figure::format_date(*lever.until));
    return words;
}

figure::Figure begin_figure(const Explorer& explorer, std::string title, std::string subtitle, const Runs& runs) {
    figure::Figure made;
    made.title = std::move(title);
    made.subtitle = std::move(subtitle);
    made.provenance = provenance_of(explorer, runs);
    return made;
}

}  // namespace concord::explorer
