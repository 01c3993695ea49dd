// What the reader refuses: files that are not whole, things that are not there, values of another kind; each by name.
#include <hdf5.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/hdf5/seal.h"
#include "scenarios/files/input_error.h"
#include "tests/support/scratch_folder.h"

namespace concord::scenarios::hdf5 {
namespace {

namespace fs = std::filesystem;

struct Folder : tests::ScratchFolder {
    fs::path file = path / "a.h5";
    // What is said of the file, without its name.
    template <class Use>
    std::string complaint(const Use& use) const {
        try {
            use(Reader(file, Trust::kForeign));
            return "accepted";
        } catch (const InputError& error) {
            CHECK(error.file == file.string());
            return error.problem;
        }
    }
};

// A file of another program: what `add` makes of it.
template <class Add>
void write_foreign(const fs::path& path, const Add& add) {
    const hid_t id = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
    add(id);
    H5Fclose(id);
}

void add_variable(hid_t file, const char* name, hid_t type, const std::vector<hsize_t>& shape) {
    const hid_t space =
        shape.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    H5Dclose(H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    H5Sclose(space);
}

void add_attribute(hid_t object, const char* name, hsize_t values, double value) {
    const hid_t space = H5Screate_simple(1, &values, nullptr);
    const hid_t id = H5Acreate2(object, name, H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, H5P_DEFAULT);
    const std::vector<double> all(values, value);
    H5Awrite(id, H5T_NATIVE_DOUBLE, all.data());
    H5Aclose(id);
    H5Sclose(space);
}

}  // namespace

TEST_CASE("A file that is not there, none of HDF5, unsealed or damaged is refused before it is read", "[hdf5]") {
    const Folder folder;
    const auto sealed = [&] { return Reader(folder.file); };
    const std::string name = folder.file.string();
    CHECK_THROWS_WITH(sealed(), name + ": no such file");
    fs::create_directory(folder.file);
    CHECK_THROWS_WITH(sealed(), name + ": no such file");
    fs::remove(folder.file);
    tests::write_text(folder.file, "plain text");
    CHECK_THROWS_WITH(sealed(), name + ": is not an HDF5 file, or only the start of one");
    write_foreign(folder.file, [](hid_t) {});
    CHECK_THROWS_WITH(sealed(), name + ": is not one of Concord's files, or was cut short: it does not end as they do");
    CHECK(Reader(folder.file, Trust::kForeign).names().empty());
    Writer writer(folder.file);
    writer.coordinate("x", std::vector<std::int32_t>{1, 2});
    writer.close();
    CHECK(sealed().path() == folder.file);
    std::string bytes = tests::text_of(folder.file);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
    tests::write_text(folder.file, bytes);
    CHECK_THROWS_WITH(sealed(), name + ": is damaged: its length or its checksum is wrong");
}

TEST_CASE("Variables are refused that are not there, of another kind, or too large to be ours", "[hdf5]") {
    const Folder folder;
    write_foreign(folder.file, [](hid_t id) {
        const hid_t fixed = H5Tcopy(H5T_C_S1);
        H5Tset_size(fixed, 4);
        add_variable(id, "letters", fixed, {2});
        H5Tclose(fixed);
        add_variable(id, "numbers", H5T_NATIVE_INT, {2, 3});
        add_variable(id, "one", H5T_NATIVE_DOUBLE, {});
        add_variable(id, "none", H5T_NATIVE_DOUBLE, {0});
        const std::vector<hsize_t> huge = {1u << 16, (1u << 15) + 1};
        const hid_t chunked = H5Pcreate(H5P_DATASET_CREATE), space = H5Screate_simple(2, huge.data(), nullptr);
        const std::vector<hsize_t> chunk = {1, 1024};
        H5Pset_chunk(chunked, 2, chunk.data());
        H5Dclose(H5Dcreate2(id, "huge", H5T_NATIVE_UINT8, space, H5P_DEFAULT, chunked, H5P_DEFAULT));
        H5Pclose(chunked), H5Sclose(space);
        H5Gclose(H5Gcreate2(id, "group", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    });
    using R = const Reader&;
    CHECK(folder.complaint([](R r) { r.read("absent"); }) == "has no variable absent");
    CHECK(folder.complaint([](R r) { r.shape("absent"); }) == "has no variable absent");
    CHECK(folder.complaint([](R r) { r.dimensions("absent"); }) == "has no variable absent");
    CHECK(folder.complaint([](R r) { r.texts("absent"); }) == "has no variable absent");
    CHECK(folder.complaint([](R r) { r.read("letters"); }) == "variable letters does not hold numbers");
    CHECK(folder.complaint([](R r) { r.texts("letters"); }) == "variable letters does not hold texts");
    CHECK(folder.complaint([](R r) { r.texts("numbers"); }) == "variable numbers does not hold texts");
    CHECK(folder.complaint([](R r) { r.read("group"); }) == "variable group is damaged");
    CHECK(folder.complaint([](R r) { r.names("absent"); }) == "has no group absent");
    CHECK(folder.complaint([](R r) { r.read("huge"); }) == "variable huge has an impossible size");
    CHECK(folder.complaint([](R r) { r.read_rows("numbers", 0, 3); }) == "variable numbers has too few rows");
    CHECK(folder.complaint([](R r) { r.read_rows("numbers", 2, 1); }) == "variable numbers has too few rows");
    const Reader reader(folder.file, Trust::kForeign);
    CHECK(reader.read_rows("numbers", 1, 1).size() == 3);
    CHECK(reader.read_rows("numbers", 2, 0).empty());
    CHECK(reader.read("one").size() == 1);
    CHECK(reader.read("none").empty());
    CHECK(reader.shape("one").empty());
    CHECK(reader.is_group("group"));
    CHECK_FALSE(reader.is_group("numbers"));
    CHECK_FALSE(reader.is_group("absent"));
    CHECK(reader.dimensions("numbers") == std::vector<std::string>{"", ""});
}

TEST_CASE("Attributes are refused that are not there, not one value, or of another kind", "[hdf5]") {
    const Folder folder;
    write_foreign(folder.file, [](hid_t id) {
        add_variable(id, "x", H5T_NATIVE_DOUBLE, {2});
        add_attribute(id, "pair", 2, 1);
        add_attribute(id, "single", 1, 0.5);
    });
    using R = const Reader&;
    CHECK(folder.complaint([](R r) { r.text("title"); }) == "has no attribute title");
    CHECK(folder.complaint([](R r) { r.number("units", "x"); }) == "has no attribute units of x");
    CHECK(folder.complaint([](R r) { r.number("units", "y"); }) == "has no variable y");
    CHECK(folder.complaint([](R r) { r.number("pair"); }) == "attribute pair is not a single value");
    CHECK(folder.complaint([](R r) { r.text("single"); }) == "attribute single is not a text");
    const Reader reader(folder.file, Trust::kForeign);
    CHECK(reader.number("single") == 0.5);
    CHECK(reader.has_attribute("pair"));
    CHECK_FALSE(reader.has_attribute("pair", "x"));
    CHECK_FALSE(reader.has_attribute("pair", "y"));
    Writer writer(folder.file);
    writer.attribute("title", std::string("a text"));
    writer.close();
    CHECK(folder.complaint([](R r) { r.number("title"); }) == "attribute title is not a number");
}

TEST_CASE("Packed values need all that unpacks them", "[hdf5]") {
    const Folder folder;
    const auto packed = [&](const std::vector<const char*>& with) {
        write_foreign(folder.file, [&](hid_t id) {
            add_variable(id, "x", H5T_NATIVE_UINT8, {2});  // two zeros
            const hid_t x = H5Dopen2(id, "x", H5P_DEFAULT);
            for (const char* name : with) add_attribute(x, name, 1, 3);
            H5Dclose(x);
        });
        return folder.complaint([](const Reader& r) { r.read("x"); });
    };
    CHECK(packed({"scale_factor"}) == "has no attribute add_offset of x");
    CHECK(packed({"scale_factor", "add_offset"}) == "has no attribute _FillValue of x");
    CHECK(packed({"scale_factor", "add_offset", "_FillValue"}) == "accepted");
    CHECK(Reader(folder.file, Trust::kForeign).read("x") == std::vector<double>{3, 3});  // 0 x 3 + 3
    CHECK(packed({"add_offset"}) == "accepted");
    CHECK(Reader(folder.file, Trust::kForeign).read("x") == std::vector<double>{0, 0});  // not packed at all
}

TEST_CASE("Variables keep their order and their dimensions, and the same bytes are written again", "[hdf5]") {
    const Folder folder;
    const auto write = [&] {
        Writer writer(folder.file);
        writer.coordinate("week", std::vector<double>{0.5, 1.5});
        writer.coordinate("area", std::vector<std::string>{"A", "B", "C"});
        writer.define({.name = "level", .type = Type::kFloat64, .dimensions = {"week", "area"}});
        writer.write("level", std::vector<double>{1, 2, 3, 4, 5, 6});
        writer.define({.name = "code", .type = Type::kUInt8, .dimensions = {"area"}, .scale = 1, .offset = 10});
        writer.write("code",
                     std::vector<double>{9, 264, 265});  // below, the last, and the one kept for what is missing
        writer.define({.name = "alone"});
        writer.write("alone", std::vector<double>{7});
        writer.close();
        return tests::text_of(folder.file);
    };
    const std::string first = write();
    CHECK(write() == first);
    const Reader reader(folder.file);
    CHECK(reader.names() == std::vector<std::string>{"week", "area", "level", "code", "alone"});
    CHECK(reader.dimensions("level") == std::vector<std::string>{"week", "area"});
    CHECK(reader.dimensions("code") == std::vector<std::string>{"area"});
    CHECK(reader.read("week") == std::vector<double>{0.5, 1.5});
    const auto code = reader.read("code");
    CHECK(std::isnan(code[0]));
    CHECK(code[1] == 264);
    CHECK(std::isnan(code[2]));
    CHECK(reader.number("_FillValue", "code") == 255);
    CHECK_FALSE(reader.has_attribute("_FillValue", "week"));  // a coordinate has no gaps
    CHECK(reader.read("alone") == std::vector<double>{7});
}

TEST_CASE("What does not fit is an error of the program, and an unfinished file is none", "[hdf5]") {
    const Folder folder;
    {
        Writer writer(folder.file);
        writer.coordinate("x", std::vector<std::int32_t>{1, 2, 3});
        writer.define({.name = "y", .dimensions = {"x"}});
        const std::string name = folder.file.string();
        CHECK_THROWS_WITH(writer.write("y", std::vector<double>{1, 2}), name + ": y takes 3 values, not 2");
        CHECK_THROWS_WITH(writer.write_rows("y", 2, 2, std::vector<double>{1, 2}), name + ": y takes 2 values, not 2");
        CHECK_THROWS_WITH(writer.write("z", std::vector<double>{1}), name + ": no variable z");
        CHECK_THROWS_WITH(writer.define({.name = "w", .dimensions = {"nowhere"}}), name + ": no variable nowhere");
    }
    CHECK_FALSE(fs::exists(folder.file));
    CHECK_THROWS_WITH(Writer(folder.path / "none" / "a.h5"), Catch::Contains("cannot be written: No such file"));
}

TEST_CASE("A seal is a mark, the length and FNV-1a over words of eight bytes, for files of any length", "[hdf5]") {
    const Folder folder;
    const auto sealed = [&](const std::string& text) {
        std::vector<std::byte> bytes;
        for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
        seal(bytes);
        return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    // Of nothing: the offset basis. Of one letter, filled up with zeros: the published FNV-1a of "a".
    CHECK(sealed("") == "CONCORD\n" + std::string(8, '\0') + "\x25\x23\x22\x84\xE4\x9C\xF2\xCB");
    CHECK(sealed("a").substr(17) == "\x8C\xEC\x01\x86\x4C\xDC\x63\xAF");
    CHECK(sealed("a").substr(9, 8) == std::string("\1\0\0\0\0\0\0\0", 8));
    for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{8}, std::size_t{9}, std::size_t{262143},
                                   std::size_t{262144}, std::size_t{262145}, std::size_t{600001}}) {
        INFO(size);
        std::string whole = sealed(std::string(size, 'x'));
        tests::write_text(folder.file, whole);
        CHECK(check_seal(folder.file) == Seal::kWhole);
        whole[size - 1] = 'y';
        tests::write_text(folder.file, whole);
        CHECK(check_seal(folder.file) == Seal::kBroken);
    }
    CHECK(check_seal(folder.path / "none") == Seal::kMissing);
}

}  // namespace concord::scenarios::hdf5
