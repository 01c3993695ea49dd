#include "scenarios/files/text_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace concord::scenarios {
namespace {

std::string escaped(const std::string& cell) {
    std::string out;
    for (const char c : cell) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

std::string markdown(const Table& table) {
    std::string out = "**" + table.title + "**\n\n";
    const auto line = [&](const std::vector<std::string>& cells) {
        out += '|';
        for (const auto& cell : cells) out.append(" ").append(escaped(cell)).append(" |");
        out += '\n';
    };
    line(table.columns);
    line(std::vector<std::string>(table.columns.size(), "---"));
    for (const auto& row : table.rows) line(row);
    return out + '\n';
}

// Columns as wide as their longest cell, but a last column that runs on.
std::string text(const Table& table) {
    std::vector<std::size_t> width(table.columns.size());
    const auto widen = [&](const std::vector<std::string>& cells) {
        for (std::size_t k = 0; k < cells.size(); ++k) width[k] = std::max(width[k], cells[k].size());
    };
    widen(table.columns);
    for (const auto& row : table.rows) widen(row);
    std::string out = table.title + "\n" + std::string(table.title.size(), '-') + "\n";
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t k = 0; k < cells.size(); ++k) {
            out += cells[k];
            if (k + 1 < cells.size()) out += std::string(width[k] - cells[k].size() + 2, ' ');
        }
        out += '\n';
    };
    line(table.columns);
    for (const auto& row : table.rows) line(row);
    return out + '\n';
}

std::string json(const std::vector<Table>& tables) {
    auto all = nlohmann::ordered_json::array();
    for (const auto& table : tables) {
        auto rows = nlohmann::ordered_json::array();
        for (const auto& row : table.rows) {
            auto object = nlohmann::ordered_json::object();
            for (std::size_t k = 0; k < row.size(); ++k) object[table.columns[k]] = row[k];
            rows.push_back(object);
        }
        all.push_back({{"title", table.title}, {"rows", rows}});
    }
    return all.dump(2) + "\n";
}

}  // namespace

std::string render(const std::vector<Table>& tables, Format format) {
    if (format == Format::kJson) return json(tables);
    std::string out;
    for (const auto& table : tables) out += format == Format::kMarkdown ? markdown(table) : text(table);
    return out;
}

}  // namespace concord::scenarios
