//! Names of threads and objects, as the listing gives them.

use crate::ids::MAIN;
use crate::registry::{ObjectInfo, ThreadInfo};
use crate::source::Source;
use std::collections::HashMap;

/// The builder's name, or that of the binding; several of one name are numbered.
pub fn thread_names(threads: &[ThreadInfo], source: &Source) -> Vec<String> {
    let name = |(id, info): (usize, &ThreadInfo)| match &info.name {
        _ if id == MAIN.0 => "main".into(),
        Some(name) => name.clone(),
        None => (source.binding(info.place))
            .or_else(|| source.spawned(info.place).filter(|_| info.kind == "task"))
            .unwrap_or_else(|| info.kind.into()),
    };
    numbered(threads.iter().enumerate().map(name).collect())
}

/// The binding's name; what one binding makes of several kinds says which.
pub fn object_names(objects: &[ObjectInfo], source: &Source) -> Vec<String> {
    let bound: Vec<Option<String>> = objects
        .iter()
        .map(|info| source.binding(info.place))
        .collect();
    let name = |(id, info): (usize, &ObjectInfo)| {
        let Some(name) = &bound[id] else {
            return info.kind.to_string();
        };
        let other_kind = |(other, bound): (usize, &Option<String>)| {
            bound.as_ref() == Some(name) && objects[other].kind != info.kind
        };
        if bound.iter().enumerate().any(other_kind) {
            format!("{name}.{}", info.kind)
        } else {
            name.clone()
        }
    };
    numbered(objects.iter().enumerate().map(name).collect())
}

/// `fork`, `fork` become `fork[0]`, `fork[1]`.
fn numbered(names: Vec<String>) -> Vec<String> {
    let mut total: HashMap<&str, usize> = HashMap::new();
    for name in &names {
        *total.entry(name).or_default() += 1;
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut unique = vec![];
    for name in &names {
        let rank = seen.entry(name).or_default();
        unique.push(if total[name.as_str()] > 1 {
            format!("{name}[{rank}]")
        } else {
            name.clone()
        });
        *rank += 1;
    }
    unique
}
