#include "sim/processes/policing.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/processes/rare.h"

namespace concord::sim::policing {
namespace {

// Relative stop rate by age band, before the gradient (model.md 4.4, assumption).
constexpr std::array<double, kAgeBands> kStopAge = {0, 0.6, 3, 1.6, 0.7, 0.3, 0.05};

constexpr double kFewestStops = 0.01;  // multiple below which disorder follows stops no further
// Contacts a week of a resident; the lowest layer holds about five hours a week for 1,000 residents. It decides how
// many candidates are drawn, and no rate.
constexpr RareBounds kPatrolBounds{.usual = 0.02, .ceiling = 1};

std::array<double, kEthnicGroups> residents_by_group(const World& world) {
    std::array<double, kEthnicGroups> count{};
    for (const auto g : world.ethnic_group) ++count[g];
    for (const auto g : world.child_ethnic_group) ++count[g];
    return count;
}

// Sum over talkers of the stop rate at exposure 1 and scale 1, by group.
std::array<double, kEthnicGroups> stops_at_equal_exposure(const World& world, const StopRates& stops) {
    std::array<double, kEthnicGroups> sum{};
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            sum[world.ethnic_group[i]] += stops.age[world.age_band[i]] * stops.disorder[n];
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

// Disorder and its standard score, and the service contacts that follow it.
void fit_disorder(const Context& context, Start& start) {
    const auto& places = context.world->geography.neighbourhoods;
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
    for (std::size_t n = 0; n < places.size(); ++n) {
        const double rate =
            places[n].antisocial_behaviour_rate + places[n].criminal_damage_rate + places[n].public_order_rate;
        start.disorder_z.push_back(static_cast<float>(z[n]));
        start.disorder.push_back(static_cast<float>(sum > 0 ? rate / mean : 1));
        start.service.push_back(static_cast<float>(context.parameters.service_rate / 1000 / kWeeksPerYear *
                                                   std::sqrt(start.disorder.back())));
    }
}

// Solves the exposure of each group so that GM-wide rate ratios are the published ones, and the scale so that the total
// is the published rate: age and place already explain part of the ratio.
void fit_stop_rates(const Context& context, Start& start) {
    auto& stops = start.stops;
    const auto& p = context.parameters;
    for (std::size_t band = 0; band < kAgeBands; ++band)
        stops.age[band] = kStopAge[band] > 0 ? maths::pow(kStopAge[band], p.stop_age_gradient) : 0;
    for (const float z : start.disorder_z) stops.disorder.push_back(maths::exp(p.stop_disorder_gradient * z));
    const auto equal = stops_at_equal_exposure(*context.world, stops);
    const auto residents = residents_by_group(*context.world);
    const auto rate = [&](std::size_t g) { return residents[g] > 0 ? equal[g] / residents[g] : 0; };
    double total = 0, people = 0;
    for (const std::size_t g : context.group_order) {
        const bool solvable = !context.baseline.exposure.equal && rate(g) > 0 && rate(kWhite) > 0;
        stops.exposure[g] = solvable ? context.baseline.exposure.ratio[g] * rate(kWhite) / rate(g) : 1;
        total += stops.exposure[g] * equal[g];
        people += residents[g];
    }
    stops.scale = total > 0 ? context.baseline.stops_per_1000_a_year / 1000 / kWeeksPerYear * people / total : 0;
    start.fair_share.assign(context.world->geography.districts.size(), static_cast<float>(p.fair_share));
}

void draw_backfire(const Context& context, Start& start) {
    const Stream stream(context.options.seed, Process::kTraining);
    for (std::uint32_t d = 0; d < context.world->geography.districts.size(); ++d)
        start.backfire.push_back(unit_double(stream.word(d, 0, 0)) < context.parameters.training_backfire);
}

// Share of stops experienced as fair in a district once training and posture are in force.
float trained_fair_share(const Context& context, const Start& start, std::size_t district, float trained,
                         float posture) {
    const double gain = context.parameters.training_gain * trained * (start.backfire[district] ? -1 : 1);
    return static_cast<float>(std::clamp(start.fair_share[district] + gain + posture, 0.0, 1.0));
}

// What no lever can exceed: the bounds of the candidates (rare.h).
void set_bounds(const Context& context, Start& start) {
    const double most_stops = info(LeverKind::kStopAndSearch).how_much().most_together.value(),
                 elasticity = context.parameters.disorder_stop_elasticity;
    const double most_disorder =
        std::max({1.0, maths::pow(most_stops, elasticity), maths::pow(kFewestStops, elasticity)});
    for (int n = 0; n < context.world->neighbourhoods(); ++n) {
        double stops = 0;
        for (auto i = context.begin(n); i < context.begin(n + 1); ++i)
            stops = std::max(stops, start.stops.of(n, context.world->age_band[i], context.world->ethnic_group[i]));
        const double service = start.service[n] * context.residents_per_talker();
        // A little above, so that rounding makes no fault.
        start.stop_bounds.push_back({.usual = stops, .ceiling = stops * most_stops * 1.001});
        const double most_service = service * std::sqrt(most_disorder) * 1.001;
        start.service_bounds.push_back({.usual = most_service, .ceiling = most_service});
    }
}

}  // namespace

Start fit(const Context& context) {
    Start start;
    fit_disorder(context, start);
    fit_stop_rates(context, start);
    draw_backfire(context, start);
    set_bounds(context, start);
    return start;
}

void init(const Start& start, State& state) { state.disorder = start.disorder; }

std::array<double, kEthnicGroups> stop_rate_ratios(const Context& context, const Start& start) {
    const auto equal = stops_at_equal_exposure(*context.world, start.stops);
    const auto residents = residents_by_group(*context.world);
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
    const double stops =
        maths::pow(std::max(static_cast<double>(stop_multiple), kFewestStops), p.disorder_stop_elasticity);
    const double patrol = 1 - p.disorder_patrol * trained * std::min(1.0, patrol_hours / p.disorder_patrol_hours);
    const double level = start * stops * patrol;
    return static_cast<float>(disorder + p.disorder_return * (level - disorder));
}

void add_expected(const Context& context, const Start& start, int n, const Vector& x, double stops,
                  const ExpectedWeek& week, VectorDouble& increment) {
    const auto& p = context.parameters;
    const double fair = start.fair_share[context.district_of(n)];
    increment += stops * expected_stop_effect(p, x, fair, 1).cast<double>();
    increment += week.stops * expected_stop_effect(p, x, fair, static_cast<float>(p.vicarious)).cast<double>();
    const World& world = *context.world;
    const double service = start.service[n] * static_cast<double>(world.residents()) / world.talkers();
    increment += service * expected_service_effect(p, x).cast<double>();
}

namespace {

void draw_stops(const Context& context, const Start& start, const LeverWeek& levers, const RareWeek& rare,
                const Column<ResidentState>& states, std::vector<Pending>& out) {
    const int n = rare.neighbourhood();
    const World& world = *context.world;
    const double multiple = levers.stop_multiple[n];
    const float fair_share = trained_fair_share(context, start, static_cast<std::size_t>(context.district_of(n)),
                                                levers.trained[n], levers.fair_share_change[n]);
    rare.draw(
        kEventStops, start.stop_bounds[n], multiple * start.stop_bounds[n].usual,
        [&](std::uint32_t i) { return multiple * start.stops.of(n, world.age_band[i], world.ethnic_group[i]); },
        [&](std::uint32_t i, const Block& words) {
            const bool fair = unit_float(words[1]) < fair_share;
            out.push_back({.resident = i,
                           .column = kLedgerPolicing,
                           .events = event_bit(kEventStops) | (fair ? 0 : event_bit(kEventUnfairStops)),
                           .tag = fair ? kTagFairStop : kTagUnfairStop,
                           .change = stop_effect(context.parameters, load(states[i]), fair, 1)});
        });
}

void draw_service(const Context& context, const Start& start, const State& state, const LeverWeek& levers,
                  const RareWeek& rare, const Column<ResidentState>& states, std::vector<Pending>& out) {
    const int k = rare.neighbourhood();
    const auto& p = context.parameters;
    const double relative_disorder = state.disorder[k] / std::max(start.disorder[k], 1e-6f);
    const double contacts = start.service[k] * context.residents_per_talker() * std::sqrt(relative_disorder);
    const auto satisfied = static_cast<float>(
        std::clamp(p.service_satisfied + static_cast<double>(levers.satisfaction_change[k]), 0.0, 1.0));
    rare.draw(
        kEventServiceContacts, start.service_bounds[k], contacts, [&](std::uint32_t) { return contacts; },
        [&](std::uint32_t i, const Block& words) {
            out.push_back({.resident = i,
                           .column = kLedgerPolicing,
                           .events = event_bit(kEventServiceContacts),
                           .change = service_effect(p, load(states[i]), unit_float(words[1]) < satisfied)});
        });
}

void draw_patrol(const Context& context, const LeverWeek& levers, const RareWeek& rare,
                 const Column<ResidentState>& states, std::vector<Pending>& out) {
    const double hours = levers.patrol_hours[rare.neighbourhood()];
    if (!(hours > 0)) return;
    const double contacts = context.residents_per_talker() * context.parameters.patrol_contacts * hours / 1000;
    rare.draw(
        kEventPatrolContacts, kPatrolBounds, contacts, [&](std::uint32_t) { return contacts; },
        [&](std::uint32_t i, const Block&) {
            out.push_back({.resident = i,
                           .column = kLedgerPolicing,
                           .events = event_bit(kEventPatrolContacts),
                           .change = patrol_effect(context.parameters, load(states[i]))});
        });
}

}  // namespace

void draw(const Context& context, const Start& start, const State& state, const LeverWeek& levers, const RareWeek& rare,
          const Column<ResidentState>& states, std::vector<Pending>& out) {
    draw_stops(context, start, levers, rare, states, out);
    draw_service(context, start, state, levers, rare, states, out);
    draw_patrol(context, levers, rare, states, out);
}

Vector heard(const Parameters& p, const Vector& x, bool fair) {
    return stop_effect(p, x, fair, static_cast<float>(p.vicarious));
}

void advance_disorder(const Context& context, const Start& start, const LeverWeek& levers, int n, State& state) {
    const bool backfires = start.backfire[context.district_of(n)];
    const float trained = backfires ? 0.0f : levers.trained[n];  // badly trained officers calm nothing
    state.disorder[n] = next_disorder(context.parameters, state.disorder[n], start.disorder[n], levers.stop_multiple[n],
                                      levers.patrol_hours[n], trained);
}

}  // namespace concord::sim::policing
