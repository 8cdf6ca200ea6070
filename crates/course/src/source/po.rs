//! The English edition's messages: reading `po/en.po`, finding what is wrong
//! with it, and giving its translations to pages and listings.
//!
//! polib stops the program at an incomplete header and knows no line numbers,
//! so the file is read here and handed over as a catalog.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use mdbook_driver::book::{Book, BookItem, Chapter};
use mdbook_i18n_helpers::gettext::{add_stripped_summary_translations, translate_book};
use polib::catalog::Catalog;
use polib::message::Message;
use polib::metadata::CatalogMetadata;
use pulldown_cmark::CowStr;
use regex::Regex;

use crate::source::code::{Piece, pieces};
use crate::source::markdown::{Part, parts};
use crate::source::memo::{Memo, hash};
use crate::source::project::{Project, read};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub line: usize,
    pub sources: String,
    pub fuzzy: bool,
    /// Its French has gone; kept, in case it comes back.
    pub obsolete: bool,
    pub french: String,
    pub english: String,
}

#[derive(Debug)]
pub struct Po {
    name: String,
    pub entries: Vec<Entry>,
    obsolete: Vec<Entry>,
}

/// Something to mend, where, and how.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    pub line: usize,
    pub text: String,
    /// It would break the English edition, and not only leave French in it.
    pub breaks: bool,
}

impl Po {
    pub fn load(project: &Project) -> Result<Po> {
        let path = project.po();
        Po::parse(&project.relative(&path), &read(&path)?)
    }

    pub fn parse(name: &str, text: &str) -> Result<Po> {
        let entries = parse(text).with_context(|| format!("{name} cannot be read"))?;
        let header = entries.iter().find(|entry| entry.french.is_empty());
        let needed = [
            "Language: en\n",
            "Content-Type: text/plain; charset=UTF-8\n",
        ];
        for field in needed {
            if !header.is_some_and(|header| header.english.contains(field)) {
                let (line, field) = (header.map_or(1, |h| h.line), field.trim());
                bail!("{name}:{line}: the header lacks `{field}`; put it back in the first msgstr");
            }
        }
        let (obsolete, entries) = entries
            .into_iter()
            .filter(|e| !e.french.is_empty())
            .partition(|e| e.obsolete);
        Ok(Po {
            name: name.into(),
            entries,
            obsolete,
        })
    }

    /// Everything that keeps the English edition from being complete and right.
    pub fn problems(&self) -> Vec<Problem> {
        self.entries.iter().filter_map(problem).collect()
    }

    /// Fails if a translation would break a page or a program.
    pub fn check_usable(&self) -> Result<()> {
        let broken: Vec<String> = self
            .problems()
            .into_iter()
            .filter(|problem| problem.breaks)
            .map(|problem| self.locate(&problem))
            .collect();
        crate::source::project::all_or_nothing(broken)
    }

    /// How many of the book's messages show French in the English edition.
    pub fn missing(&self, messages: &Template) -> usize {
        let ready: BTreeSet<&str> = self
            .entries
            .iter()
            .filter(|entry| !entry.fuzzy && !entry.english.is_empty())
            .map(|entry| entry.french.as_str())
            .collect();
        messages
            .messages()
            .filter(|message| !ready.contains(message))
            .count()
    }

    pub fn locate(&self, problem: &Problem) -> String {
        format!("{}:{}: {}", self.name, problem.line, problem.text)
    }

    pub fn translations(&self) -> Translations {
        let mut catalog = Catalog::new(CatalogMetadata::new());
        for entry in self
            .entries
            .iter()
            .filter(|e| !e.fuzzy && !e.english.is_empty())
        {
            catalog.append_or_update(
                Message::build_singular()
                    .with_source(entry.sources.clone())
                    .with_msgid(entry.french.clone())
                    .with_msgstr(entry.english.clone())
                    .done(),
            );
        }
        add_stripped_summary_translations(&mut catalog);
        let known: Vec<_> = self
            .entries
            .iter()
            .map(|e| (e.fuzzy, &e.french, &e.english))
            .collect();
        Translations {
            catalog,
            version: hash(&known),
        }
    }
}

