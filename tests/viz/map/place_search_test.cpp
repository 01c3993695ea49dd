// Finding places by what people type.
#include "viz/map/place_search.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/viz/map/greater_manchester.h"
#include "viz/map/comparable_text.h"

using namespace concord;
using map::FoundPlace;
using map::Level;

namespace {

const map::PlaceSearch& places() {
    static const map::PlaceSearch search(built_in().geography);
    return search;
}

std::string first(std::string_view query) {
    const auto found = places().find(query);
    return found.empty() ? "" : found.front().name;
}

}  // namespace

TEST_CASE("Search: whole names, with the district they lie in") {
    CHECK(first("Moss Side") == "Moss Side, Manchester");
    CHECK(first("Wigan") == "Wigan");
    CHECK(places().find("Dunscar & Egerton").front().level == Level::kArea);
}

TEST_CASE("Search: what is found is what it says") {
    for (const FoundPlace& place : places().find("Levenshulme", 50)) {
        const auto unit = static_cast<std::size_t>(place.unit);
        const std::string& name = place.level == Level::kWard   ? built_in().geography.wards[unit].name
                                  : place.level == Level::kArea ? built_in().geography.areas[unit].name
                                                                : built_in().geography.neighbourhoods[unit].name;
        CHECK(place.name.find(name) == 0);
    }
}

TEST_CASE("Search: neighbourhoods by code and by name") {
    const auto by_code = places().find("e01004766");
    REQUIRE(by_code.size() == 1);
    CHECK(by_code[0].level == Level::kNeighbourhood);
    CHECK(built_in().geography.neighbourhoods[by_code[0].unit].code == "E01004766");
    CHECK(first("bolton 005a").find("Bolton 005A") == 0);
}

TEST_CASE("Search: case, accents, punctuation, and & or saint spelled out make no difference") {
    CHECK(first("mOSS sIDE") == "Moss Side, Manchester");
    CHECK(first("R\xC3\xB3"
                "chd\xC3\xA0"
                "le") == "Rochdale");
    CHECK(first("  dunscar and egerton!") == first("Dunscar & Egerton"));
    CHECK(first("saint marys") == first("St Mary's"));
    CHECK_FALSE(first("saint marys").empty());
}

TEST_CASE("Search: a beginning is enough, and larger places come first") {
    CHECK(first("man") == "Manchester");
    CHECK(first("roch") == "Rochdale");
    CHECK(first("sal") == "Salford");
    const auto found = places().find("manchester", 10);
    CHECK(std::none_of(found.begin(), found.end(),
                       [](const FoundPlace& place) { return place.level == Level::kNeighbourhood; }));
}

TEST_CASE("Search: words in any order, with the district's name among them") {
    CHECK(first("side moss") == "Moss Side, Manchester");
    CHECK(first("manchester moss side") == "Moss Side, Manchester");
}

TEST_CASE("Search: slips of the keyboard are forgiven") {
    CHECK(first("Rochdail") == "Rochdale");
    CHECK(first("Manchster") == "Manchester");
    CHECK(first("Stokcport") == "Stockport");
    CHECK(first("Wiggan") == "Wigan");
    CHECK(first("Levenshume") == "Levenshulme, Manchester");
    CHECK(first("Mos Side") == "Moss Side, Manchester");
}

TEST_CASE("Search: an exact beginning comes before a slip") {
    const auto found = places().find("bury", 20);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].name == "Bury");
}

TEST_CASE("Search: nothing for nothing, and nothing for nonsense") {
    for (const char* query :
         {"", "   ", "?", "'", "--", "xqzzk", "qwertyuiop", "99999", "E01zzz", "\xFF\xFE\xC3", "zz"})
        CHECK(places().find(query).empty());
    CHECK(places().find(std::string(100000, 'x')).empty());
    CHECK(places().find("bolton", 0).empty());
}

TEST_CASE("Search: no more than asked for") { CHECK(places().find("b", 5).size() == 5); }

TEST_CASE("Search: text made comparable") {
    CHECK(map::comparable("St. Mary\xE2\x80\x99s & \xC3\x89"
                          "t\xC3\xA9") == "st marys and ete");
    CHECK(map::comparable("e\xCC\x81"
                          "t") == "et");  // an accent that stands apart
    CHECK(map::mistakes_in_beginning("abcd", "acbdxyz") == 1);
    CHECK(map::mistakes_in_beginning("", "anything") == 0);
}
