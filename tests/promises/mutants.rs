//! An exploration that is right goes red when its listing is broken, and one
//! listing that cannot be explored harms no other.
//!
//! All broken listings stand in one copy of the project and are explored by one
//! command.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::LazyLock;

use course::source::project::{Project, read, write};
use tests::project;

use crate::program::course;

/// A listing of the course with one thing changed.
struct Mutation {
    name: &'static str,
    from: &'static str,
    to: &'static str,
    /// What the exploration says of it.
    verdict: &'static str,
}

const MUTATIONS: [Mutation; 17] = [
    // Without the lock the two updates may overlap.
    Mutation {
        name: "mutex_counter",
        from: "    let _key = KEY.lock().unwrap();\n",
        to: "    let _key = &KEY;\n",
        verdict: "possible, but not expected: 4\tvisites\u{a0}: 1 | panic: ",
    },
    // Two orders of two locks.
    Mutation {
        name: "deadlock_ordered",
        from: "            let mut to = checking.lock().unwrap();\n            let mut from = savings.lock().unwrap();\n",
        to: "            let mut from = savings.lock().unwrap();\n            let mut to = checking.lock().unwrap();\n",
        verdict: "possible, but not expected: 2\tdeadlock\n",
    },
    // The flag no longer publishes the dish.
    Mutation {
        name: "atomic_publish",
        from: "READY.store(true, Release)",
        to: "READY.store(true, Relaxed)",
        verdict: "possible, but not expected: 1\tservi\u{a0}: le plat 0 | panic: ",
    },
    // Who is woken late finds nothing.
    Mutation {
        name: "condvar_queue",
        from: "    while dishes.is_empty() {\n",
        to: "    if dishes.is_empty() {\n",
        verdict: "possible, but not expected: 32\tplats servis\u{a0}: 1 | panic: ",
    },
    // The failure that the page promises is gone.
    Mutation {
        name: "lost_update",
        from: "    let seen = VISITS.load(SeqCst);\n    VISITS.store(seen + 1, SeqCst);\n",
        to: "    VISITS.fetch_add(1, SeqCst);\n",
        verdict: "expected, but not possible: 4\tvisites\u{a0}: 1 | exit\n",
    },
    // A queue that never says that a photo has come.
    Mutation {
        name: "bounded_queue_small",
        from: "        queue.most = queue.most.max(queue.photos.len());\n        self.0.news.notify_one();\n",
        to: "        queue.most = queue.most.max(queue.photos.len());\n",
        verdict: "possible, but not expected: 1\tdeadlock\n",
    },
    // One that never says that there is room.
    Mutation {
        name: "bounded_queue_small",
        from: "        self.room.notify_one();\n",
        to: "",
        verdict: "possible, but not expected: 2\tdeadlock\n",
    },
    // One that never says that it is over.
    Mutation {
        name: "bounded_queue_small",
        from: "        queue.closed = true;\n        self.0.news.notify_one();\n",
        to: "        queue.closed = true;\n",
        verdict: "possible, but not expected: 8\tdeadlock\n",
    },
    // One that takes what it has no room for.
    Mutation {
        name: "bounded_queue_small",
        from: "self.0.room.wait_while(queue, full).unwrap()",
        to: "{ let _ = full; queue }",
        verdict: "possible, but not expected: 8\técrites\u{a0}: [1, 2], au plus 2 en attente | panic: ",
    },
    // One that never ends.
    Mutation {
        name: "bounded_queue_small",
        from: "let sender = Sender(&channel);",
        to: "let sender = std::mem::ManuallyDrop::new(Sender(&channel));",
        verdict: "possible, but not expected: 8\tdeadlock\n",
    },
    // A pool whose threads wait for one more job.
    Mutation {
        name: "pool_by_hand",
        from: "        drop(self.jobs.take());\n",
        to: "",
        verdict: "expected, but not possible: 33080\tNone, Some(25) | exit\n",
    },
    // A report that is first in line, and that nobody polls.
    Mutation {
        name: "futurelock_fixed",
        from: "let mut report = tokio::spawn(write(\"rapport\"));",
        to: "let mut report = std::pin::pin!(async { write(\"rapport\").await; Ok::<(), ()>(()) });",
        verdict: "\tBob rend le verrou | deadlock",
    },
    // A guard that an abort drops while the writing goes on.
    Mutation {
        name: "cancel_blocking_fixed",
        from: "        let _guard = guard; // Détruite ici, à la fin de l’écriture.\n",
        to: "",
        verdict: "Alice commence | Bob commence | ",
    },
    // A breaker that lets a second probe through.
    Mutation {
        name: "circuit_breaker",
        from: "            Open(_) | HalfOpen => None,\n",
        to: "            Open(_) => None,\n            HalfOpen => Some(self.era),\n",
        verdict: "possible, but not expected: 20\tsondes\u{a0}: 2, Open(20), puis Closed(0) | panic: ",
    },
    // An actor that dies of a caller who is gone.
    Mutation {
        name: "actor_bank",
        from: "let _ = reply.send(enough);",
        to: "reply.send(enough).unwrap();",
        verdict: "panic: ",
    },
    // A task that is told to stop leaves before its list is written.
    Mutation {
        name: "async_token",
        from: "_ = stop.cancelled() => break,",
        to: "_ = stop.cancelled() => return saved,",
        verdict: "possible, but not expected: 32\tphoto 1\u{a0}: début | photo 1\u{a0}: écrite | photo 2\u{a0}: début | arrêt demandé | photo 2\u{a0}: écrite | archivées\u{a0}: [1, 2] | exit",
    },
    // What has left no longer shows what had entered.
    Mutation {
        name: "counters_in_order",
        from: "LEFT.load(Acquire)",
        to: "LEFT.load(Relaxed)",
        verdict: "possible, but not expected: 1\ten cours\u{a0}: -1 | panic: ",
    },
];

