// Une photo refusée, et une autre entière ; puis aucune photo.

use std::collections::BTreeMap;

use super::answer::{Body, News, Server, download_all};

struct Local;

impl Server for Local {
    fn get(&self, photo: &str) -> Result<(usize, Body), String> {
        match photo {
            "a" => Err("404".to_owned()),
            _ => Ok((1, Box::new([Ok(vec![8])].into_iter()))),
        }
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
    };
    let two = download_all(&Local, &["a", "b"], &mut show);
    let none = download_all(&Local, &[], &mut show);
    println!("{told:?} {two:?} {none:?}");
}
