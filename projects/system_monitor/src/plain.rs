// Une ligne par relevé, pour un tube ou un journal.

use std::io::{self, Write};
use std::sync::mpsc::Receiver;

use crate::alarm::Change;
use crate::reading::Reading;
use crate::summary::Summary;
use crate::watch::{Event, News};

// ANCHOR: plain
/// Écrit chaque relevé, puis les alertes qu’il change, jusqu’à la fin.
pub fn show(
    events: &Receiver<Event>,
    summary: &mut Summary,
    out: &mut impl Write,
) -> io::Result<()> {
    for event in events {
        match event {
            Event::News(news) => {
                summary.add(&news);
                writeln!(out, "{}", line(&news.reading))?;
                for bell in bells(&news) {
                    writeln!(out, "{bell}")?;
                }
            }
            Event::Terminal(_) => {}
            Event::Ended => break,
        }
    }
    Ok(())
}

fn line(reading: &Reading) -> String {
    let mut line = format!("{:>7.1} s", reading.at.as_secs_f64());
    for (measure, value) in &reading.values {
        line += &format!("  {} {value:>3.0} %", measure.name());
    }
    line += "  cœurs";
    for core in &reading.cores {
        line += &format!(" {core:>3.0}");
    }
    line
}

/// Les alertes qui commencent ou finissent, avec l’heure.
pub fn bells(news: &News) -> impl Iterator<Item = String> {
    let at = news.reading.at.as_secs_f64();
    news.changes
        .iter()
        .map(move |change| format!("{at:>7.1} s  {}", bell(change)))
}

fn bell(change: &Change) -> String {
    let (name, value) = (change.measure.name(), change.value);
    let threshold = change.threshold;
    match change.begins {
        true => format!("ALERTE : {name} {value:.0} %, seuil {threshold:.0} %"),
        false => format!("fin d’alerte : {name} {value:.0} %"),
    }
}
// ANCHOR_END: plain

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::reading::Measure;
    use crate::reading::made_up::reading;

    fn shown(out: &mut impl Write) -> io::Result<()> {
        let (events, to_show) = mpsc::channel();
        for (rank, begins) in [(1, true), (2, false)] {
            let change = Change {
                measure: Measure::Cpu,
                value: 97.0,
                threshold: 80.0,
                begins,
            };
            let reading = reading(rank, 97.0);
            let changes = vec![change];
            events.send(Event::News(News { reading, changes })).unwrap();
        }
        events.send(Event::Ended).unwrap();
        show(&to_show, &mut Summary::default(), out)
    }

    #[test]
    fn a_line_for_each_reading_and_for_each_alert() {
        let mut out = Vec::new();
        shown(&mut out).unwrap();
        let lines = "    \
    1.0 s  processeur  97 %  mémoire  40 %  cœurs  97  97
    1.0 s  ALERTE : processeur 97 %, seuil 80 %
    2.0 s  processeur  97 %  mémoire  40 %  cœurs  97  97
    2.0 s  fin d’alerte : processeur 97 %
";
        assert_eq!(String::from_utf8(out).unwrap(), lines);
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let mut small = [0u8; 8];
        let error = shown(&mut &mut small[..]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::WriteZero);
    }
}
