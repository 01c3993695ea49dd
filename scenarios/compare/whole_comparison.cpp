#include "scenarios/compare/whole_comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "scenarios/compare/comparison_screen.h"
#include "scenarios/compare/contested.h"
#include "scenarios/compare/detectability.h"
#include "scenarios/compare/dose.h"
#include "scenarios/compare/folder_contents.h"
#include "scenarios/compare/line_up.h"
#include "scenarios/compare/matters.h"
#include "scenarios/compare/meetings_table.h"
#include "scenarios/compare/provenance.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/folder_lock.h"
#include "scenarios/files/paths.h"
#include "scenarios/format/units_table.h"
#include "sim/measures/measure.h"

namespace concord::scenarios {
namespace {

constexpr const char* kContestedLeftOut =
    "Contested assumptions were left out (--contested 0): rankings may depend on them.\n";

ParameterDraws kind_of_draws(const std::string& draws) {
    if (draws == "defaults") return ParameterDraws::kDefaults;
    return draws == "prior" ? ParameterDraws::kPrior : ParameterDraws::kFile;
}

// The parts of a comparison, one after another.
class Parts {
  public:
    Parts(const sim::World& world, const PreparedComparison& prepared, const SeeToRuns& see_to)
        : world_(world), prepared_(prepared), see_to_(see_to) {}

    // Runs one part, folds and writes it. Empty when stopped or where runs failed.
    std::optional<Comparison> make(const ComparedPart& part, const std::vector<sim::Scenario>& scenarios,
                                   int runs) const {
        const CompareRequest& asked = prepared_.request;
        const bool main = part.assumption.empty();
        const Plan plan = make_plan(world_, scenarios,
                                    PlanOptions{.replicates = runs,
                                                .parameters = kind_of_draws(asked.draws),
                                                .seed = asked.seed,
                                                .inputs = prepared_.inputs,
                                                .assumption = part.assumption,
                                                .kernel = asked.kernel,
                                                .matters = prepared_.matters,
                                                .draws = prepared_.draws ? &*prepared_.draws : nullptr});
        const EnsembleOptions options{.folder = part.folder,
                                      .threads = asked.threads,
                                      .group = asked.group,
                                      .resume = asked.resume,
                                      .keep_fields = main ? asked.keep_fields : 0,
                                      .until_se = main ? asked.until_se : std::nullopt,
                                      .on_error = asked.on_error,
                                      .patience_minutes = asked.patience_minutes};
        const EnsembleResult made = see_to_(part, options, [&](const EnsembleOptions& seen_to) {
            return run_ensemble(world_, scenarios, plan, engine_runs(world_, scenarios, asked.threads), seen_to);
        });
        if (made.stopped || !made.failed.empty()) return std::nullopt;
        if (!asked.group.leads()) return Comparison{};  // the leading process folds and writes
        Comparison comparison = fold(part.folder, plan, made.replicates, world_.geography);
        write_comparison(part.folder, comparison);
        write_provenance(part.folder, provenance_of(plan, part.folder));
        return comparison;
    }

