#include "sim/run/break_even.h"

#include <stdexcept>

#include "sim/processes/contact.h"
#include "sim/processes/delivery.h"
#include "sim/processes/policing.h"
#include "sim/processes/practice.h"

namespace concord::sim {
namespace {

constexpr double kEverybody = 1;  // reached, of Greater Manchester's residents

// Good talks, at the mean states of the start.
struct GoodTalks {
    double everyday, structured, neighbours;
};
GoodTalks good_talks(const Parameters& p) {
    const ContactConstants constants = ContactConstants::of(p);
    Vector means = Vector::Zero();
    for (int s = 0; s < kStates; ++s) means[s] = static_cast<float>(p.start_mean[static_cast<std::size_t>(s)]);
    return {static_cast<double>(constants.positive(constants.reader(means), means[kOpenness])),
            static_cast<double>(constants.positive_structured(means, means[kOpenness])),
            static_cast<double>(constants.positive_neighbour(0.0f))};
}

// Of a place whose officers have come so far from the start's practice to perfect practice.
policing::Shares fair_where(const Parameters& p, double skill) {
    LeverWeek no_posture;
    no_posture.fair_share_change = no_posture.satisfaction_change = {0.0f};
    return policing::shares(p, no_posture, skill, 0);
}

}  // namespace

std::vector<BreakEven> break_even_rules(const Parameters& p) {
    const GoodTalks good = good_talks(p);
    const auto today = fair_where(p, 0);
    const auto fair_once_trained = [&](double comes_about) {
        return static_cast<double>(fair_where(p, practice::levels_off(p, p.practice_start, comes_about)).fair);
    };
    const double undiluted = delivery::dilution(p, kEverybody);
    const double bad_talk = p.contact_negative_weight, bad_service = p.service_negative_weight;
    return {
        {"everyday talk across backgrounds -> openness (at the means)", bad_talk, good.everyday},
        {"structured meeting -> openness (at the means)", bad_talk, good.structured},
        {"talk with a neighbour of the same mind -> neighbour_trust", bad_talk, good.neighbours},
        {"stop -> police_trust", p.unfair_weight, static_cast<double>(today.fair)},
        {"stop -> police_trust, every officer of a pilot trained", p.unfair_weight, fair_once_trained(1)},
        {"stop -> police_trust, every officer of Greater Manchester trained", p.unfair_weight,
         fair_once_trained(undiluted)},
        {"stop -> police_trust, training of a pilot backfires", p.unfair_weight, fair_once_trained(-p.backfire_size)},
        {"service contact -> police_trust", bad_service, static_cast<double>(today.satisfied)},
        {"patrol contact of a pilot -> police_trust and safety", bad_service, static_cast<double>(today.patrol_fair)},
        // What a fair contact gives is thinned by scale, what an unfair one takes is not.
        {"patrol contact all over Greater Manchester -> police_trust and safety", bad_service / undiluted,
         static_cast<double>(today.patrol_fair)},
    };
}

std::vector<double> share_of_draws_raising(std::uint32_t seed, std::uint32_t draws) {
    if (draws < 1) throw std::invalid_argument("at least one draw");
    std::vector<double> raising;
    for (std::uint32_t draw = 0; draw < draws; ++draw) {
        const std::vector<BreakEven> rules = break_even_rules(draw_from_priors(seed, draw));
        raising.resize(rules.size());
        for (std::size_t k = 0; k < rules.size(); ++k) raising[k] += rules[k].net() > 0;
    }
    for (double& share : raising) share /= draws;
    return raising;
}

}  // namespace concord::sim
