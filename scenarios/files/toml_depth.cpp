#include "scenarios/files/toml_depth.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/files/input_error.h"

namespace concord::scenarios {
namespace {

// Walks over a text outside its strings and comments.
class DepthReader {
  public:
    DepthReader(const std::string& file, std::string_view text) : file_(file), text_(text) {}

    void read() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '#') {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (c == '"' || c == '\'') {
                pass_string(c);
            } else {
                count(c);
                ++at_;
            }
        }
    }

  private:
    // What the library does with such a character is undefined: it has no answer for most of them.
    void refuse_beyond_ascii() const {
        std::size_t end = at_ + 1;
        while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0u) == 0x80u) ++end;
        throw InputError(file_, line_, static_cast<int>(at_ - line_begin_) + 1,
                         fmt::format("not valid TOML: \"{}\" stands outside quotes, where only plain ASCII is allowed",
                                     text_.substr(at_, end - at_)));
    }

    void count(char c) {
        if (static_cast<unsigned char>(c) >= 0x80u) refuse_beyond_ascii();
        if (c == '[' || c == '{') ++depth_;
        if ((c == ']' || c == '}') && depth_ > 0) --depth_;
        // A number has one dot, a key as many as it has parts, less one.
        if (c == '.') ++dots_;
        if (std::string_view("=,[]{}\n").find(c) != std::string_view::npos) dots_ = 0;
        if (c == '\n') {
            ++line_;
            line_begin_ = at_ + 1;
        }
        if (depth_ > kDeepestNesting) refuse("brackets nest");
        if (dots_ >= kDeepestNesting) refuse("a dotted key goes");
    }

    [[noreturn]] void refuse(std::string_view what) const {
        throw InputError(file_, line_, static_cast<int>(at_ - line_begin_) + 1,
                         fmt::format("{} deeper than {} levels; a scenario needs four", what, kDeepestNesting));
    }

    // To behind the closing quote; an open string ends with its line (with three quotes: with the text).
    void pass_string(char quote) {
        const std::string three(3, quote);
        const bool long_string = text_.substr(at_, 3) == three;
        at_ += long_string ? 3 : 1;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (long_string && text_.substr(at_, 3) == three) {
                at_ += 3;
                return;
            }
            if (!long_string && (c == quote || c == '\n')) {
                at_ += c == quote ? 1 : 0;
                return;
            }
            if (c == '\n') {
                ++line_;
                line_begin_ = at_ + 1;
            }
            const bool escape = c == '\\' && quote == '"' && text_.substr(at_ + 1, 1) != "\n";
            at_ += escape ? 2 : 1;
        }
    }

    const std::string& file_;
    std::string_view text_;
    std::size_t at_ = 0, line_begin_ = 0;
    int line_ = 1, depth_ = 0, dots_ = 0;
};

}  // namespace

void require_shallow(const std::string& file, std::string_view text) { DepthReader(file, text).read(); }

}  // namespace concord::scenarios
