// The guided tour: what to look at, in a few steps, and which part of the window each step speaks of.
#pragma once

#include <string_view>
#include <vector>

namespace concord::explorer {

enum class Region { kWindow, kLeft, kMap, kRight, kTimeline, kMenu };

struct TourStep {
    Region region;
    std::string_view title, text;
    bool needs_session = true;  // false: it is about the start screen as well
};
const std::vector<TourStep>& tour();

}  // namespace concord::explorer
