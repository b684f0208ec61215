//! The README's table of figures, from what `cargo xtask bench` measured.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::step::{Failure, Outcome};

/// What a measure is, for people; in the order of the table.
const MEASURES: &[(&str, &str)] = &[
    (
        "issue_p256",
        "key, CSR, its check, CA-signed leaf, PEM: P-256",
    ),
    ("issue_rsa2048", "the same, RSA 2048"),
    ("parse_1000", "1,000 certificates parsed"),
    ("acme_requests_1", "HTTP requests of an order of 1 name"),
    ("acme_requests_10", "… of 10 names"),
    ("acme_requests_100", "… of 100 names"),
    ("practice_order_ms", "a whole practice order in the page"),
    (
        "controllers_growth",
        "cost of a Certificate's year among 10,000, against that among 100",
    ),
    ("startup_cold_ms", "navigation to usable, nothing cached"),
    ("startup_warm_ms", "… on a second visit"),
    ("dist_brotli_bytes", "the whole site, brotli"),
    (
        "stage_1000_frame_ms",
        "a frame of pan and zoom, 1,000 objects",
    ),
];

const START: &str = "<!-- figures: cargo xtask bench --readme -->\n";
const END: &str = "<!-- end of figures -->\n";

/// Writes the table into README.md, between its two marks.
pub fn write(root: &Path, measured: &Path) -> Outcome {
    let readme = root.join("README.md");
    let read =
        |path: &Path| fs::read_to_string(path).map_err(|error| Failure::io(path.display(), &error));
    let figures: Value = serde_json::from_str(&read(measured)?)
        .map_err(|error| Failure(format!("{}: {error}", measured.display())))?;
    let text = replaced(&read(&readme)?, &table(&figures))
        .ok_or_else(|| Failure(format!("{} has no place for figures", readme.display())))?;
    fs::write(&readme, text).map_err(|error| Failure::io(readme.display(), &error))?;
    println!("bench: README.md has the figures");
    Ok(())
}

fn replaced(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(START)?;
    let (_, after) = rest.split_once(END)?;
    Some([before, START, table, END, after].concat())
}

fn table(figures: &Value) -> String {
    let mut table = "| what | ratio | the lab | its peer |\n|---|---|---|---|\n".to_owned();
    for (name, what) in MEASURES {
        let figure = &figures[*name];
        let Some(ours) = figure["ours"].as_f64() else {
            continue;
        };
        let unit = figure["unit"].as_str().unwrap_or_default();
        let ratio = figure["ratio"]
            .as_f64()
            .map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        let peer = match (figure["peer"].as_f64(), figure["peer_name"].as_str()) {
            (Some(peer), Some(name)) => format!("{} ({name})", amount(peer, unit)),
            _ => String::new(),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "| {what} (`{name}`) | {ratio} | {} | {peer} |",
            amount(ours, unit)
        );
    }
    table
}

/// A figure as people read it.
fn amount(value: f64, unit: &str) -> String {
    match unit {
        "bytes" => format!("{:.0} kB", value / 1000.0),
        _ if value.fract() == 0.0 => format!("{value:.0} {unit}"),
        _ => format!("{value:.2} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_figure_stands_beside_its_peer_and_replaces_the_older_table() {
        let figures = json!({
            "issue_p256": {"ours": 1.5, "peer": 3.0, "ratio": 0.5, "unit": "ms", "peer_name": "p"},
            "dist_brotli_bytes": {"ours": 1_402_684.0, "unit": "bytes"},
        });
        let table = table(&figures);
        assert!(
            table.contains("(`issue_p256`) | 0.50 | 1.50 ms | 3 ms (p) |"),
            "{table}"
        );
        assert!(
            table.contains("(`dist_brotli_bytes`) |  | 1403 kB |  |"),
            "{table}"
        );
        let text = format!("a\n{START}old\n{END}b\n");
        assert_eq!(
            replaced(&text, "new\n"),
            Some(format!("a\n{START}new\n{END}b\n"))
        );
        assert_eq!(replaced("nothing", "new"), None);
    }
}
