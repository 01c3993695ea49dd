// The answer of a comparison on one screen: what can be concluded, what each option is, and verdicts by outcome and
// option, for the places reached and for GM. No number stands here that its verdict does not allow.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "scenarios/compare/chosen_outcomes.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/dose.h"
#include "scenarios/compare/equality_table.h"
#include "scenarios/compare/matters.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/compare/programme_table.h"
#include "scenarios/compare/survey.h"
#include "scenarios/files/text.h"
#include "scenarios/results/results_writer.h"

namespace concord::scenarios {
namespace {

constexpr int kTitleWidth = 34, kBaselineWidth = 6, kOptionWidth = 16;  // with what goes before a cell
constexpr int kOptionsAcross = 5;

struct Span {  // of options, both ends included
    int first, last;
};

std::string short_title(const sim::MeasureInfo& outcome) {
    return replaced(replaced(std::string(outcome.title), "People get on well, ", "Get on well: "),
                    "Hate incidents, recorded or not", "Hate incidents per 1,000 a year");
}

std::string trimmed_line(std::string line) {
    while (line.ends_with(' ')) line.pop_back();
    return line + "\n";
}

// A title without room beside its cells has a line of its own.
std::string titled(const std::string& title, int room, const std::string& cells) {
    const bool fits = title.size() <= static_cast<std::size_t>(room);
    return (fits ? "" : fmt::format("  {}\n", title)) +
           trimmed_line(fmt::format("  {:<{}}{}", fits ? title : "", room, cells));
}

std::string header(const std::string& title, Span span) {
    std::string line = fmt::format("{:<{}}", title, kTitleWidth + kBaselineWidth);
    for (int s = span.first; s <= span.last; ++s) line += fmt::format(" {:<{}}", letter(s), kOptionWidth - 1);
    return trimmed_line(line);
}

// Words, in order of their first appearance, and of which options they are.
using Shared = std::vector<std::pair<std::string, std::vector<std::string>>>;
void add_to(Shared& all, const std::string& words, const std::string& of) {
    const auto same = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == words; });
    if (same == all.end())
        all.push_back({words, {of}});
    else
        same->second.push_back(of);
}

template <class Of>
std::string row(const sim::MeasureInfo& outcome, Span span, const Of& difference_of) {
    double baseline = std::nan("");
    std::string cells;
    for (int s = span.first; s <= span.last; ++s) {
        const Difference& d = difference_of(s);
        if (std::isnan(baseline)) baseline = d.baseline;
        cells += fmt::format(" {:<{}}", verdict_words(d, outcome.better), kOptionWidth - 1);
    }
    const std::string level = std::isnan(baseline) ? "" : fmt::format("{:.1f}", baseline);
    return titled(short_title(outcome), kTitleWidth - 2, fmt::format("{:>{}}{}", level, kBaselineWidth, cells));
}

// What unit costs make of the cost, where they are drawn.
std::string cost_range(const Comparison& c, int s) {
    if (c.plan.parameters == ParameterDraws::kDefaults) return {};
    std::vector<double> more;
    for (int r = 0; r < c.replicates; ++r) more.push_back(c.cost(s, r) - c.cost(0, r));
    const auto [least, most] = std::minmax_element(more.begin(), more.end());
    return *least < *most ? fmt::format(" ({} to {} as costs are drawn)", pounds(*least), pounds(*most))
                          : std::string();
}

std::string option_line(const Comparison& c, int s) {
    const double more = c.mean_cost(s) - c.mean_cost(0), reached = c.residents_reached.at(static_cast<std::size_t>(s));
    const std::string where = reached <= 0 ? "no lever at work"
                              : reached >= c.residents
                                  ? "levers at work everywhere"
                                  : fmt::format("levers where {:.0f} % of residents live", 100 * reached / c.residents);
    return wrapped(fmt::format("{}  {}: {} {}{}; {}", letter(s), c.plan.names[static_cast<std::size_t>(s)],
                               pounds(std::abs(more)), more < 0 ? "less" : "more", cost_range(c, s), where),
                   2) +
           "\n";
}

