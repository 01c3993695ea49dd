// Text from people: names, notes, lines of scripts. It may hold any letters, but nothing that changes how other text is
// shown.
#pragma once

#include <string>
#include <string_view>

namespace concord::explorer {

// Why it may not be used: not UTF-8, a control character (tabulators may be), a mark that turns the direction of text
// round. Empty: it may.
std::string text_problem(std::string_view text);

}  // namespace concord::explorer
