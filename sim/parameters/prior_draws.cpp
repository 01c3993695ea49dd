#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/name_hash.h"
#include "sim/ground/random.h"
#include "sim/parameters/parameters.h"

namespace concord::sim {
namespace {

// Inverse distribution function of the triangular distribution on [low, high] with mode `mode`.
double triangular(double u, double low, double mode, double high) {
    const double width = high - low;
    if (width <= 0) return low;
    const double split = (mode - low) / width;
    if (u < split) return low + std::sqrt(u * width * (mode - low));
    return high - std::sqrt((1 - u) * width * (high - mode));
}

double sample(const ParameterInfo& info, double u) {
    switch (info.prior) {
        case Prior::kFixed: return info.value;
        case Prior::kUniform: return info.low + u * (info.high - info.low);
        case Prior::kTriangular: return triangular(u, info.low, info.value, info.high);
        case Prior::kLogTriangular:
            return maths::exp(triangular(u, maths::log(info.low), maths::log(info.value), maths::log(info.high)));
    }
    return info.value;
}

}  // namespace

double prior_draw(const ParameterInfo& info, std::uint32_t seed, std::uint32_t draw) {
    const std::uint64_t name = name_hash(info.name);
    const Block words = philox({draw, 0, static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name >> 32)},
                               Stream(seed, Process::kParameterDraw).key());
    return sample(info, open_unit(words[0]));
}

Parameters draw_from_priors(std::span<const ParameterInfo> table, std::uint32_t seed, std::uint32_t draw) {
    Parameters p{};
    for (const auto& info : table) set(p, info, prior_draw(info, seed, draw));
    return p;
}

Parameters draw_from_priors(std::uint32_t seed, std::uint32_t draw) {
    return draw_from_priors(parameter_table(), seed, draw);
}

std::string_view prior_name(Prior prior) {
    switch (prior) {
        case Prior::kFixed: return "fixed";
        case Prior::kUniform: return "uniform";
        case Prior::kTriangular: return "triangular";
        case Prior::kLogTriangular: return "log-triangular";
    }
    return "";
}

}  // namespace concord::sim
