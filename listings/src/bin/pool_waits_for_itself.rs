// Un travail du pool qui attend un autre travail du même pool.

use std::sync::mpsc;

fn main() {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let (send_price, price) = mpsc::channel();
    pool.scope(move |s| {
        println!("la facture attend le prix");
        s.spawn(move |_| send_price.send(80).unwrap());
        println!("total : {}", price.recv().unwrap());
    });
}
