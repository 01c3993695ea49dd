#include "tests/sim/run/measured_run.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "sim/run/start.h"

namespace concord::tests {
namespace {

constexpr int kScale = 3, kDistricts = 2;

// The second district has the more disorder; deprivation and churn differ between neighbourhoods anyway.
const sim::World& place() {
    static const sim::World world = [] {
        sim::Geography geography = sim::small_geography(kDistricts, 2, 3);
        for (auto& n : geography.neighbourhoods) n.crime_score += 0.8 * n.district;
        return sim::build_world(geography, {.scale = kScale, .seed = 8});
    }();
    return world;
}

bool has(const std::string& setting, const char* word) { return setting.find(word) != std::string::npos; }

std::vector<sim::LeverSetting> levers_of(const std::string& what, double value, const std::string& setting) {
    using enum sim::LeverKind;
    const std::map<const char*, std::pair<sim::LeverKind, double>> words = {
        {"engagement", {kCommunityEngagement, 100}},
        {"bridging", {kBridgingProgrammes, 400}},
        {"patrol", {kNeighbourhoodPolicing, 6}},
        {"training", {kProceduralJusticeTraining, 0.8}},
        {"stops", {kStopAndSearch, 2}},
        {"circles", {kEsolCircles, 100}},
        {"countered", {kCounterHate, 1}},
        {"venues", {kVenueDueDiligence, 1}},
        {"fronted", {kEnforcementLedPrevention, 1}},
        {"explained", {kOpenCommunication, 1}},
        {"early", {kEarlySupport, 100}},
        {"staff", {kFrontlineTraining, 1}}};
    std::vector<sim::LeverSetting> levers;
    for (const auto& [word, strength] : words)
        if (has(setting, word)) levers.push_back(lever(strength.first, strength.second, kDistricts));
    for (const auto& info : sim::lever_table())
        if (info.name == what && sim::is_number(info.how_much()) && value != info.how_much().neutral.number)
            levers.push_back(lever(info.kind, value, kDistricts));
    const bool asked = what == "partnership_forum" && value != 0;
    if (has(setting, "forum") || asked) levers.push_back(forum(kDistricts));
    for (auto& l : levers)
        for (std::size_t k = 1; k < sim::info(l.kind).fields.size(); ++k)
            if (const auto& field = sim::info(l.kind).fields[k]; field_name(field) == what)
                l.set(k, {.number = value, .choice = static_cast<int>(value), .members = static_cast<unsigned>(value)});
    return levers;
}

// Near the end of the year, so that it still shows; "earlier": so that its tail does.
std::vector<sim::NewsEvent> events_of(const std::string& setting) {
    using enum sim::NewsKind;
    const std::pair<const char*, sim::NewsKind> words[] = {{"attack", kAttack},         {"vote", kVote},
                                                           {"wave", kOnlineHostility},  {"grooming", kOnlineGrooming},
                                                           {"travel", kTravelPressure}, {"meeting", kExtremistMeeting},
                                                           {"solidarity", kSolidarity}};
    std::vector<sim::NewsEvent> events;
    for (const auto& [word, kind] : words)
        if (has(setting, word)) events.push_back(event(kind, has(setting, "earlier") ? 36 : 46, 0, 3));
    for (int week = 36; has(setting, "meetings") && week < 46; ++week)
        events.push_back(event(kExtremistMeeting, week, 0));
    return events;
}

class LastItems : public sim::PeriodObserver {
  public:
    explicit LastItems(MeasuredRun& run) : run_(run) {}
    void on_period(const sim::NeighbourhoodPeriod& p) override {
        run_.item.fill(0);
        const auto places = static_cast<std::size_t>(place().neighbourhoods());
        for (std::size_t n = 0; n < places; ++n)
            for (std::size_t k = 0; k < sim::kItems; ++k)
                run_.item[k] += static_cast<double>(p.item[n * sim::kItems + k]) / static_cast<double>(places);
    }

