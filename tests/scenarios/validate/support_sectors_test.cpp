// The expected year of support by sector: rows worked out again from the parameters, sectors told apart, and a table
// that says what its figures say.
#include "scenarios/validate/support_sectors.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "sim/ground/calendar.h"
#include "tests/support/test_geography.h"

using namespace concord;
using namespace concord::sim;
using namespace concord::validate;

namespace {

// Pupils, students and others of Greater Manchester, as in decision 0026, check 3.
constexpr double kPupils = 224'340, kStudents = 208'385, kYoung = 140'000, kOlder = 1'934'494, kResidents = 2'867'794,
                 kPoliceContacts = 322'627;
SupportPeople people() {
    SupportPeople people;
    people.groups = {{.people = kPupils, .young = true, .pupil = true, .adult = false},
                     {.people = kStudents, .young = true, .student = true},
                     {.people = kYoung, .young = true},
                     {.people = kOlder}};
    people.residents = kResidents;
    people.police_contacts = kPoliceContacts;
    return people;
}

// Where each sector's recognition is set.
constexpr std::array<double Parameters::*, kSectors> kRecognition = {
    &Parameters::recognition_school, &Parameters::recognition_further_higher, &Parameters::recognition_police,
    &Parameters::recognition_nhs,    &Parameters::recognition_council,        &Parameters::recognition_prison_probation,
    &Parameters::family_notice};

const std::string& cell(const scenarios::Table& table, std::size_t row, std::string_view column) {
    for (std::size_t k = 0; k < table.columns.size(); ++k)
        if (table.columns[k] == column) return table.rows.at(row).at(k);
    throw std::invalid_argument("no column " + std::string(column));
}

}  // namespace

