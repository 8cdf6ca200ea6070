// Ce que promet `src/lines.rs`.

use super::*;

async fn read(mut bytes: &[u8]) -> Vec<String> {
    let mut lines = Lines::new(&mut bytes, 5);
    let mut read = Vec::new();
    loop {
        match lines.next().await {
            Input::Line(line) => read.push(line),
            Input::TooLong => read.push("!".into()),
            Input::End => return read,
        }
    }
}

#[tokio::test]
async fn a_line_is_bounded_clean_and_whole() {
    assert_eq!(read(b"abc\r\n\nabcde\n").await, ["abc", "", "abcde"]);
    assert_eq!(read(b"abcdef\nab\n").await, ["!", "ab"]);
    assert_eq!(read(b"ab\nunfinished").await, ["ab"]);
    assert_eq!(read(b"\x1b[2J\n\xff\n").await, ["\u{fffd}[2J", "\u{fffd}"]);
    let long = ["a".repeat(1_000_000).as_bytes(), b"\nb\n"].concat();
    assert_eq!(read(&long).await, ["!", "b"]);
}
