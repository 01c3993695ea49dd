// What the map can show: every measure once.
#include "viz/explorer/session/indicators.h"

#include <catch2/catch.hpp>
#include <set>

#include "sim/measures/items.h"

using namespace concord;

TEST_CASE("Every indicator has a key and a title of its own; outcomes that are items stand there once") {
    std::set<std::string> keys, titles;
    for (const auto& indicator : explorer::indicators()) {
        INFO(indicator.key);
        CHECK(keys.insert(indicator.key).second);
        CHECK(titles.insert(indicator.title).second);
    }
    for (const auto& item : sim::kItemTable) CHECK(keys.contains(std::string(item.name)));
    for (const auto& outcome : sim::kOutcomeTable) CHECK(keys.contains(std::string(outcome.name)));
    CHECK(sim::is_item(sim::kOutcomeTable[sim::kOutcomeBelong]));
    CHECK_FALSE(sim::is_item(sim::kOutcomeTable[sim::kOutcomeCohesionIndex]));
}
