// Coupling (model.md 4.1): states pull on one another, and disorder on states. x += C (x - s), s the set-points: in the
// long run one lasting point of a state in one resident brings kappa points of another. Together with return it is one
// matrix M = diag(rho) - C, by whose inverse the balance turns expected changes into set-points.
#pragma once

#include <array>

#include "sim/ground/matrix.h"
#include "sim/parameters/arrows.h"
#include "sim/processes/context.h"

namespace concord::sim::coupling {

struct Start {
    // C, a state's row read from a few others: layer by layer, C[to][source[to]] is in weight[to].
    struct Layer {
        Lanes source;
        Vector weight;
    };
    std::array<Layer, kStates> layer;
    int layers = 0;                             // as many as arrows lead to the state that most lead to
    std::array<VectorDouble, kStates> columns;  // of C: what a state pulls in all of them
    Vector of_disorder = Vector::Zero();        // a week, for a rise of log disorder by 1
    Matrix set_point_shift;                     // -M^-1: of the expected weekly change, what the set-points stand away
};
Start fit(const Context& context);
// Throws std::invalid_argument that names a loop of arrows when states would run away under M: it has an eigenvalue
// whose real part is not positive.
void require_stable(const Matrix& m);

// What the states' distances from their set-points pull in a week.
inline Vector pull_of_states(const Start& start, const Vector& away) {
    const Lanes states = bits_of(as_floats(away));
    Floats pulled = all(0.0f);
    for (int k = 0; k < start.layers; ++k) {
        const Start::Layer& layer = start.layer[k];
        pulled += as_floats(layer.weight) * bits_as_floats(among(states, layer.source));
    }
    return as_vector(pulled);
}

// What a neighbourhood's disorder pulls in a week in everybody there.
Vector pull_of_disorder(const Start& start, float disorder, float at_start);

}  // namespace concord::sim::coupling
