//! A compiler together with the sources of its own standard library.
//!
//! The pinned toolchain where it has its sources (`rustup component add
//! rust-src`), otherwise the packages of the distribution, unpacked below
//! `target/` without being installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::source::project::{Project, file_name, files, read, remove};

/// Debian's compiler for web browsers: as recent as they need, with sources.
const COMPILER: &str = "rustc-web";
const SOURCES: &str = "rust-web-src";
const STD: &str = "libstd-rust-web";

/// Of the folder that a version is unpacked to.
pub const PREFIX: &str = "debian-";

#[derive(Clone)]
pub struct Toolchain {
    pub rustc: PathBuf,
    /// Where the compiler finds its own libraries, if it is not installed.
    libraries: Option<PathBuf>,
    /// The standard library of this machine, for build scripts.
    pub host_std: PathBuf,
    pub host: String,
    pub linker: PathBuf,
    /// `1.96.0`
    pub version: String,
    /// All that it says of itself: another compiler says something else.
    pub identity: String,
    /// The folder of the distribution's packages, if it is theirs.
    pub unpacked: Option<PathBuf>,
}

/// A compiler, or the reason why there is none.
pub type Found = std::result::Result<Toolchain, String>;

impl Toolchain {
    pub fn find(project: &Project) -> Result<Found> {
        if !project.root.join("crates/page-libc/Cargo.toml").is_file() {
            return Ok(Err("this course has no room crates/page-libc".into()));
        }
        let pinned = Pinned::ask(project)?;
        if has_sources(&pinned.sysroot.join("lib/rustlib")) {
            return Ok(Ok(pinned.toolchain()?));
        }
        debian(project, &pinned)
    }

    /// `command`, made to compile with this compiler. `unstable` names the
    /// crates that may use unstable features, or is 1.
    pub fn adapt(&self, command: &mut Command, unstable: &str) {
        command
            .env("RUSTC", &self.rustc)
            .env("RUSTC_BOOTSTRAP", unstable)
            .env_remove("RUSTC_WRAPPER")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        if let Some(libraries) = &self.libraries {
            command.env("LD_LIBRARY_PATH", libraries);
        }
    }

    /// The sources are needed no more: half of what was unpacked.
    pub fn prune(&self) -> Result<()> {
        match &self.unpacked {
            Some(folder) => remove(&folder.join("usr/src")),
            None => Ok(()),
        }
    }

    /// False once `prune` has deleted the sources.
    pub fn has_sources(&self) -> bool {
        has_sources(&self.host_std)
    }
}

fn has_sources(rustlib: &Path) -> bool {
    rustlib.join("src/rust/library/std/Cargo.toml").is_file()
}

/// The compiler of `rust-toolchain.toml`, and its linker, which serves both.
struct Pinned {
    sysroot: PathBuf,
    host: String,
    linker: PathBuf,
}

impl Pinned {
    fn ask(project: &Project) -> Result<Pinned> {
        let ask = |arguments: &[&str]| {
            let mut rustc = Command::new("rustc");
            answer(rustc.args(arguments).current_dir(&project.root))
        };
        let sysroot = PathBuf::from(ask(&["--print", "sysroot"])?.trim());
        let host = field(&ask(&["-vV"])?, "host: ")?;
        let linker = sysroot.join(format!("lib/rustlib/{host}/bin/rust-lld"));
        Ok(Pinned {
            sysroot,
            host,
            linker,
        })
    }

    fn toolchain(self) -> Result<Toolchain> {
        let rustc = self.sysroot.join("bin/rustc");
        let identity = answer(Command::new(&rustc).arg("-vV"))?;
        Ok(Toolchain {
            host_std: self.sysroot.join("lib/rustlib"),
            rustc,
            libraries: None,
            host: self.host,
            linker: self.linker,
            version: field(&identity, "release: ")?,
            identity,
            unpacked: None,
        })
    }
}

