#include "sim/processes/monitoring_people.h"

#include <algorithm>
#include <cmath>

#include "sim/ground/maths.h"
#include "sim/policy/schedule.h"
#include "sim/processes/normals.h"

namespace concord::sim::monitoring {
namespace {

// Words of the draws of who is asked: attempts first, from 0.
constexpr std::uint32_t kMostAttempts = 256, kAnswers = 1000, kHowMany = 2000, kLeaves = 2001, kWave = 3000;

constexpr std::uint32_t kSlotsOfDistrict = 1u << 16;
std::uint32_t who(std::size_t district, std::uint32_t slot) {
    return static_cast<std::uint32_t>(district) * kSlotsOfDistrict + slot;
}

int neighbourhood_of(const World& world, std::uint32_t resident) {
    const auto& begin = world.neighbourhood_begin;
    return static_cast<int>(std::upper_bound(begin.begin(), begin.end(), resident) - begin.begin()) - 1;
}

// One of the district's residents who talk, each alike.
std::uint32_t anyone_of(const Context& context, std::size_t district, std::uint32_t word) {
    const auto& places = context.world->neighbourhood_of_district_begin;
    const auto begin = context.begin(places[district]), end = context.begin(places[district + 1]);
    return end > begin ? begin + below(word, end - begin) : kNone;
}

}  // namespace

Fieldwork::Fieldwork(const Context& context, const Start& start, const Monitoring& in_force, const WeekDone& done)
    : context_(context),
      start_(start),
      in_force_(in_force),
      done_(done),
      week_(static_cast<std::uint32_t>(done.week)) {}

// Of the residents as published: of a geography that is less than all of Greater Manchester only so many are asked.
double Fieldwork::share_of_gm(std::size_t district) const {
    return start_.residents[district] * context_.world->scale / kResidentsOfGreaterManchester;
}

double Fieldwork::chance_to_answer(const Vector& x) const {
    const double trust = static_cast<double>(x[kNeighbourTrust] + x[kPoliceTrust]) / 2;
    const double odds = p().survey_response / (1 - p().survey_response);
    return maths::logistic(maths::log(odds) + p().survey_response_trust * (trust - start_.mean_trust));
}

// Few of those who could join do, so that chances go as odds; the likeliest is taken as certain, which changes no
// proportion.
double Fieldwork::chance_to_join(const Vector& x) const {
    const double engaged = static_cast<double>(x[kVoice] + x[kBelonging]) / 2;
    return maths::exp(p().panel_engaged * engaged - std::max(0.0, p().panel_engaged));
}

Vector Fieldwork::shift_of_mode() const {
    Vector shift = Vector::Constant(static_cast<float>(in_force_.shift_others));
    shift[kBelong] = static_cast<float>(in_force_.shift_belong);
    shift[kGetOnWell] = static_cast<float>(in_force_.shift_get_on_well);
    return shift;
}

// The same for all who are asked in a quarter, drawn item by item.
Vector Fieldwork::error_of_wave() const {
    const std::uint32_t wave = (week_ - 1) / kWeeksPerQuarter;
    return static_cast<float>(p().survey_wave_sd) * normals(stream(Process::kSurvey), kNone, kWave + wave).own;
}

void Fieldwork::answer(const Stream& stream, std::uint32_t who, std::uint32_t resident, Vector x, const Vector& shift,
                       Tally& tally) const {
    const Vector cut = done_.cut(neighbourhood_of(*context_.world, resident)) + shift;
    const Vector agrees = logistic_of(done_.items->logit(cut, x));
    const Block first = stream.block(who, week_, kAnswers), second = stream.block(who, week_, kAnswers + 1);
    for (std::size_t k = 0; k < kItems; ++k) {
        const std::uint32_t word = k < 4 ? first[k] : second[k - 4];
        tally.agreed[k] += unit_double(word) < static_cast<double>(agrees[static_cast<Eigen::Index>(k)]) ? 1 : 0;
    }
    tally.asked += 1;
}

// A sample with a design effect tells as much as one at random of so many times fewer, and that many are asked.
void Fieldwork::ask_sample(std::vector<Tally>& tallies) const {
    const Stream chances = stream(Process::kSurvey);
    const Vector shift = shift_of_mode() + error_of_wave();
    for (std::size_t d = 0; d < tallies.size(); ++d) {
        const double expected = in_force_.interviews / kWeeksPerQuarter * share_of_gm(d) / p().survey_design_effect;
        const std::uint32_t wanted = stochastic_round(expected, chances.word(who(d, 0), week_, 4 * kHowMany));
        for (std::uint32_t slot = 0; slot < std::min(wanted, kSlotsOfDistrict); ++slot)
            for (std::uint32_t attempt = 0; attempt < kMostAttempts; ++attempt) {
                const Block words = chances.block(who(d, slot), week_, attempt);
                const std::uint32_t i = anyone_of(context_, d, words[0]);
                if (i == kNone) break;
                if (context_.world->age_band[i] < kFirstAdultBand) continue;
                const Vector x = load((*done_.residents)[i]);
                if (unit_double(words[1]) >= chance_to_answer(x)) continue;
                answer(chances, who(d, slot), i, x, shift, tallies[d]);
                break;
            }
    }
}

std::uint32_t Fieldwork::recruit(std::size_t district, std::uint32_t slot) const {
    const Stream chances = stream(Process::kPanel);
    for (std::uint32_t attempt = 0; attempt < kMostAttempts; ++attempt) {
        const Block words = chances.block(who(district, slot), week_, attempt);
        const std::uint32_t i = anyone_of(context_, district, words[0]);
        if (i == kNone) return kNone;
        // Who has just moved in is not asked, so that nobody is taken for gone whom a move brought.
        if (context_.world->age_band[i] < kFirstAdultBand || done_.moved(i)) continue;
        if (unit_double(words[1]) < chance_to_join(load((*done_.residents)[i]))) return i;
    }
    return kNone;
}

void Fieldwork::keep_panel(State& state) const {
    const Stream chances = stream(Process::kPanel);
    const std::size_t districts = state.tallies.size();
    // A quarter's panel is as large as the regime says; of one that is there already the first stay.
    if (state.panel_begin.empty() || week_ % kWeeksPerQuarter == 1) {
        std::vector<Member> members;
        std::vector<std::int32_t> begin = {0};
        for (std::size_t d = 0; d < districts; ++d) {
            const double expected = in_force_.members * share_of_gm(d) / p().panel_design_effect;
            const std::uint32_t wanted = stochastic_round(expected, chances.word(who(d, 0), 0, 4 * kHowMany));
            for (std::uint32_t slot = 0; slot < std::min(wanted, kSlotsOfDistrict); ++slot) {
                const bool there = !state.panel_begin.empty() &&
                                   state.panel_begin[d] + static_cast<std::int32_t>(slot) < state.panel_begin[d + 1];
                members.push_back(there ? state.panel[static_cast<std::size_t>(state.panel_begin[d]) + slot]
                                        : Member{});
            }
            begin.push_back(static_cast<std::int32_t>(members.size()));
        }
        state.panel = std::move(members);
        state.panel_begin = std::move(begin);
    }
    const double leaves = 1 - maths::pow(1 - p().panel_attrition, 1.0 / kWeeksPerYear);
    for (std::size_t d = 0; d < districts; ++d)
        for (std::int32_t at = state.panel_begin[d]; at < state.panel_begin[d + 1]; ++at) {
            Member& member = state.panel[static_cast<std::size_t>(at)];
            const auto slot = static_cast<std::uint32_t>(at - state.panel_begin[d]);
            const bool lost = unit_double(chances.word(who(d, slot), week_, 4 * kLeaves)) < leaves;
            const bool gone = member.resident == kNone || done_.moved(member.resident);
            if (lost || gone) member = {recruit(d, slot), done_.week};
        }
}

void Fieldwork::ask_panel(State& state) const {
    const Stream chances = stream(Process::kPanel);
    const Vector shift = shift_of_mode();
    for (std::size_t d = 0; d < state.tallies.size(); ++d)
        for (std::int32_t at = state.panel_begin[d]; at < state.panel_begin[d + 1]; ++at) {
            const Member& member = state.panel[static_cast<std::size_t>(at)];
            if (member.resident == kNone) continue;
            Vector x = load((*done_.residents)[member.resident]);
            const float year = std::min(1.0f, static_cast<float>(done_.week - member.joined) / kWeeksPerYear);
            x[kVoice] += year * start_.gain_of_voice;
            answer(chances, who(d, static_cast<std::uint32_t>(at - state.panel_begin[d])), member.resident, x, shift,
                   state.tallies[d]);
        }
}

}  // namespace concord::sim::monitoring
