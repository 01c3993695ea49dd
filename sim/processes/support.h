// Support (model.md 4.8): a generic safeguarding need, narrow in scale and never a measure of danger, arises, is
// recognised by somebody or not, ends by itself or in support. Sectors that refer err both ways; a wrong referral costs
// trust. Cases are few, so they stand in a list: what a week makes of them is worked out before it, on one thread, in
// order of resident; what is drawn of everybody (needs, wrong referrals, contacts with police) is drawn as rare, and
// joins the list after it. One set of numbers for everybody; nothing here is shown below districts.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/ground/memory.h"
#include "sim/measures/support.h"
#include "sim/policy/schedule.h"
#include "sim/processes/context.h"
#include "sim/processes/delivery.h"
#include "sim/processes/initial_state.h"
#include "sim/processes/news.h"
#include "sim/processes/pending.h"
#include "sim/processes/policing.h"
#include "sim/processes/practice.h"
#include "sim/processes/programme.h"
#include "sim/processes/rare.h"
#include "sim/processes/turnover.h"

namespace concord::sim::support {

// Where a case is. A need is in exactly one of them until it ends or leaves.
enum Stage : std::uint8_t {
    kUnmet,       // nobody has recognised it, or support came to nothing
    kAssessment,  // referred: waits for the first assessment, where wrong referrals end
    kPanel,       // waits for a panel's offer
    kHandover,    // accepted, moved to another district, not yet taken on there
    kWaiting,     // accepted: waits for a place
    kSupported,
};

inline constexpr std::int32_t kNotYet = -1'000'000;

// Somebody with a need, or referred without one.
struct Case {
    std::uint32_t resident = 0;
    std::int32_t neighbourhood = 0;
    std::int32_t since = 0;      // week in which the stage began
    std::int32_t due = 0;        // week in which it ends: assessment, panel, hand-over, support at the latest
    std::int32_t met = kNotYet;  // week in which a sector first met the person while the need was unmet
    std::uint8_t stage = kUnmet;
    std::uint8_t needed = 0;  // 1: there is a need; 0: referred by mistake
    std::uint8_t sector = 0;  // that referred
    std::uint8_t flags = 0;   // of below
};
enum CaseFlag : std::uint8_t {
    kWithdraws = 1,  // leaves support early, at `due`
    kBought = 2,     // was offered a place of early_support
    kMissed = 4,     // counted as a missed opportunity
};
static_assert(sizeof(Case) == 24, "no padding: cases are compared by their bits");

// Needs in a week of somebody at state x who is young (10 to 24) or not, of those of the weight 1.
double need_weight(const Parameters& parameters, bool young, const Vector& x);
bool is_young(const World& world, std::uint32_t resident);

// Solved once a draw on the baseline, so that it holds itself: needs arise as often as they end, referrals come to what
// is published, and week 0 begins with the cases that are open then (decision 0026, rules 1, 2 and 7).
struct Start {
    double onset = 0;  // needs a week of a resident of weight 1
    double ends = 0;   // rate a year at which a need ends by itself
    double trust = 0;  // mean of programme_trust and police_trust over residents: what family_report is of
    std::array<double, kSectors> right{};    // right referrals expected in a year, residents of the sample
    std::array<double, kSectors> wrong{};    // wrong ones: rate a year of contact; of police, probability a contact
    std::array<double, kSectors> contact{};  // years of contact in a year; of police, contacts
    std::array<bool, kSectors> no_wrong{};   // right ones alone are more than what is published: no wrong ones
    // Wrong referrals in a week that a pupil, a student, another adult learns of, police apart; the same of a contact.
    std::array<double, 3> learnt{};
    double learnt_at_contact = 0;
    double unmet = 0;  // unmet needs that balance, residents of the sample
    RareBounds need_bounds{};
    std::array<RareBounds, kSectors> wrong_bounds{};
    std::vector<double> places;        // [districts] before any lever, a real number: of the sample
    std::vector<double> of_residents;  // [districts] share of the residents
    std::vector<Case> cases;           // at week 0, in order of resident
};
Start fit(const Context& context, const policing::Start& policing, const turnover::Start& turnover,
          const initial_state::Start& initial);

// What is counted, of residents of the sample: as SupportCount, sums over weeks where a measure is a mean, and those
// that only serve.
inline constexpr int kStarted = kSupportCounts, kNeedsLeft = kSupportCounts + 1;
using Counts = std::array<double, kSupportCounts + 2>;
inline double sum_over_sectors(const Counts& counts, int measure) {
    double sum = 0;
    for (std::size_t s = 0; s < kSectors; ++s) sum += counts[static_cast<std::size_t>(measure) + s];
    return sum;
}

struct State {
    std::vector<Case> support_cases;             // in order of resident
    std::vector<double> support_unused;          // [districts] as in support_places.cpp
    std::vector<Counts> support_counts;          // [districts] since the start
    std::vector<double> support_wrong_by_group;  // [kEthnicGroups] since the start
};
template <class AState, class Visit>
void for_each_member(AState& state, const Visit& visit) {
    visit("support_cases", state.support_cases);
    visit("support_unused", state.support_unused);
    visit("support_counts", state.support_counts);
    visit("support_wrong_by_group", state.support_wrong_by_group);
}
void init(const Context& context, const Start& start, State& state);
// The case of a resident; null where there is none.
const Case* find(const State& state, std::uint32_t resident);

// What a week makes of needs and referrals in a district, of what they are at the start.
struct OfDistrict {
    news::RaisedNeed raised{};
    std::array<double, kSectors> recognition{}, wrong{};  // factors on rates, never below 0
    double consent = 0;                                   // log odds, more in an offer of a bought place
    double recovery = 1;                                  // rate of recovery in a bought place, over that in today's
    double forum = 0;                                     // how far its council is in a forum [0, 1]
    int pool = 0;                                         // whose places are one: the lowest district among them
    double places = 0;  // of the district, those bought among them: real numbers, of the sample
    double bought = 0;  // share of the pool's places that were bought
};
using Week = std::vector<OfDistrict>;  // [districts]
Week of_week(const Context& context, const Start& start, const delivery::Start& delivery,
             const practice::Start& practice_start, const practice::State& practice, const news::Events& events,
             const news::State& news, const LeverWeek& levers, int week);

// Before everything else of a week, from last week's states: needs that end, are recognised, are assessed, offered
// support, accepted or refused, supported and met. `effects`: what it changes in residents, in order of resident.
void begin_week(const Context& context, const Start& start, const Week& of, const programme::State& programme, int week,
                const Column<ResidentState>& states, const Column<Friends>& friends, State& state,
                std::vector<Pending>& effects);

// What a neighbourhood's week brings: who turned out to be in need, who was referred by mistake, and whom a contact
// with police referred. `drawn`: encounters of the week, as policing::draw gives them.
struct Found {
    enum class What : std::uint8_t { kNeed, kRecognised, kWrong, kMet };
    std::uint32_t resident = 0;
    int neighbourhood = 0;
    What what = What::kNeed;
    Sector sector = kSectorPolice;
};
void draw(const Context& context, const Start& start, const OfDistrict& of, const State& state, const RareWeek& rare,
          const Column<ResidentState>& states, std::span<const Pending> drawn, std::vector<Found>& found);

// After it: what was found joins the cases, then those whose household has left take theirs elsewhere. `found` [areas].
void end_week(const Context& context, const Start& start, const turnover::Start& turnover, const Week& of, int week,
              std::span<const std::vector<Found>> found, State& state);

// What a wrong referral does to whoever learns of it (share 1), or hears of it face to face (share vicarious).
Vector wrong_referral_effect(const Parameters& parameters, const Vector& x, float share);
inline Vector heard(const Parameters& parameters, const Vector& x) {
    return wrong_referral_effect(parameters, x, static_cast<float>(parameters.vicarious));
}
// What it does to the others in the household.
Vector household_effect(const Parameters& parameters, const Vector& x);

// Wrong referrals in a week that the resident learns of, expected at the start; `contacts` with police a week.
double expected_wrong(const Context& context, const Start& start, std::uint32_t resident, double contacts);
// Adds what they are expected to change in a week, `wrong` of oneself and `in_household` of the others there.
void add_expected(const Context& context, const Vector& x, double wrong, double in_household, const ExpectedWeek& week,
                  VectorDouble& increment);

}  // namespace concord::sim::support
