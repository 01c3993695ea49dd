#include "scenarios/greater_manchester/table_columns.h"

namespace concord::scenarios {
namespace {

template <class Place, class Member>
Column<Place> figure(std::string name, Figure kind, int decimals, Member Place::*member) {
    return {std::move(name), kind, decimals,
            [member](const Place& place) { return static_cast<double>(place.*member); },
            [member](Place& place, double value) { place.*member = static_cast<Member>(value); }};
}

template <class Place>
Column<Place> count(std::string name, int Place::*member) {
    return figure(std::move(name), Figure::kCount, 0, member);
}

// Cell `index` of an array of counts.
template <class Place, class Array>
Column<Place> count_in(std::string name, Array Place::*member, std::size_t index) {
    return {std::move(name), Figure::kCount, 0,
            [member, index](const Place& place) { return static_cast<double>((place.*member)[index]); },
            [member, index](Place& place, double value) {
                (place.*member)[index] = static_cast<typename Array::value_type>(value);
            }};
}

}  // namespace

std::string age_column(std::string_view band) {
    std::string name = "age_";
    for (char letter : band) {
        if (letter == '+')
            name += "_plus";
        else
            name += letter == '-' ? '_' : letter;
    }
    return name;
}

std::vector<Column<sim::District>> district_columns() {
    using sim::District;
    return {figure("inactive_retired", Figure::kShare, 4, &District::inactive_retired),
            figure("inactive_student", Figure::kShare, 4, &District::inactive_student)};
}

std::vector<Column<sim::Area>> area_columns() {
    using sim::Area;
    std::vector<Column<Area>> columns;
    for (std::size_t band = 0; band < sim::kFineAgeBandNames.size(); ++band)
        columns.push_back(count_in(age_column(sim::kFineAgeBandNames[band]), &Area::age, band));
    columns.push_back(figure("jobs", Figure::kNotNegative, 1, &Area::jobs));
    columns.push_back(figure("outside_gm", Figure::kShare, 4, &Area::outside_gm));
    return columns;
}

std::vector<Column<sim::Neighbourhood>> neighbourhood_columns() {
    using sim::Neighbourhood;
    std::vector<Column<Neighbourhood>> columns = {figure("easting", Figure::kNotNegative, 0, &Neighbourhood::easting),
                                                  figure("northing", Figure::kNotNegative, 0, &Neighbourhood::northing),
                                                  figure("area_km2", Figure::kNotNegative, 4, &Neighbourhood::area_km2),
                                                  count("residents", &Neighbourhood::residents),
                                                  count("residents_communal", &Neighbourhood::residents_communal),
                                                  count("households", &Neighbourhood::households)};
    for (std::size_t size = 1; size <= 8; ++size)
        columns.push_back(count_in("households_of_" + std::to_string(size) + (size == 8 ? "_plus" : ""),
                                   &Neighbourhood::household_size, size - 1));
    for (std::size_t band = 0; band < sim::kCensusAgeBandNames.size(); ++band)
        columns.push_back(count_in(age_column(sim::kCensusAgeBandNames[band]), &Neighbourhood::age, band));
    for (std::size_t group = 0; group < sim::kEthnicGroupNames.size(); ++group)
        columns.push_back(
            count_in("ethnic_" + std::string(sim::kEthnicGroupNames[group]), &Neighbourhood::ethnic_group, group));
    const std::vector<Column<Neighbourhood>> rest = {
        count("employed", &Neighbourhood::employed),
        count("unemployed", &Neighbourhood::unemployed),
        count("inactive", &Neighbourhood::inactive),
        count("students", &Neighbourhood::students),
        count("work_at_home", &Neighbourhood::work_at_home),
        count("in_work", &Neighbourhood::in_work),
        figure("churn", Figure::kShare, 4, &Neighbourhood::churn),
        figure("imd_score", Figure::kNotNegative, 3, &Neighbourhood::imd_score),
        figure("crime_score", Figure::kNumber, 3, &Neighbourhood::crime_score),
        figure("antisocial_behaviour_rate", Figure::kNotNegative, 1, &Neighbourhood::antisocial_behaviour_rate),
        figure("criminal_damage_rate", Figure::kNotNegative, 1, &Neighbourhood::criminal_damage_rate),
        figure("public_order_rate", Figure::kNotNegative, 1, &Neighbourhood::public_order_rate),
        count("primary_schools", &Neighbourhood::primary_schools),
        count("primary_places", &Neighbourhood::primary_places),
        count("secondary_schools", &Neighbourhood::secondary_schools),
        count("secondary_places", &Neighbourhood::secondary_places),
        count("colleges", &Neighbourhood::colleges),
        count("universities", &Neighbourhood::universities)};
    columns.insert(columns.end(), rest.begin(), rest.end());
    return columns;
}

std::vector<Column<sim::CommutingModel>> commuting_columns() {
    using sim::CommutingModel;
    return {figure("decay", Figure::kNotNegative, 5, &CommutingModel::decay),
            figure("power", Figure::kNotNegative, 4, &CommutingModel::power),
            figure("fitted_share_by_district_pair", Figure::kShare, 4, &CommutingModel::fitted_share_by_district_pair)};
}

}  // namespace concord::scenarios
