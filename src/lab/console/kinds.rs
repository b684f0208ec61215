//! Which kind, and which objects, a word on the command line means.

use std::fmt::Write as _;

use super::args::Args;
use super::table::{GET, lay_out};
use crate::certmanager::api::Object;
use crate::kube::{Kind, ObjectKey, Resource as _, Store};

/// `certificate.cert-manager.io`, as changes are reported.
pub(super) fn qualified(kind: Kind) -> String {
    let singular = kind.as_str().to_lowercase();
    match group(kind) {
        "" => singular,
        group => format!("{singular}.{group}"),
    }
}

/// `certificates.cert-manager.io`, as errors name it.
pub(super) fn resource(kind: Kind) -> String {
    match group(kind) {
        "" => kind.plural().to_owned(),
        group => format!("{}.{group}", kind.plural()),
    }
}

/// The API group; empty for the core's.
pub(super) fn group(kind: Kind) -> &'static str {
    kind.api_version()
        .split_once('/')
        .map_or("", |(group, _)| group)
}

/// The short names of a kind.
pub(super) const fn short_names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Certificate => &["cert", "certs"],
        Kind::CertificateRequest => &["cr", "crs"],
        Kind::Issuer => &["iss"],
        Kind::ClusterIssuer => &["ciss"],
        _ => &[],
    }
}

/// The kinds that a word such as `cert` or `certificates.cert-manager.io` or
/// `cert-manager` (a category) means.
pub(super) fn kinds(word: &str) -> Result<Vec<Kind>, String> {
    let word = word.to_lowercase();
    let of_group = |wanted: &[&str]| {
        let kinds = Kind::ALL.into_iter();
        kinds
            .filter(|kind| wanted.contains(&group(*kind)))
            .collect()
    };
    match word.as_str() {
        "cert-manager" => return Ok(of_group(&["cert-manager.io", "acme.cert-manager.io"])),
        "cert-manager-acme" => return Ok(of_group(&["acme.cert-manager.io"])),
        // The category `all` holds none of these kinds in a cluster, either.
        "all" => return Ok(Vec::new()),
        _ => {}
    }
    let (name, rest) = word.split_once('.').unwrap_or((&word, ""));
    Kind::ALL
        .into_iter()
        .find(|kind| {
            let named = name == kind.plural()
                || name == kind.as_str().to_lowercase()
                || short_names(*kind).contains(&name);
            let group = group(*kind);
            named && (rest.is_empty() || rest == group || rest == format!("v1.{group}"))
        })
        .map(|kind| vec![kind])
        .ok_or_else(|| format!("error: the server doesn't have a resource type {word:?}"))
}

/// What a command is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Targets {
    /// Objects by name.
    pub(super) named: Vec<ObjectKey>,
    /// All objects of these kinds.
    pub(super) all_of: Vec<Kind>,
}

/// Reads `TYPE`, `TYPE,TYPE`, `TYPE NAME …` and `TYPE/NAME …`.
pub(super) fn targets(args: &Args) -> Result<Targets, String> {
    let mut targets = Targets::default();
    let namespace = args.namespace();
    if args.rest.iter().any(|word| word.contains('/')) {
        for word in &args.rest {
            let Some((kind, name)) = word.split_once('/') else {
                return Err("error: there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'".to_owned());
            };
            for kind in kinds(kind)? {
                targets.named.push(ObjectKey::new(kind, namespace, name));
            }
        }
    } else if let Some((kinds, names)) = args.rest.split_first() {
        for kind in kinds.split(',').filter(|word| !word.is_empty()) {
            for kind in self::kinds(kind)? {
                if names.is_empty() {
                    targets.all_of.push(kind);
                }
                let named = names
                    .iter()
                    .map(|name| ObjectKey::new(kind, namespace, name));
                targets.named.extend(named);
            }
        }
    }
    if args.is("all-namespaces") && !targets.named.is_empty() {
        return Err(
            "error: a resource cannot be retrieved by name across all namespaces".to_owned(),
        );
    }
    Ok(targets)
}

/// The objects of a kind that the flags ask for.
pub(super) fn list<'a>(
    store: &'a Store<Object>,
    kind: Kind,
    args: &Args,
) -> Result<Vec<&'a Object>, String> {
    let selector = Selector::parse(args.value("selector").unwrap_or_default())?;
    let everywhere = args.is("all-namespaces") || !kind.is_namespaced();
    let objects = store.list(kind).map(AsRef::as_ref);
    Ok(objects
        .filter(|object| everywhere || object.key().namespace() == args.namespace())
        .filter(|object| selector.matches(object))
        .collect())
}

/// `kubectl`'s sentence for an object that is not there.
pub(super) fn not_found(key: &ObjectKey) -> String {
    format!(
        "Error from server (NotFound): {} {:?} not found",
        resource(key.kind),
        key.name
    )
}

/// A label selector: `a=b`, `a!=b`, `a`, `!a`, joined by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Selector(Vec<(String, Wanted)>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    Is(String),
    IsNot(String),
    There,
    Absent,
}

impl Selector {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut terms = Vec::new();
        for term in text
            .split(',')
            .map(str::trim)
            .filter(|term| !term.is_empty())
        {
            terms.push(if let Some((name, value)) = term.split_once("!=") {
                (name.to_owned(), Wanted::IsNot(value.to_owned()))
            } else if let Some((name, value)) = term.split_once('=') {
                let value = value.strip_prefix('=').unwrap_or(value);
                (name.to_owned(), Wanted::Is(value.to_owned()))
            } else if let Some(name) = term.strip_prefix('!') {
                (name.to_owned(), Wanted::Absent)
            } else if term.contains(' ') {
                return Err(format!(
                    "error: unable to parse requirement: found '{term}', this console knows =, ==, != and !"
                ));
            } else {
                (term.to_owned(), Wanted::There)
            });
        }
        Ok(Self(terms))
    }

    pub(super) fn matches(&self, object: &Object) -> bool {
        let labels = &object.meta().labels;
        self.0.iter().all(|(name, wanted)| {
            let found = labels.get(name.trim());
            match wanted {
                Wanted::Is(value) => found.is_some_and(|found| found == value),
                Wanted::IsNot(value) => found.is_none_or(|found| found != value),
                Wanted::There => found.is_some(),
                Wanted::Absent => found.is_none(),
            }
        })
    }
}

/// `kubectl api-resources`, of the kinds that are here.
pub(super) fn api_resources() -> String {
    let mut text = "NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND".to_owned();
    let mut kinds = Kind::ALL;
    kinds.sort_by_key(|kind| (kind.api_version(), kind.plural()));
    for kind in kinds {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n{}\t{}\t{}\t{}\t{kind}",
            kind.plural(),
            short_names(kind).join(","),
            kind.api_version(),
            kind.is_namespaced()
        );
    }
    lay_out(&text, GET)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_kind_is_known() {
        for (word, kind) in [
            ("cert", Kind::Certificate),
            ("Certificates", Kind::Certificate),
            ("certificates.cert-manager.io", Kind::Certificate),
            ("certificates.v1.cert-manager.io", Kind::Certificate),
            ("cr", Kind::CertificateRequest),
            ("iss", Kind::Issuer),
            ("ciss", Kind::ClusterIssuer),
            ("orders.acme.cert-manager.io", Kind::Order),
            ("secrets", Kind::Secret),
        ] {
            assert_eq!(kinds(word), Ok(vec![kind]), "{word}");
        }
        assert_eq!(
            kinds("pods").unwrap_err(),
            "error: the server doesn't have a resource type \"pods\""
        );
        assert_eq!(kinds("cert-manager").unwrap().len(), 6);
    }
}
