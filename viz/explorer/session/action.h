// What an action is: a row with a name, words for menus and help, arguments, and what it does. The rows are in
// viz/explorer/actions; the session knows them only as the table it is given.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "viz/map/place.h"

namespace concord::explorer {

class Explorer;

// kWeek: a week, or a date of the open scenario. kScenario: a shipped scenario or a file. kReadFile, kWriteFile: a
// file's name.
enum class ArgumentKind { kChoice, kNumber, kWeek, kText, kPlace, kScenario, kReadFile, kWriteFile };

struct ArgumentSpec {
    std::string_view name;  // in help: "week"
    ArgumentKind kind = ArgumentKind::kText;
    double low = 0, high = 0;                                             // kNumber, kWeek: allowed
    std::vector<std::string> (*choices)(const Explorer&) = nullptr;       // kChoice: allowed; of others: worth offering
    bool optional = false;                                                // only the last ones
    std::string_view label;                                               // of a form: "Name of the new branch"
    std::string (*initial)(const Explorer&) = nullptr;                    // what a form begins with
    std::string (*words)(const Explorer&, const std::string&) = nullptr;  // a choice as people read it
    std::size_t longest = 120;                                            // kText: bytes
    std::string (*hint)(const Explorer&,
                        const std::vector<std::string>& before) = nullptr;  // what stands beside the label
};

struct Value {
    std::string text;  // as the log has it: a file to read with its whole path, a date as its week
    double number = 0;
    Place place;
};
class Values {
  public:
    void add(Value value) { values_.push_back(std::move(value)); }
    bool has(std::size_t k) const { return k < values_.size(); }
    std::vector<std::string> texts() const;
    const std::string& text(std::size_t k) const { return values_.at(k).text; }
    double number(std::size_t k) const { return values_.at(k).number; }
    int whole(std::size_t k) const { return static_cast<int>(values_.at(k).number); }
    const Place& place(std::size_t k) const { return values_.at(k).place; }

  private:
    std::vector<Value> values_;
};

// What an action does. kEdit: something that undo takes back. kView: it only changes what is shown. kFile: it writes
// files; opening the session again does not write them again. kSession: undo itself, opening a session, leaving.
enum class Effect { kEdit, kView, kFile, kSession };

struct Action {
    std::string_view name;      // of scripts: "show_week"
    std::string_view title;     // of menus and help: "Go to week"
    std::string_view menu;      // "Time"; every action is in one
    std::string_view shortcut;  // "Ctrl+Right"; empty: by menu and palette only
    std::string_view meaning;   // one sentence
    std::vector<ArgumentSpec> arguments;
    std::string_view example;  // arguments that do something after those of `before`, as in a script
    std::string_view before;   // script lines (separated by ;) that make it possible, for help and tests
    Effect effect = Effect::kView;
    void (*run)(Explorer&, const Values&) = nullptr;
    bool logged = true;  // no: what it does is logged as other actions
};

// Throws std::invalid_argument naming the nearest action.
const Action& find_action(std::span<const Action> table, std::string_view name);
// Checks and reads arguments. Throws std::invalid_argument: which argument, what was given, what is allowed.
Values read_arguments(const Action& action, const std::vector<std::string>& words, const Explorer& explorer);

// A line in words: blanks separate, "..." keeps them together (with \" and \\ inside), # ends the line. Throws
// std::invalid_argument for a quote that is left open.
std::vector<std::string> split_line(std::string_view line);
// The line that would be split into these.
std::string line_of(const Action& action, const std::vector<std::string>& words);
// "show_week WEEK", for help.
std::string usage(const Action& action);

}  // namespace concord::explorer
