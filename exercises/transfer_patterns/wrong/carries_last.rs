// N’emporte rien avant que tout soit prêt.

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
        let count = rings.into_iter().count();
        let dishes: Vec<u32> = pass.lock().unwrap().drain(..).collect();
        dishes.into_iter().take(count).for_each(carry);
    });
}
