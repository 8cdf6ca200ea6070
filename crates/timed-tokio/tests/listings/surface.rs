// One of everything that makes a task wait.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Barrier, Mutex, Notify, RwLock, Semaphore, broadcast, mpsc, oneshot, watch};
use tokio::time::sleep;

const SHORT: Duration = Duration::from_millis(10);

#[derive(Default)]
struct Kitchen {
    pan: Mutex<u32>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let oven = Arc::new(Mutex::new(0));
    let price = Arc::new(RwLock::new(1));
    let rings = Arc::new(Semaphore::new(1));
    let bell = Arc::new(Notify::new());
    let start = Arc::new(Barrier::new(2));
    let (orders, mut taken) = mpsc::channel(1);
    let (answer, answered) = oneshot::channel();
    let (weather, mut seen) = watch::channel("rain");
    let (radio, mut heard) = broadcast::channel(4);

    let cook = tokio::spawn({
        let (oven, price, rings) = (oven.clone(), price.clone(), rings.clone());
        let (bell, start) = (bell.clone(), start.clone());
        async move {
            assert_eq!(taken.recv().await, Some(1));
            *oven.lock().await += 1;
            *price.write().await += 1;
            drop(rings.acquire().await.unwrap());
            bell.notified().await;
            start.wait().await;
            assert_eq!(answered.await, Ok(7));
            seen.changed().await.unwrap();
            assert_eq!(heard.recv().await, Ok("news"));
            assert_eq!(taken.recv().await, Some(2));
            sleep(SHORT).await;
            assert_eq!(taken.recv().await, Some(3));
        }
    });
    let kitchen = Kitchen::default();
    {
        let _permit = rings.clone().acquire_owned().await.unwrap();
        let _free = price.read().await;
        let _held = oven.lock().await;
        sleep(SHORT).await;
        orders.send(1).await.unwrap();
        sleep(SHORT).await;
    }
    sleep(SHORT).await;
    bell.notify_one();
    sleep(SHORT).await;
    start.wait().await;
    sleep(SHORT).await;
    answer.send(7).unwrap();
    sleep(SHORT).await;
    weather.send("sun").unwrap();
    sleep(SHORT).await;
    radio.send("news").unwrap();
    sleep(SHORT).await;
    orders.send(2).await.unwrap();
    orders.send(3).await.unwrap();
    tokio::select! {
        _ = cook => {}
        () = sleep(Duration::from_secs(3600)) => unreachable!(),
    }
    *kitchen.pan.lock().await += 1;
}
