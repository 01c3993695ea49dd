#include "report/sections/decision.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/sections/cells.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/dose.h"
#include "scenarios/compare/matters.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/compare/parameter_influence.h"
#include "scenarios/files/text.h"
#include "sim/parameters/parameters.h"

namespace concord::report {

using scenarios::Comparison, scenarios::Difference, scenarios::counted, scenarios::joined, scenarios::lower_first;

namespace {

constexpr int kLead = sim::kOutcomeGetOnWell;

std::vector<std::string> options_with(const Comparison& c, int outcome, sim::Verdict verdict) {
    std::vector<std::string> names;
    for (int s = 1; s < c.scenarios(); ++s)
        if (c.difference(s, 0, outcome).verdict == verdict) names.push_back(name_of(c, s));
    return names;
}

// A gain, and better than every other option by what matters.
int clear_winner(const Comparison& c) {
    for (int s = 1; s < c.scenarios(); ++s) {
        bool first = c.difference(s, 0, kLead).verdict == sim::Verdict::kGain;
        for (int other = 1; first && other < c.scenarios(); ++other)
            first = other == s || scenarios::pair_of(c, s, other, 0, kLead).verdict == sim::Verdict::kGain;
        if (first) return s;
    }
    return 0;
}

// Of options that are no gain: which outcome a gain would take least for, over all options.
std::string size_that_would_matter(const Comparison& c) {
    int option = 0, outcome = 0;
    double least = scenarios::kOutOfReach;
    bool some_gain = false, all_said = true;
    for (int s = 1; s < c.scenarios(); ++s)
        for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
            const Difference& d = c.difference(s, 0, o);
            if (std::isfinite(d.multiple) && d.multiple < least) least = d.multiple, option = s, outcome = o;
            some_gain = some_gain || d.verdict == sim::Verdict::kGain;
            const bool may_become_gain =
                d.verdict == sim::Verdict::kNoChangeThatMatters || d.verdict == sim::Verdict::kCannotSay;
            all_said = all_said && !(may_become_gain && std::isnan(d.multiple));
        }
    if (option == 0) {
        if (!options_with(c, kLead, sim::Verdict::kGain).empty()) return {};
        return fmt::format(
            "Size: no option {} what matters in any {}outcome of Greater Manchester within {:g} times its size{}. {}",
            all_said ? "is expected to reach" : "can be shown to reach", some_gain ? "further " : "",
            scenarios::kMostMultiple, c.has_doses ? "" : " (estimated without runs)",
            all_said ? "It would take another kind of programme, or one that reaches other people."
                     : "Where the runs do not agree which way a difference goes, they cannot say what it would take.");
    }
    const Difference& d = c.difference(option, 0, outcome);
    return fmt::format(
        "Size: {} nearest to a change that matters is {} in {}. It is expected to get there at {} its size{}, and to "
        "be sure of it {}.",
        some_gain ? "of what is no gain yet, the" : "the", name_of(c, option),
        lower_first(c.outcomes.at(static_cast<std::size_t>(outcome)).title),
        least <= 1 ? std::string("about") : fmt::format("about {:.1f} times", least),
        c.has_doses ? "" : " (estimated without runs)",
        d.multiple_for_gain == scenarios::kOutOfReach ? fmt::format("not within {:g} times", scenarios::kMostMultiple)
                                                      : fmt::format("at {:.1f} times", d.multiple_for_gain));
}

std::string title_in_text(const Comparison& c, int outcome) {
    return lower_first(c.outcomes.at(static_cast<std::size_t>(outcome)).title);
}

std::string hangs_on(const std::string& difference, const scenarios::Influences& found) {
    const scenarios::ParameterInfluence& of = found.telling.front();
    const sim::ParameterInfo* info = sim::find_parameter(of.parameter);
    constexpr int kDecimals = 3;  // as in the table of parameters
    return fmt::format(
        "What is not known: {} hangs most on \"{}\" ({}). The difference is {} where that is lowest (a third of draws) "
        "and {} where it is highest.",
        difference, info ? info->meaning : of.parameter, of.parameter, scenarios::signed_number(of.low, kDecimals),
        scenarios::signed_number(of.high, kDecimals));
}

std::string parameter_that_would_matter(const Comparison& c) {
    if (c.plan.parameters == scenarios::ParameterDraws::kDefaults)
        return "What is not known: these runs hold every parameter at its default. With parameters drawn from their "
               "ranges the intervals would be wider.";
    const scenarios::ParameterInfluences influences(c.plan, differences_tried(c));
    scenarios::Influences tried;
    const int outcomes = static_cast<int>(c.outcomes.size());
    for (int o = 0; o < outcomes; ++o)
        for (int s = 1; s < c.scenarios(); ++s) {
            const scenarios::Influences found = influences.on(c.differences(s, 0, o));
            tried.draws = std::max(tried.draws, found.draws);
            tried.parameters = std::max(tried.parameters, found.parameters);
            tried.least = found.least;
            if (!found.telling.empty() && sim::tells_sign(c.difference(s, 0, o).verdict))
                return hangs_on(fmt::format("the effect of {} on {}", name_of(c, s), title_in_text(c, o)), found);
        }
    for (int o = 0; o < outcomes; ++o)
        for (int a = 1; a < c.scenarios(); ++a)
            for (int b = a + 1; b < c.scenarios(); ++b) {
                const scenarios::Influences found = influences.on(scenarios::differences_between(c, a, b, 0, o));
                if (!found.telling.empty() && sim::tells_sign(scenarios::pair_of(c, a, b, 0, o).verdict))
                    return hangs_on(fmt::format("the difference of {} less {} in {}", name_of(c, a), name_of(c, b),
                                                title_in_text(c, o)),
                                    found);
            }
    return fmt::format(
        "What is not known: {} from {} range{}. {}", drawn_words(tried.parameters),
        tried.parameters == 1 ? "its" : "their", tried.parameters == 1 ? "" : "s",
        tried.least < 1
            ? fmt::format("In {} draws none stands out for an outcome in which something could matter.", tried.draws)
            : fmt::format("{} draws are too few to tell which of them matters.", tried.draws));
}

// Verdicts on confidence in the police, under each contested assumption.
std::string contested_that_would_matter(const Inputs& in) {
    const Comparison& c = in.comparison;
    if (in.contested.empty())
        return "Contested assumptions were not run (how much an unfair stop weighs, who is stopped how often). What "
               "options do to trust in the police may hang on them.";
    constexpr int kPolice = sim::kOutcomePoliceConfidence;
    std::vector<std::string> changed;
    for (const ContestedInput& one : in.contested)
        for (int s = 1; s < std::min(c.scenarios(), one.comparison.scenarios()); ++s) {
            const sim::Verdict usual = c.difference(s, 0, kPolice).verdict,
                               there = one.comparison.difference(s, 0, kPolice).verdict;
            const auto either = [](sim::Verdict v) { return v == sim::Verdict::kGain || v == sim::Verdict::kHarm; };
            if (usual != there && (either(usual) || either(there)))
                changed.push_back(fmt::format("{} if {} ({} instead of {})", name_of(c, s), one.title,
                                              sim::name_of(there), sim::name_of(usual)));
        }
    if (changed.empty())
        return fmt::format(
            "Contested assumptions: under none of the {} that were run does a verdict on confidence in the police "
            "become a gain or a harm, or cease to be one.",
            in.contested.size());
    return fmt::format("Contested assumptions: confidence in the police would be judged otherwise for {}.",
                       joined(changed));
}

std::string event_that_would_matter(const Inputs& in) {
    if (!in.stress) return {};
    return fmt::format("Under stress ({}): {}", in.stress->events, scenarios::stress_sentences(*in.stress));
}

}  // namespace

