#include <algorithm>
#include <limits>

#include "scenarios/files/hdf5/library.h"
#include "scenarios/files/hdf5/seal.h"
#include "scenarios/files/input_error.h"

namespace concord::scenarios::hdf5 {
namespace {

// Refused before asking the library for memory: no file of ours holds a variable this large.
constexpr hsize_t kMostCells = hsize_t{1} << 31;

struct Names {
    std::vector<std::string> own, elsewhere;  // links to objects of the file; soft, external and user-defined links
};

herr_t collect_name(hid_t, const char* name, const H5L_info_t* link, void* names) {
    auto& found = *static_cast<Names*>(names);
    (link->type == H5L_TYPE_HARD ? found.own : found.elsewhere).emplace_back(name);
    return 0;
}

herr_t name_of_scale(hid_t, unsigned, hid_t scale, void* name) {
    std::string& found = *static_cast<std::string*>(name);
    found.resize(static_cast<std::size_t>(std::max<ssize_t>(0, H5Iget_name(scale, nullptr, 0))));
    H5Iget_name(scale, found.data(), found.size() + 1);
    found.erase(0, found.rfind('/') + 1);
    return 1;  // the first is enough
}

}  // namespace

struct Reader::Impl {
    std::filesystem::path path;
    Id file;

    [[noreturn]] void refuse(const std::string& problem) const { throw InputError(path.string(), 0, 0, problem); }
    Id checked(hid_t id, Id::Closer closer, const std::string& problem) const {
        if (id < 0) refuse(problem);
        return {id, closer};
    }
    bool has(const std::string& name) const {
        if (H5Lexists(file, name.c_str(), H5P_DEFAULT) <= 0) return false;
        require_own(name);
        return true;
    }
    [[noreturn]] void refuse_link(const std::string& name) const {
        refuse(name + " is a link to another place or file; only what the file itself holds is read");
    }
    // What a file names must lie in it: a link could lead to any file that the user may read.
    void require_own(const std::string& name) const {
        for (std::size_t end = name.find('/', 1); true; end = name.find('/', end + 1)) {
            H5L_info_t link{};
            const std::string part = name.substr(0, end);
            if (H5Lget_info(file, part.c_str(), &link, H5P_DEFAULT) >= 0 && link.type != H5L_TYPE_HARD)
                refuse_link(part);
            if (end == std::string::npos) return;
        }
    }
    void require_stored_here(hid_t id, const std::string& name) const {
        const Id creation = checked(H5Dget_create_plist(id), H5Pclose, "variable " + name + " is damaged");
        if (H5Pget_external_count(creation) != 0 || H5Pget_layout(creation) == H5D_VIRTUAL)
            refuse("variable " + name + " keeps its values in another file; only what the file itself holds is read");
    }
    Id dataset(const std::string& name) const {
        if (!has(name)) refuse("has no variable " + name);
        Id id = checked(H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "variable " + name + " is damaged");
        require_stored_here(id, name);
        return id;
    }
    std::vector<hsize_t> shape(hid_t id, const std::string& name) const {
        const Id space = checked(H5Dget_space(id), H5Sclose, "variable " + name + " is damaged");
        const int rank = H5Sget_simple_extent_ndims(space);
        if (rank < 0) refuse("variable " + name + " is damaged");
        std::vector<hsize_t> sizes(rank);
        H5Sget_simple_extent_dims(space, sizes.data(), nullptr);
        hsize_t cells = 1;
        for (const hsize_t size : sizes) {
            if (size > kMostCells || (cells *= size) > kMostCells)
                refuse("variable " + name + " has an impossible size");
        }
        return sizes;
    }
    Id attribute(const std::string& name, const std::string& variable) const;
    void unpack(const std::string& name, hid_t id, std::vector<double>& values) const;
};

Id Reader::Impl::attribute(const std::string& name, const std::string& variable) const {
    const std::string object = variable.empty() ? "." : variable;
    const std::string problem = "has no attribute " + name + (variable.empty() ? "" : " of " + variable);
    if (!variable.empty() && !has(variable)) refuse("has no variable " + variable);
    if (H5Aexists_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT) <= 0) refuse(problem);
    Id id = checked(H5Aopen_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose, problem);
    const Id space(H5Aget_space(id), H5Sclose);
    if (H5Sget_simple_extent_npoints(space) != 1) refuse("attribute " + name + " is not a single value");
    return id;
}

