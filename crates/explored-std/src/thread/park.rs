//! Parking: a thread sleeps until its token is set.

use crate::model::{Place, Ready, SPURIOUS, Step, TIME_OUT, Way, done, late_time_out, me, with};
use ::std::mem::take;
use ::std::time::Duration;

const TOKEN: Way = 0;

#[track_caller]
pub fn park() {
    sleep("park", Place::caller(), false);
}

#[track_caller]
pub fn park_timeout(_: Duration) {
    sleep("park_timeout", Place::caller(), true);
}

fn sleep(kind: &'static str, place: Place, timed: bool) {
    let current = me();
    let ready = Ready::ways(move |world| match world.thread(current) {
        thread if thread.parked_token => vec![TOKEN],
        _ if timed => vec![TIME_OUT],
        thread if world.options.spurious && !thread.spurious_used => vec![SPURIOUS],
        _ => vec![],
    });
    let way = Step::new(kind, place)
        .ready(ready)
        .late(late_time_out(place))
        .announce();
    with(|world| {
        let thread = world.thread_mut(current);
        match way {
            TOKEN => {
                thread.parked_token = false;
                let view = take(&mut thread.parked_view);
                world.learn_view(&view);
                world.changed();
            }
            TIME_OUT => thread.timeouts.push(place),
            _ => thread.spurious_used = true,
        }
    });
    done(match way {
        TOKEN => "",
        TIME_OUT => "timed out",
        _ => "woken for no reason",
    });
}
