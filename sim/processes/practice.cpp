#include "sim/processes/practice.h"

#include <algorithm>
#include <array>

#include "sim/ground/maths.h"
#include "sim/ground/random.h"
#include "sim/processes/normals.h"

namespace concord::sim::practice {
namespace {

constexpr double kBestAtStart = 0.9;  // so that there is something to learn everywhere

Quality best_of(const std::vector<Quality>& of) {
    Quality best{};
    for (const Quality& quality : of)
        for (std::size_t kind = 0; kind < kKinds; ++kind) best[kind] = std::max(best[kind], quality[kind]);
    return best;
}

// Whose sector has that practice.
ForumMember sector_of(std::size_t kind) { return kind == kFairEncounters ? kForumPolice : kForumCouncils; }

// Which lever trains a kind of practice, and whom: nothing but sharing trains engagement.
struct Training {
    std::size_t kind;
    LeverKind lever;
    std::vector<float> LeverWeek::*trained;
};
constexpr std::array<Training, 2> kTraining = {{
    {kFairEncounters, LeverKind::kProceduralJusticeTraining, &LeverWeek::trained},
    {kRecognition, LeverKind::kFrontlineTraining, &LeverWeek::staff_trained},
}};

// What training pulls practice to: as much of the way to perfect as officers or staff are trained, where it works;
// where it backfires, some of what was there is unlearnt. Neither takes away what was learnt from others.
double trained(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
               const Training& training, std::size_t district, double now) {
    const World& world = *context.world;
    const auto first = static_cast<std::size_t>(world.neighbourhood_of_district_begin[district]);
    if (!levers.any || first == static_cast<std::size_t>(world.neighbourhood_of_district_begin[district + 1])) return 0;
    const auto lever = static_cast<std::size_t>(training.lever);
    const double before = start.quality[district][training.kind];
    const double comes_about = static_cast<double>((levers.*training.trained)[first]) *  // alike all over the district
                               static_cast<double>(delivery.works[district][lever]) * levers.undiluted[lever];
    const double aim = aim_of_training(before, comes_about);
    const double pull = comes_about > 0 ? std::max(0.0, aim - now) : comes_about < 0 ? std::min(0.0, aim - now) : 0;
    return context.parameters.train_rate * pull;
}

}  // namespace

double aim_of_training(double before, double comes_about) { return std::max(0.0, before + comes_about * (1 - before)); }

double levels_off(const Parameters& p, double before, double comes_about) {
    const double fade = p.practice_fade / kWeeksPerYear;
    const double level = (p.train_rate * aim_of_training(before, comes_about) + fade * before) / (p.train_rate + fade);
    return (level - before) / (1 - before);
}

Start fit(const Context& context) {
    const auto& p = context.parameters;
    const Stream stream(context.options.seed, Process::kPractice);
    Start start;
    for (std::uint32_t d = 0; d < context.world->geography.districts.size(); ++d) {
        const Normals drawn = normals(stream, d, 0);
        Quality quality{};
        for (std::size_t kind = 0; kind < kKinds; ++kind)
            quality[kind] = std::clamp(
                p.practice_start + p.practice_spread * static_cast<double>(drawn.own[static_cast<int>(kind)]), 0.0,
                kBestAtStart);
        start.quality.push_back(quality);
    }
    start.best = best_of(start.quality);
    return start;
}

void init(const Start& start, State& state) { state.practice = start.quality; }

double membership(const delivery::Start& delivery, const LeverWeek& levers, int district, ForumMember member) {
    if (!levers.any) return 0;
    const auto d = static_cast<std::size_t>(district);
    const float works = delivery.works[d][static_cast<std::size_t>(LeverKind::kPartnershipForum)];
    return works > 0 ? static_cast<double>(levers.forum[d][member]) : 0;
}

void advance(const Context& context, const Start& start, const delivery::Start& delivery, const LeverWeek& levers,
             State& state) {
    const auto& p = context.parameters;
    const std::vector<Quality> before = state.practice;
    const Quality best = best_of(before);
    const double fade = p.practice_fade / kWeeksPerYear,
                 faster = std::max(0.0, p.share_rate_forum - p.share_rate_alone);
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        const auto member = [&](std::size_t d) {
            return membership(delivery, levers, static_cast<int>(d), sector_of(kind));
        };
        double best_member = 0;
        for (std::size_t d = 0; d < before.size(); ++d)
            if (member(d) > 0) best_member = std::max(best_member, before[d][kind]);
        for (std::size_t d = 0; d < before.size(); ++d) {
            const double q = before[d][kind], at_start = start.quality[d][kind];
            double change = -fade * (q - at_start);
            // What districts pick up from one another without a forum is part of what holds the start: only more
            // counts.
            change += p.share_rate_alone * (std::max(0.0, best[kind] - q) - (start.best[kind] - at_start));
            change += faster * member(d) * std::max(0.0, best_member - q);
            for (const Training& training : kTraining)
                if (training.kind == kind) change += trained(context, start, delivery, levers, training, d, q);
            if (change != 0) state.practice[d][kind] = std::clamp(q + change, 0.0, 1.0);
        }
    }
}

double of_a_seat(const Context& context, const Start& start, const State& state, int district) {
    return std::max(0.0, 1 + context.parameters.practice_engagement_gain * gained(start, state, kEngagement, district));
}

double outreach(const Context& context, const delivery::Start& delivery, const LeverWeek& levers, int district) {
    const auto& p = context.parameters;
    return std::clamp(p.seat_outreach + p.forum_vcfse_outreach * membership(delivery, levers, district, kForumVcfse),
                      0.0, 1.0);
}

}  // namespace concord::sim::practice
