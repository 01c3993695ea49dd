#include <fmt/format.h>

#include <algorithm>

#include "viz/explorer/figures/results.h"
#include "viz/explorer/screen/panels.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

std::string millions(double gbp) { return fmt::format("£{:.1f} m", gbp / 1e6); }

bool is_share(const sim::LeverInfo& info) { return info.unit.starts_with("share of "); }

}  // namespace

void LeversPanel::count_money(Ui& ui) {
    const sim::Scenario& scenario = ui.explorer().shown()->scenario();
    const int week = std::max(0, ui.explorer().week_there());
    if (money_.scenario == &scenario && money_.week == week) return;
    const Spending money = spending(ui.explorer().geography(), scenario, week);
    money_ = {&scenario,    week,          std::vector<double>(ui.explorer().offers().size(), 0.0),
              money.so_far, money.present, money.whole};
    for (std::size_t k = 0; k < scenario.levers.size(); ++k)
        money_.so_far[static_cast<std::size_t>(scenario.levers[k].kind)] += money.by_lever[k];
}

void LeversPanel::draw(Ui& ui) {
    const BranchPlan* plan = ui.explorer().shown();
    if (!plan) return;
    count_money(ui);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.colour(ui.branch_text(*plan)));
    ui.bold(fmt::format("■ {}", plan->name));
    ImGui::PopStyleColor();
    ui.muted(plan->seen > ui.now().week ? "A lever pulled here makes a new branch: later weeks were already seen."
                                        : fmt::format("Changes you make now begin on {}.",
                                                      figure::format_date(ui.explorer().date_of(ui.now().week))));
    draw_budget(ui);
    for (const LeverOffer& offer : ui.explorer().offers()) {
        ImGui::PushID(static_cast<int>(offer.info.kind));
        ImGui::Separator();
        draw_lever(ui, offer);
        ImGui::PopID();
    }
}

// A bar up to the larger of present value and budget: what is within the budget, what goes beyond it, and where the
// budget ends.
void LeversPanel::draw_budget(Ui& ui) {
    const double budget = ui.now().budget_gbp, most = std::max({money_.present, budget, 1.0});
    const ImVec2 at = ImGui::GetCursorScreenPos(), size{ImGui::GetContentRegionAvail().x, 0.7f * ui.em()};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const auto x_of = [&](double gbp) { return at.x + size.x * static_cast<float>(gbp / most); };
    draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, ui.colour(ui.theme().panel));
    draw.AddRectFilled(at, {x_of(std::min(money_.present, budget)), at.y + size.y},
                       ui.colour(ui.theme().categorical[0]));
    if (money_.present > budget)
        draw.AddRectFilled({x_of(budget), at.y}, {x_of(money_.present), at.y + size.y}, ui.colour(ui.theme().accent));
    draw.AddRect(at, {at.x + size.x, at.y + size.y}, ui.colour(ui.theme().axis));
    draw.AddLine({x_of(budget), at.y - 0.15f * ui.em()}, {x_of(budget), at.y + size.y + 0.15f * ui.em()},
                 ui.colour(ui.theme().text), std::max(1.5f, 0.12f * ui.em()));
    ImGui::Dummy({size.x, size.y + 0.2f * ui.em()});
    ui.wrapped(fmt::format("Present value {} of a budget of {}.", millions(money_.present), millions(budget)));
    ui.muted(fmt::format("{} spent so far, {} over all {} years, not discounted.", millions(money_.spent),
                         millions(money_.whole), ui.now().years()));
    if (money_.present > budget * 1.0001)
        ui.warning(fmt::format("▲ {} over the budget", millions(money_.present - budget)));
}

void LeversPanel::draw_lever(Ui& ui, const LeverOffer& offer) {
    const auto setting = setting_at(ui.explorer().shown()->scenario(), offer.info.kind, ui.now().week);
    ImGui::BeginGroup();
    ui.bold(std::string(offer.info.title));
    if (ImGui::IsItemHovered()) {
        ImGui::BeginTooltip();
        ImGui::PushTextWrapPos(24 * ui.em());
        ImGui::TextUnformatted(offer.info.meaning.data(), offer.info.meaning.data() + offer.info.meaning.size());
        ImGui::PopTextWrapPos();
        ImGui::EndTooltip();
    }
    draw_intensity(ui, offer, setting);
    if (offer.info.kind == sim::LeverKind::kStopAndSearch) draw_posture(ui, setting);
    if (setting) {
        draw_where(ui, offer, *setting);
    } else {
        ui.muted(offer.info.neutral == 1 ? fmt::format("As today (1 {}).", offer.info.unit)
                                         : fmt::format("Not used ({}).", offer.info.unit));
    }
    ImGui::EndGroup();
    if (ImGui::IsItemHovered()) ui.previewed_lever = static_cast<int>(offer.info.kind);
}

