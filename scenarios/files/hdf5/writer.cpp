#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

#include "scenarios/files/hdf5/library.h"
#include "scenarios/files/hdf5/memory_image.h"
#include "scenarios/files/hdf5/seal.h"
#include "scenarios/files/output_file.h"

namespace concord::scenarios::hdf5 {
namespace {

// One use of a dimension by a variable, as the HDF5 dimension scale specification stores it in REFERENCE_LIST.
struct ScaleUse {
    hobj_ref_t variable = 0;
    int dimension = 0;
    int unused = 0;  // keeps the padding zero, so that bytes repeat
};

struct Dataset {
    Id id;
    Variable definition;
    std::vector<hsize_t> shape;
};

double missing_value(Type type) {
    switch (type) {
        case Type::kUInt8: return std::numeric_limits<std::uint8_t>::max();
        case Type::kUInt16: return std::numeric_limits<std::uint16_t>::max();
        case Type::kUInt32: return std::numeric_limits<std::uint32_t>::max();
        case Type::kFloat32:
        case Type::kFloat64: return std::numeric_limits<double>::quiet_NaN();
        default: return 0;
    }
}

bool has_missing_value(Type type) { return type != Type::kInt32 && type != Type::kInt64; }

hsize_t product(std::span<const hsize_t> shape) {
    hsize_t total = 1;
    for (const hsize_t size : shape) total *= size;
    return total;
}

}  // namespace

struct Writer::Impl {
    explicit Impl(const std::filesystem::path& path_) : path(path_), output(path_) {}
    std::filesystem::path path;
    OutputFile output;
    MemoryImage image;
    Id file;  // closed before its image goes
    std::map<std::string, Dataset> datasets;
    std::map<std::string, std::vector<ScaleUse>> uses;  // by dimension
    std::vector<double> packed;

    [[noreturn]] void fail(const std::string& what) const {
        throw std::runtime_error(path.string() + ": cannot " + what + ": " + last_error());
    }
    Id checked(hid_t id, Id::Closer closer, const std::string& what) const {
        if (id < 0) fail(what);
        return {id, closer};
    }
    void check(herr_t status, const std::string& what) const {
        if (status < 0) fail(what);
    }
    Dataset& dataset(const std::string& name) {
        const auto found = datasets.find(name);
        if (found == datasets.end()) throw std::logic_error(path.string() + ": no variable " + name);
        return found->second;
    }

    Id creation_properties(const Variable& variable, const std::vector<hsize_t>& shape) const;
    void create(const Variable& variable, hid_t type, const std::vector<hsize_t>& shape);
    void make_scale(const std::string& name);
    void attach_scales(const Dataset& dataset);
    void write_scale_uses(const std::string& dimension, const std::vector<ScaleUse>& list);
    void write_attribute(hid_t object, const std::string& name, const AttributeValue& value);
    void write_attributes(const std::string& name, const Attributes& attributes);
    void write_cells(Dataset& dataset, hsize_t first_row, hsize_t rows, hid_t memory_type, const void* data,
                     std::size_t values);
    std::span<const double> pack(const Dataset& dataset, std::span<const double> values);
};

Id Writer::Impl::creation_properties(const Variable& variable, const std::vector<hsize_t>& shape) const {
    Id properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_obj_track_times(properties, false);
    H5Pset_attr_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    if (variable.deflate <= 0 || shape.empty() || product(shape) < 64) return properties;
    std::vector<hsize_t> chunk = shape;
    if (variable.chunk_by_row) chunk.front() = 1;
    H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data());
    H5Pset_shuffle(properties);
    H5Pset_deflate(properties, static_cast<unsigned>(variable.deflate));
    return properties;
}

