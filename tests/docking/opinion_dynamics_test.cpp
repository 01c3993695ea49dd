// Docking: the influence kernel of the simulation, under their own schedulers, reproduces Hegselmann and Krause (2002,
// M03) and Deffuant et al. (2000, M04) as replicated by M02 (rows of evidence/benchmarks.csv). Each of the eight states
// is an opinion of its own, so one population is eight replicates.
#include <catch2/catch.hpp>
#include <vector>

#include "sim/ground/random.h"
#include "sim/processes/influence.h"

using namespace concord::sim;

namespace {

Column<ResidentState> uniform_opinions(std::uint32_t agents, std::uint32_t seed) {
    Column<ResidentState> x(agents);
    for (std::uint32_t i = 0; i < agents; ++i)
        for (std::uint32_t s = 0; s < kStates; ++s)
            x[i].value[s] = unit_float(Stream(seed, Process::kInitialState).word(i, 0, s));
    return x;
}

// Synchronous: everyone moves to the mean of those within eps. Returns the number of clusters by state.
std::vector<int> hegselmann_krause(float eps, std::uint32_t seed) {
    constexpr std::uint32_t kAgents = 625;
    constexpr int kMostPeriods = 400;
    const KernelParameters kernel{.bound = eps};
    auto x = uniform_opinions(kAgents, seed), next = x;
    for (int period = 0; period < kMostPeriods; ++period) {
        bool moved = false;
        for (std::uint32_t i = 0; i < kAgents; ++i) {
            const Vector own = load(x[i]);
            Vector sum = Vector::Zero(), count = Vector::Zero();
            for (std::uint32_t j = 0; j < kAgents; ++j) {
                const Vector d = load(x[j]) - own, moves = pull<Kernel::kTopHat>(d, false, kernel);
                sum += moves;
                count += (moves == d).cast<float>();  // within the bound: the kernel passes the difference on
            }
            const Vector step = sum / count;
            moved |= (step.abs() > 1e-6f).any();
            store(next[i], own + step);
        }
        x.swap(next);
        if (!moved) break;
    }
    std::vector<int> clusters;
    for (int s = 0; s < kStates; ++s) {
        std::vector<float> opinion;
        for (const auto& state : x) opinion.push_back(state[s]);
        std::sort(opinion.begin(), opinion.end());
        int found = 1;
        for (std::size_t k = 1; k < opinion.size(); ++k) found += opinion[k] - opinion[k - 1] > 1e-3f;
        clusters.push_back(found);
    }
    return clusters;
}

// Pairs met at random move towards each other by mu. Returns sizes of clusters by state, stragglers included.
std::vector<std::vector<int>> deffuant(float d, std::uint32_t seed) {
    constexpr std::uint32_t kAgents = 1000, kSweeps = 400;
    constexpr float kMu = 0.5f;
    const KernelParameters kernel{.bound = d};
    auto x = uniform_opinions(kAgents, seed);
    for (std::uint32_t sweep = 0; sweep < kSweeps; ++sweep)
        for (std::uint32_t pair = 0; pair < kAgents / 2; ++pair) {
            const Block w = Stream(seed, Process::kTalks).block(pair, sweep, 0);
            const std::uint32_t i = below(w[0], kAgents), j = below(w[1], kAgents);
            const Vector a = load(x[i]), b = load(x[j]);
            store(x[i], a + kMu * pull<Kernel::kTopHat>(b - a, false, kernel));
            store(x[j], b + kMu * pull<Kernel::kTopHat>(a - b, false, kernel));
        }
    std::vector<std::vector<int>> sizes(kStates);
    for (int s = 0; s < kStates; ++s) {
        std::vector<float> opinion;
        for (const auto& state : x) opinion.push_back(state[s]);
        std::sort(opinion.begin(), opinion.end());
        sizes[s].push_back(1);
        for (std::size_t k = 1; k < opinion.size(); ++k) {
            if (opinion[k] - opinion[k - 1] > 0.01f) sizes[s].push_back(0);
            ++sizes[s].back();
        }
    }
    return sizes;
}

std::vector<int> many_clusters(float eps, std::uint32_t populations) {
    std::vector<int> all;
    for (std::uint32_t seed = 1; seed <= populations; ++seed)
        for (const int c : hegselmann_krause(eps, seed)) all.push_back(c);
    return all;
}

double share(const std::vector<int>& values, int low, int high) {
    double in = 0;
    for (const int v : values) in += v >= low && v <= high;
    return in / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("Hegselmann-Krause, eps 0.01: about 38 opinions survive") {
    const auto clusters = many_clusters(0.01f, 3);
    double mean = 0;
    for (const int c : clusters) mean += c / static_cast<double>(clusters.size());
    CHECK(mean > 35);
    CHECK(mean < 41);
    CHECK(share(clusters, 35, 41) >= 0.6);  // 80 % in the replication; 24 populations here
}

TEST_CASE("Hegselmann-Krause, eps 0.25: consensus in at least nine of ten") {
    CHECK(share(many_clusters(0.25f, 5), 1, 1) >= 0.9);
}

TEST_CASE("Hegselmann-Krause, above 0.4 consensus never fails") { CHECK(share(many_clusters(0.42f, 3), 1, 1) == 1.0); }

TEST_CASE("Hegselmann-Krause: plurality, then polarisation, then consensus as eps grows") {
    CHECK(share(many_clusters(0.05f, 3), 5, 625) >= 0.9);
    CHECK(share(many_clusters(0.18f, 3), 2, 4) >= 0.7);
    CHECK(share(many_clusters(0.30f, 3), 1, 1) >= 0.9);
}

TEST_CASE("Deffuant, d 0.5: one major cluster") {
    for (std::uint32_t seed = 1; seed <= 2; ++seed)
        for (const auto& sizes : deffuant(0.5f, seed)) {
            int major = 0;
            for (const int n : sizes) major += n > 50;
            CHECK(major == 1);
        }
}

TEST_CASE("Deffuant, d 0.2: two major clusters, each about half, and few stragglers") {
    int two = 0, populations = 0;
    std::vector<int> stragglers;
    for (std::uint32_t seed = 1; seed <= 3; ++seed)
        for (const auto& sizes : deffuant(0.2f, seed)) {
            int major = 0, largest = 0, outside = 0;
            for (const int n : sizes) {
                if (n > 50)
                    ++major, largest = std::max(largest, n);
                else
                    outside += n;
            }
            two += major == 2 && largest < 650;
            ++populations;
            stragglers.push_back(outside);
        }
    CHECK(two >= populations * 9 / 10);  // 20 of 20 in the replication
    std::nth_element(stragglers.begin(), stragglers.begin() + populations / 2, stragglers.end());
    CHECK(stragglers[populations / 2] <= 15);
}
