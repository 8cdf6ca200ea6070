//! How much is asked of a random test: some seeds, or minutes, by
//! `ORACLE_MINUTES=10`, then from a seed of its own, or from `ORACLE_SEED=…`.
//!
//! Here and not in the tests, whose `std` has no clock and no environment.

use std::env;
use std::fmt::Debug;
use std::str::FromStr;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// When a run of seeds is over.
pub enum Until {
    Seed(u64),
    Time(Instant),
}

impl Until {
    pub fn goes_on(&self, seed: u64) -> bool {
        match self {
            Until::Seed(end) => seed < *end,
            Until::Time(end) => Instant::now() < *end,
        }
    }
}

/// The first seed, and until when: without the variables, so many from 0.
pub fn seeds(usual: u64) -> (u64, Until) {
    let first = variable::<u64>("ORACLE_SEED");
    match variable::<f64>("ORACLE_MINUTES") {
        Some(minutes) => {
            let end = Instant::now() + Duration::from_secs_f64(60.0 * minutes);
            (first.unwrap_or_else(of_its_own), Until::Time(end))
        }
        None => {
            let first = first.unwrap_or(0);
            (first, Until::Seed(first + usual))
        }
    }
}

/// Shown by `--nocapture`.
pub fn report(line: &str) {
    println!("{line}");
}

fn variable<T: FromStr<Err: Debug>>(name: &str) -> Option<T> {
    let value = env::var(name).ok()?;
    let parsed = value.parse();
    Some(parsed.unwrap_or_else(|_| panic!("{name}={value} is not a number")))
}

/// Another one each second, printed by `report` so that it can be asked again.
fn of_its_own() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.expect("it is after 1970").as_secs() * 1_000_000
}
