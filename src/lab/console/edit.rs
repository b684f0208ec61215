//! `kubectl apply`, `delete`, `annotate` and `label`.

use std::collections::BTreeMap;

use super::args::{self, Args};
use super::kinds;
use super::manifests::{Fate, bring, said};
use super::{Context, Reply, Then};
use crate::certmanager::hand;
use crate::kube::{Kind, ObjectKey, Resource as _};
use crate::lab::action::Action;

/// The text after `-f -`; or what to answer without it.
fn input<'a>(context: Context<'a>, args: &Args) -> Result<&'a str, Box<Reply>> {
    match args.value("filename") {
        Some("-") => context.input.ok_or_else(|| {
            Box::new(Reply {
                then: Some(Then::Input),
                ..Reply::default()
            })
        }),
        Some(path) => Err(failed(format!("error: the path {path:?} does not exist"))),
        None => Err(failed("error: must specify one of -f and -k")),
    }
}

pub(super) fn apply(context: Context<'_>, command: &str, words: Vec<String>) -> Reply {
    let name = format!("kubectl {command}");
    let args = match args::parse(&name, words, &["filename", "dry-run", "recursive"]) {
        Ok(args) => args,
        Err(error) => return Reply::error(error),
    };
    let input = match input(context, &args) {
        Ok(input) => input,
        Err(reply) => return *reply,
    };
    let dry_run = args
        .value("dry-run")
        .filter(|value| *value != "none")
        .map(|value| match value {
            "server" => " (server dry run)",
            _ => " (dry run)",
        });
    let brought = bring(context.lab.store(), input, args.namespace(), context.now);
    if brought.is_empty() {
        return Reply::error(format!("error: no objects passed to {command}"));
    }
    let mut reply = Reply::default();
    let mut objects = Vec::new();
    for one in brought {
        match (one.object, one.fate) {
            (Some(object), Some(fate)) => {
                let key = object.key();
                if let Some(wanted) = args.value("namespace")
                    && key.kind.is_namespaced()
                    && key.namespace() != wanted
                {
                    reply.complain(format!(
                        "error: the namespace from the provided object {:?} does not match the namespace {wanted:?}. You must pass '--namespace={}' to perform this operation.",
                        key.namespace(),
                        key.namespace()
                    ));
                    continue;
                }
                if command == "create" && fate != Fate::Created {
                    reply.complain(format!(
                        "Error from server (AlreadyExists): error when creating \"STDIN\": {} {:?} already exists",
                        kinds::resource(key.kind),
                        key.name
                    ));
                    continue;
                }
                reply.say(said(&key, fate) + dry_run.unwrap_or_default());
                if dry_run.is_none() {
                    reply.keys.extend(one.keys);
                    objects.push(object);
                }
            }
            _ => reply.complain(one.says),
        }
    }
    if !objects.is_empty() {
        reply.actions.push(Action::Apply { objects });
    }
    reply
}

pub(super) fn delete(context: Context<'_>, words: Vec<String>) -> Reply {
    match try_delete(context, words) {
        Ok(reply) => reply,
        Err(reply) => *reply,
    }
}

fn try_delete(context: Context<'_>, words: Vec<String>) -> Result<Reply, Box<Reply>> {
    let known = [
        "all",
        "all-namespaces",
        "filename",
        "ignore-not-found",
        "selector",
        "wait",
    ];
    let args = args::parse("kubectl delete", words, &known).map_err(failed)?;
    let store = context.lab.store();
    let mut wanted: Vec<ObjectKey> = Vec::new();
    if args.value("filename").is_some() {
        let text = input(context, &args)?;
        for one in bring(store, text, args.namespace(), context.now) {
            match (&one.object, one.kind.parse::<Kind>()) {
                (Some(object), _) => wanted.push(object.key()),
                // A manifest that would not be taken still names an object.
                (None, Ok(kind)) if !one.name.is_empty() => {
                    wanted.push(ObjectKey::new(kind, args.namespace(), &one.name));
                }
                _ => return Err(failed(one.says)),
            }
        }
    } else {
        if args.rest.is_empty() {
            return Err(failed(
                "error: You must provide one or more resources by argument or filename.",
            ));
        }
        let targets = kinds::targets(&args).map_err(failed)?;
        wanted = targets.named;
        if !targets.all_of.is_empty() && !args.is("all") && args.value("selector").is_none() {
            return Err(failed(
                "error: resource(s) were provided, but no name was specified",
            ));
        }
        for kind in targets.all_of {
            let objects = kinds::list(store, kind, &args).map_err(failed)?;
            wanted.extend(objects.iter().map(|object| object.key()));
        }
        if wanted.is_empty() {
            return Err(failed("No resources found"));
        }
    }
    let mut reply = Reply::default();
    for object in wanted {
        if store.get(&object).is_some() {
            reply.say(format!(
                "{} {:?} deleted",
                kinds::qualified(object.kind),
                object.name
            ));
            reply.actions.push(Action::Delete { object });
        } else if !args.is("ignore-not-found") {
            reply.complain(kinds::not_found(&object));
        }
    }
    Ok(reply)
}

