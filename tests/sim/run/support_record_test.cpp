// What a record keeps of support: sums over places and sectors agree, nothing of fewer than ten simulated residents,
// and nothing from which such a one follows.
#include "sim/run/support_record.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/support_region.h"

using namespace concord;
using namespace concord::sim;

namespace {

RunRecord record_of(double needs, double referrals, int years = 2) {
    Parameters p = tests::many_needs();
    p.need_onset = needs;
    p.recognition_further_higher = 0.5, p.contact_prison_probation = 0.1;  // so that every sector refers many
    Scenario scenario = tests::support_scenario(years);
    scenario.baseline.support.referrals_per_100000_a_year = referrals;
    return tests::finish(tests::support_place(), scenario, p, {.seed = 3}).record;
}

double of_run(const RunRecord& record, int group, int measure) {
    return record[SeriesId::kSupportOfRun].at(group, measure);
}

}  // namespace

TEST_CASE("Where enough stand behind everything, years, places and sectors add up", "[support]") {
    const RunRecord record = record_of(30000, 20000);
    const GroupLayout layout = record.layout();
    for (int measure = 0; measure < kSupportCounts; ++measure) {
        INFO(kSupportNames[measure]);
        const double all = of_run(record, layout.gm(), measure);
        if (measure == kSupportLostAtBorder) continue;
        CHECK_FALSE(std::isnan(all));
        if (measure == kSupportWait || measure == kSupportPlacesInUse || measure == kSupportNeedsUnmet) continue;
        double years = 0, districts = 0;
        for (int y = 1; y <= 2; ++y) years += record[SeriesId::kSupport].at(y, layout.gm(), measure);
        CHECK((years == all || std::isnan(years)));
        for (int d = 0; d < tests::kSupportDistricts; ++d) districts += of_run(record, layout.district(d), measure);
        CHECK((districts == all || std::isnan(districts)));
    }
    double referrals = 0, right = 0;
    for (int s = 0; s < static_cast<int>(kSectors); ++s) {
        referrals += of_run(record, layout.gm(), kSupportReferrals + s);
        right += of_run(record, layout.gm(), kSupportRight + s);
    }
    CHECK(referrals == of_run(record, layout.gm(), kSupportAllReferrals));
    CHECK(right == of_run(record, layout.gm(), kSupportAllRight));
    double wrong = 0;
    for (int g = 0; g < kEthnicGroups; ++g) wrong += of_run(record, layout.ethnic(g), kSupportWrong);
    CHECK(wrong == referrals - right);
}

TEST_CASE("Needs are of Greater Manchester alone, of no group, and no year's cell is of fewer than ten", "[support]") {
    const RunRecord record = record_of(3000, 2000);
    const GroupLayout layout = record.layout();
    int shown = 0, hidden = 0;
    const auto look = [&](int group, int measure, double value) {
        if (std::isnan(value)) return void(++hidden);
        ++shown;
        INFO(kSupportNames[measure] << ", group " << group);
        CHECK(may_show(kSupportTable[static_cast<std::size_t>(measure)].disclosure, Quantity::kLevel,
                       layout.cell(group)));
        if (measure != kSupportWait) CHECK(value >= kFewestInCell * record.scale);
    };
    for (int group = 0; group < layout.count(); ++group)
        for (int measure = 0; measure < kSupportCounts; ++measure) {
            look(group, measure, of_run(record, group, measure));
            for (int y = 0; y <= 2; ++y) look(group, measure, record[SeriesId::kSupport].at(y, group, measure));
        }
    CHECK(shown > 30);
    CHECK(hidden > 30);
    CHECK(std::isnan(of_run(record, layout.district(1), kSupportNeedsArisen)));
    CHECK_FALSE(std::isnan(of_run(record, layout.gm(), kSupportNeedsArisen)));
}

TEST_CASE("A sector that is not shown does not follow from the others and their sum", "[support]") {
    int with_hidden = 0;
    for (const double referrals : {150.0, 300.0, 600.0, 1200.0, 2400.0}) {
        const RunRecord record = record_of(500, referrals, 1);
        const int gm = record.layout().gm();
        for (const auto& [first, all] :
             {std::pair{kSupportReferrals, kSupportAllReferrals}, std::pair{kSupportRight, kSupportAllRight}}) {
            const double sum = of_run(record, gm, all);
            if (std::isnan(sum)) continue;
            double left = sum;
            bool any = false;
            for (int s = 0; s < static_cast<int>(kSectors); ++s)
                if (const double of = of_run(record, gm, first + s); std::isnan(of))
                    any = true;
                else
                    left -= of;
            with_hidden += any;
            CHECK((!any || left >= kFewestInCell));
        }
    }
    CHECK(with_hidden > 0);
}

TEST_CASE("Right referrals do not follow from all and wrong ones", "[support]") {
    int told = 0;
    for (const double referrals : {150.0, 300.0, 600.0, 1200.0}) {
        Parameters p = tests::many_needs();
        p.need_onset = 300;
        Scenario scenario = tests::support_scenario(2);
        scenario.baseline.support.referrals_per_100000_a_year = referrals;
        const RunRecord record = tests::finish(tests::support_place(), scenario, p, {.seed = 3}).record;
        const int gm = record.layout().gm();
        const double all = of_run(record, gm, kSupportAllReferrals), wrong = of_run(record, gm, kSupportWrong);
        if (std::isnan(all) || std::isnan(wrong)) continue;
        ++told;
        CHECK(all - wrong >= kFewestInCell);
        CHECK_FALSE(std::isnan(of_run(record, gm, kSupportAllRight)));
    }
    CHECK(told > 0);
}

TEST_CASE("A start in which right referrals alone are more than what is published says so", "[support]") {
    support::Start start;
    CHECK(support_warnings(start).empty());
    start.no_wrong[kSectorFamily] = true;
    const auto warnings = support_warnings(start);
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find("family") != std::string::npos);
}
