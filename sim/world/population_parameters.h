// Choices of the population builder (model.md sections 3.1 and 3.2): what census margins do not say. Every value has a
// unit and a source id of the evidence base or the word "assumption".
#pragma once

#include <array>

#include "sim/ground/resident.h"

namespace concord::sim {

struct PopulationParameters {
    // Households (3.1)
    // Probability that a further member is taken from the ethnic group of the first one where any is left, [0, 1];
    // otherwise from anyone left of a suitable age. Assumption (no joint table by household was found).
    double household_same_group = 0.90;
    // Residents that fill up an 8-or-more household when sizes must rise to meet the residents count. Assumption.
    double largest_filled_household = 15;
    // Probability that the second adult of a household is a partner of the first (else a grown-up child). Assumption.
    double second_adult_partner = 0.85;
    // Spread of partners' ages, years (standard deviation of the difference). Assumption.
    double partner_age_sd = 4.0;
    // Age of a parent at a child's birth, years: mean and standard deviation. Assumption (ONS mean age near 30).
    double parent_age_mean = 30.0, parent_age_sd = 6.0;
    // Spread of ages of children of one household, years. Assumption.
    double sibling_age_sd = 5.0;
    // How much likelier than by numbers alone a resident of a fine age band lives alone. Assumption, from the shape of
    // the published shares: rising from the late twenties, about a third of those aged 65 and over.
    std::array<double, kFineAgeBands> alone = {0,   0,   0,   0,   0.01, 0.1, 0.3, 0.7, 0.8, 0.7,
                                               0.7, 0.8, 1.0, 1.2, 1.4,  1.7, 2.0, 2.5, 3.2, 4.0};
    // Share of households of 2, 3, ... 7, 8 or more residents with all but one, two, three or four members under 16
    // (lone parent, couple, and with one or two more adults), before scaling to the children there are. Assumption.
    std::array<std::array<double, 4>, 7> children = {{{0.11, 0, 0, 0},
                                                      {0.12, 0.45, 0, 0},
                                                      {0.07, 0.55, 0.12, 0},
                                                      {0.05, 0.40, 0.20, 0.10},
                                                      {0.03, 0.25, 0.25, 0.15},
                                                      {0.03, 0.15, 0.20, 0.25},
                                                      {0.02, 0.10, 0.15, 0.25}}};
    // How likely a grown-up child of each fine age band still lives with parents, relative. Assumption.
    std::array<double, kFineAgeBands> at_home = {0,    0,    0,    0,    1.0,  1.0,  0.8,  0.35, 0.12, 0.06,
                                                 0.04, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01};

    // Communal establishments (3.1): weight of a resident of each fine age band to be one of their residents: care
    // homes and others; and halls, added where 16-24-year-olds are at least `halls_share` of a neighbourhood.
    // Assumption.
    std::array<double, kFineAgeBands> communal = {0,    0,    0,    0,    0.01, 0.03, 0.03, 0.03, 0.03, 0.03,
                                                  0.03, 0.03, 0.03, 0.03, 0.03, 0.05, 0.10, 0.20, 0.50, 1.00};
    double halls_share = 0.20, halls_18_19 = 1.00, halls_20_24 = 0.50;

    // Activity (3.1): share of an age band who at most become inactive students before the next band is considered.
    // Assumption: young first, most of 16-17.
    std::array<double, kFineAgeBands> student_first = {0,    0,    0,    0,    0.88, 0.75, 0.55, 0.15, 0.06, 0.03,
                                                       0.02, 0.02, 0.01, 0.01, 0,    0,    0,    0,    0,    0};

    // Venues (3.2)
    double work_at_home_share =
        0.20;                      // of the employed, GM mean, [0.1, 0.4]. Assumption: the census asked in a lockdown
    double workplace_agents = 20;  // mean members of a workplace, agents at any scale. Assumption
    double workplace_smallest = 0.25;  // smallest workplace relative to the mean, the rest exponential. Assumption
    double nearest_school = 0.60;  // probability to prefer the nearest school with places; then of the next. Assumption
    double school_spare = 1.05;    // places per pupil made available when the published places are too few. Assumption
    double university_share_18_19 =
        0.60;  // of students aged 18-19: at a university, the others at a college. Assumption
    double college_distance_decay = 0.40;     // per km: choice falls as exp(-decay x km). Assumption
    double university_distance_decay = 0.10;  // per km. Assumption
};

}  // namespace concord::sim
