// A year in which every lever is pulled, every kind of event comes, a rule turns and confidence falls from outside:
// what machines must agree on beyond the shipped scenarios. Text, since some of the machines have no files.
#pragma once

#include <string_view>

namespace concord::tests {

inline constexpr std::string_view kEverything = R"(format = 1
name = "Everything"
purpose = "Do all levers, events and rules together come to the same bits everywhere?"
extends = "status_quo_2016"
years = 1

[baseline]
confidence_decline = { points = 11, weeks = 468, source = "S20;S21" }

[[lever]]
kind = "community_engagement"
districts = "all"
seats_per_1000_a_year = 40
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "seat", price_year = 2024, source = "x" }

[[lever]]
kind = "bridging_programmes"
districts = "all"
places_per_1000_young_a_year = 60
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "place", price_year = 2024, source = "x" }

[[lever]]
kind = "esol_circles"
districts = "all"
places_per_1000_a_year = 20
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "learner", price_year = 2024, source = "x" }

[[lever]]
kind = "neighbourhood_policing"
districts = "all"
patrol_hours_per_1000_a_week = 5
from = 2016-04-04
ramp = "8 weeks"
rule = { indicator = "feel_safe", below = "99%", reports = 1, by = "district" }
unit_cost = { gbp = 1, per = "patrol hour", price_year = 2024, source = "x" }

[[lever]]
kind = "procedural_justice_training"
districts = "all"
share_of_officers_trained = 0.5
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "officer trained", price_year = 2024, source = "x" }

[[lever]]
kind = "stop_and_search"
districts = "all"
multiple_of_baseline = 3
posture = { fair_share = -0.1, service_satisfaction = -0.05 }
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "stop", price_year = 2024, source = "x" }

[[lever]]
kind = "enforcement_led_prevention"
districts = "all"
share_fronted_by_police = 0.9
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "prevention contact fronted by police", price_year = 2024, source = "x" }

[[lever]]
kind = "open_communication"
districts = "all"
reach = 0.8
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "resident within reach for a year", price_year = 2024, source = "x" }

[[lever]]
kind = "early_support"
districts = "all"
places_per_100000 = 100
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "supported place for a year", price_year = 2024, source = "x" }

[[lever]]
kind = "frontline_training"
districts = "all"
share_of_staff_trained = 0.7
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "member of staff trained", price_year = 2024, source = "x" }

[[lever]]
kind = "counter_hate"
districts = "all"
reach = 0.6
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "1,000 residents within reach for a year", price_year = 2024, source = "x" }

[[lever]]
kind = "venue_due_diligence"
districts = "all"
share_of_venues = 0.7
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "venue covered for a year", price_year = 2024, source = "x" }

[[lever]]
kind = "partnership_forum"
districts = "all"
members = ["further_higher", "nhs", "police", "councils", "vcfse"]
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "forum for all of Greater Manchester and a year", price_year = 2024, source = "x" }

[[lever]]
kind = "monitoring"
districts = "all"
regime = "community_panel"
from = 2016-04-04
ramp = "8 weeks"
unit_cost = { gbp = 1, per = "interview, police report, or panel member and year", price_year = 2024, source = "x" }

[[event]]
kind = "attack"
district = "Manchester"
date = 2016-06-20
source = "assumption"

[[event]]
kind = "lone_attack"
district = "Bolton"
date = 2016-07-18
source = "assumption"

[[event]]
kind = "vote"
date = 2016-06-23
source = "assumption"

[[event]]
kind = "online_hostility"
from = 2016-05-02
until = 2016-08-01
source = "assumption"

[[event]]
kind = "online_grooming"
from = 2016-05-02
until = 2016-12-05
source = "assumption"

[[event]]
kind = "travel_pressure"
from = 2016-05-02
until = 2016-12-05
source = "assumption"

[[event]]
kind = "extremist_meeting"
district = "Oldham"
date = 2016-09-05
source = "assumption"

[[event]]
kind = "solidarity"
date = 2016-06-27
source = "assumption"
)";

}  // namespace concord::tests
