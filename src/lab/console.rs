//! A command line for the hands: `kubectl` and `cmctl` over the lab's objects.
//!
//! A line goes in, text and actions come out: the console reads the lab and
//! never changes it. What is printed is what the real tools print, which is
//! English in either language of the page. A change is first tried on a copy
//! of the store, so that the answer is the API server's and only what it would
//! take is asked of the lab.

mod args;
mod awaited;
mod cmctl;
mod complete;
mod describe;
mod documents;
mod edit;
mod explain;
mod facts;
mod get;
mod inspect;
mod kinds;
mod manifests;
mod request;
mod status;
mod table;
mod watch;
mod words;

pub use awaited::Await;
pub use complete::complete;
pub use documents::{Document, documents};
pub use manifests::{Brought, Fate, Fault, bring};
pub use request::NewRequest;
pub use watch::Watch;

use super::action::Action;
use super::state::Lab;
use crate::certmanager::api::KeyId;
use crate::clock::Timestamp;
use crate::x509::PrivateKey;

/// What a command answers.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// What it prints, line by line.
    pub lines: Vec<Line>,
    /// What it does to the lab, in this order.
    pub actions: Vec<Action>,
    /// Private keys that were handed in: for the key store, before the actions.
    pub keys: Vec<(KeyId, PrivateKey)>,
    /// The files that it writes.
    pub files: Vec<File>,
    /// What is still to come.
    pub then: Option<Then>,
}

/// A file that a command writes: its name, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum File {
    /// A private key of the key store.
    Key(String, KeyId),
    /// What is here.
    Bytes(String, Vec<u8>),
}

/// A printed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// Whether it went to standard error.
    pub is_error: bool,
}

/// What is still to come of a command.
#[derive(Clone, Debug)]
pub enum Then {
    /// It reads standard input: to be run again with the text after its line.
    Input,
    /// It goes on printing what changes.
    Watch(Watch),
    /// It waits for a signature.
    Await(Await),
    /// It makes a key and signs with it, which needs the key store.
    Request(Box<NewRequest>),
    /// The screen is to be cleared.
    Clear,
    /// What was typed before is to be listed.
    History,
}

impl Reply {
    fn say(&mut self, text: impl AsRef<str>) {
        self.print(text.as_ref(), false);
    }

    fn complain(&mut self, text: impl AsRef<str>) {
        self.print(text.as_ref(), true);
    }

    fn print(&mut self, text: &str, is_error: bool) {
        let text = text.strip_suffix('\n').unwrap_or(text);
        self.lines.extend(text.split('\n').map(|line| Line {
            text: line.to_owned(),
            is_error,
        }));
    }

    /// A command that failed.
    fn error(text: impl AsRef<str>) -> Self {
        let mut reply = Self::default();
        reply.complain(text);
        reply
    }

    /// All that it printed, as one text.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }
}

impl From<String> for Reply {
    fn from(text: String) -> Self {
        let mut reply = Self::default();
        reply.say(text);
        reply
    }
}

/// What a command looks at.
#[derive(Clone, Copy)]
struct Context<'a> {
    lab: &'a Lab,
    now: Timestamp,
    /// What came on standard input.
    input: Option<&'a str>,
}

/// Runs a command line. What stands after its first line is its standard input.
pub fn run(lab: &Lab, text: &str, wall: Timestamp) -> Reply {
    let (line, input) = match text.trim_start().split_once('\n') {
        Some((line, input)) => (line, Some(input)),
        None => (text, None),
    };
    let mut words = match words::split(line) {
        Ok(words) => words,
        Err(error) => return Reply::error(format!("sh: {error}")),
    };
    let end = words::here_document(&mut words);
    let input = input.map(|input| words::before(input, end.as_deref()));
    let context = Context {
        lab,
        now: lab.now(wall),
        input: input.as_deref(),
    };
    let mut words = words.into_iter();
    let Some(program) = words.next() else {
        return Reply::default();
    };
    let rest: Vec<String> = words.collect();
    match program.as_str() {
        "kubectl" | "k" => kubectl(context, rest),
        "cmctl" => cmctl::run(context, rest),
        "clear" => Reply {
            then: Some(Then::Clear),
            ..Reply::default()
        },
        "history" => Reply {
            then: Some(Then::History),
            ..Reply::default()
        },
        "help" => HELP.to_owned().into(),
        other => Reply::error(format!("sh: {other}: command not found")),
    }
}

fn kubectl(context: Context<'_>, mut words: Vec<String>) -> Reply {
    let at = words.iter().position(|word| !word.starts_with('-'));
    // kubectl takes its global flags before the command, too.
    let command = match at {
        Some(at) if at < 3 => args::command(&mut words),
        _ => None,
    };
    let Some(command) = command else {
        return KUBECTL_HELP.to_owned().into();
    };
    match command.as_str() {
        "get" => get::run(context, words),
        "describe" => describe::run(context, words),
        "apply" | "create" => edit::apply(context, &command, words),
        "delete" => edit::delete(context, words),
        "annotate" => edit::mark(context, edit::Mark::Annotation, words),
        "label" => edit::mark(context, edit::Mark::Label, words),
        "explain" => explain::run(words),
        "api-resources" => kinds::api_resources().into(),
        "version" => cmctl::kubectl_version().into(),
        "help" => KUBECTL_HELP.to_owned().into(),
        "edit" => Reply::error(NO_EDITOR),
        "cert-manager" => cmctl::run(context, words),
        other => Reply::error(format!("error: unknown command {other:?} for \"kubectl\"")),
    }
}

const NO_EDITOR: &str = "error: there is no editor in this console: print the object with 'kubectl get -o yaml', change it, and paste it after 'kubectl apply -f -'";

const HELP: &str = "\
kubectl   get, describe, apply, delete, annotate, label, explain, api-resources
cmctl     status certificate, renew, approve, deny, inspect secret,
          create certificaterequest, check api, version
clear     clear the screen
history   list what was typed

Tab completes; the arrow keys bring back earlier lines; Ctrl+C ends a watch.
A manifest is pasted after 'kubectl apply -f -'.";

const KUBECTL_HELP: &str = "\
kubectl controls the Kubernetes cluster manager.

Commands in this console:
  get             Display one or many resources
  describe        Show details of a specific resource or group of resources
  apply           Apply a configuration to a resource by stdin
  delete          Delete resources by names, stdin, or by resources and label selector
  annotate        Update the annotations on a resource
  label           Update the labels on a resource
  explain         Get documentation for a resource
  api-resources   Print the supported API resources

Usage:
  kubectl [flags] [options]";

#[cfg(test)]
mod tests;
