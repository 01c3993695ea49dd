#include "viz/explorer/app/settings.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "scenarios/files/atomic_file.h"
#include "viz/explorer/actions/choices.h"

namespace concord::explorer {
namespace {

using nlohmann::json;

double number_in(const json& object, const char* key, double low, double high) {
    const double value = object.at(key).get<double>();
    if (!(value >= low && value <= high)) throw std::invalid_argument(fmt::format("{} = {}", key, value));
    return value;
}

std::array<double, kLayouts> shares(const json& object, const char* key, double most) {
    std::array<double, kLayouts> values{};
    const json& list = object.at(key);
    if (list.size() != values.size()) throw std::invalid_argument(key);
    for (std::size_t k = 0; k < values.size(); ++k) {
        values[k] = list[k].get<double>();
        if (!(values[k] >= 0 && values[k] <= most)) throw std::invalid_argument(fmt::format("{} = {}", key, values[k]));
    }
    return values;
}

Settings from_json(const json& object) {
    Settings settings;
    settings.theme = enum_of<ThemeChoice>(kThemeNames, object.at("theme").get<std::string>());
    settings.layout = enum_of<Layout>(kLayoutNames, object.at("layout").get<std::string>());
    settings.text_scale = number_in(object, "text_scale", 0.75, 3);
    settings.left_share = shares(object, "left_share", 0.45);
    settings.right_share = shares(object, "right_share", 0.6);
    settings.recent_files = object.at("recent_files").get<std::vector<std::string>>();
    settings.width = static_cast<int>(number_in(object, "width", 320, 16384));
    settings.height = static_cast<int>(number_in(object, "height", 240, 16384));
    return settings;
}

}  // namespace

Settings read_settings(const std::filesystem::path& file, std::string& problem) {
    problem.clear();
    std::ifstream in(file);
    if (!in) return {};
    try {
        return from_json(json::parse(in));
    } catch (const std::exception& error) {
        problem = fmt::format("{} could not be understood ({}): the window begins as new", file.string(), error.what());
        std::error_code ignored;
        std::filesystem::rename(file, file.string() + ".damaged", ignored);
        return {};
    }
}

void write_settings(const std::filesystem::path& file, const Settings& settings) {
    const json object = {{"theme", kThemeNames[static_cast<std::size_t>(settings.theme)]},
                         {"layout", kLayoutNames[static_cast<std::size_t>(settings.layout)]},
                         {"text_scale", settings.text_scale},
                         {"left_share", settings.left_share},
                         {"right_share", settings.right_share},
                         {"recent_files", settings.recent_files},
                         {"width", settings.width},
                         {"height", settings.height}};
    scenarios::write_text_file(file, object.dump(2) + "\n");
}

}  // namespace concord::explorer
