//! The English edition is complete: every message is translated, and checked.

use std::collections::BTreeSet;

use course::pages::messages::template;
use course::source::po::{Entry, Po};
use tests::{Offence, Text, except, french, offence, project, prose, report};

/// Messages that are the same in both languages, by the reason why.
const SAME: &[(&str, &[&str])] = &[
    (
        "a name of somebody, of a place or of a thing",
        &[
            "\"Alice\"",
            "\"Bob\"",
            "\"Chloé\"",
            "\"alice\"",
            "\"bob\"",
            "\"chloe\"",
            "\"david\"",
            "\"David\"",
            "\"Emma\"",
            "\"paris\"",
            "\"lyon\"",
            "\"brest\"",
            "\"Brest\"",
            "\"carole\"",
            "\"alice@example.org\"",
            "\"bob.example.org\"",
            "\"chloe@example.org\"",
            "\"david.example.org\"",
            "\"north\"",
            "\"south\"",
            "\"Lyon\"",
            "\"Nantes\"",
            "\"Lille\"",
            "\"Par\"",
            "\"isLil\"",
            "\"Lyon 68\nBrest 59\nNantes 77\nLille --\nParis 86\nNice 95\nMetz 50\nDijon 41\"",
            "\"le\"",
            "Criterion",
            "crossbeam",
            "A",
            "Alice",
            "Alice 0, Bob 1",
            "B",
            "Bob",
            "Bob 0, Alice 1",
            "ThreadSanitizer",
            "Miri",
            "ThreadSanitizer, Miri",
            "loom",
            "shuttle",
            "JavaScript",
            "Python",
            "Python (`asyncio`)",
            "Python, JavaScript",
            "Rust",
            "rayon",
            "std",
            "tokio",
            "tokio, `JoinSet`",
        ],
    ),
    (
        "a word of the chat’s protocol or of IRC’s, or a file of its tests",
        &[
            "\"\\t\"",
            "\"\\n\"",
            "\"/join {room}\\n\"",
            "\"/quit\"",
            "\"/quit\\n\"",
            "\"/pong\\n\"",
            "\"PRIVMSG #room{room} {COLON}stamp {stamp}\\r\\n\"",
            "\"stamp {stamp}\\n\"",
            "\"stamp \"",
            "\"NICK c{id}\\r\\nUSER c{id} 0 * c\\r\\nJOIN #room{room}\\r\\n\"",
            "\"client{id}\\n/join room{room}\\n\"",
            "\"PING \"",
            "\"PONG {token}\\r\\n\"",
            "\"ERROR\"",
            "\"{name}\\n\"",
            "\"hall\"",
            "\"/join\"",
            "\"/leave\"",
            "\"/rooms\"",
            "\"/who\"",
            "\"/to\"",
            "\"/pong\"",
            "\"/help\"",
            "\"../tests/unit/house.rs\"",
            "\"../tests/unit/lines.rs\"",
            "\"../tests/unit/server.rs\"",
            "\"../tests/unit/text.rs\"",
            "\"chat\"",
            "\"SECONDS\"",
        ],
    ),
    (
        "a name of a file, of a thread, of a variable or of a field of /proc",
        &[
            "\"film.mp4\"",
            "\"beach\"",
            "\"beach.jpg\"",
            "\"bridge\"",
            "\"cut.jpg\"",
            "\"garden\"",
            "\"huge.png\"",
            "\"jpeg\"",
            "\"jpg\"",
            "\"letter.png\"",
            "\"market\"",
            "\"naive\"",
            "\"png\"",
            "\"roof\"",
            "\"street\"",
            "\"thumbnails\"",
            "\"unannounced\"",
            "\"transfer-encoding\"",
            "\"{size:x}\\r\\n\"",
            "b\"\\r\\n\"",
            "\"system_monitor\"",
            "\"demo\"",
            "\"q\"",
            "\"FOLDER\"",
            "\"a\"",
            "\"b\"",
            "\"c\"",
            "Ctrl-C",
            "\"photo.jpg\"",
            "\"notes.pdf\"",
            "\"clip.mp4\"",
            "\"song.mp3\"",
            "\"archive\"",
            "\"archive.zip\"",
            "\"guide.pdf\"",
            "\".jpg\"",
            "\"notes.txt\"",
            "\"notes.txt {}\"",
            "\"page-{}\"",
            "\"page-7\"",
            "\"page-{n}\"",
            "\"seller\"",
            "\"cashier\"",
            "\"auditor\"",
            "\"writer\"",
            "\"client\"",
            "\"thread\"",
            "\"invoice\"",
            "\"evening\"",
            "\"RUST_LOG\"",
            "\"STACKS\"",
            "\"{name}\\n{:?}\"",
            "\"room\"",
            "\"saboteur\"",
            "\"t1\"",
            "\"t2\"",
            "\"/proc/self/status\"",
            "\"Threads\"",
            "\"VmSize\"",
            "\"VmRSS\"",
            "\"THREADS\"",
            "\"CLIENTS\"",
            "\"{line}\\n\"",
            "\"CARGO_MANIFEST_DIR\"",
            "\"/../src/\"",
            "\"why/waiting.md\"",
            "\"why/vocabulary.md\"",
            "\"why/no-gil.md\"",
            "\"why/choosing.md\"",
            "\"index\"",
            "\"menu\"",
            "\"hours\"",
            "\"contact\"",
        ],
    ),
    (
        "an argument that a program gives itself",
        &["\"child\"", "\"kill\"", "\"visit\""],
    ),
    (
        "what an attribute or a quoted line says",
        &[
            "\"current_thread\"",
            "\"local\"",
            "\"multi_thread\"",
            "\"soup\"",
            "\"fragile\"",
        ],
    ),
    ("a cause that an exercise compares", &["\"panic\""]),
    ("a letter of a formula", &["_n_", "_s_"]),
    (
        "what travels, in few letters",
        &[
            "\"message {number}\"",
            "\"page 1\"",
            "\"page 2\"",
            "\"page {page}\"",
            "\"{kilos} kg\"",
            "\"cbf43926\"",
        ],
    ),
    (
        "what HTTP, an address or a path of the trial server says",
        &[
            "\"index.html\"",
            "r#\"/\\:*?\"<>|\"#",
            "\".{}.part\"",
            "\".{}.tag\"",
            "\"{}\\n\"",
            "\"bytes={}-\"",
            "\"range\"",
            "\"if-range\"",
            "\"{}\\n{tag}\"",
            "\".trial\"",
            "\"200 OK\"",
            "\"ETag: \\\"1\\\"\"",
            "\"Content-Range: bytes {from}-{}/{size}\"",
            "\"206 Partial\"",
            "\"resume\"",
            "\"changed\"",
            "\"no_ranges\"",
            "\"wrong_range\"",
            "\"paused\"",
            "\"ETag: \\\"2\\\"\"",
            "\"server.rs\"",
            "\"good\"",
            "\"missing\"",
            "\"flaky\"",
            "\"busy\"",
            "\"reset\"",
            "\"short\"",
            "\"long\"",
            "\"chunked\"",
            "\"endless\"",
            "\"drip\"",
            "\"silent\"",
            "\"loop\"",
            "\"header\"",
            "\"garbage\"",
            "\"closed\"",
            "\"..%2f..%2fescape\"",
            "\"files\"",
            "\"site\"",
            "\"other\"",
            "\" sha256:{sum}\"",
            "\"{:40} | {:52} | async\"",
            "\"threads\"",
            "\"{site}/{name}\\n\"",
            "\"north.tif\"",
            "\"south.tif\"",
            "\"east.tif\"",
            "\"west.tif\"",
            "\"nasty.txt\"",
            "\"nice.txt\"",
            "\"https\"",
            "\"http\"",
            "\"GET /\"",
            "\"bytes=\"",
            "\"gate\"",
            "\"most\"",
            "\"404 Not Found\"",
            "\"500 Oops\"",
            "\"429 Slow Down\"",
            "\"Retry-After: 0\"",
            "b\"HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n\"",
            "b\"5\\r\\nabcde\\r\\n\"",
            "b\"HTTP/1.1 200 OK\\r\\n\\r\\n\"",
            "b\".\"",
            "\"302 Found\"",
            "\"Location: /loop\"",
            "\"X: {}\"",
            "\"x\"",
            "b\"GIF89a\\r\\n\\r\\n\"",
            "\"HTTP/1.1 {status}\\r\\nConnection: close\\r\\n\"",
            "\"{header}\\r\\n\"",
            "\"Content-Length: {length}\\r\\n\\r\\n\"",
            "\"sha256:\"",
            "\"CON\"",
            "\"PRN\"",
            "\"AUX\"",
            "\"NUL\"",
            "\"COM\"",
            "\"LPT\"",
            "\"a/photo%20d%27%C3%A9t%C3%A9.jpg?x=1#y\"",
            "\"photo d'été.jpg\"",
            "\"a/\"",
            "\"..%2f..%2fetc%2fpasswd\"",
            "\"%2fetc%2fpasswd\"",
            "\"..%5c..%5cboot.ini\"",
            "\"a%00b\"",
            "\".profile\"",
            "\"c%3A%5Cx\"",
            "\"nul.txt\"",
            "\"com1\"",
            "\"a%0Ab\"",
            "\"%ff%fe\"",
            "\"a.\"",
            "\"x%2f\"",
            "\"é\"",
            "\"ab\"",
            "\"list.txt\"",
            "\"ftp://h/a\"",
            "\"http://h/b sha256:12\"",
            "\"l\"",
            "\"downloader\"",
            "\"FILE\"",
            "\"SECONDS\"",
            "\"MIB\"",
            "\"async\"",
            "\"content-length\"",
            "\"content-range\"",
            "\"etag\"",
            "\"retry-after\"",
            "\"bytes \"",
            "\"\\\"a\\\"\"",
            "\"bytes 40-99/100\"",
            "\"\\\"b\\\"\"",
            "\"bytes 30-99/100\"",
            "\"bytes 40-49/100\"",
            "\"bytes 40-18446744073709551615/0\"",
            "\"bytes */10\"",
            "\", {:.2}\u{202f}s\"",
            "\"list.txt:2: \"",
            "'\\n'",
            "\"TLS, {tls}\"",
        ],
    ),
    (
        "the same words in both languages",
        &[
            "question",
            "\"gratin\"",
            "\"intact, {sum:08x}\"",
            "\"{:>5} ms  {line}\"",
            "\"{:>7.1}\u{202f}s\"",
            "\"{at:>7.1}\u{202f}s  {}\"",
            "Map-reduce",
            "impossible",
            "maximum",
            "possible",
            "threads",
            "Thread",
            "Aspect",
            "Introduction",
            "modules, crates, `cargo`",
            "Quiz",
            "Total",
            "concurrent",
            "Instant 1",
            "Instant 2",
            "Instant 3",
            "Instant 4",
            "Code",
            "Condition",
            "Question",
            "mutex",
            "Thread 1",
            "Thread 2",
            "thread 1",
            "thread 2",
            "Threads",
            "Async",
            "Situation",
            "Solution",
            "Type",
        ],
    ),
];

