// Page one, for someone with two minutes: what was asked, what the options are, what happens, what would change the
// answer, and what monitoring would see.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/sections/cells.h"
#include "report/sections/decision.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/detectability.h"
#include "scenarios/compare/matters.h"
#include "scenarios/compare/survey.h"
#include "scenarios/files/text.h"
#include "sim/policy/costs.h"
#include "viz/figure/colour.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Difference;

namespace {

// "Neighbourhood policing (highest disorder 20 %), procedural justice training": with the places that a lever singles
// out in all districts.
std::string bought_words(const Comparison& c, int s) {
    constexpr std::string_view kAllDistricts = "all districts";
    std::vector<std::string> levers;
    if (static_cast<std::size_t>(s) < c.plan.bought.size())
        for (const scenarios::BoughtLever& bought : c.plan.bought[static_cast<std::size_t>(s)]) {
            std::string_view where = bought.where;
            if (where.starts_with(kAllDistricts)) where.remove_prefix(std::min(where.size(), kAllDistricts.size() + 2));
            std::string lever = scenarios::lower_first(bought.lever);
            if (!where.empty()) lever += fmt::format(" ({})", where);
            if (std::find(levers.begin(), levers.end(), lever) == levers.end()) levers.push_back(std::move(lever));
        }
    return levers.empty() ? "nothing more than today" : scenarios::upper_first(scenarios::joined(levers));
}

Table table_of_options(const Comparison& c) {
    Table table{.id = "options-at-a-glance",
                .caption = "The options, what they buy and what they cost",
                .columns = {{.title = "Option", .heads_row = true},
                            {.title = "What it adds to the baseline"},
                            {.title = "Extra cost", .right = true},
                            {.title = "Adults reached", .right = true}},
                .note = fmt::format(
                    "Pounds of {} over {} at published prices, discounted at 3.5 % a year. Adults who took part, "
                    "were met or stopped, and still live there at the end.",
                    sim::kPriceYear, scenarios::counted(static_cast<std::size_t>(c.plan.years()), "year"))};
    for (int s = 1; s < c.scenarios(); ++s) {
        const double adults = c.participants.at(static_cast<std::size_t>(s));
        table.rows.push_back({{labelled(c, s), bought_words(c, s), pounds_cell(planned_extra_cost(c, s)),
                               adults > 0 ? Cell(scenarios::about(adults), adults) : Cell("fewer than can be told")}});
    }
    return table;
}

bool in_adults(const sim::MeasureInfo& info) {
    return info.unit.starts_with("percent of adults") &&
           info.name != sim::kOutcomeTable[sim::kOutcomeGetOnWellMostDeprived].name;
}

std::string survey_words(const Comparison& c, const Difference& d, const sim::MeasureInfo& outcome) {
    if (std::isnan(d.survey)) return "not asked in a survey";
    const bool of_adults = in_adults(outcome) && !std::isnan(c.adults.at(0));
    return fmt::format(
        "{:.1f} points{}", d.survey,
        of_adults ? fmt::format(", {} adults", scenarios::about(d.survey / 100 * c.adults.at(0))) : std::string());
}

Table table_of_outcomes(const Comparison& c) {
    Table table{
        .id = "outcomes-at-a-glance",
        .caption = fmt::format("What people would say in year {}, against \"{}\"", c.plan.years(), name_of(c, 0)),
        .columns = {{.title = "Outcome, Greater Manchester", .heads_row = true}, {.title = "Baseline", .right = true}}};
    for (int s = 1; s < c.scenarios(); ++s) table.columns.push_back({.title = labelled(c, s)});
    table.columns.push_back({.title = "A survey sees, points", .right = true});
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
        const Difference& first = c.difference(1, 0, o);
        Row row{{std::string(info.title), level_cell(first.baseline, info)}};
        for (int s = 1; s < c.scenarios(); ++s) row.cells.push_back(difference_cell(c, c.difference(s, 0, o), info));
        row.cells.push_back(std::isnan(first.survey) ? Cell("not asked") : number_cell(first.survey, 1));
        table.rows.push_back(std::move(row));
    }
    const sim::MeasureInfo& lead = c.outcomes.at(sim::kOutcomeGetOnWell);
    table.note = fmt::format(
        "Too small: by less than was declared to matter before the runs ({} in the first row), in all of the interval "
        "({}). {}",
        scenarios::words_of(c.plan.matters.at(sim::kOutcomeGetOnWell), lead), interval_meaning(c),
        scenarios::how_sure(c));
    return table;
}

std::string short_verdict(sim::Verdict verdict) {
    if (verdict == sim::Verdict::kNoChangeThatMatters) return "too small";
    if (verdict == sim::Verdict::kCannotSay) return "one cannot say";
    return std::string(sim::name_of(verdict));
}