  private:
    MeasuredRun& run_;
};

template <class Names>
int index_in(const Names& names, const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

// Calls f(resident, neighbourhood) for every adult.
template <class Function>
void over_adults(const Function& f) {
    const sim::World& world = place();
    for (int n = 0; n < world.neighbourhoods(); ++n)
        for (auto i = world.neighbourhood_begin[n]; i < world.neighbourhood_begin[n + 1]; ++i)
            if (world.age_band[i] >= sim::kFirstAdultBand) f(i, n);
}

double covariance(const MeasuredRun& run, int a, int b) {
    double n = 0, sum_a = 0, sum_b = 0, product = 0;
    over_adults([&](std::uint32_t i, int) {
        const double x = static_cast<double>(run.end->now[i][a]), y = static_cast<double>(run.end->now[i][b]);
        ++n, sum_a += x, sum_b += y, product += x * y;
    });
    return product / n - sum_a / n * (sum_b / n);
}

double mean_of(const MeasuredRun& run, int state) {
    double n = 0, sum = 0;
    over_adults([&](std::uint32_t i, int) { ++n, sum += static_cast<double>(run.end->now[i][state]); });
    return sum / n;
}

double spread_between_places(const MeasuredRun& run, int state) {
    const auto places = static_cast<std::size_t>(place().neighbourhoods());
    std::vector<double> sum(places), count(places);
    over_adults([&](std::uint32_t i, int n) {
        sum[n] += static_cast<double>(run.end->now[i][state]);
        ++count[n];
    });
    double mean = 0, square = 0;
    for (std::size_t n = 0; n < places; ++n) {
        const double m = sum[n] / count[n];
        mean += m / static_cast<double>(places), square += m * m / static_cast<double>(places);
    }
    return std::sqrt(square - mean * mean);
}

double events_of_year(const MeasuredRun& run, int group, int event) {
    double sum = 0;
    for (int p = 0; p < run.record.periods; ++p) sum += run.record[sim::SeriesId::kEvents].at(p, group, event);
    return sum;
}

// Of residents of the sample; sums over weeks where it is a mean.
double of_support(const MeasuredRun& run, const std::string& measure) {
    sim::support::Counts all{};
    for (const auto& of : run.end->support_counts)
        for (std::size_t k = 0; k < all.size(); ++k) all[k] += of[k];
    const auto sum = [&](int first) {
        double over_sectors = 0;
        for (std::size_t s = 0; s < sim::kSectors; ++s) over_sectors += all[static_cast<std::size_t>(first) + s];
        return over_sectors;
    };
    switch (const int k = index_in(sim::kSupportNames, measure)) {
        case sim::kSupportWait: return all[sim::kSupportWait] / all[sim::support::kStarted];
        case sim::kSupportWrong: return sum(sim::kSupportReferrals) - sum(sim::kSupportRight);
        case sim::kSupportAllReferrals: return sum(sim::kSupportReferrals);
        case sim::kSupportAllRight: return sum(sim::kSupportRight);
        default: return all[static_cast<std::size_t>(k)];
    }
}

double outcome_at_end(const MeasuredRun& run, int outcome) {
    return run.record[sim::SeriesId::kGroupOutcomes].at(run.record.periods, run.record.layout().gm(), outcome);
}

}  // namespace

std::string field_name(const sim::LeverField& field) {
    return std::string(field.group.key) + (field.group.key.empty() ? "" : ".") + std::string(field.key);
}

MeasuredRun measured_run(const std::string& what, double value, const std::string& setting, std::uint32_t seed,
                         const std::map<std::string, double>& others) {
    sim::Parameters parameters = as_intended();
    if (has(setting, "few places")) parameters.neighbourhood_sd = 0.05;
    if (has(setting, "steady")) parameters.transient = 0;
    if (has(setting, "backfires")) parameters.backfire = 1;
    if (has(setting, "spread"))
        parameters.practice_spread = 0.2, parameters.share_rate_forum = 0.03, parameters.training_gain = 0.26;
    const bool needs = has(setting, "needs");
    if (needs) parameters.need_onset = 15000;
    if (const auto* info = sim::find_parameter(what)) sim::set(parameters, *info, value);
    for (const auto& [name, at] : others) sim::set(parameters, *sim::find_parameter(name), at);
    sim::Scenario s = scenario(1, levers_of(what, value, setting));
    s.events = events_of(setting);
    s.baseline.stops_per_1000_a_year = 150;
    s.baseline.recorded_hate_per_1000_a_year = has(setting, "peaceful") ? 1 : has(setting, "incidents") ? 300 : 60;
    if (needs) {
        s.baseline.support.referrals_per_100000_a_year = 8000;
        s.baseline.support.places_per_100000 = has(setting, "scarce") ? 60 : 5000;
    }
    if (has(setting, "districts")) s.baseline.get_on_well_by_district = {58, 80};
    if (has(setting, "exposure"))
        s.baseline.exposure = {.equal = false, .ratio = {1, 1, std::nullopt, 1, std::nullopt}, .source = "made up"};
    const auto kernel = has(setting, "repulsion") ? sim::Kernel::kRepulsion
                        : has(setting, "bounded") ? sim::Kernel::kBoundedConfidence
                                                  : sim::Kernel::kAssimilation;
    const sim::RunOptions options{.seed = seed, .kernel = kernel, .balance = !has(setting, "free")};
    sim::Simulation simulation(place(), sim::prepare(place(), parameters, s.baseline, options), s, options);
    MeasuredRun run;
    run.start = simulation.save();
    LastItems items(run);
    run.record = sim::run(simulation, {.observer = &items});
    run.end = simulation.save();
    return run;
}

double value_of(const MeasuredRun& run, const std::string& measure) {
    const sim::GroupLayout layout{.districts = kDistricts};
    if (measure == "disorder") {
        double sum = 0;
        for (const float d : run.end->disorder) sum += static_cast<double>(d);
        return sum;
    }
    if (index_in(sim::kSupportNames, measure) >= 0) return of_support(run, measure);
    if (measure == "ties kept") return ties_kept(*run.start, *run.end);
    if (measure == "stops at 16-24") return events_of_year(run, layout.age(sim::kAge16To24), sim::kEventStops);
    if (measure == "stops, Mixed") return events_of_year(run, layout.ethnic(sim::kMixed), sim::kEventStops);
    if (measure == "stops, Other") return events_of_year(run, layout.ethnic(sim::kOther), sim::kEventStops);
    if (measure == "stops in district 2") return events_of_year(run, layout.district(1), sim::kEventStops);
    if (measure == "incidents, White") return events_of_year(run, layout.ethnic(sim::kWhite), sim::kEventHateIncidents);
    if (const auto with = measure.find(" with "); with != std::string::npos)
        return covariance(run, index_in(sim::kStateNames, measure.substr(0, with)),
                          index_in(sim::kStateNames, measure.substr(with + 6)));
    if (measure.starts_with("sd ")) {
        const int state = index_in(sim::kStateNames, measure.substr(3));
        return std::sqrt(covariance(run, state, state));
    }
    if (measure.starts_with("places "))
        return spread_between_places(run, index_in(sim::kStateNames, measure.substr(7)));
    if (const int state = index_in(sim::kStateNames, measure); state >= 0) return mean_of(run, state);
    if (const int event = index_in(sim::kEventNames, measure); event >= 0) return events_of_year(run, 0, event);
    for (int o = 0; o < sim::kOutcomes; ++o)
        if (sim::kOutcomeTable[o].name == measure) return outcome_at_end(run, o);
    if (const int item = index_in(sim::kItemNames, measure); item >= 0) return run.item[item];
    if (const int of = index_in(sim::kProgrammeNames, measure); of >= 0)
        return run.record[sim::SeriesId::kProgramme].at(run.record.periods, layout.gm(), of);
    if (const int of = index_in(sim::kMeetingNames, measure); of >= 0) {
        double sum = 0;
        for (int p = 0; p < run.record.periods; ++p)
            for (int d = 0; d < kDistricts; ++d) sum += run.record[sim::SeriesId::kMeetings].at(p, d, of);
        return sum;
    }
    FAIL("no measure \"" << measure << "\"");
    return 0;
}

MeasuredStart start_of(const std::string& parameter, double value) {
    sim::Parameters parameters = sim::default_parameters();
    sim::set(parameters, *sim::find_parameter(parameter), value);
    const sim::Scenario s = scenario(1);
    const sim::RunOptions options{.seed = 1, .balance = false};
    const sim::Simulation simulation(place(), sim::prepare(place(), parameters, s.baseline, options), s, options);
    return {simulation.save()};
}

double MeasuredStart::of(int index, const std::string& predictor) const {
    const auto& places = place().geography.neighbourhoods;
    std::vector<double> score(places.size(), 1.0), weight;
    for (const auto& n : places) weight.push_back(n.residents);
    const auto scores_of = [&](double sim::Neighbourhood::*member) {
        for (std::size_t n = 0; n < places.size(); ++n) score[n] = places[n].*member;
        score = sim::standard_scores(score, weight);
    };
    if (predictor == "deprivation_slope") scores_of(&sim::Neighbourhood::imd_score);
    if (predictor == "disorder_slope") scores_of(&sim::Neighbourhood::crime_score);
    if (predictor == "churn_slope") scores_of(&sim::Neighbourhood::churn);
    double n = 0, sum_x = 0, sum_z = 0, product = 0;
    over_adults([&](std::uint32_t i, int at) {
        const double x = static_cast<double>(state->now[i][index]);
        const double z = predictor == "age_slope" ? place().age_band[i] : score[at];
        ++n, sum_x += x, sum_z += z, product += x * z;
    });
    return predictor == "start_mean" ? sum_x / n : product / n - sum_x / n * (sum_z / n);
}

}  // namespace concord::tests
