// Ce que promet `src/text.rs`.

use super::*;

#[test]
fn a_name_is_short_and_plain() {
    for good in ["a", "alice", "Bob_2", "0123456789-_abcd"] {
        assert!(good.parse::<Name>().is_ok(), "{good}");
    }
    let long = "a".repeat(17);
    let bad = ["", " ", "a b", "*", "é", "\u{430}", "a\u{1b}", "a:", &long];
    for bad in bad {
        assert!(bad.parse::<Name>().is_err(), "{bad:?}");
    }
}

#[test]
fn nothing_that_a_terminal_obeys_is_left() {
    let title = clean(b"\x1b]0;x\x07\xc2\x9b2J\r\x00\ta\xff");
    assert_eq!(
        title,
        "\u{fffd}]0;x\u{fffd}\u{fffd}2J\u{fffd}\u{fffd} a\u{fffd}"
    );
    let reversed = clean("\u{202e}abc\u{2066}\u{200b}".as_bytes());
    assert_eq!(reversed, "\u{fffd}abc\u{fffd}\u{fffd}");
    assert_eq!(clean("été 👩‍🚀".as_bytes()), "été 👩‍🚀");
}