fn failed(error: impl AsRef<str>) -> Box<Reply> {
    Box::new(Reply::error(error))
}

/// Which of an object's two maps is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Annotation,
    Label,
}

impl Mark {
    const fn command(self) -> &'static str {
        match self {
            Self::Annotation => "annotate",
            Self::Label => "label",
        }
    }
}

pub(super) fn mark(context: Context<'_>, mark: Mark, words: Vec<String>) -> Reply {
    match try_mark(context, mark, words) {
        Ok(reply) => reply,
        Err(error) => Reply::error(error),
    }
}

fn try_mark(context: Context<'_>, mark: Mark, words: Vec<String>) -> Result<Reply, String> {
    let command = format!("kubectl {}", mark.command());
    let known = ["all", "all-namespaces", "overwrite", "selector"];
    let mut args = args::parse(&command, words, &known)?;
    let is_change = |word: &String| word.contains('=') || (word.ends_with('-') && word.len() > 1);
    let begin = args
        .rest
        .iter()
        .position(is_change)
        .unwrap_or(args.rest.len());
    let changes = changes(&args.rest.split_off(begin))?;
    if args.rest.is_empty() {
        return Err("error: one or more resources must be specified as <resource> <name> or <resource>/<name>".to_owned());
    }
    if changes.is_empty() {
        return Err(format!(
            "error: at least one {} update is required",
            if mark == Mark::Label {
                "label"
            } else {
                "annotation"
            }
        ));
    }
    let store = context.lab.store();
    let targets = kinds::targets(&args)?;
    let mut keys = targets.named;
    if !targets.all_of.is_empty() && !args.is("all") && args.value("selector").is_none() {
        return Err("error: resource(s) were provided, but no name was specified".to_owned());
    }
    for kind in targets.all_of {
        keys.extend(
            kinds::list(store, kind, &args)?
                .iter()
                .map(|object| object.key()),
        );
    }
    let mut reply = Reply::default();
    for key in keys {
        let Some(object) = store.get(&key) else {
            reply.complain(kinds::not_found(&key));
            continue;
        };
        let present = match mark {
            Mark::Annotation => &object.meta().annotations,
            Mark::Label => &object.meta().labels,
        };
        if let Some(error) = overwritten(mark, present, &changes).filter(|_| !args.is("overwrite"))
        {
            reply.complain(error);
            continue;
        }
        let (labels, annotations) = match mark {
            Mark::Annotation => (BTreeMap::new(), changes.clone()),
            Mark::Label => (changes.clone(), BTreeMap::new()),
        };
        let mut copy = store.clone();
        match hand::mark(&mut copy, &key, &labels, &annotations, context.now) {
            Ok(is_other) => {
                let done = match (mark, is_other) {
                    (Mark::Annotation, _) => "annotated",
                    (Mark::Label, false) => "not labeled",
                    (Mark::Label, true) if changes.values().all(Option::is_none) => "unlabeled",
                    (Mark::Label, true) => "labeled",
                };
                reply.say(format!(
                    "{}/{} {done}",
                    kinds::qualified(key.kind),
                    key.name
                ));
                reply.actions.push(Action::Mark {
                    object: key,
                    labels,
                    annotations,
                });
            }
            Err(error) => reply.complain(format!("Error from server: {error}")),
        }
    }
    Ok(reply)
}

/// `a=b` writes, `a-` removes.
fn changes(words: &[String]) -> Result<BTreeMap<String, Option<String>>, String> {
    words
        .iter()
        .map(|word| match word.split_once('=') {
            Some((name, value)) => Ok((name.to_owned(), Some(value.to_owned()))),
            None => match word.strip_suffix('-') {
                Some(name) => Ok((name.to_owned(), None)),
                None => Err(format!(
                    "error: all resources must be specified before changes: {word}"
                )),
            },
        })
        .collect()
}

/// kubectl's complaint about a value that is there already.
fn overwritten(
    mark: Mark,
    present: &BTreeMap<String, String>,
    changes: &BTreeMap<String, Option<String>>,
) -> Option<String> {
    changes.iter().find_map(|(name, value)| {
        let (present, value) = (present.get(name)?, value.as_ref()?);
        (present != value).then(|| match mark {
            Mark::Label => {
                format!("error: '{name}' already has a value ({present}), and --overwrite is false")
            }
            Mark::Annotation => format!(
                "error: --overwrite is false but found the following declared annotation(s): '{name}' already has a value ({present})"
            ),
        })
    })
}
