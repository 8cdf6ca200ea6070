// Prend le maximum dans la fenêtre, qui a oublié les premiers relevés.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub struct Window {
    capacity: usize,
    values: VecDeque<u32>,
}

impl Window {
    pub fn new(capacity: usize) -> Window {
        Window {
            capacity,
            values: VecDeque::new(),
        }
    }

    pub fn push(&mut self, value: u32) {
        if self.values.len() == self.capacity {
            self.values.pop_front();
        }
        self.values.push_back(value);
    }

    pub fn values(&self) -> Vec<u32> {
        self.values.iter().copied().collect()
    }

    pub fn mean(&self) -> u32 {
        let length = self.values.len().max(1) as u32;
        self.values.iter().sum::<u32>() / length
    }
}

pub struct Alarm {
    high: u32,
    low: u32,
    ringing: bool,
}

impl Alarm {
    pub fn new(high: u32, low: u32) -> Alarm {
        Alarm {
            high,
            low,
            ringing: false,
        }
    }

    pub fn see(&mut self, value: u32) -> bool {
        let begins = !self.ringing && value > self.high;
        if begins || value < self.low {
            self.ringing = begins;
        }
        begins
    }
}

pub struct Summary {
    pub count: u32,
    pub maximum: u32,
    pub alerts: u32,
}

pub struct Monitor {
    window: Arc<Mutex<Window>>,
    collector: JoinHandle<(u32, u32)>,
    judge: JoinHandle<u32>,
}

impl Monitor {
    pub fn start(
        readings: Receiver<u32>,
        window: Window,
        mut alarm: Alarm,
        bell: fn(u32),
    ) -> Monitor {
        let window = Arc::new(Mutex::new(window));
        let shared = Arc::clone(&window);
        let (to_judge, judged) = mpsc::channel();
        let collector = thread::spawn(move || {
            let (mut count, mut maximum) = (0, 0);
            for reading in readings {
                shared.lock().unwrap().push(reading);
                count += 1;
                maximum = reading.max(maximum);
                to_judge.send(reading).unwrap();
            }
            (count, maximum)
        });
        let judge = thread::spawn(move || {
            let mut alerts = 0;
            for reading in judged {
                if alarm.see(reading) {
                    alerts += 1;
                    bell(reading);
                }
            }
            alerts
        });
        Monitor {
            window,
            collector,
            judge,
        }
    }

    pub fn mean(&self) -> u32 {
        self.window.lock().unwrap().mean()
    }

    pub fn finish(self) -> Summary {
        let (count, _) = self.collector.join().unwrap();
        let alerts = self.judge.join().unwrap();
        let window = self.window.lock().unwrap();
        let maximum = window.values.iter().copied().max().unwrap_or(0);
        Summary {
            count,
            maximum,
            alerts,
        }
    }
}
