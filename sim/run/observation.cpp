#include "sim/run/observation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "sim/run/programme_sums.h"

namespace concord::sim {

Observation::Observation(Simulation::Impl& simulation, PeriodObserver* observer, std::span<const Measure> further)
    : sim_(simulation),
      further_(further),
      week_reader_(simulation.start),
      sums_(simulation, observer ? Deciles::kOfPlaces : Deciles::kOfAreas),
      equality_(simulation, sums_),
      record_(simulation.world.geography, simulation.scenario.length(),
              static_cast<int>(simulation.scenario.levers.size()), further) {
    if (observer) places_.emplace(*observer);
    record_.seed = sim_.options.seed;
    record_.scale = sim_.world.scale;
    record_.warnings = sim_.start->balance.warnings;
    for (const news::Event& event : sim_.news_events.list)
        if (event.ratio_is_out_of_reach)
            record_.warnings.push_back(std::string(info(event.kind).name) +
                                       ": fallen openness alone brings more hate incidents than its ratio says; none "
                                       "are added");
    for (std::string& warning : support_warnings(sim_.start->support)) record_.warnings.push_back(std::move(warning));
    put_period();
    put_week();
    put_year();
}

void Observation::week_done() {
    put_bought();
    put_measured();
    if (sim_.week % kWeeksPerPeriod == 0) put_period();
    put_week();
    if (sim_.week % kWeeksPerYear == 0) put_year(), support_.year_done(sim_);
}

void Observation::put_week() {
    const std::vector<float> outcomes = week_reader_.outcomes(sim_);
    Series& weekly = record_[SeriesId::kWeeklyOutcomes];
    std::copy(outcomes.begin(), outcomes.end(), &weekly.at(sim_.week));
    // Greater Manchester comes first.
    std::copy_n(outcomes.begin(), kOutcomes, &record_[SeriesId::kWeeklyOfAll].at(sim_.week));
    record_.weeks = sim_.week;
}

// What the week just done bought joins its year.
void Observation::put_bought() {
    Series& bought = record_[SeriesId::kUnitsBought];
    const int year = (sim_.week - 1) / kWeeksPerYear;
    const double* units = sim_.units_bought.data();
    for (int lever = 0; lever < record_.shape.levers; ++lever)
        for (int district = 0; district < record_.shape.districts; ++district)
            bought.at(lever, district, year) += *units++;
}

void Observation::put_period() {
    const int period = sim_.week / kWeeksPerPeriod;
    sums_.take();
    const std::vector<AdultSums> adults = sums_.adults_of_groups();
    const std::vector<EventRow> events = sums_.events_of_groups();
    put_outcomes_of_groups(period, adults, events);
    put_further(period, adults, events);
    equality_.add(period, sums_, adults, events, record_);
    put_dimensions(period, adults[static_cast<std::size_t>(sums_.layout().gm())]);
    put_states(period, adults);
    put_deciles(period);
    put_programme(period);
    if (period == 0) {
        for (std::size_t g = 0; g < adults.size(); ++g)
            record_[SeriesId::kAdults].at(g) = adults[g].adults * sim_.world.scale;
    } else {
        put_ledger(period, adults);
        for (std::size_t g = 0; g < events.size(); ++g)
            for (std::size_t e = 0; e < kEventKinds; ++e)
                record_[SeriesId::kEvents].at(period - 1, g, e) = events[g][e] * sim_.world.scale;
        put_meetings(period);
    }
    if (places_) places_->hand_out(sim_, sums_);
    sim_.ledger.reset(sums_.places().size(), sim_.world.geography.areas.size());
    sim_.counts.reset(sums_.places().size(), sim_.world.geography.areas.size());
    record_.periods = period;
}

// Those since the period began; of meetings as they are, a sample has as many as the whole.
void Observation::put_meetings(int period) {
    meetings_before_.resize(sim_.meeting_counts.size());
    for (std::size_t d = 0; d < sim_.meeting_counts.size(); ++d)
        for (std::size_t k = 0; k < kMeetingCounts; ++k)
            record_[SeriesId::kMeetings].at(period - 1, d, k) = sim_.meeting_counts[d][k] - meetings_before_[d][k];
    meetings_before_ = sim_.meeting_counts;
}

void Observation::put_programme(int period) {
    const std::vector<ProgrammeLevels> levels = programme_levels(*sim_.start, sim_);
    Series& programme = record_[SeriesId::kProgramme];
    // Among the groups too Greater Manchester comes first, then its districts.
    for (std::size_t place = 0; place < levels.size(); ++place)
        for (std::size_t k = 0; k < kProgrammeMeasures; ++k)
            programme.at(period, place, k) = static_cast<double>(static_cast<float>(levels[place][k]));
}

// A report stands at the quarter that it ends with; when it becomes known is another matter.
void Observation::put_measured() {
    const ReportOfWeek report = report_of_week(sim_);
    if (report.measured.empty()) return;
    const std::size_t quarter = static_cast<std::size_t>(sim_.week / kWeeksPerQuarter) - 1;
    Series &measured = record_[SeriesId::kMeasured], &truth = record_[SeriesId::kMeasuredTruth];
    std::copy(report.measured.begin(), report.measured.end(), &measured.at(quarter));
    std::copy(report.truth.begin(), report.truth.end(), &truth.at(quarter));
}

void Observation::put_outcomes_of_groups(int period, const std::vector<AdultSums>& adults,
                                         const std::vector<EventRow>& events) {
    Series& outcomes = record_[SeriesId::kGroupOutcomes];
    const std::size_t first_by_person = sums_.layout().age(kFirstAdultBand);
    for (std::size_t g = 0; g < adults.size(); ++g) {
        const double rate = events[g][kEventHateIncidents] * kWeeksPerYear / kWeeksPerPeriod * 1000 /
                            std::max(1.0, sums_.residents()[g]);
        std::array<float, kOutcomes> values;
        values.fill(kNotDefined);
        put_outcomes(values.data(), adults[g],
                     period == 0 && g >= first_by_person ? static_cast<double>(kNotDefined) : rate);
        std::copy(values.begin(), values.end(), &outcomes.at(period, g));
    }
}

void Observation::put_further(int period, const std::vector<AdultSums>& adults, const std::vector<EventRow>& events) {
    Series& outcomes = record_[SeriesId::kGroupOutcomes];
    for (std::size_t k = 0; k < further_.size(); ++k) {
        std::vector<float> by_group(adults.size(), kNotDefined);
        further_[k].put({sums_.layout(), adults, events, sums_.residents()}, by_group);
        for (std::size_t g = 0; g < by_group.size(); ++g)
            outcomes.at(period, g, kOutcomes + k) = static_cast<double>(by_group[g]);
    }
}

void Observation::put_dimensions(int period, const AdultSums& gm) {
    if (gm.adults < kFewestInCell) return;
    const auto dimensions = represented_dimensions(gm.state / gm.adults, bridging_of(gm));
    for (std::size_t k = 0; k < dimensions.size(); ++k)
        record_[SeriesId::kDimensions].at(period, k) = static_cast<double>(static_cast<float>(dimensions[k]));
}

void Observation::put_states(int period, const std::vector<AdultSums>& groups) {
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const AdultSums& sums = groups[g];
        if (sums.adults < kFewestInCell) continue;
        for (int s = 0; s < kStates; ++s) {
            const double m = sums.state[s] / sums.adults;
            const double deviation = std::sqrt(std::max(0.0, sums.square[s] / sums.adults - m * m));
            record_[SeriesId::kStateMeans].at(period, g, s) = static_cast<double>(static_cast<float>(m));
            record_[SeriesId::kStateDeviations].at(period, g, s) = static_cast<double>(static_cast<float>(deviation));
        }
    }
}

