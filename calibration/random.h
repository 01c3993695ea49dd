// Chances for designs, bootstraps and chains: counter-based, as in the model (sim/ground/random.h), so that what a
// point, a particle or a step of a chain meets is a function of (seed, method, number) alone, whatever the number of
// threads and wherever a study went on.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "calibration/normal.h"
#include "sim/ground/random.h"

namespace concord::calibration {

// One stream a method. Values are part of results: never renumber, only append.
enum class Method : std::uint32_t {
    kLatinHypercube = 1,
    kSobolShift = 2,
    kMorris = 3,
    kBootstrap = 4,
    kPrior = 5,
    kChain = 6,
    kParticles = 7,
    kPermutation = 8,
    kEmulator = 9,
    kWaves = 10,
    kRanks = 11,
    kSeeds = 12,        // of the model's runs
    kMeasurement = 13,  // errors of what is measured
};

// The chances of one number (a point, a chain, a particle) of a method; `part` tells apart what it draws in turn, such
// as the step of a chain. A standard UniformRandomBitGenerator, for the distributions of Boost.Random.
class Random {
  public:
    using result_type = std::uint32_t;
    Random(std::uint32_t seed, Method method, std::uint32_t number, std::uint32_t part = 0)
        : key_{seed, static_cast<std::uint32_t>(method)}, number_(number), part_(part) {}

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()() {
        if (used_ == 4) {
            block_ = sim::philox({number_, part_, next_++, kOfCalibration}, key_);
            used_ = 0;
        }
        return block_[used_++];
    }
    double unit() {  // (0, 1) with 53 bits, never 0 or 1
        const std::uint64_t high = (*this)() >> 5, low = (*this)() >> 6;
        return (static_cast<double>(high << 26 | low) + 0.5) * 0x1.0p-53;
    }
    double normal() { return normal_quantile(unit()); }
    std::uint32_t below(std::uint32_t n) { return sim::below((*this)(), n); }  // [0, n)

  private:
    static constexpr std::uint32_t kOfCalibration = 0x43414c49;  // no counter of the model's ends so
    std::array<std::uint32_t, 2> key_;
    std::uint32_t number_, part_, next_ = 0;
    sim::Block block_{};
    int used_ = 4;
};

// Random order of the first `values`, in place (Fisher and Yates).
template <class Values>
void shuffle(Values& values, Random random) {
    for (auto n = static_cast<std::uint32_t>(values.size()); n > 1; --n)
        std::swap(values[n - 1], values[random.below(n)]);
}

}  // namespace concord::calibration
