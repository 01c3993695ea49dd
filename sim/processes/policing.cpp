#include "sim/processes/policing.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"

namespace concord::sim {
namespace {

// Relative stop rate by age band, before the gradient (model.md 4.4, assumption).
constexpr std::array<double, kAgeBands> kStopAge = {0, 0.6, 3, 1.6, 0.7, 0.3, 0.05};

std::array<double, kEthnicGroups> residents_by_group(const World& world) {
    std::array<double, kEthnicGroups> count{};
    for (const auto g : world.ethnic_group) ++count[g];
    for (const auto g : world.child_ethnic_group) ++count[g];
    return count;
}

// Sum over talkers of the stop rate at exposure 1 and scale 1, by group.
std::array<double, kEthnicGroups> stops_at_equal_exposure(const Start& start) {
    const World& world = *start.world;
    std::array<double, kEthnicGroups> sum{};
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = world.neighbourhood_begin[static_cast<std::size_t>(n)];
             i < world.neighbourhood_begin[static_cast<std::size_t>(n) + 1]; ++i)
            sum[world.ethnic_group[i]] +=
                start.stops.age[world.age_band[i]] * start.stops.disorder[static_cast<std::size_t>(n)];
    return sum;
}

Vector stop_step(const Parameters& p, const Vector& x, double fair, double unfair) {
    Vector d = Vector::Zero();
    d[kPoliceTrust] =
        static_cast<float>(p.encounter_step * (fair - p.unfair_weight * unfair)) * event_weight(x[kPoliceTrust]);
    d[kGrievance] = static_cast<float>(p.unfair_grievance * unfair) * event_weight(x[kGrievance]);
    d[kProgrammeTrust] = static_cast<float>(-p.unfair_programme * unfair) * event_weight(x[kProgrammeTrust]);
    return d;
}

Vector service_step(const Parameters& p, const Vector& x, double satisfied) {
    Vector d = Vector::Zero();
    d[kPoliceTrust] = static_cast<float>(p.service_step * (satisfied - p.service_negative_weight * (1 - satisfied))) *
                      event_weight(x[kPoliceTrust]);
    return d;
}

}  // namespace

void fit_disorder(Start& start) {
    const auto& places = start.world->geography.neighbourhoods;
    std::vector<double> crime, weight;
    double sum = 0, residents = 0;
    for (const auto& n : places) {
        crime.push_back(n.crime_score);
        weight.push_back(n.residents);
        sum += n.residents * (n.antisocial_behaviour_rate + n.criminal_damage_rate + n.public_order_rate);
        residents += n.residents;
    }
    const auto z = standard_scores(crime, weight);
    const double mean = residents > 0 && sum > 0 ? sum / residents : 1;
    double product = 0, square = 0;
    for (std::size_t n = 0; n < places.size(); ++n) {
        const double rate =
            places[n].antisocial_behaviour_rate + places[n].criminal_damage_rate + places[n].public_order_rate;
        if (!(rate > 0) || !(sum > 0)) continue;
        product += weight[n] * z[n] * maths::log(rate / mean);
        square += weight[n] * z[n] * z[n];
    }
    if (square > 0 && product > 0) start.log_disorder_per_z = product / square;
    start.disorder.clear();
    start.disorder_z.clear();
    start.service.clear();
    for (std::size_t n = 0; n < places.size(); ++n) {
        const double rate =
            places[n].antisocial_behaviour_rate + places[n].criminal_damage_rate + places[n].public_order_rate;
        start.disorder_z.push_back(static_cast<float>(z[n]));
        start.disorder.push_back(static_cast<float>(sum > 0 ? rate / mean : 1));
        start.service.push_back(static_cast<float>(start.parameters.service_rate / 1000 / kWeeksPerYear *
                                                   std::sqrt(start.disorder.back())));
    }
}

