//! The longest Collatz sequence up to `SIZE`, in eight parts: the same job
//! given to each tool of the course.

use std::ops::Range;
use std::process::{Child, Command, ExitCode, Stdio};
use std::{env, thread};

use measures::{eight_parts, longest_flight, timed};
use rayon::prelude::*;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

fn in_turn(size: u64) -> u32 {
    eight_parts(size)
        .into_iter()
        .map(longest_flight)
        .max()
        .unwrap()
}

fn threads(size: u64) -> u32 {
    thread::scope(|s| {
        let parts: Vec<_> = eight_parts(size)
            .into_iter()
            .map(|part| s.spawn(|| longest_flight(part)))
            .collect();
        parts
            .into_iter()
            .map(|part| part.join().unwrap())
            .max()
            .unwrap()
    })
}

fn with_rayon(size: u64) -> u32 {
    eight_parts(size)
        .into_par_iter()
        .map(longest_flight)
        .max()
        .unwrap()
}

/// This program again, with two bounds for arguments.
fn start(part: Range<u64>) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["part".into(), part.start.to_string(), part.end.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn finish(child: Child) -> u32 {
    let output = child.wait_with_output().unwrap();
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .unwrap()
}

fn processes(size: u64) -> u32 {
    let children: Vec<Child> =
        eight_parts(size).into_iter().map(start).collect();
    children.into_iter().map(finish).max().unwrap()
}

async fn tasks(size: u64) -> u32 {
    let parts: JoinSet<u32> = eight_parts(size)
        .into_iter()
        .map(async |part| longest_flight(part))
        .collect();
    parts.join_all().await.into_iter().max().unwrap()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().collect();
    if let [_, part, start, end] = &arguments[..]
        && part == "part"
    {
        let part = start.parse().unwrap()..end.parse().unwrap();
        println!("{}", longest_flight(part));
        return ExitCode::SUCCESS;
    }
    measures::main(&[
        ("in_turn", |size| timed(|| in_turn(size))),
        ("threads", |size| timed(|| threads(size))),
        ("rayon", |size| timed(|| with_rayon(size))),
        ("processes", |size| timed(|| processes(size))),
        ("async", |size| {
            let runtime = Runtime::new().unwrap();
            timed(|| runtime.block_on(tasks(size)))
        }),
    ])
}
