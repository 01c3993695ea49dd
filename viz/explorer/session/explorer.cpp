#include "viz/explorer/session/explorer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "scenarios/files/free_path.h"
#include "scenarios/files/paths.h"
#include "scenarios/files/text.h"
#include "scenarios/format/scenario_file.h"
#include "sim/policy/costs.h"
#include "viz/boundaries/boundaries.h"
#include "viz/explorer/session/indicators.h"
#include "viz/explorer/session/lever_values.h"

namespace concord::explorer {
namespace {

constexpr int kWeeksAhead = 8;  // computed beyond the clock while playing, so that it runs evenly

map::CellMap map_of(const sim::Geography& geography, const std::optional<std::filesystem::path>& boundaries) {
    auto cells = map::build_cell_map(geography);
    if (!boundaries) return cells;
    const auto outlines = map::read_boundaries(*boundaries, geography);
    map::replace_shapes(cells, outlines);
    if (outlines.level == map::Level::kNeighbourhood) map::merge_parents(cells, geography);
    return cells;
}

// To two digits, as one would say it.
double rounded(double value) {
    if (value == 0) return 0;
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1);
    return std::round(value / unit) * unit;
}

std::vector<Card> make_cards(const sim::Geography& geography) {
    std::vector<Card> cards;
    for (const auto& shipped : scenarios::list_scenarios()) {
        const sim::Scenario scenario = scenarios::read_scenario(shipped.file, geography);
        Card card{shipped.file.substr(0, shipped.file.rfind('.')),    shipped.name, shipped.purpose,
                  sim::planned_cost(geography, scenario).present_gbp, {},           scenario.years};
        for (const auto& lever : scenario.levers) {
            const sim::LeverInfo& info = sim::info(lever.kind);
            sim::FieldValue about = lever.value(0);
            about.number = rounded(about.number);
            card.by_rule = card.by_rule || lever.rule.has_value();
            const bool counted =
                info.how_much().kind == sim::FieldKind::kNumber || info.how_much().kind == sim::FieldKind::kShare;
            card.levers.push_back(fmt::format("{}: {}{}, {}{}", info.title, counted ? "about " : "",
                                              value_words(info.how_much(), about), where_words(lever, geography),
                                              lever.rule ? ", by what is measured" : ""));
        }
        cards.push_back(std::move(card));
    }
    // What is going on today comes first: everything else is held against it. Then the options that start alike, by how
    // many levers they turn; then those with a baseline of their own, and these baselines last.
    const sim::Scenario today = scenarios::read_scenario("status_quo_today", geography);
    const auto rank = [&](const Card& card) {
        if (card.key == "status_quo_today") return -1;
        const sim::Scenario scenario = scenarios::read_scenario(card.key, geography);
        constexpr int kElsewhere = 100, kNothing = 1000;
        const bool alike = sim::same_start(scenario, today) && sim::same_events(scenario, today);
        return (alike ? 0 : kElsewhere) + (card.levers.empty() ? kNothing : static_cast<int>(card.levers.size()));
    };
    std::vector<std::pair<int, Card>> ranked;
    for (Card& card : cards) ranked.emplace_back(rank(card), std::move(card));
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    cards.clear();
    for (auto& [at, card] : ranked) cards.push_back(std::move(card));
    return cards;
}

}  // namespace

Explorer::Explorer(ExplorerOptions options)
    : options_(std::move(options)),
      geography_(options_.geography),
      map_(map_of(geography_, options_.boundaries)),
      search_(geography_),
      offers_(lever_offers(geography_)),
      cards_(make_cards(geography_)),
      log_(options_.log_file),
      frame_(std::make_shared<const SimulationFrame>()),
      simulator_(std::make_unique<Simulator>(geography_, options_.simulation)) {
    for (std::size_t k = 0; k < map::kLevels; ++k) {
        const auto& level = map_.levels[k];
        shapes_[k] = std::make_shared<const figure::Shapes>(level.shapes);
        centres_[k] = map::interior_points(level);
        steps_[k] = std::make_unique<map::KeyboardSteps>(level, centres_[k]);
    }
    log_.remark(fmt::format("Concord session. Population 1:{}, members 1:{}, seed {}.", options_.simulation.scale,
                            options_.simulation.member_scale, options_.simulation.seed));
}

Explorer::~Explorer() { end_gesture(); }

void Explorer::perform(std::string_view name, const std::vector<std::string>& words, const std::string& gesture) {
    const Action& action = find_action(options_.actions, name);
    const Values values = read_arguments(action, words, *this);
    if (gesture != gesture_ || gesture.empty()) end_gesture();
    log_clock(workspace_.week);
    Workspace before = workspace_;
    try {
        action.run(*this, values);
        keep_to_rules();
    } catch (...) {
        workspace_ = std::move(before);
        throw;
    }
    const Edits& edits = workspace_;
    if (action.effect == Effect::kEdit && edits != before)
        history_.did(before, workspace_, std::string(action.title), gesture);
    if (action.logged) write_log(line_of(action, values.texts()), gesture);
    if (gesture.empty()) note_seen();
    ask();
}

