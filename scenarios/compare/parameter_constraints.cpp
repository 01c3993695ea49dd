#include "scenarios/compare/parameter_constraints.h"

#include <fmt/format.h>

#include <array>

namespace concord::scenarios {
namespace {

constexpr double kRounding = 1e-9;  // as sim::prepare allows
constexpr std::array kConstraints = {
    ProductConstraint{"encounter_step", "unfair_weight", sim::kLargestUnfairStep,
                      "one unfair stop would move trust too far"},
};

}  // namespace

std::span<const ProductConstraint> parameter_constraints() { return kConstraints; }

std::string broken_constraint(const sim::Parameters& parameters) {
    for (const ProductConstraint& c : kConstraints) {
        const double product =
            sim::get(parameters, *sim::find_parameter(c.first)) * sim::get(parameters, *sim::find_parameter(c.second));
        if (product > c.limit + kRounding)
            return fmt::format("{} x {} is {:.4g}; at most {} is allowed: {}", c.first, c.second, product, c.limit,
                               c.meaning);
    }
    return {};
}

}  // namespace concord::scenarios
