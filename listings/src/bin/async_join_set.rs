// Un ensemble de tâches : les résultats viennent dès qu’ils sont là.

use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

async fn fetch(parcel: u32, ms: u64) -> u32 {
    sleep(Duration::from_millis(ms)).await; // L’entrepôt répond.
    parcel
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut tasks = JoinSet::new();
    for (parcel, ms) in [(1, 150), (2, 50), (3, 100)] {
        tasks.spawn(fetch(parcel, ms));
    }
    let mut parcels = Vec::new();
    while let Some(result) = tasks.join_next().await {
        let parcel = result.unwrap();
        println!("colis {parcel} remis, {} attendus", tasks.len());
        parcels.push(parcel);
    }
    parcels.sort();
    assert_eq!(parcels, [1, 2, 3]);
}
