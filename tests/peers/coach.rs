//! The DNS coach over a real BIND: its questions by DNS over HTTPS, and what
//! it makes of the answers.

use certlab::dns::caa::{Applicant, Refusal};
use certlab::dns::survey::{Misplacement, Subject};
use certlab::dns::{
    Diagnosis, Failure, Finding, Question, Rcode, RecordType, Survey, check, diagnosis, judge,
};
use ureq::Agent;

use crate::outside::carry;
use crate::servers::Fallible;
use crate::servers::bind::Bind;
use crate::servers::doh_proxy::DohProxy;

const VALUE: &str = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

#[tokio::test(flavor = "multi_thread")]
async fn mistakes_in_a_real_zone_are_found_and_named() -> Fallible {
    let bind = Bind::start().await?;
    let proxy = DohProxy::start(bind.doh_url()).await?;
    let applicant = Applicant {
        identities: &["ca.example".to_owned()],
        account_url: None,
        method: "dns-01",
        wildcard: true,
    };
    let look = || -> Fallible<(Survey, Vec<Diagnosis>)> {
        let survey = survey(&proxy)?;
        let mut found = diagnosis::misplaced(&survey);
        found.extend(diagnosis::caa(&survey, &applicant));
        Ok((survey, found))
    };
    let (survey, found) = look()?;
    let home = survey.home().ok_or("no zone was found")?;
    assert_eq!(home.zone, "example.test");
    assert_eq!(home.record, "_acme-challenge.www.example.test");
    assert_eq!(home.servers, ["ns.example.test"]);
    assert_eq!(found, []);

    for (place, why) in [
        (
            "_acme-challenge.www.example.test.example.test",
            Misplacement::Doubled,
        ),
        ("www.example.test", Misplacement::Bare),
        ("example.test", Misplacement::Bare),
        ("_acme-challenge.example.test", Misplacement::Above),
        ("_acme-challenge.*.www.example.test", Misplacement::Star),
    ] {
        bind.publish_txt(place, VALUE)?;
        let expected = Diagnosis::Misplaced {
            why,
            name: place.to_owned(),
        };
        assert_eq!(look()?.1, [expected]);
        bind.remove_txt(place)?;
    }

    bind.update("update add example.test 60 CAA 0 issue \"ca.example\"")?;
    assert_eq!(look()?.1, []);
    bind.update("update add example.test 60 CAA 0 issuewild \"other.example; x=y\"")?;
    let found = look()?.1;
    let [Diagnosis::Caa { name, refusal, .. }] = found.as_slice() else {
        return Err(format!("{found:?}").into());
    };
    assert_eq!(name, "example.test");
    let issuers = vec!["other.example".to_owned()];
    let tag = "issuewild";
    assert_eq!(*refusal, Refusal::OtherCas { tag, issuers });
    bind.update("update delete example.test CAA")?;

    let alias = "_acme-challenge.www.example.test 60 CNAME proofs.example.test";
    bind.update(&format!("update add {alias}"))?;
    let home = look()?.0.home().ok_or("no zone was found")?;
    assert_eq!(home.record, "proofs.example.test");
    assert_eq!(home.aliases, ["proofs.example.test"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_such_name_is_told_from_no_such_record_with_its_time_to_live() -> Fallible {
    let bind = Bind::start().await?;
    let proxy = DohProxy::start(bind.doh_url()).await?;
    bind.publish_txt("_acme-challenge.example.test", "other")?;
    for (name, expected) in [
        (
            "_acme-challenge.www.example.test",
            Finding::NotYet {
                nxdomain: true,
                ttl_secs: Some(1),
            },
        ),
        (
            "example.test",
            Finding::NotYet {
                nxdomain: false,
                ttl_secs: Some(1),
            },
        ),
        (
            "_acme-challenge.example.test",
            Finding::WrongValue {
                values: vec!["other".to_owned()],
                ttl_secs: 60,
            },
        ),
    ] {
        let question = Question::new(name, RecordType::Txt);
        assert_eq!(finding(&proxy, &question)?, expected, "{name}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_dnssec_proves_wrong_fails_checked_and_answers_unchecked() -> Fallible {
    let authority = Bind::start().await?;
    let name = "_acme-challenge.example.test";
    authority.publish_txt(name, VALUE)?;
    let resolver = Bind::start_distrusting(&authority).await?;
    let proxy = DohProxy::start(resolver.doh_url()).await?;
    let question = Question::new(name, RecordType::Txt);
    assert_eq!(
        finding(&proxy, &question)?,
        Finding::Failed(Failure::Rcode(Rcode::ServFail)),
        "{}",
        resolver.report()
    );
    let unchecked = finding(&proxy, &question.unchecked())?;
    assert!(
        matches!(unchecked, Finding::Found { .. }),
        "{unchecked:?} {}",
        resolver.report()
    );
    Ok(())
}

fn finding(proxy: &DohProxy, question: &Question) -> Fallible<Finding> {
    let response = carry(
        &Agent::new_with_defaults(),
        &question.request(&proxy.url())?,
    )?;
    Ok(judge(VALUE, check::answer(&Ok(response))))
}

/// A survey of `*.www.example.test`, each question carried.
fn survey(proxy: &DohProxy) -> Fallible<Survey> {
    let agent = Agent::new_with_defaults();
    let mut survey = Survey::new(Subject {
        name: "www.example.test".to_owned(),
        record: "_acme-challenge.www.example.test".to_owned(),
        expected: VALUE.to_owned(),
        wildcard: true,
    });
    loop {
        let questions = survey.take();
        if questions.is_empty() {
            return Ok(survey);
        }
        for (number, question) in questions {
            let response = carry(&agent, &question.request(&proxy.url())?)?;
            survey.note(number, check::answer(&Ok(response)));
        }
    }
}
