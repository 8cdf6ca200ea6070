//! Plain memory: a race is told with its two lines, whatever the threads know of
//! memory and whether states merge; and what was not seen is told as well.

use crate::{Listing, listing, sorted};
use std::explored::{Graph, Options};

fn everywhere(listing: &Listing) -> impl Iterator<Item = (bool, Graph)> {
    let modes = [(false, true), (false, false), (true, true), (true, false)];
    modes.into_iter().map(|(weak, merge)| {
        let options = Options {
            weak,
            merge,
            ..Options::default()
        };
        (weak, listing.explore(options))
    })
}

#[track_caller]
fn check(listing: &Listing, strong: &[&str], weak: &[&str]) {
    let mut counts = vec![];
    for (is_weak, graph) in everywhere(listing) {
        let found = graph.outcomes.iter();
        let mut counted: Vec<String> = found
            .map(|outcome| format!("{} {}", outcome.schedules, outcome.text))
            .collect();
        counted.sort();
        let found = sorted(graph.outcomes.iter().map(|o| o.text.as_str()).collect());
        assert_eq!(found, if is_weak { weak } else { strong });
        counts.push(counted);
    }
    // Merging loses no schedule.
    assert_eq!(counts[0], counts[1]);
    assert_eq!(counts[2], counts[3]);
}

#[track_caller]
fn check_both(listing: &Listing, expected: &[&str]) {
    check(listing, expected, expected);
}

/// The accesses of the race that ends a schedule, in words.
fn races(graph: &Graph) -> Vec<String> {
    let ends = graph.nodes.iter().filter_map(|node| node.race);
    ends.map(|race| {
        let [first, second] = race.map(|(thread, op)| {
            let op = &graph.ops[op];
            let (thread, cell) = (&graph.threads[thread], op.object.unwrap());
            let cell = &graph.objects[cell].name;
            format!(
                "{}: {} {cell}, line {}",
                thread.name,
                op.kind.text(),
                op.line
            )
        });
        format!("{first}; {second}")
    })
    .collect()
}

/// Of two accesses that nothing orders.
type Lines = (u32, u32);

/// What is said beside the outcomes: the cells, and the lines that are in doubt.
fn said(graph: &Graph) -> Option<(Vec<&str>, Vec<Lines>)> {
    let plain = graph.plain.as_ref()?;
    let name = |&cell: &usize| graph.objects[cell].name.as_str();
    let line = |op: usize| graph.ops[op].line;
    let unsure = plain.unsure.iter().map(|&(a, b)| (line(a), line(b)));
    Some((plain.cells.iter().map(name).collect(), unsure.collect()))
}

#[test]
fn a_lock_that_lets_go_with_relaxed_is_red() {
    // Whoever comes second does not know of the first.
    let race = "data race: write at line 21, write at line 21";
    check_both(&listing!(spin_race), &[race]);
    let graph = listing!(spin_race).explore(Options::default());
    let [a, b] = [0, 1].map(|n| format!("thread[{n}]: plain write lock.value, line 21"));
    let found = races(&graph);
    assert!(found.contains(&format!("{a}; {b}")), "{found:?}");
    assert!(found.contains(&format!("{b}; {a}")), "{found:?}");
}

#[test]
fn a_race_is_met_by_chance_too() {
    let sample = (listing!(publish_race).sample)((1, 50), &Options::default()).unwrap();
    let ends: Vec<&str> = sample.outcomes.keys().map(String::as_str).collect();
    assert_eq!(
        ends,
        ["data race: write at line 17, read at line 24", "exit"]
    );
}

#[test]
fn a_lock_that_releases_is_right_for_the_cell_it_guards() {
    check_both(&listing!(plain_cell), &["Some(1) | exit", "Some(2) | exit"]);
    for (_, graph) in everywhere(&listing!(plain_cell)) {
        assert_eq!(said(&graph), Some((vec!["first.value"], vec![])));
    }
    check_both(&listing!(plain_static), &["1 | exit", "2 | exit"]);
}

#[test]
fn what_a_relaxed_flag_publishes_is_red() {
    let race = "data race: write at line 17, read at line 24";
    // One reader may have come too early.
    check_both(&listing!(publish_race), &[race, "exit"]);
    let graph = listing!(publish_race).explore(Options::default());
    let found = races(&graph);
    assert!(!found.is_empty());
    for race in found {
        let (first, second) = race.split_once("; ").unwrap();
        assert_eq!(first, "thread[0]: plain write DISH, line 17");
        assert!(second.ends_with("plain read DISH, line 24"), "{second}");
    }
}

