// Une fenêtre de deux relevés : vide, à moitié pleine, pleine.

use super::answer::Window;

pub fn main() {
    let mut window = Window::new(2);
    let empty = window.mean();
    window.push(4);
    let one = window.mean();
    window.push(3);
    window.push(8);
    println!("{empty} {one} {:?} {}", window.values(), window.mean());
}
