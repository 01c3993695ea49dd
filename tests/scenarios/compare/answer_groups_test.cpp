// What the answer says beyond its cells: people, costs, places reached, those who took part, options with one another.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/dose.h"
#include "scenarios/compare/pairs.h"
#include "scenarios/files/text.h"
#include "tests/scenarios/compare/made_comparison.h"

namespace concord::scenarios {

using Catch::Matchers::Contains;

TEST_CASE("Differences are told as people, of gains and harms alone", "[answer]") {
    const MadeComparison made(five_options(), 10);
    const Comparison& c = made.comparison;
    const sim::MeasureInfo& safe = sim::kOutcomeTable[sim::kOutcomeFeelSafe];
    const Difference& gain = c.difference(1, 0, sim::kOutcomeFeelSafe);
    CHECK(gain.people == Approx(gain.mean / 100 * 100000));
    CHECK(people_words(gain, safe) == "about 800 more adults feel safe in their local area");
    CHECK_THAT(people_words(c.difference(4, 0, sim::kOutcomeFeelSafe), safe), Contains("fewer adults feel safe"));
    for (const int s : {2, 3, 5}) CHECK(people_words(c.difference(s, 0, sim::kOutcomeFeelSafe), safe).empty());
    const Difference& incidents = c.difference(4, 0, sim::kOutcomeHateIncidents);
    CHECK(incidents.people == Approx(incidents.mean / 1000 * made.world.geography.total_residents()));
    CHECK(about(1449) == "1,400");
    CHECK(about(2949) == "2,900");
    CHECK(about(26400) == "26,000");
    CHECK(about(-87) == "87");
    CHECK(about(0.4) == "fewer than 1");
}

TEST_CASE("In people: an option's first gain and then its first harm, the others counted", "[answer]") {
    const auto both = [](int r, int o) {
        const bool gain = o == sim::kOutcomeBelong || o == sim::kOutcomeFeelSafe;
        const bool harm = o == sim::kOutcomeTrustNeighbours || o == sim::kOutcomePoliceConfidence;
        return (gain ? 0.8 : harm ? -1.5 : 0.1) + (r % 2 == 0 ? 0.01 : -0.01);
    };
    const auto belonging = [](int r, int o) {
        return o == sim::kOutcomeBelong ? 2 + (r % 2 == 0 ? 0.01 : -0.01) : 0.1;
    };
    const MadeComparison made({{"Both", both}, {"Neither", around(0.1, 0.01)}, {"Belonging", belonging}}, 10);
    const Comparison& c = made.comparison;
    const auto words = [&](int o) { return people_words(c.difference(1, 0, o), sim::kOutcomeTable[o]); };
    const auto meaning = [&](int o) { return people_meaning(c.difference(1, 0, o), sim::kOutcomeTable[o]); };
    const std::string expected = "In people, over Greater Manchester: about 800 (A) and 2,000 (C) " +
                                 meaning(sim::kOutcomeBelong) + "; about 1,500 (A) " +
                                 meaning(sim::kOutcomeTrustNeighbours) + "; further outcomes in the CSV. ";
    CHECK_THAT(words(sim::kOutcomeBelong), Contains("about 800 more adults"));
    CHECK_THAT(words(sim::kOutcomeTrustNeighbours), Contains("about 1,500 fewer adults"));
    CHECK_THAT(replaced(comparison_table(c), "\n", " "), Contains(expected));
}

TEST_CASE("A point of a gain has a price; of all else it is said what it would take", "[answer]") {
    const MadeComparison made(five_options(), 10);
    const Comparison& c = made.comparison;
    const sim::MeasureInfo& well = sim::kOutcomeTable[0];
    const sim::SmallestDifference half{.size = 0.5};
    const auto says = [&](int s) { return price_words(c.difference(s, 0, 0), half, well); };
    CHECK_THAT(says(1), Contains("£1.25m a point") || Contains("£1.24m a point") || Contains("£1.26m a point"));
    CHECK(says(2) == "cannot say what it would take");
    CHECK(says(4) == "harm");
    CHECK(says(5) == "not modelled");
    const Difference& small = c.difference(3, 0, 0);  // 0.1 points, surely, of the 0.5 that matter
    const double times = 0.5 / small.mean;            // a pilot's reach, beyond which nothing is diluted
    CHECK(small.multiple == Approx(times));
    const double for_gain = 0.5 / small.interval.low;
    CHECK(small.multiple_for_gain == Approx(for_gain));
    CHECK(says(3) ==
          fmt::format("0.5 points more: about {:.1f} times the programme on average, {:.1f} times for a gain", times,
                      for_gain));
    for (int s = 1; s <= 5; ++s)
        for (int o = 0; o < sim::kOutcomes; ++o)
            if (c.difference(s, 0, o).verdict != sim::Verdict::kGain)
                CHECK(std::isnan(c.difference(s, 0, o).cost_per_point));
    const MadeComparison tiny({{"Tiny", around(0.02, 0.001)}}, 10);
    CHECK(tiny.comparison.difference(1, 0, 0).multiple == kOutOfReach);
    CHECK(price_words(tiny.comparison.difference(1, 0, 0), half, well) ==
          "0.5 points more: out of reach, beyond 10 times the programme");
}

TEST_CASE("Options with the same price stand together, harms in none, and where a gain would take least follows",
          "[answer]") {
    const auto nearly = [](int r, int o) { return (o == sim::kOutcomeFeelSafe ? 0.3 : 0.01) + 0.0005 * (r % 2); };
    const MadeComparison made(
        {{"One", nearly}, {"Other", nearly}, {"Harm", around(-2, 0.01)}, {"Gain", around(2, 0.01)}}, 10);
    const Comparison& c = made.comparison;
    const std::string table = comparison_table(c);
    const std::string block = replaced(table.substr(table.find("cost of a point of a gain")), "\n", " ");
    CHECK_THAT(block, Contains(" (estimated without runs): A and B 0.5 points more: out of reach, beyond 10 times the "
                               "programme; D £"));
    CHECK_THAT(block, !Contains("; C "));
    // 0.5 over 0.30025 and a little more, few enough being reached for nothing to be diluted; at once where it is 0.5.
    CHECK_THAT(
        block,
        Contains(
            "Nearest over Greater Manchester, in times the programme: A in feeling "
            "safe (1.7 times on average, 1.7 for a gain); B in feeling safe (1.7 times on average, 1.7 for a gain). "));
    const MadeComparison wide(
        {{"Half", [](int r, int o) { return o == sim::kOutcomeFeelSafe ? 0.55 + 0.1 * (r % 2) : 0; }},
         {"Hardly", [](int r, int o) { return o == sim::kOutcomeFeelSafe ? 0.2 + 0.037 * (r % 10) - 0.166 : 0; }}},
        10, ParameterDraws::kPrior);
    const Difference &half = wide.comparison.difference(1, 0, sim::kOutcomeFeelSafe),
                     &hardly = wide.comparison.difference(2, 0, sim::kOutcomeFeelSafe);
    CHECK(half.verdict == sim::Verdict::kGain);
    CHECK(hardly.multiple_for_gain == kOutOfReach);
    CHECK_THAT(
        replaced(comparison_table(wide.comparison), "\n", " "),
        Contains(fmt::format("in times the programme: B in feeling safe ({:.1f} times on average, beyond 10 for a "
                             "gain). ",
                             hardly.multiple)));
}

TEST_CASE("What matters is what was declared, and moves the verdicts", "[answer]") {
    std::vector<sim::SmallestDifference> matters(sim::kOutcomes, {.size = 0.5});
    matters[0].size = 1;
    const MadeComparison made({{"Small", around(0.8, 0.05)}}, 10, ParameterDraws::kDefaults, matters);
    CHECK(made.comparison.difference(1, 0, 0).verdict == sim::Verdict::kNoChangeThatMatters);
    CHECK(made.comparison.difference(1, 0, 1).verdict == sim::Verdict::kGain);
    CHECK_THAT(replaced(comparison_table(made.comparison), "\n", " "), Contains("; of people get on well 1 points;"));
    CHECK_THAT(comparison_csv(made.comparison), Contains(",no change that matters,1,"));
}

TEST_CASE("Places reached are those of the lever, weighed by adults", "[answer]") {
    const MadeComparison made(five_options(), 10);
    const Comparison& c = made.comparison;
    double reached = 0;
    for (const auto& n : made.world.geography.neighbourhoods) reached += n.district == 0 ? n.residents : 0;
    CHECK(c.residents_reached.at(1) == reached);
    CHECK(c.residents_reached.at(5) == 0);  // no lever
    CHECK(c.in_places(1, 0).mean == Approx(c.difference(1, 0, 0).mean).margin(0.01));
    CHECK(c.in_places(1, 0).verdict == sim::Verdict::kGain);
    CHECK(std::isnan(c.in_places(5, 0).mean));
    const std::string line = line_of(comparison_table(c), "Places reached", "  People get on well");
    CHECK(line.substr(41).starts_with("gain +0.8"));  // below its option's letter
    CHECK(line_of(comparison_table(c), "Places reached", "Places reached").substr(41).starts_with("A "));
    CHECK(trimmed(line).ends_with("-"));
}

TEST_CASE("Intervals of who took part and of places reached are those of the pairs, or of the draws", "[answer]") {
    for (const ParameterDraws draws : {ParameterDraws::kDefaults, ParameterDraws::kPrior}) {
        const MadeComparison made({{"Unsure", around(0.5, 0.4)}}, 10, draws);
        const Comparison& c = made.comparison;
        const auto check = [&](const Difference& d, double times) {
            std::vector<double> values;
            for (int r = 0; r < 10; ++r) values.push_back(times * around(0.5, 0.4)(r, 0));
            const Interval interval =
                draws == ParameterDraws::kPrior ? percentile_interval(values) : mean_interval(moments_of(values));
            CHECK(d.interval.low == Approx(interval.low).margin(1e-4));
            CHECK(d.interval.high == Approx(interval.high).margin(1e-4));
        };
        check(c.among_participants(1, 0), 10);
        check(c.in_places(1, 0), 1);
        check(c.difference(1, 0, 0), 1);
    }
}

TEST_CASE("Where the places reached are all, what is said of Greater Manchester is said of them", "[answer]") {
    const MadeComparison made({{"Everywhere", around(0.8, 0.05)}}, 10);
    Plan plan = made.comparison.plan;
    CHECK(made.comparison.in_places(1, 0).baseline == Approx(made.comparison.difference(1, 0, 0).baseline + 5));
    plan.places_reached[1].clear();
    for (int n = 0; n < made.world.neighbourhoods(); ++n) plan.places_reached[1].push_back(n);
    const Comparison c = fold(made.scratch.path, plan, 10, made.world.geography);
    CHECK(c.residents_reached[1] == c.residents);
    for (std::size_t k = 0; k < sim::kPlaceOutcomes.size(); ++k) {
        const Difference &there = c.in_places(1, k), &gm = c.difference(1, 0, sim::kPlaceOutcomes[k]);
        CHECK(there.baseline == gm.baseline);
        CHECK(there.mean == Approx(gm.mean));
        CHECK(there.verdict == gm.verdict);
    }
    const std::string same = "Places reached: all of Greater Manchester, so as there\n";
    CHECK_THAT(comparison_table(c), Contains("\n" + same) && Contains("levers at work everywhere"));
    CHECK_THAT(comparison_details(c), Contains("\n  " + same));
}

TEST_CASE("Options that differ from each other by what matters are told, though neither differs from the baseline",
          "[answer]") {
    const MadeComparison made({{"Up", around(0.4, 0.01)}, {"Down", around(-0.4, 0.01)}, {"Between", around(0.1, 0.3)}},
                              10);
    const Comparison& c = made.comparison;
    const PairOfOptions pair = pair_of(c, 1, 2, 0, 0);
    REQUIRE(pair.verdict == sim::Verdict::kGain);
    const std::string title = "Options with one another, Greater Manchester, year 1: ";
    const auto answer = [](const Comparison& of) { return replaced(comparison_table(of), "\n", " "); };
    int unsure = 0, judged = 0;
    std::size_t better = 0;
    for (const auto& [one, other] : {std::pair{1, 2}, {1, 3}, {2, 3}})
        for (int o = 0; o < sim::kOutcomes; ++o, ++judged) {
            const sim::Verdict verdict = pair_of(c, one, other, 0, o).verdict;
            unsure += verdict == sim::Verdict::kCannotSay ? 1 : 0;
            better += verdict == sim::Verdict::kGain || verdict == sim::Verdict::kHarm ? 1 : 0;
        }
    REQUIRE(unsure > 0);
    REQUIRE(better > 2);
    const int decimals = decimals_for(pair.mean, pair.interval);
    CHECK_THAT(answer(c), Contains(title + "A better than B, people get on well " + signed_number(pair.mean, decimals) +
                                   " (" + interval_words(pair.interval, decimals) + "); "));
    CHECK_THAT(answer(c),
               Contains(fmt::format("; {} further differences in the CSV; cannot say of {} of {} differences.",
                                    better - 1, unsure, judged)));
    // Of lost trust, less is better: the one that brings it down is named first, with its own sign.
    const PairOfOptions lost = pair_of(c, 2, 1, 0, sim::kOutcomePoliceTrustFell);
    CHECK(lost.verdict == sim::Verdict::kGain);
    CHECK(lost.mean < 0);
    const MadeComparison alike({{"One", around(0.1, 0.01)}, {"Other", around(0.1, 0.01)}}, 10);
    CHECK_THAT(answer(alike.comparison), Contains(title + "none better by what matters. "));
    const MadeComparison single({{"Only", around(0.8, 0.05)}}, 10);
    CHECK_THAT(answer(single.comparison), !Contains("Options with one another"));
}

TEST_CASE("About is two figures", "[answer]") {
    CHECK(about(319550) == "320,000");
    CHECK(about(115050) == "120,000");
    CHECK(about(-47.4) == "47");
    CHECK(about(3.4) == "3");
    CHECK(about(0.4) == "fewer than 1");
}

TEST_CASE("What was put into those who took part is marked, and is no finding", "[answer]") {
    const MadeComparison made(five_options(), 10);
    const Comparison& c = made.comparison;
    CHECK(c.participants.at(1) == 400);
    CHECK(c.participants.at(5) == 0);
    const std::string table = comparison_table(c);
    // Seats act on voice and belonging themselves, and reach trust in the police at second hand.
    const auto number_of = [](int outcome) {
        return static_cast<std::size_t>(std::find(sim::kPlaceOutcomes.begin(), sim::kPlaceOutcomes.end(), outcome) -
                                        sim::kPlaceOutcomes.begin());
    };
    CHECK(c.put_in(1, number_of(sim::kOutcomeInfluence)));
    CHECK_FALSE(c.put_in(1, number_of(sim::kOutcomePoliceConfidence)));
    CHECK_FALSE(c.put_in(4, number_of(sim::kOutcomeInfluence)));  // a harm was not
    const std::string block = "Those who took part, end of the run";
    const std::string adults = line_of(table, block, "  adults (took part, met, stopped)");
    CHECK_THAT(adults, Contains(" 400 "));
    CHECK(trimmed(adults).ends_with("-"));
    const std::string influence = line_of(table, block, "  Influence over decisions");
    CHECK_THAT(influence, Contains("put in +8.0") && !Contains("gain"));
    CHECK_THAT(influence, Contains("harm -15.0"));  // a harm is one, put in or not
    CHECK_THAT(line_of(table, block, "  Confidence in police"), Contains("gain +8.0") && !Contains("put in"));
    CHECK_THAT(comparison_csv(c), Contains("put in from trials: no finding"));
    CHECK(table.find(block) < table.find("Places reached, end of the run"));
    CHECK(table.find("Places reached, end of the run") < table.find("\nGreater Manchester, year 1"));
}

TEST_CASE("The answer and the CSV call the same put in, and nothing that goes the worse way unsurely", "[answer]") {
    const MadeComparison made({{"Worse perhaps", around(-2, 9)}}, 10);
    const Comparison& c = made.comparison;
    const std::string table = comparison_table(c), block = "Those who took part, end of the run";
    CHECK_THAT(line_of(table, block, "  Influence over decisions"), Contains("? worse in") && !Contains("put in"));
    CHECK_THAT(table, !Contains("put in"));
    CHECK_THAT(comparison_csv(c), !Contains("put in"));
    const MadeComparison better({{"Better perhaps", around(2, 9)}}, 10);
    CHECK_THAT(line_of(comparison_table(better.comparison), block, "  Influence over decisions"),
               Contains("put in, unsure"));
    CHECK_THAT(comparison_csv(better.comparison), Contains("put in from trials: no finding"));
}

TEST_CASE("What was put in stays so when it is small or unsure; sides are better and worse", "[answer]") {
    Difference d;
    d.mean = 0.2, d.interval = {0.1, 0.3}, d.share_same_sign = 1;
    d.verdict = sim::Verdict::kNoChangeThatMatters;
    CHECK(participant_words(d, 1, true) == "put in, small");
    CHECK(participant_words(d, 1, false) == "too small");
    d.interval = {0.1, 0.8};
    d.verdict = sim::Verdict::kCannotSay;
    CHECK(participant_words(d, 1, true) == "put in, unsure");
    CHECK(participant_words(d, 1, false) == "? better in all");
    CHECK(verdict_words(d, -1) == "? worse in all");
    d.mean = -0.2, d.share_same_sign = 0.625;
    CHECK(verdict_words(d, -1) == "? better in 63%");
    CHECK(verdict_words(d, 1) == "? worse in 63%");
    CHECK(verdict_words(d, 0) == "cannot say");  // nobody has said which way is the better one
    d.verdict = sim::Verdict::kNotModelled;
    CHECK(participant_words(d, 1, true) == "not modelled");
}

TEST_CASE("The legend says what stands in the answer, and nothing of what does not", "[answer]") {
    const auto table = [](std::vector<MadeOption> options, ParameterDraws draws) {
        return replaced(comparison_table(MadeComparison(options, 10, draws).comparison), "\n", " ");
    };
    const std::string small = table({{"Small", around(0.01, 0.001)}}, ParameterDraws::kPrior);
    CHECK_THAT(small, Contains("Too small (no change that matters): less, either way, in all 10 draws."));
    for (const char* absent : {"Gain, harm:", "?: cannot say", "Not modelled:"}) CHECK_THAT(small, !Contains(absent));
    CHECK_THAT(small, Contains("(all else: too small)"));
    const std::string gain = table({{"Large", around(5, 0.1)}}, ParameterDraws::kDefaults);
    CHECK_THAT(gain, Contains("Gain, harm: that much or more in all of the 95 % interval of the mean over 10 pairs."));
    CHECK_THAT(gain, !Contains("Too small (") && !Contains("all else"));
    const std::string unsure = table({{"Unsure", around(0.5, 2)}}, ParameterDraws::kPrior);
    CHECK_THAT(unsure, Contains("?, unsure: cannot say, as neither holds of all draws; better or worse in so many."));
}

TEST_CASE("Costs as drawn have their range beside them", "[answer]") {
    MadeComparison made({{"Option", around(0.8, 0.05)}}, 10, ParameterDraws::kPrior);
    CHECK_THAT(comparison_table(made.comparison), Contains("Option: £1.00m more; levers where"));
    for (int r = 0; r < 10; ++r) made.comparison.cost_present[static_cast<std::size_t>(10 + r)] = 1e6 * (1 + r);
    CHECK_THAT(comparison_table(made.comparison),
               Contains("Option: £5.50m more (£1.00m to £10.0m as costs are drawn);"));
}

TEST_CASE("The details have the numbers of those who took part, of places and of every unsure pair", "[answer]") {
    const MadeComparison made(five_options(), 10);
    const std::string details = comparison_details(made.comparison);
    const std::string gain = line_of(details, "  Took part, about 400 adults", "  Feeling safe");
    CHECK_THAT(gain, Contains("50.0") && Contains("+8.0") && Contains("gain") && !Contains("put in"));
    CHECK_THAT(line_of(details, "  Took part, about 400 adults", "  Influence over decisions"),
               Contains("gain (put in, no finding)"));
    CHECK_THAT(line_of(details, "  Places reached, ", "  Belonging"), Contains("55.9") && Contains("gain"));
    CHECK_THAT(details, Contains("\nLost trust in police, option against option, Greater Manchester, year 1\n"));
}

TEST_CASE("A portfolio stands beside the sum of its parts", "[answer]") {
    MadeComparison made({{"One", around(1, 0.05)},
                         {"Other", around(1, 0.05)},
                         {"Both", around(2, 0.1)},
                         {"More than both", around(3, 0.1)}},
                        10);
    Comparison& c = made.comparison;
    CHECK(interactions(c).empty());  // all have the same lever: none is made of others
    c.plan.parts[3] = {1, 2};
    c.plan.parts[4] = {1, 2};
    const Interaction both = interaction_of(c, 3, 0, 0), more = interaction_of(c, 4, 0, 0);
    CHECK(both.mean == Approx(0).margin(1e-6));
    CHECK(both.verdict == sim::Verdict::kNoChangeThatMatters);
    CHECK(more.mean == Approx(1).margin(1e-6));
    CHECK(more.verdict == sim::Verdict::kGain);
    const std::string text = interactions(c);
    CHECK_THAT(text,
               Contains("Both against the sum of One and Other in Greater Manchester: No difference that matters: "
                        "people get on well,"));
    CHECK_THAT(text, Contains("More than both against the sum of One and Other in Greater Manchester: it differs in "
                              "people get on well by +1.0 points"));
}

}  // namespace concord::scenarios
