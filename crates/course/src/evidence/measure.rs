//! What was measured: the figures that pages quote of it.

use anyhow::{Context, Result, bail};
pub use formats::measure::{Case, Machine, Measure, Skipped, Spread, Unit, VERSION};

use super::Evidence;
use crate::source::comparisons::is_python;
use crate::source::lang::Lang;
use crate::source::listing::Listings;

impl Evidence for Measure {
    const WHAT: &str = "measure";
    const COMMAND: &str = "cargo course measure";
    const FOLDER: &str = "measures";
    const ENDING: &str = "json";

    fn read(text: &str, _: &str) -> Result<Measure> {
        Ok(Measure::parse(text)?)
    }

    fn wanted(listings: &Listings) -> Vec<&str> {
        let comparisons = listings.comparisons.iter();
        comparisons.map(|known| known.name.as_str()).collect()
    }

    fn value(&self, key: &str, lang: Lang) -> Result<String> {
        let made = &self.machine.made;
        match key {
            "cores" => return Ok(made.cores.clone()),
            "rustc" => return Ok(made.rustc.clone()),
            "date" => return Ok(lang.date(&made.date)),
            "rounds" => return Ok(self.rounds.to_string()),
            "python" => {
                let version = self.machine.python.clone();
                return version.context("no case of Python ran");
            }
            "share" => {
                let share = self.share_in_turn().context("no case times its share")?;
                return Ok(lang.number(&format!("{share:.2}"), ""));
            }
            _ => {}
        }
        let (case, figure) = key.rsplit_once('.').unwrap_or((key, ""));
        match (case.split_once('/'), figure) {
            (None, "median") => Ok(time(self.case(case)?.median, lang)),
            (None, "spread") => Ok(spread(self.case(case)?, lang)),
            (None, "memory") => Ok(memory(kib(self.case(case)?)?, lang)),
            (None, "held") => Ok(lang.number(&held(self.case(case)?)?.to_string(), "")),
            (None, "memory_each") => Ok(small_memory(each(self.case(case)?)?, lang)),
            (Some(_), _) => Ok(ratio(self.quotient(key)?, lang)),
            _ => bail!("`{key}` {KEYS}"),
        }
    }
}

const KEYS: &str = "is none of CASE.median, CASE.spread, CASE.memory, CASE.held, CASE.memory_each, A/B.ratio, A/B.memory, A/B.memory_each, share, rounds, cores, date, rustc, python";

/// What a measure says, beyond what stands in its file.
pub trait Figures {
    fn case(&self, name: &str) -> Result<&Case>;
    fn has_python(&self) -> bool;
    /// How many times as long A took as B.
    fn ratio(&self, a: &str, b: &str) -> Result<f64>;
    /// `A/B.ratio`, or `A/B.memory`.
    fn quotient(&self, key: &str) -> Result<f64>;
    /// The share of the work that stays in turn, where the program times it.
    fn share_in_turn(&self) -> Option<f64>;
}

impl Figures for Measure {
    fn case(&self, name: &str) -> Result<&Case> {
        if let Some(case) = self.cases.iter().find(|case| case.name == name) {
            return Ok(case);
        }
        if let Some(skipped) = self.skipped.iter().find(|skipped| skipped.case == name) {
            bail!(
                "case `{name}` was skipped ({}); run `cargo course measure` where it can run",
                skipped.why
            );
        }
        let there: Vec<&str> = self.cases.iter().map(|case| case.name.as_str()).collect();
        bail!("there is no case `{name}`; there are {}", there.join(", "))
    }

    fn has_python(&self) -> bool {
        self.cases.iter().any(|case| is_python(&case.name))
    }

    fn ratio(&self, a: &str, b: &str) -> Result<f64> {
        Ok(self.case(a)?.median as f64 / self.case(b)?.median as f64)
    }

