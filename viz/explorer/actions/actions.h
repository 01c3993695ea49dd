// The one table of actions: it drives menus, shortcuts, the palette, help, scripts, the session log and tests. An
// action that is not in it does not exist. Its rows live in actions_*.cpp by subject.
#pragma once

#include <string_view>
#include <vector>

#include "viz/explorer/session/action.h"
#include "viz/explorer/session/script_lines.h"

namespace concord::explorer {

const std::vector<Action>& action_table();
// Menus in order.
const std::vector<std::string_view>& menus();

// Throws std::invalid_argument naming the nearest action.
const Action& find_action(std::string_view name);
// As read_script in session/script_lines.h, with this table.
std::vector<ScriptLine> read_script(const std::filesystem::path& file, LastLine last = LastLine::kWhole);

// The rows, by subject; in order of the menus.
std::vector<Action> session_actions();
std::vector<Action> time_actions();
std::vector<Action> branch_actions();
std::vector<Action> lever_actions();
std::vector<Action> assumption_actions();
std::vector<Action> prediction_actions();
std::vector<Action> line_up_actions();
std::vector<Action> map_actions();
std::vector<Action> view_actions();
std::vector<Action> export_actions();
std::vector<Action> help_actions();

}  // namespace concord::explorer
