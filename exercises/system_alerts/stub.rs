// Une fenêtre, une alarme, et le moniteur qui s’en sert.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;

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

    /// Range un relevé.
    pub fn push(&mut self, value: u32) {
        self.values.push_back(value);
    }

    /// Les relevés gardés, du plus ancien au plus récent.
    pub fn values(&self) -> Vec<u32> {
        self.values.iter().copied().collect()
    }

    /// La moyenne de ceux qui sont gardés, 0 s’il n’y en a aucun.
    pub fn mean(&self) -> u32 {
        self.values.iter().sum::<u32>() / self.capacity as u32
    }
}

pub struct Alarm {
    high: u32,
    low: u32,
}

impl Alarm {
    pub fn new(high: u32, low: u32) -> Alarm {
        Alarm { high, low }
    }

    /// Vrai quand une alerte commence.
    pub fn see(&mut self, value: u32) -> bool {
        value > self.high.max(self.low)
    }
}

pub struct Summary {
    pub count: u32,
    pub maximum: u32,
    pub alerts: u32,
}

pub struct Monitor {
    window: Window,
}

impl Monitor {
    /// Lance de quoi ranger, et de quoi juger, les relevés de `readings`.
    pub fn start(
        readings: Receiver<u32>,
        mut window: Window,
        mut alarm: Alarm,
        bell: fn(u32),
    ) -> Monitor {
        while let Ok(reading) = readings.try_recv() {
            window.push(reading);
            if alarm.see(reading) {
                bell(reading);
            }
        }
        Monitor { window }
    }

    /// La moyenne de la fenêtre, à tout moment.
    pub fn mean(&self) -> u32 {
        self.window.mean()
    }

    /// Attend que tout soit rangé et jugé, puis fait le bilan.
    pub fn finish(self) -> Summary {
        let values = self.window.values();
        Summary {
            count: values.len() as u32,
            maximum: values.into_iter().max().unwrap_or(0),
            alerts: 0,
        }
    }
}
