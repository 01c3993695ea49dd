// Hostility (model.md 4.6): the rate at which a resident meets a hate incident (race and religion) follows from how
// little openness residents of other backgrounds in the same area have, how small the own share there is, and how far
// police trust has moved. The same rule for everybody; its level is set district by district from what is recorded.
#pragma once

#include <span>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/processes/area_sums.h"
#include "sim/processes/context.h"
#include "sim/processes/delivery.h"
#include "sim/processes/pending.h"
#include "sim/processes/rare.h"

namespace concord::sim::hostility {

struct Start {
    std::vector<double> base;  // [districts] h0, solved so that each district's recorded incidents meet the baseline
    std::vector<std::array<double, kEthnicGroups>> own_share;  // [A] of the area's talkers
    std::vector<double> police_trust;                          // [A] mean at start
    std::vector<RareBounds> bounds;  // [A] usual: twice the rate at the start; the ceiling leaves room for any event
};
// `sums` are the areas' at the observed levels, [A]; `observed` these levels, [talkers].
Start fit(const Context& context, std::span<const AreaSums> sums, std::span<const ResidentState> observed);

struct State {
    std::vector<AreaSums> area_sums;  // [A] of the states now
};
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("area_sums", state.area_sums);
}
void init(const Context& context, State& state);

// Incidents a week of a resident of that area and group, at most 1.
double rate(const Context& context, const Start& start, int area, int group, const AreaSums& sums);

// Incidents recorded in a year per 1,000 residents, by district: what is published of it, else GM's, less what is
// published, shared by exposure: sum over residents of (share of other backgrounds in the area) x (1 - own share)^nu.
// Openness is left out, so that no survey of attitudes decides where incidents are thought to happen.
std::vector<double> recorded_by_district(const Context& context, const Start& start, std::span<const AreaSums> sums);

// By the police: `more` is by how much the log odds are up this week.
double probability_recorded(const Parameters& parameters, double police_trust, double more = 0);

// What counter-hate makes of incidents in a neighbourhood: the factor on their rate, and the share of those that would
// go unrecorded which reach the records by a third party, whatever the trust in the police. Below 0: the share of those
// recorded otherwise that a third party keeps from the records.
struct Countered {
    double rate = 1, third_party = 0;
    double recorded(double by_police) const {
        return by_police + (third_party > 0 ? 1 - by_police : by_police) * third_party;
    }
};
Countered countered(const Context& context, const delivery::Start& delivery, const LeverWeek& levers, int n);

// Effect on a victim (share 1) or on a partner who hears of it (share vicarious).
Vector victim_effect(const Parameters& parameters, const Vector& x, float share);

// Adds what a week is expected to change in a resident at state x whose own rate is `incidents`.
void add_expected(const Context& context, const Vector& x, double incidents, const ExpectedWeek& week,
                  VectorDouble& increment);

// What a week of events makes of incidents, on top of all else (4.7): their rate, and the log odds of recording one.
struct Raised {
    double rate = 1, recording = 0;
};
// Incidents a week in an area by ethnic group, from last week's states, each at most 1.
struct Rates {
    std::array<double, kEthnicGroups> of_group{};
    double recording = 0;
};
Rates rates(const Context& context, const Start& start, const State& state, const Raised& raised, int area);
// Incidents of a neighbourhood this week, in order of resident.
void draw(const Context& context, const Start& start, const Rates& rates, const Countered& countered,
          const RareWeek& rare, const Column<ResidentState>& states, std::vector<Pending>& out);
// What a listener at state x feels.
Vector heard(const Parameters& parameters, const Vector& x);

}  // namespace concord::sim::hostility
