// Which lever and which parameter raises (+1) or lowers (-1) what: one table, run against the engine with paired seeds.
// A row holds only if every pair agrees and their mean lies far from chance, so a mechanism that was dropped or turned
// round fails.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <sstream>

#include "tests/sim/run/measured_run.h"
#include "tests/sim/run/signs_rows.h"

using namespace concord;
using namespace concord::sim;
using namespace concord::tests::signs;
using tests::MeasuredRun;

namespace {

constexpr std::uint32_t kSeeds = 6;
constexpr double kFarFromZero = 4;  // standard errors of the mean difference

// Parameters without a row, and why.
const std::map<std::string, const char*> kWithoutRow = {
    {"talks_online_adult", "who is met changes, not how much is heard: the fade is shared over all talks"},
    {"talks_online_young", "as for adults"},
    {"talks_online_old", "as for adults"},
    {"friend_neighbourhood", "who is met changes; tests/sim/world/friendships_test.cpp measures it"},
    {"friend_venue", "as above"},
    {"dilution",
     "no small town's lever reaches a hundredth of Greater Manchester; tests/sim/processes/delivery_test.cpp"},
    {"hostility_cutoff", "the base rate is solved anew for each, so only the mix of places changes"},
    {"report_slope", "either way, by whether the victim's trust lies above 0.6; by hand in by_hand_policy_test.cpp"},
    {"news_elsewhere",
     "shares out what is fixed for Greater Manchester; tests/sim/processes/news_test.cpp measures it"},
    {"buffer_ties", "the mean over residents is held; tests/sim/processes/news_test.cpp measures who is spared"},
    {"practice_spread", "what a forum brings is as large as the gap that was drawn; practice_test.cpp measures it"},
    {"share_rate_forum", "as above"},
    {"practice_start", "what practice does is measured from it; tests/sim/processes/practice_test.cpp"},
    {"share_rate_alone", "part of what holds the start; tests/sim/processes/practice_test.cpp measures what is beyond"},
    {"meeting_displacement", "where a meeting is held, not how many are; tests/sim/processes/meetings_test.cpp"},
    {"meeting_delay", "when, not whether; tests/sim/processes/meetings_test.cpp"},
    {"prevention_contacts", "what a lever buys, not what it does; tests/sim/policy/policy_test.cpp"},
    {"need_young", "who has needs, not how many; tests/sim/processes/support_test.cpp"},
    {"need_grievance", "as above"},
    {"need_isolation", "as above"},
    {"family_report_trust", "who tells, not how many; tests/sim/processes/support_test.cpp"},
    {"consent_trust", "either way, by whether programme_trust lies above 0.5; tests/sim/processes/support_test.cpp"},
    {"enforcement_recognition", "by what police front; tests/sim/processes/support_places_test.cpp"},
    {"enforcement_false_alarm", "as above"},
    {"handover_forum", "few cases cross a border; tests/sim/processes/support_places_test.cpp plants some"},
    {"handover_alone", "as above"},
    {"handover_wait", "as above"},
    {"item_disorder_sd", "noise between areas without a direction"},
    {"survey_design_effect",
     "monitoring changes nobody; tests/sim/processes/monitoring_test.cpp measures what it sees"},
    {"survey_response", "as above"},
    {"survey_response_trust", "as above"},
    {"survey_wave_sd", "as above"},
    {"panel_attrition", "as above"},
    {"panel_engaged", "as above"},
    {"panel_design_effect", "as above"},
    {"panel_conditioning", "as above"},
    {"evaluation_attrition", "as above; tests/scenarios/compare/detectability_test.cpp"},
    {"survey_lag", "when a report is known, not what it says; tests/sim/policy/rules_test.cpp"},
    {"police_reports_lag", "as above"},
    {"records_lag", "as above; tests/sim/run/adaptive_rule_test.cpp"},
    {"panel_lag", "as above"},
    {"rule_delay", "as above"},
};

double end_of(const Row& row, bool high) {
    const double given = high ? row.to : row.from;
    if (!std::isnan(given)) return given;
    const ParameterInfo* info = find_parameter(row.what);
    return high ? info->high : info->low;
}

// Runs that several rows share are made once.
const MeasuredRun& measured(const std::string& what, double value, const std::string& setting, std::uint32_t seed) {
    static std::map<std::string, MeasuredRun> made;
    std::ostringstream key;
    key << what << '=' << value << ' ' << setting << ' ' << seed;
    const auto found = made.find(key.str());
    if (found != made.end()) return found->second;
    return made.emplace(key.str(), tests::measured_run(what, value, setting, seed)).first->second;
}

void check(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        double sum = 0, square = 0;
        int agree = 0;
        for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
            const double d = tests::value_of(measured(row.what, end_of(row, true), row.setting, seed), row.measure) -
                             tests::value_of(measured(row.what, end_of(row, false), row.setting, seed), row.measure);
            sum += d;
            square += d * d;
            agree += d * row.sign > 0;
        }
        const double mean = sum / kSeeds, variance = (square - sum * mean) / (kSeeds - 1);
        const double error = std::sqrt(std::max(0.0, variance) / kSeeds);
        CAPTURE(row.what, row.measure, row.setting, mean, error);
        CHECK(agree == static_cast<int>(kSeeds));
        CHECK(mean * row.sign > kFarFromZero * error);
    }
}

}  // namespace

