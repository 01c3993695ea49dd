// What comparisons under stress print: every figure and sentence follows from the folded dips.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/stress.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

// What a verdict says of a dip against the baseline's.
std::string against_words(const Summary& s, const char* better, const char* worse) {
    switch (s.verdict) {
        case sim::Verdict::kGain: return better;
        case sim::Verdict::kHarm: return worse;
        case sim::Verdict::kNoChangeThatMatters: return "too small";
        case sim::Verdict::kCannotSay: return "cannot say";
        case sim::Verdict::kNotModelled: break;
    }
    return "not modelled";
}

}  // namespace

std::string against_baseline_words(const StressedOutcome& of) {
    const std::string depth = against_words(of.depth, "less deep", "deeper"),
                      recovery = against_words(of.weeks_to_half, "faster", "slower");
    return depth == recovery ? depth : fmt::format("depth {}, recovery {}", depth, recovery);
}

// "+2,900": two figures, since it is no more certain than that.
std::string more_incidents_words(double incidents) {
    if (std::isnan(incidents)) return "too few runs";
    return std::abs(incidents) < 1 ? "0" : fmt::format("{}{}", incidents < 0 ? "-" : "+", about(incidents));
}

std::string recovery_words(const StressedOutcome& of) {
    if (of.dipped == 0) return "no such dip";
    if (of.recovered == 0) return "not within the run";
    const std::string weeks = fmt::format("{:.1f} weeks", of.weeks_to_half.mean);
    return of.recovered < of.dipped ? fmt::format("{} in {:.0f} %", weeks, 100.0 * of.recovered / of.dipped) : weeks;
}

// Some option's dip matters.
bool is_dip_shown(const Stress& stress, std::size_t outcome) {
    for (std::size_t s = 0; s < stress.names.size(); ++s) {
        const Summary& depth = stress.dip(static_cast<int>(s), outcome).depth;
        if (depth.mean >= depth.matters) return true;
    }
    return false;
}

namespace {

std::string rows_of(const Stress& stress, std::size_t outcome) {
    const sim::MeasureInfo& info = stress.outcomes[outcome];
    std::string text = fmt::format("  {}\n", info.title);
    for (std::size_t s = 0; s < stress.names.size(); ++s) {
        const StressedOutcome& of = stress.dip(static_cast<int>(s), outcome);
        text +=
            fmt::format("    {:<34.33}{:>9}   {:<20}{:>9}   {}\n", stress.names[s],
                        fmt::format("{:.1f}", of.depth.mean), recovery_words(of), fmt::format("{:.0f}", of.area.mean),
                        s == 0 ? std::string("baseline") : against_baseline_words(of));
    }
    return text;
}

bool differs(const Summary& s) { return s.verdict == sim::Verdict::kGain || s.verdict == sim::Verdict::kHarm; }

// On whom an event weighs less, or more, and by how much.
std::string buffer_words(const Stress& stress) {
    const auto percent = [](double softer) {
        return fmt::format("{:.0f} % {}", 100 * std::abs(softer), softer < 0 ? "more" : "less");
    };
    std::vector<std::string> on;
    if (stress.softer_by_friends != 0)
        on.push_back(percent(stress.softer_by_friends) + " on whoever has a friend of another background");
    if (stress.softer_by_trust != 0)
        on.push_back(percent(stress.softer_by_trust) + " on whoever trusts the police fully");
    return on.empty() ? std::string() : fmt::format("An event weighs {}. ", joined(on));
}

}  // namespace

// Which options differ from the baseline in depth or recovery, and by what they could.
std::string stress_sentences(const Stress& stress) {
    const auto with = [&](const std::vector<bool>& acts) {
        std::vector<std::string> names;
        for (std::size_t s = 0; s < stress.names.size(); ++s)
            if (acts[s]) names.push_back(stress.names[s]);
        return names;
    };
    const auto turning = with(stress.turns_away), preparing = with(stress.prepares), fronting = with(stress.fronted);
    if (!stress.buffered && turning.empty() && preparing.empty() && fronting.empty())
        return "Depth and recovery are not modelled: whatever could make one option meet an event better than another "
               "is switched off or not there (buffer_ties and buffer_trust are 0 in every draw; no option has a forum "
               "that "
               "prepares).";
    std::vector<std::string> different;
    bool unsure_depth = false, unsure_recovery = false;
    for (std::size_t s = 1; s < stress.names.size(); ++s) {
        bool any = false;
        for (std::size_t o = 0; o < stress.outcomes.size(); ++o) {
            if (!is_dip_shown(stress, o)) continue;
            const StressedOutcome& of = stress.dip(static_cast<int>(s), o);
            any = any || differs(of.depth) || differs(of.weeks_to_half);
            unsure_depth = unsure_depth || of.depth.verdict == sim::Verdict::kCannotSay;
            unsure_recovery = unsure_recovery || of.weeks_to_half.verdict == sim::Verdict::kCannotSay;
        }
        if (any) different.push_back(stress.names[s]);
    }
    std::string text = !different.empty() ? joined(different) + (different.size() == 1 ? " meets" : " meet") +
                                                " the event otherwise than the baseline. "
                       : unsure_recovery && !unsure_depth
                           ? "In how deep it cuts no option differs from the baseline by as much as matters; of how "
                             "fast it fades one cannot say. "
                       : unsure_depth
                           ? "Whether some option meets the event otherwise than the baseline, one cannot say. "
                           : "No option meets the event otherwise than the baseline by as much as matters. ";
    if (!turning.empty())
        text += fmt::format("Venues in {} may turn a meeting away; it may then be held in a neighbouring district. ",
                            joined(turning));
    if (!fronting.empty())
        text += fmt::format(
            "Police in front of prevention in {} may change what recruiters move, either way (parameter "
            "enforcement_recruiters). ",
            joined(fronting));
    text += preparing.empty() ? "No option has a forum that prepares for events. "
                              : fmt::format(
                                    "The forum in {} prepares for events, so that they fade faster, or "
                                    "slower, by what is assumed (parameter prepared). ",
                                    joined(preparing));
    return text + (stress.buffered ? buffer_words(stress) : "Nothing else that could soften an event is switched on.");
}

