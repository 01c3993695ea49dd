#include "viz/explorer/session/script_lines.h"

#include <fmt/format.h>

#include "scenarios/files/input_error.h"
#include "scenarios/files/input_file.h"
#include "scenarios/files/paths.h"
#include "scenarios/files/text_checks.h"

namespace concord::explorer {
namespace {

constexpr std::size_t kLargestScript = 1 << 20;  // bytes: thousands of lines

std::string read_script_text(const std::filesystem::path& file) {
    if (!scenarios::is_file(file)) throw scenarios::InputError(file.string(), 0, 0, "there is no such file");
    std::string text = scenarios::read_text(file, kLargestScript);
    if (text.size() > kLargestScript)
        throw scenarios::InputError(file.string(), 0, 0, "a script of more than 1 MiB is not read");
    return text;
}

void check(const std::string& line, std::span<const Action> actions) {
    const auto words = split_line(line);
    const Action& action = find_action(actions, words.front());
    std::size_t required = 0;
    for (const ArgumentSpec& spec : action.arguments) required += !spec.optional;
    const std::size_t given = words.size() - 1;
    if (given < required || given > action.arguments.size())
        throw std::invalid_argument(
            fmt::format("{}: {} arguments given; it is used so: {}", action.name, given, usage(action)));
}

}  // namespace

std::vector<ScriptLine> read_script(const std::filesystem::path& file, std::span<const Action> actions, LastLine last) {
    std::string text = read_script_text(file);
    if (last == LastLine::kMayBeCut) text.resize(text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1);
    scenarios::require_utf8(file.string(), text);
    std::vector<ScriptLine> lines;
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.pop_back();
        at = end + 1;
        ++number;
        if (const std::string problem = scenarios::problem_of_text(line); !problem.empty())
            throw scenarios::InputError(file.string(), number, 0, problem);
        try {
            if (split_line(line).empty()) continue;
            check(line, actions);
        } catch (const std::invalid_argument& problem) {
            throw scenarios::InputError(file.string(), number, 0, problem.what());
        }
        lines.push_back({number, std::move(line)});
    }
    if (lines.empty())
        throw scenarios::InputError(file.string(), 0, 0, "it holds no action; `concord explore --actions` lists them");
    return lines;
}

}  // namespace concord::explorer
