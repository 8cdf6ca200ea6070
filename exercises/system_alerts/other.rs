// Un verrou pour tout l’état, et une file à la main entre les deux threads.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex};
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
    shared: Arc<Shared>,
    judge: JoinHandle<u32>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    window: Window,
    to_judge: VecDeque<u32>,
    count: u32,
    maximum: u32,
    closed: bool,
}

impl Shared {
    fn take(&self, reading: u32) {
        let mut state = self.state.lock().unwrap();
        state.window.push(reading);
        state.to_judge.push_back(reading);
        state.count += 1;
        state.maximum = state.maximum.max(reading);
        self.changed.notify_one();
    }

    fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_one();
    }

    fn next(&self) -> Option<u32> {
        let mut state = self.state.lock().unwrap();
        while state.to_judge.is_empty() && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        state.to_judge.pop_front()
    }
}

impl Monitor {
    pub fn start(
        readings: Receiver<u32>,
        window: Window,
        mut alarm: Alarm,
        bell: fn(u32),
    ) -> Monitor {
        let state = State {
            window,
            to_judge: VecDeque::new(),
            count: 0,
            maximum: 0,
            closed: false,
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: Condvar::new(),
        });
        let collector = Arc::clone(&shared);
        thread::spawn(move || {
            for reading in readings {
                collector.take(reading);
            }
            collector.close();
        });
        let queue = Arc::clone(&shared);
        let judge = thread::spawn(move || {
            let mut alerts = 0;
            while let Some(reading) = queue.next() {
                if alarm.see(reading) {
                    alerts += 1;
                    bell(reading);
                }
            }
            alerts
        });
        Monitor { shared, judge }
    }

    pub fn mean(&self) -> u32 {
        self.shared.state.lock().unwrap().window.mean()
    }

    pub fn finish(self) -> Summary {
        let alerts = self.judge.join().unwrap();
        let state = self.shared.state.lock().unwrap();
        Summary {
            count: state.count,
            maximum: state.maximum,
            alerts,
        }
    }
}
