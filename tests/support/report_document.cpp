#include "tests/support/report_document.h"

#include <fmt/format.h>

#include "scenarios/files/shown_text.h"
#include "tests/support/test_geography.h"
#include "viz/gallery/gallery.h"

namespace concord::tests {
namespace {

using report::Cell, report::Emphasis, report::Paragraph, report::Row, report::Section, report::Tone;

const std::vector<std::string> kOutcomes = {"Can influence decisions", "Belong here", "Feel safe",
                                            "Confidence in the police", "Get on well"};
const std::vector<std::string> kDistricts = {"Bolton",  "Bury",      "Manchester", "Oldham",   "Rochdale",
                                             "Salford", "Stockport", "Tameside",   "Trafford", "Wigan"};

report::Table table(std::string id, std::string caption) {
    report::Table out;
    out.id = std::move(id);
    out.caption = std::move(caption);
    return out;
}

report::Figure figure(std::string id, figure::Figure drawn) {
    report::Figure out;
    out.id = std::move(id);
    out.figure = std::move(drawn);
    return out;
}

report::Table outcomes() {
    report::Table out = table("outcomes", "What people would say in year 10, more or fewer adults than as today");
    out.columns = {{"Outcome", false, true},
                   {"Resident dialogue", true},
                   {"Patrols and training", true},
                   {"More stop and search", true},
                   {"Mix", true}};
    const std::vector<std::vector<Cell>> cells = {{{"+2,300 (800 to 5,000)", 2300, Tone::kGain},
                                                   {"+100 (−400 to 700)", 100, Tone::kUnsure},
                                                   {"", Tone::kNotModelled},
                                                   {"+1,400 (300 to 2,900)", 1400, Tone::kGain}},
                                                  {{"+1,900 (600 to 3,200)", 1900, Tone::kGain},
                                                   {"+40 (−20 to 90)", 40, Tone::kSmall},
                                                   {"−60 (−110 to −10)", -60, Tone::kSmall},
                                                   {"+1,000 (300 to 1,700)", 1000, Tone::kGain}},
                                                  {{"+200 (−900 to 1,300)", 200, Tone::kUnsure},
                                                   {"+4,800 (1,900 to 7,700)", 4800, Tone::kGain},
                                                   {"+900 (−2,100 to 3,800)", 900, Tone::kUnsure},
                                                   {"+2,600 (700 to 4,400)", 2600, Tone::kGain}},
                                                  {{"+300 (−100 to 700)", 300, Tone::kUnsure},
                                                   {"+3,900 (1,200 to 6,100)", 3900, Tone::kGain},
                                                   {"−5,200 (−9,400 to −1,600)", -5200, Tone::kHarm},
                                                   {"+1,800 (200 to 3,300)", 1800, Tone::kGain}},
                                                  {{"+500 (−200 to 1,200)", 500, Tone::kUnsure},
                                                   {"+100 (−300 to 500)", 100, Tone::kUnsure},
                                                   {"−400 (−1,000 to 200)", -400, Tone::kUnsure},
                                                   {"+300 (−200 to 900)", 300, Tone::kUnsure}}};
    for (std::size_t k = 0; k < kOutcomes.size(); ++k) {
        Row row;
        row.cells.emplace_back(kOutcomes[k]);
        row.cells.insert(row.cells.end(), cells[k].begin(), cells[k].end());
        row.outcome = kOutcomes[k];
        out.rows.push_back(std::move(row));
    }
    out.note = "In brackets: the range of nine in ten of the runs. A survey of 2,500 adults sees a change of 45,000.";
    return out;
}

report::Table costs() {
    report::Table out = table("costs", "What each option costs and how many take part");
    out.columns = {{"Option", false, true}, {"Cost, £ million", true}, {"Take part each year", true}, {"Who pays"}};
    out.rows = {{{"Resident dialogue", {"40.0", 40}, {"20,000", 20000}, "Combined authority"}},
                {{"Patrols and training", {"40.0", 40}, {"1,150", 1150}, "Police and crime budget"}},
                {{"More stop and search", {"38.5", 38.5}, {"0", 0}, "Police and crime budget"}},
                {{"Mix", {"40.0", 40}, {"9,400", 9400}, "Half each"}}};
    return out;
}

report::Table districts() {
    report::Table out = table("by-district", "Every outcome in every district, resident dialogue against as today");
    out.columns = {{"District", false, true},
                   {"Outcome", false, true},
                   {"Adults", true},
                   {"Points", true},
                   {"Runs with that sign", true}};
    for (std::size_t d = 0; d < kDistricts.size(); ++d) {
        for (std::size_t k = 0; k < kOutcomes.size(); ++k) {
            const int people = 17 * static_cast<int>((d * 31 + k * 57) % 29) - 120;
            const double points = people / 2000.0;
            Row row;
            row.cells = {{kDistricts[d]},
                         {kOutcomes[k]},
                         {fmt::format("{:+}", people), static_cast<double>(people),
                          people > 100    ? Tone::kGain
                          : people < -100 ? Tone::kHarm
                                          : Tone::kUnsure},
                         {fmt::format("{:+.2f}", points), points},
                         {fmt::format("{} of 8", 4 + (d + k) % 5), static_cast<double>(4 + (d + k) % 5)}};
            row.outcome = kOutcomes[k];
            row.district = kDistricts[d];
            out.rows.push_back(std::move(row));
        }
    }
    out.appendix = true;
    return out;
}

report::Table wide() {
    report::Table out = table("parameters", "Parameters that mattered most, by outcome");
    out.columns = {{"Parameter", false, true}};
    for (int c = 1; c <= 13; ++c) out.columns.push_back({fmt::format("Measure {}", c), true});
    for (int r = 1; r <= 40; ++r) {
        Row row;
        row.cells.emplace_back(fmt::format("Parameter number {}", r));
        for (int c = 1; c <= 13; ++c) row.cells.emplace_back(fmt::format("{:.2f}", 0.01 * r * c), 0.01 * r * c);
        out.rows.push_back(std::move(row));
    }
    return out;
}

Section page_one() {
    Section out = {.id = "page-one", .title = "In two minutes"};
    out.blocks.emplace_back(Paragraph{
        "Forty million pounds over ten years buys a small, real gain in how many adults feel that they can influence "
        "decisions, if it goes to resident dialogue; patrols with training do more for how safe people feel. No option "
        "is best for everything.",
        Emphasis::kLead});
    out.blocks.emplace_back(Paragraph{
        "More stop and search costs confidence in the police in all 8 runs, most of all among those who are stopped.",
        Emphasis::kWarning});
    out.blocks.emplace_back(outcomes());
    out.blocks.emplace_back(costs());
    out.blocks.emplace_back(Paragraph{
        "Solid figures: all runs agree on the sign. A hollow sign stands where they do not.", Emphasis::kNote});
    report::Bullets change;
    change.numbered = true;
    change.items = {"How long the effect of a dialogue lasts: with less than eleven months the order changes.",
                    "Whether people who take part talk about it with their neighbours.",
                    "How many are stopped for each extra patrol."};
    out.blocks.emplace_back(std::move(change));
    return out;
}

Section hostile() {
    Section out = {.id = "hostile", .title = "Names that nobody should choose"};
    report::Bullets bullets;
    bullets.items = hostile_names();
    report::Terms terms;
    report::Table names = table("hostile-table", hostile_names()[0]);
    names.columns = {{hostile_names()[1], false, true}, {"Number", true}, {hostile_names()[2]}};
    figure::IntervalDots dots;
    dots.x.label = hostile_names()[0];
    for (const std::string& name : hostile_names()) {
        out.blocks.emplace_back(Paragraph{name});
        out.blocks.emplace_back(report::Listing{name});
        terms.terms.emplace_back(name, name);
        Row row;
        row.cells = {{name}, {"1", 1}, {name, Tone::kUnsure}};
        row.outcome = row.district = name;
        names.rows.push_back(std::move(row));
        figure::IntervalRow interval;
        interval.label = interval.group = interval.detail = scenarios::printable(name.substr(0, 300));
        interval.estimate = 1;
        interval.low = -1;
        interval.high = 2;
        dots.rows.push_back(std::move(interval));
    }
    names.note = hostile_names()[2];
    figure::Figure drawn;
    drawn.title = hostile_names()[0];
    drawn.subtitle = hostile_names()[1];
    drawn.caption = hostile_names()[2];
    drawn.sources = hostile_names();
    drawn.provenance.scenario = hostile_names()[0];
    drawn.content = std::move(dots);
    out.blocks.emplace_back(std::move(bullets));
    out.blocks.emplace_back(std::move(terms));
    out.blocks.emplace_back(std::move(names));
    out.blocks.emplace_back(figure("hostile-figure", std::move(drawn)));
    return out;
}

}  // namespace

std::vector<std::string> hostile_names() {
    return {"<script>alert(\"1\")</script> & <b onclick='x'>",
            "\"quoted\" 'single' </title></style></script><!-- --> \\ ]]>",
            "=HYPERLINK(\"http://example.org\";\"x\")",
            "right\u202Eto left \u2066and hidden\u200B",
            std::string(10000, 'W'),
            "emoji 😀 🏳️‍🌈 and 漢字",
            "no UTF-8 \xFF\xC3( and a bell \x07"};
}

report::Document report_document() {
    report::Document document;
    document.title = "Forty million pounds for how people get on in Greater Manchester";
    document.subtitle = "Four options against as today, April 2026 to April 2036, eight runs of each";
    document.caveat = "Simulated: differences between options are firmer than levels. Not a forecast.";
    document.made_of = {{"Version", "0.1.0 (1234abc)"},
                        {"Seeds", "1 to 8"},
                        {"Parameters", "priors"},
                        {"Note", "<b>\"x\"</b></style>"}};
    document.outcomes = kOutcomes;
    document.districts = kDistricts;
    document.sections.push_back(page_one());

    Section figures = {.id = "figures", .title = "What happens, in pictures"};
    figures.blocks.emplace_back(Paragraph{
        "Each figure has its numbers in a table below it. Where a pointer rests on a mark, the mark says what it is. "
        "The lines are the middle of the runs, the bands what nine in ten of them cover."});
    document.sections.push_back(std::move(figures));
    Section over_time = {.id = "kinds", .title = "One of every kind", .level = 3};
    for (auto& entry : figure::gallery()) {
        std::string id = "kind-" + std::to_string(over_time.blocks.size());
        over_time.blocks.emplace_back(figure(std::move(id), std::move(entry.figure)));
    }
    document.sections.push_back(std::move(over_time));
    Section maps = {.id = "maps", .title = "Where", .level = 3};
    for (auto& entry : figure::map_gallery(sim::small_geography(4, 3, 3))) {
        std::string id = "map-" + std::to_string(maps.blocks.size());
        maps.blocks.emplace_back(figure(std::move(id), std::move(entry.figure)));
    }
    document.sections.push_back(std::move(maps));

    Section where = {.id = "districts", .title = "District by district"};
    where.blocks.emplace_back(Paragraph{"Long tables are folded until asked for. On paper they are whole."});
    where.blocks.emplace_back(districts());
    where.blocks.emplace_back(wide());
    document.sections.push_back(std::move(where));

    Section words = {.id = "glossary", .title = "Words"};
    report::Terms terms;
    terms.terms = {{"Neighbourhood", "An area of about 1,500 residents as the census draws them (LSOA)."},
                   {"Survey", "What a panel of 2,500 adults would say, four times a year."}};
    words.blocks.emplace_back(std::move(terms));
    report::Bullets bullets;
    bullets.items = {"As today: no new spending.", "Gain: more adults would say so than as today."};
    words.blocks.emplace_back(std::move(bullets));
    document.sections.push_back(std::move(words));
    document.sections.push_back(hostile());
    return document;
}

}  // namespace concord::tests
