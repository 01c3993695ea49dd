#include "sim/policy/news_events.h"

#include <array>

namespace concord::sim {

std::span<const NewsInfo> news_table() {
    static constexpr std::string_view kOfFourWeeks =
        "recorded race and religion incidents of the four weeks after it, over those expected";
    // clang-format off
    static constexpr std::array<NewsInfo, kNewsKinds> table = {{
        {.kind = NewsKind::kAttack, .name = "attack", .title = "Attack",
         .meaning = "A terrorist attack in a district, of the kind that the whole country hears of.",
         .in_a_district = true,
         .ratio = {.usual = 1.99, .low = 1.6, .high = 4, .meaning = kOfFourWeeks, .source = "S29;S30"}},
        {.kind = NewsKind::kLoneAttack, .name = "lone_attack", .title = "Attack by one person",
         .meaning = "An attack by one person in a district; it weighs less than an attack, as its ratio says.",
         .in_a_district = true,
         .ratio = {.usual = 1.2, .low = 1, .high = 1.5, .meaning = kOfFourWeeks, .source = "S32"}},
        {.kind = NewsKind::kVote, .name = "vote", .title = "Divisive vote",
         .meaning = "A vote whose campaign and outcome divide people.",
         .ratio = {.usual = 1.21, .low = 1, .high = 1.45, .meaning = kOfFourWeeks, .source = "E52;E53"}},
        {.kind = NewsKind::kOnlineHostility, .name = "online_hostility", .title = "Wave of online hostility",
         .meaning = "Posts against people of some background spread for some weeks.",
         .lasts = true,
         .ratio = {.usual = 1.05, .low = 1, .high = 1.25,
                   .meaning = "rate of race and religion incidents while it lasts, over that expected",
                   .source = "E55"}},
        {.kind = NewsKind::kOnlineGrooming, .name = "online_grooming", .title = "Online grooming stepped up",
         .meaning = "Recruiters approach young people online; those who hear of it are alarmed.",
         .lasts = true, .of_recruiters = true},
        {.kind = NewsKind::kTravelPressure, .name = "travel_pressure", .title = "Pressure to travel to a conflict",
         .meaning = "Young people, women and families are urged to travel to a conflict; those who hear of it are "
                    "alarmed.",
         .lasts = true, .of_recruiters = true},
        {.kind = NewsKind::kExtremistMeeting, .name = "extremist_meeting", .title = "Extremist meeting",
         .meaning = "An extremist group speaks at private premises in a district.",
         .in_a_district = true, .of_recruiters = true},
        {.kind = NewsKind::kSolidarity, .name = "solidarity", .title = "Public solidarity",
         .meaning = "Vigils and gatherings after an event bring many people together."},
    }};
    // clang-format on
    return table;
}

const NewsInfo& info(NewsKind kind) { return news_table()[static_cast<std::size_t>(kind)]; }

std::string in_words(const NewsEvent& event, std::string_view district) {
    std::string text(info(event.kind).name);
    for (char& c : text)
        if (c == '_') c = ' ';
    if (event.district != kNoDistrict) text += " in " + std::string(district);
    if (!event.until) return text + " on " + to_iso(event.from);
    return text + " from " + to_iso(event.from) + " until " + to_iso(*event.until);
}

}  // namespace concord::sim
