#include "sim/processes/initial_state.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"

namespace concord::sim {
namespace {

// Numbers that keep the draws of places apart from those of residents.
constexpr std::uint32_t kDrawResident = 0, kDrawNeighbourhood = 1, kDrawArea = 2, kDrawItemArea = 3;

// Eight standard normal draws and a ninth that all share, by Box and Muller's method on eight lanes.
struct Normals {
    Vector own;
    float common;
};

Normals normals(const Stream& stream, std::uint32_t who, std::uint32_t draw) {
    Floats u{}, turns{};
    for (std::uint32_t k = 0; k < 2; ++k) {
        const Block radius = stream.block(who, k, draw), turn = stream.block(who, k + 2, draw);
        for (int w = 0; w < 4; ++w) {
            u[4 * k + static_cast<std::uint32_t>(w)] =
                static_cast<float>((radius[static_cast<std::size_t>(w)] >> 8) + 0.5f) * 0x1.0p-24f;
            turns[4 * k + static_cast<std::uint32_t>(w)] = unit_float(turn[static_cast<std::size_t>(w)]);
        }
    }
    const Vector squared = as_vector(-2.0f * maths::log(u));
    Vector length;
    for (int k = 0; k < kStates; ++k) length[k] = std::sqrt(std::max(0.0f, squared[k]));
    const auto [cosine, sine] = maths::turned(turns);
    return {length * as_vector(cosine), length[0] * sine[0]};
}

Vector place_effect(const Start& start, std::uint32_t place, std::uint32_t draw, double sd) {
    return normals(Stream(start.options.seed, Process::kInitialState), place, draw).own * static_cast<float>(sd);
}

Vector as_vector(const std::array<double, kStates>& values) {
    Vector v;
    for (int s = 0; s < kStates; ++s) v[s] = static_cast<float>(values[static_cast<std::size_t>(s)]);
    return v;
}

// Slopes on deprivation and churn, neighbourhood and area effects; intercepts and district effects come later.
void place_predictors(Start& start) {
    const auto& geography = start.world->geography;
    std::vector<double> imd, churn, weight;
    for (const auto& n : geography.neighbourhoods) {
        imd.push_back(n.imd_score);
        churn.push_back(n.churn);
        weight.push_back(n.residents);
    }
    const auto z_imd = standard_scores(imd, weight), z_churn = standard_scores(churn, weight);
    const auto& p = start.parameters;
    const Vector slope_imd = as_vector(p.deprivation_slope), slope_disorder = as_vector(p.disorder_slope),
                 slope_churn = as_vector(p.churn_slope), slope_age = as_vector(p.age_slope);
    start.place_logit.resize(geography.neighbourhoods.size());
    for (std::size_t n = 0; n < start.place_logit.size(); ++n) {
        const auto area = static_cast<std::uint32_t>(geography.neighbourhoods[n].area);
        start.place_logit[n] =
            slope_imd * static_cast<float>(z_imd[n]) + slope_disorder * start.disorder_z[n] +
            slope_churn * static_cast<float>(z_churn[n]) +
            place_effect(start, static_cast<std::uint32_t>(n), kDrawNeighbourhood, p.neighbourhood_sd) +
            place_effect(start, area, kDrawArea, p.area_sd);
    }
    for (int band = 0; band < kAgeBands; ++band)
        start.age_logit[static_cast<std::size_t>(band)] = slope_age * (static_cast<float>(band) - 3.5f);
}

// Working storage of the fit: what does not change between its iterations.
struct Fit {
    UnfilledColumn<ResidentState> logit;  // [talkers] of place (without intercept), age and resident
    UnfilledColumn<ResidentState> state;  // [talkers] starting state
    Vector intercept = Vector::Zero();
    std::vector<float> openness_by_district;  // district effect on openness, logit
};

// Newton's method begins on every 16th neighbourhood where there are many, then goes on over all of them: one pass or
// two are left. `iterate(every)` takes a step from the neighbourhoods 0, every, 2 every ... and returns the largest
// change. Near the solution the next change is about the square of this one, so that this one may be as large as the
// tolerance's root.
template <class Iterate>
void newton(const World& world, int most_iterations, double tolerance, const Iterate& iterate) {
    constexpr int kSampled = 16, kWorthwhile = 512;  // neighbourhoods
    for (const int every : {kSampled, 1}) {
        if (every > 1 && world.neighbourhoods() < kWorthwhile) continue;
        for (int iteration = 0; iteration < most_iterations; ++iteration) {
            const double change = iterate(every);
            if (change * change < tolerance) break;
        }
    }
}

// Sum over adults of f(resident, neighbourhood), eight values wide, in fixed order: by neighbourhood, then over them.
template <class Function>
VectorDouble sum_over_adults(const World& world, int every, double& adults, const Function& f) {
    const int count = (world.neighbourhoods() + every - 1) / every;
    std::vector<VectorDouble> sums(static_cast<std::size_t>(count));
    std::vector<double> counts(static_cast<std::size_t>(count));
    parallel_for(count, [&](int k) {
        const int n = k * every;
        VectorDouble sum = VectorDouble::Zero();
        double number = 0;
        for (std::uint32_t i = world.neighbourhood_begin[static_cast<std::size_t>(n)];
             i < world.neighbourhood_begin[static_cast<std::size_t>(n) + 1]; ++i) {
            if (world.age_band[i] < kFirstAdultBand) continue;
            accumulate(sum, f(i, n));
            ++number;
        }
        sums[static_cast<std::size_t>(k)] = sum;
        counts[static_cast<std::size_t>(k)] = number;
    });
    VectorDouble total = VectorDouble::Zero();
    adults = 0;
    for (int k = 0; k < count; ++k) {
        total += sums[static_cast<std::size_t>(k)];
        adults += counts[static_cast<std::size_t>(k)];
    }
    return total;
}

float district_effect(const Fit& fit, const World& world, int n) {
    return fit.openness_by_district[static_cast<std::size_t>(
        world.geography.neighbourhoods[static_cast<std::size_t>(n)].district)];
}

Vector level(const Fit& fit, const World& world, std::uint32_t i, int n) {
    Vector z = load(fit.logit[i]) + fit.intercept;
    z[kOpenness] += district_effect(fit, world, n);
    return logistic_of(z);
}

// Means over adults of eight probabilities and of their derivatives by a shift of their logits, in one pass.
struct LogisticMeans {
    VectorDouble probability, slope;
};

template <class Function>
LogisticMeans logistic_means(const World& world, int every, const Function& probability) {
    std::vector<VectorDouble> slope_of_place(static_cast<std::size_t>(world.neighbourhoods()), VectorDouble::Zero());
    double adults = 0;
    LogisticMeans means{sum_over_adults(world, every, adults,
                                        [&](std::uint32_t i, int n) {
                                            const Vector p = probability(i, n);
                                            accumulate(slope_of_place[static_cast<std::size_t>(n)], p * (1.0f - p));
                                            return p;
                                        }),
                        VectorDouble::Zero()};
    for (const VectorDouble& slope : slope_of_place) means.slope += slope;
    means.probability /= adults;
    means.slope /= adults;
    return means;
}

// Newton on the eight intercepts at once: the mean over adults of each state is its target.
void solve_intercepts(const Start& start, Fit& fit) {
    const VectorDouble target = as_vector(start.parameters.start_mean).cast<double>();
    newton(*start.world, 30, 1e-7, [&](int every) {
        const auto means =
            logistic_means(*start.world, every, [&](std::uint32_t i, int n) { return level(fit, *start.world, i, n); });
        const VectorDouble step = (target - means.probability) / means.slope.max(1e-3);
        fit.intercept += step.cast<float>();
        return step.abs().maxCoeff();
    });
}

// Newton on one shift of each item's logit: the mean over adults of every item is its published level.
void solve_item_cuts(Start& start, const Fit& fit) {
    constexpr double kLargestStep = 1.0;  // logit
    VectorDouble target;
    for (int k = 0; k < kItems; ++k) target[k] = start.baseline.item_level[static_cast<std::size_t>(k)] / 100;
    newton(*start.world, 40, 1e-6, [&](int every) {
        const auto means = logistic_means(
            *start.world, every, [&](std::uint32_t i, int n) { return start.items.agree(n, load(fit.state[i])); });
        const VectorDouble step =
            ((target - means.probability) / means.slope.max(1e-3)).max(-kLargestStep).min(kLargestStep);
        for (auto& cut : start.items.cut) cut += step.cast<float>();
        return step.abs().maxCoeff();
    });
}

// The GM level of get_on_well is what its districts' published levels make of the simulated adults.
void adopt_district_levels(Start& start) {
    const World& world = *start.world;
    if (start.baseline.get_on_well_by_district.empty()) return;
    double sum = 0, adults = 0;
    for (std::size_t d = 0; d < world.geography.districts.size(); ++d) {
        const auto first = static_cast<std::size_t>(world.neighbourhood_of_district_begin[d]);
        const auto last = static_cast<std::size_t>(world.neighbourhood_of_district_begin[d + 1]);
        double number = 0;
        for (auto i = world.neighbourhood_begin[first]; i < world.neighbourhood_begin[last]; ++i)
            number += world.age_band[i] >= kFirstAdultBand;
        sum += number * start.baseline.get_on_well_by_district[d];
        adults += number;
    }
    start.baseline.item_level[kGetOnWell] = sum / adults;
}

// What one district's adults add to the equations of solve_district_effects, all means over them.
struct DistrictSums {
    double adults = 0, openness = 0, openness_slope = 0;  // mean o, and its derivative by the effect
    double agree = 0, by_effect = 0, by_cut = 0;          // mean get_on_well and its two derivatives
};

std::vector<DistrictSums> district_sums(const Start& start, const Fit& fit, int every, float cut) {
    const World& world = *start.world;
    const auto k_trust = static_cast<float>(start.parameters.item_well_trust),
               k_openness = static_cast<float>(start.parameters.item_well_openness);
    std::vector<DistrictSums> by_place(static_cast<std::size_t>(world.neighbourhoods()));
    parallel_for((world.neighbourhoods() + every - 1) / every, [&](int k) {
        const int n = k * every;
        const auto place = static_cast<std::size_t>(n);
        const float effect = fit.intercept[kOpenness] + district_effect(fit, world, n);
        VectorDouble adults = VectorDouble::Zero(), openness = adults, openness_slope = adults, agree = adults,
                     by_effect = adults, by_cut = adults;
        const std::uint32_t end = world.neighbourhood_begin[place + 1];
        for (std::uint32_t first = world.neighbourhood_begin[place]; first < end; first += kWide) {
            const auto at = [&](int lane) { return std::min(first + static_cast<std::uint32_t>(lane), end - 1); };
            const Lanes here = ~at_least(counting_from(first), all(end));
            const Lanes band = each_lane([&](int lane) { return world.age_band[at(lane)]; });
            const Floats adult =
                choose(here & at_least(band, all(std::uint32_t{kFirstAdultBand})), all(1.0f), all(0.0f));
            const Floats o = maths::logistic(
                each_lane_float([&](int lane) { return fit.logit[at(lane)].value[kOpenness]; }) + effect);
            const Floats trust = each_lane_float([&](int lane) { return fit.state[at(lane)].value[kNeighbourTrust]; });
            const Floats a = maths::logistic(cut + k_trust * trust + k_openness * o), o_slope = o * (1.0f - o),
                         a_slope = a * (1.0f - a);
            const auto add = [&](VectorDouble& sum, Floats value) { add_widened(sum.data(), adult * value); };
            add(adults, all(1.0f));
            add(openness, o);
            add(openness_slope, o_slope);
            add(agree, a);
            add(by_effect, a_slope * k_openness * o_slope);
            add(by_cut, a_slope);
        }
        by_place[place] = {sum_of(adults), sum_of(openness),  sum_of(openness_slope),
                           sum_of(agree),  sum_of(by_effect), sum_of(by_cut)};
    });
    std::vector<DistrictSums> total(world.geography.districts.size());
    for (std::size_t d = 0; d < total.size(); ++d) {
        DistrictSums& t = total[d];
        for (int n = world.neighbourhood_of_district_begin[d]; n < world.neighbourhood_of_district_begin[d + 1]; ++n) {
            const DistrictSums& s = by_place[static_cast<std::size_t>(n)];
            t.adults += s.adults, t.openness += s.openness, t.openness_slope += s.openness_slope;
            t.agree += s.agree, t.by_effect += s.by_effect, t.by_cut += s.by_cut;
        }
        for (double* v : {&t.openness, &t.openness_slope, &t.agree, &t.by_effect, &t.by_cut})
            *v /= std::max(1.0, t.adults);
    }
    return total;
}

// District effects on openness such that get_on_well by district is the published one while openness keeps its GM mean:
// Newton on the effects and the item's cut together, whose equations form an arrow and are solved by substitution.
void solve_district_effects(Start& start, Fit& fit) {
    constexpr double kLargestStep = 1.0, kLeastSlope = 1e-4;
    double cut = -start.parameters.item_well_trust * start.parameters.start_mean[kNeighbourTrust] -
                 start.parameters.item_well_openness * start.parameters.start_mean[kOpenness];
    newton(*start.world, 50, 1e-6, [&](int every) {
        const auto sums = district_sums(start, fit, every, static_cast<float>(cut));
        double adults = 0, openness = 0, numerator = 0, denominator = 0;
        for (std::size_t d = 0; d < sums.size(); ++d) {
            const DistrictSums& s = sums[d];
            if (s.adults == 0) continue;  // a district outside the sample of neighbourhoods
            const double gap = start.baseline.get_on_well_by_district[d] / 100 - s.agree;
            const double ratio = s.adults * s.openness_slope / std::max(s.by_effect, kLeastSlope);
            numerator += ratio * gap;
            denominator += ratio * s.by_cut;
            adults += s.adults;
            openness += s.adults * s.openness;
        }
        const double missing = adults * start.parameters.start_mean[kOpenness] - openness;
        const double cut_step =
            std::clamp((numerator - missing) / std::max(denominator, kLeastSlope), -kLargestStep, kLargestStep);
        double largest = std::abs(cut_step);
        for (std::size_t d = 0; d < sums.size(); ++d) {
            if (sums[d].adults == 0) continue;
            const double gap = start.baseline.get_on_well_by_district[d] / 100 - sums[d].agree;
            const double step = std::clamp((gap - sums[d].by_cut * cut_step) / std::max(sums[d].by_effect, kLeastSlope),
                                           -kLargestStep, kLargestStep);
            fit.openness_by_district[d] += static_cast<float>(step);
            largest = std::max(largest, std::abs(step));
        }
        cut += cut_step;
        return largest;
    });
}

// Years lived here by household: exponential at the neighbourhood's rate, the same draw for all its members.
double tenure_weeks(const Start& start, std::uint32_t resident, double move_rate) {
    const std::uint32_t household = start.world->household[resident];
    return -maths::log(open_unit(Stream(start.options.seed, Process::kTenure).word(household, 0, 0))) /
           std::max(move_rate, 1e-9);
}

// A newcomer's gap closes at the rate of fade; the long-settled stand above the observed level by as much as the mean
// of the newcomers' gap, so that the mean over tenures is the observed level.
Vector with_tenure(const Start& start, Vector x, std::uint32_t resident, int n) {
    const double rate = start.move_rate[static_cast<std::size_t>(n)];
    const double left = maths::exp(-start.rates.fade * tenure_weeks(start, resident, rate));
    const auto shift = [&](double gap) {
        const double settled = gap * rate / start.rates.fade;
        return static_cast<float>(settled - (gap + settled) * left);
    };
    x[kBelonging] += shift(start.parameters.newcomer_belonging);
    x[kNeighbourTrust] += shift(start.parameters.newcomer_trust);
    return x.max(0.0f).min(1.0f);
}

void starting_states(const Start& start, Fit& fit) {
    const World& world = *start.world;
    parallel_for(world.neighbourhoods(), [&](int n) {
        for (std::uint32_t i = world.neighbourhood_begin[static_cast<std::size_t>(n)];
             i < world.neighbourhood_begin[static_cast<std::size_t>(n) + 1]; ++i)
            store(fit.state[i], with_tenure(start, level(fit, world, i, n), i, n));
    });
}

// Replaces the logits by the observed levels, and the openness of the starting states by theirs, which the districts'
// effects moved.
void finish_levels(const World& world, Fit& fit) {
    parallel_for(world.neighbourhoods(), [&](int n) {
        for (std::uint32_t i = world.neighbourhood_begin[static_cast<std::size_t>(n)];
             i < world.neighbourhood_begin[static_cast<std::size_t>(n) + 1]; ++i) {
            store(fit.logit[i], level(fit, world, i, n));
            fit.state[i].value[kOpenness] = fit.logit[i].value[kOpenness];
        }
    });
}

void item_cuts_of_places(Start& start) {
    const auto& p = start.parameters;
    const auto& geography = start.world->geography;
    start.items.loading = item_loadings(p);
    start.items.cut.resize(geography.neighbourhoods.size());
    // From where Newton starts: right for a resident at the means.
    Vector level = Vector::Zero();
    for (int s = 0; s < kStates; ++s)
        level -= start.items.loading[static_cast<std::size_t>(s)] *
                 static_cast<float>(p.start_mean[static_cast<std::size_t>(s)]);
    for (int k = 0; k < kItems; ++k) {
        const double share = start.baseline.item_level[static_cast<std::size_t>(k)] / 100;
        level[k] += static_cast<float>(maths::log(share / (1 - share)));
    }
    for (std::size_t n = 0; n < start.items.cut.size(); ++n) {
        const auto area = static_cast<std::uint32_t>(geography.neighbourhoods[n].area);
        const float disorder = static_cast<float>(p.item_disorder_slope) * start.disorder_z[n] +
                               place_effect(start, area, kDrawItemArea, p.item_disorder_sd)[kDisorderProblem];
        start.items.cut[n] = level;
        start.items.cut[n][kDisorderProblem] += disorder;
        start.items.cut[n][kSatisfiedArea] += static_cast<float>(p.item_satisfied_disorder) * disorder;
    }
}

}  // namespace

Vector resident_effect(const Start& start, std::uint32_t resident) {
    const auto draw = normals(Stream(start.options.seed, Process::kInitialState), resident, kDrawResident);
    const auto correlation = static_cast<float>(start.parameters.resident_correlation);
    Vector factor = Vector::Constant(std::sqrt(correlation) * draw.common);
    factor[kGrievance] = -factor[kGrievance];
    return (factor + std::sqrt(1 - correlation) * draw.own) * static_cast<float>(start.parameters.resident_sd);
}

Vector observed_level(const Start& start, std::uint32_t resident, int neighbourhood) {
    return logistic_of(start.place_logit[static_cast<std::size_t>(neighbourhood)] +
                       start.age_logit[start.world->age_band[resident]] + resident_effect(start, resident));
}

Vector newcomer_state(const Start& start, std::uint32_t resident, int neighbourhood) {
    Vector x = observed_level(start, resident, neighbourhood);
    x[kBelonging] -= static_cast<float>(start.parameters.newcomer_belonging);
    x[kNeighbourTrust] -= static_cast<float>(start.parameters.newcomer_trust);
    return x.max(0.0f);
}

Vector starting_state(const Start& start, std::uint32_t resident, int neighbourhood) {
    return with_tenure(start, observed_level(start, resident, neighbourhood), resident, neighbourhood);
}

UnfilledColumn<ResidentState> fit_starting_state(Start& start) {
    const World& world = *start.world;
    place_predictors(start);
    item_cuts_of_places(start);
    adopt_district_levels(start);
    Fit fit;
    fit.logit.resize(world.talkers());
    fit.state.resize(world.talkers());
    fit.openness_by_district.assign(world.geography.districts.size(), 0.0f);
    parallel_for(world.neighbourhoods(), [&](int n) {
        for (std::uint32_t i = world.neighbourhood_begin[static_cast<std::size_t>(n)];
             i < world.neighbourhood_begin[static_cast<std::size_t>(n) + 1]; ++i)
            store(fit.logit[i], start.place_logit[static_cast<std::size_t>(n)] + start.age_logit[world.age_band[i]] +
                                    resident_effect(start, i));
    });
    solve_intercepts(start, fit);
    starting_states(start, fit);
    if (!start.baseline.get_on_well_by_district.empty()) solve_district_effects(start, fit);
    finish_levels(world, fit);
    solve_item_cuts(start, fit);
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        start.place_logit[static_cast<std::size_t>(n)] += fit.intercept;
        start.place_logit[static_cast<std::size_t>(n)][kOpenness] += district_effect(fit, world, n);
    }
    double adults = 0;
    std::vector<VectorDouble> squares(static_cast<std::size_t>(world.neighbourhoods()), VectorDouble::Zero());
    const VectorDouble mean = sum_over_adults(world, 1, adults,
                                              [&](std::uint32_t i, int n) {
                                                  const Vector x = load(fit.state[i]);
                                                  accumulate(squares[static_cast<std::size_t>(n)], x.square());
                                                  return x;
                                              }) /
                              adults;
    VectorDouble square = VectorDouble::Zero();
    for (const VectorDouble& of_place : squares) square += of_place / adults;
    for (int s = 0; s < kStates; ++s) {
        start.mean[static_cast<std::size_t>(s)] = mean[s];
        start.sd[static_cast<std::size_t>(s)] = std::sqrt(std::max(0.0, square[s] - mean[s] * mean[s]));
    }
    return std::move(fit.logit);
}

}  // namespace concord::sim
