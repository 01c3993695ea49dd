// The starting state's fit: levels, district effects and item cuts, by Newton's method.
#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"
#include "sim/processes/initial_state.h"

namespace concord::sim::initial_state {
namespace {

Vector as_vector(const std::array<double, kStates>& values) {
    Vector v;
    for (int s = 0; s < kStates; ++s) v[s] = static_cast<float>(values[s]);
    return v;
}

// Slopes on deprivation and churn, neighbourhood and area effects; intercepts and district effects come later.
void place_predictors(const Context& context, const policing::Start& policing, Start& start) {
    const auto& geography = context.world->geography;
    std::vector<double> imd, churn, weight;
    for (const auto& n : geography.neighbourhoods) {
        imd.push_back(n.imd_score);
        churn.push_back(n.churn);
        weight.push_back(n.residents);
    }
    const auto z_imd = standard_scores(imd, weight), z_churn = standard_scores(churn, weight);
    const auto& p = context.parameters;
    const Vector slope_imd = as_vector(p.deprivation_slope), slope_disorder = as_vector(p.disorder_slope),
                 slope_churn = as_vector(p.churn_slope), slope_age = as_vector(p.age_slope);
    Vector neighbourhood_sd = Vector::Constant(static_cast<float>(p.neighbourhood_sd));
    neighbourhood_sd[kOpenness] = static_cast<float>(p.openness_neighbourhood_sd);
    start.place_logit.resize(geography.neighbourhoods.size());
    for (std::size_t n = 0; n < start.place_logit.size(); ++n) {
        const auto area = static_cast<std::uint32_t>(geography.neighbourhoods[n].area);
        start.place_logit[n] =
            slope_imd * static_cast<float>(z_imd[n]) + slope_disorder * policing.disorder_z[n] +
            slope_churn * static_cast<float>(z_churn[n]) +
            neighbourhood_sd * place_effect(context, static_cast<std::uint32_t>(n), kDrawNeighbourhood) +
            static_cast<float>(p.area_sd) * place_effect(context, area, kDrawArea);
    }
    for (int band = 0; band < kAgeBands; ++band) start.age_logit[band] = slope_age * (static_cast<float>(band) - 3.5f);
}

// Working storage of the fit: what does not change between its iterations.
struct Fit {
    UnfilledColumn<ResidentState> logit;  // [talkers] of place (without intercept), age and resident
    UnfilledColumn<ResidentState>
        state;  // [talkers] residents' own effects, logit, until the starting states are drawn
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
    std::vector<VectorDouble> sums(count);
    std::vector<double> counts(count);
    parallel_for(count, [&](int k) {
        const int n = k * every;
        VectorDouble sum = VectorDouble::Zero();
        double number = 0;
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            if (world.age_band[i] < kFirstAdultBand) continue;
            accumulate(sum, f(i, n));
            ++number;
        }
        sums[k] = sum;
        counts[k] = number;
    });
    VectorDouble total = VectorDouble::Zero();
    adults = 0;
    for (int k = 0; k < count; ++k) {
        total += sums[k];
        adults += counts[k];
    }
    return total;
}

float district_effect(const Fit& fit, const World& world, int n) {
    return fit.openness_by_district[world.geography.neighbourhoods[n].district];
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
    std::vector<VectorDouble> slope_of_place(world.neighbourhoods(), VectorDouble::Zero());
    double adults = 0;
    LogisticMeans means{sum_over_adults(world, every, adults,
                                        [&](std::uint32_t i, int n) {
                                            const Vector p = probability(i, n);
                                            accumulate(slope_of_place[n], p * (1.0f - p));
                                            return p;
                                        }),
                        VectorDouble::Zero()};
    for (const VectorDouble& slope : slope_of_place) means.slope += slope;
    means.probability /= adults;
    means.slope /= adults;
    return means;
}

// Newton on the eight intercepts at once: the mean over adults of each state is its target.
void solve_intercepts(const Context& context, Fit& fit) {
    const VectorDouble target = as_vector(context.parameters.start_mean).cast<double>();
    newton(*context.world, 30, 1e-7, [&](int every) {
        const auto means = logistic_means(*context.world, every,
                                          [&](std::uint32_t i, int n) { return level(fit, *context.world, i, n); });
        const VectorDouble step = (target - means.probability) / means.slope.max(1e-3);
        fit.intercept += step.cast<float>();
        return step.abs().maxCoeff();
    });
}

// What a district's adults say to every item: sums over them of P(agree), and of its derivative by a shift of the cut.
struct AgreeSums {
    double adults = 0;
    VectorDouble agree = VectorDouble::Zero(), slope = VectorDouble::Zero();
    AgreeSums& operator+=(const AgreeSums& more) {
        adults += more.adults;
        agree += more.agree;
        slope += more.slope;
        return *this;
    }
};

std::vector<AgreeSums> agree_by_district(const World& world, int every, const Fit& fit, const ItemModel& items) {
    std::vector<AgreeSums> by_place(world.neighbourhoods()), by_district(world.geography.districts.size());
    parallel_for((world.neighbourhoods() + every - 1) / every, [&](int k) {
        const int n = k * every;
        AgreeSums& sums = by_place[n];
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            if (world.age_band[i] < kFirstAdultBand) continue;
            const Vector agree = items.agree(n, load(fit.state[i]));
            accumulate(sums.agree, agree);
            accumulate(sums.slope, agree * (1.0f - agree));
            ++sums.adults;
        }
    });
    for (int n = 0; n < world.neighbourhoods(); ++n)
        by_district[world.geography.neighbourhoods[n].district] += by_place[n];
    return by_district;
}

