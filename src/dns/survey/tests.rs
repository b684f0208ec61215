//! Surveys of small worlds.

use super::*;
use crate::dns::Record;
use crate::dns::doh::Authority;

/// A small world: zones by their names, records by name and type.
struct World {
    zones: &'static [&'static str],
    records: &'static [(&'static str, RecordType, &'static str)],
    failing: &'static [&'static str],
}

impl World {
    fn answer(&self, question: &Question) -> DohAnswer {
        let mut name = question.name.clone();
        let mut records = Vec::new();
        let of = |name: &str, record_type: RecordType| -> Vec<Record> {
            self.records
                .iter()
                .filter(|(owner, kind, _)| *owner == name && *kind == record_type)
                .map(|(owner, kind, value)| Record {
                    record_type: *kind,
                    ..Record::txt(owner, *value, 60)
                })
                .collect()
        };
        while let Some(alias) = of(&name, RecordType::Cname).pop() {
            name.clone_from(&alias.value);
            records.push(alias);
        }
        let is_in = |zone: &&&str| name == **zone || name.ends_with(&format!(".{zone}"));
        let zone = self
            .zones
            .iter()
            .filter(is_in)
            .max_by_key(|zone| zone.len());
        let failing = self.failing.contains(&name.as_str());
        let mut found = of(&name, question.record_type);
        if question.record_type == RecordType::Soa && zone == Some(&name.as_str()) {
            found.push(Record {
                record_type: RecordType::Soa,
                ..Record::txt(&name, "ns. admin. 1 2 3 4 5", 60)
            });
        }
        let authority = zone.filter(|_| found.is_empty()).map(|zone| Authority {
            zone: (*zone).to_owned(),
            ttl_secs: 60,
        });
        records.extend(found);
        DohAnswer {
            rcode: if failing {
                Rcode::ServFail
            } else {
                Rcode::NoError
            },
            records,
            authority,
            errors: Vec::new(),
        }
    }

    fn survey(&self, name: &str, wildcard: bool) -> Survey {
        let mut survey = Survey::new(Subject {
            name: name.to_owned(),
            record: format!("_acme-challenge.{name}"),
            expected: "value".to_owned(),
            wildcard,
        });
        let mut rounds = 0;
        loop {
            let questions = survey.take();
            if questions.is_empty() {
                break;
            }
            assert!(!survey.is_complete());
            for (number, question) in questions {
                survey.note(number, Ok(self.answer(&question)));
            }
            rounds += 1;
        }
        assert!(survey.is_complete());
        assert!(rounds < 8, "{rounds} rounds");
        survey
    }
}

const EMPTY: World = World {
    zones: &["com", "example.com"],
    records: &[],
    failing: &[],
};

#[test]
fn a_records_zone_is_found_by_its_soa() {
    for (zones, name, zone, relative) in [
        (
            &["example.com"][..],
            "example.com",
            "example.com",
            "_acme-challenge",
        ),
        (
            &["com", "example.com"],
            "a.b.example.com",
            "example.com",
            "_acme-challenge.a.b",
        ),
        // A zone of its own below the registered name.
        (
            &["example.com", "b.example.com"],
            "a.b.example.com",
            "b.example.com",
            "_acme-challenge.a",
        ),
        // Delegated for the challenge alone.
        (
            &["example.com", "_acme-challenge.example.com"],
            "example.com",
            "_acme-challenge.example.com",
            "",
        ),
    ] {
        let home = World { zones, ..EMPTY }.survey(name, false).home().unwrap();
        assert_eq!(home.zone, zone, "{name}");
        let rest = home.record.strip_suffix(zone).unwrap();
        assert_eq!(rest.trim_end_matches('.'), relative, "{name}");
        assert_eq!(home.aliases, Vec::<String>::new());
    }
}

