#include "report/html_figures.h"

#include <fmt/format.h>

#include "report/figure_table.h"
#include "report/html_tables.h"
#include "viz/figure/export.h"

namespace concord::report {
namespace {

void add_caption(Markup& html, const Figure& figure, const std::string& number) {
    const Element caption(html, "figcaption", {{"id", figure.id + "_caption"}});
    html.element("span", fmt::format("{}.", number), {{"class", "number"}});
    html.text(fmt::format(" {}", figure.figure.title));
    if (!figure.figure.subtitle.empty()) {
        html.text(" ");
        html.element("span", figure.figure.subtitle, {{"class", "subtitle"}});
    }
}

void add_picture(Markup& html, const Figure& figure) {
    figure::ExportOptions options;
    options.width = figure.width;
    options.height = figure.least_height;
    options.embed_fonts = false;
    options.id = figure.id + "_picture";
    options.words_beside = true;
    options.tooltips = true;
    const Element group(html, "div",
                        {{"class", "scrolls picture"},
                         {"role", "group"},
                         {"aria-labelledby", figure.id + "_caption"},
                         {"tabindex", "0"}});
    html.svg_of_ours(figure::to_svg(figure.figure, options));
}

// Where the numbers come from: once for each figure, and small.
void add_sources(Markup& html, const figure::Figure& figure) {
    std::string line;
    for (const std::string& source : figure.sources)
        line += (line.empty() ? (figure.sources.size() > 1 ? "Sources: " : "Source: ") : "; ") + source;
    if (!line.empty()) line += ". ";
    line += figure::provenance_line(figure.provenance);
    if (!line.empty()) html.element("p", line, {{"class", "source"}});
}

}  // namespace

void add_figure(Markup& html, const Figure& figure, const std::string& number) {
    // Named twice, by its caption and in the picture: printed, each of the two is a figure that wants words.
    const Element open(html, "figure", {{"id", figure.id}, {"aria-labelledby", figure.id + "_caption"}});
    add_caption(html, figure, number);
    add_picture(html, figure);
    if (!figure.figure.caption.empty()) html.element("p", figure.figure.caption, {{"class", "note"}});
    add_sources(html, figure.figure);
    const Element details(html, "details", {{"class", "data"}});
    html.element("summary", fmt::format("{} in numbers", number));
    add_table(html, figure_table(figure.figure, figure.id + "_data", figure.figure.title + ", in numbers"), number,
              may_rank(figure.figure));
}

}  // namespace concord::report
