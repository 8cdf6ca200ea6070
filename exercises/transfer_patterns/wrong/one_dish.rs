// N’entend que la première sonnerie.

use std::sync::{Mutex, mpsc};
use std::thread;

pub const ORDER: [u32; 4] = [3, 1, 2, 4];

pub fn service(tickets: Vec<u32>, cook: fn(u32) -> u32, carry: fn(u32)) {
    let pass = Mutex::new(Vec::new());
    let (bell, rings) = mpsc::channel();
    thread::scope(|s| {
        for ticket in tickets {
            let bell = bell.clone();
            let pass = &pass;
            s.spawn(move || {
                let dish = cook(ticket);
                pass.lock().unwrap().push(dish);
                bell.send(()).unwrap();
            });
        }
        drop(bell);
        if let Ok(()) = rings.recv() {
            let dish = pass.lock().unwrap().pop();
            if let Some(dish) = dish {
                carry(dish);
            }
        }
    });
}
