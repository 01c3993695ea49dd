# Shared by .ci/run and .ci/nightly: steps with their seconds, and the table of them at the end. Sourced, not run.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}"
export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"  # see scripts/test
logs="$(mktemp -d)"
step_names=() step_seconds=() step_results=()

# Runs a command as a named step, and says how long it took; a step that fails ends the script or, with keep_going=1, is
# remembered.
keep_going=0 failed_steps=0
step() {
    local title="$1" started=$SECONDS result=passed
    shift
    printf '\n#### %s\n' "$title"
    step_names+=("$title") step_seconds+=("...") step_results+=("failed")
    local index=$((${#step_names[@]} - 1))
    if [[ $keep_going == 1 ]]; then
        # In a shell of its own, so that `set -e` ends the step, and only the step.
        set +e
        (set -e; "$@")
        local status=$?
        set -e
        [[ $status == 0 ]] || { result=failed; failed_steps=$((failed_steps + 1)); }
    else
        "$@"
    fi
    step_seconds[index]=$((SECONDS - started)) step_results[index]=$result
    printf '#### %s: %s in %d s\n' "$title" "$result" "${step_seconds[index]}"
}

table_printed=0
step_table() {
    local k total=0
    table_printed=1
    printf '\n#### Steps\n'
    for k in "${!step_names[@]}"; do
        printf '%7s s  %-7s  %s\n' "${step_seconds[k]}" "${step_results[k]}" "${step_names[k]}"
        if [[ "${step_seconds[k]}" != ... ]]; then total=$((total + step_seconds[k])); fi
    done
    printf '%7d s  in all (%d min)\n' "$total" $(((total + 59) / 60))
}

finish() {
    local status=$?
    trap - EXIT
    [[ $table_printed == 1 ]] || step_table   # a step ended the script
    rm -rf "$logs"
    exit "$status"
}
trap finish EXIT
