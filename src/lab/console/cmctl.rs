//! `cmctl`.

use std::fmt::Write as _;

use super::args::{self, Args};
use super::kinds::Selector;
use super::request;
use super::{Context, Reply, inspect, status};
use crate::certmanager::api::{Certificate, CertificateRequest, IssuerRef, Object};
use crate::certmanager::hand::{self, Decision};
use crate::certmanager::validate;
use crate::kube::{Kind, ObjectKey, Resource as _};
use crate::lab::action::Action;

pub(super) fn run(context: Context<'_>, mut words: Vec<String>) -> Reply {
    let Some(command) = args::command(&mut words) else {
        return HELP.to_owned().into();
    };
    let answer = match command.as_str() {
        "renew" => renew(context, words),
        "approve" => decide(context, Decision::Approve, words),
        "deny" => decide(context, Decision::Deny, words),
        "status" => sub(words, "status", "certificate", |words| {
            status::run(context, words)
        }),
        "inspect" => sub(words, "inspect", "secret", |words| {
            inspect::run(context, words)
        }),
        "check" => sub(words, "check", "api", check),
        "create" => sub(words, "create", "certificaterequest", |words| {
            request::run(context, words)
        }),
        "version" => version(words),
        "help" => Ok(HELP.to_owned().into()),
        other => Err(format!(
            "error: unknown command {other:?} for \"cmctl\"\nRun 'cmctl --help' for usage."
        )),
    };
    answer.unwrap_or_else(Reply::error)
}

/// A command of two words.
fn sub(
    mut words: Vec<String>,
    command: &str,
    wanted: &str,
    run: impl FnOnce(Vec<String>) -> Result<Reply, String>,
) -> Result<Reply, String> {
    let name = args::command(&mut words);
    match name.as_deref() {
        Some(name) if name == wanted => run(words),
        Some("cert") if wanted == "certificate" => run(words),
        Some("cr") if wanted == "certificaterequest" => run(words),
        None => Ok(format!("Usage:\n  cmctl {command} {wanted} [flags]").into()),
        Some(other) => Err(format!(
            "error: unknown command {other:?} for \"cmctl {command}\""
        )),
    }
}

fn renew(context: Context<'_>, words: Vec<String>) -> Result<Reply, String> {
    let args = args::parse("cmctl renew", words, &["all", "all-namespaces", "selector"])?;
    let selector = args.value("selector");
    let everywhere = args.is("all-namespaces");
    if args.rest.is_empty() && selector.is_none() && !args.is("all") {
        return Err("error: please either supply one or more Certificate resource names, label selectors, or use the --all flag to renew all Certificate resources".to_owned());
    }
    let cannot =
        |what: &str, with: &str| format!("error: cannot specify {what} in conjunction with {with}");
    if args.is("all") && !args.rest.is_empty() {
        return Err(cannot("Certificate names", "--all flag"));
    }
    if selector.is_some() && !args.rest.is_empty() {
        return Err(cannot("Certificate names", "label selectors"));
    }
    if selector.is_some() && args.is("all") {
        return Err(cannot("label selectors", "--all flag"));
    }
    if everywhere && !args.rest.is_empty() {
        return Err(cannot("Certificate names", "--all-namespaces flag"));
    }
    if everywhere && args.value("namespace").is_some() {
        return Err(cannot("--namespace=<namespace>", "--all-namespaces flag"));
    }
    let store = context.lab.store();
    let mut reply = Reply::default();
    let keys: Vec<ObjectKey> = if args.rest.is_empty() {
        let selector = Selector::parse(selector.unwrap_or_default())?;
        store
            .list(Kind::Certificate)
            .filter(|object| everywhere || object.key().namespace() == args.namespace())
            .filter(|object| selector.matches(object))
            .map(|object| object.key())
            .collect()
    } else {
        named(&args, Kind::Certificate)
    };
    if keys.is_empty() {
        reply.complain(if everywhere {
            "No Certificates found".to_owned()
        } else {
            format!("No Certificates found in {} namespace.", args.namespace())
        });
    }
    for certificate in keys {
        if store.get(&certificate).is_none() {
            reply.complain(format!(
                "error: certificates.cert-manager.io {:?} not found",
                certificate.name
            ));
            break;
        }
        reply.say(format!(
            "Manually triggered issuance of Certificate {certificate}"
        ));
        reply.actions.push(Action::Renew { certificate });
    }
    Ok(reply)
}

