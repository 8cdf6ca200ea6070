//! `SIZE` waits of one second at once: a thread each, then a task each.

use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use measures::timed;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

const WAIT: Duration = Duration::from_secs(1);

fn threads(size: u64) -> u64 {
    thread::scope(|s| {
        let wait = |number| {
            thread::sleep(WAIT);
            number
        };
        let waits: Vec<_> = (0..size)
            .map(|number| s.spawn(move || wait(number)))
            .collect();
        waits.into_iter().map(|wait| wait.join().unwrap()).sum()
    })
}

async fn tasks(size: u64) -> u64 {
    let wait = async |number| {
        tokio::time::sleep(WAIT).await;
        number
    };
    let waits: JoinSet<u64> = (0..size).map(wait).collect();
    waits.join_all().await.into_iter().sum()
}

fn main() -> ExitCode {
    measures::main(&[
        ("rust_threads", |size| timed(|| threads(size))),
        ("rust_tasks", |size| {
            let runtime = Runtime::new().unwrap();
            timed(|| runtime.block_on(tasks(size)))
        }),
    ])
}