void Explorer::write_log(std::string line, const std::string& gesture) {
    gesture_ = gesture;
    gesture_line_ = std::move(line);
    logged_week_ = workspace_.week;
    if (gesture.empty()) end_gesture();
}

void Explorer::log_clock(int week) {
    if (week == logged_week_) return;
    log_.action(fmt::format("show_week {}", week));
    logged_week_ = week;
}

void Explorer::end_gesture() {
    if (gesture_line_.empty()) return;
    log_.action(gesture_line_);
    gesture_line_.clear();
    if (!gesture_.empty()) {
        history_.end_gesture();
        note_seen();
    }
    gesture_.clear();
    if (!log_.problem().empty()) tell(log_.problem(), true);
}

void Explorer::undo() {
    const std::string title = history_.can_undo() ? history_.undo_title() : "";
    workspace_ = history_.undo(std::move(workspace_));
    tell(fmt::format("Undone: {}", title));
}

void Explorer::redo() {
    const std::string title = history_.can_redo() ? history_.redo_title() : "";
    workspace_ = history_.redo(std::move(workspace_));
    tell(fmt::format("Done again: {}", title));
}

// Undo may have taken away what was shown.
void Explorer::keep_in_sight() {
    Workspace& now = workspace_;
    if (now.branches.empty()) {
        static_cast<Focus&>(now) = {};
        now.playing = false;
    } else if (!now.find(now.shown)) {
        now.shown = now.branches.front().id;
    }
    if (now.against == now.shown || !now.find(now.against)) now.against = kNobody;
    now.week = std::clamp(now.week, 0, now.years() * sim::kWeeksPerYear);
}

// Whatever an action left: two maps need two branches, and the map shows only what it may (model.md section 9).
void Explorer::keep_to_rules() {
    keep_in_sight();
    if (workspace_.against == kNobody) workspace_.map_shows = MapShows::kOne;
    const std::string why = refused(workspace_);
    if (why.empty()) return;
    workspace_.level = map::Level::kDistrict;
    if (refused(workspace_).empty()) return tell(why + ": the map now shows districts");
    if (workspace_.against != kNobody) workspace_.map_shows = MapShows::kDifference;
    if (refused(workspace_).empty()) return tell(why + ": the map now shows the difference");
    workspace_.indicator = indicators().front().key;
    tell(fmt::format("{}: the map now shows \"{}\"", why, indicators().front().title));
}

void Explorer::perform_line(std::string_view line) {
    const auto words = split_line(line);
    if (words.empty()) return;
    perform(words.front(), {words.begin() + 1, words.end()});
}

void Explorer::open(const std::string& key_or_file) {
    auto scenario = std::make_shared<const sim::Scenario>(scenarios::read_scenario(key_or_file, geography_));
    Workspace fresh = workspace_;
    fresh.stage = Stage::kSession;
    fresh.opened = key_or_file;
    fresh.branches = {BranchPlan{0, scenario->name, 0, kNobody, 0, {{0, scenario}}, 0, true}};
    fresh.next_id = 1;
    fresh.shown = 0;
    fresh.against = kNobody;
    fresh.week = 0;
    fresh.playing = false;
    fresh.predictions.clear();
    fresh.line_up.reset();
    fresh.line_ups = 0;
    fresh.place = greater_manchester();
    fresh.previewed.reset();
    fresh.map_shows = MapShows::kOne;
    fresh.place_levels = false;
    fresh.overlay = Overlay::kNone;
    workspace_ = std::move(fresh);
}

// Sends what is wanted when it differs from what was asked last.
void Explorer::ask() {
    SimulationRequest wanted;
    for (const int id : {workspace_.shown, workspace_.against})
        if (const BranchPlan* plan = workspace_.find(id)) wanted.branches.push_back({plan->id, plan->path, plan->name});
    wanted.shown = wanted.branches.size();
    for (const BranchPlan& plan : workspace_.branches)
        if (plan.id != workspace_.shown && plan.id != workspace_.against)
            wanted.branches.push_back({plan.id, plan.path, plan.name});
    wanted.week = workspace_.week;
    wanted.ahead = workspace_.playing ? kWeeksAhead : 0;
    wanted.why = question();
    const auto& last = last_request_;
    if (last.number > 0 && last.branches == wanted.branches && last.shown == wanted.shown && last.week == wanted.week &&
        last.ahead == wanted.ahead && last.why == wanted.why)
        return;
    wanted.number = last_request_.number + 1;
    last_request_ = wanted;
    simulator_->ask(std::move(wanted));
}

