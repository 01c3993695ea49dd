// What is printed of the prevention programme: a line a scenario, its figures those of the runs, and no figure where
// nothing leads.
#include "scenarios/compare/programme_table.h"

#include <fmt/format.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/ensemble.h"
#include "scenarios/files/text.h"
#include "tests/support/runs.h"
#include "tests/support/scratch_folder.h"

using namespace concord;
using namespace concord::scenarios;
using Catch::Contains;
using Catch::EndsWith;

namespace {

const sim::World& town() {
    static const sim::World world = sim::build_world(sim::small_geography(2, 1, 3), {.scale = 4, .seed = 8});
    return world;
}

// Today beside police in front of prevention and beside open communication, at parameters that all of them have.
std::vector<sim::Scenario> options(const std::vector<sim::ParameterOverride>& parameters) {
    std::vector<sim::Scenario> scenarios = {
        tests::scenario(1), tests::scenario(1, {tests::lever(sim::LeverKind::kEnforcementLedPrevention, 1, 2)}),
        tests::scenario(1, {tests::lever(sim::LeverKind::kOpenCommunication, 1, 2)})};
    const char* names[] = {"Today", "Police", "Open"};
    for (std::size_t s = 0; s < scenarios.size(); ++s)
        scenarios[s].name = names[s], scenarios[s].parameters = parameters;
    return scenarios;
}

constexpr int kPairs = 4;

Plan planned(const std::vector<sim::Scenario>& scenarios) {
    return make_plan(town(), scenarios, {.replicates = kPairs});
}

Comparison compared(const std::vector<sim::Scenario>& scenarios) {
    const tests::ScratchFolder folder;
    const Plan plan = planned(scenarios);
    run_ensemble(town(), scenarios, plan, engine_runs(town(), scenarios, 1), {.folder = folder.path, .keep_fields = 0});
    return fold(folder.path, plan, kPairs, town().geography);
}

// The line of that scenario, spaces made one.
std::string line_of(const std::string& text, const std::string& name) {
    const auto begin = text.find("\n  " + name);
    REQUIRE(begin != std::string::npos);
    std::string line;
    for (const char c : text.substr(begin + 3, text.find('\n', begin + 1) - begin - 3))
        if (c != ' ' || (!line.empty() && line.back() != ' ')) line += c;
    return line;
}

sim::ParameterOverride off(const char* name) { return {.name = name, .value = 0, .source = "assumption"}; }

}  // namespace

TEST_CASE("The prevention programme of a comparison: levels at the end, and verdicts on differences, pair by pair") {
    const auto scenarios = options({});
    const Comparison c = compared(scenarios);
    const std::string text = programme_text(c);
    // Again, run by run, in points of a hundred.
    std::array<std::array<std::vector<double>, sim::kProgrammeMeasures>, 3> levels;
    const Plan plan = planned(scenarios);
    for (int s = 0; s < 3; ++s)
        for (int r = 0; r < kPairs; ++r) {
            const auto record = tests::finish(town(), scenarios[static_cast<std::size_t>(s)], sim::default_parameters(),
                                              {.seed = plan.run(s, r).seed})
                                    .record;
            for (std::size_t k = 0; k < sim::kProgrammeMeasures; ++k)
                levels[static_cast<std::size_t>(s)][k].push_back(
                    (k == sim::kProgrammeMeanTrust ? 100 : 1) *
                    record[sim::SeriesId::kProgramme].at(record.periods, record.layout().gm(), k));
        }
    const auto mean = [&](std::size_t s, std::size_t k) { return moments_of(levels[s][k]).mean(); };
    CHECK(line_of(text, "Today") == fmt::format("Today {:.1f} {:.1f} {:.1f}", mean(0, 0), mean(0, 1), mean(0, 2)));
    const auto cell = [&](std::size_t s, std::size_t k) {
        std::vector<double> differences;
        for (std::size_t r = 0; r < kPairs; ++r) differences.push_back(levels[s][k][r] - levels[0][k][r]);
        const Moments moments = moments_of(differences);
        const Interval interval = mean_interval(moments);
        const std::string level = fmt::format(" {:.1f} ", mean(s, k));
        if (std::isnan(interval.low)) return level + "(cannot say)";  // all the same: no interval
        if (interval.low > -0.5 && interval.high < 0.5) return level + "(too small)";
        const bool more = interval.low >= 0.5, less = interval.high <= -0.5;
        const std::string word = k == sim::kProgrammeAware ? (more   ? "more"
                                                              : less ? "fewer"
                                                                     : "?")
                                                           : (more   ? "gain"
                                                              : less ? "harm"
                                                                     : "?");
        const int decimals = decimals_for(moments.mean(), interval);
        return level + fmt::format("({} {}, {})", word, signed_number(moments.mean(), decimals),
                                   interval_words(interval, decimals));
    };
    for (const auto& [s, name] : {std::pair{std::size_t{1}, "Police"}, {std::size_t{2}, "Open"}})
        CHECK(line_of(text, name) == name + cell(s, 0) + cell(s, 1) + cell(s, 2));
    CHECK_THAT(cell(2, 0), Contains("(more +"));
    CHECK(c.programme_of(2, sim::kProgrammeAware).verdict == sim::Verdict::kCannotSay);  // neither better nor worse
    CHECK(c.programme_of(1, sim::kProgrammeMeanTrust).matters == 0.005);
    CHECK_THAT(programme_line(c), Contains("B: heard of it more +") && !Contains("eyes: A: heard"));
    CHECK_THAT(text, Contains("percent of these who view it\nfavourably"));
    CHECK_THAT(text, Contains("docs/levers.md"));
    CHECK_THAT(comparison_csv(c),
               Contains("\"Open\",\"Today\",\"Greater Manchester\",programme_aware,\"percent of adults\","));
}

TEST_CASE("Where every way is switched off the prevention programme is not modelled") {
    const auto scenarios = options({off("framing_trust"), off("framing_grievance"), off("communication_trust"),
                                    off("enforcement_recognition"), off("enforcement_false_alarm"),
                                    off("support_trust"), off("wrong_referral_programme_trust")});
    const std::string text = programme_text(compared(scenarios));
    CHECK(line_of(text, "Police") == "Police not modelled not modelled not modelled");
    CHECK_THAT(line_of(text, "Open"), EndsWith("not modelled"));  // who has heard of it differs, and so who is asked
    CHECK_THAT(line_of(text, "Open"), !Contains("Open not modelled"));
}

TEST_CASE("The prevention programme of a run: its start and its end") {
    const auto scenarios = options({});
    const sim::RunRecord record = tests::finish(town(), scenarios[1], sim::default_parameters(), {.seed = 3}).record;
    const sim::Series& programme = record[sim::SeriesId::kProgramme];
    const auto figures = [&](const char* when, int period) {
        return fmt::format("{} {:.1f} {:.1f} {:.1f}", when, programme.at(period, 0, 0), programme.at(period, 0, 1),
                           100 * programme.at(period, 0, 2));
    };
    const std::string text = programme_text(record);
    CHECK(line_of(text, "start") == figures("start", 0));
    CHECK(line_of(text, "end") == figures("end", record.periods));
    for (std::size_t at = 0, end = 0; at < text.size(); at = end + 1) {
        end = std::min(text.find('\n', at), text.size());
        CHECK(end - at <= 118);
    }
}