    fn quotient(&self, key: &str) -> Result<f64> {
        let (cases, figure) = key.rsplit_once('.').unwrap_or((key, ""));
        match (cases.split_once('/'), figure) {
            (Some((a, b)), "ratio") => self.ratio(a, b),
            (Some((a, b)), "memory") => {
                let [a, b] = [kib(self.case(a)?)?, kib(self.case(b)?)?];
                Ok(a as f64 / b as f64)
            }
            (Some((a, b)), "memory_each") => Ok(each(self.case(a)?)? / each(self.case(b)?)?),
            _ => bail!("`{key}` {KEYS}"),
        }
    }

    fn share_in_turn(&self) -> Option<f64> {
        let alone = self.cases.first()?;
        Some(alone.in_turn? as f64 / alone.median as f64)
    }
}

fn kib(case: &Case) -> Result<u64> {
    case.memory
        .with_context(|| format!("the memory of `{}` was not measured", case.name))
}

fn held(case: &Case) -> Result<u64> {
    case.held
        .with_context(|| format!("`{}` does not say how many it held", case.name))
}

/// The memory of each of those that it held, in KiB.
fn each(case: &Case) -> Result<f64> {
    Ok(kib(case)? as f64 / held(case)? as f64)
}

/// Its first and its last quarter, in the unit of its median.
pub fn spread(case: &Case, lang: Lang) -> String {
    let (unit, _) = scale(case.median);
    let [low, high] = [case.low, case.high].map(|ns| digits(ns, case.median));
    let to = lang.pick("à", "to");
    format!(
        "{} {to} {}",
        lang.number(&low, ""),
        lang.number(&high, unit)
    )
}

/// The largest unit of which there is one.
fn scale(ns: u64) -> (&'static str, f64) {
    let units = [("s", 1e9), ("ms", 1e6), ("µs", 1e3)];
    let found = units.into_iter().find(|(_, size)| ns as f64 >= *size);
    found.unwrap_or(("ns", 1.0))
}

/// A time as a number of the unit of another.
fn digits(ns: u64, like: u64) -> String {
    match scale(like) {
        ("ns", _) => ns.to_string(),
        (_, size) => three_digits(ns as f64 / size),
    }
}

/// No more digits than repeated runs agree on.
fn three_digits(number: f64) -> String {
    match number {
        ..9.995 => format!("{number:.2}"),
        ..99.95 => format!("{number:.1}"),
        _ => format!("{number:.0}"),
    }
}

pub fn time(ns: u64, lang: Lang) -> String {
    let (unit, _) = scale(ns);
    lang.number(&digits(ns, ns), unit)
}

pub fn memory(kib: u64, lang: Lang) -> String {
    lang.number(&three_digits(kib as f64 / 1024.0), lang.pick("Mio", "MiB"))
}

fn small_memory(kib: f64, lang: Lang) -> String {
    lang.number(&three_digits(kib), lang.pick("Kio", "KiB"))
}

