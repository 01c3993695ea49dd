// The letters that are promised are there at every scale.
#include "viz/explorer/window/fonts.h"

#include "tests/viz/explorer/window/off_screen.h"

using namespace concord;
using namespace concord::explorer;

TEST_CASE("Fonts of every scale hold the promised letters at their sizes", "[window]") {
    const auto surface = off_screen(100, 100);
    if (!surface) return;
    FontAtlas atlas;
    const double scale = GENERATE(0.75, 1.0, 2.0, 3.0);
    const Fonts& fonts = atlas.at(scale);
    CHECK(fonts.regular->FontSize == Approx(16 * scale).margin(0.5));
    CHECK(fonts.bold->FontSize == Approx(16 * scale).margin(0.5));
    CHECK(fonts.large->FontSize == Approx(1.9 * 16 * scale).margin(0.51));
    CHECK(fonts.title->FontSize == Approx(1.3 * 16 * scale).margin(0.51));
    const std::u16string promised =
        u"AZaz09 \u00a3\u20ac\u00e9\u0142\u0173\u017e\u00b0\u00b1\u00b2\u00d7\u00f7\u2013\u2014\u2018\u2019\u201c\u201d"
        u"\u2022\u2026\u2030\u2212\u2190\u2191\u2192\u2193\u25b6\u25c0\u25a0\u25a1\u25cf\u25cb\u25b2\u25b3\u25bc\u25bd"
        u"\u25c6\u25c7\u2264\u2265\u2248\u2713\u2717";
    for (const ImFont* font : {fonts.regular, fonts.bold, fonts.large, fonts.title}) {
        for (const char16_t letter : promised) {
            INFO("U+" << std::hex << static_cast<int>(letter));
            CHECK(font->FindGlyphNoFallback(letter) != nullptr);
        }
        CHECK(font->FindGlyphNoFallback(0x23F8) == nullptr);
    }
}

TEST_CASE("Fonts are baked only when the scale changes, and can be baked anew between frames", "[window]") {
    const auto surface = off_screen(300, 100);
    if (!surface) return;
    FontAtlas atlas;
    float width = 0;
    const auto text = [&] {
        ImGui::Begin("panel");
        width = ImGui::CalcTextSize("Cohesion").x;
        ImGui::TextUnformatted("Cohesion");
        ImGui::End();
    };
    atlas.at(1);
    frame(*surface, text);
    const float once = width;
    atlas.at(1);
    CHECK(atlas.bakes() == 1);
    atlas.at(2);
    CHECK(atlas.bakes() == 2);
    frame(*surface, text);
    CHECK(width == Approx(2 * once).epsilon(0.05));
    atlas.at(100);
    CHECK(ImGui::GetIO().FontDefault->FontSize == Approx(48));
    atlas.at(3);
    CHECK(atlas.bakes() == 3);
}

TEST_CASE("Letters reach the picture", "[window]") {
    const auto surface = off_screen(200, 60);
    if (!surface) return;
    FontAtlas atlas;
    const Fonts& fonts = atlas.at(1);
    const Picture picture = frame(*surface, [&] {
        ImGui::GetBackgroundDrawList()->AddText(fonts.large, fonts.large->FontSize, {10, 10},
                                                IM_COL32(255, 255, 255, 255), "\u25a0");
    });
    int white = 0;
    for (int y = 0; y < 60; ++y) {
        for (int x = 0; x < 60; ++x) white += picture.at(x, y) == figure::Colour{255, 255, 255, 255};
    }
    CHECK(white > 100);
}
