//! From a program that fails to the smallest that still does.

/// Tries what is smaller, again and again, until nothing smaller fails.
///
/// `smaller` gives the largest cuts first, and must end: each of its programs
/// is smaller than the one it was made from by some measure.
pub fn smallest<P>(
    mut program: P,
    smaller: impl Fn(&P) -> Vec<P>,
    fails: impl Fn(&P) -> bool,
) -> P {
    while let Some(next) = smaller(&program).into_iter().find(&fails) {
        program = next;
    }
    program
}

#[cfg(test)]
mod tests {
    use super::smallest;

    #[test]
    fn only_what_is_needed_to_fail_is_left() {
        let without_one = |list: &Vec<u32>| {
            (0..list.len())
                .map(|i| [&list[..i], &list[i + 1..]].concat())
                .collect()
        };
        let fails = |list: &Vec<u32>| list.contains(&3) && list.contains(&5);
        assert_eq!(smallest(vec![1, 3, 4, 5, 9], without_one, fails), [3, 5]);
    }
}