  private:
    const sim::World& world_;
    const PreparedComparison& prepared_;
    const SeeToRuns& see_to_;
};

// The comparison's own runs and its twins, each in its folder: which of them meet the events is the twins' to say.
Stress fold_stress_of(const std::filesystem::path& folder, const Comparison& comparison, const Comparison& twin,
                      const PreparedComparison& prepared, const sim::Geography& geography) {
    const StressTwins& twins = prepared.twins;
    const auto beside = folder / twins.folder;
    return twins.calm ? fold_stress(beside, twin, folder, comparison, prepared.options, twins.events, geography)
                      : fold_stress(folder, comparison, beside, twin, prepared.options, twins.events, geography);
}

}  // namespace

void check_request(const CompareRequest& asked, std::size_t scenarios, const SayOption& say) {
    if (scenarios < 2) throw std::invalid_argument("compare needs a baseline and at least one option");
    constexpr int kMostRuns = 100000;
    if (asked.runs < 2 || asked.runs > kMostRuns)
        throw std::invalid_argument(
            fmt::format("{}: expected 2 to {}", say("runs", std::to_string(asked.runs)), kMostRuns));
    if (is_there(asked.folder) && !is_folder(asked.folder))
        throw std::invalid_argument(asked.folder.string() + " is a file; --out needs a folder");
    if (asked.contested == 1 || asked.contested < -1)
        throw std::invalid_argument(say("contested", std::to_string(asked.contested)) + ": expected 0 or 2 and more");
    if (asked.keep_fields < 0)
        throw std::invalid_argument(say("keep-fields", std::to_string(asked.keep_fields)) + ": expected 0 or more");
    if (!(asked.patience_minutes > 0))
        throw std::invalid_argument(say("patience", fmt::format("{}", asked.patience_minutes)) +
                                    ": expected minutes above 0");
    if (asked.until_se && !(*asked.until_se > 0))
        throw std::invalid_argument(say("until-se", fmt::format("{}", *asked.until_se)) +
                                    ": expected a standard error above 0, in the outcomes' units");
}

PreparedComparison prepare_comparison(CompareRequest request, std::vector<sim::Scenario> options, Checksums inputs,
                                      const sim::Geography& geography) {
    PreparedComparison prepared{
        .request = std::move(request), .options = std::move(options), .inputs = std::move(inputs)};
    prepared.matters = parse_matters(prepared.request.matters, sim::outcome_rows());
    if (kind_of_draws(prepared.request.draws) == ParameterDraws::kFile)
        prepared.draws = read_draws(prepared.request.draws);
    for (const int times : kDoses)
        if (prepared.request.dose) prepared.at_doses.push_back(at_dose(prepared.options, times));
    prepared.twins = stress_twins(prepared.request.stress, prepared.options, geography);
    return prepared;
}

std::optional<WholeComparison> make_comparison(const sim::World& world, const PreparedComparison& prepared,
                                               const SeeToRuns& see_to) {
    const CompareRequest& asked = prepared.request;
    const std::filesystem::path& folder = asked.folder;
    const Parts parts(world, prepared, see_to);
    const bool leads = asked.group.leads();
    std::optional<FolderLock> lock;  // by the leading process, for its group
    if (leads) lock.emplace(folder);
    auto main = parts.make({folder, ""}, prepared.options, asked.runs);
    if (!main) return std::nullopt;
    WholeComparison whole{.comparison = std::move(*main)};
    Comparison& comparison = whole.comparison;
    const int runs = leads ? comparison.replicates : asked.runs;
    const int pairs = asked.contested >= 0 ? asked.contested : std::max(2, runs / 10);
    for (const auto& assumption : contested_assumptions()) {
        if (pairs == 0) break;
        auto one = parts.make({folder / "contested" / assumption.key, assumption.title},
                              under(assumption, prepared.options), pairs);
        if (!one) return std::nullopt;
        whole.contested.push_back(std::move(*one));
    }
    for (std::size_t k = 0; k < prepared.at_doses.size(); ++k) {
        auto one = parts.make(
            {folder / "dose" / std::to_string(kDoses[k]), fmt::format("options at {} times their size", kDoses[k])},
            prepared.at_doses[k], runs);
        if (!one) return std::nullopt;
        whole.doses.push_back(std::move(*one));
    }
    const StressTwins& twins = prepared.twins;
    if (!twins.events.empty()) {
        whole.twin = parts.make({folder / twins.folder, twins.title}, twins.scenarios, runs);
        if (!whole.twin) return std::nullopt;
    }
    if (!leads) return whole;
    if (whole.twin) {
        whole.stress = fold_stress_of(folder, comparison, *whole.twin, prepared, world.geography);
        write_text_file(folder / "stress.csv", stress_csv(*whole.stress));
        write_stress(folder / "stress.h5", *whole.stress);
    }
    if (!whole.doses.empty()) {
        use_doses(comparison, {&whole.doses[0], &whole.doses[1]});
        write_comparison(folder, comparison);
    }
    write_monitoring(folder, comparison);
    write_provenance(folder, provenance_of(comparison.plan, folder));  // of all that was written, as it is now
    whole.left_behind = left_behind(folder, comparison);
    return whole;
}

std::string answer_of(const WholeComparison& whole, const PreparedComparison& prepared, const sim::Geography& geography,
                      const std::vector<std::string>& outputs, bool details) {
    const Comparison& c = whole.comparison;
    const auto seen = detectable(c);
    std::string text = comparison_screen(c, seen, outputs);
    if (whole.stress) text += stress_table(*whole.stress) + meetings_text(*whole.twin) + warnings_text(*whole.twin);
    if (whole.contested.empty()) text += kContestedLeftOut;
    if (!details) return text;
    text += comparison_details(c);
    if (!whole.contested.empty()) text += contested_table(c, whole.contested);
    return text + fmt::format("\n{}\nWhat the money buys\n\n{}\n{}\n", behind_the_screen(c, seen),
                              units_table(prepared.options, geography), funders_table(prepared.options, geography));
}

}  // namespace concord::scenarios
