//! What an event was, in facts to be put into words.

use certlab::kube::{Kind, Resource as _};
use certlab::lab::{Action, Answer, EffectId, Lab, Purpose};

/// What an event was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Happened {
    /// Objects were applied; the last one's kind and name.
    Applied(Kind, String),
    /// An object was deleted.
    Deleted(Kind, String),
    /// A renewal was asked for.
    Renewed(String),
    /// A DNS check was asked for.
    Checked,
    /// A record was published.
    Published(String),
    /// A record was taken away.
    Unpublished(String),
    /// A file was said to be in place.
    Vouched,
    /// The clock was moved on.
    Advanced,
    /// The clock was stopped.
    Paused,
    /// The clock runs again.
    Ran,
    /// A key was made.
    KeyMade,
    /// Something was signed.
    Signed,
    /// A key could not be had.
    KeyMissing,
    /// An answer came: to what, and its status.
    Answered(String, u16),
    /// No answer could be read.
    Unanswered(String),
    /// A planned moment came.
    Woke,
    /// The page was loaded again.
    Resumed,
    /// Something else.
    Other,
}

impl Happened {
    /// What an action did; `lab` is the lab after it.
    pub(crate) fn of(action: &Action, lab: &Lab) -> Self {
        match action {
            Action::Apply { objects } => objects.last().map_or(Self::Other, |object| {
                Self::Applied(object.kind(), object.meta().name.clone())
            }),
            Action::Delete { object } => Self::Deleted(object.kind, object.name.clone()),
            Action::Renew { certificate } => Self::Renewed(certificate.name.clone()),
            Action::CheckNow { .. } => Self::Checked,
            Action::Publish { name, .. } | Action::PutFile { url: name, .. } => {
                Self::Published(name.clone())
            }
            Action::Unpublish { name, .. } | Action::RemoveFile { url: name } => {
                Self::Unpublished(name.clone())
            }
            Action::Vouch { .. } => Self::Vouched,
            Action::Advance { .. } => Self::Advanced,
            Action::Pause => Self::Paused,
            Action::Run => Self::Ran,
            Action::Wake => Self::Woke,
            Action::Resume => Self::Resumed,
            Action::Answer { effect, answer } => match answer {
                Answer::KeyGenerated(_) => Self::KeyMade,
                Answer::Signed(_) => Self::Signed,
                Answer::KeyUnavailable(_) => Self::KeyMissing,
                Answer::Http(Ok(response)) => {
                    Self::Answered(question(*effect, lab), response.status)
                }
                Answer::Http(Err(_)) => Self::Unanswered(question(*effect, lab)),
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

/// What was asked: the ACME operation, or who was asked about DNS.
fn question(effect: EffectId, lab: &Lab) -> String {
    let exchange = lab.exchanges().rev().find(|exchange| exchange.id == effect);
    match exchange.map(|exchange| &exchange.purpose) {
        Some(Purpose::Acme { operation, .. }) => operation.clone(),
        Some(Purpose::Vault { operation, .. }) => format!("Vault {operation}"),
        Some(Purpose::Venafi { operation, .. }) => format!("Venafi {operation}"),
        Some(Purpose::Dns { resolver, .. }) => format!("DNS ({resolver})"),
        Some(Purpose::Web { .. }) => "GET".to_owned(),
        _ => "HTTP".to_owned(),
    }
}
