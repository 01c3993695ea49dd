#include "viz/explorer/window/map_renderer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "viz/explorer/window/gl_state.h"
#include "viz/explorer/window/map_meshes.h"
#include "viz/explorer/window/map_picture.h"
#include "viz/explorer/window/map_shaders.h"
#include "viz/explorer/window/shader.h"
#include "viz/map/triangulation.h"

namespace concord::explorer {
namespace {

// Pixels at a text scale of 1.
constexpr double kUnitBorder = 1, kDistrictBorder = 1.8, kHighlighted = 2, kHovered = 2.5, kSelected = 4, kCasing = 1.5;
constexpr double kHatchDistance = 6, kHatchLine = 1.4;
// Borders between units fade in while the side of a typical unit grows between these.
constexpr double kFirstBorders = 8, kFullBorders = 18;

enum Channel { kUnitChannel, kDistrictChannel, kCasingChannel, kAccentChannel };

struct LevelGeometry {
    LevelGeometry(const map::LevelMap& level, map::Point origin)
        : LevelGeometry(level, map::triangle_mesh(level, origin)) {}
    LevelGeometry(const map::LevelMap& level, map::TriangleMesh mesh)
        : fill(mesh),
          first_index(std::move(mesh.first_index)),
          borders(level, mesh.origin),
          units(level.shapes.size()) {
        double land = 0;
        std::size_t with_land = 0;
        for (const std::vector<map::Polygon>& shape : level.shapes) {
            land += map::area(shape);
            with_land += shape.empty() ? 0 : 1;
        }
        side = with_land == 0 ? 0 : std::sqrt(land / static_cast<double>(with_land));
    }

    // Of the units that have a mark, the indices of their triangles; neighbours in the list are one range.
    std::vector<std::array<std::uint32_t, 2>> marked(const MapLook& look) const {
        std::vector<std::array<std::uint32_t, 2>> ranges;
        const auto has = [](std::span<const std::uint8_t> marks, std::size_t unit) {
            return unit < marks.size() && marks[unit] != 0;
        };
        for (std::size_t unit = 0; unit < units; ++unit) {
            if (!has(look.hatch, unit)) continue;
            if (!ranges.empty() && ranges.back()[1] == first_index[unit]) {
                ranges.back()[1] = first_index[unit + 1];
            } else {
                ranges.push_back({first_index[unit], first_index[unit + 1]});
            }
        }
        return ranges;
    }

    GpuMesh fill;
    std::vector<std::uint32_t> first_index;
    LevelBorders borders;
    std::size_t units;
    double side;  // of a square as large as the average unit, metres
};

// From metres around the meshes' origin to clip coordinates, y down.
struct Transform {
    Transform(const map::MapView& view, map::Point origin, std::array<int, 2> size)
        : pixel{static_cast<float>(2.0 / size[0]), static_cast<float>(-2.0 / size[1])} {
        const map::Pixel at = view.to_pixel(origin);
        for (std::size_t i = 0; i < 2; ++i) {
            scale[i] = static_cast<float>(pixel[i] / view.metres_per_pixel());
            offset[i] = static_cast<float>(2 * at[i] / size[i] - 1);
        }
    }
    void set(const Shader& shader) const {
        shader.set("scale", scale[0], scale[1]);
        shader.set("offset", offset[0], offset[1]);
    }

    std::array<float, 2> pixel, scale{}, offset{};
};

// Samples cost a graphics card nothing to speak of, but double the time in software, where borders smooth most edges.
int samples_of_driver() {
    const auto* renderer = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    const std::string_view name = renderer != nullptr ? renderer : "";
    for (const std::string_view software : {"llvmpipe", "softpipe", "Software", "SWR"}) {
        if (name.find(software) != std::string_view::npos) return 0;
    }
    GLint most = 0;
    glGetIntegerv(GL_MAX_SAMPLES, &most);
    return most >= 4 ? 4 : 0;
}

}  // namespace

struct MapRenderer::Implementation {
    explicit Implementation(const map::CellMap& map) : origin(map::mesh_origin(map)), samples(samples_of_driver()) {
        for (const map::LevelMap& level : map.levels) levels.emplace_back(level, origin);
        for (int slot = 0; slot < kSlots; ++slot) pictures.emplace_back(samples);
    }

