//! An English listing is its French one but for comments and strings, and every
//! listing keeps to the project's form.
//!
//! proc-macro2 reads Rust as the compiler's tokens: comments are gone from
//! them, and a string is one token.

use course::source::listing::Kind;
use course::source::po::{Po, Translations};
use course::source::project::{Project, read};
use proc_macro2::{TokenStream, TokenTree};
use tests::{Offence, except, offence, project, report};

/// Listings that sleep: each stands for a wait on the outside world.
const SLEEPS: &[(&str, &str)] = &[
    ("abort_too_late", "a disk writes"),
    ("async_cancel", "a page comes"),
    ("async_cancel_safe", "a sensor sends"),
    ("async_cancel_unsafe", "a sensor sends"),
    ("async_closure", "a weather station answers"),
    ("async_five_items", "a disk writes"),
    ("async_fn_in_trait", "a weather station answers"),
    ("async_gather", "a warehouse answers"),
    ("async_greetings", "an answer that takes long"),
    ("async_in_turn", "a server answers"),
    ("async_join_set", "a warehouse answers"),
    ("async_limit", "a page comes"),
    ("async_select", "a server answers"),
    ("async_timeout", "a server answers"),
    ("async_token", "a disk writes"),
    ("async_joined_borrows", "a bank confirms"),
    ("async_main_ends", "a disk writes"),
    ("async_many", "what ten thousand wait for"),
    ("async_structured", "a room is watched"),
    ("futurelock", "a disk writes"),
    ("futurelock_dropped", "a disk writes"),
    ("futurelock_fixed", "a disk writes"),
    ("async_task_local", "a database answers"),
    (
        "atomic_stop_flag",
        "a sensor answers; somebody asks to stop",
    ),
    ("backpressure", "a slow disk writes"),
    ("breaker_in_use", "a warehouse answers; a customer reads"),
    ("chat_server", "somebody leaves, and a file is free"),
    ("connection_pool", "a database answers"),
    (
        "crossbeam_select",
        "what the guard watches, until somebody stops it",
    ),
    ("download_progress", "the network; a screen is drawn again"),
    ("event_timeout", "somebody opens late"),
    ("heartbeat", "what an actor has lived until then"),
    ("mutex_scope", "a dish cooks"),
    ("five_messages", "a producer writes a message"),
    ("guard_held_too_long", "a job that takes time"),
    ("log_without_spans", "a mail server answers"),
    ("traced_workers", "a mail server answers"),
    ("forgotten_tasks", "a heartbeat comes, half a minute later"),
    ("graceful_shutdown_async", "paper dries"),
    ("graceful_shutdown_threads", "paper dries"),
    ("pool_squares", "a job that takes time"),
    ("process_workers", "a long computation; a moment to kill at"),
    ("receive_timeout", "a server answers"),
    ("retry_storm", "a neighbour answers; a client waits"),
    ("total_deadline", "servers answer"),
    ("async_blocked", "a sensor answers, and blocks"),
    (
        "async_blocked_workers",
        "sensors block; a request comes later",
    ),
    ("async_buffered", "a server sends a page"),
    ("async_collect_errors", "a carrier answers"),
    ("async_from_sync", "a server answers"),
    ("async_hog", "a clock"),
    ("async_hog_yields", "a clock"),
    ("async_overlapped", "a sensor answers"),
    ("async_panics", "a scale answers"),
    (
        "async_spawn_blocking",
        "a sensor answers, and blocks; a clock",
    ),
    ("async_tangled", "time that tokio skips"),
    (
        "async_try_join",
        "a carrier answers; a while in which none does",
    ),
    (
        "first_error_stops",
        "a carrier answers; a while in which none does",
    ),
    (
        "panic_takes_siblings",
        "a scale answers; a while in which none does",
    ),
    ("producer_consumer_async", "a site answers"),
    ("rayon_from_async", "a clock"),
    ("stream_pages", "a server sends a page"),
    ("stream_spawned", "a server answers; a slow disk writes"),
    ("stream_stalls", "a server answers; a slow disk writes"),
    ("sync_core", "a thermometer sends a reading"),
    (
        "try_join_tasks",
        "a carrier answers; a while in which one does",
    ),
    ("sleep_is_no_signal", "the mistake itself: it is explored"),
    ("simulated_chat", "a network is cut, in simulated time"),
    ("spawn_join_in_loop", "a carrier answers"),
    ("starvation", "what else main has to do between two tries"),
    ("bounded_threads", "a server sends a file"),
    ("io_or_cpu", "a server is about to answer"),
    (
        "main_ends_first",
        "a slow disk, which main does not wait for",
    ),
    ("responsive_prompt", "somebody types"),
    ("threads_greetings", "long and short answers of a server"),
    ("threads_results", "a server sends a file"),
    ("threads_steps", "a server answers"),
    ("waiting_concurrent", "the network"),
    ("waiting_sequential", "the network"),
    ("slowest_stage", "a sensor answers; a slow disk writes"),
    ("polite_client", "a token comes"),
    ("load_shedding", "a request takes time; the next one comes"),
    ("bulkhead", "a neighbour answers"),
    ("fresh_timeouts", "a service answers"),
    ("deadline_passed_down", "a service answers"),
    ("paid_three_times", "an answer travels"),
    ("client", "a server opens"),
    ("server", "somebody leaves, and a file is free"),
];

