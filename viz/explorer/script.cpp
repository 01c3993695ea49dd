#include "viz/explorer/script.h"

#include <fmt/format.h>

#include <fstream>

#include "scenarios/input_error.h"
#include "viz/explorer/actions.h"

namespace concord::explorer {
namespace {

constexpr std::size_t kLargestScript = 1 << 20;   // bytes: thousands of lines
constexpr double kLongestWait = 3600;             // seconds for one line's computation

std::string read_text(const std::filesystem::path& file) {
    if (!std::filesystem::is_regular_file(file)) throw scenarios::InputError(file.string(), 0, 0, "there is no such file");
    std::ifstream in(file, std::ios::binary);
    std::string text(kLargestScript + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > kLargestScript) throw scenarios::InputError(file.string(), 0, 0, "a script of more than 1 MiB is not read");
    if (in.bad()) throw scenarios::InputError(file.string(), 0, 0, "it cannot be read");
    if (text.find('\0') != std::string::npos) throw scenarios::InputError(file.string(), 0, 0, "it is no text");
    return text;
}

void check(const std::string& line) {
    const auto words = split_line(line);
    const Action& action = find_action(words.front());
    std::size_t required = 0;
    for (const ArgumentSpec& spec : action.arguments) required += !spec.optional;
    const std::size_t given = words.size() - 1;
    if (given < required || given > action.arguments.size())
        throw std::invalid_argument(fmt::format("{}: {} arguments given; it is used so: {}", action.name, given, usage(action)));
}

}  // namespace

std::vector<ScriptLine> read_script(const std::filesystem::path& file) {
    const std::string text = read_text(file);
    std::vector<ScriptLine> lines;
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line = text.substr(at, end - at);
        at = end + 1;
        ++number;
        try {
            if (split_line(line).empty()) continue;
            check(line);
        } catch (const std::invalid_argument& problem) {
            throw scenarios::InputError(file.string(), number, 0, problem.what());
        }
        lines.push_back({number, std::move(line)});
    }
    if (lines.empty()) throw scenarios::InputError(file.string(), 0, 0, "it holds no action; `concord explore --actions` lists them");
    return lines;
}

void play_script(const std::filesystem::path& file, const std::vector<ScriptLine>& lines, Explorer& explorer, const std::function<void()>& drawn) {
    for (const ScriptLine& line : lines) {
        try {
            explorer.perform_line(line.text);
        } catch (const std::invalid_argument& problem) {
            throw scenarios::InputError(file.string(), line.number, 0, problem.what());
        }
        // A clock that runs in a script would depend on the computer: play goes to the end.
        if (explorer.workspace().playing) explorer.perform("show_week", {std::to_string(explorer.workspace().years() * sim::kWeeksPerYear)});
        explorer.hush();
        if (!explorer.settle(kLongestWait)) throw scenarios::InputError(file.string(), line.number, 0, "its computation did not end within an hour");
        if (!explorer.frame().problem.empty()) throw scenarios::InputError(file.string(), line.number, 0, explorer.frame().problem);
        drawn();
        if (explorer.wishes().leave) return;
    }
}

}  // namespace concord::explorer