#[test]
fn english_is_complete() {
    let project = project();
    let po = Po::load(&project).expect("po/en.po can be read");
    let messages =
        template(&project).expect("the messages can be extracted; run `cargo course build`");
    let known: BTreeSet<&str> = po.entries.iter().map(|e| e.french.as_str()).collect();
    let new = messages.messages().filter(|m| !known.contains(m));
    let problems = po
        .problems()
        .into_iter()
        .map(|problem| po.locate(&problem))
        .chain(new.map(|m| format!("new: {}", start(m))));
    report(
        "run `cargo course po`, then translate or mend these",
        shortened(problems.collect()),
    );
    assert_eq!(
        po.missing(&messages),
        0,
        "run `cargo course po` and translate what it names"
    );
}

/// The first problems and how many more: an untranslated part has hundreds.
fn shortened(mut problems: Vec<String>) -> Vec<String> {
    let more = problems.len().saturating_sub(40);
    problems.truncate(40);
    if more > 0 {
        problems.push(format!(
            "… and {more} more; `cargo course po --check` has them all"
        ));
    }
    problems
}

#[test]
fn every_translation_is_of_use() {
    let project = project();
    let po = Po::load(&project).expect("po/en.po can be read");
    let messages = template(&project).expect("the messages can be extracted");
    let used: BTreeSet<&str> = messages.messages().collect();
    let unused = po
        .entries
        .iter()
        .filter(|entry| !used.contains(entry.french.as_str()));
    report(
        "no page and no listing has these messages any more; run `cargo course po`",
        unused.map(|entry| format!("po/en.po:{}: {}", entry.line, start(&entry.french))),
    );
}

