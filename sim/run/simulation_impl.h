// What changes during a run, and the pieces that change it week by week; internal to sim/. The public face is
// sim/run/simulation.h.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/measures/ledger.h"
#include "sim/policy/schedule.h"
#include "sim/processes/contact.h"
#include "sim/processes/engagement.h"
#include "sim/processes/hostility.h"
#include "sim/processes/influence.h"
#include "sim/processes/news.h"
#include "sim/processes/pending.h"
#include "sim/processes/talk_effect.h"
#include "sim/run/start.h"
#include "sim/run/state.h"

namespace concord::sim {

inline constexpr float kFallOfTrust = 0.1f;  // of police_trust: those whose fell by more are counted (section 6)

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
    news::Events news_events;  // of the scenario

    // Of the current week, written before it is read.
    Column<ResidentState> next;
    Column<std::uint8_t> tag_next;
    LeverWeek levers;
    WeekOfRooms of_week;
    std::vector<double> units_bought;  // [levers][districts] as in Schedule::units

    std::vector<std::uint8_t> ties_counted;           // [T] of friends: ties | those to other backgrounds << 4
    std::array<double, kEthnicGroups> other_share{};  // of GM's talkers who are not of the group; constant
    std::vector<std::uint8_t> household_kinds;        // [H] HouseholdKind; constant

    int area_of(int n) const { return start->area_of(n); }
    int district_of(int n) const { return start->district_of(n); }
    std::uint32_t begin(int n) const { return world.neighbourhood_begin[n]; }

    void step();
    std::size_t bytes() const;

    Vector cut_of_week(int n) const;
    // Takes the sums of a neighbourhood's adults from `states`, and adds its talkers to its area's sums.
    void observe_place(int n, const Column<ResidentState>& states, AreaSums& area);
    void count_ties(std::uint32_t i);  // ties_counted of a resident: whoever changes their friends calls it
    void count_all_ties();             // the same of everybody
    void observe_bridging(int n);      // bridging and chance of sums[n]
    double share_of_other_friends(std::uint32_t i) const;
    int other_friends(std::uint32_t i) const { return ties_counted[i] >> 4; }  // of another background
    bool has_friends(std::uint32_t i) const { return (ties_counted[i] & 15u) != 0; }

    HouseholdKind household_kind(std::uint32_t i) const {
        return static_cast<HouseholdKind>(household_kinds[world.household[i]]);
    }

    static std::uint16_t quantised(float x) { return static_cast<std::uint16_t>(x * 65535.0f + 0.5f); }
    static float from_quantised(std::uint16_t code) { return static_cast<float>(code) * (1.0f / 65535.0f); }
    static Floats from_quantised(Lanes codes) { return as_float(codes) * (1.0f / 65535.0f); }

  private:
    // What the rare path needs of a batch, besides the resident.
    struct RarePath {
        int neighbourhood;
        const TalkBatch* batch;
        const TalkEffects* effects;
        std::span<const Pending>* pending;      // in order of resident; what has been merged is taken off
        std::span<const PlaceChange> of_place;  // of everybody in the neighbourhood
        const news::Pulses* pulses;             // of events; null where none moves anybody this week
        const programme::Push* programme;       // of the aware; null where it moves nobody
        LedgerWeek* ledger;
    };
    // An area's week: what is drawn before it, in order of resident; each place takes its own from the front.
    struct AreaWeek {
        std::vector<Pending> seats;
        std::vector<engagement::NewTie> ties;
        std::span<const Pending> unseated;
        std::span<const engagement::NewTie> unmade;
        AreaRates rates;
        news::Pulses pulses;
        std::vector<Pending> pending;  // of the neighbourhood at hand
        struct {
            std::vector<std::uint64_t> order;
            std::vector<Pending> sorted;
        } sorting;
    };

    // The phases of a week, in order.
    void region();                                        // levers in force, and what they buy
    void area(int area);                                  // draw, advance, turnover, sums
    void fold();                                          // the next week becomes this one
    void monitor(std::vector<monitoring::Truth>& truth);  // who is asked, what is recorded, what is reported
    void ties();                                          // every fourth week: ties end and are replaced
    void count_records(double sign, std::vector<monitoring::Truth>& truth) const;
    void draw_area(int area, AreaWeek& week);
    void draw_place(const RareWeek& rare, AreaWeek& week);
    static void sort_pending(AreaWeek& week);
    template <Kernel K>
    void advance_place(int n, std::span<const Pending> pending, const news::Pulses& pulses, LedgerWeek& ledger_week);
    template <Kernel K>
    [[gnu::noinline]] Vector pulled_further(const TalkPlace& place, std::uint32_t i, std::uint32_t online,
                                            const Vector& x, Vector pulled) const;
    [[gnu::noinline]] Vector befall(const RarePath& rare, std::uint32_t i, int lane, const Vector& x, Vector change,
                                    std::uint8_t& tag);
    void hear(const RarePath& rare, std::uint32_t i, int lane, const Vector& x, Vector& change);
    void make_ties(int n, AreaWeek& week);
    void move_households(int n, LedgerWeek& ledger_week);
    void count(int n, std::uint32_t i, std::uint32_t events);
};

}  // namespace concord::sim