void Writer::Impl::create(const Variable& variable, hid_t type, const std::vector<hsize_t>& shape) {
    const Id properties = creation_properties(variable, shape);
    const bool text = H5Tget_class(type) == H5T_STRING;
    const double missing = missing_value(variable.type);
    if (!text && variable.may_miss && has_missing_value(variable.type))
        check(H5Pset_fill_value(properties, H5T_NATIVE_DOUBLE, &missing), "set the missing value of " + variable.name);
    const Id space = checked(
        shape.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
        H5Sclose, "shape " + variable.name);
    Id id = checked(H5Dcreate2(file, variable.name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT),
                    H5Dclose, "create variable " + variable.name);
    if (!text && variable.may_miss && has_missing_value(variable.type)) {
        const Id scalar(H5Screate(H5S_SCALAR), H5Sclose);
        const Id attribute = checked(H5Acreate2(id, "_FillValue", type, scalar, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                                     "describe " + variable.name);
        check(H5Awrite(attribute, H5T_NATIVE_DOUBLE, &missing), "describe " + variable.name);
    }
    datasets[variable.name] = {std::move(id), variable, shape};
    write_attributes(variable.name, variable.attributes);
}

void Writer::Impl::make_scale(const std::string& name) {
    // Without its group.
    check(H5DSset_scale(dataset(name).id, name.substr(name.rfind('/') + 1).c_str()), "make " + name + " a dimension");
    uses[name];
}

// What H5DSattach_scale writes. That function rewrites the growing list of uses for every variable, with padding left
// to chance; here the list of a dimension is written once, when the file is closed, and its bytes repeat.
void Writer::Impl::attach_scales(const Dataset& variable) {
    const std::string& name = variable.definition.name;
    hobj_ref_t self = 0;
    check(H5Rcreate(&self, file, name.c_str(), H5R_OBJECT, -1), "refer to " + name);
    std::vector<hobj_ref_t> scales(variable.shape.size());
    std::vector<hvl_t> list(variable.shape.size());
    for (std::size_t i = 0; i < scales.size(); ++i) {
        const std::string& dimension = variable.definition.dimensions[i];
        check(H5Rcreate(&scales[i], file, dimension.c_str(), H5R_OBJECT, -1), "refer to " + dimension);
        list[i] = {1, &scales[i]};
        uses[dimension].push_back({self, static_cast<int>(i), 0});
    }
    const hsize_t rank = list.size();
    const Id space(H5Screate_simple(1, &rank, nullptr), H5Sclose);
    const Id type(H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose);
    const Id attribute = checked(H5Acreate2(variable.id, "DIMENSION_LIST", type, space, H5P_DEFAULT, H5P_DEFAULT),
                                 H5Aclose, "attach the dimensions of " + name);
    check(H5Awrite(attribute, type, list.data()), "attach the dimensions of " + name);
}

void Writer::Impl::write_scale_uses(const std::string& dimension, const std::vector<ScaleUse>& list) {
    if (list.empty()) return;
    const hsize_t count = list.size();
    const Id space(H5Screate_simple(1, &count, nullptr), H5Sclose);
    const Id type(H5Tcreate(H5T_COMPOUND, sizeof(ScaleUse)), H5Tclose);
    H5Tinsert(type, "dataset", HOFFSET(ScaleUse, variable), H5T_STD_REF_OBJ);
    H5Tinsert(type, "dimension", HOFFSET(ScaleUse, dimension), H5T_NATIVE_INT);
    const Id attribute =
        checked(H5Acreate2(dataset(dimension).id, "REFERENCE_LIST", type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                "list the uses of " + dimension);
    check(H5Awrite(attribute, type, list.data()), "list the uses of " + dimension);
}

void Writer::Impl::write_attribute(hid_t object, const std::string& name, const AttributeValue& value) {
    const std::string what = "write attribute " + name;
    const Id space(H5Screate(H5S_SCALAR), H5Sclose);
    const auto write = [&](hid_t type, const void* data) {
        if (H5Aexists(object, name.c_str()) > 0) H5Adelete(object, name.c_str());
        const Id attribute =
            checked(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, what);
        check(H5Awrite(attribute, type, data), what);
    };
    if (const auto* text = std::get_if<std::string>(&value)) {
        const char* pointer = text->c_str();
        write(text_type(), &pointer);
    } else if (const auto* integer = std::get_if<std::int32_t>(&value)) {
        write(H5T_NATIVE_INT32, integer);
    } else if (const auto* natural = std::get_if<std::uint32_t>(&value)) {
        write(H5T_NATIVE_UINT32, natural);
    } else {
        write(H5T_NATIVE_DOUBLE, &std::get<double>(value));
    }
}

void Writer::Impl::write_attributes(const std::string& name, const Attributes& attributes) {
    for (const auto& [key, value] : attributes) write_attribute(dataset(name).id, key, value);
}

void Writer::Impl::write_cells(Dataset& variable, hsize_t first_row, hsize_t rows, hid_t memory_type, const void* data,
                               std::size_t values) {
    std::vector<hsize_t> start(variable.shape.size(), 0), count = variable.shape;
    if (!count.empty()) {
        start[0] = first_row;
        count[0] = rows;
    }
    const std::string& name = variable.definition.name;
    if (product(count) != values || (!count.empty() && first_row + rows > variable.shape[0]))
        throw std::logic_error(path.string() + ": " + name + " takes " + std::to_string(product(count)) +
                               " values, not " + std::to_string(values));
    if (values == 0) return;
    const Id space(H5Dget_space(variable.id), H5Sclose);
    if (!count.empty()) H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr);
    const hsize_t flat = values;
    const Id memory(H5Screate_simple(1, &flat, nullptr), H5Sclose);
    check(H5Dwrite(variable.id, memory_type, memory, space, H5P_DEFAULT, data), "write " + name);
}

std::span<const double> Writer::Impl::pack(const Dataset& variable, std::span<const double> values) {
    const double scale = variable.definition.scale, offset = variable.definition.offset;
    const double missing = missing_value(variable.definition.type);
    packed.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double code = std::nearbyint((values[i] - offset) / scale);
        packed[i] = code >= 0 && code < missing ? code : missing;
    }
    return packed;
}

