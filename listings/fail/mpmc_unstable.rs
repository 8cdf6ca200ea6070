// Un canal à plusieurs récepteurs existe dans `std`, mais il est instable.

use std::sync::mpmc;

fn main() {
    let (_sender, receiver) = mpmc::channel::<u32>();
    let _other = receiver.clone();
}
