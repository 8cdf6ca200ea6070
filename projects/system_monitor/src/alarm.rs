// Quand sonner, et quand se taire.

use crate::reading::{Measure, Reading};

// ANCHOR: alarm
/// Sonne après `after` relevés de suite au-dessus du seuil ; se tait sous le
/// seuil moins la marge. Entre les deux, rien ne change.
pub struct Alarm {
    pub measure: Measure,
    pub threshold: f32,
    pub margin: f32,
    pub after: u32,
    above: u32,
    ringing: bool,
}

/// Une alerte commence, ou finit.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub measure: Measure,
    pub value: f32,
    pub threshold: f32,
    pub begins: bool,
}

impl Alarm {
    pub fn see(&mut self, reading: &Reading) -> Option<Change> {
        let value = reading.of(self.measure)?;
        self.above = match value > self.threshold {
            true => self.above.saturating_add(1),
            false => 0,
        };
        let begins = !self.ringing && self.above >= self.after;
        let ends = self.ringing && value < self.threshold - self.margin;
        if begins || ends {
            self.ringing = begins;
        }
        (begins || ends).then_some(Change {
            measure: self.measure,
            value,
            threshold: self.threshold,
            begins,
        })
    }
}
// ANCHOR_END: alarm

impl Alarm {
    pub fn new(
        measure: Measure,
        threshold: f32,
        margin: f32,
        after: u32,
    ) -> Alarm {
        Alarm {
            measure,
            threshold,
            margin,
            after,
            above: 0,
            ringing: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::made_up::reading;

    /// Les rangs où une alerte commence (+) ou finit (-).
    fn rings(after: u32, values: &[f32]) -> Vec<String> {
        let mut alarm = Alarm::new(Measure::Cpu, 80.0, 10.0, after);
        let changes = values.iter().enumerate().filter_map(|(rank, value)| {
            let change = alarm.see(&reading(rank as u64, *value))?;
            Some(format!("{}{rank}", if change.begins { "+" } else { "-" }))
        });
        changes.collect()
    }

    #[test]
    fn it_rings_once_and_only_after_enough_readings_in_a_row() {
        let spikes = [90.0, 90.0, 10.0, 90.0, 90.0, 20.0];
        assert!(rings(3, &spikes).is_empty());
        assert_eq!(rings(3, &[90.0, 90.0, 90.0, 90.0, 90.0]), ["+2"]);
    }

    #[test]
    fn a_value_around_the_threshold_does_not_flap() {
        let values = [81.0, 79.0, 81.0, 70.0, 81.0, 69.0, 81.0];
        assert_eq!(rings(1, &values), ["+0", "-5", "+6"]);
    }

    #[test]
    fn the_threshold_itself_is_not_above() {
        assert!(rings(1, &[80.0]).is_empty());
    }

    #[test]
    fn a_missing_measure_changes_nothing() {
        let mut alarm = Alarm::new(Measure::Disk, 1.0, 0.0, 1);
        assert_eq!(alarm.see(&reading(0, 90.0)), None);
    }
}