fn problem(entry: &Entry) -> Option<Problem> {
    let problem = |text: String, breaks| {
        Some(Problem {
            line: entry.line,
            text,
            breaks,
        })
    };
    let (french, english) = (&entry.french, &entry.english);
    if entry.fuzzy {
        return problem(
            "this translation is a guess (fuzzy); check it and delete the `#, fuzzy` line".into(),
            false,
        );
    }
    if english.is_empty() {
        let start: String = french.chars().take(60).collect();
        return problem(format!("not translated: {start:?}; fill its msgstr"), false);
    }
    if french.ends_with('\n') != english.ends_with('\n') {
        return problem("one of msgid and msgstr ends with \\n and the other does not; the next line of code would be lost; make them alike".into(), true);
    }
    let (wanted, given) = (placeholders(french), placeholders(english));
    if wanted != given {
        return problem(
            format!(
                "the placeholders differ: {wanted:?} in French, {given:?} in English; keep each one as it is"
            ),
            true,
        );
    }
    let (wanted, given) = (code_spans(french), code_spans(english));
    if wanted != given {
        return problem(
            format!(
                "the code spans differ: {wanted:?} in French, {given:?} in English; keep each one as it is"
            ),
            true,
        );
    }
    None
}

/// `{name}`, `{}`, `{{#value …}}`, in any order.
fn placeholders(text: &str) -> Vec<&str> {
    static PLACEHOLDER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\{\{#[^}]*\}\}|\{[^{}]*\}").unwrap());
    let mut found: Vec<&str> = PLACEHOLDER.find_iter(text).map(|m| m.as_str()).collect();
    found.sort_unstable();
    found
}

/// The code in a sentence. What quotes a program's text (it has a space or an
/// accent in it) is translated with the program, so it is left out here.
fn code_spans(text: &str) -> Vec<&str> {
    static SPAN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"`+[^`]+`+").unwrap());
    let is_prose = |span: &str| !span.is_ascii() || span.contains(char::is_whitespace);
    let mut found: Vec<&str> = SPAN
        .find_iter(text)
        .map(|m| m.as_str())
        .filter(|span| !is_prose(span))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The translations that are ready, applied by mdbook-i18n-helpers: the same
/// functions for a page and for a whole listing.
pub struct Translations {
    catalog: Catalog,
    /// Changes with the file.
    version: u64,
}

impl Translations {
    pub fn book(&self, book: &mut Book) -> Result<()> {
        let mut problems = Vec::new();
        let mut translate = |text: &mut String| match self.markdown(text) {
            Ok(english) => *text = english,
            Err(error) => problems.push(format!("{error:#}")),
        };
        book.for_each_mut(|item| match item {
            BookItem::Chapter(chapter) => {
                translate(&mut chapter.content);
                translate(&mut chapter.name);
            }
            BookItem::PartTitle(title) => translate(title),
            BookItem::Separator => {}
        });
        crate::source::project::all_or_nothing(problems)
    }

    pub fn markdown(&self, text: &str) -> Result<String> {
        static DONE: Memo<String> = Memo::new();
        DONE.get((self.version, text), || {
            let mut english = Vec::new();
            for block in blocks(text) {
                english.push(match block {
                    Block::Code { info, text } if is_own(&info) => {
                        format!("{FENCE}{info}\n{text}{FENCE}\n")
                    }
                    Block::Code { info, text } => {
                        format!("{FENCE}{info}\n{}{FENCE}\n", self.code(&text))
                    }
                    Block::Markdown(text) => self.prose(&text)?,
                });
            }
            Ok(english.join("\n\n"))
        })
    }

    fn prose(&self, text: &str) -> Result<String> {
        let mut book = Book::new();
        book.push_item(Chapter::new("", text.into(), "page.md", Vec::new()));
        translate_book(&self.catalog, &mut book)?;
        match book.items.remove(0) {
            BookItem::Chapter(chapter) => Ok(chapter.content),
            _ => unreachable!("a chapter was put in"),
        }
    }

    fn code(&self, text: &str) -> String {
        let english = |piece: Piece| {
            let known = self.catalog.find_message(None, piece.text, None);
            let known = known.filter(|_| piece.message);
            let english = known.and_then(|message| message.msgstr().ok());
            english.unwrap_or(piece.text).to_owned()
        };
        pieces(text).into_iter().map(english).collect()
    }

    /// A page's Markdown as it stands in its file. The mark of a note would join
    /// the note's first paragraph, and goes.
    pub fn page(&self, text: &str) -> Result<String> {
        let kept: Vec<&str> = text
            .lines()
            .map(|line| if line.starts_with("> [!") { ">" } else { line })
            .collect();
        self.markdown(&kept.join("\n"))
    }

    /// One line of text: a title, a description.
    pub fn line(&self, text: &str) -> Result<String> {
        Ok(self.markdown(text)?.trim().to_owned())
    }

    /// A listing with its comments and strings in English, line for line.
    pub fn listing(&self, source: &str) -> Result<String> {
        let english = self.code(&crate::source::listing::without_anchors(source));
        let mut lines = english.lines();
        let mut whole = String::new();
        for line in source.lines() {
            let line = match crate::source::listing::anchor(line) {
                Some(_) => line,
                None => lines.next().unwrap_or_default(),
            };
            whole.push_str(line);
            whole.push('\n');
        }
        if lines.next().is_some() {
            bail!("a translation has more lines than its French text; keep one line for one line");
        }
        Ok(whole)
    }
}

const FENCE: &str = "```";

/// Markdown, apart from the programs in it.
enum Block<'a> {
    Code { info: CowStr<'a>, text: String },
    Markdown(String),
}

/// A file of the package that stands for a reader's own: the same in both
/// languages.
fn is_own(info: &str) -> bool {
    info.ends_with(",own")
}

fn blocks(markdown: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut rest = String::new();
    for part in parts(markdown) {
        match part {
            Part::Code { info, text, .. }
                if info.split(',').next() == Some("rust") || is_own(&info) =>
            {
                blocks.push(Block::Markdown(std::mem::take(&mut rest)));
                blocks.push(Block::Code { info, text });
            }
            Part::Code { info, text, .. } => {
                rest.push_str(&format!("{FENCE}{info}\n{text}{FENCE}\n"));
            }
            Part::Prose { text, .. } => rest.push_str(&text),
        }
    }
    blocks.push(Block::Markdown(rest));
    blocks
}

fn parse(text: &str) -> Result<Vec<Entry>> {
    enum Part {
        French,
        English,
    }
    let mut entries = Vec::new();
    let mut entry = Entry::default();
    let mut part = None;
    for (at, line) in text.lines().chain([""]).enumerate() {
        let (line, obsolete) = match line.trim().strip_prefix("#~") {
            Some(line) => (line.trim(), true),
            None => (line.trim(), false),
        };
        let number = at + 1;
        entry.obsolete |= obsolete;
        if line.is_empty() {
            if entry.line > 0 {
                entries.push(std::mem::take(&mut entry));
            }
            (part, entry) = (None, Entry::default());
        } else if let Some(sources) = line.strip_prefix("#:") {
            entry.sources.push_str(sources);
        } else if let Some(flags) = line.strip_prefix("#,") {
            entry.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
        } else if line.starts_with('#') {
            // A note, or an earlier msgid.
        } else {
            let quoted = if let Some(rest) = line.strip_prefix("msgid ") {
                entry.line = number;
                part = Some(Part::French);
                rest
            } else if let Some(rest) = line.strip_prefix("msgstr ") {
                part = Some(Part::English);
                rest
            } else {
                line
            };
            let piece = unquoted(quoted).with_context(|| {
                format!("line {number}: `{line}` is not PO; each line of text stands in quotes")
            })?;
            match part {
                Some(Part::French) => entry.french.push_str(&piece),
                Some(Part::English) => entry.english.push_str(&piece),
                None => bail!("line {number}: text before msgid"),
            }
        }
    }
    Ok(entries)
}

fn unquoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut piece = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        piece.push(match c {
            '"' => return None,
            '\\' => match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            },
            c => c,
        });
    }
    Some(piece)
}

