// A page an option: what is bought, where, who pays and who is reached, gains and harms at the three levels, why so
// little of it is seen over Greater Manchester, and what it would take.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/dose.h"
#include "scenarios/files/text.h"
#include "sim/measures/record.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/costs.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Difference;

namespace {

std::string id_of(const char* what, int s) { return fmt::format("{}-{}", what, s); }

Table purchases(const Comparison& c, int s) {
    Table table{
        .id = id_of("purchases", s),
        .caption = "What is bought, at published prices",
        .columns = {{.title = "Lever", .heads_row = true},
                    {.title = "How much"},
                    {.title = "Where"},
                    {.title = "Units over the run", .right = true},
                    {.title = "Unit"},
                    {.title = "In a full year", .right = true},
                    {.title = "Cost, £", .right = true},
                    {.title = "Source of the price"}},
        .note = fmt::format("Pounds of {}, discounted at 3.5 % a year. Levers that the baseline has as well are "
                            "listed too.",
                            sim::kPriceYear)};
    for (const scenarios::BoughtLever& bought : c.plan.bought[static_cast<std::size_t>(s)])
        table.rows.push_back(
            {{bought.lever, bought.how_much, bought.where, number_cell(bought.units, 0), bought.unit,
              number_cell(bought.units_in_a_full_year, 0), pounds_cell(bought.present_gbp), bought.source}});
    return table;
}

std::string who_pays(const Comparison& c, int s) {
    std::vector<std::string> shares;
    for (const scenarios::PaidShare& share : c.plan.paid[static_cast<std::size_t>(s)])
        shares.push_back(fmt::format("{} {}{}", scenarios::upper_first(share.funder),
                                     scenarios::pounds(std::abs(share.present_gbp)),
                                     share.present_gbp < 0 ? " less" : ""));
    return shares.empty() ? std::string()
                          : fmt::format("Who pays, as planned at published prices: {}.", scenarios::joined(shares));
}

// Those who took part, places reached, Greater Manchester, in this order.
Table three_levels(const Comparison& c, int s) {
    const bool everywhere = c.residents_reached.at(static_cast<std::size_t>(s)) >= c.residents;
    Table table{
        .id = id_of("levels", s),
        .caption = "What it does to those who took part, in the places reached, and over Greater Manchester",
        .columns = {{.title = "Outcome", .heads_row = true},
                    {.title = "Those who took part"},
                    {.title = "Places reached"},
                    {.title = "Greater Manchester"}},
        .note =
            "\"Put in\": the lever acts on what the outcome is made of, by what trials found; it is an "
            "assumption and no finding; small, unsure: by the runs it is too small to matter, or one cannot say. "
            "Those who took part and the places reached are measured at the end "
            "of the run, Greater Manchester over its last year."};
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
        Row row{{std::string(info.title)}};
        const auto found = std::find(sim::kPlaceOutcomes.begin(), sim::kPlaceOutcomes.end(), o);
        if (found == sim::kPlaceOutcomes.end()) {
            row.cells.emplace_back("not kept of so few");
            row.cells.emplace_back("not kept of places");
        } else {
            const auto k = static_cast<std::size_t>(found - sim::kPlaceOutcomes.begin());
            const Difference& taking = c.among_participants(s, k);
            const bool put_in = c.put_in(s, k);
            row.cells.emplace_back(std::isnan(taking.mean) ? "fewer than can be told"
                                   : put_in                ? scenarios::participant_words(taking, info.better, true)
                                                           : difference_words(c, taking, info),
                                   std::isnan(taking.mean) || put_in ? Tone::kNone : tone_of(taking.verdict));
            row.cells.push_back(everywhere ? Cell("all of Greater Manchester")
                                           : difference_cell(c, c.in_places(s, k), info));
        }
        row.cells.push_back(difference_cell(c, c.difference(s, 0, o), info));
        table.rows.push_back(std::move(row));
    }
    return table;
}

