// Figures as files: whole or not at all, text as text, fonts inside; and pictures that stay as they were.
#include "viz/figure/export.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "scenarios/files/text.h"
#include "tests/support/full_disk.h"
#include "tests/support/pictures.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/source_folder.h"
#include "tests/support/test_geography.h"
#include "viz/figure/alt_text.h"
#include "viz/figure/font_file.h"
#include "viz/figure/svg_canvas.h"
#include "viz/gallery/gallery.h"

using namespace concord;
using namespace concord::figure;
using Catch::Matchers::Contains;
using concord::tests::kNotable, concord::tests::largest_difference;

namespace {

namespace fs = std::filesystem;

using Folder = tests::ScratchFolder;

std::vector<GalleryEntry> everything() {
    auto entries = gallery();
    for (auto& entry : map_gallery(sim::small_geography(4, 4, 5))) entries.push_back(std::move(entry));
    return entries;
}

// Enough of XML to notice an element left open or a character not escaped.
std::string xml_fault(const std::string& xml) {
    std::vector<std::string> open;
    for (std::size_t at = 0; at < xml.size();) {
        const char c = xml[at];
        if (c == '&') {
            const auto end = xml.find(';', at);
            if (end == std::string::npos || end - at > 6) return fmt::format("bare & at {}", at);
        }
        if (c != '<') {
            ++at;
            continue;
        }
        const auto end = xml.find('>', at);
        if (end == std::string::npos) return fmt::format("open tag at {}", at);
        const std::string tag = xml.substr(at + 1, end - at - 1);
        const std::string name = tag.substr(0, tag.find_first_of(" /", 1));
        if (tag.find('<') != std::string::npos) return fmt::format("< inside a tag at {}", at);
        if (tag[0] == '/') {
            if (open.empty() || open.back() != name.substr(1)) return name;
            open.pop_back();
        } else if (tag.back() != '/') {
            open.push_back(name);
        }
        at = end + 1;
    }
    return open.empty() ? "" : fmt::format("left open: {}", open.back());
}

ExportOptions small_picture() {
    ExportOptions options;
    options.width = 480;
    options.height = 300;
    options.pixel_ratio = 0.6;
    return options;
}

}  // namespace

TEST_CASE("SVG is well-formed and says its title, its alt text and its words as text", "[figure][export]") {
    for (auto& entry : everything()) {
        entry.figure.title += " <&> \"quoted\"";
        const std::string svg = to_svg(entry.figure);
        INFO(entry.name);
        CHECK(xml_fault(svg) == "");
        CHECK_THAT(svg, Contains("role=\"img\"") && Contains("&lt;&amp;&gt; &quot;quoted&quot;</title>"));
        CHECK_THAT(svg, Contains(fmt::format(">{}</desc>", scenarios::xml_escaped(alt_text(entry.figure)))));
        CHECK_THAT(svg, Contains("Parameters: priors") && Contains("<text "));
    }
}

TEST_CASE("SVG brings its font, as far as it is used", "[figure][export]") {
    if (embedded_font(Weight::kRegular, "a").empty()) {
        WARN("Inter is not installed: nothing to embed");
        return;
    }
    const Figure figure = gallery()[0].figure;
    ExportOptions options;
    CHECK_THAT(to_svg(figure, options), Contains("@font-face") && Contains("font-weight:600"));
    options.embed_fonts = false;
    CHECK_THAT(to_svg(figure, options), !Contains("@font-face"));
    CHECK(embedded_font(Weight::kRegular, "abc").size() < 20000);
}

TEST_CASE("In a page a figure has the ids it is given, no style of its own, and its words beside it",
          "[figure][export]") {
    Figure figure = gallery()[1].figure;
    figure.caption = "How it is read";
    ExportOptions options;
    options.embed_fonts = false;
    options.id = "third";
    options.words_beside = true;
    const std::string svg = to_svg(figure, options);
    CHECK(xml_fault(svg) == "");
    CHECK_THAT(svg, !Contains("style"));
    CHECK_THAT(svg, Contains("aria-labelledby=\"third-title third-desc\"") && Contains("id=\"third-clip0\""));
    CHECK_THAT(svg, Contains(fmt::format("<title id=\"third-title\">{}</title>", figure.title)));
    for (const std::string& words : {figure.title, figure.subtitle, figure.caption, figure.sources[0]})
        CHECK_THAT(svg, !Contains(fmt::format("fill=\"#1b2330\">{}</text>", words)));
    CHECK_THAT(svg, !Contains("Parameters: priors"));
    CHECK_THAT(svg, Contains("Lines: 95 % interval"));  // what the marks mean stays with them
    options.words_beside = false;
    CHECK_THAT(to_svg(figure, options), Contains("Parameters: priors") && Contains("How it is read"));
}

