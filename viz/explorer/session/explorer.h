// The explorer without its window: the session's workspace, its undo, the clock, the simulation beside it, the log.
// Everything a user does goes through perform(), by the name of an action (viz/explorer/actions); the window only
// shows and asks.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/live/simulator.h"
#include "viz/explorer/session/history.h"
#include "viz/explorer/session/kept_sessions.h"
#include "viz/explorer/session/lever_edits.h"
#include "viz/explorer/session/report_folder.h"
#include "viz/explorer/session/report_printer.h"
#include "viz/explorer/session/script_lines.h"
#include "viz/explorer/session/session_log.h"
#include "viz/explorer/session/workspace.h"
#include "viz/figure/figure.h"
#include "viz/map/keyboard_steps.h"
#include "viz/map/place_search.h"

namespace concord::explorer {

struct ExplorerOptions {
    sim::Geography geography;
    std::span<const Action> actions;  // what perform() can do
    SimulatorOptions simulation{};
    std::filesystem::path log_file;                     // of this session; a new file
    std::filesystem::path out_folder;                   // where relative names of exports go; empty: the current folder
    std::optional<std::filesystem::path> boundaries{};  // official outlines instead of the built-in cells
    bool confined = false;                              // exports stay inside out_folder, whatever a script says
    bool overwrite = false;                             // exports may take the place of files that exist
    std::vector<std::string> recent_files{};
    std::optional<KeptSession> broken_off{};  // the last session, where it did not end by itself
};

// A scenario card of the start screen.
struct Card {
    std::string key, name, purpose;   // key: file name without ending
    double present_gbp = 0;           // present value of its levers over its whole length
    std::vector<std::string> levers;  // in words, rounded
    int years = 0;
    bool by_rule = false;  // some lever is turned by what is measured, so that it costs no more than that
};

class Explorer {
  public:
    // Begins the population and the log at once. Throws scenarios::InputError for boundaries that cannot be read and
    // std::runtime_error for a log that cannot be begun.
    explicit Explorer(ExplorerOptions options);
    ~Explorer();

    // Does the action of that name. Throws std::invalid_argument with a sentence (unknown action, arguments that do not
    // fit, not possible now); then nothing has changed. Steps of the same `gesture` are undone together.
    void perform(std::string_view action, const std::vector<std::string>& arguments = {},
                 const std::string& gesture = {});
    // The same from a line of a script: `lever community_engagement 40`.
    void perform_line(std::string_view line);
    void end_gesture();  // of a drag that is over
    // Moves the clock while playing, and takes what the simulation has by now.
    void tick(double seconds);
    // Waits until everything asked for is computed and printed. False when `seconds` pass first.
    bool settle(double seconds);

    const Workspace& workspace() const { return workspace_; }
    Workspace& edit() { return workspace_; }  // for actions only: perform() makes changes undoable
    const History& history() const { return history_; }
    void undo();
    void redo();

    // Does again what a session's log says (no files are written), without waiting for results. A line that cannot be
    // done ends it and is told. Throws scenarios::InputError for a file that is no log; then nothing has changed.
    void open_session(const std::filesystem::path& file);
    bool replaying() const { return replaying_; }
    // The clock that runs is not an action: its week is logged before the next one, and at every year.
    void log_clock(int week);
    // What would be gone from sight: "branch \"More seats\"", "2 notes"; empty when nothing is.
    std::vector<std::string> unsaved() const;
    void saved(const BranchPlan& plan) { saved_.push_back({plan.name, plan.path}); }

