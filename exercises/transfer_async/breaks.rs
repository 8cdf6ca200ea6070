// L’ordre annoncé.

use super::answer::ORDER;

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    println!("{ORDER:?}");
}
