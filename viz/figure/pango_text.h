// Text in Inter, measured and drawn by pango; shared by the cairo and SVG canvases, so that both lay out alike. The
// family falls back to the system's sans serif where Inter is not installed.
#pragma once

#include <memory>
#include <string_view>

#include "viz/figure/canvas.h"

typedef struct _cairo cairo_t;

namespace concord::figure {

class PangoText {
  public:
    PangoText();
    ~PangoText();
    PangoText(const PangoText&) = delete;
    PangoText& operator=(const PangoText&) = delete;

    double width(std::string_view text, double size, Weight weight) const;
    // At the current point of the baseline's start; as a path when only outlined.
    void show(cairo_t* cairo, std::string_view text, double size, Weight weight, bool as_path) const;

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace concord::figure
