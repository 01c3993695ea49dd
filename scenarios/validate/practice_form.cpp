#include "scenarios/validate/practice_form.h"

#include <algorithm>

#include "sim/ground/calendar.h"
#include "sim/policy/targeting.h"

namespace concord::validate {

using namespace sim;

std::vector<std::vector<double>> practice_gained(const Parameters& p, const Geography& geography,
                                                 const LeverSetting& setting, const Delivered& delivered,
                                                 const FairPractice& at_start, double diluted, int weeks) {
    const auto kind = static_cast<std::size_t>(setting.kind);
    const bool training = setting.kind == LeverKind::kProceduralJusticeTraining;
    std::vector<double> here(at_start.size()), all(at_start.size());
    for (const int n : targeted_neighbourhoods(geography, setting.districts, setting.target))
        here[geography.neighbourhoods[n].district] += geography.neighbourhoods[n].residents;
    for (const Neighbourhood& n : geography.neighbourhoods) all[n.district] += n.residents;
    const auto in_forum = [&](std::size_t d) {
        return !training && here[d] > 0 && delivered[d][kind] > 0 && setting.chose("members", "police");
    };
    const double best_at_start = *std::max_element(at_start.begin(), at_start.end());
    const double forum = std::max(0.0, p.share_rate_forum - p.share_rate_alone);
    std::vector<double> q = at_start;
    std::vector<std::vector<double>> gained;
    for (int week = 0; week < weeks; ++week) {
        const std::vector<double> before = q;
        double best = 0, best_in_forum = 0;
        for (std::size_t d = 0; d < q.size(); ++d) {
            best = std::max(best, before[d]);
            if (in_forum(d)) best_in_forum = std::max(best_in_forum, before[d]);
        }
        gained.emplace_back();
        for (std::size_t d = 0; d < q.size(); ++d) {
            const double q0 = at_start[d], now = before[d];
            q[d] -= p.practice_fade / kWeeksPerYear * (now - q0);
            q[d] += p.share_rate_alone * ((best - now) - (best_at_start - q0));
            if (in_forum(d)) q[d] += forum * (best_in_forum - now);
            if (training && here[d] > 0 && delivered[d][kind] != 0) {
                const double comes_about =
                    setting.intensity() * here[d] / all[d] * static_cast<double>(delivered[d][kind]) * diluted;
                const double aim = std::max(0.0, q0 + comes_about * (1 - q0));
                if ((aim - now) * comes_about > 0) q[d] += p.train_rate * (aim - now);
            }
            gained.back().push_back((q[d] - q0) / (1 - q0));
        }
    }
    return gained;
}

}  // namespace concord::validate