/// The packages of this distribution, unpacked.
fn debian(project: &Project, pinned: &Pinned) -> Result<Found> {
    let none = |why: &str| {
        Ok(Err(format!(
            "{why}; the programs need the sources of the standard library: `rustup component add rust-src`, or Debian's packages {COMPILER} and {SOURCES}"
        )))
    };
    if !pinned.linker.is_file() {
        return none("the toolchain has no linker rust-lld");
    }
    let above = project.target().join("browser");
    let oldest = oldest(project)?;
    let folder = match kept(&above, &oldest) {
        Some(folder) => folder,
        None => match fetched(&above, &oldest) {
            Ok(folder) => folder,
            Err(why) => return none(&format!("{why:#}")),
        },
    };
    let usr = folder.join("usr");
    let libraries = folder_of_driver(&usr.join("lib"))?;
    let rustc = usr.join("bin/rustc");
    let identity = answer(
        Command::new(&rustc)
            .arg("-vV")
            .env("LD_LIBRARY_PATH", &libraries),
    )?;
    Ok(Ok(Toolchain {
        rustc,
        libraries: Some(libraries),
        host_std: usr.join("lib/rustlib"),
        host: field(&identity, "host: ")?,
        linker: pinned.linker.clone(),
        version: field(&identity, "release: ")?,
        identity,
        unpacked: Some(folder),
    }))
}

/// The newest that was unpacked before: apt, which takes a while to answer, is
/// asked where there is none.
fn kept(above: &Path, oldest: &str) -> Option<PathBuf> {
    let version = |folder: &Path| Some(release(file_name(folder).strip_prefix(PREFIX)?));
    fs::read_dir(above)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| version(folder) >= Some(release(oldest)))
        .filter(|folder| folder.join("usr/bin/rustc").is_file())
        .max_by_key(|folder| version(folder))
}

/// What apt would install, unpacked.
fn fetched(above: &Path, oldest: &str) -> Result<PathBuf> {
    let policy = answer(Command::new("apt-cache").args(["policy", COMPILER]))
        .map_err(|_| anyhow!("the toolchain has no rust-src, and this system no apt"))?;
    let package = candidate(&policy)
        .with_context(|| format!("the toolchain has no rust-src, and this system no {COMPILER}"))?;
    if release(&package) < release(oldest) {
        bail!("the toolchain has no rust-src, and {COMPILER} {package} is older than {oldest}");
    }
    println!("unpacking {COMPILER} {package} below target/browser/ (137 MB are fetched)…");
    let folder = above.join(format!("{PREFIX}{package}"));
    unpack(&package, &every_package(&package)?, &folder)?;
    Ok(folder)
}

/// Gets the sources back after `prune`, for a standard library made anew.
pub fn restore_sources(project: &Project, toolchain: &Toolchain) -> Result<()> {
    let Some(folder) = &toolchain.unpacked else {
        return Ok(());
    };
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let version = name
        .strip_prefix(PREFIX)
        .context("a folder debian-VERSION")?;
    let beside = project.target().join("browser/sources-new");
    unpack(version, &[SOURCES.to_owned()], &beside).with_context(|| {
        format!(
            "delete {}: what apt has today takes its place",
            folder.display()
        )
    })?;
    fs::rename(beside.join("usr/src"), folder.join("usr/src"))
        .context("cannot put the sources in place")?;
    remove(&beside)
}

/// All that the compiler needs to run and to build for this machine.
fn every_package(version: &str) -> Result<Vec<String>> {
    let [major, minor] = release(version);
    let std = format!("{STD}-{major}.{minor}");
    let depends = answer(Command::new("apt-cache").args(["depends", &std]))?;
    let llvm = depends
        .lines()
        .find_map(|line| line.trim().strip_prefix("Depends: libllvm"))
        .with_context(|| format!("{std} names no libllvm"))?;
    let llvm = format!("libllvm{llvm}");
    let packages = [COMPILER, SOURCES, &std, &format!("{STD}-dev"), &llvm];
    Ok(packages.map(str::to_owned).to_vec())
}

