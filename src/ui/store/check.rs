//! What is wrong with a form, each thing at its field.

use std::collections::BTreeSet;

use certlab::certmanager::api::Object;
use certlab::certmanager::validate;
use certlab::kube::{Duration, Kind, ObjectKey, Resource as _};
use certlab::lab::Lab;
use certlab::x509::{DnsName, EmailAddress, EmailError};

use super::directory::{self, directory_url, is_production};
use super::draft::{Draft, Field};
use super::manifest::{NAMESPACE, ca_secrets, objects, secret_name};
use crate::ui::i18n::Mistake;
use crate::ui::i18n::form::Choice;
use crate::ui::i18n::web::Proof;

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The field.
    pub(crate) field: Field,
    /// What is wrong with it.
    pub(crate) mistake: Mistake,
}

/// Looks a form over. Nothing wrong: it can be applied.
pub(crate) fn check(draft: &Draft, lab: &Lab) -> Vec<Fault> {
    let choice = draft.choice_in(lab.world());
    let mut faults = Vec::new();
    let mut fault = |field, mistake| faults.push(Fault { field, mistake });
    for mistake in names(draft) {
        fault(Field::DnsNames, mistake);
    }
    if let Some(mistake) = object_name(draft, lab) {
        fault(Field::Name, mistake);
    }
    if let Some(mistake) = common_name(draft, choice) {
        fault(Field::CommonName, mistake);
    }
    if let Some(mistake) = duration(&draft.duration) {
        fault(Field::Duration, mistake);
    }
    if draft.is_ca && choice.is_acme() {
        fault(Field::IsCa, Mistake::CaByAcme);
    }
    if choice.is_acme()
        && draft.proof == Proof::Http01
        && let Some(star) = draft.typed_names().find(|name| name.starts_with("*."))
    {
        fault(Field::Proof, Mistake::WildcardByHttp(star.to_owned()));
    }
    if choice == Choice::Ca && ca_secrets(lab).is_empty() {
        fault(Field::CaSecret, Mistake::NoCaChosen);
    }
    if let Some(url) = directory_url(draft, choice) {
        if let Some(mistake) = directory::mistake(url, lab) {
            fault(Field::Directory, mistake);
        }
        if is_production(url) && !draft.guard {
            fault(Field::Guard, Mistake::Guard);
        }
        if let Err(error) = EmailAddress::parse(&draft.email) {
            fault(Field::Email, email(error));
        }
        if !draft.terms {
            fault(Field::Terms, Mistake::Terms);
        }
    }
    if faults.is_empty() {
        faults = cert_managers(draft, lab);
    }
    faults
}

/// What cert-manager's own validation says of the objects, at the nearest field.
fn cert_managers(draft: &Draft, lab: &Lab) -> Vec<Fault> {
    objects(draft, lab)
        .iter()
        .flat_map(validate)
        .map(|error| Fault {
            field: match error.path.as_str() {
                "spec.commonName" => Field::CommonName,
                "spec.duration" => Field::Duration,
                "metadata.name" | "spec.secretName" => Field::Name,
                _ => Field::DnsNames,
            },
            mistake: Mistake::Field {
                path: error.path,
                message: error.message,
            },
        })
        .collect()
}

fn names(draft: &Draft) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let mut seen = BTreeSet::new();
    for typed in draft.typed_names() {
        match DnsName::parse(typed) {
            Ok(name) => {
                if !seen.insert(name) {
                    mistakes.push(Mistake::Twice(typed.to_owned()));
                }
            }
            Err(error) => mistakes.push(Mistake::Name {
                typed: typed.to_owned(),
                error,
            }),
        }
    }
    let is_named_ca = draft.is_ca && !draft.common_name.trim().is_empty();
    if draft.typed_names().next().is_none() && !is_named_ca {
        mistakes.push(Mistake::NoNames);
    }
    mistakes
}

