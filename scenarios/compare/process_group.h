// Several processes that share the runs of one comparison: `mpirun -n K concord compare ...` or `srun`. They find each
// other by the environment that the launcher sets and by the files of the comparison folder, which all must see; no
// library of message passing is needed, since a run is a pure function of the plan and its file appears whole.
#pragma once

namespace concord::scenarios {

struct ProcessGroup {
    int rank = 0, size = 1;  // rank in [0, size); rank 0 writes the plan, waits for all shards and folds
    bool leads() const { return rank == 0; }
    bool owns(int replicate) const { return replicate % size == rank; }
};

// From Open MPI's, MPICH's or Slurm's variables; alone without them, or inside a batch script that is no job step.
// Throws std::invalid_argument when the variables contradict each other.
ProcessGroup process_group();

}  // namespace concord::scenarios
