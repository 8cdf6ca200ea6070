#!/usr/bin/env bash
# How long the pages of both editions take, beside stock mdBook on the same pages.
#
#     tests/baseline.sh [TURNS]
#
# A complete build: `cargo course build --pages` in release, and mdBook with
# mdbook-gettext, its own theme and search, our preprocessor off; before each turn
# what was built is set aside: just after files are deleted, a file system looks
# longer for room for new ones. An edit: a sentence is appended to a page, and ours
# counts from there to the new page (`cargo course serve`), stock again a build.
# The two take turns; medians and ratios are printed. Needs, on the PATH,
#   cargo install mdbook@0.5.4 mdbook-i18n-helpers@0.4.0
set -euo pipefail
cd "$(dirname "$0")/.."
for tool in mdbook mdbook-gettext; do
    command -v $tool >/dev/null || {
        echo "$tool is missing: cargo install mdbook@0.5.4 mdbook-i18n-helpers@0.4.0" >&2
        exit 1
    }
done
turns=${1:-5}
page=src/threads/spawn-join.md

cargo build --quiet --release --package course
tool=$PWD/target/release/course
work=$(mktemp -d)
course=$work/course stock=$work/stock
mkdir "$course" "$stock"
# Copies: nothing is edited here. Without crates/ there are no programs.
cp -r book.toml theme src listings exercises projects po "$course"
cp -r src listings projects po "$stock"
cat >"$stock/book.toml" <<'TOML'
[book]
title = "La concurrence en Rust"
language = "fr"
[preprocessor.gettext]
after = ["links"]
TOML
trap 'kill "${serve_PID:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

now() { date +%s%N; }
ours() { (cd "$course" && "$tool" build --pages >/dev/null); }
theirs() {
    (cd "$stock" && mdbook build -d "$stock/fr" && MDBOOK_BOOK__LANGUAGE=en mdbook build -d "$stock/en") >/dev/null 2>&1
}
built() {
    local line
    until read -r line <&"${serve[0]}" && [[ $line == built* ]]; do :; done
}
edited() {
    echo "Une phrase de plus, après $SECONDS secondes." >>"$course/$page"
    built
}
median() { sort -n "$1" | awk '{ms[NR] = $1} END {print ms[int((NR + 1) / 2)]}'; }
timed() {
    local start
    start=$(now)
    "$1"
    echo $((($(now) - start) / 1000000)) >>"$work/$1.ms"
}
told() {
    local a b
    a=$(median "$work/$2.ms") b=$(median "$work/theirs.ms")
    echo "$1, both editions, median of $turns: ours $a ms, stock mdBook $b ms, ratio $(awk "BEGIN {printf \"%.2f\", $a / $b}")"
    rm "$work"/*.ms
}

ours && theirs
for turn in $(seq "$turns"); do
    mkdir "$work/$turn"
    mv "$course"/{book,target} "$stock"/{fr,en} "$work/$turn"
    timed ours
    timed theirs
done
told "a complete build" ours

coproc serve { cd "$course" && exec "$tool" serve; }
until read -r line <&"${serve[0]}" && [[ $line =~ http://[^\ ]+ ]]; do :; done
address=${BASH_REMATCH[0]%/}
for _ in $(seq "$turns"); do
    # Answered when the last build has its search index: nothing else runs.
    curl --silent --output /dev/null "$address/pagefind/pagefind.js"
    timed edited
    echo "Une phrase de plus, après $SECONDS secondes." >>"$stock/$page"
    timed theirs
done
told "an edited page" edited