// The step of a shift of the cuts that brings the mean over these adults to `target`.
VectorDouble cut_step(const VectorDouble& target, const AgreeSums& sums) {
    constexpr double kLargestStep = 1.0, kLeastSlope = 1e-3;  // logit; per logit
    const double adults = std::max(1.0, sums.adults);
    return ((target - sums.agree / adults) / (sums.slope / adults).max(kLeastSlope))
        .max(-kLargestStep)
        .min(kLargestStep);
}

// Newton on one shift of each item's logit, so that the mean over adults is its published level; of get_on_well on one
// in each district, where levels are published by district: what is left of the district effects (3.4).
void solve_item_cuts(const Context& context, const Fit& fit, Start& start) {
    const World& world = *context.world;
    const auto& of_district = context.baseline.get_on_well_by_district;
    VectorDouble target;
    for (int k = 0; k < kItems; ++k) target[k] = context.baseline.item_level[k] / 100;
    newton(world, 40, 1e-6, [&](int every) {
        const auto sums = agree_by_district(world, every, fit, start.items);
        AgreeSums total;
        for (const AgreeSums& one : sums) total += one;
        std::vector<VectorDouble> step(sums.size(), cut_step(target, total));
        for (std::size_t d = 0; d < sums.size() && !of_district.empty(); ++d) {
            VectorDouble own = target;
            own[kGetOnWell] = of_district[d] / 100;
            step[d][kGetOnWell] = sums[d].adults > 0 ? cut_step(own, sums[d])[kGetOnWell] : 0;
        }
        for (std::size_t n = 0; n < start.items.cut.size(); ++n)
            start.items.cut[n] += step[world.geography.neighbourhoods[n].district].cast<float>();
        double largest = 0;
        for (const VectorDouble& one : step) largest = std::max(largest, one.abs().maxCoeff());
        return largest;
    });
}

// What one district's adults add to the equations of solve_district_effects, all means over them.
struct DistrictSums {
    double adults = 0, openness = 0, openness_slope = 0;  // mean o, and its derivative by the effect
    double agree = 0, by_effect = 0, by_cut = 0;          // mean get_on_well and its two derivatives
};

