// Ce qui est dit à la fin.

use std::fmt;

use crate::reading::Measure;
use crate::watch::News;

// ANCHOR: summary
/// De toute la surveillance, et non de la seule fenêtre.
#[derive(Default)]
pub struct Summary {
    readings: u64,
    lines: [Line; 3],
}

#[derive(Default)]
struct Line {
    count: u64,
    sum: f64,
    maximum: f32,
    alerts: u32,
    ringing: bool,
}

impl Summary {
    pub fn add(&mut self, news: &News) {
        self.readings += 1;
        for (measure, value) in &news.reading.values {
            let line = &mut self.lines[*measure as usize];
            line.count += 1;
            line.sum += f64::from(*value);
            line.maximum = line.maximum.max(*value);
        }
        for change in &news.changes {
            let line = &mut self.lines[change.measure as usize];
            line.alerts += u32::from(change.begins);
            line.ringing = change.begins;
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "relevés : {}", self.readings)?;
        for (measure, line) in Measure::ALL.into_iter().zip(&self.lines) {
            if line.count == 0 {
                continue;
            }
            let (name, maximum) = (measure.name(), line.maximum);
            let mean = line.sum / line.count as f64;
            write!(f, "{name} : moyenne {mean:.0} %, maximum {maximum:.0} %")?;
            write!(f, ", alertes : {}", line.alerts)?;
            let still = if line.ringing { " (en cours)" } else { "" };
            writeln!(f, "{still}")?;
        }
        Ok(())
    }
}
// ANCHOR_END: summary

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alarm::Change;
    use crate::reading::made_up::reading;

    #[test]
    fn it_counts_more_than_the_window() {
        let mut summary = Summary::default();
        for rank in 0..100 {
            let begins = match rank {
                10 | 30 => Some(true),
                20 => Some(false),
                _ => None,
            };
            let change = begins.map(|begins| Change {
                measure: Measure::Cpu,
                value: 90.0,
                threshold: 80.0,
                begins,
            });
            summary.add(&News {
                reading: reading(rank, if rank == 0 { 100.0 } else { 50.0 }),
                changes: change.into_iter().collect(),
            });
        }
        assert_eq!(
            summary.to_string(),
            "relevés : 100\n\
             processeur : moyenne 50 %, maximum 100 %, alertes : 2 (en cours)\n\
             mémoire : moyenne 40 %, maximum 40 %, alertes : 0\n"
        );
    }

    #[test]
    fn nothing_read_is_no_mean() {
        assert_eq!(Summary::default().to_string(), "relevés : 0\n");
    }
}
