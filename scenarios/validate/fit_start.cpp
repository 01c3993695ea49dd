#include "scenarios/validate/fit_start.h"

#include <cmath>
#include <map>
#include <stdexcept>

#include "scenarios/validate/association.h"
#include "scenarios/validate/normal_table.h"
#include "scenarios/validate/published.h"
#include "scenarios/validate/state_levels.h"

namespace concord::validate {
namespace {

// Starting values of 3.4 are the priors' means; the model estimates of trust are smooth, so scatter starts small.
constexpr std::array<FittedPrior, kFittedParameters> kPriors = {{
    {"deprivation_slope_neighbour_trust", -0.40, 0.20, -2, 0},
    {"disorder_slope_neighbour_trust", -0.10, 0.10, -2, 0},
    {"neighbourhood_sd", 0.07, 0.03, 0.005, 0.5},
    {"area_sd", 0.04, 0.03, 0.005, 0.5},
    {"resident_sd", 0.9, 0.15, 0.3, 2},
    {"age_slope_belonging", 0, 0.2, 0, 1},
}};

constexpr double kSdOfSpread = 0.4, kSdOfAge = 2;  // points: how exactly the spread and answers by age are to be met
constexpr double kReach = 12;                      // logits between which an intercept or a cut is looked for

// The residents of the table, as far as the fit needs them.
struct Table {
    std::vector<double> imd, crime, churn;
    std::vector<std::array<double, sim::kAgeBands>> adults;  // [N] by age band

    explicit Table(const sim::Geography& geography)
        : imd(standard_over_residents(geography, &sim::Neighbourhood::imd_score)),
          crime(standard_over_residents(geography, &sim::Neighbourhood::crime_score)),
          churn(standard_over_residents(geography, &sim::Neighbourhood::churn)) {
        for (const auto& n : geography.neighbourhoods) {
            auto& here = adults.emplace_back();
            for (std::size_t band = sim::kFirstAdultBand; band < sim::kAgeBands; ++band)
                here[band] = n.age[band - 1];  // census bands begin with 0-15
        }
    }
};

// A state's levels and its item's answers by place and age band, from slopes and the scatter of residents.
class Answers {
  public:
    // `level`: GM mean of the state; `percent`: of the item's answers; `loading`: of the item on the state.
    Answers(const Table& table, sim::State state, const sim::Parameters& p, double loading, double level,
            double percent)
        : table_(table), p_(p), state_(static_cast<std::size_t>(state)) {
        const NormalTable states(p.resident_sd, [](double x) { return x; });
        intercept_ = solve_rising(-kReach, kReach, level, [&](double at) {
            return mean([&](std::size_t n, std::size_t band) { return states.at(at + predictor(n, band)); });
        });
        cut_ = solve_rising(-kReach, kReach, percent / 100, [&](double at) {
            const NormalTable answers(p.resident_sd, [&](double x) { return sim::maths::logistic(at + loading * x); });
            return mean([&](std::size_t n, std::size_t band) { return answers.at(intercept_ + predictor(n, band)); });
        });
        answers_.emplace_back(p.resident_sd, [&](double x) { return sim::maths::logistic(cut_ + loading * x); });
    }
    double percent(std::size_t n, std::size_t band) const {
        return 100 * answers_.front().at(intercept_ + predictor(n, band));
    }
    double percent(std::size_t n) const {  // of adults
        double sum = 0, adults = 0;
        for (std::size_t band = sim::kFirstAdultBand; band < sim::kAgeBands; ++band)
            sum += table_.adults[n][band] * percent(n, band), adults += table_.adults[n][band];
        return sum / adults;
    }
    double percent_of_band(std::size_t band) const {  // over GM
        double sum = 0, adults = 0;
        for (std::size_t n = 0; n < table_.adults.size(); ++n)
            sum += table_.adults[n][band] * percent(n, band), adults += table_.adults[n][band];
        return sum / adults;
    }
    // Points by which answers move with the logit of the state's level, at the middle.
    double points_per_logit() const {
        return 100 * (answers_.front().at(intercept_ + 0.1) - answers_.front().at(intercept_ - 0.1)) / 0.2;
    }

  private:
    const Table& table_;
    const sim::Parameters& p_;
    std::size_t state_;
    double intercept_ = 0, cut_ = 0;
    std::vector<NormalTable> answers_;  // one

