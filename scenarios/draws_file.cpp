#include "scenarios/draws_file.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "scenarios/checked_table.h"
#include "scenarios/hdf5/hdf5_file.h"
#include "scenarios/input_error.h"
#include "scenarios/provenance.h"

namespace concord::scenarios {
namespace {

constexpr std::array<std::string_view, 4> kCoordinates = {"draw", "sample", "chain", "row"};
constexpr std::size_t kMostDraws = 1'000'000;

struct Column {
    std::string name;
    std::vector<double> values;   // unchecked
};

bool is_coordinate(const std::string& name) {
    return std::find(kCoordinates.begin(), kCoordinates.end(), name) != kCoordinates.end();
}

std::vector<Column> columns_of(const hdf5::Reader& file) {
    std::vector<Column> columns;
    for (const std::string& name : file.names()) {
        if (is_coordinate(name)) continue;
        const auto shape = file.shape(name);
        if (shape.size() != 1)
            file.refuse(fmt::format("variable {} has {} dimensions; each parameter needs one, over the draws", name, shape.size()));
        if (shape[0] > kMostDraws) file.refuse(fmt::format("variable {} has {} draws; at most {} are read", name, shape[0], kMostDraws));
        columns.push_back({name, file.read(name)});
    }
    return columns;
}

// What the child says, as CBOR: {"problem": text} or {"names": [...], "values": [bytes of doubles, ...]}.
void answer(int pipe, const std::filesystem::path& path) {
    nlohmann::json message;
    try {
        for (const Column& column : columns_of(hdf5::Reader(path, hdf5::Trust::kForeign))) {
            std::vector<std::uint8_t> bytes(column.values.size() * sizeof(double));
            if (!bytes.empty()) std::memcpy(bytes.data(), column.values.data(), bytes.size());
            message["names"].push_back(column.name);
            message["values"].push_back(nlohmann::json::binary(std::move(bytes)));
        }
        if (message.is_null()) message["names"] = nlohmann::json::array();
    } catch (const InputError& error) {
        message = {{"problem", error.problem}};
    } catch (const std::exception& error) {
        message = {{"problem", error.what()}};
    }
    const auto bytes = nlohmann::json::to_cbor(message);
    for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t n = ::write(pipe, bytes.data() + sent, bytes.size() - sent);
        if (n <= 0) return;
        sent += static_cast<std::size_t>(n);
    }
}

std::vector<std::uint8_t> read_all(int pipe) {
    std::vector<std::uint8_t> bytes;
    std::array<std::uint8_t, 65536> buffer{};
    for (ssize_t n = 0; (n = ::read(pipe, buffer.data(), buffer.size())) > 0;) bytes.insert(bytes.end(), buffer.begin(), buffer.begin() + n);
    return bytes;
}

std::vector<Column> read_apart(const std::filesystem::path& path) {
    const auto refuse = [&](const std::string& problem) { throw InputError(path.string(), 0, 0, problem); };
    constexpr unsigned kMostSeconds = 60;
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe could be made to read " + path.string());
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("no process could be made to read " + path.string());
    if (child == 0) {
        ::close(ends[0]);
        ::alarm(kMostSeconds);   // a damaged file must not hang us
        answer(ends[1], path);
        ::_exit(0);
    }
    ::close(ends[1]);
    const auto bytes = read_all(ends[0]);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) refuse("is damaged; the HDF5 library failed on it");
    const auto message = nlohmann::json::from_cbor(bytes, true, false);
    if (message.is_discarded()) refuse("is damaged; it could not be read");
    if (message.contains("problem")) refuse(message["problem"].get<std::string>());
    std::vector<Column> columns;
    for (std::size_t i = 0; i < message["names"].size(); ++i) {
        const auto& raw = message["values"][i].get_binary();
        columns.push_back({message["names"][i].get<std::string>(), std::vector<double>(raw.size() / sizeof(double))});
        if (!raw.empty()) std::memcpy(columns.back().values.data(), raw.data(), raw.size());
    }
    return columns;
}

}  // namespace

DrawsFile read_draws(const std::filesystem::path& path) {
    const auto refuse = [&](const std::string& problem) { throw InputError(path.string(), 0, 0, problem); };
    const auto columns = read_apart(path);
    if (columns.empty()) refuse("has no parameter; `concord describe parameters` lists their names");
    std::vector<std::string_view> names;
    for (const auto& info : sim::parameter_table()) names.push_back(info.name);
    DrawsFile draws;
    std::string digested;
    for (const Column& column : columns) {
        const sim::ParameterInfo* info = sim::find_parameter(column.name);
        if (info == nullptr) refuse(fmt::format("variable {} is no parameter{}", column.name, suggestion(column.name, names)));
        if (column.values.empty()) refuse(fmt::format("variable {} has no draws", column.name));
        if (draws.rows.empty()) draws.rows.assign(column.values.size(), sim::default_parameters());
        if (column.values.size() != draws.rows.size())
            refuse(fmt::format("variable {} has {} draws, {} has {}", column.name, column.values.size(), columns[0].name, draws.rows.size()));
        for (std::size_t row = 0; row < column.values.size(); ++row) {
            const double value = column.values[row];
            if (!(value >= info->low && value <= info->high))
                refuse(fmt::format("{} is {} in draw {}; allowed is {} to {}", column.name, value, row, info->low, info->high));
            sim::set(draws.rows[row], *info, value);
            fmt::format_to(std::back_inserter(digested), "{:x} ", std::bit_cast<std::uint64_t>(value));
        }
        draws.parameters.push_back(column.name);
    }
    draws.source = fmt::format("{} (checksum of values {})", path.filename().string(), checksum(digested));
    return draws;
}

}  // namespace concord::scenarios
