//! What is recorded: places, labels, names, values; the same from run to run.

use crate::listing;
use std::explored::{Graph, Kind, Options, Slot};

/// Who does what at which line, and what came of it.
fn told(explored: &Graph, schedule: &[usize]) -> Vec<String> {
    let events = explored.walk(schedule).flat_map(|(_, edge)| &edge.events);
    let told = events.filter_map(|event| {
        let op = &explored.ops[event.op];
        let label = explored.source.get(&format!("{}:{}", op.line, op.column));
        let label = label.map_or(op.kind.text(), String::as_str);
        let arrow = match explored.strings[event.result].as_str() {
            "" => String::new(),
            result => format!(" → {result}"),
        };
        let thread = &explored.threads[event.thread].name;
        (!op.kind.is_quiet()).then(|| format!("{thread} {}: {label}{arrow}", op.line))
    });
    told.collect()
}

/// Who waits where the schedule ends, and for whom.
fn waiting(explored: &Graph, schedule: &[usize]) -> Vec<String> {
    let (_, last) = explored.walk(schedule).last().unwrap();
    let node = &explored.nodes[last.to];
    let waits = node.t.iter().zip(&explored.threads);
    let waits = waits.filter_map(|(slot, thread)| match slot {
        Slot::Waiting(op) => Some((thread, &explored.ops[*op])),
        _ => None,
    });
    let names = |holders: &[usize]| -> String {
        let names = holders.iter().map(|&id| explored.threads[id].name.as_str());
        names.collect()
    };
    let told = waits.map(|(thread, op)| {
        let value = op.object.and_then(|object| node.o[object].as_ref());
        let holders = value.map_or(String::new(), |value| names(&value.holders));
        format!("{} {}: {}", thread.name, op.line, holders)
    });
    told.collect()
}

#[test]
fn the_plainest_deadlock_is_told() {
    let explored = listing!(deadlock).explore(Options::default());
    let failing = explored.plainest_failing().expect("it deadlocks");
    assert_eq!(
        told(&explored, failing.plainest.as_deref().unwrap()),
        [
            "thread[0] 10: left.lock() → 1",
            "thread[1] 15: right.lock() → 2",
        ]
    );
    assert_eq!(
        waiting(&explored, failing.plainest.as_deref().unwrap()),
        [
            "main 8: ",
            "thread[0] 11: thread[1]",
            "thread[1] 16: thread[0]"
        ]
    );
    assert_eq!(failing.switches, 1);
}

#[test]
fn the_plainest_good_schedule_is_told() {
    let explored = listing!(lost_update).explore(Options::default());
    let lost = explored
        .plainest(|outcome| outcome.text == "1 | exit")
        .unwrap();
    assert_eq!(
        told(&explored, lost.plainest.as_deref().unwrap()),
        [
            "thread[0] 10: visits.load(SeqCst) → 0",
            "thread[1] 10: visits.load(SeqCst) → 0",
            "thread[1] 11: visits.store(seen + 1, SeqCst)",
            "thread[0] 11: visits.store(seen + 1, SeqCst)",
            // What stands in a macro's arguments is found too.
            "main 15: visits.load(SeqCst) → 1",
            "main 15: println!(\"{}\", visits.load(SeqCst))",
        ]
    );
    assert_eq!(
        explored.plainest_good().map(|good| good.text.as_str()),
        Some("2 | exit")
    );
}

#[test]
fn a_guard_is_dropped_at_the_closing_brace() {
    let explored = listing!(deadlock).explore(Options::default());
    let unlocks: Vec<u32> = explored
        .ops
        .iter()
        .filter(|op| op.kind == Kind::Unlock)
        .map(|op| op.line)
        .collect();
    // Two guards in each closure, released at its end.
    assert_eq!(unlocks, [13, 13, 18, 18]);
}

#[test]
fn objects_and_threads_have_the_listings_names() {
    let names = |explored: &Graph| -> (Vec<String>, Vec<String>) {
        let threads = explored
            .threads
            .iter()
            .map(|thread| thread.name.clone())
            .collect();
        (
            threads,
            explored
                .objects
                .iter()
                .map(|object| object.name.clone())
                .collect(),
        )
    };
    let (threads, objects) = names(&listing!(philosophers).explore(Options::default()));
    assert_eq!(threads, ["main", "thread[0]", "thread[1]", "thread[2]"]);
    assert_eq!(objects, ["forks[0]", "forks[1]", "forks[2]"]);
    let (threads, objects) = names(&listing!(park_twice).explore(Options::default()));
    assert_eq!(
        (threads, objects),
        (vec!["main".into(), "sleeper".into()], vec![])
    );
    let (threads, objects) = names(&listing!(missed_wakeup).explore(Options::default()));
    assert_eq!(
        (threads.len(), objects),
        (
            2,
            vec!["bell.mutex".into(), "ready".into(), "bell.condvar".into()]
        )
    );
    let (_, objects) = names(&listing!(channel).explore(Options::default()));
    assert_eq!(objects, ["tx, rx"]);
}

#[test]
fn the_json_is_the_same_from_run_to_run() {
    for _ in 0..3 {
        let json = || listing!(channel).explore(Options::default()).to_json();
        assert_eq!(json(), json());
    }
}

#[test]
fn the_json_holds_what_the_player_reads() {
    let json = listing!(lost_update).explore(Options::default()).to_json();
    let start = r#"{"format":"interleavings/1","listing":"lost_update","states":16,"edges":18,"schedules":"6","#;
    assert!(json.starts_with(start), "{json}");
    for part in [
        r#""outcomes":[["2 | exit","2",2,[0,0,0,0,0,0]],["1 | exit","4",3,[0,1,1,0,0,0]]]"#,
        r#""threads":[{"name":"main","by":null,"at":[0,0]},{"name":"thread[0]","by":0,"at":[9,15]}"#,
        r#""objects":[{"name":"visits","kind":"atomic","at":[6,18]}]"#,
        r#""10:35":"visits.load(SeqCst)""#,
        r#""ops":[["end of scope",null,7,5,""],["load",0,10,35,"SeqCst"]"#,
        r#""nodes":[{"t":[[0],1,1],"o":[0],"e":[[1,1,[[1,1,0]]],[2,"#,
    ] {
        assert!(json.contains(part), "{part} is not in {json}");
    }
}

#[test]
fn the_explorer_is_what_the_listing_uses() {
    let name = std::any::type_name_of_val(&std::sync::Mutex::new(0));
    assert!(name.starts_with("explored_std::"), "the real std: {name}");
}

#[test]
fn an_early_drop_is_where_it_stands() {
    let explored = listing!(dropped_late).explore(Options::default());
    let unlocks = explored
        .ops
        .iter()
        .filter(|op| op.kind == Kind::Unlock)
        .map(|op| op.line);
    assert_eq!(unlocks.collect::<Vec<_>>(), [7, 8]);
    assert_eq!(
        explored.outcomes[0].text,
        "Mutex { data: 2, poisoned: false, .. } | exit"
    );
}
