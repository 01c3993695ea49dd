// An off-screen surface for a test, or none with a warning where EGL is missing; and how to look at its pixels.
#pragma once

#include <dlfcn.h>
#include <imgui.h>
#include <link.h>

#include <catch2/catch.hpp>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "viz/explorer/window/surface.h"
#include "viz/figure/colour.h"

// Keeps graphics drivers in memory after their last surface: the leak checker names what a driver keeps for the life of
// the process by its library, which must still be there to be recognised (support/leak_suppressions.txt).
inline void keep_drivers_loaded() {
    dl_iterate_phdr(
        [](dl_phdr_info* library, std::size_t, void*) {
            const std::string_view name = library->dlpi_name;
            if (name.find("_dri.so") != std::string_view::npos || name.find("libgallium") != std::string_view::npos)
                dlopen(library->dlpi_name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
            return 0;
        },
        nullptr);
}

inline std::unique_ptr<concord::explorer::Surface> off_screen(int width, int height) {
    try {
        auto surface = concord::explorer::open_off_screen(width, height);
        keep_drivers_loaded();
        return surface;
    } catch (const concord::explorer::SurfaceError& error) {
        WARN("not tested: " << error.what());
        return nullptr;
    }
}

struct Picture {
    std::vector<std::uint8_t> rgba;
    int width = 0;

    concord::figure::Colour at(int x, int y) const {
        const std::size_t i =
            4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
        return {rgba[i], rgba[i + 1], rgba[i + 2], rgba[i + 3]};
    }
};

// One frame with the widgets that `draw` makes.
template <class Draw>
Picture frame(concord::explorer::Surface& surface, const Draw& draw) {
    surface.begin_frame();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
    surface.end_frame();
    return {surface.pixels(), surface.size()[0]};
}