// The ledger of the selected place. While playing it is brought up to date at weeks whose states are kept anyway.
std::optional<WhyQuestion> Explorer::question() const {
    const BranchPlan *one = shown(), *other = against();
    if (!one) return std::nullopt;
    WhyQuestion asked{.branch = one->id,
                      .against = other ? std::optional(other->id) : std::nullopt,
                      .to = workspace_.week,
                      .neighbourhoods = neighbourhoods_of(geography_, workspace_.place),
                      .below_district = workspace_.place.below_district()};
    if (workspace_.playing) asked.to -= asked.to % kWeeksPerKeyframe;
    if (workspace_.why_since == WhySince::kYear) asked.from = asked.to - sim::kWeeksPerYear;
    if (workspace_.why_since == WhySince::kFork) asked.from = std::max(one->forked_at, other ? other->forked_at : 0);
    asked.from = std::clamp(asked.from, 0, asked.to);
    return asked;
}

void Explorer::tick(double seconds) {
    if (adults_.empty()) adults_ = simulator_->adults();
    frame_ = simulator_->frame();
    tell_printed(false);
    if (workspace_.playing) {
        const int end = workspace_.years() * sim::kWeeksPerYear;
        due_ += seconds * workspace_.weeks_a_second;
        // The clock waits for the simulation rather than run ahead of it.
        while (due_ >= 1 && workspace_.week < end && week_there() >= workspace_.week) {
            ++workspace_.week;
            due_ -= 1;
            if (workspace_.week % sim::kWeeksPerYear == 0) log_clock(workspace_.week);
        }
        due_ = std::min(due_, 1.0);
        note_seen();
        if (workspace_.week >= end) workspace_.playing = false;
    }
    ask();
}

// By the clock alone, so that a log leads to the same branches whatever was computed when.
void Explorer::note_seen() {
    for (const int id : {workspace_.shown, workspace_.against})
        if (BranchPlan* plan = workspace_.find(id)) plan->seen = std::max(plan->seen, workspace_.week);
}

bool Explorer::settle(double seconds) {
    ask();
    const bool done = simulator_->settle(seconds);
    if (adults_.empty()) adults_ = simulator_->adults();
    frame_ = simulator_->frame();
    tell_printed(true);
    return done;
}

void Explorer::tell_printed(bool wait) {
    const auto end = printer_.take(wait);
    if (!end) return;
    if (end->why_not) log_.remark(*end->why_not);
    tell(end->why_not ? *end->why_not : fmt::format("Printed: {}", end->pdf.string()), end->why_not.has_value());
}

int Explorer::week_there() const {
    int there = workspace_.week;
    for (const BranchPlan* plan : {shown(), against()}) {
        if (!plan) continue;
        const BranchResult* result = frame_->branch(plan->id);
        there = std::min(there, result ? result->last_week() : -1);
    }
    return shown() ? there : -1;
}

const WeekMeasures* Explorer::measures(int branch, int week) const {
    const BranchResult* result = frame_->branch(branch);
    if (!result || result->weeks.empty()) return nullptr;
    return result->weeks[static_cast<std::size_t>(std::clamp(week, 0, result->last_week()))].get();
}

sim::Date Explorer::date_of(int week) const {
    const BranchPlan* plan = shown() ? shown() : workspace_.branches.empty() ? nullptr : &workspace_.branches.front();
    return sim::add_weeks(plan ? plan->scenario().start : sim::Date{}, week);
}

std::filesystem::path Explorer::out_path(const std::string& name) const {
    const std::filesystem::path given(name);
    const auto path = given.is_absolute() || options_.out_folder.empty() ? given : options_.out_folder / given;
    if (options_.confined) {
        // Links on the way are followed before it is looked where it leads.
        std::error_code refused;
        const auto folder = std::filesystem::weakly_canonical(options_.out_folder),
                   target = std::filesystem::weakly_canonical(path, refused);
        if (refused) throw std::invalid_argument(fmt::format("file \"{}\": {}", name, refused.message()));
        if (std::mismatch(folder.begin(), folder.end(), target.begin(), target.end()).first != folder.end())
            throw std::invalid_argument(
                fmt::format("file \"{}\": files of a script stay inside {}", name, options_.out_folder.string()));
    }
    if (!options_.overwrite && scenarios::is_taken(path))
        throw std::invalid_argument(
            fmt::format("{} exists already: choose another name, nothing was written", path.string()));
    return path;
}

std::vector<std::string> Explorer::unsaved() const {
    std::vector<std::string> words;
    for (const BranchPlan& plan : workspace_.branches)
        if (!plan.as_shipped &&
            std::find(saved_.begin(), saved_.end(), std::pair(plan.name, plan.path)) == saved_.end())
            words.push_back(fmt::format("the branch \"{}\"", plan.name));
    const auto add = [&](std::size_t count, std::string_view what) {
        if (count > 0 && !report_.has_begun()) words.push_back(scenarios::counted(count, what));
    };
    add(workspace_.notes.size(), "note");
    add(workspace_.predictions.size(), "question");
    return words;
}

std::filesystem::path Explorer::new_report_folder() const {
    return scenarios::free_path(options_.out_folder, "report");
}

}  // namespace concord::explorer
