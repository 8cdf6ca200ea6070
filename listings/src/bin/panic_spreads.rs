// `unwrap` sur `join` : la panique d’un thread devient celle de `main`.

use std::thread;

fn average(readings: &[i32]) -> i32 {
    readings.iter().sum::<i32>() / readings.len() as i32
}

fn main() {
    let towns = [
        ("paris", vec![12, 14]),
        ("lyon", vec![]),
        ("brest", vec![9, 11]),
    ];
    thread::scope(|s| {
        let workers = towns
            .each_ref()
            .map(|(town, readings)| (town, s.spawn(|| average(readings))));
        for (town, worker) in workers {
            println!("{town} : {} °C", worker.join().unwrap());
        }
    });
    println!("terminé");
}
