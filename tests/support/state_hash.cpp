#include "tests/support/state_hash.h"

#include <fmt/format.h>

#include "sim/run/state.h"

namespace concord::tests {
namespace {

// FNV-1a (Fowler, Noll, Vo), over the bytes of arrays of little-endian machines, which all of ours are.
constexpr std::uint64_t kOffset = 14695981039346656037ull, kPrime = 1099511628211ull;

template <class Array>
std::uint64_t hash(std::uint64_t h, const Array& values) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(values.data());
    for (std::size_t k = 0; k < values.size() * sizeof(values[0]); ++k) h = (h ^ bytes[k]) * kPrime;
    return h;
}

template <class... Arrays>
std::uint64_t hash_of(const Arrays&... arrays) {
    std::uint64_t h = kOffset;
    ((h = hash(h, arrays)), ...);
    return h;
}

}  // namespace

std::string state_hash(const sim::Simulation& simulation) {
    const sim::SimulationState& s = simulation.state();
    std::uint64_t rooms = hash_of(s.reached_by, s.counts.by_household);
    sim::for_each_member_of_rooms(s, [&](std::string_view, const auto& member) { rooms = hash(rooms, member); });
    std::string line =
        fmt::format("states {:016x} tags {:016x} ties {:016x} events {:016x} rooms {:016x} means",
                    hash_of(s.now, s.police_trust_start, s.disorder), hash_of(s.tag_now, s.last_seat, s.moved),
                    hash_of(s.friends), hash_of(s.counts.place, s.counts.by_age, s.counts.by_group), rooms);
    for (int state = 0; state < sim::kStates; ++state) {
        double sum = 0;
        for (const auto& x : s.now) sum += static_cast<double>(x[state]);
        line += fmt::format(" {:.6f}", sum / static_cast<double>(s.now.size()));
    }
    return line;
}

std::string record_hash(const sim::RunRecord& r) {
    using Id = sim::SeriesId;
    const auto single = [&](Id id) { return std::vector<float>(r[id].values.begin(), r[id].values.end()); };
    std::uint64_t others = kOffset;
    for (const Id id : {Id::kMeetings, Id::kProgramme, Id::kEquality, Id::kSupport, Id::kSupportOfRun, Id::kMeasured,
                        Id::kMeasuredTruth, Id::kUnitsBought, Id::kWeeklyOfAll})
        others = hash(others, single(id));
    return fmt::format(
        "outcomes {:016x} states {:016x} ledger {:016x} events {:016x} weekly {:016x} places {:016x} others {:016x}",
        hash_of(single(Id::kGroupOutcomes)),
        hash_of(single(Id::kStateMeans), single(Id::kStateDeviations), single(Id::kStateDeciles)),
        hash_of(r[Id::kLedger].values), hash_of(r[Id::kEvents].values), hash_of(single(Id::kWeeklyOutcomes)),
        hash_of(single(Id::kNeighbourhoodOutcomes)), others);
}

}  // namespace concord::tests
