// Une suite de relevés, et ceux où une alerte commence.

use super::answer::Alarm;

pub fn main() {
    let mut alarm = Alarm::new(80, 70);
    let readings = [80, 81, 90, 75, 81, 70, 85, 69, 95];
    let begins = readings.map(|reading| u32::from(alarm.see(reading)));
    println!("{begins:?}");
}
