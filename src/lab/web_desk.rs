//! Self checks of HTTP-01: whether a web server hands out a Challenge's file.
//!
//! In the Practice world the web root is asked. In the Real world nobody can
//! ask for a page: the address is one of plain HTTP, at a server that does not
//! know this page. There the person's word stands for the check.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::action::World;
use super::effect::{Effect, Purpose};
use super::pairs;
use super::state::{Lab, Pending};
use crate::certmanager::api::ChallengeType;
use crate::certmanager::controller::{self, Call, CallId, SelfCheck};
use crate::clock::Timestamp;
use crate::http::{HttpRequest, HttpResult};
use crate::kube::ObjectKey;

/// What was found at the address of a Challenge's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebCheck {
    /// Lab time at which it was asked for.
    pub at: Timestamp,
    /// The address.
    pub url: String,
    /// The content that should be there.
    pub expected: String,
    /// What was found; `None` while the question is under way.
    pub finding: Option<WebFinding>,
}

/// What was found at an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WebFinding {
    /// The content.
    Right,
    /// Not the content: why, in cert-manager's words.
    Wrong(String),
    /// Nobody could look, and nobody has said that it is there.
    Unseen,
}

impl WebFinding {
    fn judge(check: &WebCheck, result: &HttpResult) -> Self {
        let response = match result {
            Ok(response) => response,
            Err(failure) => {
                return Self::Wrong(format!(
                    "failed to perform self check GET request '{}': {failure}",
                    check.url
                ));
            }
        };
        if response.status != 200 {
            return Self::Wrong(format!(
                "wrong status code '{}', expected '200'",
                response.status
            ));
        }
        if response.body == check.expected.as_bytes() {
            return Self::Right;
        }
        let found = String::from_utf8_lossy(&response.body);
        let mut shown: String = found.chars().take(SHOWN).collect();
        if shown.len() < found.len() {
            shown = format!("{}... (truncated)", shown.trim());
        }
        Self::Wrong(format!(
            "did not get expected response when querying endpoint, expected {:?} but got: {shown}",
            check.expected
        ))
    }
}

/// The desk at which checks are kept; the latest one of each Challenge.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct WebDesk {
    #[serde(with = "pairs")]
    checks: BTreeMap<ObjectKey, WebCheck>,
    /// The controller call that waits for a check.
    #[serde(with = "pairs")]
    waiting: BTreeMap<ObjectKey, CallId>,
    /// The files of which the person said that they are in place.
    vouched: BTreeSet<ObjectKey>,
}

impl WebDesk {
    pub(super) fn check(&self, challenge: &ObjectKey) -> Option<&WebCheck> {
        self.checks.get(challenge)
    }

    pub(super) fn is_running(&self, challenge: &ObjectKey) -> bool {
        self.check(challenge)
            .is_some_and(|check| check.finding.is_none())
    }

    /// Lets a controller wait for the check of its Challenge.
    pub(super) fn wait(&mut self, challenge: ObjectKey, call: CallId) {
        self.waiting.insert(challenge, call);
    }

    /// Takes the person's word.
    pub(super) fn vouch(&mut self, challenge: ObjectKey) {
        self.vouched.insert(challenge);
    }

    /// Notes what came back.
    pub(super) fn note(&mut self, challenge: &ObjectKey, result: &HttpResult) {
        if let Some(check) = self.checks.get_mut(challenge) {
            check.finding = Some(WebFinding::judge(check, result));
        }
    }

    /// Forgets the checks of Challenges that are gone.
    pub(super) fn retain(&mut self, exists: impl Fn(&ObjectKey) -> bool) {
        self.checks.retain(|challenge, _| exists(challenge));
        self.waiting.retain(|challenge, _| exists(challenge));
        self.vouched.retain(|challenge| exists(challenge));
    }

