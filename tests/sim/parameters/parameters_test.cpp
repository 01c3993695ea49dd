// The parameter table: complete, within its own ranges, and drawn from as it says.
#include "sim/parameters/parameters.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "tests/support/scratch_folder.h"
#include "tests/support/source_folder.h"

using namespace concord::sim;

TEST_CASE("Every parameter has a unit, a meaning, a section and a source, and a name of its own") {
    std::set<std::string> names;
    for (const auto& p : parameter_table()) {
        INFO(p.name);
        CHECK(names.insert(p.name).second);
        CHECK_FALSE(p.unit.empty());
        CHECK_FALSE(p.meaning.empty());
        CHECK_FALSE(p.section.empty());
        const bool sourced = p.source[0] == 'E' || p.source[0] == 'S';
        const bool fitted = p.source == InitialStateParameters::kFitted;
        CHECK((sourced || fitted || p.source == "assumption"));
        CHECK(p.low <= p.value);
        CHECK(p.value <= p.high);
        CHECK(find_parameter(p.name) == &p);
    }
    CHECK(find_parameter("no_such_parameter") == nullptr);
}

TEST_CASE("The table sets every member of Parameters") {
    Parameters p;
    auto* words = reinterpret_cast<double*>(&p);
    constexpr std::size_t kMembers = sizeof(Parameters) / sizeof(double);
    for (std::size_t k = 0; k < kMembers; ++k) words[k] = std::nan("");
    CHECK(parameter_table().size() == kMembers);
    for (const auto& info : parameter_table()) set(p, info, info.value);
    for (std::size_t k = 0; k < kMembers; ++k) CHECK_FALSE(std::isnan(words[k]));
}

TEST_CASE("A row is named as its field") {
    const std::regex row(R"(\.field = &Own::(\w+), \.name = \"(\w+)\")");
    std::size_t rows = 0;
    for (const auto& header : std::filesystem::directory_iterator(concord::tests::source_folder() / "sim/parameters")) {
        const std::string text = concord::tests::text_of(header.path());
        for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at, ++rows)
            CHECK((*at)[1] == (*at)[2]);
    }
    const auto by_state = [](const ParameterInfo& p) { return p.array && p.state > 0; };  // one row for all states
    const auto repeated = std::count_if(parameter_table().begin(), parameter_table().end(), by_state);
    CHECK(rows + static_cast<std::size_t>(repeated) == parameter_table().size());
}

TEST_CASE("Parameters stand process by process, and a process lists its own") {
    std::set<std::string_view> processes, titles;
    std::size_t listed = 0;
    for (const auto& group : parameter_groups()) {
        INFO(group.process);
        CHECK(processes.insert(group.process).second);
        CHECK(titles.insert(group.title).second);
        for (const auto& p : parameters_of(group.process)) {
            CHECK(p.group->process == group.process);
            CHECK(&p == &parameter_table()[listed++]);
        }
    }
    CHECK(listed == parameter_table().size());
    CHECK(parameters_of("no_such_process").empty());
    // By what it declares, not by its section: training that backfires is of 4.10, which begins like 4.1.
    CHECK(find_parameter("training_backfire")->group->process == "delivery");
    CHECK(find_parameter("yearly_fade_voice")->group->process == "return");
}

TEST_CASE("A grade is given where there is a source, and only there") {
    for (const auto& p : parameter_table()) {
        INFO(p.name);
        CHECK((p.grade == '-') == (p.source == "assumption"));
        CHECK(std::string("ABC-").find(p.grade) != std::string::npos);
    }
}

TEST_CASE("What is known of how gains fade is of openness after contact; all other states fade at an assumed rate") {
    for (const auto& p : parameters_of("return")) {
        INFO(p.name);
        const bool openness = p.name == "yearly_fade_openness";
        CHECK(p.source == (openness ? "E02" : "assumption"));
        CHECK(p.grade == (openness ? 'B' : '-'));
    }
}

TEST_CASE("A default lies inside its prior, but for what is declared here as a switch that is off") {
    const std::map<std::string, std::string> switches = {
        {"district_on_openness", "one survey of 2008/09 would decide where incidents happen (model.md 3.4)"},
        {"due_diligence_voice", "no figure says that groups are turned away by mistake: for whoever argues so"},
        {"lasting", "trials end after months: what never fades is for whoever argues so (model.md 4.1)"},
    };
    std::size_t at_the_edge = 0;
    for (const auto& p : parameter_table()) {
        if (p.prior == Prior::kFixed) continue;
        INFO(p.name);
        if (!switches.contains(p.name)) {
            CHECK(p.low < p.value);
            CHECK(p.value < p.high);
            continue;
        }
        ++at_the_edge;
        CHECK(p.value == 0);  // off
        CHECK((p.value == p.low || p.value == p.high));
    }
    CHECK(at_the_edge == switches.size());
}

TEST_CASE("An assumption is varied unless the model has no such term") {
    for (const auto& p : parameter_table())
        if (p.source == "assumption" && p.value != 0) {
            INFO(p.name);
            CHECK(p.prior != Prior::kFixed);
        }
}

TEST_CASE("Draws stay in range and are a function of seed and draw") {
    for (std::uint32_t draw = 0; draw < 400; ++draw) {
        const Parameters p = draw_from_priors(3, draw);
        for (const auto& info : parameter_table()) {
            INFO(info.name);
            if (info.prior == Prior::kFixed)
                REQUIRE(get(p, info) == info.value);
            else
                REQUIRE((get(p, info) >= info.low - 1e-12 && get(p, info) <= info.high + 1e-12));
        }
    }
    CHECK(draw_from_priors(3, 1).yearly_fade == draw_from_priors(3, 1).yearly_fade);
    CHECK(draw_from_priors(3, 1).yearly_fade != draw_from_priors(3, 2).yearly_fade);
    CHECK(draw_from_priors(3, 1).yearly_fade != draw_from_priors(4, 1).yearly_fade);
}

TEST_CASE("A triangular prior has its mode at the default and its mean where a triangle has it") {
    const auto& info = *find_parameter("seat_effect");
    double sum = 0;
    constexpr std::uint32_t kDraws = 20000;
    for (std::uint32_t draw = 0; draw < kDraws; ++draw) sum += draw_from_priors(9, draw).seat_effect;
    CHECK(sum / kDraws == Approx((info.low + info.value + info.high) / 3).margin(0.003));
}
