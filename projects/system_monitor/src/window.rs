// Les derniers relevés, et pas un de plus.

use std::collections::VecDeque;

use crate::reading::{Measure, Reading};

// ANCHOR: window
/// Une minute, à un relevé par seconde.
pub const LENGTH: usize = 60;

/// Les `LENGTH` derniers relevés, du plus ancien au plus récent.
#[derive(Clone, Default)]
pub struct Window(VecDeque<Reading>);

impl Window {
    pub fn push(&mut self, reading: Reading) {
        if self.0.len() == LENGTH {
            self.0.pop_front();
        }
        self.0.push_back(reading);
    }

    pub fn last(&self) -> Option<&Reading> {
        self.0.back()
    }

    pub fn series(&self, measure: Measure) -> Vec<f32> {
        self.0.iter().filter_map(|r| r.of(measure)).collect()
    }
}
// ANCHOR_END: window

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::made_up::reading;

    #[test]
    fn the_sixty_last_are_kept_in_order() {
        let mut window = Window::default();
        for rank in 0..100 {
            window.push(reading(rank, rank as f32));
        }
        let kept: Vec<f32> = (40..100).map(|rank| rank as f32).collect();
        assert_eq!(window.series(Measure::Cpu), kept);
        assert_eq!(window.last(), Some(&reading(99, 99.0)));
    }

    #[test]
    fn a_measure_that_is_missing_has_no_series() {
        let mut window = Window::default();
        window.push(reading(0, 1.0));
        assert!(window.series(Measure::Disk).is_empty());
    }
}