// "£1.25", "£40".
std::string pounds_each(double gbp) {
    constexpr double kInPence = 10;
    return gbp < kInPence ? fmt::format("£{:.2f}", gbp) : scenarios::pounds(gbp);
}

// From money to what is seen: each step is the one before times what stands beside it.
Bullets funnel(const Comparison& c, int s) {
    const double adults = c.participants.at(static_cast<std::size_t>(s)), all = c.adults.at(0);
    Bullets steps{.numbered = true};
    const double more = planned_extra_cost(c, s);
    steps.items.push_back(
        fmt::format("{} {} than the baseline over {} is {} a resident a year.", scenarios::pounds(std::abs(more)),
                    more < 0 ? "less" : "more", scenarios::counted(static_cast<std::size_t>(c.plan.years()), "year"),
                    pounds_each(std::abs(more) / std::max(1.0, c.residents) / std::max(1, c.plan.years()))));
    if (!(adults > 0)) {
        steps.items.emplace_back(
            "Fewer residents took part than can be told, so that nothing is said of what it does to them.");
        return steps;
    }
    steps.items.push_back(fmt::format(
        "With that it has reached about {} adults who still live there at the end of the run: {} of Greater "
        "Manchester's adults, by taking part, being met or being stopped.",
        scenarios::about(adults),
        adults < all ? fmt::format("1 in {}", scenarios::about(all / adults)) : std::string("nearly all")));
    const std::size_t lead = 0;  // the first outcome that places keep
    const Difference &among = c.among_participants(s, lead), &over = c.difference(s, 0, sim::kPlaceOutcomes[lead]);
    const sim::MeasureInfo& info = c.outcomes.at(static_cast<std::size_t>(sim::kPlaceOutcomes[lead]));
    if (std::isnan(among.mean)) return steps;
    const double share = adults / all, alone = among.mean * share;
    steps.items.push_back(fmt::format("Among them \"{}\" differs by {} points on average at the end of the run ({}){}.",
                                      info.title, scenarios::signed_number(among.mean, 3),
                                      scenarios::interval_words(among.interval, 3),
                                      c.put_in(s, lead) ? ", much of it put in" : ""));
    steps.items.push_back(fmt::format(
        "Spread over all adults, that alone would be {} points. Over Greater Manchester the runs say {}: {} points "
        "were "
        "declared to matter.",
        scenarios::signed_number(alone, 3),
        sim::tells_sign(over.verdict)
            ? fmt::format("{} ({})", scenarios::signed_number(over.mean, 3),
                          scenarios::interval_words(over.interval, 3))
            : fmt::format("{} (that is {})", scenarios::signed_number(over.mean, 3),
                          over.verdict == sim::Verdict::kNotModelled ? "not modelled" : "too small to matter"),
        fmt::format("{:g}", over.matters)));
    return steps;
}

// Levers that are a share of something cannot grow beyond all of it.
std::string most_that_there_is(const Comparison& c, int s) {
    std::string text;
    if (static_cast<std::size_t>(s) >= c.plan.bought.size()) return text;
    for (const scenarios::BoughtLever& bought : c.plan.bought[static_cast<std::size_t>(s)]) {
        double share = 0;
        const std::string_view much = bought.how_much;
        const auto [end, failed] = std::from_chars(much.data(), much.data() + much.size(), share);
        const std::string_view of(end, static_cast<std::size_t>(much.data() + much.size() - end));
        if (failed == std::errc() && of.starts_with(" share of ") && share > 0 && share < 1)
            text += fmt::format(" {} grows to {:.1f} times at most, which these figures count in.", bought.lever,
                                1 / share);
    }
    return text;
}

