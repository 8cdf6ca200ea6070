//! Hands the pages that promises/skeptic.rs wrote to skeptic, which makes a test
//! of each of their Rust blocks.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pages = root.join("target/skeptic/pages");
    println!("cargo::rerun-if-changed={}", pages.display());
    // skeptic takes the outermost `build` among the four folders above this one
    // for cargo's: one folder deeper, `target/build` is out of its sight.
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says it")).join("skeptic");
    fs::create_dir_all(&out).expect("a folder of cargo's");
    fs::write(out.join("skeptic-tests.rs"), "").expect("a folder of cargo's");
    let pages = skeptic::markdown_files_of_directory(&pages.display().to_string());
    // SAFETY: this program has one thread.
    unsafe {
        env::set_var("OUT_DIR", &out);
        // What a block may use is what the listings may: their dependencies.
        env::set_var("CARGO_MANIFEST_DIR", root.join("listings"));
    }
    skeptic::generate_doc_tests(&pages);
}
