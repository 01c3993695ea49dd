// Writes the workbook of workbook_sample.h for tests/end_to_end/report_workbook_test.py; exit code 1 with the reason if
// it cannot.
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "report/workbook.h"
#include "tests/support/workbook_sample.h"

int main(int count, char** arguments) {
    if (count != 2) {
        fmt::print(stderr, "usage: workbook_sample FILE\n");
        return 2;
    }
    try {
        concord::report::write_workbook(arguments[1], concord::tests::workbook_sample());
    } catch (const std::exception& problem) {
        fmt::print(stderr, "{}\n", problem.what());
        return 1;
    }
    return 0;
}
