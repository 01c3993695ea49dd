// What joins the cases after a week, and who takes theirs elsewhere. Whoever moves in is somebody else in the same
// place in the lists (decision 0003), so a keyed draw sends need and case to a household that moves in elsewhere.
#include <algorithm>

#include "sim/ground/random.h"
#include "sim/processes/support_parts.h"

namespace concord::sim::support {
namespace {

constexpr std::uint32_t kAtPlace = 0, kWhoThere = 1, kNowhere = kNone;

struct Moving {
    const Context& context;
    const turnover::Start& turnover;
    std::uint32_t week;
    // Who has a case, those who have just moved among them: in order.
    std::vector<std::uint32_t> taken;

    const World& world() const { return *context.world; }
    bool is_taken(std::uint32_t i) const { return std::binary_search(taken.begin(), taken.end(), i); }
    void take(std::uint32_t i) { taken.insert(std::lower_bound(taken.begin(), taken.end(), i), i); }

    // The first resident from [begin, end) who is as young, without a case.
    std::uint32_t somebody(std::uint32_t begin, std::uint32_t end, bool young) const {
        for (auto i = begin; i < end; ++i)
            if (is_young(world(), i) == young && !is_taken(i)) return i;
        return kNowhere;
    }

    // In a household that moves in this week in that district: places in order from one drawn by lot. Where nobody of
    // that age moves in, anybody of that age in the place drawn.
    std::uint32_t in_district(int district, bool young, const Block& words) const {
        const int first = world().neighbourhood_of_district_begin[static_cast<std::size_t>(district)],
                  end = world().neighbourhood_of_district_begin[static_cast<std::size_t>(district) + 1],
                  places = end - first;
        if (places <= 0) return kNowhere;
        const int drawn = static_cast<int>(below(words[kAtPlace], static_cast<std::uint32_t>(places)));
        std::vector<std::uint32_t> households;
        for (int k = 0; k < places; ++k) {
            const int n = first + (drawn + k) % places;
            households.clear();
            turnover::leaving_households(context, turnover, n, week, households);
            for (const auto household : households)
                if (const auto i =
                        somebody(world().household_begin[household], world().household_begin[household + 1], young);
                    i != kNowhere)
                    return i;
        }
        const auto begin = context.begin(first + drawn), last = context.begin(first + drawn + 1);
        if (begin == last) return kNowhere;
        const auto from = begin + below(words[kWhoThere], last - begin);
        const auto i = somebody(from, last, young);
        return i != kNowhere ? i : somebody(begin, from, young);
    }
};

// Another district, as many to each as live there.
int other_district(const Start& start, int own, std::uint32_t word) {
    double others = 0;
    for (std::size_t d = 0; d < start.of_residents.size(); ++d)
        if (static_cast<int>(d) != own) others += start.of_residents[d];
    double u = unit_double(word) * others;
    int last = own;
    for (std::size_t d = 0; d < start.of_residents.size(); ++d) {
        if (static_cast<int>(d) == own || !(start.of_residents[d] > 0)) continue;
        last = static_cast<int>(d);
        if (u < start.of_residents[d]) break;
        u -= start.of_residents[d];
    }
    return last;
}

// As in a forum where places are one pool.
double handed_over(const Context& context, const Week& of, int from, int to) {
    const Parameters& p = context.parameters;
    if (context.baseline.support.pooled) return p.handover_forum;
    const double both = std::min(of[static_cast<std::size_t>(from)].forum, of[static_cast<std::size_t>(to)].forum);
    return p.handover_alone + both * (p.handover_forum - p.handover_alone);
}

// An open case at a border: it goes on after a wait, or is lost, and the need is unmet again.
bool survives_border(const Context& context, double probability, int week, const Block& words, Case& one,
                     Counts& counts) {
    if (one.stage == kUnmet) return true;
    if (unit_double(words[0]) >= probability) {
        counts[kSupportLostAtBorder] += 1;
        if (!one.needed) return false;
        one.stage = kUnmet;
        one.since = one.met = week;
        return true;
    }
    const auto wait = static_cast<std::int32_t>(stochastic_round(context.parameters.handover_wait, words[1]));
    if (one.stage == kAssessment || one.stage == kPanel) {
        one.due = std::max(one.due, week) + wait;
        return true;
    }
    one.stage = kHandover;  // a place is given up
    one.since = week;
    one.due = week + wait;
    return true;
}

}  // namespace

void move_cases(const Context& context, const Start& start, const turnover::Start& turnover, const Week& of, int week,
                State& state) {
    Moving moving{context, turnover, static_cast<std::uint32_t>(week), {}};
    for (const Case& one : state.support_cases) moving.taken.push_back(one.resident);
    const Stream stream(context.options.seed, Process::kSupportMoves);
    std::vector<std::uint32_t> households;
    int known = -1;
    bool moved = false;
    std::erase_if(state.support_cases, [&](Case& one) {
        if (one.neighbourhood != known) {
            known = one.neighbourhood;
            households.clear();
            turnover::leaving_households(context, turnover, known, moving.week, households);
        }
        if (!std::binary_search(households.begin(), households.end(), context.world->household[one.resident]))
            return false;
        const Block where = stream.block(one.resident, moving.week, 0),
                    how = stream.block(one.resident, moving.week, 1);
        Counts& counts = counts_of(context, one, state);
        const double u = unit_double(where[3]);
        const bool confined = context.options.confine_to_district;
        if (u < kMoveOut) {
            counts[kSupportLeftGm] += 1;
            if (one.needed) counts[kNeedsLeft] += 1;
            return true;
        }
        const int from = context.district_of(one.neighbourhood);
        const int to = u < kMoveOut + kMoveOtherDistrict && !confined ? other_district(start, from, where[2]) : from;
        const std::uint32_t there = moving.in_district(to, is_young(*context.world, one.resident), where);
        if (there == kNowhere) return false;  // nobody there is of that age: it stays
        moved = true;
        moving.take(there);
        one.resident = there;
        one.neighbourhood = context.world->neighbourhood_of(there);
        if (to == from) return false;
        return !survives_border(context, handed_over(context, of, from, to), week, how, one, counts);
    });
    if (moved)
        std::sort(state.support_cases.begin(), state.support_cases.end(),
                  [](const Case& a, const Case& b) { return a.resident < b.resident; });
}

void end_week(const Context& context, const Start& start, const turnover::Start& turnover, const Week& of, int week,
              std::span<const std::vector<Found>> found, State& state) {
    std::vector<Found> all;
    for (const auto& of_area : found) all.insert(all.end(), of_area.begin(), of_area.end());
    std::stable_sort(all.begin(), all.end(), [](const Found& a, const Found& b) { return a.resident < b.resident; });
    auto& cases = state.support_cases;
    for (const Found& one : all) {
        auto at = std::lower_bound(cases.begin(), cases.end(), one.resident,
                                   [](const Case& c, std::uint32_t i) { return c.resident < i; });
        const bool there = at != cases.end() && at->resident == one.resident;
        if (one.what == Found::What::kRecognised) {
            if (there && at->needed && at->stage == kUnmet) refer(context, one.sector, week, *at, state);
            continue;
        }
        if (one.what == Found::What::kMet) {
            if (there && at->stage == kUnmet && at->met == kNotYet) at->met = week;
            continue;
        }
        if (there) continue;  // a case is one at a time
        at = cases.insert(at, {.resident = one.resident,
                               .neighbourhood = one.neighbourhood,
                               .since = week,
                               .needed = static_cast<std::uint8_t>(one.what == Found::What::kNeed ? 1 : 0)});
        if (one.what == Found::What::kNeed)
            counts_of(context, *at, state)[kSupportNeedsArisen] += 1;
        else
            refer(context, one.sector, week, *at, state);
    }
    move_cases(context, start, turnover, of, week, state);
}

}  // namespace concord::sim::support
