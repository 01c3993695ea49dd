#include "scenarios/compare/support_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "scenarios/compare/comparison_words.h"
#include "scenarios/compare/published_support.h"
#include "scenarios/files/text.h"
#include "sim/measures/support.h"

namespace concord::scenarios {
namespace {

constexpr auto kLeastAdopted = std::ranges::min(kPublishedAdopted, {}, &PublishedSupport::value),
               kMostAdopted = std::ranges::max(kPublishedAdopted, {}, &PublishedSupport::value);

constexpr const char* kTooFew =
    "\nSupport: too few simulated residents are referred in a run to say anything; use a larger sample.\n";

// Where a sample is too small for any sector's right and wrong ones, a table would be of dashes alone.
std::string too_few_for_sectors(double referrals_a_year) {
    return wrapped(
               fmt::format("Support: about {:.0f} referrals a year in Greater Manchester; too few simulated residents "
                           "stand behind them to tell sectors apart, or right from wrong. Use a larger sample.",
                           referrals_a_year)) +
           "\n";
}

// Of Greater Manchester, over a run.
struct SupportOfRun {
    std::span<const double> counts;  // [kSupportCounts]
    double residents = 0, years = 0;

    double operator[](int measure) const { return counts[static_cast<std::size_t>(measure)]; }
    double referrals(std::size_t sector) const {
        return counts[static_cast<std::size_t>(sim::kSupportReferrals) + sector];
    }
    double right(std::size_t sector) const { return counts[static_cast<std::size_t>(sim::kSupportRight) + sector]; }
    double a_year_per_100000(double count) const { return count / years / residents * 1e5; }
    double all_referrals() const { return (*this)[sim::kSupportAllReferrals]; }
    double all_right() const { return (*this)[sim::kSupportAllRight]; }
    bool tells_right_from_wrong() const { return !std::isnan(all_right()); }
};

std::string number(double value, int digits, const char* unit = "") {
    return std::isnan(value) ? "-" : fmt::format("{:.{}f}{}", value, digits, unit);
}

std::string row(std::string_view title, double referrals, double right, const SupportOfRun& of) {
    return fmt::format("  {:<24}{:>12}{:>14}{:>14}{:>22}\n", title, number(referrals / of.years, 0),
                       number(100 * right / of[sim::kSupportNeedsArisen], 1, " %"),
                       number(100 * right / referrals, 0, " %"), number(of.a_year_per_100000(referrals - right), 2));
}

std::string sector_rows(const SupportOfRun& of) {
    std::string text =
        fmt::format("  {:<24}{:>12}{:>14}{:>14}{:>22}\n", "", "referrals", "needs", "right of", "wrong referrals");
    text += fmt::format("  {:<24}{:>12}{:>14}{:>14}{:>22}\n", "", "a year", "recognised", "referrals",
                        "a year per 100,000");
    for (std::size_t s = 0; s < sim::kSectors; ++s)
        text += row(sim::kSectorTitles[s], of.referrals(s), of.right(s), of);
    return text + row("All", of.all_referrals(), of.all_right(), of);
}

// What follows from how rare a need is, from the numbers themselves.
std::string base_rate_words(const SupportOfRun& of) {
    const double needs = of.a_year_per_100000(of[sim::kSupportNeedsArisen]),
                 wrong = of.a_year_per_100000(of.all_referrals() - of.all_right()),
                 seen = 100 * of.all_right() / of[sim::kSupportNeedsArisen],
                 right = 100 * of.all_right() / of.all_referrals(),
                 adopted = 100 * of[sim::kSupportAdopted] / of.all_referrals(),
                 with_need = 100 * of[sim::kSupportAdoptedRight] / of[sim::kSupportAdopted];
    std::string text;
    if (!std::isnan(needs + wrong))
        text = fmt::format(
            "Base rates: a need arises in {:.1f} of 100,000 residents a year, so that erring with only {:.1f} of "
            "100,000 "
            "makes {:.0f} % of referrals wrong, while {:.0f} % of needs are recognised. ",
            needs, wrong, 100 - right, seen);
    if (!std::isnan(adopted))
        text += fmt::format("Adopted as cases: {:.0f} % of referrals (published {:.0f} to {:.0f} %, {} to {}){}. ",
                            adopted, kLeastAdopted.value, kMostAdopted.value, kPublishedAdopted.front().target,
                            kPublishedAdopted.back().target,
                            std::isnan(with_need) ? "" : fmt::format(", {:.0f} % of them with a need", with_need));
    return text + "Needs are invented to show what base rates do; no source counts them (docs/limits.md).";
}

std::string flow_words(const SupportOfRun& of) {
    return fmt::format(
        "Needs met {} a year, missed opportunities {}, mean wait {}, places in use {}, cases lost at a border {}.",
        number(of[sim::kSupportNeedsMet] / of.years, 0), number(of[sim::kSupportMissed] / of.years, 0),
        number(of[sim::kSupportWait], 1, " weeks"), number(of[sim::kSupportPlacesInUse], 1),
        number(of[sim::kSupportLostAtBorder] / of.years, 1));
}

// `wrong` by ethnic group; nothing where a group is not shown. No rate: pupils are referred far more than adults, so
// that a rate of adults would tell how young a group is.
std::string harm_words(std::span<const double> wrong, double years) {
    std::vector<std::string> groups;
    for (std::size_t g = 0; g < wrong.size(); ++g) {
        if (std::isnan(wrong[g])) return {};
        groups.push_back(fmt::format("{} {:.0f}", sim::kEthnicGroupNames[g], wrong[g] / years));
    }
    return "Wrong referrals a year by ethnic group, pupils among them: " + joined(groups) +
           ". Background enters by stops alone (exposure); groups differ by how many are at school.";
}

std::string summary(const std::string& name, const SupportOfRun& of) {
    return fmt::format("  {:<34.33}{:>12}{:>12}{:>16}{:>14}{:>14}\n", name,
                       number(100 * of.all_right() / of[sim::kSupportNeedsArisen], 1, " %"),
                       number(100 * of.all_right() / of.all_referrals(), 1, " %"),
                       number(of.a_year_per_100000(of.all_referrals() - of.all_right()), 2),
                       number(of[sim::kSupportNeedsMet] / of.years, 0), number(of[sim::kSupportWait], 1, " weeks"));
}

std::string block(const SupportOfRun& of, const std::string& harm) {
    std::string text = sector_rows(of) + wrapped(base_rate_words(of), 2) + "\n" + wrapped(flow_words(of), 2) + "\n";
    return harm.empty() ? text : text + wrapped(harm, 2) + "\n";
}

std::vector<double> of_ethnic_groups(std::span<const double> by_group, const sim::GroupLayout& layout,
                                     std::size_t stride, std::size_t at) {
    std::vector<double> values;
    for (int g = 0; g < sim::kEthnicGroups; ++g)
        values.push_back(by_group[static_cast<std::size_t>(layout.ethnic(g)) * stride + at]);
    return values;
}

}  // namespace

std::string support_text(const sim::RunRecord& record, const sim::Geography& geography) {
    if (record.weeks == 0) return {};
    const std::vector<double>& values = record[sim::SeriesId::kSupportOfRun].values;
    const auto measures = static_cast<std::size_t>(sim::kSupportCounts);
    const SupportOfRun of{std::span(values).first(measures), static_cast<double>(geography.total_residents()),
                          static_cast<double>(record.weeks) / sim::kWeeksPerYear};
    if (std::isnan(of.all_referrals())) return kTooFew;
    if (!of.tells_right_from_wrong()) return fmt::format("\n{}", too_few_for_sectors(of.all_referrals() / of.years));
    const sim::GroupLayout layout = record.layout();
    const std::string harm = harm_words(of_ethnic_groups(values, layout, measures, sim::kSupportWrong), of.years);
    return "\nSupport, Greater Manchester, mean of the run's years\n" + block(of, harm);
}

std::string support_text(const Comparison& c) {
    const auto table = std::find_if(c.tables.begin(), c.tables.end(),
                                    [](const FoldedTable& t) { return t.name == "support_of_run_mean"; });
    if (table == c.tables.end() || c.plan.weeks == 0) return {};
    const auto measures = static_cast<std::size_t>(sim::kSupportCounts), groups = c.groups.size(),
               scenarios = static_cast<std::size_t>(c.scenarios());
    const double years = static_cast<double>(c.plan.weeks) / sim::kWeeksPerYear;
    const auto of = [&](std::size_t s) {
        return SupportOfRun{std::span(table->values).subspan(s * groups * measures, measures), c.residents, years};
    };
    if (std::isnan(of(0).all_referrals())) return kTooFew;
    if (!of(0).tells_right_from_wrong()) return fmt::format("\n{}", too_few_for_sectors(of(0).all_referrals() / years));
    const sim::GroupLayout layout{.districts = c.districts};
    const std::string harm = harm_words(of_ethnic_groups(table->values, layout, measures, sim::kSupportWrong), years);
    std::string text = fmt::format("\nSupport, Greater Manchester, {}, mean of the runs\n", c.plan.names[0]);
    text += block(of(0), harm);
    text += fmt::format("  {:<34}{:>12}{:>12}{:>16}{:>14}{:>14}\n", "", "needs", "right of", "wrong a year",
                        "needs met", "");
    text += fmt::format("  {:<34}{:>12}{:>12}{:>16}{:>14}{:>14}\n", "", "recognised", "referrals", "per 100,000",
                        "a year", "mean wait");
    for (std::size_t s = 0; s < scenarios; ++s) text += summary(c.plan.names[s], of(s));
    return text;
}

}  // namespace concord::scenarios
