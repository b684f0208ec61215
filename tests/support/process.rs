//! A server program on a leash.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::{Fallible, wait_until};

/// A running program. It leads a process group of its own, and the whole group
/// ends when this value is dropped, or when the test process dies in any way.
#[derive(Debug)]
pub(crate) struct Process {
    name: String,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `program`; what it prints goes to `folder`/`name`.log.
    pub(crate) fn start(
        name: &str,
        program: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
        folder: &Path,
    ) -> Fallible<Self> {
        let log = folder.join(format!("{name}.log"));
        let output = File::create(&log)?;
        let child = Command::new("sh")
            .args(["-c", LEASH])
            .arg(program)
            .args(arguments)
            .envs(environment.iter().copied())
            .env("PATH", search_path())
            .current_dir(folder)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()?;
        Ok(Self {
            name: name.to_owned(),
            child,
            log,
        })
    }

    /// Waits until the program has printed `sentence`.
    pub(crate) async fn says(&mut self, sentence: &str) -> Fallible {
        let what = format!("{} to say “{sentence}”", self.name);
        let said = wait_until(&what, async || {
            if self.log().contains(sentence) {
                return Ok(Some(()));
            }
            match self.child.try_wait()? {
                Some(status) => Err(format!("{} ended: {status}", self.name).into()),
                None => Ok(None),
            }
        })
        .await;
        if said.is_err() {
            eprintln!("{}", self.report());
        }
        said
    }

    /// Everything that the program has printed so far.
    pub(crate) fn log(&self) -> String {
        fs::read(&self.log)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    /// The last lines of the log, under the program's name: for a failed test.
    pub(crate) fn report(&self) -> String {
        let log = self.log();
        let lines: Vec<&str> = log.lines().collect();
        let mut report = format!("--- {} ---\n", self.name);
        for line in lines.iter().skip(lines.len().saturating_sub(60)) {
            // Writing to a String cannot fail.
            let _ = writeln!(report, "{line}");
        }
        report
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Letting go of the leash: the shell's reader sees the end of its input.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// PATH, with the folders of system programs, where Debian keeps `named`.
pub(crate) fn search_path() -> String {
    let path = std::env::var("PATH").unwrap_or_default();
    format!("{path}:/usr/sbin:/sbin")
}

/// Runs the program and, beside it, a reader of this shell's input that kills
/// the process group once the test closes the pipe or is no more.
const LEASH: &str = r#"exec 3<&0
"$0" "$@" </dev/null 3<&- &
server=$!
(cat <&3 >/dev/null; kill -KILL 0) &
wait $server"#;
