use tokio::runtime::Builder;

fn main() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let cook = runtime.spawn(async { println!("task") });
    // Nobody polls it yet.
    println!("before");
    runtime.block_on(async { println!("main") });
    runtime.block_on(cook).unwrap();
}
