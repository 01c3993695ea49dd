// Which lever and which parameter raises (+1) or lowers (-1) what: one table, run against the engine with paired seeds.
// A row holds only if every pair agrees and their mean lies far from chance, so a mechanism that was dropped or turned
// round fails.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <sstream>

#include "tests/sim/run/measured_run.h"

using namespace concord;
using namespace concord::sim;
using tests::MeasuredRun;

namespace {

constexpr double kPrior = std::numeric_limits<double>::quiet_NaN();  // from: the prior's low end; to: its high end
constexpr std::uint32_t kSeeds = 6;
constexpr double kFarFromZero = 4;  // standard errors of the mean difference

struct Row {
    const char* what;  // a parameter, a lever's intensity, or another of its fields
    double from, to;
    const char* measure;  // tests/sim/run/measured_run.h
    int sign;
    const char* setting =
        "";  // levers in force at a strength of their own; "free": without balance, so that a process shows
};

// clang-format off
const std::vector<Row> kLevers = {
    // lever                             from    to    measure                sign  setting
    {"community_engagement",              0,   100,    "voice",                +1},
    {"community_engagement",              0,   100,    "belonging",            +1},
    {"community_engagement",              0,   100,    "openness",             +1},
    {"community_engagement",              0,   100,    "influence",            +1},
    {"community_engagement",              0,   100,    "belong",               +1},
    {"community_engagement",              0,   100,    "seats",                +1},
    {"community_engagement",              0,   100,    "cohesion_index",       +1},
    {"bridging_programmes",               0,   400,    "openness",             +1},
    {"bridging_programmes",               0,   400,    "get_on_well",          +1},
    {"bridging_programmes",               0,   400,    "bridging_places",      +1},
    {"neighbourhood_policing",            0,    10,    "police_trust",         +1},
    {"neighbourhood_policing",            0,    10,    "safety",               +1},
    {"neighbourhood_policing",            0,    10,    "police_confidence",    +1},
    {"neighbourhood_policing",            0,    10,    "feel_safe",            +1},
    {"neighbourhood_policing",            0,    10,    "patrol_contacts",      +1},
    {"neighbourhood_policing",            0,    10,    "disorder",             -1, "training"},
    {"neighbourhood_policing",            0,    10,    "police_trust_fell",    -1, "stops"},
    {"procedural_justice_training",       0,     1,    "police_trust",         +1},
    {"procedural_justice_training",       0,     1,    "grievance",            -1},
    {"procedural_justice_training",       0,     1,    "programme_trust",      +1},
    {"procedural_justice_training",       0,     1,    "unfair_stops",         -1},
    {"procedural_justice_training",       0,     1,    "disorder",             -1, "patrol"},
    {"stop_and_search",                   1,     2,    "stops",                +1},
    {"stop_and_search",                   1,     2,    "police_trust",         -1},
    {"stop_and_search",                   1,     2,    "grievance",            +1},
    {"stop_and_search",                   1,     2,    "programme_trust",      -1},
    {"stop_and_search",                   1,     2,    "police_confidence",    -1},
    {"stop_and_search",                   1,     2,    "police_trust_fell",    +1},
    {"stop_and_search",                   1,     2,    "disorder",             -1},
    {"stop_and_search",                   0,     1,    "police_trust",         -1},
    {"esol_circles",                      0,   100,    "neighbour_trust",      +1},
    {"esol_circles",                      0,   100,    "openness",             +1},
    {"esol_circles",                      0,   100,    "esol_places",          +1},
    {"counter_hate",                      0,     1,    "hate_incidents",       -1, "incidents"},
    {"partnership_forum",                 0,     1,    "safety",               +1, "attack"},
    {"venue_due_diligence",               0,     1,    "safety",               +1, "meetings"},
    {"enforcement_led_prevention",     0.28,     1,    "programme_trust",      -1},
    {"enforcement_led_prevention",        0,  0.28,    "programme_trust",      -1},
    {"enforcement_led_prevention",     0.28,     1,    "grievance",            +1},
    {"enforcement_led_prevention",     0.28,     1,    "programme_support",    -1},
    {"open_communication",                0,     1,    "programme_aware",      +1},
    {"open_communication",                0,     1,    "programme_trust",      +1},
    {"open_communication",                0,     1,    "safety",               +1, "attack forum"},
    {"early_support",                     0,   100,    "support_wait",             -1, "needs scarce"},
    {"frontline_training",                0,     1,    "right_referrals",          +1, "needs"},
    {"frontline_training",                0,     1,    "wrong_referrals",          -1, "needs"},
    {"partnership_forum",                 0,     1,    "wrong_referrals",          +1, "needs"},
    {"posture.fair_share",             -0.3,   0.3,    "police_trust",         +1, "stops"},
    {"posture.fair_share",             -0.3,   0.3,    "unfair_stops",         -1, "stops"},
    {"posture.service_satisfaction",   -0.3,   0.3,    "police_trust",         +1, "stops"},
};

const std::vector<Row> kReturnAndContact = {
    // parameter                         from    to    measure                sign  setting
    {"yearly_fade_voice",            kPrior, kPrior,   "voice",                -1, "engagement"},
    {"yearly_fade_openness",         kPrior, kPrior,   "openness",             -1, "bridging steady"},
    {"influence_share",              kPrior, kPrior,   "sd voice",             -1, "free"},
    {"influence_share",              kPrior, kPrior,   "sd police_trust",      -1, "free"},
    {"influence_share_slow",         kPrior, kPrior,   "sd openness",          -1, "free"},
    {"influence_share_slow",         kPrior, kPrior,   "sd safety",            -1, "free"},
    {"mixing_uptake",                kPrior, kPrior,   "cohesion_index",       +1},
    {"repulsion_strength",           kPrior, kPrior,   "sd voice",             +1, "free repulsion"},
    {"repulsion_distance",           kPrior, kPrior,   "sd voice",             -1, "free repulsion"},
    {"confidence_bound",             kPrior, kPrior,   "sd voice",             -1, "free bounded"},
    {"contact_positive",             kPrior, kPrior,   "openness",             +1, "free"},
    {"contact_safety",               kPrior, kPrior,   "openness with safety", +1, "free"},
    {"contact_openness",             kPrior, kPrior,   "sd openness",          +1, "free"},
    {"contact_structured",           kPrior, kPrior,   "openness",             +1, "bridging"},
    {"contact_step",                 kPrior, kPrior,   "openness",             +1, "free"},
    {"contact_step_structured",      kPrior, kPrior,   "openness",             +1, "bridging"},
    {"contact_negative_weight",      kPrior, kPrior,   "openness",             -1, "free"},
    {"neighbour_step",               kPrior, kPrior,   "neighbour_trust",      +1, "free"},
    {"neighbour_positive",           kPrior, kPrior,   "neighbour_trust",      +1, "free"},
    {"neighbour_distance",           kPrior, kPrior,   "neighbour_trust",      -1, "free"},
    {"norm_pull",                    kPrior, kPrior,   "sd openness",          -1, "free"},
    {"contact_step_friend",          kPrior, kPrior,   "openness",             +1, "free"},
    {"contact_openness_structured",  -0.15,  1.5,      "sd openness",          +1, "bridging steady"},
    {"transient",                    kPrior, kPrior,   "police_trust_fell",    +1},
    {"personal_correlation",         0,      0.9,      "voice with belonging", +1},
};

const std::vector<Row> kArrows = {
    // parameter                         from    to    measure                sign  setting
    {"voice_to_belonging",           kPrior, kPrior,   "belonging",            +1, "engagement steady"},
    {"voice_to_trust",               kPrior, kPrior,   "neighbour_trust",      +1, "engagement steady"},
    {"police_to_belonging",          kPrior, kPrior,   "belonging",            +1, "patrol steady"},
    {"police_to_grievance",          kPrior, kPrior,   "grievance",            +1, "patrol steady"},
    {"safety_to_trust",                   0,   0.8,   "neighbour_trust",      +1, "patrol steady peaceful"},
    {"trust_to_belonging",           kPrior, kPrior,   "belonging",            -1, "free incidents steady"},
    {"grievance_to_voice",           kPrior, kPrior,   "voice",                +1, "stops steady"},
    {"disorder_to_safety",           kPrior, kPrior,   "safety",               -1, "patrol training steady"},
    {"disorder_to_trust",            kPrior, kPrior,   "neighbour_trust",      -1, "patrol training steady"},
};

const std::vector<Row> kPolicing = {
    // parameter                         from    to    measure                sign  setting
    {"stop_age_gradient",            kPrior, kPrior,   "stops at 16-24",       +1},
    {"stop_disorder_gradient",       kPrior, kPrior,   "stops in district 2",  +1},
    {"fair_share",                   kPrior, kPrior,   "police_trust",         +1, "free"},
    {"fair_share",                   kPrior, kPrior,   "grievance",            -1, "free"},
    {"unfair_step",                  kPrior, kPrior,     "police_trust",         -1, "free"},
    {"unfair_weight",                1,      10,       "police_trust",         -1, "free"},
    {"unfair_grievance",             kPrior, kPrior,   "grievance",            +1, "free"},
    {"unfair_programme",             kPrior, kPrior,   "programme_trust",      -1, "free"},
    {"vicarious",                    kPrior, kPrior,   "police_trust",         -1, "free"},
    {"service_rate",                 kPrior, kPrior,   "service_contacts",     +1},
    {"service_rate",                      0,   400,   "police_trust",         +1, "free"},
    {"service_satisfied",            kPrior, kPrior,   "police_trust",         +1, "free"},
    {"service_step",                      0,   0.1,   "sd police_trust",      +1, "free"},
    {"service_negative_weight",      kPrior, kPrior,   "police_trust",         -1, "free"},
    {"patrol_contacts",              kPrior, kPrior,   "patrol_contacts",      +1, "patrol"},
    {"patrol_contacts",              kPrior, kPrior,   "police_trust",         +1, "patrol"},
    {"patrol_step",                  kPrior, kPrior,   "police_trust",         +1, "patrol"},
    {"patrol_step",                  kPrior, kPrior,   "safety",               +1, "patrol"},
    {"patrol_fair",                  kPrior, kPrior,   "police_trust",         +1, "patrol"},
    {"patrol_untrained",             kPrior, kPrior,   "disorder",             -1, "patrol"},
    {"stop_ratio_mixed",             kPrior, kPrior,   "stops, Mixed",         +1, "exposure"},
    {"stop_ratio_other",             1,      6,        "stops, Other",         +1, "exposure"},
    {"disorder_return",              kPrior, kPrior,   "disorder",             -1, "patrol training"},
    {"disorder_stop_elasticity",     kPrior, kPrior,   "disorder",             +1, "stops"},
    {"disorder_patrol",              kPrior, kPrior,   "disorder",             -1, "patrol training"},
    {"disorder_patrol_hours",        kPrior, kPrior,   "disorder",             +1, "patrol training"},
    {"training_gain",                kPrior, kPrior,   "police_trust",         +1, "training"},
    {"training_gain",                kPrior, kPrior,   "unfair_stops",         -1, "training"},
    {"training_backfire",            0,      1,        "police_trust",         -1, "training"},
    {"train_rate",                   kPrior, kPrior,   "unfair_stops",         -1, "training"},
    {"practice_fade",                     0,   0.9,    "unfair_stops",         +1, "training"},
};

const std::vector<Row> kEngagementAndHostility = {
    // parameter                         from    to    measure                sign  setting
    {"seat_effect",                  kPrior, kPrior,   "voice",                +1, "engagement"},
    {"seat_effect",                  kPrior, kPrior,   "belonging",            +1, "engagement"},
    {"seat_reliability",             kPrior, kPrior,   "voice",                -1, "engagement"},
    {"seat_outreach",                kPrior, kPrior,   "sd voice",             -1, "engagement"},
    {"seat_meetings",                kPrior, kPrior,   "openness",             +1, "engagement"},
    {"place_meetings",               kPrior, kPrior,   "openness",             +1, "bridging"},
    {"seat_friend",                  kPrior, kPrior,   "cohesion_index",       +1, "engagement"},
    {"seat_visibility",              kPrior, kPrior,   "voice",                +1, "engagement"},
    {"lasting",                      kPrior, kPrior,   "openness",             +1, "bridging"},
    {"esol_effect",                  kPrior, kPrior,   "neighbour_trust",      +1, "circles"},
    {"esol_completion",              kPrior, kPrior,   "neighbour_trust",      +1, "circles"},
    {"esol_meetings",                kPrior, kPrior,   "openness",             +1, "circles"},
    {"esol_friend",                  kPrior, kPrior,   "cohesion_index",       +1, "circles"},
    {"counter_hate_rate",            kPrior, kPrior,   "hate_incidents",       -1, "countered incidents"},
    {"counter_hate_reporting",       kPrior, kPrior,   "hate_recorded",        +1, "countered incidents"},
    {"practice_engagement_gain",     kPrior, kPrior,   "voice",                +1, "engagement forum spread"},
    {"forum_vcfse_outreach",              0,   0.5,    "sd voice",             -1, "engagement forum"},
    {"no_effect",                         0,     1,    "voice",                -1, "engagement"},
    {"backfire",                          0,     1,    "voice",                -1, "engagement"},
    {"backfire_size",                kPrior, kPrior,   "voice",                -1, "engagement backfires"},
    {"hostility_isolation",          kPrior, kPrior,   "incidents, White",     -1},
    {"hostility_protection",              0,     6,   "hate_incidents",       +1, "stops incidents steady"},
    {"report_intercept",             kPrior, kPrior,   "hate_incidents",       -1},
    {"victim_safety",                kPrior, kPrior,   "safety",               -1, "free"},
    {"victim_trust",                 kPrior, kPrior,   "neighbour_trust",      -1, "free"},
    {"victim_belonging",             kPrior, kPrior,   "belonging",            -1, "free"},
    {"victim_grievance",             kPrior, kPrior,   "grievance",            +1, "free"},
    {"vicarious",                    kPrior, kPrior,   "safety",               -1, "free incidents"},
    {"newcomer_belonging",           kPrior, kPrior,   "sd belonging",         +1},
    {"newcomer_trust",               kPrior, kPrior,   "sd neighbour_trust",   +1},
    {"tie_decay",                    kPrior, kPrior,   "ties kept",            -1},
    {"newcomer_new_ties",            kPrior, kPrior,   "ties kept",            -1},
};

const std::vector<Row> kNews = {
    // parameter                         from    to    measure                sign  setting
    {"attack_safety",                kPrior, kPrior,   "safety",               -1, "attack"},
    {"attack_openness",              kPrior, kPrior,   "openness",             -1, "attack"},
    {"attack_grievance",             kPrior, kPrior,   "grievance",            +1, "attack"},
    {"attack_police_trust",          kPrior, kPrior,   "police_trust",         +1, "attack"},
    {"attack_neighbour_trust",       kPrior, kPrior,   "neighbour_trust",      +1, "attack"},
    {"attack_half_life",             kPrior, kPrior,   "openness",             -1, "attack"},
    {"attack_safety_half_life",      kPrior, kPrior,   "safety",               -1, "attack"},
    {"attack_recording",             kPrior, kPrior,   "hate_incidents",       -1, "attack incidents"},
    {"incident_half_life",           kPrior, kPrior,   "hate_incidents",       +1, "attack earlier incidents"},
    {"incident_residue",             kPrior, kPrior,   "hate_incidents",       +1, "attack earlier incidents"},
    {"news_residue",                 kPrior, kPrior,   "openness",             -1, "attack earlier"},
    {"vote_strength",                kPrior, kPrior,   "safety",               -1, "vote"},
    {"vote_half_life",               kPrior, kPrior,   "safety",               -1, "vote"},
    {"vote_incident_half_life",      kPrior, kPrior,   "hate_incidents",       +1, "vote earlier incidents"},
    {"online_hostility_strength",    kPrior, kPrior,   "safety",               -1, "wave"},
    {"online_hostility_reach",       kPrior, kPrior,   "safety",               -1, "wave"},
    {"online_hostility_half_life",   kPrior, kPrior,   "safety",               -1, "wave"},
    {"pressure_strength",            kPrior, kPrior,   "safety",               -1, "grooming"},
    {"pressure_reach",               kPrior, kPrior,   "safety",               -1, "grooming"},
    {"pressure_half_life",           kPrior, kPrior,   "safety",               -1, "grooming"},
    {"meeting_strength",             kPrior, kPrior,   "safety",               -1, "meeting"},
    {"meeting_reach",                kPrior, kPrior,   "safety",               -1, "meeting"},
    {"meeting_half_life",            kPrior, kPrior,   "safety",               -1, "meeting"},
    {"solidarity_belonging",         kPrior, kPrior,   "belonging",            +1, "solidarity"},
    {"solidarity_neighbour_trust",   kPrior, kPrior,   "neighbour_trust",      +1, "solidarity"},
    {"solidarity_openness",          kPrior, kPrior,   "openness",             +1, "solidarity"},
    {"solidarity_reach",             kPrior, kPrior,   "belonging",            +1, "solidarity"},
    {"solidarity_half_life",         kPrior, kPrior,   "belonging",            +1, "solidarity"},
    {"prepared",                     kPrior, kPrior,   "safety",               +1, "attack forum"},
    {"prepared_without_communication", kPrior, kPrior, "safety",               +1, "attack forum"},
    {"due_diligence_refusal",             0,      1,   "safety",               +1, "meetings venues"},
    {"due_diligence_voice",          kPrior, kPrior,   "voice",                +1, "venues"},
    {"buffer_trust",                 kPrior, kPrior,   "safety with police_trust", +1, "attack"},
};

const std::vector<Row> kProgramme = {
    // parameter                         from    to    measure                sign  setting
    {"awareness_start",              kPrior, kPrior,   "programme_aware",      +1},
    {"awareness_loss",               kPrior, kPrior,   "programme_aware",      -1, "explained"},
    {"attack_awareness",             kPrior, kPrior,   "programme_aware",      +1, "attack"},
    {"framing_trust",                kPrior, kPrior,   "programme_trust",      -1, "fronted"},
    {"framing_grievance",            kPrior, kPrior,   "grievance",            +1, "fronted"},
    {"communication_awareness",      kPrior, kPrior,   "programme_aware",      +1, "explained"},
    {"communication_trust",          kPrior, kPrior,   "programme_trust",      +1, "explained"},
    {"enforcement_recruiters",       kPrior, kPrior,   "safety",               +1, "grooming fronted"},
    {"item_programme",               kPrior, kPrior,   "programme_support",    -1, "fronted"},
};

const std::vector<Row> kStartAndItems = {
    // parameter                         from    to    measure                sign  setting
    {"resident_sd",                  kPrior, kPrior,   "sd voice",             +1},
    {"neighbourhood_sd",             0,      0.5,      "places voice",         +1},
    {"openness_neighbourhood_sd",    kPrior, kPrior,   "places openness",      +1},
    {"district_on_openness",         kPrior, kPrior,   "places openness",      +1, "districts"},
    {"area_sd",                      0.05,   1.2,      "places voice",         +1, "few places"},
    {"resident_correlation",         kPrior, kPrior,   "voice with belonging", +1},
    {"deprivation_slope_neighbour_trust", kPrior, kPrior, "places neighbour_trust", -1},
    {"churn_slope_belonging",        kPrior, kPrior,   "places belonging",     -1},
    {"item_well_trust",              kPrior, kPrior,   "get_on_well",          -1, "incidents free"},
    {"item_well_openness",                2,     9,   "get_on_well",          +1, "bridging steady"},
    {"item_well_voice",              kPrior, kPrior,   "get_on_well",          +1, "engagement"},
    {"item_well_safety",             kPrior, kPrior,   "get_on_well",          -1, "incidents free"},
    {"item_trust",                   kPrior, kPrior,   "trust_neighbours",     -1, "incidents free"},
    {"item_belong",                  kPrior, kPrior,   "belong",               -1, "incidents free"},
    {"item_influence",               kPrior, kPrior,   "influence",            +1, "engagement"},
    {"item_safe",                    kPrior, kPrior,   "feel_safe",            -1, "incidents free"},
    {"item_police",                  kPrior, kPrior,   "police_confidence",    +1, "patrol"},
    {"item_disorder_slope",          kPrior, kPrior,   "disorder_problem",     -1, "patrol training"},
    {"item_disorder_safety",         kPrior, kPrior,   "disorder_problem",     -1, "incidents free"},
    {"item_satisfied_trust",         kPrior, kPrior,   "satisfied_area",       -1, "incidents free"},
    {"item_satisfied_safety",        kPrior, kPrior,   "satisfied_area",       -1, "incidents free"},
    {"item_satisfied_belonging",     kPrior, kPrior,   "satisfied_area",       +1, "engagement steady"},
    {"item_satisfied_disorder",      kPrior, kPrior,   "satisfied_area",       -1, "patrol training"},
};

const std::vector<Row> kSupport = {
    // parameter                         from    to    measure                     sign  setting
    {"need_onset",                     1000,  5000,    "needs_arisen",             +1, "needs"},
    {"recognition_school",           kPrior, kPrior,   "right_referrals_school",   +1, "needs"},
    {"recognition_further_higher",   kPrior, kPrior,   "right_referrals_further_higher", +1, "needs"},
    {"recognition_nhs",              kPrior, kPrior,   "right_referrals_nhs",      +1, "needs"},
    {"recognition_council",          kPrior, kPrior,   "right_referrals_council",  +1, "needs"},
    {"recognition_prison_probation",      0,    50,    "right_referrals_prison_probation", +1, "needs"},
    {"recognition_police",           kPrior, kPrior,   "right_referrals_police",   +1, "needs"},
    {"contact_nhs",                     0.2,  0.95,    "right_referrals_nhs",      +1, "needs"},
    {"contact_council",              kPrior, kPrior,   "right_referrals_council",  +1, "needs"},
    {"contact_prison_probation",      0.001,   0.2,    "right_referrals_prison_probation", +1, "needs"},
    {"family_notice",                kPrior, kPrior,   "right_referrals_family",   +1, "needs"},
    {"family_report",                kPrior, kPrior,   "right_referrals_family",   +1, "needs"},
    {"family_report_unaware",        kPrior, kPrior,   "right_referrals_family",   +1, "needs"},
    {"joined_recognition",           kPrior, kPrior,   "right_referrals",          +1, "needs forum"},
    {"joined_false_alarm",           kPrior, kPrior,   "wrong_referrals",          +1, "needs forum"},
    {"frontline_recognition",        kPrior, kPrior,   "right_referrals",          +1, "needs staff"},
    {"frontline_false_alarm",        kPrior, kPrior,   "wrong_referrals",          +1, "needs staff"},
    {"assessment_wait",                   0,    26,    "cases_adopted_with_need",  -1, "needs"},
    {"panel_wait",                        2,    26,    "cases_adopted_with_need",  -1, "needs"},
    {"panel_wrong_pass",             kPrior, kPrior,   "cases_adopted",            +1, "needs"},
    {"consent",                      kPrior, kPrior,   "cases_adopted",            +1, "needs"},
    {"waiting_dropout",                   0,   0.3,    "support_wait",             -1, "needs scarce"},
    {"support_stay",                 kPrior, kPrior,   "support_places_in_use",    +1, "needs"},
    {"support_withdrawal",           kPrior, kPrior,   "needs_met",                -1, "needs"},
    {"support_recovery_ratio",       kPrior, kPrior,   "needs_unmet",              +1, "needs"},
    {"support_recovery_rate",        kPrior, kPrior,   "needs_unmet",              -1, "needs"},
    {"support_trust",                kPrior, kPrior,   "programme_trust",          +1, "needs free"},
    {"early_support_consent",        kPrior, kPrior,   "cases_adopted",            +1, "needs early scarce"},
    {"early_support_recovery_ratio", kPrior, kPrior,   "needs_met",                +1, "needs early scarce"},
    {"wrong_referral_known",         kPrior, kPrior,   "programme_trust",          -1, "needs free"},
    {"wrong_referral_police_trust",  kPrior, kPrior,   "police_trust",             -1, "needs free"},
    {"wrong_referral_programme_trust", kPrior, kPrior, "programme_trust",          -1, "needs free"},
    {"wrong_referral_household",     kPrior, kPrior,   "belonging",                -1, "needs free"},
    {"wrong_referral_household",     kPrior, kPrior,   "neighbour_trust",          -1, "needs free"},
    {"online_grooming_onset",        kPrior, kPrior,   "needs_arisen",             +1, "needs grooming"},
    {"travel_pressure_onset",        kPrior, kPrior,   "needs_arisen",             +1, "needs travel"},
    {"pressure_family",              kPrior, kPrior,   "needs_arisen",             +1, "needs grooming"},
};
// clang-format on

// Parameters without a row, and why.
const std::map<std::string, const char*> kWithoutRow = {
    {"talks_online_adult", "who is met changes, not how much is heard: the fade is shared over all talks"},
    {"talks_online_young", "as for adults"},
    {"talks_online_old", "as for adults"},
    {"friend_neighbourhood", "who is met changes; tests/sim/world/friendships_test.cpp measures it"},
    {"friend_venue", "as above"},
    {"dilution",
     "no small town's lever reaches a hundredth of Greater Manchester; tests/sim/processes/delivery_test.cpp"},
    {"hostility_cutoff", "the base rate is solved anew for each, so only the mix of places changes"},
    {"report_slope", "either way, by whether the victim's trust lies above 0.6; by hand in by_hand_policy_test.cpp"},
    {"news_elsewhere",
     "shares out what is fixed for Greater Manchester; tests/sim/processes/news_test.cpp measures it"},
    {"buffer_ties", "the mean over residents is held; tests/sim/processes/news_test.cpp measures who is spared"},
    {"practice_spread", "what a forum brings is as large as the gap that was drawn; practice_test.cpp measures it"},
    {"share_rate_forum", "as above"},
    {"practice_start", "what practice does is measured from it; tests/sim/processes/practice_test.cpp"},
    {"share_rate_alone", "part of what holds the start; tests/sim/processes/practice_test.cpp measures what is beyond"},
    {"meeting_displacement", "where a meeting is held, not how many are; tests/sim/processes/meetings_test.cpp"},
    {"meeting_delay", "when, not whether; tests/sim/processes/meetings_test.cpp"},
    {"awareness_told", "nobody is referred or supported yet; tests/sim/processes/programme_test.cpp measures it"},
    {"prevention_contacts", "what a lever buys, not what it does; tests/sim/policy/policy_test.cpp"},
    {"need_young", "who has needs, not how many; tests/sim/processes/support_test.cpp"},
    {"need_grievance", "as above"},
    {"need_isolation", "as above"},
    {"family_report_trust", "who tells, not how many; tests/sim/processes/support_test.cpp"},
    {"consent_trust", "either way, by whether programme_trust lies above 0.5; tests/sim/processes/support_test.cpp"},
    {"enforcement_recognition", "by what police front; tests/sim/processes/support_places_test.cpp"},
    {"enforcement_false_alarm", "as above"},
    {"handover_forum", "few cases cross a border; tests/sim/processes/support_places_test.cpp plants some"},
    {"handover_alone", "as above"},
    {"handover_wait", "as above"},
    {"item_disorder_sd", "noise between areas without a direction"},
    {"survey_design_effect",
     "monitoring changes nobody; tests/sim/processes/monitoring_test.cpp measures what it sees"},
    {"survey_response", "as above"},
    {"survey_response_trust", "as above"},
    {"survey_wave_sd", "as above"},
    {"panel_attrition", "as above"},
    {"panel_engaged", "as above"},
    {"panel_design_effect", "as above"},
    {"panel_conditioning", "as above"},
    {"evaluation_attrition", "as above; tests/scenarios/compare/detectability_test.cpp"},
    {"survey_lag", "when a report is known, not what it says; tests/sim/policy/rules_test.cpp"},
    {"police_reports_lag", "as above"},
    {"records_lag", "as above; tests/sim/run/adaptive_rule_test.cpp"},
    {"panel_lag", "as above"},
    {"rule_delay", "as above"},
};

double end_of(const Row& row, bool high) {
    const double given = high ? row.to : row.from;
    if (!std::isnan(given)) return given;
    const ParameterInfo* info = find_parameter(row.what);
    return high ? info->high : info->low;
}

// Runs that several rows share are made once.
const MeasuredRun& measured(const std::string& what, double value, const std::string& setting, std::uint32_t seed) {
    static std::map<std::string, MeasuredRun> made;
    std::ostringstream key;
    key << what << '=' << value << ' ' << setting << ' ' << seed;
    const auto found = made.find(key.str());
    if (found != made.end()) return found->second;
    return made.emplace(key.str(), tests::measured_run(what, value, setting, seed)).first->second;
}

void check(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        double sum = 0, square = 0;
        int agree = 0;
        for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
            const double d = tests::value_of(measured(row.what, end_of(row, true), row.setting, seed), row.measure) -
                             tests::value_of(measured(row.what, end_of(row, false), row.setting, seed), row.measure);
            sum += d;
            square += d * d;
            agree += d * row.sign > 0;
        }
        const double mean = sum / kSeeds, variance = (square - sum * mean) / (kSeeds - 1);
        const double error = std::sqrt(std::max(0.0, variance) / kSeeds);
        CAPTURE(row.what, row.measure, row.setting, mean, error);
        CHECK(agree == static_cast<int>(kSeeds));
        CHECK(mean * row.sign > kFarFromZero * error);
    }
}

}  // namespace

