#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "viz/explorer/figures/results.h"
#include "viz/explorer/screen/field_widgets.h"
#include "viz/explorer/screen/panels.h"
#include "viz/explorer/session/lever_edits.h"
#include "viz/explorer/session/lever_values.h"
#include "viz/figure/numbers.h"

namespace concord::explorer {
namespace {

std::string millions(double gbp) {
    const std::string_view sign = gbp < 0 ? "−" : "";
    constexpr double kSmall = 50000;  // below which a tenth of a million says nothing
    return std::abs(gbp) < kSmall && gbp != 0 ? fmt::format("{}£{:.0f}k", sign, std::abs(gbp) / 1e3)
                                              : fmt::format("{}£{:.1f} m", sign, std::abs(gbp) / 1e6);
}

// Shares are dragged in percent and points.
float factor_of(const sim::LeverField& field) { return field.kind == sim::FieldKind::kShare ? 100.0f : 1.0f; }

std::string not_used_words(const sim::LeverField& how_much) {
    if (!sim::is_number(how_much)) return "Not used.";
    return how_much.neutral.number == 1 ? fmt::format("As today (1 {}).", how_much.unit)
                                        : fmt::format("Not used ({}).", how_much.unit);
}

void tell(Ui& ui, const sim::LeverInfo& lever, std::size_t field, const sim::FieldValue& value) {
    const sim::LeverField& row = lever.fields[field];
    const std::string name(lever.name), word = value_word(row, value);
    if (field == 0 && sim::is_number(row))
        ui.act("lever", {name, word});
    else
        ui.act("lever_set", {name, std::string(row.key), word});
}

}  // namespace

void LeversPanel::count_money(Ui& ui) {
    const BranchPlan& plan = *ui.explorer().shown();
    const sim::Scenario& scenario = plan.scenario();
    const int week = std::max(0, ui.explorer().week_there());
    if (money_.scenario == &scenario && money_.week == week) return;
    const Spending money = spending(ui.explorer(), plan);
    money_ = {&scenario, week, money.by_kind, money.so_far, money.present, money.whole};
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
    draw_field(ui, offer, setting, 0);
    draw_further_fields(ui, offer, setting);
    if (setting)
        draw_where(ui, offer, *setting);
    else
        ui.muted(not_used_words(offer.info.how_much()));
    ImGui::EndGroup();
    if (ImGui::IsItemHovered()) ui.previewed_lever = static_cast<int>(offer.info.kind);
}

// Those of a group behind one heading, which is closed at first; the others where they stand in the table.
void LeversPanel::draw_further_fields(Ui& ui, const LeverOffer& offer,
                                      const std::optional<sim::LeverSetting>& setting) {
    const auto& fields = offer.info.fields;
    bool open = false;
    for (std::size_t k = 1; k < fields.size(); ++k) {
        const sim::FieldGroup& group = fields[k].group;
        const bool begins = !group.key.empty() && fields[k - 1].group.key != group.key;
        const bool ends = k + 1 == fields.size() || fields[k + 1].group.key != group.key;
        if (begins) open = ImGui::TreeNode(group.title.data());
        if (group.key.empty() || open) {
            ui.muted(std::string(fields[k].title));
            draw_field(ui, offer, setting, k);
        }
        if (!group.key.empty() && ends && open) {
            ImGui::TreePop();
            open = false;
        }
    }
}

void LeversPanel::draw_field(Ui& ui, const LeverOffer& offer, const std::optional<sim::LeverSetting>& setting,
                             std::size_t k) {
    const sim::LeverField& field = offer.info.fields[k];
    const sim::FieldValue stands = setting ? setting->value(k) : field.neutral;
    ImGui::PushID(static_cast<int>(k));
    std::optional<sim::FieldValue> picked;
    switch (field.kind) {
        case sim::FieldKind::kNumber:
        case sim::FieldKind::kShare: draw_slider(ui, offer, k, stands.number, setting.has_value()); break;
        case sim::FieldKind::kChoice: picked = draw_choice(field, stands); break;
        case sim::FieldKind::kSet: picked = draw_set(field, stands); break;
    }
    if (picked) tell(ui, offer.info, k, *picked);
    ImGui::PopID();
}

void LeversPanel::draw_slider(Ui& ui, const LeverOffer& offer, std::size_t k, double number, bool used) {
    const sim::LeverField& field = offer.info.fields[k];
    const std::pair key{static_cast<int>(offer.info.kind), k};
    const float factor = factor_of(field), stands = static_cast<float>(number) * factor;
    const auto [least, most] = slider_ends(offer, k);
    float value = dragged_.contains(key) ? dragged_[key] : stands;
    const float from = std::min(static_cast<float>(least) * factor, stands),
                to = std::max(static_cast<float>(most) * factor, stands);
    ImGui::SetNextItemWidth(-1);
    // The value stands below the slider: on it, the grab would hide it.
    if (ImGui::SliderFloat("##number", &value, from, to, "", ImGuiSliderFlags_AlwaysClamp)) dragged_[key] = value;
    const sim::FieldValue shown{.number = static_cast<double>(value / factor)};
    if (ImGui::IsItemDeactivatedAfterEdit()) {
        tell(ui, offer.info, k, shown);
        dragged_.erase(key);
    } else if (!ImGui::IsItemActive()) {
        dragged_.erase(key);
    }
    if (k > 0 || used || value != stands) ui.wrapped(value_words(field, shown));
    if (k == 0 && (used || value != stands)) ui.muted(fmt::format("Slider: {:.4g} to {:.4g}.", from, to));
}

void LeversPanel::draw_where(Ui& ui, const LeverOffer& offer, const sim::LeverSetting& setting) {
    const std::string name(offer.info.name);
    const Reach reach = reach_of(ui.explorer().geography(), setting);
    ui.wrapped(fmt::format("Where: {}.", where_words(setting, ui.explorer().geography())));
    const std::string reached =
        offer.info.kind == sim::LeverKind::kMonitoring
            ? "Changes nobody."
            : fmt::format(
                  "Reaches {} neighbourhoods, {:.0f} % of residents; {:.0f} % of them live in the most deprived fifth.",
                  reach.neighbourhoods.size(), 100 * reach.share, 100 * reach.most_deprived_share);
    ui.muted(fmt::format("{} {} so far, £{} per {}.", reached,
                         millions(money_.so_far[static_cast<std::size_t>(offer.info.kind)]),
                         unit_price(setting.cost.gbp), setting.cost.per));
    if (const std::string rule = turned_words(setting); !rule.empty()) ui.wrapped(rule);
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
    if (ImGui::MenuItem("The district where fewest get on well")) ui.act("lever_where", {name, "lowest", "1"});
    if (ImGui::MenuItem("The 3 districts where fewest get on well")) ui.act("lever_where", {name, "lowest", "3"});
    if (ui.menu_item("Only in the selected place", nullptr, false, !ui.now().place.whole)) ui.act("lever_here", {name});
    ImGui::Separator();
    if (ImGui::MenuItem("All districts")) ui.act("lever_districts", {name, "all"});
    for (const auto& district : ui.explorer().geography().districts)
        if (ImGui::MenuItem(("Only " + district.name).c_str())) ui.act("lever_districts", {name, district.name});
    ImGui::EndPopup();
}

}  // namespace concord::explorer
