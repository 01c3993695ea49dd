// Under stress: what the events do to each option, beside the same option without them.
#include <fmt/format.h>

#include <cmath>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"

namespace concord::report {
namespace {

// Of depth and recovery where both are judged alike; else words alone say it.
Tone tone_of(const scenarios::StressedOutcome& of) {
    return of.depth.verdict == of.weeks_to_half.verdict ? report::tone_of(of.depth.verdict) : Tone::kNone;
}

Table table_of_dips(const scenarios::Stress& stress) {
    Table table{.id = "dips",
                .caption = fmt::format("How deep, and for how long: {}", stress.events),
                .columns = {{.title = "Outcome", .heads_row = true},
                            {.title = "Option"},
                            {.title = "Largest dip, points", .right = true},
                            {.title = "From", .right = true},
                            {.title = "To", .right = true},
                            {.title = "Half of it gone after"},
                            {.title = "Points times weeks", .right = true},
                            {.title = "Against the baseline"}},
                .note =
                    "Each option beside itself without the events, pair by pair. The largest dip, a fall "
                    "or, where less is better, a rise, is of that pair; a difference in depth matters from the "
                    "outcome's own smallest difference, recovery from a week."};
    for (std::size_t o = 0; o < stress.outcomes.size(); ++o) {
        if (!scenarios::is_dip_shown(stress, o)) continue;
        for (std::size_t s = 0; s < stress.names.size(); ++s) {
            const scenarios::StressedOutcome& of = stress.dip(static_cast<int>(s), o);
            Row row{{std::string(stress.outcomes[o].title), stress.names[s], number_cell(of.depth.mean, 1),
                     number_cell(of.depth.interval.low, 1), number_cell(of.depth.interval.high, 1),
                     scenarios::recovery_words(of), number_cell(of.area.mean, 0),
                     s == 0 ? Cell("baseline") : Cell(scenarios::against_baseline_words(of), tone_of(of))}};
            row.outcome = std::string(stress.outcomes[o].title);
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

Table table_of_incidents(const scenarios::Stress& stress) {
    Table table{.id = "incidents-under-stress",
                .caption = "Hate incidents more than without the events",
                .columns = {{.title = "Option", .heads_row = true},
                            {.title = "More in all"},
                            {.title = "From to"},
                            {.title = "More recorded"}},
                .note = fmt::format("Over {} from the first event on, over Greater Manchester.",
                                    scenarios::counted(static_cast<std::size_t>(stress.follow.weeks), "week"))};
    for (std::size_t s = 0; s < stress.names.size(); ++s) {
        const scenarios::Summary &all = stress.more_true[s], &recorded = stress.more_recorded[s];
        table.rows.push_back(
            {{stress.names[s], Cell(scenarios::more_incidents_words(all.mean), all.mean),
              std::isnan(all.interval.low) ? std::string("too few runs")
                                           : scenarios::more_incidents_words(all.interval.low) + " to " +
                                                 scenarios::more_incidents_words(all.interval.high),
              Cell(scenarios::more_incidents_words(recorded.mean), recorded.mean)}});
    }
    return table;
}

}  // namespace

Section under_stress(const Inputs& in) {
    Section section{.id = "under-stress", .title = "Under stress"};
    if (!in.stress) {
        section.level = 3;  // a sentence needs no page of its own
        section.blocks.emplace_back(Paragraph{
            "No event was asked for. concord compare --stress attack:2029-05-22:Manchester runs every option under an "
            "attack as well, and says how deep it cuts and how fast it fades."});
        return section;
    }
    const scenarios::Stress& stress = *in.stress;
    section.blocks.emplace_back(
        Paragraph{fmt::format("Every option met the same: {}. {}", stress.events, scenarios::stress_sentences(stress)),
                  Emphasis::kLead});
    std::vector<std::string> small;
    for (std::size_t o = 0; o < stress.outcomes.size(); ++o)
        if (!scenarios::is_dip_shown(stress, o)) small.emplace_back(scenarios::lower_first(stress.outcomes[o].title));
    if (small.size() < stress.outcomes.size()) section.blocks.emplace_back(table_of_dips(stress));
    if (!small.empty())
        section.blocks.emplace_back(Paragraph{
            fmt::format("In every option the fall is smaller than what matters in: {}.", scenarios::joined(small))});
    section.blocks.emplace_back(table_of_incidents(stress));
    return section;
}

}  // namespace concord::report
