#include "scenarios/validate/patterns.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "scenarios/validate/cross_section_patterns.h"
#include "scenarios/validate/run_patterns.h"

namespace concord::validate {
namespace {

// A piece of work: several patterns may come from one.
struct Piece {
    std::vector<std::string_view> patterns;
    std::vector<Result> (*evaluate)(const Setting&);
    bool is_of(std::string_view id) const { return std::find(patterns.begin(), patterns.end(), id) != patterns.end(); }
};
const std::vector<Piece>& pieces() {
    static const std::vector<Piece> all = {
        {{"P1", "P2", "P3", "P13", "P14"}, district_and_area_patterns},
        {{"P2", "P15"}, trust_by_area},
        {{"P4"}, ties_across_backgrounds},
        {{"P5"}, no_drift},
        {{"P6"}, surges},
        {{"P7"}, contact_programme},
        {{"P8"}, police_encounters},
        {{"P9"}, likeness_of_neighbours},
        {{"P10", "P11"}, seats_in_a_district},
        {{"P12"}, records_when_trust_falls},
        {{"P12"}, records_under_decline},
        {{"P16"}, pilot_and_roll_out},
        {{"P17"}, hindcast},
        {{"P18"}, levers_against_formula},
    };
    return all;
}

constexpr int kPatterns = 18;
int number_of(const std::string& id) { return std::stoi(id.substr(1)); }

}  // namespace

std::vector<std::string> pattern_names() {
    std::vector<std::string> names;
    for (int k = 1; k <= kPatterns; ++k) names.push_back(std::string(1, 'P').append(std::to_string(k)));
    return names;
}

Evaluation evaluate_patterns(const Setting& setting, const std::set<std::string>& only,
                             const EvaluationProgress& progress) {
    const auto names = pattern_names();
    for (const std::string& name : only)
        if (std::find(names.begin(), names.end(), name) == names.end())
            throw std::invalid_argument("there is no pattern " + name + ": expected P1 to P18");
    const auto wanted = [&](std::string_view id) { return only.empty() || only.contains(std::string(id)); };
    std::vector<const Piece*> work;
    for (const Piece& piece : pieces())
        if (std::any_of(piece.patterns.begin(), piece.patterns.end(), wanted)) work.push_back(&piece);

    Evaluation out;
    std::size_t done = 0;
    try {
        for (; done < work.size(); ++done) {
            std::string what;
            for (const std::string_view id : work[done]->patterns)
                if (wanted(id)) what.append(what.empty() ? "" : ", ").append(id);
            if (progress && !progress(static_cast<int>(done), static_cast<int>(work.size()), what)) break;
            for (Result& row : work[done]->evaluate(setting))
                if (wanted(row.id)) out.rows.push_back(std::move(row));
        }
    } catch (const Interrupted&) {
    }
    const auto undone = [&](const std::string& id) {
        return wanted(id) && std::any_of(work.begin() + static_cast<std::ptrdiff_t>(done), work.end(),
                                         [&](const Piece* piece) { return piece->is_of(id); });
    };
    std::copy_if(names.begin(), names.end(), std::back_inserter(out.left_out), undone);
    std::erase_if(out.rows, [&](const Result& row) { return undone(row.id); });
    std::stable_sort(out.rows.begin(), out.rows.end(),
                     [](const Result& a, const Result& b) { return number_of(a.id) < number_of(b.id); });
    return out;
}

}  // namespace concord::validate
