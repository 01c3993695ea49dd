#include "sim/run/period_sums.h"

#include "sim/ground/lanes.h"
#include "sim/ground/parallel.h"
#include "sim/run/week_reader.h"

namespace concord::sim {
namespace {

constexpr std::uint32_t kBins = 200;  // of a histogram of states

template <class Array>
void add_each(Array& sum, const Array& more) {
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += more[k];
}

Lanes bin_of(const Vector& x) {
    const Lanes bin = truncated(as_floats(x) * static_cast<float>(kBins)), last = all(kBins - 1);
    return choose(at_least(last, bin), bin, last);  // 1 belongs to the last bin
}

Histogram no_histogram() {
    Histogram empty;
    for (auto& bins : empty) bins.fill(0);
    return empty;
}

LedgerRow no_ledger() {
    LedgerRow row;
    clear(row);
    return row;
}

}  // namespace

std::array<float, kDeciles> deciles(const std::array<std::uint32_t, kBins>& bins, double total) {
    std::array<float, kDeciles> found;
    found.fill(1);
    double below = 0;
    std::size_t d = 0;
    for (std::size_t b = 0; b < bins.size() && d < kDeciles; ++b) {
        if (bins[b] == 0) continue;
        double wanted = total * static_cast<double>(d + 1) / 10;
        while (below + bins[b] >= wanted) {
            found[d++] = static_cast<float>((static_cast<double>(b) + (wanted - below) / bins[b]) /
                                            static_cast<double>(bins.size()));
            if (d == kDeciles) break;
            wanted = total * static_cast<double>(d + 1) / 10;
        }
        below += bins[b];
    }
    return found;
}

PeriodSums::PeriodSums(const Simulation::Impl& simulation, bool deciles_of_places)
    : sim_(simulation), fifth_(deprivation_fifths(simulation.world.geography)) {
    const Geography& geography = sim_.world.geography;
    layout_.districts = static_cast<int>(geography.districts.size());
    place_.resize(geography.neighbourhoods.size());
    by_age_.resize(geography.areas.size());
    by_group_.resize(geography.areas.size());
    area_histogram_.resize(geography.areas.size());
    if (deciles_of_places) place_histogram_.resize(geography.neighbourhoods.size());
    count_residents();
}

std::array<int, 3> PeriodSums::groups_of_place(std::size_t n) const {
    return {layout_.gm(), layout_.district(sim_.district_of(static_cast<int>(n))), layout_.fifth(fifth_[n])};
}

void PeriodSums::count_residents() {
    const World& world = sim_.world;
    residents_.assign(layout_.count(), 0);
    const auto count = [&](std::size_t n, int band, int group) {
        for (const int g : groups_of_place(n)) residents_[g] += 1;
        residents_[layout_.ethnic(group)] += 1;
        if (band >= kFirstAdultBand) residents_[layout_.age(band)] += 1;
    };
    for (std::size_t n = 0; n < place_.size(); ++n) {
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            count(n, world.age_band[i], world.ethnic_group[i]);
        for (auto c = world.neighbourhood_child_begin[n]; c < world.neighbourhood_child_begin[n + 1]; ++c)
            count(n, kAge0To9, world.child_ethnic_group[c]);
    }
}

void PeriodSums::take() {
    parallel_for(static_cast<int>(by_age_.size()), [&](int area) { take_area(area); });
}

// Adds a neighbourhood's adults by age band and ethnic group to `cell`.
void PeriodSums::take_place(int n, Histogram& histogram, std::array<AdultSums, kCells>& cell) const {
    const World& world = sim_.world;
    const ItemModel& items = sim_.start->initial.items;
    const Vector cut = sim_.cut_of_week(n);
    for (auto i = sim_.begin(n); i < sim_.begin(n + 1); ++i) {
        if (world.age_band[i] < kFirstAdultBand) continue;
        const Vector x = load(sim_.now[i]);
        AdultSums& c = cell[cell_of(world.age_band[i], world.ethnic_group[i])];
        accumulate(c.state, x);
        accumulate(c.square, x * x);
        const Vector agree = logistic_of(items.logit(cut, x));
        accumulate(c.item, agree);
        c.adults += 1;
        c.fell += x[kPoliceTrust] < Simulation::Impl::from_quantised(sim_.police_trust_start[i]) - kFallOfTrust;
        c.bridging += sim_.share_of_other_friends(i);
        if (fifth_[n] == 0) c.deprived_agree += agree[kGetOnWell], c.deprived_adults += 1;
        const Lanes bin = bin_of(x);
        for (int s = 0; s < kStates; ++s) ++histogram[s][bin[s]];
    }
    for (std::size_t c = 0; c < kCells; ++c)
        if (cell[c].adults > 0) cell[c].chance = cell[c].adults * sim_.other_share[c % kEthnicGroups];
}

void PeriodSums::take_area(int area) {
    by_age_[area].fill({});
    by_group_[area].fill({});
    area_histogram_[area] = no_histogram();
    const auto& begin = sim_.world.neighbourhood_of_area_begin;
    for (int n = begin[area]; n < begin[area + 1]; ++n) {
        const bool own_histogram = !place_histogram_.empty();
        Histogram& histogram = own_histogram ? place_histogram_[n] : area_histogram_[area];
        if (own_histogram) histogram = no_histogram();
        std::array<AdultSums, kCells> cell;
        take_place(n, histogram, cell);
        place_[n] = {};
        for (std::size_t c = 0; c < kCells; ++c) {
            if (!(cell[c].adults > 0)) continue;
            place_[n] += cell[c];
            by_age_[area][c / kEthnicGroups] += cell[c];
            by_group_[area][c % kEthnicGroups] += cell[c];
        }
        if (own_histogram)
            for (std::size_t s = 0; s < kStates; ++s) add_each(area_histogram_[area][s], histogram[s]);
    }
}

template <class Row, class Add>
std::vector<Row> PeriodSums::fold(const std::vector<Row>& place,
                                  const std::vector<std::array<Row, kAdultBands>>& by_age,
                                  const std::vector<std::array<Row, kEthnicGroups>>& by_group, const Row& nothing,
                                  const Add& add) const {
    std::vector<Row> group(layout_.count(), nothing);
    for (std::size_t n = 0; n < place.size(); ++n)
        for (const int g : groups_of_place(n)) add(group[g], place[n]);
    const auto first_age = static_cast<std::size_t>(layout_.age(kFirstAdultBand)),
               first_ethnic = static_cast<std::size_t>(layout_.ethnic(0));
    for (std::size_t a = 0; a < by_age.size(); ++a) {
        for (std::size_t b = 0; b < kAdultBands; ++b) add(group[first_age + b], by_age[a][b]);
        for (std::size_t e = 0; e < kEthnicGroups; ++e) add(group[first_ethnic + e], by_group[a][e]);
    }
    return group;
}

std::vector<AdultSums> PeriodSums::adults_of_groups() const {
    return fold(place_, by_age_, by_group_, AdultSums{}, [](AdultSums& sum, const AdultSums& more) { sum += more; });
}

std::vector<EventRow> PeriodSums::events_of_groups() const {
    const Counts& counts = sim_.counts;
    auto groups = fold(counts.place, counts.by_age, counts.by_group, EventRow{}, add_each<EventRow>);
    if (sim_.week == 0)
        for (std::size_t n = 0; n < place_.size(); ++n)
            for (const int g : groups_of_place(n))
                groups[g][kEventHateIncidents] +=
                    starting_incidents(*sim_.start, sim_, static_cast<int>(n)) * kWeeksPerPeriod;
    return groups;
}

std::vector<LedgerRow> PeriodSums::ledger_of_groups() const {
    const Ledger& ledger = sim_.ledger;
    return fold(ledger.place, ledger.by_age, ledger.by_group, no_ledger(), add_each<LedgerRow>);
}

std::vector<Histogram> PeriodSums::histograms_of_places_shown() const {
    std::vector<Histogram> group(1 + layout_.districts, no_histogram());
    for (std::size_t a = 0; a < area_histogram_.size(); ++a)
        for (const int g : {layout_.gm(), layout_.district(sim_.world.geography.areas[a].district)})
            for (std::size_t s = 0; s < kStates; ++s) add_each(group[g][s], area_histogram_[a][s]);
    return group;
}

}  // namespace concord::sim
