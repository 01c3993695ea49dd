#include <fmt/format.h>

#include <iterator>

#include "report/sections/cells.h"
#include "report/sections/sections.h"
#include "scenarios/compare/comparison_words.h"
#include "scenarios/results/results_writer.h"
#include "sim/ground/calendar.h"

namespace concord::report {
namespace {

void append(std::vector<Section>& all, std::vector<Section> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Document compose(const Inputs& in, bool executive) {
    const scenarios::Comparison& c = in.comparison;
    std::vector<std::string> names;
    for (int s = 1; s < c.scenarios(); ++s) names.push_back(name_of(c, s));
    Document document{
        .title = "Options report",
        .subtitle = fmt::format("{} against \"{}\", Greater Manchester, {} to {}; {} pairs of runs each, one "
                                "simulated resident for {}{}",
                                scenarios::joined(names), name_of(c, 0), c.plan.start_date,
                                sim::to_iso(c.plan.start() + std::chrono::days(7 * c.plan.weeks)), c.replicates,
                                c.plan.scale, in.stress ? "; without and with " + in.stress->events : std::string()),
        .caveat = scenarios::kCaveat,
        .made_of = {{"Concord", fmt::format("{} ({})", c.plan.program_version, c.plan.program_commit)},
                    {"seed", std::to_string(c.plan.seed)},
                    {"runs", std::to_string(c.replicates * c.scenarios())},
                    {"parameters", scenarios::describe(c.plan.parameters)}}};
    for (const sim::MeasureInfo& info : c.outcomes) document.outcomes.emplace_back(info.title);
    document.districts.assign(c.groups.begin() + 1, c.groups.begin() + 1 + c.districts);
    std::vector<Section>& sections = document.sections;
    sections.push_back(page_one(in));
    std::vector<Section> behind = method(in);
    if (executive) {
        document.brief = true;
        document.outcomes.clear();
        document.districts.clear();
        sections.push_back(std::move(behind.front()));
        return document;
    }
    if (auto people = in_people(in)) sections.push_back(std::move(*people));
    append(sections, options(in));
    sections.push_back(pairs(in));
    sections.push_back(under_stress(in));
    sections.push_back(places(in));
    sections.push_back(who(in));
    sections.push_back(monitoring(in));
    sections.push_back(robustness(in));
    sections.push_back(costs(in));
    append(sections, std::move(behind));
    sections.push_back(glossary(in));
    sections.push_back(all_numbers(in));
    return document;
}

}  // namespace concord::report
