//! What a reader sees: lanes with names, who waits for what.

use crate::listing;
use std::explored::{Graph, Kind, Options, Slot};

fn names(graph: &Graph) -> Vec<&str> {
    graph.threads.iter().map(|it| it.name.as_str()).collect()
}

#[test]
fn a_task_has_the_name_of_its_binding() {
    let graph = listing!(overdraft).explore(Options::default());
    assert_eq!(names(&graph), ["main", "ann", "bob"]);
}

/// … or that of the function whose call is spawned, or none.
#[test]
fn a_task_without_a_binding_has_that_of_its_function() {
    let graph = listing!(names_of_tasks).explore(Options::default());
    assert_eq!(
        names(&graph),
        ["main", "cook[0]", "cook[1]", "serve", "task"]
    );
}

/// It is the graph's own words that say what a task waits for.
#[test]
fn at_a_deadlock_each_task_says_what_it_waits_for() {
    let graph = listing!(futurelock).explore(Options::default());
    let end = graph
        .nodes
        .iter()
        .find(|it| it.end.as_deref() == Some("deadlock"));
    let waiting: Vec<String> = (end.unwrap().t.iter())
        .filter_map(|slot| match slot {
            Slot::Waiting(op) => Some(&graph.ops[*op]),
            _ => None,
        })
        .map(|op| format!("{} {} line {}", op.kind.text(), op.argument, op.line))
        .collect();
    assert_eq!(waiting, ["resume lock line 7"]);
}

/// A thread that polls is shown as held, and who is awake waits for it.
#[test]
fn few_threads_are_an_object_that_tasks_hold() {
    let graph = listing!(any_order_on_one_thread).explore(Options::default());
    let runtime = graph
        .objects
        .iter()
        .position(|it| it.kind == "runtime")
        .unwrap();
    let values = graph.nodes.iter().filter_map(|node| {
        let value = node.o.get(runtime)?.as_ref()?;
        Some((graph.strings[value.text].clone(), value.holders.clone()))
    });
    let values: Vec<_> = values.collect();
    assert!(values.contains(&("awake 1 2".into(), vec![])), "{values:?}");
    assert!(values.contains(&("awake 2".into(), vec![1])), "{values:?}");
}

#[test]
fn the_first_branch_of_select_is_a_choice_with_a_name() {
    let graph = listing!(both_ready).explore(Options::default());
    let chooses = |op: usize| graph.ops[op].kind == Kind::Select;
    let events = graph
        .nodes
        .iter()
        .flat_map(|it| &it.e)
        .flat_map(|it| &it.events);
    let results: Vec<&str> = (events.filter(|it| chooses(it.op)))
        .map(|it| graph.strings[it.result].as_str())
        .collect();
    assert_eq!(results, ["begins with branch 1", "begins with branch 2"]);
}
