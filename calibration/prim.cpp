#include "calibration/prim.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "calibration/requirement.h"
#include "sim/ground/maths.h"

namespace concord::calibration {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

constexpr Requirement require("prim");

// The points that a search looks at, and what shares are of.
struct Cases {
    const Eigen::MatrixXd& points;
    const Eigen::VectorXd& interest;
    std::vector<Eigen::Index> rows;  // without failed runs and what earlier boxes hold
    Eigen::Index all_points = 0, all_of_interest = 0;

    bool hit(Eigen::Index row) const { return interest[row] == 1; }
    Eigen::Index hits() const {
        return std::count_if(rows.begin(), rows.end(), [&](auto row) { return hit(row); });
    }
};

Cases cases(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest) {
    require(points.rows() == interest.size(),
            "there are " + std::to_string(points.rows()) + " points and " + std::to_string(interest.size()) + " cases");
    require(points.cols() >= 1, "there are no parameters");
    require(points.allFinite(), "a point is not finite");
    Cases made{.points = points, .interest = interest, .rows = {}};
    for (Eigen::Index row = 0; row < points.rows(); ++row) {
        if (std::isnan(interest[row])) continue;
        require(interest[row] == 0 || interest[row] == 1, "a case is of interest (1), not (0), or failed (NaN)");
        made.rows.push_back(row);
    }
    made.all_points = static_cast<Eigen::Index>(made.rows.size());
    made.all_of_interest = made.hits();
    return made;
}

double share(Eigen::Index part, Eigen::Index whole) { return static_cast<double>(part) / static_cast<double>(whole); }

// Logarithm of the chance of x of n.
double log_chance(Eigen::Index n, Eigen::Index x, double p) {
    double log = 0;
    for (Eigen::Index i = 1; i <= x; ++i) log += sim::maths::log(share(n - x + i, i));
    return log + static_cast<double>(x) * sim::maths::log(p) + static_cast<double>(n - x) * sim::maths::log1p(-p);
}

// Chance of x or more of n, each with chance p: terms added up away from the mean, so that they fall.
double chance_of_at_least(Eigen::Index n, Eigen::Index x, double p) {
    if (x == 0 || p >= 1) return 1;
    const double odds = p / (1 - p);
    double sum = 0;
    if (static_cast<double>(x) >= static_cast<double>(n) * p) {
        double term = sim::maths::exp(log_chance(n, x, p));
        for (Eigen::Index k = x; k <= n; ++k) sum += term, term *= share(n - k, k + 1) * odds;
        return std::min(sum, 1.0);
    }
    double term = sim::maths::exp(log_chance(n, x - 1, p));
    for (Eigen::Index k = x - 1; k >= 0; --k) sum += term, term *= share(k, n - k + 1) / odds;
    return std::max(1 - sum, 0.0);
}

// Parameters whose bounds a point breaks: how many, and the last of them.
struct Broken {
    int count = 0;
    Eigen::Index parameter = -1;
};

Broken broken(const Cases& cases, Eigen::Index row, const Eigen::VectorXd& low, const Eigen::VectorXd& high) {
    Broken b;
    for (Eigen::Index k = 0; k < low.size() && b.count < 2; ++k)
        if (cases.points(row, k) < low[k] || cases.points(row, k) > high[k]) ++b.count, b.parameter = k;
    return b;
}

PrimBox box_of(const Cases& cases, const Eigen::VectorXd& low, const Eigen::VectorXd& high) {
    PrimBox box{.low = low, .high = high, .restrictions = {}};
    std::vector<Eigen::Index> beside(static_cast<std::size_t>(low.size())), hits_beside(beside.size());
    for (const Eigen::Index row : cases.rows) {
        const Broken b = broken(cases, row, low, high);
        if (b.count == 0) ++box.points, box.of_interest += cases.hit(row);
        if (b.count != 1) continue;
        ++beside[static_cast<std::size_t>(b.parameter)];
        hits_beside[static_cast<std::size_t>(b.parameter)] += cases.hit(row);
    }
    box.coverage = share(box.of_interest, cases.all_of_interest);
    box.density = share(box.of_interest, box.points);
    box.mass = share(box.points, cases.all_points);
    for (Eigen::Index k = 0; k < low.size(); ++k) {
        if (low[k] == -kInfinity && high[k] == kInfinity) continue;
        const auto at = static_cast<std::size_t>(k);
        const Eigen::Index hits = box.of_interest + hits_beside[at];
        const double density = share(hits, box.points + beside[at]);
        box.restrictions.push_back({k, low[k], high[k], chance_of_at_least(box.points, box.of_interest, density),
                                    share(hits, cases.all_of_interest), density});
    }
    return box;
}

// A side of a box: values times the sign, so that the bound is always the lower one.
struct Side {
    Eigen::Index parameter;
    double sign;
    double value(const Cases& cases, Eigen::Index row) const { return sign * cases.points(row, parameter); }
    void set(double bound, Eigen::VectorXd& low, Eigen::VectorXd& high) const {
        (sign > 0 ? low : high)[parameter] = sign * bound;
    }
    double bound(const PrimBox& box) const { return sign * (sign > 0 ? box.low : box.high)[parameter]; }
};

std::vector<Side> sides(Eigen::Index parameters) {
    std::vector<Side> all;
    for (Eigen::Index k = 0; k < parameters; ++k) all.push_back({k, 1}), all.push_back({k, -1});
    return all;
}

// Half way from one value to a higher one, but never the lower one itself.
double between(double lower, double higher) {
    const double middle = lower / 2 + higher / 2;
    return middle > lower ? middle : higher;
}

std::vector<double> sorted_values(const Cases& cases, const Side& side, const std::vector<Eigen::Index>& rows) {
    std::vector<double> values;
    for (const Eigen::Index row : rows) values.push_back(side.value(cases, row));
    std::sort(values.begin(), values.end());
    return values;
}

// A bound moved: where to, how many points and cases of interest that takes off or puts back.
struct Move {
    Side side;
    double bound;
    Eigen::Index points = 0, hits = 0;
};

// The share `peel` of points off one side, at least one; of equal values all or none. Nothing where all are equal.
std::optional<Move> peel(const Cases& cases, const std::vector<Eigen::Index>& inside, const Side& side, double part) {
    const auto values = sorted_values(cases, side, inside);
    const auto cut = std::max<std::size_t>(1, static_cast<std::size_t>(part * static_cast<double>(values.size())));
    if (values.size() < 2) return {};
    const double least_kept =
        values[cut] > values[0] ? values[cut] : *std::upper_bound(values.begin(), values.end() - 1, values[0]);
    if (!(least_kept > values[0])) return {};
    const double last_off = *std::prev(std::lower_bound(values.begin(), values.end(), least_kept));
    Move move{side, between(last_off, least_kept)};
    for (const Eigen::Index row : inside)
        if (side.value(cases, row) < move.bound) ++move.points, move.hits += cases.hit(row);
    return move;
}

// The peel that raises density most for a point lost; where none raises it, the one that lowers it least.
std::optional<Move> best_peel(const Cases& cases, const std::vector<Eigen::Index>& inside, const PrimBox& box,
                              const PrimOptions& options) {
    std::optional<Move> best;
    double best_score = -kInfinity;
    for (const Side& side : sides(cases.points.cols())) {
        const auto move = peel(cases, inside, side, options.peel);
        if (!move) continue;
        const Eigen::Index left = box.points - move->points;
        if (static_cast<double>(left) < options.least_mass * static_cast<double>(cases.all_points)) continue;
        const double gain = share(box.of_interest - move->hits, left) - box.density;
        const double score = gain > 0 ? gain / static_cast<double>(move->points) : gain;
        if (score > best_score) best = move, best_score = score;
    }
    return best;
}

std::vector<PrimBox> peeling_trajectory(const Cases& cases, const PrimOptions& options) {
    const Eigen::Index parameters = cases.points.cols();
    Eigen::VectorXd low = Eigen::VectorXd::Constant(parameters, -kInfinity), high = -low;
    std::vector<Eigen::Index> inside = cases.rows;
    std::vector<PrimBox> trajectory{box_of(cases, low, high)};
    while (trajectory.back().of_interest < trajectory.back().points && trajectory.back().of_interest > 0) {
        const auto move = best_peel(cases, inside, trajectory.back(), options);
        if (!move) break;
        move->side.set(move->bound, low, high);
        std::erase_if(inside, [&](auto row) { return move->side.value(cases, row) < move->bound; });
        trajectory.push_back(box_of(cases, low, high));
    }
    return trajectory;
}

Eigen::Index choice(const std::vector<PrimBox>& trajectory, double least_density) {
    const auto worse = [&](const PrimBox& a, const PrimBox& b) {
        const bool dense_a = a.density >= least_density, dense_b = b.density >= least_density;
        if (dense_a != dense_b) return dense_b;
        if (dense_a) return a.coverage != b.coverage ? a.coverage < b.coverage : a.density < b.density;
        return a.density != b.density ? a.density < b.density : a.coverage < b.coverage;
    };
    return std::max_element(trajectory.begin(), trajectory.end(), worse) - trajectory.begin();
}

// The nearest points beyond one side, those within all other bounds: the share `part` of the box's, at least one.
std::optional<Move> paste(const Cases& cases, const PrimBox& box, const Side& side, double part) {
    std::vector<Eigen::Index> beyond;
    for (const Eigen::Index row : cases.rows) {
        const Broken b = broken(cases, row, box.low, box.high);
        if (b.count == 1 && b.parameter == side.parameter && side.value(cases, row) < side.bound(box))
            beyond.push_back(row);
    }
    if (beyond.empty()) return {};
    const auto values = sorted_values(cases, side, beyond);
    const auto count = std::max<std::size_t>(1, static_cast<std::size_t>(part * static_cast<double>(box.points)));
    const double last_in = values[values.size() - std::min(count, values.size())];
    const auto first_in = std::lower_bound(values.begin(), values.end(), last_in);
    Move move{side, first_in == values.begin() ? -kInfinity : between(*std::prev(first_in), last_in)};
    for (const Eigen::Index row : beyond)
        if (side.value(cases, row) >= move.bound) ++move.points, move.hits += cases.hit(row);
    return move;
}

PrimBox pasted(const Cases& cases, PrimBox box, double part) {
    if (part == 0) return box;
    while (true) {
        std::optional<Move> best;
        double density = box.density;
        for (const Side& side : sides(cases.points.cols())) {
            const auto move = paste(cases, box, side, part);
            if (!move) continue;
            const double with = share(box.of_interest + move->hits, box.points + move->points);
            if (with > density || (with == density && !best)) best = move, density = with;
        }
        if (!best) return box;
        best->side.set(best->bound, box.low, box.high);
        box = box_of(cases, box.low, box.high);
    }
}

void check(const Cases& cases, const PrimOptions& options) {
    require(options.peel > 0 && options.peel < 0.5, "what is peeled at a time is a share between 0 and 0.5");
    require(options.paste >= 0 && options.paste < 0.5, "what is pasted at a time is a share from 0 to below 0.5");
    require(options.least_mass > 0 && options.least_mass < 1, "the least mass of a box is a share between 0 and 1");
    require(options.least_density > 0 && options.least_density <= 1, "the least density is a share in (0, 1]");
    require(options.most_boxes >= 1, "at least one box is sought");
    require(cases.all_of_interest > 0, "no case is of interest");
    require(cases.all_of_interest < cases.all_points, "every case is of interest");
}

void check_bounds(const Cases& cases, const Eigen::VectorXd& low, const Eigen::VectorXd& high) {
    require(cases.all_of_interest > 0, "no case is of interest");
    require(low.size() == cases.points.cols() && high.size() == low.size(), "a box has two bounds a parameter");
    require((low.array() <= high.array()).all(), "a box's lower bound is above the upper one, or not a number");
}

PrimSearch search(const Cases& cases, const PrimOptions& options) {
    PrimSearch found;
    found.trajectory = peeling_trajectory(cases, options);
    found.chosen = choice(found.trajectory, options.least_density);
    found.box = pasted(cases, found.trajectory[static_cast<std::size_t>(found.chosen)], options.paste);
    return found;
}

}  // namespace