fn quoted(text: &str) -> String {
    let text = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\t', "\\t");
    let lines: Vec<String> = text
        .split_inclusive('\n')
        .map(|line| format!("\"{}\"", line.replace('\n', "\\n")))
        .collect();
    match lines.len() {
        0 => "\"\"".into(),
        1 => lines[0].clone(),
        _ => format!("\"\"\n{}", lines.join("\n")),
    }
}

/// What there is to translate, in reading order, each message once.
#[derive(Default)]
pub struct Template {
    order: Vec<String>,
    sources: BTreeMap<String, Vec<String>>,
}

impl Template {
    pub fn add(&mut self, source: &str, message: &str) {
        let sources = self.sources.entry(message.into()).or_default();
        if sources.is_empty() {
            self.order.push(message.into());
        }
        if !sources.iter().any(|s| s == source) {
            sources.push(source.into());
        }
    }

    /// Every message of a Markdown text.
    pub fn extract(&mut self, source: &str, markdown: &str) -> Result<()> {
        static DONE: Memo<Vec<String>> = Memo::new();
        let messages = DONE.get(markdown, || {
            let mut messages = Vec::new();
            for block in blocks(markdown) {
                match block {
                    Block::Code { info, .. } if is_own(&info) => {}
                    Block::Code { text, .. } => messages.extend(messages_of_code(&text)),
                    Block::Markdown(text) => {
                        let found =
                            mdbook_i18n_helpers::extract_messages(&text).with_context(|| {
                                format!("{source}: its messages cannot be extracted")
                            })?;
                        messages.extend(found.into_iter().map(|(_, found)| found.message));
                    }
                }
            }
            Ok(messages)
        })?;
        for message in messages {
            self.add(source, &message);
        }
        Ok(())
    }

