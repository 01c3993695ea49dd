#include "viz/figure/export.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <memory>
#include <stdexcept>

#include "scenarios/files/atomic_file.h"
#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"
#include "viz/figure/alt_text.h"
#include "viz/figure/cairo_canvas.h"
#include "viz/figure/font_file.h"
#include "viz/figure/svg_canvas.h"
#include "viz/figure/svg_tooltips.h"

namespace concord::figure {
namespace {

struct CairoDeleter {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, CairoDeleter>;
using Context = std::unique_ptr<cairo_t, CairoDeleter>;

void require_sound(const Figure& figure) {
    const auto problems = check(figure);
    if (!problems.empty()) throw std::invalid_argument(fmt::format("figure '{}': {}", figure.title, problems.front()));
}

const Theme& theme_of(const ExportOptions& options) { return options.theme ? *options.theme : light_theme(); }

double height_for(const Canvas& canvas, const Figure& figure, const ExportOptions& options) {
    return options.grow
               ? std::max(options.height, fitting_height(canvas, figure, options.width, kEm * options.text_scale))
               : options.height;
}

HitMap draw(Canvas& canvas, const Figure& figure, double height, const ExportOptions& options) {
    return paint(canvas, figure, {0, 0, options.width, height}, kEm * options.text_scale, theme_of(options));
}

std::string escaped(const std::string& text) { return scenarios::xml_escaped(scenarios::printable(text)); }

// The picture alone, for a page that has its words.
Figure without_words(Figure figure) {
    figure.title.clear();
    figure.subtitle.clear();
    figure.caption.clear();
    figure.sources.clear();
    figure.provenance = {};
    return figure;
}

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

void require_success(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(fmt::format("cannot draw the figure: {}", cairo_status_to_string(status)));
}

// Somewhere to measure before the height of the page is known.
double measured_height(const Figure& figure, const ExportOptions& options) {
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1));
    const Context cairo(cairo_create(surface.get()));
    return height_for(CairoCanvas(cairo.get()), figure, options);
}

void write_whole(const std::filesystem::path& path, const std::string& bytes) {
    try {
        scenarios::write_text_file(path, bytes);
    } catch (const std::runtime_error&) {
        std::error_code ignored;
        std::filesystem::remove(scenarios::temporary_path(path), ignored);
        throw;
    }
}

}  // namespace

std::string to_svg(const Figure& figure, const ExportOptions& options) {
    require_sound(figure);
    const std::string id = options.id.empty()
                               ? fmt::format("figure{:x}", std::hash<std::string>{}(figure.title + figure.subtitle +
                                                                                    figure.provenance.scenario))
                               : options.id;
    SvgCanvas canvas(id + "-clip");
    const Figure& drawn = options.words_beside ? without_words(figure) : figure;
    const double height = height_for(canvas, drawn, options);
    const HitMap hits = draw(canvas, drawn, height, options);
    std::string fonts;
    const auto embed = [&](Weight weight, int number, const std::string& text) {
        const std::string font = embedded_font(weight, text);
        if (font.empty()) return;
        fonts += fmt::format("@font-face{{font-family:Inter;font-weight:{};src:url(data:font/otf;base64,{})}}\n",
                             number, font);
    };
    if (options.embed_fonts) {
        embed(Weight::kRegular, 400, canvas.regular_text());
        embed(Weight::kBold, 600, canvas.bold_text());
        if (!fonts.empty()) fonts = fmt::format("<style>\n{}</style>\n", fonts);
    }
    const std::string_view features = options.embed_fonts ? " style=\"font-feature-settings:'tnum'\"" : "";
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:g}\" height=\"{1:g}\" viewBox=\"0 0 {0:g} {1:g}\" "
        "role=\"img\" "
        "aria-labelledby=\"{2}-title {2}-desc\" font-family=\"Inter, Helvetica, Arial, sans-serif\"{7}>\n"
        "<title id=\"{2}-title\">{3}</title>\n<desc id=\"{2}-desc\">{4}</desc>\n{5}{6}{8}</svg>\n",
        options.width, height, id, escaped(figure.title), escaped(alt_text(figure)), fonts, canvas.elements(), features,
        options.tooltips ? svg_tooltips(hits, drawn) : std::string());
}

std::string to_png(const Figure& figure, const ExportOptions& options) {
    require_sound(figure);
    const double height = measured_height(figure, options);
    const auto pixels = [&](double length) { return static_cast<int>(std::lround(length * options.pixel_ratio)); };
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(options.width), pixels(height)));
    const Context cairo(cairo_create(surface.get()));
    cairo_scale(cairo.get(), options.pixel_ratio, options.pixel_ratio);
    CairoCanvas canvas(cairo.get());
    draw(canvas, figure, height, options);
    require_success(cairo_status(cairo.get()));
    std::string bytes;
    require_success(cairo_surface_write_to_png_stream(surface.get(), append, &bytes));
    return bytes;
}

std::string to_pdf(const Figure& figure, const ExportOptions& options) {
    require_sound(figure);
    const double height = measured_height(figure, options);
    std::string bytes;
    {
        const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, options.width, height));
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, figure.title.c_str());
        cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_SUBJECT, alt_text(figure).c_str());
        const Context cairo(cairo_create(surface.get()));
        CairoCanvas canvas(cairo.get());
        draw(canvas, figure, height, options);
        cairo_show_page(cairo.get());
        require_success(cairo_status(cairo.get()));
        cairo_surface_finish(surface.get());
        require_success(cairo_surface_status(surface.get()));
    }
    return bytes;
}

void write_figure(const std::filesystem::path& path, const Figure& figure, const ExportOptions& options) {
    const std::string ending = path.extension().string();
    if (ending == ".svg") {
        write_whole(path, to_svg(figure, options));
    } else if (ending == ".pdf") {
        write_whole(path, to_pdf(figure, options));
    } else if (ending == ".png") {
        write_whole(path, to_png(figure, options));
    } else if (ending == ".csv") {
        require_sound(figure);
        write_whole(path, to_csv(figure));
    } else {
        throw std::invalid_argument(fmt::format("{}: figures are written as .svg, .pdf, .png or .csv", path.string()));
    }
}

}  // namespace concord::figure
