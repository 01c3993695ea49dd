// The wrapper over HDF5: what is written comes back in every type, packed or not, and misuse is refused by name.
#include "scenarios/files/hdf5/hdf5_file.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "scenarios/files/hdf5/seal.h"
#include "scenarios/files/input_error.h"

namespace concord::scenarios::hdf5 {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

struct File {
    fs::path path = fs::temp_directory_path() / ("concord-hdf5-" + std::to_string(::getpid()) + ".h5");
    ~File() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
};

const std::vector<std::int32_t> kThree = {10, 20, 30};

}  // namespace

TEST_CASE("Numbers of every type come back, the missing ones as missing", "[hdf5]") {
    const File file;
    {
        Writer writer(file.path);
        writer.coordinate("x", kThree);
        for (const auto& [name, type] : {std::pair{"u8", Type::kUInt8},
                                         {"u16", Type::kUInt16},
                                         {"i32", Type::kInt32},
                                         {"u32", Type::kUInt32},
                                         {"i64", Type::kInt64},
                                         {"f32", Type::kFloat32},
                                         {"f64", Type::kFloat64}}) {
            writer.define({.name = name, .type = type, .dimensions = {"x"}});
            writer.write(name, std::vector<double>{1, 200, 7});
        }
        writer.define({.name = "gaps", .type = Type::kFloat64, .dimensions = {"x"}});
        writer.write("gaps", std::vector<double>{1, std::nan(""), 1e300});
        writer.define({.name = "never_written", .dimensions = {"x"}});
        writer.close();
    }
    const Reader reader(file.path);
    for (const char* name : {"u8", "u16", "i32", "u32", "i64", "f32", "f64"}) {
        INFO(name);
        CHECK(reader.read(name) == std::vector<double>{1, 200, 7});
    }
    const std::vector<double> gaps = reader.read("gaps");
    CHECK(gaps[0] == 1);
    CHECK(std::isnan(gaps[1]));
    CHECK(gaps[2] == 1e300);
    for (const double value : reader.read("never_written")) CHECK(std::isnan(value));
    CHECK(reader.read("x") == std::vector<double>{10, 20, 30});
}

TEST_CASE("Packed numbers come back to within half a step, the missing ones as missing", "[hdf5]") {
    const File file;
    {
        Writer writer(file.path);
        writer.coordinate("x", kThree);
        writer.define({.name = "percent", .type = Type::kUInt16, .dimensions = {"x"}, .scale = 0.002});
        writer.write("percent", std::vector<double>{0, 61.2345, std::nan("")});
        writer.define({.name = "change", .type = Type::kUInt16, .dimensions = {"x"}, .scale = 0.5, .offset = -100});
        writer.write("change", std::vector<double>{-100, -99.8, 12.3});
        writer.close();
    }
    const Reader reader(file.path);
    const std::vector<double> percent = reader.read("percent"), change = reader.read("change");
    CHECK(percent[0] == 0);
    CHECK(percent[1] == Approx(61.2345).margin(0.001));
    CHECK(std::isnan(percent[2]));
    CHECK(change[0] == -100);
    CHECK(change[1] == Approx(-100).margin(1e-9));  // nearest multiple of a half above -100
    CHECK(change[2] == Approx(12.5).margin(1e-9));
    CHECK(reader.number("scale_factor", "percent") == Approx(0.002));
    CHECK(reader.number("add_offset", "change") == -100);
}

