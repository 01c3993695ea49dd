// What a method asks of its arguments, said in its name: `constexpr Requirement require("morris");` in its source, then
// `require(levels % 2 == 0, "levels must be even")` throws std::invalid_argument "morris: levels must be even".
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace concord::calibration {

class Requirement {
  public:
    explicit constexpr Requirement(std::string_view method) : method_(method) {}
    void operator()(bool met, std::string_view problem) const {
        if (met) return;
        std::string text(method_);
        if (!method_.empty()) text += ": ";
        throw std::invalid_argument(text.append(problem));
    }

  private:
    std::string_view method_;
};

}  // namespace concord::calibration
