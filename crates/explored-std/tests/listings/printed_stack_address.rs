use std::sync::atomic::AtomicU32;

fn main() {
    let local = AtomicU32::new(1);
    println!("{:p}", &local);
}
