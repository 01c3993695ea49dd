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
        static_cast<float>(p.unfair_step * (fair / p.unfair_weight - unfair)) * event_weight(x[kPoliceTrust]);
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
        const auto& published = context.baseline.exposure;
        const bool solvable = !published.equal && rate(g) > 0 && rate(kWhite) > 0;
        stops.exposure[g] = solvable ? published.of(static_cast<int>(g), p) * rate(kWhite) / rate(g) : 1;
        total += stops.exposure[g] * equal[g];
        people += residents[g];
    }
    stops.scale = total > 0 ? context.baseline.stops_per_1000_a_year / 1000 / kWeeksPerYear * people / total : 0;
}

// What no lever can exceed: the bounds of the candidates (rare.h).
void set_bounds(const Context& context, Start& start) {
    const double most_stops = info(LeverKind::kStopAndSearch).how_much().most_together.value(),
                 elasticity = context.parameters.disorder_stop_elasticity;
    const auto& p = context.parameters;
    // Patrol whose effect is the contrary raises disorder.
    const double most_disorder =
        std::max({1.0, maths::pow(most_stops, elasticity), maths::pow(kFewestStops, elasticity)}) *
        (1 + p.disorder_patrol * p.backfire_size);
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
Vector service_effect(const Parameters& p, const Vector& x, bool satisfied, float share) {
    return service_step(p, x, satisfied ? 1 : 0) * share;
}
Vector expected_service_effect(const Parameters& p, const Vector& x, float share) {
    return service_step(p, x, p.service_satisfied) * share;
}

Vector patrol_effect(const Parameters& p, const Vector& x, bool fair) {
    const auto step = static_cast<float>(fair ? p.patrol_step : -p.service_negative_weight * p.patrol_step);
    Vector d = Vector::Zero();
    d[kPoliceTrust] = step * event_weight(x[kPoliceTrust]);
    d[kSafety] = step * event_weight(x[kSafety]);
    return d;
}

double service_rate(const Context& context, const Start& start, int n) {
    return static_cast<double>(start.service[n]) * context.residents_per_talker();
}

Shares shares(const Parameters& p, const LeverWeek& levers, double skill, int n) {
    const double trained = p.training_gain * skill;
    const auto share = [&](double usual, double posture) {
        return static_cast<float>(std::clamp(usual + trained + posture, 0.0, 1.0));
    };
    return {.fair = share(p.fair_share, static_cast<double>(levers.fair_share_change[n])),
            .satisfied = share(p.service_satisfied, static_cast<double>(levers.satisfaction_change[n])),
            .patrol_fair = share(p.patrol_fair, 0)};
}

float next_disorder(const Parameters& p, float disorder, float start, float stop_multiple, float patrol, float skill) {
    const double stops =
        maths::pow(std::max(static_cast<double>(stop_multiple), kFewestStops), p.disorder_stop_elasticity);
    const double works = p.patrol_untrained + (1 - p.patrol_untrained) * static_cast<double>(skill);
    const double level = start * stops * (1 - p.disorder_patrol * static_cast<double>(patrol) * works);
    return static_cast<float>(disorder + p.disorder_return * (level - disorder));
}

void add_expected(const Context& context, const Start& start, int n, const Vector& x, double stops,
                  const ExpectedWeek& week, VectorDouble& increment) {
    const auto& p = context.parameters;
    const auto heard = static_cast<float>(p.vicarious);
    increment += stops * expected_stop_effect(p, x, p.fair_share, 1).cast<double>();
    increment += week.heard.stops * expected_stop_effect(p, x, p.fair_share, heard).cast<double>();
    increment += service_rate(context, start, n) * expected_service_effect(p, x, 1).cast<double>();
    increment += week.heard.service * expected_service_effect(p, x, heard).cast<double>();
}

namespace {

void draw_stops(const Context& context, const Start& start, const LeverWeek& levers, float fair_share,
                const RareWeek& rare, const Column<ResidentState>& states, std::vector<Pending>& out) {
    const int n = rare.neighbourhood();
    const World& world = *context.world;
    const double multiple = levers.stop_multiple[n];
    rare.draw(
        Rare::kStops, start.stop_bounds[n], multiple * start.stop_bounds[n].usual,
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

void draw_service(const Context& context, const Start& start, const State& state, float satisfied_share,
                  const RareWeek& rare, const Column<ResidentState>& states, std::vector<Pending>& out) {
    const int k = rare.neighbourhood();
    const double relative_disorder = state.disorder[k] / std::max(start.disorder[k], 1e-6f);
    const double contacts = service_rate(context, start, rare.neighbourhood()) * std::sqrt(relative_disorder);
    rare.draw(
        Rare::kServiceContacts, start.service_bounds[k], contacts, [&](std::uint32_t) { return contacts; },
        [&](std::uint32_t i, const Block& words) {
            const bool satisfied = unit_float(words[1]) < satisfied_share;
            out.push_back({.resident = i,
                           .column = kLedgerPolicing,
                           .events = event_bit(kEventServiceContacts),
                           .tag = satisfied ? kTagServedWell : kTagServedBadly,
                           .change = service_effect(context.parameters, load(states[i]), satisfied, 1)});
        });
}

// What a fair contact gives is intended, and so subject to delivery; what an unfair one does is not.
void draw_patrol(const Context& context, const delivery::Start& delivery, const LeverWeek& levers, float fair_share,
                 const RareWeek& rare, const Column<ResidentState>& states, std::vector<Pending>& out) {
    const int n = rare.neighbourhood();
    const double hours = levers.patrol_hours[n];
    if (!(hours > 0)) return;
    const double contacts = context.residents_per_talker() * context.parameters.patrol_contacts * hours / 1000;
    const auto delivered =
        static_cast<float>(delivery::effect(context, delivery, levers, LeverKind::kNeighbourhoodPolicing, n));
    rare.draw(
        Rare::kPatrolContacts, kPatrolBounds, contacts, [&](std::uint32_t) { return contacts; },
        [&](std::uint32_t i, const Block& words) {
            const bool fair = unit_float(words[1]) < fair_share;
            out.push_back(
                {.resident = i,
                 .column = kLedgerPolicing,
                 .events = event_bit(kEventPatrolContacts),
                 .change = patrol_effect(context.parameters, load(states[i]), fair) * (fair ? delivered : 1.0f)});
        });
}

}  // namespace

void draw(const Context& context, const Start& start, const delivery::Start& delivery, const State& state,
          const LeverWeek& levers, double skill, const RareWeek& rare, const Column<ResidentState>& states,
          std::vector<Pending>& out) {
    const Shares share = shares(context.parameters, levers, skill, rare.neighbourhood());
    draw_stops(context, start, levers, share.fair, rare, states, out);
    draw_service(context, start, state, share.satisfied, rare, states, out);
    draw_patrol(context, delivery, levers, share.patrol_fair, rare, states, out);
}

Vector heard(const Parameters& p, const Vector& x, std::uint8_t tag) {
    const auto share = static_cast<float>(p.vicarious);
    Vector felt = Vector::Zero();
    if (tag & (kTagFairStop | kTagUnfairStop)) felt += stop_effect(p, x, (tag & kTagFairStop) != 0, share);
    if (tag & (kTagServedWell | kTagServedBadly)) felt += service_effect(p, x, (tag & kTagServedWell) != 0, share);
    return felt;
}

void advance_disorder(const Context& context, const Start& start, const delivery::Start& delivery,
                      const LeverWeek& levers, double skill, int n, State& state) {
    const auto& p = context.parameters;
    const double dose = std::min(1.0, static_cast<double>(levers.patrol_hours[n]) / p.disorder_patrol_hours);
    const double patrol =
        dose > 0 ? dose * delivery::effect(context, delivery, levers, LeverKind::kNeighbourhoodPolicing, n) : 0;
    // Badly trained officers calm nothing.
    state.disorder[n] = next_disorder(p, state.disorder[n], start.disorder[n], levers.stop_multiple[n],
                                      static_cast<float>(patrol), static_cast<float>(std::max(0.0, skill)));
}

}  // namespace concord::sim::policing
