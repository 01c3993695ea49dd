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

// What turns sums of what everybody meets with into columns: return, influence and coupling are linear in it.
struct LedgerRates {
    VectorDouble back, talk;                     // a week, by state
    std::array<VectorDouble, kStates> coupling;  // what a state pulls in all of them: the columns of C
};

// An area's week, on the stack of whoever advances it. What everybody has is summed in float over a neighbourhood, and
// then in double; what few have in double from the start. Neighbourhoods are closed one by one, then the area. Sums
// that nobody has added to are never touched: in a small sample most of them are such.
class LedgerWeek {
  public:
    static constexpr int kNobody = kCells;  // the cell of under-16s, who are in no mean: added to, never read
    explicit LedgerWeek(const LedgerRates& rates) : rates_(rates) {
        for (auto& cell : common_) cell.clear();
    }
    // A resident's week: how far from the set-points, what talks pull, what contact changes.
    void add_common(std::uint32_t cell, const Vector& away, const Vector& pulled, const Vector& contact) {
        Common& c = common_[cell];
        c.away += away;
        c.pulled += pulled;
        c.contact += contact;
        c.residents += 1;
    }
    void add(int cell, LedgerColumn column, const Vector& change) {
        if (cell == kNobody) return;
        VectorDouble wide = VectorDouble::Zero();
        accumulate(wide, change);
        add_rare(rare_[static_cast<std::size_t>(cell)], column, wide);
        add_rare(rare_of_place_, column, wide);
    }
    // Adds the week of the neighbourhood at hand to its row; `of_disorder` is what its disorder pulls in everybody.
    void close_place(LedgerRow& place, const Vector& of_disorder) {
        Sums all;
        all.clear();
        for (std::size_t c = 0; c < kCells; ++c) {
            Common& cell = common_[c];
            if (cell.residents == 0) continue;
            if ((cells_ >> c & 1u) == 0) sums_[c].clear();
            cells_ |= 1u << c;
            sums_[c].add(cell, of_disorder);
            all.add(cell, of_disorder);
            cell.clear();
        }
        add_columns(all, place);
        rare_of_place_.add_to(place);
        rare_of_place_.used = 0;
    }
    // Adds the week of all of them to the rows by age band and ethnic group. Nothing may be added afterwards.
    void close_area(std::array<LedgerRow, kAdultBands>& by_age, std::array<LedgerRow, kEthnicGroups>& by_group) const {
        for (std::size_t band = 0; band < kAdultBands; ++band) close_group(band * kEthnicGroups, 1, by_age[band]);
        for (std::size_t group = 0; group < kEthnicGroups; ++group) close_group(group, kEthnicGroups, by_group[group]);
    }

  private:
    struct Common {
        Vector away, pulled, contact;
        std::uint32_t residents;
        void clear() { *this = {Vector::Zero(), Vector::Zero(), Vector::Zero(), 0}; }
    };
    struct Sums {
        VectorDouble away, pulled, contact, by_disorder;
        void clear() {
            for (VectorDouble* sum : {&away, &pulled, &contact, &by_disorder}) sum->setZero();
        }
        void add(const Common& cell, const Vector& of_disorder) {
            accumulate(away, cell.away);
            accumulate(pulled, cell.pulled);
            accumulate(contact, cell.contact);
            accumulate(by_disorder, static_cast<float>(cell.residents) * of_disorder);
        }
        void add(const Sums& more) {
            away += more.away;
            pulled += more.pulled;
            contact += more.contact;
            by_disorder += more.by_disorder;
        }
    };
    struct Rare {
        LedgerRow sum;
        std::uint32_t used = 0;  // one bit a column
        void add_to(LedgerRow& row) const {
            for (std::uint32_t left = used; left != 0; left &= left - 1) {
                const auto column = static_cast<std::size_t>(__builtin_ctz(left));
                row[column] += sum[column];
            }
        }
    };
    static void add_rare(Rare& rare, LedgerColumn column, const VectorDouble& change) {
        if (rare.used >> column & 1u)
            rare.sum[column] += change;
        else
            rare.sum[column] = change;
        rare.used |= 1u << column;
    }
    // Adds every step-th cell from the first, as far as the group's cells go.
    void close_group(std::size_t first, std::size_t step, LedgerRow& row) const {
        const std::size_t end = step == 1 ? first + kEthnicGroups : kCells;
        Sums all;
        all.clear();
        for (std::size_t c = first; c < end; c += step) {
            if (cells_ >> c & 1u) all.add(sums_[c]);
            rare_[c].add_to(row);
        }
        add_columns(all, row);
    }
    void add_columns(const Sums& sums, LedgerRow& row) const {
        row[kLedgerReturn] -= rates_.back * sums.away;
        row[kLedgerInfluence] += rates_.talk * sums.pulled;
        row[kLedgerContact] += sums.contact;
        row[kLedgerCoupling] += sums.by_disorder;
        for (int from = 0; from < kStates; ++from)
            row[kLedgerCoupling] += rates_.coupling[static_cast<std::size_t>(from)] * sums.away[from];
    }

    const LedgerRates& rates_;
    std::array<Common, kCells + 1> common_;
    std::array<Sums, kCells> sums_;  // of the cells in cells_
    std::uint32_t cells_ = 0;
    std::array<Rare, kCells> rare_;
    Rare rare_of_place_;
};

// Sums since the period began.
struct Ledger {
    std::vector<LedgerRow> place;                                // [N]
    std::vector<std::array<LedgerRow, kAdultBands>> by_age;      // [A] adults of the area
    std::vector<std::array<LedgerRow, kEthnicGroups>> by_group;  // [A]

    void reset(std::size_t neighbourhoods, std::size_t areas);
};

}  // namespace concord::sim
