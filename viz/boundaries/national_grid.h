// Longitude and latitude to the British National Grid, as in Ordnance Survey's "A guide to coordinate systems in Great
// Britain": WGS84 to OSGB36 by the guide's seven-parameter Helmert transformation, then the transverse Mercator
// projection of the Airy 1830 ellipsoid. Good to about 5 m; OSTN15, which is exact, needs a large table.
#pragma once

#include <array>

#include "viz/map/polygon.h"

namespace concord::map {

// WGS84 (or ETRS89), degrees; the height is taken as 0. Meant for Great Britain, whose surroundings this checks.
Point to_national_grid(double longitude, double latitude);
bool is_near_great_britain(double longitude, double latitude);
// Easting and northing of a place that a British map could show.
bool is_on_national_grid(Point point);

// The three steps, for tests against the guide's worked examples.
using Cartesian = std::array<double, 3>;  // metres from the Earth's centre
Cartesian cartesian_of_wgs84(double longitude, double latitude, double height);
Cartesian wgs84_to_osgb36(Cartesian wgs84);
Point project_airy(double longitude, double latitude);      // OSGB36, degrees
std::array<double, 2> osgb36_degrees_of(Cartesian osgb36);  // longitude, latitude

}  // namespace concord::map
