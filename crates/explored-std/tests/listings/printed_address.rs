fn main() {
    let boxed = Box::new(1);
    println!("{:p}", &*boxed);
}
