//! One word each way, everywhere, and each language's typography.

use std::collections::BTreeSet;

use course::source::project::read;
use regex::Regex;
use tests::{Offence, Text, english, except, french, offence, project, prose, report};

/// Words that French readers never meet, and what is said instead.
const NEVER_IN_FRENCH: &[(&str, &str)] = &[
    (r"processus légers?", "thread"),
    (r"serrures?|cadenas", "verrou"),
    (r"lock(er|e|é|és|ée|ées|ent)", "verrouiller"),
    (
        r"(re)?join(dre|t|s|te|tes|ts|drai\w*)",
        "attendre la fin de (`join`)",
    ),
    (r"deadlocks?", "interblocage"),
    (r"livelocks?", "interblocage actif"),
    (r"workers?", "thread de travail"),
    (r"timeouts?", "délai d’attente, délai expiré"),
    (r"mutexes", "mutex"),
    (r"accès concurrents?", "course de données"),
    (r"spawner|spawne", "lancer"),
    (r"simplement|il suffit (de|d’)", "nothing: say what to do"),
    (r"probablement|sans doute", "what is true, or when it is"),
];

const NEVER_IN_ENGLISH: &[(&str, &str)] = &[
    (r"light-?weight process(es)?", "thread"),
    (
        r"simply|obviously|of course|just need to",
        "nothing: say what to do",
    ),
    (r"probably", "what is true, or when it is"),
];

/// A French message with the first word has the second in English.
const PAIRS: &[(&str, &str)] = &[
    (r"threads?", r"threads?|multithread\w*|threaded"),
    (r"tâches?", r"tasks?"),
    (r"courses? de données", r"data races?"),
    (r"conditions? de course", r"race conditions?"),
    (r"sections? critiques?", r"critical sections?"),
    (r"interblocages?", r"(dead|live)lock\w*"),
    (r"famine", r"starv\w+"),
    (r"verrous?", r"locks?|mutex(es)?|locking"),
    (r"mutex", r"mutex(es)?"),
    (r"empoisonn\w+", r"poison\w*"),
    (r"canal|canaux", r"channels?"),
    (r"variables? de condition", r"condition variables?"),
    (r"atomiques?", r"atomic\w*"),
    (r"ordonnanceurs?", r"scheduler('s|’s|s)?"),
    (r"entrelacements?", r"interleav\w+"),
    (r"changements? de contexte", r"context switch(es)?"),
    (r"préempti\w+", r"preempt\w+"),
    (r"coopérati\w+", r"cooperat\w+"),
    (r"parallélisme", r"parallel\w*"),
    (r"possession", r"own\w*"),
    (r"emprunts?", r"borrow\w*"),
    (r"poignées?", r"handles?"),
    (r"paniqu\w+", r"panic\w*"),
    (r"cœurs?", r"cores?|heartbeats?"),
    (r"barrières?", r"barriers?|fences?"),
    (r"durées? de vie", r"lifetimes?"),
    (r"annulations?", r"cancel\w*"),
    (r"barrières? mémoire", r"fences?"),
    (r"réveils? perdus?", r"missed wake-ups?"),
    (r"réveils? intempestifs?", r"spurious\w*( wake-ups?)?"),
    (r"attente active", r"busy-wait\w*|spin\w*"),
    (r"sémaphores?", r"semaphores?"),
    (r"faux partage", r"false sharing"),
    (r"se produit avant", r"happens?-before|happens? before"),
    (r"ordres? mémoire", r"(memory )?orderings?"),
    (r"équit(é|ables?)", r"fair\w*|unfair"),
    (
        r"sans verrou",
        r"lock-free|without (a|the|any|taking the) locks?|no lock",
    ),
    (r"sans attente", r"wait-free"),
    (r"réentrants?", r"re-?entran\w+"),
    (r"lecture-modification-écriture", r"read-modify-write"),
    (r"verrous? de séquence", r"sequence locks?|seqlocks?"),
    (r"permis", r"permits?|allow\w*|permit\w*|may"),
    (r"jetons?", r"tokens?"),
    (r"héritage de priorité", r"priority inheritance"),
    (r"inversions? de priorité", r"priority inversion"),
];

/// Texts that keep a word or a mark against the rule, and why: `FILE: WORD`,
/// for po/en.po `START OF THE FRENCH: WORD`.
const ALLOWED: &[(&str, &str)] = &[];