#[test]
fn what_a_release_publishes_may_be_read_by_many() {
    let right = ["42 | 42 | exit", "42 | exit", "exit"];
    check_both(&listing!(publish_plain), &right);
    for (_, graph) in everywhere(&listing!(publish_plain)) {
        assert_eq!(said(&graph), Some((vec!["DISH"], vec![])));
    }
}

#[test]
fn two_threads_that_count_race_without_a_step() {
    check_both(
        &listing!(plain_counter),
        &["data race: write at line 14, write at line 14"],
    );
}

#[test]
fn to_make_a_cell_is_to_write_it() {
    check_both(
        &listing!(relaxed_pointer),
        &["data race: write at line 13, read at line 22", "exit"],
    );
}

#[test]
fn fences_order_what_goes_through_a_value() {
    check_both(&listing!(fenced_plain), &["42 | exit", "exit"]);
    let found: Vec<String> = everywhere(&listing!(fences_alone))
        .flat_map(|(_, graph)| graph.outcomes)
        .map(|outcome| outcome.text)
        .collect();
    assert!(
        found.iter().all(|end| end.contains("data race")),
        "{found:?}"
    );
}

#[test]
fn a_race_may_need_old_values() {
    let right = ["0 | exit", "1 | exit"];
    let race = "data race: write at line 21, write at line 21";
    check(&listing!(both_enter), &right, &[right[0], right[1], race]);
}

#[test]
fn a_cell_knows_its_reads_from_its_writes() {
    let found: Vec<String> = everywhere(&listing!(shared_cell))
        .flat_map(|(_, graph)| graph.outcomes)
        .map(|outcome| outcome.text)
        .collect();
    assert!(
        found.iter().all(|end| end.contains("data race")),
        "{found:?}"
    );
    check_both(
        &listing!(shared_ref_cell),
        &["data race: write at line 14, write at line 15"],
    );
}

#[test]
fn cells_of_one_thread_are_no_choice() {
    let right = ["[0, 10, 20] 1 | exit", "[0, 20, 10] 1 | exit"];
    check_both(&listing!(ref_cell_in_lock), &right);
    for (_, graph) in everywhere(&listing!(ref_cell_in_lock)) {
        // Without `unsafe`, the compiler has proved that nothing races.
        assert_eq!(said(&graph), None);
    }
}

#[test]
fn a_cell_in_a_spin_loop_does_not_make_it_endless() {
    let right = ["123", "132", "213", "231", "312", "321"].map(|found| format!("{found} | exit"));
    let right = right.each_ref().map(String::as_str);
    for weak in [false, true] {
        let options = Options {
            weak,
            ..Options::default()
        };
        listing!(backoff).ends_with(options, &right);
    }
}

#[test]
fn a_loop_may_wait_for_plain_memory() {
    check_both(
        &listing!(polled_cell),
        &["ready | set | exit", "set | ready | exit"],
    );
}

#[test]
fn what_a_kept_pointer_does_is_in_doubt() {
    check_both(&listing!(kept_pointer), &["2 | exit"]);
    for (_, graph) in everywhere(&listing!(kept_pointer)) {
        assert_eq!(said(&graph), Some((vec!["COUNT"], vec![(15, 15)])));
    }
}

#[test]
fn a_cell_in_a_static_begins_anew() {
    check_both(&listing!(plain_static_anew), &["1 | exit"]);
}

#[test]
fn a_destructor_races_while_its_thread_panics() {
    let race = "data race: write at line 17, write at line 17";
    check_both(&listing!(race_while_panicking), &[race]);
    // The next exploration of the process is not harmed.
    check_both(&listing!(plain_static), &["1 | exit", "2 | exit"]);
}

/// The file that is included may say `unsafe`, and nobody read it.
#[test]
fn what_a_file_includes_is_not_vouched_for() {
    let plain = |text: &str| {
        let path = "crates/explored-std/tests/other.rs";
        let graph = std::explored::explore(|| (), path, text, &Options::default());
        graph.unwrap().plain
    };
    assert!(plain("include!(\"cook.rs\");\nfn main() {}").is_some());
    assert!(plain("mod cook;\nfn main() {}").is_some());
    assert!(plain("fn main() { include_str!(\"cook.txt\"); }").is_none());
}
