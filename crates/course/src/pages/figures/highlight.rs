//! Colours for Rust, at build time: spans with one-letter classes, by the
//! compiler's own lexer.

use maud::{Markup, PreEscaped, html};
use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, tokenize};

use crate::pages::escape;

/// Words of the language; those that are so only in one place (`union`) are left out.
const KEYWORDS: [&str; 38] = [
    "Self", "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum",
    "extern", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "type", "unsafe", "use",
    "where", "while", "yield", "_",
];
const TYPES: [&str; 17] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

/// HTML for a block of code; what is not Rust is shown plain.
pub fn highlight(code: &str, language: &str) -> Markup {
    match language {
        "rust" => PreEscaped(coloured(code)),
        _ => html! { (code) },
    }
}

fn coloured(code: &str) -> String {
    let mut tokens = Vec::new();
    let mut rest = code;
    for token in tokenize(code, FrontmatterAllowed::No) {
        let (text, after) = rest.split_at(token.len as usize);
        tokens.push((token.kind, text));
        rest = after;
    }
    let mut html = String::with_capacity(2 * code.len());
    let mut open = None;
    // Brackets of an attribute that are open.
    let mut attribute = 0;
    for (at, (kind, text)) in tokens.iter().enumerate() {
        let next = &tokens[at + 1..];
        let begins = attribute == 0 && begins_attribute(*kind, next);
        attribute += match kind {
            TokenKind::Pound if begins => 1,
            TokenKind::OpenBracket if attribute > 0 => 1,
            _ => 0,
        };
        let inside = (attribute > 0).then_some('a');
        let class = match kind {
            TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } => Some('c'),
            TokenKind::Literal { kind, .. } => Some(match kind {
                LiteralKind::Int { .. } | LiteralKind::Float { .. } => 'n',
                _ => 's',
            }),
            TokenKind::Lifetime { .. } | TokenKind::RawLifetime => Some('l'),
            TokenKind::Ident | TokenKind::RawIdent => {
                inside.or_else(|| word(text, &tokens[..at], next))
            }
            TokenKind::Whitespace => open,
            _ => inside,
        };
        if class != open {
            html.push_str(if open.is_some() { "</span>" } else { "" });
            if let Some(class) = class {
                html.extend(["<span class=\"", class.encode_utf8(&mut [0; 4]), "\">"]);
            }
            open = class;
        }
        html.push_str(&escape(text));
        // Its first bracket counts twice: with the mark before it.
        if *kind == TokenKind::CloseBracket && attribute > 0 {
            attribute -= if attribute == 2 { 2 } else { 1 };
        }
    }
    html.push_str(if open.is_some() { "</span>" } else { "" });
    html
}

type Tokens<'a> = [(TokenKind, &'a str)];

/// `#[` or `#![`.
fn begins_attribute(kind: TokenKind, next: &Tokens) -> bool {
    let mut next = next.iter().map(|(kind, _)| *kind);
    let mut next = || next.next();
    kind == TokenKind::Pound
        && match next() {
            Some(TokenKind::Bang) => next() == Some(TokenKind::OpenBracket),
            kind => kind == Some(TokenKind::OpenBracket),
        }
}

/// What a word is, by what it is and what stands beside it.
fn word(text: &str, before: &Tokens, next: &Tokens) -> Option<char> {
    let upper = text.starts_with(|c: char| c.is_ascii_uppercase());
    if KEYWORDS.contains(&text) {
        return Some('k');
    }
    if TYPES.contains(&text) {
        return Some('t');
    }
    if ["true", "false"].contains(&text) {
        return Some('n');
    }
    if upper {
        let constant = text.len() > 1 && !text.contains(|c: char| c.is_ascii_lowercase());
        return Some(if constant { 'n' } else { 't' });
    }
    let defined = matches!(before, [.., (_, "fn"), (TokenKind::Whitespace, _)]);
    let kinds = [0, 1].map(|at| next.get(at).map(|(kind, _)| *kind));
    match kinds {
        [Some(TokenKind::Bang), Some(TokenKind::Eq)] => None,
        [Some(TokenKind::Bang | TokenKind::OpenParen), _] => Some('f'),
        _ => defined.then_some('f'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Colours as `[class text]`.
    #[track_caller]
    fn check(code: &str, expected: &str) {
        let html = highlight(code, "rust").0;
        let seen = html.replace("</span>", "]").replace("<span class=\"", "[");
        assert_eq!(seen.replace("\">", " "), expected);
    }

    #[test]
    fn kinds_of_words_get_their_class() {
        check(
            "fn f<'a>(s: &'a str) { // Un.\n    g(s);\n}",
            "[k fn ][f f]&lt;[l 'a]&gt;(s: &amp;[l 'a ][t str]) { [c // Un.\n    ][f g](s);\n}",
        );
        check(
            "println!(\"<é>\") != MAX && Some(3) == 'x'",
            "[f println]!([s &quot;&lt;é&gt;&quot;]) != [n MAX ]&amp;&amp; [t Some]([n 3]) == [s 'x']",
        );
        check(
            "static READY: AtomicBool = true; if a != b {}",
            "[k static ][n READY]: [t AtomicBool ]= [n true]; [k if ]a != b {}",
        );
    }

    #[test]
    fn an_attribute_ends_at_its_bracket() {
        check(
            "#[derive(Clone, [a])]\nlet a = [1];",
            "[a #[derive(Clone, [a])]\n][k let ]a = [[n 1]];",
        );
        check("#![allow(x)] # x", "[a #![allow(x)] ]# x");
    }

    #[test]
    fn what_is_not_rust_is_only_escaped() {
        assert_eq!(highlight("a < b\n", "console").0, "a &lt; b\n");
    }
}