#[test]
fn one_term_one_translation() {
    let (french, english) = (french().unwrap(), english().unwrap());
    let mut offences = forbidden(&french, NEVER_IN_FRENCH);
    offences.extend(forbidden(&english, NEVER_IN_ENGLISH));
    offences.extend(unpaired(&english));
    offences.extend(stray_tasks(&french));
    report(
        "use the course's terms, or list the text in ALLOWED (tests/promises/terms.rs) with a reason",
        except(ALLOWED, offences),
    );
}

/// A word of the language, not of code: whole, in any case.
fn word(pattern: &str) -> Regex {
    Regex::new(&format!(r"(?i)\b(?:{pattern})\b")).unwrap()
}

fn key(text: &Text, word: &str) -> String {
    let place = match text.file.as_str() {
        "po/en.po" => text.french.trim().chars().take(40).collect(),
        file => file.to_owned(),
    };
    format!("{place}: {}", word.to_lowercase())
}

fn forbidden(texts: &[Text], words: &[(&str, &str)]) -> Vec<Offence> {
    let mut offences = Vec::new();
    for (pattern, instead) in words {
        let pattern = word(pattern);
        for text in texts {
            let readable = prose(&text.text);
            offences.extend(pattern.find_iter(&readable).map(|found| {
                let found = found.as_str();
                offence(
                    key(text, found),
                    format!("{}: « {found} »: say {instead}", text.place()),
                )
            }));
        }
    }
    offences
}

fn unpaired(texts: &[Text]) -> Vec<Offence> {
    let mut offences = Vec::new();
    for (french, english) in PAIRS {
        let (one, other) = (word(french), word(english));
        for text in texts {
            let found = prose(&text.french);
            // What the French shows as code may be a word in English.
            if let (Some(term), false) = (one.find(&found), other.is_match(&text.text)) {
                let message = format!(
                    "{}: « {} » is {english} in English",
                    text.place(),
                    term.as_str()
                );
                offences.push(offence(key(text, term.as_str()), message));
            }
        }
    }
    let (task, tache) = (word("tasks?"), word("tâches?"));
    let lonely = texts
        .iter()
        .filter(|t| task.is_match(&prose(&t.text)) && !tache.is_match(&t.french));
    offences.extend(lonely.map(|t| {
        offence(
            key(t, "task"),
            format!(
                "{}: “task” is « tâche »; a thread's work is a job",
                t.place()
            ),
        )
    }));
    offences
}

/// *Tâche* is async's word: where it stands, async was just spoken of (a cell
/// of a table is a text, and its column's title is a few rows above), or the
/// program says `async`.
fn stray_tasks(texts: &[Text]) -> Vec<Offence> {
    let (tache, asynchronous) = (
        word("tâches?"),
        word(r"async\w*|await|tokio|runtime|coopérati\w+|contextvars|task_local"),
    );
    let mut offences = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        if tache.is_match(&prose(&text.text)) {
            let near = texts[at.saturating_sub(30)..texts.len().min(at + 5)].iter();
            let program = project().root.join(&text.file);
            let is_program = program.extension().is_some_and(|end| end == "rs");
            let speaks = near
                .filter(|other| other.file == text.file)
                .any(|other| asynchronous.is_match(&other.text));
            let says =
                || is_program && read(&program).is_ok_and(|code| asynchronous.is_match(&code));
            if !speaks && !says() {
                let message = format!(
                    "{}: « tâche » is async's word; a thread is never one",
                    text.place()
                );
                offences.push(offence(key(text, "tâche"), message));
            }
        }
    }
    offences
}

#[test]
fn each_language_has_its_typography() {
    let (mut french, mut english) = (french().unwrap(), english().unwrap());
    // A string that is the same in both languages is no prose: a path, a header,
    // a character (tests/promises/translation.rs has the reason of each).
    let same: BTreeSet<String> = english
        .extract_if(.., |text| text.text == text.french)
        .map(|text| text.text)
        .collect();
    french.retain(|text| !(text.file.ends_with(".rs") && same.contains(&text.text)));
    let mut offences = marks(&french, FRENCH_MARKS);
    offences.extend(marks(&english, ENGLISH_MARKS));
    report(
        "mend these marks, or list the text in ALLOWED_MARKS (tests/promises/terms.rs) with a reason",
        except(ALLOWED_MARKS, offences),
    );
}

/// Texts that keep a mark against the rule, and why.
const ALLOWED_MARKS: &[(&str, &str)] = &[];

