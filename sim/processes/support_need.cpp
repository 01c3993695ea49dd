// How often needs arise, how long they last, and how often sectors must err so that referrals come to what is
// published: solved once a draw, in closed form (decision 0026, check 3 and rules 1, 2 and 7).
#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"
#include "sim/ground/random.h"
#include "sim/processes/support_parts.h"

namespace concord::sim::support {
namespace {

constexpr double kAMargin = 1.001;  // of bounds: rounding makes no fault

// In years, and rates a year.
struct Durations {
    double assessment, panel, support, ends, recovers;
    explicit Durations(const Parameters& p)
        : assessment(p.assessment_wait / kWeeksPerYear),
          panel(p.panel_wait / kWeeksPerYear),
          support(p.support_stay / kWeeksPerYear),
          ends(p.support_recovery_rate / p.support_recovery_ratio),
          recovers(p.support_recovery_rate) {}
    // Mean years in support of one who withdraws, and of one who does not.
    double withdrawing() const { return (support + 1.0 / kWeeksPerYear) / 2; }
    double staying() const { return (1 - maths::exp(-recovers * support)) / recovers; }
};

// What becomes of a case by the stages it has come through, alike for everybody: shares, and mean years in support.
struct Passage {
    Durations of;
    double until_panel, until_offer;  // of needs assessed: still there at the panel, and when support is offered
    double unhelped;                  // of those supported: with their need still there when it ends
    double stay;                      // years, of one who accepts
    explicit Passage(const Parameters& p)
        : of(p),
          until_panel(maths::exp(-of.ends * of.assessment)),
          until_offer(until_panel * maths::exp(-of.ends * of.panel)),
          unhelped(p.support_withdrawal + (1 - p.support_withdrawal) * maths::exp(-of.recovers * of.support)),
          stay(p.support_withdrawal * of.withdrawing() + (1 - p.support_withdrawal) * of.staying()) {}
};

struct Fitting {
    const Context& context;
    const policing::Start& policing;
    const turnover::Start& turnover;
    const initial_state::Start& initial;
    Passage passage;
    // [talkers] as at week 0: with what moves and their own changes have made of them, which goes on as it is.
    UnfilledColumn<ResidentState> states;
    Start start{};

    const Parameters& p() const { return context.parameters; }
    const World& world() const { return *context.world; }
    Vector state(std::uint32_t i) const { return load(states[i]); }

