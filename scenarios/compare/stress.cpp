#include "scenarios/compare/stress.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "scenarios/compare/ensemble_shard.h"
#include "scenarios/files/checked_table.h"
#include "scenarios/files/read_number.h"
#include "sim/policy/scenario.h"

namespace concord::scenarios {
namespace {

constexpr double kNotReached = std::numeric_limits<double>::quiet_NaN();

bool comes(const sim::NewsEvent& event, const sim::Scenario& scenario) {
    return sim::weeks_between(scenario.start, event.from) < scenario.length();
}

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(':', at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

// YYYY-MM-DD of a day that there is.
sim::Date date_of(std::string_view text, const std::string& stressor) {
    const auto digits = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (std::size_t k = from; k < from + count; ++k) {
            if (text[k] < '0' || text[k] > '9') return -1;
            value = 10 * value + (text[k] - '0');
        }
        return value;
    };
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        const std::chrono::year_month_day day{std::chrono::year(digits(0, 4)),
                                              std::chrono::month(static_cast<unsigned>(digits(5, 2))),
                                              std::chrono::day(static_cast<unsigned>(digits(8, 2)))};
        if (digits(0, 4) >= 0 && day.ok()) return std::chrono::sys_days(day);
    }
    throw std::invalid_argument(
        fmt::format("--stress {}: {} is no date; write it like 2029-05-22", stressor, std::string(text)));
}

// How a stressor of that kind is written.
std::string form_of(const sim::NewsInfo& kind) {
    return std::string(kind.name) + (kind.lasts ? ":FROM:UNTIL" : ":DATE") + (kind.in_a_district ? ":DISTRICT" : "");
}

std::vector<std::string> all_forms() {
    std::vector<std::string> forms;
    for (const sim::NewsInfo& kind : sim::news_table()) forms.push_back(form_of(kind));
    return forms;
}

std::vector<double> weeks_of(const Shard& shard, std::size_t outcome, std::size_t outcomes, int first_week) {
    const std::vector<double>& weekly = shard[sim::SeriesId::kWeeklyOfAll];
    std::vector<double> values;
    for (std::size_t week = static_cast<std::size_t>(first_week); week * outcomes < weekly.size(); ++week)
        values.push_back(weekly[week * outcomes + outcome]);
    return values;
}

// Counted in four-week periods: those that end after the week in which the first event comes, for as long as is
// followed.
double incidents_of(const Shard& shard, sim::EventKind kind, int first_week, int weeks) {
    const std::vector<double>& events = shard[sim::SeriesId::kEvents];
    const std::size_t row = events.size() / std::max<std::size_t>(1, shard.periods);
    const auto first = static_cast<std::size_t>(first_week / sim::kWeeksPerPeriod);
    double sum = 0;
    const auto periods = static_cast<std::size_t>((weeks + sim::kWeeksPerPeriod - 1) / sim::kWeeksPerPeriod);
    for (std::size_t p = first; p < std::min(shard.periods, first + periods); ++p)
        sum += events[p * row + static_cast<std::size_t>(kind)];  // Greater Manchester comes first
    return sum;
}

// Of dips, which are differences of levels of up to a hundred.
Interval interval_of(const std::vector<double>& values, bool drawn) {
    constexpr double kMost = 100;
    return drawn ? percentile_interval(values, kMost) : mean_interval(moments_of(values), kMost);
}

Summary summary_of(const std::vector<double>& values, const std::vector<double>& baseline, double matters,
                   bool modelled, bool drawn) {
    Summary s;
    s.mean = moments_of(values).mean();
    s.interval = interval_of(values, drawn);
    std::vector<double> differences;
    for (std::size_t r = 0; r < values.size(); ++r) differences.push_back(values[r] - baseline[r]);
    s.against_baseline = moments_of(differences).mean();
    s.against = interval_of(differences, drawn);
    s.matters = matters;
    s.verdict = sim::verdict_of(s.against.low, s.against.high, -1, matters, modelled);
    return s;
}

// All dips of one scenario, replicate by replicate.
struct ShakenArm {
    std::vector<std::vector<Dip>> dips;  // [O][R]
    std::vector<double> more_true, more_recorded;
};

std::vector<double> dips_column(const std::vector<Dip>& dips, double Dip::*of) {
    std::vector<double> values;
    for (const Dip& dip : dips) values.push_back(dip.*of);
    return values;
}

StressedOutcome outcome_of(const std::vector<Dip>& dips, const std::vector<Dip>& baseline, double matters,
                           bool modelled, bool drawn) {
    const auto of = [&](double Dip::*what, double least) {
        return summary_of(dips_column(dips, what), dips_column(baseline, what), least, modelled, drawn);
    };
    StressedOutcome outcome{.depth = of(&Dip::depth, matters),
                            .weeks_to_half = of(&Dip::weeks_to_half, kRecoveryMatters),
                            .area = of(&Dip::area, kAreaMatters * matters)};
    bool all_recovered = true;
    for (const std::vector<Dip>* arm : {&dips, &baseline})
        for (const Dip& dip : *arm) {
            const bool halved = !std::isnan(dip.weeks_to_half);
            all_recovered = all_recovered && (halved || !dip.dipped);
            if (arm == &dips) outcome.dipped += dip.dipped, outcome.recovered += dip.dipped && halved;
        }
    // Those that have not are the slow ones: a difference of the others would flatter.
    if (modelled && !all_recovered) outcome.weeks_to_half.verdict = sim::Verdict::kCannotSay;
    return outcome;
}

bool uses(const sim::Scenario& option, sim::LeverKind kind) {
    return std::any_of(option.levers.begin(), option.levers.end(),
                       [&](const sim::LeverUse& use) { return use.kind == kind && !use.is_neutral(); });
}

// Whether the option's levers turn away meetings that are among the events.
bool turns_away(const sim::Scenario& option, const std::vector<sim::NewsEvent>& events, double refusal) {
    const auto is_meeting = [](const sim::NewsEvent& e) { return e.kind == sim::NewsKind::kExtremistMeeting; };
    return refusal != 0 && std::any_of(events.begin(), events.end(), is_meeting) &&
           uses(option, sim::LeverKind::kVenueDueDiligence);
}

// Whether police front prevention in the option, which changes what recruiters' events among these move.
bool fronted(const sim::Scenario& option, const std::vector<sim::NewsEvent>& events, double recruiters) {
    const auto of_recruiters = [](const sim::NewsEvent& e) { return sim::info(e.kind).of_recruiters; };
    return recruiters != 0 && std::any_of(events.begin(), events.end(), of_recruiters) &&
           uses(option, sim::LeverKind::kEnforcementLedPrevention);
}

}  // namespace

