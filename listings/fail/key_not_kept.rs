// `_` ne garde rien : la garde serait détruite sur-le-champ.

use std::sync::Mutex;

fn main() {
    let visits = Mutex::new(0);
    let _ = visits.lock();
}
