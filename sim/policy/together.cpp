#include "sim/policy/together.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace concord::sim {
namespace {

constexpr double kRounding = 1e-9;

// What the settings of one kind do to one field.
struct Sum {
    const Schedule& schedule;
    std::size_t field;
    std::vector<int> levers;  // of the kind, in order

    const LeverSetting& setting(int lever) const { return schedule.scenario().levers[lever]; }
    const LeverField& row() const { return info(setting(levers.front()).kind).fields[field]; }
    double neutral() const { return row().neutral.number; }
    double most() const { return *row().most_together; }
    bool too_much(double beyond_neutral) const {
        return neutral() + beyond_neutral > most() + kRounding * std::abs(most());
    }
    double beyond_neutral(int lever, int week) const {
        return schedule.scale(lever, week) * (setting(lever).value(field).number - neutral());
    }
    // The most that all could come to, if they were in force in one place at their strongest.
    double at_worst() const {
        double sum = 0;
        for (const int lever : levers) sum += std::max(0.0, setting(lever).value(field).number - neutral());
        return sum;
    }
};

// Between these weeks every setting's strength is a straight line, so that a sum is largest at one of them. The last of
// the run is among them: a ramp may still rise there.
std::set<int> turning_weeks(const Sum& sum) {
    const Scenario& scenario = sum.schedule.scenario();
    std::set<int> weeks;
    const auto add_around = [&](int week) {
        for (int near = week - 1; near <= week + 1; ++near)
            if (near >= 0 && near < scenario.length()) weeks.insert(near);
    };
    add_around(scenario.length() - 1);
    for (const int lever : sum.levers) {
        const LeverSetting& setting = sum.setting(lever);
        const int begin = weeks_between(scenario.start, setting.from);
        add_around(begin);
        add_around(begin + setting.ramp_weeks);
        if (setting.until) add_around(weeks_between(scenario.start, *setting.until));
    }
    return weeks;
}

[[noreturn]] void refuse(const Sum& sum, int week, int neighbourhood, double beyond_neutral) {
    std::vector<int> adding;
    for (const int lever : sum.levers) {
        const auto& reached = sum.schedule.reached(lever);
        if (sum.beyond_neutral(lever, week) > 0 && std::binary_search(reached.begin(), reached.end(), neighbourhood))
            adding.push_back(lever);
    }
    const int last = adding.back();
    adding.pop_back();
    throw TooMuchTogether("lever " + std::to_string(last + 1) + " (" + std::string(info(sum.setting(last).kind).name) +
                              "): " + std::string(sum.row().key) + " adds up to " +
                              std::to_string(sum.neutral() + beyond_neutral) + " with other levers in " +
                              sum.schedule.geography().neighbourhoods[neighbourhood].name + ", in the week of " +
                              to_iso(add_weeks(sum.schedule.scenario().start, week)) + "; allowed are up to " +
                              std::to_string(sum.most()),
                          last, std::move(adding), sum.field, neighbourhood, week, sum.neutral() + beyond_neutral);
}

void check(const Sum& sum) {
    if (sum.levers.size() < 2 || !sum.too_much(sum.at_worst())) return;
    std::vector<double> of_place;
    for (const int week : turning_weeks(sum)) {
        of_place.assign(sum.schedule.geography().neighbourhoods.size(), 0.0);
        for (const int lever : sum.levers)
            if (const double amount = sum.beyond_neutral(lever, week); amount != 0)
                for (const int n : sum.schedule.reached(lever)) of_place[n] += amount;
        const auto largest = std::max_element(of_place.begin(), of_place.end());
        if (largest != of_place.end() && sum.too_much(*largest))
            refuse(sum, week, static_cast<int>(largest - of_place.begin()), *largest);
    }
}

}  // namespace

void refuse_too_much(const Schedule& schedule) {
    const auto& levers = schedule.scenario().levers;
    for (const LeverInfo& kind : lever_table()) {
        Sum sum{schedule, 0, {}};
        for (std::size_t lever = 0; lever < levers.size(); ++lever)
            if (levers[lever].kind == kind.kind) sum.levers.push_back(static_cast<int>(lever));
        for (sum.field = 0; sum.field < kind.fields.size(); ++sum.field)
            if (kind.fields[sum.field].most_together) check(sum);
    }
}

}  // namespace concord::sim
