#include "sim/policy/levers.h"

#include <stdexcept>
#include <string>

namespace concord::sim {

bool is_allowed(const LeverField& field, const FieldValue& value) {
    const auto choices = field.choices.size();
    switch (field.kind) {
        case FieldKind::kNumber:
        case FieldKind::kShare: return value.number >= field.low && value.number <= field.high;
        case FieldKind::kChoice: return value.choice >= 0 && static_cast<std::size_t>(value.choice) < choices;
        case FieldKind::kSet: return choices >= 32 || value.members >> choices == 0;
    }
    return false;
}

const LeverInfo& info(LeverKind kind) {
    const auto index = static_cast<std::size_t>(kind);
    if (index >= lever_table().size()) throw std::out_of_range("no lever of kind " + std::to_string(index));
    return lever_table()[index];
}

std::size_t LeverInfo::field(std::string_view key) const {
    for (std::size_t k = 0; k < fields.size(); ++k)
        if (fields[k].key == key) return k;
    throw std::out_of_range(std::string(name) + " has no field " + std::string(key));
}

}  // namespace concord::sim
