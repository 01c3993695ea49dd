#include "viz/explorer/session/action.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "scenarios/files/paths.h"
#include "scenarios/files/read_number.h"
#include "scenarios/files/text.h"
#include "scenarios/files/text_checks.h"
#include "viz/explorer/session/explorer.h"

namespace concord::explorer {
namespace {

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 20;
    std::string text;
    for (std::size_t k = 0; k < std::min(names.size(), kMost); ++k) text += (k ? ", " : "") + names[k];
    return names.size() > kMost ? fmt::format("{} and {} more", text, names.size() - kMost) : text;
}

// What was given is repeated as far as a message can hold it, and only if it can be shown.
[[noreturn]] void refuse(const Action& action, const ArgumentSpec& spec, const std::string& given,
                         const std::string& allowed) {
    constexpr std::size_t kMost = 60;
    const std::string shown = !scenarios::problem_of_text(given).empty() ? "?"
                              : given.size() > kMost                     ? fmt::format("{} bytes", given.size())
                                                                         : given;
    throw std::invalid_argument(fmt::format("{}: {} \"{}\": {}", action.name, spec.name, shown, allowed));
}

double read_number(const Action& action, const ArgumentSpec& spec, const std::string& word) {
    const std::optional<double> number = scenarios::read_number(word);
    if (!number || *number < spec.low || *number > spec.high)
        refuse(action, spec, word, fmt::format("expected a number from {:g} to {:g}", spec.low, spec.high));
    return *number;
}

std::string read_choice(const Action& action, const ArgumentSpec& spec, const std::string& word,
                        const Explorer& explorer) {
    const auto choices = spec.choices(explorer);
    if (std::find(choices.begin(), choices.end(), word) != choices.end()) return word;
    if (choices.empty()) refuse(action, spec, word, "there is nothing to choose from now");
    refuse(action, spec, word,
           fmt::format("the nearest is \"{}\"; allowed: {}",
                       scenarios::nearest_name(word, {choices.begin(), choices.end()}), listed(choices)));
}

// A code of any level, "gm", or a name that the search finds.
Place read_place(const Action& action, const ArgumentSpec& spec, const std::string& word, const Explorer& explorer) {
    if (word == "gm") return greater_manchester();
    const auto found = explorer.search().find(word, 1);
    if (found.empty())
        refuse(action, spec, word, "no place of Greater Manchester is called so; gm stands for all of it");
    return place_of(found.front().level, found.front().unit);
}

// A number of weeks, or a date of the open scenario: the first week that begins then or later.
double read_week(const Action& action, const ArgumentSpec& spec, const std::string& word, const Explorer& explorer) {
    int year = 0;
    unsigned month = 0, day = 0;
    char rest = 0;
    if (std::sscanf(word.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3)
        return read_number(action, spec, word);
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok()) refuse(action, spec, word, "there is no such day");
    for (int week = 0; week <= explorer.workspace().years() * sim::kWeeksPerYear; ++week)
        if (explorer.date_of(0) <= sim::Date(date) && sim::Date(date) <= explorer.date_of(week)) return week;
    refuse(action, spec, word, "this date lies outside the years of the scenario");
}

void check_text(const Action& action, const ArgumentSpec& spec, const std::string& word) {
    if (word.empty()) refuse(action, spec, word, "it is empty");
    if (const std::string problem = scenarios::problem_of_text(word); !problem.empty())
        refuse(action, spec, word, problem);
    if (word.size() > spec.longest)
        refuse(action, spec, word, fmt::format("at most {} bytes are allowed", spec.longest));
}

// Whatever the folder that the log is read from.
std::string whole_path(const std::string& word) { return std::filesystem::absolute(word).lexically_normal().string(); }

Value read_value(const Action& action, const ArgumentSpec& spec, const std::string& word, const Explorer& explorer) {
    check_text(action, spec, word);
    Value value{word, 0, {}};
    switch (spec.kind) {
        case ArgumentKind::kChoice: value.text = read_choice(action, spec, word, explorer); break;
        case ArgumentKind::kNumber: value.number = read_number(action, spec, word); break;
        case ArgumentKind::kWeek:
            value.number = read_week(action, spec, word, explorer);
            value.text = fmt::format("{:g}", value.number);
            break;
        case ArgumentKind::kPlace: value.place = read_place(action, spec, word, explorer); break;
        case ArgumentKind::kScenario:
            if (scenarios::is_file(word)) value.text = whole_path(word);
            break;
        case ArgumentKind::kReadFile: value.text = whole_path(word); break;
        case ArgumentKind::kText:
        case ArgumentKind::kWriteFile: break;
    }
    return value;
}

// Whether what is too much may have been meant as the last argument, a text.
bool takes_several_words(const Action& action, std::size_t words) {
    return words > action.arguments.size() && !action.arguments.empty() &&
           action.arguments.back().kind == ArgumentKind::kText;
}

}  // namespace

