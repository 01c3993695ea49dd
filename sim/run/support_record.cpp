#include "sim/run/support_record.h"

#include <algorithm>
#include <cmath>

namespace concord::sim {
namespace {

using support::Counts;
using support::sum_over_sectors;

// A stretch of a run, of one place.
struct Stretch {
    Counts counts{};
    double weeks = 0;
};

bool is_mean_over_weeks(int measure) { return measure == kSupportNeedsUnmet || measure == kSupportPlacesInUse; }

std::size_t of_sector(int measure, std::size_t sector) { return static_cast<std::size_t>(measure) + sector; }

// Residents of the sample, or their mean over weeks.
double people(const Stretch& of, int measure) {
    switch (measure) {
        case kSupportAllReferrals: return sum_over_sectors(of.counts, kSupportReferrals);
        case kSupportAllRight: return sum_over_sectors(of.counts, kSupportRight);
        case kSupportWrong:
            return sum_over_sectors(of.counts, kSupportReferrals) - sum_over_sectors(of.counts, kSupportRight);
        case kSupportWait: return of.counts[support::kStarted];
        default: break;
    }
    const double count = of.counts[static_cast<std::size_t>(measure)];
    return is_mean_over_weeks(measure) ? count / std::max(1.0, of.weeks) : count;
}

// The measure that holds those of this one and others, who then follow by subtraction.
int part_of(int measure) {
    if (measure >= kSupportRight && measure < kSupportRight + static_cast<int>(kSectors))
        return measure - kSupportRight + kSupportReferrals;
    if (measure == kSupportAdoptedRight) return kSupportAdopted;
    return measure == kSupportAllRight || measure == kSupportWrong ? kSupportAllReferrals : -1;
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

bool enough(const Stretch& of, int measure) {
    const double own = people(of, measure);
    const int whole = part_of(measure);
    return own >= kFewestInCell && (whole < 0 || people(of, whole) - own >= kFewestInCell);
}

// Of Greater Manchester and of the districts, whether a measure is kept: in every stretch or in none.
struct Kept {
    bool whole = true, districts = true;
};
using KeptOf = std::array<Kept, static_cast<std::size_t>(kSupportCounts)>;

// What is left of sectors that are not kept follows from the sum, and of right ones what is wrong: both must be of
// enough.
void hide_what_follows(const std::vector<std::vector<Stretch>>& stretches, int first, KeptOf& kept) {
    const auto rest = [&] {
        bool any = false, few = false;
        for (const auto& of : stretches) {
            double sum = 0, wrong = 0;
            for (std::size_t s = 0; s < kSectors; ++s) {
                if (kept[of_sector(first, s)].whole) continue;
                sum += of[0].counts[of_sector(first, s)], any = true;
                wrong += of[0].counts[of_sector(kSupportReferrals, s)] - of[0].counts[of_sector(kSupportRight, s)];
            }
            few = few || sum < kFewestInCell || (first == kSupportRight && wrong < kFewestInCell);
        }
        return any && few;
    };
    while (rest()) {
        std::size_t smallest = kSectors;
        for (std::size_t s = 0; s < kSectors; ++s)
            if (kept[of_sector(first, s)].whole &&
                (smallest == kSectors ||
                 stretches[0][0].counts[of_sector(first, s)] < stretches[0][0].counts[of_sector(first, smallest)]))
                smallest = s;
        if (smallest == kSectors) return;
        kept[of_sector(first, smallest)].whole = false;
    }
}

KeptOf kept_of(const std::vector<std::vector<Stretch>>& stretches) {
    KeptOf kept;
    for (int measure = 0; measure < kSupportCounts; ++measure) {
        Kept& of_measure = kept[static_cast<std::size_t>(measure)];
        for (const auto& of : stretches) {
            of_measure.whole = of_measure.whole && enough(of[0], measure);
            for (std::size_t place = 1; place < of.size(); ++place)
                of_measure.districts = of_measure.districts && enough(of[place], measure);
        }
    }
    hide_what_follows(stretches, kSupportReferrals, kept);
    hide_what_follows(stretches, kSupportRight, kept);
    bool every_sector = true;
    for (std::size_t s = 0; s < kSectors; ++s)
        every_sector = every_sector && kept[of_sector(kSupportReferrals, s)].districts;
    for (std::size_t s = 0; s < kSectors; ++s) kept[of_sector(kSupportReferrals, s)].districts = every_sector;
    return kept;
}

bool shown(const Kept& kept, int measure, std::size_t place, const GroupLayout& layout) {
    return kept.whole && (place == 0 || kept.districts) &&
           may_show(kSupportTable[static_cast<std::size_t>(measure)].disclosure, Quantity::kLevel,
                    layout.cell(static_cast<int>(place)));
}

void put_harm_by_group(const std::vector<double>& wrong, RunRecord& record) {
    if (std::any_of(wrong.begin(), wrong.end(), [](double of_group) { return of_group < kFewestInCell; })) return;
    // They add up to all wrong ones, which are not always told.
    if (std::isnan(record[SeriesId::kSupportOfRun].at(record.layout().gm(), static_cast<int>(kSupportWrong)))) return;
    for (int g = 0; g < kEthnicGroups; ++g)
        record[SeriesId::kSupportOfRun].at(record.layout().ethnic(g), static_cast<int>(kSupportWrong)) =
            wrong[static_cast<std::size_t>(g)] * record.scale;
}

// Reports of referrals are parts of a year, and of the run: one that is not told, or what no report is of, would follow
// from what is told of these. All reports are told or none, of Greater Manchester, and of all districts or of none.
void hide_reports_that_follow(const Simulation::Impl& simulation, RunRecord& record) {
    const std::size_t places = simulation.tallies.size() + 1;
    std::vector<bool> told(places, true);
    std::int32_t until = 0;
    for (std::size_t r = 0; r < simulation.reports.size(); ++r) {
        const monitoring::Report& report = simulation.reports[r];
        for (std::size_t place = 0; place < places; ++place)
            told[place] = told[place] && report.from == until &&
                          !std::isnan(monitoring::measured_in(simulation, r, place, kSeenReferrals).seen);
        until = report.to;
    }
    if (until < simulation.week) {  // what is tallied for a report to come
        const bool joins = !simulation.open_report.empty() && simulation.open_report.front().from == until;
        double sum = 0;
        for (std::size_t d = 0; d + 1 < places; ++d) {
            sum += simulation.tallies[d].referrals;
            told[1 + d] = told[1 + d] && joins && simulation.tallies[d].referrals >= kFewestInCell;
        }
        told[0] = told[0] && joins && sum >= kFewestInCell;
    }
    const bool districts = std::all_of(told.begin() + 1, told.end(), [](bool one) { return one; });
    for (const SeriesId id : {SeriesId::kMeasured, SeriesId::kMeasuredTruth})
        for (std::size_t quarter = 0; quarter < record[id].length(Axis::kQuarter); ++quarter)
            for (std::size_t place = 0; place < places; ++place)
                if (!told[0] || (place > 0 && !districts))
                    record[id].at(quarter, place, std::size_t{kSeenReferrals}) = std::nan("");
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
    const auto put = [&](const std::vector<std::vector<Stretch>>& stretches, const auto& cell) {
        if (stretches.empty()) return;
        // What follows the last whole year is the run's less the years'.
        std::vector<std::vector<Stretch>> all = stretches;
        if (&stretches == &by_year && simulation.week % kWeeksPerYear != 0)
            all.push_back(stretch(simulation.support_counts, &years_.back(), simulation.week % kWeeksPerYear));
        const KeptOf kept = kept_of(all);
        for (std::size_t k = 0; k < stretches.size(); ++k)
            for (std::size_t place = 0; place < stretches[k].size(); ++place)
                for (int measure = 0; measure < kSupportCounts; ++measure)
                    if (shown(kept[static_cast<std::size_t>(measure)], measure, place, layout))
                        cell(k, place, measure) = value(stretches[k][place], measure, record.scale);
    };
    put(by_year, [&](std::size_t year, std::size_t place, int measure) -> double& {
        return record[SeriesId::kSupport].at(year + 1, place, measure);
    });
    put(whole, [&](std::size_t, std::size_t place, int measure) -> double& {
        return record[SeriesId::kSupportOfRun].at(place, measure);
    });
    put_harm_by_group(simulation.support_wrong_by_group, record);
    hide_reports_that_follow(simulation, record);
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
