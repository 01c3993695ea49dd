// Everything a user can change in a session, as one plain value: what is open, which branches there are, what is shown
// and how. Undo goes back to the edits before; what is only shown stays as it is. What was computed is not part of it:
// it follows from it (scenarios/live/simulator.h).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/live/branch_path.h"
#include "viz/map/place.h"

namespace concord::explorer {

using namespace live;  // futures and what is asked of them

enum class Stage { kCards, kSession };
enum class Layout { kExplore, kCompare, kWhy, kPresent };
inline constexpr int kLayouts = 4;
enum class ThemeChoice { kLight, kDark, kHighContrast };
enum class MapShows { kOne, kSideBySide, kDifference };  // the shown branch; it and the other; the other minus it
enum class ClassBreaks { kEqual, kQuantile };
enum class DifferenceScale { kPlain, kFine };  // colours from half a point on; or magnified to what there is
enum class WhySince { kStart, kFork, kYear };  // week 0; where the branches part; 52 weeks ago
enum class LeftTab { kLevers, kCosts, kAssumptions };
enum class RightTab { kHeadlines, kOverTime, kWhy, kWho, kPredictions };
enum class WhoShows { kGroups, kEquality };  // an outcome by group, or a measure of equality
enum class Overlay { kNone, kHelp, kPalette, kSearch };

inline constexpr int kNobody = -1;  // no branch

struct BranchPlan {
    int id = 0;
    std::string name;
    int colour = 0;        // of the theme's categorical colours
    int parent = kNobody;  // id of the branch it left
    int forked_at = 0;     // week
    BranchPath path;
    int seen = 0;             // last week that the clock was at: a lever pulled before it makes a new branch
    bool as_shipped = false;  // a scenario file's, with its name: that goes with the first lever pulled
    bool operator==(const BranchPlan&) const = default;
    const sim::Scenario& scenario() const { return *path.back().scenario; }
};

struct Guess {
    std::string who;
    double value = 0;
    bool operator==(const Guess&) const = default;
};

// A question to the room, before the answer is known.
struct Prediction {
    int outcome = 0;    // sim::Outcome
    int district = -1;  // -1: Greater Manchester
    int week = 0;
    int branch = 0, against = kNobody;  // ids; with `against`, the difference branch - against is asked
    std::vector<Guess> guesses;
    bool revealed = false;
    bool operator==(const Prediction&) const = default;
};

// Four measured series, three of one branch's further runs and one of another's: which is that one?
struct LineUpAsked {
    int indicator = 0;            // sim::Indicator
    int district = -1;            // -1: Greater Manchester
    int week = 0;                 // reports up to it
    int branch = 0, against = 0;  // ids: whose is the one, whose the three
    int number = 0;               // of the session's line-ups: each has its own lot
    struct Pick {
        std::string who;
        int series = 0;
        bool operator==(const Pick&) const = default;
    };
    std::vector<Pick> picks;
    bool revealed = false;
    bool operator==(const LineUpAsked&) const = default;
};

struct MapPlace {  // what part of the map is seen
    map::Point centre{};
    double zoom = 1;  // 1: the whole map
    bool operator==(const MapPlace&) const = default;
};

// What undo takes back: levers, forks, names, assumptions, guesses, notes.
struct Edits {
    std::string opened;  // key of a shipped scenario, or file
    std::vector<BranchPlan> branches;
    int next_id = 0;
    double budget_gbp = 40e6;  // present value over the whole run that the options are held against
    std::vector<Prediction> predictions;
    std::optional<LineUpAsked> line_up;
    int line_ups = 0;  // so far
    std::vector<std::string> notes;
    bool operator==(const Edits&) const = default;
};

// What is looked at. Some edits choose it (a fork shows the new branch); then undo gives it back with them.
struct Focus {
    Stage stage = Stage::kCards;
    int shown = kNobody, against = kNobody;  // ids: first map and second
    bool operator==(const Focus&) const = default;
};

struct Workspace : Edits, Focus {
    int week = 0;
    bool playing = false;
    double weeks_a_second = 4;

    std::optional<int> previewed;  // lever kind whose places are marked on the map

    Layout layout = Layout::kExplore;
    ThemeChoice theme = ThemeChoice::kLight;
    double text_scale = 1;  // 0.75 to 3
    bool full_screen = false;
    LeftTab left_tab = LeftTab::kLevers;
    RightTab right_tab = RightTab::kHeadlines;
    bool left_last = false;  // the left panel was chosen last: it is the one shown where there is room for one only
    std::array<double, kLayouts> left_share{0.24, 0.24, 0.24, 0.0},
        right_share{0.28, 0.34, 0.36, 0.32};  // of the window's width
    Overlay overlay = Overlay::kNone;
    int tour_step = -1;  // -1: no tour

    MapShows map_shows = MapShows::kOne;
    map::Level level = map::Level::kDistrict;
    bool place_levels = false;  // levels below districts may be mapped; differences always may
    std::string indicator = "get_on_well";
    int classes = 5;
    ClassBreaks breaks = ClassBreaks::kEqual;
    DifferenceScale difference_scale = DifferenceScale::kPlain;
    std::optional<MapPlace> map;  // without: the whole map
    Place place;                  // selected
    std::vector<Place> pinned;    // marked on the map by name

    int outcome = 0;            // sim::Outcome that is shown over time and by group
    int monitored = 0;          // sim::Indicator that is shown as monitoring reports it
    bool as_monitored = false;  // over time that one, and not the outcome
    WhoShows who_shows = WhoShows::kGroups;
    int equality = 0;           // sim::EqualityMeasure that is shown
    bool all_outcomes = false;  // of the headlines, not only the first three
    int why_state = 0;          // sim::State
    WhySince why_since = WhySince::kStart;

    bool operator==(const Workspace&) const = default;

    const BranchPlan* find(int id) const {
        for (const BranchPlan& branch : branches)
            if (branch.id == id) return &branch;
        return nullptr;
    }
    BranchPlan* find(int id) { return const_cast<BranchPlan*>(static_cast<const Workspace*>(this)->find(id)); }
    int years() const { return branches.empty() ? 0 : branches.front().scenario().years; }
};

}  // namespace concord::explorer