// Rows of the outcomes that neighbourhoods keep, those left out in which no option changes anything that matters: the
// baseline differs from option to option, so that none stands in a column.
template <class DifferenceOf, class Words>
std::string rows_of_reached(Span span, const DifferenceOf& difference_of, const Words& words_of_cell) {
    std::string text;
    bool small = false, not_modelled = false, put_in = false;  // of what is left out
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {
        std::string cells;
        bool tells = false;
        for (int s = span.first; s <= span.last; ++s) {
            const Difference& d = difference_of(s, k);
            tells = tells || (!std::isnan(d.mean) && sim::tells_sign(d.verdict));
            cells += fmt::format(" {:<{}}", std::isnan(d.mean) ? "-" : words_of_cell(s, k), kOptionWidth - 1);
        }
        for (int s = span.first; s <= span.last && !tells; ++s) {
            const Difference& d = difference_of(s, k);
            small = small || d.verdict == sim::Verdict::kNoChangeThatMatters;
            not_modelled = not_modelled || d.verdict == sim::Verdict::kNotModelled;
            put_in = put_in || words_of_cell(s, k).starts_with("put in");
        }
        if (tells) text += titled(short_title(sim::kPlaceOutcomeTable[k]), kTitleWidth + kBaselineWidth - 2, cells);
    }
    if (!small && !not_modelled) return text;
    return text + fmt::format("  (all else: {}{}{})\n", small ? "too small" : "",
                              small && put_in ? ", put in or not" : "",
                              !not_modelled ? ""
                              : small       ? ", or not modelled"
                                            : "not modelled");
}

// How many take part in each option, and what that does to them: what a lever acts on itself was put in.
std::string participants_block(const Comparison& c, Span span) {
    std::string numbers;
    bool any = false;
    for (int s = span.first; s <= span.last; ++s) {
        const double adults = c.participants.at(static_cast<std::size_t>(s));
        any = any || adults > 0;
        numbers += fmt::format(" {:<{}}", adults > 0 ? about(adults) : "-", kOptionWidth - 1);
    }
    if (!any) return "Those who took part: fewer than can be told\n";
    return header("Those who took part, end of the run", span) +
           trimmed_line(fmt::format("  {:<{}}{}", "adults (took part, met, stopped)", kTitleWidth + kBaselineWidth - 2,
                                    numbers)) +
           rows_of_reached(
               span, [&](int s, std::size_t k) -> const Difference& { return c.among_participants(s, k); },
               [&](int s, std::size_t k) {
                   return participant_words(c.among_participants(s, k), sim::kPlaceOutcomeTable[k].better,
                                            c.put_in(s, k));
               });
}

std::string places_block(const Comparison& c, Span span) {
    double least = c.residents, most = 0;
    for (int s = span.first; s <= span.last; ++s) {
        least = std::min(least, c.residents_reached.at(static_cast<std::size_t>(s)));
        most = std::max(most, c.residents_reached.at(static_cast<std::size_t>(s)));
    }
    if (most <= 0) return "Places reached: none\n";
    if (least >= c.residents) return "Places reached: all of Greater Manchester, so as there\n";
    return header("Places reached, end of the run", span) +
           rows_of_reached(
               span, [&](int s, std::size_t k) -> const Difference& { return c.in_places(s, k); },
               [&](int s, std::size_t k) {
                   return verdict_words(c.in_places(s, k), sim::kPlaceOutcomeTable[k].better);
               });
}

std::string matrix(const Comparison& c, Span span, const std::vector<std::string>& outputs) {
    std::string text = participants_block(c, span) + places_block(c, span);
    const std::string title = fmt::format("Greater Manchester, year {}", c.plan.years());
    text += header(fmt::format("{}{:>{}}", title, "baseline", kTitleWidth + kBaselineWidth - title.size()), span);
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
        if (shows(outputs, c.outcomes[static_cast<std::size_t>(o)]))
            text += row(c.outcomes[static_cast<std::size_t>(o)], span,
                        [&](int s) -> const Difference& { return c.difference(s, 0, o); });
    return text + left_out(outputs, c.outcomes);
}

