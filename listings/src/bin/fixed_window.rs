// Dix par seconde, comptées de seconde en seconde : vingt passent d’un coup.

// ANCHOR: window
struct Window {
    second: u64,
    admitted: u32,
}

impl Window {
    fn admits(&mut self, now_ms: u64) -> bool {
        let second = now_ms / 1000;
        if second != self.second {
            self.second = second;
            self.admitted = 0;
        }
        self.admitted += 1;
        self.admitted <= 10
    }
}
// ANCHOR_END: window

// ANCHOR: main
fn main() {
    let mut window = Window {
        second: 0,
        admitted: 0,
    };
    for now_ms in [990, 1010] {
        let asked = (0..30).map(|_| window.admits(now_ms));
        let admitted = asked.filter(|admitted| *admitted).count();
        println!("à {now_ms} ms : 30 demandes, {admitted} admises");
    }
}
// ANCHOR_END: main
