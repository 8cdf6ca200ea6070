// Un thread qui panique n’emporte pas les autres : `join` rend une erreur.

use std::any::Any;
use std::thread;

fn average(readings: &[i32]) -> i32 {
    readings.iter().sum::<i32>() / readings.len() as i32
}

fn reason(panic: &(dyn Any + Send)) -> &str {
    if let Some(text) = panic.downcast_ref::<&str>() {
        text
    } else if let Some(text) = panic.downcast_ref::<String>() {
        text
    } else {
        "raison inconnue"
    }
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
            match worker.join() {
                Ok(degrees) => println!("{town} : {degrees} °C"),
                Err(panic) => println!("{town} : échec, {}", reason(&*panic)),
            }
        }
    });
    println!("terminé");
}