std::vector<DistrictSums> district_sums(const Context& context, const Fit& fit, int every, float cut) {
    const World& world = *context.world;
    const auto loading = item_loadings(context.parameters);
    const float k_openness = loading[kOpenness][kGetOnWell];
    std::vector<DistrictSums> by_place(world.neighbourhoods());
    parallel_for((world.neighbourhoods() + every - 1) / every, [&](int k) {
        const int n = k * every;
        const float effect = fit.intercept[kOpenness] + district_effect(fit, world, n);
        VectorDouble adults = VectorDouble::Zero(), openness = adults, openness_slope = adults, agree = adults,
                     by_effect = adults, by_cut = adults;
        const std::uint32_t end = world.neighbourhood_begin[n + 1];
        for (std::uint32_t first = world.neighbourhood_begin[n]; first < end; first += kWide) {
            const auto at = [&](int lane) { return std::min(first + static_cast<std::uint32_t>(lane), end - 1); };
            const Lanes here = ~at_least(counting_from(first), all(end));
            const Lanes band = each_lane([&](int lane) { return world.age_band[at(lane)]; });
            const Floats adult =
                choose(here & at_least(band, all(std::uint32_t{kFirstAdultBand})), all(1.0f), all(0.0f));
            const Floats o = maths::logistic(
                each_lane_float([&](int lane) { return fit.logit[at(lane)].value[kOpenness]; }) + effect);
            Floats others = all(cut);  // what else the item answers to
            for (const State s : {kNeighbourTrust, kVoice, kSafety})
                others +=
                    loading[s][kGetOnWell] * each_lane_float([&](int lane) { return fit.state[at(lane)].value[s]; });
            const Floats a = maths::logistic(others + k_openness * o), o_slope = o * (1.0f - o),
                         a_slope = a * (1.0f - a);
            const auto add = [&](VectorDouble& sum, Floats value) { add_widened(sum.data(), adult * value); };
            add(adults, all(1.0f));
            add(openness, o);
            add(openness_slope, o_slope);
            add(agree, a);
            add(by_effect, a_slope * k_openness * o_slope);
            add(by_cut, a_slope);
        }
        by_place[n] = {sum_of(adults), sum_of(openness),  sum_of(openness_slope),
                       sum_of(agree),  sum_of(by_effect), sum_of(by_cut)};
    });
    std::vector<DistrictSums> total(world.geography.districts.size());
    for (std::size_t d = 0; d < total.size(); ++d) {
        DistrictSums& t = total[d];
        for (int n = world.neighbourhood_of_district_begin[d]; n < world.neighbourhood_of_district_begin[d + 1]; ++n) {
            const DistrictSums& s = by_place[n];
            t.adults += s.adults, t.openness += s.openness, t.openness_slope += s.openness_slope;
            t.agree += s.agree, t.by_effect += s.by_effect, t.by_cut += s.by_cut;
        }
        for (double* v : {&t.openness, &t.openness_slope, &t.agree, &t.by_effect, &t.by_cut})
            *v /= std::max(1.0, t.adults);
    }
    return total;
}