TEST_CASE("Marks say what they are where a pointer rests", "[figure][export]") {
    ExportOptions options;
    CHECK_THAT(to_svg(gallery()[1].figure, options), !Contains("fill-opacity=\"0\""));
    options.tooltips = true;
    for (const auto& entry : everything()) {
        INFO(entry.name);
        const std::string svg = to_svg(entry.figure, options);
        CHECK(xml_fault(svg) == "");
        if (std::holds_alternative<Table>(entry.figure.content)) continue;  // its words are there to read
        CHECK_THAT(svg.substr(svg.find("</desc>")), Contains("<title>"));
    }
    const std::string rows = to_svg(gallery()[1].figure, options);
    CHECK_THAT(rows, Contains("<title>People get on well\n+2.1 points (+1.2 to +3.0, 95 % interval)"));
    // One of every six pixels of a line, though it has more points.
    Figure lines = gallery()[0].figure;
    const std::string line = to_svg(lines, options);
    std::size_t marks = 0;
    for (std::size_t at = line.find("<title>Status quo today\n"); at != std::string::npos; ++marks)
        at = line.find("<title>Status quo today\n", at + 1);
    CHECK(marks > 20);
    CHECK(marks < std::get<LineChart>(lines.content).series[0].x.size());
}

TEST_CASE("Names that are no UTF-8, or hidden, still make an SVG that says them", "[figure][export]") {
    Figure figure = gallery()[2].figure;
    figure.title = "a\u202Eb\xFF";
    CHECK_THAT(to_svg(figure), Contains(">a\\u{202E}b\\xFF</title>") && Contains(">a\\u{202E}b\\xFF</text>"));
}

TEST_CASE("PNG and PDF are written, and the PDF has its font inside", "[figure][export]") {
    const Folder folder;
    const Figure figure = gallery()[1].figure;
    write_figure(folder.path / "f.png", figure);
    write_figure(folder.path / "f.pdf", figure);
    CHECK(tests::text_of(folder.path / "f.png").substr(1, 3) == "PNG");
    const std::string pdf = tests::text_of(folder.path / "f.pdf");
    CHECK(pdf.substr(0, 5) == "%PDF-");
    CHECK_THAT(pdf, Contains("/FontFile"));
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 2);
}

TEST_CASE("A figure that cannot be written says where and why, and leaves nothing", "[figure][export]") {
    const Folder folder;
    const Figure figure = gallery()[1].figure;
    const fs::path missing = folder.path / "missing" / "f.png";
    CHECK_THROWS_WITH(write_figure(missing, figure), Contains(missing.string()) && Contains("No such file"));
    // A folder of the same name is in the way of the last step.
    fs::create_directories(folder.path / "taken.svg" / "inside");
    CHECK_THROWS_AS(write_figure(folder.path / "taken.svg", figure), std::runtime_error);
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
    CHECK_THROWS_AS(write_figure(folder.path / "f.bmp", figure), std::invalid_argument);
}

TEST_CASE("A full disk is an error, not half a figure", "[figure][export]") {
    const Folder folder;
    const Figure figure = gallery()[1].figure;
    CHECK(concord::tests::fails_on_a_full_disk(1000, [&] { write_figure(folder.path / "f.png", figure); }));
    CHECK(fs::is_empty(folder.path));
}

TEST_CASE("A ledger that does not add up is not written", "[figure][export]") {
    Figure figure = gallery()[3].figure;
    std::get<LedgerBars>(figure.content).rows[0].total += 1;
    CHECK_THROWS_AS(to_svg(figure), std::invalid_argument);
    std::get<LedgerBars>(figure.content).rows[0].unshown = 1;  // what has no bar counts, and its column says how much
    CHECK_NOTHROW(to_svg(figure));
    CHECK_THAT(to_csv(figure), Contains(",not shown,total"));
}

// CONCORD_UPDATE_GOLDEN=1 writes the pictures anew; look at them before committing.
TEST_CASE("Figures look as they did", "[figure][golden]") {
    const fs::path golden = tests::source_folder() / "tests" / "golden";
    if (embedded_font(Weight::kRegular, "a").empty()) {
        WARN("Inter is not installed: pictures in another font cannot be compared");
        return;
    }
    const Folder folder;
    const Theme* themes[] = {&light_theme(), &dark_theme(), &high_contrast_theme()};
    ExportOptions options = small_picture();
    int k = 0;
    for (const auto& entry : everything()) {
        options.theme = themes[k++ % 3];
        const fs::path picture = golden / fmt::format("figure_{}.png", entry.name);
        if (std::getenv("CONCORD_UPDATE_GOLDEN")) write_figure(picture, entry.figure, options);
        const fs::path drawn = folder.path / "drawn.png";
        write_figure(drawn, entry.figure, options);
        INFO(entry.name);
        CHECK(largest_difference(drawn, picture) < kNotable);
        CHECK(fs::file_size(picture) < 40 * 1024);
    }
}

TEST_CASE("Comparing pictures notices a missing label or line, but not a fifth of a pixel", "[figure][golden]") {
    const Folder folder;
    const fs::path before = folder.path / "before.png", after = folder.path / "after.png";
    const auto difference = [&](const Figure& figure, const ExportOptions& options = small_picture()) {
        write_figure(before, gallery()[0].figure, small_picture());
        write_figure(after, figure, options);
        return largest_difference(before, after);
    };
    Figure figure = gallery()[0].figure;
    CHECK(difference(figure) == 0);
    auto& chart = std::get<LineChart>(figure.content);
    chart.events[0].text = "";
    CHECK(difference(figure) > kNotable);
    figure = gallery()[0].figure;
    std::get<LineChart>(figure.content).series[2].y.assign(131, std::nan(""));
    CHECK(difference(figure) > kNotable);
    ExportOptions shifted = small_picture();
    shifted.width = 480.2;
    CHECK(difference(gallery()[0].figure, shifted) < kNotable);
}
