#include <fmt/format.h>

#include "scenarios/greater_manchester/official_files.h"

namespace concord::scenarios {
namespace {

// An area of 2011 is one area of 2021 or was split into several: shares of its residents at work and of its jobs.
struct Part {
    std::size_t area;
    double of_workers, of_jobs;
};
using Parts = std::unordered_map<std::string, std::vector<Part>>;  // by MSOA 2011 code

struct Totals {
    double workers, jobs;
};

// 2021 totals by area: how a split area's flows of 2011 are shared out. Also the share working outside GM.
std::vector<Totals> read_totals(const FileByCode& file, std::vector<sim::Area>& areas) {
    std::vector<Totals> totals;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const double own = file.count(i, "work_same_msoa"), elsewhere = file.count(i, "work_elsewhere_in_gm");
        const double outside = file.count(i, "work_uk_outside_gm");
        const double commuters = own + elsewhere + outside;
        areas[i].outside_gm = commuters > 0 ? outside / commuters : 0;
        totals.push_back({own + elsewhere, own + file.count(i, "workers_from_gm_excluding_own")});
    }
    return totals;
}

void normalise(std::vector<Part>& parts) {
    double workers = 0, jobs = 0;
    for (const Part& part : parts) {
        workers += part.of_workers;
        jobs += part.of_jobs;
    }
    const double equal = 1.0 / static_cast<double>(parts.size());
    for (Part& part : parts) {
        part.of_workers = workers > 0 ? part.of_workers / workers : equal;
        part.of_jobs = jobs > 0 ? part.of_jobs / jobs : equal;
    }
}

Parts read_parts(const CsvFile& file, const CodeIndex& areas, const std::vector<Totals>& totals) {
    const int old_code = file.column("msoa11_code"), new_code = file.column("msoa21_code");
    Parts parts;
    for (std::size_t row = 0; row < file.rows(); ++row) {
        const auto found = areas.find(std::string(file.text(row, new_code)));
        if (found == areas.end()) file.fail(row, new_code, fmt::format("is unknown: it is not in {}", kLookupFile));
        const auto area = static_cast<std::size_t>(found->second);
        auto& list = parts[std::string(file.text(row, old_code))];
        for (const Part& part : list)
            if (part.area == area) file.fail(row, new_code, "appears twice for the same area of 2011");
        list.push_back({area, totals[area].workers, totals[area].jobs});
    }
    for (auto& [code, list] : parts) normalise(list);
    return parts;
}

const std::vector<Part>& parts_of(const CsvFile& file, std::size_t row, int column, const Parts& parts) {
    const auto found = parts.find(std::string(file.text(row, column)));
    if (found == parts.end()) file.fail(row, column, "is unknown: it is not in lookup_msoa11_msoa21.csv");
    return found->second;
}

std::vector<double> read_flows(const CsvFile& file, const Parts& parts, std::size_t areas) {
    const int origin = file.column("origin_msoa11_code"), destination = file.column("dest_msoa11_code");
    const int commuters = file.column("count");
    std::vector<double> flows(areas * areas, 0.0);
    for (std::size_t row = 0; row < file.rows(); ++row) {
        const double count = file.count(row, commuters);
        for (const Part& home : parts_of(file, row, origin, parts))
            for (const Part& work : parts_of(file, row, destination, parts))
                flows[home.area * areas + work.area] += count * home.of_workers * work.of_jobs;
    }
    return flows;
}

}  // namespace

std::vector<double> read_commuting_flows(const std::filesystem::path& folder, const Codes& codes,
                                         sim::Geography& geography) {
    const std::size_t areas = geography.areas.size();
    const FileByCode totals_file(folder / "commute_totals_2021_msoa21.csv", "msoa21_code", codes.areas);
    const std::vector<Totals> totals = read_totals(totals_file, geography.areas);
    const LoadedCsv lookup(folder / "lookup_msoa11_msoa21.csv");
    const LoadedCsv flows_file(folder / "commute_flows_2011_msoa11.csv");
    std::vector<double> flows = read_flows(flows_file.csv, read_parts(lookup.csv, codes.areas, totals), areas);
    for (std::size_t i = 0; i < areas; ++i)
        for (std::size_t j = 0; j < areas; ++j) geography.areas[j].jobs += flows[i * areas + j];
    return flows;
}

}  // namespace concord::scenarios
