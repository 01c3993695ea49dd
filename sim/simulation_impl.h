// What changes during a run, and the pieces that change it week by week; internal to sim/. The public face is
// sim/simulation.h.
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
#include "sim/start.h"

namespace concord::sim {

// Counts of a place or group since the period began, simulated (not yet times k).
using EventRow = std::array<double, kEventKinds>;

struct Counts {
    std::vector<EventRow> place;                                       // [N]
    std::vector<std::array<EventRow, kAdultBands>> by_age;             // [A] adults
    std::vector<std::array<EventRow, kEthnicGroups>> by_group;         // [A] all ages
    void reset(std::size_t neighbourhoods, std::size_t areas);
};

// Sums over a neighbourhood's adults at the end of a week, kept every week: they feed the weekly outcomes.
struct PlaceSums {
    VectorDouble state = VectorDouble::Zero(), item = VectorDouble::Zero();
    double fell = 0;                   // adults whose police trust fell by more than 0.1
    double bridging = 0, chance = 0;   // sums over adults: share of friends of another background; what GM's mix would give
    double incidents = 0;              // true hate incidents of the week
};

struct Simulation::Impl {
    Impl(const World& w, std::shared_ptr<const Start> s, const Scenario& sc, const RunOptions& o);

    const World& world;
    std::shared_ptr<const Start> start;
    const Scenario& scenario;
    RunOptions options;
    Schedule schedule;
    Talks talks;
    ContactConstants contact;
    KernelParameters kernel;
    std::vector<std::uint8_t> backfires;      // [districts] training is delivered badly there
    std::uint32_t tie_ends = 0;               // of 65536: a tie ends in four weeks without a move

    // The state proper: save these and a run can be restored.
    int week = 0;
    std::vector<ResidentState> now, next;
    std::vector<std::uint8_t> tag_now, tag_next;
    std::vector<Friends> friends;
    std::vector<std::uint16_t> police_trust_start;   // [talkers] in 1/65535
    std::vector<std::uint16_t> last_seat;            // [talkers] week + 1 of the last seat
    std::vector<std::uint64_t> moved;                // one bit a talker: moved in since ties were last replaced
    std::vector<float> disorder;                     // [N]
    std::vector<AreaSums> area_sums;                 // [A] of `now`

    // Of the current week and period.
    LeverWeek levers;
    Ledger ledger;
    Counts counts;
    std::vector<PlaceSums> sums;                     // [N]
    std::vector<std::array<double, 2>> seats_bought, seats_filled;   // [A] by kind since the start, full scale
    std::vector<double> adults;                      // [N] simulated
    std::array<double, kEthnicGroups> other_share{}; // of GM's talkers who are not of the group

    int area_of(int n) const { return world.geography.neighbourhoods[static_cast<std::size_t>(n)].area; }
    int district_of(int n) const { return world.geography.neighbourhoods[static_cast<std::size_t>(n)].district; }
    std::uint32_t begin(int n) const { return world.neighbourhood_begin[static_cast<std::size_t>(n)]; }

    void step();
    std::size_t bytes() const;

    // Takes the sums of a neighbourhood's adults from `states`, and adds its talkers to its area's sums.
    void observe_place(int n, const std::vector<ResidentState>& states, AreaSums& area);
    void observe_bridging(int n);                    // bridging and chance of sums[n]
    double share_of_other_friends(std::uint32_t i) const;

    static std::uint16_t quantised(float x) { return static_cast<std::uint16_t>(x * 65535.0f + 0.5f); }
    static float from_quantised(std::uint16_t code) { return static_cast<float>(code) * (1.0f / 65535.0f); }

  private:
    Chances chances(int n) const;
    void advance_area(int area);
    template <Kernel K>
    void advance_place(int n, const Chances& chance, std::span<const Participant> participants, LedgerWeek& ledger_week);
    Vector meet(int n, std::uint32_t i, const Vector& x, Encounter what, const Chances& chance, LedgerWeek& ledger_week, int cell,
                std::uint8_t& tag);
    Vector heard(std::uint32_t i, const Vector& x, const TalkBatch& batch, int lane, Vector& hostility) const;
    void seat_participants(int area, std::vector<Participant>& participants);
    Vector visible_engagement(int n) const;
    Vector take_seat(int n, const Participant& participant);
    void move_households(int n, LedgerWeek& ledger_week);
    void count(int n, std::uint32_t i, EventKind kind);
};

}  // namespace concord::sim
