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
    /// Who did the same work; the quickest is the peer.
    pub(crate) peers: Vec<Peer>,
    pub(crate) unit: &'static str,
}

/// Somebody else's figure.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
}

impl Figure {
    /// Something that nobody else does.
    pub(crate) const fn alone(ours: f64, unit: &'static str) -> Self {
        Self {
            ours,
            peers: Vec::new(),
            unit,
        }
    }

    /// The quickest of the peers.
    fn best(&self) -> Option<&Peer> {
        self.peers.iter().min_by(|a, b| a.value.total_cmp(&b.value))
    }

    /// One line on screen.
    #[expect(clippy::print_stdout, reason = "a bench prints its figures")]
    pub(crate) fn print(&self, name: &str) {
        let (ours, unit) = (rounded(self.ours), self.unit);
        println!("{name}: {ours} {unit}");
        for peer in &self.peers {
            let (theirs, ratio) = (rounded(peer.value), rounded(self.ours / peer.value));
            println!("  {}: {theirs} {unit}, ratio {ratio}", peer.name);
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
        if let (Some(peer), Some(object)) = (self.best(), object.as_object_mut()) {
            let all = self.peers.iter();
            let all = all.map(|peer| (peer.name.to_owned(), json!(rounded(peer.value))));
            object.insert("peers".to_owned(), Value::Object(all.collect()));
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
