#include "scenarios/validate/cross_section_patterns.h"

#include <fmt/format.h>

#include <cmath>

#include "scenarios/validate/association.h"
#include "scenarios/validate/normal_table.h"
#include "scenarios/validate/published.h"
#include "scenarios/validate/start_levels.h"
#include "scenarios/validate/state_levels.h"

namespace concord::validate {
namespace {

using sim::Item;

// What of the table belongs to districts and areas.
struct Places {
    std::vector<int> area, district;
    int areas, districts;
    std::vector<double> residents;  // [N]
    std::vector<double> district_deprivation, area_deprivation, area_diversity;

    explicit Places(const sim::Geography& geography)
        : area(area_of_neighbourhoods(geography)),
          district(district_of_neighbourhoods(geography)),
          areas(static_cast<int>(geography.areas.size())),
          districts(static_cast<int>(geography.districts.size())) {
        const auto z = standard_over_residents(geography, &sim::Neighbourhood::imd_score);
        for (const auto& n : geography.neighbourhoods) residents.push_back(n.residents);
        district_deprivation = means_over(z, residents, district, districts);
        area_deprivation = means_over(z, residents, area, areas);
        area_diversity.assign(static_cast<std::size_t>(areas), 1);
        for (std::size_t g = 0; g < sim::kEthnicGroups; ++g) {
            std::vector<double> share;
            for (const auto& n : geography.neighbourhoods) share.push_back(n.ethnic_group[g] / double(n.residents));
            const auto of_area = means_over(share, residents, area, areas);
            for (std::size_t a = 0; a < of_area.size(); ++a) area_diversity[a] -= of_area[a] * of_area[a];
        }
    }
    std::vector<double> by_district(const StartLevels& levels, Item item) const {
        return means_over(item_of(levels, item), levels.adults, district, districts);
    }
    std::vector<double> by_area(const StartLevels& levels, Item item) const {
        return means_over(item_of(levels, item), levels.adults, area, areas);
    }
};

// Variance of the logit of answers to get_on_well over a place's residents, whose effects on states correlate.
double variance_of_logits(const std::array<double, sim::kStates>& spread, const sim::Parameters& p) {
    const std::array<double, 4> parts = {
        p.item_well_trust * spread[sim::kNeighbourTrust], p.item_well_openness * spread[sim::kOpenness],
        p.item_well_voice * spread[sim::kVoice], p.item_well_safety * spread[sim::kSafety]};
    double sum = 0, squares = 0;
    for (const double part : parts) sum += part, squares += part * part;
    return squares + p.resident_correlation * (sum * sum - squares);
}

// Variance over residents of the share that each answers with, [0, 1], where their mean is `share` and their logits
// scatter by sd. A straight line through the mean would give half as much again: answers end at 0 and 1.
double variance_of_answers(double share, double sd) {
    constexpr double kReach = 20;  // logits between which the middle is looked for
    const auto mean_of = [&](double middle, auto of) {
        return over_normal([&](double e) { return of(sim::maths::logistic(middle + sd * e)); });
    };
    const double middle =
        solve_rising(-kReach, kReach, share, [&](double at) { return mean_of(at, [](double x) { return x; }); });
    return mean_of(middle, [](double x) { return x * x; }) - share * share;
}

// Spread of get_on_well between neighbourhoods over that between districts. A sample's mean scatters around its
// neighbourhood's by how much residents differ: that variance is taken off.
double spread_of_neighbourhoods(const StartLevels& levels, const sim::Parameters& p, int scale) {
    const auto well = item_of(levels, sim::kGetOnWell);
    double sum = 0, square = 0, noise = 0, adults = 0;
    for (std::size_t n = 0; n < well.size(); ++n) {
        if (!(levels.adults[n] > 0) || std::isnan(well[n])) continue;
        const double of_residents =
            1e4 * variance_of_answers(well[n] / 100, std::sqrt(variance_of_logits(levels.spread[n], p)));
        adults += levels.adults[n], sum += levels.adults[n] * well[n], square += levels.adults[n] * well[n] * well[n];
        noise += levels.adults[n] * of_residents / (levels.adults[n] / scale);
    }
    const double mean = sum / adults;
    return std::sqrt(square / adults - mean * mean - noise / adults);
}

std::vector<double> published(const DistrictFigures& figures) {
    return {figures.percent.begin(), figures.percent.end()};
}

// What a straight line on deprivation says of districts, each from the other nine.
std::string deprivation_alone(const Places& places, const std::vector<double>& observed) {
    std::vector<int> each;
    for (int d = 0; d < places.districts; ++d) each.push_back(d);
    const auto line = leave_one_group_out(places.district_deprivation, observed, each);
    return fmt::format(
        "r {:.2f}, rank {:.2f}, error {:.1f}", std::abs(correlation(places.district_deprivation, observed)),
        std::abs(rank_correlation(places.district_deprivation, observed)), centred_error(line, observed));
}

// One seed's start with the districts' own answers to get_on_well, and without.
struct Starts {
    StartLevels on, off;
};

Result row(std::string id, Kind kind, std::string measure, double low, double high, int decimals = 2) {
    return {.id = std::move(id),
            .kind = kind,
            .measure = std::move(measure),
            .low = low,
            .high = high,
            .source = "S01",
            .decimals = decimals};
}

Result in_points(Result of) {
    of.unit = "points";
    return of;
}

// P1 and P2: people get on well.
class LevelsOfDistricts {
  public:
    LevelsOfDistricts(const Places& places, const Setting& setting)
        : places_(places), setting_(setting), published_(setting.baseline.baseline.get_on_well_by_district) {
        rank_without_.beside = error_without_.beside = "deprivation alone: " + deprivation_alone(places, published_);
    }
    void add(const Starts& starts) {
        const auto on = places_.by_district(starts.on, sim::kGetOnWell),
                   off = places_.by_district(starts.off, sim::kGetOnWell);
        rank_.values.push_back(rank_correlation(on, published_));
        error_.values.push_back(root_mean_square_error(on, published_));
        rank_without_.values.push_back(rank_correlation(off, published_));
        error_without_.values.push_back(centred_error(off, published_));
        between_.values.push_back(standard_deviation(on));
        ratio_.values.push_back(spread_of_neighbourhoods(starts.on, setting_.parameters, setting_.scale) /
                                between_.values.back());
    }
    std::vector<Result> rows() const { return {rank_, error_, rank_without_, error_without_, between_, ratio_}; }

