#include "sim/run/observation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/ground/lanes.h"
#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"
#include "sim/measures/cohesion_index.h"

namespace concord::sim {
namespace {

constexpr float kNotDefined = std::numeric_limits<float>::quiet_NaN();
constexpr Resolution kPlace = Resolution::kNeighbourhood;
constexpr float kFall = 0.1f;  // of police_trust, headline outcome (section 6)

template <class Array>
void add(Array& sum, const Array& more) {
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += more[k];
}

template <class HistogramOfState>
float decile(const HistogramOfState& bins, double total, int d) {
    double below = 0, wanted = total * d / 10;
    for (std::size_t b = 0; b < bins.size(); ++b) {
        if (below + bins[b] >= wanted && bins[b] > 0)  // linear inside the bin
            return static_cast<float>((static_cast<double>(b) + (wanted - below) / bins[b]) /
                                      static_cast<double>(bins.size()));
        below += bins[b];
    }
    return 1;
}

constexpr std::uint32_t kBins = 200;  // of a histogram of states

Lanes bin_of(const Vector& x) {
    const Lanes bin = truncated(as_floats(x) * static_cast<float>(kBins)), last = all(kBins - 1);
    return choose(at_least(last, bin), bin, last);  // 1 belongs to the last bin
}

// What hostility is fed by (4.6), summed over a neighbourhood by ethnic group: max(0, 1 - o / cutoff). Lane by lane, so
// that no sum waits for another, and in float: a lane adds some hundred values.
class LackOfOpenness {
  public:
    explicit LackOfOpenness(const Parameters& p) : per_cutoff_(static_cast<float>(1 / p.hostility_cutoff)) {
        by_group_.fill(all(0.0f));
    }
    void add(Floats openness, Lanes group) {
        const Floats lack = clipped(1.0f - openness * per_cutoff_, 0.0f, 1.0f);
        for (std::uint32_t g = 0; g < kEthnicGroups; ++g) by_group_[g] += choose(equal(group, all(g)), lack, all(0.0f));
    }
    double of(std::size_t group) const { return sum_of(by_group_[group]); }