bool PrimBox::contains(const Eigen::VectorXd& point) const {
    return (point.array() >= low.array()).all() && (point.array() <= high.array()).all();
}

PrimResult prim(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest, const PrimOptions& options) {
    Cases left = cases(points, interest);
    check(left, options);
    PrimResult result{.searches = {}, .points = left.all_points, .of_interest = left.all_of_interest};
    result.failed_runs = points.rows() - left.all_points;
    Eigen::Index inside = 0, hits = 0;
    for (int number = 0; number < options.most_boxes && left.hits() > 0; ++number) {
        PrimSearch found = search(left, options);
        if (!(found.box.density > found.trajectory.front().density)) break;
        if (number > 0 && found.box.density < options.least_density) break;
        inside += found.box.points, hits += found.box.of_interest;
        std::erase_if(left.rows, [&](auto row) { return found.box.contains(points.row(row).transpose()); });
        result.searches.push_back(std::move(found));
    }
    result.coverage = share(hits, left.all_of_interest);
    result.density = share(hits, inside);
    return result;
}

PrimBox prim_box(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest, const Eigen::VectorXd& low,
                 const Eigen::VectorXd& high) {
    const Cases all = cases(points, interest);
    check_bounds(all, low, high);
    return box_of(all, low, high);
}

PrimBox prim_pasted(const Eigen::MatrixXd& points, const Eigen::VectorXd& interest, const PrimBox& box, double paste) {
    const Cases all = cases(points, interest);
    check_bounds(all, box.low, box.high);
    require(paste > 0 && paste < 0.5, "what is pasted at a time is a share between 0 and 0.5");
    return pasted(all, box_of(all, box.low, box.high), paste);
}

}  // namespace concord::calibration