  private:
    const Places& places_;
    const Setting& setting_;
    const std::vector<double>& published_;
    Result rank_ = row("P1", Kind::kFitted, "people get on well by district, rank correlation", 0.9, kNoBound);
    Result error_ = in_points(row("P1", Kind::kFitted, "the same, root mean square error", -kNoBound, 4, 1));
    Result rank_without_ = row("P1", Kind::kPredicted, "the same without district effects, rank", -kNoBound, kNoBound);
    Result error_without_ = in_points(row("P1", Kind::kPredicted, "the same, centred error", -kNoBound, kNoBound, 1));
    Result between_ = in_points(row("P2", Kind::kFitted, "people get on well, sd between districts", 7, 13, 1));
    Result ratio_ = row("P2", Kind::kFitted,
                        "sd between neighbourhoods over sd between districts, sampling noise removed", 1.2, 1.8);
};

// P3 and P13: what goes with what over areas.
class AssociationsOverAreas {
  public:
    explicit AssociationsOverAreas(const Places& places) : places_(places) {
        constexpr double kWithin = 0.2;
        add_pair(sim::kDisorderProblem, "perceived disorder", kCohesionWithDisorder - kWithin,
                 kCohesionWithDisorder + kWithin);
        add_pair(sim::kSatisfiedArea, "satisfaction with the area", kCohesionWithSatisfaction - kWithin,
                 kCohesionWithSatisfaction + kWithin);
        add_pair(sim::kBelong, "belonging", 0.10, kCohesionWithBelonging + kWithin);  // 0.12 over our ten districts
        partial_.source = "E30;E33";
    }
    void add(const Starts& starts) {
        for (Pair& pair : pairs_) {
            const auto r = [&](const StartLevels& levels) {
                return correlation(places_.by_area(levels, sim::kGetOnWell), places_.by_area(levels, pair.item));
            };
            pair.off.values.push_back(r(starts.off));
            pair.on.values.push_back(r(starts.on));
        }
        partial_.values.push_back(partial_correlation(places_.by_area(starts.off, sim::kTrustNeighbours),
                                                      places_.area_diversity, places_.area_deprivation));
    }
    std::vector<Result> rows() const {
        std::vector<Result> out;
        for (const Pair& pair : pairs_) out.push_back(pair.off), out.push_back(pair.on);
        out.push_back(partial_);
        return out;
    }

