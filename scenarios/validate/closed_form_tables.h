// The tables of the closed form (P18): what every place has, and how a week without the lever changes means there.
// Internal to it; the derivation stands in closed_form.cpp.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "scenarios/validate/closed_form.h"
#include "scenarios/validate/state_levels.h"
#include "sim/ground/calendar.h"
#include "sim/ground/maths.h"

namespace concord::validate {

namespace form {

// The thirteen linear quantities of a place, and a one that carries the constant push.
enum Row { kTies = sim::kStates, kLogDisorder, kLasting, kAwareness, kAwareTrust, kOne, kRows };
using System = Eigen::Matrix<double, kRows, kRows>;

// Of a gain of one person, a week.
inline double fade(const sim::Parameters& p, int state) {
    return -sim::maths::log(1 - p.yearly_fade[state]) / sim::kWeeksPerYear;
}

// Of a share that is lost, or won, in a year, the share of a week.
inline double of_a_week(double share_a_year) {
    return 1 - sim::maths::exp(sim::maths::log(1 - share_a_year) / sim::kWeeksPerYear);
}

// What a place has, beside its levels.
struct Place {
    double residents = 0, moves = 0, adults = 0, talkers = 0;
    double young_adults = 0;                                 // of the residents aged 10 to 24: share that is adult
    double stops = 0, stops_of_adults = 0, heard_stops = 0;  // a week at the baseline; the last times talks
    double service = 0, talks = 0;          // contacts a week of a talker; face-to-face talks of a talker
    double across = 0, across_friends = 0;  // talks a week
};

}  // namespace form

struct ClosedForm::Tables {
    const sim::World* world;
    sim::Parameters p;
    StateLevels levels;
    std::vector<form::Place> place;
    double adults = 0, listeners = 0;   // of GM; share of adults among talkers
    std::vector<double> recorded_hate;  // [areas] incidents a week and talker

    Tables(const sim::World& w, const sim::Parameters& parameters, const sim::Baseline& baseline);
    void count_people();
    void share_out_stops(const sim::Baseline& baseline);
    form::System at_rest(std::size_t n) const;
    double incidents(std::size_t n) const;  // true ones, a week and talker
    void add_hostility(std::size_t n, form::System& a) const;
    double dilution(double reach) const;
};

}  // namespace concord::validate
