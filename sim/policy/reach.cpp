#include "sim/policy/reach.h"

#include <algorithm>
#include <cctype>
#include <numeric>

#include "sim/measures/item_model.h"
#include "sim/measures/states.h"
#include "sim/parameters/arrows.h"

namespace concord::sim {
namespace {

// What the coefficients of one comparison are asked with.
struct Setting {
    const Parameters& p;
    const Surroundings& around;

    bool has(LeverKind kind) const { return around.in_force[static_cast<std::size_t>(kind)]; }
    bool patrol() const { return has(LeverKind::kNeighbourhoodPolicing); }
    bool training() const { return has(LeverKind::kProceduralJusticeTraining); }
    bool seats() const { return has(LeverKind::kCommunityEngagement); }
    bool places() const { return has(LeverKind::kBridgingProgrammes); }
    bool circles() const { return has(LeverKind::kEsolCircles) && p.esol_completion != 0; }
    bool meetings() const {
        return p.contact_step_structured != 0 &&
               ((seats() && p.seat_meetings > 0) || (places() && p.place_meetings > 0) ||
                (circles() && p.esol_meetings > 0));
    }
    bool friends() const { return ((seats() || places()) && p.seat_friend != 0) || (circles() && p.esol_friend != 0); }
    bool forum() const { return has(LeverKind::kPartnershipForum); }
    bool framed() const { return has(LeverKind::kEnforcementLedPrevention); }
    bool explained() const { return has(LeverKind::kOpenCommunication); }
    // Districts differ in practice, or training makes them, and learn from one another.
    bool shares_practice() const {
        return forum() && p.share_rate_forum > p.share_rate_alone && (p.practice_spread != 0 || training());
    }
    bool trained_recognise() const { return p.frontline_recognition != 0 || p.frontline_false_alarm != 0; }
    bool service() const { return p.service_rate > 0 && p.service_step != 0; }
    bool talk(int state) const {
        const double share = state == kBelonging                      ? 0
                             : state == kOpenness || state == kSafety ? p.influence_share_slow
                                                                      : p.influence_share;
        return share * p.yearly_fade[static_cast<std::size_t>(state)] != 0;
    }
};

struct Edge {
    int from, to;
};

// States that an event of the kind moves in whoever hears of it.
std::vector<int> moved_by(NewsKind kind, const Parameters& p) {
    std::vector<int> states;
    const auto add = [&](double amplitude, int state) {
        if (amplitude != 0) states.push_back(state);
    };
    const auto as_an_attack = [&](double strength) {
        add(strength * p.attack_safety, kSafety);
        add(strength * p.attack_openness, kOpenness);
    };
    switch (kind) {
        case NewsKind::kAttack:
        case NewsKind::kLoneAttack:
            as_an_attack(1);
            add(p.attack_grievance, kGrievance);
            add(p.attack_police_trust, kPoliceTrust);
            add(p.attack_neighbour_trust, kNeighbourTrust);
            break;
        case NewsKind::kVote:
            as_an_attack(p.vote_strength);
            add(p.vote_strength * p.attack_grievance, kGrievance);
            break;
        case NewsKind::kOnlineHostility:
            as_an_attack(p.online_hostility_strength * p.online_hostility_reach);
            add(p.online_hostility_strength * p.online_hostility_reach * p.attack_grievance, kGrievance);
            break;
        case NewsKind::kOnlineGrooming:
        case NewsKind::kTravelPressure: as_an_attack(p.pressure_strength * p.pressure_reach); break;
        case NewsKind::kExtremistMeeting:
            as_an_attack(p.meeting_strength * p.meeting_reach);
            add(p.meeting_strength * p.meeting_reach * p.attack_grievance, kGrievance);
            break;
        case NewsKind::kSolidarity:
            add(p.solidarity_reach * p.solidarity_belonging, kBelonging);
            add(p.solidarity_reach * p.solidarity_neighbour_trust, kNeighbourTrust);
            add(p.solidarity_reach * p.solidarity_openness, kOpenness);
            break;
    }
    return states;
}

// Ways at second hand, those of the table of arrows first: of two that are as short the first counts.
std::vector<Edge> edges_of(const Setting& with) {
    const Parameters& p = with.p;
    std::vector<Edge> edges;
    const auto add = [&](bool there, int from, int to) {
        if (there) edges.push_back({from, to});
    };
    for (const auto& arrow : coupling::arrows()) add(p.*arrow.kappa != 0, arrow.from, arrow.to);
    for (const auto& arrow : coupling::place_arrows()) add(p.*arrow.points != 0, kThroughDisorder, arrow.to);
    // Calls for service follow disorder (policing).
    add(with.service(), kThroughDisorder, kPoliceTrust);
    // Whoever feels safe meets others well (contact).
    add(p.contact_safety != 0 && (p.contact_step != 0 || p.contact_step_friend != 0 || with.meetings()), kSafety,
        kOpenness);
    // Hostility.
    add(with.around.incidents, kOpenness, kThroughIncidents);
    add(with.around.incidents && p.hostility_protection != 0, kPoliceTrust, kThroughIncidents);
    add(p.victim_safety != 0, kThroughIncidents, kSafety);
    add(p.victim_trust != 0, kThroughIncidents, kNeighbourTrust);
    add(p.victim_belonging != 0, kThroughIncidents, kBelonging);
    add(p.victim_grievance != 0, kThroughIncidents, kGrievance);
    // New friends: other talks, and other news.
    for (int s = 0; s < kStates; ++s) add(with.talk(s), kThroughFriends, s);
    add(p.contact_step != 0 || p.contact_step_friend != 0, kThroughFriends, kOpenness);
    const bool news = p.vicarious != 0, of_stops = news && with.around.stops, of_hate = news && with.around.incidents;
    add((of_stops && p.unfair_step != 0) || (news && with.service()), kThroughFriends, kPoliceTrust);
    add((of_stops && p.unfair_grievance != 0) || (of_hate && p.victim_grievance != 0), kThroughFriends, kGrievance);
    add(of_stops && p.unfair_programme != 0, kThroughFriends, kProgrammeTrust);
    add(of_hate && p.victim_safety != 0, kThroughFriends, kSafety);
    add(of_hate && p.victim_trust != 0, kThroughFriends, kNeighbourTrust);
    add(of_hate && p.victim_belonging != 0, kThroughFriends, kBelonging);
    // Who is heard and belongs is the likelier to take a seat (engagement).
    const bool chosen = p.seat_outreach != 1 && (with.seats() || with.places() || with.circles());
    for (const int s : {kVoice, kBelonging}) add(chosen, s, kThroughSeats);
    for (const int s : {kVoice, kBelonging}) add(with.seats() && p.seat_effect != 0, kThroughSeats, s);
    add(with.circles() && p.esol_effect != 0, kThroughSeats, kNeighbourTrust);
    add(with.meetings(), kThroughSeats, kOpenness);
    add(with.friends(), kThroughSeats, kThroughFriends);
    // On whom events weigh less, in the week in which they come (news).
    for (std::size_t kind = 0; kind < kNewsKinds; ++kind) {
        if (!with.around.events[kind]) continue;
        for (const int s : moved_by(static_cast<NewsKind>(kind), p)) {
            add(p.buffer_trust != 0 && s != kPoliceTrust, kPoliceTrust, s);
            add(p.buffer_ties != 0, kThroughFriends, s);
        }
    }
    // Of the prevention programme the aware alone feel anything, and who trusts it is not aggrieved by its framing.
    add((with.framed() && p.framing_trust != 0) || (with.explained() && p.communication_trust != 0), kThroughAwareness,
        kProgrammeTrust);
    for (const int from : {static_cast<int>(kThroughAwareness), static_cast<int>(kProgrammeTrust)})
        add(with.framed() && p.framing_grievance != 0, from, kGrievance);
    // Need, and who tells of it and accepts support (support); calls for service are contacts that refer.
    add(p.need_grievance != 0, kGrievance, kThroughReferrals);
    add(p.need_isolation != 0, kBelonging, kThroughReferrals);
    add(p.consent_trust != 0 || p.family_report_trust != 0, kProgrammeTrust, kThroughReferrals);
    add(p.family_report_trust != 0, kPoliceTrust, kThroughReferrals);
    add(p.family_report_trust != 0, kThroughFriends, kThroughReferrals);
    add(p.service_rate > 0, kThroughDisorder, kThroughReferrals);
    add(p.family_report_unaware != 1, kThroughAwareness, kThroughReferrals);
    add(p.awareness_told != 0, kThroughReferrals, kThroughAwareness);
    add(p.wrong_referral_police_trust != 0, kThroughReferrals, kPoliceTrust);
    add(p.wrong_referral_programme_trust != 0 || p.support_trust != 0, kThroughReferrals, kProgrammeTrust);
    for (const int s : {kNeighbourTrust, kBelonging}) add(p.wrong_referral_household != 0, kThroughReferrals, s);
    add(news && p.wrong_referral_police_trust != 0, kThroughFriends, kPoliceTrust);
    add(news && p.wrong_referral_programme_trust != 0, kThroughFriends, kProgrammeTrust);
    // The less neighbours are alike, in any state, the worse their talks go (contact).
    for (int s = 0; s < kStates; ++s)
        add(s != kNeighbourTrust && p.neighbour_distance != 0 && p.neighbour_step != 0, s, kNeighbourTrust);
    return edges;
}

// What a lever itself acts on.
void add_direct(LeverKind kind, const Setting& with, std::vector<int>& reached) {
    const Parameters& p = with.p;
    const auto add = [&](bool there, int passage) {
        if (there) reached.push_back(passage);
    };
    const auto add_encounters = [&] {
        add((with.around.stops && p.unfair_step != 0) || with.service(), kPoliceTrust);
        add(with.around.stops && p.unfair_grievance != 0, kGrievance);
        add(with.around.stops && p.unfair_programme != 0, kProgrammeTrust);
    };
    switch (kind) {
        case LeverKind::kCommunityEngagement:
            add(p.seat_effect != 0, kVoice);
            add(p.seat_effect != 0, kBelonging);
            add(p.contact_step_structured != 0 && p.seat_meetings > 0, kOpenness);
            add(p.seat_friend != 0, kThroughFriends);
            break;
        case LeverKind::kBridgingProgrammes:
            add(p.contact_step_structured != 0 && p.place_meetings > 0, kOpenness);
            add(p.seat_friend != 0, kThroughFriends);
            break;
        case LeverKind::kNeighbourhoodPolicing:
            add(p.patrol_step != 0, kPoliceTrust);
            add(p.patrol_step != 0, kSafety);
            add(p.disorder_patrol != 0 && (p.patrol_untrained != 0 || with.training()), kThroughDisorder);
            break;
        case LeverKind::kProceduralJusticeTraining:
            if (p.training_gain != 0) add_encounters();
            add(p.training_gain != 0 && with.patrol() && p.patrol_step != 0, kPoliceTrust);
            add(p.training_gain != 0 && with.patrol() && p.patrol_step != 0, kSafety);
            add(with.patrol() && p.disorder_patrol != 0 && p.patrol_untrained != 1, kThroughDisorder);
            break;
        case LeverKind::kStopAndSearch:
            add_encounters();
            add(with.around.stops, kThroughReferrals);
            add(p.disorder_stop_elasticity != 0, kThroughDisorder);
            break;
        case LeverKind::kEsolCircles:
            if (p.esol_completion == 0) break;
            add(p.esol_effect != 0, kNeighbourTrust);
            add(p.contact_step_structured != 0 && p.esol_meetings > 0, kOpenness);
            add(p.esol_friend != 0, kThroughFriends);
            break;
        case LeverKind::kCounterHate: add(with.around.incidents && p.counter_hate_rate != 0, kThroughIncidents); break;
        case LeverKind::kVenueDueDiligence: {
            add(p.due_diligence_voice != 0, kVoice);
            constexpr auto kMeeting = NewsKind::kExtremistMeeting;
            if (with.around.events[static_cast<std::size_t>(kMeeting)] && p.due_diligence_refusal != 0)
                for (const int s : moved_by(kMeeting, p)) add(true, s);
            break;
        }
        case LeverKind::kPartnershipForum: {
            const bool learns = with.shares_practice(), fairer = learns && p.training_gain != 0;
            if (fairer) add_encounters();
            add(fairer && with.patrol() && p.patrol_step != 0, kPoliceTrust);
            add(fairer && with.patrol() && p.patrol_step != 0, kSafety);
            add(fairer && with.patrol() && p.disorder_patrol != 0 && p.patrol_untrained != 1, kThroughDisorder);
            const bool better = learns && p.practice_engagement_gain != 0;
            for (const int s : {kVoice, kBelonging}) add(better && with.seats() && p.seat_effect != 0, s);
            add(better && with.circles() && p.esol_effect != 0, kNeighbourTrust);
            add(better && with.meetings(), kOpenness);
            add((with.seats() || with.places() || with.circles()) && p.forum_vcfse_outreach != 0, kThroughSeats);
            for (std::size_t event = 0; event < kNewsKinds; ++event)
                if (with.around.events[event] && p.prepared != 0)
                    for (const int s : moved_by(static_cast<NewsKind>(event), p)) add(true, s);
            // Joined-up knowledge; pooled places and hand-over, where the baseline has them not.
            add(p.joined_recognition != 0 || p.joined_false_alarm != 0 || !with.around.pooled, kThroughReferrals);
            break;
        }
        case LeverKind::kEnforcementLedPrevention:
            add(p.framing_trust != 0, kProgrammeTrust);
            add(p.framing_grievance != 0, kGrievance);
            add(p.enforcement_recognition != 0 || p.enforcement_false_alarm != 0, kThroughReferrals);
            for (const NewsInfo& event : news_table())
                if (event.of_recruiters && with.around.events[static_cast<std::size_t>(event.kind)] &&
                    p.enforcement_recruiters != 0) {
                    for (const int s : moved_by(event.kind, p)) add(true, s);
                    add(true, kThroughReferrals);  // by the needs that it brings
                }
            break;
        case LeverKind::kOpenCommunication:
            add(p.communication_awareness != 0, kThroughAwareness);
            add(p.communication_trust != 0, kProgrammeTrust);
            for (std::size_t event = 0; event < kNewsKinds; ++event)
                if (with.around.events[event] && with.forum() && p.prepared != 0 &&
                    p.prepared_without_communication != 1)
                    for (const int s : moved_by(static_cast<NewsKind>(event), p)) add(true, s);
            break;
        case LeverKind::kEarlySupport: add(true, kThroughReferrals); break;
        case LeverKind::kFrontlineTraining: add(with.trained_recognise(), kThroughReferrals); break;
        case LeverKind::kMonitoring: break;
        // A lever of which nothing is said here: nobody shall read that what it does cannot be reached.
        default:
            for (int passage = 0; passage < kPassages; ++passage) add(true, passage);
    }
}

using Routes = std::array<Route, kPassages>;

// Breadth first, so that every way found is a shortest one.
Routes routes_from(const std::vector<int>& direct, const std::vector<Edge>& edges) {
    Routes routes;
    std::vector<int> queue;
    for (const int passage : direct) {
        if (routes[passage].reach == Reach::kDirect) continue;
        routes[passage].reach = Reach::kDirect;
        queue.push_back(passage);
    }
    for (std::size_t at = 0; at < queue.size(); ++at) {
        const int from = queue[at];
        for (const Edge& edge : edges) {
            if (edge.from != from || routes[edge.to].reach != Reach::kNotAtAll) continue;
            routes[edge.to] = {.reach = Reach::kSecondHand, .through = routes[from].through};
            routes[edge.to].through.push_back(from);
            queue.push_back(edge.to);
        }
    }
    return routes;
}

// What an outcome is read off (model.md section 6).
std::vector<int> made_of(int outcome, const std::array<Vector, kStates>& loading) {
    std::vector<int> passages;
    switch (outcome) {
        case kOutcomeCohesionIndex:
            return {kNeighbourTrust, kOpenness, kBelonging, kPoliceTrust, kGrievance, kVoice, kThroughFriends};
        case kOutcomeHateIncidents: return {kThroughIncidents};
        case kOutcomePoliceTrustFell: return {kPoliceTrust};
        default: break;
    }
    const int item = outcome == kOutcomeGetOnWellMostDeprived ? static_cast<int>(kGetOnWell) : outcome;
    if (item >= kItems) {  // an outcome of which nothing is said here: nobody shall read that it cannot be reached
        passages.resize(kPassages);
        std::iota(passages.begin(), passages.end(), 0);
        return passages;
    }
    for (int s = 0; s < kStates; ++s)
        if (loading[static_cast<std::size_t>(s)][item] != 0.0f) passages.push_back(s);
    return passages;
}

// The nearest of what an outcome is made of; its own state is part of the way there.
Route nearest(const std::vector<int>& passages, const Routes& routes) {
    Route best;
    for (const int passage : passages) {
        const Route& route = routes[passage];
        if (route.reach == Reach::kDirect) return {.reach = Reach::kDirect};
        if (route.reach == Reach::kNotAtAll) continue;
        if (best.reach != Reach::kNotAtAll && route.through.size() + 1 >= best.through.size()) continue;
        best = route;
        best.through.push_back(passage);
    }
    return best;
}

// What an item is read off that is no headline outcome: states, and the disorder of the place.
Reach nearest_of_item(Item item, const std::array<Vector, kStates>& loading, const Routes& routes) {
    std::vector<int> passages{kThroughDisorder};
    for (int s = 0; s < kStates; ++s)
        if (loading[static_cast<std::size_t>(s)][item] != 0.0f) passages.push_back(s);
    return nearest(passages, routes).reach;
}

// `stops`: whether how many there are differs.
std::array<Reach, kEqualityMeasures> reach_of_equality(const ReachTable& table, const Routes& routes,
                                                       const std::array<Vector, kStates>& loading, bool stops) {
    std::array<Reach, kEqualityMeasures> reach{};
    for (std::size_t k = 0; k < kFurtherItems.size(); ++k)
        reach[kEqualityItems + k] = reach[kEqualityGaps + kGapOutcomes.size() + k] =
            nearest_of_item(kFurtherItems[k], loading, routes);
    reach[kEqualityStops] = reach[kEqualityStopRatio] = stops ? Reach::kDirect : Reach::kNotAtAll;
    for (const int measure : {kEqualityFriends, kEqualityTalks, kEqualityTies})
        reach[static_cast<std::size_t>(measure)] = routes[kThroughFriends].reach;
    for (std::size_t k = 0; k < kPolarisedStates.size(); ++k)
        for (int measure = 0; measure < kPolarisationMeasures; ++measure)
            reach[static_cast<std::size_t>(polarisation_of(k, static_cast<PolarisationMeasure>(measure)))] =
                table.states[kPolarisedStates[k]].reach;
    for (std::size_t k = 0; k < kGapOutcomes.size(); ++k)
        reach[kEqualityGaps + k] = table.outcomes[kGapOutcomes[k]].reach;
    return reach;
}

}  // namespace

std::string words_of(Passage passage) {
    switch (passage) {
        case kThroughDisorder: return "disorder";
        case kThroughFriends: return "new friends";
        case kThroughIncidents: return "hate incidents";
        case kThroughSeats: return "who takes part";
        case kThroughAwareness: return "who has heard of the prevention programme";
        case kThroughReferrals: return "who is referred";
    }
    std::string words(kStateTable[static_cast<std::size_t>(passage)].title);
    words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
    return words;
}

Reach ReachTable::of_further_measures() const {
    Reach nearest = Reach::kNotAtAll;
    for (const Route& route : states) nearest = std::max(nearest, route.reach);
    return nearest;
}

ReachTable reach_of(std::span<const LeverKind> differing, const Parameters& parameters,
                    const Surroundings& surroundings) {
    Surroundings around = surroundings;
    for (const LeverKind kind : differing) around.in_force[static_cast<std::size_t>(kind)] = true;
    const Setting with{parameters, around};
    std::vector<int> direct;
    for (const LeverKind kind : differing) add_direct(kind, with, direct);
    const Routes routes = routes_from(direct, edges_of(with));
    const auto loading = item_loadings(parameters);
    ReachTable table;
    for (std::size_t s = 0; s < kStates; ++s) table.states[s] = routes[s];
    table.awareness = routes[kThroughAwareness];
    for (int o = 0; o < kOutcomes; ++o)
        table.outcomes[static_cast<std::size_t>(o)] =
            o == kOutcomeHateIncidents ? routes[kThroughIncidents] : nearest(made_of(o, loading), routes);
    const bool stops =
        around.stops && std::find(differing.begin(), differing.end(), LeverKind::kStopAndSearch) != differing.end();
    table.equality = reach_of_equality(table, routes, loading, stops);
    return table;
}

}  // namespace concord::sim
