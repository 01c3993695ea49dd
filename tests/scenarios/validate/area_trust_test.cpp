// The file of trust by area with its lookup: what becomes of an area of 2011, and every refusal with its place.
#include "scenarios/validate/area_trust.h"

#include <catch2/catch.hpp>

#include "scenarios/files/input_error.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/test_geography.h"

namespace concord::validate {
namespace {

// Areas E02100000 to E02100003, two in each of two districts.
struct Files {
    tests::ScratchFolder folder;
    sim::Geography geography = sim::small_geography(2, 2, 1);

    void lookup(const std::string& rows) const {
        tests::write_text(folder / kAreaLookupFile, std::string("msoa11_code,msoa21_code\n").append(rows));
    }
    void trust(const std::string& rows) const {
        tests::write_text(folder / kAreaTrustFile, std::string("msoa11_code,msoa11_name,prop_trust\n").append(rows));
    }
    std::vector<AreaTrust> read() const { return read_area_trust(folder.path, geography); }
    std::string complaint() const {
        try {
            read();
            return "accepted";
        } catch (const scenarios::InputError& error) {
            return std::string(error.what()).substr(folder.path.string().size() + 1);
        }
    }
};

constexpr const char* kLookup = "OLD1,E02100000\nOLD2,E02100003\nOLD2,E02100002\n";

}  // namespace

TEST_CASE("An area keeps its name, its share as percent, what became of it and the district of that", "[area_trust]") {
    const Files files;
    files.lookup(kLookup);
    files.trust("OLD2,\"Two, Three\",0.613\nOLD1,One,0\nOLD2,Two again,1\n");
    const auto trust = files.read();
    REQUIRE(trust.size() == 3);
    CHECK(trust[0].name == "Two, Three");
    CHECK(trust[0].percent == Approx(61.3));
    CHECK(trust[0].areas == std::vector<int>{3, 2});  // in order of the lookup
    CHECK(trust[0].district == 1);
    CHECK(trust[1].areas == std::vector<int>{0});
    CHECK(trust[1].district == 0);
    CHECK(trust[1].percent == 0);
    CHECK(trust[2].percent == 100);
    files.trust("");
    CHECK(files.read().empty());
}

TEST_CASE("What is wrong with either file is told with its place", "[area_trust]") {
    const Files files;
    files.lookup(kLookup);
    files.trust("OLD1,One,0.5\nOLD1,One,1.01\n");
    CHECK(files.complaint() ==
          "social_trust_msoa11.csv:3:10: column 'prop_trust' (3 of 3): '1.01' is outside [0, 1]; a share is expected");
    files.trust("OLD1,One,-0.1\n");
    CHECK_THAT(files.complaint(), Catch::Contains("csv:2:10") && Catch::Contains("outside [0, 1]"));
    files.trust("OLD1,One,half\n");
    CHECK_THAT(files.complaint(), Catch::Contains("csv:2:10") && Catch::Contains("'half' is not a number"));
    files.trust("OLD9,Nine,0.5\n");
    CHECK(files.complaint() ==
          "social_trust_msoa11.csv:2:1: column 'msoa11_code' (1 of 3): 'OLD9' not in lookup_msoa11_msoa21.csv");
    files.trust("OLD1,,0.5\n");
    CHECK_THAT(files.complaint(), Catch::Contains("csv:2:6") && Catch::Contains("is empty"));
    tests::write_text(files.folder / kAreaTrustFile, "msoa11_code,name,prop_trust\nOLD1,One,0.5\n");
    CHECK_THAT(files.complaint(), Catch::Contains("column 'msoa11_name' is missing"));
    files.lookup("OLD1,E02100000\nOLD1,E02100004\n");
    CHECK(
        files.complaint() ==
        "lookup_msoa11_msoa21.csv:3:6: column 'msoa21_code' (2 of 2): 'E02100004' no area of the table has this code");
    std::filesystem::remove(files.folder / kAreaLookupFile);
    CHECK_THAT(files.complaint(), Catch::Contains("lookup_msoa11_msoa21.csv: cannot be opened"));
}

}  // namespace concord::validate