    void redraw(MapPicture& picture, const map::MapView& view, const MapLook& look);
    void outline_units(MapPicture& picture, const MapLook& look);
    void upload_units(const MapLook& look, std::size_t count);
    void draw_fills(const MapPicture& picture, const Transform& transform, const MapLook& look);
    void draw_lines(const MapPicture& picture, const Transform& transform, const map::MapView& view,
                    const MapLook& look);
    void draw_line(const GpuMesh& mesh, Channel channel, double width, double strength = 1);
    void draw_background(const MapPicture& picture, const Transform& transform, const MapLook& look);
    void set_overlay(const Shader& shader, const MapPicture& picture, const MapLook& look);
    const LevelGeometry& at(map::Level level) const { return levels[static_cast<std::size_t>(level)]; }

    map::Point origin;
    int samples;
    Shader plain_shader{"map fill", kFillVertex, std::string(kOverlay) + kFillFragment};
    Shader marks_shader{"map fill with marks", kFillVertex, std::string(kOverlay) + kWithMarks + kFillFragment};
    Shader line_shader{"map lines", kLineVertex, kLineFragment};
    Shader background_shader{"map background", kLineVertex, std::string(kOverlay) + kBackgroundFragment};
    std::vector<LevelGeometry> levels;
    std::vector<MapPicture> pictures;
    GlBuffer unit_texels;
    GlTexture unit_texture;
    std::vector<figure::Colour> texels;  // kept to save an allocation each redraw
    int redraws = 0;
};

void MapRenderer::Implementation::redraw(MapPicture& picture, const map::MapView& view, const MapLook& look) {
    const GlStateKeeper keeper;
    const std::array<int, 2> size = picture_size(view);
    const bool outlined = picture.shown.same_outlines(look);
    picture.shown.forget();  // should anything throw
    picture.picture.resize(size);
    picture.coverage.resize(size);
    if (!outlined) outline_units(picture, look);
    const Transform transform(view, origin, size);
    upload_units(look, at(look.level).units);
    draw_lines(picture, transform, view, look);
    picture.picture.bind();
    draw_background(picture, transform, look);
    draw_fills(picture, transform, look);
    picture.picture.resolve();
    picture.shown.remember(view, look);
    ++redraws;
}

void MapRenderer::Implementation::outline_units(MapPicture& picture, const MapLook& look) {
    const LevelBorders& borders = at(look.level).borders;
    picture.highlight = GpuMesh(borders.around(look.highlight));
    picture.hovered = GpuMesh(borders.around(look.hovered));
    picture.selected = GpuMesh(borders.around(look.selected));
}

void MapRenderer::Implementation::upload_units(const MapLook& look, std::size_t count) {
    texels.assign(std::max<std::size_t>(2 * count, 1), figure::Colour{0, 0, 0, 0});
    for (std::size_t unit = 0; unit < count; ++unit) {
        if (unit < look.fill.size()) texels[2 * unit] = look.fill[unit];
        const auto mark = [&](std::span<const std::uint8_t> marks) {
            return static_cast<std::uint8_t>(unit < marks.size() && marks[unit] != 0 ? 255 : 0);
        };
        texels[2 * unit + 1] = {mark(look.hatch), 0, 0, 0};
    }
    glBindBuffer(GL_TEXTURE_BUFFER, unit_texels.name());
    glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(texels.size() * sizeof(figure::Colour)), texels.data(),
                 GL_STREAM_DRAW);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_BUFFER, unit_texture.name());
    glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA8, unit_texels.name());
}

void MapRenderer::Implementation::draw_background(const MapPicture& picture, const Transform& transform,
                                                  const MapLook& look) {
    glDisable(GL_BLEND);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    const auto part = [](std::uint8_t channel) { return static_cast<float>(channel) / 255; };
    glClearColor(part(look.background.r), part(look.background.g), part(look.background.b), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    background_shader.use();
    transform.set(background_shader);
    set_overlay(background_shader, picture, look);
    // As wide as the widest line: where a narrower one does not reach, the shader gives the background.
    background_shader.set("pixel", transform.pixel[0], transform.pixel[1]);
    background_shader.set("reach", static_cast<float>((kSelected + 2 * kCasing) * look.text_scale / 2 + 0.5));
    at(map::Level::kDistrict).borders.all().draw();
    for (const GpuMesh* mesh : {&picture.highlight, &picture.hovered, &picture.selected}) mesh->draw();
}

// The shader must be in use.
void MapRenderer::Implementation::set_overlay(const Shader& shader, const MapPicture& picture, const MapLook& look) {
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, picture.coverage.texture());
    shader.set("coverage", 1);
    shader.set("background", look.background);
    shader.set("unit_border", look.unit_border);
    shader.set("district_border", look.district_border);
    shader.set("casing", look.background);
    shader.set("accent", look.accent);
}

