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

PeriodSums::PeriodSums(const Simulation::Impl& simulation, Deciles deciles)
    : sim_(simulation), fifth_(deprivation_fifths(simulation.world.geography)) {
    const Geography& geography = sim_.world.geography;
    layout_.districts = static_cast<int>(geography.districts.size());
    adults_.place.resize(geography.neighbourhoods.size());
    adults_.by_age.resize(geography.areas.size());
    adults_.by_group.resize(geography.areas.size());
    adults_.by_household.resize(geography.areas.size());
    area_powers_.resize(geography.areas.size());
    if (deciles != Deciles::kOfNothing) area_histogram_.resize(geography.areas.size());
    if (deciles == Deciles::kOfPlaces) place_histogram_.resize(geography.neighbourhoods.size());
    count_residents();
}

std::array<int, 3> PeriodSums::groups_of_place(std::size_t n) const {
    return {layout_.gm(), layout_.district(sim_.district_of(static_cast<int>(n))), layout_.fifth(fifth_[n])};
}

void PeriodSums::count_residents() {
    const World& world = sim_.world;
    residents_.assign(layout_.count(), 0);
    talkers_.assign(layout_.count(), 0);
    const auto count = [&](std::vector<double>& sums, std::size_t n, int band, int group, std::uint32_t household) {
        for (const int g : groups_of_place(n)) sums[g] += 1;
        sums[layout_.ethnic(group)] += 1;
        if (band >= kFirstAdultBand) sums[layout_.age(band)] += 1;
        sums[layout_.household(static_cast<HouseholdKind>(sim_.household_kinds[household]))] += 1;
    };
    for (std::size_t n = 0; n < adults_.place.size(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            count(talkers_, n, world.age_band[i], world.ethnic_group[i], world.household[i]);
    residents_ = talkers_;
    for (std::size_t n = 0; n < adults_.place.size(); ++n)
        for (auto c = world.neighbourhood_child_begin[n]; c < world.neighbourhood_child_begin[n + 1]; ++c)
            count(residents_, n, kAge0To9, world.child_ethnic_group[c], world.child_household[c]);
}

void PeriodSums::take() {
    parallel_for(static_cast<int>(adults_.by_age.size()), [&](int area) { take_area(area); });
}

// Powers are summed in float over a place, and in double beyond it.
void PeriodSums::take_place(int n, const Sums& sums) const {
    const World& world = sim_.world;
    const ItemModel& items = sim_.start->initial.items;
    const Vector cut = sim_.cut_of_week(n);
    Vector first = Vector::Zero(), second = Vector::Zero(), third = Vector::Zero(), fourth = Vector::Zero();
    std::array<double, kEthnicGroups> with_children{};
    for (auto i = sim_.begin(n); i < sim_.begin(n + 1); ++i) {
        if (world.age_band[i] < kFirstAdultBand) continue;
        const Vector x = load(sim_.now[i]), agree = logistic_of(items.logit(cut, x)), from_half = x - 0.5f,
                     squared = from_half * from_half;
        const bool fell = x[kPoliceTrust] < Simulation::Impl::from_quantised(sim_.police_trust_start[i]) - kFallOfTrust;
        const auto add_to = [&](AdultSums& c) {
            accumulate(c.state, x);
            accumulate(c.square, x * x);
            accumulate(c.item, agree);
            c.adults += 1;
            c.fell += fell;
            c.bridging += sim_.share_of_other_friends(i);
            c.ties += sim_.other_friends(i);
            if (fifth_[n] == 0) c.deprived_agree += agree[kGetOnWell], c.deprived_adults += 1;
        };
        add_to(sums.cell[cell_of(world.age_band[i], world.ethnic_group[i])]);
        if (sim_.household_kind(i) == kWithChildren) {
            add_to(sums.with_children);
            with_children[world.ethnic_group[i]] += 1;
        }
        first += from_half;
        second += squared;
        third += squared * from_half;
        fourth += squared * squared;
        if (!sums.histogram) continue;
        const Lanes bin = bin_of(x);
        for (int s = 0; s < kStates; ++s) ++(*sums.histogram)[s][bin[s]];
    }
    accumulate(sums.powers.first, first);
    accumulate(sums.powers.second, second);
    accumulate(sums.powers.third, third);
    accumulate(sums.powers.fourth, fourth);
    for (std::size_t c = 0; c < kCells; ++c)
        if (sums.cell[c].adults > 0) {
            sums.cell[c].chance = sums.cell[c].adults * sim_.other_share[c % kEthnicGroups];
            sums.powers.adults += sums.cell[c].adults;
        }
    for (std::size_t g = 0; g < kEthnicGroups; ++g) sums.with_children.chance += with_children[g] * sim_.other_share[g];
}

void PeriodSums::take_area(int area) {
    adults_.by_age[area].fill({});
    adults_.by_group[area].fill({});
    area_powers_[area] = {};
    Histogram* of_area = area_histogram_.empty() ? nullptr : &area_histogram_[area];
    if (of_area) *of_area = no_histogram();
    AdultSums all, with_children;
    const auto& begin = sim_.world.neighbourhood_of_area_begin;
    for (int n = begin[area]; n < begin[area + 1]; ++n) {
        const bool own_histogram = !place_histogram_.empty();
        Histogram* histogram = own_histogram ? &place_histogram_[n] : of_area;
        if (own_histogram) *histogram = no_histogram();
        std::array<AdultSums, kCells> cell;
        take_place(n, {histogram, cell, with_children, area_powers_[area]});
        AdultSums& place = adults_.place[n];
        place = {};
        for (std::size_t c = 0; c < kCells; ++c) {
            if (!(cell[c].adults > 0)) continue;
            place += cell[c];
            adults_.by_age[area][c / kEthnicGroups] += cell[c];
            adults_.by_group[area][c % kEthnicGroups] += cell[c];
        }
        all += place;
        if (own_histogram)
            for (std::size_t s = 0; s < kStates; ++s) add_each((*of_area)[s], (*histogram)[s]);
    }
    adults_.by_household[area][kWithChildren] = with_children;
    adults_.by_household[area][kWithoutChildren] = all -= with_children;
}

std::vector<AdultSums> PeriodSums::adults_of_groups() const {
    return fold(adults_, AdultSums{}, [](AdultSums& sum, const AdultSums& more) { sum += more; });
}

std::vector<EventRow> PeriodSums::events_since_reset() const {
    return fold(sim_.counts, EventRow{}, add_each<EventRow>);
}

std::vector<EventRow> PeriodSums::events_of_groups() const {
    auto groups = events_since_reset();
    if (sim_.week == 0)
        for (std::size_t n = 0; n < adults_.place.size(); ++n)
            for (const int g : groups_of_place(n))
                groups[g][kEventHateIncidents] +=
                    starting_incidents(*sim_.start, sim_, static_cast<int>(n)) * kWeeksPerPeriod;
    return groups;
}

std::vector<LedgerRow> PeriodSums::ledger_of_groups() const {
    return fold(sim_.ledger, no_ledger(), add_each<LedgerRow>);
}

std::vector<Histogram> PeriodSums::histograms_of_places_shown() const {
    std::vector<Histogram> group(1 + layout_.districts, no_histogram());
    for (std::size_t a = 0; a < area_histogram_.size(); ++a)
        for (const int g : {layout_.gm(), layout_.district(sim_.world.geography.areas[a].district)})
            for (std::size_t s = 0; s < kStates; ++s) add_each(group[g][s], area_histogram_[a][s]);
    return group;
}

}  // namespace concord::sim
