#include "scenarios/files/toml_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace {
// What the library asserts about a file it could not foresee (a file that ends in "[#") is an error in the file, not an
// end of the program.
struct Unforeseen : std::logic_error {
    using std::logic_error::logic_error;
};
[[noreturn]] void unforeseen(const char* claim) { throw Unforeseen(claim); }
}  // namespace
#undef NDEBUG  // with it the library would go on after what it asserts
#define TOML_ASSERT(claim) ((claim) ? static_cast<void>(0) : unforeseen(#claim))
#include <toml++/toml.h>

#include "scenarios/files/input_error.h"
#include "scenarios/files/text_checks.h"
#include "scenarios/files/toml_depth.h"

namespace concord::scenarios {
namespace {

TomlNode converted(const toml::node& node);

void convert_table(const toml::table& table, TomlNode& out) {
    for (const auto& [key, value] : table) {
        TomlEntry entry;
        entry.key = key.str();
        entry.line = static_cast<int>(key.source().begin.line);
        entry.column = static_cast<int>(key.source().begin.column);
        entry.value = converted(value);
        out.entries.push_back(std::move(entry));
    }
    // The library sorts by name; people read from the top, and the first mistake should be the first one reported.
    std::sort(out.entries.begin(), out.entries.end(), [](const TomlEntry& a, const TomlEntry& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
}

void convert_date(const toml::date& date, TomlNode& out) {
    out.kind = TomlNode::Kind::kDate;
    out.date = sim::make_date(date.year, date.month, date.day);
}

TomlNode converted(const toml::node& node) {
    TomlNode out;
    out.line = static_cast<int>(node.source().begin.line);
    out.column = static_cast<int>(node.source().begin.column);
    if (const auto* table = node.as_table()) {
        convert_table(*table, out);
    } else if (const auto* array = node.as_array()) {
        out.kind = TomlNode::Kind::kArray;
        for (const toml::node& item : *array) out.items.push_back(converted(item));
    } else if (const auto* text = node.as_string()) {
        out.kind = TomlNode::Kind::kText;
        out.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        out.kind = TomlNode::Kind::kNumber;
        out.number = static_cast<double>(integer->get());
        out.whole = true;
    } else if (const auto* number = node.as_floating_point()) {
        out.kind = TomlNode::Kind::kNumber;
        out.number = number->get();
    } else if (const auto* truth = node.as_boolean()) {
        out.kind = TomlNode::Kind::kTruth;
        out.truth = truth->get();
    } else if (const auto* date = node.as_date()) {
        convert_date(date->get(), out);
    } else {
        out.kind = TomlNode::Kind::kOther;
    }
    return out;
}

// Escapes in quoted keys and texts can make characters that the file itself does not show.
void require_plain(const std::string& file, const TomlNode& node) {
    const auto require = [&](std::string_view text, int line, int column, std::string_view what) {
        try {
            require_plain_text(file, text);
        } catch (const InputError& error) {
            throw InputError(file, line, column, fmt::format("{} holds a {}", what, error.problem));
        }
    };
    require(node.text, node.line, node.column, "the text");
    for (const TomlNode& item : node.items) require_plain(file, item);
    for (const TomlEntry& entry : node.entries) {
        require(entry.key, entry.line, entry.column, "the key");
        require_plain(file, entry.value);
    }
}

bool has_unforeseen(std::string_view text) {
    try {
        static_cast<void>(toml::parse(text));
    } catch (const Unforeseen&) {
        return true;
    } catch (const toml::parse_error&) {
    }
    return false;
}

// An assertion knows no place. It fails as soon as the lines up to its own are there, so the first such number of lines
// is searched for, by halves.
int line_of_unforeseen(std::string_view text) {
    std::vector<std::size_t> ends;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1))
        ends.push_back(end + 1);
    const auto first = std::partition_point(ends.begin(), ends.end(),
                                            [&](std::size_t end) { return !has_unforeseen(text.substr(0, end)); });
    return static_cast<int>(first - ends.begin()) + 1;
}

}  // namespace

const TomlEntry* TomlNode::find(std::string_view key) const {
    for (const TomlEntry& entry : entries)
        if (entry.key == key) return &entry;
    return nullptr;
}

TomlNode parse_toml(const std::string& file, std::string_view text) {
    require_plain_text(file, text);
    require_shallow(file, text);
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        throw InputError(file, 0, 0, "the file is empty; a scenario starts with format = 1");
    try {
        const toml::table table = toml::parse(text, file);
        TomlNode root = converted(table);
        require_plain(file, root);
        root.line = root.column = 1;
        return root;
    } catch (const toml::parse_error& error) {
        const auto begin = error.source().begin;
        throw InputError(file, static_cast<int>(begin.line), static_cast<int>(begin.column),
                         "not valid TOML: " + std::string(error.description()));
    } catch (const Unforeseen&) {
        throw InputError(file, line_of_unforeseen(text), 0,
                         "not valid TOML: a key or a table's name in [ ] is cut short or holds what no name may");
    }
}

std::string shown(const TomlNode& node) {
    switch (node.kind) {
        case TomlNode::Kind::kText: return '"' + node.text + '"';
        case TomlNode::Kind::kNumber: return fmt::format("{}", node.number);
        case TomlNode::Kind::kTruth: return node.truth ? "true" : "false";
        case TomlNode::Kind::kDate: return sim::to_iso(node.date);
        default: return std::string(kind_name(node.kind));
    }
}

std::string_view kind_name(TomlNode::Kind kind) {
    switch (kind) {
        case TomlNode::Kind::kTable: return "a table";
        case TomlNode::Kind::kArray: return "a list";
        case TomlNode::Kind::kText: return "text in quotes";
        case TomlNode::Kind::kNumber: return "a number";
        case TomlNode::Kind::kTruth: return "true or false";
        case TomlNode::Kind::kDate: return "a date";
        case TomlNode::Kind::kOther: return "a time of day";
    }
    return "a value";
}

}  // namespace concord::scenarios
