//! To start a job that does nothing and wait for its end, `SIZE` times one
//! after the other; what is printed is the time of one.

use std::env;
use std::hint::black_box;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use measures::{Timed, timed};
use tokio::runtime::Runtime;

fn job(number: u64) -> u64 {
    black_box(number)
}

fn threads(size: u64) -> u64 {
    let one = |number| thread::spawn(move || job(number)).join().unwrap();
    (0..size).map(one).sum()
}

/// From a thread of the pool, as most jobs are.
fn rayon_jobs(size: u64) -> u64 {
    let one = |number| {
        let mut found = 0;
        rayon::scope(|s| s.spawn(|_| found = job(number)));
        found
    };
    rayon::scope(|_| (0..size).map(one).sum())
}

/// This program again, which does nothing.
fn processes(size: u64) -> u64 {
    let program = env::current_exe().unwrap();
    let one = |number| {
        let status = Command::new(&program)
            .arg("nothing")
            .stdin(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
        job(number)
    };
    (0..size).map(one).sum()
}

/// From a task, as most tasks are.
async fn tasks(size: u64) -> u64 {
    let all = async move {
        let mut sum = 0;
        for number in 0..size {
            sum += tokio::spawn(async move { job(number) }).await.unwrap();
        }
        sum
    };
    tokio::spawn(all).await.unwrap()
}

/// The time of one; what is quick is done `times` as often, to be seen.
fn one(size: u64, times: u32, mut work: impl FnMut(u64) -> u64) -> Timed {
    let mut result = work(size);
    let all = timed(|| {
        for _ in 0..times {
            result = work(size);
        }
        result
    });
    let jobs = u32::try_from(size).unwrap() * times;
    let time = (all.time / jobs).max(Duration::from_nanos(1));
    Timed { time, ..all }
}

fn main() -> ExitCode {
    if env::args().nth(1).is_some_and(|case| case == "nothing") {
        return ExitCode::SUCCESS;
    }
    measures::main(&[
        ("thread", |size| one(size, 10, threads)),
        ("rayon_task", |size| one(size, 100, rayon_jobs)),
        ("process", |size| one(size, 1, processes)),
        ("async_task", |size| {
            let runtime = Runtime::new().unwrap();
            one(size, 100, |size| runtime.block_on(tasks(size)))
        }),
    ])
}
