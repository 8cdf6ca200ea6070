//! Colours for code, at build time: spans with one-letter classes.

use std::sync::LazyLock;

use maud::{Markup, PreEscaped};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use crate::pages::escape;
use crate::source::memo::Memo;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes, from the most telling to the least, and the class of each.
static CLASSES: LazyLock<Vec<(Scope, char)>> = LazyLock::new(|| {
    [
        ("comment", 'c'),
        ("string", 's'),
        ("constant", 'n'),
        ("storage.modifier.lifetime", 'l'),
        ("entity.name.lifetime", 'l'),
        ("meta.annotation", 'a'),
        ("variable.annotation", 'a'),
        ("storage.type.numeric", 'n'),
        ("keyword.operator", ' '),
        ("keyword", 'k'),
        ("storage", 'k'),
        ("variable.language", 'k'),
        ("entity.name.function", 'f'),
        ("support.function", 'f'),
        ("support.macro", 'f'),
        ("entity.name", 't'),
        ("support.type", 't'),
    ]
    .map(|(scope, class)| (Scope::new(scope).expect("a scope's name"), class))
    .to_vec()
});

/// HTML for a block of code; an unknown language is shown plain.
pub fn highlight(code: &str, language: &str) -> Markup {
    static DONE: Memo<String> = Memo::new();
    let html = DONE.get((code, language), || Ok(coloured(code, language)));
    PreEscaped(html.expect("it does not fail"))
}

fn coloured(code: &str, language: &str) -> String {
    let Some(syntax) = SYNTAXES.find_syntax_by_token(language) else {
        return escape(code);
    };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut html = String::new();
    let mut open = ' ';
    for line in code.split_inclusive('\n') {
        let Ok(operations) = state.parse_line(line, &SYNTAXES) else {
            return escape(code);
        };
        let mut at = 0;
        let mut emit = |stack: &ScopeStack, text: &str| {
            if text.is_empty() {
                return;
            }
            let class = class(stack);
            if class != open {
                if open != ' ' {
                    html.push_str("</span>");
                }
                if class != ' ' {
                    html.push_str(&format!("<span class=\"{class}\">"));
                }
                open = class;
            }
            html.push_str(&escape(text));
        };
        for (end, operation) in operations {
            emit(&stack, &line[at..end]);
            at = end;
            if stack.apply(&operation).is_err() {
                return escape(code);
            }
        }
        emit(&stack, &line[at..]);
    }
    if open != ' ' {
        html.push_str("</span>");
    }
    html
}

fn class(stack: &ScopeStack) -> char {
    CLASSES
        .iter()
        .find(|(scope, _)| stack.scopes.iter().any(|s| scope.is_prefix_of(*s)))
        .map_or(' ', |(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_words_get_their_class() {
        let html = highlight("fn f() { // Un.\n    let s = \"<é>\";\n}\n", "rust").0;
        assert!(
            html.contains("<span class=\"k\">fn</span> <span class=\"f\">f</span>"),
            "{html}"
        );
        assert!(html.contains("<span class=\"c\">// Un.\n"), "{html}");
        assert!(
            html.contains("<span class=\"s\">&quot;&lt;é&gt;&quot;</span>"),
            "{html}"
        );
    }

    #[test]
    fn an_unknown_language_is_only_escaped() {
        assert_eq!(highlight("a < b\n", "console").0, "a &lt; b\n");
    }
}
