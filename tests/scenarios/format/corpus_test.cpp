// What the fuzzer of scenario files begins with (tests/fuzz/corpus/scenario): files that are read, and files that are
// refused for what they are there for, so that the fuzzer walks the readers behind both.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "scenarios/format/scenario_file.h"
#include "scenarios/greater_manchester/table.h"
#include "tests/support/source_folder.h"

using namespace concord;
using Catch::Matchers::Contains;

namespace {

// What each of the ill-formed is refused with.
const std::map<std::string, std::string> kRefused = {
    {"levers_together", "adds up to 14"},
    {"rule_unseen", "influence is not seen by police_reports_twice_yearly"},
    {"rule_both_ways", "needs either below or above"},
    {"panel_of_some", "monitoring covers all districts"},
    {"event_ends_before", "until = 2026-06-01 is not after from"},
    {"vote_in_a_district", "unknown key district in event 1 (vote)"},
    {"fields_that_are_none", "polce"},
};

std::map<std::string, std::string> corpus() {
    std::map<std::string, std::string> texts;
    for (const auto& entry :
         std::filesystem::directory_iterator(tests::source_folder() / "tests/fuzz/corpus/scenario")) {
        std::ifstream in(entry.path(), std::ios::binary);
        texts[entry.path().filename().string()] = {std::istreambuf_iterator<char>(in), {}};
    }
    return texts;
}

}  // namespace

TEST_CASE("The corpus of scenario files is read, or refused for what it is there for") {
    const sim::Geography geography = scenarios::built_in_greater_manchester();
    const auto texts = corpus();
    std::set<std::string> kinds_of_event;
    std::size_t rules = 0, fields = 0;
    for (const auto& [name, text] : texts) {
        INFO(name);
        if (const auto refused = kRefused.find(name); refused != kRefused.end()) {
            CHECK_THROWS_WITH(scenarios::read_scenario_text(name, text, geography), Contains(refused->second));
            continue;
        }
        const sim::Scenario scenario = scenarios::read_scenario_text(name, text, geography);
        CHECK_FALSE(scenarios::describe(scenario, geography).empty());
        for (const sim::NewsEvent& event : scenario.events)
            kinds_of_event.insert(std::string(sim::info(event.kind).name));
        for (const sim::LeverSetting& lever : scenario.levers) {
            rules += lever.rule.has_value();
            fields = std::max(fields, lever.values.size());
        }
    }
    for (const auto& [name, words] : kRefused) CHECK(texts.count(name) == 1);
    CHECK(kinds_of_event.size() == static_cast<std::size_t>(sim::kNewsKinds));
    CHECK(rules == 2);
    CHECK(fields == sim::info(sim::LeverKind::kMonitoring).fields.size());
}
