// The panels of the window. Each draws itself where ImGui's cursor is and asks for actions through Ui.
#pragma once

#include <memory>

#include "sim/parameters/parameters.h"
#include "viz/explorer/figures/results.h"
#include "viz/explorer/screen/form.h"
#include "viz/explorer/screen/ui.h"
#include "viz/explorer/window/map_renderer.h"
#include "viz/map/picker.h"

namespace concord::explorer {

void draw_menu_bar(Ui& ui);
// An action whose one needed argument is a choice: menus and palette list its choices.
bool one_choice(const Action& action);
// A window over all others, of that size (height 0: as high as it needs to be). Returns whether it has just come.
bool begin_on_top(Ui& ui, const char* id, float width, float height);
void do_shortcuts(Ui& ui);
void draw_cards(Ui& ui);

// The open scenario's levers: what there is, where, whom it reaches, what it costs.
class LeversPanel {
  public:
    void draw(Ui& ui);

  private:
    std::map<std::pair<int, std::size_t>, float> dragged_;  // by kind and field: what a slider shows while it is held
    struct Cached {
        const sim::Scenario* scenario = nullptr;
        int week = -1;
        std::array<double, sim::kLeverKinds> so_far{};  // by kind
        double spent = 0, present = 0, whole = 0;       // pounds: up to the week; of all years, discounted and not
    } money_;

    void draw_lever(Ui& ui, const LeverOffer& offer);
    void draw_further_fields(Ui& ui, const LeverOffer& offer, const std::optional<sim::LeverSetting>& setting);
    void draw_field(Ui& ui, const LeverOffer& offer, const std::optional<sim::LeverSetting>& setting, std::size_t k);
    void draw_slider(Ui& ui, const LeverOffer& offer, std::size_t k, double stands, bool used);
    void draw_where(Ui& ui, const LeverOffer& offer, const sim::LeverSetting& setting);
    void draw_budget(Ui& ui);
    void count_money(Ui& ui);
};

class AssumptionsPanel {
  public:
    void draw(Ui& ui);

  private:
    std::array<char, 64> filter_{};
    std::map<std::string, float> edited_;

    void draw_parameter(Ui& ui, const sim::ParameterInfo& info, const double* changed_to);
};

void draw_costs(Ui& ui, ImVec2 size);
void draw_headlines(Ui& ui, ImVec2 size);
void draw_presented(Ui& ui);  // the mapped outcome, for a whole room
void draw_over_time(Ui& ui, ImVec2 size);
void draw_why(Ui& ui, ImVec2 size);
void draw_who(Ui& ui, ImVec2 size);

class PredictionsPanel {
  public:
    void draw(Ui& ui, ImVec2 size);

  private:
    int outcome_ = 0, year_ = 3;
    bool difference_ = false, asking_ = false;
    std::array<char, 64> who_{}, picker_{};
    float value_ = 0;
    int indicator_ = 0;  // of the next line-up

    void draw_form(Ui& ui);
    void draw_guess(Ui& ui, const Prediction& asked, float width);
    void draw_answer(Ui& ui, const Prediction& asked, const Answer& answer);
    void draw_question(Ui& ui, std::size_t number, ImVec2 size);
    void draw_line_up(Ui& ui, ImVec2 size);
    void draw_picks(Ui& ui, const LineUpAsked& asked);
    void draw_deal(Ui& ui);
};

// Maps side by side or one, with legend, place names, tooltips, pan and zoom.
class MapPanel {
  public:
    explicit MapPanel(const Explorer& explorer);
    ~MapPanel();
    void draw(Ui& ui, ImVec2 size);
    int redraws() const { return renderer_.redraws(); }

  private:
    struct Slot;
    MapRenderer renderer_;
    std::vector<std::unique_ptr<Slot>> slots_;
    std::array<std::unique_ptr<map::Picker>, map::kLevels> pickers_;

    void draw_controls(Ui& ui);
    void draw_more_controls(Ui& ui);
    void draw_level(Ui& ui);
    void draw_shows(Ui& ui);
    void prepare(Ui& ui, std::size_t k, bool difference, int lever);
    void draw_slot(Ui& ui, std::size_t k, ImVec2 size);
    void interact(Ui& ui, Slot& slot);
    struct Arrangement {
        ImVec2 each;  // pixels, heading included
        bool beside = true;
        double scale = 0;  // pixels a metre
    };
    ImVec2 draw_legend(Ui& ui, ImVec2 corner, ImVec2 room, std::size_t maps, int lever);
    Arrangement arrange(Ui& ui, ImVec2 room, std::size_t maps) const;
    void draw_heading(Ui& ui, const Slot& slot, float width);
    float heading_height(Ui& ui, std::size_t maps, float width) const;
    void tooltip(Ui& ui, const Slot& slot);
};

class Timeline {
  public:
    void draw(Ui& ui);
    static float height(const Ui& ui);

  private:
    struct Track;
    void draw_clock_buttons(Ui& ui);
    void draw_date(Ui& ui);
    void draw_key(Ui& ui);
    static float names_width(const Ui& ui, float room);
    void draw_more_buttons(Ui& ui);
    void draw_years(Ui& ui, const Track& track);
    void draw_clock(Ui& ui, const Track& track);
    void draw_branch(Ui& ui, const Track& track, const BranchPlan& plan, std::size_t lane);
    void draw_events(Ui& ui, const Track& track);
    void draw_marks(Ui& ui, const Track& track, const BranchPlan& plan, float y);
    void draw_track(Ui& ui, ImVec2 size);
};

// Asks before leaving when something is not saved.
class LeaveDialog {
  public:
    bool is_open() const { return open_; }
    void draw(Ui& ui);

  private:
    bool open_ = false;
};

// Palette, forms, help, search, tour and messages, on top of everything.
class Overlays {
  public:
    void draw(Ui& ui, const std::array<ImVec4, 6>& regions);  // x, y, width, height of each tour region

  private:
    Form form_;
    LeaveDialog leave_;
    int chosen_ = 0;
    std::string line_, search_, help_filter_;
    int message_seen_ = 0;
    double message_since_ = 0;
    Overlay last_ = Overlay::kNone;

    void draw_palette(Ui& ui);
    void draw_search(Ui& ui);
    void draw_help(Ui& ui);
    void draw_tour(Ui& ui, const std::array<ImVec4, 6>& regions);
    void draw_message(Ui& ui, float bottom);
};

}  // namespace concord::explorer
