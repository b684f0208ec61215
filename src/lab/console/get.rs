//! `kubectl get`.

use std::cmp::Ordering;
use std::fmt::Write as _;

use serde_json::Value;

use super::args::{self, Args};
use super::kinds::{self, Targets};
use super::table::{GET, lay_out};
use super::watch::Watch;
use super::{Context, Reply, Then};
use crate::certmanager::api::{Object, cells, columns, list_yaml};
use crate::clock::Timestamp;
use crate::kube::{Event, Kind, Resource as _, age};

const KNOWN: &[&str] = &[
    "all-namespaces",
    "ignore-not-found",
    "no-headers",
    "output",
    "selector",
    "show-labels",
    "sort-by",
    "watch",
];

pub(super) fn run(context: Context<'_>, words: Vec<String>) -> Reply {
    match try_run(context, words) {
        Ok(reply) => reply,
        Err(error) => Reply::error(error),
    }
}

fn try_run(context: Context<'_>, words: Vec<String>) -> Result<Reply, String> {
    let args = args::parse("kubectl get", words, KNOWN)?;
    if args.is("help") {
        return Ok(HELP.to_owned().into());
    }
    if args.rest.is_empty() {
        return Err(NO_RESOURCE.to_owned());
    }
    let format = Format::of(&args)?;
    if matches!(
        args.rest.first().map(String::as_str),
        Some("event" | "events" | "ev")
    ) {
        return Ok(events(context, &args));
    }
    let targets = kinds::targets(&args)?;
    let mut reply = Reply::default();
    let mut groups = Vec::new();
    for kind in &targets.all_of {
        groups.push((
            *kind,
            sorted(kinds::list(context.lab.store(), *kind, &args)?, &args),
        ));
    }
    let mut missing = Vec::new();
    for key in &targets.named {
        match context.lab.store().get(key) {
            None => missing.push(kinds::not_found(key)),
            Some(object) => match groups.iter_mut().find(|(kind, _)| *kind == key.kind) {
                Some((_, objects)) => objects.push(&**object),
                None => groups.push((key.kind, vec![&**object])),
            },
        }
    }
    groups.retain(|(_, objects)| !objects.is_empty());
    if let Format::Table { wide } = &format {
        tables(&groups, &targets, &args, *wide, context.now, &mut reply);
    } else {
        let objects = groups.iter().flat_map(|(_, objects)| objects);
        let objects: Vec<&Object> = objects.copied().collect();
        let is_one = targets.all_of.is_empty() && targets.named.len() == 1;
        let text = format.print(&objects, is_one)?;
        if !(is_one && objects.is_empty()) {
            reply.say(text);
        }
    }
    if !args.is("ignore-not-found") {
        for error in missing {
            reply.complain(error);
        }
    }
    if args.is("watch") {
        let watch = Watch::new(
            context.lab,
            &targets,
            &args,
            matches!(format, Format::Table { wide: true }),
        );
        reply.then = Some(Then::Watch(watch?));
    }
    Ok(reply)
}

/// How objects are printed.
enum Format {
    Table { wide: bool },
    Yaml,
    Json,
    Name,
    Path(String),
}

impl Format {
    fn of(args: &Args) -> Result<Self, String> {
        match args.value("output") {
            None => Ok(Self::Table { wide: false }),
            Some("wide") => Ok(Self::Table { wide: true }),
            Some("yaml") => Ok(Self::Yaml),
            Some("json") => Ok(Self::Json),
            Some("name") => Ok(Self::Name),
            Some(other) => match other.strip_prefix("jsonpath=") {
                Some(path) => Ok(Self::Path(path.to_owned())),
                None => Err(format!(
                    "error: unable to match a printer suitable for the output format {other:?}, allowed formats are: json,jsonpath,name,wide,yaml"
                )),
            },
        }
    }

