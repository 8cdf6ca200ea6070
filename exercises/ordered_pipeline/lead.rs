// Trois lignes : combien sont commencées, et pas encore écrites ?

use std::sync::Mutex;

use super::answer::convert_all;

struct Count {
    begun: u32,
    written: u32,
    most: u32, // Le plus de lignes commencées et pas encore écrites.
}

static COUNT: Mutex<Count> = Mutex::new(Count {
    begun: 0,
    written: 0,
    most: 0,
});

fn convert(line: u32) -> u32 {
    let mut count = COUNT.lock().unwrap();
    count.begun += 1;
    count.most = count.most.max(count.begun - count.written);
    line
}

fn write(_: u32) {
    COUNT.lock().unwrap().written += 1;
}

pub fn main() {
    convert_all(vec![1, 2, 3], convert, write);
    let count = COUNT.lock().unwrap();
    println!("{} {}", count.written, count.most <= 2);
}
