#include "scenarios/validate/support_sectors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "scenarios/compare/published_support.h"
#include "scenarios/files/text.h"

namespace concord::validate {

using scenarios::PublishedSupport;
using scenarios::Table;

namespace {

constexpr double kPer = 100'000;
constexpr int kScaleOfPeople = 10;

// What one of a sector's contacts is.
constexpr std::array<std::string_view, sim::kSectors> kContact = {
    "pupil aged 10 to 15",       "student aged 16 and over",      "stop or service contact",
    "resident seen in the year", "resident in touch in the year", "adult in prison or on probation",
    "resident aged 10 and over"};

double over(double part, double whole) { return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN(); }

std::string number(double value, int digits = 1) {
    return std::isnan(value) ? "" : fmt::format("{:.{}f}", value, digits);
}
std::string percent(double share) { return std::isnan(share) ? "" : fmt::format("{:.1f} %", 100 * share); }

SectorYear year_of(const SupportYear& year, double residents, double right, double wrong, double met) {
    return {.referrals = right + wrong,
            .recognised = right,
            .met = met,
            .sensitivity = over(right, year.needs),
            .false_alarms = std::numeric_limits<double>::quiet_NaN(),
            .wrong_per_100000 = kPer * over(wrong, residents),
            .positive_predictive = over(right, right + wrong)};
}

// "5 to 17 % (2015/16 to 2024/25; T237 to T241; S49, S42, S47)".
std::string published(std::span<const PublishedSupport> figures, const char* unit = " %") {
    const auto value = [](const PublishedSupport& figure) { return figure.value; };
    const double least = std::ranges::min(figures, {}, value).value, most = std::ranges::max(figures, {}, value).value;
    const auto from_to = [&](std::string_view first, std::string_view last) {
        return first == last ? std::string(first) : fmt::format("{} to {}", first, last);
    };
    std::string sources;
    for (const PublishedSupport& figure : figures)
        if (sources.find(figure.source) == std::string::npos)
            sources.append(sources.empty() ? "" : ", ").append(figure.source);
    return fmt::format("{}{} ({}; {}; {})", from_to(fmt::format("{:g}", least), fmt::format("{:g}", most)), unit,
                       from_to(figures.front().year, figures.back().year),
                       from_to(figures.front().target, figures.back().target), sources);
}

std::vector<std::string> row(std::string_view name, const SectorYear& of, std::string_view contact, double contacts,
                             std::string published_right) {
    return {std::string(name),
            number(of.referrals),
            number(of.recognised),
            number(of.met),
            percent(of.sensitivity),
            std::string(contact),
            std::isnan(contacts) ? "" : scenarios::with_thousands(contacts),
            number(of.false_alarms),
            number(of.wrong_per_100000, 2),
            percent(of.positive_predictive),
            std::move(published_right)};
}

Table by_sector(const SupportYear& year, double residents, const std::string& baseline) {
    Table table{
        fmt::format("A year of support expected in Greater Manchester, baseline of \"{}\", no lever in force: "
                    "closed form at the mean of residents' states, no run. Needs are invented to show what "
                    "base rates do",
                    baseline),
        {"sector", "referrals a year", "needs recognised a year", "needs met a year", "sensitivity", "a contact is",
         "contacts in a year", "false alarms per 100,000 contacts", "wrong referrals a year per 100,000 residents",
         "positive predictive value", "published: adopted of referrals"},
        {}};
    for (std::size_t s = 0; s < sim::kSectors; ++s)
        table.rows.push_back(row(sim::kSectorTitles[s], sector_year(year, residents, s), kContact[s], year.contacts[s],
                                 "of the total only"));
    table.rows.push_back(row("All", all_sectors_year(year, residents), "", std::numeric_limits<double>::quiet_NaN(),
                             published(scenarios::kPublishedAdopted)));
    return table;
}

Table beside_published(const SupportYear& year, double residents) {
    constexpr const char* kNone = "none: nobody counts needs that nobody saw";
    const double referrals = year.all_right() + year.all_wrong(), adopted = year.adopted_right + year.adopted_wrong;
    const auto by = [&](std::size_t sector) { return year.right[sector] + year.wrong[sector]; };
    const auto of_all = [&](double count) { return percent(over(count, referrals)); };
    return {
        "The same year beside what is published of England and Wales",
        {"measure", "expected", "published"},
        {{"referrals per 100,000 residents (put in)", number(kPer * over(referrals, residents)),
          published(scenarios::kPublishedReferrals, "")},
         {"by schools, colleges and universities, of referrals (put in)",
          of_all(by(sim::kSectorSchool) + by(sim::kSectorFurtherHigher)), published(scenarios::kPublishedByEducation)},
         {"by police, of referrals (put in)", of_all(by(sim::kSectorPolice)), published(scenarios::kPublishedByPolice)},
         {"needs that arise a year", number(year.needs, 0), kNone},
         {"sensitivity: needs recognised, of those that arise", percent(over(year.all_right(), year.needs)), kNone},
         {"false-alarm rates of sectors", "above", "none"},
         {"positive predictive value: right ones, of referrals", of_all(year.all_right()),
          "none: adopted cases are the nearest, below"},
         {"offered support by a panel, of referrals", of_all(year.passed_right + year.passed_wrong),
          published(scenarios::kPublishedDiscussed) + ": discussed by a panel"},
         {"not offered support, of referrals", of_all(referrals - year.passed_right - year.passed_wrong),
          published(scenarios::kPublishedNoFurtherAction) + ": no further action; " +
              published(scenarios::kPublishedSignposted) + ": signposted elsewhere"},
         {"adopted as cases, of referrals (chosen so)", of_all(adopted), published(scenarios::kPublishedAdopted)},
         {"adopted cases with a need, of adopted", percent(over(year.adopted_right, adopted)), "none"}}};
}

}  // namespace

SectorYear sector_year(const SupportYear& year, double residents, std::size_t s) {
    SectorYear of = year_of(year, residents, year.right[s], year.wrong[s], year.met_through(s));
    of.false_alarms = kPer * over(year.wrong[s], year.contacts[s]);
    return of;
}

SectorYear all_sectors_year(const SupportYear& year, double residents) {
    return year_of(year, residents, year.all_right(), year.all_wrong(), year.met);
}

std::vector<Table> support_tables(const SupportYear& year, double residents, const std::string& baseline) {
    return {by_sector(year, residents, baseline), beside_published(year, residents)};
}

std::vector<Table> support_tables(const sim::Geography& geography, const sim::Scenario& scenario) {
    const sim::World world = sim::build_world(geography, {.scale = kScaleOfPeople, .seed = 1});
    const sim::Parameters p = sim::with_overrides(sim::default_parameters(), scenario);
    const SupportPeople people = support_people(world, p, scenario.baseline).times(kScaleOfPeople);
    return support_tables(support_year(people, p, scenario.baseline.support), people.residents, scenario.name);
}

}  // namespace concord::validate
