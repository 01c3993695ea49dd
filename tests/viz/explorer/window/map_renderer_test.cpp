// The retained map shows each unit in its colour, marks and outlines, and is drawn again only when it must be.
#include "viz/explorer/window/map_renderer.h"

#include <epoxy/gl.h>

#include <bit>

#include "tests/viz/explorer/window/off_screen.h"
#include "tests/viz/map/greater_manchester.h"
#include "viz/explorer/window/style.h"
#include "viz/map/interior_point.h"

using namespace concord;
using namespace concord::explorer;
using figure::Colour;
using map::Level;

namespace {

constexpr Level kAllLevels[] = {Level::kNeighbourhood, Level::kArea, Level::kWard, Level::kDistrict};

Colour colour_of_unit(std::size_t unit) {
    return {static_cast<std::uint8_t>(40 + unit % 7 * 30), static_cast<std::uint8_t>(40 + unit / 7 % 7 * 30),
            static_cast<std::uint8_t>(40 + unit / 49 % 40 * 5), 255};
}

struct Scene {
    explicit Scene(Level level) : fill(unit_count(level)), hatch(fill.size()), highlight(fill.size()) {
        for (std::size_t unit = 0; unit < fill.size(); ++unit) fill[unit] = colour_of_unit(unit);
        const figure::Theme& theme = figure::light_theme();
        look.level = level;
        look.fill = fill;
        look.hatch = hatch;
        look.highlight = highlight;
        look.background = theme.background;
        look.unit_border = theme.unit_border;
        look.district_border = theme.border;
        look.accent = theme.accent;
        look.hatch_line = theme.hatch;
    }
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    static std::size_t unit_count(Level level) { return built_in().map.at(level).shapes.size(); }

    std::vector<Colour> fill;
    std::vector<std::uint8_t> hatch, highlight;
    MapLook look;
};

map::MapView whole_view(double width = 500, double height = 400) {
    return {map::bounds_of(built_in().map.at(Level::kDistrict).shapes), width, height};
}

Picture picture_of(ImTextureID texture, const map::MapView& view) {
    const std::array<int, 2> size = MapRenderer::picture_size(view);
    Picture picture{std::vector<std::uint8_t>(4 * static_cast<std::size_t>(size[0] * size[1])), size[0]};
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(std::bit_cast<std::uintptr_t>(texture)));
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, picture.rgba.data());
    return picture;
}

map::Point middle_of(Level level, std::size_t unit) {
    return map::interior_point(built_in().map.at(level).shapes[unit]).point;
}

Colour at(const Picture& picture, const map::MapView& view, map::Point place) {
    const map::Pixel pixel = view.to_pixel(place);
    return picture.at(static_cast<int>(pixel[0]), static_cast<int>(pixel[1]));
}

// How many different colours, and how many of one, a square around a place has.
int count(const Picture& picture, const map::MapView& view, map::Point place, int half, Colour wanted) {
    const map::Pixel pixel = view.to_pixel(place);
    int found = 0;
    for (int dy = -half; dy <= half; ++dy) {
        for (int dx = -half; dx <= half; ++dx)
            found += picture.at(static_cast<int>(pixel[0]) + dx, static_cast<int>(pixel[1]) + dy) == wanted;
    }
    return found;
}

map::MapView close_view(Level level, std::size_t unit) {
    map::MapView view = whole_view();
    view.fit(map::bounds_of(built_in().map.at(level).shapes[unit]));
    view.centre_on(middle_of(level, unit));
    return view;
}

// Pixels of the map that have the accent colour.
int accents_of(MapRenderer& renderer, const map::MapView& view, const Scene& scene) {
    const Picture picture = picture_of(renderer.draw(0, view, scene.look), view);
    int found = 0;
    for (int y = 0; y < 400; ++y) {
        for (int x = 0; x < 500; ++x) found += picture.at(x, y) == scene.look.accent;
    }
    return found;
}

}  // namespace