    // Contacts with police in a year.
    double contacts(std::uint32_t i, int n) const {
        return kWeeksPerYear * (policing.stops.of(n, world().age_band[i], world().ethnic_group[i]) +
                                policing::service_rate(context, policing, n));
    }
};

// Of one resident, in the steady state: how many needs and cases there are of them in each stage, and what flows.
struct Steady {
    double unmet = 0, assessed = 0, panelled = 0, supported = 0;
    double wrong_assessed = 0, wrong_panelled = 0, wrong_supported = 0;
    std::array<double, kSectors> right{};  // a year
    double all() const {
        return unmet + assessed + panelled + supported + wrong_assessed + wrong_panelled + wrong_supported;
    }
};

// Places are taken to be there when they are needed.
Steady steady(const Fitting& f, std::uint32_t i, int n) {
    const Parameters& p = f.p();
    const auto& [of, until_panel, until_offer, unhelped, stay] = f.passage;
    const Vector x = f.state(i);
    std::array<double, kSectors> rate{};
    double recognised = 0, wrong = 0;
    for (std::size_t s = 0; s < kSectors; ++s) {
        const auto sector = static_cast<Sector>(s);
        const double contact = sector == kSectorPolice ? f.contacts(i, n) : expected_contact(f.context, i, sector);
        rate[s] = contact * recognition_rate(p, sector);
        if (sector == kSectorFamily)
            rate[s] *= telling(p, f.start, trust_of(x)) *
                       (p.awareness_start + (1 - p.awareness_start) * p.family_report_unaware);
        recognised += rate[s];
        wrong += contact * f.start.wrong[s];
    }
    const double consent = accepting(p, static_cast<double>(x[kProgrammeTrust]), 0);
    const double back = until_offer * (1 - consent + consent * unhelped);
    const double leaves =
        static_cast<double>(f.turnover.move_rate[static_cast<std::size_t>(n)]) * kWeeksPerYear * kMoveOut;
    const double arises = kWeeksPerYear * f.start.onset * need_weight(p, is_young(f.world(), i), x);
    Steady s;
    s.unmet = arises / (of.ends + recognised * (1 - back) + leaves);
    for (std::size_t k = 0; k < kSectors; ++k) s.right[k] = rate[k] * s.unmet;
    const double referred = recognised * s.unmet;
    s.assessed = referred * (1 - until_panel) / of.ends;
    s.panelled = referred * (until_panel - until_offer) / of.ends;
    s.supported = referred * until_offer * consent * stay;
    s.wrong_assessed = wrong * of.assessment;
    s.wrong_panelled = wrong * p.panel_wrong_pass * of.panel;
    s.wrong_supported = wrong * p.panel_wrong_pass * consent * stay;
    return s;
}

// sum(n, i) added over residents in their order, place by place.
template <class Sum, class Add>
Sum over_residents(const Fitting& f, const Add& add) {
    std::vector<Sum> of_place(static_cast<std::size_t>(f.world().neighbourhoods()));
    parallel_for(f.world().neighbourhoods(), [&](int n) {
        for (auto i = f.context.begin(n); i < f.context.begin(n + 1); ++i)
            add(of_place[static_cast<std::size_t>(n)], i, n);
    });
    Sum all{};
    for (const Sum& one : of_place) all += one;
    return all;
}

struct Weights {
    double weight = 0, trust = 0;
    Weights& operator+=(const Weights& more) {
        weight += more.weight, trust += more.trust;
        return *this;
    }
};
struct Flows {
    std::array<double, kSectors> right{}, contact{};
    double unmet = 0, most = 0, most_contacts = 0;
    Flows& operator+=(const Flows& more) {
        for (std::size_t s = 0; s < kSectors; ++s) right[s] += more.right[s], contact[s] += more.contact[s];
        unmet += more.unmet, most = std::max(most, more.most);
        most_contacts = std::max(most_contacts, more.most_contacts);
        return *this;
    }
};

void fit_onset(Fitting& f) {
    f.states.resize(f.world().talkers());
    const auto all = over_residents<Weights>(f, [&](Weights& sum, std::uint32_t i, int n) {
        const Vector x = initial_state::starting_state(f.context, f.initial, f.turnover, i, n);
        store(f.states[i], x);
        sum.weight += need_weight(f.p(), is_young(f.world(), i), x);
        sum.trust += trust_of(x);
    });
    const Parameters& p = f.p();
    const double talkers = std::max(1.0, static_cast<double>(f.world().talkers()));
    f.start.trust = all.trust / talkers;
    f.start.onset = all.weight > 0 ? p.need_onset / 1e5 * talkers / all.weight / kWeeksPerYear : 0;
    f.start.ends = f.passage.of.ends;
    const double most = f.start.onset * std::max(1.0, p.need_young) *
                        maths::exp(std::max(0.0, p.need_grievance) + std::max(0.0, p.need_isolation));
    // Police in front of prevention, or stepping back, may add to what a pressure brings (programme).
    const double added = 1 + std::abs(p.enforcement_recruiters) * std::max(1.0, p.backfire_size);
    const auto highest = [&](double onset) { return 1 + std::max(0.0, onset - 1) * added; };
    f.start.need_bounds = {
        .usual = most * kAMargin,
        .ceiling = most * kAMargin * highest(p.online_grooming_onset) * highest(p.travel_pressure_onset)};
}

// What of wrong referrals people learn.
void fit_learnt(Fitting& f) {
    const Parameters& p = f.p();
    const double known = p.panel_wrong_pass + (1 - p.panel_wrong_pass) * p.wrong_referral_known;
    const auto& wrong = f.start.wrong;
    const double anybody =
        wrong[kSectorNhs] * p.contact_nhs + wrong[kSectorCouncil] * p.contact_council + wrong[kSectorFamily];
    const double adult = anybody + wrong[kSectorPrisonProbation] * p.contact_prison_probation;
    f.start.learnt = {(anybody + wrong[kSectorSchool]) * known / kWeeksPerYear,
                      (adult + wrong[kSectorFurtherHigher]) * known / kWeeksPerYear, adult * known / kWeeksPerYear};
    f.start.learnt_at_contact = wrong[kSectorPolice] * known;
}

// Wrong referrals fill what right ones leave of those published.
void fit_wrong(Fitting& f, const Flows& flows) {
    const SupportToday& today = f.context.baseline.support;
    const Parameters& p = f.p();
    double shares = 0;
    for (const double share : today.referral_share) shares += share;
    const double referrals = today.referrals_per_100000_a_year / 1e5 * f.world().residents();
    for (std::size_t s = 0; s < kSectors; ++s) {
        const double published = shares > 0 ? referrals * today.referral_share[s] / shares : 0;
        const double wrong = published - flows.right[s];
        f.start.right[s] = flows.right[s];
        f.start.contact[s] = flows.contact[s];
        f.start.no_wrong[s] = wrong < 0;
        f.start.wrong[s] = flows.contact[s] > 0 ? std::max(0.0, wrong) / flows.contact[s] : 0;
        const double rate = f.start.wrong[s] / kWeeksPerYear * kAMargin;
        // Practice moves a rate by no more than all of what it may.
        f.start.wrong_bounds[s] = {
            .usual = rate,
            .ceiling = rate * (1 + std::abs(p.frontline_false_alarm)) * (1 + std::max(0.0, p.joined_false_alarm))};
    }
}

Case at_start(const Fitting& f, std::uint32_t i, int n, const Steady& s, const Block& words) {
    const Parameters& p = f.p();
    const Durations& of = f.passage.of;
    Case one{.resident = i, .neighbourhood = n};
    const double u = unit_double(words[0]), when = open_unit(words[1]);
    const auto weeks = [](double years) { return static_cast<std::int32_t>(years * kWeeksPerYear); };
    double up_to = s.unmet;
    if (u < up_to) {
        one.needed = 1;
        double recognised = 0;
        for (const double right : s.right) recognised += right / s.unmet;
        // It has lasted for a while, and some are missed opportunities already.
        one.met = one.since = -weeks(-maths::log(when) / (of.ends + recognised));
        if (one.met <= -kMissedWeeks) one.flags = kMissed;
        return one;
    }
    const auto stage = [&](double share, bool needed, Stage into, double lasts) {
        if (u < up_to || u >= up_to + share) {
            up_to += share;
            return;
        }
        up_to += share;
        one.stage = into;
        one.needed = needed ? 1 : 0;
        one.since = -weeks(when * lasts);
        one.due = one.since + std::max(1, weeks(lasts));
    };
    stage(s.assessed, true, kAssessment, of.assessment);
    stage(s.panelled, true, kPanel, of.panel);
    stage(s.supported, true, kSupported, of.support);
    stage(s.wrong_assessed, false, kAssessment, of.assessment);
    stage(s.wrong_panelled, false, kPanel, of.panel);
    stage(s.wrong_supported, false, kSupported, of.support);
    if (one.stage != kSupported) return one;
    const double early = p.support_withdrawal * of.withdrawing(),
                 withdrawing = early / (early + (1 - p.support_withdrawal) * of.staying());
    if (unit_double(words[2]) < withdrawing) {
        one.flags = kWithdraws;
        one.due = 1 + weeks(of.support * (1 - std::sqrt(when)));
    } else {
        const double so_far = -maths::log(1 - when * (1 - maths::exp(-of.recovers * of.support))) / of.recovers;
        one.since = -weeks(so_far);
        one.due = std::max(1, one.since + weeks(of.support));
    }
    return one;
}

void draw_cases(Fitting& f, double most) {
    const Stream stream(f.context.options.seed, Process::kSupportStart);
    std::vector<std::vector<Case>> of_place(static_cast<std::size_t>(f.world().neighbourhoods()));
    parallel_for(f.world().neighbourhoods(), [&](int n) {
        for (auto i = f.context.begin(n); i < f.context.begin(n + 1); ++i) {
            const Block words = stream.block(i, 0, 0);
            if (unit_double(words[0]) >= most) continue;
            const Steady s = steady(f, i, n);
            if (unit_double(words[0]) < s.all())
                of_place[static_cast<std::size_t>(n)].push_back(at_start(f, i, n, s, words));
        }
    });
    for (const auto& cases : of_place) f.start.cases.insert(f.start.cases.end(), cases.begin(), cases.end());
}

void fit_places(Fitting& f) {
    const World& world = f.world();
    auto& share = f.start.of_residents;
    share.assign(world.geography.districts.size(), 0);
    for (int n = 0; n < world.neighbourhoods(); ++n)
        share[static_cast<std::size_t>(f.context.district_of(n))] +=
            world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n] + world.neighbourhood_child_begin[n + 1] -
            world.neighbourhood_child_begin[n];
    for (double& residents : share) {
        f.start.places.push_back(f.context.baseline.support.places_per_100000 / 1e5 * residents);
        residents /= std::max(1.0, static_cast<double>(world.residents()));
    }
}

}  // namespace