fn object_name(draft: &Draft, lab: &Lab) -> Option<Mistake> {
    let name = draft.object_name();
    let secret = secret_name(&name);
    if name.is_empty() {
        // A name is made from the first DNS name; that field says what is wrong.
        let from_names = draft.name.is_none() && draft.typed_names().next().is_some();
        return (!from_names).then_some(Mistake::ObjectNameEmpty);
    }
    if !is_subdomain(&name) {
        return Some(Mistake::ObjectNameForm);
    }
    if secret.len() > 253 {
        return Some(Mistake::ObjectNameLong(secret.len()));
    }
    let key = ObjectKey::new(Kind::Certificate, NAMESPACE, &name);
    if lab.store().get(&key).is_some() {
        return Some(Mistake::Exists(name));
    }
    let taken = lab
        .store()
        .list(Kind::Certificate)
        .filter_map(|object| object.certificate())
        .any(|other| other.namespace() == NAMESPACE && other.spec.secret_name == secret);
    taken.then_some(Mistake::SecretTaken(secret))
}

/// A DNS subdomain as Kubernetes has it (RFC 1123 §2.1 in lower case).
fn is_subdomain(name: &str) -> bool {
    name.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    })
}

fn common_name(draft: &Draft, choice: Choice) -> Option<Mistake> {
    let name = draft.common_name.trim();
    // RFC 5280 appendix A: ub-common-name.
    if name.len() > 64 {
        return Some(Mistake::CommonNameLong(name.len()));
    }
    let listed = || {
        draft
            .typed_names()
            .filter_map(|typed| DnsName::parse(typed).ok())
            .any(|listed| listed.as_str() == name)
    };
    (choice.is_acme() && !name.is_empty() && !listed())
        .then(|| Mistake::CommonNameNotListed(name.to_owned()))
}

fn duration(text: &str) -> Option<Mistake> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match Duration::parse(text) {
        Err(_) => Some(Mistake::Duration),
        Ok(duration) if duration < Duration::from_hours(1) => Some(Mistake::DurationShort),
        Ok(_) => None,
    }
}

fn email(error: EmailError) -> Mistake {
    match error {
        EmailError::Empty => Mistake::EmailEmpty,
        EmailError::NoAt => Mistake::EmailNoAt,
        EmailError::NoLocalPart => Mistake::EmailNoLocalPart,
        EmailError::Domain(error) => Mistake::EmailDomain(error),
        other => Mistake::EmailOther(other.to_string()),
    }
}

/// Whether an object is a Secret with a usable CA in it.
pub(super) fn is_ca_certificate(object: &Object) -> bool {
    object
        .certificate()
        .is_some_and(|certificate| certificate.spec.is_ca && certificate.is_ready())
        && object.kind() == Kind::Certificate
}

#[cfg(test)]
mod tests {
    use certlab::lab::World;
    use certlab::x509::NameError;

    use super::*;
    use crate::ui::store::directory::PRODUCTION_URL;

    fn faults(draft: &Draft, world: World) -> Vec<Fault> {
        check(draft, &Lab::new(world, [1; 32]))
    }

    fn of(field: Field, faults: &[Fault]) -> Vec<&Mistake> {
        faults
            .iter()
            .filter(|fault| fault.field == field)
            .map(|fault| &fault.mistake)
            .collect()
    }

