#include "sim/processes/programme.h"

#include <algorithm>
#include <array>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"
#include "sim/ground/random.h"

namespace concord::sim::programme {
namespace {

// Words of one resident and week. Those of alerts follow, one a key.
enum Draw : std::uint32_t { kAtStart, kOrderOfReach, kOfNewcomer, kTold, kFirstAlert };

double a_week(double share_a_year) { return 1 - maths::exp(maths::log(1 - share_a_year) / kWeeksPerYear); }

// Counts of adults by programme_trust: whole numbers, so that they are the same in any order. Of a large population
// every so many-th: a quarter of a million give the mean of their answers to a twentieth of a point.
constexpr std::uint32_t kEnough = 250000;
constexpr std::size_t kBins = 1024;
using Histogram = std::array<double, kBins>;

Histogram trust_at_start(const Context& context, const initial_state::Start& initial, const turnover::Start& turnover) {
    const World& world = *context.world;
    const auto& first = world.neighbourhood_of_district_begin;
    std::vector<Histogram> of_district(first.size() - 1);
    const std::uint32_t every = 1 + world.talkers() / kEnough;
    parallel_for(static_cast<int>(of_district.size()), [&](int d) {
        Histogram& bins = of_district[static_cast<std::size_t>(d)];
        bins.fill(0);
        for (int n = first[static_cast<std::size_t>(d)]; n < first[static_cast<std::size_t>(d) + 1]; ++n)
            for (auto i = context.begin(n); i < context.begin(n + 1); ++i) {
                if (i % every != 0 || world.age_band[i] < kFirstAdultBand) continue;
                const float trust = initial_state::starting_state(context, initial, turnover, i, n)[kProgrammeTrust];
                bins[std::min(kBins - 1, static_cast<std::size_t>(trust * static_cast<float>(kBins)))] += 1;
            }
    });
    Histogram all{};
    for (const Histogram& of : of_district)
        for (std::size_t b = 0; b < kBins; ++b) all[b] += of[b];
    return all;
}

// So that the mean over adults is the published level: the mean rises with the cut, so that halving finds it.
double solve_cut(const Histogram& adults, double loading, double level) {
    double count = 0;
    for (const double of_bin : adults) count += of_bin;
    if (count == 0) return 0;
    double low = -40, high = 40;
    for (int k = 0; k < 50; ++k) {
        const double cut = (low + high) / 2;
        double in_favour = 0;
        for (std::size_t b = 0; b < kBins; ++b)
            if (adults[b] > 0)
                in_favour +=
                    adults[b] * maths::logistic(cut + loading * (static_cast<double>(b) + 0.5) / double{kBins});
        (in_favour < level * count ? low : high) = cut;
    }
    return (low + high) / 2;
}

// Alike all over a district, and exactly 0 where no lever is in force.
double more_fronted(const LeverWeek& levers, int n) {
    return static_cast<double>(levers.police_fronted[static_cast<std::size_t>(n)] -
                               static_cast<float>(kPoliceFrontedToday));
}

}  // namespace

Start fit(const Context& context, const initial_state::Start& initial, const turnover::Start& turnover) {
    const auto& p = context.parameters;
    Start start;
    start.forgotten = a_week(p.awareness_loss);
    start.learnt = start.forgotten * p.awareness_start / (1 - p.awareness_start);
    start.told_openly = a_week(p.communication_awareness);
    start.cut = solve_cut(trust_at_start(context, initial, turnover), p.item_programme,
                          context.baseline.programme_support / 100);
    return start;
}

double support(const Context& context, const Start& start, double programme_trust) {
    return maths::logistic(start.cut + context.parameters.item_programme * programme_trust);
}

void init(const Context& context, State& state) {
    state.programme_known.resize(context.world->talkers());
    const Stream stream(context.options.seed, Process::kProgramme);
    parallel_for(context.world->neighbourhoods(), [&](int n) {
        for (auto i = context.begin(n); i < context.begin(n + 1); ++i) {
            const Block words = stream.block(i, 0, 0);
            const bool aware = unit_double(words[kAtStart]) < context.parameters.awareness_start;
            state.programme_known[i] =
                static_cast<std::uint8_t>(below(words[kOrderOfReach], kReachSteps) | (aware ? kAware : 0u));
        }
    });
}

void renew(const Context& context, std::uint32_t resident, int week, State& state) {
    const Stream stream(context.options.seed, Process::kProgramme);
    const std::uint32_t word = stream.word(resident, static_cast<std::uint32_t>(week), kOfNewcomer);
    std::uint8_t& known = state.programme_known[resident];
    known = static_cast<std::uint8_t>((known & (kReachSteps - 1)) |
                                      (unit_double(word) < context.parameters.awareness_start ? kAware : 0));
}

// Framing acts through an institution, and it is harm where it does harm: neither dilution nor delivery thins it.
Push push_of_place(const Context& context, const delivery::Start& delivery, const LeverWeek& levers, int n) {
    Push push;
    if (!levers.any) return push;
    const auto& p = context.parameters;
    const auto of_week = [&](double lasting, int state) {  // as an arrow pushes
        return static_cast<float>(lasting) * context.rates.fade[state];
    };
    const double more = more_fronted(levers, n);
    push.trust_by_framing = of_week(-p.framing_trust * more, kProgrammeTrust);
    push.grievance_by_framing = of_week(p.framing_grievance * more, kGrievance);
    push.reach = static_cast<double>(levers.communication[static_cast<std::size_t>(n)]);
    if (push.reach > 0)
        push.trust_by_explanation = of_week(
            p.communication_trust * delivery::effect(context, delivery, levers, LeverKind::kOpenCommunication, n),
            kProgrammeTrust);
    return push;
}

Vector felt(const Push& push, std::uint8_t known, const Vector& x) {
    Vector change = Vector::Zero();
    if ((known & kAware) == 0) return change;
    change[kProgrammeTrust] =
        push.trust_by_framing + static_cast<float>(within_reach(known, push.reach)) * push.trust_by_explanation;
    change[kGrievance] = push.grievance_by_framing * (1 - x[kProgrammeTrust]);
    return change;
}

void advance(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
             std::span<const Alert> alerts, const RareWeek& rare, State& state) {
    const int n = rare.neighbourhood();
    auto& known = state.programme_known;
    const double reach = levers.any ? static_cast<double>(levers.communication[static_cast<std::size_t>(n)]) : 0;
    const double openly =
        reach > 0 ? start.told_openly *
                        std::max(0.0, delivery::effect(context, delivery, levers, LeverKind::kOpenCommunication, n))
                  : 0;
    std::vector<std::uint32_t> forgotten, learnt;
    rare.draw(
        Rare::kProgrammeForgotten, {start.forgotten, start.forgotten}, start.forgotten,
        [&](std::uint32_t i) { return is_aware(state, i) ? start.forgotten : 0; },
        [&](std::uint32_t i, const Block&) { forgotten.push_back(i); });
    rare.draw(
        Rare::kProgrammeLearnt, {start.learnt, start.learnt + start.told_openly}, start.learnt + openly,
        [&](std::uint32_t i) { return is_aware(state, i) ? 0 : start.learnt + within_reach(known[i], reach) * openly; },
        [&](std::uint32_t i, const Block&) { learnt.push_back(i); });
    for (const std::uint32_t i : forgotten) known[i] &= static_cast<std::uint8_t>(~kAware);
    for (const std::uint32_t i : learnt) known[i] |= kAware;
    const Stream stream(context.options.seed, Process::kProgramme);
    for (const Alert& alert : alerts)
        for (auto i = context.begin(n); i < context.begin(n + 1); ++i)
            if (!is_aware(state, i) && unit_double(stream.word(i, rare.week(), kFirstAlert + alert.key)) < alert.share)
                known[i] |= kAware;
}

void tell(const Context& context, std::uint32_t resident, int week, int partners, State& state) {
    double not_told = 1;
    for (int k = 0; k < partners; ++k) not_told *= 1 - context.parameters.awareness_told;
    const Stream stream(context.options.seed, Process::kProgramme);
    if (unit_double(stream.word(resident, static_cast<std::uint32_t>(week), kTold)) >= not_told)
        state.programme_known[resident] |= kAware;
}

double explained(const Context& context, const delivery::Start& delivery, const LeverWeek& levers, int district) {
    const auto d = static_cast<std::size_t>(district);
    if (!levers.any || !(delivery.works[d][static_cast<std::size_t>(LeverKind::kOpenCommunication)] > 0)) return 0;
    const World& world = *context.world;
    double reached = 0, residents = 0;
    for (int n = world.neighbourhood_of_district_begin[d]; n < world.neighbourhood_of_district_begin[d + 1]; ++n) {
        const auto place = static_cast<std::size_t>(n);
        const double here = world.geography.neighbourhoods[place].residents;
        reached += here * static_cast<double>(levers.communication[place]);
        residents += here;
    }
    return residents > 0 ? reached / residents : 0;
}

double fronted_beyond_today(const Context& context, const LeverWeek& levers, int district) {
    const auto& begins = context.world->neighbourhood_of_district_begin;
    const auto d = static_cast<std::size_t>(district);
    if (!levers.any || begins[d] == begins[d + 1]) return 0;
    return more_fronted(levers, begins[d]) / (1 - kPoliceFrontedToday);
}

std::vector<float> left_by_enforcement(const Context& context, const delivery::Start& delivery,
                                       const LeverWeek& levers) {
    std::vector<float> left(delivery.works.size(), 1.0f);
    const double recruiters = context.parameters.enforcement_recruiters;
    if (!levers.any || recruiters == 0) return left;
    for (std::size_t d = 0; d < left.size(); ++d) {
        const double of_all = fronted_beyond_today(context, levers, static_cast<int>(d));
        const double works =
            static_cast<double>(delivery.works[d][static_cast<std::size_t>(LeverKind::kEnforcementLedPrevention)]);
        left[d] = static_cast<float>(std::max(0.0, 1 - recruiters * of_all * works));
    }
    return left;
}

}  // namespace concord::sim::programme
