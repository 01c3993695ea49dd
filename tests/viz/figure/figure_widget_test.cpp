// The part of the ImGui canvas and widget that needs no window.
#include "viz/figure/figure_widget.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace concord::figure;

namespace {

double area_of(const std::vector<std::array<Vec2, 4>>& pieces) {
    double sum = 0;
    for (const auto& t : pieces) sum += ((t[1].x - t[0].x) + (t[2].x - t[3].x)) / 2 * (t[2].y - t[1].y);
    return sum;
}

}  // namespace

TEST_CASE("Trapezoids cover exactly the area of a concave outline with a hole", "[figure][imgui]") {
    const std::vector<Outline> ell = {{{0, 0}, {10, 0}, {10, 4}, {4, 4}, {4, 10}, {0, 10}}};
    CHECK(area_of(trapezoids(ell)) == Approx(64));
    std::vector<Outline> holed = ell;
    holed.push_back({{1, 1}, {1, 3}, {3, 3}, {3, 1}});
    CHECK(area_of(trapezoids(holed)) == Approx(60));
    const std::vector<Outline> slanted = {{{0, 0}, {7, 3}, {2, 9}}};
    CHECK(area_of(trapezoids(slanted)) == Approx(28.5));
}

TEST_CASE("Zooming keeps the value under the mouse and stays within the whole", "[figure][imgui]") {
    const Range whole = {0, 100};
    const Range in = zoomed(whole, 25, 0.5, whole);
    CHECK(in == Range{12.5, 62.5});
    CHECK(zoomed(in, 25, 10, whole) == whole);
    CHECK(zoomed(whole, 25, 1e-9, whole).span() == Approx(1));
    CHECK(moved({10, 30}, -50, whole) == Range{0, 20});
    CHECK(moved({10, 30}, 500, whole) == Range{80, 100});
}
