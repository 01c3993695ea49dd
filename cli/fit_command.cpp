// `concord fit-start`: the start fitted to published cross-sections.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/commands.h"
#include "cli/inputs.h"
#include "scenarios/format/scenario_file.h"
#include "scenarios/validate/association.h"
#include "scenarios/validate/fit_start.h"

namespace concord::cli {
namespace {

namespace v = validate;

struct FitArguments {
    std::filesystem::path data;
    Format format = Format::kText;
};

std::string number(double value, int places = 3) { return fmt::format("{:.{}f}", value, places); }

Table estimates(const v::StartFit& fitted, const sim::Parameters& defaults) {
    Table table{.title = "Estimates",
                .columns = {"parameter", "default", "prior", "estimate", "standard error", "from the data"},
                .rows = {}};
    const auto priors = v::fitted_priors();
    for (std::size_t k = 0; k < priors.size(); ++k) {
        const auto& e = fitted.fit.estimates[k];
        table.rows.push_back(
            {std::string(priors[k].name), number(sim::get(defaults, *sim::find_parameter(priors[k].name))),
             fmt::format("{:.2f} +/- {:.2f}", priors[k].mean, priors[k].sd), number(e.value),
             e.at_bound ? "at its bound" : number(e.standard_error), fmt::format("{:.0f} %", 100 * e.informed)});
    }
    const double sum =
        fitted.fit.estimates[v::kDeprivationOnTrust].value + fitted.fit.estimates[v::kDisorderOnTrust].value;
    table.rows.push_back({"sum of the two slopes of trust", "", "", number(sum),
                          number(fitted.fit.error_of_sum(v::kDeprivationOnTrust, v::kDisorderOnTrust)), ""});
    return table;
}

Table fitted_to(const v::StartFit& fitted, const std::vector<v::AreaTrust>& trust) {
    Table table{.title = "Fitted to", .columns = {"what", "observed", "fitted", "source"}, .rows = {}};
    std::vector<double> observed;
    for (const auto& one : trust) observed.push_back(one.percent);
    table.rows.push_back({fmt::format("trust in {} areas of five districts, r", trust.size()), "1",
                          number(v::correlation(fitted.trust, observed)), "social_trust_msoa11.csv"});
    table.rows.push_back({"spread of trust between areas of a district, points", number(fitted.spread_observed, 2),
                          number(fitted.spread, 2), "social_trust_msoa11.csv"});
    const auto last = fitted.fit.outputs.size();
    const auto against = [&](double points) { return fmt::format("{:+.1f}", points); };
    table.rows.push_back({"belonging at 16-24 less all adults, points", "-7.0", against(fitted.fit.outputs[last - 2]),
                          "T102, T103 (S08)"});
    table.rows.push_back({"belonging at 25-34 less all adults, points", "-10.0", against(fitted.fit.outputs[last - 1]),
                          "T102, T104 (S08)"});
    return table;
}

// Each district from a fit to the other four.
Table predicted(const sim::Geography& geography, const sim::Parameters& defaults, const sim::Baseline& baseline,
                const std::vector<v::AreaTrust>& trust) {
    Table table{.title = "Predicted: each district's areas from a fit to the other four",
                .columns = {"district", "areas", "r", "r of deprivation alone"},
                .rows = {}};
    std::vector<double> observed, all(trust.size());
    std::vector<int> district;
    for (const auto& one : trust) observed.push_back(one.percent), district.push_back(one.district);
    const auto alone = v::leave_one_group_out(v::deprivation_of(geography, trust), observed, district);
    for (int d = 0; d < static_cast<int>(geography.districts.size()); ++d) {
        std::vector<double> theirs, model, line;
        if (std::find(district.begin(), district.end(), d) == district.end()) continue;
        const auto fitted = v::fit_start(geography, defaults, baseline, trust, d);
        for (std::size_t k = 0; k < trust.size(); ++k) {
            if (district[k] != d) continue;
            all[k] = fitted.trust[k];
            theirs.push_back(observed[k]), model.push_back(fitted.trust[k]), line.push_back(alone[k]);
        }
        table.rows.push_back({geography.districts[static_cast<std::size_t>(d)].name, std::to_string(theirs.size()),
                              number(v::correlation(model, theirs)), number(v::correlation(line, theirs))});
    }
    table.rows.push_back({"all five", std::to_string(trust.size()), number(v::correlation(all, observed)),
                          number(v::correlation(alone, observed))});
    return table;
}

int fit_start(const FitArguments& arguments) {
    const auto geography = geography_from("");
    const auto baseline = scenarios::read_scenario("status_quo_today", geography).baseline;
    const auto trust = v::read_area_trust(arguments.data, geography);
    const auto defaults = sim::default_parameters();
    const auto fitted = v::fit_start(geography, defaults, baseline, trust);
    print_text(
        render({estimates(fitted, defaults), fitted_to(fitted, trust), predicted(geography, defaults, baseline, trust)},
               arguments.format));
    if (!fitted.fit.converged) say("the search has not converged after {} steps\n", fitted.fit.iterations);
    return fitted.fit.converged ? 0 : 1;
}

}  // namespace

void add_fit_start(CLI::App& app, Action& chosen) {
    auto arguments = std::make_shared<FitArguments>();
    CLI::App* command =
        app.add_subcommand("fit-start", "Fit where residents start to published cross-sections, with standard errors");
    command
        ->add_option("--data", arguments->data,
                     fmt::format("folder with {} and {}", v::kAreaTrustFile, v::kAreaLookupFile))
        ->required();
    add_format_option(*command, arguments->format);
    command->callback([arguments, &chosen] { chosen = [arguments] { return fit_start(*arguments); }; });
}

}  // namespace concord::cli
