// One table of a scenario file with its allowed keys: reads values of the right type and range, and says in one
// sentence what is wrong, what is allowed, and which name was probably meant. The first mistake ends the reading.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/files/toml_tree.h"

namespace concord::scenarios {

class CheckedTable {
  public:
    // `title` names the table in messages: the file, [baseline], [[lever]] number 2. Throws InputError when the node is
    // no table or holds a key that is not allowed. The node must outlive this.
    CheckedTable(const std::string& file, const TomlNode& node, std::string title,
                 std::vector<std::string_view> allowed);

    const TomlNode* find(std::string_view key) const;  // nullptr when absent
    bool has(std::string_view key) const { return find(key) != nullptr; }
    // Throws InputError at the table when absent; `example` shows how to write the entry.
    const TomlNode& require(std::string_view key, std::string_view example) const;

    // Absent: empty or nullopt. Present and of the wrong type or out of range: InputError.
    std::string text(std::string_view key) const;
    std::string required_text(std::string_view key, std::string_view example) const;  // not blank
    std::string required_name(std::string_view key, std::string_view example) const;  // and fit for one (text_checks.h)
    std::optional<double> number(std::string_view key, double lowest, double highest) const;
    std::optional<int> integer(std::string_view key, int lowest, int highest) const;
    std::optional<bool> truth(std::string_view key) const;
    std::optional<sim::Date> date(std::string_view key) const;
    std::optional<int> weeks(std::string_view key, int highest) const;  // "26 weeks"
    std::vector<const TomlNode*> names(std::string_view key) const;     // a list of texts, not empty

    double number_of(const TomlNode& value, std::string_view key, double lowest, double highest) const;
    // "61%" -> 61; lowest and highest in percent, both allowed.
    double percent_of(const TomlNode& value, std::string_view key, double lowest, double highest) const;

    [[noreturn]] void fail(const TomlNode& at, const std::string& problem) const;
    [[noreturn]] void fail(const std::string& problem) const { fail(*node_, problem); }
    const std::string& file() const { return file_; }
    const TomlNode& node() const { return *node_; }
    const std::string& title() const { return title_; }

  private:
    std::string file_;
    const TomlNode* node_;
    std::string title_;
    std::vector<std::string_view> allowed_;

    void require_kind(const TomlNode& value, std::string_view key, TomlNode::Kind kind, std::string_view example) const;
};

// "A", "A or B", "A, B or C".
std::string either(const std::vector<std::string_view>& names, std::string_view last = "or");
// "; the nearest is NAME", or nothing when there are no names.
std::string suggestion(std::string_view name, const std::vector<std::string_view>& names);

}  // namespace concord::scenarios
