// Eight by eight: the inverse undoes the matrix, whatever the order of its rows.
#include "sim/ground/matrix.h"

#include <catch2/catch.hpp>

#include "sim/ground/random.h"

using namespace concord::sim;

namespace {

Matrix random_matrix(std::uint32_t number) {
    Matrix m;
    for (std::uint32_t row = 0; row < kStates; ++row)
        for (std::uint32_t k = 0; k < kStates; ++k)
            m.at[row][k] = unit_double(Stream(6, Process::kTalks).word(row, k, number)) - 0.5;
    return m;
}

}  // namespace

TEST_CASE("The inverse of a matrix undoes it") {
    for (std::uint32_t number = 0; number < 20; ++number) {
        const Matrix m = random_matrix(number);
        const auto inverted = inverse(m);
        REQUIRE(inverted);
        for (int k = 0; k < kStates; ++k) {
            VectorDouble x = VectorDouble::Zero();
            x[k] = 1;
            const VectorDouble back = inverted->times(m.times(x));
            for (int s = 0; s < kStates; ++s) CHECK(back[s] == Approx(x[s]).margin(1e-9));
        }
    }
}

TEST_CASE("A matrix of exchanged rows has an inverse, one with a row of nothing has none") {
    Matrix exchanged;
    for (std::size_t row = 0; row < kStates; ++row) exchanged.at[row][kStates - 1 - row] = static_cast<double>(row + 1);
    const auto inverted = inverse(exchanged);
    REQUIRE(inverted);
    CHECK(inverted->at[kStates - 1][0] == 1);
    CHECK(inverted->at[0][kStates - 1] == Approx(1.0 / kStates));
    exchanged.at[3].fill(0);
    CHECK_FALSE(inverse(exchanged));
}