    /// Every message of a listing.
    pub fn extract_code(&mut self, source: &str, code: &str) {
        for message in messages_of_code(code) {
            self.add(source, &message);
        }
    }

    pub fn messages(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(String::as_str)
    }

    /// The text of a .pot file.
    pub fn format(&self) -> String {
        self.merge(&Po {
            name: String::new(),
            entries: Vec::new(),
            obsolete: Vec::new(),
        })
    }

    /// The text of a PO file: the translations that still have their message,
    /// and, for a new message, the translation of a similar one that has gone,
    /// as a guess. What has gone and resembles nothing is kept at the end.
    pub fn merge(&self, old: &Po) -> String {
        let all = || old.obsolete.iter().chain(&old.entries);
        let known: BTreeMap<&str, &Entry> =
            all().map(|entry| (entry.french.as_str(), entry)).collect();
        let mut gone: Vec<&Entry> = all()
            .filter(|entry| !self.sources.contains_key(&entry.french) && !entry.english.is_empty())
            .collect();
        let mut guessed = BTreeSet::new();
        let mut text = String::from(HEADER);
        for message in &self.order {
            let sources = self.sources[message].join(" ");
            let (fuzzy, english) = match known.get(message.as_str()) {
                Some(entry) => (entry.fuzzy, entry.english.as_str()),
                None => match similar(message, &gone) {
                    Some(entry) => {
                        guessed.insert(&entry.french);
                        (true, entry.english.as_str())
                    }
                    None => (false, ""),
                },
            };
            let flag = if fuzzy { "#, fuzzy\n" } else { "" };
            text.push_str(&format!(
                "\n#: {sources}\n{flag}msgid {}\nmsgstr {}\n",
                quoted(message),
                quoted(english)
            ));
        }
        gone.retain(|entry| !guessed.contains(&entry.french));
        for entry in gone {
            let flag = if entry.fuzzy { "#, fuzzy\n" } else { "" };
            let (french, english) = (quoted(&entry.french), quoted(&entry.english));
            let kept = format!("msgid {french}\nmsgstr {english}");
            text.push_str(&format!("\n{flag}#~ {}\n", kept.replace('\n', "\n#~ ")));
        }
        text
    }
}

