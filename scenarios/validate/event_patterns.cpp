// The surge of hate incidents after an attack (P6), by runs with and without it.
#include <algorithm>

#include "scenarios/validate/run_patterns.h"
#include "sim/policy/news_events.h"

namespace concord::validate {
namespace {

using sim::SeriesId;

constexpr int kComes = 12, kWeeks = 28;  // the attack; the run

// The district with the most residents: in Greater Manchester the one of the attack of 2017.
int largest_district(const sim::Geography& geography) {
    std::vector<double> residents(geography.districts.size());
    for (const auto& n : geography.neighbourhoods) residents[static_cast<std::size_t>(n.district)] += n.residents;
    return static_cast<int>(std::max_element(residents.begin(), residents.end()) - residents.begin());
}

// Recorded over those without the attack, in the four weeks that begin so many after it.
double over_expected(const sim::RunRecord& with, const sim::RunRecord& without, int weeks_after) {
    const auto recorded = [&](const sim::RunRecord& record) {
        return record[SeriesId::kEvents].at((kComes + weeks_after) / sim::kWeeksPerPeriod, record.layout().gm(),
                                            int{sim::kEventHateRecorded});
    };
    return recorded(with) / recorded(without);
}

}  // namespace

std::vector<Result> surges(const Setting& setting) {
    const sim::NewsInfo& attack = sim::info(sim::NewsKind::kAttack);
    Result total{.id = "P6",
                 .kind = Kind::kBuiltIn,
                 .measure = "recorded hate incidents in four weeks after an attack, of the published ratio",
                 .low = 0.9,
                 .high = 1.1,
                 .source = "S29;S30",
                 .note = "the ratio is 1.99, race and religion together; the surge is solved from it"};
    Result later{.id = "P6",
                 .kind = Kind::kFollows,
                 .measure = "the same from the ninth week to the twelfth, over those expected",
                 .unit = "percent more",
                 .high = 10,
                 .source = "S31;S32;E20",
                 .decimals = 1};
    sim::NewsEvent event;
    event.kind = attack.kind;
    event.district = largest_district(*setting.geography);
    event.from = sim::add_weeks(setting.baseline.start, kComes);
    event.incident_ratio = attack.ratio.usual;
    for (int seed = 1; seed <= setting.seeds; ++seed) {
        const PairedRuns runs(setting, setting.world(), setting.parameters, static_cast<std::uint32_t>(seed));
        const auto with = runs.run_through(kWeeks, {event}), without = runs.run_through(kWeeks, {});
        total.values.push_back(over_expected(with, without, 0) / attack.ratio.usual);
        later.values.push_back(100 * (over_expected(with, without, 8) - 1));
    }
    return {total, later};
}

}  // namespace concord::validate