  private:
    struct Pair {
        Item item;
        Result off, on;
    };
    const Places& places_;
    std::vector<Pair> pairs_;
    Result partial_ = row("P13", Kind::kFollows,
                          "trust in neighbours and diversity over areas, net of deprivation, partial r", -0.1, 0.1);

    void add_pair(Item item, const char* name, double low, double high) {
        Pair pair{item,
                  row("P3", Kind::kPredicted, fmt::format("get on well with {} over 353 areas, r", name), low, high),
                  row("P3", Kind::kPredicted, "the same with district effects", -kNoBound, kNoBound)};
        pair.off.note = "district effects off";
        pair.off.beside = pair.on.beside = "deprivation alone: +1 or -1, as it would set both";
        pairs_.push_back(pair);
    }
};

// P14: items of districts that nothing was fitted to.
class PredictedItems {
  public:
    explicit PredictedItems(const Places& places) : places_(places) {
        add_item(sim::kBelong, "belonging", kPublishedBelonging);
        add_item(sim::kSatisfiedArea, "satisfaction with the area", kPublishedSatisfied);
        add_item(sim::kDisorderProblem, "perceived disorder", kPublishedDisorder);
    }
    void add(const Starts& starts) {
        for (Of& of : items_) {
            const auto model = places_.by_district(starts.on, of.item);
            of.r.values.push_back(correlation(model, of.published));
            of.rank.values.push_back(rank_correlation(model, of.published));
            of.error.values.push_back(centred_error(model, of.published));
        }
    }
    std::vector<Result> rows() const {
        std::vector<Result> out;
        for (const Of& of : items_) out.insert(out.end(), {of.r, of.rank, of.error});
        return out;
    }

  private:
    struct Of {
        Item item;
        std::vector<double> published;
        Result r, rank, error;
    };
    const Places& places_;
    std::vector<Of> items_;

    void add_item(Item item, const std::string& name, const DistrictFigures& figures) {
        constexpr double kLeast = 0.6, kMostError = 4;
        Of of{item, published(figures), row("P14", Kind::kPredicted, name + " by district, r", kLeast, kNoBound),
              row("P14", Kind::kPredicted, name + " by district, rank correlation", kLeast, kNoBound),
              in_points(row("P14", Kind::kPredicted, name + " by district, centred error", -kNoBound, kMostError, 1))};
        of.r.beside = of.rank.beside = of.error.beside =
            "deprivation alone: " + deprivation_alone(places_, of.published);
        items_.push_back(of);
    }
};

}  // namespace

std::vector<Result> district_and_area_patterns(const Setting& setting) {
    const Places places(*setting.geography);
    sim::Baseline without = setting.baseline.baseline;
    without.get_on_well_by_district.clear();
    LevelsOfDistricts levels(places, setting);
    AssociationsOverAreas associations(places);
    PredictedItems items(places);
    for (int seed = 1; seed <= setting.seeds; ++seed) {
        const auto number = static_cast<std::uint32_t>(seed);
        const Starts starts{start_levels(setting.world(), setting.parameters, setting.baseline.baseline, number),
                            start_levels(setting.world(), setting.parameters, without, number)};
        levels.add(starts);
        associations.add(starts);
        items.add(starts);
    }
    std::vector<Result> out = levels.rows();
    for (const auto& more : {associations.rows(), items.rows()}) out.insert(out.end(), more.begin(), more.end());
    return out;
}

}  // namespace concord::validate
