#include "scenarios/compare/programme_table.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/files/text.h"

namespace concord::scenarios {
namespace {

using Levels = std::array<double, sim::kProgrammeMeasures>;

constexpr const char* kGlosses =
    "Heard of it: percent of adults who know that there is such a programme. In favour: percent of these who view it "
    "favourably. Trust: mean over adults, 0 surveillance, 100 a source of help. Who has heard of it is drawn alike for "
    "everybody, and what framing and explanation do is assumed (framing_trust, framing_grievance, "
    "communication_awareness, communication_trust; docs/levers.md).";

constexpr const char* kOfDifferences =
    " In brackets: the verdict on the difference from the baseline, its mean and its interval in points; too small: "
    "less "
    "than half a point, either way, in all of the interval; more, fewer: all of the interval is half a point or more, "
    "of "
    "what has no better way.";
constexpr int kCellWidth = 36, kLevelWidth = 20;  // of a comparison, of a run

// In points of a hundred.
double shown(const Levels& levels, std::size_t measure) {
    return measure == sim::kProgrammeMeanTrust ? 100 * levels[measure] : levels[measure];
}

std::string number(double value) { return std::isnan(value) ? "too few" : fmt::format("{:.1f}", value); }

// In points of a hundred.
Difference in_points(const Difference& d, std::size_t measure) {
    const double times = measure == sim::kProgrammeMeanTrust ? 100 : 1;
    Difference points = d;
    points.level *= times, points.mean *= times, points.matters *= times;
    points.interval = {times * d.interval.low, times * d.interval.high};
    return points;
}

// What may be said of a difference in points: gain, harm; "more", "fewer" of what has no better way; "?"; or "too
// small".
std::string said(const Difference& d, int better) {
    if (d.verdict == sim::Verdict::kNoChangeThatMatters) return "too small";
    if (std::isnan(d.interval.low)) return "cannot say";
    const bool beyond = d.interval.low >= d.matters || d.interval.high <= -d.matters;
    const int decimals = decimals_for(d.mean, d.interval);
    const std::string word = d.verdict != sim::Verdict::kCannotSay ? std::string(sim::name_of(d.verdict))
                             : better != 0 || !beyond              ? "?"
                             : d.mean > 0                          ? "more"
                                                                   : "fewer";
    return fmt::format("{} {}, {}", word, signed_number(d.mean, decimals), interval_words(d.interval, decimals));
}

std::string cell_of(const Difference& difference, std::size_t measure) {
    const Difference d = in_points(difference, measure);
    if (d.verdict == sim::Verdict::kNotModelled) return "not modelled";
    if (std::isnan(d.mean)) return number(d.level);
    return fmt::format("{} ({})", number(d.level), said(d, sim::kProgrammeTable[measure].better));
}

std::string row(const std::string& name, const std::array<std::string, sim::kProgrammeMeasures>& cells, int width) {
    std::string text = fmt::format("  {:<34.33}", name);
    for (const std::string& cell : cells) text += fmt::format("{:>{}}", cell, width);
    return text + "\n";
}

constexpr std::array<std::string_view, sim::kProgrammeMeasures> kHeads = {"heard of it", "in favour", "trust"};
std::string head(int width) {
    return row("", {std::string(kHeads[0]), std::string(kHeads[1]), std::string(kHeads[2])}, width);
}

}  // namespace

std::string programme_text(const Comparison& c) {
    if (c.programme.empty()) return {};
    std::string text =
        "The prevention programme, Greater Manchester, end of the run, mean of the runs\n" + head(kCellWidth);
    for (int s = 0; s < c.scenarios(); ++s) {
        std::array<std::string, sim::kProgrammeMeasures> cells;
        for (std::size_t k = 0; k < cells.size(); ++k)
            cells[k] = s == 0 ? number(in_points(c.programme_of(0, k), k).level) : cell_of(c.programme_of(s, k), k);
        text += row(c.plan.names[static_cast<std::size_t>(s)], cells, kCellWidth);
    }
    return text + wrapped(std::string(kGlosses) + kOfDifferences) + "\n";
}

std::string programme_line(const Comparison& c) {
    std::string told, unsure;
    for (int s = 1; s < c.scenarios() && !c.programme.empty(); ++s) {
        std::string of_option;
        bool cannot_say = false;
        for (std::size_t k = 0; k < sim::kProgrammeMeasures; ++k) {
            const Difference d = in_points(c.programme_of(s, k), k);
            const std::string words = std::isnan(d.mean) || !sim::tells_sign(d.verdict)
                                          ? std::string()
                                          : said(d, sim::kProgrammeTable[k].better);
            const bool sure = !words.empty() && !words.starts_with("?") && words != "cannot say";
            cannot_say = cannot_say || (!words.empty() && !sure);
            if (sure)
                of_option += fmt::format("{}{} {} {}", of_option.empty() ? "" : ", ", kHeads[k],
                                         words.substr(0, words.find(' ')),
                                         signed_number(d.mean, decimals_for(d.mean, d.interval)));
        }
        if (!of_option.empty()) told += fmt::format("{}{}: {}", told.empty() ? "" : "; ", letter(s), of_option);
        if (cannot_say) unsure += fmt::format("{}{}", unsure.empty() ? "" : ", ", letter(s));
    }
    if (told.empty() && unsure.empty()) return {};
    if (!unsure.empty()) told += fmt::format("{}cannot say of something under {}", told.empty() ? "" : "; ", unsure);
    return wrapped("The prevention programme in residents' eyes: " + told + ".") + "\n";
}

std::string programme_text(const sim::RunRecord& record) {
    const sim::Series& programme = record[sim::SeriesId::kProgramme];
    const auto line = [&](const char* when, int period) {
        Levels levels;
        std::array<std::string, sim::kProgrammeMeasures> cells;
        for (std::size_t k = 0; k < cells.size(); ++k)
            levels[k] = programme.at(period, record.layout().gm(), k), cells[k] = number(shown(levels, k));
        return row(when, cells, kLevelWidth);
    };
    return "\nThe prevention programme, Greater Manchester\n" + head(kLevelWidth) + line("start", 0) +
           line("end", record.periods) + wrapped(kGlosses) + "\n";
}

}  // namespace concord::scenarios
