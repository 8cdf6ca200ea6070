//! What is not modelled is not there: a listing that uses it does not compile.

use std::__std::env::{current_exe, temp_dir};
use std::__std::fs;
use std::__std::path::{Path, PathBuf};
use std::__std::process::{Command, id};

/// Real, shared with the world or with other threads, and not modelled.
const ABSENT: [&str; 15] = [
    "std::backtrace",
    "std::env::args",
    "std::fs",
    "std::io::stdin",
    "std::io::stdout",
    "std::net",
    "std::os",
    "std::panic::set_hook",
    "std::path",
    "std::process",
    "std::sync::mpmc",
    "std::sync::MappedMutexGuard",
    "std::thread::sleep_until",
    "std::time::Instant",
    "std::time::SystemTime",
];

#[test]
fn unmodelled_items_do_not_compile() {
    let uses: String = ABSENT.iter().map(|item| format!("use {item};\n")).collect();
    let errors = compile("absent", &uses).expect_err("none of them is there");
    let found: Vec<&&str> = ABSENT
        .iter()
        .filter(|item| !errors.contains(&format!("use {item};\n")))
        .collect();
    assert!(found.is_empty(), "these compile: {found:?}\n{errors}");
}

#[test]
fn modelled_items_compile() {
    let modelled = "use std::cell::{Cell, LazyCell, OnceCell, Ref, RefCell, RefMut, UnsafeCell};
        use std::collections::HashMap;
        use std::sync::atomic::{AtomicPtr, fence};
        use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock, mpsc};
        use std::thread::{Builder, JoinHandle, Scope, available_parallelism, park_timeout};
        use std::time::Duration;";
    compile("present", modelled).unwrap();
}

/// Checks a listing as Cargo would, with the explorer under the name of `std`.
fn compile(name: &str, uses: &str) -> Result<(), String> {
    let folder = temp_dir().join(format!("explored-surface-{}-{name}", id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.rs"));
    fs::write(
        &file,
        format!("#![allow(unused_imports)]\n{uses}\nfn main() {{}}\n"),
    )
    .unwrap();
    let exe = current_exe().unwrap();
    let deps = exe.parent().unwrap();
    let output = Command::new("rustc")
        .args(["--edition", "2024", "--emit", "metadata", "--out-dir"])
        .arg(&folder)
        .args(["--extern", &format!("std={}", newest_std(deps).display())])
        .args(["-L", &format!("dependency={}", deps.display())])
        .arg(&file)
        .output()
        .unwrap();
    fs::remove_dir_all(&folder).ok();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() {
        Ok(())
    } else {
        Err(errors)
    }
}

fn newest_std(deps: &Path) -> PathBuf {
    let entries = fs::read_dir(deps)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let named = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("libexplored_std-") && name.ends_with(".rlib")
    };
    let built = |path: &PathBuf| fs::metadata(path).unwrap().modified().unwrap();
    entries
        .filter(named)
        .max_by_key(built)
        .expect("the tests were built against it")
}
