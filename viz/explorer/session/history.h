// Undo and redo of edits: levers, forks, names, guesses, assumptions. What is only shown (panels, map, text, clock) is
// no edit and stays as it is. Steps that belong to one gesture (a slider's drag) are one step.
#pragma once

#include <deque>
#include <string>

#include "viz/explorer/session/workspace.h"

namespace concord::explorer {

class History {
  public:
    // The action named `title` made `after` of `before`. A step with the same gesture (not empty) as the one before it
    // joins it.
    void did(const Workspace& before, const Workspace& after, std::string title, const std::string& gesture = {});
    void end_gesture() { gesture_.clear(); }

    bool can_undo() const { return !past_.empty(); }
    bool can_redo() const { return !future_.empty(); }
    const std::string& undo_title() const { return past_.back().title; }  // only when can_undo
    const std::string& redo_title() const { return future_.back().title; }
    // `now` with other edits, and shown what the edit had chosen to show. Throw std::invalid_argument when there is
    // nothing to do.
    Workspace undo(Workspace now);
    Workspace redo(Workspace now);

    static constexpr std::size_t kMostSteps = 1000;  // the oldest are forgotten

  private:
    struct Step {
        Edits edits;          // to go to
        Focus before, after;  // of the edit
        std::string title;
    };
    std::deque<Step> past_, future_;
    std::string gesture_;
};

}  // namespace concord::explorer
