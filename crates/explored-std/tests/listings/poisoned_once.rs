// A panic inside poisons; forcing tries again.
use std::panic;
use std::sync::{LazyLock, Once, OnceLock};
use std::thread;

static START: Once = Once::new();
static BROKEN: LazyLock<u32> = LazyLock::new(|| panic!("no"));
static CELL: OnceLock<u32> = OnceLock::new();

fn main() {
    assert!(
        thread::spawn(|| START.call_once(|| panic!("first")))
            .join()
            .is_err()
    );
    assert!(panic::catch_unwind(|| START.call_once(|| ())).is_err());
    START.call_once_force(|state| println!("{}", state.is_poisoned()));
    println!("{}", START.is_completed());
    for _ in 0..2 {
        assert!(panic::catch_unwind(|| *BROKEN).is_err());
    }
    assert!(panic::catch_unwind(|| CELL.get_or_init(|| panic!("no"))).is_err());
    println!("{:?} {}", CELL.get(), CELL.get_or_init(|| 4));
}
