#include "viz/map/cells.h"

#include <algorithm>
#include <boost/polygon/voronoi.hpp>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>

#include "viz/map/settled_area.h"

template <>
struct boost::polygon::geometry_concept<concord::map::Site> {
    using type = point_concept;
};
template <>
struct boost::polygon::point_traits<concord::map::Site> {
    using coordinate_type = std::int32_t;
    static coordinate_type get(const concord::map::Site& site, orientation_2d axis) {
        return axis == HORIZONTAL ? site.x : site.y;
    }
};

namespace concord::map {

namespace {

using Diagram = boost::polygon::voronoi_diagram<double>;
using Edge = Diagram::edge_type;

constexpr int kNobody = -1;

// On the heap because Boost's diagram can be neither copied nor moved.
std::unique_ptr<const Diagram> diagram_of(std::vector<Site> sites, const std::vector<Site>& surrounding) {
    sites.insert(sites.end(), surrounding.begin(), surrounding.end());
    auto diagram = std::make_unique<Diagram>();
    boost::polygon::construct_voronoi(sites.begin(), sites.end(), diagram.get());
    return diagram;
}

// Which unit owns the land on the edge's left; the surrounding sites come after all neighbourhoods and own none.
int owner(const Edge& edge, const std::vector<int>& unit_of_site) {
    const std::size_t site = edge.cell()->source_index();
    return site < unit_of_site.size() ? unit_of_site[site] : kNobody;
}

bool is_border(const Edge& edge, const std::vector<int>& unit_of_site) {
    const int here = owner(edge, unit_of_site);
    return here != kNobody && here != owner(*edge.twin(), unit_of_site);
}

Point start_of(const Edge& edge) { return {edge.vertex0()->x(), edge.vertex0()->y()}; }

double length_of(const Edge& edge) {
    return std::hypot(edge.vertex1()->x() - edge.vertex0()->x(), edge.vertex1()->y() - edge.vertex0()->y());
}

// The next edge along the same unit's border: round the end point, through the unit's own cells, to the next border.
const Edge& next_border(const Edge& edge, const std::vector<int>& unit_of_site) {
    const Edge* next = edge.next();
    while (!is_border(*next, unit_of_site)) next = next->twin()->next();
    return *next;
}

Ring ring_from(const Edge& first, const std::vector<int>& unit_of_site) {
    constexpr std::size_t kWalked = 1;
    Ring ring;
    const Edge* edge = &first;
    do {
        edge->color(kWalked);
        ring.push_back(start_of(*edge));
        edge = &next_border(*edge, unit_of_site);
    } while (edge != &first);
    return ring;
}

std::vector<std::vector<Polygon>> merged_shapes(const Diagram& diagram, const std::vector<int>& unit_of_site,
                                                std::size_t units) {
    for (const Edge& edge : diagram.edges()) edge.color(0);
    std::vector<std::vector<Ring>> rings(units);
    for (const Edge& edge : diagram.edges()) {
        if (edge.color() != 0 || !is_border(edge, unit_of_site)) continue;
        rings[static_cast<std::size_t>(owner(edge, unit_of_site))].push_back(ring_from(edge, unit_of_site));
    }
    std::vector<std::vector<Polygon>> shapes;
    shapes.reserve(units);
    for (const std::vector<Ring>& of_unit : rings) shapes.push_back(polygons_of(of_unit));
    return shapes;
}

std::vector<std::vector<int>> touching(const Diagram& diagram, const std::vector<int>& unit_of_site,
                                       std::size_t units) {
    std::vector<std::map<int, double>> shared(units);
    for (const Edge& edge : diagram.edges()) {
        const int beside = owner(*edge.twin(), unit_of_site);
        if (beside == kNobody || !is_border(edge, unit_of_site)) continue;
        // Measured on the edge from the lower unit, so that both see the same length to the last bit.
        const int here = owner(edge, unit_of_site);
        if (here < beside) shared[static_cast<std::size_t>(here)][beside] += length_of(edge);
    }
    std::vector<std::vector<int>> neighbours(units);
    for (std::size_t here = 0; here < units; ++here)
        for (const auto& [beside, length] : shared[here]) {
            if (length <= kShortestSharedBorder) continue;
            neighbours[here].push_back(beside);
            neighbours[static_cast<std::size_t>(beside)].push_back(static_cast<int>(here));
        }
    for (std::vector<int>& list : neighbours) std::sort(list.begin(), list.end());
    return neighbours;
}

// Area of each neighbourhood's cell, square metres, and whether it lies on the edge of the settled area.
struct Extent {
    double area = 0;
    bool on_the_edge = false;
};

std::vector<Extent> extents_of(const Diagram& diagram, std::size_t sites) {
    std::vector<Extent> extents(sites);
    for (const auto& cell : diagram.cells()) {
        if (cell.source_index() >= sites) continue;
        Extent& extent = extents[cell.source_index()];
        Ring ring;
        const Edge* edge = cell.incident_edge();
        do {
            ring.push_back(start_of(*edge));
            extent.on_the_edge = extent.on_the_edge || edge->twin()->cell()->source_index() >= sites;
            edge = edge->next();
        } while (edge != cell.incident_edge());
        extent.area = signed_area(ring);
    }
    return extents;
}

// How far each neighbourhood's land reaches where nobody else's begins. A disc of its area is the first guess; as part
// of the disc falls to its neighbours, a cell on the edge then reaches farther, or less far, to come to the area in the
// figures. The upper limit keeps moors that lie behind other cells from swelling; this one gives Greater Manchester its
// whole area within 1 %, and nine tenths of the land that is in the map or in the official outline is in both.
std::vector<double> fitted_reach(const sim::Geography& geography, const std::vector<Site>& sites) {
    constexpr int kRounds = 8;
    constexpr double kLeast = 0.5, kMost = 1.35;  // of the disc's radius
    const std::vector<double> discs = disc_radii(geography);
    std::vector<double> reach = discs;
    for (int round = 0; round < kRounds; ++round) {
        const std::vector<Extent> extents =
            extents_of(*diagram_of(sites, surrounding_sites(sites, reach)), sites.size());
        for (std::size_t i = 0; i < sites.size(); ++i) {
            if (!extents[i].on_the_edge) continue;
            const double wanted = geography.neighbourhoods[i].area_km2 * 1e6;
            reach[i] = std::clamp(reach[i] * std::sqrt(wanted / extents[i].area), kLeast * discs[i], kMost * discs[i]);
        }
    }
    return reach;
}

}  // namespace

std::vector<int> units_of(const sim::Geography& geography, Level level) {
    std::vector<int> units;
    units.reserve(geography.neighbourhoods.size());
    for (const sim::Neighbourhood& neighbourhood : geography.neighbourhoods) {
        switch (level) {
            case Level::kNeighbourhood: units.push_back(static_cast<int>(units.size())); break;
            case Level::kArea: units.push_back(neighbourhood.area); break;
            case Level::kWard: units.push_back(neighbourhood.ward); break;
            case Level::kDistrict: units.push_back(neighbourhood.district); break;
        }
    }
    return units;
}

std::size_t unit_count(const sim::Geography& geography, Level level) {
    switch (level) {
        case Level::kArea: return geography.areas.size();
        case Level::kWard: return geography.wards.size();
        case Level::kDistrict: return geography.districts.size();
        case Level::kNeighbourhood: break;
    }
    return geography.neighbourhoods.size();
}

CellMap build_cell_map(const sim::Geography& geography) {
    const std::vector<Site> sites = neighbourhood_sites(geography);
    const auto diagram = diagram_of(sites, surrounding_sites(sites, fitted_reach(geography, sites)));
    CellMap map;
    for (std::size_t level = 0; level < kLevels; ++level) {
        const std::vector<int> unit_of_site = units_of(geography, static_cast<Level>(level));
        const std::size_t units = unit_count(geography, static_cast<Level>(level));
        map.levels[level] = {merged_shapes(*diagram, unit_of_site, units), touching(*diagram, unit_of_site, units)};
    }
    return map;
}

}  // namespace concord::map