    fn print(&self, objects: &[&Object], is_one: bool) -> Result<String, String> {
        Ok(match (self, objects) {
            (Self::Table { .. }, _) => String::new(),
            (Self::Name, _) => {
                let names = objects.iter().map(|object| {
                    format!("{}/{}", kinds::qualified(object.kind()), object.meta().name)
                });
                names.collect::<Vec<_>>().join("\n")
            }
            (Self::Yaml, [object]) if is_one => object.to_yaml(),
            (Self::Yaml, _) => list_yaml(objects.iter().copied()),
            (Self::Json, [object]) if is_one => object.to_json(),
            (Self::Json, _) => pretty(&list(objects)),
            (Self::Path(path), [object]) if is_one => by_path(&object.shown(), path)?,
            (Self::Path(path), _) => by_path(&list(objects), path)?,
        })
    }
}

fn list(objects: &[&Object]) -> Value {
    let items: Vec<Value> = objects.iter().map(|object| object.shown()).collect();
    serde_json::json!({
        "apiVersion": "v1",
        "items": items,
        "kind": "List",
        "metadata": {"resourceVersion": ""},
    })
}

fn pretty(value: &Value) -> String {
    format!("{value:#}")
}

fn tables(
    groups: &[(Kind, Vec<&Object>)],
    targets: &Targets,
    args: &Args,
    wide: bool,
    now: Timestamp,
    reply: &mut Reply,
) {
    if groups.is_empty() {
        if targets.named.is_empty() && !args.is("ignore-not-found") {
            let namespaced =
                targets.all_of.iter().any(|kind| kind.is_namespaced()) || targets.all_of.is_empty();
            reply.complain(if namespaced && !args.is("all-namespaces") {
                format!("No resources found in {} namespace.", args.namespace())
            } else {
                "No resources found".to_owned()
            });
        }
        return;
    }
    let several = targets.all_of.len() + targets.named.len() > 1 && groups.len() > 1;
    for (place, (kind, objects)) in groups.iter().enumerate() {
        if place > 0 {
            reply.say("");
        }
        let mut text = String::new();
        if !args.is("no-headers") {
            text.push_str(&headings(*kind, args, wide).join("\t"));
            text.push('\n');
        }
        for object in objects {
            text.push_str(&named_row(object, args, wide, several.then_some(*kind), now).join("\t"));
            text.push('\n');
        }
        reply.say(lay_out(text.trim_end_matches('\n'), GET));
    }
}

/// The headings of a kind's table.
pub(super) fn headings(kind: Kind, args: &Args, wide: bool) -> Vec<String> {
    let mut headings: Vec<String> = columns(kind, wide).into_iter().map(str::to_owned).collect();
    if args.is("all-namespaces") && kind.is_namespaced() {
        headings.insert(0, "NAMESPACE".to_owned());
    }
    if args.is("show-labels") {
        headings.push("LABELS".to_owned());
    }
    headings
}

/// An object's row.
fn row(object: &Object, args: &Args, wide: bool, now: Timestamp) -> Vec<String> {
    let mut cells = cells(object, wide, now);
    if args.is("all-namespaces") && object.kind().is_namespaced() {
        cells.insert(0, object.key().namespace().to_owned());
    }
    if args.is("show-labels") {
        cells.push(labels(object));
    }
    cells
}

/// An object's row; where tables of several kinds stand together its name has
/// its kind before it.
pub(super) fn named_row(
    object: &Object,
    args: &Args,
    wide: bool,
    kind: Option<Kind>,
    now: Timestamp,
) -> Vec<String> {
    let mut cells = row(object, args, wide, now);
    let at = usize::from(args.is("all-namespaces") && object.kind().is_namespaced());
    if let (Some(kind), Some(name)) = (kind, cells.get_mut(at)) {
        *name = format!("{}/{name}", kinds::qualified(kind));
    }
    cells
}

fn labels(object: &Object) -> String {
    let labels = object.meta().labels.iter();
    let labels: Vec<String> = labels
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if labels.is_empty() {
        "<none>".to_owned()
    } else {
        labels.join(",")
    }
}

