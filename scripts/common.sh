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

# Configures and builds one preset of CMakePresets.json: build_preset NAME [OPTION... --] [TARGET...]
build_preset() {
    local preset="$1" options=(-DCONCORD_BUILD_PYTHON=OFF)
    shift
    if [[ "${1:-}" == -D* ]]; then
        while [[ "$1" != -- ]]; do options+=("$1"); shift; done
        shift
    fi
    say "Building ($preset)"
    (cd "$concord_root" && cmake --preset "$preset" "${options[@]}" > "build-$preset.log" 2>&1) ||
        { tail -30 "$concord_root/build-$preset.log"; fail "cmake could not configure the preset '$preset'"; }
    rm -f "$concord_root/build-$preset.log"
    cmake --build "$concord_root/build/$preset" -j "$jobs" ${1:+--target "$@"}
}

# Debian's own Python with what the package, its tests and the notebooks take, pinned: python_environment FOLDER. What
# is there already stays.
python_environment() {
    local folder="$1" notebooks="$concord_root/notebooks" file wanted
    local files=(requirements.txt constraints.txt package_requirements.txt package_constraints.txt)
    wanted="$(cd "$notebooks" && cat "${files[@]}" | sha256sum | cut -d' ' -f1)"
    [[ "$(cat "$folder/installed-requirements" 2> /dev/null || true)" != "$wanted" ]] || return 0
    say "Making a Python environment with what tests and notebooks take"
    rm -rf "$folder"
    /usr/bin/python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check --require-hashes --only-binary=:all: \
        "${files[@]/#/-r$notebooks/}" 2>&1 | without_addresses
    echo "$wanted" > "$folder/installed-requirements"
}

# The package as it would be installed, from the objects of the release build: python_module PYTHON FOLDER. FOLDER is
# then for PYTHONPATH.
python_module() {
    local python="$1" folder="$2" build="$concord_root/build/release"
    build_preset release -DCONCORD_BUILD_PYTHON=ON -DPython_EXECUTABLE="$python" -- _core _core_stub
    rm -rf "$folder"
    mkdir -p "$folder"
    cp -r "$concord_root/notebooks/concord" "$folder/"
    cp "$build"/notebooks/binding/_core*.so "$build/notebooks/binding/_core.pyi" "$folder/concord/"
}
