// Text reduced to what matters when names are compared. Part of the place search.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace concord::map {

// Lower case, accents taken off Latin letters, "&" as "and", "saint" as "st", apostrophes left out, other signs as
// single spaces, none at either end. Bytes that are not UTF-8 and letters of other scripts count as spaces.
std::string comparable(std::string_view text);

std::vector<std::string> words_of(std::string_view comparable_text);

// Fewest mistakes that turn `typed` into some beginning of `name`: a letter wrong, missing, too many, two swapped.
std::size_t mistakes_in_beginning(std::string_view typed, std::string_view name);

}  // namespace concord::map
