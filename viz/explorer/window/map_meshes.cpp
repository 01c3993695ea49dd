#include "viz/explorer/window/map_meshes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <vector>

namespace concord::explorer {
namespace {

template <class T>
void upload(GLenum target, GLuint buffer, std::span<const T> values) {
    glBindBuffer(target, buffer);
    glBufferData(target, static_cast<GLsizeiptr>(values.size_bytes()), values.data(), GL_STATIC_DRAW);
}

// OpenGL takes offsets into a buffer as pointers.
const void* at_byte(std::uintptr_t offset) { return std::bit_cast<const void*>(offset); }

std::vector<map::Polyline> all_lines(const map::Outlines& outlines) {
    std::vector<map::Polyline> lines = outlines.between;
    lines.insert(lines.end(), outlines.outer.begin(), outlines.outer.end());
    return lines;
}

template <class Wanted>
map::LineMesh lines_where(const map::Outlines& outlines, map::Point origin, const Wanted& wanted) {
    std::vector<map::Polyline> lines;
    for (const std::vector<map::Polyline>* list : {&outlines.between, &outlines.outer})
        std::ranges::copy_if(*list, std::back_inserter(lines), wanted);
    return map::line_mesh(lines, origin);
}

void add_segment(ThinLineMesh& mesh, map::Point from, map::Point to, map::Point origin) {
    const double length = std::hypot(to[0] - from[0], to[1] - from[1]);
    if (length == 0) return;
    const map::Point along = {(to[0] - from[0]) / length, (to[1] - from[1]) / length};
    const auto first = static_cast<std::uint32_t>(mesh.vertices.size() / 6);
    for (const double end : {-1.0, 1.0}) {
        const map::Point at = end < 0 ? from : to;
        for (const double side : {-1.0, 1.0}) {
            for (const double value : {at[0] - origin[0], at[1] - origin[1], end * along[0] - side * along[1],
                                       end * along[1] + side * along[0], side, 0.0})
                mesh.vertices.push_back(static_cast<float>(value));
        }
    }
    mesh.indices.insert(mesh.indices.end(), {first, first + 2, first + 3, first, first + 3, first + 1});
}

}  // namespace

ThinLineMesh thin_line_mesh(std::span<const map::Polyline> lines, map::Point origin) {
    ThinLineMesh mesh;
    for (const map::Polyline& line : lines) {
        for (std::size_t i = 1; i < line.points.size(); ++i)
            add_segment(mesh, line.points[i - 1], line.points[i], origin);
        if (line.closed) add_segment(mesh, line.points.back(), line.points.front(), origin);
    }
    return mesh;
}

GpuMesh::GpuMesh(const map::TriangleMesh& mesh) {
    glBindVertexArray(array_.name());
    upload(GL_ARRAY_BUFFER, vertices_.name(), std::span<const float>(mesh.vertices));
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 0, nullptr);
    upload(GL_ARRAY_BUFFER, units_.name(), std::span<const std::uint32_t>(mesh.unit_of_vertex));
    glEnableVertexAttribArray(1);
    glVertexAttribIPointer(1, 1, GL_UNSIGNED_INT, 0, nullptr);
    upload_indices(mesh.indices);
}

GpuMesh::GpuMesh(const map::LineMesh& mesh) {
    upload_lines(mesh.vertices, 4, 2);
    upload_indices(mesh.indices);
}

GpuMesh::GpuMesh(const ThinLineMesh& mesh) {
    upload_lines(mesh.vertices, 6, 4);
    upload_indices(mesh.indices);
}

void GpuMesh::upload_lines(std::span<const float> vertices, int floats_a_vertex, int distance_at) {
    glBindVertexArray(array_.name());
    upload(GL_ARRAY_BUFFER, vertices_.name(), vertices);
    const auto stride = static_cast<GLsizei>(static_cast<std::size_t>(floats_a_vertex) * sizeof(float));
    GLuint attribute = 0;
    for (const int first : {0, 2, distance_at}) {
        glEnableVertexAttribArray(attribute);
        glVertexAttribPointer(attribute, 2, GL_FLOAT, GL_FALSE, stride,
                              at_byte(static_cast<std::size_t>(first) * sizeof(float)));
        ++attribute;
    }
}

void GpuMesh::upload_indices(std::span<const std::uint32_t> indices) {
    upload(GL_ELEMENT_ARRAY_BUFFER, indices_.name(), indices);
    count_ = static_cast<GLsizei>(indices.size());
    glBindVertexArray(0);
}

void GpuMesh::draw() const {
    if (count_ == 0) return;
    glBindVertexArray(array_.name());
    glDrawElements(GL_TRIANGLES, count_, GL_UNSIGNED_INT, nullptr);
}

void GpuMesh::draw(std::span<const std::array<std::uint32_t, 2>> ranges) const {
    std::vector<GLsizei> counts;
    std::vector<const void*> offsets;
    for (const auto& [first, last] : ranges) {
        counts.push_back(static_cast<GLsizei>(last - first));
        offsets.push_back(at_byte(first * sizeof(std::uint32_t)));
    }
    glBindVertexArray(array_.name());
    glMultiDrawElements(GL_TRIANGLES, counts.data(), GL_UNSIGNED_INT, offsets.data(),
                        static_cast<GLsizei>(counts.size()));
}

LevelBorders::LevelBorders(const map::LevelMap& level, map::Point origin)
    : origin_(origin), outlines_(map::outlines(level)) {
    all_ = GpuMesh(thin_line_mesh(all_lines(outlines_), origin_));
}

map::LineMesh LevelBorders::around(std::span<const std::uint8_t> marked) const {
    const auto is_marked = [&](int unit) {
        const auto index = static_cast<std::size_t>(unit);
        return unit != map::kNoUnit && index < marked.size() && marked[index] != 0;
    };
    return lines_where(outlines_, origin_,
                       [&](const map::Polyline& line) { return is_marked(line.left) != is_marked(line.right); });
}

map::LineMesh LevelBorders::around(int unit) const {
    if (unit == map::kNoUnit) return map::line_mesh({}, origin_);
    return lines_where(outlines_, origin_,
                       [&](const map::Polyline& line) { return line.left == unit || line.right == unit; });
}

}  // namespace concord::explorer
