// Lire, comprendre, convertir, écrire : une ligne illisible arrête tout.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

// ANCHOR: report
const REPORT: &str = "Lyon 68
Brest 59
Nantes 77
Lille --
Paris 86
Nice 95
Metz 50
Dijon 41";

type Line = (usize, &'static str); // Son numéro, son texte.

struct Reading {
    city: &'static str,
    fahrenheit: i32,
}

fn reading(line: &'static str) -> Option<Reading> {
    let (city, degrees) = line.split_once(char::is_whitespace)?;
    let fahrenheit = degrees.parse().ok()?;
    Some(Reading { city, fahrenheit })
}
// ANCHOR_END: report

// ANCHOR: stages
fn read(lines: SyncSender<Line>) -> usize {
    let mut sent = 0;
    for (rank, line) in REPORT.lines().enumerate() {
        if lines.send((rank + 1, line)).is_err() {
            break;
        }
        sent += 1;
    }
    sent
}

fn parse(
    lines: Receiver<Line>,
    readings: SyncSender<Reading>,
) -> Result<(), String> {
    for (number, line) in lines {
        let bad = || format!("ligne {number}, « {line} »");
        let reading = reading(line).ok_or_else(bad)?;
        if readings.send(reading).is_err() {
            break;
        }
    }
    Ok(())
}

fn convert(readings: Receiver<Reading>, rows: SyncSender<String>) {
    for Reading { city, fahrenheit } in readings {
        let celsius = (fahrenheit - 32) * 5 / 9;
        if rows.send(format!("{city} : {celsius} °C")).is_err() {
            break;
        }
    }
}
// ANCHOR_END: stages

// ANCHOR: main
fn main() {
    let (to_parse, lines) = sync_channel(1);
    let (to_convert, readings) = sync_channel(1);
    let (to_write, rows) = sync_channel(1);
    thread::scope(|s| {
        let read = s.spawn(move || read(to_parse));
        let parse = s.spawn(move || parse(lines, to_convert));
        let _convert = s.spawn(move || convert(readings, to_write));
        let written = rows.into_iter().inspect(|row| println!("{row}")).count();
        println!("écrits : {written}");
        if let Err(bad) = parse.join().unwrap() {
            println!("arrêt : {bad}");
        }
        let sent = read.join().unwrap(); // Des huit lignes du rapport.
        assert_eq!(written, 3);
        assert!(matches!(sent, 4 | 5));
    });
}
// ANCHOR_END: main
