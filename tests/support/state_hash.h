// One number for everything that a run has come to: states, tags, ties, memories, counts of events and what each
// process keeps, every bit of them. Beside it a few means that a person can read: a hash says that something changed,
// never what.
#pragma once

#include <string>

#include "sim/run/simulation.h"

namespace concord::tests {

// Of a simulation as it stands: "states 0123456789abcdef tags ... ties ... events ... rooms ... means 0.577380 ..." (of
// the eight states over all residents aged 10+). Sums (ledger, sums of places) are left out: they follow from these, in
// an order of their own.
std::string state_hash(const sim::Simulation& simulation);

// Of what a run records: "outcomes 0123456789abcdef states ... ledger ... events ... weekly ... places ... others ...".
std::string record_hash(const sim::RunRecord& record);

}  // namespace concord::tests