  private:
    float per_cutoff_;
    std::array<Floats, kEthnicGroups> by_group_;
};

}  // namespace

// Logits of the items at zero state, this week: two of them follow the neighbourhood's disorder.
Vector Simulation::Impl::cut_of_week(int n) const {
    const auto k = static_cast<std::size_t>(n);
    const auto& p = start->parameters;
    const double more_disorder =
        maths::log(static_cast<double>(std::max(disorder[k], 1e-6f) / std::max(start->policing.disorder[k], 1e-6f)));
    const auto disorder_logit =
        static_cast<float>(p.item_disorder_slope / start->policing.log_disorder_per_z * more_disorder);
    Vector cut = start->initial.items.cut[k];
    cut[kDisorderProblem] += disorder_logit;
    cut[kSatisfiedArea] += static_cast<float>(p.item_satisfied_disorder) * disorder_logit;
    return cut;
}

// Sums over eight residents in float, over the neighbourhood in double. Under-16s count towards their area alone.
void Simulation::Impl::observe_place(int n, const Column<ResidentState>& states, AreaSums& area) {
    const Vector cut = cut_of_week(n);
    const ItemModel& items = start->initial.items;
    VectorDouble talkers = VectorDouble::Zero(), adults_state = VectorDouble::Zero(),
                 adults_agree = VectorDouble::Zero();
    LackOfOpenness lack(start->parameters);
    int fell = 0;
    const std::uint32_t end = begin(n + 1);
    for (std::uint32_t first = begin(n); first < end; first += kWide) {
        const ResidentState* x = states.data() + first;
        const int count = static_cast<int>(std::min<std::uint32_t>(kWide, end - first));
        const Lanes counted = ~at_least(counting_from(0), all(static_cast<std::uint32_t>(count)));
        const Lanes adult = counted & at_least(widened(&world.age_band[first]), all(std::uint32_t{kFirstAdultBand}));
        const Floats weight = choose(adult, all(1.0f), all(0.0f));
        Vector all_of = Vector::Zero(), adults_of = Vector::Zero(), agree = Vector::Zero();
        for (int lane = 0; lane < count; ++lane) {
            const Vector one = load(x[lane]);
            all_of += one;
            adults_of += weight[lane] * one;
            agree += weight[lane] * logistic_of(items.logit(cut, one));
        }
        accumulate(talkers, all_of);
        accumulate(adults_state, adults_of);
        accumulate(adults_agree, agree);
        // Past the end of the place nothing is read: it may be another thread's.
        const auto at = [&](int lane) { return std::min(lane, count - 1); };
        const auto start_of = [&](int lane) {
            return police_trust_start[first + static_cast<std::uint32_t>(at(lane))];
        };
        const Floats police = each_lane_float([&](int lane) { return x[at(lane)].value[kPoliceTrust]; });
        const Floats before =
            from_quantised(count == kWide ? widened(&police_trust_start[first]) : each_lane(start_of));
        fell += __builtin_popcount(mask_of(less(police, before - kFall) & adult));
        lack.add(each_lane_float([&](int lane) { return x[at(lane)].value[kOpenness]; }),
                 choose(counted, widened(&world.ethnic_group[first]), all(kNone)));
    }
    PlaceSums& place = sums[static_cast<std::size_t>(n)];
    place.state = adults_state;
    place.item = adults_agree;
    place.fell = fell;
    for (std::size_t g = 0; g < kEthnicGroups; ++g) {
        const auto& of_group = world.group_begin[static_cast<std::size_t>(n)];
        area.lack_of_openness[g] += lack.of(g);
        area.talkers[g] += of_group[g + 1] - of_group[g];
    }
    area.police_trust += talkers[kPoliceTrust];
    area.openness += talkers[kOpenness];
}

namespace {

// Friends of another background over friends, by both counts.
constexpr auto kShare = [] {
    std::array<std::array<double, kMaxFriends + 1>, kMaxFriends + 1> share{};
    for (std::size_t ties = 1; ties <= kMaxFriends; ++ties)
        for (std::size_t other = 0; other <= ties; ++other)
            share[ties][other] = static_cast<double>(other) / static_cast<double>(ties);
    return share;
}();

}  // namespace

double Simulation::Impl::share_of_other_friends(std::uint32_t i) const {
    return kShare[ties_counted[i] & 15u][ties_counted[i] >> 4];
}

void Simulation::Impl::count_ties(std::uint32_t i) {
    const std::uint8_t* groups = world.ethnic_group.data();
    const Lanes tie = load_lanes(friends[i].data()), none = equal(tie, all(kNone)), someone = choose(none, all(i), tie);
    const Lanes own = equal(each_lane([&](int k) { return groups[someone[k]]; }), all(std::uint32_t{groups[i]}));
    const auto of = [](Lanes condition) { return static_cast<unsigned>(__builtin_popcount(mask_of(condition))); };
    ties_counted[i] = static_cast<std::uint8_t>(of(~none) | of(~own) << 4);
}

void Simulation::Impl::count_all_ties() {
    parallel_for(world.neighbourhoods(), [&](int n) {
        for (auto i = begin(n); i < begin(n + 1); ++i) count_ties(i);
    });
}

void Simulation::Impl::observe_bridging(int n) {
    double bridging = 0;
    std::array<double, kEthnicGroups> adults_of{};
    for (auto i = begin(n); i < begin(n + 1); ++i) {
        const bool adult = world.age_band[i] >= kFirstAdultBand;
        bridging += adult ? share_of_other_friends(i) : 0;
        adults_of[world.ethnic_group[i]] += adult;
    }
    double chance = 0;
    for (std::size_t g = 0; g < kEthnicGroups; ++g) chance += adults_of[g] * other_share[g];
    sums[static_cast<std::size_t>(n)].bridging = bridging;
    sums[static_cast<std::size_t>(n)].chance = chance;
}

Observation::Observation(Simulation::Impl& simulation, PeriodObserver* observer)
    : sim_(simulation), observer_(observer), weekly_(simulation.world) {
    const World& world = sim_.world;
    const auto places = static_cast<std::size_t>(world.neighbourhoods()), areas = world.geography.areas.size();
    layout_.districts = static_cast<int>(world.geography.districts.size());
    fifth_ = deprivation_fifths(world.geography);
    const int years = sim_.scenario.years, weeks = years * kWeeksPerYear, periods = weeks / kWeeksPerPeriod;
    const auto groups = static_cast<std::size_t>(layout_.count()), p = static_cast<std::size_t>(periods);
    const auto shown = static_cast<std::size_t>(1 + layout_.districts);
    record_.periods = 0;
    record_.groups = layout_.count();
    record_.neighbourhoods = world.neighbourhoods();
    record_.seed = sim_.options.seed;
    record_.scale = world.scale;
    record_.outcome.assign((p + 1) * groups * kOutcomes, kNotDefined);
    record_.state_mean.assign((p + 1) * groups * kStates, kNotDefined);
    record_.state_sd.assign((p + 1) * groups * kStates, kNotDefined);
    record_.state_decile.assign((p + 1) * shown * kStates * 9, kNotDefined);
    record_.ledger.assign(p * groups * kLedgerColumns * kStates, 0);
    record_.events.assign(p * groups * kEventKinds, 0);
    record_.weekly_outcome.assign((static_cast<std::size_t>(weeks) + 1) * shown * kOutcomes, kNotDefined);
    record_.neighbourhood_year.assign((static_cast<std::size_t>(years) + 1) * places * kOutcomes, kNotDefined);
    record_.warnings = sim_.start->balance.warnings;
    place_.resize(places);
    by_age_.resize(areas);
    by_group_.resize(areas);
    area_histogram_.resize(areas);
    if (observer_) place_histogram_.resize(places);
    count_residents();
    observe_period();
    observe_week();
    observe_year();
}

void Observation::count_residents() {
    const World& world = sim_.world;
    residents_.assign(static_cast<std::size_t>(layout_.count()), 0);
    const auto count = [&](int n, int band, int group) {
        const int d = world.geography.neighbourhoods[static_cast<std::size_t>(n)].district;
        for (const int g : {layout_.gm(), layout_.district(d), layout_.fifth(fifth_[static_cast<std::size_t>(n)]),
                            layout_.ethnic(group)})
            residents_[static_cast<std::size_t>(g)] += 1;
        if (band >= kFirstAdultBand) residents_[static_cast<std::size_t>(layout_.age(band))] += 1;
    };
    for (int n = 0; n < world.neighbourhoods(); ++n) {
        const auto k = static_cast<std::size_t>(n);
        for (auto i = world.neighbourhood_begin[k]; i < world.neighbourhood_begin[k + 1]; ++i)
            count(n, world.age_band[i], world.ethnic_group[i]);
        for (auto c = world.neighbourhood_child_begin[k]; c < world.neighbourhood_child_begin[k + 1]; ++c)
            count(n, kAge0To9, world.child_ethnic_group[c]);
    }
}

void Observation::observe_area(int area) {
    const auto a = static_cast<std::size_t>(area);
    const World& world = sim_.world;
    by_age_[a].fill({});
    by_group_[a].fill({});
    for (auto& bins : area_histogram_[a]) bins.fill(0);
    std::array<AdultSums, kCells> cell;
    for (int n = world.neighbourhood_of_area_begin[a]; n < world.neighbourhood_of_area_begin[a + 1]; ++n) {
        const auto k = static_cast<std::size_t>(n);
        const Vector cut = sim_.start->initial.items.cut[k];
        Histogram* histogram = observer_ ? &place_histogram_[k] : &area_histogram_[a];
        if (observer_)
            for (auto& bins : *histogram) bins.fill(0);
        for (auto i = sim_.begin(n); i < sim_.begin(n + 1); ++i) {
            if (world.age_band[i] < kFirstAdultBand) continue;
            const Vector x = load(sim_.now[i]);
            AdultSums& c = cell[static_cast<std::size_t>(cell_of(world.age_band[i], world.ethnic_group[i]))];
            accumulate(c.state, x);
            accumulate(c.square, x * x);
            const Vector agree = logistic_of(sim_.start->initial.items.logit(cut, x));
            accumulate(c.item, agree);
            c.adults += 1;
            c.fell += x[kPoliceTrust] < Simulation::Impl::from_quantised(sim_.police_trust_start[i]) - kFall;
            c.bridging += sim_.share_of_other_friends(i);
            if (fifth_[k] == 0) c.deprived_agree += agree[kGetOnWell], c.deprived_adults += 1;
            const Lanes bin = bin_of(x);
            for (int s = 0; s < kStates; ++s) ++(*histogram)[static_cast<std::size_t>(s)][bin[s]];
        }
        for (std::size_t c = 0; c < kCells; ++c)
            if (cell[c].adults > 0) cell[c].chance = cell[c].adults * sim_.other_share[c % kEthnicGroups];
        place_[k] = {};
        for (std::size_t c = 0; c < kCells; ++c) {
            if (!(cell[c].adults > 0)) continue;
            place_[k] += cell[c];
            by_age_[a][c / kEthnicGroups] += cell[c];
            by_group_[a][c % kEthnicGroups] += cell[c];
            cell[c] = {};
        }
        // Disorder moves with policing: the items that answer to it are those of the weekly sums.
        place_[k].item[kDisorderProblem] = sim_.sums[k].item[kDisorderProblem];
        place_[k].item[kSatisfiedArea] = sim_.sums[k].item[kSatisfiedArea];
        if (observer_)
            for (std::size_t s = 0; s < kStates; ++s) add(area_histogram_[a][s], (*histogram)[s]);
    }
}

std::vector<AdultSums> Observation::fold_groups() const {
    std::vector<AdultSums> group(static_cast<std::size_t>(layout_.count()));
    for (std::size_t n = 0; n < place_.size(); ++n)
        for (const int g :
             {layout_.gm(), layout_.district(sim_.district_of(static_cast<int>(n))), layout_.fifth(fifth_[n])})
            group[static_cast<std::size_t>(g)] += place_[n];
    for (std::size_t a = 0; a < by_age_.size(); ++a) {
        for (int b = 0; b < kAdultBands; ++b)
            group[static_cast<std::size_t>(layout_.age(b + kFirstAdultBand))] +=
                by_age_[a][static_cast<std::size_t>(b)];
        for (int e = 0; e < kEthnicGroups; ++e)
            group[static_cast<std::size_t>(layout_.ethnic(e))] += by_group_[a][static_cast<std::size_t>(e)];
    }
    return group;
}

std::vector<EventRow> Observation::fold_events() const {
    std::vector<EventRow> group(static_cast<std::size_t>(layout_.count()), EventRow{});
    for (std::size_t n = 0; n < place_.size(); ++n)
        for (const int g :
             {layout_.gm(), layout_.district(sim_.district_of(static_cast<int>(n))), layout_.fifth(fifth_[n])})
            add(group[static_cast<std::size_t>(g)], sim_.counts.place[n]);
    for (std::size_t a = 0; a < by_age_.size(); ++a) {
        for (int b = 0; b < kAdultBands; ++b)
            add(group[static_cast<std::size_t>(layout_.age(b + kFirstAdultBand))],
                sim_.counts.by_age[a][static_cast<std::size_t>(b)]);
        for (int e = 0; e < kEthnicGroups; ++e)
            add(group[static_cast<std::size_t>(layout_.ethnic(e))],
                sim_.counts.by_group[a][static_cast<std::size_t>(e)]);
    }
    return group;
}

void Observation::observe_week() {
    const auto outcomes = weekly_.of(sim_);
    std::copy(outcomes.begin(), outcomes.end(),
              record_.weekly_outcome.begin() +
                  static_cast<std::ptrdiff_t>(static_cast<std::size_t>(sim_.week) * outcomes.size()));
    record_.weeks = sim_.week;
}

void Observation::put_deciles(int period) {
    const auto shown = static_cast<std::size_t>(1 + layout_.districts);
    std::vector<Histogram> group(shown);
    for (auto& h : group)
        for (auto& bins : h) bins.fill(0);
    for (std::size_t a = 0; a < area_histogram_.size(); ++a)
        for (const int g : {layout_.gm(), layout_.district(sim_.world.geography.areas[a].district)})
            for (std::size_t s = 0; s < kStates; ++s) add(group[static_cast<std::size_t>(g)][s], area_histogram_[a][s]);
    for (std::size_t g = 0; g < shown; ++g)
        for (std::size_t s = 0; s < kStates; ++s) {
            const double total = std::accumulate(group[g][s].begin(), group[g][s].end(), 0.0);
            if (!enough(total)) continue;
            for (int d = 1; d <= 9; ++d)
                record_.state_decile[((static_cast<std::size_t>(period) * shown + g) * kStates + s) * 9 +
                                     static_cast<std::size_t>(d) - 1] = decile(group[g][s], total, d);
        }
}

void Observation::put_ledger(int period, const std::vector<AdultSums>& groups) {
    std::vector<LedgerRow> row(static_cast<std::size_t>(layout_.count()));
    for (auto& r : row) clear(r);
    for (std::size_t n = 0; n < place_.size(); ++n) {
        for (const int g :
             {layout_.gm(), layout_.district(sim_.district_of(static_cast<int>(n))), layout_.fifth(fifth_[n])})
            add(row[static_cast<std::size_t>(g)], sim_.ledger.place[n]);
        for (std::size_t c = 0; c < kLedgerColumns; ++c) gross_ += sim_.ledger.place[n][c].abs();
        bounds_ += sim_.ledger.place[n][kLedgerBounds].abs();
    }
    for (std::size_t a = 0; a < by_age_.size(); ++a) {
        for (int b = 0; b < kAdultBands; ++b)
            add(row[static_cast<std::size_t>(layout_.age(b + kFirstAdultBand))],
                sim_.ledger.by_age[a][static_cast<std::size_t>(b)]);
        for (int e = 0; e < kEthnicGroups; ++e)
            add(row[static_cast<std::size_t>(layout_.ethnic(e))], sim_.ledger.by_group[a][static_cast<std::size_t>(e)]);
    }
    for (std::size_t g = 0; g < row.size(); ++g)
        for (std::size_t c = 0; c < kLedgerColumns; ++c)
            for (int s = 0; s < kStates; ++s)
                record_
                    .ledger[((static_cast<std::size_t>(period - 1) * row.size() + g) * kLedgerColumns + c) * kStates +
                            static_cast<std::size_t>(s)] = groups[g].adults > 0 ? row[g][c][s] / groups[g].adults : 0;
}

void Observation::hand_out(int period) {
    const std::size_t places = place_.size();
    constexpr std::size_t kS = kStates;
    std::vector<float> adults(places), mean(places * kS, kNotDefined), change(places * kS, kNotDefined),
        sd(places * kS, kNotDefined), deciles(places * kS * 9, kNotDefined), item(places * kItems, kNotDefined);
    std::vector<double> ledger(places * kLedgerColumns * kS, 0);
    if (period == 0) start_mean_.assign(places * kS, 0);
    for (std::size_t n = 0; n < places; ++n) {
        const AdultSums& p = place_[n];
        adults[n] = static_cast<float>(p.adults * sim_.world.scale);
        if (!enough(p.adults)) continue;
        for (std::size_t s = 0; s < kS; ++s) {
            const int state = static_cast<int>(s);
            const Disclosure& disclosure = kStateTable[s].disclosure;
            if (!may_show(disclosure, Quantity::kChange, kPlace)) continue;
            const double m = p.state[state] / p.adults;
            if (period == 0) start_mean_[n * kS + s] = static_cast<float>(m);
            change[n * kS + s] = static_cast<float>(m - static_cast<double>(start_mean_[n * kS + s]));
            for (std::size_t c = 0; c < kLedgerColumns && period > 0; ++c)
                ledger[(n * kLedgerColumns + c) * kS + s] = sim_.ledger.place[n][c][state] / p.adults;
            if (!may_show(disclosure, Quantity::kLevel, kPlace)) continue;
            mean[n * kS + s] = static_cast<float>(m);
            sd[n * kS + s] = static_cast<float>(std::sqrt(std::max(0.0, p.square[state] / p.adults - m * m)));
            for (int d = 1; d <= 9; ++d)
                deciles[(n * kS + s) * 9 + static_cast<std::size_t>(d) - 1] =
                    decile(place_histogram_[n][s], p.adults, d);
        }
        for (std::size_t k = 0; k < kItems; ++k)
            if (may_show(kItemTable[k].disclosure, Quantity::kLevel, kPlace))
                item[n * kItems + k] = static_cast<float>(100 * p.item[static_cast<int>(k)] / p.adults);
    }
    observer_->on_period({period, sim_.week, adults.data(), mean.data(), change.data(), sd.data(), deciles.data(),
                          item.data(), sim_.disorder.data(), ledger.data()});
}

void Observation::observe_period() {
    const int period = sim_.week / kWeeksPerPeriod;
    parallel_for(static_cast<int>(by_age_.size()), [&](int a) { observe_area(a); });
    const auto groups = fold_groups();
    auto events = fold_events();
    if (period == 0) {
        for (const auto& g : groups) record_.adults.push_back(g.adults * sim_.world.scale);
        for (int n = 0; n < sim_.world.neighbourhoods(); ++n)
            for (const int g : {layout_.gm(), layout_.district(sim_.district_of(n)),
                                layout_.fifth(fifth_[static_cast<std::size_t>(n)])})
                events[static_cast<std::size_t>(g)][kEventHateIncidents] +=
                    starting_incidents(sim_, n) * kWeeksPerPeriod;
    }
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const std::size_t row = static_cast<std::size_t>(period) * groups.size() + g;
        const double rate =
            events[g][kEventHateIncidents] * kWeeksPerYear / kWeeksPerPeriod * 1000 / std::max(1.0, residents_[g]);
        const bool by_person = static_cast<int>(g) >= layout_.age(kFirstAdultBand);
        put_outcomes(&record_.outcome[row * kOutcomes], groups[g],
                     period == 0 && by_person ? static_cast<double>(kNotDefined) : rate);
        if (!enough(groups[g].adults)) continue;
        for (int s = 0; s < kStates; ++s) {
            const double m = groups[g].state[s] / groups[g].adults;
            record_.state_mean[row * kStates + static_cast<std::size_t>(s)] = static_cast<float>(m);
            record_.state_sd[row * kStates + static_cast<std::size_t>(s)] =
                static_cast<float>(std::sqrt(std::max(0.0, groups[g].square[s] / groups[g].adults - m * m)));
        }
    }
    put_deciles(period);
    if (period > 0) {
        put_ledger(period, groups);
        for (std::size_t g = 0; g < groups.size(); ++g)
            for (std::size_t e = 0; e < kEventKinds; ++e)
                record_.events[(static_cast<std::size_t>(period - 1) * groups.size() + g) * kEventKinds + e] =
                    events[g][e] * sim_.world.scale;
    }
    if (observer_) hand_out(period);
    sim_.ledger.reset(place_.size(), by_age_.size());
    sim_.counts.reset(place_.size(), by_age_.size());
    record_.periods = period;
}

