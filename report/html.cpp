#include "report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "report/html_figures.h"
#include "report/html_style.h"
#include "report/html_tables.h"
#include "report/markup.h"
#include "report/page_files.h"
#include "scenarios/files/atomic_file.h"

namespace concord::report {
namespace {

// Ids of the page's own have an underscore, which those of a document have not.
constexpr const char *kMain = "main_", *kContents = "contents_", *kFilter = "filter_";

std::string heading_of(const Section& section) { return section.id + "_title"; }

// A part before the first chapter is a chapter.
bool is_chapter(const Document& document, std::size_t k) { return k == 0 || document.sections[k].level <= 2; }

class Blocks {
  public:
    explicit Blocks(Markup& html) : html_(html) {}

    void operator()(const Paragraph& paragraph) {
        switch (paragraph.emphasis) {
            case Emphasis::kLead: html_.element("p", paragraph.text, {{"class", "lead"}}); break;
            case Emphasis::kNote: html_.element("p", paragraph.text, {{"class", "note"}}); break;
            case Emphasis::kPlain: html_.element("p", paragraph.text); break;
            case Emphasis::kWarning: {
                const Element warning(html_, "p", {{"class", "warning"}});
                html_.element("strong", "Important.");
                html_.text(fmt::format(" {}", paragraph.text));
            }
        }
    }
    void operator()(const Bullets& bullets) {
        const Element list(html_, bullets.numbered ? "ol" : "ul");
        for (const std::string& item : bullets.items) html_.element("li", item);
    }
    void operator()(const Terms& terms) {
        const Element list(html_, "dl");
        for (const auto& [term, meaning] : terms.terms) {
            const Element pair(html_, "div");
            html_.element("dt", term);
            html_.element("dd", meaning);
        }
    }
    void operator()(const Listing& listing) { html_.element("pre", listing.text, {{"class", "listing"}}); }
    void operator()(const Table& table) { add_table(html_, table, fmt::format("Table {}", ++tables_)); }
    void operator()(const Figure& figure) { add_figure(html_, figure, fmt::format("Figure {}", ++figures_)); }

  private:
    Markup& html_;
    int tables_ = 0, figures_ = 0;
};

void add_link(Markup& html, const Section& section) { html.element("a", section.title, {{"href", "#" + section.id}}); }

// Chapters, and the parts of each.
void add_contents(Markup& html, const Document& document) {
    const Element nav(html, "nav", {{"aria-labelledby", kContents}});
    html.element("h2", "Contents", {{"id", kContents}});
    const Element list(html, "ol");
    for (std::size_t k = 0; k < document.sections.size();) {
        const Element chapter(html, "li");
        add_link(html, document.sections[k++]);
        if (k == document.sections.size() || is_chapter(document, k)) continue;
        const Element parts(html, "ol");
        for (; k < document.sections.size() && !is_chapter(document, k); ++k) {
            const Element part(html, "li");
            add_link(html, document.sections[k]);
        }
    }
}

void add_choice(Markup& html, const std::string& of, const std::string& label, const std::string& all,
                const std::vector<std::string>& choices) {
    if (choices.empty()) return;
    const std::string id = kFilter + of;
    html.element("label", label, {{"for", id}});
    const Element select(html, "select", {{"id", id}, {"data-filter", of}});
    html.element("option", all, {{"value"}});
    for (const std::string& choice : choices) html.element("option", choice, {{"value", choice}});
}

// Without the script there is nothing to choose: it brings them to light.
void add_filters(Markup& html, const Document& document) {
    if (document.outcomes.empty() && document.districts.empty()) return;
    const Element filters(html, "div",
                          {{"class", "filters"},
                           {"id", "filters_"},
                           {"role", "region"},
                           {"aria-labelledby", "filters_title"},
                           {"hidden"}});
    html.element("h2", "Show in tables", {{"id", "filters_title"}});
    add_choice(html, "outcome", "Outcome", "All outcomes", document.outcomes);
    add_choice(html, "district", "District", "All districts", document.districts);
}

void add_sections(Markup& html, const Document& document) {
    Blocks blocks(html);
    std::optional<Element> chapter;
    for (std::size_t k = 0; k < document.sections.size(); ++k) {
        const Section& section = document.sections[k];
        std::optional<Element> part;
        Attributes attributes = {{"id", section.id}, {"aria-labelledby", heading_of(section)}};
        const bool opens = is_chapter(document, k);
        if (opens) attributes.push_back({"class", k == 0 ? "chapter first" : "chapter"});
        (opens ? chapter : part).emplace(html, "section", attributes);
        html.element(opens ? "h2" : "h3", section.title, {{"id", heading_of(section)}});
        for (const Block& block : section.blocks) std::visit(blocks, block);
    }
}

void add_foot(Markup& html, const Document& document) {
    const Element foot(html, "footer");
    if (!document.caveat.empty()) html.element("p", document.caveat, {{"class", "caveat"}});
    if (document.made_of.empty()) return;
    const Element list(html, "dl", {{"class", "made-of"}});
    for (const auto& [key, value] : document.made_of) {
        const Element pair(html, "div");
        html.element("dt", key);
        html.element("dd", value);
    }
}

void add_body(Markup& html, const Document& document) {
    const Element body(html, "body", document.brief ? Attributes{{"class", "brief"}} : Attributes{});
    html.element("a", "Skip to the report", {{"href", fmt::format("#{}", kMain)}, {"class", "skip"}});
    {
        const Element head(html, "header");
        html.element("h1", document.title);
        if (!document.subtitle.empty()) html.element("p", document.subtitle, {{"class", "subtitle"}});
    }
    {
        const Element columns(html, "div", {{"class", "columns"}});
        {
            const Element side(html, "div", {{"class", "side"}});
            add_contents(html, document);
            add_filters(html, document);
        }
        const Element main(html, "main", {{"id", kMain}, {"tabindex", "-1"}});
        add_sections(html, document);
    }
    add_foot(html, document);
    html.script_of_ours(kPageScript);
}

}  // namespace

std::string to_html(const Document& document) {
    if (const auto problems = check(document); !problems.empty())
        throw std::invalid_argument(fmt::format("the report cannot be written: {}", problems.front()));
    Markup body, head;
    add_body(body, document);
    const std::string style = page_style(document, body.html());
    {
        const Element open(head, "head");
        head.empty_element("meta", {{"charset", "utf-8"}});
        head.empty_element("meta", {{"http-equiv", "Content-Security-Policy"},
                                    {"content", fmt::format("default-src 'none'; style-src '{}'; script-src '{}'; "
                                                            "font-src data:; base-uri 'none'; form-action 'none'",
                                                            content_hash(style), content_hash(kPageScript))}});
        head.empty_element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
        head.element("title", document.title);
        head.style_of_ours(style);
    }
    Markup language;
    language.text(document.language);
    return fmt::format("<!doctype html>\n<html lang=\"{}\">\n{}{}</html>\n", language.html(), head.html(), body.html());
}

void write_html(const std::filesystem::path& path, const Document& document) {
    scenarios::write_text_file(path, to_html(document));
}

}  // namespace concord::report
