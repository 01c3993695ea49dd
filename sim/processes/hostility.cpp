#include "sim/processes/hostility.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"
#include "sim/processes/rare.h"

namespace concord::sim::hostility {

double rate(const Context& context, const Start& start, int area, int group, const AreaSums& sums) {
    const auto a = static_cast<std::size_t>(area), g = static_cast<std::size_t>(group);
    const double talkers = sums.all();
    if (talkers <= 0) return 0;
    double others = 0;
    for (const std::size_t k : context.group_order)
        if (k != g) others += sums.lack_of_openness[k];
    const auto& p = context.parameters;
    const double isolation = maths::pow(1 - start.own_share[a][g], p.hostility_isolation);
    const double protection =
        maths::exp(-p.hostility_protection * (sums.police_trust / talkers - start.police_trust[a]));
    const auto d = static_cast<std::size_t>(context.world->geography.areas[a].district);
    return std::min(1.0, start.base[d] * others / talkers * isolation * protection);
}

double probability_recorded(const Parameters& p, double police_trust, double more) {
    constexpr double kCentre = 0.6;  // police_trust at which report_intercept holds (model.md 4.6)
    return maths::logistic(p.report_intercept + p.report_slope * (police_trust - kCentre) + more);
}

Vector victim_effect(const Parameters& p, const Vector& x, float share) {
    Vector d = Vector::Zero();
    d[kSafety] = -static_cast<float>(p.victim_safety) * x[kSafety];
    d[kNeighbourTrust] = -static_cast<float>(p.victim_trust) * x[kNeighbourTrust];
    d[kBelonging] = -static_cast<float>(p.victim_belonging) * x[kBelonging];
    d[kGrievance] = static_cast<float>(p.victim_grievance) * (1 - x[kGrievance]);
    return d * share;
}

namespace {

// Of the simulated residents, all ages.
std::vector<double> residents_by_district(const World& world) {
    std::vector<double> residents(world.geography.districts.size());
    for (int n = 0; n < world.neighbourhoods(); ++n)
        residents[world.geography.neighbourhoods[n].district] +=
            world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n] + world.neighbourhood_child_begin[n + 1] -
            world.neighbourhood_child_begin[n];
    return residents;
}

}  // namespace

std::vector<double> recorded_by_district(const Context& context, const Start& start, std::span<const AreaSums> sums) {
    const World& world = *context.world;
    const auto& published = context.baseline.recorded_hate_by_district;
    const auto residents = residents_by_district(world);
    std::vector<double> exposure(residents.size()), rate(residents.size());
    for (std::size_t a = 0; a < sums.size(); ++a)
        for (const std::size_t g : context.group_order) {
            const double others = 1 - start.own_share[a][g];
            exposure[world.geography.areas[a].district] +=
                sums[a].talkers[g] * others * maths::pow(others, context.parameters.hostility_isolation);
        }
    double left = context.baseline.recorded_hate_per_1000_a_year * world.residents(), shared = 0;
    for (std::size_t d = 0; d < rate.size(); ++d) {
        const bool known = d < published.size() && published[d];
        if (known) rate[d] = *published[d], left -= rate[d] * residents[d], exposure[d] = 0;
        shared += exposure[d];
    }
    for (std::size_t d = 0; d < rate.size(); ++d)
        if (exposure[d] > 0 && residents[d] > 0) rate[d] = std::max(0.0, left) * exposure[d] / shared / residents[d];
    return rate;
}

