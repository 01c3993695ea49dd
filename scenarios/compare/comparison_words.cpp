#include "scenarios/compare/comparison_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scenarios/compare/dose.h"
#include "scenarios/compare/matters.h"
#include "scenarios/files/text.h"

namespace concord::scenarios {
namespace {

constexpr int kPairsTold = 1;

bool drawn(const Comparison& c) { return c.plan.parameters != ParameterDraws::kDefaults; }
const char* replicate_word(const Comparison& c) { return drawn(c) ? "draws" : "pairs of runs"; }

std::string difference_words(double mean, const Interval& interval, const std::string& unit) {
    const int decimals = decimals_for(mean, interval);
    return fmt::format("{} {} ({})", signed_number(mean, decimals), unit, interval_words(interval, decimals));
}

std::string unit_words(const sim::MeasureInfo& outcome) {
    return sim::usual_smallest_difference(outcome).of_baseline ? std::string(outcome.unit) : "points";
}

std::string pair_sentence(const Comparison& c, const PairOfOptions& pair, const sim::MeasureInfo& outcome) {
    const std::string &a = c.plan.names[static_cast<std::size_t>(pair.option)],
                      &b = c.plan.names[static_cast<std::size_t>(pair.other)];
    switch (pair.verdict) {
        case sim::Verdict::kNotModelled: return {};
        case sim::Verdict::kNoChangeThatMatters: return fmt::format("{} and {} differ by less than matters. ", a, b);
        default: break;
    }
    const std::string verdict = pair.verdict == sim::Verdict::kGain   ? fmt::format("{} does better than {}", a, b)
                                : pair.verdict == sim::Verdict::kHarm ? fmt::format("{} does worse than {}", a, b)
                                                                      : "which of the two does better, one cannot say";
    return fmt::format("{} against {}: {}; ahead in {:.0f} % of {}, expected difference {}. ", a, b, verdict,
                       100 * pair.share_better, replicate_word(c),
                       difference_words(pair.mean, pair.interval, unit_words(outcome)));
}

}  // namespace

std::string letter(int option) { return std::string(1, static_cast<char>('A' + (option - 1) % 26)); }

int decimals_for(double mean, const Interval& interval) {
    const double largest = std::max({std::abs(mean), std::isnan(interval.low) ? 0 : std::abs(interval.low),
                                     std::isnan(interval.high) ? 0 : std::abs(interval.high)});
    return largest >= 1 ? 1 : largest >= 0.1 ? 2 : largest >= 0.01 ? 3 : 4;
}

std::string interval_words(const Interval& interval, int decimals) {
    if (std::isnan(interval.low)) return "too few runs";
    return signed_number(interval.low, decimals) + " to " + signed_number(interval.high, decimals);
}

std::string pounds(double x) {
    const double size = std::abs(x);
    const char* sign = x < 0 ? "-" : "";
    if (std::isinf(x)) return "no upper limit";
    if (size >= 1e6)
        return fmt::format(
            "{}£{}m", sign,
            size >= 1e8 ? with_thousands(size / 1e6) : fmt::format("{:.{}f}", size / 1e6, size >= 1e7 ? 1 : 2));
    if (size >= 1e3) return fmt::format("{}£{:.0f}k", sign, size / 1e3);
    return fmt::format("{}£{:.0f}", sign, size);
}

std::string about(double number) {
    const double size = std::abs(number);
    if (size < 1) return "fewer than 1";
    const double step = std::pow(10.0, std::max(0.0, std::floor(std::log10(size)) - 1));  // two figures
    return with_thousands(std::round(size / step) * step);
}

std::string verdict_words(const Difference& d, int better) {
    if (std::isnan(d.mean)) return "not defined";
    switch (d.verdict) {
        case sim::Verdict::kNotModelled: return "not modelled";
        case sim::Verdict::kNoChangeThatMatters: return "too small";
        case sim::Verdict::kCannotSay: {
            if (std::isnan(d.interval.low) || d.mean * better == 0) return "cannot say";
            const char* side = d.mean * better > 0 ? "better" : "worse";
            const double share = std::round(100 * d.share_same_sign);
            return share >= 100 ? fmt::format("? {} in all", side) : fmt::format("? {} in {:.0f}%", side, share);
        }
        default: break;
    }
    return fmt::format("{} {}", sim::name_of(d.verdict), signed_number(d.mean, decimals_for(d.mean, d.interval)));
}

std::string participant_words(const Difference& d, int better, bool put_in) {
    if (std::isnan(d.mean)) return "-";
    if (put_in) switch (d.verdict) {
            case sim::Verdict::kGain: return "put in " + signed_number(d.mean, decimals_for(d.mean, d.interval));
            case sim::Verdict::kNoChangeThatMatters: return "put in, small";
            case sim::Verdict::kCannotSay: return "put in, unsure";  // for the better, or it would not be called put in
            default: break;
        }
    return verdict_words(d, better);
}

std::string people_meaning(const Difference& d, const sim::MeasureInfo& outcome) {
    if ((d.verdict != sim::Verdict::kGain && d.verdict != sim::Verdict::kHarm) || std::isnan(d.people)) return {};
    const char* direction = d.people > 0 ? "more" : "fewer";
    if (outcome.name == sim::kOutcomeTable[sim::kOutcomeHateIncidents].name)
        return fmt::format("{} hate incidents a year", direction);
    if (outcome.name == sim::kOutcomeTable[sim::kOutcomePoliceTrustFell].name)
        return fmt::format("{} adults who lost trust in the police", direction);
    const bool fifth = outcome.name == sim::kOutcomeTable[sim::kOutcomeGetOnWellMostDeprived].name;
    if (fifth) return {};  // the group's adults are not those of the fifth
    return fmt::format("{} adults {}", direction, outcome.meaning);
}

std::string people_words(const Difference& d, const sim::MeasureInfo& outcome) {
    const std::string meaning = people_meaning(d, outcome);
    return meaning.empty() ? meaning : fmt::format("about {} {}", about(d.people), meaning);
}

std::string price_words(const Difference& d, const sim::SmallestDifference& matters, const sim::MeasureInfo& outcome) {
    if (d.verdict == sim::Verdict::kGain)
        return d.cost_words.empty() ? fmt::format("{} a point ({} to {})", pounds(d.cost_per_point),
                                                  pounds(d.cost_interval.low), pounds(d.cost_interval.high))
                                    : d.cost_words;
    if (d.verdict == sim::Verdict::kHarm || d.verdict == sim::Verdict::kNotModelled)
        return std::string(sim::name_of(d.verdict));
    if (std::isnan(d.multiple)) return "cannot say what it would take";
    const std::string more = fmt::format("{} {}", words_of(matters, outcome), outcome.better > 0 ? "more" : "less");
    if (d.multiple == kOutOfReach)
        return fmt::format("{}: out of reach, beyond {:g} times the programme", more, kMostMultiple);
    const std::string on_average = d.multiple > 1
                                       ? fmt::format("about {:.1f} times the programme on average", d.multiple)
                                       : "so on average already";
    return d.multiple_for_gain == kOutOfReach
               ? fmt::format("{}: {}, a gain not within {:g} times", more, on_average, kMostMultiple)
               : fmt::format("{}: {}, {:.1f} times for a gain", more, on_average, d.multiple_for_gain);
}

std::string conclusion(const Comparison& c) {
    const int lead = sim::kOutcomeGetOnWell;
    const sim::MeasureInfo& outcome = c.outcomes.at(lead);
    std::array<std::vector<std::string>, sim::kVerdictNames.size()> by_verdict;
    std::vector<int> may_matter;
    for (int s = 1; s < c.scenarios(); ++s) {
        const sim::Verdict verdict = c.difference(s, 0, lead).verdict;
        by_verdict[static_cast<std::size_t>(verdict)].push_back(c.plan.names[static_cast<std::size_t>(s)]);
        if (verdict == sim::Verdict::kGain || verdict == sim::Verdict::kCannotSay) may_matter.push_back(s);
    }
    std::string text = fmt::format("{}, Greater Manchester, year {}: ", outcome.title, c.plan.years());
    if (by_verdict[0].empty()) text += "no option is a gain. ";
    for (std::size_t v = 0; v < by_verdict.size(); ++v)
        if (!by_verdict[v].empty())
            text += fmt::format("{}: {}. ", upper_first(std::string(sim::kVerdictNames[v])), joined(by_verdict[v]));
    // The one from which most is expected against the next; the rest of the pairs stand in the details.
    std::stable_sort(may_matter.begin(), may_matter.end(),
                     [&](int a, int b) { return c.difference(a, 0, lead).mean > c.difference(b, 0, lead).mean; });
    int told = 0, untold = 0;
    for (const int other : may_matter) {
        if (other == may_matter.front()) continue;
        if (told < kPairsTold)
            text += pair_sentence(c, pair_of(c, may_matter.front(), other, 0, lead), outcome), ++told;
        else
            ++untold;
    }
    if (untold > 0)
        text += fmt::format("{} with {} in --details. ", counted(static_cast<std::size_t>(untold), "further pair"),
                            c.plan.names[static_cast<std::size_t>(may_matter.front())]);
    text.pop_back();
    return text;
}

std::string interactions(const Comparison& c) {
    std::string text;
    for (int s = 1; s < c.scenarios(); ++s) {
        std::vector<std::string> parts;
        for (const int part : c.plan.parts.at(static_cast<std::size_t>(s)))
            parts.push_back(c.plan.names[static_cast<std::size_t>(part)]);
        if (parts.empty()) continue;
        std::vector<std::string> alike, unsure, differing;
        for (int o = 0; o < static_cast<int>(c.outcomes.size()); ++o) {
            const Interaction i = interaction_of(c, s, 0, o);
            const sim::MeasureInfo& outcome = c.outcomes[static_cast<std::size_t>(o)];
            const std::string title = lower_first(outcome.title);
            if (i.verdict == sim::Verdict::kNoChangeThatMatters) alike.push_back(title);
            if (i.verdict == sim::Verdict::kCannotSay) unsure.push_back(title);
            if (i.verdict == sim::Verdict::kGain || i.verdict == sim::Verdict::kHarm)
                differing.push_back(title + " by " + difference_words(i.mean, i.interval, unit_words(outcome)));
        }
        text +=
            fmt::format("{} against the sum of {} in Greater Manchester: ", c.plan.names[static_cast<std::size_t>(s)],
                        joined(parts));
        if (!differing.empty()) text += fmt::format("it differs in {}. ", joined(differing));
        if (!alike.empty()) text += fmt::format("No difference that matters: {}. ", joined(alike));
        if (!unsure.empty()) text += fmt::format("Cannot say: {}. ", joined(unsure));
    }
    if (!text.empty()) text.pop_back();
    return text;
}

std::string how_sure(const Comparison& c) {
    const std::string made = fmt::format("{} comparisons were made{}. ", number_of_comparisons(c),
                                         c.scenarios() > 2 ? ", options with one another among them" : "");
    return made + (drawn(c) ? "Draws are a range of assumptions, not significance."
                            : "Intervals are of chance alone, one in twenty is expected to miss; what parameters leave "
                              "open comes on top (--draws prior).");
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t k = 0; k < names.size(); ++k)
        text += (k == 0 ? "" : k + 1 == names.size() ? " and " : ", ") + names[k];
    return text;
}

std::string wrapped(const std::string& text, std::size_t indent) {
    constexpr std::size_t kWidth = 118;
    const std::string begins(indent, ' ');
    const auto columns = [](std::string_view word) {  // bytes that begin a character
        return static_cast<std::size_t>(
            std::count_if(word.begin(), word.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
    };
    std::string out = begins;
    std::size_t column = indent, at = 0;
    while (at < text.size()) {
        const std::size_t space = std::min(text.find(' ', at), text.size());
        const std::string_view word = std::string_view(text).substr(at, space - at);
        if (column > indent && column + 1 + columns(word) > kWidth) out += "\n" + begins, column = indent;
        if (column > indent) out += ' ', ++column;
        out += word;
        column += columns(word);
        at = space + 1;
    }
    return out;
}

}  // namespace concord::scenarios