Writer::Writer(std::filesystem::path path) : impl_(std::make_unique<Impl>(path)) {
    const Lock lock;
    const Id creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation, false);
    H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);  // netCDF-4 keeps this order
    H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    const Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18);  // checksums on metadata; what netCDF-4 writes
    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
    impl_->check(impl_->image.attach(access), "create the file");
    impl_->file =
        impl_->checked(H5Fcreate(impl_->path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, "create the file");
}

Writer::~Writer() {
    if (!impl_) return;
    const Lock lock;
    impl_.reset();
}

Writer::Writer(Writer&&) noexcept = default;

void Writer::group(const std::string& name, const Attributes& attributes) {
    const Lock lock;
    const Id creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation, false);
    H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    const Id id = impl_->checked(H5Gcreate2(impl_->file, name.c_str(), H5P_DEFAULT, creation, H5P_DEFAULT), H5Gclose,
                                 "create group " + name);
    for (const auto& [key, value] : attributes) impl_->write_attribute(id, key, value);
}

void Writer::coordinate(const std::string& name, std::span<const std::string> values, const Attributes& attributes) {
    const Lock lock;
    const Id type = text_type();
    impl_->create({.name = name, .deflate = 0, .attributes = attributes}, type, {values.size()});
    impl_->make_scale(name);
    std::vector<const char*> pointers;
    for (const std::string& value : values) pointers.push_back(value.c_str());
    impl_->write_cells(impl_->dataset(name), 0, values.size(), type, pointers.data(), values.size());
}

void Writer::coordinate(const std::string& name, std::span<const std::int32_t> values, const Attributes& attributes) {
    const Lock lock;
    impl_->create({.name = name, .type = Type::kInt32, .deflate = 0, .attributes = attributes}, H5T_NATIVE_INT32,
                  {values.size()});
    impl_->make_scale(name);
    impl_->write_cells(impl_->dataset(name), 0, values.size(), H5T_NATIVE_INT32, values.data(), values.size());
}

void Writer::coordinate(const std::string& name, std::span<const double> values, const Attributes& attributes) {
    const Lock lock;
    impl_->create({.name = name, .type = Type::kFloat64, .deflate = 0, .may_miss = false, .attributes = attributes},
                  H5T_NATIVE_DOUBLE, {values.size()});
    impl_->make_scale(name);
    impl_->write_cells(impl_->dataset(name), 0, values.size(), H5T_NATIVE_DOUBLE, values.data(), values.size());
}

