#include "sim/processes/meetings.h"

#include <algorithm>

#include "sim/ground/random.h"
#include "sim/processes/news.h"

namespace concord::sim::meetings {
namespace {

// Share of the district's hireable rooms that are covered.
double covered(const Context& context, const Start& start, const LeverWeek& levers, int district) {
    const auto& first = context.world->neighbourhood_of_district_begin;
    double share = 0;
    for (int n = first[static_cast<std::size_t>(district)]; n < first[static_cast<std::size_t>(district) + 1]; ++n)
        share += start.of_district[static_cast<std::size_t>(n)] *
                 static_cast<double>(levers.venues_covered[static_cast<std::size_t>(n)]);
    return share;
}

// Due diligence acts on institutions: what it does is not thinner where there is much of it (4.5).
double chance_of_refusal(const Context& context, const Start& start, const delivery::Start& delivery,
                         const LeverWeek& levers, int district) {
    if (!levers.any) return 0;
    const float works =
        delivery.works[static_cast<std::size_t>(district)][static_cast<std::size_t>(LeverKind::kVenueDueDiligence)];
    return context.parameters.due_diligence_refusal * covered(context, start, levers, district) *
           std::max(0.0, static_cast<double>(works));
}

}  // namespace

Start fit(const Context& context) {
    const World& world = *context.world;
    Start start{.neighbours = neighbouring_districts(world.geography), .of_district = {}};
    std::vector<double> residents(world.geography.districts.size());
    for (const Neighbourhood& n : world.geography.neighbourhoods)
        residents[static_cast<std::size_t>(n.district)] += n.residents;
    for (const Neighbourhood& n : world.geography.neighbourhoods)
        start.of_district.push_back(n.residents / std::max(1.0, residents[static_cast<std::size_t>(n.district)]));
    return start;
}

void init(const Context& context, State& state) {
    state.meeting_counts.assign(context.world->geography.districts.size(), {});
}

void begin_week(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
                const news::Events& events, const news::LeftByInstitutions& left, int week, news::State& news,
                State& state) {
    auto& attempts = state.meeting_attempts;
    for (std::size_t e = 0; e < events.list.size(); ++e)
        if (events.list[e].kind == NewsKind::kExtremistMeeting && std::max(0, events.list[e].week) == week)
            attempts.push_back(
                {.event = static_cast<std::int32_t>(e), .district = events.list[e].district, .week = week});
    // A move that takes no time is tried in the same week: it is added behind.
    std::vector<Attempt> later;
    for (std::size_t k = 0; k < attempts.size(); ++k) {
        const Attempt attempt = attempts[k];
        if (attempt.week > week) {
            later.push_back(attempt);
            continue;
        }
        const news::Event& event = events.list[static_cast<std::size_t>(attempt.event)];
        const auto words = Stream(context.options.seed, Process::kMeetings)
                               .block(event.key, static_cast<std::uint32_t>(std::max(0, event.week)),
                                      static_cast<std::uint32_t>(attempt.moves));
        auto& counts = state.meeting_counts[static_cast<std::size_t>(attempt.district)];
        counts[kMeetingsTried] += 1;
        if (unit_double(words[0]) >= chance_of_refusal(context, start, delivery, levers, attempt.district)) {
            counts[kMeetingsHeld] += 1;
            news::come(context, events, attempt.event, attempt.district, left, week, news);
            continue;
        }
        counts[kMeetingsTurnedAway] += 1;
        const auto& around = start.neighbours[static_cast<std::size_t>(attempt.district)];
        if (attempt.moves == kMostMoves || around.empty() ||
            unit_double(words[1]) >= context.parameters.meeting_displacement)
            continue;
        const auto delay = static_cast<std::int32_t>(stochastic_round(context.parameters.meeting_delay, words[3]));
        attempts.push_back({.event = attempt.event,
                            .district = around[below(words[2], static_cast<std::uint32_t>(around.size()))],
                            .week = week + delay,
                            .moves = attempt.moves + 1});
    }
    attempts = std::move(later);
}

Vector turned_away(const Context& context, const LeverWeek& levers, int n) {
    Vector change = Vector::Zero();
    const double lasting = context.parameters.due_diligence_voice;
    if (levers.any && lasting != 0)
        change[kVoice] =
            static_cast<float>(lasting * static_cast<double>(levers.venues_covered[n])) * context.rates.fade[kVoice];
    return change;
}

}  // namespace concord::sim::meetings
