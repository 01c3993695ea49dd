#include "sim/processes/news.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/ground/parallel.h"
#include "sim/ground/random.h"

namespace concord::sim::news {
namespace {

constexpr int kWeeksOfRatio = 4;  // published ratios are of so many weeks (T198 to T200)

// Of an amount that falls by half in every half-life; nothing is left after forty of them.
double remaining(double weeks, double half_life) {
    constexpr double kLn2 = 0.6931471805599453;
    return weeks > 40 * half_life ? 0 : maths::exp(-kLn2 * weeks / half_life);
}

// Weeks since an event began to fade, at the end of `week`; negative before it came.
int faded(const Event& event, int came, int week) {
    return week < came ? -1 : std::max(0, week - came - event.weeks + 1);
}

// What share of its amplitude an event has in force at the end of that week, with half-lives of `left` of their length.
VectorDouble level(const Event& event, int came, int week, double left = 1) {
    const int since = faded(event, came, week);
    VectorDouble share = VectorDouble::Zero();
    if (since < 0) return share;
    for (int s = 0; s < kStates; ++s)
        share[s] = event.residue + (1 - event.residue) * remaining(since, left * event.half_life[s]);
    return share;
}

// Extra incidents of a week, over those expected; 1 stands for the event's weight in the district.
double more_incidents(const Event& event, int came, int week, double left) {
    if (week < came) return 0;
    return event.more_incidents * remaining(faded(event, came, week), left * event.incident_half_life) +
           event.incident_residue;
}

double more_recording(const Event& event, int came, int week, double left = 1) {
    if (week < came || event.recording == 0) return 0;
    return event.recording * remaining(faded(event, came, week), left * event.incident_half_life);
}

double left_of_half_lives(const State& state, std::size_t come, int district) {
    const std::size_t districts = state.news_half_lives.size() / state.news_come.size();
    return static_cast<double>(state.news_half_lives[come * districts + static_cast<std::size_t>(district)]);
}

// Mean over residents 1, unless nobody elsewhere hears of it.
double weight(const Events& events, const Event& event, int came_to, int district) {
    if (came_to == kNoDistrict) return 1;
    const bool own = district == came_to;
    if (event.elsewhere <= 0) return own ? 1 : 0;
    const double share = events.of_residents[static_cast<std::size_t>(came_to)];
    return (own ? 1 : event.elsewhere) / (share + event.elsewhere * (1 - share));
}

// In an attack of the size that the parameters are of.
Vector of_an_attack(const Parameters& p) {
    Vector change = Vector::Zero();
    change[kSafety] = static_cast<float>(-p.attack_safety);
    change[kOpenness] = static_cast<float>(-p.attack_openness);
    change[kGrievance] = static_cast<float>(p.attack_grievance);
    change[kPoliceTrust] = static_cast<float>(p.attack_police_trust);
    change[kNeighbourTrust] = static_cast<float>(p.attack_neighbour_trust);
    return change;
}

Vector only(const Vector& x, std::initializer_list<int> states) {
    Vector kept = Vector::Zero();
    for (const int s : states) kept[s] = x[s];
    return kept;
}

VectorDouble all_states(double value) { return VectorDouble::Constant(value); }

// How large an event is, of an attack with the usual ratio.
double size_of(const NewsEvent& event) {
    return (event.incident_ratio - 1) / (info(NewsKind::kAttack).ratio.usual - 1);
}

void set_attack(const Parameters& p, double size, Event& event) {
    event.amplitude = static_cast<float>(size) * of_an_attack(p);
    event.half_life = all_states(p.attack_half_life);
    event.half_life[kSafety] = p.attack_safety_half_life;
    event.incident_half_life = p.incident_half_life;
    event.recording = size * p.attack_recording;
    event.awareness = size * p.attack_awareness;
    event.elsewhere = p.news_elsewhere;
}

// What the parameters say of a kind; incidents apart from their half-life.
void set_kind(const Parameters& p, const NewsEvent& given, Event& event) {
    const Vector attack = of_an_attack(p);
    const auto alarm = [&](double strength, std::initializer_list<int> states, double reach, double half_life) {
        event.amplitude = static_cast<float>(strength) * only(attack, states);
        event.reach = reach;
        event.half_life = all_states(half_life);
    };
    switch (given.kind) {
        case NewsKind::kAttack: return set_attack(p, 1, event);
        case NewsKind::kLoneAttack: return set_attack(p, size_of(given), event);
        case NewsKind::kVote:
            alarm(p.vote_strength, {kSafety, kOpenness, kGrievance}, 1, p.vote_half_life);
            event.incident_half_life = p.vote_incident_half_life;
            return;
        case NewsKind::kOnlineHostility:
            alarm(p.online_hostility_strength, {kSafety, kOpenness, kGrievance}, p.online_hostility_reach,
                  p.online_hostility_half_life);
            event.incident_half_life = p.online_hostility_half_life;
            return;
        case NewsKind::kOnlineGrooming:
        case NewsKind::kTravelPressure:
            event.onset = given.kind == NewsKind::kOnlineGrooming ? p.online_grooming_onset : p.travel_pressure_onset;
            return alarm(p.pressure_strength, {kSafety, kOpenness}, p.pressure_reach, p.pressure_half_life);
        case NewsKind::kExtremistMeeting:
            alarm(p.meeting_strength, {kSafety, kOpenness, kGrievance}, p.meeting_reach, p.meeting_half_life);
            event.elsewhere = 0;
            return;
        case NewsKind::kSolidarity:
            event.amplitude[kBelonging] = static_cast<float>(p.solidarity_belonging);
            event.amplitude[kNeighbourTrust] = static_cast<float>(p.solidarity_neighbour_trust);
            event.amplitude[kOpenness] = static_cast<float>(p.solidarity_openness);
            event.reach = p.solidarity_reach;
            event.half_life = all_states(p.solidarity_half_life);
            return;
    }
}

Event described(const Parameters& p, const Scenario& scenario, const NewsEvent& given) {
    Event event;
    event.kind = given.kind;
    event.district = given.district;
    event.week = weeks_between(scenario.start, given.from);
    if (given.until) event.weeks = std::max(1, weeks_between(scenario.start, *given.until) - event.week);
    event.residue = p.news_residue;
    set_kind(p, given, event);
    if (info(given.kind).moves_incidents()) event.incident_residue = p.incident_residue * size_of(given);
    return event;
}

bool has_friend_of_another_background(const World& world, std::uint32_t i, const Friends& ties) {
    return std::any_of(ties.begin(), ties.end(),
                       [&](std::uint32_t j) { return j != kNone && world.ethnic_group[j] != world.ethnic_group[i]; });
}

double left_by_buffers(const Context& context, std::uint32_t i, double police_trust, const Friends& ties) {
    const auto& p = context.parameters;
    return 1 - p.buffer_ties * has_friend_of_another_background(*context.world, i, ties) -
           p.buffer_trust * police_trust;
}

double mean_left_by_buffers(const Context& context, const Column<ResidentState>& states,
                            const Column<Friends>& friends) {
    std::vector<double> sums(static_cast<std::size_t>(context.world->neighbourhoods()));
    parallel_for(context.world->neighbourhoods(), [&](int n) {
        for (auto i = context.begin(n); i < context.begin(n + 1); ++i)
            sums[static_cast<std::size_t>(n)] +=
                left_by_buffers(context, i, static_cast<double>(states[i][kPoliceTrust]), friends[i]);
    });
    double sum = 0;
    for (const double of_place : sums) sum += of_place;
    return sum / static_cast<double>(std::max<std::size_t>(1, states.size()));
}

// Recorded incidents of an area in a week in which everybody's state is shifted, and recording one too.
double recorded(const Context& context, const hostility::Start& hostility, int area,
                const Column<ResidentState>& states, const Vector& shift, double recording) {
    const World& world = *context.world;
    const auto begin = context.begin(world.neighbourhood_of_area_begin[area]),
               end = context.begin(world.neighbourhood_of_area_begin[area + 1]);
    AreaSums sums;
    for (auto i = begin; i < end; ++i) sums.add(context.parameters, world.ethnic_group[i], load(states[i]) + shift);
    std::array<double, kEthnicGroups> rate{};
    for (int g = 0; g < kEthnicGroups; ++g) rate[g] = hostility::rate(context, hostility, area, g, sums);
    double total = 0;
    for (auto i = begin; i < end; ++i)
        total += rate[world.ethnic_group[i]] *
                 hostility::probability_recorded(
                     context.parameters, static_cast<double>(states[i][kPoliceTrust] + shift[kPoliceTrust]), recording);
    return total;
}

// So that the four weeks of the event hold `ratio` times what is recorded without it, fallen openness included: what is
// expected is linear in the rate of its first week. Buffers count at their mean, 1.
void solve_incidents(const Context& context, const hostility::Start& hostility, const Events& events, double ratio,
                     const Column<ResidentState>& states, Event& event) {
    struct Expected {
        double without = 0, as_it_is = 0, of_each_more = 0;
    };
    const auto& areas = context.world->geography.areas;
    std::vector<Expected> by_area(areas.size());
    parallel_for(static_cast<int>(areas.size()), [&](int a) {
        Expected& of = by_area[static_cast<std::size_t>(a)];
        const double heard = weight(events, event, event.district, areas[static_cast<std::size_t>(a)].district);
        of.without = kWeeksOfRatio * recorded(context, hostility, a, states, Vector::Zero(), 0);
        for (int week = 0; week < kWeeksOfRatio; ++week) {
            // Rates follow from the states of the week before.
            const Vector shift = event.amplitude * (heard * level(event, 0, week - 1)).cast<float>();
            const double incidents =
                recorded(context, hostility, a, states, shift, more_recording(event, 0, week) * heard);
            of.as_it_is += incidents * (1 + heard * event.incident_residue);
            of.of_each_more += incidents * heard * remaining(week, event.incident_half_life);
        }
    });
    Expected all;
    for (const Expected& of : by_area) {
        all.without += of.without;
        all.as_it_is += of.as_it_is;
        all.of_each_more += of.of_each_more;
    }
    if (!(all.of_each_more > 0)) return;
    event.more_incidents = (ratio * all.without - all.as_it_is) / all.of_each_more;
    event.ratio_is_out_of_reach = event.more_incidents < 0;
    event.more_incidents = std::max(0.0, event.more_incidents);
}

// How much of an event a resident feels: nothing if they have not heard of it, else what buffers leave, and no more
// than what keeps every state within its bounds, so that nobody is paid back what they never lost.
std::uint8_t felt_by(const Context& context, const Events& events, const Event& event, const Vector& change, int week,
                     std::uint32_t i, const Vector& x, const Friends& ties) {
    if (event.reach < 1) {
        const Stream stream(context.options.seed, Process::kNews);
        if (unit_double(stream.word(i, static_cast<std::uint32_t>(week), event.key)) >= event.reach) return 0;
    }
    double felt =
        left_by_buffers(context, i, static_cast<double>(x[kPoliceTrust]), ties) / events.buffer + kFeltStep / 2;
    for (int s = 0; s < kStates; ++s)
        if (change[s] != 0)
            felt = std::min(felt, static_cast<double>(change[s] > 0 ? (1 - x[s]) / change[s] : x[s] / -change[s]));
    return static_cast<std::uint8_t>(std::clamp(felt / static_cast<double>(kFeltStep), 0.0, 255.0));
}

// Of the k-th event that has come.
Vector change_in(const Events& events, const State& state, std::size_t k, int district, const VectorDouble& share) {
    const Come& come = state.news_come[k];
    const Event& event = events.list[static_cast<std::size_t>(come.event)];
    const double heard = left_of_amplitude(state, k, district) * weight(events, event, come.district, district);
    return event.amplitude * (heard * share).cast<float>();
}

}  // namespace

Events fit(const Context& context, const hostility::Start& hostility, const Scenario& scenario,
           const Column<ResidentState>& states, const Column<Friends>& friends) {
    Events events;
    if (scenario.events.empty()) return events;
    const World& world = *context.world;
    for (std::size_t d = 0; d + 1 < world.neighbourhood_of_district_begin.size(); ++d) {
        const auto begin = context.begin(world.neighbourhood_of_district_begin[d]),
                   end = context.begin(world.neighbourhood_of_district_begin[d + 1]);
        events.of_residents.push_back(static_cast<double>(end - begin) / std::max(1u, world.talkers()));
    }
    events.buffer = mean_left_by_buffers(context, states, friends);
    std::vector<NewsEvent> in_order = scenario.events;
    std::stable_sort(in_order.begin(), in_order.end(), [&](const NewsEvent& a, const NewsEvent& b) {
        return weeks_between(scenario.start, a.from) < weeks_between(scenario.start, b.from);
    });
    for (const NewsEvent& given : in_order) {
        Event event = described(context.parameters, scenario, given);
        if (given.kind == NewsKind::kOnlineHostility)
            event.more_incidents = given.incident_ratio - 1;
        else if (info(given.kind).moves_incidents())
            solve_incidents(context, hostility, events, given.incident_ratio, states, event);
        const auto before = std::count_if(events.list.begin(), events.list.end(), [&](const Event& other) {
            return other.kind == event.kind && other.week == event.week;
        });
        // Whoever moves in draws of every event that has come, so that the week of the event is part of its key.
        constexpr std::uint32_t kKeysOfWeek = programme::kMostAlertKeys;
        event.key = static_cast<std::uint32_t>(std::max(0, event.week)) * kKeysOfWeek +
                    static_cast<std::uint32_t>(before) * kNewsKinds + static_cast<std::uint32_t>(event.kind);
        events.list.push_back(event);
    }
    return events;
}

std::vector<float> left_by_preparedness(const Context& context, const delivery::Start& delivery,
                                        const LeverWeek& levers) {
    const auto& p = context.parameters;
    constexpr double kLeast = 0.5, kMost = 1.12;  // decision 0026, rule 6
    constexpr auto kForum = static_cast<std::size_t>(LeverKind::kPartnershipForum);
    std::vector<float> left(delivery.works.size(), 1.0f);
    if (!levers.any || p.prepared == 0) return left;
    for (std::size_t d = 0; d < left.size(); ++d) {
        if (!(delivery.works[d][kForum] > 0)) continue;
        double in_forum = 0;
        for (std::size_t member = 0; member < kForumSectors; ++member)
            in_forum += static_cast<double>(levers.forum[d][member]) / kForumSectors;
        const double alone = p.prepared_without_communication;
        const double shared =
            alone + (1 - alone) * programme::explained(context, delivery, levers, static_cast<int>(d));
        left[d] = static_cast<float>(std::clamp(1 - p.prepared * in_forum * shared, kLeast, kMost));
    }
    return left;
}

LeftByInstitutions left_by_institutions(const Context& context, const delivery::Start& delivery,
                                        const LeverWeek& levers) {
    return {.half_lives = left_by_preparedness(context, delivery, levers),
            .of_recruiters = programme::left_by_enforcement(context, delivery, levers)};
}

double left_of_amplitude(const State& state, std::size_t come, int district) {
    const std::size_t districts = state.news_amplitudes.size() / state.news_come.size();
    return static_cast<double>(state.news_amplitudes[come * districts + static_cast<std::size_t>(district)]);
}

void begin_week(const Context& context, const Events& events, const LeftByInstitutions& left, int week, State& state) {
    for (std::size_t k = 0; k < events.list.size(); ++k) {
        const Event& event = events.list[k];
        if (std::max(0, event.week) == week && event.kind != NewsKind::kExtremistMeeting)
            come(context, events, static_cast<std::int32_t>(k), event.district, left, week, state);
    }
}

void come(const Context& context, const Events& events, std::int32_t event, std::int32_t district,
          const LeftByInstitutions& left, int week, State& state) {
    state.news_come.push_back({.event = event, .district = district, .week = week});
    state.news_half_lives.insert(state.news_half_lives.end(), left.half_lives.begin(), left.half_lives.end());
    const bool recruiters = info(events.list[static_cast<std::size_t>(event)].kind).of_recruiters;
    for (const float of_district : left.of_recruiters) state.news_amplitudes.push_back(recruiters ? of_district : 1.0f);
    state.news_felt.resize(state.news_felt.size() + context.world->talkers());
}

void feel(const Context& context, const Events& events, int n, int week, const Column<ResidentState>& states,
          const Column<Friends>& friends, State& state) {
    for (std::size_t k = 0; k < state.news_come.size(); ++k) {
        const Come& come = state.news_come[k];
        if (come.week != week) continue;
        const Event& event = events.list[static_cast<std::size_t>(come.event)];
        const Vector change = change_in(events, state, k, context.district_of(n), VectorDouble::Ones());
        std::uint8_t* felt = state.news_felt.data() + k * context.world->talkers();
        for (auto i = context.begin(n); i < context.begin(n + 1); ++i)
            felt[i] = felt_by(context, events, event, change, week, i, load(states[i]), friends[i]);
    }
}

Vector arrive(const Context& context, const Events& events, std::uint32_t i, int n, int week, const Vector& x,
              const Friends& ties, State& state) {
    Vector moved = Vector::Zero();
    for (std::size_t k = 0; k < state.news_come.size(); ++k) {
        const Come& come = state.news_come[k];
        const Event& event = events.list[static_cast<std::size_t>(come.event)];
        const int district = context.district_of(n);
        const Vector change = change_in(events, state, k, district,
                                        level(event, come.week, week, left_of_half_lives(state, k, district)));
        const std::uint8_t felt = felt_by(context, events, event, change, week, i, x + moved, ties);
        state.news_felt[k * context.world->talkers() + i] = felt;
        moved += static_cast<float>(felt) * kFeltStep * change;
    }
    return moved;
}

Pulses::Pulses(const Events& events, const State& state, int district, int week, std::size_t talkers) {
    for (std::size_t k = 0; k < state.news_come.size(); ++k) {
        const Come& come = state.news_come[k];
        const Event& event = events.list[static_cast<std::size_t>(come.event)];
        const double left = left_of_half_lives(state, k, district);
        const VectorDouble before = level(event, come.week, week - 1, left),
                           after = level(event, come.week, week, left);
        const Pulse pulse{state.news_felt.data() + k * talkers, change_in(events, state, k, district, before),
                          change_in(events, state, k, district, after - before)};
        if ((pulse.until_now == 0).all() && (pulse.this_week == 0).all()) continue;
        moving_ = moving_ || (pulse.this_week != 0).any();
        list_.push_back(pulse);
    }
}

Alerts alerts(const Events& events, const State& state, int district, int week) {
    Alerts of_week;
    for (const Come& come : state.news_come) {
        const Event& event = events.list[static_cast<std::size_t>(come.event)];
        if (come.week == week && event.awareness > 0)
            of_week.push_back({.share = event.awareness * weight(events, event, come.district, district),
                               .key = event.key % programme::kMostAlertKeys});
    }
    return of_week;
}

RaisedNeed raised_need(const Parameters& p, const Events& events, const State& state, int district, int week) {
    std::array<double, kNewsKinds> rise{};  // of the strongest of each kind; below 0 where it lowers the rate
    for (std::size_t k = 0; k < state.news_come.size(); ++k) {
        const Come& come = state.news_come[k];
        const Event& event = events.list[static_cast<std::size_t>(come.event)];
        const int since = faded(event, come.week, week);
        if (event.onset == 1 || since < 0) continue;
        double& strongest = rise[static_cast<std::size_t>(event.kind)];
        // What police in front of prevention leave of a recruiters' event, they leave of the needs that it brings.
        const double own = (event.onset - 1) * left_of_amplitude(state, k, district) *
                           remaining(since, left_of_half_lives(state, k, district) * p.pressure_half_life);
        if (std::abs(own) > std::abs(strongest)) strongest = own;
    }
    RaisedNeed raised;
    for (std::size_t kind = 0; kind < kNewsKinds; ++kind) {
        raised.young *= std::max(0.0, 1 + rise[kind]);
        raised.family *= std::max(0.0, 1 + p.pressure_family * rise[kind]);
    }
    return raised;
}

hostility::Raised raised_incidents(const Events& events, const State& state, int district, int week) {
    hostility::Raised raised;
    for (std::size_t k = 0; k < state.news_come.size(); ++k) {
        const Come& come = state.news_come[k];
        const Event& event = events.list[static_cast<std::size_t>(come.event)];
        const double heard = weight(events, event, come.district, district),
                     left = left_of_half_lives(state, k, district);
        raised.rate += heard * more_incidents(event, come.week, week, left);
        raised.recording += heard * more_recording(event, come.week, week, left);
    }
    return raised;
}

}  // namespace concord::sim::news
