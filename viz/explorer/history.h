// Undo and redo: the workspaces before and after what the user did. Steps that belong to one gesture (a slider's drag, a pan
// of the map) are one step.
#pragma once

#include <deque>
#include <string>

#include "viz/explorer/workspace.h"

namespace concord::explorer {

class History {
  public:
    // `before` what the action named `title` changed. A step with the same gesture (not empty) as the one before it joins it.
    void did(Workspace before, std::string title, const std::string& gesture = {});
    void end_gesture() { gesture_.clear(); }

    bool can_undo() const { return !past_.empty(); }
    bool can_redo() const { return !future_.empty(); }
    const std::string& undo_title() const { return past_.back().title; }   // only when can_undo
    const std::string& redo_title() const { return future_.back().title; }
    // The workspace to go to; `now` is kept for the way back. Throw std::invalid_argument when there is nothing to do.
    Workspace undo(Workspace now);
    Workspace redo(Workspace now);

    static constexpr std::size_t kMostSteps = 1000;   // the oldest are forgotten

  private:
    struct Step {
        Workspace workspace;
        std::string title;
    };
    std::deque<Step> past_, future_;
    std::string gesture_;
};

}  // namespace concord::explorer
