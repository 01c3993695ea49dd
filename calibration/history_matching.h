// History matching in waves (Craig et al. 1997; Vernon, Goldstein and Bower 2010; Andrianakis et al. 2015): points
// whose emulated outputs are too far from what was observed are ruled out, the model is run again where none are, and
// so on. What is left is not a posterior: it is where a fit may be, and it may be nowhere.
//
// A wave's emulators learn from its own runs and those of earlier waves that earlier emulators do not rule out. A point
// is ruled out where its implausibility is above the cutoff in any wave.
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>
#include <vector>

#include "calibration/emulator.h"
#include "calibration/implausibility.h"
#include "calibration/model.h"
#include "calibration/region.h"
#include "calibration/space.h"

namespace concord::calibration {

struct HistoryChoices {
    Eigen::Index points = 0;        // a wave; 0: ten a parameter. More than coefficients of the emulators' mean + 1
    Eigen::Index replicates = 1;    // of each point, 1 or more
    double cutoff = 3;              // above 0: three sds hold 95 % of any distribution with one peak
    int nth = 1;                    // the highest implausibility over outputs, or the second, third, ...
    int most_waves = 5;             // 1 or more
    double least_shrinkage = 0.05;  // a wave that takes away less than this part of the region is the last; [0, 1)
    double least_uncertainty =
        0.1;  // emulators are sharp when their variance is a smaller part of all others; 0 or more
    EmulatorChoices emulators = {};
    RegionChoices region = {};
};

// All of a wave that has to be written down.
struct Wave {
    Eigen::MatrixXd points;              // [points][parameters] in the space's units
    std::vector<Eigen::MatrixXd> runs;   // [outputs] of [points][replicates]; NaN where a run failed
    std::vector<EmulatorValues> values;  // [outputs]
    ShareInterval share;                 // of the space, by the prior, that is left after it
};

// What one output does to the space.
struct OutputRule {
    std::string name;
    ShareInterval alone;    // what is left where this output alone is used
    ShareInterval without;  // what is left where it alone is left out
};

struct NotRuledOut {
    Eigen::MatrixXd sample;     // [points][parameters], spread as the prior is
    Eigen::VectorXd low, high;  // [parameters], over the sample; NaN where it is empty
    ShareInterval share;        // see Region
    bool by_rejection = true;
    std::vector<OutputRule> outputs;
    Eigen::VectorXd
        uncertainty;  // [outputs]: the emulator's variance over all others, mean over the sample; NaN if empty
    bool empty() const { return sample.rows() == 0; }
};

enum class Stop { kGoOn, kEmpty, kSharp, kNoShrinkage, kWavesSpent };
std::string_view stop_name(Stop stop);  // "go on", "nothing is left", ...

class HistoryMatching {
  public:
    // `waves`: those made before, to go on from to the same bits. Throws std::invalid_argument: targets or choices
    // outside their ranges, waves that do not match.
    HistoryMatching(Space space, std::vector<Target> targets, HistoryChoices choices, std::uint32_t seed,
                    std::vector<Wave> waves = {});

    // The next wave's points, [points][parameters]: shifted Sobol points first, then of the region. Throws
    // std::logic_error where nothing is left.
    Eigen::MatrixXd design() const;
    // Seeds of the next wave's runs, [points x replicates], a point's replicates one after another.
    std::vector<std::uint32_t> seeds() const;
    // Takes the next wave in: outputs [points x replicates][outputs] of design() and seeds(). Failed runs are left out,
    // points without any other too; throws std::invalid_argument where too few are left for an emulator, or shapes do
    // not match, and FitStopped where `stop` became true while emulators were fitted; nothing has changed then.
    void add(const Eigen::MatrixXd& outputs, const std::atomic<bool>* stop = nullptr);
    // design(), the model's runs, add(), until `stop()` says so or after so many waves.
    Stop run(const Model& model, int waves = 1000);

    Stop stop() const;  // kGoOn before the first wave
    const std::vector<Wave>& waves() const { return waves_; }
    const NotRuledOut& region() const {
        return region_;
    }  // after the last wave; before the first: everything, no sample
    // The highest (or nth) over outputs, the highest over waves, [points]; not above the cutoff: not ruled out. 0
    // before the first wave.
    Eigen::VectorXd implausibility(const Eigen::MatrixXd& points) const;
    // Of one wave, [points][outputs].
    Eigen::MatrixXd implausibilities(const Eigen::MatrixXd& points, std::size_t wave) const;
    const std::vector<Emulator>& emulators(std::size_t wave) const { return emulators_[wave]; }
    // One sentence: what is left, or which outputs leave nothing.
    std::string words() const;

  private:
    Eigen::VectorXd unit_implausibility(const Eigen::MatrixXd& unit) const;
    std::vector<EmulatedOutput> emulated(const Eigen::MatrixXd& unit, std::size_t wave) const;
    std::vector<Emulator> made(const Wave& next, const std::atomic<bool>* stop = nullptr) const;
    void check_wave(const Wave& wave) const;
    void look();  // for the region after the last wave
    std::vector<OutputRule> output_rules(const Eigen::MatrixXd& candidates) const;
    Eigen::VectorXd uncertainty(const Eigen::MatrixXd& unit) const;
    std::uint32_t runs_so_far() const;

    Space space_;
    std::vector<Target> targets_;
    HistoryChoices choices_;
    std::uint32_t seed_;
    std::vector<Wave> waves_;
    std::vector<std::vector<Emulator>> emulators_;  // [waves][outputs]
    NotRuledOut region_;
};

}  // namespace concord::calibration
