#include "viz/explorer/session/tour.h"

namespace concord::explorer {

const std::vector<TourStep>& tour() {
    static const std::vector<TourStep> steps = {
        {Region::kWindow, "Welcome",
         "Concord lets you rehearse choices for Greater Manchester's neighbourhoods. It compares options under stated "
         "assumptions; it does not forecast. "
         "A card begins a session; the tour goes on with the first, today's published levels. F3 goes on, F4 back, "
         "Escape ends the tour.",
         false},
        {Region::kMap, "The map",
         "The ten districts, drawn from figures alone. Point at one to read it, click to select it, drag to move, turn "
         "the wheel to zoom. Levels of smaller places stand behind a switch in the menu Map: simulated residents, not "
         "a "
         "measurement of a place."},
        {Region::kTimeline, "Time",
         "Space plays and pauses. Drag on the line to go back: nothing is lost. Every branch of the future is a line "
         "of its own, with a mark where a lever changes."},
        {Region::kLeft, "Levers",
         "What can be done, in natural units, with whom it reaches and what it costs. A lever works from the week "
         "shown on. Pulled in the past, it makes a new branch."},
        {Region::kTimeline, "Fork the future",
         "Ctrl+F makes a second branch from the week shown. Pull another lever there and play: both futures run side "
         "by side with one clock."},
        {Region::kRight, "What happened",
         "Headline outcomes, and how far eight further runs scatter, each with other assumptions. Of two branches: "
         "gain, "
         "harm, no change that matters, cannot say, or not modelled. Most real differences are small."},
        {Region::kRight, "Why",
         "Select a place and open Why: what sets two futures apart there, or one future from the same with no lever, "
         "in "
         "parts that add up."},
        {Region::kRight, "Predict, then reveal",
         "Ask the room before you play, note the guesses, and reveal the answer afterwards. The log keeps both."},
        {Region::kMenu, "Everything by name",
         "Ctrl+P does anything by name, F1 lists all actions and keys, Ctrl+Z takes back edits. Ctrl and + or - sizes "
         "the text for the back of the room.",
         false},
    };
    return steps;
}

}  // namespace concord::explorer