void Observation::put_deciles(int period) {
    const std::vector<Histogram> places = sums_.histograms_of_places_shown();
    for (std::size_t g = 0; g < places.size(); ++g)
        for (std::size_t s = 0; s < kStates; ++s) {
            const auto& bins = places[g][s];
            const double total = std::accumulate(bins.begin(), bins.end(), 0.0);
            if (total < kFewestInCell) continue;
            const auto found = deciles(bins, total);
            for (std::size_t d = 0; d < kDeciles; ++d)
                record_[SeriesId::kStateDeciles].at(period, g, s, d) = static_cast<double>(found[d]);
        }
}

void Observation::put_ledger(int period, const std::vector<AdultSums>& groups) {
    for (const LedgerRow& place : sim_.ledger.place) {
        for (const VectorDouble& column : place) gross_ += column.abs();
        bounds_ += place[kLedgerBounds].abs();
    }
    const std::vector<LedgerRow> rows = sums_.ledger_of_groups();
    Series& ledger = record_[SeriesId::kLedger];
    const auto first_household = static_cast<std::size_t>(sums_.layout().household(kWithChildren));
    for (std::size_t g = first_household; g < rows.size(); ++g)  // kept by age and ethnic group alone
        std::fill_n(&ledger.at(period - 1, g), kLedgerColumns * kStates, static_cast<double>(kNotDefined));
    for (std::size_t g = 0; g < first_household; ++g)
        for (std::size_t c = 0; c < kLedgerColumns; ++c)
            for (int s = 0; s < kStates; ++s)
                ledger.at(period - 1, g, c, s) = groups[g].adults > 0 ? rows[g][c][s] / groups[g].adults : 0;
}

void Observation::put_year() {
    Series& kept = record_[SeriesId::kNeighbourhoodOutcomes];
    const int year = sim_.week / kWeeksPerYear;
    for (std::size_t n = 0; n < sums_.places().size(); ++n) {
        std::array<float, kOutcomes> values;
        values.fill(kNotDefined);
        put_outcomes(values.data(), sums_.places()[n], static_cast<double>(kNotDefined));
        for (std::size_t k = 0; k < kPlaceOutcomes.size(); ++k)
            kept.at(year, k, n) = static_cast<double>(values[kPlaceOutcomes[k]]);
    }
}

RunRecord Observation::finish() {
    warn_of_bounds();
    warn_of_empty_seats();
    support_.finish(sim_, record_);
    return std::move(record_);
}

void Observation::warn_of_bounds() {
    constexpr double kMostAtBounds = 0.01;  // of the gross change (section 4)
    for (int s = 0; s < kStates; ++s)
        if (bounds_[s] > kMostAtBounds * gross_[s])
            record_.warnings.push_back("the bounds [0, 1] took more than 1 % of the gross change of " +
                                       std::string(kStateNames[s]));
}

void Observation::warn_of_empty_seats() {
    constexpr double kFewestFilled = 0.97;  // of the seats bought; below it the sample is too small for the programme
    static constexpr std::array<const char*, engagement::kSeatKinds> kOf = {
        "community engagement: fewer than 97 % of the seats", "bridging programmes: fewer than 97 % of the places",
        "English circles: fewer than 97 % of the places"};
    for (std::size_t kind = 0; kind < kOf.size(); ++kind) {
        double bought = 0, filled = 0;
        for (std::size_t a = 0; a < sim_.seats_bought.size(); ++a)
            bought += sim_.seats_bought[a][kind], filled += sim_.seats_filled[a][kind];
        if (bought > 100.0 * sim_.world.scale && filled < kFewestFilled * bought)
            record_.warnings.push_back(std::string(kOf[kind]) + " bought were filled; use a larger sample");
    }
}

}  // namespace concord::sim
