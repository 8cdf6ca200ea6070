//! `cargo course record`: runs listings and writes down what they did, the
//! timelines of those that ask for one, the compiler's message for those that
//! must not compile, ThreadSanitizer's report of a data race, and what the commands
//! of a session print.

use anyhow::{Context, Result, bail};

use super::run::{once, progress};
use super::{listings as programs, refused, sanitizer, session, timeline};
use crate::evidence::Evidence;
use crate::evidence::graph::Graph;
use crate::evidence::outcomes::has_run;
use crate::evidence::recording::{Recording, differs};
use crate::source::lang::{BOTH, Lang};
use crate::source::listing::{Listings, Output, Rule, fail_names, message_path};
use crate::source::project::{Project, all_or_nothing, write};

pub fn record(project: &Project, names: &[String], force: bool) -> Result<()> {
    let listings = Listings::load(project)?;
    let fails = fail_names(project)?;
    let (mut runs, mut sessions, mut messages) = (Vec::new(), Vec::new(), names.is_empty());
    for name in names {
        if listings.sessions.get(name).is_some() {
            sessions.push(name.as_str());
        } else if fails.contains(name) {
            messages = true;
        } else {
            listings.rule(name)?;
            runs.push(name.as_str());
        }
    }
    if names.is_empty() {
        runs = listings.names().collect();
        sessions = listings.sessions.names().collect();
    }
    if messages {
        record_messages(project)?;
    }

    let mut problems = Vec::new();
    if let Err(error) = session::record(project, &sessions) {
        problems.push(format!("{error:#}"));
    }
    for lang in BOTH {
        if runs.is_empty() {
            break;
        }
        let built = programs::build(
            project,
            lang,
            if let [one] = runs[..] {
                Some(one)
            } else {
                None
            },
        )?;
        let bar = progress(runs.len() as u64, lang.pick("recording fr", "recording en"));
        for name in &runs {
            bar.set_message(name.to_string());
            let program = built
                .get(*name)
                .with_context(|| format!("cargo built no `{name}`"))?;
            match once(project, program, listings.rule(name)?) {
                Ok(new) => {
                    if keep(project, lang, name, &new, listings.rule(name)?, force)? {
                        bar.suspend(|| println!("{} {name}: recorded", lang.code()));
                    }
                }
                Err(error) => problems.push(format!("{} {name}: {error:#}", lang.code())),
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
    }
    if let Err(error) = sanitizer::record(project, &runs) {
        problems.push(format!("{error:#}"));
    }
    problems.extend(timeline::record(project, &listings, &runs, force)?);
    all_or_nothing(problems)
}

/// Writes a run unless the one that is there agrees with it.
fn keep(
    project: &Project,
    lang: Lang,
    name: &str,
    new: &Recording,
    rule: &Rule,
    force: bool,
) -> Result<bool> {
    if rule.output == Output::Set {
        check_member(project, lang, name, new)?;
    }
    let agrees = difference(project, lang, name, new, rule).is_ok_and(|found| found.is_none());
    if agrees && !force {
        return Ok(false);
    }
    write(&Recording::path(project, lang, name), &new.format())
}

/// What a new run differs in from the recorded one, by the listing's rule.
pub fn difference(
    project: &Project,
    lang: Lang,
    name: &str,
    new: &Recording,
    rule: &Rule,
) -> Result<Option<String>> {
    let old = Recording::load(project, lang, name)?;
    if rule.output != Output::Set {
        return Ok(differs(&old, new, rule));
    }
    let members = [&old, new].map(|run| check_member(project, lang, name, run));
    let problem = members.into_iter().find_map(Result::err);
    Ok(problem.map(|error| error.to_string()))
}

fn check_member(project: &Project, lang: Lang, name: &str, run: &Recording) -> Result<()> {
    if !has_run(&Graph::load(project, lang, name)?, run) {
        bail!(
            "this run is none of the outcomes that `cargo course explore {name}` finds:\n{}",
            run.format()
        );
    }
    Ok(())
}

/// Rewrites the compiler's messages.
fn record_messages(project: &Project) -> Result<()> {
    println!("recording the compiler's messages…");
    let mut messages = refused::messages(project, Lang::Fr)?;
    for name in fail_names(project)? {
        let Some(message) = messages.remove(&name) else {
            bail!("listings/fail/{name}.rs compiles; it belongs in listings/src/bin/");
        };
        write(&message_path(project, &name), &message)?;
    }
    Ok(())
}