/// A listing that cannot be explored: its text, its rule, and what is said, at
/// which place and with which remedy.
const UNEXPLORABLE: [(&str, &str, [&str; 2]); 4] = [
    (
        "hash_order",
        "explore = \"fixed\"",
        [
            "hash_order.rs: the listing is not deterministic: the same choices led to two different states, near line 9",
            "look for the order of a HashMap",
        ],
    ),
    (
        "philosophers",
        "explore = \"bug\"\nmax_states = 50",
        ["philosophers.rs: more than 50 states", "fewer threads"],
    ),
    (
        "no_hint",
        "explore = \"fixed\"\nmax_steps = 300",
        [
            "no_hint.rs: an execution took 300 steps or more, most of them at line 8",
            "put `std::hint::spin_loop()`",
        ],
    ),
    (
        "unmodelled",
        "explore = \"fixed\"",
        [
            "unmodelled.rs:2:5",
            "it compiles, and uses what is not modelled (crates/explored-std/README.md says what is); the compiler's message is above",
        ],
    ),
];

/// A good one among them.
const GOOD: &str = "two_lines";

const LAST_GOOD: &str = "the last good graph";

struct Explored {
    project: Project,
    succeeded: bool,
    said: String,
}

/// A listing may be broken in several ways: each is a listing of its own.
fn mutant(rank: usize) -> String {
    format!("{}_broken_{rank}", MUTATIONS[rank].name)
}

