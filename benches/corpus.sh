#!/usr/bin/env bash
# Scores a large corpus and tells time and peak memory: benches/corpus.sh CORPUS.jsonl.gz MEGABYTES [OPTION...]
# The corpus is repeated, ids made distinct, until it has so many megabytes; options go to `secondhand score`.
set -euo pipefail
corpus=$1 megabytes=$2
shift 2
binary=${SECONDHAND:-target/release/secondhand}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 - "$corpus" "$megabytes" "$folder/in.jsonl" <<'PYTHON'
import gzip, json, sys

corpus, megabytes, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
left, turn = megabytes * 1_000_000, 0
with open(path, "w", encoding="utf-8") as out:
    while left > 0:
        for line in gzip.open(corpus, "rt", encoding="utf-8"):
            record = json.loads(line)
            record["id"] = f"{record['id']}-{turn}"
            line = json.dumps(record, ensure_ascii=False) + "\n"
            out.write(line)
            left -= len(line.encode())
            if left <= 0:
                break
        turn += 1
PYTHON

/usr/bin/time -f 'seconds %e, CPU seconds %U + %S, peak %M KiB' \
    "$binary" score -q --output "${OUT:-$folder/scored.jsonl}" "$@" "$folder/in.jsonl"
