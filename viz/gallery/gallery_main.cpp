// concord-figure-gallery FOLDER: every kind of figure in every theme at several sizes, for developers to look at.
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

#include "scenarios/greater_manchester/table.h"
#include "viz/figure/export.h"
#include "viz/gallery/gallery.h"

using namespace concord;

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: concord-figure-gallery FOLDER\n";
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder);
    auto entries = figure::gallery();
    for (auto& entry : figure::map_gallery(scenarios::built_in_greater_manchester()))
        entries.push_back(std::move(entry));
    struct Look {
        const char* name;
        figure::ExportOptions options;
    };
    const auto look = [](const char* name, double width, double height, double scale, const figure::Theme& theme,
                         bool grow) {
        figure::ExportOptions options;
        options.width = width;
        options.height = height;
        options.text_scale = scale;
        options.theme = &theme;
        options.pixel_ratio = 1;
        options.grow = grow;
        return Look{name, options};
    };
    const Look looks[] = {look("640", 640, 400, 1, figure::light_theme(), true),
                          look("1600_x2", 1600, 900, 2, figure::dark_theme(), true),
                          look("1600", 1600, 900, 1, figure::light_theme(), true),
                          look("640_x2", 640, 400, 2, figure::high_contrast_theme(), true),
                          look("small", 280, 180, 1, figure::light_theme(), false),
                          look("small_x2", 280, 180, 2, figure::dark_theme(), false)};
    for (const auto& entry : entries) {
        for (const Look& one : looks)
            figure::write_figure(folder / fmt::format("{}_{}.png", entry.name, one.name), entry.figure, one.options);
        figure::write_figure(folder / (entry.name + ".svg"), entry.figure);
        figure::write_figure(folder / (entry.name + ".pdf"), entry.figure);
        figure::write_figure(folder / (entry.name + ".csv"), entry.figure);
    }
    std::cout << fmt::format("{} figures in {}\n", entries.size(), folder.string());
    return 0;
}
