// How long the options report of a large comparison takes, and how much memory: five options, a thousand replicates, of
// made-up differences. A case of Catch2 that is run by hand: bench_report.
#include <fmt/format.h>
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <chrono>

#include "report/html.h"
#include "report/sections/sections.h"
#include "report/workbook.h"
#include "tests/scenarios/compare/made_comparison.h"

namespace concord::report {
namespace {

constexpr int kReplicates = 1000;

double seconds_of(const auto& work) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

}  // namespace

TEST_CASE("The report of five options and a thousand replicates", "[bench]") {
    tests::ScratchFolder folder;
    {
        const scenarios::MadeComparison made(scenarios::five_options(), kReplicates, scenarios::ParameterDraws::kPrior);
        scenarios::write_comparison(folder.path, made.comparison);
    }
    Inputs inputs;
    Document document;
    fmt::print("reading   {:6.2f} s\n", seconds_of([&] { inputs = read_inputs(folder.path); }));
    fmt::print("composing {:6.2f} s\n", seconds_of([&] { document = compose(inputs); }));
    fmt::print("HTML      {:6.2f} s\n", seconds_of([&] { write_html(folder / "report.html", document); }));
    fmt::print("XLSX      {:6.2f} s\n", seconds_of([&] { write_workbook(folder / "report.xlsx", document); }));
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    fmt::print("most memory, making the comparison included: {:.0f} MiB\n",
               static_cast<double>(usage.ru_maxrss) / 1024);
    CHECK(check(document).empty());
}

}  // namespace concord::report
