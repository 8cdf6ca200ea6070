// Une fonction `async` qui s’attend elle-même devrait se contenir.

async fn countdown(n: u32) -> u32 {
    if n == 0 { 0 } else { countdown(n - 1).await }
}

fn main() {
    let _ = countdown(3);
}