TEST_CASE("At every level the middle of each large unit has its colour", "[window]") {
    const auto surface = off_screen(64, 64);
    if (!surface) return;
    MapRenderer renderer(built_in().map);
    const map::MapView view = whole_view(1000, 800);
    for (const Level level : kAllLevels) {
        const Scene scene(level);
        const Picture picture = picture_of(renderer.draw(0, view, scene.look), view);
        const auto places = map::interior_points(built_in().map.at(level));
        int seen = 0;
        for (std::size_t unit = 0; unit < places.size(); ++unit) {
            if (places[unit].clearance < 4 * view.metres_per_pixel()) continue;
            INFO("level " << static_cast<int>(level) << ", unit " << unit);
            CHECK(at(picture, view, places[unit].point) == colour_of_unit(unit));
            ++seen;
        }
        CHECK(seen >= 10);
        CHECK(picture.at(0, 0) == figure::light_theme().background);
    }
}

TEST_CASE("A close view shows the unit in its middle and the thin borders around it", "[window]") {
    const auto surface = off_screen(64, 64);
    if (!surface) return;
    MapRenderer renderer(built_in().map);
    Scene scene(Level::kNeighbourhood);
    scene.look.unit_border = {0, 0, 0, 255};
    scene.look.district_border = {0, 0, 0, 0};
    const std::size_t unit = 700;
    const map::MapView view = close_view(Level::kNeighbourhood, unit);
    const Picture picture = picture_of(renderer.draw(0, view, scene.look), view);
    CHECK(at(picture, view, middle_of(Level::kNeighbourhood, unit)) == colour_of_unit(unit));
    const auto dark = [&] {
        const Picture shown = picture_of(renderer.draw(0, view, scene.look), view);
        int found = 0;
        for (int y = 0; y < 400; ++y) {
            for (int x = 0; x < 500; ++x) found += shown.at(x, y).r < 30;
        }
        return found;
    };
    const int thin = dark();
    CHECK(thin > 400);
    scene.look.text_scale = 3;
    CHECK(dark() > 2 * thin);
}

TEST_CASE("Hatching marks its units and no others, a highlight outlines them", "[window]") {
    const auto surface = off_screen(64, 64);
    if (!surface) return;
    MapRenderer renderer(built_in().map);
    Scene scene(Level::kDistrict);
    const map::MapView view = whole_view();
    const map::Point first = middle_of(Level::kDistrict, 0), second = middle_of(Level::kDistrict, 1);
    const auto plain = [&](map::Point place, std::size_t unit) {
        return count(picture_of(renderer.draw(0, view, scene.look), view), view, place, 9, colour_of_unit(unit));
    };
    CHECK(plain(first, 0) == 19 * 19);
    scene.hatch[0] = 1;
    const int hatched = plain(first, 0);
    CHECK(hatched < 19 * 19 * 9 / 10);
    CHECK(hatched > 19 * 19 / 2);
    CHECK(plain(second, 1) == 19 * 19);
    scene.hatch[0] = 0;
    // A highlight is an outline: the colour inside stays to be read.
    const auto accents = [&] { return accents_of(renderer, view, scene); };
    CHECK(accents() == 0);
    scene.highlight[1] = 1;
    CHECK(plain(first, 0) == 19 * 19);
    CHECK(plain(second, 1) == 19 * 19);
    CHECK(accents() > 100);
}

TEST_CASE("The selected unit has a thicker outline in the accent colour than the one under the mouse", "[window]") {
    const auto surface = off_screen(64, 64);
    if (!surface) return;
    MapRenderer renderer(built_in().map);
    Scene scene(Level::kDistrict);
    const map::MapView view = close_view(Level::kDistrict, 3);
    const auto accents = [&] { return accents_of(renderer, view, scene); };
    CHECK(accents() == 0);
    scene.look.hovered = 3;
    const int hovered = accents();
    CHECK(hovered > 300);
    scene.look.hovered = map::kNoUnit;
    scene.look.selected = 3;
    CHECK(accents() > hovered * 13 / 10);
}

