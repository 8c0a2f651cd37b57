#!/bin/sh
# Runs the whole suite RUNS times on two cores while four processes keep them busy, and stops at the
# first failure: no test may depend on who is faster.
#   packaging/test_under_load.sh [RUNS]
set -eu

runs=${1:-10}
cd "$(dirname "$0")/.."
command -v stress >/dev/null || { echo 'Install stress first (Debian: apt-get install stress).' >&2; exit 1; }
cores=$(command -v taskset >/dev/null && echo 'taskset -c 0,1' || true)
log=$(mktemp)

$cores stress -q -c 4 &
load=$!
trap 'pkill -P $load; kill $load; rm -f "$log"' EXIT

run=1
while [ "$run" -le "$runs" ]; do
    begun=$(date +%s)
    if $cores .venv/bin/python -m pytest -q -n 2 --dist loadgroup >"$log" 2>&1; then
        echo "run $run of $runs: $(tail -n 1 "$log") (whole: $(($(date +%s) - begun)) s)"
    else
        cat "$log"
        echo "run $run of $runs failed"
        exit 1
    fi
    run=$((run + 1))
done