    fn named(names: &str) -> Draft {
        Draft {
            dns_names: names.to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn good_forms_have_no_faults() {
        assert_eq!(
            faults(&named("example.test\n*.example.test"), World::Practice),
            []
        );
        let root = Draft {
            name: Some("root".to_owned()),
            common_name: "My root".to_owned(),
            is_ca: true,
            choice: Choice::SelfSigned,
            ..Draft::default()
        };
        assert_eq!(faults(&root, World::Practice), []);
    }

    #[test]
    fn each_bad_name_is_told_at_the_names() {
        let long = format!("{}.test", ["a"; 130].join("."));
        for (typed, expected) in [
            (
                "http://a.test",
                NameError::Url {
                    host: Some("a.test".to_owned()),
                },
            ),
            ("a..b", NameError::EmptyLabel),
            (&long, NameError::TooLong { octets: long.len() }),
            ("*.*.x", NameError::Wildcard),
            (
                "co.uk",
                NameError::PublicSuffix {
                    suffix: "co.uk".to_owned(),
                },
            ),
        ] {
            let faults = faults(&named(typed), World::Practice);
            let mistakes = of(Field::DnsNames, &faults);
            let wanted = Mistake::Name {
                typed: typed.to_owned(),
                error: expected,
            };
            assert_eq!(mistakes, [&wanted], "{typed}");
        }
        let empty = faults(&named(" "), World::Practice);
        assert_eq!(of(Field::DnsNames, &empty), [&Mistake::NoNames]);
    }

    #[test]
    fn object_names_are_kubernetes_names() {
        for (name, good) in [
            ("a", true),
            ("a-b.c1", true),
            ("A", false),
            ("-a", false),
            ("a..b", false),
            ("a b", false),
        ] {
            assert_eq!(is_subdomain(name), good, "{name}");
        }
    }

    #[test]
    fn a_real_acme_server_wants_address_e_mail_and_agreement() {
        let mut draft = named("a.example.com");
        draft.choice = Choice::AcmeUrl;
        draft.email = "somebody".to_owned();
        let found = faults(&draft, World::Real);
        assert_eq!(of(Field::Directory, &found), [&Mistake::DirectoryEmpty]);
        assert_eq!(of(Field::Email, &found), [&Mistake::EmailNoAt]);
        assert_eq!(of(Field::Terms, &found), [&Mistake::Terms]);
        for (url, mistake) in [
            ("ca.example", Mistake::DirectoryNotUrl),
            ("http://ca.example/dir", Mistake::DirectoryNotHttps),
            ("https://", Mistake::DirectoryNotUrl),
            ("https://ca.example/dir", Mistake::DirectoryUntried),
        ] {
            draft.directory = url.to_owned();
            let found = faults(&draft, World::Real);
            assert_eq!(of(Field::Directory, &found), [&mistake], "{url}");
        }
    }

    #[test]
    fn production_wants_an_act_however_it_is_reached_and_staging_none() {
        let mut draft = named("a.example.com");
        draft.directory = PRODUCTION_URL.to_owned();
        for (choice, guarded) in [
            (Choice::AcmeProduction, true),
            (Choice::AcmeUrl, true),
            (Choice::AcmeStaging, false),
        ] {
            draft.choice = choice;
            let found = faults(&draft, World::Real);
            assert_eq!(of(Field::Guard, &found).len(), usize::from(guarded));
            assert_eq!(of(Field::Directory, &found), [&Mistake::DirectoryUntried]);
        }
        draft.choice = Choice::AcmeProduction;
        draft.guard = true;
        assert_eq!(
            of(Field::Guard, &faults(&draft, World::Real)),
            [&Mistake::Guard; 0]
        );
    }

    #[test]
    fn a_wildcard_cannot_be_proved_by_a_file_and_the_choice_says_so() {
        let mut draft = named("a.test\n*.a.test");
        draft.proof = Proof::Http01;
        let found = faults(&draft, World::Practice);
        let wanted = Mistake::WildcardByHttp("*.a.test".to_owned());
        assert_eq!(of(Field::Proof, &found), [&wanted]);
        draft.choice = Choice::SelfSigned;
        assert_eq!(faults(&draft, World::Practice), []);
        draft.choice = Choice::AcmePractice;
        draft.dns_names = "a.test".to_owned();
        assert_eq!(faults(&draft, World::Practice), []);
    }

    #[test]
    fn lifetimes_are_go_durations_of_an_hour_or_more() {
        for (text, expected) in [
            ("", None),
            ("2160h", None),
            ("1h", None),
            ("59m", Some(Mistake::DurationShort)),
            ("90d", Some(Mistake::Duration)),
        ] {
            assert_eq!(duration(text), expected, "{text}");
        }
    }

    #[test]
    fn acme_wants_the_common_name_among_the_names_and_no_ca() {
        let mut draft = named("a.test");
        draft.common_name = "b.test".to_owned();
        draft.is_ca = true;
        let found = faults(&draft, World::Practice);
        assert_eq!(
            of(Field::CommonName, &found),
            [&Mistake::CommonNameNotListed("b.test".to_owned())]
        );
        assert_eq!(of(Field::IsCa, &found), [&Mistake::CaByAcme]);
    }
}
