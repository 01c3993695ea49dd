// Writes the sample report (tests/support/report_document.h) as HTML and, where a second file is named, as PDF: what
// report_page_test.py looks at.
#include <cstdio>
#include <exception>

#include "report/html.h"
#include "report/pdf.h"
#include "tests/support/report_document.h"

int main(int count, char** words) try {
    if (count < 2 || count > 3) {
        std::fputs("usage: report_sample FILE.html [FILE.pdf]\n", stderr);
        return 2;
    }
    concord::report::write_html(words[1], concord::tests::report_document());
    if (count == 3) {
        if (const auto problem = concord::report::print_pdf(words[1], words[2])) {
            std::fprintf(stderr, "%s\n", problem->c_str());
            return 1;
        }
    }
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
}
