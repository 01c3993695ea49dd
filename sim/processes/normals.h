// Normal draws, one a state, from keyed words.
#pragma once

#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/ground/vector.h"

namespace concord::sim {

// Eight standard normal draws and a ninth that all share, by Box and Muller's method on eight lanes. The words are
// those of `who` and `draw` in blocks first_block to first_block + 3.
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

inline Normals normals(const Stream& stream, std::uint32_t who, std::uint32_t draw, std::uint32_t first_block = 0) {
    Floats u{}, turns{};
    for (std::uint32_t k = 0; k < 2; ++k) {
        const Block radius = stream.block(who, first_block + k, draw),
                    turn = stream.block(who, first_block + k + 2, draw);
        for (int w = 0; w < 4; ++w) {
            u[4 * k + static_cast<std::uint32_t>(w)] = static_cast<float>((radius[w] >> 8) + 0.5f) * 0x1.0p-24f;
            turns[4 * k + static_cast<std::uint32_t>(w)] = unit_float(turn[w]);
        }
    }
    const Vector squared = as_vector(-2.0f * maths::log(u));
    Vector length;
    for (int k = 0; k < kStates; ++k) length[k] = std::sqrt(std::max(0.0f, squared[k]));
    const auto [cosine, sine] = maths::turned(turns);
    return {length * as_vector(cosine), length[0] * sine[0]};
}

}  // namespace concord::sim