TEST_CASE("Signs: levers", "[signs][slow]") { check(kLevers); }
TEST_CASE("Signs: return, influence and contact", "[signs][slow]") { check(kReturnAndContact); }
TEST_CASE("Signs: arrows between states", "[signs][slow]") { check(kArrows); }
TEST_CASE("Signs: policing and disorder", "[signs][slow]") { check(kPolicing); }
TEST_CASE("Signs: engagement, hostility and turnover", "[signs][slow]") { check(kEngagementAndHostility); }
TEST_CASE("Signs: news and pressures", "[signs][slow][nightly]") { check(kNews); }
TEST_CASE("Signs: the prevention programme", "[signs][slow]") { check(kProgramme); }
TEST_CASE("Signs: support", "[signs][slow][nightly]") { check(kSupport); }
TEST_CASE("Signs: starting state and items", "[signs][slow][nightly]") { check(kStartAndItems); }

TEST_CASE("Signs: what the start makes of each state's level and slopes", "[signs][slow]") {
    for (int s = 0; s < kStates; ++s) {
        const std::string state(kStateNames[s]);
        for (const char* name : {"start_mean", "deprivation_slope", "disorder_slope", "churn_slope", "age_slope"}) {
            const std::string parameter = std::string(name) + "_" + state;
            const bool level = std::string(name) == "start_mean";
            CAPTURE(parameter);
            const double low = tests::start_of(parameter, level ? 0.45 : -0.3).of(s, name);
            const double high = tests::start_of(parameter, level ? 0.55 : 0.3).of(s, name);
            if (level) CHECK(high - low == Approx(0.1).margin(0.02));  // tenure is clipped a little
            // The logit moves by 0.6 a standard score (or age band), the state by a fifth of that: its covariance with
            // the score, whose variance is 1 (age bands: 1.5 to 3), by about 0.13.
            else
                CHECK(high - low > 0.08);
        }
    }
}

TEST_CASE("Signs: every parameter with a prior has a row, or a reason why not", "[signs]") {
    for (const ParameterInfo& info : parameter_table()) {
        if (info.prior == Prior::kFixed || info.array != nullptr)
            continue;  // levels and slopes have a test of their own
        bool found = kWithoutRow.contains(info.name);
        for (const auto* rows : {&kReturnAndContact, &kArrows, &kPolicing, &kEngagementAndHostility, &kNews,
                                 &kProgramme, &kSupport, &kStartAndItems})
            found |= std::any_of(rows->begin(), rows->end(), [&](const Row& row) { return row.what == info.name; });
        INFO(info.name);
        CHECK(found);
    }
    const auto is_pulled = [](const std::string& what) {
        return std::any_of(kLevers.begin(), kLevers.end(), [&](const Row& row) { return row.what == what; });
    };
    for (const LeverInfo& info : lever_table()) {
        if (info.kind == LeverKind::kMonitoring) continue;  // changes nobody: monitoring_test.cpp
        INFO(info.name);
        CHECK(is_pulled(std::string(info.name)));
        for (std::size_t k = 1; k < info.fields.size(); ++k) CHECK(is_pulled(tests::field_name(info.fields[k])));
    }
}
