// What may be said of a difference: the five verdicts in words, each sentence from its numbers, people beside points.
#include "viz/explorer/figures/findings.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/session.h"
#include "viz/explorer/figures/results.h"

using namespace concord;
using namespace concord::explorer;
using Catch::Matchers::Contains;

namespace {

// Of a share of adults, 20,000 a point, where half a point matters.
Finding finding(double difference, double low, double high, bool modelled = true, int come = kMembers) {
    Finding made{sim::kOutcomeInfluence, difference, {come, low, high, low <= 0 && high >= 0, come}, 0.5, {}, 20000};
    if (come == kMembers || !modelled) made.verdict = sim::verdict_of(low, high, 1, 0.5, modelled);
    return made;
}

}  // namespace

TEST_CASE("A gain and a harm are told with their size, range and people", "[findings]") {
    CHECK(finding_words(finding(1.2, 0.7, 2.1)) ==
          "A gain in all 8 further runs: +1.20 points (+0.70 to +2.10), about 24,000 more adults (14,000 to 42,000)");
    CHECK(finding_words(finding(-1.2, -2.1, -0.7)) ==
          "A harm in all 8 further runs: −1.20 points (−2.10 to −0.70), about 24,000 fewer adults (14,000 to 42,000)");
}

TEST_CASE("What is smaller than matters is told as that, with no size and no people", "[findings]") {
    const Finding small = finding(0.2, 0.1, 0.3);
    CHECK(finding_words(small) == "No change that matters: less than 0.5 points either way (+0.10 to +0.30)");
    CHECK(people_words(small).empty());
}

TEST_CASE("What cannot be said is told as that: either way, or in one direction", "[findings]") {
    CHECK(people_words(finding(0.4, -0.2, 0.9)).empty());
    CHECK(verdict_words(finding(0.4, -0.2, 0.9)) == "cannot say: could be either way");
    CHECK(verdict_words(finding(0.6, 0.2, 0.9)) == "cannot say: up in all 8, but perhaps too little to matter");
    CHECK(verdict_words(finding(-0.6, -0.9, -0.2)) == "cannot say: down in all 8, but perhaps too little to matter");
    const double nan = std::nan("");
    CHECK(finding_words(finding(nan, nan, nan)) == "Cannot say: too few to show");
}

TEST_CASE("Where nothing leads there, and while runs are still to come, no verdict and no number is made up",
          "[findings]") {
    const std::string words = finding_words(finding(0.006, 0.006, 0.007, false));
    CHECK_THAT(words, Contains("Not modelled: nothing in the model leads here") && !Contains("0.0"));
    CHECK(verdict_words(finding(1, 0.9, 1.1, true, 3)) == "3 of 8 further runs so far");
}

TEST_CASE("Findings of a session rest on what differs between the two scenarios, and count its adults", "[findings]") {
    tests::Session session;
    session.play("open status_quo_today; fork Other; lever community_engagement 100; show_week 40");
    const auto of = [&](int outcome, int district) {
        return *finding_of(session.explorer, 1, 0, 40, district, outcome);
    };
    const Finding heard = of(sim::kOutcomeInfluence, -1);
    CHECK(heard.verdict == sim::verdict_of(heard.spread.low, heard.spread.high, 1, 0.5, true));
    double adults = 0, in_first = 0;
    for (std::size_t n = 0; n < session.explorer.adults().size(); ++n) {
        adults += session.explorer.adults()[n];
        if (session.explorer.geography().neighbourhoods[n].district == 0) in_first += session.explorer.adults()[n];
    }
    CHECK(heard.people == Approx(adults / 100));
    CHECK(of(sim::kOutcomeInfluence, 0).people == Approx(in_first / 100));
    const double deprived = of(sim::kOutcomeGetOnWellMostDeprived, -1).people;
    CHECK((deprived > 0.1 * adults / 100 && deprived < 0.3 * adults / 100));
    CHECK(of(sim::kOutcomeHateIncidents, -1).people == Approx(session.explorer.geography().total_residents() / 1000.0));
    CHECK(of(sim::kOutcomeCohesionIndex, -1).people == 0);
    CHECK(of(sim::kOutcomeHateIncidents, -1).smallest ==
          Approx(0.05 * outcome_of(*session.explorer.measures(0, 40), -1, sim::kOutcomeHateIncidents)));
    CHECK_FALSE(finding_of(session.explorer, 1, 0, 400, -1, sim::kOutcomeInfluence));  // not there yet
    session.play("fork Same; show_week 41");  // from Other: nothing differs, so nothing is found
    for (int outcome = 0; outcome < sim::kOutcomes; ++outcome)
        CHECK(finding_of(session.explorer, 2, 1, 41, -1, outcome)->verdict == sim::Verdict::kNotModelled);
}
