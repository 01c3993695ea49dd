#include "tests/scenarios/validate/hand_world.h"

#include <algorithm>
#include <string>

#include "tests/support/runs.h"

namespace concord::tests {
namespace {

constexpr int kFor = 1000;  // residents of the table for each person

void add_household(sim::World& world, const Household& household) {
    for (std::size_t k = 0; k < household.size(); ++k) {
        world.age_band.push_back(household[k].age);
        world.ethnic_group.push_back(household[k].group);
        world.household_position.push_back(static_cast<std::uint8_t>(k));
        world.household_talkers.push_back(static_cast<std::uint8_t>(household.size()));
        world.venue.push_back(sim::kNone);
        world.venue_others.push_back(0);
    }
}

// Where each ethnic group begins among the members, sorted by it.
template <class Number>
std::array<Number, sim::kEthnicGroups + 1> groups_of(const std::vector<std::uint8_t>& members) {
    std::array<Number, sim::kEthnicGroups + 1> begin{};
    for (std::size_t g = 0; g < sim::kEthnicGroups; ++g)
        begin[g + 1] = static_cast<Number>(begin[g] + std::count(members.begin(), members.end(), g));
    return begin;
}

}  // namespace

sim::World hand_world(const std::vector<Place>& places) {
    sim::World world;
    world.scale = kFor;
    world.neighbourhood_begin.push_back(0);
    world.neighbourhood_child_begin.assign(places.size() + 1, 0);
    for (std::size_t n = 0; n < places.size(); ++n) {
        const std::string number = std::to_string(n);
        const auto begin = world.talkers();
        for (const Household& household : places[n]) add_household(world, household);
        sim::Neighbourhood place;
        place.code = "E0100000" + number;
        place.area = place.ward = place.district = static_cast<int>(n);
        place.residents = static_cast<int>(world.talkers() - begin) * kFor;
        for (auto i = begin; i < world.talkers(); ++i) {
            place.ethnic_group[world.ethnic_group[i]] += kFor;
            place.age[std::max(0, world.age_band[i] - 1)] += kFor;
        }
        world.group_begin.push_back(
            groups_of<std::uint16_t>({world.ethnic_group.begin() + begin, world.ethnic_group.end()}));
        world.neighbourhood_begin.push_back(world.talkers());
        world.geography.districts.push_back({"E0800000" + number, "District " + number, 0, 0});
        world.geography.areas.push_back({"E0200000" + number, "Area " + number, static_cast<int>(n), {}, 0, 0});
        world.geography.neighbourhoods.push_back(place);
    }
    return world;
}

void send_to_venue(sim::World& world, const std::vector<std::uint32_t>& members) {
    std::vector<std::uint8_t> groups;
    for (const auto i : members) {
        world.venue[i] = static_cast<std::uint32_t>(world.venue_group_begin.size());
        world.venue_others[i] = static_cast<std::uint32_t>(members.size() - 1);
        groups.push_back(world.ethnic_group[i]);
    }
    world.venue_group_begin.push_back(groups_of<std::uint32_t>(groups));
}

sim::Parameters still_parameters() {
    sim::Parameters p = only_influence();
    for (auto* slopes : {&p.deprivation_slope, &p.disorder_slope, &p.churn_slope, &p.age_slope}) slopes->fill(0);
    for (double* off : {&p.influence_share, &p.influence_share_slow, &p.resident_sd, &p.neighbourhood_sd,
                        &p.openness_neighbourhood_sd, &p.area_sd, &p.resident_correlation, &p.contact_openness,
                        &p.contact_openness_structured, &p.contact_safety, &p.vicarious, &p.dilution, &p.seat_friend,
                        &p.disorder_return, &p.hostility_protection, &p.lasting, &p.disorder_patrol,
                        &p.disorder_stop_elasticity, &p.training_gain})
        *off = 0;
    return p;
}

}  // namespace concord::tests
