// concord-compile-table SOURCE_DIR OUT_DIR: makes the built-in table again from official files and prints what was
// decided on the way.
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "scenarios/files/input_error.h"
#include "scenarios/greater_manchester/table.h"
#include "scenarios/greater_manchester/table_compiler.h"

namespace {

void print(const concord::sim::Geography& geography, const concord::scenarios::CompileReport& report) {
    fmt::print("{} residents in {} neighbourhoods, {} areas, {} wards, {} districts\n", geography.total_residents(),
               geography.neighbourhoods.size(), geography.areas.size(), geography.wards.size(),
               geography.districts.size());
    fmt::print(
        "{} schools ({} blank rolls filled with their phase's mean), {} colleges, {} universities; left out: {} "
        "nurseries, {} of other types, {} outside GM\n",
        report.schools, report.rolls_filled, report.colleges, report.universities, report.nurseries_left_out,
        report.others_left_out, report.outside_gm);
    fmt::print(
        "commuting: exp(-{:.5f} km^{:.4f}); commuters in the right pair of districts {:.2f} %, of areas {:.2f} %; "
        "mean distance {:.2f} km observed, {:.2f} km fitted; log-likelihood a commuter {:.5f}\n",
        report.commuting.decay, report.commuting.power, 100 * report.commuting.share_by_district_pair,
        100 * report.commuting.share_by_area_pair, report.commuting.mean_km_observed, report.commuting.mean_km_fitted,
        report.commuting.log_likelihood_per_commuter);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        fmt::print(stderr, "usage: concord-compile-table SOURCE_DIR OUT_DIR\n");
        return 2;
    }
    try {
        concord::scenarios::CompileReport report;
        const auto geography = concord::scenarios::compile_geography(argv[1], &report);
        concord::scenarios::write_table(geography, argv[2]);
        print(geography, report);
        return 0;
    } catch (const concord::scenarios::InputError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
