// Un cœur sans horloge ni attente ; autour, des threads ou des tâches.

use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::mpsc as tokio_mpsc;

// ANCHOR: core
#[derive(Debug, PartialEq)]
enum Order {
    On,
    Off,
}

/// Ne rallume pas la chaudière trop tôt après l’avoir éteinte.
struct Thermostat {
    wanted: i32,
    rest: Duration,
    on: bool,
    off_at: Option<Duration>,
}

impl Thermostat {
    fn new(wanted: i32, rest: Duration) -> Thermostat {
        let (on, off_at) = (false, None);
        Thermostat {
            wanted,
            rest,
            on,
            off_at,
        }
    }

    fn decide(&mut self, now: Duration, degrees: i32) -> Option<Order> {
        let rested = self.off_at.is_none_or(|off| now - off >= self.rest);
        if self.on && degrees > self.wanted {
            self.on = false;
            self.off_at = Some(now);
            Some(Order::Off)
        } else if !self.on && degrees < self.wanted && rested {
            self.on = true;
            Some(Order::On)
        } else {
            None
        }
    }
}
// ANCHOR_END: core

// ANCHOR: test
fn short_rest_is_refused() {
    let minutes = |n: u64| Duration::from_secs(60 * n);
    let mut thermostat = Thermostat::new(19, minutes(10));
    assert_eq!(thermostat.decide(minutes(0), 17), Some(Order::On));
    assert_eq!(thermostat.decide(minutes(30), 20), Some(Order::Off));
    assert_eq!(thermostat.decide(minutes(35), 17), None);
    assert_eq!(thermostat.decide(minutes(40), 17), Some(Order::On));
    println!("quarante minutes vérifiées");
}
// ANCHOR_END: test

const REST: Duration = Duration::from_millis(100);

// ANCHOR: threads
fn with_threads(readings: Receiver<i32>) {
    let start = Instant::now();
    let mut thermostat = Thermostat::new(19, REST);
    for degrees in readings {
        if let Some(order) = thermostat.decide(start.elapsed(), degrees) {
            println!("thread : {degrees} °C, {order:?}");
        }
    }
}
// ANCHOR_END: threads

// ANCHOR: tasks
async fn with_tasks(mut readings: tokio_mpsc::Receiver<i32>) {
    let start = Instant::now();
    let mut thermostat = Thermostat::new(19, REST);
    while let Some(degrees) = readings.recv().await {
        if let Some(order) = thermostat.decide(start.elapsed(), degrees) {
            println!("tâche : {degrees} °C, {order:?}");
        }
    }
}
// ANCHOR_END: tasks

// ANCHOR: main
const DAY: [(u64, i32); 4] = [(0, 17), (10, 20), (10, 16), (200, 15)];

fn main() {
    short_rest_is_refused();

    let (sender, readings) = mpsc::channel();
    let boiler = thread::spawn(|| with_threads(readings));
    for (ms, degrees) in DAY {
        thread::sleep(Duration::from_millis(ms));
        sender.send(degrees).unwrap();
    }
    drop(sender);
    boiler.join().unwrap();

    async_main();
}

#[tokio::main(flavor = "current_thread")]
async fn async_main() {
    let (sender, readings) = tokio_mpsc::channel(8);
    let boiler = tokio::spawn(with_tasks(readings));
    for (ms, degrees) in DAY {
        tokio::time::sleep(Duration::from_millis(ms)).await;
        sender.send(degrees).await.unwrap();
    }
    drop(sender);
    boiler.await.unwrap();
}
// ANCHOR_END: main
