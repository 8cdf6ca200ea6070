// Une sonnerie qui dure jusqu’à ce que deux autres relevés soient pris.

use std::sync::Barrier;
use std::sync::mpsc;

use super::answer::{Alarm, Monitor, Window};

static MEETING: Barrier = Barrier::new(2);

fn bell(_: u32) {
    MEETING.wait();
}

pub fn main() {
    // Sans place : `send` revient quand le relevé est pris.
    let (probe, readings) = mpsc::sync_channel(0);
    let (window, alarm) = (Window::new(2), Alarm::new(80, 70));
    let monitor = Monitor::start(readings, window, alarm, bell);
    for reading in [95, 20, 30] {
        probe.send(reading).unwrap();
    }
    let _mean = monitor.mean();
    MEETING.wait();
    drop(probe);
    let summary = monitor.finish();
    let (count, maximum) = (summary.count, summary.maximum);
    println!("{count} {maximum} {}", summary.alerts);
}
