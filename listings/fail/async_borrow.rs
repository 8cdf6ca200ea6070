// Une tâche ne peut pas emprunter à celle qui la lance.

#[tokio::main]
async fn main() {
    let sales = vec![12, 30, 8];
    let total = tokio::spawn(async { sales.iter().sum::<u32>() });
    let total = total.await.unwrap();
    println!("{total} {}", sales.len());
}