namespace {

std::string csv_row(const Stress& stress, std::size_t s, const std::string& outcome, const std::string& measure,
                    const std::string& unit, const Summary& of, bool judged) {
    const auto number = [](double value) { return std::isnan(value) ? std::string() : fmt::format("{:.6g}", value); };
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_text(stress.names[s]), outcome,
                       measure, csv_text(unit), number(of.mean), number(of.interval.low), number(of.interval.high),
                       number(of.against_baseline), number(of.against.low), number(of.against.high), number(of.matters),
                       s == 0   ? "baseline"
                       : judged ? std::string(sim::name_of(of.verdict))
                                : "",
                       stress.replicates, csv_text(stress.events), csv_text(stress.parameters), stress.seed,
                       csv_text(kCaveat));
}

}  // namespace

std::string stress_table(const Stress& stress) {
    std::string text = fmt::format("\n{}\n", wrapped(fmt::format("Under stress: {}", stress.events)));
    text += wrapped(fmt::format(
        "Each option beside itself without the event, {} of {}, over {} from the event on. Depth: the largest fall, in "
        "points. Half gone: weeks from there, or from the end of what lasts, until half of it is. Area: points times "
        "weeks. A difference in depth matters from the outcome's own smallest difference, in recovery from a week; "
        "less "
        "is too small.",
        counted(static_cast<std::size_t>(stress.replicates), "pair"), stress.drawn ? "draws" : "runs",
        counted(static_cast<std::size_t>(stress.follow.weeks), "week")));
    text += fmt::format("\n    {:<34}{:>9}   {:<20}{:>9}   {}\n", "", "depth", "half gone after", "area",
                        "against the baseline");
    std::vector<std::string> small;
    for (std::size_t o = 0; o < stress.outcomes.size(); ++o)
        if (is_dip_shown(stress, o))
            text += rows_of(stress, o);
        else
            small.emplace_back(stress.outcomes[o].title);
    if (!small.empty())
        text += wrapped("In every option the dip is smaller than what matters in: " + joined(small) + ".", 2) + "\n";
    text += "  Hate incidents in these weeks, more than without the event\n";
    for (std::size_t s = 0; s < stress.names.size(); ++s) {
        const Interval& interval = stress.more_true[s].interval;
        const std::string range = std::isnan(interval.low) ? more_incidents_words(interval.low)
                                                           : more_incidents_words(interval.low) + " to " +
                                                                 more_incidents_words(interval.high);
        text += fmt::format("    {:<34.33}{} in all ({}), {} recorded\n", stress.names[s],
                            more_incidents_words(stress.more_true[s].mean), range,
                            more_incidents_words(stress.more_recorded[s].mean));
    }
    return text + wrapped(stress_sentences(stress)) + "\n";
}

std::string stress_csv(const Stress& stress) {
    std::string text =
        "option,outcome,measure,unit,mean,interval_low,interval_high,against_baseline,against_low,against_high,"
        "smallest_difference_that_matters,verdict,replicates,events,parameters,seed,caveat\n";
    for (std::size_t s = 0; s < stress.names.size(); ++s) {
        for (std::size_t o = 0; o < stress.outcomes.size(); ++o) {
            const StressedOutcome& of = stress.dip(static_cast<int>(s), o);
            const std::string name(stress.outcomes[o].name);
            text += csv_row(stress, s, name, "depth", "points", of.depth, true);
            text += csv_row(stress, s, name, "weeks_to_half", "weeks", of.weeks_to_half, true);
            text += csv_row(stress, s, name, "area", "points x weeks", of.area, true);
        }
        text += csv_row(stress, s, "hate_incidents", "more", "incidents", stress.more_true[s], false);
        text += csv_row(stress, s, "hate_recorded", "more", "incidents", stress.more_recorded[s], false);
    }
    return text;
}

}  // namespace concord::scenarios
