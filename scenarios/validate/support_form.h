// The closed form of support (decision 0026, checks 3 and 5): what a year holds of needs and referrals in the steady
// state, from the parameters and a few numbers of people alone. Everybody is taken at the mean of their states, and
// places are there when they are needed. Nothing of sim/processes/support.h is used, so that the two can disagree.
#pragma once

#include <array>
#include <vector>

#include "sim/measures/support.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"
#include "sim/world/world.h"

namespace concord::validate {

// Residents aged 10 and over who are alike to support.
struct SupportGroup {
    double people = 0;
    bool young = false, pupil = false, student = false, adult = true;
};
struct SupportPeople {
    std::vector<SupportGroup> groups;
    double residents = 0;        // of all ages
    double police_contacts = 0;  // in a year, shared by all alike
    double moves = 0.103;        // share of residents who move in a year (model.md 4.9)

    SupportPeople times(double scale) const;  // as many times each
};
// Of a population, its sample as it stands; police contacts as the baseline and the parameters have them.
SupportPeople support_people(const sim::World& world, const sim::Parameters& p, const sim::Baseline& baseline);

struct SupportYear {
    double needs = 0, unmet = 0;                   // that arise in a year; that stand open
    std::array<double, sim::kSectors> contacts{};  // of everybody, in years of contact; of police, one by one
    std::array<double, sim::kSectors> right{}, wrong{};
    double passed_right = 0, passed_wrong = 0;    // by panels
    double adopted_right = 0, adopted_wrong = 0;  // and accepted
    double met = 0;                               // needs that end in support
    double in_support = 0;                        // places in use
    double all_right() const;
    double all_wrong() const;
    double met_through(std::size_t sector) const;  // of `met`: a case goes on alike, whoever referred it
};
SupportYear support_year(const SupportPeople& people, const sim::Parameters& p, const sim::SupportToday& today);

}  // namespace concord::validate