TEST_CASE("Signs: levers", "[signs][slow]") { check(kLevers); }
TEST_CASE("Signs: return, influence and contact", "[signs][slow]") { check(kReturnAndContact); }
TEST_CASE("Signs: arrows between states", "[signs][slow]") { check(kArrows); }
TEST_CASE("Signs: policing and disorder", "[signs][slow]") { check(kPolicing); }
TEST_CASE("Signs: engagement, hostility and turnover", "[signs][slow]") { check(kEngagementAndHostility); }
TEST_CASE("Signs: news and pressures", "[signs][slow][nightly]") { check(kNews); }
TEST_CASE("Signs: the prevention programme", "[signs][slow]") { check(kProgramme); }
TEST_CASE("Signs: support", "[signs][slow][nightly]") { check(kSupport); }
TEST_CASE("Signs: starting state and items", "[signs][slow][nightly]") { check(kStartAndItems); }

TEST_CASE("Signs: what the start makes of each state's level and slopes", "[signs][slow]") {
    for (int s = 0; s < kStates; ++s) {
        const std::string state(kStateNames[s]);
        for (const char* name : {"start_mean", "deprivation_slope", "disorder_slope", "churn_slope", "age_slope"}) {
            const std::string parameter = std::string(name) + "_" + state;
            const bool level = std::string(name) == "start_mean";
            CAPTURE(parameter);
            const double low = tests::start_of(parameter, level ? 0.45 : -0.3).of(s, name);
            const double high = tests::start_of(parameter, level ? 0.55 : 0.3).of(s, name);
            if (level) CHECK(high - low == Approx(0.1).margin(0.02));  // tenure is clipped a little
            // The logit moves by 0.6 a standard score (or age band), the state by a fifth of that: its covariance with
            // the score, whose variance is 1 (age bands: 1.5 to 3), by about 0.13.
            else
                CHECK(high - low > 0.08);
        }
    }
}

TEST_CASE("Signs: every parameter with a prior has a row, or a reason why not", "[signs]") {
    for (const ParameterInfo& info : parameter_table()) {
        if (info.prior == Prior::kFixed || info.array != nullptr)
            continue;  // levels and slopes have a test of their own
        bool found = kWithoutRow.contains(info.name);
        for (const auto* rows : {&kReturnAndContact, &kArrows, &kPolicing, &kEngagementAndHostility, &kNews,
                                 &kProgramme, &kSupport, &kStartAndItems})
            found |= std::any_of(rows->begin(), rows->end(), [&](const Row& row) { return row.what == info.name; });
        INFO(info.name);
        CHECK(found);
    }
    const auto is_pulled = [](const std::string& what) {
        return std::any_of(kLevers.begin(), kLevers.end(), [&](const Row& row) { return row.what == what; });
    };
    for (const LeverInfo& info : lever_table()) {
        if (info.kind == LeverKind::kMonitoring) continue;  // changes nobody: monitoring_test.cpp
        INFO(info.name);
        CHECK(is_pulled(std::string(info.name)));
        for (std::size_t k = 1; k < info.fields.size(); ++k) CHECK(is_pulled(tests::field_name(info.fields[k])));
    }
}