Start fit(const Context& context, std::span<const AreaSums> sums, std::span<const ResidentState> observed) {
    const World& world = *context.world;
    Start h;
    h.own_share.assign(sums.size(), {});
    h.police_trust.assign(sums.size(), 0);
    for (std::size_t a = 0; a < sums.size(); ++a) {
        const double talkers = std::max(1.0, sums[a].all());
        for (std::size_t g = 0; g < kEthnicGroups; ++g) h.own_share[a][g] = sums[a].talkers[g] / talkers;
        h.police_trust[a] = sums[a].police_trust / talkers;
    }
    const auto& districts = world.geography.districts;
    h.base.assign(districts.size(), 1);
    std::vector<double> recorded(districts.size());  // a week at base 1
    parallel_for(static_cast<int>(districts.size()), [&](int d) {
        double of_district = 0;
        for (int n = world.neighbourhood_of_district_begin[d]; n < world.neighbourhood_of_district_begin[d + 1]; ++n) {
            const int area = world.geography.neighbourhoods[n].area;
            std::array<double, kEthnicGroups> rates{};
            for (int g = 0; g < kEthnicGroups; ++g) rates[g] = rate(context, h, area, g, sums[area]);
            for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
                of_district +=
                    rates[world.ethnic_group[i]] * probability_recorded(context.parameters, observed[i][kPoliceTrust]);
        }
        recorded[d] = of_district;
    });
    const auto wanted = recorded_by_district(context, h, sums);
    const auto residents = residents_by_district(world);
    for (std::size_t d = 0; d < districts.size(); ++d)
        h.base[d] = recorded[d] > 0 ? wanted[d] / 1000 / kWeeksPerYear * residents[d] / recorded[d] : 0;
    for (std::size_t a = 0; a < sums.size(); ++a) {
        const double protection = maths::exp(context.parameters.hostility_protection * h.police_trust[a]);
        double highest = 0;
        for (int g = 0; g < kEthnicGroups; ++g)
            highest = std::max(highest, rate(context, h, static_cast<int>(a), g, sums[a]));
        // Where nobody is exposed at the start: if all others lacked all openness, and trust were gone.
        const double exposed = h.base[world.geography.areas[a].district] * protection;
        h.bounds.push_back({.usual = highest > 0 ? 2 * highest : exposed, .ceiling = 1});
    }
    return h;
}

void init(const Context& context, State& state) { state.area_sums.assign(context.world->geography.areas.size(), {}); }

void add_expected(const Context& context, const Vector& x, double incidents, const ExpectedWeek& week,
                  VectorDouble& increment) {
    const auto& p = context.parameters;
    increment += incidents * victim_effect(p, x, 1).cast<double>();
    increment += week.heard.victims * victim_effect(p, x, static_cast<float>(p.vicarious)).cast<double>();
}

Rates rates(const Context& context, const Start& start, const State& state, const Raised& raised, int area) {
    Rates rates{.recording = raised.recording};
    for (int g = 0; g < kEthnicGroups; ++g)
        rates.of_group[g] = std::min(1.0, raised.rate * rate(context, start, area, g, state.area_sums[area]));
    return rates;
}

Countered countered(const Context& context, const delivery::Start& delivery, const LeverWeek& levers, int n) {
    const double reach = levers.any ? static_cast<double>(levers.counter_hate[n]) : 0;
    if (reach == 0) return {};
    const auto& p = context.parameters;
    const double delivered = reach * delivery::effect(context, delivery, levers, LeverKind::kCounterHate, n);
    return {.rate = std::max(0.0, 1 - p.counter_hate_rate * delivered),
            .third_party = p.counter_hate_reporting * delivered};
}

void draw(const Context& context, const Start& start, const Rates& rates, const Countered& countered,
          const RareWeek& rare, const Column<ResidentState>& states, std::vector<Pending>& out) {
    const auto& p = context.parameters;
    const auto rate_of = [&](double of_group) { return std::min(1.0, countered.rate * of_group); };
    rare.draw(
        Rare::kHateIncidents, start.bounds[context.area_of(rare.neighbourhood())],
        rate_of(*std::max_element(rates.of_group.begin(), rates.of_group.end())),
        [&](std::uint32_t i) { return rate_of(rates.of_group[context.world->ethnic_group[i]]); },
        [&](std::uint32_t i, const Block& words) {
            const Vector x = load(states[i]);
            const double by_police = probability_recorded(p, x[kPoliceTrust], rates.recording);
            const bool recorded = unit_double(words[1]) < countered.recorded(by_police);
            out.push_back({.resident = i,
                           .column = kLedgerHostility,
                           .events = event_bit(kEventHateIncidents) | (recorded ? event_bit(kEventHateRecorded) : 0),
                           .tag = kTagVictim,
                           .change = victim_effect(p, x, 1)});
        });
}

Vector heard(const Parameters& p, const Vector& x) { return victim_effect(p, x, static_cast<float>(p.vicarious)); }

}  // namespace concord::sim::hostility