sim::NewsEvent parse_stressor(std::string_view text, const sim::Geography& geography) {
    const std::string shown(text);
    const std::vector<std::string_view> parts = parts_of(text);
    std::vector<std::string_view> kinds, districts;
    for (const sim::NewsInfo& kind : sim::news_table()) kinds.push_back(kind.name);
    for (const sim::District& district : geography.districts) districts.push_back(district.name);
    const auto found = std::find(kinds.begin(), kinds.end(), parts[0]);
    if (found == kinds.end()) {
        std::vector<std::string> forms = all_forms();
        kinds.push_back(kOwnEvents), forms.emplace_back(kOwnEvents);
        throw std::invalid_argument(fmt::format("--stress {}: no event {}{}; allowed are {}", shown,
                                                std::string(parts[0]), suggestion(std::string(parts[0]), kinds),
                                                either({forms.begin(), forms.end()}, "and")));
    }
    const sim::NewsInfo& kind = sim::news_table()[static_cast<std::size_t>(found - kinds.begin())];
    if (parts.size() != std::size_t{2} + kind.lasts + kind.in_a_district)
        throw std::invalid_argument(fmt::format("--stress {}: expected {}", shown, form_of(kind)));
    sim::NewsEvent event;
    event.kind = kind.kind;
    event.incident_ratio = kind.moves_incidents() ? kind.ratio.usual : 1;
    event.from = date_of(parts[1], shown);
    if (kind.lasts) event.until = date_of(parts[2], shown);
    if (!kind.in_a_district) return event;
    const auto named = std::find(districts.begin(), districts.end(), parts.back());
    if (named == districts.end())
        throw std::invalid_argument(
            fmt::format("--stress {}: no district {}{}; allowed are {}", shown, std::string(parts.back()),
                        suggestion(std::string(parts.back()), districts), either(districts, "and")));
    event.district = static_cast<int>(named - districts.begin());
    return event;
}

std::vector<sim::Scenario> under_stress(std::vector<sim::Scenario> scenarios, const std::vector<sim::NewsEvent>& events,
                                        const sim::Geography& geography) {
    for (sim::Scenario& scenario : scenarios)
        for (const sim::NewsEvent& event : events) {
            const std::string problem = sim::what_is_wrong(event, scenario, geography);
            if (!problem.empty())
                throw std::invalid_argument("--stress: scenario \"" + scenario.name + "\": " + problem);
            if (!comes(event, scenario))
                throw std::invalid_argument(fmt::format("--stress: {} comes after the run's {} weeks",
                                                        in_words({event}, geography), scenario.length()));
            scenario.events.push_back(event);
        }
    return scenarios;
}

