//! From typed texts to a chain, a request and a list.

use std::rc::Rc;

use super::*;
use crate::entropy::SeededEntropy;
use crate::x509::path::{Material, Purpose, Question, validate};
use crate::x509::profile::Kind;
use crate::x509::testing::{NOW, key, key_of};
use crate::x509::usage::Usage;
use crate::x509::{Certificate, KeyAlgorithm, PrivateKey, file};

fn bench(kind: Kind, texts: &[(Place, &str)]) -> Workbench {
    let mut bench = Workbench::default();
    add(&mut bench, key(1));
    fill(&mut bench, kind, texts);
    bench
}

fn add(bench: &mut Workbench, key: PrivateKey) {
    let place = Rc::make_mut(&mut bench.shelf).add_key(key);
    bench.subject = Some(Subject::Key(place));
}

fn fill(bench: &mut Workbench, kind: Kind, texts: &[(Place, &str)]) {
    bench.sheet = Sheet::default();
    bench.sheet.choose(kind);
    for (place, text) in texts {
        bench.sheet.set(*place, (*text).to_owned());
    }
}

fn make(bench: &mut Workbench, product: Product) -> usize {
    let job = bench
        .prepare(product, NOW, &mut SeededEntropy::new([9; 32]))
        .unwrap();
    let der = job.to_be_signed.sign(&job.key).unwrap();
    bench.take(job.product, &der).unwrap()
}

/// Root, intermediate that may certify `example.test` only, and an RSA server.
fn chain() -> Workbench {
    let mut bench = bench(Kind::Root, &[(Place::CommonName, "Root")]);
    let root = make(&mut bench, Product::Certificate);
    add(&mut bench, key(2));
    fill(
        &mut bench,
        Kind::Intermediate,
        &[
            (Place::CommonName, "Between"),
            (Place::Permitted, "DNS:example.test\nIP:192.0.2.0/24"),
            (Place::ListUrls, "http://ca.test/crl"),
        ],
    );
    bench.signer = Signer::Authority(root);
    let between = make(&mut bench, Product::Certificate);
    add(&mut bench, key_of(KeyAlgorithm::RSA_2048));
    fill(
        &mut bench,
        Kind::Server,
        &[
            (Place::CommonName, "www.example.test"),
            (Place::DnsNames, "www.example.test, *.example.test"),
            (Place::IpAddresses, "192.0.2.7"),
        ],
    );
    bench.signer = Signer::Authority(between);
    make(&mut bench, Product::Certificate);
    bench
}

#[test]
fn a_root_an_intermediate_and_a_server_form_a_sound_path() {
    let bench = chain();
    let [root, between, leaf] = bench.shelf.certificates() else {
        panic!("three certificates")
    };
    assert_eq!(bench.shelf.chain(leaf).len(), 3);
    assert_eq!((between.path_len(), root.path_len()), (Some(0), None));
    assert!(leaf.usages().contains(&Usage::KeyEncipherment), "RSA");
    assert_eq!(leaf.authority_key_id(), between.subject_key_id());
    assert!(leaf.subject_key_id().is_some());
    let anchors = [root.der().to_vec()];
    let others = [between.der().to_vec()];
    let material = Material {
        anchors: &anchors,
        others: &others,
        lists: &[],
    };
    let question = Question {
        purpose: Purpose::Server,
        ..Question::at(NOW)
    };
    let report = validate(leaf.der(), material, &question).unwrap();
    assert!(report.is_valid(), "{report:?}");
}

#[test]
fn a_list_names_what_was_revoked_and_why() {
    let mut bench = chain();
    let leaf = bench.shelf.certificates()[2].clone();
    bench.sheet.set(
        Place::Revoked,
        format!(
            "{} keyCompromise\n0A:FF superseded 2025-12-01",
            leaf.serial()
        ),
    );
    let place = make(&mut bench, Product::List(1));
    let read = crate::x509::reading::Reading::of(&bench.shelf.lists()[place].der);
    let shown = format!("{:?}", read.sections);
    for part in [&leaf.serial().hex(), "0aff", "keyCompromise", "superseded"] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert_eq!(bench.next_number(1), 2);
}

#[test]
fn a_request_is_signed_with_what_it_asks_for_or_what_the_sheet_says() {
    let mut bench = chain();
    add(&mut bench, key_of(KeyAlgorithm::Ed25519));
    fill(
        &mut bench,
        Kind::SMime,
        &[
            (Place::CommonName, "Ada"),
            (Place::Organizations, "Lab, Inc.\nOther"),
            (Place::Country, "CN"),
            (Place::Emails, "ada@example.test"),
            (Place::OtherNames, "ada@corp.test\n1.2.3.4=text"),
        ],
    );
    let place = make(&mut bench, Product::Request);
    let request = bench.shelf.requests()[place].clone();
    assert_eq!(request.other_names().len(), 2);
    bench.sheet.clear();
    bench.subject = Some(Subject::Request(place));
    bench.sheet.copy(&request);
    bench.signer = Signer::Authority(0);
    let place = make(&mut bench, Product::Certificate);
    let issued = &bench.shelf.certificates()[place];
    assert_eq!(issued.subject(), request.subject());
    assert_eq!(issued.email_addresses(), ["ada@example.test"]);
    assert_eq!(issued.public_key().as_ref(), Ok(request.public_key()));
    assert_eq!(issued.usages(), request.usages());
}

