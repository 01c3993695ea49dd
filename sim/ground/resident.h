// The resident (model.md section 2): fixed attributes as small enumerations, the changing state as eight floats in half
// a cache line.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace concord::sim {

// The eight states, each in [0, 1].
enum State : int {
    kNeighbourTrust = 0,  // n  most people in this neighbourhood can be trusted
    kVoice = 1,           // v  I can influence decisions here; the council listens
    kPoliceTrust = 2,     // p  the police here are fair and would help me
    kBelonging = 3,       // b  I belong to this neighbourhood
    kOpenness = 4,        // o  warmth towards people of other backgrounds
    kSafety = 5,          // s  I feel safe in my local area
    kGrievance = 6,       // g  people like me are treated unfairly
    kProgrammeTrust = 7,  // h  the prevention programme is a source of help (1) or surveillance (0)
};
inline constexpr int kStates = 8;
inline constexpr std::array<std::string_view, kStates> kStateNames = {
    "neighbour_trust", "voice", "police_trust", "belonging", "openness", "safety", "grievance", "programme_trust"};
inline constexpr std::array<std::string_view, kStates> kStateSymbols = {"n", "v", "p", "b", "o", "s", "g", "h"};

struct alignas(32) ResidentState {
    float value[kStates];
    float& operator[](int state) { return value[state]; }
    float operator[](int state) const { return value[state]; }
};
static_assert(sizeof(ResidentState) == 32, "a resident's state is half a cache line: the hot loop reads nine of them");

// Background, in the ONS high-level ethnic groups (TS021). Enters the model only as who is "other" in a meeting and
// through published exposure ratios (model.md section 9).
enum EthnicGroup : std::uint8_t { kAsian = 0, kBlack = 1, kMixed = 2, kWhite = 3, kOther = 4 };
inline constexpr int kEthnicGroups = 5;
inline constexpr std::array<std::string_view, kEthnicGroups> kEthnicGroupNames = {"asian", "black", "mixed", "white",
                                                                                  "other"};

// The model's age bands. Under-tens neither talk nor answer; indicators are over residents aged 16 and over.
enum AgeBand : std::uint8_t { kAge0To9 = 0, kAge10To15, kAge16To24, kAge25To34, kAge35To49, kAge50To64, kAge65Plus };
inline constexpr int kAgeBands = 7;
inline constexpr int kFirstAdultBand = kAge16To24;
inline constexpr std::array<std::string_view, kAgeBands> kAgeBandNames = {"0-9",   "10-15", "16-24", "25-34",
                                                                          "35-49", "50-64", "65+"};

// The census's finer bands (TS007 as published by area), used to build the population.
inline constexpr int kFineAgeBands = 20;
inline constexpr std::array<std::string_view, kFineAgeBands> kFineAgeBandNames = {
    "0-4",   "5-9",   "10-14", "15",    "16-17", "18-19", "20-24", "25-29", "30-34", "35-39",
    "40-44", "45-49", "50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80-84", "85+"};
inline constexpr std::array<std::uint8_t, kFineAgeBands> kBandOfFineBand = {0, 0, 1, 1, 2, 2, 2, 3, 3, 4,
                                                                            4, 4, 5, 5, 5, 6, 6, 6, 6, 6};
// The six census bands of the table by neighbourhood (0-15, 16-24, 25-34, 35-49, 50-64, 65+).
inline constexpr int kCensusAgeBands = 6;
inline constexpr std::array<std::string_view, kCensusAgeBands> kCensusAgeBandNames = {"0-15",  "16-24", "25-34",
                                                                                      "35-49", "50-64", "65+"};
inline constexpr int census_band_of_fine(int fine) {
    const int band = kBandOfFineBand[fine];
    return band <= 1 ? 0 : band - 1;
}

enum Activity : std::uint8_t { kPreSchool = 0, kSchool, kCollege, kEmployed, kUnemployed, kInactive, kRetired };
inline constexpr int kActivities = 7;
inline constexpr std::array<std::string_view, kActivities> kActivityNames = {
    "pre-school", "school", "college or university", "employed", "unemployed", "inactive", "retired"};

// Whether somebody under 16 lives in a household. Results are by it; nothing behaves by it.
enum HouseholdKind : std::uint8_t { kWithChildren = 0, kWithoutChildren = 1 };
inline constexpr int kHouseholdKinds = 2;

inline constexpr std::uint32_t kNone = 0xFFFFFFFFu;  // no venue, no friend

inline constexpr int kMaxFriends = 8;
using Friends = std::array<std::uint32_t, kMaxFriends>;  // directed ties, whom one listens to; kNone past the degree

}  // namespace concord::sim
