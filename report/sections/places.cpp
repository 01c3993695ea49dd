// By district and ward: differences only, each with what the runs say of its size; never a level of a named place.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/survey.h"
#include "scenarios/files/text.h"
#include "viz/figure/class_breaks.h"
#include "viz/map/cells.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Difference;

namespace {

constexpr int kLead = sim::kOutcomeGetOnWell;

bool may_show(const sim::MeasureInfo& info, sim::Resolution at) {
    return sim::may_show(info.disclosure, sim::Quantity::kDifference, at);
}

// Of an outcome: every district, every option.
Table table_of_districts(const Comparison& c, int outcome) {
    const sim::MeasureInfo& info = c.outcomes.at(static_cast<std::size_t>(outcome));
    Table table{
        .id = fmt::format("districts-{}", scenarios::replaced(std::string(info.name), "_", "-")),
        .caption = fmt::format("{} by district, year {}, against \"{}\"", info.title, c.plan.years(), name_of(c, 0)),
        .columns = {{.title = "District (a council's area)", .heads_row = true}}};
    for (int s = 1; s < c.scenarios(); ++s) table.columns.push_back({.title = labelled(c, s)});
    const bool asked = !std::isnan(c.difference(1, 1, outcome).survey);
    if (asked) table.columns.push_back({.title = "A survey sees it there from, points", .right = true});
    for (int g = 1; g <= c.districts; ++g) {
        Row row{{c.groups[static_cast<std::size_t>(g)]}};
        row.outcome = std::string(info.title);
        row.district = c.groups[static_cast<std::size_t>(g)];
        for (int s = 1; s < c.scenarios(); ++s)
            row.cells.push_back(difference_cell(c, c.difference(s, g, outcome), info));
        if (asked) row.cells.push_back(number_cell(c.difference(1, g, outcome).survey, 1));
        table.rows.push_back(std::move(row));
    }
    return table;
}

bool tells_anywhere(const Comparison& c, int outcome) {
    for (int s = 1; s < c.scenarios(); ++s)
        for (int g = 1; g <= c.districts; ++g)
            if (sim::tells_sign(c.difference(s, g, outcome).verdict) && !std::isnan(c.difference(s, g, outcome).mean))
                return true;
    return false;
}

// Mean difference of wards at the end of the last year, and a range that holds however neighbourhoods go together: as
// wide as if all of a ward went the same way.
struct Wards {
    std::vector<double> mean, low, high;
};
Wards of_wards(const Comparison& c, const sim::Geography& geography, int scenario, std::size_t outcome) {
    const std::vector<int> unit_of = map::units_of(geography, map::Level::kWard);
    const std::size_t wards = map::unit_count(geography, map::Level::kWard), places = c.neighbourhoods.size(),
                      kept = sim::kPlaceOutcomes.size(), years = static_cast<std::size_t>(c.plan.years()) + 1;
    const std::vector<double>&means = c.table("neighbourhood_difference_mean"),
          &variances = c.table("neighbourhood_difference_variance");
    std::vector<double> weight(wards, 0), sum(wards, 0), spread(wards, 0);
    for (std::size_t n = 0; n < places; ++n) {
        const std::size_t at = ((static_cast<std::size_t>(scenario) * years + years - 1) * places + n) * kept + outcome;
        if (std::isnan(means.at(at))) continue;
        const auto ward = static_cast<std::size_t>(unit_of.at(n));
        const double people = geography.neighbourhoods.at(n).residents;
        weight[ward] += people;
        sum[ward] += people * means[at];
        spread[ward] += people * std::sqrt(std::max(0.0, std::isnan(variances.at(at)) ? 0.0 : variances[at]));
    }
    constexpr double kStandardDeviations = 2;
    Wards of{.mean = std::vector<double>(wards, std::nan("")), .low = of.mean, .high = of.mean};
    for (std::size_t w = 0; w < wards; ++w) {
        if (!(weight[w] > 0)) continue;
        of.mean[w] = sum[w] / weight[w];
        const double half = kStandardDeviations * spread[w] / weight[w];
        of.low.at(w) = of.mean[w] - half;
        of.high.at(w) = of.mean[w] + half;
    }
    return of;
}

// Whether in some ward the difference is one that matters, with all of its range.
bool tells_of_wards(const Comparison& c, const Wards& wards) {
    const double matters = c.difference(0, 0, kLead).matters;
    for (std::size_t w = 0; w < wards.mean.size(); ++w) {
        const sim::Verdict verdict =
            sim::verdict_of(wards.low[w], wards.high[w], c.outcomes.at(kLead).better, matters, true);
        if (verdict == sim::Verdict::kGain || verdict == sim::Verdict::kHarm) return true;
    }
    return false;
}

Figure map_of_wards(const Comparison& c, const sim::Geography& geography, const map::CellMap& cells, int scenario) {
    const sim::MeasureInfo& info = c.outcomes.at(kLead);
    Wards wards = of_wards(c, geography, scenario, 0);
    const double matters = c.difference(0, 0, kLead).matters;
    std::vector<char> hatched;
    std::vector<double> told;
    for (std::size_t w = 0; w < wards.mean.size(); ++w) {
        const bool either_way = !(wards.low[w] > 0 || wards.high[w] < 0);
        hatched.push_back(either_way ? 1 : 0);
        told.push_back(wards.mean[w]);
    }
    std::vector<std::string> names;
    for (const sim::Ward& ward : geography.wards) names.push_back(ward.name);
    constexpr int kClasses = 7;
    figure::Choropleth wards_map;
    wards_map.shapes = std::make_shared<figure::Shapes>(cells.at(map::Level::kWard).shapes);
    wards_map.names = std::move(names);
    wards_map.values = std::move(told);
    wards_map.low = wards.low;
    wards_map.high = wards.high;
    wards_map.hatched = std::move(hatched);
    wards_map.hatched_meaning = "could be either way";
    wards_map.value.label = fmt::format("Difference in points from \"{}\"", name_of(c, 0));
    wards_map.value.style = {.unit = figure::Unit::kPoints, .with_sign = true};
    wards_map.scale = figure::ScaleKind::kDiverging;
    wards_map.breaks = figure::diverging_breaks(wards.mean, kClasses, matters);
    wards_map.borders = std::make_shared<figure::Shapes>(cells.at(map::Level::kDistrict).shapes);
    wards_map.below_district = true;
    return {.id = fmt::format("wards-{}", scenario),
            .figure = {.title = fmt::format("{}: {} by ward, end of year {}", labelled(c, scenario),
                                            scenarios::lower_first(info.title), c.plan.years()),
                       .caption = fmt::format("The middle class holds what is too small to matter ({:g} points). A "
                                              "ward's range is as wide as if all its neighbourhoods went the same way.",
                                              matters),
                       .provenance = provenance_of(c),
                       .content = std::move(wards_map)},
            .width = 640,
            .least_height = 420};
}

}  // namespace

