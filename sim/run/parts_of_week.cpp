#include "sim/run/parts_of_week.h"

#include <algorithm>

#include "sim/ground/parallel.h"
#include "sim/processes/turnover.h"
#include "sim/run/simulation_impl.h"

namespace concord::sim {

double PartsOfWeek::mean_talks() const { return impl_.talks.mean_talks(); }

void PartsOfWeek::draw_partners() const {
    const Simulation::Impl& s = impl_;
    parallel_for(s.world.neighbourhoods(), [&](int n) {
        TalkBatch batch;
        const TalkPlace place = s.talks.place(n);
        for (auto first = s.begin(n); first < s.begin(n + 1); first += kBatch) {
            const int lanes = static_cast<int>(std::min<std::uint32_t>(kBatch, s.begin(n + 1) - first));
            s.talks.draw(place, first, lanes, 7, s.friends, s.now.data(), batch);
            s.talks.meet_at_venue(place, first, lanes, batch);
        }
    });
}

void PartsOfWeek::observe_places() {
    parallel_for(impl_.world.neighbourhoods(), [&](int n) {
        AreaSums sums;
        impl_.observe_place(n, impl_.now, sums);
    });
}

void PartsOfWeek::replace_ties() {
    parallel_for(impl_.world.neighbourhoods(), [&](int n) {
        std::vector<std::uint32_t> changed;
        turnover::replace_ties(*impl_.start, impl_.start->turnover, impl_, 9, n, impl_.friends, changed);
        for (const auto i : changed) impl_.count_ties(i);
        impl_.observe_bridging(n);
    });
}

}  // namespace concord::sim