/// Downloads packages and unpacks them to `folder`, which is there when all is
/// well only.
fn unpack(version: &str, packages: &[String], folder: &Path) -> Result<()> {
    let above = folder.parent().context("a folder above")?;
    fs::create_dir_all(above)?;
    let work = tempfile::tempdir_in(above)?;
    // LLVM has a version of its own.
    let wanted = packages
        .iter()
        .map(|name| match name.starts_with("libllvm") {
            true => name.clone(),
            false => format!("{name}={version}"),
        });
    answer(
        Command::new("apt-get")
            .args(["download", "-qq"])
            .args(wanted)
            .current_dir(work.path()),
    )
    .context("apt-get could not fetch the packages (try `apt-get update`)")?;
    let root = work.path().join("root");
    for package in files(work.path(), "deb")? {
        answer(Command::new("dpkg").arg("-x").arg(&package).arg(&root))?;
    }
    remove(folder)?;
    fs::rename(&root, folder).context("cannot put the packages in place")?;
    Ok(())
}

fn folder_of_driver(above: &Path) -> Result<PathBuf> {
    files(above, "so")?
        .into_iter()
        .find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("librustc_driver-")
        })
        .and_then(|path| Some(path.parent()?.to_path_buf()))
        .with_context(|| format!("no librustc_driver below {}", above.display()))
}

/// The version that apt would install, if there is one.
fn candidate(policy: &str) -> Option<String> {
    let line = policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    (line != "(none)").then(|| line.to_owned())
}

/// `1.96` of `1.96.0+dfsg1-1~deb12u2`.
fn release(version: &str) -> [u32; 2] {
    let mut numbers = version
        .split(|c: char| !c.is_ascii_digit())
        .map(|number| number.parse().unwrap_or_default());
    std::array::from_fn(|_| numbers.next().unwrap_or_default())
}

/// The oldest compiler that the listings may be compiled with.
fn oldest(project: &Project) -> Result<String> {
    let manifest: toml::Table = read(&project.root.join("Cargo.toml"))?.parse()?;
    manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("package")?.get("rust-version")?.as_str())
        .map(str::to_owned)
        .context("Cargo.toml: no workspace.package.rust-version")
}

fn field(text: &str, name: &str) -> Result<String> {
    text.lines()
        .find_map(|line| line.strip_prefix(name))
        .map(|value| value.trim().to_owned())
        .with_context(|| format!("rustc does not say its {name}"))
}

/// What a command prints; its errors are in the error.
fn answer(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("cannot start {command:?}"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        bail!("{command:?} failed: {}", errors.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::project::write;

    #[test]
    fn the_candidate_is_read_from_apt() {
        let policy = "rustc-web:\n  Installed: (none)\n  Candidate: 1.96.0+dfsg1-1~deb12u2\n";
        assert_eq!(candidate(policy).unwrap(), "1.96.0+dfsg1-1~deb12u2");
        assert_eq!(candidate("x:\n  Candidate: (none)\n"), None);
        assert_eq!(candidate(""), None);
    }

    #[test]
    fn a_compiler_that_was_unpacked_is_kept() {
        let above = tempfile::tempdir().unwrap();
        assert_eq!(kept(&above.path().join("missing"), "1.95"), None);
        for folder in [
            "debian-1.94.0",
            "debian-1.96.0",
            "debian-1.100.0",
            "std-1.101.0",
        ] {
            write(&above.path().join(folder).join("usr/bin/rustc"), "").unwrap();
        }
        fs::create_dir(above.path().join("debian-1.102.0")).unwrap();
        let newest = above.path().join("debian-1.100.0");
        assert_eq!(kept(above.path(), "1.95"), Some(newest));
        assert_eq!(kept(above.path(), "1.101"), None);
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(release("1.96.0+dfsg1-1~deb12u2"), [1, 96]);
        assert!(release("1.100.0") > release("1.95"));
        assert!(release("1.85.0") < release("1.95"));
    }

    #[test]
    fn a_command_that_fails_says_why() {
        let mut failing = Command::new("sh");
        failing.args(["-c", "echo no network >&2; exit 1"]);
        let error = answer(&mut failing).unwrap_err().to_string();
        assert!(error.contains("no network"), "{error}");
    }
}
