// Philox for the residents of a batch at once, the same words as one by one (sim/ground/random.h): the engine's common
// path draws every resident's partners and chances this way.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace concord::sim {

inline constexpr int kBatch = 16;  // residents drawn together: one AVX-512 register of words

// Words of draws 0 .. blocks - 1 of residents first .. first + 15 in `week`: out[(4 * draw + w) * kBatch + lane],
// 64-byte aligned. With AVX-512 where the machine has it, else with AVX2, else in plain C++; the words are the same.
void philox_batch(std::uint32_t first, std::uint32_t week, int blocks, std::array<std::uint32_t, 2> key,
                  std::uint32_t* out);

// The ways that this build has and this machine can run, the fastest first; tests hold them against each other.
using PhiloxBatch = void (*)(std::uint32_t first, std::uint32_t week, int blocks, std::array<std::uint32_t, 2> key,
                             std::uint32_t* out);
struct PhiloxWay {
    const char* name;  // "avx512", "avx2", "plain"
    PhiloxBatch draw;
};
std::vector<PhiloxWay> philox_ways();
// Draws all further batches in this way: for tests and benchmarks, while nothing runs.
void use_philox_way(PhiloxBatch draw);

}  // namespace concord::sim
