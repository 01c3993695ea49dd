#include "viz/figure/pango_text.h"

#include <pango/pangocairo.h>

namespace concord::figure {

struct PangoText::Implementation {
    PangoContext* context = nullptr;
    PangoLayout* layout = nullptr;
    PangoFontDescription* font = nullptr;

    void set(std::string_view text, double size, Weight weight) const {
        pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
        pango_font_description_set_weight(font, weight == Weight::kBold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(layout, font);
        pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    }
};

PangoText::PangoText() : implementation_(std::make_unique<Implementation>()) {
    implementation_->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    // Without hinting a word is as wide at every size and in every format.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(implementation_->context, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(implementation_->context, 72);
    pango_context_set_round_glyph_positions(implementation_->context, FALSE);
    implementation_->layout = pango_layout_new(implementation_->context);
    // Digits of equal width, so that numbers below one another line up.
    PangoAttrList* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
    pango_layout_set_attributes(implementation_->layout, attributes);
    pango_attr_list_unref(attributes);
    implementation_->font = pango_font_description_from_string("Inter, sans-serif");
}

PangoText::~PangoText() {
    pango_font_description_free(implementation_->font);
    g_object_unref(implementation_->layout);
    g_object_unref(implementation_->context);
}

double PangoText::width(std::string_view text, double size, Weight weight) const {
    implementation_->set(text, size, weight);
    int width = 0;
    pango_layout_get_size(implementation_->layout, &width, nullptr);
    return static_cast<double>(width) / PANGO_SCALE;
}

void PangoText::show(cairo_t* cairo, std::string_view text, double size, Weight weight, bool as_path) const {
    implementation_->set(text, size, weight);
    PangoLayoutLine* line = pango_layout_get_line_readonly(implementation_->layout, 0);
    if (as_path) {
        pango_cairo_layout_line_path(cairo, line);
    } else {
        pango_cairo_show_layout_line(cairo, line);
    }
}

}  // namespace concord::figure