void LeversPanel::draw_intensity(Ui& ui, const LeverOffer& offer, const std::optional<sim::LeverSetting>& setting) {
    const int kind = static_cast<int>(offer.info.kind);
    const float factor = is_share(offer.info) ? 100.0f : 1.0f;
    const auto stands = static_cast<float>(setting ? setting->intensity : offer.info.neutral) * factor;
    float value = dragged_.contains(kind) ? dragged_[kind] : stands;
    const float most = std::max(static_cast<float>(offer.most) * factor, stands);
    ImGui::SetNextItemWidth(-1);
    // The value stands below the slider: on it, the grab would hide it.
    if (ImGui::SliderFloat("##intensity", &value, static_cast<float>(offer.info.lowest) * factor, most, "",
                           ImGuiSliderFlags_AlwaysClamp))
        dragged_[kind] = value;
    if (ImGui::IsItemDeactivatedAfterEdit()) {
        ui.act("lever", {std::string(offer.info.name), fmt::format("{:.4g}", static_cast<double>(value / factor))});
        dragged_.erase(kind);
    } else if (!ImGui::IsItemActive()) {
        dragged_.erase(kind);
    }
    if (setting || value != stands) {
        ui.wrapped(intensity_words(offer.info, static_cast<double>(value / factor)));
        ui.muted(fmt::format("Slider: {:.4g} to {:.4g}.", offer.info.lowest * static_cast<double>(factor), most));
    }
}

void LeversPanel::draw_posture(Ui& ui, const std::optional<sim::LeverSetting>& setting) {
    if (!ImGui::TreeNode("Posture: how stops are done")) return;
    const double fair = setting ? setting->fair_share_change : 0,
                 satisfied = setting ? setting->satisfaction_change : 0;
    const auto slider = [&](int key, const char* label, double stands, bool first) {
        float value = dragged_.contains(key) ? dragged_[key] : static_cast<float>(stands);
        ui.muted(label);
        ImGui::SetNextItemWidth(-1);
        ImGui::PushID(key);
        if (ImGui::SliderFloat("##posture", &value, -0.5f, 0.5f, "", ImGuiSliderFlags_AlwaysClamp))
            dragged_[key] = value;
        if (ImGui::IsItemDeactivatedAfterEdit()) {
            const std::string moved = fmt::format("{:.3f}", value);
            ui.act("lever_posture",
                   {first ? moved : fmt::format("{:g}", fair), first ? fmt::format("{:g}", satisfied) : moved});
            dragged_.erase(key);
        } else if (!ImGui::IsItemActive()) {
            dragged_.erase(key);
        }
        ui.wrapped(fmt::format("{:+.2f}", value));
        ImGui::PopID();
    };
    slider(1001, "Change of the share of stops felt as fair", fair, true);
    slider(1002, "Change of satisfaction with the service", satisfied, false);
    ImGui::TreePop();
}

void LeversPanel::draw_where(Ui& ui, const LeverOffer& offer, const sim::LeverSetting& setting) {
    const std::string name(offer.info.name);
    const Reach reach = reach_of(ui.explorer().geography(), setting);
    ui.wrapped(fmt::format("Where: {}.", where_words(setting, ui.explorer().geography())));
    ui.muted(fmt::format(
        "Reaches {} neighbourhoods, {:.0f} % of residents; {:.0f} % of them live in the most deprived fifth. {} so "
        "far, £{:g} per {}.",
        reach.neighbourhoods.size(), 100 * reach.share, 100 * reach.most_deprived_share,
        millions(money_.so_far[static_cast<std::size_t>(offer.info.kind)]), setting.cost.gbp, setting.cost.per));
    const std::string since = setting.from > ui.explorer().date_of(ui.now().week)
                                  ? fmt::format("Begins on {}", figure::format_date(setting.from))
                              : setting.from <= ui.explorer().date_of(0)
                                  ? std::string("Since the start")
                                  : fmt::format("Since {}", figure::format_date(setting.from));
    ui.muted(setting.ramp_weeks > 0 ? fmt::format("{}, phased in over {} weeks.", since, setting.ramp_weeks)
                                    : fmt::format("{}, all at once.", since));
    if (ui.small_button("Where…")) ImGui::OpenPopup("where");
    ImGui::SameLine();
    if (ui.small_button("On the map")) ui.act("preview_lever", {name});
    ImGui::SameLine();
    if (ui.small_button("Stop")) ui.act("lever_off", {name});
    if (!ImGui::BeginPopup("where")) return;
    if (ImGui::MenuItem("Everywhere")) ui.act("lever_where", {name, "everywhere"});
    for (const char* percent : {"10", "20", "40"}) {
        if (ImGui::MenuItem(fmt::format("The most deprived {} %", percent).c_str()))
            ui.act("lever_where", {name, "most_deprived", percent});
        if (ImGui::MenuItem(fmt::format("The {} % with most disorder", percent).c_str()))
            ui.act("lever_where", {name, "highest_disorder", percent});
    }
    if (ui.menu_item("Only in the selected place", nullptr, false, !ui.now().place.whole)) ui.act("lever_here", {name});
    ImGui::Separator();
    if (ImGui::MenuItem("All districts")) ui.act("lever_districts", {name, "all"});
    for (const auto& district : ui.explorer().geography().districts)
        if (ImGui::MenuItem(("Only " + district.name).c_str())) ui.act("lever_districts", {name, district.name});
    ImGui::EndPopup();
}

}  // namespace concord::explorer
