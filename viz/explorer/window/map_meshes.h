// The map's geometry in the graphics driver's memory: fills, and lines of a width that the shader chooses.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "viz/explorer/window/gl_objects.h"
#include "viz/map/outlines.h"
#include "viz/map/triangulation.h"

namespace concord::explorer {

// Lines for widths of a few pixels: two triangles a segment, its ends half the width longer so that corners close,
// where map::LineMesh has rounds of many. All borders of a map are several times faster that way when OpenGL runs in
// software.
struct ThinLineMesh {
    std::vector<float> vertices;  // x, y, offset_x, offset_y, side, 0: metres from the origin, half widths, -1 or 1
    std::vector<std::uint32_t> indices;
};
ThinLineMesh thin_line_mesh(std::span<const map::Polyline> lines, map::Point origin);

class GpuMesh {
  public:
    GpuMesh() = default;
    explicit GpuMesh(const map::TriangleMesh& mesh);  // attributes: position, unit
    explicit GpuMesh(const map::LineMesh& mesh);      // attributes: position, offset, distance from the middle
    explicit GpuMesh(const ThinLineMesh& mesh);       // the same

    void draw() const;  // one call; nothing for an empty mesh
    // Only some units of a triangle mesh: their indices, [first, last) each.
    void draw(std::span<const std::array<std::uint32_t, 2>> ranges) const;
    bool empty() const { return count_ == 0; }

  private:
    void upload_lines(std::span<const float> vertices, int floats_a_vertex, int distance_at);
    void upload_indices(std::span<const std::uint32_t> indices);

    GlVertexArray array_;
    GlBuffer vertices_, units_, indices_;
    GLsizei count_ = 0;
};

// The borders of a level, and those around some of its units.
class LevelBorders {
  public:
    LevelBorders(const map::LevelMap& level, map::Point origin);

    const GpuMesh& all() const { return all_; }
    // Where a unit with the mark has a neighbour without it, or none.
    map::LineMesh around(std::span<const std::uint8_t> marked) const;
    map::LineMesh around(int unit) const;

  private:
    map::Point origin_;
    map::Outlines outlines_;
    GpuMesh all_;
};

}  // namespace concord::explorer
