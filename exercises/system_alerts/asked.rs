// On demande la moyenne alors qu’aucun relevé n’arrive.

use std::sync::mpsc;

use super::answer::{Alarm, Monitor, Window};

fn bell(_: u32) {}

pub fn main() {
    let (probe, readings) = mpsc::channel();
    let (window, alarm) = (Window::new(2), Alarm::new(80, 70));
    let monitor = Monitor::start(readings, window, alarm, bell);
    let mean = monitor.mean();
    drop(probe);
    println!("{mean} {}", monitor.finish().count);
}
