// The log of assumptions: what stands on the word `assumption`, or on nothing that is named, rather than on a source.
// Of the program it is what its own tables hold (parameters, usual costs, and the unit costs and baselines of what is
// shipped), of a scenario what its files say. `concord describe assumptions` prints it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/files/text_table.h"
#include "sim/policy/scenario.h"
#include "sim/world/geography.h"

namespace concord::scenarios {

enum class StatementKind { kParameter, kFixedNumber, kUnitCost, kBaseline, kAmount, kRule, kEvent, kNote };
std::string_view name_of(StatementKind kind);  // "unit cost"

// A number, or a remark, with what it stands on.
struct Statement {
    StatementKind kind = StatementKind::kNote;
    std::string process;  // of a parameter; else the lever, the kind of event, "baseline" or "scenario"
    std::string name, meaning, value, range, unit;
    std::string stands_on;          // as it was written; "no source given"
    std::string reason{};           // a note, where there is one
    std::vector<std::string> in{};  // of what is shipped: the regimes and scenarios that have it
    bool assumed = false;
};

// Whether `assumption` is among the ids of a source: "S42, S47, assumption", "C06;assumption".
bool names_assumption(std::string_view source);
// Whether a remark speaks of an assumption.
bool speaks_of_assumption(std::string_view note);

// Every number that has a place for a source, those with one among them.
std::vector<Statement> statements_of_program(const sim::Geography& geography);
std::vector<Statement> statements_of(const sim::Scenario& scenario, const sim::Geography& geography);

// How many of the parameters of each process stand on an assumption, and of the costs and baselines that are shipped:
// what, assumptions, of, share.
Table assumption_counts(const std::vector<Statement>& statements);
// That, then the assumptions, process by process.
std::vector<Table> assumptions_of_program(const sim::Geography& geography);
// What a scenario adds to them, its base's among it.
std::vector<Table> assumptions_of(const sim::Scenario& scenario, const sim::Geography& geography);

}  // namespace concord::scenarios
