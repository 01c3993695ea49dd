// Philox4x32-10 for many residents at once: the same numbers as sim/random.h, eight lanes of AVX2 at a time. The hot loop
// spends most of its arithmetic here otherwise.
#pragma once

#include <array>
#include <cstdint>

namespace concord::sim {

inline constexpr int kLanes = 8;

// Words of one draw for residents first, first + 1, ... first + lanes - 1: out[w * stride + lane] is word w of
// philox({first + lane, week, draw, 0}, key). `lanes` is rounded up to a multiple of eight and must fit the stride.
void philox_batch(std::uint32_t first, int lanes, std::uint32_t week, std::uint32_t draw,
                  std::array<std::uint32_t, 2> key, std::uint32_t* out, int stride);

}  // namespace concord::sim