StressTwins stress_twins(const std::vector<std::string>& asked, const std::vector<sim::Scenario>& scenarios,
                         const sim::Geography& geography) {
    StressTwins twins;
    if (asked.empty()) return twins;
    if (std::find(asked.begin(), asked.end(), kOwnEvents) == asked.end()) {
        for (const std::string& text : asked) twins.events.push_back(parse_stressor(text, geography));
        twins.scenarios = under_stress(scenarios, twins.events, geography);
        twins.folder = "stress";
        twins.title = "under stress: " + in_words(twins.events, geography);
        return twins;
    }
    if (asked.size() > 1)
        throw std::invalid_argument(
            fmt::format("--stress {}: it stands alone, the scenarios' own events against none; an event to add is "
                        "written without it, or into the scenarios",
                        kOwnEvents));
    const sim::Scenario& baseline = scenarios.at(0);
    if (baseline.events.empty()) {
        const std::vector<std::string> forms = all_forms();
        throw std::invalid_argument(
            fmt::format("--stress {}: scenario \"{}\" has no events; allowed are scenarios with [[event]], or an event "
                        "to add: {}",
                        kOwnEvents, baseline.name, either({forms.begin(), forms.end()})));
    }
    for (const sim::NewsEvent& event : baseline.events)
        if (comes(event, baseline)) twins.events.push_back(event);
    if (twins.events.empty())
        throw std::invalid_argument(fmt::format("--stress {}: {} of scenario \"{}\" comes after the run's {} weeks",
                                                kOwnEvents, in_words(baseline.events, geography), baseline.name,
                                                baseline.length()));
    twins.scenarios = scenarios;
    for (sim::Scenario& scenario : twins.scenarios) scenario.events.clear();
    twins.calm = true;
    twins.folder = "calm";
    twins.title = "without the scenarios' own events";
    return twins;
}

std::string in_words(const std::vector<sim::NewsEvent>& events, const sim::Geography& geography) {
    std::vector<std::string> words;
    for (const sim::NewsEvent& event : events)
        words.push_back(
            sim::in_words(event, event.district == sim::kNoDistrict
                                     ? std::string()
                                     : geography.districts.at(static_cast<std::size_t>(event.district)).name));
    return either({words.begin(), words.end()}, "and");
}

Followed followed(const std::vector<sim::NewsEvent>& events, sim::Date start, int length) {
    Followed follow{.in_force = {}, .weeks = 0};
    int first = length, end = 0;
    for (const sim::NewsEvent& event : events) {
        const int from = sim::weeks_between(start, event.from);
        const int until = std::max(from + 1, event.until ? sim::weeks_between(start, *event.until) : 0);
        follow.in_force.emplace_back(from, until);
        first = std::min(first, from);
        end = std::max(end, until);
    }
    for (auto& [from, until] : follow.in_force) from -= first, until -= first;
    follow.weeks = std::max(0, std::min(end - 1 + kWeeksOfDip, length) - first);
    return follow;
}

Dip dip_of(const std::vector<double>& calm, const std::vector<double>& shaken, int better, double matters,
           const Followed& follow) {
    std::vector<double> down;
    for (std::size_t week = 0; week < calm.size(); ++week) down.push_back(better * (calm[week] - shaken.at(week)));
    const auto end = down.begin() + std::min<std::ptrdiff_t>(follow.weeks, std::ssize(down));
    const auto deepest = std::max_element(down.begin(), end);
    if (deepest == end) return {kNotReached, kNotReached, kNotReached};
    Dip dip;
    dip.depth = std::max(0.0, *deepest);
    dip.dipped = dip.depth >= matters;
    for (auto week = down.begin(); week != end; ++week) dip.area += *week;
    std::ptrdiff_t begins = deepest - down.begin();
    for (const auto& [first, after] : follow.in_force)
        if (first <= deepest - down.begin() && deepest - down.begin() < after)
            begins = std::max(begins, std::min<std::ptrdiff_t>(after, std::ssize(down)) - 1);
    const auto from = down.begin() + begins;
    const auto halved = std::find_if(from, down.end(), [&](double d) { return d <= dip.depth / 2; });
    dip.weeks_to_half = !dip.dipped || halved == down.end() ? kNotReached : static_cast<double>(halved - from);
    return dip;
}

