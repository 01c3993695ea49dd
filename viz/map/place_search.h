// Finding a place by typing its name: districts, wards, areas by the House of Commons Library's names, neighbourhoods
// by code or name. Small mistakes in spelling are forgiven.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/geography.h"
#include "viz/map/cells.h"

namespace concord::map {

struct FoundPlace {
    Level level = Level::kDistrict;
    int unit = 0;
    std::string name;  // with what it lies in: "Moss Side, Manchester"; "Bolton 005A (Sharples), Bolton"; "Wigan"
};

class PlaceSearch {
  public:
    explicit PlaceSearch(const sim::Geography& geography);

    // Best first, `most` at the most. Upper and lower case, accents, punctuation, "and" for "&" and "saint" for "st"
    // make no difference. In this order: the whole name; its beginning; words of the name and of its district begin so,
    // in any order; a name that begins so but for one mistake (four letters or more) or two (seven or more): a letter
    // wrong, missing, too many, or two swapped. Mistakes are forgiven in names of districts, wards and areas only.
    // Among equals larger units come first, then shorter names. Nothing for a query without letters or digits, or for
    // one like no name.
    std::vector<FoundPlace> find(std::string_view query, std::size_t most = 8) const;

  private:
    struct Entry {
        FoundPlace place;
        std::string name, code;          // as compared
        std::vector<std::string> words;  // of the name and of its district
    };

    void add(Level level, std::size_t unit, const std::string& name, const std::string& code, const std::string& within,
             const std::string& district);

    std::vector<Entry> entries_;
};

}  // namespace concord::map
