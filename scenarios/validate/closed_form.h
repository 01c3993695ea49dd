// The closed form of a lever (P18): what it does to the mean of each state over the adults of Greater Manchester, from
// the tables and the parameters alone. Nothing of the engine's processes is used, neither what they expect of a week
// nor what they fit, so that the two can disagree. The derivation stands in closed_form.cpp.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "sim/parameters/parameters.h"
#include "sim/policy/scenario.h"
#include "sim/world/world.h"

namespace concord::validate {

// How each kind of lever is delivered in each district: 1 as intended, 0 without effect, below 0 the contrary. What a
// run has drawn, [districts].
using Delivered = std::vector<std::array<float, sim::kLeverKinds>>;

// The quality of fair encounters of each district's police at the start [0, 1): what a run has drawn, [districts].
using FairPractice = std::vector<double>;

// Changes of means, [0, 1] each.
using StateChange = std::array<double, sim::kStates>;

class ClosedForm {
  public:
    // `world` must outlive it.
    ClosedForm(const sim::World& world, const sim::Parameters& parameters, const sim::Baseline& baseline);
    ~ClosedForm();
    ClosedForm(ClosedForm&&) noexcept;

    // After so many weeks of the setting in full force from the start; its dates and its ramp do not count. Throws
    // std::invalid_argument for a setting with a capacity, which the form does not know. `practice` of none: every
    // district starts at the mean.
    StateChange effect(const sim::LeverSetting& setting, const Delivered& delivered, int weeks,
                       FairPractice practice = {}) const;

  private:
    struct Tables;
    struct InPlace;
    StateChange through_practice(const sim::LeverSetting& setting,
                                 const std::vector<std::vector<double>>& gained) const;
    std::unique_ptr<const Tables> tables_;
};

}  // namespace concord::validate
