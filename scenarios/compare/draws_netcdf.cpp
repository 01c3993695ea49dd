// Draws from HDF5 or netCDF-4: variables of the file itself, or of its group `posterior` as ArviZ writes it, over draws
// or over chains and draws. The HDF5 library can crash on damaged bytes, so another program's file is read by a child
// process.
#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "scenarios/compare/draws_columns.h"
#include "scenarios/files/child_process.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/input_error.h"

namespace concord::scenarios {
namespace {

constexpr const char* kGroup = "posterior";

struct ReadColumns {
    std::vector<DrawColumns::Column> columns;
    std::size_t draws_per_chain = 0;
};

std::vector<std::string> variables_of(const hdf5::Reader& file) {
    const bool grouped = file.is_group(kGroup);
    std::vector<std::string> variables;
    for (const std::string& name : file.names(grouped ? kGroup : ".")) {
        if (is_draw_coordinate(name)) continue;
        const std::string variable = grouped ? std::string(kGroup) + "/" + name : name;
        if (file.is_group(variable))
            file.refuse(fmt::format("{} is a group; draws are read from the file itself or from its group {}", variable,
                                    kGroup));
        variables.push_back(variable);
    }
    return variables;
}

ReadColumns columns_of(const hdf5::Reader& file) {
    ReadColumns read;
    for (const std::string& variable : variables_of(file)) {
        const auto shape = file.shape(variable);
        if (shape.empty() || shape.size() > 2)
            file.refuse(
                fmt::format("variable {} has {} dimensions; each parameter needs one (draw) or two (chain, draw)",
                            variable, shape.size()));
        const std::size_t draws = shape.back() * (shape.size() == 2 ? shape.front() : 1);
        if (draws > kMostDraws)
            file.refuse(fmt::format("variable {} has {} draws; at most {} are read", variable, draws, kMostDraws));
        const std::size_t per_chain = shape.size() == 2 ? shape.back() : 0;
        if (!read.columns.empty() && per_chain != read.draws_per_chain)
            file.refuse(fmt::format("variable {} is not cut into chains as {} is", variable, read.columns[0].name));
        read.draws_per_chain = per_chain;
        read.columns.push_back({variable.substr(variable.find('/') == std::string::npos ? 0 : variable.find('/') + 1),
                                file.read(variable)});
    }
    return read;
}

// What the child says, as CBOR: {"chain": draws, "names": [...], "values": [bytes of doubles, ...]}.
std::vector<std::uint8_t> answer(const std::filesystem::path& path) {
    const ReadColumns read = columns_of(hdf5::Reader(path, hdf5::Trust::kForeign));
    nlohmann::json message = {
        {"chain", read.draws_per_chain}, {"names", nlohmann::json::array()}, {"values", nlohmann::json::array()}};
    for (const DrawColumns::Column& column : read.columns) {
        std::vector<std::uint8_t> bytes(column.values.size() * sizeof(double));
        if (!bytes.empty()) std::memcpy(bytes.data(), column.values.data(), bytes.size());
        message["names"].push_back(column.name);
        message["values"].push_back(nlohmann::json::binary(std::move(bytes)));
    }
    return nlohmann::json::to_cbor(message);
}

nlohmann::json columns_from_child(const std::filesystem::path& path) {
    try {
        auto message = nlohmann::json::from_cbor(answer_of_child(path, [&] { return answer(path); }), true, false);
        if (message.is_discarded()) throw InputError(path.string(), 0, 0, "is damaged; it could not be read");
        return message;
    } catch (const InputError& error) {
        if (!error.problem.starts_with("is not an HDF5 file")) throw;
        throw InputError(path.string(), 0, 0, error.problem + "; draws as text need a name that ends in .csv");
    }
}

}  // namespace

DrawColumns draw_columns_of_netcdf(const std::filesystem::path& path) {
    const nlohmann::json message = columns_from_child(path);
    DrawColumns draws;
    draws.draws_per_chain = message["chain"].get<std::size_t>();
    for (std::size_t i = 0; i < message["names"].size(); ++i) {
        const auto& raw = message["values"][i].get_binary();
        draws.columns.push_back(
            {message["names"][i].get<std::string>(), std::vector<double>(raw.size() / sizeof(double))});
        if (!raw.empty()) std::memcpy(draws.columns.back().values.data(), raw.data(), raw.size());
    }
    draws.refuse = [path, per_chain = draws.draws_per_chain](std::size_t row, const std::string&,
                                                             const std::string& problem) {
        const std::string place = per_chain > 0 ? fmt::format("chain {}, draw {}", row / per_chain, row % per_chain)
                                                : fmt::format("draw {}", row);
        throw InputError(path.string(), 0, 0, fmt::format("{} (counted from 0): {}", place, problem));
    };
    return draws;
}

}  // namespace concord::scenarios
