// What can be chosen while something is typed: choices, places, files, actions; and the list that shows them.
#pragma once

#include <string>
#include <vector>

#include "viz/explorer/screen/ui.h"

namespace concord::explorer {

struct Suggestion {
    std::string value;        // as the action takes it
    std::string shown, note;  // as people read it; what stands at the right
};

// For an argument of an action, as far as something is typed; `whole`: all of them, whatever is typed.
std::vector<Suggestion> suggestions(const Explorer& explorer, const ArgumentSpec& spec, const std::string& typed,
                                    bool whole = false);
// Places by name; all districts when nothing is typed.
std::vector<Suggestion> place_suggestions(const Explorer& explorer, const std::string& typed);

// One row is chosen: the arrow keys move it, `moved` tells by how much they were pressed in a text field. Returns the
// row that was clicked, -1 for none.
int choose_row(Ui& ui, const char* id, const std::vector<Suggestion>& rows, int& chosen, int moved, ImVec2 size);

// For ImGui's text fields (ImGuiInputTextFlags_CallbackHistory): counts Up and Down in an int.
int count_arrows(ImGuiInputTextCallbackData* data);

}  // namespace concord::explorer
