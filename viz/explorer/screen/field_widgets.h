// Widgets for fields of levers that are no numbers: one choice, and a set of them.
#pragma once

#include <optional>

#include "viz/explorer/session/lever_values.h"

namespace concord::explorer {

// The value picked in this frame, if one was.
std::optional<sim::FieldValue> draw_choice(const sim::LeverField& field, const sim::FieldValue& stands);
std::optional<sim::FieldValue> draw_set(const sim::LeverField& field, const sim::FieldValue& stands);

}  // namespace concord::explorer
