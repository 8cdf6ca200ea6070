//! Listings compiled a second time, in a generated package where a dependency
//! named `std` is a crate of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result};

use crate::make::cargo;
use crate::source::project::{House, files, read, write};

/// A crate that takes the place of `std`, and the folder of `target/` for the
/// programs that it is given to.
pub struct StandIn {
    pub package: &'static str,
    pub folder: &'static str,
    pub into: &'static str,
    pub line_tables: bool,
}

impl StandIn {
    /// Builds programs, each a name and the text of its `main.rs`; what does not
    /// compile is missing from the answer.
    pub fn build(
        &self,
        house: &House,
        programs: &BTreeMap<String, String>,
    ) -> Result<BTreeMap<String, PathBuf>> {
        self.generate(house, programs)?;
        let to = house.target().join(self.into);
        let output = cargo::cargo()
            .args([
                "build",
                "--quiet",
                "--bins",
                "--keep-going",
                "--message-format=json-render-diagnostics",
            ])
            .current_dir(&to)
            .env("CARGO_TARGET_DIR", to.join("target"))
            .env("CARGO_BUILD_BUILD_DIR", house.target().join("build"))
            .stderr(Stdio::inherit())
            .output()
            .context("cannot start cargo")?;
        cargo::programs(&output.stdout)
    }

    fn generate(&self, house: &House, programs: &BTreeMap<String, String>) -> Result<()> {
        let StandIn {
            package,
            folder,
            into,
            line_tables,
        } = self;
        let to = house.target().join(into);
        let root: toml::Table = read(&house.root.join("Cargo.toml"))?.parse()?;
        let profile = toml::to_string(&toml::Table::from_iter([(
            "profile".to_owned(),
            root["profile"].clone(),
        )]))?;
        let tables = match line_tables {
            true => format!("\n[profile.dev.package.{into}]\ndebug = \"line-tables-only\"\n"),
            false => String::new(),
        };
        let manifest = format!(
            "[package]\nname = \"{into}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\nstd = {{ package = \"{package}\", path = \"{}\" }}\n\n{profile}{tables}",
            house.root.join(folder).display()
        );
        write(&to.join("Cargo.toml"), &manifest)?;
        write(
            &to.join("Cargo.lock"),
            &read(&house.root.join("Cargo.lock"))?,
        )?;
        let mut kept = BTreeSet::new();
        for (name, main) in programs {
            let path = to.join(format!("src/bin/{name}.rs"));
            write(&path, main)?;
            kept.insert(path);
        }
        for path in files(&to.join("src/bin"), "rs")? {
            if !kept.contains(&path) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}
