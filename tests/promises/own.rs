//! `cargo course explore PATH`: what is said of a reader's own file.

use std::fs;
use std::path::{Path, PathBuf};

use course::make::own::{Bounds, explore};
use course::source::project::write;
use tempfile::TempDir;
use tests::project;

/// What the terminal shows, an error included; the file is called `lunch.rs`.
fn said(text: &str) -> String {
    let folder = Folder::new(&[("lunch.rs", text)]);
    folder.said("lunch.rs", &Bounds::default())
}

#[track_caller]
fn says(text: &str, expected: &str) {
    let said = said(text);
    assert!(
        said.contains(expected),
        "it must say:\n{expected}\nand said:\n{said}"
    );
}

struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().unwrap());
        for (name, text) in files {
            write(&folder.path(name), text).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn said(&self, name: &str, bounds: &Bounds) -> String {
        let path = self.path(name);
        let told = explore(&project(), &path, bounds);
        let said = told.map_or_else(|error| format!("{error:#}"), |told| told.text);
        said.replace(&format!("{}/", self.0.path().display()), "")
    }
}

/// Programs of 30 to 70 lines, beside this file: the first line says what is wrong.
#[test]
fn programs_of_some_size_get_their_verdict() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("promises/own");
    for (name, end, told) in [
        (
            "bank",
            "wrong: deadlock",
            "31  to.balance.lock()  waits for balance[2], held by auditor",
        ),
        (
            "cache",
            "wrong: panic: assertion",
            "fetch_add(1, Ordering::Relaxed)  → 2",
        ),
        ("latch", "right in every order", "182  exit"),
        (
            "pool",
            "wrong: deadlock",
            "57  wakes up from condvar  waits, asleep, to be woken by condvar",
        ),
        (
            "ring",
            "wrong: panic: a scoped thread",
            "panics: a value was pushed",
        ),
    ] {
        let path = folder.join(format!("{name}.rs"));
        let found = explore(&project(), &path, &Bounds::default()).unwrap();
        assert_eq!(found.wrong, end.starts_with("wrong"), "{}", found.text);
        assert!(
            found.text.contains(&format!("{name}.rs: {end}")),
            "{}",
            found.text
        );
        assert!(found.text.contains(told), "{}", found.text);
    }
}

#[test]
fn a_bound_is_named_and_is_no_proof() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("promises/own/latch.rs");
    let few = Bounds {
        states: Some(20),
        ..Bounds::default()
    };
    let found = explore(&project(), &path, &few).unwrap();
    assert!(!found.wrong, "{}", found.text);
    for words in [
        "no failure in",
        "orders, not a proof",
        "20 states (--states)",
    ] {
        assert!(found.text.contains(words), "{}", found.text);
    }
}

