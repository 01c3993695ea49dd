#include "viz/map/place_search.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "viz/map/comparable_text.h"

namespace concord::map {

namespace {

constexpr std::size_t kLongestQuery = 100;  // bytes; more is no name of a place

enum class Match : int { kWhole = 0, kBeginning, kWords, kOneMistake, kTwoMistakes };

bool begins_with(std::string_view text, std::string_view beginning) {
    return text.substr(0, beginning.size()) == beginning;
}

// Every word typed begins a word of its own.
bool words_match(const std::vector<std::string>& typed, std::vector<std::string> words) {
    return std::all_of(typed.begin(), typed.end(), [&](const std::string& word) {
        const auto found = std::find_if(words.begin(), words.end(),
                                        [&](const std::string& candidate) { return begins_with(candidate, word); });
        if (found == words.end()) return false;
        words.erase(found);
        return true;
    });
}

std::size_t forgiven(std::size_t letters) { return letters >= 7 ? 2 : letters >= 4 ? 1 : 0; }

std::optional<Match> near_match(const std::string& typed, const std::string& name) {
    const std::size_t allowed = forgiven(typed.size());
    if (allowed == 0) return std::nullopt;
    // More of the name than could be meant costs time only.
    const std::size_t mistakes = mistakes_in_beginning(typed, std::string_view(name).substr(0, typed.size() + allowed));
    if (mistakes > allowed) return std::nullopt;
    return mistakes <= 1 ? Match::kOneMistake : Match::kTwoMistakes;
}

}  // namespace

PlaceSearch::PlaceSearch(const sim::Geography& geography) {
    const auto district = [&](int index) { return geography.districts[static_cast<std::size_t>(index)].name; };
    for (std::size_t i = 0; i < geography.districts.size(); ++i)
        add(Level::kDistrict, i, geography.districts[i].name, geography.districts[i].code, "", "");
    for (std::size_t i = 0; i < geography.wards.size(); ++i)
        add(Level::kWard, i, geography.wards[i].name, geography.wards[i].code, "",
            district(geography.wards[i].district));
    for (std::size_t i = 0; i < geography.areas.size(); ++i)
        add(Level::kArea, i, geography.areas[i].name, geography.areas[i].code, "",
            district(geography.areas[i].district));
    for (std::size_t i = 0; i < geography.neighbourhoods.size(); ++i) {
        const sim::Neighbourhood& here = geography.neighbourhoods[i];
        add(Level::kNeighbourhood, i, here.name, here.code, geography.areas[static_cast<std::size_t>(here.area)].name,
            district(here.district));
    }
}

void PlaceSearch::add(Level level, std::size_t unit, const std::string& name, const std::string& code,
                      const std::string& within, const std::string& district) {
    Entry entry;
    entry.place.level = level;
    entry.place.unit = static_cast<int>(unit);
    entry.place.name = name;
    if (!within.empty()) entry.place.name.append(" (").append(within).append(")");
    if (!district.empty()) entry.place.name.append(", ").append(district);
    entry.name = comparable(name);
    entry.code = comparable(code);
    entry.words = words_of(entry.name);
    for (std::string& word : words_of(comparable(district))) entry.words.push_back(std::move(word));
    entries_.push_back(std::move(entry));
}

std::vector<FoundPlace> PlaceSearch::find(std::string_view query, std::size_t most) const {
    const std::string typed = comparable(query.substr(0, kLongestQuery));
    if (typed.empty()) return {};
    const std::vector<std::string> words = words_of(typed);

    const auto match = [&](const Entry& entry) -> std::optional<Match> {
        if (entry.name == typed || entry.code == typed) return Match::kWhole;
        // A hundred neighbourhoods begin with their district's name: they must not bury its wards and areas.
        const bool is_neighbourhood = entry.place.level == Level::kNeighbourhood;
        if (begins_with(entry.name, typed)) return is_neighbourhood ? Match::kWords : Match::kBeginning;
        // A code is recognised from its letter and two digits on: shorter ones begin thousands.
        if (typed.size() > 2 && begins_with(entry.code, typed)) return Match::kBeginning;
        if (words_match(words, entry.words)) return Match::kWords;
        if (is_neighbourhood) return std::nullopt;
        return near_match(typed, entry.name);
    };
    using Ranked = std::tuple<Match, int, std::size_t, std::size_t>;  // match, level, length of name, entry
    std::vector<Ranked> found;
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (const std::optional<Match> how = match(entries_[i]))
            found.emplace_back(*how, -static_cast<int>(entries_[i].place.level), entries_[i].name.size(), i);
    std::sort(found.begin(), found.end());
    std::vector<FoundPlace> places;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i)
        places.push_back(entries_[std::get<3>(found[i])].place);
    return places;
}

}  // namespace concord::map
