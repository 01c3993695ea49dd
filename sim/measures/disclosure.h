// What may be shown where (model.md section 9, decision 0009): declared with each measure, closed by default, and asked
// of one function by everything that hands out, writes or draws. docs/ODD.md lists it (`concord describe disclosure`).
#pragma once

#include <cstdint>

namespace concord::sim {

// How closely one looks, from coarse to fine.
enum class Resolution : std::uint8_t { kNowhere, kGreaterManchester, kDistrict, kWardOrArea, kNeighbourhood };
// Of whom. All but everyone are groups over Greater Manchester: no place is broken down any further.
enum class Breakdown : std::uint8_t { kEveryone, kDeprivationFifth, kAgeBand, kEthnicGroup, kHousehold };
// What of them: a level, its change since the start, or its difference between two scenarios.
enum class Quantity : std::uint8_t { kLevel, kChange, kDifference };

struct Cell {
    Resolution at = Resolution::kNowhere;
    Breakdown by = Breakdown::kEveryone;
};

// The finest resolution of each quantity, and by which groups it may be broken down. As it comes it shows nothing.
struct Disclosure {
    Resolution levels = Resolution::kNowhere;
    Resolution changes = Resolution::kNowhere;
    Resolution differences = Resolution::kNowhere;
    bool by_deprivation = false, by_age = false, by_ethnic_group = false, by_household = false;
    bool ranks_places = false;  // whether a text may name its highest and lowest place
};

constexpr Resolution finest(const Disclosure& disclosure, Quantity quantity) {
    switch (quantity) {
        case Quantity::kLevel: return disclosure.levels;
        case Quantity::kChange: return disclosure.changes;
        case Quantity::kDifference: return disclosure.differences;
    }
    return Resolution::kNowhere;
}

constexpr bool may_show(const Disclosure& disclosure, Quantity quantity, Cell cell) {
    if (cell.at == Resolution::kNowhere || finest(disclosure, quantity) < cell.at) return false;
    if (cell.by == Breakdown::kEveryone) return true;
    if (cell.at != Resolution::kGreaterManchester) return false;
    switch (cell.by) {
        case Breakdown::kDeprivationFifth: return disclosure.by_deprivation;
        case Breakdown::kAgeBand: return disclosure.by_age;
        case Breakdown::kEthnicGroup: return disclosure.by_ethnic_group;
        case Breakdown::kHousehold: return disclosure.by_household;
        case Breakdown::kEveryone: break;
    }
    return false;
}
constexpr bool may_show(const Disclosure& disclosure, Quantity quantity, Resolution at) {
    return may_show(disclosure, quantity, Cell{.at = at});
}

// Two levels give their difference, and a level and the start's give the change: what is closed stays closed only in
// this order. Tables assert it of their rows.
constexpr bool consistent(const Disclosure& d) { return d.levels <= d.changes && d.changes <= d.differences; }

// What most rows say. Everything everywhere, by every group:
inline constexpr Disclosure kShownEverywhere{.levels = Resolution::kNeighbourhood,
                                             .changes = Resolution::kNeighbourhood,
                                             .differences = Resolution::kNeighbourhood,
                                             .by_deprivation = true,
                                             .by_age = true,
                                             .by_ethnic_group = true,
                                             .by_household = true,
                                             .ranks_places = true};
// Nothing below districts:
inline constexpr Disclosure kShownToDistricts{.levels = Resolution::kDistrict,
                                              .changes = Resolution::kDistrict,
                                              .differences = Resolution::kDistrict,
                                              .by_deprivation = true,
                                              .by_age = true,
                                              .by_ethnic_group = true,
                                              .by_household = true,
                                              .ranks_places = true};

}  // namespace concord::sim
