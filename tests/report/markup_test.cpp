// Nothing that is put into the page breaks out of its place, and nothing that runs or loads can be asked for.
#include "report/markup.h"

#include <catch2/catch.hpp>
#include <stdexcept>

namespace concord::report {

TEST_CASE("Text and values are escaped", "[report][markup]") {
    Markup html;
    html.element("p", "a < b & \"c\" > 'd'", {{"title", "\"><script>"}, {"hidden"}});
    CHECK(html.html() == "<p title=\"&quot;&gt;&lt;script&gt;\" hidden>a &lt; b &amp; &quot;c&quot; &gt; 'd'</p>\n");
}

TEST_CASE("Hidden characters and what is no UTF-8 are made visible", "[report][markup]") {
    Markup html;
    html.text(
        "a\u202Eb\xFF"
        "c\x07");
    CHECK(html.html() == "a\\u{202E}b\\xFFc\\x07");
}

TEST_CASE("Elements close at the end of their scope, the last opened first", "[report][markup]") {
    Markup html;
    {
        const Element list(html, "ul", {{"id", "a"}});
        const Element item(html, "li");
        html.element("strong", "b");
        html.text(" c");
    }
    html.empty_element("meta", {{"charset", "utf-8"}});
    CHECK(html.html() == "<ul id=\"a\"><li><strong>b</strong> c</li>\n</ul>\n<meta charset=\"utf-8\">\n");
}

TEST_CASE("What runs, loads or leads out of the page is refused", "[report][markup]") {
    Markup html;
    for (const char* name : {"script", "style", "iframe", "img", "link", "base", "object", "p onclick", "", "P"})
        CHECK_THROWS_AS(html.element(name, "text"), std::invalid_argument);
    for (const char* name : {"onclick", "onload", "style", "src", "srcset", "action", "a b", "a=b", ""})
        CHECK_THROWS_AS(html.element("p", "text", {{name, "value"}}), std::invalid_argument);
    for (const char* address : {"http://example.org", "javascript:alert(1)", "//example.org", "other.html", ""})
        CHECK_THROWS_AS(html.element("a", "text", {{"href", address}}), std::invalid_argument);
    CHECK_NOTHROW(html.element("a", "text", {{"href", "#here"}}));
}

TEST_CASE("The page's own style and script cannot end early", "[report][markup]") {
    Markup html;
    html.style_of_ours("p > a { color: red }");
    html.script_of_ours("if (1 < 2 && 3 > 2) {}");
    CHECK(html.html() == "<style>p > a { color: red }</style>\n<script>if (1 < 2 && 3 > 2) {}</script>\n");
    CHECK_THROWS_AS(html.style_of_ours("</style><p>"), std::invalid_argument);
    CHECK_THROWS_AS(html.script_of_ours("'<!--'"), std::invalid_argument);
}

}  // namespace concord::report
