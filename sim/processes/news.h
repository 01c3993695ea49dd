// News and pressures (model.md 4.7): an event of the scenario moves whoever hears of it at once, and what it moved is
// undone as it fades, down to a residue that stays; set-points move along, so that nothing is paid back twice. It
// raises the rate of hate incidents for a while, by what was recorded after such events. On whom it weighs less (who
// has a friend of another background, who trusts the police) is read once, in the week in which it comes.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/processes/context.h"
#include "sim/processes/delivery.h"
#include "sim/processes/hostility.h"
#include "sim/processes/programme.h"

namespace concord::sim::news {

// An event of the scenario with all that the parameters say of it: alike in every option.
struct Event {
    NewsKind kind = NewsKind::kAttack;
    int district = kNoDistrict;
    int week = 0, weeks = 1;            // when it comes, and how long it lasts
    std::uint32_t key = 0;              // of its draws: what tells it from all others
    double reach = 1;                   // share of residents who hear of it
    double elsewhere = 1;               // weight in other districts, of that in its own
    Vector amplitude = Vector::Zero();  // change of whoever hears of it, in the mean over Greater Manchester's
    VectorDouble half_life = VectorDouble::Ones();  // weeks, by state
    double residue = 0;                             // of the amplitude, [0, 1)
    double more_incidents = 0;                      // rate in its first week, over that expected, less 1
    double incident_half_life = 1, incident_residue = 0;
    double onset = 1;                    // rate at which support need arises in the young while it lasts, of the usual
    double recording = 0;                // log odds that an incident is recorded, more in its first week
    double awareness = 0;                // share of those unaware of the prevention programme whom it makes aware
    bool ratio_is_out_of_reach = false;  // fallen openness alone brings more incidents than its ratio says
};

// Solved once from the start and the scenario's events: no lever has a part in it.
struct Events {
    std::vector<Event> list;           // in order of week
    std::vector<double> of_residents;  // [districts] share of the residents who talk
    double buffer = 1;                 // mean over residents at the start of what buffers leave of an event
};
Events fit(const Context& context, const hostility::Start& hostility, const Scenario& scenario,
           const Column<ResidentState>& states, const Column<Friends>& friends);

// An event that has come.
struct Come {
    std::int32_t event = 0, district = kNoDistrict, week = 0;
};

struct State {
    std::vector<Come> news_come;
    // [come][districts] what preparedness leaves of half-lives: read in the week in which the event comes, and kept.
    std::vector<float> news_half_lives;
    // [come][districts] what police in front of prevention leave of a recruiters' event, 0 or more: read and kept
    // alike.
    std::vector<float> news_amplitudes;
    // [come][T] how much of each a resident feels, in steps of kFeltStep; 0 for whoever has not heard of it.
    std::vector<std::uint8_t> news_felt;
};
inline constexpr float kFeltStep = 1.0F / 128;
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("news_come", state.news_come);
    visit("news_half_lives", state.news_half_lives);
    visit("news_amplitudes", state.news_amplitudes);
    visit("news_felt", state.news_felt);
}

// What preparedness leaves of the half-lives of an event that comes this week, [districts]: as far as a district's
// bodies are in a forum, share their plans, and say openly what is done.
std::vector<float> left_by_preparedness(const Context& context, const delivery::Start& delivery,
                                        const LeverWeek& levers);

// What institutions leave of an event that comes this week, [districts]: of its half-lives as above, and of its
// amplitudes where recruiters are behind it (programme.h).
struct LeftByInstitutions {
    std::vector<float> half_lives, of_recruiters;
};
LeftByInstitutions left_by_institutions(const Context& context, const delivery::Start& delivery,
                                        const LeverWeek& levers);

// Takes in the events of the week, before everything else of it. Whether a meeting is held is not known here: those
// that are come by `come` (meetings.h).
void begin_week(const Context& context, const Events& events, const LeftByInstitutions& left, int week, State& state);
void come(const Context& context, const Events& events, std::int32_t event, std::int32_t district,
          const LeftByInstitutions& left, int week, State& state);

// What of an event that has come, the k-th, police in front of prevention leave in a district, 0 or more.
double left_of_amplitude(const State& state, std::size_t come, int district);

// Who of neighbourhood n feels how much of the events that come this week, from last week's states and ties.
void feel(const Context& context, const Events& events, int n, int week, const Column<ResidentState>& states,
          const Column<Friends>& friends, State& state);

// The same of whoever moves in at the end of that week, of every event so far, and what it has made of them; `x` is
// their state without.
Vector arrive(const Context& context, const Events& events, std::uint32_t resident, int n, int week, const Vector& x,
              const Friends& ties, State& state);

// What events come to in a district in a week. Valid until the state changes.
class Pulses {
  public:
    Pulses() = default;  // none
    Pulses(const Events& events, const State& state, int district, int week, std::size_t talkers);
    bool any() const { return !list_.empty(); }
    bool moving() const { return moving_; }
    // What events have moved in a resident, and in their set-point, until last week; what they move this week.
    Vector until_now(std::uint32_t i) const { return sum(i, &Pulse::until_now); }
    Vector this_week(std::uint32_t i) const { return sum(i, &Pulse::this_week); }

  private:
    struct Pulse {
        const std::uint8_t* felt;
        Vector until_now, this_week;
    };
    boost::container::small_vector<Pulse, 4> list_;
    bool moving_ = false;

    Vector sum(std::uint32_t i, Vector Pulse::*of) const {
        Vector all = Vector::Zero();
        for (const Pulse& pulse : list_) all += static_cast<float>(pulse.felt[i]) * kFeltStep * (pulse.*of);
        return all;
    }
};

// The events of a week that make residents of a district aware of the prevention programme.
using Alerts = boost::container::small_vector<programme::Alert, 2>;
Alerts alerts(const Events& events, const State& state, int district, int week);
// What pressures make of the rate at which support need arises in a district in a week (4.8), of the usual: at ages 10
// to 24, and in others who live with somebody of that age. Of several events of a kind the strongest counts.
struct RaisedNeed {
    double young = 1, family = 1;
};
RaisedNeed raised_need(const Parameters& parameters, const Events& events, const State& state, int district, int week);

// What the events make of a district's hate incidents in a week.
hostility::Raised raised_incidents(const Events& events, const State& state, int district, int week);

}  // namespace concord::sim::news