std::string question(const Comparison& c) {
    double least = INFINITY, most = -INFINITY;
    for (int s = 1; s < c.scenarios(); ++s) {
        const double more = planned_extra_cost(c, s);
        least = std::min(least, more), most = std::max(most, more);
    }
    constexpr double kAlike = 1.1;
    const std::string years = counted(static_cast<std::size_t>(c.plan.years()), "year");
    if (least > 0 && most <= kAlike * least)
        return fmt::format(
            "What would about {} over {} do for how people get on in Greater Manchester, and would one way of spending "
            "it do more than another?",
            scenarios::pounds((least + most) / 2), years);
    return fmt::format("What would these options do over {} for how people get on in Greater Manchester?", years);
}

std::string decision(const Comparison& c) {
    const sim::MeasureInfo& lead = c.outcomes.at(kLead);
    const std::string what = fmt::format("\"{}\" (the share of adults who {})", lead.title, lead.meaning);
    if (const int first = clear_winner(c); first > 0)
        return fmt::format(
            "On {}, {} comes first: it is a gain, and better than every other option by more than was "
            "said to matter.",
            what, name_of(c, first));
    const auto gains = options_with(c, kLead, sim::Verdict::kGain), harms = options_with(c, kLead, sim::Verdict::kHarm),
               unsure = options_with(c, kLead, sim::Verdict::kCannotSay),
               none = options_with(c, kLead, sim::Verdict::kNotModelled),
               small = options_with(c, kLead, sim::Verdict::kNoChangeThatMatters);
    std::string text = fmt::format("On {}, no option can be called the best. ", what);
    const auto add = [&](const std::vector<std::string>& names, const char* one, const char* several) {
        if (!names.empty()) text += fmt::format("{} {}. ", joined(names), names.size() == 1 ? one : several);
    };
    const std::string d = scenarios::words_of(c.plan.matters.at(kLead), lead);
    add(gains, "is a gain", "are gains, and none is better than every other option by what matters");
    add(harms, "is a harm", "are harms");
    add(unsure, "could go either way, or be too small to matter", "could go either way, or be too small to matter");
    if (small.size() > 1 && static_cast<int>(small.size()) == c.scenarios() - 1)
        text += fmt::format(
            "Each of them moves it by less than what was said to matter ({}): on this the choice makes no difference "
            "that matters. ",
            d);
    else
        add(small, fmt::format("moves it by less than what was said to matter ({})", d).c_str(),
            fmt::format("move it by less than what was said to matter ({})", d).c_str());
    add(none, "has no way to it in this model", "have no way to it in this model");
    text.pop_back();
    return text;
}

