//! The lab's lint beside pkilint's: both judge the same certificates.

mod table;
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use certlab::x509::lint::{self, Report, Severity};
use serde::Deserialize;

use crate::servers::Fallible;

/// pkilint's word on one certificate or list.
#[derive(Debug, Deserialize)]
struct Verdict {
    title: String,
    kind: String,
    der: String,
    /// By RFC 5280: severity and code of each finding.
    pkix: Vec<String>,
    /// By the Baseline Requirements for its kind.
    baseline: Vec<String>,
}

impl Verdict {
    fn report(&self) -> Fallible<Report> {
        let der = certlab::encoding::from_base64(&self.der)?;
        let report = if self.kind == "crl" {
            lint::revocation_list(&der)
        } else {
            lint::certificate(&der)
        };
        report.ok_or_else(|| format!("{} ({}) cannot be read", self.title, self.kind).into())
    }

    /// Whether pkilint found any of these, by either standard.
    fn has(&self, codes: &[&str]) -> bool {
        let found = self.pkix.iter().chain(&self.baseline);
        found
            .filter_map(|found| found.split_once(' '))
            .any(|(_, code)| codes.contains(&code))
    }
}

/// Every verdict; Python and pkilint are asked once for all tests.
fn verdicts() -> Fallible<&'static [Verdict]> {
    static VERDICTS: OnceLock<Result<Vec<Verdict>, String>> = OnceLock::new();
    let verdicts = VERDICTS.get_or_init(|| judged().map_err(|error| error.to_string()));
    verdicts.as_deref().map_err(|error| error.clone().into())
}

/// Lets Python make certificates, and pkilint judge them and ours.
fn judged() -> Fallible<Vec<Verdict>> {
    let Some(python) = std::env::var_os("CERTLAB_PYTHON") else {
        return Err("CERTLAB_PYTHON is not set: run `cargo xtask test peers`".into());
    };
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("ours"))?;
    for (name, der) in world::ours()? {
        fs::write(folder.path().join("ours").join(format!("{name}.der")), der)?;
    }
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/peers/lint/judge.py");
    let output = Command::new(python)
        .arg(script)
        .current_dir(folder.path())
        .output()?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("pkilint does not run: {error}").into());
    }
    let text = fs::read_to_string(folder.path().join("verdicts.json"))?;
    Ok(serde_json::from_str(&text)?)
}

#[test]
fn each_fault_is_found_by_the_rule_it_breaks_and_sound_ones_have_no_error() -> Fallible {
    let verdicts = verdicts()?;
    assert!(verdicts.len() >= 250, "{}", verdicts.len());
    let mut wrong = Vec::new();
    let mut broken = BTreeSet::new();
    for verdict in verdicts {
        let report = verdict.report()?;
        let found: BTreeSet<_> = report.findings.iter().map(|found| found.rule.id).collect();
        let rule = verdict.title.split(' ').next().unwrap_or_default();
        let holds = if rule == "ours" {
            true
        } else if rule == "sound" {
            report.count(Severity::Error) == 0
        } else {
            found.contains(rule)
        };
        if !holds {
            wrong.push(format!("{} ({}): {found:?}", verdict.title, verdict.kind));
        }
        broken.extend(found);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // No rule is there that nothing breaks.
    let unbroken: Vec<_> = lint::rules()
        .map(|rule| rule.id)
        .filter(|id| !broken.contains(id))
        .collect();
    assert_eq!(unbroken, [""; 0]);
    Ok(())
}

#[test]
fn where_both_have_a_rule_the_verdict_is_pkilint_s() -> Fallible {
    let verdicts = verdicts()?;
    let mut differences = Vec::new();
    let mut compared = 0;
    for verdict in verdicts {
        let report = verdict.report()?;
        for (rules, codes) in table::SAME {
            compared += 1;
            let mut findings = report.findings.iter();
            let ours = findings.any(|found| rules.contains(&found.rule.id));
            if ours == verdict.has(codes) {
                continue;
            }
            let argued = table::DIFFERENT
                .iter()
                .any(|(title, rule, _)| verdict.title.starts_with(title) && rules.contains(rule));
            if !argued {
                let side = if ours { "only we" } else { "only pkilint" };
                let title = &verdict.title;
                differences.push(format!("{title} ({}): {side} find {rules:?}", verdict.kind));
            }
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
    let cases = verdicts.len();
    println!("{cases} certificates and lists, {compared} verdicts compared");
    Ok(())
}

#[test]
fn pkilint_finds_no_error_in_what_the_lab_issues_but_what_is_argued() -> Fallible {
    let verdicts = verdicts()?;
    let ours: Vec<_> = verdicts
        .iter()
        .filter_map(|verdict| Some((verdict.title.strip_prefix("ours ")?, verdict)))
        .collect();
    assert!(ours.len() >= 10, "{}", ours.len());
    let mut errors = Vec::new();
    for (title, verdict) in ours {
        // A private PKI does not have to be a public one.
        let is_public = title.starts_with("practice");
        let asked = if is_public {
            &verdict.baseline[..]
        } else {
            &[]
        };
        let found = verdict.pkix.iter().chain(asked);
        errors.extend(
            found
                .filter_map(|found| found.split_once(' '))
                .filter(|(severity, _)| ["ERROR", "FATAL"].contains(severity))
                .filter(|(_, code)| {
                    let mut argued = table::ARGUED.iter();
                    !argued.any(|(whose, known, _)| title.starts_with(whose) && known == code)
                })
                .map(|(_, code)| format!("{title}: {code}")),
        );
    }
    assert!(errors.is_empty(), "{errors:#?}");
    Ok(())
}