void fit_stop_rates(Start& start) {
    auto& stops = start.stops;
    const auto& p = start.parameters;
    for (std::size_t band = 0; band < kAgeBands; ++band)
        stops.age[band] = kStopAge[band] > 0 ? maths::pow(kStopAge[band], p.stop_age_gradient) : 0;
    stops.disorder.clear();
    for (const float z : start.disorder_z) stops.disorder.push_back(maths::exp(p.stop_disorder_gradient * z));
    const auto equal = stops_at_equal_exposure(start);
    const auto residents = residents_by_group(*start.world);
    const auto rate = [&](std::size_t g) { return residents[g] > 0 ? equal[g] / residents[g] : 0; };
    double total = 0, people = 0;
    for (const std::size_t g : start.group_order) {
        const bool solvable = !start.baseline.exposure.equal && rate(g) > 0 && rate(kWhite) > 0;
        stops.exposure[g] = solvable ? start.baseline.exposure.ratio[g] * rate(kWhite) / rate(g) : 1;
        total += stops.exposure[g] * equal[g];
        people += residents[g];
    }
    stops.scale = total > 0 ? start.baseline.stops_per_1000_a_year / 1000 / kWeeksPerYear * people / total : 0;
    start.fair_share.assign(start.world->geography.districts.size(), static_cast<float>(p.fair_share));
}

std::array<double, kEthnicGroups> stop_rate_ratios(const Start& start) {
    const auto equal = stops_at_equal_exposure(start);
    const auto residents = residents_by_group(*start.world);
    std::array<double, kEthnicGroups> ratio{};
    const auto rate = [&](std::size_t g) {
        return residents[g] > 0 ? start.stops.exposure[g] * equal[g] / residents[g] : 0;
    };
    for (std::size_t g = 0; g < kEthnicGroups; ++g) ratio[g] = rate(kWhite) > 0 ? rate(g) / rate(kWhite) : 0;
    return ratio;
}

Vector stop_effect(const Parameters& p, const Vector& x, bool fair, float share) {
    return stop_step(p, x, fair ? 1 : 0, fair ? 0 : 1) * share;
}
Vector expected_stop_effect(const Parameters& p, const Vector& x, double fair_share, float share) {
    return stop_step(p, x, fair_share, 1 - fair_share) * share;
}
Vector service_effect(const Parameters& p, const Vector& x, bool satisfied) {
    return service_step(p, x, satisfied ? 1 : 0);
}
Vector expected_service_effect(const Parameters& p, const Vector& x) { return service_step(p, x, p.service_satisfied); }

Vector patrol_effect(const Parameters& p, const Vector& x) {
    Vector d = Vector::Zero();
    d[kPoliceTrust] = static_cast<float>(p.patrol_step) * event_weight(x[kPoliceTrust]);
    d[kSafety] = static_cast<float>(p.patrol_step) * event_weight(x[kSafety]);
    return d;
}

float next_disorder(const Parameters& p, float disorder, float start, float stop_multiple, float patrol_hours,
                    float trained) {
    const double stops = maths::pow(std::max(stop_multiple, 0.01f), p.disorder_stop_elasticity);
    const double patrol = 1 - p.disorder_patrol * trained * std::min(1.0, patrol_hours / p.disorder_patrol_hours);
    const double level = start * stops * patrol;
    return static_cast<float>(disorder + p.disorder_return * (level - disorder));
}

bool training_backfires(const Start& start, int district) {
    const Stream stream(start.options.seed, Process::kTraining);
    return unit_double(stream.word(static_cast<std::uint32_t>(district), 0, 0)) < start.parameters.training_backfire;
}

float trained_fair_share(const Start& start, int district, float trained, float posture, bool backfires) {
    const double gain = start.parameters.training_gain * trained * (backfires ? -1 : 1);
    return static_cast<float>(
        std::clamp(start.fair_share[static_cast<std::size_t>(district)] + gain + posture, 0.0, 1.0));
}

}  // namespace concord::sim
