//! The listings, and the projects, as programs: built by cargo, in French and in
//! English.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use regex::Regex;

use super::cargo::{self, programs};
use super::workshop::lay;
use crate::source::lang::Lang;
use crate::source::listing::Kind;
use crate::source::po::Po;
use crate::source::project::{Project, files, read};

/// The workspace that holds this language's listings.
pub fn workspace(project: &Project, lang: Lang) -> PathBuf {
    match lang {
        Lang::Fr => project.root.clone(),
        Lang::En => project.target().join("en"),
    }
}

pub fn package(lang: Lang) -> &'static str {
    lang.pick("listings", "listings-en")
}

/// A cargo command in this language's workspace. The build folder is shared, so
/// dependencies are built once.
pub fn command(project: &Project, lang: Lang, arguments: &[&str]) -> Command {
    // The English programs differ in words: clippy looks at the French ones.
    let mut command = match lang {
        Lang::Fr => cargo::checked(),
        Lang::En => cargo::cargo(),
    };
    command
        .args(arguments)
        .current_dir(workspace(project, lang));
    if lang == Lang::En {
        command
            .env("CARGO_TARGET_DIR", project.target().join("en/target"))
            .env("CARGO_BUILD_BUILD_DIR", project.target().join("build"));
    }
    command
}

/// Builds this language's listings (all, or one) and says where each is.
pub fn build(
    project: &Project,
    lang: Lang,
    only: Option<&str>,
) -> Result<BTreeMap<String, PathBuf>> {
    built(
        project,
        lang,
        package(lang),
        only.map(|name| ["--bin", name]),
        &[],
    )
}

/// Builds one listing, a project or an example of it (`PROJECT/EXAMPLE`),
/// optimised or not, and says where it is.
pub fn program(project: &Project, lang: Lang, name: &str, release: bool) -> Result<PathBuf> {
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    let (of, only) = match name.split_once('/') {
        Some((of, example)) => (of, ["--example", example]),
        None => (name, ["--bin", name]),
    };
    let of_a_project = package_of_project(lang, of);
    let package = match projects(project)?.contains(of) {
        true => &of_a_project,
        false => package(lang),
    };
    built(project, lang, package, Some(only), profile)?
        .remove(only[1])
        .with_context(|| format!("cargo built no `{name}`"))
}

/// The projects' names.
pub fn projects(project: &Project) -> Result<BTreeSet<String>> {
    let files = Kind::Project.names(project)?;
    let first = |name: &String| Some(name.split_once('/')?.0.to_owned());
    Ok(files.iter().filter_map(first).collect())
}

/// Their examples, each as `PROJECT/EXAMPLE`.
pub fn examples(project: &Project) -> Result<Vec<String>> {
    let files = Kind::Project.names(project)?;
    let example = |name: &String| {
        let (of, name) = name.split_once("/examples/")?;
        Some(format!("{of}/{name}"))
    };
    Ok(files.iter().filter_map(example).collect())
}

fn package_of_project(lang: Lang, name: &str) -> String {
    [name, lang.pick("", "-en")].concat()
}

fn built(
    project: &Project,
    lang: Lang,
    package: &str,
    only: Option<[&str; 2]>,
    profile: &[&str],
) -> Result<BTreeMap<String, PathBuf>> {
    if lang == Lang::En {
        generate_english(project)?;
    }
    let mut arguments = vec![
        "build",
        "--quiet",
        "--package",
        package,
        "--message-format=json-render-diagnostics",
    ];
    match only {
        Some(only) => arguments.extend(only),
        None => arguments.push("--bins"),
    }
    arguments.extend(profile);
    let output = command(project, lang, &arguments)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!(
            "the {} listings do not compile; the compiler's messages are above",
            lang.code()
        );
    }
    programs(&output.stdout)
}

/// Writes the English listings and projects: the same files, comments and strings
/// translated, as a workspace of their own in `target/en`.
pub fn generate_english(project: &Project) -> Result<()> {
    let po = Po::load(project)?;
    po.check_usable()?;
    let translations = po.translations();
    let to = workspace(project, Lang::En);
    let listings = project.listings();

    let mut manifest: toml::Table = read(&project.root.join("Cargo.toml"))?.parse()?;
    let workspace = manifest["workspace"]
        .as_table_mut()
        .context("Cargo.toml: no [workspace]")?;
    let projects = projects(project)?;
    let folders = projects.iter().map(|name| format!("projects/{name}"));
    let members: Vec<String> = folders.chain(["listings".into()]).collect();
    workspace.insert("members".into(), members.into());
    workspace.remove("default-members");
    let package = read(&listings.join("Cargo.toml"))?
        .replace("name = \"listings\"", "name = \"listings-en\"");
    let mut contents = vec![
        ("Cargo.toml".to_owned(), toml::to_string(&manifest)?),
        ("listings/Cargo.toml".to_owned(), package),
    ];
    for name in projects {
        let manifest = format!("projects/{name}/Cargo.toml");
        let french = read(&project.root.join(&manifest))?;
        let own = format!("name = \"{name}\"");
        let english = format!("name = \"{}\"", package_of_project(Lang::En, &name));
        // The first is the package's; the program keeps its name.
        contents.push((manifest, french.replacen(&own, &english, 1)));
    }
    for name in Kind::Project.names(project)? {
        let path = Kind::Project.path(project, &name);
        let english = translations
            .listing(&read(&path)?)
            .with_context(|| project.relative(&path))?;
        contents.push((project.relative(&path), english));
    }
    for folder in ["src", "benches"] {
        let folder = listings.join(folder);
        if !folder.is_dir() {
            continue;
        }
        for path in files(&folder, "rs")? {
            let french = read(&path)?;
            let english = translations
                .listing(&french)
                .with_context(|| project.relative(&path))?;
            contents.push((project.relative(&path), english));
            for page in pages_read(&french) {
                let text = translations.page(&read(&project.pages().join(page))?)?;
                contents.push((format!("src/{page}"), text));
            }
        }
    }
    lay(project, &to, contents)
}

/// The pages that a program holds in its text (`include_str!`): it names them in
/// quotes, from `src/`.
pub fn pages_read(source: &str) -> impl Iterator<Item = &str> {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#""([a-z/-]+\.md)""#).unwrap());
    let found = PAGE.captures_iter(source);
    found.filter_map(|page| Some(page.get(1)?.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_names_the_pages_that_it_reads() {
        let source = "const PAGES: [&str; 2] = [page!(\"why/no-gil.md\"), page!(\"a.md\")];";
        let pages: Vec<&str> = pages_read(source).collect();
        assert_eq!(pages, ["why/no-gil.md", "a.md"]);
        assert_eq!(pages_read("// See README.md.").count(), 0);
    }
}
