#include "scenarios/format/rule_section.h"

#include <fmt/format.h>

#include <algorithm>

namespace concord::scenarios {
namespace {

constexpr std::string_view kExample =
    "rule = { indicator = \"feel_safe\", below = \"85%\", reports = 2, by = \"district\", then = \"100%\", otherwise "
    "= \"0%\" }";
constexpr std::string_view kDistrictByDistrict = "district", kByAll = "greater_manchester";

std::string_view name_of(int indicator) { return sim::kIndicatorNames[static_cast<std::size_t>(indicator)]; }

int indicator_of(const CheckedTable& rule) {
    const std::string name = rule.required_text("indicator", "\"feel_safe\"");
    const std::vector<std::string_view> names(sim::kIndicatorNames.begin(), sim::kIndicatorNames.end());
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        rule.fail(*rule.find("indicator"), fmt::format("no indicator \"{}\"{}; allowed are {}", name,
                                                       suggestion(name, names), either(names, "and")));
    return static_cast<int>(found - names.begin());
}

double threshold_of(const CheckedTable& rule, const TomlNode& value, std::string_view key, int indicator) {
    const double highest = sim::highest_threshold(indicator);
    return sim::is_asked(indicator) ? rule.percent_of(value, key, 0, highest) : rule.number_of(value, key, 0, highest);
}

double share_of(const CheckedTable& rule, std::string_view key, double usual) {
    const TomlNode* value = rule.find(key);
    return value ? rule.percent_of(*value, key, 0, 100) / 100 : usual;
}

bool by_district(const CheckedTable& rule) {
    const TomlNode* value = rule.find("by");
    if (!value) return false;
    const bool text = value->kind == TomlNode::Kind::kText;
    if (text && value->text == kDistrictByDistrict) return true;
    if (!text || value->text != kByAll)
        rule.fail(*value, fmt::format("by = {} is no place; allowed are \"{}\" and \"{}\"", shown(*value),
                                      kDistrictByDistrict, kByAll));
    return false;
}

std::string percent(double share) { return fmt::format("\"{}%\"", 100 * share); }
std::string much(double share) {
    if (share == 0) return "nothing";
    return share == 1 ? "all of it" : fmt::format("{:g} % of it", 100 * share);
}

}  // namespace

std::optional<sim::Rule> read_rule(const CheckedTable& lever) {
    const TomlNode* value = lever.find("rule");
    if (!value) return {};
    if (value->kind != TomlNode::Kind::kTable)
        lever.fail(*value, fmt::format("rule = {} is not a rule; write for example {}", shown(*value), kExample));
    const CheckedTable table(lever.file(), *value, fmt::format("rule of {}", lever.title()),
                             {"indicator", "below", "above", "reports", "by", "then", "otherwise", "source", "note"});
    sim::Rule rule;
    rule.indicator = indicator_of(table);
    const TomlNode *below = table.find("below"), *above = table.find("above");
    if (!below == !above)
        table.fail(fmt::format("{} needs either below or above; write for example {}", table.title(), kExample));
    rule.below = below != nullptr;
    rule.threshold = threshold_of(table, below ? *below : *above, below ? "below" : "above", rule.indicator);
    rule.reports = table.integer("reports", 1, sim::kMostReportsInARow).value_or(1);
    rule.by_district = by_district(table);
    rule.then = share_of(table, "then", 1);
    rule.otherwise = share_of(table, "otherwise", 0);
    table.text("source");
    table.text("note");
    return rule;
}

std::string rule_toml(const sim::Rule& rule) {
    const std::string threshold =
        sim::is_asked(rule.indicator) ? fmt::format("\"{}%\"", rule.threshold) : fmt::format("{}", rule.threshold);
    return fmt::format(
        "rule = {{ indicator = \"{}\", {} = {}, reports = {}, by = \"{}\", then = {}, otherwise = {} }}\n",
        name_of(rule.indicator), rule.below ? "below" : "above", threshold, rule.reports,
        rule.by_district ? kDistrictByDistrict : kByAll, percent(rule.then), percent(rule.otherwise));
}

std::string rule_words(const sim::Rule& rule) {
    return fmt::format("once {} is {} {:g}{} in {}, {}: {}; until then, and again after as many that are not: {}",
                       name_of(rule.indicator), rule.below ? "below" : "above", rule.threshold,
                       sim::is_asked(rule.indicator) ? " %" : " per 1,000 a year",
                       rule.reports == 1 ? "a report" : fmt::format("{} reports in a row", rule.reports),
                       rule.by_district ? "district by district" : "over Greater Manchester", much(rule.then),
                       much(rule.otherwise));
}

}  // namespace concord::scenarios