void Writer::define(const Variable& variable) {
    const Lock lock;
    std::vector<hsize_t> shape;
    for (const std::string& dimension : variable.dimensions) shape.push_back(impl_->dataset(dimension).shape.at(0));
    impl_->create(variable, native_type(variable.type), shape);
    if (!shape.empty()) impl_->attach_scales(impl_->dataset(variable.name));
    if (variable.scale > 0) {
        attribute("scale_factor", variable.scale, variable.name);
        attribute("add_offset", variable.offset, variable.name);
    }
}

void Writer::texts(const std::string& name, const std::string& dimension, std::span<const std::string> values,
                   const Attributes& attributes) {
    const Lock lock;
    const Id type = text_type();
    impl_->create({.name = name, .dimensions = {dimension}, .deflate = 0, .attributes = attributes}, type,
                  impl_->dataset(dimension).shape);
    impl_->attach_scales(impl_->dataset(name));
    std::vector<const char*> pointers;
    for (const std::string& value : values) pointers.push_back(value.c_str());
    impl_->write_cells(impl_->dataset(name), 0, values.size(), type, pointers.data(), values.size());
}

void Writer::write_rows(const std::string& name, std::size_t first_row, std::size_t rows,
                        std::span<const double> values) {
    const Lock lock;
    Dataset& dataset = impl_->dataset(name);
    const std::span<const double> cells = dataset.definition.scale > 0 ? impl_->pack(dataset, values) : values;
    impl_->write_cells(dataset, first_row, rows, H5T_NATIVE_DOUBLE, cells.data(), cells.size());
}

void Writer::write_rows(const std::string& name, std::size_t first_row, std::size_t rows,
                        std::span<const float> values) {
    const Lock lock;
    Dataset& dataset = impl_->dataset(name);
    if (dataset.definition.scale > 0) {
        const std::vector<double> wide(values.begin(), values.end());
        return write_rows(name, first_row, rows, std::span<const double>(wide));
    }
    impl_->write_cells(dataset, first_row, rows, H5T_NATIVE_FLOAT, values.data(), values.size());
}

namespace {
std::size_t all_rows(const std::vector<hsize_t>& shape) {
    return shape.empty() ? 1 : static_cast<std::size_t>(shape[0]);
}
}  // namespace

void Writer::write(const std::string& name, std::span<const float> values) {
    write_rows(name, 0, all_rows(impl_->dataset(name).shape), values);
}

void Writer::write(const std::string& name, std::span<const double> values) {
    write_rows(name, 0, all_rows(impl_->dataset(name).shape), values);
}

void Writer::write(const std::string& name, std::span<const std::int32_t> values) {
    const Lock lock;
    Dataset& dataset = impl_->dataset(name);
    impl_->write_cells(dataset, 0, all_rows(dataset.shape), H5T_NATIVE_INT32, values.data(), values.size());
}

void Writer::write(const std::string& name, std::span<const std::uint32_t> values) {
    const Lock lock;
    Dataset& dataset = impl_->dataset(name);
    impl_->write_cells(dataset, 0, all_rows(dataset.shape), H5T_NATIVE_UINT32, values.data(), values.size());
}

void Writer::attribute(const std::string& name, const AttributeValue& value, const std::string& variable) {
    const Lock lock;
    impl_->write_attribute(
        variable.empty() ? static_cast<hid_t>(impl_->file) : static_cast<hid_t>(impl_->dataset(variable).id), name,
        value);
}

void Writer::close() {
    const Lock lock;
    for (const auto& [dimension, list] : impl_->uses) impl_->write_scale_uses(dimension, list);
    for (auto& [name, dataset] : impl_->datasets) impl_->check(dataset.id.reset(), "finish variable " + name);
    impl_->check(impl_->file.reset(), "finish the file");
    std::vector<std::byte>& bytes = impl_->image.bytes();
    seal(bytes);
    impl_->output.write(bytes.data(), bytes.size());
    impl_->output.finish();
}

}  // namespace concord::scenarios::hdf5
