//! A thread sends `SIZE` numbers to another, which adds them.

use std::process::ExitCode;
use std::sync::mpsc::{channel, sync_channel};
use std::thread;

use measures::timed;

fn channel_without_bound(size: u64) -> u64 {
    let (sender, receiver) = channel();
    thread::spawn(move || (0..size).for_each(|n| sender.send(n).unwrap()));
    receiver.iter().sum()
}

fn channel_of_a_hundred(size: u64) -> u64 {
    let (sender, receiver) = sync_channel(100);
    thread::spawn(move || (0..size).for_each(|n| sender.send(n).unwrap()));
    receiver.iter().sum()
}

fn main() -> ExitCode {
    measures::main(&[
        ("rust_channel", |size| timed(|| channel_without_bound(size))),
        ("rust_bounded", |size| timed(|| channel_of_a_hundred(size))),
    ])
}
