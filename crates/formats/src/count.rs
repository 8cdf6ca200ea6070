//! A number of schedules, which never lies: beyond what it can count it says so.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    Exactly(u128),
    MoreThan(u128),
}

impl Count {
    pub const ZERO: Count = Count::Exactly(0);
    pub const ONE: Count = Count::Exactly(1);

    fn least(self) -> u128 {
        match self {
            Count::Exactly(n) | Count::MoreThan(n) => n,
        }
    }
}

impl Add for Count {
    type Output = Count;

    fn add(self, other: Count) -> Count {
        let exact = matches!((self, other), (Count::Exactly(_), Count::Exactly(_)));
        match self.least().checked_add(other.least()) {
            Some(sum) if exact => Count::Exactly(sum),
            sum => Count::MoreThan(sum.unwrap_or(u128::MAX)),
        }
    }
}

impl Sum for Count {
    fn sum<I: Iterator<Item = Count>>(counts: I) -> Count {
        counts.fold(Count::ZERO, Add::add)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Count::Exactly(n) => n.fmt(f),
            Count::MoreThan(n) => write!(f, "more than {n}"),
        }
    }
}

/// In a file: digits, after `>` where there are more.
impl FromStr for Count {
    type Err = String;

    fn from_str(text: &str) -> Result<Count, String> {
        let (digits, kind): (_, fn(u128) -> Count) = match text.strip_prefix('>') {
            Some(digits) => (digits, Count::MoreThan),
            None => (text, Count::Exactly),
        };
        let number = digits.parse().map(kind);
        number.map_err(|_| format!("`{text}` is not a number of schedules"))
    }
}

/// Text, since it may be larger than JavaScript counts.
impl Serialize for Count {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Count::Exactly(n) => to.collect_str(n),
            Count::MoreThan(n) => to.collect_str(&format_args!(">{n}")),
        }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Count, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_that_is_too_large_says_so() {
        let most = Count::Exactly(u128::MAX);
        assert_eq!(most + Count::ZERO, most);
        assert_eq!(most + Count::ONE, Count::MoreThan(u128::MAX));
        assert_eq!(Count::MoreThan(1) + Count::Exactly(2), Count::MoreThan(3));
        let sum: Count = [most, most, Count::ONE].into_iter().sum();
        assert_eq!(sum, Count::MoreThan(u128::MAX));
        assert_eq!(
            Count::MoreThan(7).to_string(),
            "more than 7",
            "what a reader sees"
        );
    }

    #[test]
    fn a_count_survives_being_written_and_read() {
        for (count, text) in [
            (Count::Exactly(12), r#""12""#),
            (Count::MoreThan(12), r#"">12""#),
        ] {
            assert_eq!(serde_json::to_string(&count).unwrap(), text);
            assert_eq!(serde_json::from_str::<Count>(text).unwrap(), count);
        }
        let error = serde_json::from_str::<Count>(r#""many""#).unwrap_err();
        assert!(error.to_string().contains("`many` is not a number"));
    }
}
