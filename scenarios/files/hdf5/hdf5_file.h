// HDF5 files that are netCDF-4 as well: dimension scales in the root group, variables over them, attributes. Small
// wrappers over the C API, which appears in one .cpp only. The library is entered by one thread at a time (one mutex
// for all files) and its own error printing is off: what fails is an exception that names the file and the variable.
//
// A finished file ends with a checksum (seal.h) that is verified before reading.
// The bytes of a file depend on what is written and in which order, never on when: object times are off.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace concord::scenarios::hdf5 {

enum class Type { kUInt8, kUInt16, kInt32, kUInt32, kInt64, kFloat32, kFloat64 };
template <class T>
inline constexpr Type kTypeOf = Type::kFloat64;
template <>
inline constexpr Type kTypeOf<std::uint8_t> = Type::kUInt8;
template <>
inline constexpr Type kTypeOf<std::uint16_t> = Type::kUInt16;
template <>
inline constexpr Type kTypeOf<std::int32_t> = Type::kInt32;
template <>
inline constexpr Type kTypeOf<std::uint32_t> = Type::kUInt32;
template <>
inline constexpr Type kTypeOf<std::int64_t> = Type::kInt64;
template <>
inline constexpr Type kTypeOf<float> = Type::kFloat32;

using AttributeValue = std::variant<std::string, std::int32_t, std::uint32_t, double>;
using Attributes = std::vector<std::pair<std::string, AttributeValue>>;

// A variable to be written: over which dimensions, in which type, how it is cut and squeezed. Missing cells of
// floating-point variables are NaN, of unsigned ones the largest value; CF's `_FillValue` says so. Packed variables
// (unsigned) hold (x - offset) / scale, rounded.
struct Variable {
    std::string name{};
    Type type = Type::kFloat32;
    std::vector<std::string> dimensions{};  // names of dimensions already defined
    bool chunk_by_row = false;              // one chunk per index of the first dimension; else one chunk in all
    int deflate = 3;                        // zlib level, with byte shuffling; 0: neither
    double scale = 0, offset = 0;           // scale > 0: CF packing
    bool may_miss = true;                   // has a `_FillValue`, which coordinates must not
    Attributes attributes{};
};

// Writes one file: built in memory, on disk when close() has returned. Without close(), and when the disk is full,
// nothing is left of it.
class Writer {
  public:
    explicit Writer(std::filesystem::path path);  // creates or replaces; throws std::runtime_error with the reason
    ~Writer();
    Writer(Writer&&) noexcept;

    // A group of the root. What is named `group/variable` is put into it, with dimensions of its own.
    void group(const std::string& name, const Attributes& attributes = {});

    // A dimension with its coordinate values: the size is the number of values, which must not be 0.
    void coordinate(const std::string& name, std::span<const std::string> values, const Attributes& attributes = {});
    void coordinate(const std::string& name, std::span<const std::int32_t> values, const Attributes& attributes = {});
    void coordinate(const std::string& name, std::span<const double> values, const Attributes& attributes = {});

    void define(const Variable& variable);
    // Texts over one dimension.
    void texts(const std::string& name, const std::string& dimension, std::span<const std::string> values,
               const Attributes& attributes = {});

    // Values of rows [first_row, first_row + rows) of the first dimension, in C order. Packed on the way if the
    // variable is. Throws std::logic_error if the number of values does not fit.
    void write_rows(const std::string& name, std::size_t first_row, std::size_t rows, std::span<const float> values);
    void write_rows(const std::string& name, std::size_t first_row, std::size_t rows, std::span<const double> values);
    void write(const std::string& name, std::span<const float> values);
    void write(const std::string& name, std::span<const double> values);
    void write(const std::string& name, std::span<const std::int32_t> values);
    void write(const std::string& name, std::span<const std::uint32_t> values);

    // Of the file itself when `variable` is empty.
    void attribute(const std::string& name, const AttributeValue& value, const std::string& variable = {});
    void close();  // throws std::runtime_error

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Files of ours carry a seal, checked before the HDF5 library sees them; it can crash on damaged bytes, so a file of
// another program is opened only in a process that may.
enum class Trust { kSealed, kForeign };

// Reads one file. Everything that is wrong with it is an InputError that names the file (and the variable).
class Reader {
  public:
    explicit Reader(std::filesystem::path path, Trust trust = Trust::kSealed);
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    const std::filesystem::path& path() const;
    // Variables and groups of a group, the root unless told, in the order they were made. A variable in a group is
    // `group/variable` to the other functions.
    std::vector<std::string> names(const std::string& group = ".") const;
    bool is_group(const std::string& name) const;
    bool has(const std::string& name) const;
    std::vector<std::size_t> shape(const std::string& name) const;
    std::vector<std::string> dimensions(
        const std::string& name) const;                       // names of its coordinates; "" where it has none
    std::vector<double> read(const std::string& name) const;  // unpacked; missing cells are NaN
    std::vector<double> read_rows(const std::string& name, std::size_t first_row, std::size_t rows) const;
    std::vector<std::string> texts(const std::string& name) const;
    bool has_attribute(const std::string& name, const std::string& variable = {}) const;
    std::string text(const std::string& name, const std::string& variable = {}) const;
    double number(const std::string& name, const std::string& variable = {}) const;
    [[noreturn]] void refuse(const std::string& problem) const;  // throws InputError for this file

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace concord::scenarios::hdf5
