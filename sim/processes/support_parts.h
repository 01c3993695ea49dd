// What the files of support share among themselves; the room's face is support.h.
#pragma once

#include <cstdint>

#include "sim/processes/support.h"

namespace concord::sim::support {

// Numbers of the draws of a case and week in the stream of cases: four words each.
inline constexpr std::uint32_t kDrawEnds = 0, kDrawSectors = 1, kDrawFamily = 3, kDrawStage = 4, kDrawWait = 5;

inline constexpr int kMissedWeeks = 26;  // a need unmet so long after a sector met the person is a missed opportunity
// Of movers from a home in Greater Manchester (S71, year to the 2021 census): who go to another of its districts, and
// who leave it.
inline constexpr double kMoveOtherDistrict = 0.206, kMoveOut = 0.23;

// Weekly chance of a rate a year.
double weekly_chance(double rate_a_year);

// Of the sectors but police: share of a year in which a resident is in contact with them, and whether they are in that
// week's year, by lot once a year and sector, alike for everybody. Family is always there.
double expected_contact(const Context& context, std::uint32_t resident, Sector sector);
bool in_contact(const Context& context, std::uint32_t resident, int week, Sector sector);
bool is_pupil(const World& world, std::uint32_t resident);    // aged 10 to 15
bool is_student(const World& world, std::uint32_t resident);  // of a college or university, aged 16 and over
// Rate a year of contact at which a need is recognised; of police, probability a contact; of family, that it is
// noticed.
double recognition_rate(const Parameters& parameters, Sector sector);
// Of police with factors on the rate: 1 - (1 - x)^m.
double recognised_at_contact(const Parameters& parameters, double factor);
// Probability that family or friends who noticed tell anyone, of those aware of the programme; `trust`: mean of theirs
// in programme and police.
double telling(const Parameters& parameters, const Start& start, double trust);
double trust_of(const Vector& x);
double aware_share();
// Probability that an offer is accepted.
double accepting(const Parameters& parameters, double programme_trust, double more);

// Who refers an unmet need this week, other than police: the first in order of sector; kSectors if nobody does.
std::size_t recognised_by(const Context& context, const Start& start, const OfDistrict& of,
                          const programme::State& programme, const Case& one, int week,
                          const Column<ResidentState>& states, const Column<Friends>& friends);
// Whether some sector meets them this week, whatever it sees; but for police, whose contacts are events of the week
// (Found::What::kMet).
bool met_by_a_sector(const Context& context, const Case& one, int week);

// The case becomes a right referral, or comes to be as a wrong one.
void refer(const Context& context, Sector sector, int week, Case& one, State& state);

// Places: fills those that are free, in order of acceptance and of a keyed draw, and takes note of what is left unused.
void fill_places(const Context& context, const Week& of, int week, State& state);
void set_pools(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
               Week& week);
double most_unused(const Context& context, double places);

// Takes the cases of households that leave this week elsewhere.
void move_cases(const Context& context, const Start& start, const turnover::Start& turnover, const Week& of, int week,
                State& state);

inline Counts& counts_of(const Context& context, const Case& one, State& state) {
    return state.support_counts[static_cast<std::size_t>(context.district_of(one.neighbourhood))];
}

}  // namespace concord::sim::support
