#include "tests/support/disclosed_pictures.h"

#include <fmt/format.h>

#include <fstream>
#include <set>
#include <sstream>

#include "scenarios/files/text.h"
#include "sim/measures/flows.h"
#include "tests/support/disclosed_measures.h"

namespace concord::tests {
namespace {

using sim::Quantity;
using sim::Resolution;

std::string without_entities(std::string text) {
    for (const auto& [entity, character] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&apos;", "'"}, {"&amp;", "&"}})
        text = scenarios::replaced(std::move(text), entity, character);
    return text;
}

// What stands in every element of that name, in order.
std::vector<std::string> elements(const std::string& svg, const std::string& name) {
    std::vector<std::string> all;
    const std::string open = "<" + name, close = "</" + name + ">";
    for (std::size_t at = 0; (at = svg.find(open, at)) != std::string::npos;) {
        const std::size_t begin = svg.find('>', at) + 1, end = svg.find(close, begin);
        if (begin == 0 || end == std::string::npos) break;
        const char after = svg[at + open.size()];
        if (after == ' ' || after == '>') all.push_back(without_entities(svg.substr(begin, end - begin)));
        at = end;
    }
    return all;
}

class Picture {
  public:
    explicit Picture(const std::string& svg) {
        const auto titles = elements(svg, "title"), meant = elements(svg, "desc");
        title_ = titles.empty() ? "" : titles.front();
        description_ = meant.empty() ? "" : meant.front();
        // The title is drawn first, over as many lines as it takes; the subtitle follows.
        std::string drawn;
        bool below = false;
        for (const std::string& line : elements(svg, "text")) {
            if (below) {
                if (words_.empty()) subtitle_ = line;
                words_ += (words_.empty() ? "" : " ") + line;
            } else {
                drawn += (drawn.empty() ? "" : " ") + line;
                below = drawn == title_;
            }
        }
    }

    std::vector<std::string> complaints() {
        if (title_.empty() || words_.empty()) return {"is a picture that is not known"};
        constexpr std::string_view kHeadlines = "Headline outcomes, ",
                                   kWho = "Who gains and who loses: ", kMonitored = ", as monitored and in truth";
        if (description_.starts_with("Map of "))
            map();
        else if (title_.starts_with(kHeadlines))
            outcomes_named(Quantity::kLevel, cell_of_place(title_.substr(kHeadlines.size())));
        else if (title_.starts_with(kWho))
            groups(title_.substr(kWho.size()));
        else if (title_.starts_with("Why "))
            why();
        else if (title_.ends_with(kMonitored))
            hold_indicator(title_.substr(0, title_.size() - kMonitored.size()), place());
        else if (title_ == "Which of these four has the programme?")
            line_up();
        else if (title_ == "What the room expected")
            predictions();
        else if (row_titled(known_outcomes(), title_))
            hold_outcome(title_, Quantity::kLevel, place());
        else if (title_.find(" minus ") != std::string::npos)
            outcomes_named(Quantity::kDifference, place());
        else if (title_ != "Assumptions" && !title_.starts_with("What "))  // assumed and paid: no measure of residents
            complain("is a picture that is not known: " + title_);
        return {complaints_.begin(), complaints_.end()};
    }

  private:
    std::string title_, description_, subtitle_, words_;  // words: all that is drawn below the title
    std::set<std::string> complaints_;

    void complain(const std::string& what) { complaints_.insert(what); }
    void hold(const sim::Disclosure* disclosure, Quantity quantity, sim::Cell cell, const std::string& what) {
        if (!disclosure)
            complain(fmt::format("\"{}\" is no measure that is known", what));
        else if (!sim::may_show(*disclosure, quantity, cell))
            complain(fmt::format("shows \"{}\" where it may not", what));
    }
    void hold_outcome(const std::string& outcome, Quantity quantity, sim::Cell cell) {
        const auto* info = row_titled(known_outcomes(), outcome);
        hold(info ? &info->disclosure : nullptr, quantity, cell, outcome);
    }
    void hold_indicator(const std::string& indicator, sim::Cell cell) {
        const auto* info = row_titled(sim::kIndicatorTable, indicator);
        hold(info ? &info->disclosure : nullptr, Quantity::kLevel, cell, indicator);
    }
    bool says(std::string_view words) const { return words_.find(words) != std::string::npos; }
    sim::Cell place() const { return cell_of_place(subtitle_.substr(0, subtitle_.find(','))); }

    void map() {
        const auto level = resolution_of_map(subtitle_);
        if (!level) return complain("is a map of places that are not known: " + subtitle_);
        const std::string measure = title_.substr(0, title_.rfind(": "));
        const sim::MeasureInfo* info = measure_of_map(measure);
        const bool difference = description_.starts_with("Map of Difference");
        if (is_hate_incidents(info) && !difference)
            return complain("maps hate incidents otherwise than as a difference");
        hold(info ? &info->disclosure : nullptr, difference ? Quantity::kDifference : Quantity::kLevel, {*level},
             measure);
    }

    void outcomes_named(Quantity quantity, sim::Cell cell) {
        for (const sim::MeasureInfo& info : known_outcomes())
            if (says(info.title)) hold(&info.disclosure, quantity, cell, std::string(info.title));
    }

    void groups(const std::string& outcome) {
        const auto* info = row_titled(known_outcomes(), outcome);
        if (!info) info = row_titled(sim::kEqualityTable, outcome);
        const Quantity quantity = description_.starts_with("Table of ") ? Quantity::kLevel : Quantity::kDifference;
        for (const auto& [label, by] : {std::pair{"eprivation fifth ", sim::Breakdown::kDeprivationFifth},
                                        {"ge ", sim::Breakdown::kAgeBand},
                                        {"thnic group ", sim::Breakdown::kEthnicGroup},
                                        {"ouseholds with", sim::Breakdown::kHousehold}})
            if (says(label))
                hold(info ? &info->disclosure : nullptr, quantity, {Resolution::kGreaterManchester, by}, outcome);
    }

    void why() {
        constexpr std::string_view kWhy = "Why ", kDiffers = " differs in ";
        const std::size_t differs = title_.find(kDiffers);
        if (differs == std::string::npos) return complain("is a ledger that is not known: " + title_);
        const sim::Cell cell = cell_of_place(title_.substr(differs + kDiffers.size()));
        const std::string state = scenarios::upper_first(title_.substr(kWhy.size(), differs - kWhy.size()));
        const auto* info = row_titled(sim::kStateTable, state);
        hold(info ? &info->disclosure : nullptr, Quantity::kDifference, cell, state);
        for (std::size_t k = 0; k < sim::kLedgerColumns; ++k)
            for (const std::string_view words : sim::kLedgerTable[k].words)
                if (words.find(' ') != std::string_view::npos && says(words))
                    hold(&sim::kLedgerTable[k].disclosure, Quantity::kDifference, cell, std::string(words));
    }

    // "Feeling safe in Oldham on 5 Jan 2027: by how many points will ... differ from ...?"
    void predictions() {
        const std::string measure = words_.substr(0, words_.find(" in "));
        const std::size_t place = measure.size() + 4;
        if (words_.size() < place) return complain("is a question that is not known: " + words_);
        const bool difference = says("differ from");
        hold_outcome(measure, difference ? Quantity::kDifference : Quantity::kLevel,
                     cell_of_place(words_.substr(place, words_.find(" on ", place) - place)));
    }

    void line_up() {
        const std::string asked = words_.substr(0, words_.find(", reports to "));
        const std::size_t place = asked.rfind(", ");
        if (place == std::string::npos) return complain("does not say what is lined up where: " + subtitle_);
        hold_indicator(asked.substr(0, place), cell_of_place(asked.substr(place + 2)));
    }
};

}  // namespace

std::vector<std::string> complaints_of_picture(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return Picture(text.str()).complaints();
}

}  // namespace concord::tests
