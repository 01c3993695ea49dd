#include "sim/run/group_reader.h"

#include <algorithm>
#include <limits>

#include "sim/run/equality_years.h"
#include "sim/run/period_sums.h"

namespace concord::sim {
namespace {

constexpr float kUndefined = std::numeric_limits<float>::quiet_NaN();

std::vector<double> in_a_year(const std::vector<float>& now, const std::vector<float>& before) {
    std::vector<double> counted;
    for (std::size_t g = 0; g < now.size(); ++g)
        counted.push_back(static_cast<double>(now[g]) - static_cast<double>(before[g]));
    return counted;
}

}  // namespace

std::size_t GroupWeek::bytes() const {
    return sizeof *this +
           (adults.size() + residents.size() + outcome.size() + equality.size() + incidents.size() + stops.size()) *
               sizeof(float);
}

struct GroupReader::Parts {
    explicit Parts(const Simulation::Impl& simulation)
        : sums(simulation, Deciles::kOfNothing), equality(simulation, sums) {}
    PeriodSums sums;
    EqualityOfPeriod equality;
};

GroupReader::GroupReader(const Simulation& simulation) : parts_(std::make_unique<Parts>(*simulation.impl_)) {}
GroupReader::~GroupReader() = default;

GroupWeek GroupReader::read(const GroupWeek* year_before) {
    PeriodSums& sums = parts_->sums;
    sums.take();
    const std::vector<AdultSums> adults = sums.adults_of_groups();
    GroupWeek week;
    for (const AdultSums& of : adults) week.adults.push_back(static_cast<float>(of.adults));
    for (const double count : sums.residents()) week.residents.push_back(static_cast<float>(count));
    for (const EventRow& events : sums.events_since_reset()) {
        week.incidents.push_back(static_cast<float>(events[kEventHateIncidents]));
        week.stops.push_back(static_cast<float>(events[kEventStops]));
    }
    std::vector<double> rate(adults.size(), static_cast<double>(kUndefined));
    if (year_before) {
        const std::vector<double> incidents = in_a_year(week.incidents, year_before->incidents);
        for (std::size_t g = 0; g < rate.size(); ++g)
            if (incidents[g] >= kFewestInCell) rate[g] = 1000 * incidents[g] / sums.residents()[g];
    }
    week.outcome.assign(adults.size() * kOutcomes, kUndefined);
    for (std::size_t g = 0; g < adults.size(); ++g) put_outcomes(&week.outcome[g * kOutcomes], adults[g], rate[g]);
    std::vector<double> equality = parts_->equality.values(sums, adults, [&](int group, int outcome) {
        return static_cast<double>(week.outcome[static_cast<std::size_t>(group * kOutcomes + outcome)]);
    });
    if (year_before) put_stops(sums, in_a_year(week.stops, year_before->stops), equality);
    week.equality.assign(equality.begin(), equality.end());
    return week;
}

}  // namespace concord::sim
