// L’ordre annoncé.

use super::answer::ORDER;

pub fn main() {
    println!("{ORDER:?}");
}
