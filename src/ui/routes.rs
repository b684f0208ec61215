//! Addresses within the page.
#![expect(
    clippy::disallowed_types,
    reason = "`derive(Routable)` passes path parameters in a HashMap; nothing iterates over it"
)]

use certlab::kube::{Kind, ObjectKey};
use yew_router::prelude::*;

/// An address, behind the `#`.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub(crate) enum Route {
    /// The stage.
    #[at("/")]
    Lab,
    /// The form for a new Certificate.
    #[at("/new")]
    New,
    /// The stage with an object in the inspector.
    #[at("/object/:kind/:namespace/:name")]
    Object {
        /// Kind.
        kind: String,
        /// Namespace; `-` for a cluster-wide kind.
        namespace: String,
        /// Name.
        name: String,
    },
    /// One view of an object in the inspector.
    #[at("/object/:kind/:namespace/:name/:tab")]
    View {
        /// Kind.
        kind: String,
        /// Namespace; `-` for a cluster-wide kind.
        namespace: String,
        /// Name.
        name: String,
        /// The view, such as `status`.
        tab: String,
    },
    /// A practice issuance that plays by itself.
    #[at("/show")]
    Show,
    /// What left this tab.
    #[at("/left")]
    Left,
    /// The command line.
    #[at("/console")]
    Console,
    /// Chains, checked rule by rule.
    #[at("/chain")]
    Chain,
    /// The chain of a Secret.
    #[at("/chain/:namespace/:secret")]
    ChainOf {
        /// Namespace.
        namespace: String,
        /// The Secret's name.
        secret: String,
    },
    /// Manifests from elsewhere.
    #[at("/yaml")]
    Yaml,
    /// Certificates and keys from elsewhere, opened up.
    #[at("/workshop")]
    Workshop,
    /// Keys, requests, certificates and lists, made.
    #[at("/workshop/make")]
    Make,
    /// Runs to be replayed.
    #[at("/runs")]
    Runs,
    /// A run: a scenario's name, or the run itself.
    #[at("/runs/:what")]
    Run {
        /// Which.
        what: String,
    },
    /// The lessons.
    #[at("/lesson")]
    Lessons,
    /// The stage with a lesson beside it.
    #[at("/lesson/:name")]
    Lesson {
        /// Which.
        name: String,
    },
    /// A lesson on paper.
    #[at("/sheet/:name")]
    Sheet {
        /// Which.
        name: String,
    },
    /// The terms.
    #[at("/glossary")]
    Glossary,
    /// One term.
    #[at("/glossary/:term")]
    Term {
        /// Which.
        term: String,
    },
    /// Nothing is there.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// The address of an object.
    pub(crate) fn object(key: &ObjectKey) -> Self {
        Self::Object {
            kind: key.kind.to_string(),
            namespace: key
                .namespace
                .clone()
                .unwrap_or_else(|| NO_NAMESPACE.to_owned()),
            name: key.name.clone(),
        }
    }

    /// The address of one view of an object.
    pub(crate) fn view(key: &ObjectKey, tab: &str) -> Self {
        Self::View {
            kind: key.kind.to_string(),
            namespace: key
                .namespace
                .clone()
                .unwrap_or_else(|| NO_NAMESPACE.to_owned()),
            name: key.name.clone(),
            tab: tab.to_owned(),
        }
    }

    /// Whether this is a page of that part of the lab.
    pub(crate) fn belongs_to(&self, part: &Self) -> bool {
        matches!(
            (self, part),
            (
                Self::Object { .. } | Self::View { .. } | Self::Show,
                Self::Lab
            ) | (Self::Run { .. }, Self::Runs)
                | (Self::Term { .. }, Self::Glossary)
                | (
                    Self::Make | Self::Chain | Self::ChainOf { .. },
                    Self::Workshop
                )
                | (Self::Lesson { .. } | Self::Sheet { .. }, Self::Lessons)
        )
    }

    /// The object that an address names; `None` if there is no such kind.
    pub(crate) fn key(kind: &str, namespace: &str, name: &str) -> Option<ObjectKey> {
        let kind: Kind = kind.parse().ok()?;
        Some(ObjectKey::new(kind, namespace, name))
    }
}

const NO_NAMESPACE: &str = "-";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_found_again_by_its_address() {
        for key in [
            ObjectKey::new(Kind::Order, "default", "www-1-123"),
            ObjectKey::cluster(Kind::ClusterIssuer, "le"),
        ] {
            let Route::Object {
                kind,
                namespace,
                name,
            } = Route::object(&key)
            else {
                unreachable!();
            };
            assert_eq!(Route::key(&kind, &namespace, &name), Some(key));
        }
        assert_eq!(Route::key("Pod", "default", "x"), None);
    }
}
