#include "viz/explorer/window/png_file.h"

#include <cairo.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "scenarios/files/atomic_file.h"

namespace concord::explorer {
namespace {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using ImageSurface = std::unique_ptr<cairo_surface_t, DestroySurface>;

// Cairo's pixels are native words, alpha first, with the colours multiplied by it.
std::uint32_t to_word(const std::uint8_t* rgba) {
    const std::uint32_t alpha = rgba[3];
    const auto channel = [&](int i) { return (rgba[i] * alpha + 127) / 255; };
    return alpha << 24 | channel(0) << 16 | channel(1) << 8 | channel(2);
}

ImageSurface to_image(std::span<const std::uint8_t> rgba, int width, int height) {
    ImageSurface image(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
    if (cairo_surface_status(image.get()) != CAIRO_STATUS_SUCCESS) return image;
    cairo_surface_flush(image.get());
    unsigned char* data = cairo_image_surface_get_data(image.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(image.get()));
    const std::uint8_t* from = rgba.data();
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
        for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x, from += 4) {
            const std::uint32_t word = to_word(from);
            std::memcpy(data + y * stride + 4 * x, &word, sizeof word);
        }
    }
    cairo_surface_mark_dirty(image.get());
    return image;
}

cairo_status_t append(void* file, const unsigned char* bytes, unsigned length) {
    auto& stream = *static_cast<std::ofstream*>(file);
    stream.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(length));
    return stream ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

// Leaves no half a picture behind.
[[noreturn]] void give_up(const std::filesystem::path& path, const std::string& reason) {
    std::error_code ignored;
    std::filesystem::remove(scenarios::temporary_path(path), ignored);
    throw std::runtime_error(fmt::format("{}: cannot write the picture: {}", path.string(), reason));
}

}  // namespace

void write_png(const std::filesystem::path& path, std::span<const std::uint8_t> rgba, int width, int height) {
    if (width < 1 || height < 1 ||
        rgba.size() != std::size_t{4} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height))
        throw std::invalid_argument(fmt::format("{} bytes are no picture of {} x {}", rgba.size(), width, height));
    const ImageSurface image = to_image(rgba, width, height);
    errno = 0;
    std::ofstream file(scenarios::temporary_path(path), std::ios::binary | std::ios::trunc);
    if (!file) give_up(path, std::strerror(errno));
    const cairo_status_t status = cairo_surface_write_to_png_stream(image.get(), append, &file);
    const int reason = errno;
    file.close();
    if (status == CAIRO_STATUS_WRITE_ERROR || !file) give_up(path, std::strerror(reason != 0 ? reason : errno));
    if (status != CAIRO_STATUS_SUCCESS) give_up(path, cairo_status_to_string(status));
    scenarios::publish(path);
}

}  // namespace concord::explorer
