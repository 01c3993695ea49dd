// Actions on assumptions: parameters of behaviour that a room fixes by hand.
#include <fmt/format.h>

#include <algorithm>

#include "sim/parameters/allowed.h"
#include "viz/explorer/actions/actions.h"
#include "viz/explorer/actions/choices.h"
#include "viz/explorer/session/branch_edits.h"

namespace concord::explorer {
namespace {

constexpr const char* kOpen = "open status_quo_today";

void assume(Explorer& explorer, const Values& values) {
    shown_plan(explorer);
    const auto* info = sim::find_parameter(values.text(0));
    if (info->prior == sim::Prior::kFixed)
        throw std::invalid_argument(
            fmt::format("assume: parameter \"{}\" is fixed: its evidence leaves no range", info->name));
    if (!sim::allows(*info, values.number(1)))
        throw std::invalid_argument(fmt::format("assume: value \"{:g}\": {} lies between {:g} and {:g} ({})",
                                                values.number(1), info->name, info->low, info->high, info->unit));
    change_assumption(explorer.edit(), info->name, values.number(1));
    explorer.edit().playing = false;
    explorer.log().remark(fmt::format("Every branch begins anew with {} = {:g} instead of {:g} {}", info->name,
                                      values.number(1), info->value, info->unit));
}

void assume_default(Explorer& explorer, const Values& values) {
    const auto& fixed = shown_plan(explorer).scenario().parameters;
    if (std::none_of(fixed.begin(), fixed.end(), [&](const auto& p) { return p.name == values.text(0); }))
        throw std::invalid_argument(fmt::format("{} was not changed", values.text(0)));
    change_assumption(explorer.edit(), values.text(0), std::nullopt);
}

std::string parameter_hint(const Explorer&, const std::vector<std::string>& before) {
    const auto* info = sim::find_parameter(before.front());
    if (!info) return {};
    if (info->prior == sim::Prior::kFixed) return fmt::format("{:g} {}, fixed", info->value, info->unit);
    return fmt::format("{}: by default {:g}, from {:g} to {:g}", info->unit, info->value, info->low, info->high);
}

}  // namespace

std::vector<Action> assumption_actions() {
    const ArgumentSpec which{.name = "parameter",
                             .kind = ArgumentKind::kChoice,
                             .choices = parameter_names,
                             .label = "Parameter",
                             .words = parameter_words};
    // clang-format off
    return {
        {"assume", "Change an assumption", "Assumptions", "Ctrl+U",
         "Fixes a parameter at a value of its range; every branch begins anew under it.",
         {which,
          {.name = "value", .kind = ArgumentKind::kNumber, .low = -1e9, .high = 1e9, .label = "Value",
           .hint = parameter_hint}}, "fair_share 0.6", kOpen, Effect::kEdit, assume},
        {"assume_default", "Back to the default", "Assumptions", "", "Frees a parameter that was changed.", {which},
         "fair_share", "open status_quo_today; assume fair_share 0.6", Effect::kEdit, assume_default},
    };
    // clang-format on
}

}  // namespace concord::explorer