TEST_CASE("The map is drawn again when something to be seen has changed, and only then", "[window]") {
    const auto surface = off_screen(64, 64);
    if (!surface) return;
    MapRenderer renderer(built_in().map);
    Scene scene(Level::kWard);
    map::MapView view = whole_view();
    const auto redrawn = [&](int slot = 0) {
        const int before = renderer.redraws();
        renderer.draw(slot, view, scene.look);
        return renderer.redraws() - before;
    };
    const ImTextureID texture = renderer.draw(0, view, scene.look);
    CHECK(redrawn() == 0);
    CHECK(redrawn(1) == 1);
    CHECK(redrawn(1) == 0);
    scene.fill[5].r ^= 1;
    CHECK(redrawn() == 1);
    scene.hatch[5] = 1;
    CHECK(redrawn() == 1);
    scene.highlight[5] = 1;
    CHECK(redrawn() == 1);
    scene.look.hovered = 2;
    CHECK(redrawn() == 1);
    scene.look.selected = 2;
    CHECK(redrawn() == 1);
    scene.look.accent.g ^= 1;
    CHECK(redrawn() == 1);
    scene.look.text_scale = 2;
    CHECK(redrawn() == 1);
    view.pan(3, 0);
    CHECK(redrawn() == 1);
    view.resize(300, 200);
    CHECK(redrawn() == 1);
    CHECK(redrawn() == 0);
    CHECK(renderer.draw(0, view, scene.look) == texture);
    CHECK(renderer.draw(1, view, scene.look) != texture);
    CHECK_THROWS(renderer.draw(MapRenderer::kSlots, view, scene.look));
}

TEST_CASE("An image of the map in a window stands upright", "[window]") {
    const auto surface = off_screen(500, 400);
    if (!surface) return;
    apply_style(figure::light_theme(), 1);
    MapRenderer renderer(built_in().map);
    const Scene scene(Level::kDistrict);
    const map::MapView view = whole_view();
    const ImTextureID texture = renderer.draw(0, view, scene.look);
    const Picture picture = frame(*surface, [&] {
        ImGui::GetBackgroundDrawList()->AddImage(texture, {0, 0}, {500, 400});
    });
    for (std::size_t unit = 0; unit < 10; ++unit)
        CHECK(at(picture, view, middle_of(Level::kDistrict, unit)) == colour_of_unit(unit));
}

TEST_CASE("Drawing the map leaves OpenGL as it was", "[window]") {
    const auto surface = off_screen(64, 64);
    if (!surface) return;
    MapRenderer renderer(built_in().map);
    const Scene scene(Level::kDistrict);
    surface->begin_frame();
    const auto state = [] {
        std::vector<GLint> values(16);
        std::size_t i = 0;
        for (const GLenum name :
             {GL_DRAW_FRAMEBUFFER_BINDING, GL_READ_FRAMEBUFFER_BINDING, GL_CURRENT_PROGRAM, GL_VERTEX_ARRAY_BINDING,
              GL_ARRAY_BUFFER_BINDING, GL_ACTIVE_TEXTURE, GL_TEXTURE_BINDING_2D, GL_BLEND, GL_BLEND_EQUATION_RGB,
              GL_BLEND_SRC_RGB, GL_SCISSOR_TEST})
            glGetIntegerv(name, &values[i++]);
        glGetIntegerv(GL_VIEWPORT, &values[i]);
        return values;
    };
    glEnable(GL_SCISSOR_TEST);
    const auto before = state();
    renderer.draw(0, whole_view(), scene.look);
    CHECK(state() == before);
    CHECK(glGetError() == static_cast<GLenum>(GL_NO_ERROR));
}
