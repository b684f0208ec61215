//! What was sent to servers.

use std::rc::Rc;

use certlab::clock::Timestamp;
use certlab::http::{HttpFailure, HttpRequest, HttpResult, Method};
use certlab::lab::Purpose;

use super::super::{dom, fetch};
use super::Engine;

/// A request that left the tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Departure {
    /// The wall clock's time.
    pub(crate) at: Timestamp,
    /// Method.
    pub(crate) method: Method,
    /// To whom.
    pub(crate) url: String,
    /// What for.
    pub(crate) purpose: Purpose,
    /// Status of the answer, or why there is none; `None` while it is under way.
    pub(crate) status: Option<Result<u16, HttpFailure>>,
}

impl Engine {
    /// Carries a request, and writes it down first.
    pub(super) async fn depart(&self, request: &HttpRequest, purpose: Purpose) -> HttpResult {
        let number = self.note(request, purpose.clone());
        let result = fetch::carry(request).await;
        self.noted(number, &result);
        if result.is_err() {
            // The second, blind request that tells a wall from an empty place.
            let number = self.note(&HttpRequest::get(request.url.clone()), purpose);
            self.noted(number, &result);
        }
        result
    }

    fn note(&self, request: &HttpRequest, purpose: Purpose) -> usize {
        let mut state = self.state.borrow_mut();
        let departures = Rc::make_mut(&mut state.departures);
        departures.push(Departure {
            at: dom::now(),
            method: request.method,
            url: request.url.clone(),
            purpose,
            status: None,
        });
        departures.len().saturating_sub(1)
    }

    fn noted(&self, number: usize, result: &HttpResult) {
        let mut state = self.state.borrow_mut();
        if let Some(departure) = Rc::make_mut(&mut state.departures).get_mut(number) {
            departure.status = Some(match result {
                Ok(response) => Ok(response.status),
                Err(failure) => Err(*failure),
            });
        }
    }
}