    double predictor(std::size_t n, std::size_t band) const {
        return p_.deprivation_slope[state_] * table_.imd[n] + p_.disorder_slope[state_] * table_.crime[n] +
               p_.churn_slope[state_] * table_.churn[n] +
               p_.age_slope[state_] * (static_cast<double>(band) - kMiddleBand);
    }
    template <class Function>
    double mean(const Function& f) const {
        double sum = 0, adults = 0;
        for (std::size_t n = 0; n < table_.adults.size(); ++n)
            for (std::size_t band = sim::kFirstAdultBand; band < sim::kAgeBands; ++band)
                sum += table_.adults[n][band] * f(n, band), adults += table_.adults[n][band];
        return sum / adults;
    }
};

sim::Parameters with(sim::Parameters p, const Eigen::VectorXd& fitted) {
    const auto value = [&](FittedParameter k) { return fitted[static_cast<Eigen::Index>(k)]; };
    p.deprivation_slope[sim::kNeighbourTrust] = value(kDeprivationOnTrust);
    p.disorder_slope[sim::kNeighbourTrust] = value(kDisorderOnTrust);
    p.neighbourhood_sd = value(kNeighbourhoodSd);
    p.area_sd = value(kAreaSd);
    p.resident_sd = value(kResidentSd);
    p.age_slope[sim::kBelonging] = value(kAgeOnBelonging);
    return p;
}

// Neighbourhoods of each published area.
std::vector<std::vector<std::size_t>> places_of(const sim::Geography& geography, const std::vector<AreaTrust>& trust) {
    std::map<int, std::vector<std::size_t>> of_area;
    for (std::size_t n = 0; n < geography.neighbourhoods.size(); ++n)
        of_area[geography.neighbourhoods[n].area].push_back(n);
    std::vector<std::vector<std::size_t>> places;
    for (const AreaTrust& one : trust) {
        auto& here = places.emplace_back();
        for (const int area : one.areas) here.insert(here.end(), of_area[area].begin(), of_area[area].end());
    }
    return places;
}

// Everything that the fit's outputs are made of, for one set of parameters.
struct Predicted {
    std::vector<double> trust;   // percent by published area
    double noise = 0;            // points: sd of what areas have by chance
    double young = 0, next = 0;  // belonging at 16-24 and 25-34, points against all adults
};

Predicted predict(const Table& table, const std::vector<std::vector<std::size_t>>& places, const sim::Parameters& p,
                  const sim::Baseline& baseline) {
    Predicted out;
    const Answers trust(table, sim::kNeighbourTrust, p, p.item_trust, p.start_mean[sim::kNeighbourTrust],
                        baseline.item_level[sim::kTrustNeighbours]);
    double number = 0;
    for (const auto& here : places) {
        double sum = 0, adults = 0;
        for (const std::size_t n : here) {
            double count = 0;
            for (const double band : table.adults[n]) count += band;
            sum += count * trust.percent(n), adults += count;
        }
        out.trust.push_back(sum / adults);
        number += static_cast<double>(here.size());
    }
    const double in_an_area = number / static_cast<double>(places.size());
    out.noise = trust.points_per_logit() *
                std::sqrt(p.area_sd * p.area_sd + p.neighbourhood_sd * p.neighbourhood_sd / in_an_area);
    const Answers belong(table, sim::kBelonging, p, p.item_belong, p.start_mean[sim::kBelonging],
                         baseline.item_level[sim::kBelong]);
    out.young = belong.percent_of_band(sim::kAge16To24) - baseline.item_level[sim::kBelong];
    out.next = belong.percent_of_band(sim::kAge25To34) - baseline.item_level[sim::kBelong];
    return out;
}

struct Fitted {
    std::vector<std::size_t> used;  // of the published areas
    std::vector<double> observed;
    std::vector<int> district;
};

double spread(const Predicted& predicted, const Fitted& data) {
    std::vector<double> values;
    for (const std::size_t k : data.used) values.push_back(predicted.trust[k]);
    return sim::maths::hypot(spread_within(values, data.district), predicted.noise);
}

// Areas are fitted by what they differ from the mean: the published estimates are of trust in people at large, whose
// level is another one.
Eigen::VectorXd outputs_of(const Predicted& predicted, const Fitted& data) {
    Eigen::VectorXd out(static_cast<Eigen::Index>(data.used.size()) + 3);
    double mean = 0;
    for (const std::size_t k : data.used) mean += predicted.trust[k] / static_cast<double>(data.used.size());
    Eigen::Index at = 0;
    for (const std::size_t k : data.used) out[at++] = predicted.trust[k] - mean;
    out[at++] = spread(predicted, data);
    out[at++] = predicted.young;
    out[at] = predicted.next;
    return out;
}

std::vector<calibration::Output> observed_of(const std::vector<AreaTrust>& trust, const Fitted& data,
                                             const std::vector<double>& deprivation, double observed_spread) {
    // How far a straight line on deprivation is off says how exactly areas can be met.
    std::vector<double> x;
    for (const std::size_t k : data.used) x.push_back(deprivation[k]);
    const double r = correlation(x, data.observed);
    const double off = standard_deviation(data.observed) * std::sqrt(1 - r * r);
    double mean = 0;
    for (const double percent : data.observed) mean += percent / static_cast<double>(data.observed.size());
    std::vector<calibration::Output> out;
    for (const std::size_t k : data.used) out.push_back({trust[k].name, trust[k].percent - mean, off});
    out.push_back({"spread of trust inside districts", observed_spread, kSdOfSpread});
    out.push_back({"belonging at 16-24 less all adults", kBelong16To24 - kBelongAll, kSdOfAge});
    out.push_back({"belonging at 25-34 less all adults", kBelong25To34 - kBelongAll, kSdOfAge});
    return out;
}

}  // namespace

std::span<const FittedPrior> fitted_priors() { return kPriors; }

std::vector<double> deprivation_of(const sim::Geography& geography, const std::vector<AreaTrust>& trust) {
    const auto z = standard_over_residents(geography, &sim::Neighbourhood::imd_score);
    std::vector<double> out;
    for (const auto& here : places_of(geography, trust)) {
        double sum = 0, residents = 0;
        for (const std::size_t n : here)
            sum += geography.neighbourhoods[n].residents * z[n], residents += geography.neighbourhoods[n].residents;
        out.push_back(sum / residents);
    }
    return out;
}

StartFit fit_start(const sim::Geography& geography, const sim::Parameters& parameters, const sim::Baseline& baseline,
                   const std::vector<AreaTrust>& trust, int left_out) {
    Fitted data;
    for (std::size_t k = 0; k < trust.size(); ++k) {
        if (trust[k].district == left_out) continue;
        data.used.push_back(k);
        data.observed.push_back(trust[k].percent);
        data.district.push_back(trust[k].district);
    }
    const std::map<int, int> districts = [&] {
        std::map<int, int> count;
        for (const int d : data.district) ++count[d];
        return count;
    }();
    if (districts.size() < 2) throw std::invalid_argument("trust by area is needed of two districts at least");

    const Table table(geography);
    const auto places = places_of(geography, trust);
    const auto predicted = [&](const Eigen::VectorXd& at) {
        return predict(table, places, with(parameters, at), baseline);
    };
    std::vector<calibration::Parameter> priors;
    for (const FittedPrior& prior : kPriors)
        priors.push_back({std::string(prior.name), prior.mean, prior.sd, prior.low, prior.high});
    StartFit out;
    out.spread_observed = spread_within(data.observed, data.district);
    out.fit = calibration::fit([&](const Eigen::VectorXd& at) { return outputs_of(predicted(at), data); }, priors,
                               observed_of(trust, data, deprivation_of(geography, trust), out.spread_observed));
    Eigen::VectorXd estimate(static_cast<Eigen::Index>(kFittedParameters));
    for (std::size_t k = 0; k < kFittedParameters; ++k)
        estimate[static_cast<Eigen::Index>(k)] = out.fit.estimates[k].value;
    const Predicted at_estimate = predicted(estimate);
    out.trust = at_estimate.trust;
    out.spread = spread(at_estimate, data);
    return out;
}

sim::Parameters with_fit(sim::Parameters parameters, const StartFit& fitted) {
    Eigen::VectorXd estimate(static_cast<Eigen::Index>(kFittedParameters));
    for (std::size_t k = 0; k < kFittedParameters; ++k)
        estimate[static_cast<Eigen::Index>(k)] = fitted.fit.estimates[k].value;
    return with(std::move(parameters), estimate);
}

}  // namespace concord::validate
