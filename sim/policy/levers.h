// The table of levers (model.md section 5): what each is, what it can be told, what a unit of it is and who pays. To
// add one: an enumerator and a row here, and its effect in schedule.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "sim/policy/lever_fields.h"
#include "sim/policy/regimes.h"

namespace concord::sim {

enum class LeverKind : int {
    kCommunityEngagement = 0,
    kBridgingProgrammes,
    kNeighbourhoodPolicing,
    kProceduralJusticeTraining,
    kStopAndSearch,
    kEsolCircles,
    kCounterHate,
    kVenueDueDiligence,
    kPartnershipForum,
    kEnforcementLedPrevention,
    kOpenCommunication,
    kEarlySupport,
    kFrontlineTraining,
    kMonitoring,
};
inline constexpr int kLeverKinds = static_cast<int>(LeverKind::kMonitoring) + 1;

// Share of prevention contacts that police front today: the share of referrals that came from police in 2023/24 stands
// in for it (S42; 31 % in 2019/20, S45; 36 % in 2020/21, S44). Neutral of enforcement_led_prevention, so never drawn.
inline constexpr double kPoliceFrontedToday = 0.28;

// Who can be in a partnership forum, in the order of the field's choices.
enum ForumMember : std::uint8_t {
    kForumFurtherHigher,
    kForumNhs,
    kForumPrisons,
    kForumPolice,
    kForumProbation,
    kForumCouncils,
    kForumVcfse,
};
inline constexpr std::size_t kForumMembers = 7;
inline constexpr std::size_t kForumSectors = kForumVcfse;  // those before it: the public bodies of the forum

// What one funder pays of a unit's cost, where several do: a share of it, below 0 for who is relieved. They add up
// to 1.
struct FunderShare {
    std::string_view funder;
    double share = 1;
};

// What is known of a lever itself (model.md 4.5: each has evidence of its own), for people, not for runs;
// docs/levers.md has both cases in full. Where no evaluation of the lever itself was found (grade -) the sources are of
// other matters, and carrying them over is an assumption.
struct LeverEvidence {
    char grade = '-';          // of the best evaluation of its own, as of parameters: A, B, C or -
    std::string_view finding;  // half a sentence; begins with "none" where there is no such evaluation
    std::string_view source;   // ids of the evidence base
};

// What the code knows of a lever: drives the scenario reader, `describe levers`, the explorer and the cost table.
struct LeverInfo {
    LeverKind kind;
    std::string_view name;      // community_engagement
    std::string_view title;     // Community engagement
    std::string_view meaning;   // one plain sentence
    std::string_view cost_per;  // what a unit cost is per: seat, patrol hour, officer trained, stop
    std::string_view unit_is;   // one resident in one project
    std::string_view funder;    // council, police, NHS, grant, other
    // It acts on officers or on institutions, and so on all of a district, whichever of its places it is aimed at.
    bool of_districts = false;
    // The first says how much there is of the lever, and a scenario must give it; the others are neutral unless given.
    std::vector<LeverField> fields;
    std::vector<FunderShare> shared = {};  // by several funders; empty: `funder` pays it all
    std::string_view shared_source = {};   // ids of the evidence base, or "assumption"
    LeverEvidence evidence = {};