TEST_CASE("A sector's row follows from the parameters, worked out by hand", "[support]") {
    // Only older residents, so that there is one group; nobody moves.
    SupportPeople alike;
    alike.groups = {{.people = 1'000'000}};
    alike.residents = 1'200'000;
    alike.police_contacts = 100'000;
    alike.moves = 0;
    Parameters p = default_parameters();
    p.need_onset = 15;
    const SupportYear year = support_year(alike, p, {});
    // 150 needs; each ends at 1.6 a year or is recognised: by health 0.8 x 0.06, councils 0.3 x 0.12, police 0.1 x 0.2,
    // prisons 0.0068 x 0.5, family 0.3 x 0.2 x (0.32 + 0.68 x 0.5).
    const double nhs = 0.048, council = 0.036, police = 0.02, prison = 0.0034, family = 0.06 * (0.32 + 0.68 * 0.5);
    const double seen = nhs + council + police + prison + family;
    // Of those recognised so many still have the need after five weeks; a quarter refuses; of who accepts 16 % withdraw
    // and of the others so many have it after 39 weeks.
    const double waited = std::exp(-1.6 * 5 / 52), unhelped = 0.16 + 0.84 * std::exp(-2.4 * 39 / 52),
                 back = waited * (0.25 + 0.75 * unhelped), unmet = 150 / (1.6 + seen * (1 - back));
    const SectorYear health = sector_year(year, alike.residents, kSectorNhs);
    const double right = unmet * nhs, all = 12.0 / 1e5 * 1'200'000 * 0.10, wrong = all - right;
    CHECK(health.referrals == Approx(all));
    CHECK(health.recognised == Approx(right));
    CHECK(health.met == Approx(right * waited * 0.75 * (1 - unhelped)));
    CHECK(health.sensitivity == Approx(right / 150));
    CHECK(health.false_alarms == Approx(wrong / 800'000 * 1e5));  // of 800,000 seen in the year
    CHECK(health.wrong_per_100000 == Approx(wrong / 12));
    CHECK(health.positive_predictive == Approx(right / all));
    // Police err a contact, not a year.
    const double by_police = 12.0 / 1e5 * 1'200'000 * 0.28 - unmet * police;
    CHECK(sector_year(year, alike.residents, kSectorPolice).false_alarms == Approx(by_police));
    // No pupil, no school that errs in contact.
    CHECK(std::isnan(sector_year(year, alike.residents, kSectorSchool).false_alarms));

    const SectorYear total = all_sectors_year(year, alike.residents);
    CHECK(total.recognised == Approx(unmet * seen));
    CHECK(total.sensitivity == Approx(unmet * seen / 150));
    CHECK(total.referrals == Approx(144));
    CHECK(total.positive_predictive == Approx(unmet * seen / 144));
    CHECK(total.wrong_per_100000 == Approx((144 - unmet * seen) / 12));
    CHECK(std::isnan(total.false_alarms));
    double met = 0;
    for (std::size_t s = 0; s < kSectors; ++s) met += sector_year(year, alike.residents, s).met;
    CHECK(met == Approx(total.met));
}

TEST_CASE("No sector stands in another's row", "[support]") {
    const Parameters usual = default_parameters();
    const SupportYear year = support_year(people(), usual, {});
    // Contacts are of those whom the sector is in contact with.
    const std::array<double, kSectors> contacts = {kPupils,
                                                   kStudents,
                                                   kPoliceContacts,
                                                   0.8 * (kPupils + kStudents + kYoung + kOlder),
                                                   0.3 * (kPupils + kStudents + kYoung + kOlder),
                                                   0.0068 * (kStudents + kYoung + kOlder),
                                                   kPupils + kStudents + kYoung + kOlder};
    for (std::size_t s = 0; s < kSectors; ++s) {
        INFO(kSectorKeys[s]);
        CHECK(year.contacts[s] == Approx(contacts[s]));
        // Whoever sees more finds more, and others no more, less where they meet the same people, as fewer needs are
        // left; referrals stay as published.
        Parameters p = usual;
        p.*kRecognition[s] *= 1.5;
        const SupportYear keener = support_year(people(), p, {});
        for (std::size_t other = 0; other < kSectors; ++other) {
            const SectorYear before = sector_year(year, kResidents, other),
                             after = sector_year(keener, kResidents, other);
            CHECK(after.referrals == Approx(before.referrals));
            if (other == s) {
                CHECK(after.sensitivity > 1.3 * before.sensitivity);
                CHECK(after.positive_predictive > 1.3 * before.positive_predictive);
                CHECK(after.false_alarms < before.false_alarms);
            } else {
                const bool meets_all =
                    other == kSectorPolice || other == kSectorNhs || other == kSectorCouncil || other == kSectorFamily;
                CHECK(after.sensitivity <= before.sensitivity * (meets_all ? 1 - 1e-6 : 1 + 1e-12));
                CHECK(after.sensitivity > 0.9 * before.sensitivity);
                CHECK(after.false_alarms >= before.false_alarms * (1 - 1e-12));
            }
        }
        SupportToday today;
        today.referral_share[s] *= 2;
        CHECK(sector_year(support_year(people(), usual, today), kResidents, s).wrong_per_100000 >
              1.3 * sector_year(year, kResidents, s).wrong_per_100000);
    }
}

TEST_CASE("The table says what the year holds, and what is published of the total only", "[support]") {
    const SupportYear year = support_year(people(), default_parameters(), {});
    const auto tables = support_tables(year, kResidents, "Today");
    REQUIRE(tables.size() == 2);
    const scenarios::Table& sectors = tables[0];
    CHECK(sectors.title.find("baseline of \"Today\"") != std::string::npos);
    REQUIRE(sectors.rows.size() == kSectors + 1);
    std::set<std::string> contacts;
    for (std::size_t s = 0; s < kSectors; ++s) {
        INFO(kSectorKeys[s]);
        const SectorYear of = sector_year(year, kResidents, s);
        CHECK(cell(sectors, s, "sector") == kSectorTitles[s]);
        CHECK(std::stod(cell(sectors, s, "referrals a year")) == Approx(of.referrals).margin(0.051));
        CHECK(std::stod(cell(sectors, s, "needs recognised a year")) == Approx(of.recognised).margin(0.051));
        CHECK(std::stod(cell(sectors, s, "needs met a year")) == Approx(of.met).margin(0.051));
        CHECK(std::stod(cell(sectors, s, "sensitivity")) == Approx(100 * of.sensitivity).margin(0.051));
        CHECK(std::stod(cell(sectors, s, "false alarms per 100,000 contacts")) ==
              Approx(of.false_alarms).margin(0.051));
        CHECK(std::stod(cell(sectors, s, "wrong referrals a year per 100,000 residents")) ==
              Approx(of.wrong_per_100000).margin(0.0051));
        CHECK(std::stod(cell(sectors, s, "positive predictive value")) ==
              Approx(100 * of.positive_predictive).margin(0.051));
        CHECK(cell(sectors, s, "published: adopted of referrals") == "of the total only");
        contacts.insert(cell(sectors, s, "a contact is"));
    }
    CHECK(contacts.size() == kSectors);
    CHECK(cell(sectors, kSectorPolice, "a contact is") == "stop or service contact");
    CHECK(cell(sectors, kSectorPolice, "contacts in a year") == "322,627");
    CHECK(cell(sectors, kSectorSchool, "a contact is") == "pupil aged 10 to 15");
    CHECK(cell(sectors, kSectorSchool, "contacts in a year") == "224,340");
    CHECK(cell(sectors, kSectors, "sector") == "All");
    CHECK(cell(sectors, kSectors, "false alarms per 100,000 contacts").empty());
    CHECK(cell(sectors, kSectors, "published: adopted of referrals") ==
          "5 to 17 % (2015/16 to 2024/25; T237 to T241; S49, S42, S47)");

    // Decision 0026, check 3, with the ranges of T237 to T245.
    const scenarios::Table& beside = tables[1];
    const auto row = [&](std::string_view begins) {
        for (std::size_t k = 0; k < beside.rows.size(); ++k)
            if (beside.rows[k][0].starts_with(begins)) return beside.rows[k];
        throw std::invalid_argument("no row " + std::string(begins));
    };
    CHECK(std::stod(row("needs that arise")[1]) == Approx(301).margin(1));
    CHECK(std::stod(row("offered support")[1]) ==
          Approx(100 * (year.passed_right + year.passed_wrong) / (year.all_right() + year.all_wrong())).margin(0.051));
    CHECK(row("offered support")[2] == "13 to 23 % (2021/22 to 2023/24; T242 to T244; S42): discussed by a panel");
    CHECK(std::stod(row("not offered support")[1]) == Approx(100 - std::stod(row("offered support")[1])).margin(0.11));
    CHECK(row("not offered support")[2] ==
          "36 % (2015/16; T245; S49): no further action; 50 % (2015/16; T246; S49): signposted elsewhere");
    CHECK(std::stod(row("adopted as cases")[1]) == Approx(10.3).margin(0.31));
    CHECK(std::stod(row("adopted cases with a need")[1]) ==
          Approx(100 * year.adopted_right / (year.adopted_right + year.adopted_wrong)).margin(0.051));
    CHECK(row("by schools")[1] == "40.0 %");
    CHECK(row("by police")[1] == "28.0 %");
    CHECK(row("by police")[2] == "28 % (2023/24; T247; S42)");
    CHECK(row("sensitivity")[2].starts_with("none"));
    CHECK(row("positive predictive value")[2].starts_with("none"));
}

TEST_CASE("People of a sample stand for as many as its scale says", "[support]") {
    const SupportPeople more = people().times(10);
    const SupportYear one = support_year(people(), default_parameters(), {}),
                      ten = support_year(more, default_parameters(), {});
    CHECK(ten.needs == Approx(10 * one.needs));
    CHECK(ten.met == Approx(10 * one.met));
    for (std::size_t s = 0; s < kSectors; ++s) {
        CHECK(ten.contacts[s] == Approx(10 * one.contacts[s]));
        CHECK(ten.wrong[s] == Approx(10 * one.wrong[s]));
    }
    CHECK(sector_year(ten, more.residents, kSectorPolice).false_alarms ==
          Approx(sector_year(one, kResidents, kSectorPolice).false_alarms));
}
