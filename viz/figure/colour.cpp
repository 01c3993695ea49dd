#include "viz/figure/colour.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace concord::figure {
namespace {

using Linear = std::array<double, 3>;
using Matrix = std::array<Linear, 3>;

constexpr Colour hex(std::uint32_t rgb) {
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb),
            255};
}

double to_linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

std::uint8_t to_channel(double linear) {
    linear = std::clamp(linear, 0.0, 1.0);
    const double c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(255 * c));
}

Linear to_linear(Colour colour) { return {to_linear(colour.r), to_linear(colour.g), to_linear(colour.b)}; }

Linear operator*(const Matrix& m, const Linear& v) {
    Linear out{};
    for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return out;
}

// Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency",
// IEEE Transactions on Visualization and Computer Graphics 15(6), 1291-1298: severity 1.0, on linear RGB.
const Matrix& deficiency(Vision vision) {
    static const Matrix normal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    static const Matrix protanopia = {
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
    static const Matrix deuteranopia = {
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
    static const Matrix tritanopia = {
        {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
    switch (vision) {
        case Vision::kProtanopia: return protanopia;
        case Vision::kDeuteranopia: return deuteranopia;
        case Vision::kTritanopia: return tritanopia;
        default: return normal;
    }
}

// sRGB (IEC 61966-2-1) to CIE XYZ, and the white it brings with it.
constexpr Matrix kToXyz = {
    {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
constexpr Matrix kFromXyz = {
    {{3.2404542, -1.5371385, -0.4985314}, {-0.9692660, 1.8760108, 0.0415560}, {0.0556434, -0.2040259, 1.0572252}}};
constexpr Linear kWhite = {0.9504700, 1.0000001, 1.0888300};

Colour from_lab(const Lab& lab) {
    const double fy = (lab.lightness + 16) / 116;
    const Linear f = {fy + lab.a / 500, fy, fy - lab.b / 200};
    Linear xyz{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double cube = f[i] * f[i] * f[i];
        xyz[i] = kWhite[i] * (cube > 216.0 / 24389 ? cube : (116 * f[i] - 16) * 27 / 24389);
    }
    const Linear rgb = kFromXyz * xyz;
    return {to_channel(rgb[0]), to_channel(rgb[1]), to_channel(rgb[2]), 255};
}

std::vector<Colour> classes(const std::vector<Colour>& stops, int n) {
    std::vector<Colour> out;
    for (int k = 0; k < n; ++k) {
        const double at = static_cast<double>(k) / (n - 1) * static_cast<double>(stops.size() - 1);
        const auto i = std::min(static_cast<std::size_t>(at), stops.size() - 2);
        const double t = at - static_cast<double>(i);
        const Lab one = to_lab(stops[i]), other = to_lab(stops[i + 1]);
        out.push_back(from_lab({one.lightness + t * (other.lightness - one.lightness), one.a + t * (other.a - one.a),
                                one.b + t * (other.b - one.b)}));
    }
    return out;
}

}  // namespace

// The colours were found by search: near hues that people can name, as far apart as the thresholds of
// tests/viz/figure/colour_test.cpp ask under every kind of vision.
const Theme& light_theme() {
    static const Theme theme = {
        .name = "light",
        .background = hex(0xffffff),
        .text = hex(0x1b2330),
        .muted = hex(0x556070),
        .grid = hex(0xe3e7ec),
        .axis = hex(0x8b95a3),
        .accent = hex(0xb3261e),
        .border = hex(0x1b2330),
        .unit_border = with_alpha(hex(0xffffff), 0.75),
        .no_data = hex(0xe9ebee),
        .hatch = hex(0x8b95a3),
        .panel = hex(0xf3f5f8),
        .categorical = {hex(0x0f56a7), hex(0xdd6c15), hex(0x298f6d), hex(0x9e2671), hex(0x946ee7), hex(0x755700),
                        hex(0x1d202c), hex(0x7b96a6)},
        .sequential_stops = {hex(0xd6ecd2), hex(0x7cc7b4), hex(0x2f8fb3), hex(0x2a559c), hex(0x1d2363)},
        .diverging_stops = {hex(0x7f3300), hex(0xc96f1d), hex(0xf0c08a), hex(0xe6e6e3), hex(0xa9cfe8), hex(0x3f8cc4),
                            hex(0x0f3f78)},
    };
    return theme;
}

const Theme& dark_theme() {
    static const Theme theme = {
        .name = "dark",
        .background = hex(0x14181f),
        .text = hex(0xeef2f7),
        .muted = hex(0xa9b4c2),
        .grid = hex(0x2b323c),
        .axis = hex(0x6c7785),
        .accent = hex(0xff8a80),
        .border = hex(0xf4f7fb),
        .unit_border = with_alpha(hex(0x14181f), 0.6),
        .no_data = hex(0x2a2f38),
        .hatch = hex(0x8d98a6),
        .panel = hex(0x222833),
        .categorical = {hex(0x51a5f1), hex(0xeb9031), hex(0x18d9a2), hex(0xf194cf), hex(0x8579ff), hex(0xf5e440),
                        hex(0xe8f3ff), hex(0x747c8a)},
        .sequential_stops = {hex(0x2d3f6e), hex(0x2f73a8), hex(0x38a3a5), hex(0x8ed29b), hex(0xf3f7b5)},
        .diverging_stops = {hex(0xffc27a), hex(0xd9822b), hex(0x8a5526), hex(0x3a3f49), hex(0x2f6390), hex(0x4a9bd8),
                            hex(0xa8dcff)},
    };
    return theme;
}

const Theme& high_contrast_theme() {
    static const Theme theme = {
        .name = "high contrast",
        .background = hex(0x000000),
        .text = hex(0xffffff),
        .muted = hex(0xe0e0e0),
        .grid = hex(0x4a4a4a),
        .axis = hex(0xc0c0c0),
        .accent = hex(0xff9a90),
        .border = hex(0xffffff),
        .unit_border = with_alpha(hex(0x000000), 0.8),
        .no_data = hex(0x1c1c1c),
        .hatch = hex(0xd0d0d0),
        .panel = hex(0x202020),
        .categorical = {hex(0x4ab9f8), hex(0xf59125), hex(0x34f1a8), hex(0xcf70b6), hex(0x8f78ff), hex(0xf7e830),
                        hex(0xffffff), hex(0x9f9790)},
        .sequential_stops = {hex(0x1f3f96), hex(0x1f7fc4), hex(0x29b8a8), hex(0xa5e08a), hex(0xffffc0)},
        .diverging_stops = {hex(0xffd08a), hex(0xf08a1e), hex(0x96540f), hex(0x3c3c3c), hex(0x1f62a8), hex(0x3fa4f5),
                            hex(0xb8e6ff)},
    };
    return theme;
}

Colour with_alpha(Colour colour, double alpha) {
    colour.a = static_cast<std::uint8_t>(std::lround(255 * std::clamp(alpha, 0.0, 1.0)));
    return colour;
}

std::string to_hex(Colour colour) { return fmt::format("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b); }

std::vector<Colour> sequential_classes(const Theme& theme, int n) {
    return classes(theme.sequential_stops, std::clamp(n, 2, 7));
}
std::vector<Colour> diverging_classes(const Theme& theme, int n) {
    return classes(theme.diverging_stops, std::clamp(n, 2, 7));
}

const std::vector<double>& dash_pattern(int index) {
    static const std::vector<double> patterns[kCategoricalColours] = {
        {}, {5, 2}, {1.5, 2}, {7, 2, 1.5, 2}, {3, 3}, {9, 3}, {5, 2, 1.5, 2, 1.5, 2}, {2, 1.2}};
    return patterns[static_cast<std::size_t>(index) % kCategoricalColours];
}

Marker marker_of(int index) { return static_cast<Marker>(index % kCategoricalColours); }

Colour as_seen_with(Vision vision, Colour colour) {
    const Linear seen = deficiency(vision) * to_linear(colour);
    return {to_channel(seen[0]), to_channel(seen[1]), to_channel(seen[2]), colour.a};
}

Lab to_lab(Colour colour) {
    const Linear xyz = kToXyz * to_linear(colour);
    Linear f{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = xyz[i] / kWhite[i];
        f[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double delta_e(Colour one, Colour other) {
    const Lab p = to_lab(one), q = to_lab(other);
    return std::hypot(p.lightness - q.lightness, p.a - q.a, p.b - q.b);
}

double contrast(Colour one, Colour other) {
    const auto luminance = [](Colour colour) {
        const Linear rgb = to_linear(colour);
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    };
    const double p = luminance(one), q = luminance(other);
    return (std::max(p, q) + 0.05) / (std::min(p, q) + 0.05);
}

Colour mixed(Colour one, Colour other, double part) {
    const auto channel = [&](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(std::lround(a + (b - a) * part));
    };
    return {channel(one.r, other.r), channel(one.g, other.g), channel(one.b, other.b), channel(one.a, other.a)};
}

Colour as_text(const Theme& theme, Colour colour) {
    constexpr double kReadable = 4.5;
    constexpr int kSteps = 20;
    const Colour from = colour;
    for (int k = 1; k <= kSteps && contrast(colour, theme.background) < kReadable; ++k) {
        colour = mixed(from, theme.text, static_cast<double>(k) / kSteps);
    }
    return colour;
}

}  // namespace concord::figure