fn sorted<'a>(mut objects: Vec<&'a Object>, args: &Args) -> Vec<&'a Object> {
    let Some(path) = args.value("sort-by") else {
        return objects;
    };
    let steps = steps(path);
    let field = |object: &Object| walk(&object.shown(), &steps).cloned();
    objects.sort_by(|one, other| match (field(one), field(other)) {
        (Some(Value::Number(one)), Some(Value::Number(other))) => one
            .as_f64()
            .partial_cmp(&other.as_f64())
            .unwrap_or(Ordering::Equal),
        (one, other) => plain(one.as_ref()).cmp(&plain(other.as_ref())),
    });
    objects
}

/// `kubectl get events`.
fn events(context: Context<'_>, args: &Args) -> Reply {
    let all = args.is("all-namespaces");
    let mut events: Vec<&Event> = context.lab.store().events();
    // Kubernetes keeps an event for an hour.
    events.retain(|event| {
        let namespace = event.object.namespace.as_deref().unwrap_or("default");
        context.now.since(event.last_at).as_secs() <= 3_600
            && (all || namespace == args.namespace())
    });
    events.sort_by_key(|event| event.last_at);
    if events.is_empty() {
        return Reply::error(if all {
            "No resources found".to_owned()
        } else {
            format!("No resources found in {} namespace.", args.namespace())
        });
    }
    let mut text = String::new();
    let namespace = |text: &mut String, namespace: &str| {
        if all {
            text.push_str(namespace);
            text.push('\t');
        }
    };
    namespace(&mut text, "NAMESPACE");
    text.push_str("LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE");
    for event in events {
        text.push('\n');
        namespace(
            &mut text,
            event.object.namespace.as_deref().unwrap_or("default"),
        );
        let object = format!(
            "{}/{}",
            event.object.kind.as_str().to_lowercase(),
            event.object.name
        );
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "{}\t{}\t{}\t{object}\t{}",
            age(event.last_at, context.now),
            event.event_type,
            event.reason,
            event.message
        );
    }
    lay_out(&text, GET).into()
}

/// A field by a path such as `{.status.conditions[0].type}`.
fn by_path(value: &Value, path: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((inside, after)) = after.split_once('}') else {
            return Err(format!(
                "error: error parsing jsonpath {path}, unclosed action"
            ));
        };
        rest = after;
        match inside.trim_matches('"') {
            "\\n" => text.push('\n'),
            "\\t" => text.push('\t'),
            inside => text.push_str(&plain(walk(value, &steps(inside)))),
        }
    }
    text.push_str(rest);
    Ok(text)
}

/// The names and places in a path; a dot that belongs to a name has a
/// backslash before it.
fn steps(path: &str) -> Vec<String> {
    let path = path.trim_matches(['{', '}']).replace("\\.", "\u{0}");
    path.split(['.', '[', ']'])
        .filter(|step| !step.is_empty())
        .map(|step| step.trim_matches(['\'', '"']).replace('\u{0}', "."))
        .collect()
}

fn walk<'a>(value: &'a Value, steps: &[String]) -> Option<&'a Value> {
    steps.iter().try_fold(value, |value, step| match value {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        other => other.get(step),
    })
}

fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

const NO_RESOURCE: &str = "You must specify the type of resource to get. Use \"kubectl api-resources\" for a complete list of supported resources.

error: Required resource not specified.
Use \"kubectl explain <resource>\" for a detailed description of that resource (e.g. kubectl explain pods).
See 'kubectl get -h' for help and examples";

const HELP: &str = "Display one or many resources.

Usage:
  kubectl get (TYPE[,TYPE] [NAME | -l label] | TYPE/NAME ...) [flags]

Flags:
  -A, --all-namespaces     -n, --namespace     -l, --selector
  -o, --output             json, yaml, name, wide, jsonpath='{...}'
  -w, --watch              --sort-by           --show-labels    --no-headers";