std::vector<std::string> Values::texts() const {
    std::vector<std::string> all;
    for (const Value& value : values_) all.push_back(value.text);
    return all;
}

const Action& find_action(std::span<const Action> table, std::string_view name) {
    std::vector<std::string> names;
    for (const Action& action : table) {
        if (action.name == name) return action;
        names.emplace_back(action.name);
    }
    throw std::invalid_argument(fmt::format("there is no action \"{}\"; the nearest is \"{}\"", name,
                                            scenarios::nearest_name(name, {names.begin(), names.end()})));
}

Values read_arguments(const Action& action, const std::vector<std::string>& words, const Explorer& explorer) {
    const auto required = static_cast<std::size_t>(
        std::count_if(action.arguments.begin(), action.arguments.end(), [](const auto& a) { return !a.optional; }));
    if (words.size() < required || words.size() > action.arguments.size())
        throw std::invalid_argument(fmt::format(
            "{}: {} arguments given; it is used so: {}{}", action.name, words.size(), usage(action),
            takes_several_words(action, words.size()) ? "; several words of one argument stand in quotes" : ""));
    Values values;
    for (std::size_t k = 0; k < words.size(); ++k)
        values.add(read_value(action, action.arguments[k], words[k], explorer));
    return values;
}

std::vector<std::string> split_line(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == ' ' || line[at] == '\t' || line[at] == '\r') {
            ++at;
            continue;
        }
        if (line[at] == '#') break;
        std::string word;
        const bool quoted = line[at] == '"';
        if (quoted) ++at;
        bool closed = !quoted;
        while (at < line.size()) {
            const char c = line[at];
            if (quoted && c == '"') {
                closed = true;
                ++at;
                break;
            }
            if (!quoted && (c == ' ' || c == '\t' || c == '\r')) break;
            if (quoted && c == '\\' && at + 1 < line.size()) ++at;
            word += line[at++];
        }
        if (!closed) throw std::invalid_argument(fmt::format("a quotation mark is left open at \"{}", word));
        words.push_back(std::move(word));
    }
    return words;
}

std::string line_of(const Action& action, const std::vector<std::string>& words) {
    std::string line(action.name);
    for (const std::string& word : words) {
        const bool plain = !word.empty() && word.find_first_of(" \t\r\n\"#\\") == std::string::npos;
        if (plain) {
            line.append(1, ' ').append(word);
            continue;
        }
        line += " \"";
        for (const char c : word) {
            if (c == '"' || c == '\\') line += '\\';
            line += c == '\n' || c == '\r' ? ' ' : c;
        }
        line += '"';
    }
    return line;
}

std::string usage(const Action& action) {
    std::string text(action.name);
    for (const ArgumentSpec& spec : action.arguments) {
        const std::string name = scenarios::upper(spec.name);
        text += spec.optional ? fmt::format(" [{}]", name) : fmt::format(" {}", name);
    }
    return text;
}

}  // namespace concord::explorer
