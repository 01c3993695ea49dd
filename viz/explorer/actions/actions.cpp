#include "viz/explorer/actions/actions.h"

#include <algorithm>

namespace concord::explorer {
namespace {

std::vector<Action> make_table() {
    std::vector<Action> all;
    for (const auto& rows :
         {session_actions(), time_actions(), branch_actions(), lever_actions(), assumption_actions(),
          prediction_actions(), line_up_actions(), map_actions(), view_actions(), export_actions(), help_actions()})
        all.insert(all.end(), rows.begin(), rows.end());
    return all;
}

}  // namespace

const std::vector<Action>& action_table() {
    static const std::vector<Action> table = make_table();
    return table;
}

const std::vector<std::string_view>& menus() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> found;
        for (const Action& action : action_table())
            if (std::find(found.begin(), found.end(), action.menu) == found.end()) found.push_back(action.menu);
        return found;
    }();
    return names;
}

const Action& find_action(std::string_view name) { return find_action(action_table(), name); }

std::vector<ScriptLine> read_script(const std::filesystem::path& file, LastLine last) {
    return read_script(file, action_table(), last);
}

}  // namespace concord::explorer
