//! `cargo xtask soak` and `cargo xtask fuzz`: looking for what no test thought of.

use std::path::Path;

use crate::command::{Fuzz, Soak};
use crate::dist;
use crate::environment::Environment;
use crate::setup::{self, Need};
use crate::step::{self, Failure, Outcome};
use crate::test;

/// Random walks: half of the time natively, half in Chromium on the release page.
pub fn soak(options: &Soak) -> Outcome {
    let environment = setup::run(&[Need::ReleasePage, Need::Browser])?;
    dist::run(&environment, false)?;
    // In seconds, so that one minute is two halves.
    let seconds = options.minutes.saturating_mul(30).to_string();
    for (what, features) in [("natively", ""), ("in Chromium", "e2e")] {
        let mut walk = environment.cargo();
        walk.args(["test", "--profile", "soak", "--no-default-features"]);
        walk.args(["--features", features, "--test", "soak"]);
        walk.env("CERTLAB_SOAK_SECONDS", &seconds);
        walk.env("CERTLAB_SOAK_SEED", options.seed.to_string());
        test::with_browser(&environment, &mut walk);
        step::run(&format!("soak: {what}"), &mut walk)?;
    }
    Ok(())
}

/// libFuzzer over each reader, or over one. The instrumentation is that of
/// `cargo fuzz`, by flags that the stable compiler takes; there is no
/// sanitizer, since the lab has no `unsafe` of its own.
pub fn fuzz(options: &Fuzz) -> Outcome {
    let environment = setup::run(&[Need::Page])?;
    let folder = environment.root.join("fuzz");
    let mut build = environment.cargo();
    build.current_dir(&folder);
    // Named, so that build scripts are not instrumented.
    let host = host(&environment)?;
    build.args(["build", "--release", "--target", &host]);
    build.env("CARGO_TARGET_DIR", environment.target().join("fuzz"));
    build.env("RUSTFLAGS", FLAGS.join(" "));
    step::run("fuzz: build", &mut build)?;
    let folder_of_host = environment.target().join("fuzz").join(host);
    let program = folder_of_host.join("release/certlab-fuzz");
    let targets = targets(&folder)?;
    let chosen = targets.iter().filter(|name| {
        let only = options.only.as_ref();
        only.is_none_or(|only| only == *name)
    });
    let mut ran = 0_u32;
    for target in chosen {
        ran = ran.saturating_add(1);
        let found = environment.target().join("fuzz/corpus").join(target);
        let faults = environment.target().join("fuzz/faults");
        for folder in [&found, &faults] {
            std::fs::create_dir_all(folder)
                .map_err(|error| Failure::io(folder.display(), &error))?;
        }
        let mut run = std::process::Command::new(&program);
        run.env("CERTLAB_FUZZ", target);
        run.arg(&found).arg(folder.join("corpus").join(target));
        run.arg(format!(
            "-max_total_time={}",
            options.minutes.saturating_mul(60)
        ));
        run.arg(format!("-artifact_prefix={}/{target}-", faults.display()));
        run.args(LIMITS);
        step::run(&format!("fuzz: {target}"), &mut run)?;
    }
    if ran == 0 {
        return Err(Failure(format!(
            "fuzz: the targets are {}",
            targets.join(", ")
        )));
    }
    Ok(())
}

/// What the compiler builds for unless told otherwise.
fn host(environment: &Environment) -> Result<String, Failure> {
    let told = environment.command("rustc").arg("-vV").output();
    let told = told.map_err(|error| Failure::io("rustc", &error))?;
    let told = String::from_utf8_lossy(&told.stdout);
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| Failure("fuzz: rustc does not say what it builds for".to_owned()))
}

/// The targets are the folders of the corpus.
fn targets(folder: &Path) -> Result<Vec<String>, Failure> {
    let corpus = folder.join("corpus");
    let entries =
        std::fs::read_dir(&corpus).map_err(|error| Failure::io(corpus.display(), &error))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

const FLAGS: [&str; 8] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "-Cdebug-assertions",
    "-Coverflow-checks",
];

/// No input may take over ten seconds or 100 MB at once.
const LIMITS: [&str; 4] = [
    "-timeout=10",
    "-malloc_limit_mb=100",
    "-rss_limit_mb=600",
    "-print_final_stats=1",
];
