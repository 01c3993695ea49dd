// Who sees a need, and who sees one where there is none: sectors and family, with what practice, the forum and police
// at the front make of it.
#include <algorithm>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/processes/support_parts.h"

namespace concord::sim::support {
namespace {

double logit(double probability) { return maths::log(probability / (1 - probability)); }

Stream contacts_of(const Context& context) { return {context.options.seed, Process::kSupportContacts}; }

// Words of the yearly draw of contact.
std::size_t word_of(Sector sector) { return sector == kSectorNhs ? 0 : sector == kSectorCouncil ? 1 : 2; }

struct WrongBy {
    Rare kind;
    Sector sector;
};
constexpr std::array<WrongBy, 6> kWrongBy = {{{Rare::kWrongBySchool, kSectorSchool},
                                              {Rare::kWrongByFurtherHigher, kSectorFurtherHigher},
                                              {Rare::kWrongByNhs, kSectorNhs},
                                              {Rare::kWrongByCouncil, kSectorCouncil},
                                              {Rare::kWrongByPrisonProbation, kSectorPrisonProbation},
                                              {Rare::kWrongByFamily, kSectorFamily}}};

// One of those closest, by lot: of the household, else a friend; the resident where there is nobody.
std::uint32_t teller(const World& world, std::uint32_t i, const Friends& ties, std::uint32_t word) {
    const std::uint32_t first = i - world.household_position[i];
    if (const std::uint32_t others = world.household_talkers[i] - 1u; others > 0) {
        const std::uint32_t j = first + below(word, others);
        return j < i ? j : j + 1;
    }
    std::uint32_t friends = 0;
    while (friends < kMaxFriends && ties[friends] != kNone) ++friends;
    return friends > 0 ? ties[below(word, friends)] : i;
}

// Family and friends: whether they notice, and whether whoever noticed tells anyone.
bool told_of(const Context& context, const Start& start, const programme::State& programme, const Case& one,
             const Block& words, const Column<ResidentState>& states, const Column<Friends>& friends) {
    const Parameters& p = context.parameters;
    if (unit_double(words[0]) >= weekly_chance(p.family_notice)) return false;
    const std::uint32_t j = teller(*context.world, one.resident, friends[one.resident], words[1]);
    if (j == one.resident) return false;
    const bool aware = programme::is_aware(programme, j);
    return unit_double(words[3]) <
           telling(p, start, trust_of(load(states[j]))) * (aware ? 1.0 : p.family_report_unaware);
}

}  // namespace

bool is_pupil(const World& world, std::uint32_t i) { return world.age_band[i] == kAge10To15; }
bool is_student(const World& world, std::uint32_t i) {
    return world.age_band[i] >= kFirstAdultBand && world.activity[i] == kCollege;
}

double weekly_chance(double rate_a_year) { return 1 - maths::exp(-rate_a_year / kWeeksPerYear); }
double trust_of(const Vector& x) {
    return 0.5 * (static_cast<double>(x[kProgrammeTrust]) + static_cast<double>(x[kPoliceTrust]));
}

double telling(const Parameters& p, const Start& start, double trust) {
    return maths::logistic(logit(p.family_report) + p.family_report_trust * (trust - start.trust));
}

double expected_contact(const Context& context, std::uint32_t i, Sector sector) {
    const Parameters& p = context.parameters;
    switch (sector) {
        case kSectorSchool: return is_pupil(*context.world, i) ? 1 : 0;
        case kSectorFurtherHigher: return is_student(*context.world, i) ? 1 : 0;
        case kSectorNhs: return p.contact_nhs;
        case kSectorCouncil: return p.contact_council;
        case kSectorPrisonProbation:
            return context.world->age_band[i] >= kFirstAdultBand ? p.contact_prison_probation : 0;
        case kSectorFamily: return 1;
        case kSectorPolice: break;  // contact by contact
    }
    return 0;
}

bool in_contact(const Context& context, std::uint32_t i, int week, Sector sector) {
    const double share = expected_contact(context, i, sector);
    if (share <= 0 || share >= 1) return share > 0;
    const auto year = static_cast<std::uint32_t>(week / kWeeksPerYear);
    return unit_double(contacts_of(context).block(i, year, 0)[word_of(sector)]) < share;
}

double recognition_rate(const Parameters& p, Sector sector) {
    switch (sector) {
        case kSectorSchool: return p.recognition_school;
        case kSectorFurtherHigher: return p.recognition_further_higher;
        case kSectorPolice: return p.recognition_police;
        case kSectorNhs: return p.recognition_nhs;
        case kSectorCouncil: return p.recognition_council;
        case kSectorPrisonProbation: return p.recognition_prison_probation;
        case kSectorFamily: return p.family_notice;
    }
    return 0;
}

double recognised_at_contact(const Parameters& p, double factor) {
    return 1 - maths::pow(1 - std::min(1.0, p.recognition_police), factor);
}

std::size_t recognised_by(const Context& context, const Start& start, const OfDistrict& of,
                          const programme::State& programme, const Case& one, int week,
                          const Column<ResidentState>& states, const Column<Friends>& friends) {
    const Parameters& p = context.parameters;
    const Stream stream(context.options.seed, Process::kSupportCases);
    const auto now = static_cast<std::uint32_t>(week);
    const Block some = stream.block(one.resident, now, kDrawSectors),
                others = stream.block(one.resident, now, kDrawSectors + 1);
    for (std::size_t s = 0; s < kSectors; ++s) {
        const auto sector = static_cast<Sector>(s);
        if (sector == kSectorPolice || sector == kSectorFamily || !in_contact(context, one.resident, week, sector))
            continue;
        const std::uint32_t word = s < 4 ? some[s] : others[s - 4];
        if (unit_double(word) < weekly_chance(recognition_rate(p, sector) * of.recognition[s])) return s;
    }
    const Block family = stream.block(one.resident, now, kDrawFamily);
    return told_of(context, start, programme, one, family, states, friends) ? std::size_t{kSectorFamily} : kSectors;
}

bool met_by_a_sector(const Context& context, const Case& one, int week) {
    for (const Sector sector :
         {kSectorSchool, kSectorFurtherHigher, kSectorNhs, kSectorCouncil, kSectorPrisonProbation})
        if (in_contact(context, one.resident, week, sector)) return true;
    return false;
}

void refer(const Context& context, Sector sector, int week, Case& one, State& state) {
    one.stage = kAssessment;
    one.sector = sector;
    one.since = week;
    const auto word = Stream(context.options.seed, Process::kSupportCases)
                          .word(one.resident, static_cast<std::uint32_t>(week), 4 * kDrawWait);
    one.due = week + static_cast<std::int32_t>(stochastic_round(context.parameters.assessment_wait, word));
    Counts& counts = counts_of(context, one, state);
    counts[static_cast<std::size_t>(kSupportReferrals) + sector] += 1;
    if (one.needed)
        counts[static_cast<std::size_t>(kSupportRight) + sector] += 1;
    else
        state.support_wrong_by_group[context.world->ethnic_group[one.resident]] += 1;
}

void draw(const Context& context, const Start& start, const OfDistrict& of, const State& state, const RareWeek& rare,
          const Column<ResidentState>& states, std::span<const Pending> drawn, std::vector<Found>& found) {
    const Parameters& p = context.parameters;
    const World& world = *context.world;
    const int n = rare.neighbourhood();
    const double strongest = std::max(of.raised.young, of.raised.family);
    const auto note = [&](std::uint32_t i, Found::What what, Sector sector) {
        found.push_back({.resident = i, .neighbourhood = n, .what = what, .sector = sector});
    };
    const auto lives_with_young = [&](std::uint32_t i) {
        const std::uint32_t first = i - world.household_position[i];
        for (std::uint32_t j = first; j < first + world.household_talkers[i]; ++j)
            if (is_young(world, j)) return true;
        return false;
    };
    const auto raised = [&](std::uint32_t i) {
        if (of.raised.young == 1 && of.raised.family == 1) return 1.0;
        return is_young(world, i) ? of.raised.young : lives_with_young(i) ? of.raised.family : 1.0;
    };
    rare.draw(
        Rare::kSupportNeeds, start.need_bounds, start.need_bounds.usual * std::max(1.0, strongest),
        [&](std::uint32_t i) { return start.onset * need_weight(p, is_young(world, i), load(states[i])) * raised(i); },
        [&](std::uint32_t i, const Block&) { note(i, Found::What::kNeed, kSectorFamily); });
    for (const WrongBy& by : kWrongBy) {
        const double rate = start.wrong[by.sector] / kWeeksPerYear * of.wrong[by.sector];
        if (!(rate > 0)) continue;
        rare.draw(
            by.kind, start.wrong_bounds[by.sector], rate,
            [&](std::uint32_t i) {
                return in_contact(context, i, static_cast<int>(rare.week()), by.sector) ? rate : 0.0;
            },
            [&](std::uint32_t i, const Block&) { note(i, Found::What::kWrong, by.sector); });
    }
    constexpr std::uint32_t kContacts = event_bit(kEventStops) | event_bit(kEventServiceContacts);
    const Stream at_contact(context.options.seed, Process::kSupportPolice);
    for (const Pending& contact : drawn) {
        if ((contact.events & kContacts) == 0) continue;
        const std::uint32_t word =
            at_contact.word(contact.resident, rare.week(), (contact.events & event_bit(kEventStops)) != 0 ? 0 : 1);
        const Case* one = find(state, contact.resident);
        if (one == nullptr) {
            if (unit_double(word) < start.wrong[kSectorPolice] * of.wrong[kSectorPolice])
                note(contact.resident, Found::What::kWrong, kSectorPolice);
        } else if (one->stage == kUnmet) {
            const bool recognised = unit_double(word) < recognised_at_contact(p, of.recognition[kSectorPolice]);
            note(contact.resident, recognised ? Found::What::kRecognised : Found::What::kMet, kSectorPolice);
        }
    }
}

}  // namespace concord::sim::support
