// Le premier qui demande fait charger ; les autres attendent et partagent.

use std::sync::LazyLock;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static LOADS: AtomicU32 = AtomicU32::new(0);
static PORT: LazyLock<u32> = LazyLock::new(|| {
    LOADS.fetch_add(1, SeqCst);
    8080
});

fn main() {
    let ports = thread::scope(|s| {
        let alice = s.spawn(|| *PORT);
        let bob = s.spawn(|| *PORT);
        [alice.join().unwrap(), bob.join().unwrap()]
    });
    let loads = LOADS.load(SeqCst);
    println!("ports : {ports:?}, chargements : {loads}");
    assert_eq!((ports, loads), ([8080, 8080], 1));
}
