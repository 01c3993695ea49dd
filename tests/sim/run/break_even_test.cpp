// Break-even shares: each rule's side is the sign of what the engine expects of an event, at the defaults and anywhere
// in the priors; training and scale count as in a run; and the share of draws is counted from the draws.
#include "sim/run/break_even.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "sim/ground/maths.h"
#include "sim/processes/contact.h"
#include "sim/processes/policing.h"

using namespace concord::sim;

namespace {

std::map<std::string, BreakEven> rules_of(const Parameters& p) {
    std::map<std::string, BreakEven> rules;
    for (const BreakEven& rule : break_even_rules(p)) rules.emplace(rule.rule, rule);
    return rules;
}

Vector means_of(const Parameters& p) {
    Vector x;
    for (int s = 0; s < kStates; ++s) x[s] = static_cast<float>(p.start_mean[static_cast<std::size_t>(s)]);
    return x;
}

// What the engine expects of one event, of what a good one brings.
std::map<std::string, double> expected_by_the_engine(const Parameters& p) {
    const Vector x = means_of(p);
    const auto of_police = [&](double expected, double good) { return expected / good; };
    const auto constants = ContactConstants::of(p);
    const double fair = p.patrol_fair;
    const auto patrol = [&](double thinned) {
        const double good = static_cast<double>(policing::patrol_effect(p, x, true)[kPoliceTrust]),
                     bad = static_cast<double>(policing::patrol_effect(p, x, false)[kPoliceTrust]);
        return (fair * good * thinned + (1 - fair) * bad) / (good * thinned);
    };
    const double undiluted = maths::pow(100, -p.dilution);  // everybody, of a hundredth that dilutes nothing
    const auto stop = [&](double share) {
        return of_police(static_cast<double>(policing::expected_stop_effect(p, x, share, 1)[kPoliceTrust]),
                         static_cast<double>(policing::stop_effect(p, x, true, 1)[kPoliceTrust]));
    };
    return {
        {"everyday talk across backgrounds -> openness (at the means)",
         static_cast<double>(constants.expected(constants.positive(constants.reader(x), x[kOpenness])))},
        {"structured meeting -> openness (at the means)",
         static_cast<double>(constants.expected(constants.positive_structured(x, x[kOpenness])))},
        {"talk with a neighbour of the same mind -> neighbour_trust",
         static_cast<double>(constants.expected(constants.positive_neighbour(0.0f)))},
        {"stop -> police_trust", stop(p.fair_share)},
        {"service contact -> police_trust",
         of_police(static_cast<double>(policing::expected_service_effect(p, x, 1)[kPoliceTrust]),
                   static_cast<double>(policing::service_effect(p, x, true, 1)[kPoliceTrust]))},
        {"patrol contact of a pilot -> police_trust and safety", patrol(1)},
        {"patrol contact all over Greater Manchester -> police_trust and safety", patrol(undiluted)},
    };
}

}  // namespace

TEST_CASE("What a rule nets is what the engine expects of an event, wherever the parameters lie") {
    for (std::uint32_t draw = 0; draw <= 50; ++draw) {
        const Parameters p = draw == 0 ? default_parameters() : draw_from_priors(5, draw);
        auto rules = rules_of(p);
        for (const auto& [rule, expected] : expected_by_the_engine(p)) {
            INFO(fmt::format("{}, draw {}", rule, draw));
            REQUIRE(rules.contains(rule));
            CHECK(rules.at(rule).net() == Approx(expected).margin(2e-5));
            CHECK((rules.at(rule).share > rules.at(rule).cancels_at()) == (rules.at(rule).net() > 0));
        }
    }
}

TEST_CASE("An unfair patrol weighs as a service contact that does not satisfy, and more where scale thins fair ones") {
    const Parameters p = default_parameters();
    auto rules = rules_of(p);
    const BreakEven& pilot = rules.at("patrol contact of a pilot -> police_trust and safety");
    CHECK(pilot.weight == p.service_negative_weight);
    CHECK(pilot.share == Approx(p.patrol_fair));
    CHECK(pilot.cancels_at() == Approx(0.6));
    CHECK(rules.at("patrol contact all over Greater Manchester -> police_trust and safety").weight ==
          Approx(p.service_negative_weight * maths::pow(100, p.dilution)));
}

TEST_CASE("Trained officers' fair share is that of practice once it has levelled off") {
    Parameters p = default_parameters();
    const auto share = [&](const char* who) {
        return rules_of(p).at(fmt::format("stop -> police_trust, {}", who)).share;
    };
    const double stays = p.train_rate / (p.train_rate + p.practice_fade / 52);
    CHECK(share("every officer of a pilot trained") == Approx(p.fair_share + p.training_gain * stays));
    CHECK(share("every officer of Greater Manchester trained") ==
          Approx(p.fair_share + p.training_gain * stays * maths::pow(100, -p.dilution)));
    // What was there is unlearnt, half of the way to perfect practice by default: more than there was.
    const double unlearnt = std::min(p.practice_start, p.backfire_size * (1 - p.practice_start));
    CHECK(unlearnt == p.practice_start);
    CHECK(share("training of a pilot backfires") ==
          Approx(p.fair_share - p.training_gain * stays * unlearnt / (1 - p.practice_start)));
    CHECK(share("training of a pilot backfires") == Approx(0.491).margin(0.001));
    p.backfire_size = 0;
    CHECK(share("training of a pilot backfires") == Approx(p.fair_share));
}

TEST_CASE("The share of draws that raise a state is counted draw by draw") {
    constexpr std::uint32_t kSeed = 3, kDraws = 400;
    const std::vector<double> raising = share_of_draws_raising(kSeed, kDraws);
    const std::vector<BreakEven> rules = break_even_rules(default_parameters());
    REQUIRE(raising.size() == rules.size());
    double stops = 0, service = 0;
    for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
        const Parameters p = draw_from_priors(kSeed, draw);
        stops += p.fair_share > p.unfair_weight / (1 + p.unfair_weight);
        service += p.service_satisfied > p.service_negative_weight / (1 + p.service_negative_weight);
    }
    for (std::size_t k = 0; k < rules.size(); ++k) {
        INFO(rules[k].rule);
        CHECK((raising[k] >= 0 && raising[k] <= 1));
        if (rules[k].rule == "stop -> police_trust") CHECK(raising[k] == Approx(stops / kDraws));
        if (rules[k].rule == "service contact -> police_trust") CHECK(raising[k] == Approx(service / kDraws));
    }
    CHECK(stops > 0);
    CHECK(service < kDraws);
    CHECK_THROWS_AS(share_of_draws_raising(kSeed, 0), std::invalid_argument);
}
