// Scenario discovery by PRIM, the patient rule induction method (Friedman & Fisher 1999; Bryant & Lempert 2010): boxes
// in the parameters inside which cases of interest are dense. Points are in any units; what is of interest is 1, what
// is not 0, and a failed run NaN: it is left out and counted.
#pragma once

#include <Eigen/Core>
#include <vector>

namespace concord::calibration {

struct PrimOptions {
    double peel = 0.05;          // alpha, of a box's points taken off at a time, in (0, 0.5)
    double paste = 0.05;         // of a box's points put back at a time, in [0, 0.5); 0: no pasting
    double least_mass = 0.05;    // a box holds at least this share of all points, in (0, 1)
    double least_density = 0.8;  // a box chosen is the one of most coverage among those as dense, else the densest
    int most_boxes = 1;          // found one after the other, each among what those before left; from 1
};

// A parameter that a box bounds.
struct PrimRestriction {
    Eigen::Index parameter = 0;
    double low = 0, high = 0;  // -infinity or infinity where a side is open
    // Chance that as many of the box's points or more were of interest, were the density that of the box without this
    // restriction (one-sided binomial test). Quasi: the box was sought in the same points, so it is too small.
    double quasi_p = 1;
    double coverage_without = 0, density_without = 0;  // of the box without this restriction
};

struct PrimBox {
    Eigen::VectorXd low, high;  // [parameters]; a point is inside where low <= x <= high; infinite where open
    Eigen::Index points = 0, of_interest = 0;
    double coverage = 0;                        // share of all cases of interest that are inside
    double density = 0;                         // share of cases of interest among those inside; NaN of an empty box
    double mass = 0;                            // share of all points that are inside
    std::vector<PrimRestriction> restrictions;  // in order of the parameters
    bool contains(const Eigen::VectorXd& point) const;
};

// One box and how it came about. The trajectory is the trade-off between coverage and density, to choose from: it
// starts with all that is there and goes on peel by peel, each the one that raises density most for a point lost.
struct PrimSearch {
    std::vector<PrimBox> trajectory;
    Eigen::Index chosen = 0;  // by least_density, of the trajectory
    PrimBox box;              // the chosen one after pasting
};

struct PrimResult {
    std::vector<PrimSearch> searches;  // as many as were found; shares are of all points, but count for a box only what
                                       // those before it left
    Eigen::Index points = 0, of_interest = 0, failed_runs = 0;
    double coverage = 0, density = 0;  // of the boxes together
};

// Points [n][parameters], interest [n]. It ends early where no case of interest is left, no box is denser than what is
// left, or one after the first is not of least_density. Throws std::invalid_argument where shapes do not match, a point
// is not finite, an interest is not 0, 1 or NaN, no case or every case is of interest, or an option is outside its
// range.
PrimResult prim(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest, const PrimOptions& options = {});

// What a box with bounds of one's own holds: another of a trajectory, one with rounded bounds or fewer restrictions.
PrimBox prim_box(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest, const Eigen::VectorXd& low,
                 const Eigen::VectorXd& high);

// A box pasted: bounds put back as long as density does not fall.
PrimBox prim_pasted(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest, const PrimBox& box,
                    double paste = 0.05);

}  // namespace concord::calibration
