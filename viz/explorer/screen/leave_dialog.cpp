// Leaving, when something is not saved.
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include "viz/explorer/screen/panels.h"

namespace concord::explorer {

void LeaveDialog::draw(Ui& ui) {
    if (ui.wants_leave && !open_) {
        if (ui.explorer().unsaved().empty())
            ui.act("quit");
        else
            open_ = true;
    }
    const bool fresh = ui.wants_leave;
    ui.wants_leave = false;
    ui.modal = ui.modal || open_;
    if (!open_) return;
    begin_on_top(ui, "leave", 32 * ui.em(), 0);
    ui.title("Leave Concord?");
    std::string all;
    const auto unsaved = ui.explorer().unsaved();
    for (std::size_t k = 0; k < unsaved.size(); ++k)
        all += (k == 0 ? "" : k + 1 == unsaved.size() ? " and " : ", ") + unsaved[k];
    ui.wrapped(fmt::format("Not saved as a file: {}.", all));
    ui.muted(
        fmt::format("The session's log is kept in {} and can be opened again.", ui.explorer().log().file().string()));
    ImGui::Spacing();
    const bool leave = ImGui::Button("Leave (Enter)") || (!fresh && ImGui::IsKeyPressed(GLFW_KEY_ENTER, false));
    const bool save = ui.button_beside("Save the branch shown…");
    const bool stay = ui.button_beside("Stay (Escape)") || (!fresh && ImGui::IsKeyPressed(GLFW_KEY_ESCAPE, false));
    if (leave) ui.act("quit");
    if (save) ui.ask(find_action("save_branch"));
    if (leave || save || stay) open_ = false;
    ImGui::End();
}

}  // namespace concord::explorer
