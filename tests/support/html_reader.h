// Enough of HTML to ask what a page of ours holds: elements in order, their attributes, the text within them. Throws
// std::runtime_error for what is not well-formed.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace concord::tests {

struct HtmlElement {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text;  // of it and all within it
    int parent = -1;   // in the page's list

    bool has(const std::string& attribute) const { return attributes.count(attribute) > 0; }
    std::string at(const std::string& attribute) const {
        const auto found = attributes.find(attribute);
        return found == attributes.end() ? "" : found->second;
    }
};

class HtmlPage {
  public:
    explicit HtmlPage(std::string_view html);

    const std::vector<HtmlElement>& elements() const { return elements_; }
    std::vector<const HtmlElement*> named(std::string_view name) const;
    // Those of the name within `ancestor`.
    std::vector<const HtmlElement*> named(std::string_view name, const HtmlElement& ancestor) const;
    bool is_within(const HtmlElement& element, const HtmlElement& ancestor) const;

  private:
    std::vector<HtmlElement> elements_;
};

}  // namespace concord::tests
