//! What the book shows of each listing: recorded, explored, timed, run in a page.
//!
//!     cargo run -p tests --example what_is_shown [PART…]
//!
//! A part is a folder of `src/` (`async`, `patterns`); without one, all of them.

use std::env;

use course::evidence::Evidence;
use course::evidence::graph::Graph;
use course::evidence::recording::Recording;
use course::evidence::timeline::Timeline;
use course::source::lang::{BOTH, Lang};
use course::source::listing::{Listings, Rule};
use course::source::project::Project;
use tests::{Page, pages, project};

fn main() -> anyhow::Result<()> {
    let parts: Vec<String> = env::args().skip(1).collect();
    let project = project();
    let listings = Listings::load(&project)?;
    println!("| page | listing | recorded | explored | timed | in the page |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let all = pages();
    let asked = |page: &&Page| {
        let folder = |part: &String| page.path.starts_with(&format!("src/{part}/"));
        parts.is_empty() || parts.iter().any(folder)
    };
    for page in all.iter().filter(asked) {
        for name in listings.names().filter(|name| is_shown(page, name)) {
            println!(
                "| {} | {name} | {} |",
                &page.path[4..page.path.len() - 3],
                cells(&project, name, listings.rule(name)?).join(" | ")
            );
        }
    }
    Ok(())
}

/// By its source: a page that only tells of another's listing does not show it.
fn is_shown(page: &Page, name: &str) -> bool {
    let included = format!("/src/bin/{name}.rs");
    let ends = |rest: &str| rest.starts_with(['}', ':']);
    page.text.split(&included).skip(1).any(ends)
}

fn cells(project: &Project, name: &str, rule: &Rule) -> [String; 4] {
    let recorded = BOTH.map(|lang| match Recording::load(project, lang, name) {
        Ok(_) => lang.code(),
        Err(_) => "—",
    });
    let explored = rule
        .explore
        .map(|_| match Graph::load(project, Lang::Fr, name) {
            Ok(graph) => format!("{} orders", graph.schedules),
            Err(_) => "missing".into(),
        });
    let timed = rule
        .timeline
        .then(|| match Timeline::load(project, Lang::Fr, name) {
            Ok(_) => "yes".into(),
            Err(_) => "missing".into(),
        });
    let runs = match rule.excepted() {
        Some(ground) => format!("no: {}", ground.why(Lang::En)),
        None => "runs".into(),
    };
    let or_none = |cell: Option<String>| cell.unwrap_or("—".into());
    [recorded.join(" "), or_none(explored), or_none(timed), runs]
}
