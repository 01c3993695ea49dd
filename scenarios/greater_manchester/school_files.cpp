#include <cmath>
#include <map>
#include <optional>

#include "scenarios/greater_manchester/official_files.h"

namespace concord::scenarios {
namespace {

enum class Kind { kNursery, kPrimary, kSecondary, kCollege, kUniversity, kOther };

struct Establishment {
    std::size_t neighbourhood;
    Kind kind;
    std::string phase;
    std::optional<int> pupils;
};

// Special schools, independent schools and alternative provision publish no phase; most of their pupils are of
// secondary age or the schools span both, and the model needs only that the places exist where they are.
Kind kind_of(const CsvFile& file, std::size_t row, std::string_view phase, std::string_view group,
             std::string_view type) {
    if (group == "Universities") return Kind::kUniversity;
    if (group == "Colleges" || phase == "16 plus" || type == "Special post 16 institution") return Kind::kCollege;
    if (group == "Other types") return Kind::kOther;
    if (phase == "Nursery") return Kind::kNursery;
    if (phase == "Primary" || phase == "Middle deemed primary") return Kind::kPrimary;
    if (phase == "Secondary" || phase == "All-through" || phase == "Middle deemed secondary" ||
        phase == "Not applicable")
        return Kind::kSecondary;
    file.fail(row, file.column("education_phase"),
              "is unknown; allowed: Nursery, Primary, Middle deemed primary, Secondary, Middle deemed secondary, "
              "All-through, 16 plus, Not applicable");
}

// The neighbourhood the register gives when it is one of GM, else the one the point lies in.
std::optional<std::size_t> neighbourhood_of(const CsvFile& file, std::size_t row, const Codes& codes) {
    for (std::string_view column : {"gias_lsoa_code", "lsoa21_code"}) {
        const auto found = codes.neighbourhoods.find(std::string(file.cell(row, file.column(column))));
        if (found != codes.neighbourhoods.end()) return static_cast<std::size_t>(found->second);
    }
    return std::nullopt;
}

std::vector<Establishment> read_establishments(const CsvFile& file, const Codes& codes, CompileReport& report) {
    const int phase = file.column("education_phase"), group = file.column("establishment_type_group");
    const int type = file.column("establishment_type"), pupils = file.column("number_of_pupils");
    std::vector<Establishment> establishments;
    for (std::size_t row = 0; row < file.rows(); ++row) {
        const auto neighbourhood = neighbourhood_of(file, row, codes);
        const Kind kind = kind_of(file, row, file.text(row, phase), file.text(row, group), file.text(row, type));
        const bool blank = file.cell(row, pupils).empty();
        const std::optional<int> roll = blank ? std::nullopt : std::optional(file.count(row, pupils));
        report.outside_gm += !neighbourhood;
        if (neighbourhood) establishments.push_back({*neighbourhood, kind, std::string(file.text(row, phase)), roll});
    }
    return establishments;
}

// Mean pupils on roll by published phase, over the schools of GM that give one.
std::map<std::string, double> mean_rolls(const std::vector<Establishment>& establishments) {
    std::map<std::string, std::pair<double, int>> sums;
    for (const Establishment& school : establishments) {
        if (!school.pupils) continue;
        sums[school.phase].first += *school.pupils;
        sums[school.phase].second += 1;
    }
    std::map<std::string, double> means;
    for (const auto& [phase, sum] : sums) means[phase] = sum.first / sum.second;
    return means;
}

void add_school(sim::Neighbourhood& place, bool primary, int pupils) {
    (primary ? place.primary_schools : place.secondary_schools) += 1;
    (primary ? place.primary_places : place.secondary_places) += pupils;
}

}  // namespace

void read_schools(const std::filesystem::path& folder, const Codes& codes, sim::Geography& geography,
                  CompileReport& report) {
    const LoadedCsv loaded(folder / "schools_gias_2025.csv");
    const std::vector<Establishment> establishments = read_establishments(loaded.csv, codes, report);
    std::map<std::string, double> means = mean_rolls(establishments);
    for (const Establishment& school : establishments) {
        sim::Neighbourhood& place = geography.neighbourhoods[school.neighbourhood];
        switch (school.kind) {
            case Kind::kPrimary:
            case Kind::kSecondary:
                add_school(place, school.kind == Kind::kPrimary,
                           school.pupils.value_or(static_cast<int>(std::lround(means[school.phase]))));
                report.schools += 1;
                report.rolls_filled += !school.pupils;
                break;
            case Kind::kCollege: place.colleges += 1, report.colleges += 1; break;
            case Kind::kUniversity: place.universities += 1, report.universities += 1; break;
            case Kind::kNursery: report.nurseries_left_out += 1; break;
            case Kind::kOther: report.others_left_out += 1; break;
        }
    }
}

}  // namespace concord::scenarios
