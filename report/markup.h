// HTML put together so that nothing can break out of its place: text and values of attributes are escaped, hidden
// characters are made visible, and what would run or load something (handlers, styles of an element, addresses outside
// the page) is refused. The only way past that is for what the program itself has drawn or brings along.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace concord::report {

struct Attribute {
    std::string_view name;
    std::string value{};  // empty for what is there or not: {"hidden"}
};
using Attributes = std::vector<Attribute>;

class Markup {
  public:
    void text(std::string_view text);
    // <name>text</name>
    void element(std::string_view name, std::string_view text, const Attributes& attributes = {});
    // <name>: what has no content and no end, such as meta.
    void empty_element(std::string_view name, const Attributes& attributes = {});

    // A picture of our own painter (viz/figure/export.h), as it is.
    void svg_of_ours(std::string_view svg);
    // The page's own <style> or <script>, as it is. Throws std::invalid_argument where `content` would end it early.
    void style_of_ours(std::string_view content);
    void script_of_ours(std::string_view content);

    const std::string& html() const { return out_; }

  private:
    friend class Element;
    void open(std::string_view name, const Attributes& attributes);
    void close(std::string_view name);
    void whole(std::string_view name, std::string_view content);
    std::string out_;
};

// An element with others inside it: open from here to the end of the scope.
class Element {
  public:
    Element(Markup& in, std::string_view name, const Attributes& attributes = {}) : in_(in), name_(name) {
        in_.open(name_, attributes);
    }
    ~Element() { in_.close(name_); }
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;

  private:
    Markup& in_;
    std::string name_;
};

}  // namespace concord::report
