// Dans l’ordre, mais toutes les lignes commencent.

use std::thread;

pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    thread::scope(|s| {
        let begun: Vec<_> = lines
            .into_iter()
            .map(|line| s.spawn(move || convert(line)))
            .collect();
        for thread in begun {
            write(thread.join().unwrap());
        }
    });
}
