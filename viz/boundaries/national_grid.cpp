#include "viz/boundaries/national_grid.h"

#include <cmath>
#include <numbers>

namespace concord::map {

namespace {

constexpr double kRadians = std::numbers::pi / 180;

struct Ellipsoid {
    double a, b;  // semi-axes, metres
    double eccentricity_squared() const { return (a * a - b * b) / (a * a); }
};
constexpr Ellipsoid kWgs84{6378137.0, 6356752.314245};
constexpr Ellipsoid kAiry1830{6377563.396, 6356256.909};

// National Grid: the guide, annex A.
constexpr double kScale = 0.9996012717, kTrueLatitude = 49 * kRadians, kTrueLongitude = -2 * kRadians;
constexpr double kFalseEasting = 400000, kFalseNorthing = -100000;

Cartesian cartesian(const Ellipsoid& ellipsoid, double longitude, double latitude, double height) {
    const double e2 = ellipsoid.eccentricity_squared(), s = std::sin(latitude * kRadians);
    const double nu = ellipsoid.a / std::sqrt(1 - e2 * s * s);
    const double across = (nu + height) * std::cos(latitude * kRadians);
    return {across * std::cos(longitude * kRadians), across * std::sin(longitude * kRadians),
            ((1 - e2) * nu + height) * s};
}

// Length of the meridian from the true origin, metres (the guide's M).
double meridian(double latitude) {
    const double n = (kAiry1830.a - kAiry1830.b) / (kAiry1830.a + kAiry1830.b), n2 = n * n, n3 = n2 * n;
    const double less = latitude - kTrueLatitude, sum = latitude + kTrueLatitude;
    return kAiry1830.b * kScale *
           ((1 + n + 1.25 * n2 + 1.25 * n3) * less - (3 * n + 3 * n2 + 2.625 * n3) * std::sin(less) * std::cos(sum) +
            (1.875 * n2 + 1.875 * n3) * std::sin(2 * less) * std::cos(2 * sum) -
            35.0 / 24 * n3 * std::sin(3 * less) * std::cos(3 * sum));
}

}  // namespace

Cartesian cartesian_of_wgs84(double longitude, double latitude, double height) {
    return cartesian(kWgs84, longitude, latitude, height);
}

Cartesian wgs84_to_osgb36(Cartesian wgs84) {
    constexpr double kSecond = kRadians / 3600;
    constexpr double tx = -446.448, ty = 125.157, tz = -542.060, s = 20.4894e-6;
    constexpr double rx = -0.1502 * kSecond, ry = -0.2470 * kSecond, rz = -0.8421 * kSecond;
    const auto [x, y, z] = wgs84;
    return {tx + (1 + s) * x - rz * y + ry * z, ty + rz * x + (1 + s) * y - rx * z, tz - ry * x + rx * y + (1 + s) * z};
}

std::array<double, 2> osgb36_degrees_of(Cartesian osgb36) {
    const auto [x, y, z] = osgb36;
    const double e2 = kAiry1830.eccentricity_squared(), across = std::hypot(x, y);
    double latitude = std::atan2(z, across * (1 - e2));
    for (int round = 0; round < 6; ++round) {  // each gains two digits or more
        const double s = std::sin(latitude), nu = kAiry1830.a / std::sqrt(1 - e2 * s * s);
        latitude = std::atan2(z + e2 * nu * s, across);
    }
    return {std::atan2(y, x) / kRadians, latitude / kRadians};
}

Point project_airy(double longitude, double latitude) {
    const double phi = latitude * kRadians, l = longitude * kRadians - kTrueLongitude;
    const double e2 = kAiry1830.eccentricity_squared(), s = std::sin(phi), c = std::cos(phi), t2 = s * s / (c * c);
    const double nu = kAiry1830.a * kScale / std::sqrt(1 - e2 * s * s);
    const double rho = nu * (1 - e2) / (1 - e2 * s * s), eta2 = nu / rho - 1;
    const double c3 = c * c * c, c5 = c3 * c * c, l2 = l * l;

    const double ii = nu / 2 * s * c, iii = nu / 24 * s * c3 * (5 - t2 + 9 * eta2);
    const double iiia = nu / 720 * s * c5 * (61 - 58 * t2 + t2 * t2);
    const double iv = nu * c, v = nu / 6 * c3 * (nu / rho - t2);
    const double vi = nu / 120 * c5 * (5 - 18 * t2 + t2 * t2 + 14 * eta2 - 58 * t2 * eta2);
    return {kFalseEasting + l * (iv + l2 * (v + l2 * vi)),
            kFalseNorthing + meridian(phi) + l2 * (ii + l2 * (iii + l2 * iiia))};
}

Point to_national_grid(double longitude, double latitude) {
    const auto [osgb_longitude, osgb_latitude] =
        osgb36_degrees_of(wgs84_to_osgb36(cartesian_of_wgs84(longitude, latitude, 0)));
    return project_airy(osgb_longitude, osgb_latitude);
}

bool is_near_great_britain(double longitude, double latitude) {
    return longitude >= -9 && longitude <= 2.5 && latitude >= 49 && latitude <= 61.5;
}

bool is_on_national_grid(Point point) {
    return point[0] >= 0 && point[0] <= 700000 && point[1] >= 0 && point[1] <= 1300000;
}

}  // namespace concord::map
