//! The lab's chores in Rust: `cargo xtask serve | test | dist | bench | soak | fuzz | …`.
//!
//! A command line is parsed into a [`Command`], the tools that command needs
//! are found or installed ([`setup`]), and then programs run one after another
//! in one clean environment ([`environment::Environment`]).

mod boot;
mod command;
mod debian;
mod dist;
mod environment;
mod figures;
mod offline;
mod policy;
mod serve;
mod setup;
mod single;
mod soak;
mod step;
mod system;
mod test;
mod toolchain;
mod tools;

use std::path::Path;
use std::process::ExitCode;

use crate::command::Command;
use crate::setup::Need;
use crate::step::{Failure, Outcome};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let command = match command::parse(&arguments) {
        Ok(command) => command,
        Err(usage) => {
            eprintln!("xtask: {usage} (cargo xtask help lists the commands)");
            return ExitCode::from(2);
        }
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(why)) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Outcome {
    match command {
        Command::Help => {
            print!("{}", command::HELP);
            Ok(())
        }
        Command::Serve(options) => serve::run(&options),
        Command::Test(suites) => test::run(&suites),
        Command::Dist(options) => match &options.from {
            Some(folder) => dist::finish(Path::new(folder), options.single_file),
            None => dist::run(&setup::run(&[Need::ReleasePage])?, options.single_file),
        },
        Command::Gallery => test::gallery(),
        Command::Bench { only, readme } => bench(only.as_deref(), readme),
        Command::Soak(options) => soak::soak(&options),
        Command::Fuzz(options) => soak::fuzz(&options),
        Command::Setup { all } => {
            let needs: &[Need] = if all { &Need::ALL } else { &[Need::Page] };
            setup::run(needs)?;
            println!(
                "set-up: everything that {} is here",
                if all {
                    "every command needs"
                } else {
                    "`serve` needs"
                }
            );
            Ok(())
        }
    }
}

/// Builds the page as it is published and measures it in Chromium.
fn bench(only: Option<&str>, readme: bool) -> Outcome {
    if only.is_none_or(|name| name == "controllers_growth") {
        growth()?;
        if only.is_some() {
            return Ok(());
        }
    }
    let environment = setup::run(&[Need::ReleasePage, Need::Browser])?;
    dist::run(&environment, false)?;
    let mut cargo = environment.cargo();
    cargo.args([
        "bench",
        "--bench",
        "browser",
        "--features",
        "e2e",
        "--no-default-features",
        "--",
    ]);
    if let Some(name) = only {
        cargo.args(["--only", name]);
    }
    test::with_browser(&environment, &mut cargo);
    step::run("bench", &mut cargo)?;
    if readme {
        let measured = environment.target().join("bench/bench.json");
        figures::write(&environment.root, &measured)?;
    }
    Ok(())
}

/// What a Certificate costs in a year of a cluster: natively, without a page.
fn growth() -> Outcome {
    let environment = setup::run(&[])?;
    let mut cargo = environment.cargo();
    cargo.args([
        "bench",
        "--bench",
        "controllers_growth",
        "--no-default-features",
    ]);
    step::run("bench: growth", &mut cargo)
}
