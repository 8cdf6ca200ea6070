// A node is freed, and then read through a pointer to what is no cell.
fn main() {
    let dish = Box::into_raw(Box::new(7));
    // SAFETY: none.
    unsafe {
        drop(Box::from_raw(dish));
        println!("{}", *dish);
    }
}
