#include "scenarios/compare/matters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "scenarios/files/shown_text.h"
#include "scenarios/files/text.h"
#include "sim/measures/items.h"

namespace concord::scenarios {
namespace {

bool in_points(const sim::MeasureInfo& outcome) { return !sim::usual_smallest_difference(outcome).of_baseline; }

[[noreturn]] void refuse(const std::string& entry, const std::string& problem) {
    throw std::invalid_argument(fmt::format("--matters {}: {}", printable(entry), problem));
}

std::size_t outcome_named(const std::string& entry, std::string_view name, std::span<const sim::MeasureInfo> outcomes) {
    if (name == "incidents") name = sim::kOutcomeTable[sim::kOutcomeHateIncidents].name;
    if (name == "lost_trust") name = sim::kOutcomeTable[sim::kOutcomePoliceTrustFell].name;
    std::string known;
    for (std::size_t o = 0; o < outcomes.size(); ++o) {
        if (outcomes[o].name == name) return o;
        known += (known.empty() ? "" : ", ") + std::string(outcomes[o].name);
    }
    refuse(entry, "expected OUTCOME=SIZE with one of the outcomes " + known + ", incidents, lost_trust");
}

sim::SmallestDifference difference_in(const std::string& entry, std::string_view size,
                                      const sim::MeasureInfo& outcome) {
    const bool share = size.ends_with('%');
    if (share) size = trimmed(size.substr(0, size.size() - 1));
    double number = 0;
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), number);
    const bool whole = error == std::errc() && end == size.data() + size.size() && number > 0;
    if (in_points(outcome) && (share || !whole || number > 100))
        refuse(entry, fmt::format("{} takes points above 0 and up to 100, without a sign for percent", outcome.name));
    if (!in_points(outcome) && (!whole || number > 1e6 || (share && number > 100)))
        refuse(entry,
               fmt::format("{} takes a number above 0 ({}), or a share of the baseline's level above 0 and up to "
                           "100 with %, such as 5%",
                           outcome.name, outcome.unit));
    return {.size = share ? number / 100 : number, .of_baseline = share};
}

}  // namespace

std::vector<sim::SmallestDifference> parse_matters(const std::string& text,
                                                   std::span<const sim::MeasureInfo> outcomes) {
    std::vector<sim::SmallestDifference> matters;
    for (const sim::MeasureInfo& outcome : outcomes) matters.push_back(sim::usual_smallest_difference(outcome));
    std::vector<std::size_t> named;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string entry(trimmed(std::string_view(text).substr(at, end - at)));
        const std::size_t equals = std::min(entry.find('='), entry.size());
        const std::size_t o = outcome_named(entry, trimmed(std::string_view(entry).substr(0, equals)), outcomes);
        if (std::find(named.begin(), named.end(), o) != named.end()) refuse(entry, "that outcome is named twice");
        named.push_back(o);
        matters[o] = difference_in(
            entry, equals < entry.size() ? trimmed(std::string_view(entry).substr(equals + 1)) : std::string_view(),
            outcomes[o]);
        at = end + 1;
    }
    return matters;
}

std::string words_of(const sim::SmallestDifference& difference, const sim::MeasureInfo& outcome) {
    if (difference.of_baseline) return fmt::format("{:g} % of the baseline", 100 * difference.size);
    if (in_points(outcome)) return fmt::format("{:g} points", difference.size);
    return fmt::format("{:g} {}", difference.size, outcome.unit);
}

std::string matters_text(const std::vector<sim::SmallestDifference>& matters,
                         std::span<const sim::MeasureInfo> outcomes) {
    std::string text;
    for (std::size_t o = 0; o < matters.size() && o < outcomes.size(); ++o)
        text += fmt::format("{}{}={:g}{}", text.empty() ? "" : ",", outcomes[o].name,
                            matters[o].of_baseline ? 100 * matters[o].size : matters[o].size,
                            matters[o].of_baseline ? "%" : "");
    return text;
}

}  // namespace concord::scenarios
