// What may stand in a population file, of whom: synthetic people and where they live, work and learn, drawn so that
// they add up to published tables. No state, item, outcome or event ever does; what is not declared here does not
// either.
#pragma once

#include <array>
#include <string_view>

namespace concord::sim {

struct PopulationColumn {
    std::string_view name{}, of{}, meaning{};
};

// clang-format off
inline constexpr std::array<PopulationColumn, 28> kPopulationColumns = {{
    {.name = "geography", .of = "place", .meaning = "the table it was built from: published counts and codes"},
    {.name = "header", .of = "file", .meaning = "scale, seed and parameters of the population"},
    {.name = "fine_age", .of = "resident", .meaning = "age band, fine"},
    {.name = "age_band", .of = "resident", .meaning = "age band"},
    {.name = "ethnic_group", .of = "resident", .meaning = "ethnic group"},
    {.name = "activity", .of = "resident", .meaning = "at work, at school, at home"},
    {.name = "household_position", .of = "resident", .meaning = "place in the household"},
    {.name = "household_talkers", .of = "resident", .meaning = "residents aged 10 and over in the household"},
    {.name = "household", .of = "resident", .meaning = "number of the household"},
    {.name = "venue", .of = "resident", .meaning = "number of the workplace, school or college"},
    {.name = "child_fine_age", .of = "child under ten", .meaning = "age band, fine"},
    {.name = "child_ethnic_group", .of = "child under ten", .meaning = "ethnic group"},
    {.name = "child_activity", .of = "child under ten", .meaning = "at school, at home"},
    {.name = "child_household", .of = "child under ten", .meaning = "number of the household"},
    {.name = "household_begin", .of = "household", .meaning = "its first resident"},
    {.name = "household_size", .of = "household", .meaning = "residents"},
    {.name = "household_communal", .of = "household", .meaning = "whether it is a communal establishment"},
    {.name = "neighbourhood_begin", .of = "place", .meaning = "its first resident"},
    {.name = "neighbourhood_household_begin", .of = "place", .meaning = "its first household"},
    {.name = "neighbourhood_child_begin", .of = "place", .meaning = "its first child under ten"},
    {.name = "by_group", .of = "resident", .meaning = "order by place and ethnic group"},
    {.name = "group_begin", .of = "place", .meaning = "first resident of each ethnic group in that order"},
    {.name = "group_before", .of = "place", .meaning = "residents of each ethnic group in the places before"},
    {.name = "venue_kind", .of = "venue", .meaning = "workplace, school, college or university"},
    {.name = "venue_area", .of = "venue", .meaning = "area it lies in"},
    {.name = "venue_members", .of = "venue", .meaning = "who works or learns there, in two orders"},
    {.name = "places_of_area_and_district", .of = "place", .meaning = "first neighbourhood of each"},
    {.name = "notes", .of = "file", .meaning = "what building it had to leave undone"},
}};
// clang-format on

}  // namespace concord::sim
