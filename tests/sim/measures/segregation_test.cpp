// Indices of residential segregation against numbers worked out on paper.
#include "sim/measures/segregation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

using namespace concord::sim;

namespace {

// Two places of 40 and 60: 30 Asian and 10 White residents in one, 10 Asian and 50 White residents in the other.
const std::vector<ResidentsByGroup> kTwoPlaces = {{30, 0, 0, 10, 0}, {10, 0, 0, 50, 0}};
const std::vector<ResidentsByGroup> kThreeGroups = {{10, 20, 0, 70, 0}, {40, 10, 0, 50, 0}, {5, 0, 5, 80, 10}};

}  // namespace

TEST_CASE("Dissimilarity is half of the differences between two groups' shares of places") {
    // |30/40 - 10/60| + |10/40 - 50/60| = 7/12 + 7/12
    CHECK(dissimilarity(kTwoPlaces, kAsian) == Approx(7.0 / 12));
    CHECK(dissimilarity(kTwoPlaces, kWhite) == Approx(7.0 / 12));  // of two groups it is the same for both
    const std::vector<ResidentsByGroup> alike = {{1, 0, 0, 3, 0}, {20, 0, 0, 60, 0}},
                                        apart = {{9, 0, 0, 0, 0}, {0, 0, 0, 7, 0}};
    CHECK(dissimilarity(alike, kAsian) == Approx(0).margin(1e-15));
    CHECK(dissimilarity(apart, kAsian) == Approx(1));
    // Black residents, 30 of 300, against all 270 others: |2/3 - 80/270| + |1/3 - 90/270| + |0 - 100/270| = 20/27
    CHECK(dissimilarity(kThreeGroups, kBlack) == Approx(10.0 / 27));
    CHECK(std::isnan(dissimilarity(kTwoPlaces, kBlack)));
    CHECK(std::isnan(dissimilarity(std::vector<ResidentsByGroup>{{5, 0, 0, 0, 0}}, kAsian)));
}

TEST_CASE("Exposure is the share of a group where another group's residents live") {
    CHECK(exposure(kTwoPlaces, kAsian, kAsian) == Approx(0.75 * 30 / 40 + 0.25 * 10 / 60));  // isolation
    CHECK(exposure(kTwoPlaces, kWhite, kAsian) == Approx(10.0 / 60 * 30 / 40 + 50.0 / 60 * 10 / 60));
    CHECK(interaction(kTwoPlaces, kAsian) == Approx(0.75 * 10 / 40 + 0.25 * 50 / 60));
    // As many meetings of one with the other as of the other with the one.
    CHECK(40 * exposure(kTwoPlaces, kAsian, kWhite) == Approx(60 * exposure(kTwoPlaces, kWhite, kAsian)));
    for (const int group : {kAsian, kBlack, kMixed, kWhite, kOther}) {
        double sum = 0;
        for (int to = 0; to < kEthnicGroups; ++to) sum += exposure(kThreeGroups, group, to);
        CHECK(sum == Approx(1));
        CHECK(interaction(kThreeGroups, group) == Approx(1 - exposure(kThreeGroups, group, group)));
    }
    CHECK(std::isnan(exposure(kTwoPlaces, kOther, kWhite)));
    CHECK(std::isnan(interaction(kTwoPlaces, kOther)));
}

TEST_CASE("An empty place changes no index, and other labels change whose they are") {
    auto more = kThreeGroups;
    more.push_back({});
    auto other = kThreeGroups;
    for (auto& place : other) std::swap(place[kAsian], place[kOther]);
    for (const int group : {kAsian, kBlack, kMixed, kWhite, kOther}) {
        CHECK(dissimilarity(more, group) == dissimilarity(kThreeGroups, group));
        CHECK(exposure(more, group, kWhite) == exposure(kThreeGroups, group, kWhite));
        const int was = group == kAsian ? kOther : group == kOther ? kAsian : group;
        CHECK(dissimilarity(other, group) == Approx(dissimilarity(kThreeGroups, was)));
        CHECK(exposure(other, group, group) == Approx(exposure(kThreeGroups, was, was)));
    }
    CHECK(dissimilarity(kThreeGroups, kAsian) != Approx(dissimilarity(kThreeGroups, kOther)));
}
