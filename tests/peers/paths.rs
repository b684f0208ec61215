//! Certification paths: what the lab says of each, openssl's `verify` says too.

mod pki;

use std::fs;

use certlab::clock::Timestamp;
use certlab::encoding::from_pem;
use certlab::x509::Certificate;
use certlab::x509::path::{Material, Peer, Purpose, Question, Revocation, Rule, validate};

use self::pki::{AUTHORITIES, LEAF, LEAVES, Made, above, der, ders, make, openssl, run};
use super::servers::Fallible;

/// A question in the words of both.
struct Asked {
    arguments: Vec<String>,
    question: Question,
}

#[test]
fn openssl_and_the_lab_agree_about_every_path() -> Fallible {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    for made in AUTHORITIES.iter().chain(LEAVES) {
        make(folder, made)?;
    }
    let mut leaves: Vec<(String, &str)> = Vec::new();
    for Made(authority, ..) in AUTHORITIES {
        let name: &'static str = format!("below-{authority}").leak();
        make(folder, &Made(name, authority, 200, LEAF))?;
        leaves.push((name.to_owned(), authority));
    }
    leaves.extend(
        LEAVES
            .iter()
            .map(|Made(name, issuer, ..)| ((*name).to_owned(), *issuer)),
    );

    let anchors = ["root", "root-flat"];
    let now = Certificate::from_der(&der(folder, "root")?)?
        .not_before()
        .unix_secs();
    let asked = questions(now);
    let (mut compared, mut sound) = (0, 0);
    let mut differences = Vec::new();
    for (leaf, issuer) in &leaves {
        for with_intermediates in [true, false] {
            let above = if with_intermediates {
                above(issuer)
            } else {
                Vec::new()
            };
            for Asked {
                arguments,
                question,
            } in &asked
            {
                let theirs = openssl(folder, leaf, &above, &anchors, arguments)?;
                let others = ders(folder, &above)?;
                let anchors = ders(folder, &anchors)?;
                let material = Material {
                    anchors: &anchors,
                    others: &others,
                    lists: &[],
                };
                let report = validate(&der(folder, leaf)?, material, question)?;
                compared += 1;
                sound += usize::from(theirs.is_ok());
                if report.is_valid() != theirs.is_ok() {
                    differences.push(format!(
                        "{leaf} {arguments:?}: {theirs:?}, {:?}",
                        report.paths
                    ));
                }
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{} of {compared}:\n{}",
        differences.len(),
        differences.join("\n")
    );
    assert!(
        compared > 1_000 && sound > 100 && sound < compared,
        "{sound} of {compared}"
    );
    Ok(())
}

#[test]
fn a_list_of_revoked_certificates_is_read_as_openssl_reads_it() -> Fallible {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let pair = [
        Made("good", "int", 200, LEAF),
        Made("bad", "int", 200, LEAF),
    ];
    for made in AUTHORITIES
        .iter()
        .filter(|made| ["root", "int"].contains(&made.0))
        .chain(&pair)
    {
        make(folder, made)?;
    }
    let serial = fs::read_to_string(folder.join("bad.serial"))?;
    fs::write(
        folder.join("index.txt"),
        format!("R\t300101000000Z\t260101000000Z,keyCompromise\t{serial}\tunknown\t/CN=bad\n"),
    )?;
    fs::write(
        folder.join("ca.cnf"),
        "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=30\n",
    )?;
    run(
        folder,
        &[
            "ca", "-gencrl", "-config", "ca.cnf", "-cert", "int.pem", "-keyfile", "int.key",
            "-out", "list.pem",
        ],
    )?;

    let list = from_pem(&fs::read_to_string(folder.join("list.pem"))?)?
        .remove(0)
        .der;
    let now = Certificate::from_der(&der(folder, "root")?)?
        .not_before()
        .unix_secs();
    for (leaf, revoked) in [("good", false), ("bad", true)] {
        let check = ["-crl_check", "-CRLfile", "list.pem"].map(str::to_owned);
        let theirs = openssl(folder, leaf, &["int"], &["root"], &check)?;
        assert_eq!(theirs.is_err(), revoked, "{theirs:?}");
        let (anchors, others) = (ders(folder, &["root"])?, ders(folder, &["int"])?);
        let lists = [list.clone()];
        let material = Material {
            anchors: &anchors,
            others: &others,
            lists: &lists,
        };
        let mut question = Question::at(Timestamp::from_unix_secs(now + 60));
        question.revocation = Revocation::WhereKnown;
        let report = validate(&der(folder, leaf)?, material, &question)?;
        let failed: Vec<Rule> = report
            .paths
            .iter()
            .flat_map(|path| path.failures().map(|(check, _)| check.rule))
            .collect();
        assert_eq!(
            failed,
            if revoked {
                vec![Rule::Revocation]
            } else {
                vec![]
            }
        );
    }
    Ok(())
}

/// Purposes × names × times, and policies.
fn questions(now: i64) -> Vec<Asked> {
    let purposes = [
        (None, Purpose::Any),
        (Some("sslserver"), Purpose::Server),
        (Some("sslclient"), Purpose::Client),
        (Some("smimesign"), Purpose::Email),
    ];
    let names = [
        None,
        Some("www.example.test"),
        Some("a.wild.example.test"),
        Some("a.b.wild.example.test"),
    ];
    let days = [-1, 1, 7, 20, 250];
    let mut asked = Vec::new();
    for (flag, purpose) in purposes {
        for name in names {
            for day in days {
                // Every day with every purpose, every name with every purpose, no more.
                if day != 1 && name.is_some() {
                    continue;
                }
                let at = now + day * 86_400;
                let mut arguments = vec![
                    // Policies are part of RFC 5280's validation; openssl looks only when asked.
                    "-policy_check".to_owned(),
                    "-attime".to_owned(),
                    at.to_string(),
                ];
                arguments.extend(
                    flag.iter()
                        .flat_map(|flag| ["-purpose".to_owned(), (*flag).to_owned()]),
                );
                arguments.extend(
                    name.iter()
                        .flat_map(|name| ["-verify_hostname".to_owned(), (*name).to_owned()]),
                );
                let mut question = Question::at(Timestamp::from_unix_secs(at));
                question.purpose = purpose;
                question.peer = name.map(|name| Peer::Host(name.to_owned()));
                asked.push(Asked {
                    arguments,
                    question,
                });
            }
        }
    }
    for (more, mapping, any) in [
        (&[][..], false, false),
        (&["-inhibit_map"][..], true, false),
        (&["-inhibit_any"][..], false, true),
    ] {
        let at = now + 86_400;
        let mut arguments: Vec<String> = [
            "-attime",
            &at.to_string(),
            "-policy_check",
            "-explicit_policy",
            "-policy",
            "1.2.3.5",
            "-policy",
            "1.2.3.4",
        ]
        .map(str::to_owned)
        .to_vec();
        arguments.extend(more.iter().map(|flag| (*flag).to_owned()));
        let mut question = Question::at(Timestamp::from_unix_secs(at));
        question.policies = vec!["1.2.3.5".to_owned(), "1.2.3.4".to_owned()];
        question.require_explicit_policy = true;
        question.inhibit_policy_mapping = mapping;
        question.inhibit_any_policy = any;
        asked.push(Asked {
            arguments,
            question,
        });
    }
    asked
}
