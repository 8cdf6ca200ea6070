// Une cuisine : des cuisiniers, un passe, une sonnette, un serveur.

use std::sync::{Mutex, mpsc};
use std::thread;

/// Les opérations de la version donnée, dans l’ordre qui oublie le plat.
pub const ORDER: [u32; 4] = [0, 0, 0, 0];

/// Cuisine tous les bons, et emporte chaque plat dès qu’il est prêt.
pub fn service(tickets: Vec<u32>, cook: fn(u32) -> u32, carry: fn(u32)) {
    let pass = Mutex::new(Vec::new());
    let (bell, rings) = mpsc::channel();
    thread::scope(|s| {
        for ticket in tickets {
            let bell = bell.clone();
            let pass = &pass;
            s.spawn(move || {
                let dish = cook(ticket);
                bell.send(()).unwrap(); // 3 : sonner
                pass.lock().unwrap().push(dish); // 4 : poser
            });
        }
        drop(bell);
        // 1 : entendre
        for () in rings {
            let dish = pass.lock().unwrap().pop(); // 2 : prendre
            if let Some(dish) = dish {
                carry(dish);
            }
        }
    });
}