bool is_young(const World& world, std::uint32_t i) {
    return world.age_band[i] == kAge10To15 || world.age_band[i] == kAge16To24;
}

double need_weight(const Parameters& p, bool young, const Vector& x) {
    return (young ? p.need_young : 1.0) * maths::exp(p.need_grievance * static_cast<double>(x[kGrievance]) +
                                                     p.need_isolation * (1 - static_cast<double>(x[kBelonging])));
}

Start fit(const Context& context, const policing::Start& policing, const turnover::Start& turnover,
          const initial_state::Start& initial) {
    Fitting f{context, policing, turnover, initial, Passage(context.parameters), {}};
    fit_onset(f);
    const auto all = over_residents<Flows>(f, [&](Flows& sum, std::uint32_t i, int n) {
        const Steady s = steady(f, i, n);
        sum.unmet += s.unmet;
        sum.most = std::max(sum.most, s.all());
        const double contacts = f.contacts(i, n);
        sum.most_contacts = std::max(sum.most_contacts, contacts);
        for (std::size_t k = 0; k < kSectors; ++k) {
            sum.right[k] += s.right[k];
            sum.contact[k] += k == kSectorPolice ? contacts : expected_contact(context, i, static_cast<Sector>(k));
        }
    });
    fit_wrong(f, all);
    fit_learnt(f);
    f.start.unmet = all.unmet;
    // With wrong ones: of anybody, no more than this.
    double most_wrong = 0;
    for (std::size_t k = 0; k < kSectors; ++k)
        most_wrong += f.start.wrong[k] * (k == kSectorPolice ? all.most_contacts : 1);
    const Durations& of = f.passage.of;
    draw_cases(f, all.most + most_wrong * (of.assessment + of.panel + of.support));
    fit_places(f);
    return std::move(f.start);
}

}  // namespace concord::sim::support