/// Listings are read by the compiler's lexer, for speed; the translated side of
/// pages is mdbook-i18n-helpers', and whoever translates with its tools must find
/// the same messages.
#[test]
fn listings_have_the_messages_that_mdbook_i18n_helpers_finds() {
    let known = template(&project()).unwrap();
    let known: BTreeSet<&str> = known.messages().collect();
    let theirs = french().unwrap().into_iter().filter(Text::in_listing);
    let theirs: Vec<Text> = theirs.collect();
    assert!(theirs.len() > 500, "{} of listings are read", theirs.len());
    let lost = theirs
        .iter()
        .filter(|text| !known.contains(text.text.as_str()));
    report(
        "crates/course/src/source/code.rs cuts these otherwise; mend it",
        lost.map(|text| format!("{}: {:?}", text.place(), text.text)),
    );
}

#[test]
fn english_is_not_french() {
    let listed: Vec<(&str, &str)> = SAME
        .iter()
        .flat_map(|(reason, messages)| messages.iter().map(move |message| (*message, *reason)))
        .collect();
    let po = Po::load(&project()).expect("po/en.po can be read");
    report(
        "translate these, or list them in SAME (tests/promises/translation.rs) with a reason",
        except(&listed, same(&po.entries)),
    );
}

fn same(entries: &[Entry]) -> Vec<Offence> {
    let same = entries
        .iter()
        .filter(|e| !e.fuzzy && e.french == e.english && has_letters(&e.french));
    same.map(|e| {
        offence(
            e.french.trim(),
            format!("po/en.po:{}: {}", e.line, start(&e.french)),
        )
    })
    .collect()
}

fn has_letters(message: &str) -> bool {
    prose(message).chars().any(char::is_alphabetic)
}

fn start(message: &str) -> String {
    let start: String = message.chars().take(60).collect();
    format!("{start:?}")
}

#[test]
fn french_left_in_english_is_found() {
    let entry = |text: &str| Entry {
        french: text.into(),
        english: text.into(),
        ..Entry::default()
    };
    let entries = ["Bonjour", "`join`", "{name} : {}", "42", "// Quiz\n"].map(entry);
    let keys: Vec<String> = same(&entries).into_iter().map(|o| o.key).collect();
    assert_eq!(keys, ["Bonjour", "// Quiz"]);
}