#[test]
fn english_listings_differ_only_in_words() {
    let project = project();
    let translations = Po::load(&project)
        .expect("po/en.po can be read")
        .translations();
    let all = listings(&project).into_iter();
    let problems = all.filter_map(|(path, source)| {
        Some(format!("{path}: {}", difference(&translations, &source)?))
    });
    report(
        "mend these translations in po/en.po: comments and strings change, one line for one line",
        problems,
    );
}

fn difference(translations: &Translations, french: &str) -> Option<String> {
    match translations.listing(french) {
        Ok(english) => other_than_words(french, &english),
        Err(error) => Some(format!("{error:#}")),
    }
}

fn other_than_words(french: &str, english: &str) -> Option<String> {
    let lines = [french, english].map(|text| text.lines().count());
    if lines[0] != lines[1] {
        return Some(format!(
            "{} lines in French, {} in English",
            lines[0], lines[1]
        ));
    }
    let [french, english] = match [french, english].map(tokens) {
        [Ok(french), Ok(english)] => [french, english],
        [Err(error), _] | [_, Err(error)] => return Some(error),
    };
    let differ = french.iter().zip(&english).find(|(f, e)| f != e);
    match differ {
        Some((f, e)) => Some(format!("`{f}` in French, `{e}` in English")),
        None if french.len() != english.len() => Some("one has more code than the other".into()),
        None => None,
    }
}

/// The tokens of a program, each string as `"…"`.
fn tokens(source: &str) -> Result<Vec<String>, String> {
    let stream: TokenStream = source
        .parse()
        .map_err(|error| format!("it is not Rust: {error}"))?;
    let mut all = Vec::new();
    flatten(stream, &mut all);
    Ok(all)
}

fn flatten(stream: TokenStream, all: &mut Vec<String>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                all.push(format!("{:?}", group.delimiter()));
                flatten(group.stream(), all);
                all.push("end".into());
            }
            TokenTree::Literal(literal) if literal.to_string().ends_with(['"', '#']) => {
                all.push("\"…\"".into())
            }
            token => all.push(token.to_string()),
        }
    }
}

#[test]
fn listings_keep_their_form() {
    let project = project();
    let translations = Po::load(&project)
        .expect("po/en.po can be read")
        .translations();
    let problems = listings(&project).into_iter().flat_map(|(path, source)| {
        let english = translations.listing(&source).unwrap_or_default();
        let problems = match path.starts_with(Kind::Project.folder()) {
            true => too_wide(&source),
            false => wrong_form(&source),
        };
        let french = problems
            .into_iter()
            .map(|p| format!("{path}{p}"))
            .collect::<Vec<_>>();
        let wide = too_wide(&english)
            .into_iter()
            .map(|p| format!("{path}{p} in English (po/en.po)"));
        french.into_iter().chain(wide).collect::<Vec<_>>()
    });
    report("mend these listings (CONTRIBUTING.md, a listing)", problems);
}