TEST_CASE("Rows are written and read where they belong", "[hdf5]") {
    const File file;
    {
        Writer writer(file.path);
        writer.coordinate("row", kThree);
        writer.coordinate("column", std::vector<std::int32_t>{1, 2});
        writer.define({.name = "table", .type = Type::kFloat32, .dimensions = {"row", "column"}, .chunk_by_row = true});
        writer.write_rows("table", 2, 1, std::vector<float>{5, 6});
        writer.write_rows("table", 0, 2, std::vector<float>{1, 2, 3, 4});
        CHECK_THROWS_AS(writer.write_rows("table", 0, 2, std::vector<float>{1, 2, 3}), std::logic_error);
        CHECK_THROWS(writer.write("nothing", std::vector<double>{1}));
        writer.close();
    }
    const Reader reader(file.path);
    CHECK(reader.shape("table") == std::vector<std::size_t>{3, 2});
    CHECK(reader.read("table") == std::vector<double>{1, 2, 3, 4, 5, 6});
    CHECK(reader.read_rows("table", 1, 2) == std::vector<double>{3, 4, 5, 6});
    CHECK_THROWS_AS(reader.read_rows("table", 2, 2), InputError);
}

TEST_CASE("Texts and attributes come back as they were", "[hdf5]") {
    const File file;
    const std::vector<std::string> names = {"Bolton", "Ärger \"quoted\"", ""};
    {
        Writer writer(file.path);
        writer.attribute("title", std::string("A title, with ü"));
        writer.attribute("count", std::int32_t{-3});
        writer.attribute("seed", std::uint32_t{4294967295u});
        writer.attribute("share", 0.1);
        writer.coordinate("place", names, {{"long_name", std::string("where")}});
        writer.texts("note", "place", std::vector<std::string>{"a", "b", "c"});
        writer.close();
    }
    const Reader reader(file.path);
    CHECK(reader.text("title") == "A title, with ü");
    CHECK(reader.number("count") == -3);
    CHECK(reader.number("seed") == 4294967295.0);
    CHECK(reader.number("share") == 0.1);
    CHECK(reader.texts("place") == names);
    CHECK(reader.texts("note").at(2) == "c");
    CHECK(reader.text("long_name", "place") == "where");
    CHECK(reader.has("note"));
    CHECK_FALSE(reader.has("notes"));
    CHECK_FALSE(reader.has_attribute("long_name", "note"));
}

TEST_CASE("What is not there is refused with the file's name and its own", "[hdf5]") {
    const File file;
    {
        Writer writer(file.path);
        writer.coordinate("x", kThree);
        writer.close();
    }
    const Reader reader(file.path);
    const std::string name = file.path.filename().string();
    CHECK_THROWS_WITH(reader.read("y"), Contains(name) && Contains("y"));
    CHECK_THROWS_WITH(reader.texts("x"), Contains(name));
    CHECK_THROWS_WITH(reader.text("title"), Contains(name) && Contains("title"));
    CHECK_THROWS_WITH(reader.number("seed"), Contains(name) && Contains("seed"));
    CHECK_THROWS_WITH(reader.refuse("is of no use"), Contains(name) && Contains("is of no use"));
}

TEST_CASE("The seal tells a whole file from a damaged one and from one without", "[hdf5]") {
    const File file;
    {
        Writer writer(file.path);
        writer.coordinate("x", kThree);
        writer.close();
    }
    CHECK(check_seal(file.path) == Seal::kWhole);
    const auto size = fs::file_size(file.path);
    std::string bytes(size, '\0');
    std::ifstream(file.path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(size));
    const auto seal_of = [&](std::string changed) {
        std::ofstream(file.path, std::ios::binary | std::ios::trunc) << changed;
        return check_seal(file.path);
    };
    for (const std::size_t at : {std::size_t{0}, size / 3, size / 2, size - 25}) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK(seal_of(changed) == Seal::kBroken);
    }
    CHECK(seal_of(bytes.substr(0, size - 1)) == Seal::kMissing);   // the end is gone, the mark with it
    CHECK(seal_of(bytes.substr(8)) == Seal::kBroken);              // shorter than it says
    CHECK(seal_of(bytes.substr(0, size - 24)) == Seal::kMissing);  // as another program wrote it
    CHECK(seal_of("") == Seal::kMissing);
    CHECK(seal_of(bytes) == Seal::kWhole);
}

}  // namespace concord::scenarios::hdf5
