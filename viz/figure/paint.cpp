#include "viz/figure/paint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "viz/figure/painter.h"

namespace concord::figure {
namespace {

constexpr double kPadding = 0.7, kGap = 0.45;  // em
constexpr double kSmallestEm = 10;             // pixels
constexpr int kMostFolds = 7;

// Header and footer as lines of text, folded as far as the room asks.
struct Surroundings {
    std::vector<std::string> title, subtitle, notice, caption, sources, provenance;
};

std::string sources_line(const Figure& figure) {
    std::string line;
    for (const std::string& source : figure.sources)
        line += (line.empty() ? (figure.sources.size() > 1 ? "Sources: " : "Source: ") : "; ") + source;
    return line;
}

bool needs_notice(const Figure& figure) {
    const auto* map = std::get_if<Choropleth>(&figure.content);
    return map && map->below_district;
}

// Steps of folding, the least needed first. The notice below district level and the title stay to the end.
Surroundings surroundings(const Words& words, const Figure& figure, double width, int folded) {
    Surroundings out;
    const auto most = [&](int step) { return static_cast<std::size_t>(folded >= step ? 1 : 0); };
    out.title = words.wrap(figure.title, width, kTitleSize, Weight::kBold, folded >= 7 ? 1 : folded >= 4 ? 2 : 0);
    if (folded < 5) out.subtitle = words.wrap(figure.subtitle, width, 0.95, Weight::kRegular, most(3));
    if (needs_notice(figure)) out.notice = words.wrap(kSimulatedNotice, width, 0.9, Weight::kBold);
    std::string caption = figure.caption;
    const std::string note = reading_note(figure.content);
    if (!note.empty()) caption += (caption.empty() ? "" : " ") + note;
    if (folded < 2) out.caption = words.wrap(caption, width, kTickSize, Weight::kRegular, 0);
    if (folded < 1) out.sources = words.wrap(sources_line(figure), width, kSmallSize);
    if (folded < 6)
        out.provenance = words.wrap(provenance_line(figure.provenance), width, kSmallSize, Weight::kRegular, most(3));
    return out;
}

double header_height(const Words& words, const Surroundings& s) {
    return words.height(s.title.size(), kTitleSize) + words.height(s.subtitle.size(), 0.95) +
           words.height(s.notice.size(), 0.9) + kGap * words.em;
}

double footer_height(const Words& words, const Surroundings& s) {
    const double text =
        words.height(s.caption.size(), kTickSize) + words.height(s.sources.size() + s.provenance.size(), kSmallSize);
    return text > 0 ? text + kGap * words.em : 0;
}

double wanted_content_height(const Words& words, const Figure& figure, double width) {
    return std::visit([&](const auto& content) { return content_height(words, content, width); }, figure.content);
}

Rect inside(const Rect& rect, double em) {
    const double padding = std::min(kPadding * em, 0.05 * rect.width);
    return {rect.x + padding, rect.y + padding, rect.width - 2 * padding, rect.height - 2 * padding};
}

// How a figure is fitted into its room: what stands around the content, and how large text is.
struct Plan {
    double em = 0;
    Surroundings around;
    Rect body;
    bool complete = true;
};

// Folds header and footer until the content has what it needs; false when even that is not enough.
bool fold(const Words& words, const Figure& figure, const Rect& inner, Plan& plan) {
    const auto height_of = [&](auto measure) {
        return std::visit([&](const auto& content) { return measure(content); }, figure.content);
    };
    const double wanted = height_of([&](const auto& content) { return content_height(words, content, inner.width); });
    const double least = height_of([&](const auto& content) { return least_height(words, content, inner.width); });
    // Content is the larger part of a figure, whatever there is to say around it.
    const double enough = std::min(wanted, std::max(least, 0.5 * inner.height));
    const auto try_fold = [&](int folded) {
        plan.around = surroundings(words, figure, inner.width, folded);
        const double header = header_height(words, plan.around);
        const double room = inner.height - header - footer_height(words, plan.around);
        plan.body = {inner.x, inner.y + header, inner.width, std::max(room, 0.0)};
        plan.complete = folded == 0 && room >= wanted - 0.5;
        return room;
    };
    // If doing without sources and caption shows all of the content, that is worth it; else they stay while they can.
    for (int folded = 0; folded <= 2; ++folded) {
        if (try_fold(folded) >= wanted - 0.5) return true;
    }
    for (int folded = 0; folded <= kMostFolds; ++folded) {
        if (try_fold(folded) >= enough - 0.5) return true;
    }
    return plan.body.height >= least - 0.5;
}

// Text gives way last: in a panel too small for its words they are set smaller, but never below what can be read.
Plan fit(const Canvas& canvas, const Figure& figure, const Rect& rect, double em) {
    Plan plan;
    for (plan.em = em; !fold({canvas, plan.em}, figure, inside(rect, plan.em), plan);
         plan.em = std::max(0.92 * plan.em, kSmallestEm)) {
        if (plan.em <= kSmallestEm) break;
    }
    if (plan.em < em) plan.complete = false;
    return plan;
}

}  // namespace

std::string reading_note(const Content& content) {
    const auto has_band = [](const std::vector<Series>& all) {
        return std::any_of(all.begin(), all.end(), [](const Series& series) { return !series.low.empty(); });
    };
    if (const auto* chart = std::get_if<LineChart>(&content)) return has_band(chart->series) ? chart->band_meaning : "";
    if (const auto* multiples = std::get_if<SmallMultiples>(&content)) {
        const auto& panels = multiples->panels;
        const bool any =
            std::any_of(panels.begin(), panels.end(), [&](const Panel& panel) { return has_band(panel.series); });
        return any ? multiples->band_meaning : "";
    }
    if (const auto* dots = std::get_if<IntervalDots>(&content)) {
        const bool any = std::any_of(dots->rows.begin(), dots->rows.end(),
                                     [&](const IntervalRow& row) { return is_hollow(*dots, row); });
        const bool lines = std::any_of(dots->rows.begin(), dots->rows.end(),
                                       [](const IntervalRow& row) { return row.low < row.high; });
        if (!lines) return "";
        const std::string band = dots->reference && !dots->band_meaning.empty()
                                     ? fmt::format(" Shaded: {}.", dots->band_meaning)
                                     : std::string();
        return fmt::format("Lines: {}.{}{}", dots->interval_meaning,
                           !any ? ""
                           : dots->hollow_meaning.empty()
                               ? fmt::format(" Hollow: the interval includes {:g}.", *dots->reference)
                               : fmt::format(" Hollow: {}.", dots->hollow_meaning),
                           band);
    }
    if (const auto* ledger = std::get_if<LedgerBars>(&content)) {
        if (ledger->rows.size() != 1) return "Diamond: total of all contributions.";
        return ledger->rows[0].unshown != 0 ? "Each bar starts where the one above ended."
                                            : "Each bar starts where the one above ended; together they make the "
                                              "total.";
    }
    return "";
}

HitMap paint(Canvas& canvas, const Figure& figure, const Rect& rect, double em, const Theme& theme,
             const Interaction& interaction) {
    HitMap hits;
    const Plan plan = fit(canvas, figure, rect, em);
    hits.complete = plan.complete;
    em = plan.em;
    Painter painter = {canvas, theme, figure, interaction, hits, {canvas, em}, em};
    canvas.rect(rect, theme.background);
    canvas.push_clip(rect);
    const Rect inner = inside(rect, em);
    double y =
        painter.lines(inner.x, inner.y, plan.around.title, kTitleSize, theme.text, Anchor::kStart, Weight::kBold);
    y = painter.lines(inner.x, y, plan.around.subtitle, 0.95, theme.muted);
    painter.lines(inner.x, y, plan.around.notice, 0.9, theme.text, Anchor::kStart, Weight::kBold);

    std::visit([&](const auto& content) { paint_content(painter, content, plan.body); }, figure.content);

    y = plan.body.bottom() + kGap * em;
    y = painter.lines(inner.x, y, plan.around.caption, kTickSize, theme.text);
    y = painter.lines(inner.x, y, plan.around.sources, kSmallSize, theme.muted);
    painter.lines(inner.x, y, plan.around.provenance, kSmallSize, theme.muted);
    canvas.pop_clip();
    return hits;
}

double fitting_height(const Canvas& canvas, const Figure& figure, double width, double em) {
    const Words words = {canvas, em};
    const double padding = std::min(kPadding * em, 0.05 * width), inner = width - 2 * padding;
    const Surroundings around = surroundings(words, figure, inner, 0);
    return std::ceil(header_height(words, around) + footer_height(words, around) +
                     wanted_content_height(words, figure, inner) + 2 * padding);
}

}  // namespace concord::figure