/// What breaks the form of a listing, after its `:line`.
fn wrong_form(source: &str) -> Vec<String> {
    let mut problems = too_wide(source);
    let head: Vec<&str> = source
        .lines()
        .take_while(|line| line.starts_with("//"))
        .collect();
    let sentence = head
        .first()
        .is_some_and(|line| line.starts_with("// ") && !line.contains("ANCHOR"));
    if !sentence
        || !head
            .last()
            .is_some_and(|line| line.ends_with(['.', '?', '!', '…']))
    {
        problems.push(":1: it begins with one `// sentence.`".into());
    }
    for (at, line) in source.lines().enumerate() {
        for (mark, why) in [
            (
                "//!",
                "the explorer includes the file inside a module; write `//`",
            ),
            (
                "#![",
                "the explorer includes the file inside a module; no inner attribute",
            ),
            ("#[ignore", "every program is checked"),
        ] {
            if line.trim_start().starts_with(mark) {
                problems.push(format!(":{}: {mark}: {why}", at + 1));
            }
        }
    }
    problems
}

fn too_wide(source: &str) -> Vec<String> {
    let lines = source.lines().enumerate();
    let wide = lines.filter(|(_, line)| line.chars().count() > 80);
    wide.map(|(at, line)| format!(":{}: {} columns, 80 at most", at + 1, line.chars().count()))
        .collect()
}

/// Nothing synchronises by sleeping.
#[test]
fn nothing_sleeps_without_a_reason() {
    let offences = listings(&project())
        .iter()
        .flat_map(|(path, source)| sleeps(path, source))
        .collect();
    report(
        "force the order with join, a channel or a barrier; a wait that stands for the outside world is listed in SLEEPS (tests/promises/listings_differ.rs)",
        except(SLEEPS, offences),
    );
}

fn sleeps(path: &str, source: &str) -> Option<Offence> {
    let name = path.rsplit('/').next()?.strip_suffix(".rs")?;
    let words = tokens(source).ok()?;
    let sleeps = words
        .iter()
        .any(|word| word.starts_with("sleep") || word == "park_timeout");
    sleeps.then(|| offence(name, format!("{path} sleeps")))
}

fn listings(project: &Project) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for kind in Kind::ALL {
        for name in kind.names(project).unwrap() {
            let path = kind.path(project, &name);
            all.push((project.relative(&path), read(&path).unwrap()));
        }
    }
    all
}

#[test]
fn other_differences_than_words_are_found() {
    let french = "// Un.\nfn main() { println!(\"Deux {x}\"); } // Trois\n";
    assert_eq!(
        other_than_words(
            french,
            "// One.\nfn main() { println!(\"Two {x}\"); } // Three\n"
        ),
        None
    );
    for english in [
        "fn main() { println!(\"Two {x}\"); } // Three\n",
        "// One.\nfn main() { print!(\"Two {x}\"); } // Three\n",
        "// One.\nfn main() { println!(\"Two {x}\") } // Three\n",
        "// One.\nfn main() { println!(\"Two\", {x}\"); } // Three\n",
        "// One.\nfn main() { println!(\"Two {x}\"); // Three\n",
    ] {
        assert!(other_than_words(french, english).is_some(), "{english}");
    }
}

#[test]
fn wrong_forms_are_found() {
    assert!(wrong_form("// Une phrase.\n\nfn main() {}\n").is_empty());
    for source in [
        "//! Une phrase.\nfn main() {}\n".to_owned(),
        "// Pas de point\nfn main() {}\n".into(),
        "use std::thread;\n".into(),
        "// Une phrase.\n#![allow(unused)]\nfn main() {}\n".into(),
        format!("// Une phrase.\n// {}\n", "x".repeat(78) + "."),
    ] {
        assert!(!wrong_form(&source).is_empty(), "{source}");
    }
    assert!(
        sleeps(
            "listings/src/bin/nap.rs",
            "fn main() { thread::sleep(WAIT) }"
        )
        .is_some()
    );
    assert!(
        sleeps(
            "listings/src/bin/nap.rs",
            "// sleep\nfn main() { f(\"sleep\") }"
        )
        .is_none()
    );
}
