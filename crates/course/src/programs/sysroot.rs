//! What programs are compiled against: the standard library, built from source
//! so that panics unwind, and the small libc of `browser/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::hash;
use super::toolchain::{PREFIX, Toolchain, restore_sources};
use crate::make::cargo::cargo;
use crate::source::project::{Project, files, link, read, remove, write};

pub const TARGET: &str = "wasm32-wasip1-threads";

/// The name of the target in environment variables.
pub const VARIABLE: &str = "CARGO_TARGET_WASM32_WASIP1_THREADS";

/// Between flags, where a flag may hold spaces.
const SEPARATOR: &str = "\u{1f}";

/// What the crates of the registry are called in a program.
const CRATES_PATH: &str = "/crates";

/// As much memory as theme/js/run/host.js grants.
const LARGEST_MEMORY: u32 = 256 << 20;

/// Another way of building the standard library must change this text.
const STD_MANIFEST: &str = "[package]
name = \"stdbuild\"
edition = \"2024\"

[profile.release]
opt-level = \"s\"
codegen-units = 1

[workspace]
";
const STD_PATH: &str = "/rust";
const STD_CRATES: &str = "-Zbuild-std=std,panic_unwind,test";

/// How every program is compiled: another list makes other programs. The
/// threads of tokio's runtime are an unstable feature on this target.
pub const FLAGS: [&str; 2] = ["-Clink-arg=-lm", "--cfg=tokio_unstable"];

pub struct Sysroot {
    pub toolchain: Toolchain,
    folder: PathBuf,
    /// Another compiler, standard library or libc has another key.
    pub key: String,
}

/// The sysroot for this compiler and libc: the one that is there, or a new one.
pub fn make(project: &Project, toolchain: Toolchain) -> Result<Sysroot> {
    let std_key = hash(&[&toolchain.identity, STD_MANIFEST, STD_CRATES, STD_PATH]);
    let key = hash(&[&std_key, &libc_sources(project)?]);
    let above = project.target().join("browser");
    let sysroot = Sysroot {
        folder: above.join(format!("sysroot-{}", &key[..12])),
        toolchain,
        key,
    };
    if sysroot.folder.is_dir() {
        return Ok(sysroot);
    }
    let std = above.join(format!("std-{}", &std_key[..12]));
    if !std.is_dir() {
        build_std(project, &sysroot.toolchain, &std)?;
    }
    sysroot.assemble(project, &std)?;
    let mut kept = vec![std, sysroot.folder.clone()];
    kept.extend(sysroot.toolchain.unpacked.clone());
    forget_others(&above, &kept)?;
    sysroot.toolchain.prune()?;
    Ok(sysroot)
}

impl Sysroot {
    /// `command`, made to compile for the target.
    pub fn adapt(&self, command: &mut Command, panic: &str, unstable: &str) -> Result<()> {
        self.toolchain.adapt(command, unstable);
        let flags = [
            format!("--sysroot={}", self.folder.display()),
            format!("-Cpanic={panic}"),
            format!("-Clink-arg=--max-memory={LARGEST_MEMORY}"),
            renamed(&crates()?, CRATES_PATH),
        ];
        let flags: Vec<&str> = FLAGS
            .into_iter()
            .chain(flags.iter().map(String::as_str))
            .collect();
        command
            .env("CARGO_BUILD_TARGET", TARGET)
            .env(format!("{VARIABLE}_LINKER"), &self.toolchain.linker)
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join(SEPARATOR));
        Ok(())
    }

    fn libraries(&self) -> PathBuf {
        self.folder.join(format!("lib/rustlib/{TARGET}/lib"))
    }

    /// Puts the standard library and the libc where the compiler looks. The
    /// folder has its name when all is well only.
    fn assemble(&self, project: &Project, std: &Path) -> Result<()> {
        println!("building crates/page-libc…");
        let new = self.folder.with_extension("new");
        remove(&new)?;
        let building = Sysroot {
            folder: new.clone(),
            toolchain: self.toolchain.clone(),
            key: self.key.clone(),
        };
        let libraries = building.libraries();
        let own = libraries.join("self-contained");
        fs::create_dir_all(&own)?;
        for library in files(std, "rlib")? {
            let name = library.file_name().context("a file")?;
            fs::hard_link(&library, libraries.join(name))?;
        }
        let host = &self.toolchain.host;
        link(
            &self.toolchain.host_std.join(host),
            &new.join(format!("lib/rustlib/{host}")),
        )?;
        let [libc, libm] = building.build_libc(project)?;
        fs::copy(libc, own.join("libc.a"))?;
        fs::copy(libm, own.join("libm.a"))?;
        building.build_start(project, &own.join("crt1-command.o"))?;
        fs::rename(&new, &self.folder).context("cannot put the sysroot in place")
    }

    /// The libc and the mathematics it leans on, as archives.
    fn build_libc(&self, project: &Project) -> Result<[PathBuf; 2]> {
        let mut command = cargo();
        command
            .args(["build", "--quiet", "--package", "page-libc", "--lib"])
            .args([
                "--profile",
                "browser",
                "--message-format=json-render-diagnostics",
            ])
            .current_dir(&project.root);
        self.adapt(&mut command, "abort", "page_libc")?;
        let folder = project.target().join("browser/libc");
        command
            .env("CARGO_TARGET_DIR", &folder)
            .env("CARGO_BUILD_BUILD_DIR", &folder)
            .stderr(Stdio::inherit());
        let output = command.output().context("cannot start cargo")?;
        if !output.status.success() {
            bail!("crates/page-libc does not compile; the compiler's messages are above");
        }
        let library = |name: &str| -> Result<PathBuf> {
            String::from_utf8_lossy(&output.stdout)
                .lines()
                .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
                .filter(|message| message["target"]["name"] == name)
                .find_map(|message| {
                    let files = message["filenames"].as_array()?.clone();
                    let found = files.iter().filter_map(|file| file.as_str());
                    found
                        .map(PathBuf::from)
                        .find(|f| f.extension().is_some_and(|e| e == "rlib"))
                })
                .with_context(|| format!("cargo built no {name}"))
        };
        Ok([library("page_libc")?, library("libm")?])
    }

    fn build_start(&self, project: &Project, to: &Path) -> Result<()> {
        let mut command = Command::new(&self.toolchain.rustc);
        self.toolchain.adapt(&mut command, "1");
        let status = command
            .args([
                "--edition=2024",
                "--crate-type=lib",
                "-Cpanic=abort",
                "-Copt-level=s",
            ])
            .args(["--target", TARGET, "--sysroot"])
            .arg(&self.folder)
            .arg(format!("--emit=obj={}", to.display()))
            .arg(project.root.join("crates/page-libc/src/crt1.rs"))
            .status()?;
        if !status.success() {
            bail!(
                "crates/page-libc/src/crt1.rs does not compile; the compiler's messages are above"
            );
        }
        Ok(())
    }
}

