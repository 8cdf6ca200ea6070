//! `Arc` and `Weak`: how many own a value, and who is the last.

use crate::listing;

#[test]
fn an_upgrade_may_come_too_late() {
    listing!(weak_upgrade).ends(&["Some(5) | exit", "None | exit"]);
}

#[test]
fn counts_are_of_one_moment() {
    // The first to look sees both; the second too, unless the first went.
    listing!(owners_counted).ends(&["2 2 | exit", "2 1 | exit", "1 2 | exit"]);
}

#[test]
fn any_owner_may_be_the_last() {
    listing!(last_owner).ends(&["dropped by Some(\"main\") | exit", "dropped by None | exit"]);
}

#[test]
fn who_is_alone_knows_what_the_others_knew() {
    // To count is not to know; and both may come too early.
    listing!(get_mut_learns).ends_weakly(&[
        "exit",
        "alone 1 | exit",
        "counted 0 alone 1 | exit",
        "counted 1 alone 1 | exit",
    ]);
}

#[test]
fn one_gets_the_value() {
    // With `try_unwrap` both may find two owners, and drop what they have.
    listing!(into_inner_once).ends(&["1 1  | exit", "1 0  | exit"]);
}

#[test]
fn an_arc_is_what_std_has() {
    listing!(arc_surface).ends(&[
        "spoke 3 [\"a\", \"b\"] [\"1\", \"two\"] | Some(4) | true false | [1] [1, 2] 1 | 5 | 1 | exit",
    ]);
}
