// What a week makes of needs, referrals and places in each district: pressures, practice, the forum, police at the
// front, bought places.
#include <algorithm>

#include "sim/processes/support_parts.h"

namespace concord::sim::support {
namespace {

constexpr std::uint32_t bit(ForumMember member) { return 1u << member; }

// Which bodies of a forum a sector has there. Schools are the council's; family has none.
constexpr std::array<std::uint32_t, kSectors> kBodies = {bit(kForumCouncils),
                                                         bit(kForumFurtherHigher),
                                                         bit(kForumPolice),
                                                         bit(kForumNhs),
                                                         bit(kForumCouncils),
                                                         bit(kForumPrisons) | bit(kForumProbation),
                                                         0};

// How far a sector is joined by the others in the forum [0, 1].
double joined(const delivery::Start& delivery, const LeverWeek& levers, int district, Sector sector) {
    double own = 0, own_bodies = 0, others = 0, other_bodies = 0;
    for (std::size_t k = 0; k < kForumSectors; ++k) {
        const auto member = static_cast<ForumMember>(k);
        const double in = practice::membership(delivery, levers, district, member);
        if ((kBodies[sector] & bit(member)) != 0)
            own += in, own_bodies += 1;
        else
            others += in, other_bodies += 1;
    }
    return own_bodies > 0 ? own / own_bodies * (others / other_bodies) : 0;
}

}  // namespace

Week of_week(const Context& context, const Start& start, const delivery::Start& delivery,
             const practice::Start& practice_start, const practice::State& practice, const news::Events& events,
             const news::State& news, const LeverWeek& levers, int week) {
    const Parameters& p = context.parameters;
    Week districts(context.world->geography.districts.size());
    const auto rise = [](double share) { return std::max(0.0, 1 + share); };
    for (std::size_t d = 0; d < districts.size(); ++d) {
        OfDistrict& of = districts[d];
        const int district = static_cast<int>(d);
        of.raised = news::raised_need(p, events, news, district, week);
        const double skill = practice::gained(practice_start, practice, practice::kRecognition, district);
        const double fronted = programme::fronted_beyond_today(context, levers, district);
        of.recognition.fill(1);
        of.wrong.fill(1);
        for (std::size_t s = 0; s < kSectors; ++s) {
            if (s == kSectorFamily) continue;
            const double with = joined(delivery, levers, district, static_cast<Sector>(s));
            of.recognition[s] = rise(p.frontline_recognition * skill) * rise(p.joined_recognition * with);
            of.wrong[s] = rise(p.frontline_false_alarm * skill) * rise(p.joined_false_alarm * with);
        }
        of.recognition[kSectorPolice] *= rise(p.enforcement_recognition * fronted);
        of.wrong[kSectorPolice] *= rise(p.enforcement_false_alarm * fronted);
        if (levers.any) {
            const auto lever = static_cast<std::size_t>(LeverKind::kEarlySupport);
            const double works = static_cast<double>(delivery.works[d][lever]) * levers.undiluted[lever];
            of.consent = p.early_support_consent * works;
            of.recovery = rise((p.early_support_recovery_ratio - 1) * works);
            of.forum = practice::membership(delivery, levers, district, kForumCouncils);
        }
    }
    set_pools(context, start, delivery, levers, districts);
    return districts;
}

}  // namespace concord::sim::support