void Reader::Impl::unpack(const std::string& name, hid_t id, std::vector<double>& values) const {
    if (H5Aexists(id, "scale_factor") <= 0) return;
    const auto value_of = [&](const char* key) {
        double value = 0;
        if (H5Aread(attribute(key, name), H5T_NATIVE_DOUBLE, &value) < 0) refuse("cannot unpack variable " + name);
        return value;
    };
    const double scale = value_of("scale_factor"), offset = value_of("add_offset"), missing = value_of("_FillValue");
    for (double& value : values)
        value = value == missing ? std::numeric_limits<double>::quiet_NaN() : value * scale + offset;
}

Reader::Reader(std::filesystem::path path, Trust trust) : impl_(std::make_unique<Impl>()) {
    const Lock lock;
    impl_->path = std::move(path);
    std::error_code error;
    if (!std::filesystem::is_regular_file(impl_->path, error)) impl_->refuse("no such file");
    const Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
    if (H5Fis_hdf5(impl_->path.c_str()) <= 0) impl_->refuse("is not an HDF5 file, or only the start of one");
    const Seal found =
        trust == Trust::kForeign ? Seal::kWhole : check_seal(impl_->path);  // the library may crash on damaged bytes
    if (found == Seal::kMissing)
        impl_->refuse("is not one of Concord's files, or was cut short: it does not end as they do");
    if (found == Seal::kBroken) impl_->refuse("is damaged: its length or its checksum is wrong");
    impl_->file = impl_->checked(H5Fopen(impl_->path.c_str(), H5F_ACC_RDONLY, access), H5Fclose,
                                 "is damaged or was cut short; it cannot be read");
}

Reader::~Reader() {
    if (!impl_) return;
    const Lock lock;
    impl_.reset();
}

Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

const std::filesystem::path& Reader::path() const { return impl_->path; }
void Reader::refuse(const std::string& problem) const { impl_->refuse(problem); }

std::vector<std::string> Reader::names(const std::string& group) const {
    const Lock lock;
    const Id id = impl_->checked(H5Gopen2(impl_->file, group.c_str(), H5P_DEFAULT), H5Gclose, "has no group " + group);
    Names names;
    if (H5Literate(id, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, collect_name, &names) < 0) {
        names = {};
        if (H5Literate(id, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect_name, &names) < 0)
            impl_->refuse("is damaged: its variables cannot be listed");
    }
    if (!names.elsewhere.empty()) impl_->refuse_link(names.elsewhere.front());
    return names.own;
}

bool Reader::is_group(const std::string& name) const {
    const Lock lock;
    return impl_->has(name) && Id(H5Gopen2(impl_->file, name.c_str(), H5P_DEFAULT), H5Gclose).valid();
}

bool Reader::has(const std::string& name) const {
    const Lock lock;
    return impl_->has(name);
}

std::vector<std::size_t> Reader::shape(const std::string& name) const {
    const Lock lock;
    const std::vector<hsize_t> sizes = impl_->shape(impl_->dataset(name), name);
    return {sizes.begin(), sizes.end()};
}

std::vector<std::string> Reader::dimensions(const std::string& name) const {
    const Lock lock;
    const Id id = impl_->dataset(name);
    std::vector<std::string> names(impl_->shape(id, name).size());
    for (unsigned k = 0; k < names.size(); ++k)
        if (H5DSiterate_scales(id, k, nullptr, name_of_scale, &names[k]) < 0)
            impl_->refuse("variable " + name + " is damaged: its dimensions cannot be read");
    return names;
}

