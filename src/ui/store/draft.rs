//! The form as far as it is filled in. Nothing typed is lost: it is kept while
//! other pages are open, and between visits.

use std::rc::Rc;

use certlab::encoding::json;
use certlab::lab::World;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use crate::ui::i18n::form::Choice;
use crate::ui::i18n::web::Proof;
use crate::ui::platform;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    /// DNS names.
    DnsNames,
    /// Object name.
    Name,
    /// Common name.
    CommonName,
    /// Lifetime.
    Duration,
    /// CA or not.
    IsCa,
    /// The CA's Secret.
    CaSecret,
    /// How names are proved to an ACME server.
    Proof,
    /// ACME directory.
    Directory,
    /// E-mail address.
    Email,
    /// What production means.
    Guard,
    /// Terms of service.
    Terms,
}

impl Field {
    /// The test id and id of its input.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::DnsNames => "cert-dns-names",
            Self::Name => "cert-name",
            Self::CommonName => "cert-common-name",
            Self::Duration => "cert-duration",
            Self::IsCa => "cert-is-ca",
            Self::CaSecret => "ca-secret",
            Self::Proof => "acme-proof",
            Self::Directory => "acme-directory",
            Self::Email => "acme-email",
            Self::Guard => "acme-production-guard",
            Self::Terms => "acme-terms",
        }
    }
}

/// What is in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a box of its own in the form"
)]
pub(crate) struct Draft {
    /// DNS names, as typed.
    pub(crate) dns_names: String,
    /// Object name, if the user chose one.
    pub(crate) name: Option<String>,
    /// Common name.
    pub(crate) common_name: String,
    /// Lifetime.
    pub(crate) duration: String,
    /// Whether it is to be a CA.
    pub(crate) is_ca: bool,
    /// Whether the issuer is for every namespace.
    pub(crate) cluster: bool,
    /// Who is to sign.
    pub(crate) choice: Choice,
    /// The CA's Secret.
    pub(crate) ca_secret: String,
    /// How names are proved to an ACME server.
    pub(crate) proof: Proof,
    /// ACME directory.
    pub(crate) directory: String,
    /// E-mail address.
    pub(crate) email: String,
    /// Whether what production means is agreed to; asked anew each time.
    pub(crate) guard: bool,
    /// Whether the terms are agreed to.
    pub(crate) terms: bool,
}

impl Draft {
    /// The signers that a world offers.
    pub(crate) const fn choices(world: World) -> &'static [Choice] {
        match world {
            World::Practice => &[Choice::AcmePractice, Choice::SelfSigned, Choice::Ca],
            World::Real => &[
                Choice::AcmeStaging,
                Choice::AcmeProduction,
                Choice::AcmeUrl,
                Choice::SelfSigned,
                Choice::Ca,
            ],
        }
    }

    /// Who is to sign, in this world: the practice CA is not in the Real one.
    pub(crate) const fn choice_in(&self, world: World) -> Choice {
        match (world, self.choice) {
            (World::Practice, Choice::AcmeStaging | Choice::AcmeProduction | Choice::AcmeUrl) => {
                Choice::AcmePractice
            }
            (World::Real, Choice::AcmePractice) => Choice::AcmeStaging,
            (_, choice) => choice,
        }
    }

    /// The DNS names one by one, as typed.
    pub(crate) fn typed_names(&self) -> impl Iterator<Item = &str> {
        self.dns_names
            .split(['\n', ',', ';', '，', '、', '；'])
            .map(str::trim)
            .filter(|name| !name.is_empty())
    }

    /// The object name: the user's, or one made from the first DNS name.
    pub(crate) fn object_name(&self) -> String {
        match &self.name {
            Some(name) => name.trim().to_owned(),
            None => self
                .typed_names()
                .next()
                .and_then(|name| certlab::x509::DnsName::parse_any(name).ok())
                .map_or_else(String::new, |name| {
                    name.as_str().replace("*.", "wildcard-").replace('.', "-")
                }),
        }
    }
}

/// What can happen to the form.
pub(crate) enum DraftAction {
    /// It was changed.
    Set(Draft),
    /// It was sent: the signer stays for the next one.
    Sent,
    /// It was emptied.
    Clear,
}

impl Reducible for Draft {
    type Action = DraftAction;

    fn reduce(self: Rc<Self>, action: DraftAction) -> Rc<Self> {
        match action {
            DraftAction::Set(draft) if draft == *self => self,
            DraftAction::Set(draft) => Rc::new(draft),
            DraftAction::Sent => Rc::new(Self {
                choice: self.choice,
                cluster: self.cluster,
                ca_secret: self.ca_secret.clone(),
                proof: self.proof,
                directory: self.directory.clone(),
                email: self.email.clone(),
                terms: self.terms,
                ..Self::default()
            }),
            DraftAction::Clear => Rc::default(),
        }
    }
}

/// The form's content, for whoever changes it.
pub(crate) type DraftHandle = UseReducerHandle<Draft>;

/// The form's content, read from the last visit and kept for the next.
#[hook]
pub(crate) fn use_draft() -> DraftHandle {
    let draft: DraftHandle = use_reducer(|| {
        platform::preference(KEPT)
            .and_then(|kept| json::read::<Draft>(&kept).ok())
            .unwrap_or_default()
    });
    use_effect_with((*draft).clone(), |draft| {
        if let Ok(kept) = json::write(draft) {
            platform::set_preference(KEPT, &kept);
        }
    });
    draft
}

const KEPT: &str = "draft";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_by_lines_and_commas() {
        let draft = Draft {
            dns_names: "*.example.test, example.test\n\n 例子.测试、b.test ".to_owned(),
            ..Draft::default()
        };
        let names: Vec<&str> = draft.typed_names().collect();
        assert_eq!(
            names,
            ["*.example.test", "example.test", "例子.测试", "b.test"]
        );
        assert_eq!(draft.object_name(), "wildcard-example-test");
    }

    #[test]
    fn a_signer_of_another_world_gives_way_to_this_worlds_first() {
        for world in [World::Practice, World::Real] {
            for choice in [
                Choice::AcmePractice,
                Choice::AcmeStaging,
                Choice::AcmeProduction,
                Choice::AcmeUrl,
                Choice::Ca,
            ] {
                let draft = Draft {
                    choice,
                    ..Draft::default()
                };
                assert!(Draft::choices(world).contains(&draft.choice_in(world)));
            }
        }
    }

    #[test]
    fn an_unchanged_form_is_the_same_value() {
        let draft = Rc::new(Draft::default());
        let same = Rc::clone(&draft).reduce(DraftAction::Set(Draft::default()));
        assert!(Rc::ptr_eq(&draft, &same));
    }
}
