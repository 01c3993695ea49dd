// Support in words, from figures done by hand.
#include "scenarios/compare/support_table.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <regex>

#include "sim/measures/support.h"
#include "tests/support/disclosed_text.h"
#include "tests/support/test_geography.h"

using namespace concord;
using namespace concord::sim;

namespace {

// Ten years of a made-up place whose residents are `residents`, everything of it shown.
RunRecord by_hand(const Geography& geography) {
    RunRecord record(geography, 520, 0);
    record.weeks = 520;
    record.scale = 1;
    Series& of_run = record[SeriesId::kSupportOfRun];
    for (int s = 0; s < static_cast<int>(kSectors); ++s) {
        of_run.at(0, kSupportReferrals + s) = 100;
        of_run.at(0, kSupportRight + s) = 10;
    }
    of_run.at(0, int{kSupportAllReferrals}) = 700;
    of_run.at(0, int{kSupportAllRight}) = 70;
    of_run.at(0, int{kSupportWrong}) = 630;
    of_run.at(0, int{kSupportNeedsArisen}) = 280;
    of_run.at(0, int{kSupportAdopted}) = 84;
    of_run.at(0, int{kSupportAdoptedRight}) = 56;
    of_run.at(0, int{kSupportNeedsMet}) = 40;
    of_run.at(0, int{kSupportMissed}) = 120;
    of_run.at(0, int{kSupportWait}) = 2.5;
    return record;
}

// Wherever its lines end.
bool has(const std::string& text, const std::string& words) {
    return std::regex_replace(text, std::regex("\\s+"), " ").find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("Sensitivity, the right of all referrals and wrong ones per 100,000 stand together", "[support]") {
    const Geography geography = small_geography(2, 1, 3);
    const RunRecord record = by_hand(geography);
    const std::string text = scenarios::support_text(record, geography);
    const double wrong = 630 / 10.0 / geography.total_residents() * 1e5;
    CHECK(has(text, "Prisons, probation"));
    CHECK(has(text, "3.6 %"));   // 10 of 280 needs by each sector
    CHECK(has(text, "10 %"));    // 10 of 100 referrals
    CHECK(has(text, "25.0 %"));  // 70 of 280
    char figure[32];
    std::snprintf(figure, sizeof figure, "%.2f", wrong);
    CHECK(has(text, figure));
    CHECK(has(text, "90 % of referrals wrong, while 25 % of needs"));
    CHECK(has(text, "12 % of referrals"));  // adopted: 84 of 700
    CHECK(has(text, "67 % of them with a"));
    CHECK(has(text, "2.5 weeks"));
    CHECK(has(text, "published 5 to 17 %, T237 to T241"));
    CHECK_FALSE(has(text, "nan"));
}

TEST_CASE("What is printed of support is of Greater Manchester, and of ethnic groups as harm alone", "[support]") {
    const Geography geography = small_geography(2, 1, 3);
    RunRecord record = by_hand(geography);
    const GroupLayout layout = record.layout();
    for (int g = 0; g < kEthnicGroups; ++g)
        record[SeriesId::kSupportOfRun].at(layout.ethnic(g), int{kSupportWrong}) = 120;
    const std::string text = scenarios::support_text(record, geography);
    CHECK(has(text, "Wrong referrals a year by ethnic group, pupils among them: asian 12"));
    CHECK(tests::complaints_of_text(text) == std::vector<std::string>{});
    // The walker would notice the same of needs, and of a district.
    const std::string needs = std::regex_replace(text, std::regex("Wrong referrals a year by"), "Needs met a year by");
    CHECK(tests::complaints_of_text(needs).size() == static_cast<std::size_t>(kEthnicGroups));
    const std::string district = std::regex_replace(text, std::regex("Support, Greater Manchester"), "Support, Bolton");
    const auto found = tests::complaints_of_text(district);
    for (const char* measure : {"\"wrong referrals\" of \"Bolton\"", "\"needs met\" of \"Bolton\""})
        CHECK(std::any_of(found.begin(), found.end(),
                          [&](const std::string& words) { return words.find(measure) != std::string::npos; }));
}

TEST_CASE("What too few stand behind is a dash, and where nobody may be counted nothing is said", "[support]") {
    const Geography geography = small_geography(2, 1, 3);
    RunRecord record = by_hand(geography);
    record[SeriesId::kSupportOfRun].at(0, kSupportRight + 5) = std::nan("");
    const std::string text = scenarios::support_text(record, geography);
    CHECK(has(text, "-"));
    CHECK_FALSE(has(text, "nan"));
    RunRecord nothing(geography, 52, 0);
    nothing.weeks = 52;
    CHECK(has(scenarios::support_text(nothing, geography), "too few simulated residents"));
    RunRecord begun(geography, 0, 0);
    CHECK(scenarios::support_text(begun, geography).empty());
}
