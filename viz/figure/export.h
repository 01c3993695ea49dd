// Figures as files and as SVG text for reports: SVG with text as text and its font inside, PDF with embedded fonts,
// PNG, CSV. A file appears whole or not at all. Exports grow in height until everything fits, so that no figure leaves
// the program without its provenance.
#pragma once

#include <filesystem>
#include <string>

#include "viz/figure/figure.h"
#include "viz/figure/paint.h"

namespace concord::figure {

struct ExportOptions {
    double width = 640, height = 400;  // pixels; points in PDF. Height is the least: see above
    double text_scale = 1;             // 0.75 to 3
    double pixel_ratio = 2;            // PNG: pixels a unit
    const Theme* theme = nullptr;      // light when null
    bool embed_fonts = true;           // SVG; a page with many figures brings the font once itself
    bool grow = true;                  // false: exactly this height, what has no room is folded as on screen
    // SVG as part of a page: what its ids begin with (empty: made from what the figure says), and whether the page has
    // the figure's title, subtitle, caption, sources and provenance beside it, so that the picture goes without.
    std::string id{};
    bool words_beside = false;
    bool tooltips = false;  // SVG: what the marks mean, where a pointer rests
};

// A whole <svg> element with role="img", <title> and <desc> (alt_text.h). Without its own fonts it has no style at all,
// so that a page may forbid styles but its own. Throws std::invalid_argument for a figure with problems (check), as do
// all of these.
std::string to_svg(const Figure& figure, const ExportOptions& options = {});

// By the ending: .svg, .pdf, .png or .csv. Throws std::runtime_error with path and reason, leaving nothing behind, when
// it cannot be written, and std::invalid_argument for another ending.
void write_figure(const std::filesystem::path& path, const Figure& figure, const ExportOptions& options = {});

// The bytes of a PNG or PDF, for reports that hold them.
std::string to_png(const Figure& figure, const ExportOptions& options = {});
std::string to_pdf(const Figure& figure, const ExportOptions& options = {});

}  // namespace concord::figure
