// Eight by eight, in double: inverse by elimination in a fixed order, so that its bits are the same everywhere.
#pragma once

#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "sim/ground/vector.h"

namespace concord::sim {

struct Matrix {
    std::array<std::array<double, kStates>, kStates> at{};  // [row][column]

    VectorDouble times(const VectorDouble& x) const {
        VectorDouble product;
        for (int row = 0; row < kStates; ++row) {
            VectorDouble terms;
            for (int k = 0; k < kStates; ++k) terms[k] = at[row][k] * x[k];
            product[row] = sum_of(terms);
        }
        return product;
    }
};

// Gauss and Jordan's elimination with row pivots; empty when a pivot is nothing.
inline std::optional<Matrix> inverse(Matrix m) {
    Matrix result;
    for (std::size_t k = 0; k < kStates; ++k) result.at[k][k] = 1;
    for (std::size_t column = 0; column < kStates; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < kStates; ++row)
            if (std::abs(m.at[row][column]) > std::abs(m.at[pivot][column])) pivot = row;
        if (!(std::abs(m.at[pivot][column]) > 0)) return std::nullopt;
        std::swap(m.at[pivot], m.at[column]);
        std::swap(result.at[pivot], result.at[column]);
        const double by = m.at[column][column];
        // Two loops: of one over both rows, emscripten 3.1.6 divides by what it has just divided.
        for (double& x : result.at[column]) x /= by;
        for (double& x : m.at[column]) x /= by;
        for (std::size_t row = 0; row < kStates; ++row) {
            const double factor = m.at[row][column];
            if (row == column || factor == 0) continue;
            for (std::size_t k = 0; k < kStates; ++k) {
                m.at[row][k] -= factor * m.at[column][k];
                result.at[row][k] -= factor * result.at[column][k];
            }
        }
    }
    return result;
}

}  // namespace concord::sim