// Over GM as people: an option's first gain and its first harm, in the order of outcomes, those that say the same
// together; the others stand in the CSV.
std::string people(const Comparison& c) {
    Shared numbers_of;  // what, "1,400 (B)"
    bool others = false;
    for (int s = 1; s < c.scenarios(); ++s)
        for (const sim::Verdict wanted : {sim::Verdict::kGain, sim::Verdict::kHarm}) {
            bool first = true;
            for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
                const Difference& d = c.difference(s, 0, o);
                const std::string what = people_meaning(d, c.outcomes[static_cast<std::size_t>(o)]);
                if (d.verdict != wanted || what.empty()) continue;
                others = others || !first;
                if (!std::exchange(first, false)) continue;
                add_to(numbers_of, what, fmt::format("{} ({})", about(d.people), letter(s)));
            }
        }
    std::string text;
    for (const auto& [what, numbers] : numbers_of)
        text += fmt::format("{}about {} {}", text.empty() ? "" : "; ", joined(numbers), what);
    if (text.empty()) return text;
    return wrapped(fmt::format("In people, over Greater Manchester: {}{}.", text,
                               others ? "; further outcomes in the CSV" : "")) +
           "\n";
}

// Of an option that is a gain in nothing: the outcome for which a gain would take least, where it is not the lead.
int nearest(const Comparison& c, int s) {
    int least = -1;
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        const Difference& d = c.difference(s, 0, o);
        if (d.verdict == sim::Verdict::kGain) return -1;
        if (std::isfinite(d.multiple) && (least < 0 || d.multiple < c.difference(s, 0, least).multiple)) least = o;
    }
    return least == sim::kOutcomeGetOnWell ? -1 : least;
}

// How many times the programme it is expected to take, in a few words.
std::string times_words(const Difference& d) {
    return fmt::format("{}, {} for a gain",
                       d.multiple > 1 ? fmt::format("{:.1f} times on average", d.multiple) : "already on average",
                       d.multiple_for_gain == kOutOfReach ? fmt::format("beyond {:g}", kMostMultiple)
                                                          : fmt::format("{:.1f}", d.multiple_for_gain));
}

// Of the leading outcome, options with the same words together. A harm, and what is not modelled, stands above.
std::string prices(const Comparison& c) {
    const int lead = sim::kOutcomeGetOnWell;
    Shared options_of;
    std::string elsewhere;
    for (int s = 1; s < c.scenarios(); ++s) {
        const Difference& d = c.difference(s, 0, lead);
        if (const int o = nearest(c, s); o >= 0)
            elsewhere += fmt::format("{}{} in {} ({})", elsewhere.empty() ? "" : "; ", letter(s),
                                     lower_first(short_title(c.outcomes[static_cast<std::size_t>(o)])),
                                     times_words(c.difference(s, 0, o)));
        if (d.verdict == sim::Verdict::kHarm || d.verdict == sim::Verdict::kNotModelled) continue;
        add_to(options_of, price_words(d, c.plan.matters.at(lead), c.outcomes[lead]), letter(s));
    }
    std::string text;
    for (const auto& [words, letters] : options_of)
        text += fmt::format("{}{} {}", text.empty() ? "" : "; ", joined(letters), words);
    if (!text.empty())
        text = wrapped(fmt::format("{}, Greater Manchester: cost of a point of a gain, or what it would take{}: {}.",
                                   c.outcomes[lead].title,
                                   c.has_doses ? " (from runs at 2 and 4 times)" : " (estimated without runs)", text)) +
               "\n";
    if (elsewhere.empty()) return text;
    return text + wrapped(fmt::format("Nearest over Greater Manchester, in times the programme: {}.", elsewhere)) +
           "\n";
}

// Where one option does better than another by what matters, in the order of outcomes: two options may differ from each
// other that differ from the baseline by too little.
std::string options_with_one_another(const Comparison& c) {
    std::vector<std::string> better;
    int all = 0, unsure = 0;
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o)
        for (int one = 1; one < c.scenarios(); ++one)
            for (int other = 1; other < c.scenarios(); ++other) {
                if (one == other) continue;
                const PairOfOptions pair = pair_of(c, one, other, 0, o);
                all += one < other ? 1 : 0;  // each is met both ways round
                unsure += one < other && pair.verdict == sim::Verdict::kCannotSay ? 1 : 0;
                if (pair.verdict != sim::Verdict::kGain) continue;
                const int decimals = decimals_for(pair.mean, pair.interval);
                better.push_back(fmt::format("{} better than {}, {} {} ({})", letter(one), letter(other),
                                             lower_first(std::string(c.outcomes[static_cast<std::size_t>(o)].title)),
                                             signed_number(pair.mean, decimals),
                                             interval_words(pair.interval, decimals)));
            }
    if (all == 0) return {};
    std::string text = fmt::format("Options with one another, Greater Manchester, year {}: ", c.plan.years());
    text += better.empty() ? "none better by what matters" : better.front();
    if (better.size() > 1) text += fmt::format("; {} in the CSV", counted(better.size() - 1, "further difference"));
    if (unsure > 0)
        text += fmt::format("; cannot say of {} of {}", unsure, counted(static_cast<std::size_t>(all), "difference"));
    return wrapped(text + ".") + "\n";
}

