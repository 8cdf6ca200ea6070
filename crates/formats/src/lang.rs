//! The two languages, and how each writes numbers, dates and interface words.

use std::str::FromStr;

use serde::Deserialize;

use crate::Count;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    Fr,
    En,
}

pub const BOTH: [Lang; 2] = [Lang::Fr, Lang::En];

const MONTHS: [[&str; 2]; 12] = [
    ["janvier", "January"],
    ["février", "February"],
    ["mars", "March"],
    ["avril", "April"],
    ["mai", "May"],
    ["juin", "June"],
    ["juillet", "July"],
    ["août", "August"],
    ["septembre", "September"],
    ["octobre", "October"],
    ["novembre", "November"],
    ["décembre", "December"],
];

/// Narrow no-break space: between groups of digits and before a unit in French.
const NARROW: char = '\u{202f}';

impl Lang {
    pub fn code(self) -> &'static str {
        self.pick("fr", "en")
    }

    pub fn other(self) -> Lang {
        match self {
            Lang::Fr => Lang::En,
            Lang::En => Lang::Fr,
        }
    }

    pub fn pick<T>(self, fr: T, en: T) -> T {
        match self {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    /// A number as a program prints it (`400000`, `1.5`), as this language
    /// writes it, with its unit where it has one.
    pub fn number(self, digits: &str, unit: &str) -> String {
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut text = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && whole.len() > self.pick(4, 3) && (whole.len() - i) % 3 == 0 {
                text.push(self.pick(NARROW, ','));
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(self.pick(',', '.'));
            text.push_str(fraction);
        }
        match unit {
            "" => text,
            _ => format!("{text}{}{unit}", self.pick(NARROW, '\u{a0}')),
        }
    }

    /// A number of schedules, which may be more than can be counted.
    pub fn count(self, count: Count) -> String {
        match count {
            Count::Exactly(n) => self.number(&n.to_string(), ""),
            Count::MoreThan(n) => {
                let number = self.number(&n.to_string(), "");
                format!("{} {number}", self.pick("plus de", "more than"))
            }
        }
    }

    /// Milliseconds, in seconds from one second on.
    pub fn instant(self, ms: u64) -> String {
        if ms < 1000 {
            return self.number(&ms.to_string(), "ms");
        }
        self.number(&format!("{:.1}", ms as f64 / 1000.0), "s")
    }

    /// `2026-11-21` in words.
    pub fn date(self, iso: &str) -> String {
        let parts: Vec<usize> = iso.split('-').filter_map(|p| p.parse().ok()).collect();
        match parts[..] {
            [year, month @ 1..=12, 1] if self == Lang::Fr => {
                format!("1er {} {year}", MONTHS[month - 1][0])
            }
            [year, month @ 1..=12, day] => match self {
                Lang::Fr => format!("{day} {} {year}", MONTHS[month - 1][0]),
                Lang::En => format!("{} {day}, {year}", MONTHS[month - 1][1]),
            },
            _ => iso.into(),
        }
    }
}

/// As a command line says it.
impl FromStr for Lang {
    type Err = &'static str;

    fn from_str(code: &str) -> Result<Lang, Self::Err> {
        let found = BOTH.into_iter().find(|lang| lang.code() == code);
        found.ok_or("it is neither `fr` nor `en`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(Lang::Fr.number("400000", ""), "400\u{202f}000");
        assert_eq!(Lang::En.number("400000", ""), "400,000");
        assert_eq!(Lang::Fr.number("1.5", "s"), "1,5\u{202f}s");
        assert_eq!(Lang::En.number("1.5", "s"), "1.5\u{a0}s");
        assert_eq!(Lang::Fr.number("2262", ""), "2262");
        assert_eq!(Lang::En.number("2262", ""), "2,262");
    }

    #[test]
    fn a_count_that_is_a_bound_says_so() {
        assert_eq!(Lang::En.count(Count::Exactly(1200)), "1,200");
        assert_eq!(
            Lang::Fr.count(Count::MoreThan(99_000)),
            "plus de 99\u{202f}000"
        );
    }

    #[test]
    fn instants_change_unit_at_one_second() {
        assert_eq!(Lang::En.instant(203), "203\u{a0}ms");
        assert_eq!(Lang::Fr.instant(1249), "1,2\u{202f}s");
    }

    #[test]
    fn dates_are_in_words() {
        assert_eq!(Lang::Fr.date("2026-11-21"), "21 novembre 2026");
        assert_eq!(Lang::Fr.date("2027-01-01"), "1er janvier 2027");
        assert_eq!(Lang::En.date("2026-11-21"), "November 21, 2026");
    }
}
