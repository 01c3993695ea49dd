#include "tests/support/pictures.h"

#include <cairo.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <vector>

namespace concord::tests {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

}  // namespace

double largest_difference(const std::filesystem::path& one, const std::filesystem::path& other) {
    const Surface a(cairo_image_surface_create_from_png(one.c_str()), cairo_surface_destroy);
    const Surface b(cairo_image_surface_create_from_png(other.c_str()), cairo_surface_destroy);
    for (const auto* surface : {&a, &b}) {
        if (cairo_surface_status(surface->get()) != CAIRO_STATUS_SUCCESS) return 255;
    }
    const int width = cairo_image_surface_get_width(a.get()), height = cairo_image_surface_get_height(a.get());
    if (width != cairo_image_surface_get_width(b.get()) || height != cairo_image_surface_get_height(b.get()))
        return 255;
    constexpr int kBlock = 12;
    const int columns = (width + kBlock - 1) / kBlock;
    std::vector<double> sums(columns * ((height + kBlock - 1) / kBlock));
    for (int y = 0; y < height; ++y) {
        const auto row_of = [&](const Surface& surface) {
            return cairo_image_surface_get_data(surface.get()) +
                   static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(surface.get());
        };
        const unsigned char *p = row_of(a), *q = row_of(b);
        for (int k = 0; k < 4 * width; ++k) {
            const auto block = static_cast<std::size_t>(y / kBlock * columns + k / 4 / kBlock);
            if (k % 4 != 3) sums[block] += std::abs(p[k] - q[k]);
        }
    }
    return *std::max_element(sums.begin(), sums.end()) / (3.0 * kBlock * kBlock);
}

}  // namespace concord::tests
