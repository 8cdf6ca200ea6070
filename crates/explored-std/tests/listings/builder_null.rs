use std::thread;

fn main() {
    println!("{:?}", thread::current().id());
    thread::Builder::new().name("a\0b".into()).spawn(|| ()).ok();
}
