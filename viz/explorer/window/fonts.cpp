#include "viz/explorer/window/fonts.h"

#include <fmt/format.h>
#include <imgui/backends/imgui_impl_opengl3.h>
#include <imgui/imgui_freetype.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "viz/explorer/window/surface.h"
#include "viz/figure/font_file.h"

namespace concord::explorer {
namespace {

// Pairs of first and last; ImGui reads them for as long as the fonts live.
constexpr ImWchar kGlyphs[] = {0x0020, 0x007E, 0x00A0, 0x017F,                  // Latin, Latin-1, Latin Extended-A
                               0x2010, 0x2027, 0x2030, 0x203A, 0x20AC, 0x20AC,  // punctuation, euro
                               0x2190, 0x2193, 0x2212, 0x2212, 0x2248, 0x2248,  // arrows, minus, about
                               0x2264, 0x2265, 0x25A0, 0x25A1, 0x25B2, 0x25B3,  // at most, at least, squares
                               0x25B6, 0x25B7, 0x25BC, 0x25BD, 0x25C0, 0x25C1,  // triangles
                               0x25C6, 0x25C7, 0x25CB, 0x25CB, 0x25CF, 0x25CF,  // diamonds, circles
                               0x2713, 0x2713, 0x2717, 0x2717, 0};

constexpr ImWchar kNumberGlyphs[] = {0x0020, 0x0020, 0x0025, 0x0025, 0x002B,
                                     0x0039, 0x2212, 0x2212, 0};  // % + , - . / digits, minus

// bin/concord of an unpacked archive has its fonts in share/concord/fonts beside bin.
std::filesystem::path packaged_fonts() {
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path() : program.parent_path().parent_path() / "share/concord/fonts";
}

ImFont* add(const std::filesystem::path& file, double size, const ImWchar* glyphs = kGlyphs) {
    ImFontConfig config;
    config.GlyphRanges = glyphs;
    // Light hinting keeps the widths of letters, and with them the look of Inter, at every scale.
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    return ImGui::GetIO().Fonts->AddFontFromFileTTF(file.c_str(), static_cast<float>(std::round(size)), &config);
}

}  // namespace

std::filesystem::path find_inter(const std::filesystem::path& folder, bool bold) {
    std::error_code error;
    if (!folder.empty()) {
        const std::filesystem::path own = folder / (bold ? "Inter-SemiBold.otf" : "Inter-Regular.otf");
        if (std::filesystem::is_regular_file(own, error)) return own;
    }
    const std::string installed = figure::font_path(bold ? figure::Weight::kBold : figure::Weight::kRegular);
    if (installed.empty() || !std::filesystem::is_regular_file(installed, error))
        throw SurfaceError("The font Inter is not installed; install the Debian package fonts-inter.");
    return installed;
}

FontAtlas::FontAtlas() : regular_(find_inter(packaged_fonts(), false)), bold_(find_inter(packaged_fonts(), true)) {}

const Fonts& FontAtlas::at(double scale) {
    scale = std::clamp(scale, kSmallestTextScale, kLargestTextScale);
    if (scale != scale_) bake(scale);
    return fonts_;
}

void FontAtlas::bake(double scale) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    const double size = kBaseTextSize * scale;
    fonts_ = {add(regular_, size),
              add(bold_, size),
              add(bold_, 1.9 * size),
              add(bold_, 1.3 * size),
              add(regular_, 0.82 * size),
              add(bold_, 0.82 * size),
              add(bold_, 3.4 * size, kNumberGlyphs)};
    const ImFont* const all[] = {fonts_.regular, fonts_.bold,       fonts_.large, fonts_.title,
                                 fonts_.small,   fonts_.small_bold, fonts_.huge};
    if (std::find(std::begin(all), std::end(all), nullptr) != std::end(all) || !atlas.Build())
        throw SurfaceError(fmt::format("The font file {} cannot be read; install the Debian package fonts-inter anew.",
                                       regular_.string()));
    ImGui::GetIO().FontDefault = fonts_.regular;
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    atlas.ClearTexData();  // the graphics driver has its own copy
    scale_ = scale;
    ++bakes_;
}

}  // namespace concord::explorer
