//! What a Certificate costs in a year of a cluster, and whether it costs more among many.
//!
//! `cargo xtask bench --only controllers_growth` runs it. For each size a process of its own
//! lives through a year of as many Certificates, by every kind of issuer, with real keys and
//! signatures; processor time and the most memory are divided by the number. Figures go to
//! `target/bench/controllers_growth.json`.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    dead_code,
    reason = "the tests' own cluster, which asserts as it goes"
)]

#[path = "../../tests/core/controllers/cluster.rs"]
mod cluster;
#[path = "../../tests/core/controllers/fleet.rs"]
mod fleet;
#[path = "../../tests/core/controllers/invariants.rs"]
mod invariants;
#[path = "../../tests/core/controllers/outside.rs"]
mod outside;
#[path = "../../tests/core/controllers/server.rs"]
mod server;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::json;

use cluster::TestCluster;

/// How many Certificates.
const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// How much dearer a Certificate may be among the most than among the fewest.
const MOST: f64 = 1.3;

/// Says in a child how many.
const VARIABLE: &str = "CERTLAB_GROWTH_SIZE";

fn main() -> Result<(), Box<dyn Error>> {
    match std::env::var(VARIABLE) {
        Ok(size) => live(size.parse()?),
        Err(_) => measure(),
    }
}

/// A year, and what it took.
#[expect(clippy::print_stdout, reason = "read by the process that measures")]
fn live(size: usize) -> Result<(), Box<dyn Error>> {
    let mut cluster = TestCluster::new();
    cluster.invariants = None;
    cluster.apply(&fleet::issuers());
    for number in 0..size {
        cluster.apply(&fleet::certificate(number));
    }
    for day in 1..=365 {
        cluster.advance(Duration::from_hours(24));
        if day % 2 == 0 {
            cluster.sign_by_hand();
        }
    }
    let issued = (0..size).filter(|number| {
        let certificate = cluster.certificate(&format!("c{number}"));
        certificate.is_ready() && certificate.status.revision > Some(1)
    });
    if issued.count() != size {
        return Err("not every Certificate was renewed and is Ready".into());
    }
    println!("{} {}", seconds()?, most_kib()?);
    Ok(())
}

/// Processor time of this process, user and system.
fn seconds() -> Result<f64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // After the name, which may hold anything, fields 14 and 15 are in hundredths.
    let (_, rest) = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?;
    let mut hundredths = 0.0;
    for field in rest.split_whitespace().skip(11).take(2) {
        hundredths += field.parse::<f64>()?;
    }
    Ok(hundredths / 100.0)
}

/// The most memory that this process ever held.
fn most_kib() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let line = line.ok_or("no VmHWM in /proc/self/status")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn measure() -> Result<(), Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let of = |size: usize| -> Result<(f64, f64), Box<dyn Error>> {
        let output = Command::new(&program)
            .env(VARIABLE, size.to_string())
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let text = String::from_utf8(output.stdout)?;
        let (seconds, kib) = text.trim().split_once(' ').ok_or("no figures")?;
        Ok((seconds.parse()?, kib.parse()?))
    };
    // What the program itself takes is nobody's share.
    let (idle_secs, idle_kib) = of(0)?;
    let mut figures = BTreeMap::new();
    let mut each = Vec::new();
    for size in SIZES {
        let (seconds, kib) = of(size)?;
        let among = f64::from(u32::try_from(size)?);
        let milliseconds = (seconds - idle_secs).max(0.0) * 1_000.0 / among;
        let kib = (kib - idle_kib).max(0.0) / among;
        println!(
            "controllers_growth: {size} Certificates, a year: {milliseconds:.2} ms and {kib:.1} KiB each"
        );
        figures.insert(
            size.to_string(),
            json!({"ms_each": milliseconds, "kib_each": kib}),
        );
        each.push((milliseconds, kib));
    }
    let (Some(few), Some(many)) = (each.first(), each.last()) else {
        return Err("nothing was measured".into());
    };
    let (time, memory) = (many.0 / few.0, many.1 / few.1);
    println!(
        "controllers_growth: among 10,000 a Certificate costs {time:.2} of the time and {memory:.2} of the memory that it costs among 100 (at most {MOST})"
    );
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
    fs::create_dir_all(&folder)?;
    let text = serde_json::to_vec_pretty(
        &json!({"sizes": figures, "time_ratio": time, "memory_ratio": memory}),
    )?;
    fs::write(folder.join("controllers_growth.json"), text)?;
    if time > MOST || memory > MOST {
        return Err("a Certificate costs too much among many".into());
    }
    Ok(())
}
