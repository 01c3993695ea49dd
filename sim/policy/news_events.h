// What happens to Greater Manchester that nobody chose (model.md 4.7): the table of kinds of event, and an event of a
// scenario. An event has a date and at most a district; no place below that, and nobody who did it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/ground/calendar.h"

namespace concord::sim {

enum class NewsKind : int {
    kAttack = 0,
    kLoneAttack,
    kVote,
    kOnlineHostility,
    kOnlineGrooming,
    kTravelPressure,
    kExtremistMeeting,
    kSolidarity,
};
inline constexpr int kNewsKinds = static_cast<int>(NewsKind::kSolidarity) + 1;
inline constexpr std::size_t kMostNewsEvents = 64;  // of one scenario: each takes a byte a resident once it has come
inline constexpr int kNoDistrict = -1;              // an event of all of Greater Manchester

// Of a kind that moves hate incidents: what a scenario says of its size, and may say.
struct IncidentRatio {
    double usual = 1, low = 1, high = 1;
    std::string_view meaning{}, source{};
};

// What the code knows of a kind: drives the scenario reader, `describe events`, --stress and the documents.
struct NewsInfo {
    NewsKind kind;
    std::string_view name;       // lone_attack
    std::string_view title;      // Attack by one person
    std::string_view meaning;    // one plain sentence
    bool in_a_district = false;  // an event of this kind names one; the others are of all of Greater Manchester
    bool lasts = false;          // until a date, which an event of this kind names; the others are of a day
    IncidentRatio ratio = {};    // without meaning: the kind moves no incidents by itself
    bool of_recruiters = false;  // police in front of prevention may change what it moves

    constexpr bool moves_incidents() const { return !ratio.meaning.empty(); }
};
std::span<const NewsInfo> news_table();  // in order of kind
const NewsInfo& info(NewsKind kind);

struct NewsEvent {
    NewsKind kind = NewsKind::kAttack;
    int district = kNoDistrict;  // index into Geography::districts
    Date from{};                 // it comes in the week that holds this day
    std::optional<Date> until;   // first day no longer in force; of a kind that lasts
    double incident_ratio = 1;   // as the kind's `ratio` says; 1 for a kind without one
    std::string source, note;

    // Whether it is the same event, wherever it was written down.
    bool same_as(const NewsEvent& other) const {
        return kind == other.kind && district == other.district && from == other.from && until == other.until &&
               incident_ratio == other.incident_ratio;
    }
};

// One event in words: "attack in Manchester on 2029-05-22".
std::string in_words(const NewsEvent& event, std::string_view district);

}  // namespace concord::sim
