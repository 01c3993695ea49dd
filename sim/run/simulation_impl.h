// What changes during a run, and the pieces that change it week by week; internal to sim/. The public face is
// sim/run/simulation.h.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/measures/ledger.h"
#include "sim/policy/schedule.h"
#include "sim/processes/contact.h"
#include "sim/processes/encounters.h"
#include "sim/processes/engagement.h"
#include "sim/processes/hostility.h"
#include "sim/processes/influence.h"
#include "sim/processes/talk_effect.h"
#include "sim/run/start.h"
#include "sim/run/state.h"

namespace concord::sim {

struct Simulation::Impl : SimulationState {  // what changes from week to week
    Impl(const World& w, std::shared_ptr<const Start> s, const Scenario& sc, const RunOptions& o,
         Column<Friends> given_friends);

    const World& world;
    std::shared_ptr<const Start> start;
    const Scenario& scenario;
    RunOptions options;
    Schedule schedule;
    Talks talks;
    ContactConstants contact;
    KernelParameters kernel;
    std::vector<std::uint8_t> backfires;  // [districts] training is delivered badly there
    std::uint32_t tie_ends = 0;           // of 65536: a tie ends in four weeks without a move

    // Of the current week, written before it is read.
    Column<ResidentState> next;
    Column<std::uint8_t> tag_next;
    LeverWeek levers;

    std::vector<std::uint8_t> ties_counted;  // [T] of friends: ties | those to other backgrounds << 4
    // Constant.
    std::vector<double> adults;                       // [N] simulated
    std::array<double, kEthnicGroups> other_share{};  // of GM's talkers who are not of the group

    int area_of(int n) const { return world.geography.neighbourhoods[static_cast<std::size_t>(n)].area; }
    int district_of(int n) const { return world.geography.neighbourhoods[static_cast<std::size_t>(n)].district; }
    std::uint32_t begin(int n) const { return world.neighbourhood_begin[static_cast<std::size_t>(n)]; }

    void step();
    std::size_t bytes() const;

    Vector cut_of_week(int n) const;
    // Takes the sums of a neighbourhood's adults from `states`, and adds its talkers to its area's sums.
    void observe_place(int n, const Column<ResidentState>& states, AreaSums& area);
    void count_ties(std::uint32_t i);  // ties_counted of a resident: whoever changes their friends calls it
    void count_all_ties();             // the same of everybody
    void observe_bridging(int n);      // bridging and chance of sums[n]
    double share_of_other_friends(std::uint32_t i) const;

    static std::uint16_t quantised(float x) { return static_cast<std::uint16_t>(x * 65535.0f + 0.5f); }
    static float from_quantised(std::uint16_t code) { return static_cast<float>(code) * (1.0f / 65535.0f); }
    static Floats from_quantised(Lanes codes) { return as_float(codes) * (1.0f / 65535.0f); }

  private:
    std::vector<Chances> week_chances;  // [N] of the week

    // What the rare path needs of a batch, besides the resident.
    struct RarePath {
        int neighbourhood;
        const Chances* chance;
        const TalkBatch* batch;
        const TalkEffects* effects;
        std::span<const Participant>* participants;  // in order of resident; whoever has had their turn is taken off
        const Vector* hearing;                       // of engagement in the neighbourhood; null where there is none
        LedgerWeek* ledger;
    };

    const Chances& chances(int n);
    void stop_chances(int n, Chances& c) const;
    void advance_area(int area);
    template <Kernel K>
    void advance_place(int n, const Chances& chance, std::span<const Participant>& participants,
                       LedgerWeek& ledger_week);
    template <Kernel K>
    [[gnu::noinline]] Vector further_influence(const TalkPlace& place, std::uint32_t i, std::uint32_t online,
                                               const Vector& x, Vector pulled) const;
    [[gnu::noinline]] Vector befall(const RarePath& rare, std::uint32_t i, int lane, const Vector& x, Vector change,
                                    std::uint8_t& tag);
    Vector meet(int n, std::uint32_t i, const Vector& x, Encounter what, const Chances& chance, std::uint8_t& tag);
    Vector heard(std::uint32_t i, const Vector& x, const TalkBatch& batch, int lane, Vector& hostility) const;
    void seat_participants(int area, std::vector<Participant>& participants);
    Vector visible_engagement(int n) const;
    Vector take_seat(int n, const Participant& participant);
    void move_households(int n, LedgerWeek& ledger_week);
    void count(int n, std::uint32_t i, EventKind kind);
};

}  // namespace concord::sim
