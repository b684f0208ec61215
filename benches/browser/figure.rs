//! A measured figure, and the file that keeps them.

use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::page;
use crate::servers::Fallible;

/// What was measured, perhaps beside a peer doing the same work.
#[derive(Debug)]
pub(crate) struct Figure {
    pub(crate) ours: f64,
    pub(crate) peer: Option<Peer>,
    pub(crate) unit: &'static str,
}

/// Somebody else's figure.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
}

impl Figure {
    /// One line on screen.
    #[expect(clippy::print_stdout, reason = "a bench prints its figures")]
    pub(crate) fn print(&self, name: &str) {
        let (ours, unit) = (rounded(self.ours), self.unit);
        match &self.peer {
            None => println!("{name}: {ours} {unit}"),
            Some(peer) => {
                let (theirs, ratio) = (rounded(peer.value), rounded(self.ours / peer.value));
                let peer = peer.name;
                println!("{name}: {ours} {unit}, {peer} {theirs} {unit}, ratio {ratio}");
            }
        }
    }

    /// Puts the figure into `target/bench/bench.json`, in place of an older one.
    pub(crate) fn keep(&self, name: &str) -> Fallible {
        let file = file();
        let mut figures: Map<String, Value> = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(_) => Map::new(),
        };
        figures.insert(name.to_owned(), self.to_json());
        fs::create_dir_all(page::folder())?;
        Ok(fs::write(file, serde_json::to_vec_pretty(&figures)?)?)
    }

    fn to_json(&self) -> Value {
        let mut object = json!({"ours": rounded(self.ours), "unit": self.unit});
        if let (Some(peer), Some(object)) = (&self.peer, object.as_object_mut()) {
            object.insert("peer".to_owned(), json!(rounded(peer.value)));
            object.insert("peer_name".to_owned(), json!(peer.name));
            object.insert("ratio".to_owned(), json!(rounded(self.ours / peer.value)));
        }
        object
    }
}

/// The middle of the times; half of them were shorter.
pub(crate) fn median(mut times: Vec<f64>) -> Fallible<f64> {
    times.sort_by(f64::total_cmp);
    let middle = times.get(times.len() / 2);
    Ok(*middle.ok_or("nothing was measured")?)
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn file() -> PathBuf {
    page::folder().join("bench.json")
}
