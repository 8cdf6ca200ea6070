use std::cell::Cell;

thread_local! {
    static SEEN: Cell<u32> = const { Cell::new(0) };
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let cook = tokio::spawn(async {
        SEEN.set(SEEN.get() + 1);
    });
    cook.await.unwrap();
}
