// Des vignettes d’un dossier d’images, sur tous les cœurs.

mod batch;
mod folder;
mod shrink;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;

use crate::batch::Stop;

// ANCHOR: arguments
/// Réduit les images JPEG et PNG d’un dossier.
///
/// Code de sortie : 0 quand tout est fait, 1 quand il manque des vignettes,
/// 2 quand la demande est impossible, 130 après Ctrl-C.
#[derive(Parser)]
#[command(name = "thumbnails", version)]
struct Arguments {
    /// Le dossier des images ; ses sous-dossiers sont laissés.
    folder: PathBuf,
    /// Où écrire les vignettes [par défaut : FOLDER/thumbnails].
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Le plus grand côté d’une vignette, en pixels.
    #[arg(short, long, default_value_t = 320)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=4096))]
    size: u32,
    /// Combien d’images à la fois [par défaut : une par cœur].
    #[arg(short, long)]
    jobs: Option<NonZeroUsize>,
}
// ANCHOR_END: arguments

// ANCHOR: main
fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("erreur : {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode> {
    let folder = &arguments.folder;
    let output = match &arguments.output {
        Some(output) => output.clone(),
        None => folder.join("thumbnails"),
    };
    let pictures = folder::pictures(folder)?;
    folder::prepare(folder, &output)?;
    let stop = Stop::on_ctrl_c().context("Ctrl-C ne peut pas être suivi")?;
    let shrink = |picture: &_| shrink::shrink(picture, &output, arguments.size);
    let jobs = arguments.jobs.map_or(0, NonZeroUsize::get);
    let summary = batch::run(&pictures, jobs, &stop, shrink)?;
    print!("{summary}");
    Ok(summary.exit_code())
}
// ANCHOR_END: main