// Shares of adults in people, so that all stand on one scale. What is too small to matter is shaded where there is one
// outcome.
Figure figure_of_people(const Comparison& c, const std::vector<int>& outcomes, std::string id) {
    figure::IntervalDots dots;
    dots.x.label = fmt::format("More adults than under \"{}\"", name_of(c, 0));
    dots.x.style = {.with_sign = true, .decimals = 0};
    dots.x.include_zero = true;
    dots.interval_meaning = interval_meaning(c);
    dots.hollow_meaning = "one cannot say, or too small";
    dots.lower_side = "fewer adults";
    dots.higher_side = "more adults";
    const double adults = c.adults.at(0) / 100;
    for (const int o : outcomes) {
        const sim::MeasureInfo& info = c.outcomes.at(static_cast<std::size_t>(o));
        for (int s = 1; s < c.scenarios(); ++s) {
            const Difference& d = c.difference(s, 0, o);
            if (d.verdict == sim::Verdict::kNotModelled) continue;
            dots.rows.push_back({.label = labelled(c, s),
                                 .estimate = d.mean * adults,
                                 .low = d.interval.low * adults,
                                 .high = d.interval.high * adults,
                                 .group = outcomes.size() > 1 ? std::string(info.title) : std::string(),
                                 .detail = short_verdict(d.verdict),
                                 .colour = (s - 1) % figure::kCategoricalColours,
                                 .hollow = d.verdict != sim::Verdict::kGain && d.verdict != sim::Verdict::kHarm});
        }
    }
    figure::Figure figure;
    if (outcomes.size() == 1) {
        const sim::MeasureInfo& info = c.outcomes.at(static_cast<std::size_t>(outcomes.front()));
        const Difference& first = c.difference(1, 0, outcomes.front());
        dots.band = first.matters * adults;
        dots.band_meaning = "too small to matter";
        figure.title = fmt::format("{}, in people, year {}", info.title, c.plan.years());
        figure.caption = fmt::format("{} are about {} adults. {}",
                                     scenarios::upper_first(scenarios::words_of(
                                         c.plan.matters.at(static_cast<std::size_t>(outcomes.front())), info)),
                                     scenarios::about(dots.band),
                                     std::isnan(first.survey) ? std::string("No survey asks it.")
                                                              : fmt::format("A survey sees a difference from {} on.",
                                                                            survey_words(c, first, info)));
    } else {
        figure.title = fmt::format("Other outcomes, in people over Greater Manchester, year {}", c.plan.years());
        figure.caption = "Outcomes in which every option is too small to matter are left out.";
    }
    figure.provenance = provenance_of(c);
    figure.content = std::move(dots);
    return {.id = std::move(id), .figure = std::move(figure), .width = 960, .least_height = 120};
}

std::string unwrapped(std::string text) {
    for (char& letter : text)
        if (letter == '\n') letter = ' ';
    return std::string(scenarios::trimmed(text));
}

}  // namespace

Section page_one(const Inputs& in) {
    const Comparison& c = in.comparison;
    Section page{.id = "in-two-minutes", .title = "In two minutes"};
    const auto add = [&](Block block) { page.blocks.push_back(std::move(block)); };
    add(Paragraph{question(c)});
    add(Paragraph{decision(c), Emphasis::kLead});
    add(table_of_options(c));
    add(table_of_outcomes(c));
    add(figure_of_people(c, {sim::kOutcomeGetOnWell}, "lead-in-people"));
    std::vector<std::string> gains_and_harms = elsewhere(c);
    if (constexpr std::size_t kTold = 3; gains_and_harms.size() > kTold + 1) {
        const std::size_t more = gains_and_harms.size() - kTold;
        gains_and_harms.resize(kTold);
        gains_and_harms.push_back(fmt::format("{} more gains and harms stand in the table above.", more));
    }
    for (std::string& one : beyond_headlines(c)) gains_and_harms.push_back(std::move(one));
    if (gains_and_harms.size() == 1)
        add(Paragraph{gains_and_harms.front()});
    else
        add(Bullets{gains_and_harms});
    add(Paragraph{"What would change this answer:"});
    add(Bullets{what_would_change(in), true});
    if (const std::string seen = unwrapped(scenarios::detectability_line(c, in.seen)); !seen.empty())
        add(Paragraph{fmt::format("What monitoring would see. {}", seen)});
    add(Paragraph{
        "This compares options under stated assumptions. It does not forecast, and it is not calibrated to what "
        "programmes did. No figure in it says how any person, place or group is.",
        Emphasis::kWarning});
    return page;
}

std::optional<Section> in_people(const Inputs& in) {
    const Comparison& c = in.comparison;
    std::vector<int> open;
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        if (o == sim::kOutcomeGetOnWell || !in_adults(c.outcomes[static_cast<std::size_t>(o)])) continue;
        for (int s = 1; s < c.scenarios(); ++s)
            if (sim::tells_sign(c.difference(s, 0, o).verdict)) {
                open.push_back(o);
                break;
            }
    }
    if (open.empty()) return std::nullopt;
    return Section{.id = "how-many-people",
                   .title = "How many people that is",
                   .blocks = {figure_of_people(c, open, "in-people")}};
}

}  // namespace concord::report
