#include "viz/explorer/session/lever_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "scenarios/files/text.h"
#include "scenarios/format/rule_section.h"
#include "scenarios/format/scenario_file.h"
#include "sim/policy/costs.h"
#include "sim/policy/targeting.h"
#include "viz/explorer/session/lever_values.h"

namespace concord::explorer {
namespace {

sim::LeverSetting plain_setting(const sim::LeverInfo& info, const sim::Geography& geography) {
    sim::LeverSetting setting;
    setting.kind = info.kind;
    setting.districts.resize(geography.districts.size());
    std::iota(setting.districts.begin(), setting.districts.end(), 0);
    setting.target = {sim::Target::Rule::kEverywhere, 1, {}};
    setting.ramp_weeks = 26;
    setting.cost = {0, std::string(info.cost_per), sim::kPriceYear, "assumption"};
    return setting;
}

// A slider that ends at a round number.
double rounded_up(double value) {
    double step = 1;
    while (step < value / 10) step *= 10;
    while (step > value / 2) step /= 10;
    const double steps = value / step;
    return (static_cast<double>(static_cast<long>(steps)) +
            (steps > static_cast<double>(static_cast<long>(steps)) ? 1 : 0)) *
           step;
}

}  // namespace

std::vector<LeverOffer> lever_offers(const sim::Geography& geography) {
    std::vector<LeverOffer> offers;
    for (const sim::LeverInfo& info : sim::lever_table())
        offers.push_back({info, plain_setting(info, geography), info.how_much().neutral.number});
    for (const auto& shipped : scenarios::list_scenarios())
        for (const sim::LeverSetting& setting : scenarios::read_scenario(shipped.file, geography).levers) {
            LeverOffer& offer = offers[static_cast<std::size_t>(setting.kind)];
            const bool plain =
                !setting.rule && !setting.until && setting.districts.size() == geography.districts.size();
            if (offer.usual.is_neutral() && plain) offer.usual = setting;
            offer.most = std::max(offer.most, setting.intensity());
        }
    for (LeverOffer& offer : offers) {
        offer.usual.capacity.reset();
        const sim::LeverField& how_much = offer.info.how_much();
        if (offer.most == how_much.neutral.number) offer.most = std::min(how_much.high, offer.most + 1);
        offer.most = std::min(how_much.high, rounded_up(3 * offer.most));
    }
    return offers;
}

std::array<double, 2> slider_ends(const LeverOffer& offer, std::size_t field) {
    const sim::LeverField& row = offer.info.fields.at(field);
    if (field == 0) return {row.low, offer.most};
    if (row.offered == 0) return {row.low, row.high};
    return {std::max(row.low, row.neutral.number - row.offered), std::min(row.high, row.neutral.number + row.offered)};
}

std::vector<const sim::LeverSetting*> settings_from(const sim::Scenario& scenario, sim::LeverKind kind, int week) {
    const sim::Date now = sim::add_weeks(scenario.start, week);
    std::vector<const sim::LeverSetting*> found;
    for (const sim::LeverSetting& setting : scenario.levers)
        if (setting.kind == kind && (!setting.until || *setting.until > now)) found.push_back(&setting);
    return found;
}

std::optional<sim::LeverSetting> setting_at(const sim::Scenario& scenario, sim::LeverKind kind, int week) {
    const sim::Date now = sim::add_weeks(scenario.start, week);
    const auto settings = settings_from(scenario, kind, week);
    const sim::LeverSetting* best = nullptr;
    for (const sim::LeverSetting* setting : settings)
        if (setting->from <= now) best = setting;
    if (best) return *best;
    for (const sim::LeverSetting* setting : settings)
        if (!best || setting->from < best->from) best = setting;
    return best ? std::optional(*best) : std::nullopt;
}

sim::Scenario with_lever(sim::Scenario scenario, sim::LeverSetting wanted, int week) {
    const sim::Date now = sim::add_weeks(scenario.start, week);
    // An interview, a report and a member of a panel do not cost the same.
    if (wanted.kind == sim::LeverKind::kMonitoring)
        if (const auto before = setting_at(scenario, wanted.kind, week);
            !before || before->value(0).choice != wanted.value(0).choice) {
            wanted.cost.gbp = sim::info(static_cast<sim::Regime>(wanted.value(0).choice)).usual_gbp;
            wanted.cost.price_year = sim::kPriceYear;
            wanted.cost.source = "assumption";
            wanted.cost.note.clear();
        }
    bool was_in_force = false;
    std::erase_if(scenario.levers, [&](sim::LeverSetting& setting) {
        if (setting.kind != wanted.kind || (setting.until && *setting.until <= now)) return false;
        if (setting.from >= now) return true;
        setting.until = now;
        was_in_force = true;
        return false;
    });
    // Over another regime the survey is no neutral setting.
    const bool survey_instead =
        wanted.kind == sim::LeverKind::kMonitoring && scenario.baseline.monitoring != sim::Regime::kQuarterlySurvey;
    if (wanted.is_neutral() && !survey_instead) return scenario;
    wanted.from = now;
    wanted.until.reset();
    if (was_in_force) wanted.ramp_weeks = 0;
    scenario.levers.push_back(std::move(wanted));
    return scenario;
}

sim::Scenario with_assumption(sim::Scenario scenario, const std::string& parameter, std::optional<double> value) {
    std::erase_if(scenario.parameters, [&](const auto& fixed) { return fixed.name == parameter; });
    if (value) scenario.parameters.push_back({parameter, *value, "assumption made in the session"});
    std::sort(scenario.parameters.begin(), scenario.parameters.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return scenario;
}

std::vector<LeverMark> lever_marks(const sim::Scenario& scenario) {
    std::map<int, std::string> at;
    const auto week_of = [&](sim::Date day) { return static_cast<int>((day - scenario.start).count() / 7); };
    const auto note = [&](int week, std::string text) {
        if (week <= 0 || week >= scenario.years * sim::kWeeksPerYear) return;
        std::string& all = at[week];
        all += fmt::format("{}{}", all.empty() ? "" : "\n", text);
    };
    for (const sim::LeverSetting& setting : scenario.levers) {
        const sim::LeverInfo& info = sim::info(setting.kind);
        note(week_of(setting.from), fmt::format("{}: {}", info.title, how_much_words(setting)));
        const auto goes_on = [&](const sim::LeverSetting& next) {
            return next.kind == setting.kind && next.from == *setting.until;
        };
        if (setting.until && std::none_of(scenario.levers.begin(), scenario.levers.end(), goes_on))
            note(week_of(*setting.until), fmt::format("{} ends", info.title));
    }
    std::vector<LeverMark> marks;
    for (auto& [week, text] : at) marks.push_back({week, std::move(text)});
    return marks;
}

std::vector<LeverMark> event_marks(const sim::Scenario& scenario, const sim::Geography& geography) {
    std::map<int, std::string> at;
    for (const sim::NewsEvent& event : scenario.events) {
        const int week = std::max(0, sim::weeks_between(scenario.start, event.from));
        if (week >= scenario.length()) continue;
        const std::string district = event.district == sim::kNoDistrict
                                         ? std::string()
                                         : geography.districts.at(static_cast<std::size_t>(event.district)).name;
        std::string& all = at[week];
        all += fmt::format("{}{}", all.empty() ? "" : "\n", sim::in_words(event, district));
    }
    std::vector<LeverMark> marks;
    for (auto& [week, text] : at) marks.push_back({week, std::move(text)});
    return marks;
}

std::string turned_words(const sim::LeverSetting& setting) {
    return setting.rule ? fmt::format("By a rule: {}.", scenarios::rule_words(*setting.rule)) : std::string();
}

void require_somewhere(const sim::LeverSetting& setting, const sim::Geography& geography) {
    (void)sim::targeted_neighbourhoods(geography, setting.districts, setting.target);
}

sim::Target lowest_target(const sim::Scenario& scenario, int districts) {
    const std::vector<double>& levels = sim::published_by_district(scenario.baseline, sim::kGetOnWell);
    if (levels.empty()) throw std::invalid_argument("this scenario has no level of get_on_well by district");
    return {.rule = sim::Target::Rule::kLowest, .lowest = districts, .levels = levels};
}

std::string where_words(const sim::LeverSetting& setting, const sim::Geography& geography) {
    std::string words;
    switch (setting.target.rule) {
        case sim::Target::Rule::kEverywhere: words = "everywhere"; break;
        case sim::Target::Rule::kMostDeprived:
            words = fmt::format("the most deprived {:.0f} %", 100 * setting.target.share);
            break;
        case sim::Target::Rule::kHighestDisorder:
            words = fmt::format("the {:.0f} % with most disorder", 100 * setting.target.share);
            break;
        case sim::Target::Rule::kLowest:
            words = fmt::format("the {} lowest in \"{}\" at the start",
                                scenarios::counted(static_cast<std::size_t>(setting.target.lowest), "district"),
                                scenarios::lower_first(std::string(sim::kItemTable[setting.target.item].title)));
            break;
        case sim::Target::Rule::kAreas: words = fmt::format("{} named areas", setting.target.areas.size()); break;
    }
    if (setting.districts.size() == geography.districts.size()) return words;
    std::string names;
    for (const int d : setting.districts)
        names += (names.empty() ? "" : ", ") + geography.districts.at(static_cast<std::size_t>(d)).name;
    return fmt::format("{} in {}", words, names);
}

}  // namespace concord::explorer
