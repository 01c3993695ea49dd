// A TOML file as a plain tree that remembers where every entry stood, so that any later complaint can name line and
// column. The TOML library stays behind toml_tree.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/ground/calendar.h"

namespace concord::scenarios {

struct TomlEntry;

struct TomlNode {
    enum class Kind { kTable, kArray, kText, kNumber, kTruth, kDate, kOther };
    Kind kind = Kind::kTable;
    int line = 1, column = 1;
    std::string text;                // kText
    double number = 0;               // kNumber
    bool whole = false;              // kNumber: written as an integer
    bool truth = false;              // kTruth
    sim::Date date{};                // kDate
    std::vector<TomlNode> items;     // kArray
    std::vector<TomlEntry> entries;  // kTable, in the order of the file

    const TomlEntry* find(std::string_view key) const;  // nullptr when there is none
};

struct TomlEntry {
    std::string key;
    int line = 1, column = 1;  // of the key
    TomlNode value;
};

// Throws InputError for what is no UTF-8 text, holds no entry, or is no TOML (a key given twice, a date that does not
// exist, a string left open, ...).
TomlNode parse_toml(const std::string& file, std::string_view text);

// The value as a user would recognise it in a message: "all", 40, true, 2026-04-06, a table.
std::string shown(const TomlNode& node);
std::string_view kind_name(TomlNode::Kind kind);  // text in quotes, a number, ...

}  // namespace concord::scenarios