// District effects on openness such that get_on_well by district would be the published one by openness alone, while
// openness keeps its GM mean: Newton on the effects and the item's cut together, whose equations form an arrow and are
// solved by substitution.
void solve_district_effects(const Context& context, Fit& fit) {
    constexpr double kLargestStep = 1.0, kLeastSlope = 1e-4;
    const auto loading = item_loadings(context.parameters);
    double cut = 0;
    for (int s = 0; s < kStates; ++s)
        cut -= static_cast<double>(loading[s][kGetOnWell]) * context.parameters.start_mean[s];
    newton(*context.world, 50, 1e-6, [&](int every) {
        const auto sums = district_sums(context, fit, every, static_cast<float>(cut));
        double adults = 0, openness = 0, numerator = 0, denominator = 0;
        for (std::size_t d = 0; d < sums.size(); ++d) {
            const DistrictSums& s = sums[d];
            if (s.adults == 0) continue;  // a district outside the sample of neighbourhoods
            const double gap = context.baseline.get_on_well_by_district[d] / 100 - s.agree;
            const double ratio = s.adults * s.openness_slope / std::max(s.by_effect, kLeastSlope);
            numerator += ratio * gap;
            denominator += ratio * s.by_cut;
            adults += s.adults;
            openness += s.adults * s.openness;
        }
        const double missing = adults * context.parameters.start_mean[kOpenness] - openness;
        const double cut_step =
            std::clamp((numerator - missing) / std::max(denominator, kLeastSlope), -kLargestStep, kLargestStep);
        double largest = std::abs(cut_step);
        for (std::size_t d = 0; d < sums.size(); ++d) {
            if (sums[d].adults == 0) continue;
            const double gap = context.baseline.get_on_well_by_district[d] / 100 - sums[d].agree;
            const double step = std::clamp((gap - sums[d].by_cut * cut_step) / std::max(sums[d].by_effect, kLeastSlope),
                                           -kLargestStep, kLargestStep);
            fit.openness_by_district[d] += static_cast<float>(step);
            largest = std::max(largest, std::abs(step));
        }
        cut += cut_step;
        return largest;
    });
}

// The share of the district effects that sits on openness; the items' cuts take the rest.
void put_districts_on_openness(const Context& context, Fit& fit) {
    const double share = context.parameters.district_on_openness;
    if (share <= 0 || context.baseline.get_on_well_by_district.empty()) return;
    solve_district_effects(context, fit);
    for (float& effect : fit.openness_by_district) effect *= static_cast<float>(share);
    solve_intercepts(context, fit);
}

// How large changes of residents' own are, of the spread between those of a place at their full effects.
personal_change::Start fit_personal(const Context& context, const Fit& fit) {
    const World& world = *context.world;
    struct Sums {
        VectorDouble x = VectorDouble::Zero(), square = VectorDouble::Zero(), weight = VectorDouble::Zero();
    };
    std::vector<VectorDouble> spread(world.neighbourhoods()), weight = spread;
    const float share = personal_change::lasting_share(context.parameters);
    parallel_for(world.neighbourhoods(), [&](int n) {
        Sums sums;
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            const Vector z = load(fit.logit[i]) + fit.intercept, lasting = logistic_of(z),
                         x = logistic_of(z + (1 - share) * load(fit.state[i]));
            const Vector w = 4.0f * lasting * (1.0f - lasting);
            accumulate(sums.x, x);
            accumulate(sums.square, x.square());
            accumulate(sums.weight, w.square());
        }
        const double residents =
            std::max(1.0, static_cast<double>(world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n]));
        spread[n] = sums.square - sums.x.square() / residents;
        weight[n] = sums.weight;
    });
    VectorDouble variance = VectorDouble::Zero(), weights = variance;
    for (std::size_t n = 0; n < spread.size(); ++n) variance += spread[n], weights += weight[n];
    // A place's own mean takes a degree of freedom, which a small sample of many places would feel.
    const double talkers = std::max(1u, world.talkers());
    const double freedom = std::max(1.0, talkers - static_cast<double>(world.neighbourhoods()));
    return personal_change::fit(context, variance / freedom, weights / talkers);
}

void starting_states(const Context& context, const turnover::Start& turnover, const personal_change::Start& personal,
                     Fit& fit) {
    const World& world = *context.world;
    parallel_for(world.neighbourhoods(), [&](int n) {
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            const Vector x = level(fit, world, i, n);
            store(fit.state[i],
                  with_tenure(context, turnover, x + personal_change::so_far(context, personal, i, 0, x), i, n));
        }
    });
}

