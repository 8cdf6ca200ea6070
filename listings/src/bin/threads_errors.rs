// Un échec prévu est une valeur : le thread le note et rend `None`.

use std::thread;

// ANCHOR: average
struct NoReadings;

fn average(readings: &[i32]) -> Result<i32, NoReadings> {
    let sum: i32 = readings.iter().sum();
    sum.checked_div(readings.len() as i32).ok_or(NoReadings)
}
// ANCHOR_END: average

// ANCHOR: worker
fn average_or_log(town: &str, readings: &[i32]) -> Option<i32> {
    average(readings)
        .inspect_err(|NoReadings| eprintln!("{town} : aucun relevé"))
        .ok()
}
// ANCHOR_END: worker

// ANCHOR: main
fn main() {
    let towns = [
        ("paris", vec![12, 14]),
        ("lyon", vec![]),
        ("brest", vec![9, 11]),
    ];
    let averages = thread::scope(|s| {
        let workers = towns
            .each_ref()
            .map(|(town, readings)| s.spawn(|| average_or_log(town, readings)));
        workers.map(|worker| worker.join().unwrap())
    });
    println!("{averages:?}");
    assert_eq!(averages, [Some(13), None, Some(10)]);
}
// ANCHOR_END: main
