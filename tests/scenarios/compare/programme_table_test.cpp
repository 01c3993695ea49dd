// What is printed of the prevention programme: a line a scenario, its figures those of the runs, and no figure where
// nothing leads.
#include "scenarios/compare/programme_table.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>

#include "scenarios/compare/ensemble.h"
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

Comparison compared(const std::vector<sim::Scenario>& scenarios) {
    const tests::ScratchFolder folder;
    const Plan plan = make_plan(town(), scenarios, {.replicates = 2});
    run_ensemble(town(), scenarios, plan, engine_runs(town(), scenarios, 1), {.folder = folder.path, .keep_fields = 0});
    return fold(folder.path, plan, 2, town().geography);
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

TEST_CASE("The prevention programme of a comparison: levels at the end, and differences from the baseline") {
    const auto scenarios = options({});
    const Comparison c = compared(scenarios);
    const std::string text = programme_text(c, scenarios);
    std::vector<double> mean;
    for (const FoldedTable& table : c.tables)
        if (table.name == "programme_mean") mean = table.values;
    const std::size_t row = c.groups.size() * sim::kProgrammeMeasures, of_scenario = mean.size() / 3;
    const auto last = [&](std::size_t s, std::size_t k) { return mean.at((s + 1) * of_scenario - row + k); };
    CHECK(line_of(text, "Today") ==
          fmt::format("Today {:.1f} {:.1f} {:.1f}", last(0, 0), last(0, 1), 100 * last(0, 2)));
    const auto cell = [&](std::size_t k, double unit) {
        const double difference = unit * (last(2, k) - last(0, k));
        return std::abs(difference) < 0.5 ? fmt::format(" {:.1f} (too small)", unit * last(2, k))
                                          : fmt::format(" {:.1f} ({:+.1f})", unit * last(2, k), difference);
    };
    CHECK(line_of(text, "Open") == "Open" + cell(0, 1) + cell(1, 1) + cell(2, 100));
    CHECK_THAT(cell(0, 1), !Contains("too small"));
    CHECK_THAT(cell(2, 100), Contains("too small"));
    CHECK(last(2, 0) > last(0, 0) + 5);
    CHECK(last(1, 1) < last(0, 1));
    // Whom police refer by mistake tells others of the programme: hardly anybody.
    CHECK_THAT(line_of(text, "Police"), Contains(" (too small) "));
    CHECK_THAT(text, Contains("percent of these who view it\nfavourably"));
    CHECK_THAT(text, Contains("docs/levers.md"));
}

TEST_CASE("Where every way is switched off the prevention programme is not modelled") {
    const auto scenarios = options({off("framing_trust"), off("framing_grievance"), off("communication_trust"),
                                    off("enforcement_recognition"), off("enforcement_false_alarm"),
                                    off("support_trust"), off("wrong_referral_programme_trust")});
    const std::string text = programme_text(compared(scenarios), scenarios);
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