Paragraph what_it_would_take(const Comparison& c, int s) {
    std::vector<std::string> sentences;
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        const Difference& d = c.difference(s, 0, o);
        if (o != sim::kOutcomeGetOnWell && !std::isfinite(d.multiple)) continue;
        if (d.verdict == sim::Verdict::kGain || d.verdict == sim::Verdict::kHarm ||
            d.verdict == sim::Verdict::kNotModelled)
            continue;
        const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
        sentences.push_back(fmt::format(
            "{}: {}.", info.title, scenarios::price_words(d, c.plan.matters.at(static_cast<std::size_t>(o)), info)));
    }
    std::string text =
        fmt::format("What it would take{}: ", c.has_doses ? " (from runs at twice and four times the size)"
                                                          : " (estimated from one size, without further runs)");
    if (sentences.empty()) return {text + "nothing to add to what stands above."};
    for (const std::string& sentence : sentences) text += sentence + " ";
    text.pop_back();
    return {text + most_that_there_is(c, s)};
}

// How much of what is paid for arrives: what the runs took for it.
std::vector<Block> delivery_risk(const Comparison& c) {
    Bullets told;
    for (const sim::ParameterInfo& info : sim::parameters_of("delivery")) {
        const auto found = std::find(c.plan.parameter_names.begin(), c.plan.parameter_names.end(), info.name);
        if (found == c.plan.parameter_names.end() || c.plan.draws.empty()) continue;
        const auto at = static_cast<std::size_t>(found - c.plan.parameter_names.begin());
        double low = INFINITY, high = -INFINITY;
        for (const std::vector<double>& draw : c.plan.draws)
            low = std::min(low, draw.at(at)), high = std::max(high, draw.at(at));
        told.items.push_back(low < high ? fmt::format("{}: {:.2g} to {:.2g} ({})", info.meaning, low, high, info.source)
                                        : fmt::format("{}: {:.2g} ({})", info.meaning, low, info.source));
    }
    if (told.items.empty()) return {Paragraph{"Nothing is lost between what is paid for and what arrives."}};
    return {
        Paragraph{"How much of what is paid for arrives, the same for every option and counted in all figures here:"},
        std::move(told)};
}

}  // namespace

std::vector<Section> options(const Inputs& in) {
    const Comparison& c = in.comparison;
    std::vector<Section> pages;
    pages.push_back({.id = "the-options",
                     .title = "The options, one by one",
                     .blocks = {Paragraph{fmt::format(
                         "The baseline, \"{}\": {}", name_of(c, 0),
                         c.plan.purposes.at(0).empty() ? std::string("no purpose is given.") : c.plan.purposes[0])}}});
    for (int s = 1; s < c.scenarios(); ++s) {
        Section page{.id = id_of("option", s), .title = labelled(c, s), .level = 3};
        const std::string& purpose = c.plan.purposes.at(static_cast<std::size_t>(s));
        if (!purpose.empty()) page.blocks.emplace_back(Paragraph{purpose, Emphasis::kLead});
        if (static_cast<std::size_t>(s) < c.plan.bought.size() && !c.plan.bought[static_cast<std::size_t>(s)].empty())
            page.blocks.emplace_back(purchases(c, s));
        if (static_cast<std::size_t>(s) < c.plan.paid.size())
            if (const std::string pays = who_pays(c, s); !pays.empty()) page.blocks.emplace_back(Paragraph{pays});
        page.blocks.emplace_back(three_levels(c, s));
        const sim::Verdict verdict = c.difference(s, 0, sim::kOutcomeGetOnWell).verdict;
        page.blocks.emplace_back(Paragraph{verdict == sim::Verdict::kGain || verdict == sim::Verdict::kHarm
                                               ? "What is left of it over Greater Manchester:"
                                               : "Why so little is seen over Greater Manchester:"});
        page.blocks.emplace_back(funnel(c, s));
        page.blocks.emplace_back(what_it_would_take(c, s));
        pages.push_back(std::move(page));
    }
    pages.push_back({.id = "delivery", .title = "Delivery risk", .level = 3, .blocks = delivery_risk(c)});
    return pages;
}

}  // namespace concord::report
