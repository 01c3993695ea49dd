#include "scenarios/validate/support_form.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/ground/calendar.h"
#include "sim/ground/maths.h"

namespace concord::validate {

using namespace sim;

namespace {

constexpr double kLeaves = 0.23;  // of movers, who leave Greater Manchester (S71)

// Contact-years of one of the group in a year; of police, contacts.
double contact(const SupportGroup& group, const Parameters& p, double police, std::size_t sector) {
    switch (sector) {
        case kSectorSchool: return group.pupil ? 1 : 0;
        case kSectorFurtherHigher: return group.student ? 1 : 0;
        case kSectorPolice: return police;
        case kSectorNhs: return p.contact_nhs;
        case kSectorCouncil: return p.contact_council;
        case kSectorPrisonProbation: return group.adult ? p.contact_prison_probation : 0;
        default: return 1;
    }
}

double recognises(const Parameters& p, std::size_t sector) {
    const std::array<double, kSectors> rate = {
        p.recognition_school,
        p.recognition_further_higher,
        p.recognition_police,
        p.recognition_nhs,
        p.recognition_council,
        p.recognition_prison_probation,
        p.family_notice * p.family_report * (p.awareness_start + (1 - p.awareness_start) * p.family_report_unaware)};
    return rate[sector];
}

}  // namespace

double SupportYear::all_right() const { return std::accumulate(right.begin(), right.end(), 0.0); }
double SupportYear::all_wrong() const { return std::accumulate(wrong.begin(), wrong.end(), 0.0); }
double SupportYear::met_through(std::size_t sector) const {
    return all_right() > 0 ? met * right[sector] / all_right() : 0;
}

SupportPeople SupportPeople::times(double scale) const {
    SupportPeople more = *this;
    for (SupportGroup& group : more.groups) group.people *= scale;
    more.residents *= scale;
    more.police_contacts *= scale;
    return more;
}

SupportPeople support_people(const World& world, const Parameters& p, const Baseline& baseline) {
    SupportPeople people;
    people.residents = world.residents();
    people.police_contacts = (p.service_rate + baseline.stops_per_1000_a_year) / 1000 * people.residents;
    double moves = 0;
    for (int n = 0; n < world.neighbourhoods(); ++n)
        moves +=
            (world.neighbourhood_begin[n + 1] - world.neighbourhood_begin[n]) * world.geography.neighbourhoods[n].churn;
    people.moves = moves / world.talkers();
    for (const bool young : {true, false})
        for (const int who : {0, 1, 2}) {
            SupportGroup group{.young = young, .pupil = who == 0, .student = who == 1, .adult = who != 0};
            for (std::uint32_t i = 0; i < world.talkers(); ++i) {
                const int band = world.age_band[i];
                const int is = band == kAge10To15 ? 0 : world.activity[i] == kCollege ? 1 : 2;
                if (is == who && (band <= kAge16To24) == young) group.people += 1;
            }
            if (group.people > 0) people.groups.push_back(group);
        }
    return people;
}

SupportYear support_year(const SupportPeople& people, const Parameters& p, const SupportToday& today) {
    SupportYear year;
    double talkers = 0, weight = 0;
    const auto weight_of = [&](const SupportGroup& group) { return group.young ? p.need_young : 1.0; };
    for (const SupportGroup& group : people.groups) talkers += group.people, weight += group.people * weight_of(group);
    const double police = people.police_contacts / talkers, ends = p.support_recovery_rate / p.support_recovery_ratio,
                 rate = p.support_recovery_rate, stay = p.support_stay / kWeeksPerYear;
    const double waited = maths::exp(-ends * (p.assessment_wait + p.panel_wait) / kWeeksPerYear),
                 not_recovered = maths::exp(-rate * stay),
                 unhelped = p.support_withdrawal + (1 - p.support_withdrawal) * not_recovered;
    const double in_place = p.support_withdrawal * stay / 2 + (1 - p.support_withdrawal) * (1 - not_recovered) / rate;
    year.needs = p.need_onset / 1e5 * talkers;
    for (const SupportGroup& group : people.groups) {
        double seen = 0;
        for (std::size_t s = 0; s < kSectors; ++s) {
            year.contacts[s] += group.people * contact(group, p, police, s);
            seen += contact(group, p, police, s) * recognises(p, s);
        }
        // What arises, and comes back from refusal and from support that came to nothing, ends or is recognised.
        const double back = waited * (1 - p.consent + p.consent * unhelped);
        const double unmet =
            year.needs * group.people * weight_of(group) / weight / (ends + seen * (1 - back) + people.moves * kLeaves);
        year.unmet += unmet;
        for (std::size_t s = 0; s < kSectors; ++s)
            year.right[s] += unmet * contact(group, p, police, s) * recognises(p, s);
    }
    const double shares = std::accumulate(today.referral_share.begin(), today.referral_share.end(), 0.0);
    for (std::size_t s = 0; s < kSectors; ++s)
        year.wrong[s] = std::max(
            0.0, today.referrals_per_100000_a_year / 1e5 * people.residents * today.referral_share[s] / shares -
                     year.right[s]);
    year.passed_right = year.all_right() * waited;
    year.passed_wrong = year.all_wrong() * p.panel_wrong_pass;
    year.adopted_right = year.passed_right * p.consent;
    year.adopted_wrong = year.passed_wrong * p.consent;
    year.met = year.adopted_right * (1 - unhelped);
    year.in_support = (year.adopted_right + year.adopted_wrong) * in_place;
    return year;
}

}  // namespace concord::validate
