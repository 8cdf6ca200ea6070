#!/usr/bin/env bash
# How long both editions take to build, beside stock mdBook on the same pages.
#
# Ours: `cargo course build` in release. Stock: mdBook and mdbook-gettext with
# their own theme and search, our preprocessor off. The two take turns; the
# medians and their ratio are printed. Needs, on the PATH,
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

cargo build --quiet --release --package course
stock=$(mktemp -d)
trap 'rm -rf "$stock"' EXIT
cp -r src listings po "$stock"
cat >"$stock/book.toml" <<'TOML'
[book]
title = "La concurrence en Rust"
language = "fr"
[preprocessor.gettext]
after = ["links"]
TOML

now() { date +%s%N; }
ours() { target/release/course build >/dev/null; }
theirs() {
    (cd "$stock" && mdbook build -d "$stock/fr" && MDBOOK_BOOK__LANGUAGE=en mdbook build -d "$stock/en") >/dev/null 2>&1
}
median() { sort -n | awk '{ms[NR] = $1} END {print ms[int((NR + 1) / 2)]}'; }
timed() {
    local start
    start=$(now)
    "$1"
    echo $((($(now) - start) / 1000000)) >>"$stock/$1.ms"
}

ours && theirs
for _ in $(seq "$turns"); do
    timed ours
    timed theirs
done
a=$(median <"$stock/ours.ms")
b=$(median <"$stock/theirs.ms")
echo "both editions, median of $turns: ours $a ms, stock mdBook $b ms, ratio $(awk "BEGIN {printf \"%.2f\", $a / $b}")"
