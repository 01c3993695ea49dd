// A study: which parameters of a model are varied, which outputs are looked at, what they are held against and by which
// methods. Plain data; study_file.h reads it, docs/study_file.md is the reference.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calibration/abc_smc.h"
#include "calibration/history_matching.h"
#include "calibration/mcmc.h"
#include "calibration/prim.h"
#include "calibration/space.h"
#include "scenarios/files/checksum.h"

namespace concord::study {

using NamedValues = std::vector<std::pair<std::string, double>>;

// What the model is run under.
struct Condition {
    std::string id, name;
    std::string scenario;          // Concord: a shipped name, or a file beside the study
    std::optional<int> against{};  // another condition, whose outputs are taken off at the same draw and seed
    NamedValues fixed{};           // parameters that have this value under it
    double price = 0;              // what choosing it takes off its output, in that one's unit; 0 or more
    std::string option{};          // what a choice calls it; empty: its id
};

struct Observable {
    std::string id, name;
    std::string formula;               // Concord: an outcome; a program: a column of what it writes
    std::string group;                 // Concord: "Greater Manchester", a district, ...
    double discrepancy_sd = 0;         // of the model from the world at its best, in the output's unit
    std::optional<double> noise_sd{};  // of a measurement that does not bring its own
    int better = 1;                    // +1 higher is better, -1 lower is better, 0: nobody has said which
    // Of Concord's outcomes in points: the smallest difference that matters, and what their numbers in files (32 bits)
    // cannot tell from 0. 0: not known.
    double matters = 0, resolution = 0;
};

// One number of a run.
struct Output {
    std::string name;  // unique in the study
    int observable = 0, condition = 0;
    double time = 0;  // Concord: weeks, whole periods of four
};

struct Measurement {
    int output = 0;
    double value = 0, sd = 0;  // in the output's unit; sd above 0
    std::string source;
};

// Concord itself, or another program (docs/study_file.md says what it is given and what it writes).
struct ModelChoice {
    int scale = 100;
    std::uint32_t population_seed = 1;
    std::vector<std::string> program{};  // and its arguments; empty: Concord
    int rows = 16;                       // points that are run, and kept, together
};

struct CheckSettings {
    int draws = 40;  // from the prior, at one seed; 10 to 10 000
    int seeds = 20;  // at one point, the prior's medians; 5 to 10 000
};

// Which runs are of interest to scenario discovery, output by output.
struct Interest {
    // kAbove, kBelow: outputs beyond `value`, in their unit; kHighest, kLowest: that share of the runs, in (0, 1).
    enum class Kind { kAbove, kBelow, kHighest, kLowest } kind = Kind::kHighest;
    double value = 0.25;
};

struct SensitivitySettings {
    // kInformation: what knowing parameters would be worth before a choice; kDiscovery: where runs of interest lie.
    enum class Method { kMorris, kSobol, kInformation, kDiscovery } method = Method::kMorris;
    int trajectories = 20, levels = 4;  // Morris
    int base = 256;                     // Sobol': points, a power of 2
    bool second_order = false;
    int resamples = 1000;
    double level = 0.95;
    int draws = 512;  // kInformation, kDiscovery: of the prior
    Interest interest{};
    calibration::PrimOptions prim{};
};

struct CalibrationSettings {
    // kMcmc: chains on the emulators of the last wave of history matching.
    enum class Method { kHistoryMatching, kMcmc, kAbc } method = Method::kHistoryMatching;
    calibration::HistoryChoices history{};
    calibration::McmcSettings mcmc{};
    calibration::AbcSettings abc{};
    int predictive = 50;  // runs from the posterior that are held against the targets; 10 or more
    int truths = 0;       // of the prior, on which the same way of fitting is tried; 0, or 20 or more
};

struct Study {
    std::filesystem::path file;
    std::string name, purpose;
    std::uint32_t seed = 1;
    ModelChoice model;
    std::vector<calibration::Dimension> varied;
    NamedValues fixed;  // the same in all runs; parameters of Concord that are not named have their defaults
    std::vector<Condition> conditions;
    std::vector<Observable> observables;
    std::vector<Output> outputs;
    std::vector<Measurement> measurements;  // of different outputs
    CheckSettings check;
    std::optional<SensitivitySettings> sensitivity;
    std::optional<CalibrationSettings> calibration;
    scenarios::Checksums inputs;  // of the study's files

    bool of_concord() const { return model.program.empty(); }
    double last_time() const;
    calibration::Space space() const { return calibration::Space(varied); }
};

inline double Study::last_time() const {
    double last = 0;
    for (const Output& output : outputs) last = output.time > last ? output.time : last;
    return last;
}

inline std::vector<std::string> names_of_outputs(const Study& study) {
    std::vector<std::string> names;
    for (const Output& output : study.outputs) names.push_back(output.name);
    return names;
}

}  // namespace concord::study