    const SimulationFrame& frame() const { return *frame_; }
    const sim::Geography& geography() const { return geography_; }
    const map::CellMap& map() const { return map_; }
    const std::shared_ptr<const figure::Shapes>& shapes(map::Level level) const {
        return shapes_[static_cast<std::size_t>(level)];
    }
    const std::vector<map::InteriorPoint>& centres(map::Level level) const {
        return centres_[static_cast<std::size_t>(level)];
    }
    const map::KeyboardSteps& steps(map::Level level) const { return *steps_[static_cast<std::size_t>(level)]; }
    const map::PlaceSearch& search() const { return search_; }
    const std::vector<LeverOffer>& offers() const { return offers_; }
    const std::vector<Card>& cards() const { return cards_; }
    const std::vector<double>& adults() const { return adults_; }  // [N] weights; empty until the population is built
    const ExplorerOptions& options() const { return options_; }
    SessionLog& log() { return log_; }
    const SessionLog& log() const { return log_; }

    // The branches shown: one or two plans; none on the start screen.
    const BranchPlan* shown() const { return workspace_.find(workspace_.shown); }
    const BranchPlan* against() const { return workspace_.find(workspace_.against); }
    // The last week up to the clock that is there for all branches shown; -1: none yet.
    int week_there() const;
    // Measures of a branch at a week, or at its last one before it; nullptr: nothing yet.
    const WeekMeasures* measures(int branch, int week) const;
    sim::Date date_of(int week) const;

    // What is asked of the window, and taken by it.
    struct Wishes {
        std::vector<std::filesystem::path> pictures;  // of the whole window
        bool leave = false;
        int panels = 0;  // to go on with the keyboard; below 0: back
    };
    Wishes& wishes() { return wishes_; }
    // The last thing worth telling; shown for a while.
    struct Message {
        std::string text;
        bool problem = false;
        int number = 0;
    };
    void tell(std::string text, bool problem = false) { message_ = {std::move(text), problem, message_.number + 1}; }
    void hush() { message_ = {}; }  // nothing to tell: scripts have no one to read it
    const Message& message() const { return message_; }

    // Replaces the session by a scenario. Throws scenarios::InputError.
    void open(const std::string& key_or_file);
    // Where an export of that name goes. Throws std::invalid_argument for one outside the folder of a script, or that
    // exists.
    std::filesystem::path out_path(const std::string& name) const;
    ReportFolder& report() { return report_; }
    const ReportFolder& report() const { return report_; }
    ReportPrinter& printer() { return printer_; }  // what comes of it is told when it is there
    std::filesystem::path new_report_folder()
        const;  // "report" in the folder of exports, or the next number that is free
    std::vector<std::string>& recent_files() { return options_.recent_files; }

  private:
    ExplorerOptions options_;
    sim::Geography geography_;
    map::CellMap map_;
    std::array<std::shared_ptr<const figure::Shapes>, map::kLevels> shapes_;
    std::array<std::vector<map::InteriorPoint>, map::kLevels> centres_;
    std::array<std::unique_ptr<map::KeyboardSteps>, map::kLevels> steps_;
    map::PlaceSearch search_;
    std::vector<LeverOffer> offers_;
    std::vector<Card> cards_;
    std::vector<double> adults_;
    Workspace workspace_;
    History history_;
    SessionLog log_;
    ReportFolder report_;
    ReportPrinter printer_;
    Wishes wishes_;
    Message message_;
    std::string gesture_, gesture_line_;  // a drag is logged once, when it is over
    double due_ = 0;                      // weeks of the clock not yet shown
    int logged_week_ = 0;                 // of the clock, as who reads the log knows it
    bool replaying_ = false;
    std::vector<std::pair<std::string, BranchPath>> saved_;  // as scenario files
    SimulationRequest last_request_;
    std::shared_ptr<const SimulationFrame> frame_;
    std::unique_ptr<Simulator> simulator_;  // last: its thread ends first

    void ask();
    void tell_printed(bool wait);
    void note_seen();
    void keep_to_rules();
    void keep_in_sight();
    void write_log(std::string line, const std::string& gesture);
    int replay(const std::filesystem::path& file, const std::vector<ScriptLine>& lines);
    std::optional<WhyQuestion> question() const;
};

}  // namespace concord::explorer
