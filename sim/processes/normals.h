// Normal draws, one a state, from keyed words.
#pragma once

#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/ground/vector.h"

namespace concord::sim {

// Eight standard normal draws and a ninth that all share, by Box and Muller's method: four pairs side by side, and the
// first of a fifth. The words are those of `who` and `draw` in blocks first_block to first_block + 2.
struct Normals {
    Vector own;
    float common;

    // Standard normal draws correlated through the shared one, grievance negative.
    Vector correlated(double correlation) const {
        const auto share = static_cast<float>(correlation);
        Vector factor = Vector::Constant(std::sqrt(share) * common);
        factor[kGrievance] = -factor[kGrievance];
        return factor + std::sqrt(1 - share) * own;
    }
};

inline Normals normals(const Block& radius, const Block& turn, const Block& ninth) {
    const auto above_zero = [](std::uint32_t word) { return static_cast<float>((word >> 8) + 0.5f) * 0x1.0p-24f; };
    Floats u = all(1.0f), turns{};
    for (int k = 0; k < 4; ++k) u[k] = above_zero(radius[k]), turns[k] = unit_float(turn[k]);
    u[4] = above_zero(ninth[0]), turns[4] = unit_float(ninth[1]);
    const Vector length = as_vector(-2.0f * maths::log(u)).max(0.0f).sqrt();
    const auto [cosine, sine] = maths::turned(turns);
    Normals drawn{.own = Vector::Zero(), .common = length[4] * cosine[4]};
    for (int k = 0; k < 4; ++k) drawn.own[k] = length[k] * cosine[k], drawn.own[4 + k] = length[k] * sine[k];
    return drawn;
}

// Of the words of `who` and `draw` in blocks first_block to first_block + 2.
inline Normals normals(const Stream& stream, std::uint32_t who, std::uint32_t draw, std::uint32_t first_block = 0) {
    const auto block = [&](std::uint32_t k) { return stream.block(who, first_block + k, draw); };
    return normals(block(0), block(1), block(2));
}

}  // namespace concord::sim
