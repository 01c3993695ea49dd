// What any process may read: the world, the parameters, the baseline, and what follows from these alone. A process's
// own constants of a run are in its own Start, what it changes in its own State.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/ground/vector.h"
#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"
#include "sim/world/friendships.h"
#include "sim/world/world.h"

namespace concord::sim {

enum class Kernel { kAssimilation, kRepulsion, kBoundedConfidence, kTopHat };  // of influence, section 4.2

struct RunOptions {
    std::uint32_t seed = 1;  // of the run: starting state, talks, events
    Kernel kernel = Kernel::kAssimilation;
    bool balance = true;               // off: set-points are the observed levels themselves (section 3.5)
    bool confine_to_district = false;  // test worlds: online talk stays inside the resident's district
};

// Return and influence rates a week (4.1): rho = (1 - w) phi, lambda = w phi / T.
struct Rates {
    Vector fade;        // phi
    Vector back, talk;  // rho, lambda
    double talks = 0;   // T, mean talks a week of a resident aged 10+
};

struct Context {
    const World* world = nullptr;
    Parameters parameters{};
    Baseline baseline;
    RunOptions options;
    FriendshipParameters friendship;
    Rates rates;
    // Ethnic groups in order of their lowest-numbered talker: sums over groups are taken in this order, so that not
    // even a last bit depends on how the groups are labelled (section 9).
    std::array<std::size_t, kEthnicGroups> group_order{};
    struct Place {
        int area, district;
    };
    std::vector<Place> place;  // [N] as the geography has them, side by side: every week asks for all of them

    std::uint32_t begin(int n) const { return world->neighbourhood_begin[n]; }
    int area_of(int n) const { return place[n].area; }
    int district_of(int n) const { return place[n].district; }
    // Rates are per resident of any age; those under ten meet nobody, so the others meet their share (decision 0002).
    double residents_per_talker() const { return static_cast<double>(world->residents()) / world->talkers(); }
};

// `world` must outlive the context.
Context make_context(const World& world, const Parameters& parameters, const Baseline& baseline,
                     const RunOptions& options);

// What befalls residents in a week that whoever talks with them hears of: expected numbers, of one or of several.
struct Heard {
    double stops = 0, service = 0, victims = 0, wronged = 0;
    void add(double times, const Heard& more) {
        stops += times * more.stops;
        service += times * more.service;
        victims += times * more.victims;
        wronged += times * more.wronged;
    }
};

// What a resident's week is expected to hold, met at the observed levels: the balance (3.5) sums over it what each
// process expects of it.
struct ExpectedWeek {
    VectorDouble influence = VectorDouble::Zero();  // sum over talks of pull
    double contact = 0;          // sum over talks across backgrounds, those with friends left out, of q - omega (1 - q)
    double contact_friends = 0;  // the same of talks with friends
    Heard heard;                 // of face-to-face partners
    float neighbour_distance = 0;  // mean distance of states to a neighbour in a talk
};

// Standard scores over residents: (x - mean) / sd, both weighted by `weight`.
std::vector<double> standard_scores(const std::vector<double>& x, const std::vector<double>& weight);

}  // namespace concord::sim
