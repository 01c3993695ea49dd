// The ledger of change (model.md section 4): every term of a week kept apart and summed in double, in resident order, per
// neighbourhood and per adult age band and ethnic group. Its columns add up to the change of the mean.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/measures/record.h"
#include "sim/vector.h"

namespace concord::sim {

inline constexpr int kAdultBands = GroupLayout::kAdultBands;
inline constexpr int kCells = kAdultBands * kEthnicGroups;   // adults of one neighbourhood by age band and ethnic group

inline int cell_of(int age_band, int group) { return (age_band - kFirstAdultBand) * kEthnicGroups + group; }

using LedgerRow = std::array<VectorDouble, kLedgerColumns>;

inline void clear(LedgerRow& row) {
    for (auto& v : row) v.setZero();
}

// One neighbourhood's week, on the stack of whoever advances it.
class LedgerWeek {
  public:
    LedgerWeek() {
        for (auto& row : cell_) clear(row);
    }
    void add(int cell, LedgerColumn column, const Vector& change) {
        accumulate(cell_[static_cast<std::size_t>(cell)][column], change);
        touch(cell, column);
    }
    void add(int cell, LedgerColumn column, State state, float change) {
        cell_[static_cast<std::size_t>(cell)][column][state] += change;
        touch(cell, column);
    }
    // Adds the week to a neighbourhood's row and to the rows by age band and ethnic group, then forgets it.
    void fold(LedgerRow& place, std::array<LedgerRow, kAdultBands>& by_age, std::array<LedgerRow, kEthnicGroups>& by_group) {
        for (std::size_t c = 0; c < kCells; ++c) {
            if (!(cells_ >> c & 1u)) continue;
            for (std::size_t k = 0; k < kLedgerColumns; ++k) {
                if (!(columns_ >> k & 1u)) continue;
                const VectorDouble& v = cell_[c][k];
                place[k] += v;
                by_age[c / kEthnicGroups][k] += v;
                by_group[c % kEthnicGroups][k] += v;
                cell_[c][k].setZero();
            }
        }
        columns_ = cells_ = 0;
    }

  private:
    std::array<LedgerRow, kCells> cell_;
    std::uint32_t columns_ = 0, cells_ = 0;   // one bit each: what was added to since the last fold

    void touch(int cell, LedgerColumn column) {
        columns_ |= 1u << column;
        cells_ |= 1u << cell;
    }
};

// Sums since the period began.
struct Ledger {
    std::vector<LedgerRow> place;                                       // [N]
    std::vector<std::array<LedgerRow, kAdultBands>> by_age;             // [A] adults of the area
    std::vector<std::array<LedgerRow, kEthnicGroups>> by_group;         // [A]

    void reset(std::size_t neighbourhoods, std::size_t areas);
};

}  // namespace concord::sim
