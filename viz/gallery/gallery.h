// One realistic figure of every kind, with made-up numbers: what tests of layout draw and what developers look at.
#pragma once

#include <string>
#include <vector>

#include "sim/world/geography.h"
#include "viz/figure/figure.h"

namespace concord::figure {

struct GalleryEntry {
    std::string name;  // file name without ending
    Figure figure;
};

// Without maps, which need a geography.
std::vector<GalleryEntry> gallery();
// A neighbourhood map of levels with missing and small cells, and a district map of differences.
std::vector<GalleryEntry> map_gallery(const sim::Geography& geography);

}  // namespace concord::figure
