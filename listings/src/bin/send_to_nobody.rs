// Le récepteur est parti : `send` rend le message.

use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    let printer = thread::spawn(move || {
        let page: String = receiver.recv().unwrap();
        println!("imprimé : {page}");
    });
    sender.send("page 1".to_owned()).unwrap();
    printer.join().unwrap();
    let refused = sender.send("page 2".to_owned());
    if let Err(error) = &refused {
        println!("refusé : {}", error.0);
    }
    assert!(refused.is_err());
}