std::vector<std::string> elsewhere(const Comparison& c) {
    std::vector<std::string> sentences;
    for (int s = 1; s < c.scenarios(); ++s)
        for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
            const Difference& d = c.difference(s, 0, o);
            if (d.verdict != sim::Verdict::kGain && d.verdict != sim::Verdict::kHarm) continue;
            const sim::MeasureInfo& info = c.outcomes[static_cast<std::size_t>(o)];
            sentences.push_back(
                fmt::format("{}, {}: {}.", name_of(c, s), lower_first(info.title), difference_words(c, d, info)));
        }
    if (sentences.empty())
        sentences.push_back("No option is a gain or a harm in any headline outcome over Greater Manchester.");
    return sentences;
}

std::vector<std::string> beyond_headlines(const Comparison& c) {
    std::vector<std::string> sentences;
    if (c.equality.empty()) return sentences;
    const sim::GroupLayout layout{.districts = c.districts};
    for (int s = 1; s < c.scenarios(); ++s)
        for (std::size_t e = 0; e < sim::kEqualityMeasures; ++e) {
            const sim::MeasureInfo& info = sim::kEqualityTable[e];
            const Difference& d = c.equality_of(s, layout.gm(), static_cast<int>(e));
            if (std::isnan(d.mean) || (d.verdict != sim::Verdict::kGain && d.verdict != sim::Verdict::kHarm)) continue;
            sentences.push_back(fmt::format("Beyond the headline outcomes: {}, {}: {}.", name_of(c, s),
                                            lower_first(info.title), difference_words(c, d, info)));
        }
    return sentences;
}

std::vector<std::string> what_would_change(const Inputs& in) {
    std::vector<std::string> all = {size_that_would_matter(in.comparison), parameter_that_would_matter(in.comparison),
                                    contested_that_would_matter(in), event_that_would_matter(in)};
    std::erase(all, std::string());
    constexpr std::size_t kTold = 3;
    // An event that was run says more than assumptions that were not.
    if (all.size() > kTold && in.contested.empty()) std::swap(all[2], all[3]);
    if (all.size() > kTold) all.resize(kTold);
    return all;
}

}  // namespace concord::report
