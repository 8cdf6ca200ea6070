// Rien à traiter.

use super::answer::run;

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    run(|| None, async |_: u32| println!("?")).await;
    println!("0");
}