std::vector<double> Reader::read(const std::string& name) const {
    const std::vector<std::size_t> sizes = shape(name);
    return read_rows(name, 0, sizes.empty() ? 1 : sizes[0]);
}

std::vector<double> Reader::read_rows(const std::string& name, std::size_t first_row, std::size_t rows) const {
    const Lock lock;
    const Id id = impl_->dataset(name);
    const Id type(H5Dget_type(id), H5Tclose);
    if (H5Tget_class(type) != H5T_FLOAT && H5Tget_class(type) != H5T_INTEGER)
        impl_->refuse("variable " + name + " does not hold numbers");
    std::vector<hsize_t> count = impl_->shape(id, name), start(count.size(), 0);
    const Id space(H5Dget_space(id), H5Sclose);
    if (!count.empty()) {
        if (first_row + rows > count[0]) impl_->refuse("variable " + name + " has too few rows");
        start[0] = first_row;
        count[0] = rows;
        H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr);
    }
    hsize_t cells = 1;
    for (const hsize_t size : count) cells *= size;
    std::vector<double> values(cells);
    if (cells == 0) return values;
    const Id memory(H5Screate_simple(1, &cells, nullptr), H5Sclose);
    if (H5Dread(id, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values.data()) < 0)
        impl_->refuse("variable " + name + " is damaged: its values cannot be read");
    impl_->unpack(name, id, values);
    return values;
}

std::vector<std::string> Reader::texts(const std::string& name) const {
    const Lock lock;
    const Id id = impl_->dataset(name);
    const Id type(H5Dget_type(id), H5Tclose);
    if (H5Tis_variable_str(type) <= 0) impl_->refuse("variable " + name + " does not hold texts");
    const std::vector<hsize_t> sizes = impl_->shape(id, name);
    hsize_t cells = 1;
    for (const hsize_t size : sizes) cells *= size;
    std::vector<char*> pointers(cells, nullptr);
    const Id memory_type = text_type();
    if (H5Dread(id, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0)
        impl_->refuse("variable " + name + " is damaged: its texts cannot be read");
    std::vector<std::string> texts;
    for (const char* pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
    const Id space(H5Dget_space(id), H5Sclose);
    H5Dvlen_reclaim(memory_type, space, H5P_DEFAULT, pointers.data());
    return texts;
}

bool Reader::has_attribute(const std::string& name, const std::string& variable) const {
    const Lock lock;
    if (!variable.empty() && !impl_->has(variable)) return false;
    return H5Aexists_by_name(impl_->file, variable.empty() ? "." : variable.c_str(), name.c_str(), H5P_DEFAULT) > 0;
}

std::string Reader::text(const std::string& name, const std::string& variable) const {
    const Lock lock;
    const Id attribute = impl_->attribute(name, variable);
    const Id type(H5Aget_type(attribute), H5Tclose);
    if (H5Tis_variable_str(type) <= 0) impl_->refuse("attribute " + name + " is not a text");
    const Id memory_type = text_type();
    char* pointer = nullptr;
    if (H5Aread(attribute, memory_type, &pointer) < 0) impl_->refuse("attribute " + name + " cannot be read");
    std::string text = pointer == nullptr ? "" : pointer;
    H5free_memory(pointer);
    return text;
}

double Reader::number(const std::string& name, const std::string& variable) const {
    const Lock lock;
    const Id attribute = impl_->attribute(name, variable);
    const Id type(H5Aget_type(attribute), H5Tclose);
    double value = 0;
    if ((H5Tget_class(type) != H5T_FLOAT && H5Tget_class(type) != H5T_INTEGER) ||
        H5Aread(attribute, H5T_NATIVE_DOUBLE, &value) < 0)
        impl_->refuse("attribute " + name + " is not a number");
    return value;
}

}  // namespace concord::scenarios::hdf5
