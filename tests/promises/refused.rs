//! Each program of `listings/fail/` is refused, with the message that the pages show.

use std::fs;

use course::make::refused::messages;
use course::source::lang::Lang;
use course::source::listing::{fail_names, message_path};
use course::source::project::Project;
use tests::{project, report};

#[test]
fn the_compiler_says_what_the_pages_show() {
    report(
        "if the compiler's messages have changed, `cargo course record NAME` rewrites them; read the diff before committing it",
        different(&project(), Lang::Fr),
    );
}

/// One message serves both editions: a translated comment or string must not
/// show in it.
#[test]
fn an_english_program_is_refused_in_the_same_words() {
    report(
        "keep what is translated off the lines that the compiler quotes",
        different(&project(), Lang::En),
    );
}

fn different(project: &Project, lang: Lang) -> Vec<String> {
    let said = messages(project, lang).unwrap();
    let names = fail_names(project).unwrap();
    let problem = |name: String| {
        let shown = fs::read_to_string(message_path(project, &name)).unwrap_or_default();
        match said.get(&name) {
            None => Some(format!("listings/fail/{name}.rs compiles")),
            Some(said) if *said == shown => None,
            Some(said) => Some(format!("listings/fail/{name}.rs gives\n{said}")),
        }
    };
    names.into_iter().filter_map(problem).collect()
}