    /// The waiting call and its result, once the check is complete.
    fn finished(&mut self, challenge: &ObjectKey) -> Option<(CallId, SelfCheck)> {
        let result = match self.check(challenge)?.finding.as_ref()? {
            WebFinding::Right => SelfCheck {
                propagated: true,
                detail: String::new(),
            },
            WebFinding::Wrong(why) => SelfCheck {
                propagated: false,
                detail: why.clone(),
            },
            WebFinding::Unseen => SelfCheck {
                propagated: false,
                detail: UNSEEN.to_owned(),
            },
        };
        Some((self.waiting.remove(challenge)?, result))
    }
}

impl Lab {
    /// Looks for a Challenge's record or file, unless that is under way.
    pub(super) fn check_again(
        &mut self,
        challenge: &ObjectKey,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        match self.challenge_type(challenge) {
            Some(ChallengeType::Dns01) if !self.dns.is_running(challenge) => {
                self.check_dns(challenge, now, effects);
            }
            Some(ChallengeType::Http01) if !self.web.is_running(challenge) => {
                self.check_web(challenge, now, effects);
            }
            _ => {}
        }
    }

    fn challenge_type(&self, challenge: &ObjectKey) -> Option<ChallengeType> {
        let challenge = self.store.get(challenge)?.challenge()?;
        Some(challenge.spec.challenge_type)
    }

    /// Asks the web root for a Challenge's file, or takes the person's word.
    pub(super) fn check_web(
        &mut self,
        challenge: &ObjectKey,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let Some((url, expected)) = controller::web_file(&self.store, challenge) else {
            return;
        };
        let finding = match self.world {
            World::Practice => {
                let purpose = Purpose::Web {
                    challenge: challenge.clone(),
                };
                let pending = Pending::Web(challenge.clone());
                effects.push(self.send(pending, HttpRequest::get(url.clone()), purpose, now));
                None
            }
            World::Real if self.web.vouched.contains(challenge) => Some(WebFinding::Right),
            World::Real => Some(WebFinding::Unseen),
        };
        let check = WebCheck {
            at: now,
            url,
            expected,
            finding,
        };
        self.web.checks.insert(challenge.clone(), check);
    }

    pub(super) fn finish_web(
        &mut self,
        challenge: &ObjectKey,
        now: Timestamp,
    ) -> Vec<(CallId, Call)> {
        match self.web.finished(challenge) {
            Some((call, result)) => {
                self.answer_call(call, controller::Answer::WebChecked(result), now)
            }
            None => Vec::new(),
        }
    }
}

/// The lab's own words.
const UNSEEN: &str =
    "a web page cannot fetch plain http:// addresses; say when the file is in place";
/// How much of a wrong content cert-manager prints.
const SHOWN: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{HttpFailure, HttpResponse};

    #[test]
    fn a_file_is_right_to_the_byte_and_each_mistake_is_told_in_cert_managers_words() {
        let check = |result: HttpResult| {
            let check = WebCheck {
                at: Timestamp::default(),
                url: "http://a.test/x".to_owned(),
                expected: "t.k".to_owned(),
                finding: None,
            };
            WebFinding::judge(&check, &result)
        };
        let answer = |status: u16, body: &str| {
            check(Ok(HttpResponse::new(status, "text/plain", body.into())))
        };
        let wrong = |why: &str| WebFinding::Wrong(why.to_owned());
        assert_eq!(answer(200, "t.k"), WebFinding::Right);
        assert_eq!(
            answer(404, "t.k"),
            wrong("wrong status code '404', expected '200'")
        );
        assert_eq!(
            answer(200, "t.k\n"),
            wrong(
                "did not get expected response when querying endpoint, expected \"t.k\" but got: t.k\n"
            )
        );
        assert_eq!(
            answer(200, "<!doctype html><html lang=en>"),
            wrong(
                "did not get expected response when querying endpoint, expected \"t.k\" but got: <!doctype html><html lan... (truncated)"
            )
        );
        assert_eq!(
            check(Err(HttpFailure::Unreachable)),
            wrong(
                "failed to perform self check GET request 'http://a.test/x': the server could not be reached"
            )
        );
    }
}