Section places(const Inputs& in) {
    const Comparison& c = in.comparison;
    Section section{.id = "where", .title = "By district and ward"};
    section.blocks.emplace_back(Paragraph{
        "The smaller a place, the fewer simulated residents stand behind its number, and the larger a difference must "
        "be before any survey sees it. Differences are shown, never how a named place is.",
        Emphasis::kNote});
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
        if (may_show(c.outcomes[static_cast<std::size_t>(o)], sim::Resolution::kDistrict) &&
            (o == kLead || tells_anywhere(c, o)))
            section.blocks.emplace_back(table_of_districts(c, o));
    std::vector<std::string> left_out;
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
        if (o != kLead && may_show(c.outcomes[static_cast<std::size_t>(o)], sim::Resolution::kDistrict) &&
            !tells_anywhere(c, o))
            left_out.emplace_back(scenarios::lower_first(c.outcomes[static_cast<std::size_t>(o)].title));
    if (!left_out.empty())
        section.blocks.emplace_back(
            Paragraph{fmt::format("Too small to matter in every district, or not modelled, under every option: {}.",
                                  scenarios::joined(left_out))});
    if (!in.geography || !may_show(c.outcomes.at(kLead), sim::Resolution::kWardOrArea)) return section;
    const map::CellMap cells = map::build_cell_map(*in.geography);
    std::vector<std::string> nowhere;
    for (int s = 1; s < c.scenarios(); ++s) {
        if (c.difference(s, 0, kLead).verdict == sim::Verdict::kNotModelled) continue;
        if (tells_of_wards(c, of_wards(c, *in.geography, s, 0)))
            section.blocks.emplace_back(map_of_wards(c, *in.geography, cells, s));
        else
            nowhere.push_back(name_of(c, s));
    }
    if (!nowhere.empty())
        section.blocks.emplace_back(Paragraph{fmt::format(
            "By ward: under {} the difference in {} is a gain or a harm by what matters in none of the {} wards, or so "
            "few simulated residents live there that one cannot say. A map of that would show noise.",
            scenarios::joined(nowhere), scenarios::lower_first(c.outcomes.at(kLead).title),
            map::unit_count(*in.geography, map::Level::kWard))});
    return section;
}

}  // namespace concord::report
