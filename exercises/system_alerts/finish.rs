// Le dernier relevé fait commencer une alerte, et le canal se ferme derrière lui.

use std::sync::mpsc;

use super::answer::{Alarm, Monitor, Window};

fn bell(_: u32) {}

pub fn main() {
    let (probe, readings) = mpsc::channel();
    let (window, alarm) = (Window::new(2), Alarm::new(80, 70));
    let monitor = Monitor::start(readings, window, alarm, bell);
    probe.send(10).unwrap();
    probe.send(95).unwrap();
    drop(probe);
    let summary = monitor.finish();
    let (count, maximum) = (summary.count, summary.maximum);
    println!("{count} {maximum} {}", summary.alerts);
}