fn messages_of_code(code: &str) -> impl Iterator<Item = String> {
    let messages = pieces(code).into_iter().filter(|piece| piece.message);
    messages.map(|piece| piece.text.to_owned())
}

fn similar<'a>(message: &str, gone: &[&'a Entry]) -> Option<&'a Entry> {
    gone.iter()
        .map(|entry| {
            (
                strsim::normalized_levenshtein(message, &entry.french),
                *entry,
            )
        })
        .filter(|(score, _)| *score > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, entry)| entry)
}

/// Whole, because other gettext tools ask for each field.
const HEADER: &str = r#"msgid ""
msgstr ""
"Project-Id-Version: La concurrence en Rust\n"
"POT-Creation-Date: \n"
"PO-Revision-Date: \n"
"Last-Translator: the contributors\n"
"Language-Team: the contributors\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn po(entries: &str) -> Po {
        Po::parse("po/en.po", &format!("{HEADER}\n{entries}")).unwrap()
    }

    #[track_caller]
    fn check_problem(entry: &str, expected: &str) {
        let po = po(entry);
        let problems: Vec<String> = po.problems().iter().map(|p| po.locate(p)).collect();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].contains(expected), "{problems:?}");
    }

    #[test]
    fn a_bad_header_is_named_with_its_remedy() {
        let error = Po::parse("po/en.po", "msgid \"\"\nmsgstr \"Language: fr\\n\"\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "po/en.po:1: the header lacks `Language: en`; put it back in the first msgstr"
        );
        assert!(Po::parse("po/en.po", "msgid \"a\"\nmsgstr \"b\"\n").is_err());
    }

    #[test]
    fn a_lost_quote_is_named_with_its_line() {
        let error =
            Po::parse("po/en.po", &format!("{HEADER}\nmsgid \"a\nmsgstr \"b\"\n")).unwrap_err();
        assert!(format!("{error:#}").contains("line 14"), "{error:#}");
    }

    #[test]
    fn what_is_wrong_is_found_with_its_line() {
        check_problem(
            "#, fuzzy\nmsgid \"un\"\nmsgstr \"one\"\n",
            "po/en.po:15: this translation is a guess",
        );
        check_problem(
            "msgid \"un\"\nmsgstr \"\"\n",
            "po/en.po:14: not translated: \"un\"",
        );
        check_problem(
            "msgid \"\\\"{name} part\\\"\"\nmsgstr \"\\\"leaves\\\"\"\n",
            "placeholders differ",
        );
        check_problem("msgid \"// un\\n\"\nmsgstr \"// one\"\n", "ends with \\n");
        check_problem(
            "msgid \"`join` attend\"\nmsgstr \"`spawn` waits\"\n",
            "code spans differ",
        );
    }

    #[test]
    fn a_quoted_output_may_be_translated() {
        assert_eq!(
            po("msgid \"`Bonjour !` ou `join`\"\nmsgstr \"`Good morning!` or `join`\"\n")
                .problems(),
            []
        );
    }

    #[test]
    fn a_value_is_a_placeholder() {
        check_problem(
            "msgid \"en {{#value recording:a:time.1}}\"\nmsgstr \"in {{#value recording:b:time.1}}\"\n",
            "placeholders differ",
        );
    }

    #[test]
    fn a_listing_keeps_its_lines_and_anchors() {
        let translations = po("msgid \"\\\"Bonjour\\\"\"\nmsgstr \"\\\"Hello\\\"\"\n\nmsgid \"// Un salut.\\n\"\nmsgstr \"// A greeting.\\n\"\n").translations();
        let french = "// Un salut.\n\n// ANCHOR: main\nfn main() {\n    println!(\"Bonjour\");\n}\n// ANCHOR_END: main\n";
        let english = "// A greeting.\n\n// ANCHOR: main\nfn main() {\n    println!(\"Hello\");\n}\n// ANCHOR_END: main\n";
        assert_eq!(translations.listing(french).unwrap(), english);
    }

    #[test]
    fn a_page_is_translated_with_its_notes() {
        let translations = po("msgid \"Un\"\nmsgstr \"One\"\n").translations();
        let english = translations.page("Un\n\n> [!NOTE]\n> Un\n").unwrap();
        assert_eq!(english.matches("One").count(), 2, "{english}");
    }

    #[test]
    fn a_fuzzy_translation_is_not_used() {
        let translations = po("#, fuzzy\nmsgid \"un\"\nmsgstr \"two\"\n").translations();
        assert_eq!(translations.line("un").unwrap(), "un");
    }

    #[test]
    fn a_changed_message_keeps_its_translation_as_a_guess() {
        let mut template = Template::default();
        template.add("src/a.md", "Attendre la fin du thread");
        template.add("src/a.md", "Lancer");
        let old = po(
            "msgid \"Attendre la fin des threads\"\nmsgstr \"Wait for the threads\"\n\nmsgid \"Lancer\"\nmsgstr \"Spawn\"\n",
        );
        let merged = Po::parse("po/en.po", &template.merge(&old)).unwrap();
        let seen: Vec<(bool, &str)> = merged
            .entries
            .iter()
            .map(|e| (e.fuzzy, e.english.as_str()))
            .collect();
        assert_eq!(seen, [(true, "Wait for the threads"), (false, "Spawn")]);
    }

    #[test]
    fn a_second_line_of_flags_leaves_a_guess_a_guess() {
        let po = po("#, fuzzy\n#, rust-format\nmsgid \"un\"\nmsgstr \"one\"\n");
        assert!(po.entries[0].fuzzy);
    }

    #[test]
    fn a_message_that_has_gone_is_kept_until_it_comes_back() {
        let with = |messages: &[&str]| {
            let mut template = Template::default();
            for message in messages {
                template.add("src/a.md", message);
            }
            template
        };
        let old = po(
            "msgid \"Lancer\"\nmsgstr \"Spawn\"\n\nmsgid \"Un soir\\nd’été\\n\"\nmsgstr \"One evening\\nin June\\n\"\n",
        );
        let without = with(&["Lancer"]).merge(&old);
        assert!(without.ends_with(
            "\n#~ msgid \"\"\n#~ \"Un soir\\n\"\n#~ \"d’été\\n\"\n#~ msgstr \"\"\n#~ \"One evening\\n\"\n#~ \"in June\\n\"\n"
        ), "{without}");
        let kept = Po::parse("po/en.po", &without).unwrap();
        assert_eq!((kept.entries.len(), kept.problems().len()), (1, 0));
        assert_eq!(
            kept.translations().line("Un soir\nd’été\n").unwrap(),
            "Un soir d’été"
        );
        let back = with(&["Lancer", "Un soir\nd’été\n"]).merge(&kept);
        let back = Po::parse("po/en.po", &back).unwrap();
        assert_eq!((back.entries.len(), back.obsolete.len()), (2, 0));
        assert_eq!(back.entries[1].english, "One evening\nin June\n");
    }

    #[test]
    fn a_template_reads_back_as_it_was_written() {
        let mut template = Template::default();
        template
            .extract(
                "src/a.md",
                "# Un \"titre\"\n\n```rust\n// Deux\nfn f() {}\n```\n",
            )
            .unwrap();
        let po = Po::parse("a.pot", &template.format()).unwrap();
        let french: Vec<&str> = po.entries.iter().map(|e| e.french.as_str()).collect();
        assert_eq!(french, template.messages().collect::<Vec<_>>());
    }
}
