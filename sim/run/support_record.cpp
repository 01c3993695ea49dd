#include "sim/run/support_record.h"

#include <algorithm>

namespace concord::sim {
namespace {

using support::Counts;

// A stretch of a run, of one place.
struct Stretch {
    Counts counts{};
    double weeks = 0;
};

bool is_mean_over_weeks(int measure) { return measure == kSupportNeedsUnmet || measure == kSupportPlacesInUse; }

double wrong_of(const Counts& counts) {
    double wrong = 0;
    for (std::size_t s = 0; s < kSectors; ++s)
        wrong += counts[static_cast<std::size_t>(kSupportReferrals) + s] -
                 counts[static_cast<std::size_t>(kSupportRight) + s];
    return wrong;
}

// Residents of the sample that stand behind a measure.
double people(const Stretch& of, int measure) {
    const auto m = static_cast<std::size_t>(measure);
    if (measure == kSupportWrong) return wrong_of(of.counts);
    if (measure == kSupportWait) return of.counts[support::kStarted];
    return is_mean_over_weeks(measure) ? of.counts[m] / std::max(1.0, of.weeks) : of.counts[m];
}

double value(const Stretch& of, int measure, int scale) {
    if (measure == kSupportWait) return of.counts[kSupportWait] / of.counts[support::kStarted];
    return people(of, measure) * scale;
}

Counts minus(const Counts& a, const Counts& b) {
    Counts difference{};
    for (std::size_t k = 0; k < a.size(); ++k) difference[k] = a[k] - b[k];
    return difference;
}

// Of Greater Manchester, then of the districts.
std::vector<Stretch> stretch(const std::vector<Counts>& until, const std::vector<Counts>* since, double weeks) {
    std::vector<Stretch> places(1, {.weeks = weeks});
    for (std::size_t d = 0; d < until.size(); ++d) {
        places.push_back({since != nullptr ? minus(until[d], (*since)[d]) : until[d], weeks});
        for (std::size_t k = 0; k < until[d].size(); ++k) places[0].counts[k] += places.back().counts[k];
    }
    return places;
}

bool enough(const Stretch& of, int measure) { return people(of, measure) >= kFewestInCell; }

// Places of which a measure is kept, [1 + districts], the same in every stretch.
std::vector<bool> kept(const std::vector<std::vector<Stretch>>& stretches, int measure, const GroupLayout& layout) {
    const std::size_t places = stretches.front().size();
    bool all = true, each = true;
    for (const auto& of : stretches) {
        all = all && enough(of[0], measure);
        for (std::size_t place = 1; place < places; ++place) each = each && enough(of[place], measure);
    }
    std::vector<bool> kept(places);
    for (std::size_t place = 0; place < places; ++place)
        kept[place] = all && (place == 0 || each) &&
                      may_show(kSupportTable[static_cast<std::size_t>(measure)].disclosure, Quantity::kLevel,
                               layout.cell(static_cast<int>(place)));
    return kept;
}

void put_harm_by_group(const std::vector<double>& wrong, RunRecord& record) {
    if (std::any_of(wrong.begin(), wrong.end(), [](double of_group) { return of_group < kFewestInCell; })) return;
    for (int g = 0; g < kEthnicGroups; ++g)
        record[SeriesId::kSupportOfRun].at(record.layout().ethnic(g), static_cast<int>(kSupportWrong)) =
            wrong[static_cast<std::size_t>(g)] * record.scale;
}

}  // namespace

void SupportRecord::year_done(const Simulation::Impl& simulation) { years_.push_back(simulation.support_counts); }

void SupportRecord::finish(const Simulation::Impl& simulation, RunRecord& record) const {
    const GroupLayout layout = record.layout();
    std::vector<std::vector<Stretch>> by_year;
    for (std::size_t y = 0; y < years_.size(); ++y)
        by_year.push_back(stretch(years_[y], y > 0 ? &years_[y - 1] : nullptr, kWeeksPerYear));
    const std::vector<std::vector<Stretch>> whole = {
        stretch(simulation.support_counts, nullptr, static_cast<double>(simulation.week))};
    for (int measure = 0; measure < kSupportCounts; ++measure) {
        const auto put = [&](const std::vector<std::vector<Stretch>>& stretches, const auto& cell) {
            if (stretches.empty()) return;
            const std::vector<bool> shown = kept(stretches, measure, layout);
            for (std::size_t k = 0; k < stretches.size(); ++k)
                for (std::size_t place = 0; place < shown.size(); ++place)
                    if (shown[place]) cell(k, place) = value(stretches[k][place], measure, record.scale);
        };
        put(by_year, [&](std::size_t year, std::size_t place) -> double& {
            return record[SeriesId::kSupport].at(year + 1, place, static_cast<std::size_t>(measure));
        });
        put(whole, [&](std::size_t, std::size_t place) -> double& {
            return record[SeriesId::kSupportOfRun].at(place, static_cast<std::size_t>(measure));
        });
    }
    put_harm_by_group(simulation.support_wrong_by_group, record);
}

std::vector<std::string> support_warnings(const support::Start& start) {
    std::vector<std::string> warnings;
    for (std::size_t s = 0; s < kSectors; ++s)
        if (start.no_wrong[s])
            warnings.push_back("wrong referrals by " + std::string(kSectorKeys[s]) +
                               ": none, as right ones alone are more than what is published");
    return warnings;
}

}  // namespace concord::sim