    // Who pays a unit's cost, the largest share first.
    std::vector<FunderShare> paid_by() const { return shared.empty() ? std::vector<FunderShare>{{funder, 1}} : shared; }
    const LeverField& how_much() const { return fields.front(); }
    // Throws std::out_of_range for a key that the lever does not have.
    std::size_t field(std::string_view key) const;
};
const LeverInfo& info(LeverKind kind);

// In order of kind.
// clang-format off
inline const std::vector<LeverInfo>& lever_table() {
    // Upper bounds keep a slip of the pen out (a resident takes at most one seat a year, so 1,000 per 1,000 is
    // everybody), they are not recommendations.
    static constexpr FieldGroup kPosture = {"posture", "Posture: how stops are done"};
    static constexpr FieldGroup kMode = {"mode", "Mode: how people are asked"};
    const auto regime_choices = [] {
        std::vector<FieldChoice> choices;
        for (const RegimeInfo& regime : kRegimeTable) choices.push_back({regime.name, regime.title});
        return choices;
    };
    static const std::vector<LeverInfo> table = {
        {.kind = LeverKind::kCommunityEngagement, .name = "community_engagement", .title = "Community engagement",
         .meaning = "Residents take part in dialogue, co-production and small-grant projects run by councils, "
                    "community groups and partners.",
         .cost_per = "seat", .unit_is = "one resident in one project (dialogue, co-production, a small grant)",
         .funder = "council",
         .fields = {{.key = "seats_per_1000_a_year", .title = "Seats", .unit = "seats per 1,000 residents a year",
                     .meaning = "how many residents take part", .high = 1000}},
         .evidence = {.finding = "none of its own; its size is as large as a contact programme's effect on prejudice, "
                                 "and felt influence goes with how people get on in a cross-section alone",
                      .source = "E02;E03;S01;E46"}},
        {.kind = LeverKind::kBridgingProgrammes, .name = "bridging_programmes", .title = "Bridging programmes",
         .meaning = "Young people of different backgrounds meet again and again through school linking, youth social "
                    "action or shared sport.",
         .cost_per = "place", .unit_is = "one young resident, aged 10 to 24, for a year", .funder = "council",
         .fields = {{.key = "places_per_1000_young_a_year", .title = "Places",
                     .unit = "places per 1,000 residents aged 10 to 24 a year",
                     .meaning = "how many young residents have a place", .high = 1000}},
         .evidence = {.grade = 'A',
                      .finding = "trials of students lowered prejudice on race by 0.25 sd, two on newcomers found "
                                 "nothing; school linking in England raised respect for others (B); none of adults on "
                                 "race",
                      .source = "E02;E03;E27"}},
        {.kind = LeverKind::kNeighbourhoodPolicing, .name = "neighbourhood_policing",
         .title = "Neighbourhood policing",
         .meaning = "Officers and community support officers walk the neighbourhood and talk with residents.",
         .cost_per = "patrol hour", .unit_is = "an hour of one officer on foot", .funder = "police",
         // Together: at the high end of the prior, 8 contacts an hour, everybody meets a patrol about once a week.
         .fields = {{.key = "patrol_hours_per_1000_a_week", .title = "Patrol hours",
                     .unit = "patrol hours per 1,000 residents a week", .meaning = "how much patrol there is",
                     .high = 25, .most_together = 100}},
         .evidence = {.grade = 'B',
                      .finding = "a review finds more satisfaction and little on crime; pilots in England raised "
                                 "safety and confidence, the second year of the roll-out did not; six trials "
                                 "elsewhere found nothing (A)",
                      .source = "E14;E15;E16;E17"}},
        {.kind = LeverKind::kProceduralJusticeTraining, .name = "procedural_justice_training",
         .title = "Procedural justice training",
         .meaning = "Officers are trained, and kept trained, to listen, explain and treat people with respect.",
         .cost_per = "officer trained", .unit_is = "one officer, kept trained for a year", .funder = "police",
         .of_districts = true,
         .fields = {{.key = "share_of_officers_trained", .title = "Officers trained",
                     .unit = "share of the officers serving the places reached",
                     .meaning = "how many of the officers are trained", .kind = FieldKind::kShare}},
         .evidence = {.grade = 'A',
                      .finding = "in a trial in Greater Manchester 48 % of trained officers were rated good, 22 % of "
                                 "the others; in the United States crime fell but legitimacy did not move; a script "
                                 "at Scottish road stops lowered satisfaction",
                      .source = "E10;E11;E12"}},
        {.kind = LeverKind::kStopAndSearch, .name = "stop_and_search", .title = "Stop and search",
         .meaning = "Police stop and search more or fewer people than in the baseline.",
         .cost_per = "stop", .unit_is = "a stop more or, negative, less than in the baseline", .funder = "police",
         .fields = {{.key = "multiple_of_baseline", .title = "Stops", .unit = "times the baseline rate of stops",
                     .meaning = "how many stops there are", .high = 10, .neutral = {.number = 1}, .most_together = 10},
                    {.key = "fair_share", .title = "Change of the share of stops felt as fair",
                     .unit = "share of stops", .meaning = "by how much the share of stops felt as fair changes",
                     .kind = FieldKind::kShare, .low = -1, .offered = 0.5, .group = kPosture},
                    {.key = "service_satisfaction", .title = "Change of satisfaction with the service",
                     .unit = "share of calls for service",
                     .meaning = "by how much the share of calls for service that satisfy changes",
                     .kind = FieldKind::kShare, .low = -1, .offered = 0.5, .group = kPosture}},
         .evidence = {.grade = 'B',
                      .finding = "weakly linked to crime in London; in a review less crime where police stop people, "
                                 "and those stopped do worse",
                      .source = "E18;E19"}},
        {.kind = LeverKind::kEsolCircles, .name = "esol_circles", .title = "English circles",
         .meaning = "Adults with little English learn it in community classes, taught where they live, and meet "
                    "others there.",
         .cost_per = "learner", .unit_is = "one adult resident in one course of some eleven weeks", .funder = "grant",
         .fields = {{.key = "places_per_1000_a_year", .title = "Places", .unit = "places per 1,000 residents a year",
                     .meaning = "how many adults have a place", .high = 100}},
         // The grant was £250 of some £500 a head, the providers found the rest (C15, C16).
         .shared = {{"grant", 0.5}, {"other", 0.5}}, .shared_source = "C15;C16",
         .evidence = {.grade = 'A',
                      .finding = "a trial with a waiting list, three of its five areas in Greater Manchester, raised "
                                 "English, mixing and trust; its sizes could not be read",
                      .source = "E24;E73"}},
        {.kind = LeverKind::kCounterHate, .name = "counter_hate", .title = "Countering hate",
         .meaning = "Upstanders and counter-speech answer hate, and third-party centres take reports of it.",
         .cost_per = "1,000 residents within reach for a year",
         .unit_is = "upstanders, counter-speech and reporting centres for 1,000 residents for a year",
         .funder = "council",
         .fields = {{.key = "reach", .title = "Residents within reach", .unit = "share of residents",
                     .meaning = "how many residents upstanders, counter-speech and reporting centres serve",
                     .kind = FieldKind::kShare, .most_together = 1}},
         .evidence = {.finding = "none with incidents as its outcome; of hateful posts, bystanders and reporting "
                                 "centres there are, and not all did good",
                      .source = "E56;E57;E58;E79"}},
        {.kind = LeverKind::kVenueDueDiligence, .name = "venue_due_diligence", .title = "Due diligence of venues",
         .meaning = "Those who hire out rooms are briefed, and ask who wants a room and what for.",
         .cost_per = "venue covered for a year", .unit_is = "one hireable room, covered for a year",
         .funder = "council",
         .fields = {{.key = "share_of_venues", .title = "Venues covered", .unit = "share of hireable rooms",
                     .meaning = "how many of the rooms that can be hired are covered", .kind = FieldKind::kShare,
                     .most_together = 1}},
         .evidence = {.finding = "none of its own; where crime was made harder in one place, less of it moved than "
                                 "was prevented",
                      .source = "E59"}},
        {.kind = LeverKind::kPartnershipForum, .name = "partnership_forum", .title = "Partnership forum",
         .meaning = "Colleges and universities, NHS trusts, prisons, police, probation and councils meet, share what "
                    "works and plans, and prepare together.",
         .cost_per = "forum for all of Greater Manchester and a year",
         .unit_is = "its secretariat and its members' time; of some districts their residents' share of it",
         .funder = "council", .of_districts = true,
         .fields = {{.key = "members", .title = "Members", .meaning = "who is in the forum", .kind = FieldKind::kSet,
                     .choices = {{"further_higher", "Colleges and universities"}, {"nhs", "NHS trusts"},
                                 {"prisons", "Prisons"}, {"police", "Police"}, {"probation", "Probation"},
                                 {"councils", "Councils"}, {"vcfse", "Community groups (VCFSE)"}}}},
         .evidence = {.finding = "none of its own; sharing anonymous data in Cardiff went with fewer violent injuries",
                      .source = "E62"}},
        {.kind = LeverKind::kEnforcementLedPrevention, .name = "enforcement_led_prevention",
         .title = "Enforcement-led prevention",
         .meaning = "Police, in place of councils, front the prevention programme's visits, interviews and panels.",
         .cost_per = "prevention contact fronted by police",
         .unit_is = "ten hours of an officer in place of a council worker's; negative where there are fewer than today",
         .funder = "police", .of_districts = true,
         .fields = {{.key = "share_fronted_by_police", .title = "Contacts fronted by police",
                     .unit = "share of prevention contacts fronted by police",
                     .meaning = "how many of the prevention contacts police front; 0.28 stands for today",
                     .kind = FieldKind::kShare, .neutral = {.number = kPoliceFrontedToday}, .most_together = 1}},
         // £448 of the police and £333 that the council is relieved of, of a difference of £115.
         .shared = {{"police", 448.0 / 115}, {"council", -333.0 / 115}},
         .shared_source = "C06;assumption",
         .evidence = {.finding = "none of its own; harm of prevention is concentrated in programmes that watch people "
                                 "or are aimed at groups",
                      .source = "E22;E23"}},
        {.kind = LeverKind::kOpenCommunication, .name = "open_communication", .title = "Open communication",
         .meaning = "The prevention programme says openly what it does and what happens to reports.",
         .cost_per = "resident within reach for a year",
         .unit_is = "leaflets and meetings for one resident for a year", .funder = "council",
         .fields = {{.key = "reach", .title = "Residents within reach", .unit = "share of residents",
                     .meaning = "how many residents are told what the programme does", .kind = FieldKind::kShare,
                     .most_together = 1}},
         .evidence = {.finding = "none of its own; those who know the programme well see it more favourably, and "
                                 "police leaflets raised confidence in seven wards",
                      .source = "S52;E70"}},
        {.kind = LeverKind::kEarlySupport, .name = "early_support", .title = "Early support",
         .meaning = "Councils and health services run supported places for people with a need, beside those of the "
                    "programme.",
         .cost_per = "supported place for a year", .unit_is = "one supported place, kept for a year",
         .funder = "council", .of_districts = true,
         .fields = {{.key = "places_per_100000", .title = "Supported places",
                     .unit = "supported places per 100,000 residents",
                     .meaning = "how many supported places there are more", .high = 100}},
         .evidence = {.finding = "none with a comparison; 84 % left support with no further concern, and mentoring of "
                                 "young people in general helps",
                      .source = "S66;E66"}},
        {.kind = LeverKind::kFrontlineTraining, .name = "frontline_training", .title = "Frontline training",
         .meaning = "Staff of schools, health services, councils, prisons, probation and police, and councillors, are "
                    "trained, and kept trained, to recognise a need for support.",
         .cost_per = "member of staff trained", .unit_is = "one member of staff or councillor, kept trained for a year",
         .funder = "other", .of_districts = true,
         .fields = {{.key = "share_of_staff_trained", .title = "Staff trained",
                     .unit = "share of frontline staff and councillors serving the places reached",
                     .meaning = "how many of the staff are trained", .kind = FieldKind::kShare}},
         .evidence = {.finding = "none with referrals under the Prevent duty as its outcome; of domestic violence, "
                                 "trained surgeries identified more people",
                      .source = "E60;E61;E77"}},
        {.kind = LeverKind::kMonitoring, .name = "monitoring", .title = "Monitoring",
         .meaning = "What is asked and counted, how often and how late: it changes nobody, but rules of other levers "
                    "go by it.",
         .cost_per = "interview, police report, or panel member and year",
         .unit_is = "of the regime: an interview beyond the survey there is, a report, or a member for a year",
         .funder = "council",
         .fields = {{.key = "regime", .title = "Regime", .meaning = "what Greater Manchester is monitored by",
                     .kind = FieldKind::kChoice, .neutral = {.choice = static_cast<int>(Regime::kQuarterlySurvey)},
                     .choices = regime_choices()},
                    {.key = "interviews_a_quarter", .title = "Interviews", .unit = "interviews a quarter",
                     .meaning = "how many a survey asks over Greater Manchester", .low = 100, .high = 100000,
                     .neutral = {.number = kInterviewsAYear / 4}, .offered = 10000},
                    {.key = "panel_members", .title = "Panel", .unit = "members",
                     .meaning = "how many a panel has over Greater Manchester", .low = 200, .high = 3000,
                     .neutral = {.number = 600}},
                    {.key = "shift_belong", .title = "Shift of belonging", .unit = "logit",
                     .meaning = "what another way of asking does to answers on belonging", .low = -1, .high = 0,
                     .group = kMode},
                    {.key = "shift_get_on_well", .title = "Shift of people get on well", .unit = "logit",
                     .meaning = "what it does to answers on how people get on; others take the mean of the two",
                     .low = -0.7, .high = 0, .group = kMode}},
         .evidence = {.finding = "none of what measuring does; whether the trusting answer surveys more is open",
                      .source = "E68;E69"}},
    };
    return table;
}
// clang-format on

}  // namespace concord::sim