void MapRenderer::Implementation::draw_fills(const MapPicture& picture, const Transform& transform,
                                             const MapLook& look) {
    const auto use = [&](const Shader& shader) {
        shader.use();
        transform.set(shader);
        set_overlay(shader, picture, look);
        shader.set("units", 0);
    };
    use(plain_shader);
    at(look.level).fill.draw();
    const auto marked = at(look.level).marked(look);
    if (marked.empty()) return;
    // Over the plain ones: in software a shader that can hatch takes twice the time, for units without hatching too.
    use(marks_shader);
    marks_shader.set("hatch_colour", look.hatch_line);
    marks_shader.set("line_distance", static_cast<float>(kHatchDistance * look.text_scale));
    marks_shader.set("line_width", static_cast<float>(kHatchLine * look.text_scale));
    at(look.level).fill.draw(marked);
}

void MapRenderer::Implementation::draw_line(const GpuMesh& mesh, Channel channel, double width, double strength) {
    if (mesh.empty()) return;
    const auto only = [&](Channel one) { return static_cast<GLboolean>(one == channel ? GL_TRUE : GL_FALSE); };
    glColorMask(only(kUnitChannel), only(kDistrictChannel), only(kCasingChannel), only(kAccentChannel));
    line_shader.set("reach", static_cast<float>(width / 2 + 0.5));
    line_shader.set("strength", static_cast<float>(strength));
    mesh.draw();
}

void MapRenderer::Implementation::draw_lines(const MapPicture& picture, const Transform& transform,
                                             const map::MapView& view, const MapLook& look) {
    picture.coverage.bind();
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    glEnable(GL_BLEND);
    glBlendEquation(GL_MAX);
    line_shader.use();
    transform.set(line_shader);
    line_shader.set("pixel", transform.pixel[0], transform.pixel[1]);
    const double text = look.text_scale;
    const LevelGeometry& level = at(look.level);
    const double side = level.side / view.metres_per_pixel() / text;
    const double strength = std::clamp((side - kFirstBorders) / (kFullBorders - kFirstBorders), 0.0, 1.0);
    if (look.level != map::Level::kDistrict && strength > 0)
        draw_line(level.borders.all(), kUnitChannel, kUnitBorder * text, strength);
    draw_line(at(map::Level::kDistrict).borders.all(), kDistrictChannel, kDistrictBorder * text);
    for (const auto& [mesh, width] :
         {std::pair{&picture.highlight, kHighlighted}, {&picture.hovered, kHovered}, {&picture.selected, kSelected}}) {
        draw_line(*mesh, kCasingChannel, (width + 2 * kCasing) * text);
        draw_line(*mesh, kAccentChannel, width * text);
    }
}

MapRenderer::MapRenderer(const map::CellMap& map) {
    const GlStateKeeper keeper;
    implementation_ = std::make_unique<Implementation>(map);
}

MapRenderer::~MapRenderer() = default;

ImTextureID MapRenderer::draw(int slot, const map::MapView& view, const MapLook& look) {
    MapPicture& picture = implementation_->pictures.at(static_cast<std::size_t>(slot));
    if (!picture.shown.same(view, look)) implementation_->redraw(picture, view, look);
    return std::bit_cast<ImTextureID>(static_cast<std::uintptr_t>(picture.picture.texture()));
}

std::array<int, 2> MapRenderer::picture_size(const map::MapView& view) {
    const auto whole = [](double length) { return std::max(1, static_cast<int>(std::ceil(length))); };
    return {whole(view.width()), whole(view.height())};
}

int MapRenderer::redraws() const { return implementation_->redraws; }

int MapRenderer::samples() const { return implementation_->samples; }

}  // namespace concord::explorer
