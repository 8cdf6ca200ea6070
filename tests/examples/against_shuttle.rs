//! How many times fewer states the explorer visits than shuttle has schedules:
//! `cargo run -p tests --example against_shuttle -- philosophers`

use std::time::Duration;

use anyhow::{Context, Result};
use tests::against::{EXPLORED, SHUTTLE, build, search, subjects};
use tests::project;

const LIMIT: Duration = Duration::from_secs(600);

fn main() -> Result<()> {
    let project = project();
    let wanted = std::env::args()
        .nth(1)
        .context("name a listing: philosophers, for example")?;
    let subjects = subjects(&project)?;
    let called = |name: &&String| name.rsplit('/').next() == Some(&wanted);
    let name = subjects.keys().find(called).with_context(|| {
        format!("`{wanted}` is neither explored nor in crates/explored-std/tests/listings, or its rule asks for what shuttle lacks")
    })?;
    let searched = [&EXPLORED, &SHUTTLE].map(|other| {
        let programs = build(&project, other, &subjects)?;
        let program = programs
            .get(name)
            .context("it does not compile with this std")?;
        search(program, name, u64::MAX, LIMIT)
    });
    let [explored, shuttle] = searched;
    let (explored, shuttle) = (
        explored.context("the explorer")?,
        shuttle.context("shuttle")?,
    );
    let schedules: u64 = shuttle.schedules.parse()?;
    println!("{name}");
    println!(
        "shuttle, depth first: {schedules} schedules in {:.2?}{}",
        shuttle.time,
        if shuttle.all {
            ""
        } else {
            ", and then it gave up"
        }
    );
    println!(
        "the explorer:         {} states in {:.2?}",
        explored.states, explored.time
    );
    println!(
        "ratio:                {} schedules a state, {:.0} times the time; {} outcomes",
        schedules / explored.states,
        shuttle.time.as_secs_f64() / explored.time.as_secs_f64(),
        match explored.outcomes() == shuttle.outcomes() {
            true => "the same",
            false => "other",
        }
    );
    Ok(())
}
