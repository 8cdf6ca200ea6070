//! Parking: a thread sleeps until its token is set.

use ::std::time::Duration;
use explorer::{Kind, Place, Ready, Step, Way, done, me, with};

const TOKEN: Way = Way::FIRST;

#[track_caller]
pub fn park() {
    sleep(Kind::Park, Place::caller(), false);
}

#[track_caller]
pub fn park_timeout(_: Duration) {
    sleep(Kind::ParkTimeout, Place::caller(), true);
}

fn sleep(kind: Kind, place: Place, timed: bool) {
    let current = me();
    let ready = Ready::ways(move |world| match () {
        _ if world.thread(current).parked.set => vec![TOKEN],
        _ if timed => vec![Way::TimeOut],
        _ if world.may_be_spurious(current) => vec![Way::Spurious],
        _ => vec![],
    });
    let way = Step::new(kind, place).ready(ready).timed().announce();
    with(|world| {
        world.went(way, place);
        if way == TOKEN {
            world.take_token(|thread| &mut thread.parked);
        }
    });
    done(match way {
        TOKEN => "",
        Way::TimeOut => "timed out",
        _ => "woken for no reason",
    });
}