/// Builds the standard library with the cargo of the pinned toolchain.
fn build_std(project: &Project, toolchain: &Toolchain, to: &Path) -> Result<()> {
    println!(
        "building the standard library of rustc {} for {TARGET} (once, about a minute)…",
        toolchain.version
    );
    if !toolchain.has_sources() {
        restore_sources(project, toolchain)?;
    }
    let work = project.target().join("browser/std");
    remove(&work)?;
    write(&work.join("Cargo.toml"), STD_MANIFEST)?;
    write(&work.join("src/lib.rs"), "#![no_std]\n")?;
    let mut command = cargo();
    command
        .args([
            "build",
            "--quiet",
            "--release",
            "--target",
            TARGET,
            STD_CRATES,
        ])
        .current_dir(&work);
    toolchain.adapt(&mut command, "1");
    let sources = toolchain.host_std.join("src/rust");
    let flags = [
        "-Cpanic=unwind".to_owned(),
        renamed(&sources, STD_PATH),
        renamed(&sources.canonicalize()?, STD_PATH),
        renamed(&crates()?, CRATES_PATH),
    ];
    command
        .env("CARGO_TARGET_DIR", work.join("target"))
        .env("CARGO_BUILD_BUILD_DIR", work.join("target"))
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join(SEPARATOR));
    let status = command.status().context("cannot start cargo")?;
    if !status.success() {
        bail!("the standard library could not be built; the compiler's messages are above");
    }
    let new = to.with_extension("new");
    remove(&new)?;
    fs::create_dir_all(&new)?;
    for library in files(&work.join("target").join(TARGET).join("release"), "rlib")? {
        let name = library.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with("libstdbuild") {
            fs::copy(&library, new.join(&*name))?;
        }
    }
    remove(&work)?;
    fs::rename(&new, to).context("cannot put the standard library in place")
}

/// Places are in the messages of panics, and say nothing of this machine.
fn renamed(folder: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", folder.display())
}

/// Where cargo unpacks the crates of the registry.
fn crates() -> Result<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    Ok(home
        .context("neither CARGO_HOME nor HOME is set")?
        .join("registry/src"))
}

/// Everything that the libc is made from.
fn libc_sources(project: &Project) -> Result<String> {
    let browser = project.root.join("crates/page-libc");
    let mut text = read(&browser.join("Cargo.toml"))?;
    for file in files(&browser.join("src"), "rs")? {
        text.push_str(&read(&file)?);
    }
    Ok(text)
}

/// Deletes compilers, standard libraries, sysroots and programs of other keys.
fn forget_others(above: &Path, kept: &[PathBuf]) -> Result<()> {
    for entry in fs::read_dir(above)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ours = ["std-", "sysroot-", PREFIX]
            .iter()
            .any(|start| name.starts_with(start));
        if ours && !kept.contains(&path) {
            fs::remove_dir_all(&path)?;
        }
    }
    // cargo does not see that a library of the sysroot has changed.
    remove(&above.join("build"))
}
