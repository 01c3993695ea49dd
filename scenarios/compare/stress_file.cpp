// stress.h5: what events do to each option, as stress.csv says it, for programs that read it back.
#include <algorithm>
#include <cmath>
#include <functional>

#include "scenarios/compare/stress.h"
#include "scenarios/files/atomic_file.h"
#include "scenarios/files/hdf5/hdf5_file.h"
#include "scenarios/files/version.h"
#include "scenarios/results/results_file.h"
#include "scenarios/results/results_variables.h"
#include "scenarios/results/results_writer.h"
#include "sim/measures/measure.h"

namespace concord::scenarios {
namespace {

constexpr int kStressFormat = 1;
using Dimensions = std::vector<std::string>;
const Dimensions kDipped = {"scenario", "outcome"}, kOfScenario = {"scenario"};

// A number of a Summary, stored behind the name of its measure; the verdict, which is no number, beside these.
struct StoredOfDip {
    const char *name, *long_name;
    double& (*of)(Summary&);
};
const StoredOfDip kStoredOfDip[] = {
    {"", "mean over replicates", [](Summary& s) -> double& { return s.mean; }},
    {"_low", "lower end of its interval", [](Summary& s) -> double& { return s.interval.low; }},
    {"_high", "upper end of its interval", [](Summary& s) -> double& { return s.interval.high; }},
    {"_against_baseline", "less the baseline's", [](Summary& s) -> double& { return s.against_baseline; }},
    {"_against_low", "lower end of its interval", [](Summary& s) -> double& { return s.against.low; }},
    {"_against_high", "upper end of its interval", [](Summary& s) -> double& { return s.against.high; }},
    {"_matters", "smallest difference that matters", [](Summary& s) -> double& { return s.matters; }}};

// Goes through all that is an array of numbers, to write it or to read it.
template <class Pass, class AnyStress>
void every_stress_variable(Pass& pass, AnyStress& stress) {
    auto of_dips = [&](auto member) {
        return [&stress, member ](std::size_t i) -> auto& { return std::invoke(member, stress.dips[i]); };
    };
    pass.summaries("depth", kDipped, stress.dips.size(), of_dips(&StressedOutcome::depth));
    pass.summaries("weeks_to_half", kDipped, stress.dips.size(), of_dips(&StressedOutcome::weeks_to_half));
    pass.summaries("area", kDipped, stress.dips.size(), of_dips(&StressedOutcome::area));
    pass.summaries(
        "more_true", kOfScenario, stress.more_true.size(), [&](std::size_t i) -> auto& { return stress.more_true[i]; });
    pass.summaries(
        "more_recorded", kOfScenario,
        stress.more_recorded.size(), [&](std::size_t i) -> auto& { return stress.more_recorded[i]; });
    pass.numbers("dipped", "replicates that dipped by as much as matters", kDipped, stress.dips.size(),
                 of_dips(&StressedOutcome::dipped));
    pass.numbers("recovered", "of these, those whose dip has halved", kDipped, stress.dips.size(),
                 of_dips(&StressedOutcome::recovered));
}

class StressWriting {
  public:
    explicit StressWriting(hdf5::Writer& file) : file_(file) {}
    template <class Of>
    void summaries(const std::string& name, const Dimensions& dimensions, std::size_t size, const Of& of) {
        for (const StoredOfDip& member : kStoredOfDip)
            put(name + member.name, member.long_name, dimensions, size, [&](std::size_t i) {
                Summary summary = of(i);
                return member.of(summary);
            });
        put(name + "_verdict", "0 gain, 1 harm, 2 no change that matters, 3 cannot say, 4 not modelled", dimensions,
            size, [&](std::size_t i) { return static_cast<double>(of(i).verdict); });
    }
    template <class Of>
    void numbers(const char* name, const char* long_name, const Dimensions& dimensions, std::size_t size,
                 const Of& of) {
        put(name, long_name, dimensions, size, [&](std::size_t i) { return static_cast<double>(of(i)); });
    }
    template <class Of>
    void put(const std::string& name, const char* long_name, const Dimensions& dimensions, std::size_t size,
             const Of& of) {
        std::vector<double> values;
        for (std::size_t i = 0; i < size; ++i) values.push_back(of(i));
        file_.define({.name = name,
                      .type = hdf5::Type::kFloat64,
                      .dimensions = dimensions,
                      .attributes = described(long_name, "1")});
        file_.write(name, values);
    }

