// A destructor that would wait in the middle of a panic.
use std::sync::Mutex;

struct Report<'a>(&'a Mutex<u32>);

impl Drop for Report<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap_or_else(|error| error.into_inner()) += 1;
    }
}

fn main() {
    let count = Mutex::new(0);
    let _held = count.lock().unwrap();
    let _report = Report(&count);
    panic!("in the middle");
}