void Observation::observe_year() {
    static_assert(!may_show(kOutcomeTable[kOutcomeHateIncidents].disclosure, Quantity::kLevel, kPlace));
    const auto year = static_cast<std::size_t>(sim_.week / kWeeksPerYear);
    for (std::size_t n = 0; n < place_.size(); ++n) {
        AdultSums sums = place_[n];
        float* out = &record_.neighbourhood_year[(year * place_.size() + n) * kOutcomes];
        put_outcomes(out, sums, static_cast<double>(kNotDefined));
    }
}

void Observation::week_done() {
    if (sim_.week % kWeeksPerPeriod == 0) observe_period();
    observe_week();
    if (sim_.week % kWeeksPerYear == 0) observe_year();
}

RunRecord Observation::finish() {
    constexpr double kMostAtBounds = 0.01;  // of the gross change (section 4)
    for (int s = 0; s < kStates; ++s)
        if (gross_[s] > 0 && bounds_[s] > kMostAtBounds * gross_[s])
            record_.warnings.push_back("the bounds [0, 1] took more than 1 % of the gross change of " +
                                       std::string(kStateNames[static_cast<std::size_t>(s)]));
    constexpr double kFewestFilled = 0.97;  // of the seats bought; below it the sample is too small for the programme
    for (std::size_t kind = 0; kind < 2; ++kind) {
        double bought = 0, filled = 0;
        for (std::size_t a = 0; a < by_age_.size(); ++a)
            bought += sim_.seats_bought[a][kind], filled += sim_.seats_filled[a][kind];
        if (bought > 100.0 * sim_.world.scale && filled < kFewestFilled * bought)
            record_.warnings.push_back(std::string(kind == 0 ? "community engagement" : "bridging programmes") +
                                       ": fewer than 97 % of the " + (kind == 0 ? "seats" : "places") +
                                       " bought were filled; use a larger sample");
    }
    return std::move(record_);
}

std::vector<std::string> group_names(const Geography& geography) {
    std::vector<std::string> names{"Greater Manchester"};
    for (const auto& d : geography.districts) names.push_back(d.name);
    for (int f = 1; f <= GroupLayout::kFifths; ++f)
        names.push_back("deprivation fifth " + std::to_string(f) +
                        (f == 1                      ? " (most deprived)"
                         : f == GroupLayout::kFifths ? " (least deprived)"
                                                     : ""));
    for (int b = kFirstAdultBand; b < kAgeBands; ++b)
        names.push_back("age " + std::string(kAgeBandNames[static_cast<std::size_t>(b)]));
    for (std::string name : {"Asian", "Black", "Mixed", "White", "Other"}) names.push_back("ethnic group " + name);
    return names;
}

}  // namespace concord::sim
