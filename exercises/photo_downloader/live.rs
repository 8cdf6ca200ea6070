// Deux photos : la suite de l’une n’arrive que lorsque le refus de l’autre est
// affiché.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::answer::{Body, News, Server, download_all};

static SHOWN: OnceLock<()> = OnceLock::new();

struct Local;

impl Server for Local {
    fn get(&self, photo: &str) -> Result<(usize, Body), String> {
        if photo == "b" {
            return Err("404".to_owned());
        }
        let pieces = (0..2).map(|piece| {
            if piece == 1 {
                SHOWN.wait();
            }
            Ok(vec![7])
        });
        Ok((2, Box::new(pieces)))
    }
}

fn line(news: News) -> String {
    match news {
        News::Received { bytes, of } => format!("{bytes}/{of}"),
        News::Saved { bytes } => format!("saved {bytes}"),
        News::Failed { cause } => format!("failed {cause}"),
    }
}

pub fn main() {
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut show = |photo: &str, news| {
        told.entry(photo.to_owned()).or_default().push(line(news));
        if photo == "b" {
            SHOWN.set(()).ok();
        }
    };
    let totals = download_all(&Local, &["a", "b"], &mut show);
    println!("{told:?} {totals:?}");
}
