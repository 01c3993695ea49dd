#include "viz/explorer/window/map_meshes.h"

#include <cstddef>
#include <vector>

namespace concord::explorer {
namespace {

template <class T>
void upload(GLenum target, GLuint buffer, std::span<const T> values) {
    glBindBuffer(target, buffer);
    glBufferData(target, static_cast<GLsizeiptr>(values.size_bytes()), values.data(), GL_STATIC_DRAW);
}

const void* at_byte(std::size_t offset) {
    return static_cast<const char*>(nullptr) + offset;
}

template <class Wanted>
map::LineMesh lines_where(const map::Outlines& outlines, map::Point origin, const Wanted& wanted) {
    std::vector<map::Polyline> lines;
    for (const std::vector<map::Polyline>* list : {&outlines.between, &outlines.outer}) {
        for (const map::Polyline& line : *list) {
            if (wanted(line)) lines.push_back(line);
        }
    }
    return map::line_mesh(lines, origin);
}

}  // namespace

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
    glBindVertexArray(array_.name());
    upload(GL_ARRAY_BUFFER, vertices_.name(), std::span<const float>(mesh.vertices));
    constexpr GLsizei stride = 4 * sizeof(float);
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, stride, nullptr);
    glEnableVertexAttribArray(1);
    glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, stride, at_byte(2 * sizeof(float)));
    upload_indices(mesh.indices);
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

LevelBorders::LevelBorders(const map::LevelMap& level, map::Point origin)
    : origin_(origin), outlines_(map::outlines(level)) {
    all_ = GpuMesh(lines_where(outlines_, origin_, [](const map::Polyline&) { return true; }));
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
