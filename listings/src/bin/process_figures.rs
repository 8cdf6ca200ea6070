// Ce que le noyau sait de nous : nos threads, et notre mémoire.

use std::sync::Barrier;
use std::{fs, io, thread};

// ANCHOR: figure
fn figure(field: &str) -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(field));
    let figure = line.and_then(|line| line.split_whitespace().nth(1));
    let figure = figure.and_then(|figure| figure.parse().ok());
    figure.ok_or(io::ErrorKind::InvalidData.into())
}
// ANCHOR_END: figure

// ANCHOR: main
const WORKERS: usize = 8;

fn main() -> io::Result<()> {
    let meeting = Barrier::new(WORKERS + 1);
    let alone = figure("Threads")?;
    let together = thread::scope(|s| {
        for _ in 0..WORKERS {
            s.spawn(|| {
                meeting.wait();
                meeting.wait();
            });
        }
        meeting.wait(); // Les huit threads sont là…
        let together = figure("Threads");
        meeting.wait(); // …et peuvent finir.
        together
    })?;
    println!("threads : {alone}, puis {together}");
    println!("mémoire occupée : {} Kio", figure("VmRSS")?);
    assert_eq!(together, alone + WORKERS as u64);
    Ok(())
}
// ANCHOR_END: main
