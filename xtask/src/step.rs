//! Running other programs: one line before, one line after, the time between.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a chore stopped: one line for the person at the terminal.
#[derive(Debug)]
pub struct Failure(pub String);

impl Failure {
    /// A failure in the course of `doing` something to a file.
    pub fn io(doing: impl std::fmt::Display, error: &std::io::Error) -> Self {
        Self(format!("{doing}: {error}"))
    }
}

/// What a chore comes to.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Runs `command` with its output on screen, and fails naming the step.
pub fn run(name: &str, command: &mut Command) -> Outcome {
    println!("── {name}");
    let watch = Stopwatch::start();
    let status = command.status().map_err(|error| {
        Failure(format!(
            "step `{name}`: {} does not start: {error}",
            show(command.get_program())
        ))
    })?;
    if status.success() {
        println!("── {name}: {}", watch.read());
        Ok(())
    } else {
        Err(Failure(format!(
            "step `{name}` failed after {} ({status})",
            watch.read()
        )))
    }
}

/// What `command` prints, trimmed; `None` when it does not start or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.trim().to_owned())
}

/// Whether `command` runs and succeeds; it prints nothing.
pub fn succeeds(command: &mut Command) -> bool {
    output(command.stdout(Stdio::null())).is_some()
}

/// The first file called `name` in the folders of `path`, as a shell finds it.
pub fn find(path: &OsStr, name: &str) -> Option<PathBuf> {
    std::env::split_paths(path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn show(program: &OsStr) -> std::borrow::Cow<'_, str> {
    program.to_string_lossy()
}

/// Time since a chore began.
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(
        clippy::disallowed_methods,
        reason = "a chore is timed by the machine's own clock"
    )]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time that passed, for people: `0.4 s`, `1 min 05 s`.
    pub fn read(&self) -> String {
        words(self.0.elapsed())
    }
}

fn words(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_at_a_glance() {
        assert_eq!(words(Duration::from_millis(420)), "0.4 s");
        assert_eq!(words(Duration::from_secs(42)), "42 s");
        assert_eq!(words(Duration::from_secs(65)), "1 min 05 s");
    }
}
