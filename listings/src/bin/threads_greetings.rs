// Deux saluts, chacun dans son thread : le plus court finit le premier.

use std::thread;
use std::time::Duration;

fn say_hello() {
    println!("Bonjour !");
    thread::sleep(Duration::from_millis(200)); // Une longue réponse.
    println!("Bonjour, 200 ms plus tard.");
}

fn say_goodbye() {
    println!("Au revoir !");
    thread::sleep(Duration::from_millis(100)); // Une réponse plus courte.
    println!("Au revoir, 100 ms plus tard.");
}

fn main() {
    let hello = thread::spawn(say_hello);
    let goodbye = thread::spawn(say_goodbye);

    hello.join().unwrap();
    goodbye.join().unwrap();
    println!("Les deux threads sont terminés.");
}
