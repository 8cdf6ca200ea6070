// Un seul cuisinier pour tous les bons.

use std::sync::{Mutex, mpsc};
use std::thread;

pub const ORDER: [u32; 4] = [3, 1, 2, 4];

pub fn service(tickets: Vec<u32>, cook: fn(u32) -> u32, carry: fn(u32)) {
    let pass = Mutex::new(Vec::new());
    let (bell, rings) = mpsc::channel();
    thread::scope(|s| {
        let pass = &pass;
        s.spawn(move || {
            for ticket in tickets {
                let dish = cook(ticket);
                pass.lock().unwrap().push(dish);
                bell.send(()).unwrap();
            }
        });
        for () in rings {
            let dish = pass.lock().unwrap().pop();
            if let Some(dish) = dish {
                carry(dish);
            }
        }
    });
}
