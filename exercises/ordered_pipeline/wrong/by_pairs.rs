// Deux par deux : la paire suivante attend la fin de toute la paire.

use std::thread;

pub fn convert_all(lines: Vec<u32>, convert: fn(u32) -> u32, write: fn(u32)) {
    for pair in lines.chunks(2) {
        thread::scope(|s| {
            let begun: Vec<_> = pair
                .iter()
                .map(|line| s.spawn(move || convert(*line)))
                .collect();
            for thread in begun {
                write(thread.join().unwrap());
            }
        });
    }
}
