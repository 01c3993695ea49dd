// What is known of each lever itself (model.md 4.5: each lever's evidence is its own): a grade, half a sentence and its
// sources. For people, not for runs, so no part of what the engine reads; docs/levers.md has both cases in full.
#pragma once

#include <array>
#include <string_view>

#include "sim/policy/levers.h"

namespace concord::sim {

// Where no evaluation of the lever itself was found (grade -) the sources are of other matters, and carrying them over
// is an assumption.
struct LeverEvidence {
    LeverKind lever;
    char grade = '-';          // of the best evaluation of its own, as of parameters: A, B, C or -
    std::string_view finding;  // half a sentence; begins with "none" where there is no such evaluation
    std::string_view source;   // ids of the evidence base
};

// In order of kind.
// clang-format off
inline constexpr std::array<LeverEvidence, kLeverKinds> kLeverEvidence = {{
    {.lever = LeverKind::kCommunityEngagement,
     .finding = "none of its own; its size is as large as a contact programme's effect on prejudice, and felt "
                "influence goes with how people get on in a cross-section alone",
     .source = "E02;E03;S01;E46"},
    {.lever = LeverKind::kBridgingProgrammes, .grade = 'A',
     .finding = "trials of students lowered prejudice on race by 0.25 sd, two on newcomers found nothing; school "
                "linking in England raised respect for others (B); none of adults on race",
     .source = "E02;E03;E27"},
    {.lever = LeverKind::kNeighbourhoodPolicing, .grade = 'B',
     .finding = "a review finds more satisfaction and little on crime; pilots in England raised safety and "
                "confidence, the second year of the roll-out did not; six trials elsewhere found nothing (A)",
     .source = "E14;E15;E16;E17"},
    {.lever = LeverKind::kProceduralJusticeTraining, .grade = 'A',
     .finding = "in a trial in Greater Manchester 48 % of trained officers were rated good, 22 % of the others; in "
                "the United States crime fell but legitimacy did not move; a script at Scottish road stops lowered "
                "satisfaction",
     .source = "E10;E11;E12"},
    {.lever = LeverKind::kStopAndSearch, .grade = 'B',
     .finding = "weakly linked to crime in London; in a review less crime where police stop people, and those "
                "stopped do worse",
     .source = "E18;E19"},
    {.lever = LeverKind::kEsolCircles, .grade = 'A',
     .finding = "a trial with a waiting list, three of its five areas in Greater Manchester, raised English, mixing "
                "and trust; its sizes could not be read",
     .source = "E24;E73"},
    {.lever = LeverKind::kCounterHate,
     .finding = "none with incidents as its outcome; of hateful posts, bystanders and reporting centres there are, "
                "and not all did good",
     .source = "E56;E57;E58;E79"},
    {.lever = LeverKind::kVenueDueDiligence,
     .finding = "none of its own; where crime was made harder in one place, less of it moved than was prevented",
     .source = "E59"},
    {.lever = LeverKind::kPartnershipForum,
     .finding = "none of its own; sharing anonymous data in Cardiff went with fewer violent injuries",
     .source = "E62"},
    {.lever = LeverKind::kEnforcementLedPrevention,
     .finding = "none of its own; harm of prevention is concentrated in programmes that watch people or are aimed "
                "at groups",
     .source = "E22;E23"},
    {.lever = LeverKind::kOpenCommunication,
     .finding = "none of its own; those who know the programme well see it more favourably, and police leaflets "
                "raised confidence in seven wards",
     .source = "S52;E70"},
    {.lever = LeverKind::kEarlySupport,
     .finding = "none with a comparison; 84 % left support with no further concern, and mentoring of young people "
                "in general helps",
     .source = "S66;E66"},
    {.lever = LeverKind::kFrontlineTraining,
     .finding = "none with referrals under the Prevent duty as its outcome; of domestic violence, trained surgeries "
                "identified more people",
     .source = "E60;E61;E77"},
    {.lever = LeverKind::kMonitoring,
     .finding = "none of what measuring does; whether the trusting answer surveys more is open",
     .source = "E68;E69"},
}};
// clang-format on
static_assert(
    [] {
        for (std::size_t k = 0; k < kLeverEvidence.size(); ++k)
            if (kLeverEvidence[k].lever != static_cast<LeverKind>(k)) return false;
        return true;
    }(),
    "a row for every lever, in order");

}  // namespace concord::sim
