#include "viz/explorer/session/history.h"

#include <algorithm>
#include <stdexcept>

namespace concord::explorer {
namespace {

// What was chosen to be shown between these two; anything else stays as the user has it.
void go(Focus& now, const Focus& from, const Focus& to) {
    if (from.stage != to.stage) now.stage = to.stage;
    if (from.shown != to.shown) now.shown = to.shown;
    if (from.against != to.against) now.against = to.against;
}

// Weeks of a branch that were seen were seen, whatever is undone.
void keep_seen(Edits& edits, const Workspace& now) {
    for (BranchPlan& plan : edits.branches)
        if (const BranchPlan* same = now.find(plan.id); same && same->path == plan.path)
            plan.seen = std::max(plan.seen, same->seen);
}

}  // namespace

void History::did(const Workspace& before, const Workspace& after, std::string title, const std::string& gesture) {
    future_.clear();
    const bool joins = !gesture.empty() && gesture == gesture_ && !past_.empty();
    gesture_ = gesture;
    if (joins) {
        past_.back().after = after;
        return;
    }
    past_.push_back({before, before, after, std::move(title)});
    if (past_.size() > kMostSteps) past_.pop_front();
}

Workspace History::undo(Workspace now) {
    if (!can_undo()) throw std::invalid_argument("there is nothing to undo");
    gesture_.clear();
    Step step = std::move(past_.back());
    past_.pop_back();
    future_.push_back({now, step.before, step.after, std::move(step.title)});
    keep_seen(step.edits, now);
    static_cast<Edits&>(now) = std::move(step.edits);
    go(now, step.after, step.before);
    return now;
}

Workspace History::redo(Workspace now) {
    if (!can_redo()) throw std::invalid_argument("there is nothing to redo");
    gesture_.clear();
    Step step = std::move(future_.back());
    future_.pop_back();
    past_.push_back({now, step.before, step.after, std::move(step.title)});
    keep_seen(step.edits, now);
    static_cast<Edits&>(now) = std::move(step.edits);
    go(now, step.before, step.after);
    return now;
}

}  // namespace concord::explorer
