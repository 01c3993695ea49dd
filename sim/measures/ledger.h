// The ledger of change (model.md section 4): every term of a week kept apart and summed in double, in resident order,
// per neighbourhood and per adult age band and ethnic group. Its columns add up to the change of the mean.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/ground/vector.h"
#include "sim/measures/flows.h"
#include "sim/measures/group_layout.h"

namespace concord::sim {

inline constexpr int kAdultBands = GroupLayout::kAdultBands;
inline constexpr int kCells = kAdultBands * kEthnicGroups;  // adults of one neighbourhood by age band and ethnic group

inline int cell_of(int age_band, int group) { return (age_band - kFirstAdultBand) * kEthnicGroups + group; }

using LedgerRow = std::array<VectorDouble, kLedgerColumns>;

inline void clear(LedgerRow& row) {
    for (auto& v : row) v.setZero();
}

// One neighbourhood's week, on the stack of whoever advances it. What everybody has is summed in float, at most a
// neighbourhood's residents, and then in double; what few have in double from the start.
class LedgerWeek {
  public:
    static constexpr int kNobody = kCells;  // the cell of under-16s, who are in no mean: added to, never read
    LedgerWeek() {
        for (auto& row : rare_) clear(row);
        for (auto& cell : common_) cell = {Vector::Zero(), Vector::Zero(), Vector::Zero()};
    }
    // The three columns of every resident's week.
    void add_common(std::uint32_t cell, const Vector& back, const Vector& talk, const Vector& contact) {
        Common& c = common_[cell];
        c.back += back;
        c.talk += talk;
        c.contact += contact;
        common_cells_ |= 1u << cell;
    }
    void add(int cell, LedgerColumn column, const Vector& change) {
        if (cell == kNobody) return;
        accumulate(rare_[cell][column], change);
        columns_ |= 1u << column;
        cells_ |= 1u << cell;
    }
    // Adds the week to a neighbourhood's row and to the rows by age band and ethnic group, then forgets it.
    void fold(LedgerRow& place, std::array<LedgerRow, kAdultBands>& by_age,
              std::array<LedgerRow, kEthnicGroups>& by_group) {
        constexpr std::array<LedgerColumn, 3> kColumns = {kLedgerReturn, kLedgerInfluence, kLedgerContact};
        constexpr std::array<Vector Common::*, 3> kParts = {&Common::back, &Common::talk, &Common::contact};
        for (std::size_t k = 0; k < kColumns.size(); ++k) {
            VectorDouble all = VectorDouble::Zero();
            for (std::uint32_t left = common_cells_ & ((1u << kCells) - 1); left != 0; left &= left - 1) {
                const auto c = static_cast<std::size_t>(__builtin_ctz(left));
                Vector& v = common_[c].*kParts[k];
                accumulate(by_age[c / kEthnicGroups][kColumns[k]], v);
                accumulate(by_group[c % kEthnicGroups][kColumns[k]], v);
                accumulate(all, v);
                v.setZero();
            }
            place[kColumns[k]] += all;
        }
        for (std::size_t c = 0; cells_ != 0 && c < kCells; ++c) {
            if (!(cells_ >> c & 1u)) continue;
            for (std::size_t k = 0; k < kLedgerColumns; ++k) {
                if (!(columns_ >> k & 1u)) continue;
                const VectorDouble& v = rare_[c][k];
                place[k] += v;
                by_age[c / kEthnicGroups][k] += v;
                by_group[c % kEthnicGroups][k] += v;
                rare_[c][k].setZero();
            }
        }
        columns_ = cells_ = common_cells_ = 0;
    }

  private:
    struct Common {
        Vector back, talk, contact;
    };
    std::array<Common, kCells + 1> common_;
    std::array<LedgerRow, kCells> rare_;
    std::uint32_t columns_ = 0, cells_ = 0;  // one bit each: what rare_ was added to since the last fold
    std::uint32_t common_cells_ = 0;         // the same for common_
};

// Sums since the period began.
struct Ledger {
    std::vector<LedgerRow> place;                                // [N]
    std::vector<std::array<LedgerRow, kAdultBands>> by_age;      // [A] adults of the area
    std::vector<std::array<LedgerRow, kEthnicGroups>> by_group;  // [A]

    void reset(std::size_t neighbourhoods, std::size_t areas);
};

}  // namespace concord::sim