  private:
    hdf5::Writer& file_;
};

class StressReading {
  public:
    explicit StressReading(const hdf5::Reader& file) : file_(file) {}
    template <class Of>
    void summaries(const std::string& name, const Dimensions& dimensions, std::size_t size, const Of& of) {
        for (const StoredOfDip& member : kStoredOfDip) {
            const std::vector<double> values = column(name + member.name, dimensions, size);
            for (std::size_t i = 0; i < size; ++i) member.of(of(i)) = values[i];
        }
        const std::vector<double> verdicts = column(name + "_verdict", dimensions, size);
        for (std::size_t i = 0; i < size; ++i) {
            if (!(verdicts[i] >= 0 && verdicts[i] < sim::kVerdictNames.size()))
                file_.refuse("has a verdict in " + name + "_verdict that is none");
            of(i).verdict = static_cast<sim::Verdict>(static_cast<int>(verdicts[i]));
        }
    }
    template <class Of>
    void numbers(const char* name, const char*, const Dimensions& dimensions, std::size_t size, const Of& of) {
        const std::vector<double> values = column(name, dimensions, size);
        for (std::size_t i = 0; i < size; ++i) of(i) = static_cast<int>(values[i]);
    }
    std::vector<double> column(const std::string& name, const Dimensions& dimensions, std::size_t size) const {
        std::vector<double> values = file_.read(name);
        if (file_.dimensions(name) != dimensions || values.size() != size)
            file_.refuse("has other dimensions of " + name + " than this program");
        return values;
    }

  private:
    const hdf5::Reader& file_;
};

struct Flag {
    const char *name, *long_name;
    std::vector<bool> Stress::*of;
};
const Flag kFlags[] = {{"turns_away", "1: a lever turns the event's meetings away", &Stress::turns_away},
                       {"prepares", "1: a forum prepares for events", &Stress::prepares},
                       {"fronted", "1: police in front of prevention", &Stress::fronted}};

}  // namespace

void write_stress(const std::filesystem::path& path, const Stress& stress) {
    hdf5::Writer file(temporary_path(path));
    for (const auto& [name, value] : hdf5::Attributes{{"Conventions", kConventions},
                                                      {"title", "Concord: what events do to each option"},
                                                      {"caveat", kCaveat},
                                                      {"concord_file", "stress"},
                                                      {"format_version", std::int32_t{kStressFormat}},
                                                      {"program_version", std::string(kProgramVersion)},
                                                      {"program_commit", std::string(kProgramCommit)},
                                                      {"program_sources", std::string(kProgramSources)},
                                                      {"events", stress.events},
                                                      {"parameters", stress.parameters},
                                                      {"drawn", std::int32_t{stress.drawn ? 1 : 0}},
                                                      {"seed", stress.seed},
                                                      {"replicates", std::int32_t{stress.replicates}},
                                                      {"buffered", std::int32_t{stress.buffered ? 1 : 0}},
                                                      {"softer_by_friends", stress.softer_by_friends},
                                                      {"softer_by_trust", stress.softer_by_trust},
                                                      {"weeks_followed", std::int32_t{stress.follow.weeks}}})
        file.attribute(name, value);
    std::vector<std::string> outcomes;
    for (const sim::MeasureInfo& info : stress.outcomes) outcomes.emplace_back(info.name);
    file.coordinate("scenario", stress.names, {{"long_name", "scenario; the first is the baseline"}});
    file.coordinate("outcome", outcomes, {{"long_name", "headline outcome"}});
    StressWriting writing(file);
    every_stress_variable(writing, stress);
    for (const Flag& flag : kFlags)
        writing.put(flag.name, flag.long_name, kOfScenario, stress.names.size(),
                    [&](std::size_t s) { return (stress.*flag.of).at(s) ? 1.0 : 0.0; });
    file.close();
    publish(path);
}

Stress read_stress(const std::filesystem::path& path) {
    const hdf5::Reader file = open_concord_file(path, "stress", kStressFormat);
    const auto whole = [&](const char* name) { return static_cast<int>(file.number(name)); };
    Stress stress;
    stress.events = file.text("events");
    stress.replicates = whole("replicates");
    stress.buffered = whole("buffered") != 0;
    stress.softer_by_friends = file.number("softer_by_friends");
    stress.softer_by_trust = file.number("softer_by_trust");
    stress.follow.weeks = whole("weeks_followed");
    stress.names = file.texts("scenario");
    stress.drawn = whole("drawn") != 0;
    stress.parameters = file.text("parameters");
    stress.seed = static_cast<std::uint32_t>(file.number("seed"));
    const std::vector<sim::MeasureInfo> known = sim::outcome_rows();
    for (const std::string& name : file.texts("outcome")) {
        const auto row = std::find_if(known.begin(), known.end(), [&](const auto& info) { return info.name == name; });
        if (row == known.end()) file.refuse("has an outcome that this program does not know: " + name);
        stress.outcomes.push_back(*row);
    }
    stress.dips.resize(stress.names.size() * stress.outcomes.size());
    stress.more_true.resize(stress.names.size());
    stress.more_recorded.resize(stress.names.size());
    StressReading reading(file);
    every_stress_variable(reading, stress);
    for (const Flag& flag : kFlags)
        for (const double on : reading.column(flag.name, kOfScenario, stress.names.size()))
            (stress.*flag.of).push_back(on != 0);
    return stress;
}

}  // namespace concord::scenarios
