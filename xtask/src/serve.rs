//! `cargo xtask serve`: Trunk builds the page, serves it, and builds it again
//! when a source changes.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;

use crate::command::Serve;
use crate::setup::{self, Need};
use crate::step::{Failure, Outcome};

/// Serves until the user stops it.
pub fn run(options: &Serve) -> Outcome {
    let Serve {
        port,
        release,
        open,
    } = *options;
    // Said before the build rather than after it.
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        Failure(format!(
            "127.0.0.1:{port} cannot be listened on ({error}); choose another with --port N"
        ))
    })?;
    let environment = setup::run(&[if release {
        Need::ReleasePage
    } else {
        Need::Page
    }])?;
    let mut trunk = environment.command("trunk");
    trunk
        .args([
            "--skip-version-check",
            "serve",
            "--address",
            "127.0.0.1",
            "--port",
        ])
        .arg(port.to_string());
    // Not into dist/: that is the published site, which tests may be reading.
    trunk.arg("--dist").arg(environment.target().join("serve"));
    if release {
        trunk.arg("--release");
    }
    if open {
        trunk.arg("--open");
    }
    println!("── the lab will be at http://127.0.0.1:{port} once it is built; Ctrl-C stops it");
    // Trunk takes this process's place, so that whoever stops it stops Trunk.
    let error = trunk.exec();
    Err(Failure(format!("trunk does not start: {error}")))
}