/// It gives up only if time runs out twice before the cook has done anything.
const PATIENT: &str = "use std::sync::mpsc;
use std::thread;
use std::time::Duration;
fn main() {
    let (give, take) = mpsc::channel();
    let cook = thread::spawn(move || give.send(1).unwrap());
    let mut tries = 0;
    while take.recv_timeout(Duration::from_millis(1)).is_err() {
        tries += 1;
        assert!(tries < 2, \"too late\");
    }
    cook.join().unwrap();
}
";

#[test]
fn how_often_time_runs_out_and_how_long_an_order_is_are_for_the_reader_to_say() {
    let folder = Folder::new(&[("lunch.rs", PATIENT)]);
    let said = |timeouts, steps| {
        let bounds = Bounds {
            timeouts,
            steps,
            ..Bounds::default()
        };
        folder.said("lunch.rs", &bounds)
    };
    let (once, twice) = (said(None, None), said(Some(2), None));
    assert!(once.contains("right in every order"), "{once}");
    assert!(twice.contains("wrong: panic: too late"), "{twice}");
    let few = said(None, Some(2));
    assert!(few.contains("took 2 steps or more"), "{few}");
    assert!(
        few.contains("allow more (`max_steps`, or --steps)"),
        "{few}"
    );
}

/// One of the two sees the other's flag, unless it may read an old value.
const FLAGS: &str = "use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
fn main() {
    let [left, right] = [const { AtomicU32::new(0) }; 2];
    let raise = |mine: &AtomicU32, other: &AtomicU32| {
        mine.store(1, Relaxed);
        other.load(Relaxed)
    };
    let seen = thread::scope(|s| {
        let cook = s.spawn(|| raise(&left, &right));
        raise(&right, &left) + cook.join().unwrap()
    });
    assert!(seen > 0);
}
";

/// A count is lost if a thread is interrupted.
const LOST: &str = "use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
fn main() {
    let count = AtomicU32::new(0);
    let add = || count.store(count.load(Relaxed) + 1, Relaxed);
    thread::scope(|s| {
        s.spawn(add);
        s.spawn(add);
    });
    assert!(count.into_inner() == 2);
}
";

/// It does not look again when it is woken.
const NUDGED: &str = "use std::sync::{Condvar, Mutex};
use std::thread;
fn main() {
    let (ready, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|s| {
        let guard = ready.lock().unwrap();
        s.spawn(|| {
            *ready.lock().unwrap() = true;
            changed.notify_one();
        });
        assert!(*changed.wait(guard).unwrap());
    });
}
";

/// Each is wrong, or stops, if it is asked for what the name says, and not else.
#[test]
fn a_bound_is_that_of_the_search() {
    let said =
        |text: &str, bounds: Bounds| Folder::new(&[("lunch.rs", text)]).said("lunch.rs", &bounds);
    let check = |text: &str, bounds: Bounds, usual: &str, asked: &str| {
        for (bounds, expected) in [(Bounds::default(), usual), (bounds, asked)] {
            let said = said(text, bounds);
            assert!(said.contains(expected), "{expected}\n{said}");
        }
    };
    let none = Bounds::default;
    let (right, wrong) = ("right in every order", "wrong: panic: assertion failed");
    check(
        FLAGS,
        Bounds {
            weak: true,
            ..none()
        },
        right,
        wrong,
    );
    check(
        NUDGED,
        Bounds {
            spurious: true,
            ..none()
        },
        right,
        wrong,
    );
    let few = Bounds {
        preemptions: Some(0),
        ..none()
    };
    check(LOST, few, wrong, "stopped at 0 preemptions (--preemptions)");
    // By chance alone, no state is told from another.
    let chance = Bounds {
        seed: Some(3),
        ..none()
    };
    check(LOST, chance, "states,", "stopped at 0 states,");
}

#[test]
fn what_the_compiler_refuses_is_said_to_be_the_files_own() {
    says(
        "fn main() {\n    let dish: u32 = \"soup\";\n}\n",
        "lunch.rs does not compile:\nerror[E0308]: mismatched types\n --> lunch.rs:2:21",
    );
    says(
        "fn main() {\n    let dish = ;\n}\n",
        "lunch.rs does not compile:\nerror: expected",
    );
    says(
        "fn cook() {}\n",
        "lunch.rs does not compile:\nerror[E0601]: `main` function not found",
    );
}

#[test]
fn what_is_not_modelled_is_said_not_to_be() {
    says(
        "use std::time::Instant;\nfn main() {\n    Instant::now();\n}\n",
        "lunch.rs compiles, and uses what is not modelled (crates/explored-std/README.md says what is):\n\
         error[E0432]: unresolved import `std::time::Instant`\n --> lunch.rs:1:5",
    );
    says(
        "use crossbeam::channel;\nfn main() {\n    drop(channel::unbounded::<u32>());\n}\n",
        "lunch.rs names `crossbeam`, which has no façade: only what goes through `std` is explored",
    );
    says(
        "use core::hint;\nfn main() {\n    hint::spin_loop();\n}\n",
        "lunch.rs: line 1: `core` is not what is explored",
    );
}

#[test]
fn a_crash_is_told_with_its_signal_its_thread_and_its_line() {
    says(
        "fn eat(n: u64) -> u64 {\n    eat(n + 1) + 1\n}\nfn main() {\n    let cook = std::thread::spawn(|| eat(0));\n    cook.join().unwrap();\n}\n",
        "lunch.rs: line 2: the thread spawned at line 5 overflows its stack (SIGSEGV)",
    );
    says(
        "use std::thread::Builder;\nfn main() {\n    let cook = Builder::new().name(\"alice\".into()).spawn(|| {\n        unsafe { (16 as *const u32).read_volatile() }\n    });\n    cook.unwrap().join().unwrap();\n}\n",
        "lunch.rs: line 4: thread `alice` reads or writes memory that is not its own (SIGSEGV)",
    );
    says(
        "struct Dish;\nimpl Drop for Dish {\n    fn drop(&mut self) {\n        panic!(\"broken\");\n    }\n}\nfn main() {\n    let _dish = Dish;\n    panic!(\"burnt\");\n}\n",
        "thread `main` aborts (SIGABRT): a panic inside a panic",
    );
}

#[test]
fn a_loop_that_never_ends_is_told_with_its_line() {
    says(
        "fn main() {\n    let mut n = 1u64;\n    loop {\n        n = n.wrapping_mul(3);\n    }\n}\n",
        "thread `main` has computed for a second without any operation that others could see",
    );
    let polls = "use std::sync::atomic::{AtomicBool, Ordering::SeqCst};\nuse std::thread;\nstatic READY: AtomicBool = AtomicBool::new(false);\nfn main() {\n    let cook = thread::spawn(|| READY.store(true, SeqCst));\n    while !READY.load(SeqCst) {\n        BODY\n    }\n    cook.join().unwrap();\n}\n";
    says(
        &polls.replace("BODY", "println!(\"not yet\"); thread::yield_now();"),
        "lunch.rs: line 7: the listing prints while it polls",
    );
    says(
        &polls.replace("BODY", ""),
        "most of them at line 6: a loop that may run for ever; if it spins, put `std::hint::spin_loop()`",
    );
}

#[test]
fn a_long_loop_and_inner_attributes_are_no_misuse() {
    says(
        "//! Much.\n#![allow(dead_code)]\nuse std::sync::Mutex;\nfn main() {\n    let n = Mutex::new(0);\n    for _ in 0..1_100 {\n        *n.lock().unwrap() += 1;\n    }\n    assert_eq!(n.into_inner().unwrap(), 1_100);\n}\n",
        "lunch.rs: right in every order",
    );
}

#[test]
fn a_path_that_is_no_file_is_refused() {
    let folder = Folder::new(&[("lunch.txt", "")]);
    for name in ["lunch.txt", "dinner.rs"] {
        let said = folder.said(name, &Bounds::default());
        assert_eq!(
            said,
            format!("{name} is no file of Rust; name one that ends in .rs and has a `main`")
        );
    }
}

const PACKAGE: &str =
    "[package]\nname = \"small-lunch\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";

/// In edition 2024, `gen` is no name.
#[test]
fn a_package_says_its_edition() {
    let text = "fn gen() -> u32 {\n    1\n}\nfn main() {\n    assert_eq!(gen(), 1);\n}\n";
    let folder = Folder::new(&[("Cargo.toml", PACKAGE), ("src/main.rs", text)]);
    let said = folder.said("src/main.rs", &Bounds::default());
    assert!(said.contains("right in every order"), "{said}");
    let newer = Bounds {
        edition: Some("2024".into()),
        ..Bounds::default()
    };
    let said = folder.said("src/main.rs", &newer);
    assert!(said.contains("main.rs does not compile"), "{said}");
    fs::write(folder.path("Cargo.toml"), PACKAGE.replace("2021", "2018")).unwrap();
    let said = folder.said("src/main.rs", &Bounds::default());
    assert!(said.contains("edition 2018 is not explored"), "{said}");
}

const SHELF: &str = "use std::sync::Mutex;

#[derive(Default)]
pub struct Shelf {
    dishes: Mutex<Vec<u32>>,
}

impl Shelf {
    pub fn put(&self, dish: u32) {
        self.dishes.lock().unwrap().push(dish);
    }

    pub fn take(&self) -> Option<u32> {
        if self.dishes.lock().unwrap().is_empty() {
            return None;
        }
        Some(self.dishes.lock().unwrap().remove(0))
    }
}
";

/// Two take the last dish.
const TAKE_ALL: &str = "use std::thread;

fn main() {
    let shelf = Shelf::default();
    shelf.put(1);
    thread::scope(|s| {
        s.spawn(|| shelf.take());
        s.spawn(|| shelf.take());
    });
}
";

#[track_caller]
fn tells_lines_of_the_shelf(folder: &Folder, name: &str, shelf: &str) {
    let said = folder.said(name, &Bounds::default());
    for words in [
        "wrong: panic: a scoped thread panicked",
        &format!("{shelf}:14  self.dishes.lock()  → [1]"),
        &format!("{shelf}:17  self.dishes.lock()  → []"),
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn another_file_of_a_listing_is_told_by_its_own_lines() {
    let main = format!("mod shelf;\nuse shelf::Shelf;\n{TAKE_ALL}");
    let folder = Folder::new(&[("lunch.rs", &main), ("shelf.rs", SHELF)]);
    tells_lines_of_the_shelf(&folder, "lunch.rs", "shelf.rs");
}

#[test]
fn a_library_beside_its_test_is_told_by_its_own_lines() {
    let test = format!("use small_lunch::Shelf;\n{TAKE_ALL}");
    let folder = Folder::new(&[
        ("Cargo.toml", PACKAGE),
        ("src/lib.rs", "mod shelf;\npub use shelf::Shelf;\n"),
        ("src/shelf.rs", SHELF),
        ("tests/lunch.rs", &test),
    ]);
    tells_lines_of_the_shelf(&folder, "tests/lunch.rs", "shelf.rs");
}

#[test]
fn what_cannot_be_explored_is_named_in_every_file() {
    let main = "mod shelf;\nfn main() {\n    shelf::put();\n}\n";
    let says = |shelf: &str, expected: &str| {
        let folder = Folder::new(&[("lunch.rs", main), ("shelf.rs", shelf)]);
        let said = folder.said("lunch.rs", &Bounds::default());
        assert!(said.contains(expected), "{expected}\n{said}");
    };
    says(
        "pub fn put() {\n    core::hint::spin_loop();\n}\n",
        "shelf.rs: line 2: `core` is not what is explored",
    );
    says(
        "pub fn put() {\n    parking_lot::Mutex::new(1);\n}\n",
        "lunch.rs names `parking_lot`, which has no façade",
    );
    says("pub fn put() {\n    let dish = 1\n}\n", "--> shelf.rs:2:17");
    says(
        "use std::sync::atomic::*;\npub fn put() {\n    let n = AtomicU32::new(0);\n    while n.load(Ordering::SeqCst) == 0 {}\n}\n",
        "most of them at line 4 of shelf.rs: a loop that may run for ever",
    );
}

/// Published by a flag; the orderings are those of the store and of the load.
const PUBLISHED: &str = "use std::cell::UnsafeCell;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::*;
use std::thread;
struct Dish(UnsafeCell<u32>);
unsafe impl Sync for Dish {}
static DISH: Dish = Dish(UnsafeCell::new(0));
static READY: AtomicBool = AtomicBool::new(false);
fn serve() {
    unsafe { *DISH.0.get() = 42 };
    READY.store(true, STORE);
}
fn taste() {
    if READY.load(LOAD) {
        assert_eq!(unsafe { *DISH.0.get() }, 42);
    }
}
fn main() {
    thread::scope(|s| {
        s.spawn(serve);
        s.spawn(taste);
    });
}
";

#[test]
fn a_data_race_is_told_with_both_lines() {
    let raced = PUBLISHED
        .replace("STORE", "Relaxed")
        .replace("LOAD", "Relaxed");
    let said = said(&raced);
    for words in [
        "lunch.rs: wrong: data race: write at line 10, read at line 15",
        "   10  DISH.0.get()  races with the next line: no order between the two",
        "   15  DISH.0.get()",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn what_may_race_is_right_as_far_as_it_was_watched() {
    let ordered = PUBLISHED
        .replace("STORE", "Release")
        .replace("LOAD", "Acquire");
    says(
        &ordered,
        "lunch.rs: right in every order, plain memory watched: DISH, nothing else",
    );
    says(
        "fn main() {\n    unsafe { *Box::into_raw(Box::new(1)) = 2 };\n}\n",
        "lunch.rs: right in every order, with no plain memory watched",
    );
}

#[test]
fn a_search_that_stopped_is_no_surer_of_plain_memory() {
    let ordered = PUBLISHED
        .replace("STORE", "Release")
        .replace("LOAD", "Acquire");
    let folder = Folder::new(&[("lunch.rs", &ordered)]);
    let few = Bounds {
        states: Some(3),
        ..Bounds::default()
    };
    let said = folder.said("lunch.rs", &few);
    for words in [
        "lunch.rs: no failure in ",
        " orders, not a proof, plain memory watched: DISH, nothing else\n",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn who_touches_what_was_freed_is_told() {
    let said = aba("aba_seen", false);
    for words in [
        "wrong: use after free: atomic at line 32, freed at line 37",
        "   32  head.next.load(SeqCst)  → freed at line 37",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn an_address_that_comes_again_is_for_the_reader_to_ask_for() {
    let said = aba("aba_plain", false);
    assert!(
        said.contains("aba_plain.rs: right in every order"),
        "{said}"
    );
    let said = aba("aba_plain", true);
    for words in [
        "wrong: panic: assertion `left == right` failed: each is taken once",
        "Box::new(Node { next, value })  → &0.2 again",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

/// A listing of the explorer's own tests.
fn aba(name: &str, reuse: bool) -> String {
    let listings = "crates/explored-std/tests/listings";
    let path = project().root.join(format!("{listings}/{name}.rs"));
    let bounds = Bounds {
        reuse,
        ..Bounds::default()
    };
    explore(&project(), &path, &bounds).unwrap().text
}

/// Nobody sees what a pointer does where no object stands.
#[test]
fn a_verdict_says_which_touch_of_freed_memory_is_not_seen() {
    says(
        "fn main() {\n    let dish = Box::into_raw(Box::new(1));\n    drop(unsafe { Box::from_raw(dish) });\n}\n",
        "with no plain memory watched; of memory that is freed by hand, a touch is seen in locks, atomics and cells alone, and no address comes again but with --reuse\n",
    );
}

#[test]
fn a_data_race_names_the_file_of_each_line() {
    let shelf = "use std::cell::UnsafeCell;

pub struct Shelf(UnsafeCell<u32>);

unsafe impl Sync for Shelf {}

impl Shelf {
    pub const fn new() -> Shelf {
        Shelf(UnsafeCell::new(0))
    }

    pub fn put(&self) {
        unsafe { *self.0.get() += 1 };
    }

    pub fn count(&self) -> u32 {
        unsafe { *self.0.get() }
    }
}
";
    let main = "mod shelf;
use shelf::Shelf;
use std::cell::Cell;
use std::thread;

struct Bell(Cell<u32>);

unsafe impl Sync for Bell {}

static BELL: Bell = Bell(Cell::new(0));

fn main() {
    let shelf = Shelf::new();
    thread::scope(|s| {
        s.spawn(|| shelf.put());
        s.spawn(|| RACES);
    });
}
";
    let says = |races: &str, expected: &[&str]| {
        let main = main.replace("RACES", races);
        let folder = Folder::new(&[("lunch.rs", &main), ("shelf.rs", shelf)]);
        let said = folder.said("lunch.rs", &Bounds::default());
        for words in expected {
            assert!(said.contains(words), "{words}\n{said}");
        }
    };
    says(
        "drop(shelf.count())",
        &[
            "wrong: data race: write at line 13 of shelf.rs, read at line 17 of shelf.rs",
            "shelf.rs:13  self.0.get()  races with the next line",
            "shelf.rs:17  self.0.get()",
        ],
    );
    says(
        "BELL.0.set(1)",
        &["right in every order, plain memory watched: "],
    );
    let both = "{ let bell = s.spawn(|| BELL.0.set(1)); BELL.0.set(2); drop(bell) }";
    says(
        both,
        &[
            "wrong: data race: write at line 16, write at line 16",
            "lunch.rs:16  BELL.0.set(",
        ],
    );
}
