// The page on paper, or why not.
#include "report/pdf.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "report/html.h"
#include "tests/support/report_document.h"
#include "tests/support/scratch_folder.h"

namespace concord::report {

using Catch::Matchers::Contains, Catch::Matchers::StartsWith;

namespace {

namespace fs = std::filesystem;

// PATH as a test wants it, until its end.
class Path {
  public:
    explicit Path(const std::string& path) : before_(std::getenv("PATH")) { ::setenv("PATH", path.c_str(), 1); }
    ~Path() { ::setenv("PATH", before_.c_str(), 1); }
    Path(const Path&) = delete;
    Path& operator=(const Path&) = delete;

  private:
    std::string before_;
};

Document one_page() {
    Document document;
    document.title = "One page";
    document.sections.push_back({.id = "first", .title = "First", .blocks = {Paragraph{"Text."}}});
    return document;
}

void write_program(const fs::path& file, const std::string& script) {
    tests::write_text(file, "#!/bin/sh\n" + script);
    fs::permissions(file, fs::perms::owner_all);
}

}  // namespace

TEST_CASE("An installed Chromium prints the page with tags and bookmarks", "[report][pdf]") {
    const tests::ScratchFolder folder;
    const fs::path html = folder / "a page with 100 % #1 'name'?.html", pdf = folder / "printed.pdf";
    write_html(html, one_page());
    if (const auto problem = print_pdf(html, pdf)) {
        REQUIRE_THAT(*problem, Contains("neither Chromium nor WeasyPrint is installed"));
        WARN(*problem);
        return;
    }
    const std::string bytes = tests::text_of(pdf);
    CHECK_THAT(bytes, StartsWith("%PDF-") && Contains("/Outlines") && Contains("/MarkInfo"));
    CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 2);
}

TEST_CASE("Without a browser a sentence says so", "[report][pdf]") {
    const tests::ScratchFolder folder;
    const Path path(folder.path.string());
    CHECK_THAT(print_pdf(folder / "a.html", folder / "a.pdf").value_or(""),
               Contains("neither Chromium nor WeasyPrint is installed"));
    CHECK(fs::is_empty(folder.path));
}

TEST_CASE("A browser that fails, or writes nothing, or something else, leaves no file", "[report][pdf]") {
    const tests::ScratchFolder folder;
    fs::create_directory(folder / "bin");
    const Path path((folder / "bin").string() + ":/usr/bin:/bin");
    const fs::path program = folder / "bin/chromium", pdf = folder / "a.pdf";
    write_program(program, "echo first >&2; echo 'no \033[31mdisplay' >&2; exit 3\n");
    const std::string failed = print_pdf(folder / "a.html", pdf).value_or("");
    CHECK_THAT(failed, Contains("status 3") && Contains("no \\x1B[31mdisplay") && !Contains("first"));
    write_program(program, "exit 0\n");
    CHECK_THAT(print_pdf(folder / "a.html", pdf).value_or(""), Contains("was not made"));
    write_program(program,
                  "for word in \"$@\"; do case $word in --print-to-pdf=*) echo no > \"${word#*=}\";; esac; done\n");
    CHECK_THAT(print_pdf(folder / "a.html", pdf).value_or(""), Contains("wrote something else"));
    CHECK_FALSE(fs::exists(pdf));
}

TEST_CASE("What is printed goes where it should, from a folder that is gone afterwards", "[report][pdf]") {
    const tests::ScratchFolder folder;
    fs::create_directory(folder / "bin");
    const Path path((folder / "bin").string() + ":/usr/bin:/bin");
    write_program(folder / "bin/chromium",
                  "for word in \"$@\"; do case $word in --print-to-pdf=*) echo %PDF-1.4 $word > \"${word#*=}\";; esac; "
                  "done\n");
    CHECK(print_pdf(folder / "a.html", folder / "a.pdf") == std::nullopt);
    const std::string said = tests::text_of(folder / "a.pdf");
    CHECK_THAT(said, StartsWith("%PDF-1.4"));
    const std::string printed = said.substr(said.find('=') + 1, said.find('\n') - said.find('=') - 1);
    CHECK(fs::path(printed).filename() == "report.pdf");
    CHECK_FALSE(fs::exists(fs::path(printed).parent_path()));
    CHECK_THAT(print_pdf(folder / "a.html", folder / "none/a.pdf").value_or(""), Contains("none/a.pdf"));
}

}  // namespace concord::report
