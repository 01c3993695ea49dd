#include "viz/explorer/actions/help.h"

#include <fmt/format.h>

#include "viz/explorer/actions/actions.h"

namespace concord::explorer {

std::string help_text() {
    std::string text;
    for (const std::string_view menu : menus()) {
        text += fmt::format("{}{}\n", text.empty() ? "" : "\n", menu);
        for (const Action& action : action_table())
            if (action.menu == menu)
                text += fmt::format("  {:<44} {:<18} {}: {}\n", usage(action), action.shortcut, action.title,
                                    action.meaning);
    }
    return text;
}

}  // namespace concord::explorer