// What the words of the answer above mean, of those that stand in it.
std::string legend(const Comparison& c, const std::string& answer) {
    const int lead = sim::kOutcomeGetOnWell;
    const sim::MeasureInfo& incidents = sim::kOutcomeTable[sim::kOutcomeHateIncidents];
    std::string matters = words_of(sim::usual_smallest_difference(c.outcomes[lead]), c.outcomes[lead]) +
                          ", of hate incidents " + words_of(sim::usual_smallest_difference(incidents), incidents);
    for (std::size_t o = 0; o < c.outcomes.size(); ++o)
        if (c.plan.matters.at(o) != sim::usual_smallest_difference(c.outcomes[o]))
            matters += fmt::format("; of {} {}", lower_first(std::string(c.outcomes[o].title)),
                                   words_of(c.plan.matters[o], c.outcomes[o]));
    const bool drawn = c.plan.parameters != ParameterDraws::kDefaults;
    const std::string interval =
        drawn ? fmt::format("{} {} draws", c.replicates < kFewestForPercentiles ? "all" : "the middle 95 % of",
                            c.replicates)
              : fmt::format("all of the 95 % interval of the mean over {} pairs", c.replicates);
    const auto stands = [&](const char* words) { return answer.find(words) != std::string::npos; };
    std::string text = fmt::format("What matters, declared before the runs: {}. ", matters);
    const bool sure = stands(" gain ") || stands(" harm ") || stands("Gains and harms");
    if (sure) text += fmt::format("Gain, harm: that much or more in {}. ", interval);
    if (stands(" too small"))
        text += fmt::format("Too small (no change that matters): less, either way, in {}. ", !sure   ? interval
                                                                                             : drawn ? "all of them"
                                                                                                     : "all of it");
    const bool unsure = stands(", unsure");
    if (stands(" ? ") || unsure)
        text += fmt::format("{}: cannot say, as neither holds of {}{}. ",
                            !stands(" ? ") ? "Unsure"
                            : unsure       ? "?, unsure"
                                           : "?",
                            drawn ? "all draws" : "all of the interval",
                            !stands(" ? ") ? ""
                            : drawn        ? "; better or worse in so many"
                                           : "; better or worse in so many of the pairs");
    if (stands(" not modelled")) text += "Not modelled: nothing leads there. ";
    if (stands(" put in")) text += "Put in: assumed, from trials; no finding. ";
    return text + fmt::format("{} could tell {:.1f} points or more in {} here.",
                              upper_first(std::string(kResidentsSurvey.name)), c.difference(0, 0, lead).survey,
                              lower_first(std::string(c.outcomes[lead].title)));
}

}  // namespace

std::string comparison_table(const Comparison& c, const std::vector<std::string>& outputs) {
    std::string text = fmt::format("Comparison with \"{}\": {} at 1:{}, {}, parameters: {}\n", c.plan.names[0],
                                   counted(static_cast<std::size_t>(c.replicates),
                                           c.plan.parameters == ParameterDraws::kDefaults ? "pair" : "draw"),
                                   c.plan.scale, counted(static_cast<std::size_t>(c.plan.years()), "year"),
                                   describe(c.plan.parameters));
    text += wrapped(conclusion(c)) + "\n";
    for (int s = 1; s < c.scenarios(); ++s) text += option_line(c, s);
    for (int first = 1; first < c.scenarios(); first += kOptionsAcross)
        text += matrix(c, {first, std::min(first + kOptionsAcross - 1, c.scenarios() - 1)}, outputs);
    text += people(c) + options_with_one_another(c) + prices(c);
    if (const std::string parts = interactions(c); !parts.empty()) text += wrapped(parts) + "\n";
    // The screen's lines after it (comparison_screen.h) speak of gains and harms too.
    const std::string answer = text + equality_line(c) + programme_line(c);
    return text + wrapped(legend(c, answer) + " " + how_sure(c) + " " + kCaveat) + "\n";
}

}  // namespace concord::scenarios
