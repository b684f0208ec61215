//! What a bad wire, or a server of ill will, makes of answers.

use std::collections::VecDeque;

use certlab::lab::{
    Action, Answer, AuthorizationFault, ConnectionFault, Faults, RefusalFault, Step,
};

use super::dice::{Choices, pick};

/// What becomes of the answers, byte by byte; used up, they arrive whole.
#[derive(Debug, Default)]
pub(crate) struct Breaks(pub(crate) VecDeque<u8>);

impl Breaks {
    /// An answer as it arrives.
    pub(crate) fn on_its_way(&mut self, mut action: Action) -> Action {
        let Action::Answer {
            answer: Answer::Http(Ok(response)),
            ..
        } = &mut action
        else {
            return action;
        };
        let Some(how) = self.0.pop_front() else {
            return action;
        };
        let mut below = |end: usize| usize::from(self.0.pop_front().unwrap_or(0)) * end / 256;
        match how % 12 {
            0 => response.body.truncate(below(response.body.len())),
            1 => {
                let place = below(response.body.len());
                if let Some(byte) = response.body.get_mut(place) {
                    *byte = u8::try_from(below(256)).unwrap_or(0);
                }
            }
            2 => response.headers.clear(),
            3 => response.status = [100, 204, 301, 400, 401, 403, 429, 500, 503][below(9)],
            4 => response.body = b"{}".to_vec(),
            5 => response.body = b"[\"status\",null]".to_vec(),
            6 => {
                let text = String::from_utf8_lossy(&response.body).into_owned();
                let (from, to) = [
                    ("pending", "valid"),
                    ("valid", "invalid"),
                    ("ready", "processing"),
                    ("processing", "\u{0}"),
                    ("https://", "javascript:"),
                    ("dns-01", "dns-99"),
                    ("\"", "'"),
                ][below(7)];
                response.body = text.replace(from, to).into_bytes();
            }
            7 => {
                let (name, value) = [
                    ("retry-after", "-1"),
                    ("retry-after", "99999999999999999999"),
                    ("location", "//x"),
                    ("replay-nonce", ""),
                    ("link", "<>;rel"),
                ][below(5)];
                response.headers.retain(|(known, _)| known != name);
                response.headers.push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
        action
    }
}

/// How the practice CA misbehaves from now on.
pub(crate) fn faults(choices: &mut dyn Choices) -> Faults {
    let step = pick(
        choices,
        &[
            Step::Any,
            Step::Directory,
            Step::NewNonce,
            Step::NewAccount,
            Step::NewOrder,
            Step::Authorization,
            Step::Challenge,
            Step::Order,
            Step::Finalize,
            Step::Certificate,
        ],
    );
    Faults {
        reject_nonces_percent: [0, 50, 100][choices.below(3)],
        refusal: pick(
            choices,
            &[
                None,
                Some(RefusalFault::TooMany),
                Some(RefusalFault::TooManyRetryAfter),
                Some(RefusalFault::InternalError),
                Some(RefusalFault::Unavailable),
            ],
        )
        .flatten(),
        connection: pick(
            choices,
            &[
                None,
                Some(ConnectionFault::Before),
                Some(ConnectionFault::After),
            ],
        )
        .flatten(),
        step: step.unwrap_or_default(),
        times: pick(choices, &[None, Some(1), Some(3)]).flatten(),
        processing_secs: [0, 30, 3_000][choices.below(3)],
        authorization: pick(
            choices,
            &[
                None,
                None,
                Some(AuthorizationFault::Wrong),
                Some(AuthorizationFault::NxDomain),
                Some(AuthorizationFault::Caa),
            ],
        )
        .flatten(),
        expire_orders: choices.below(6) == 0,
        clock_skew_secs: [0, 0, 7_200, -7_200][choices.below(4)],
        omit_intermediate: choices.below(6) == 0,
        ..Faults::default()
    }
}