fn decide(context: Context<'_>, decision: Decision, words: Vec<String>) -> Result<Reply, String> {
    let (verb, done) = match decision {
        Decision::Approve => ("approve", "approved"),
        Decision::Deny => ("deny", "denied"),
    };
    let args = args::parse(&format!("cmctl {verb}"), words, &["reason", "message"])?;
    let request = match args.rest.as_slice() {
        [name] => ObjectKey::new(Kind::CertificateRequest, args.namespace(), name),
        [] => {
            return Err(format!(
                "error: the name of the CertificateRequest to {verb} has to be provided as an argument"
            ));
        }
        _ => {
            return Err(
                "error: only one argument can be passed: the name of the CertificateRequest"
                    .to_owned(),
            );
        }
    };
    let reason = args
        .value("reason")
        .unwrap_or("KubectlCertManager")
        .to_owned();
    let message = args
        .value("message")
        .map_or_else(|| format!("manually {done} by \"cmctl\""), str::to_owned);
    let mut copy = context.lab.store().clone();
    hand::decide(
        &mut copy,
        &request,
        decision,
        &reason,
        &message,
        context.now,
    )
    .map_err(|error| format!("error: {error}"))?;
    let mut reply = Reply::default();
    reply.say(match decision {
        Decision::Approve => format!("Approved CertificateRequest '{request}'"),
        Decision::Deny => format!("Denied CertificateRequest '{request}'"),
    });
    reply.actions.push(Action::Decide {
        request,
        decision,
        reason,
        message,
    });
    Ok(reply)
}

/// What the real command does: one request that must be taken, one that must not.
fn check(words: Vec<String>) -> Result<Reply, String> {
    args::parse("cmctl check api", words, &["wait", "interval"])?;
    let mut bad = CertificateRequest::default();
    "cmapichecker-invalid".clone_into(&mut bad.metadata.name);
    bad.spec.request = b"not a CSR".to_vec();
    bad.spec.issuer_ref = IssuerRef {
        name: "cmapichecker".to_owned(),
        ..IssuerRef::default()
    };
    let mut good = Certificate::default();
    "cmapichecker".clone_into(&mut good.metadata.name);
    "cmapichecker".clone_into(&mut good.spec.secret_name);
    good.spec.common_name = Some("cmapichecker".to_owned());
    good.spec.issuer_ref = bad.spec.issuer_ref.clone();
    let answers = validate(&Object::Certificate(good)).is_empty()
        && !validate(&Object::CertificateRequest(bad)).is_empty();
    if answers {
        Ok("The cert-manager API is ready".to_owned().into())
    } else {
        Err("error: the cert-manager validating webhook did not validate the dry-run CertificateRequest object".to_owned())
    }
}

fn version(words: Vec<String>) -> Result<Reply, String> {
    let args = args::parse("cmctl version", words, &["client", "short", "output"])?;
    let own = env!("CARGO_PKG_VERSION");
    let mut text = match (args.value("output"), args.is("short")) {
        (Some("yaml"), _) => {
            return Ok(format!(
                "clientVersion:\n  compiler: rustc\n  gitVersion: v{own}\n  platform: certlab/wasm32\nserverVersion:\n  detected: {BEHAVES_AS}\n  sources:\n    crdLabelVersion: {BEHAVES_AS}"
            )
            .into());
        }
        (Some("json"), _) => {
            return Ok(format!(
                "{{\n  \"clientVersion\": {{\n    \"gitVersion\": \"v{own}\",\n    \"compiler\": \"rustc\",\n    \"platform\": \"certlab/wasm32\"\n  }},\n  \"serverVersion\": {{\n    \"detected\": \"{BEHAVES_AS}\",\n    \"sources\": {{\n      \"crdLabelVersion\": \"{BEHAVES_AS}\"\n    }}\n  }}\n}}"
            )
            .into());
        }
        (Some(other), _) => {
            return Err(format!(
                "error: --output must be '', 'yaml' or 'json', not {other:?}"
            ));
        }
        (None, true) => format!("Client Version: v{own}"),
        (None, false) => format!(
            "Client Version: util.Version{{GitVersion:\"v{own}\", GitCommit:\"\", GitTreeState:\"\", GoVersion:\"\", Compiler:\"rustc\", Platform:\"certlab/wasm32\"}}"
        ),
    };
    if !args.is("client") {
        // Writing to a String cannot fail.
        let _ = if args.is("short") {
            write!(text, "\nServer Version: {BEHAVES_AS}")
        } else {
            write!(
                text,
                "\nServer Version: &versionchecker.Version{{Detected:\"{BEHAVES_AS}\", Sources:map[string]string{{\"crdLabelVersion\":\"{BEHAVES_AS}\"}}}}"
            )
        };
    }
    Ok(text.into())
}

/// `kubectl version`.
pub(super) fn kubectl_version() -> String {
    format!(
        "Client Version: certlab-v{}\nServer Version: certlab-v{}",
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_VERSION")
    )
}

/// The objects named beside the flags.
pub(super) fn named(args: &Args, kind: Kind) -> Vec<ObjectKey> {
    let names = args.rest.iter();
    names
        .map(|name| ObjectKey::new(kind, args.namespace(), name))
        .collect()
}

/// The version of cert-manager whose behaviour the controllers have.
const BEHAVES_AS: &str = "v1.21.0";

const HELP: &str = "\
cmctl is a CLI tool manage and configure cert-manager resources for Kubernetes

Usage: cmctl [command]

Available Commands:
  approve      Approve a CertificateRequest
  check        Check cert-manager components
  create       Create cert-manager resources
  deny         Deny a CertificateRequest
  help         Help about any command
  inspect      Get details on certificate related resources
  renew        Mark a Certificate for manual renewal
  status       Get details on current status of cert-manager resources
  version      Print the cmctl version and the deployed cert-manager version";
