//! What is compared: names, cases, sizes, and their words in both languages.

use anyhow::{Result, bail};

use crate::source::lang::Lang;
use crate::source::project::closest;

pub struct Comparison {
    /// `listings/measures/src/bin/measure_NAME.rs`, and `listings/python/measure_NAME.py` if a
    /// case is Python's.
    pub name: &'static str,
    pub cases: &'static [&'static str],
    /// How much work, and how much where only the results count.
    pub size: u64,
    pub small: u64,
    /// Whether the memory of the process is a figure too.
    pub memory: bool,
    title: [&'static str; 2],
}

pub const COMPARISONS: [Comparison; 10] = [
    Comparison {
        name: "waiting",
        cases: &[
            "rust_in_turn",
            "rust_threads",
            "python_in_turn",
            "python_threads",
        ],
        size: 8,
        small: 2,
        memory: false,
        title: ["Huit attentes de 50 ms", "Eight waits of 50 ms"],
    },
    Comparison {
        name: "counter",
        cases: &["rust_mutex", "rust_atomic", "python_lock"],
        size: 1_000_000,
        small: 1_000,
        memory: false,
        title: [
            "Quatre threads, un million d’additions chacun",
            "Four threads, a million additions each",
        ],
    },
    Comparison {
        name: "cpu_pool",
        cases: &[
            "rust_in_turn",
            "rust_threads",
            "rust_rayon",
            "python_in_turn",
            "python_threads",
            "python_processes",
        ],
        size: 100_000,
        small: 1_000,
        memory: false,
        title: [
            "La plus longue suite de Syracuse jusqu’à 100 000",
            "The longest Collatz sequence up to 100,000",
        ],
    },
    Comparison {
        name: "queue",
        cases: &[
            "rust_channel",
            "rust_bounded",
            "python_queue",
            "python_simple_queue",
        ],
        size: 200_000,
        small: 1_000,
        memory: false,
        title: [
            "200 000 messages d’un thread à un autre",
            "200,000 messages from one thread to another",
        ],
    },
    Comparison {
        name: "ten_thousand",
        cases: &["rust_threads", "rust_tasks", "python_tasks"],
        size: 10_000,
        small: 50,
        memory: true,
        title: [
            "10 000 attentes d’une seconde à la fois",
            "10,000 waits of one second at once",
        ],
    },
    Comparison {
        name: "word_count",
        cases: &[
            "rust_in_turn",
            "rust_threads",
            "rust_rayon",
            "python_in_turn",
            "python_processes",
        ],
        size: 10,
        small: 1,
        memory: false,
        title: [
            "Les mots de dix fois le texte de ce cours",
            "The words of ten times the text of this course",
        ],
    },
    Comparison {
        name: "one_job",
        cases: &["in_turn", "threads", "rayon", "processes", "async"],
        size: 1_000_000,
        small: 1_000,
        memory: false,
        title: [
            "Un même calcul en huit parts",
            "One computation in eight parts",
        ],
    },
    Comparison {
        name: "spawn",
        cases: &["thread", "rayon_task", "process", "async_task"],
        size: 200,
        small: 2,
        memory: false,
        title: [
            "Lancer un travail vide et attendre sa fin",
            "Starting an empty job and waiting for its end",
        ],
    },
    Comparison {
        name: "amdahl",
        cases: &["threads_1", "threads_2", "threads_4"],
        size: 80_000_000,
        small: 4_000,
        memory: false,
        title: [
            "L’accélération mesurée, et la loi",
            "The measured speed-up, and the law",
        ],
    },
    Comparison {
        name: "false_sharing",
        cases: &["together", "apart"],
        size: 5_000_000,
        small: 1_000,
        memory: false,
        title: [
            "Deux threads, un compteur chacun",
            "Two threads, one counter each",
        ],
    },
];

/// What a case is called on a page.
const CASES: [(&str, [&str; 2]); 29] = [
    ("rust_in_turn", ["Rust, à la suite", "Rust, in turn"]),
    ("rust_threads", ["Rust, threads", "Rust, threads"]),
    ("rust_rayon", ["Rust, rayon", "Rust, rayon"]),
    ("rust_tasks", ["Rust, tâches", "Rust, tasks"]),
    ("rust_mutex", ["Rust, Mutex", "Rust, Mutex"]),
    ("rust_atomic", ["Rust, atomique", "Rust, atomic"]),
    ("rust_channel", ["Rust, canal", "Rust, channel"]),
    (
        "rust_bounded",
        ["Rust, canal borné", "Rust, bounded channel"],
    ),
    ("python_in_turn", ["Python, à la suite", "Python, in turn"]),
    ("python_threads", ["Python, threads", "Python, threads"]),
    (
        "python_processes",
        ["Python, processus", "Python, processes"],
    ),
    ("python_tasks", ["Python, tâches", "Python, tasks"]),
    ("python_lock", ["Python, Lock", "Python, Lock"]),
    ("python_queue", ["Python, Queue", "Python, Queue"]),
    (
        "python_simple_queue",
        ["Python, SimpleQueue", "Python, SimpleQueue"],
    ),
    ("in_turn", ["à la suite", "in turn"]),
    ("threads", ["threads", "threads"]),
    ("rayon", ["rayon", "rayon"]),
    ("processes", ["processus", "processes"]),
    ("async", ["tâches async", "async tasks"]),
    ("thread", ["thread", "thread"]),
    ("rayon_task", ["travail de rayon", "rayon job"]),
    ("process", ["processus", "process"]),
    ("async_task", ["tâche async", "async task"]),
    ("threads_1", ["1 thread", "1 thread"]),
    ("threads_2", ["2 threads", "2 threads"]),
    ("threads_4", ["4 threads", "4 threads"]),
    ("together", ["compteurs voisins", "neighboring counters"]),
    ("apart", ["compteurs écartés", "counters apart"]),
];

impl Comparison {
    pub fn named(name: &str) -> Result<&'static Comparison> {
        match COMPARISONS.iter().find(|known| known.name == name) {
            Some(known) => Ok(known),
            None => bail!(
                "there is no comparison `{name}` ({}); crates/course/src/source/comparisons.rs lists them",
                closest(name, COMPARISONS.iter().map(|known| known.name))
            ),
        }
    }

    pub fn title(&self, lang: Lang) -> &'static str {
        lang.pick(self.title[0], self.title[1])
    }
}

pub fn is_python(case: &str) -> bool {
    case.starts_with("python_")
}

/// A case in the page's language.
pub fn label(case: &str, lang: Lang) -> Result<&'static str> {
    match CASES.iter().find(|(name, _)| *name == case) {
        Some((_, [fr, en])) => Ok(lang.pick(fr, en)),
        None => {
            bail!("case `{case}` has no words; add them to crates/course/src/source/comparisons.rs")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_case_has_words_and_every_word_a_case() {
        let cases: BTreeSet<&str> = COMPARISONS.iter().flat_map(|c| c.cases).copied().collect();
        let named: BTreeSet<&str> = CASES.iter().map(|(name, _)| *name).collect();
        assert_eq!(cases, named);
    }

    #[test]
    fn an_unknown_comparison_is_named_with_the_nearest() {
        let error = Comparison::named("wating").err().unwrap().to_string();
        assert!(error.contains("(closest: waiting"), "{error}");
    }
}
