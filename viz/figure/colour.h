// Colours by the kind of data they stand for, chosen so that people with any of the three kinds of colour blindness
// tell them apart, and the measures that tests hold them to. Three themes: light (paper, report), dark (projector in a
// dim room) and high contrast.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace concord::figure {

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    friend bool operator==(const Colour&, const Colour&) = default;
};
Colour with_alpha(Colour colour, double alpha);       // alpha in [0, 1]
std::string to_hex(Colour colour);                    // "#0f56a7"
Colour mixed(Colour one, Colour other, double part);  // part 0: one, 1: the other

inline constexpr int kCategoricalColours = 8;

struct Theme {
    std::string name;
    Colour background, text,
        muted;              // text and muted text stand on background with a contrast of at least 4.5 (WCAG AA)
    Colour grid, axis;      // behind the data; decoration only
    Colour accent;          // event markers, focus
    Colour border;          // of districts, over the classes
    Colour unit_border;     // between units
    Colour no_data, hatch;  // fill and hatching of units without a value
    Colour panel;           // tooltips, table stripes
    std::array<Colour, kCategoricalColours> categorical;  // contrast with background at least 3 (WCAG 1.4.11)
    std::vector<Colour> sequential_stops;                 // low to high, in equal steps
    std::vector<Colour> diverging_stops;                  // negative, zero in the middle, positive; odd number
};
const Theme& light_theme();
const Theme& dark_theme();
const Theme& high_contrast_theme();

// Colours of n classes, 2 to 7, low to high; interpolated in CIELAB.
std::vector<Colour> sequential_classes(const Theme& theme, int n);
std::vector<Colour> diverging_classes(const Theme& theme, int n);

// Second channels that go with the categorical colours. Lengths on, off, ... in line widths; the first is a whole line.
const std::vector<double>& dash_pattern(int index);
enum class Marker { kCircle, kSquare, kTriangle, kDiamond, kCross, kTriangleDown, kPlus, kRing };
Marker marker_of(int index);

// Normal sight and the three kinds of dichromacy.
enum class Vision { kNormal, kProtanopia, kDeuteranopia, kTritanopia };
inline constexpr Vision kVisions[] = {Vision::kNormal, Vision::kProtanopia, Vision::kDeuteranopia, Vision::kTritanopia};
Colour as_seen_with(Vision vision, Colour colour);

struct Lab {
    double lightness = 0, a = 0, b = 0;  // CIE 1976 L*a*b*, white D65
};
Lab to_lab(Colour colour);
double delta_e(Colour one, Colour other);   // CIE 1976 colour difference
double contrast(Colour one, Colour other);  // WCAG 2 contrast ratio, 1 to 21
// The colour as text on the theme's background: moved towards the theme's text until its contrast is 4.5 (WCAG AA).
Colour as_text(const Theme& theme, Colour colour);

}  // namespace concord::figure
