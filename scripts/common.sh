# Shared by the scripts beside this file: where the project is, how they speak, how they build. Sourced, not run.
set -euo pipefail

concord_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
jobs="$(nproc)"

say() { printf '\n== %s\n' "$*"; }
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Prints the comment that opens a script: its help is written once, at the top.
print_help() { sed -n '2,/^[^#]/{ /^#/ s/^# \{0,1\}//p }' "$1"; }

# Logs can hold the addresses of package servers, which are nobody's business but the machine's.
without_addresses() { sed -E 's#[a-z]+://[^ ]+#(address)#g'; }

# Runs scripts/setup, which does nothing when all is there. CONCORD_SKIP_SETUP=1 is for systems that are not Debian and
# have everything by other means.
ensure_setup() {
    if [[ "${CONCORD_SKIP_SETUP:-}" != 1 ]]; then "$concord_root/scripts/setup" --quiet "$@"; fi
}

# Configures and builds one preset of CMakePresets.json: build_preset NAME [TARGET...]
build_preset() {
    local preset="$1"
    shift
    say "Building ($preset)"
    (cd "$concord_root" && cmake --preset "$preset" > "build-$preset.log" 2>&1) ||
        { tail -30 "$concord_root/build-$preset.log"; fail "cmake could not configure the preset '$preset'"; }
    rm -f "$concord_root/build-$preset.log"
    cmake --build "$concord_root/build/$preset" -j "$jobs" ${1:+--target "$@"}
}
