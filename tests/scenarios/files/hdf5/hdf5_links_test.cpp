// A file is read from itself alone: it can neither show the contents of another file nor send the reader to one.
#include <hdf5.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "scenarios/compare/draws_file.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/input_error.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios {
namespace {

namespace fs = std::filesystem;

// A folder with secret.bin (two doubles) and draws.h5, to which `add` brings what is not its own.
struct Folder : tests::ScratchFolder {
    template <class Add>
    fs::path file(Add add) const {
        const std::vector<double> secret = {0.25, 0.5};
        std::ofstream(path / "secret.bin", std::ios::binary).write(reinterpret_cast<const char*>(secret.data()), 16);
        const fs::path made = path / "draws.h5";
        const hid_t id = H5Fcreate(made.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
        add(id);
        H5Fclose(id);
        return made;
    }
};

hid_t two_values() {
    const hsize_t size = 2;
    return H5Screate_simple(1, &size, nullptr);
}

void own_variable(hid_t file, const char* name) {
    const std::vector<double> values = {0.25, 0.5};
    const hid_t space = two_values();
    const hid_t id = H5Dcreate2(file, name, H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    H5Dwrite(id, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(id);
    H5Sclose(space);
}

constexpr const char* kParameter = "fair_share";

TEST_CASE("Values that lie in another file are refused", "[hdf5]") {
    const Folder folder;
    const auto file = folder.file([&](hid_t id) {
        const hid_t creation = H5Pcreate(H5P_DATASET_CREATE), space = two_values();
        H5Pset_external(creation, (folder.path / "secret.bin").c_str(), 0, 16);
        H5Dclose(H5Dcreate2(id, kParameter, H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, creation, H5P_DEFAULT));
        H5Pclose(creation);
        H5Sclose(space);
    });
    CHECK_THROWS_WITH(hdf5::Reader(file, hdf5::Trust::kForeign).read(kParameter),
                      Catch::Contains("keeps its values in another file"));
    CHECK_THROWS_WITH(read_draws(file), Catch::Contains("keeps its values in another file"));
}

TEST_CASE("Links to another file or place are refused", "[hdf5]") {
    const Folder folder;
    const auto external = [&](hid_t id) {
        H5Lcreate_external("/etc/other.h5", "/x", id, kParameter, H5P_DEFAULT, H5P_DEFAULT);
    };
    const auto soft = [&](hid_t id) {
        own_variable(id, "mine");
        H5Lcreate_soft("/mine", id, kParameter, H5P_DEFAULT, H5P_DEFAULT);
    };
    const auto check = [&](const fs::path& file) {
        const hdf5::Reader reader(file, hdf5::Trust::kForeign);
        CHECK_THROWS_WITH(reader.read(kParameter), Catch::Contains("is a link to another place"));
        CHECK_THROWS_WITH(reader.names(), Catch::Contains("is a link to another place"));
        CHECK_THROWS_WITH(reader.has_attribute("units", kParameter), Catch::Contains("is a link to another place"));
        CHECK_THROWS_WITH(read_draws(file), Catch::Contains("is a link to another place"));
    };
    check(folder.file(external));
    check(folder.file(soft));
}

TEST_CASE("A link on the way to a variable is refused as well", "[hdf5]") {
    const Folder folder;
    const auto file = folder.file([&](hid_t id) {
        H5Gclose(H5Gcreate2(id, "group", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
        own_variable(id, "group/fair_share");
        H5Lcreate_soft("/group", id, "way", H5P_DEFAULT, H5P_DEFAULT);
    });
    const hdf5::Reader reader(file, hdf5::Trust::kForeign);
    CHECK(reader.read("group/fair_share") == std::vector<double>{0.25, 0.5});
    CHECK_THROWS_WITH(reader.read("way/fair_share"), Catch::Contains("is a link to another place"));
}

}  // namespace
}  // namespace concord::scenarios
