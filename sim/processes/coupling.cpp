#include "sim/processes/coupling.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/ground/maths.h"

namespace concord::sim::coupling {
namespace {

// C: the row of the state that is pulled, the column of the one that pulls.
Matrix couplings(const Context& context) {
    Matrix c;
    for (const Arrow& arrow : kArrows)
        c.at[arrow.to][arrow.from] +=
            context.parameters.*arrow.kappa * static_cast<double>(context.rates.fade[arrow.to]);
    return c;
}

bool stable(const Matrix& m) {
    Eigen::Matrix<double, kStates, kStates> matrix;
    for (int row = 0; row < kStates; ++row)
        for (int column = 0; column < kStates; ++column) matrix(row, column) = m.at[row][column];
    const Eigen::EigenSolver<decltype(matrix)> solver(matrix, false);
    return solver.info() == Eigen::Success && (solver.eigenvalues().array().real() > 0).all();
}

// The states of the loop whose arrows multiply to most, as "voice -> belonging -> voice"; off the diagonal of M.
std::string strongest_loop(const Matrix& m) {
    std::string name;
    double most = 0;
    std::vector<int> path;
    const auto walk = [&](const auto& self, int state, double product) -> void {
        path.push_back(state);
        for (int next = path.front(); next < kStates; ++next) {  // every loop once, from its first state
            const double weight = next == state ? 0 : std::abs(m.at[next][state]);
            if (weight == 0) continue;
            if (next == path.front() && product * weight > most) {
                most = product * weight;
                name.clear();
                for (const int s : path) name += std::string(kStateNames[s]) + " -> ";
                name += kStateNames[path.front()];
            } else if (std::find(path.begin(), path.end(), next) == path.end()) {
                self(self, next, product * weight);
            }
        }
        path.pop_back();
    };
    for (int first = 0; first < kStates; ++first) walk(walk, first, 1);
    return name;
}

void put_layers(const Matrix& c, Start& start) {
    for (auto& layer : start.layer) layer = {.source = all(0u), .weight = Vector::Zero()};
    for (int to = 0; to < kStates; ++to) {
        int used = 0;
        for (int from = 0; from < kStates; ++from) {
            if (c.at[to][from] == 0) continue;
            Start::Layer& layer = start.layer[used++];
            layer.source[to] = static_cast<std::uint32_t>(from);
            layer.weight[to] = static_cast<float>(c.at[to][from]);
        }
        start.layers = std::max(start.layers, used);
    }
}

}  // namespace

void require_stable(const Matrix& m) {
    if (stable(m)) return;
    throw std::invalid_argument("states would run away: the arrows " + strongest_loop(m) +
                                " strengthen one another more than return holds them");
}

Start fit(const Context& context) {
    Start start;
    const Matrix c = couplings(context);
    for (int from = 0; from < kStates; ++from)
        for (int to = 0; to < kStates; ++to) start.columns[from][to] = c.at[to][from];
    Matrix m;
    for (int to = 0; to < kStates; ++to)
        for (int from = 0; from < kStates; ++from)
            m.at[to][from] = (to == from ? static_cast<double>(context.rates.back[to]) : 0) - c.at[to][from];
    require_stable(m);
    const Matrix inverted = inverse(m).value();
    for (std::size_t row = 0; row < kStates; ++row)
        for (std::size_t k = 0; k < kStates; ++k) start.set_point_shift.at[row][k] = -inverted.at[row][k];
    put_layers(c, start);
    const double log_ten_percent = maths::log(1.1);
    for (const PlaceArrow& arrow : kPlaceArrows)
        start.of_disorder[arrow.to] += static_cast<float>(context.parameters.*arrow.points / 100 / log_ten_percent *
                                                          static_cast<double>(context.rates.fade[arrow.to]));
    return start;
}

Vector pull_of_disorder(const Start& start, float disorder, float at_start) {
    if (disorder == at_start || !(at_start > 0)) return Vector::Zero();
    constexpr float kLeast = 1e-6f;
    return start.of_disorder *
           static_cast<float>(maths::log(static_cast<double>(std::max(disorder, kLeast) / at_start)));
}

}  // namespace concord::sim::coupling
