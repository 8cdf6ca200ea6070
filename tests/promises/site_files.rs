//! The list of a published site's files is what the site holds.

use std::collections::BTreeSet;
use std::path::Path;

use course::site::manifest;
use course::source::project::{read, write};
use formats::site::Manifest;
use tests::{report, twin};

#[test]
fn a_site_lists_its_files() {
    report(
        "nothing is written after Step::Manifest, the last of Step::ALL; see crates/course/src/site/steps.rs",
        unlisted(&twin().root.join("book")),
    );
}

/// Files that the list lacks, has in vain, or tells wrongly.
fn unlisted(site: &Path) -> Vec<String> {
    let listed = read(&site.join(Manifest::NAME)).expect("a published site has its list");
    let listed = Manifest::parse(&listed)
        .expect("the list can be read")
        .files;
    let there = manifest(site).expect("the site can be read").files;
    let names: BTreeSet<&String> = listed.keys().chain(there.keys()).collect();
    let wrong = names
        .into_iter()
        .filter(|name| listed.get(*name) != there.get(*name));
    wrong.cloned().collect()
}

#[test]
fn what_a_list_does_not_say_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| write(&folder.path().join(name), text).unwrap();
    for name in ["a.html", "en/b.html", "c.html"] {
        put(name, "text");
    }
    let list = manifest(folder.path()).unwrap();
    put(Manifest::NAME, &serde_json::to_string(&list).unwrap());
    assert!(unlisted(folder.path()).is_empty());
    put("a.html", "tixt");
    put("d.html", "text");
    std::fs::remove_file(folder.path().join("c.html")).unwrap();
    assert_eq!(unlisted(folder.path()), ["a.html", "c.html", "d.html"]);
}
