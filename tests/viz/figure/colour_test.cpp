// Colours: whoever looks, with whatever kind of colour vision, tells apart what differs.
#include "viz/figure/colour.h"

#include <catch2/catch.hpp>
#include <cstddef>
#include <vector>

using namespace concord::figure;

namespace {

// CIE 1976 differences. About 2.3 is just noticeable side by side; thin lines and patches apart need far more.
constexpr double kBetweenCategories = 18, kBetweenClasses = 10, kToBackground = 8;

const Theme* const kThemes[] = {&light_theme(), &dark_theme(), &high_contrast_theme()};

double seen_difference(Vision vision, Colour one, Colour other) {
    return delta_e(as_seen_with(vision, one), as_seen_with(vision, other));
}

double lightness(Vision vision, Colour colour) { return to_lab(as_seen_with(vision, colour)).lightness; }

}  // namespace

TEST_CASE("Lab and contrast agree with published values", "[figure][colour]") {
    // sRGB red: L* 53.24, a* 80.09, b* 67.20 (D65).
    const Lab red = to_lab({255, 0, 0, 255});
    CHECK(red.lightness == Approx(53.24).margin(0.02));
    CHECK(red.a == Approx(80.09).margin(0.05));
    CHECK(red.b == Approx(67.20).margin(0.05));
    CHECK(contrast({0, 0, 0, 255}, {255, 255, 255, 255}) == Approx(21));
    CHECK(contrast({0x77, 0x77, 0x77, 255}, {255, 255, 255, 255}) == Approx(4.48).margin(0.01));
}

TEST_CASE("Simulated colour blindness confuses what it should and leaves greys alone", "[figure][colour]") {
    const Colour red = {200, 60, 40, 255}, olive = {120, 110, 30, 255};
    for (const Vision vision : {Vision::kProtanopia, Vision::kDeuteranopia})
        CHECK(seen_difference(vision, red, olive) < 0.6 * delta_e(red, olive));
    for (const Vision vision : kVisions) {
        const Colour grey = {128, 128, 128, 255};
        CHECK(delta_e(as_seen_with(vision, grey), grey) < 1);
    }
}

TEST_CASE("Text stands on its background with the contrast of WCAG AA", "[figure][colour]") {
    for (const Theme* theme : kThemes) {
        INFO(theme->name);
        CHECK(contrast(theme->text, theme->background) >= 7);
        CHECK(contrast(theme->muted, theme->background) >= 4.5);
        CHECK(contrast(theme->accent, theme->background) >= 4.5);
        CHECK(contrast(theme->text, theme->panel) >= 4.5);
        CHECK(contrast(theme->muted, theme->panel) >= 4.5);
    }
}

TEST_CASE("Every pair of categorical colours differs under every vision", "[figure][colour]") {
    for (const Theme* theme : kThemes) {
        for (const Vision vision : kVisions) {
            double least = 1e9;
            for (std::size_t i = 0; i < theme->categorical.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j)
                    least = std::min(least, seen_difference(vision, theme->categorical[i], theme->categorical[j]));
            }
            INFO(theme->name << ", vision " << static_cast<int>(vision));
            CHECK(least >= kBetweenCategories);
        }
    }
}

TEST_CASE("Categorical colours are visible on their background", "[figure][colour]") {
    for (const Theme* theme : kThemes) {
        for (const Colour colour : theme->categorical) {
            INFO(theme->name << " " << to_hex(colour));
            CHECK(contrast(colour, theme->background) >= 3);
        }
    }
}

TEST_CASE("Neighbouring classes differ under every vision, and from the background", "[figure][colour]") {
    for (const Theme* theme : kThemes) {
        for (int n = 2; n <= 7; ++n) {
            for (const auto& colours : {sequential_classes(*theme, n), diverging_classes(*theme, n)}) {
                for (const Vision vision : kVisions) {
                    INFO(theme->name << ", " << n << " classes, vision " << static_cast<int>(vision));
                    double between = 1e9, to_background = 1e9;
                    for (std::size_t k = 0; k < colours.size(); ++k) {
                        if (k > 0) between = std::min(between, seen_difference(vision, colours[k], colours[k - 1]));
                        to_background = std::min(to_background, seen_difference(vision, colours[k], theme->background));
                    }
                    CHECK(between >= kBetweenClasses);
                    CHECK(to_background >= kToBackground);
                }
            }
        }
    }
}

TEST_CASE("Sequential scales go one way in lightness under every vision, away from the background",
          "[figure][colour]") {
    for (const Theme* theme : kThemes) {
        const auto colours = sequential_classes(*theme, 7);
        const double direction = to_lab(theme->background).lightness > 50 ? -1 : 1;
        for (const Vision vision : kVisions) {
            for (std::size_t k = 1; k < colours.size(); ++k) {
                INFO(theme->name << ", vision " << static_cast<int>(vision) << ", class " << k);
                CHECK(direction * (lightness(vision, colours[k]) - lightness(vision, colours[k - 1])) > 2);
            }
        }
    }
}

TEST_CASE("The two sides of a diverging scale differ under every vision and fall off alike", "[figure][colour]") {
    for (const Theme* theme : kThemes) {
        const auto colours = diverging_classes(*theme, 7);
        for (const Vision vision : kVisions) {
            for (std::size_t k = 0; k < 3; ++k) {
                INFO(theme->name << ", vision " << static_cast<int>(vision) << ", pair " << k);
                CHECK(seen_difference(vision, colours[k], colours[6 - k]) >= 25);
                CHECK(std::abs(lightness(vision, colours[k]) - lightness(vision, colours[6 - k])) < 18);
            }
        }
    }
}

TEST_CASE("Dashes are all different", "[figure][colour]") {
    for (int i = 0; i < kCategoricalColours; ++i) {
        for (int j = 0; j < i; ++j) CHECK(dash_pattern(i) != dash_pattern(j));
    }
}

TEST_CASE("Every categorical colour can be read as text, and those that can already are left as they are", "[figure]") {
    for (const Theme* theme : {&light_theme(), &dark_theme(), &high_contrast_theme()})
        for (const Colour colour : theme->categorical) {
            INFO(theme->name << " " << to_hex(colour));
            CHECK(contrast(as_text(*theme, colour), theme->background) >= 4.5);
            if (contrast(colour, theme->background) >= 4.5) CHECK(as_text(*theme, colour) == colour);
        }
    CHECK(mixed({0, 0, 0}, {200, 100, 50}, 0.5) == Colour{100, 50, 25});
}