/// Two digits, three from one to two: 1,04 and 1,96 are not 1 and 2.
pub fn ratio(ratio: f64, lang: Lang) -> String {
    let digits = match ratio {
        ..0.1 => {
            let zeros = -ratio.log10().floor() as usize;
            format!("{ratio:.*}", zeros + 1)
        }
        ..1.995 => format!("{ratio:.2}"),
        ..9.95 => format!("{ratio:.1}"),
        ..99.5 => format!("{ratio:.0}"),
        _ => {
            let size = 10_f64.powf(ratio.log10().floor() - 1.0);
            format!("{:.0}", (ratio / size).round() * size)
        }
    };
    lang.number(&digits, "")
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::evidence::recording::Made;
    use crate::source::project::write;
    use crate::source::small::SmallCourse;

    pub fn case(name: &str, median: u64) -> Case {
        Case {
            name: name.into(),
            ran: format!("lunch {name} 3"),
            median,
            low: median - median / 10,
            high: median + median / 20,
            samples: vec![median - median / 10, median, median + median / 20],
            memory: None,
            in_turn: None,
            held: None,
        }
    }

    pub fn measure(cases: Vec<Case>) -> Measure {
        Measure {
            version: VERSION,
            machine: Machine {
                made: Made {
                    date: "2026-11-21".into(),
                    cores: "2".into(),
                    rustc: "1.95.0".into(),
                },
                cpu: "A processor".into(),
                os: "Linux".into(),
                python: None,
            },
            unit: Unit::Ns,
            spread: Spread::Interquartile,
            rounds: 3,
            size: 3,
            result: "42".into(),
            cases,
            skipped: vec![Skipped {
                case: "python_in_turn".into(),
                why: "python3 is not there".into(),
            }],
        }
    }

    fn lunch() -> Measure {
        let mut soup = case("rust_threads", 12_345_678);
        soup.memory = Some(2048);
        let mut bread = case("rust_in_turn", 987);
        bread.memory = Some(1024);
        measure(vec![soup, bread])
    }

    #[test]
    fn a_measure_survives_being_written_and_read() {
        let text = lunch().format();
        assert_eq!(Measure::parse(&text).unwrap(), lunch());
        let line = text.lines().find(|line| line.contains("rust_threads"));
        assert!(line.unwrap().contains("12345678"), "a line a case: {text}");
    }

    #[test]
    fn values_are_written_as_the_language_writes_them() {
        let value = |key, lang| lunch().value(key, lang).map_err(|e| e.to_string());
        let french = |key| value(key, Lang::Fr).unwrap();
        assert_eq!(french("rust_threads.median"), "12,3\u{202f}ms");
        assert_eq!(french("rust_threads.spread"), "11,1 à 13,0\u{202f}ms");
        assert_eq!(french("rust_in_turn.median"), "987\u{202f}ns");
        assert_eq!(french("rust_in_turn.spread"), "889 à 1036\u{202f}ns");
        assert_eq!(french("rust_threads/rust_in_turn.ratio"), "13\u{202f}000");
        assert_eq!(french("rust_threads.memory"), "2,00\u{202f}Mio");
        assert_eq!(french("rust_threads/rust_in_turn.memory"), "2,0");
        let english = |key| value(key, Lang::En).unwrap();
        assert_eq!(english("rust_threads.spread"), "11.1 to 13.0\u{a0}ms");
        assert_eq!(english("rust_threads.memory"), "2.00\u{a0}MiB");
        assert_eq!(english("date"), "November 21, 2026");
    }

    #[test]
    fn ratios_have_the_digits_that_are_worth_reading() {
        let french = |number| ratio(number, Lang::Fr);
        assert_eq!(
            [0.00112, 0.097, 0.97, 1.996, 9.94, 9.96, 154.0, 1_260.0].map(french),
            ["0,0011", "0,097", "0,97", "2,0", "9,9", "10", "150", "1300"]
        );
    }

    #[test]
    fn a_wrong_key_says_what_there_is() {
        let error = |key| lunch().value(key, Lang::Fr).unwrap_err().to_string();
        assert_eq!(
            error("soup.median"),
            "there is no case `soup`; there are rust_threads, rust_in_turn"
        );
        assert!(error("rust_threads.speed").contains("is none of CASE.median"));
        assert!(error("python_in_turn.median").contains("python3 is not there"));
    }

    #[test]
    fn another_version_is_refused_with_the_remedy() {
        let project = SmallCourse::new("");
        let mut old = lunch();
        old.version = 0;
        write(&Measure::path(&project, Lang::Fr, "lunch"), &old.format()).unwrap();
        let error = Measure::load(&project, Lang::Fr, "lunch").unwrap_err();
        let error = format!("{error:#}");
        assert!(
            error.contains("run `cargo course measure lunch`"),
            "{error}"
        );
        assert!(error.contains("`version 0`"), "{error}");
    }
}
