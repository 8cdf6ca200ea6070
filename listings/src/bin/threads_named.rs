// `Builder` donne un nom au thread, et rend une erreur si la création échoue.

use std::{io, thread};

fn average(readings: &[i32]) -> i32 {
    let current = thread::current();
    println!("calcul dans : {}", current.name().unwrap_or("(sans nom)"));
    readings.iter().sum::<i32>() / readings.len() as i32
}

fn main() -> io::Result<()> {
    average(&[8, 10]);
    thread::spawn(|| average(&[12, 14])).join().unwrap();

    for (town, readings) in [("brest", vec![9, 11]), ("lyon", vec![])] {
        let builder = thread::Builder::new().name(town.to_string());
        let worker = builder.spawn(move || average(&readings))?;
        if worker.join().is_err() {
            println!("échec dans : {town}");
        }
    }
    Ok(())
}
