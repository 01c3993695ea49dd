// What is counted of support (model.md 4.8), by district and year, at full scale. Needs are those of the model: nobody
// has counted them, so they are shown for Greater Manchester alone. No cell of fewer than ten simulated residents is
// kept, and none from which such a one could be worked out.
#pragma once

#include <array>
#include <cstdint>

#include "sim/measures/flows.h"

namespace concord::sim {

// Who recognises a need and refers. Family and friends are counted beside the sectors.
enum Sector : std::uint8_t {
    kSectorSchool,
    kSectorFurtherHigher,
    kSectorPolice,
    kSectorNhs,
    kSectorCouncil,
    kSectorPrisonProbation,
    kSectorFamily,
};
inline constexpr std::size_t kSectors = 7;
inline constexpr std::array<std::string_view, kSectors> kSectorKeys = {"school",  "further_higher",   "police", "nhs",
                                                                       "council", "prison_probation", "family"};
inline constexpr std::array<std::string_view, kSectors> kSectorTitles = {
    "Schools",  "Colleges, universities", "Police",         "Health services",
    "Councils", "Prisons, probation",     "Family, friends"};

enum SupportCount : int {
    kSupportReferrals = 0,                                           // + sector
    kSupportRight = kSupportReferrals + static_cast<int>(kSectors),  // + sector
    kSupportAdopted = kSupportRight + static_cast<int>(kSectors),
    kSupportAdoptedRight,
    kSupportNeedsArisen,
    kSupportNeedsMet,
    kSupportNeedsEnded,
    kSupportNeedsUnmet,
    kSupportMissed,
    kSupportLostAtBorder,
    kSupportLeftGm,
    kSupportWait,
    kSupportPlacesInUse,
    kSupportWrong,
    kSupportAllReferrals,
    kSupportAllRight,
};
inline constexpr int kSupportCounts = kSupportAllRight + 1;

// Needs, and what tells how many there are: of Greater Manchester and of nobody in particular.
inline constexpr Disclosure kShownOfGreaterManchester{.levels = Resolution::kGreaterManchester,
                                                      .changes = Resolution::kGreaterManchester,
                                                      .differences = Resolution::kGreaterManchester};
// Harm is shown by ethnic group as well (section 9).
inline constexpr Disclosure kShownAsHarm{.levels = Resolution::kGreaterManchester,
                                         .changes = Resolution::kGreaterManchester,
                                         .differences = Resolution::kGreaterManchester,
                                         .by_ethnic_group = true};

// clang-format off
inline constexpr std::array<MeasureInfo, kSupportCounts> kSupportTable = {{
    {.name = "referrals_school", .title = "Referrals by schools", .unit = "count",
     .meaning = "referrals by schools, right and wrong ones", .disclosure = kShownToDistrictsAlone},
    {.name = "referrals_further_higher", .title = "Referrals by colleges and universities", .unit = "count",
     .meaning = "referrals by colleges and universities, right and wrong ones",
     .disclosure = kShownToDistrictsAlone},
    {.name = "referrals_police", .title = "Referrals by police", .unit = "count",
     .meaning = "referrals by police, right and wrong ones", .disclosure = kShownToDistrictsAlone},
    {.name = "referrals_nhs", .title = "Referrals by health services", .unit = "count",
     .meaning = "referrals by health services, right and wrong ones", .disclosure = kShownToDistrictsAlone},
    {.name = "referrals_council", .title = "Referrals by councils", .unit = "count",
     .meaning = "referrals by councils, right and wrong ones", .disclosure = kShownToDistrictsAlone},
    {.name = "referrals_prison_probation", .title = "Referrals by prisons and probation", .unit = "count",
     .meaning = "referrals by prisons and probation, right and wrong ones", .disclosure = kShownToDistrictsAlone},
    {.name = "referrals_family", .title = "Referrals by family and friends", .unit = "count",
     .meaning = "referrals by family and friends, right and wrong ones", .disclosure = kShownToDistrictsAlone},
    {.name = "right_referrals_school", .title = "Right referrals by schools", .unit = "count",
     .meaning = "needs that schools recognised", .better = 1, .disclosure = kShownOfGreaterManchester},
    {.name = "right_referrals_further_higher", .title = "Right referrals by colleges and universities",
     .unit = "count", .meaning = "needs that colleges and universities recognised", .better = 1,
     .disclosure = kShownOfGreaterManchester},
    {.name = "right_referrals_police", .title = "Right referrals by police", .unit = "count",
     .meaning = "needs that police recognised", .better = 1, .disclosure = kShownOfGreaterManchester},
    {.name = "right_referrals_nhs", .title = "Right referrals by health services", .unit = "count",
     .meaning = "needs that health services recognised", .better = 1, .disclosure = kShownOfGreaterManchester},
    {.name = "right_referrals_council", .title = "Right referrals by councils", .unit = "count",
     .meaning = "needs that councils recognised", .better = 1, .disclosure = kShownOfGreaterManchester},
    {.name = "right_referrals_prison_probation", .title = "Right referrals by prisons and probation",
     .unit = "count", .meaning = "needs that prisons and probation recognised", .better = 1,
     .disclosure = kShownOfGreaterManchester},
    {.name = "right_referrals_family", .title = "Right referrals by family and friends", .unit = "count",
     .meaning = "needs that family and friends noticed and told of", .better = 1,
     .disclosure = kShownOfGreaterManchester},
    {.name = "cases_adopted", .title = "Cases adopted", .unit = "count",
     .meaning = "referrals that a panel offered support and that accepted it, with a need or without",
     .disclosure = kShownToDistrictsAlone},
    {.name = "cases_adopted_with_need", .title = "Cases adopted, with a need", .unit = "count",
     .meaning = "those of them with a need", .better = 1, .disclosure = kShownOfGreaterManchester},
    {.name = "needs_arisen", .title = "Needs that arose", .unit = "count",
     .meaning = "needs for support that arose, as the model has them", .better = -1,
     .disclosure = kShownOfGreaterManchester},
    {.name = "needs_met", .title = "Needs met", .unit = "count", .meaning = "needs that ended in support",
     .better = 1, .disclosure = kShownOfGreaterManchester},
    {.name = "needs_ended", .title = "Needs that ended by themselves", .unit = "count",
     .meaning = "needs that ended out of support", .disclosure = kShownOfGreaterManchester},
    {.name = "needs_unmet", .title = "Unmet needs", .unit = "residents",
     .meaning = "residents with a need that nobody has recognised, or whose support came to nothing, mean over weeks",
     .better = -1, .disclosure = kShownOfGreaterManchester},
    {.name = "missed_opportunities", .title = "Missed opportunities", .unit = "count",
     .meaning = "needs still unmet 26 weeks after a sector met the person", .better = -1,
     .disclosure = kShownOfGreaterManchester},
    {.name = "cases_lost_at_border", .title = "Cases lost at a border", .unit = "count",
     .meaning = "open cases that nobody took on when the person moved to another district", .better = -1,
     .disclosure = kShownToDistrictsAlone},
    {.name = "cases_left", .title = "Cases that left Greater Manchester", .unit = "count",
     .meaning = "needs and open cases of people who moved out of Greater Manchester",
     .disclosure = kShownOfGreaterManchester},
    {.name = "support_wait", .title = "Wait for support", .unit = "weeks",
     .meaning = "mean weeks from an accepted offer to a place, of those who got one", .better = -1,
     .disclosure = kShownToDistrictsAlone},
    {.name = "support_places_in_use", .title = "Places in use", .unit = "places",
     .meaning = "supported places in use, mean over weeks", .disclosure = kShownToDistrictsAlone},
    {.name = "wrong_referrals", .title = "Wrong referrals", .unit = "count",
     .meaning = "residents without a need who were referred; by ethnic group over the whole run", .better = -1,
     .disclosure = kShownAsHarm},
    {.name = "referrals", .title = "Referrals", .unit = "count",
     .meaning = "referrals by sectors, family and friends, right and wrong ones", .disclosure = kShownToDistrictsAlone},
    {.name = "right_referrals", .title = "Needs recognised", .unit = "count",
     .meaning = "needs that a sector, family or friends recognised and referred", .better = 1,
     .disclosure = kShownOfGreaterManchester},
}};
// clang-format on
inline constexpr auto kSupportNames = names_of(kSupportTable);
static_assert(all_consistent(kSupportTable));

}  // namespace concord::sim
