#!/usr/bin/env bash
# PrairieLearn runs this in the grader's container: /grade/data/data.json in, /grade/results/results.json out.
set -u
root=${GRADE_ROOT:-/grade}
netcalc=${NETCALC:-netcalc}
results=$root/results/results.json
mkdir -p "$root/results"

timeout 25 "$netcalc" grade "$root/tests/homework.yaml" "$root/data/data.json" --format prairielearn >"$results.new"
if [ $? -le 2 ] && python3 -m json.tool "$results.new" >/dev/null 2>&1; then
    mv "$results.new" "$results"
else
    rm -f "$results.new"
    printf '{"gradable": false, "score": 0, "format_errors": ["The grader failed; no attempt is lost."]}\n' >"$results"
fi
exit 0