/// What is wrong, and how it is written.
const FRENCH_MARKS: &[(&str, &str)] = &[
    (r"'", "the apostrophe is ’"),
    (
        "[^\\s\u{202f}!?][;!?](\\s|$|[)»*_])|[ \u{a0}][;!?]",
        "a narrow no-break space (U+202F) before ; ! ?",
    ),
    (
        "[^\\s\u{a0}:]:(\\s|$)| :",
        "a no-break space (U+00A0) before :",
    ),
    (
        "«[^\u{a0}\u{202f}]|[^\u{a0}\u{202f}]»",
        "a no-break space (U+00A0) inside « »",
    ),
    ("[“”\"]", "« » for a quotation"),
    (
        r"\d \d{3}\b|\d (?:(?:ms|s|h|Mio|Gio|Kio)\b|[%€])",
        "a narrow no-break space (U+202F) in a number and before its unit",
    ),
    (r"\.\.\.", "the ellipsis is …"),
];

const ENGLISH_MARKS: &[(&str, &str)] = &[
    (r"[«»]", "“ ” for a quotation"),
    ("[ \u{a0}\u{202f}][;!?:](\\s|$)", "no space before ; ! ? :"),
    (r"\d,\d{1,2}\b", "1.5, not 1,5"),
    ("\\d\u{202f}\\d", "400,000, not 400 000"),
];

fn marks(texts: &[Text], rules: &[(&str, &str)]) -> Vec<Offence> {
    let mut offences = Vec::new();
    for (pattern, how) in rules {
        let pattern = Regex::new(pattern).unwrap();
        for text in texts {
            // A listing's string is quoted; the marks are those inside.
            // Tools look for `SAFETY:` as it is.
            let readable = prose(&text.text).replace("// SAFETY: ", "// ");
            for line in readable.lines().map(|line| line.trim().trim_matches('"')) {
                if let Some(found) = pattern.find(line) {
                    let around = excerpt(line, found.start());
                    offences.push(offence(
                        key(text, &around),
                        format!("{}: `{around}`: {how}", text.place()),
                    ));
                }
            }
        }
    }
    offences
}

/// A few words on each side.
fn excerpt(line: &str, at: usize) -> String {
    let before: Vec<char> = line[..at].chars().rev().take(15).collect();
    let after: String = line[at..].chars().take(15).collect();
    before.into_iter().rev().collect::<String>() + &after
}

fn sample(french: &str, text: &str) -> Vec<Text> {
    vec![Text {
        file: "src/a.md".into(),
        line: 1,
        french: french.into(),
        text: text.into(),
    }]
}

#[test]
fn other_words_are_found() {
    let never = |text: &str| forbidden(&sample(text, text), NEVER_IN_FRENCH).len();
    assert_eq!(
        never("Un worker prend le cadenas, puis il suffit de joindre."),
        4
    );
    assert_eq!(
        never("`worker.join()` après un `timeout`, puis relâcher le verrou."),
        0
    );
    let pairs = |french: &str, english: &str| unpaired(&sample(french, english)).len();
    assert_eq!(
        pairs(
            "Le thread relâche le verrou.",
            "The thread releases the lock."
        ),
        0
    );
    assert_eq!(
        pairs(
            "Le thread relâche le verrou.",
            "The task releases the padlock."
        ),
        3
    );
    let stray = |text: &str| stray_tasks(&sample(text, text)).len();
    assert_eq!(stray("Chaque tâche attend."), 1);
    assert_eq!(
        stray("Chaque tâche attend à son `.await`. Le multitâche."),
        0
    );
}

#[test]
fn other_marks_are_found() {
    let wrong = |text: &str, rules| marks(&sample(text, text), rules).len();
    for bad in [
        "l'eau", "Qui ?", "Quoi?", "a: b", "a : b", "«a»", "\"a\" b", "10 000", "200 ms", "Oui...",
    ] {
        assert!(wrong(bad, FRENCH_MARKS) > 0, "{bad}");
    }
    let good = "L’eau\u{a0}: «\u{a0}quoi\u{202f}?\u{a0}» **Bien\u{202f}!** à 10\u{202f}000 `a?`\u{202f}; `b: c`.";
    assert_eq!(
        wrong(good, FRENCH_MARKS),
        0,
        "{:?}",
        marks(&sample(good, good), FRENCH_MARKS)
    );
    assert_eq!(wrong("\"Bonjour {name}\u{202f}!\"", FRENCH_MARKS), 0);
    for bad in ["«a»", "Who ?", "1,5 s", "400\u{202f}000"] {
        assert!(wrong(bad, ENGLISH_MARKS) > 0, "{bad}");
    }
    assert_eq!(wrong("Who? “Me”, 400,000 times; 1.5 s.", ENGLISH_MARKS), 0);
}
