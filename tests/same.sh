#!/usr/bin/env bash
# Whether two checkouts show the same: what commands wrote of the listings, and
# the built site. For moves of code, which must change neither.
#
#     tests/same.sh [--seen] OLD NEW      each with its book/, from `cargo course build`
#
# With --seen, the pages are compared as readers see them: without the hashes in
# the names of styles and scripts, the colours of code, and line ends beside the
# tags of blocks.
#
# Left out, because it may change without a reader's noticing: the folder that a
# file stands in, the head that names a timeline's format and listing, and the
# bytes and hashes of the programs of the page (a crate's name is in the order
# of their functions). Everything else must be the same bytes.
set -euo pipefail
seen=false
if [ "$1" = --seen ]; then seen=true && shift; fi
old=$(realpath "$1") new=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Evidence under its folder of today, whatever it was called.
evidence() {
    local from=$1/listings to=$2 kind name
    for kind in recordings timelines measures graphs:interleavings reports:sanitizer; do
        name=${kind%%:*}
        for folder in "$from/evidence/$name" "$from/${kind##*:}"; do
            [ -d "$folder" ] || continue
            mkdir -p "$to/$name"
            (cd "$folder" && find . \( -name '*.json' -o -name '*.txt' \) -print0 |
                xargs -0 -r cp --parents -t "$to/$name")
            break
        done
    done
    mkdir -p "$to/outcomes"
    cp "$from"/{outcomes,interleavings}/*.outcomes "$to/outcomes" 2>/dev/null || true
    sed -i -E 's/^\{"format":"timeline\/1","listing":"[a-z_0-9]+",/{/' "$to"/timelines/*.json
}

site() {
    cp -r "$1/book" "$2"
    for list in "$2"/programs "$2"/en/programs; do
        [ -d "$list" ] || continue
        (cd "$list" && for file in *.wasm; do
            [ -f "$file" ] || continue
            # Only that it is there.
            : >"${file%.*.wasm}.wasm"
            rm "$file"
        done)
        sed -i -E 's/"(file|sha256|source)":"[^"]*"/"\1":""/g; s/"bytes":[0-9]+/"bytes":0/g' "$list/index.json"
    done
}

# Styles and scripts have no hash in their name, code no colours, blocks no line
# ends around them.
seen() {
    find "$1" -name '*-????????.*' -regextype posix-extended -regex '.*-[0-9a-f]{8}\.(css|js)' |
        while read -r file; do mv "$file" "$(sed -E 's/-[0-9a-f]{8}(\.[a-z]+)$/\1/' <<<"$file")"; done
    find "$1" -name '*.html' -print0 | xargs -0 perl -0777 -pi -e '
        s/-[0-9a-f]{8}(\.(?:css|js))/$1/g;
        s{(<code class="cc-code".*?</code>)}{$1 =~ s/<\/?span[^>]*>//gr}ges;
        s{></(?:line|rect|circle|path|polyline|polygon)>}{ />}g; s/ \/>/\/>/g;
        my $block = qr{</?(?:cc-\w+|figure|figcaption|div|table|thead|tbody|tr|ul|li|dl|dt|dd|details|svg|p|pre|blockquote)\b[^>]*>};
        s/\s*\n\s*($block)/$1/g; s/($block)\s*\n\s*/$1/g;'
}

for side in old new; do
    evidence "${!side}" "$work/$side/evidence"
    site "${!side}" "$work/$side/book"
    if $seen; then seen "$work/$side/book"; fi
done
if diff -r "$work/old" "$work/new" >"$work/differences"; then
    echo "the same: $(find "$work/new" -type f | wc -l) files"
else
    cut -c 1-200 "$work/differences"
    echo "they differ" >&2
    exit 1
fi
