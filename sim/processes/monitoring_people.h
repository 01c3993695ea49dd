// Who is asked in a week and what they say: internal to monitoring.cpp.
#pragma once

#include "sim/ground/random.h"
#include "sim/processes/monitoring.h"

namespace concord::sim::monitoring {

class Fieldwork {
  public:
    // All must outlive it.
    Fieldwork(const Context& context, const Start& start, const Monitoring& in_force, const WeekDone& done);

    // A survey's week, a thirteenth of its quarter: adults drawn at random and asked until enough have answered.
    void ask_sample(std::vector<Tally>& tallies) const;
    // Members who left this week are replaced; a panel that is not there yet is drawn.
    void keep_panel(State& state) const;
    // A round: every member answers.
    void ask_panel(State& state) const;

  private:
    const Context& context_;
    const Start& start_;
    const Monitoring& in_force_;
    const WeekDone& done_;
    std::uint32_t week_;

    const Parameters& p() const { return context_.parameters; }
    Stream stream(Process process) const { return {context_.options.seed, process}; }
    double share_of_gm(std::size_t district) const;
    double chance_to_answer(const Vector& x) const;
    double chance_to_join(const Vector& x) const;
    Vector shift_of_mode() const;
    Vector error_of_wave() const;
    std::uint32_t recruit(std::size_t district, std::uint32_t who) const;
    void answer(const Stream& stream, std::uint32_t who, std::uint32_t resident, Vector x, const Vector& shift,
                Tally& tally) const;
};

}  // namespace concord::sim::monitoring