// Replaces the logits by the observed levels, and the openness of the starting states by theirs, which the districts'
// effects moved.
void finish_levels(const Context& context, const personal_change::Start& personal, Fit& fit) {
    const World& world = *context.world;
    parallel_for(world.neighbourhoods(), [&](int n) {
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            store(fit.logit[i], level(fit, world, i, n));
            const Vector x = load(fit.logit[i]);
            fit.state[i].value[kOpenness] =
                std::clamp(x[kOpenness] + personal_change::so_far(context, personal, i, 0, x)[kOpenness], 0.0f, 1.0f);
        }
    });
}

void item_cuts_of_places(const Context& context, const policing::Start& policing, Start& start) {
    const auto& p = context.parameters;
    const auto& geography = context.world->geography;
    start.items.loading = item_loadings(p);
    start.items.cut.resize(geography.neighbourhoods.size());
    // From where Newton starts: right for a resident at the means.
    Vector level = Vector::Zero();
    for (int s = 0; s < kStates; ++s) level -= start.items.loading[s] * static_cast<float>(p.start_mean[s]);
    for (int k = 0; k < kItems; ++k) {
        const double share = context.baseline.item_level[k] / 100;
        level[k] += static_cast<float>(maths::log(share / (1 - share)));
    }
    for (std::size_t n = 0; n < start.items.cut.size(); ++n) {
        const auto area = static_cast<std::uint32_t>(geography.neighbourhoods[n].area);
        const float disorder =
            static_cast<float>(p.item_disorder_slope) * policing.disorder_z[n] +
            static_cast<float>(p.item_disorder_sd) * place_effect(context, area, kDrawItemArea)[kDisorderProblem];
        start.items.cut[n] = level;
        start.items.cut[n][kDisorderProblem] += disorder;
        start.items.cut[n][kSatisfiedArea] += static_cast<float>(p.item_satisfied_disorder) * disorder;
    }
}

}  // namespace

Fitted fit(const Context& context, const policing::Start& policing, const turnover::Start& turnover) {
    Start start;
    const World& world = *context.world;
    place_predictors(context, policing, start);
    item_cuts_of_places(context, policing, start);
    Fit fit;
    fit.logit.resize(world.talkers());
    fit.state.resize(world.talkers());
    fit.openness_by_district.assign(world.geography.districts.size(), 0.0f);
    const float lasting = personal_change::lasting_share(context.parameters);
    parallel_for(world.neighbourhoods(), [&](int n) {
        for (std::uint32_t i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i) {
            const Vector own = resident_effect(context, i);
            store(fit.state[i], own);
            store(fit.logit[i], start.place_logit[n] + start.age_logit[world.age_band[i]] + lasting * own);
        }
    });
    solve_intercepts(context, fit);
    start.personal = fit_personal(context, fit);
    starting_states(context, turnover, start.personal, fit);
    put_districts_on_openness(context, fit);
    finish_levels(context, start.personal, fit);
    solve_item_cuts(context, fit, start);
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        start.place_logit[n] += fit.intercept;
        start.place_logit[n][kOpenness] += district_effect(fit, world, n);
    }
    double adults = 0;
    std::vector<VectorDouble> squares(world.neighbourhoods(), VectorDouble::Zero());
    const VectorDouble mean = sum_over_adults(world, 1, adults,
                                              [&](std::uint32_t i, int n) {
                                                  const Vector x = load(fit.state[i]);
                                                  accumulate(squares[n], x.square());
                                                  return x;
                                              }) /
                              adults;
    VectorDouble square = VectorDouble::Zero();
    for (const VectorDouble& of_place : squares) square += of_place / adults;
    for (int s = 0; s < kStates; ++s) {
        start.mean[s] = mean[s];
        start.sd[s] = std::sqrt(std::max(0.0, square[s] - mean[s] * mean[s]));
    }
    return {std::move(start), std::move(fit.logit)};
}

}  // namespace concord::sim::initial_state
