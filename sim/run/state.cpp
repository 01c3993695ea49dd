#include "sim/run/state.h"

#include <cstring>
#include <type_traits>

namespace concord::sim {
namespace {

// Every member with its name: a member missing here is neither counted nor compared, so tests change each in turn.
template <class AState, class Visit>
void each_member(AState& s, const Visit& visit) {
    visit("now", s.now);
    visit("tag_now", s.tag_now);
    visit("friends", s.friends);
    visit("police_trust_start", s.police_trust_start);
    visit("reached_by", s.reached_by);
    for_each_member_of_rooms(s, visit);
    visit("sums", s.sums);
    visit("ledger.place", s.ledger.place);
    visit("ledger.by_age", s.ledger.by_age);
    visit("ledger.by_group", s.ledger.by_group);
    visit("counts.place", s.counts.place);
    visit("counts.by_age", s.counts.by_age);
    visit("counts.by_group", s.counts.by_group);
    visit("counts.by_household", s.counts.by_household);
}

template <class T>
bool same(const T& a, const T& b) {
    static_assert(
        !requires { a.capacity(); }, "a container's bits are not its contents'");
    return std::memcmp(&a, &b, sizeof a) == 0;
}
// Apart from the others: the padding at its end is nobody's.
bool same(const PlaceSums& a, const PlaceSums& b) {
    const auto tail = [](const PlaceSums& s) { return std::array{s.fell, s.bridging, s.chance, s.incidents}; };
    return same(a.state, b.state) && same(a.item, b.item) && same(tail(a), tail(b));
}

template <class T, class A>
bool same(const std::vector<T, A>& a, const std::vector<T, A>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!same(a[i], b[i])) return false;
    return true;
}

}  // namespace

std::size_t SimulationState::bytes() const {
    std::size_t sum = 0;
    each_member(*this, [&](std::string_view, const auto& member) { sum += member.size() * sizeof(member[0]); });
    return sum;
}

std::vector<std::string_view> member_names() {
    std::vector<std::string_view> names;
    const SimulationState none;
    each_member(none, [&](std::string_view name, const auto&) { names.push_back(name); });
    return names;
}

std::string_view first_difference(const SimulationState& a, const SimulationState& b) {
    if (a.week != b.week) return "week";
    std::string_view found;
    each_member(a, [&](std::string_view name, const auto& member) {
        // The same member of b: at the same distance from its start.
        const auto offset = reinterpret_cast<const char*>(&member) - reinterpret_cast<const char*>(&a);
        const auto& other = *reinterpret_cast<const std::remove_reference_t<decltype(member)>*>(
            reinterpret_cast<const char*>(&b) + offset);
        if (found.empty() && !same(member, other)) found = name;
    });
    return found;
}

}  // namespace concord::sim
