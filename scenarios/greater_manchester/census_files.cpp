#include <array>

#include "scenarios/greater_manchester/official_files.h"
#include "scenarios/greater_manchester/table_columns.h"

namespace concord::scenarios {
namespace {

using std::filesystem::path;
using Places = std::vector<sim::Neighbourhood>;

FileByCode by_neighbourhood(const path& folder, std::string_view name, const Codes& codes) {
    return FileByCode(folder / name, "lsoa21_code", codes.neighbourhoods);
}

void read_population(const FileByCode& file, Places& places) {
    std::array<int, sim::kCensusAgeBands> age{};
    for (std::size_t band = 0; band < age.size(); ++band)
        age[band] = file.column(age_column(sim::kCensusAgeBandNames[band]));
    for (std::size_t i = 0; i < places.size(); ++i) {
        sim::Neighbourhood& place = places[i];
        place.easting = file.not_negative(i, "pwc_easting");
        place.northing = file.not_negative(i, "pwc_northing");
        place.area_km2 = file.not_negative(i, "area_km2");
        place.residents = file.count(i, "usual_residents");
        place.residents_communal = file.count(i, "residents_in_communal_establishments");
        place.households = file.count(i, "households");
        for (std::size_t band = 0; band < age.size(); ++band) place.age[band] = file.count(i, age[band]);
    }
}

void read_ethnic_groups(const FileByCode& file, Places& places) {
    for (std::size_t group = 0; group < sim::kEthnicGroupNames.size(); ++group) {
        const int column = file.column("eth_" + std::string(sim::kEthnicGroupNames[group]));
        for (std::size_t i = 0; i < places.size(); ++i) places[i].ethnic_group[group] = file.count(i, column);
    }
}

void read_households(const FileByCode& file, Places& places) {
    for (std::size_t size = 1; size <= 8; ++size) {
        const int column = file.column("hhsize_" + std::to_string(size) + (size == 8 ? "_plus" : ""));
        for (std::size_t i = 0; i < places.size(); ++i) places[i].household_size[size - 1] = file.count(i, column);
    }
}

void read_activity(const FileByCode& file, Places& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i].employed = file.count(i, "in_employment");
        places[i].unemployed = file.count(i, "unemployed");
        places[i].inactive = file.count(i, "economically_inactive");
    }
}

// All in work is the total of the same table as those at home (TS058): totals of other tables differ by perturbation.
void read_work(const FileByCode& file, Places& places) {
    constexpr std::array<std::string_view, 10> kPlacesOfWork = {
        "work_under_2km", "work_2_5km",   "work_5_10km",    "work_10_20km",     "work_20_30km",
        "work_30_40km",   "work_40_60km", "work_60km_plus", "work_mainly_home", "work_no_fixed_offshore_abroad"};
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i].students = file.count(i, "nssec_students");
        places[i].work_at_home = file.count(i, "work_mainly_home");
        for (std::string_view column : kPlacesOfWork) places[i].in_work += file.count(i, column);
    }
}

// Moved = everyone not at the same address: students who were at a term-time or boarding address moved too, and with
// them GM's mean is the 10.3 % of the model.
void read_churn(const FileByCode& file, Places& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
        const int all = file.count(i, "migrant_total"), stayed = file.count(i, "same_address_1y_ago");
        if (all < 1) file.fail(i, "migrant_total", "must be at least 1");
        if (stayed > all) file.fail(i, "same_address_1y_ago", "is more than migrant_total");
        places[i].churn = 1.0 - static_cast<double>(stayed) / all;
    }
}

void read_deprivation(const FileByCode& file, Places& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i].imd_score = file.not_negative(i, "imd_score");
        places[i].crime_score = file.number(i, "crime_score");
    }
}

void read_police_rates(const FileByCode& file, Places& places) {
    for (std::size_t i = 0; i < places.size(); ++i) {
        places[i].antisocial_behaviour_rate = file.not_negative(i, "anti_social_behaviour_rate_per_1_000");
        places[i].criminal_damage_rate = file.not_negative(i, "criminal_damage_rate_per_1_000");
        places[i].public_order_rate = file.not_negative(i, "public_order_and_possession_of_weapons_rate_per_1_000");
    }
}

void read_area_ages(const FileByCode& file, std::vector<sim::Area>& areas) {
    for (std::size_t band = 0; band < sim::kFineAgeBandNames.size(); ++band) {
        const int column = file.column(age_column(sim::kFineAgeBandNames[band]));
        for (std::size_t i = 0; i < areas.size(); ++i) areas[i].age[band] = file.count(i, column);
    }
}

void read_inactive(const FileByCode& file, std::vector<sim::District>& districts) {
    for (std::size_t i = 0; i < districts.size(); ++i) {
        const double retired = file.count(i, "inactive_retired"), student = file.count(i, "inactive_student");
        const double all = retired + student + file.count(i, "inactive_looking_after_home_or_family") +
                           file.count(i, "inactive_long_term_sick_or_disabled") + file.count(i, "inactive_other");
        if (all < 1) file.fail(i, "inactive_retired", "and the other inactive sum to nobody");
        districts[i].inactive_retired = retired / all;
        districts[i].inactive_student = student / all;
    }
}

}  // namespace

void read_census(const path& folder, const Codes& codes, sim::Geography& geography) {
    Places& places = geography.neighbourhoods;
    read_population(by_neighbourhood(folder, "lsoa21_population.csv", codes), places);
    read_ethnic_groups(by_neighbourhood(folder, "lsoa21_ethnicity.csv", codes), places);
    read_households(by_neighbourhood(folder, "lsoa21_households_tenure.csv", codes), places);
    read_activity(by_neighbourhood(folder, "lsoa21_economic_activity_derived.csv", codes), places);
    read_work(by_neighbourhood(folder, "lsoa21_work_education_health.csv", codes), places);
    read_churn(by_neighbourhood(folder, "lsoa21_birth_language_migration.csv", codes), places);
    read_deprivation(by_neighbourhood(folder, "iod2025_lsoa21.csv", codes), places);
    read_police_rates(by_neighbourhood(folder, "iod2025_indicators_lsoa21.csv", codes), places);
    read_area_ages(FileByCode(folder / "msoa21_age_bands.csv", "msoa21_code", codes.areas), geography.areas);
    read_inactive(FileByCode(folder / "lad_economic_activity.csv", "lad_code", codes.districts), geography.districts);
}

}  // namespace concord::scenarios