#[test]
fn each_mistake_is_at_its_field() {
    let text = |text: &str| text.to_owned();
    let cases: &[(Place, &str, Wrong)] = &[
        (
            Place::IpAddresses,
            "300.1.1.1",
            Wrong::Address {
                text: text("300.1.1.1"),
            },
        ),
        (
            Place::Uris,
            "//host",
            Wrong::Uri {
                text: text("//host"),
            },
        ),
        (
            Place::OtherNames,
            "ada",
            Wrong::OtherName { text: text("ada") },
        ),
        (Place::Country, "China", Wrong::Country),
        (Place::LiteralSubject, "CN", Wrong::Literal),
        (Place::Serial, "xyz", Wrong::Serial { text: text("xyz") }),
        (Place::Serial, "00", Wrong::Serial { text: text("00") }),
        (
            Place::NotBefore,
            "soon",
            Wrong::Moment { text: text("soon") },
        ),
        (Place::Duration, "90", Wrong::Span { text: text("90") }),
        (
            Place::Province,
            &"x".repeat(129),
            Wrong::TooLong {
                length: 129,
                limit: 128,
            },
        ),
    ];
    for (place, typed, wrong) in cases {
        let bench = bench(
            Kind::Server,
            &[(Place::DnsNames, "a.test"), (*place, typed)],
        );
        let expected = Mistake {
            place: *place,
            wrong: wrong.clone(),
        };
        assert_eq!(bench.mistakes(NOW), [expected], "{typed}");
    }
    for typed in [
        "DNS:a b",
        "IP:10.0.0.0",
        "IP:10.0.0.0/33",
        "dir:x",
        "*.a.test",
    ] {
        let bench = bench(
            Kind::Root,
            &[(Place::CommonName, "Root"), (Place::Excluded, typed)],
        );
        let wrong = Wrong::Constraint { text: text(typed) };
        assert_eq!(
            bench.mistakes(NOW),
            [Mistake {
                place: Place::Excluded,
                wrong
            }]
        );
    }
    let mut until = bench(
        Kind::Server,
        &[(Place::DnsNames, "a.test"), (Place::NotAfter, "2020-01-01")],
    );
    until.sheet.until_date = true;
    assert_eq!(
        until.mistakes(NOW),
        [Mistake {
            place: Place::NotAfter,
            wrong: Wrong::EndsFirst
        }]
    );
    for (kind, place, wrong) in [
        (Kind::Server, Place::DnsNames, Wrong::NoNames),
        (Kind::Root, Place::CommonName, Wrong::NoSubject),
    ] {
        assert_eq!(bench(kind, &[]).mistakes(NOW), [Mistake { place, wrong }]);
    }
}

#[test]
fn a_ca_that_may_not_and_a_key_that_is_not_here_are_said() {
    let mut bench = chain();
    let refused = |bench: &Workbench, product| {
        let made = bench.prepare(product, NOW, &mut SeededEntropy::new([9; 32]));
        made.unwrap_err()
            .into_iter()
            .map(|one| (one.place, one.wrong))
            .collect::<Vec<_>>()
    };
    fill(
        &mut bench,
        Kind::Intermediate,
        &[(Place::CommonName, "Below")],
    );
    assert_eq!(
        refused(&bench, Product::Certificate),
        [(Place::Signer, Wrong::PathTooLong)]
    );
    bench.sheet.set(
        Place::Revoked,
        "zz\n01 why\n02 keyCompromise then".to_owned(),
    );
    assert_eq!(
        refused(&bench, Product::List(0)),
        [
            (
                Place::Revoked,
                Wrong::Serial {
                    text: "zz".to_owned()
                }
            ),
            (
                Place::Revoked,
                Wrong::Reason {
                    text: "why".to_owned()
                }
            ),
            (
                Place::Revoked,
                Wrong::Moment {
                    text: "then".to_owned()
                }
            ),
        ]
    );
    // A foreign CA, without its key.
    let pem = include_str!("../../../tests/data/isrg-root-x1.pem");
    let found = file::read(pem.as_bytes(), None).unwrap();
    let shelf = Rc::make_mut(&mut bench.shelf);
    assert_eq!(shelf.bring_in(&found), []);
    let place = shelf.add_certificate(Certificate::from_pem(pem).unwrap());
    bench.signer = Signer::Authority(place);
    assert_eq!(
        refused(&bench, Product::Certificate),
        [(Place::Signer, Wrong::KeyNotHere)]
    );
    bench.subject = None;
    assert_eq!(
        refused(&bench, Product::Request),
        [(Place::Subject, Wrong::NoKey)]
    );
}
