// The shaders of the map. Pictures are drawn with their first row at the top, so y runs down as in a MapView.
#pragma once

namespace concord::explorer {

// Lays the four kinds of line over a colour: borders of units and districts, then accents with a casing around them.
// Ahead of the fragment shaders of land and of the background, so that no pass over the whole picture is needed.
inline constexpr const char* kOverlay = R"(#version 330 core
uniform sampler2D coverage;
uniform vec4 unit_border, district_border, casing, accent;
out vec4 picture;
vec3 with_lines(vec3 colour) {
    vec4 lines = texelFetch(coverage, ivec2(gl_FragCoord.xy), 0);
    colour = mix(colour, unit_border.rgb, unit_border.a * lines.r);
    colour = mix(colour, district_border.rgb, district_border.a * lines.g);
    colour = mix(colour, casing.rgb, casing.a * lines.b);
    return mix(colour, accent.rgb, accent.a * lines.a);
}
)";
inline constexpr const char* kWithMarks = "#define MARKS\n";

// A vertex knows its unit, and looks up two texels of it: its colour, and whether it is hatched.
inline constexpr const char* kFillVertex = R"(#version 330 core
layout(location = 0) in vec2 position;  // metres from the mesh's origin
layout(location = 1) in uint unit;
uniform vec2 scale, offset;             // to clip coordinates
uniform samplerBuffer units;
uniform vec4 background;
flat out vec4 colour;
flat out float mark;
void main() {
    vec4 fill = texelFetch(units, 2 * int(unit));
    colour = vec4(mix(background.rgb, fill.rgb, fill.a), 1);
    mark = texelFetch(units, 2 * int(unit) + 1).x;
    gl_Position = vec4(position * scale + offset, 0, 1);
}
)";

inline constexpr const char* kFillFragment = R"(
flat in vec4 colour;
flat in float mark;
uniform vec4 hatch_colour;
uniform float line_distance, line_width;  // of hatching, pixels, across the lines
float line(float along, float apart, float width) {
    float from_line = abs(fract(along / (1.41421356 * apart)) - 0.5) * apart;
    return clamp(0.5 * width + 0.5 - from_line, 0, 1);
}
void main() {
    vec3 land = colour.rgb;
#ifdef MARKS
    if (mark > 0)
        land = mix(land, hatch_colour.rgb, line(gl_FragCoord.x + gl_FragCoord.y, line_distance, line_width));
#endif
    picture = vec4(with_lines(land), 1);
}
)";

// Lines of constant width in pixels. How much of a pixel they cover goes into one channel, the largest value staying,
// so that pieces of a line which overlap (joins, see-through borders) do not show.
inline constexpr const char* kLineVertex = R"(#version 330 core
layout(location = 0) in vec2 position;  // metres from the mesh's origin
layout(location = 1) in vec2 away;      // from there, in half widths
layout(location = 2) in vec2 distance;  // its length is 1 at the edge of the line
uniform vec2 scale, offset;
uniform vec2 pixel;                     // in clip coordinates
uniform float reach;                    // pixels from the middle of the line to where it has faded
out vec2 across;
void main() {
    across = distance;
    gl_Position = vec4(position * scale + offset + reach * pixel * away, 0, 1);
}
)";

inline constexpr const char* kLineFragment = R"(#version 330 core
in vec2 across;
uniform float reach, strength;
out vec4 coverage;
void main() {
    coverage = vec4(strength * clamp((1 - length(across)) * reach, 0, 1));
}
)";

// The parts of lines that lie on the background; drawn as lines, below the land.
inline constexpr const char* kBackgroundFragment = R"(
uniform vec4 background;
void main() {
    picture = vec4(with_lines(background.rgb), 1);
}
)";

}  // namespace concord::explorer