#[test]
fn an_alias_leads_the_record_into_another_zone_hop_by_hop() {
    let world = World {
        zones: &["example.com", "other.net"],
        records: &[
            (
                "_acme-challenge.example.com",
                RecordType::Cname,
                "x.example.com",
            ),
            ("x.example.com", RecordType::Cname, "y.other.net"),
            ("other.net", RecordType::Ns, "ns2.other.net"),
            ("other.net", RecordType::Ns, "ns1.other.net"),
        ],
        failing: &[],
    };
    let home = world.survey("example.com", false).home().unwrap();
    assert_eq!(
        home,
        Home {
            zone: "other.net".to_owned(),
            record: "y.other.net".to_owned(),
            aliases: vec!["x.example.com".to_owned(), "y.other.net".to_owned()],
            servers: vec!["ns1.other.net".to_owned(), "ns2.other.net".to_owned()],
        }
    );
}

#[test]
fn a_value_in_a_wrong_place_is_found_there() {
    for (place, name, wildcard, expected) in [
        (
            "_acme-challenge.www.example.com.example.com",
            "www.example.com",
            false,
            Some(Misplacement::Doubled),
        ),
        (
            "_acme-challenge.example.com.example.com",
            "example.com",
            true,
            Some(Misplacement::Doubled),
        ),
        (
            "www.example.com",
            "www.example.com",
            false,
            Some(Misplacement::Bare),
        ),
        (
            "example.com",
            "www.example.com",
            false,
            Some(Misplacement::Bare),
        ),
        (
            "_acme-challenge.example.com",
            "www.example.com",
            false,
            Some(Misplacement::Above),
        ),
        (
            "_acme-challenge.*.example.com",
            "example.com",
            true,
            Some(Misplacement::Star),
        ),
        (
            "_acme-challenge.www.example.com",
            "www.example.com",
            false,
            None,
        ),
        ("elsewhere.example.com", "www.example.com", false, None),
    ] {
        let records: &'static [_] = vec![(place, RecordType::Txt, "value")].leak();
        let found = World { records, ..EMPTY }
            .survey(name, wildcard)
            .misplaced();
        let expected = expected.map(|kind| (kind, place.to_owned()));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{place}");
    }
}

#[test]
fn caa_is_looked_for_up_the_tree_and_a_failure_on_the_way_is_told() {
    let found = |records: &'static [_], failing: &'static [_]| {
        let world = World {
            records,
            failing,
            ..EMPTY
        };
        world.survey("a.b.example.com", false).caa()
    };
    assert_eq!(found(&[], &[]), Ok(None));
    let records = &[
        ("com", RecordType::Caa, r#"0 issue "com.test""#),
        ("example.com", RecordType::Caa, r#"0 issue ";""#),
    ];
    let nearest = Caa {
        name: "example.com".to_owned(),
        records: vec![CaaRecord::parse(r#"0 issue ";""#).unwrap()],
    };
    assert_eq!(found(records, &[]), Ok(Some(nearest)));
    assert_eq!(
        found(records, &["b.example.com"]),
        Err(("b.example.com".to_owned(), Failure::Rcode(Rcode::ServFail)))
    );
}

#[test]
fn a_resolver_that_names_no_zone_ends_the_survey_all_the_same() {
    let nowhere = World {
        zones: &[],
        ..EMPTY
    };
    assert_eq!(nowhere.survey("a.example.com", true).home(), None);
    let long = ["a"; 100].join(".");
    let mut survey = Survey::new(Subject {
        name: long.clone(),
        record: format!("_acme-challenge.{long}"),
        expected: "value".to_owned(),
        wildcard: false,
    });
    let mut asked = 0;
    loop {
        let questions = survey.take();
        if questions.is_empty() {
            break;
        }
        asked += questions.len();
        for (number, question) in questions {
            survey.note(number, Ok(nowhere.answer(&question)));
        }
    }
    assert!(asked <= MOST_QUESTIONS);
}

#[test]
fn a_saved_survey_is_the_same_survey() {
    let survey = EMPTY.survey("www.example.com", false);
    let json = serde_json::to_string(&survey).unwrap();
    assert_eq!(serde_json::from_str::<Survey>(&json).unwrap(), survey);
}
