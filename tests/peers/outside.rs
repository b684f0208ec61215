//! What the core asks of its outside: the time, randomness, and somebody to
//! carry its requests.

use certlab::clock::Timestamp;
use certlab::entropy::SeededEntropy;
use certlab::http::{HttpFailure, HttpRequest, HttpResponse, HttpResult, Method};
use time::OffsetDateTime;
use ureq::Agent;
use ureq::http::Response;

use crate::servers::Fallible;

/// Randomness that no two runs share.
pub(crate) fn new_entropy() -> Fallible<SeededEntropy> {
    Ok(SeededEntropy::new(new_seed()?))
}

/// A seed that no two runs share.
pub(crate) fn new_seed() -> Fallible<[u8; 32]> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    Ok(seed)
}

/// The wall clock: a real server's certificates are for the real time.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_unix_secs(OffsetDateTime::now_utc().unix_timestamp())
}

/// Sends a request and reads the whole answer.
pub(crate) fn carry(agent: &Agent, request: &HttpRequest) -> HttpResult {
    let answer = match request.method {
        Method::Get => headed(agent.get(&request.url), request).call(),
        Method::Head => headed(agent.head(&request.url), request).call(),
        Method::Post => headed(agent.post(&request.url), request).send(&request.body),
    };
    answer.and_then(read).map_err(|_| HttpFailure::Unreachable)
}

fn headed<Body>(
    builder: ureq::RequestBuilder<Body>,
    request: &HttpRequest,
) -> ureq::RequestBuilder<Body> {
    let headers = request.headers.iter();
    headers.fold(builder, |builder, (name, value)| {
        builder.header(name, value)
    })
}

fn read(mut answer: Response<ureq::Body>) -> Result<HttpResponse, ureq::Error> {
    let mut response = HttpResponse::empty(answer.status().as_u16());
    for (name, value) in answer.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        response = response.with_header(name.as_str(), value);
    }
    response.body = answer.body_mut().read_to_vec()?;
    Ok(response)
}
