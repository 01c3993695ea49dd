// What the explorer says where the mouse rests, for an SVG in a page: clear shapes over the marks, each with the words
// that a browser shows.
#pragma once

#include <string>

#include "viz/figure/paint.h"

namespace concord::figure {

// Elements to stand over the drawing that `hits` is of. Where points lie closer than a pointer can tell apart, only
// some of them speak.
std::string svg_tooltips(const HitMap& hits, const Figure& figure);

}  // namespace concord::figure
