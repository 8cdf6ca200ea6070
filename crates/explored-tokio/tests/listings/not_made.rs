use tokio::sync::OnceCell;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut oven = OnceCell::new();
    let burnt = oven.get_or_try_init(|| async { Err::<u32, _>("burnt") });
    println!("{:?} {}", burnt.await, oven.initialized());
    let hot = oven.get_or_try_init(|| async { Ok::<_, &str>(180) });
    let hot = hot.await.copied();
    println!("{hot:?} {:?} {:?}", oven.set(1), oven.take());
    println!("{:?}", oven.get());
}
