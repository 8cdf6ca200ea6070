//! Where code stands in Markdown.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag};

/// A fenced block, or the lines between two of them.
pub enum Part<'a> {
    Code {
        line: usize,
        info: CowStr<'a>,
        text: String,
    },
    Prose {
        line: usize,
        text: String,
    },
}

/// Splits Markdown at its fenced blocks; lines are counted from 1. A block in a
/// list or a quotation is part of it.
pub fn parts(markdown: &str) -> Vec<Part<'_>> {
    let lines: Vec<&str> = markdown.lines().collect();
    let text = |from: usize, to: usize| -> String {
        lines[from..to]
            .iter()
            .flat_map(|line| [line, "\n"])
            .collect()
    };
    let line_of = |at: usize| markdown[..at].matches('\n').count();
    let mut parts = Vec::new();
    let (mut next, mut depth) = (0, 0);
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if depth == 0 => {
                let (first, last) = (line_of(range.start), line_of(range.end - 1));
                // The last block of a page may have no end.
                let ends = last > first && lines[last].starts_with(['`', '~']);
                parts.push(Part::Prose {
                    line: next + 1,
                    text: text(next, first),
                });
                parts.push(Part::Code {
                    line: first + 1,
                    info,
                    text: text(first + 1, if ends { last } else { last + 1 }),
                });
                next = last + 1;
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    parts.push(Part::Prose {
        line: next + 1,
        text: text(next, lines.len()),
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_splits_at_its_fences() {
        let page = "a\n\n```rust\nb\n\n```\n\n````markdown\n```rust\n````\nc\n";
        let seen: Vec<String> = parts(page)
            .iter()
            .map(|part| match part {
                Part::Code { line, info, text } => format!("{line} {info} {text:?}"),
                Part::Prose { line, text } => format!("{line} {text:?}"),
            })
            .collect();
        assert_eq!(
            seen,
            [
                "1 \"a\\n\\n\"",
                "3 rust \"b\\n\\n\"",
                "7 \"\\n\"",
                "8 markdown \"```rust\\n\"",
                "11 \"c\\n\""
            ]
        );
        for (page, code) in [("```rust\nb", "b\n"), ("```rust", "")] {
            let parts = parts(page);
            assert!(matches!(&parts[1], Part::Code { text, .. } if text == code));
        }
    }
}
