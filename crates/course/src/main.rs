//! `cargo course`: the course's own tool.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use course::exercises::Wish;
use course::make::own::Bounds;
use course::source::lang::Lang;
use course::source::project::Project;

/// The course's tool: pages, listings, translation, checks.
#[derive(Parser)]
#[command(name = "cargo course", bin_name = "cargo course")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build both editions and serve them with live reload
    Serve {
        /// The port; the next free one is taken if it is in use
        #[arg(long, default_value_t = 3000)]
        port: u16,
    },
    /// Write the static site of both editions to book/
    Build {
        /// Without the programs that run in them
        #[arg(long)]
        pages: bool,
    },
    /// Run a listing, a project, or an example of one (PROJECT/EXAMPLE)
    Run {
        name: String,
        /// fr or en
        #[arg(long, default_value = "fr")]
        lang: Lang,
        /// Optimised
        #[arg(long)]
        release: bool,
        /// What the listing gets, after `--`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Run listings and rewrite the recordings that no longer agree
    Record {
        /// All of them, if none is named
        names: Vec<String>,
        /// Rewrite even what agrees, for new times
        #[arg(long)]
        force: bool,
    },
    /// Visit every interleaving of listings, or of a file of your own, and check what can happen
    Explore {
        /// Listings, or paths of files; all listings that ask for it, if none is named
        names: Vec<String>,
        #[command(flatten)]
        bounds: Bounds,
    },
    /// Open an exercise: a verdict at each save, hints, the solution
    Exercise {
        /// All of them are listed, if none is named
        name: Option<String>,
        #[arg(requires = "name")]
        wish: Option<Wish>,
        /// fr or en; that of your system, if nothing is said
        #[arg(long)]
        lang: Option<Lang>,
        /// One verdict, and the end: 0 if the answer is right
        #[arg(long)]
        once: bool,
        /// One order alone, by the address that a verdict gave it
        #[arg(long, requires = "name")]
        order: Option<String>,
    },
    /// Build the listings as programs of the reader's browser
    Browser {
        /// All that have changed, if none is named
        names: Vec<String>,
    },
    /// Run the comparisons that pages show, side by side, and write their figures
    Measure {
        /// All of them, if none is named
        names: Vec<String>,
        /// Once, on little work, only to compare results
        #[arg(long)]
        small: bool,
    },
    /// Extract messages, merge them into po/en.po, say what is missing
    Po {
        /// Change nothing: fail if anything is new, fuzzy, missing or broken
        #[arg(long)]
        check: bool,
    },
    /// Run every check there is
    Test {
        /// Only the phases whose name contains this
        #[arg(long)]
        only: Option<String>,
        /// In the place of the checks: the same programs again and again
        #[arg(long)]
        soak: bool,
    },
    /// Run a program that was built for a page (called by cargo, in tests)
    #[command(hide = true)]
    Wasm {
        file: PathBuf,
        /// What cargo gives a test, and a page does not
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// The preprocessor of stock mdBook (called by mdbook, in French)
    #[command(hide = true)]
    Preprocess {
        #[command(subcommand)]
        question: Option<Question>,
    },
}

#[derive(Subcommand)]
enum Question {
    /// Every renderer is supported
    Supports { renderer: String },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let project = Project::find()?;
    match command {
        Command::Serve { port } => course::site::serve::serve(&project, port),
        Command::Build { pages } => course::commands::build(&project, pages),
        Command::Run {
            name,
            lang,
            release,
            arguments,
        } => return course::commands::run(&project, &name, lang, release, &arguments),
        Command::Record { names, force } => course::make::record::record(&project, &names, force),
        Command::Explore { names, bounds } => course::commands::explore(&project, &names, &bounds),
        Command::Exercise {
            name: Some(name),
            wish,
            lang,
            once,
            order,
        } => {
            let order = order.as_deref();
            return course::exercises::open(&project, &name, wish, lang, once, order);
        }
        Command::Exercise { lang, .. } => course::exercises::list(&project, lang),
        Command::Browser { names } => course::programs::browser(&project, &names),
        Command::Measure { names, small } => {
            course::make::measure::measure(&project, &names, small)
        }
        Command::Wasm { file, .. } => course::checks::programs::run_one(&project, &file),
        Command::Po { check } => course::commands::po(&project, check),
        Command::Test { soak: true, .. } => course::checks::soak::soak(&project),
        Command::Test { only, .. } => course::checks::test(&project, only.as_deref()),
        Command::Preprocess {
            question: Some(Question::Supports { .. }),
        } => Ok(()),
        Command::Preprocess { question: None } => course::commands::preprocess(&project),
    }?;
    Ok(ExitCode::SUCCESS)
}