Stress fold_stress(const std::filesystem::path& calm, const Comparison& of_calm, const std::filesystem::path& shaken,
                   const Comparison& of_shaken, const std::vector<sim::Scenario>& scenarios,
                   const std::vector<sim::NewsEvent>& events, const sim::Geography& geography) {
    Stress stress;
    stress.events = in_words(events, geography);
    stress.replicates = std::min(of_calm.replicates, of_shaken.replicates);
    stress.names = of_calm.plan.names;
    stress.drawn = of_calm.plan.parameters != ParameterDraws::kDefaults;
    stress.parameters = describe(of_calm.plan.parameters);
    stress.seed = of_calm.plan.seed;
    stress.turns_away.assign(scenarios.size(), false);
    stress.prepares.assign(scenarios.size(), false);
    stress.fronted.assign(scenarios.size(), false);
    Moments by_friends, by_trust;
    for (int r = 0; r < stress.replicates; ++r)
        for (std::size_t s = 0; s < scenarios.size(); ++s) {
            const sim::Parameters p = of_calm.plan.parameters_of(scenarios[s], r);
            stress.buffered = stress.buffered || p.buffer_ties != 0 || p.buffer_trust != 0;
            if (turns_away(scenarios[s], events, p.due_diligence_refusal)) stress.turns_away[s] = true;
            if (p.prepared != 0 && uses(scenarios[s], sim::LeverKind::kPartnershipForum)) stress.prepares[s] = true;
            if (fronted(scenarios[s], events, p.enforcement_recruiters)) stress.fronted[s] = true;
            by_friends.add(p.buffer_ties);
            by_trust.add(p.buffer_trust);
        }
    stress.softer_by_friends = by_friends.mean();
    stress.softer_by_trust = by_trust.mean();
    stress.follow = followed(events, of_calm.plan.start(), of_calm.plan.weeks);
    std::vector<std::size_t> which;
    for (std::size_t o = 0; o < sim::kOutcomes; ++o)
        if (o != sim::kOutcomeHateIncidents) which.push_back(o), stress.outcomes.push_back(of_calm.outcomes[o]);
    int first_week = of_calm.plan.weeks;
    for (const sim::NewsEvent& event : events)
        first_week = std::min(first_week, sim::weeks_between(of_calm.plan.start(), event.from));
    std::vector<ShakenArm> arms(static_cast<std::size_t>(of_calm.scenarios()));
    for (std::size_t s = 0; s < arms.size(); ++s) {
        ShakenArm& arm = arms[s];
        arm.dips.resize(which.size());
        const auto matters = [&](std::size_t k) {
            return of_calm.difference(0, 0, static_cast<int>(which[k])).matters;
        };
        for (int r = 0; r < stress.replicates; ++r) {
            const Shard without = read_shard(calm, of_calm.plan, static_cast<int>(s), r),
                        with = read_shard(shaken, of_shaken.plan, static_cast<int>(s), r);
            for (std::size_t k = 0; k < which.size(); ++k)
                arm.dips[k].push_back(dip_of(weeks_of(without, which[k], of_calm.outcomes.size(), first_week + 1),
                                             weeks_of(with, which[k], of_calm.outcomes.size(), first_week + 1),
                                             stress.outcomes[k].better, matters(k), stress.follow));
            const auto more = [&](sim::EventKind kind) {
                return incidents_of(with, kind, first_week, stress.follow.weeks) -
                       incidents_of(without, kind, first_week, stress.follow.weeks);
            };
            arm.more_true.push_back(more(sim::kEventHateIncidents));
            arm.more_recorded.push_back(more(sim::kEventHateRecorded));
        }
    }
    for (std::size_t s = 0; s < arms.size(); ++s) {
        const ShakenArm& arm = arms[s];
        for (std::size_t k = 0; k < which.size(); ++k)
            stress.dips.push_back(outcome_of(arm.dips[k], arms[0].dips[k],
                                             of_calm.difference(0, 0, static_cast<int>(which[k])).matters,
                                             stress.modelled(s), stress.drawn));
        const auto incidents = [&](const std::vector<double>& more, const std::vector<double>& baseline) {
            const double matters = kNotReached;
            return summary_of(more, baseline, matters, stress.modelled(s), stress.drawn);
        };
        stress.more_true.push_back(incidents(arm.more_true, arms[0].more_true));
        stress.more_recorded.push_back(incidents(arm.more_recorded, arms[0].more_recorded));
    }
    return stress;
}

}  // namespace concord::scenarios
