#include "viz/explorer/history.h"

#include <stdexcept>

namespace concord::explorer {

void History::did(Workspace before, std::string title, const std::string& gesture) {
    future_.clear();
    const bool joins = !gesture.empty() && gesture == gesture_ && !past_.empty();
    gesture_ = gesture;
    if (joins) return;
    past_.push_back({std::move(before), std::move(title)});
    if (past_.size() > kMostSteps) past_.pop_front();
}

Workspace History::undo(Workspace now) {
    if (!can_undo()) throw std::invalid_argument("there is nothing to undo");
    gesture_.clear();
    Step step = std::move(past_.back());
    past_.pop_back();
    future_.push_back({std::move(now), std::move(step.title)});
    return std::move(step.workspace);
}

Workspace History::redo(Workspace now) {
    if (!can_redo()) throw std::invalid_argument("there is nothing to redo");
    gesture_.clear();
    Step step = std::move(future_.back());
    future_.pop_back();
    past_.push_back({std::move(now), std::move(step.title)});
    return std::move(step.workspace);
}

}  // namespace concord::explorer
