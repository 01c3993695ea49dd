#include "tests/support/html_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "scenarios/files/text.h"

namespace concord::tests {
namespace {

std::string unescaped(std::string_view text) {
    std::string out(text);
    for (const auto& [written, meant] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
        out = scenarios::replaced(out, written, meant);
    return out;
}

bool ends_itself(const std::string& name) { return name == "meta"; }
bool is_raw(const std::string& name) { return name == "style" || name == "script"; }

// What stands between < and >, read from `at` on.
class Tag {
  public:
    Tag(std::string_view html, std::size_t& at) : html_(html), at_(at) {
        ++at_;
        closes = html_[at_] == '/';
        if (closes) ++at_;
        element.name = word("=>/ \n");
        for (skip_spaces(); html_.at(at_) != '>'; skip_spaces()) {
            if (html_[at_] == '/') {
                whole = true;
                ++at_;
                continue;
            }
            const std::string name = word("=> /\n");
            if (name.empty() || element.has(name)) fail("an attribute has no name, or is there twice");
            element.attributes[name] = html_.at(at_) == '=' ? value() : "";
        }
        ++at_;
    }
    HtmlElement element;
    bool closes = false, whole = false;

  private:
    std::string word(const char* until) {
        const std::size_t begin = at_;
        at_ = std::min(html_.find_first_of(until, at_), html_.size());
        return std::string(html_.substr(begin, at_ - begin));
    }
    std::string value() {
        ++at_;
        if (html_.at(at_++) != '"') fail("a value is not quoted");
        const std::string text = word("\"");
        if (text.find('<') != std::string::npos) fail("a value holds <");
        ++at_;
        return unescaped(text);
    }
    void skip_spaces() {
        while (html_.at(at_) == ' ' || html_[at_] == '\n') ++at_;
    }
    [[noreturn]] void fail(const char* what) const {
        throw std::runtime_error(fmt::format("{}: ...{}", what, html_.substr(at_ < 40 ? 0 : at_ - 40, 80)));
    }

    std::string_view html_;
    std::size_t& at_;
};

}  // namespace

HtmlPage::HtmlPage(std::string_view html) {
    const std::string_view type = "<!doctype html>\n";
    if (html.substr(0, type.size()) != type) throw std::runtime_error("the page does not say that it is HTML");
    std::vector<int> open;
    const auto add_text = [&](const std::string& text) {
        for (const int element : open) elements_[static_cast<std::size_t>(element)].text += text;
    };
    for (std::size_t at = type.size(); at < html.size();) {
        if (html[at] != '<') {
            const std::size_t end = std::min(html.find('<', at), html.size());
            add_text(unescaped(html.substr(at, end - at)));
            at = end;
            continue;
        }
        Tag tag(html, at);
        if (tag.closes) {
            if (open.empty() || elements_[static_cast<std::size_t>(open.back())].name != tag.element.name)
                throw std::runtime_error(fmt::format("</{}> closes nothing", tag.element.name));
            open.pop_back();
            continue;
        }
        tag.element.parent = open.empty() ? -1 : open.back();
        const std::string name = tag.element.name;
        elements_.push_back(std::move(tag.element));
        if (tag.whole || ends_itself(name)) continue;
        open.push_back(static_cast<int>(elements_.size()) - 1);
        if (!is_raw(name)) continue;
        const std::size_t end = html.find("</", at);
        elements_.back().text = html.substr(at, end - at);
        at = end;
    }
    if (!open.empty()) throw std::runtime_error("an element is left open");
}

std::vector<const HtmlElement*> HtmlPage::named(std::string_view name) const {
    std::vector<const HtmlElement*> found;
    for (const HtmlElement& element : elements_)
        if (element.name == name) found.push_back(&element);
    return found;
}

std::vector<const HtmlElement*> HtmlPage::named(std::string_view name, const HtmlElement& ancestor) const {
    std::vector<const HtmlElement*> found = named(name);
    std::erase_if(found, [&](const HtmlElement* element) { return !is_within(*element, ancestor); });
    return found;
}

bool HtmlPage::is_within(const HtmlElement& element, const HtmlElement& ancestor) const {
    for (int at = element.parent; at >= 0; at = elements_[static_cast<std::size_t>(at)].parent)
        if (&elements_[static_cast<std::size_t>(at)] == &ancestor) return true;
    return false;
}

}  // namespace concord::tests
