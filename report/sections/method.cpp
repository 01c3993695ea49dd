// How this could be wrong; the method on one page; the log of assumptions; quality assurance to be signed off (HM
// Treasury's AQuA Book); provenance.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/ensemble_plan.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/files/text.h"
#include "scenarios/files/version.h"
#include "scenarios/format/assumptions.h"
#include "scenarios/results/results_writer.h"
#include "sim/parameters/parameters.h"

namespace concord::report {

using scenarios::Comparison;

namespace {

// Outcomes that no arrow could change under an option: zeros that are no finding.
std::vector<std::string> not_modelled(const Comparison& c) {
    std::vector<std::string> told;
    for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
        std::vector<std::string> of;
        for (int s = 1; s < c.scenarios(); ++s)
            if (c.difference(s, 0, o).verdict == sim::Verdict::kNotModelled) of.push_back(name_of(c, s));
        if (!of.empty())
            told.push_back(fmt::format("{} under {}",
                                       scenarios::lower_first(c.outcomes[static_cast<std::size_t>(o)].title),
                                       scenarios::joined(of)));
    }
    return told;
}

Section how_wrong(const Inputs& in) {
    const Comparison& c = in.comparison;
    Section section{.id = "how-wrong", .title = "How this could be wrong"};
    Bullets ways{
        .items = {
            "It is not calibrated to what programmes did. What happens to those who take part is put in from a few "
            "trials, "
            "many of them elsewhere and with selected groups; where no trial exists the number is an assumption with a "
            "range.",
            "It supposes that today is in balance: without an option nothing would drift. Where confidence in the "
            "police is "
            "falling for reasons outside the model, levels will be wrong and differences may be.",
            "One set of rules holds for every resident. Background decides who is \"other\" in a meeting and, by "
            "published "
            "ratios, how often one is stopped; real people of one background are not alike.",
            "Residents are simulated from census tables. Below district level every number is of simulated residents, "
            "not a "
            "measurement of the place.",
            fmt::format("{} {} were made. What is rarer than one in {} of what nobody knows was not met.",
                        scenarios::with_thousands(c.replicates), replicate_word(c), c.replicates),
            fmt::format(
                "{} differences over Greater Manchester were judged, and more by district and group. Some stand "
                "out by chance where there are so many.",
                scenarios::with_thousands(scenarios::number_of_comparisons(c)))}};
    if (c.plan.scale > 1)
        ways.items.push_back(
            fmt::format("One simulated resident stands for {}: what concerns few people is coarse.", c.plan.scale));
    if (const auto none = not_modelled(c); !none.empty())
        ways.items.push_back(fmt::format("Not modelled, so that a zero is no finding: {}.", scenarios::joined(none)));
    ways.items.push_back("Held against what is published: " + validation().summary);
    if (in.contested.empty()) ways.items.emplace_back("Contested assumptions on stops and trust were not run.");
    section.blocks.emplace_back(std::move(ways));
    if (!c.warnings.empty()) {
        Bullets warnings;
        for (const scenarios::RunWarning& warning : c.warnings)
            warnings.items.push_back(
                fmt::format("{} (in {} of {} runs)", warning.text, warning.runs, c.replicates * c.scenarios()));
        section.blocks.emplace_back(Paragraph{"The runs warned of:"});
        section.blocks.emplace_back(std::move(warnings));
    }
    return section;
}

Section how_made(const Comparison& c) {
    Section section{.id = "method", .title = "Method"};
    section.blocks.emplace_back(Paragraph{fmt::format(
        "Concord simulates the residents of Greater Manchester's neighbourhoods week by week: whom they talk to, what "
        "they meet, whom they trust. A run of an option and a run of the baseline share every chance, so that what "
        "differs between them is the option; that is a pair. Here {} pairs were run of each option, over {}, with one "
        "simulated resident for {}; parameters: {}.",
        c.replicates, scenarios::counted(static_cast<std::size_t>(c.plan.years()), "year"), c.plan.scale,
        scenarios::describe(c.plan.parameters))});
    section.blocks.emplace_back(Paragraph{
        "Before the runs it was declared how small a difference matters. A gain or a harm lies beyond that with all of "
        "its interval; too small to matter lies within it with all of its interval; not modelled means that nothing in "
        "the model leads there; all else could be either way."});
    section.blocks.emplace_back(
        Paragraph{"Equations, patterns it is held against and what it misses are in the documents that come with the "
                  "program: docs/model.md, docs/ODD.md, docs/validation.md, docs/limits.md."});
    return section;
}

Section assumptions(const Comparison& c) {
    Section section{.id = "assumptions", .title = "Log of assumptions"};
    Table table{.id = "parameters",
                .caption = "Parameters, what they stand on, and what these runs took",
                .columns = {{.title = "Parameter", .heads_row = true},
                            {.title = "What it is"},
                            {.title = "Unit"},
                            {.title = "Default", .right = true},
                            {.title = "Least in these runs", .right = true},
                            {.title = "Most", .right = true},
                            {.title = "Source"}},
                .appendix = true};
    int assumed = 0;
    for (std::size_t k = 0; k < c.plan.parameter_names.size(); ++k) {
        const sim::ParameterInfo* info = sim::find_parameter(c.plan.parameter_names[k]);
        double low = INFINITY, high = -INFINITY;
        for (const std::vector<double>& draw : c.plan.draws)
            low = std::min(low, draw.at(k)), high = std::max(high, draw.at(k));
        const bool on_assumption = !info || scenarios::names_assumption(info->source);
        assumed += on_assumption ? 1 : 0;
        table.rows.push_back(
            {{c.plan.parameter_names[k], info ? info->meaning : std::string(), info ? info->unit : std::string(),
              info ? Cell(fmt::format("{:.4g}", info->value), info->value) : Cell(),
              Cell(fmt::format("{:.4g}", low), low), Cell(fmt::format("{:.4g}", high), high),
              info ? info->source : std::string("not of this program's table")}});
    }
    section.blocks.emplace_back(Paragraph{fmt::format(
        "{} of {} parameters stand on an assumption, alone or beside a source. Sources are listed in docs/sources.md.",
        assumed, c.plan.parameter_names.size())});
    section.blocks.emplace_back(std::move(table));
    return section;
}

Section quality(const Comparison& c) {
    Section section{.id = "quality-assurance", .title = "Quality assurance"};
    section.blocks.emplace_back(Paragraph{
        "After HM Treasury's AQuA Book. What the program can say is filled in; the rest is for whoever answers for the "
        "use of this report.",
        Emphasis::kNote});
    Validation held_against = validation();
    const auto row = [](const char* what, std::string said) { return Row{{what, std::move(said), "", ""}}; };
    section.blocks.emplace_back(Table{
        .id = "sign-off",
        .caption = "Quality assurance log",
        .columns = {{.title = "Question", .heads_row = true},
                    {.title = "What is known"},
                    {.title = "Checked by"},
                    {.title = "Date, signature"}},
        .rows = {row("Purpose: is this the right question?", "Compares options under stated assumptions; no forecast."),
                 row("Assumptions: are they owned and acceptable?", "See the log above; contested ones are named."),
                 row("Verification: does the program do what its text says?",
                     "Automated tests with every change, worlds worked out by hand, the same bits on four kinds of "
                     "machine; see docs/TRACE.md."),
                 row("Validation: is it like the world?", held_against.summary + " The table follows."),
                 row("Uncertainty: is it shown?", fmt::format("{} {}; every difference with its interval and verdict.",
                                                              c.replicates, replicate_word(c))),
                 row("Analyst: who ran it?", ""), row("Analytical assurer: who checked it?", ""),
                 row("Senior responsible officer: who decides on it?", ""),
                 row("Equality: was an equality impact assessment made?",
                     "Not by this report: several protected characteristics are not in the model.")}});
    section.blocks.emplace_back(std::move(held_against.table));
    return section;
}

Section provenance(const Inputs& in) {
    const Comparison& c = in.comparison;
    Section section{.id = "provenance", .title = "Where these numbers come from"};
    Terms terms{
        {{"Program", fmt::format("Concord {} ({})", c.plan.program_version, c.plan.program_commit)},
         {"Report made by", fmt::format("Concord {} ({})", scenarios::kProgramVersion, scenarios::kProgramCommit)},
         {"Plan", c.plan.checksum},
         {"Seed", std::to_string(c.plan.seed)},
         {"Population seed", std::to_string(c.plan.population_seed)},
         {"Parameters", c.plan.draws_source.empty() ? scenarios::describe(c.plan.parameters) : c.plan.draws_source},
         {"Place", c.plan.geography},
         {"Folder", in.folder}}};
    for (const auto& [name, digest] : c.plan.inputs) terms.terms.emplace_back("SHA-256 of " + name, digest);
    const std::vector<std::string> texts = scenarios::text_checksums(c.plan);
    for (std::size_t s = 0; s < texts.size(); ++s)
        terms.terms.emplace_back(fmt::format("SHA-256 of scenario \"{}\"", c.plan.names[s]), texts[s]);
    for (const auto& [name, digest] : in.files) terms.terms.emplace_back("SHA-256 of " + name, digest);
    section.blocks.emplace_back(std::move(terms));
    return section;
}

}  // namespace

std::vector<Section> method(const Inputs& in) {
    return {how_wrong(in), how_made(in.comparison), assumptions(in.comparison), quality(in.comparison), provenance(in)};
}

}  // namespace concord::report