/// The command's answer to all of them at once.
static EXPLORED: LazyLock<Explored> = LazyLock::new(|| {
    let real = project();
    let copy = small_copy(&real);
    let mut rules = toml::Table::new();
    let all: toml::Table = read(&real.listings().join("listings.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let take = |name: &str, as_name: &str| {
        for [folder, ending] in [["src/bin", "rs"], ["outcomes", "outcomes"]] {
            let file = |name| format!("{folder}/{name}.{ending}");
            let text = read(&real.listings().join(file(name))).unwrap();
            write(&copy.listings().join(file(as_name)), &text).unwrap();
        }
        copy.listings().join(format!("src/bin/{as_name}.rs"))
    };
    take(GOOD, GOOD);
    rules.insert(GOOD.into(), all[GOOD].clone());
    for (rank, mutation) in MUTATIONS.iter().enumerate() {
        let path = take(mutation.name, &mutant(rank));
        write(&path, &mutated(mutation, &read(&path).unwrap())).unwrap();
        rules.insert(mutant(rank), all[mutation.name].clone());
    }
    for (name, rule, _) in UNEXPLORABLE {
        let own = real
            .root
            .join(format!("crates/explored-std/tests/listings/{name}.rs"));
        let text = match own.is_file() {
            true => read(&own).unwrap(),
            false => "// What no model knows.\nuse std::fs;\n\nfn main() {\n    fs::write(\"a\", \"b\").unwrap();\n}\n".into(),
        };
        write(&copy.listings().join(format!("src/bin/{name}.rs")), &text).unwrap();
        for lang in ["fr", "en"] {
            let graph = format!("evidence/graphs/{lang}/{name}.json");
            write(&copy.listings().join(graph), LAST_GOOD).unwrap();
        }
        rules.insert(name.into(), rule.parse::<toml::Table>().unwrap().into());
    }
    let rules = toml::to_string(&rules).unwrap();
    write(&copy.listings().join("listings.toml"), &rules).unwrap();

    let output = course(&copy.root, &["explore"]).output().unwrap();
    Explored {
        project: copy,
        succeeded: output.status.success(),
        said: [output.stdout, output.stderr]
            .map(|bytes| String::from_utf8(bytes).unwrap())
            .join(""),
    }
});

/// The project without its listings, always in the same place, so that the explorer
/// is not compiled each time.
fn small_copy(real: &Project) -> Project {
    let copy = Project {
        root: real.target().join("mutants"),
    };
    let _ = fs::remove_dir_all(copy.listings());
    for file in [
        "book.toml",
        "Cargo.toml",
        "Cargo.lock",
        "po/en.po",
        "listings/Cargo.toml",
    ] {
        write(&copy.root.join(file), &read(&real.root.join(file)).unwrap()).unwrap();
    }
    for folder in ["fail", "benches"] {
        fs::create_dir_all(copy.listings().join(folder)).unwrap();
    }
    fs::create_dir_all(copy.target()).unwrap();
    fs::create_dir_all(real.target().join("build")).unwrap();
    for shared in ["crates", "target/build"] {
        let link = copy.root.join(shared);
        if !link.exists() {
            symlink(real.root.join(shared), link).unwrap();
        }
    }
    copy
}

#[track_caller]
fn mutated(mutation: &Mutation, text: &str) -> String {
    let Mutation { name, from, to, .. } = mutation;
    assert_eq!(
        text.matches(from).count(),
        1,
        "listings/src/bin/{name}.rs has changed: it must hold this once, or MUTATIONS must follow it:\n{from}"
    );
    text.replace(from, to)
}

/// What is said of a listing: from the line that names it to the next that is
/// not set in.
fn said_of<'a>(said: &'a str, name: &str) -> &'a str {
    let Some((_, after)) = said.split_once(&format!("{name}: what can happen has changed")) else {
        return "";
    };
    let end = after
        .match_indices('\n')
        .find(|(at, _)| !after[at + 1..].starts_with("  "));
    &after[..end.map_or(after.len(), |(at, _)| at + 1)]
}

#[test]
fn a_broken_listing_turns_its_exploration_red() {
    let explored = &*EXPLORED;
    assert!(!explored.succeeded, "it must fail:\n{}", explored.said);
    let missed: BTreeMap<String, &str> = (0..MUTATIONS.len())
        .map(|rank| (mutant(rank), MUTATIONS[rank].verdict))
        .filter(|(name, verdict)| !said_of(&explored.said, name).contains(verdict))
        .collect();
    assert!(
        missed.is_empty(),
        "these changes must be noticed so: {missed:#?}\nand the command said:\n{}",
        explored.said
    );
}

#[test]
fn what_cannot_be_explored_is_told_with_its_place_and_a_remedy() {
    for (name, _, expected) in UNEXPLORABLE {
        for text in expected {
            assert!(
                EXPLORED.said.contains(text),
                "{name}: it must say\n{text}\nand said:\n{}",
                EXPLORED.said
            );
        }
    }
}

#[test]
fn what_cannot_be_explored_harms_nothing() {
    let graph = |project: &Project, lang: &str, name: &str| {
        let path = project
            .listings()
            .join(format!("evidence/graphs/{lang}/{name}.json"));
        read(Path::new(&path)).unwrap()
    };
    for lang in ["fr", "en"] {
        for (name, ..) in UNEXPLORABLE {
            assert_eq!(
                graph(&EXPLORED.project, lang, name),
                LAST_GOOD,
                "{lang} {name}"
            );
        }
        assert_eq!(
            graph(&EXPLORED.project, lang, GOOD),
            graph(&project(), lang, GOOD),
            "{lang} {GOOD}"
        );
    }
    assert!(
        said_of(&EXPLORED.said, GOOD).is_empty(),
        "{}",
        EXPLORED.said
    );
}

#[test]
#[should_panic(expected = "lost_update.rs has changed")]
fn a_listing_that_changed_is_noticed() {
    mutated(&MUTATIONS[4], "fn main() {}\n");
}
