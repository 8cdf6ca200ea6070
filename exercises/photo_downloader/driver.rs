// Deux photos, qui ne peuvent être demandées qu’ensemble ; l’une est coupée.

use std::collections::BTreeMap;
use std::sync::Barrier;

use super::answer::{Body, News, Server, download_all};

static PAIR: Barrier = Barrier::new(2);

struct Local;

impl Server for Local {
    fn get(&self, photo: &str) -> Result<(usize, Body), String> {
        PAIR.wait();
        match photo {
            "a" => Ok((3, body(&[Ok("abc")]))),
            _ => Ok((9, body(&[Ok("de"), Err("cut")]))),
        }
    }
}

fn body(pieces: &'static [Result<&str, &str>]) -> Body {
    Box::new(pieces.iter().map(|piece| match piece {
        Ok(text) => Ok(text.as_bytes().to_vec()),
        Err(error) => Err(error.to_string()),
    }))
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
    };
    let totals = download_all(&Local, &["a", "b"], &mut show);
    println!("{told:?} {totals:?}");
}
