// A boundary file (GeoJSON) for a made-up place of two neighbourhoods.
#include "tests/fuzz/fuzz.h"
#include "tests/support/test_geography.h"
#include "viz/boundaries/boundaries.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace concord;
    static const sim::Geography geography = sim::small_geography(1, 1, 2);
    fuzz::accepted([&] { map::parse_boundaries("fuzzed.geojson", fuzz::text_of(data, size), geography); });
    return 0;
}
