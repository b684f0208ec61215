//! Carrying HTTP requests by fetch.

use certlab::http::{HttpFailure, HttpRequest, HttpResponse, HttpResult, Method};
use gloo_net::http::{Request, RequestBuilder};
use web_sys::{RequestCache, RequestCredentials, RequestMode};

/// Answers longer than this are cut off: no ACME or DNS answer is near it.
const MAX_BODY: usize = 1 << 20;

/// Carries a request.
pub(crate) async fn carry(request: &HttpRequest) -> HttpResult {
    match send(request).await {
        Ok(response) => Ok(response),
        Err(_) => Err(why(&request.url).await),
    }
}

async fn send(request: &HttpRequest) -> Result<HttpResponse, gloo_net::Error> {
    let builder = builder(request.method, &request.url)
        // Neither cookies nor a cached nonce may slip in.
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore);
    let builder = request
        .headers
        .iter()
        .fold(builder, |builder, (name, value)| {
            builder.header(name, value)
        });
    let response = if request.body.is_empty() {
        builder.send().await?
    } else {
        builder
            .body(js_sys::Uint8Array::from(request.body.as_slice()))?
            .send()
            .await?
    };
    let mut body = response.binary().await?;
    body.truncate(MAX_BODY);
    Ok(HttpResponse {
        status: response.status(),
        headers: response.headers().entries().collect(),
        body,
    })
}

fn builder(method: Method, url: &str) -> RequestBuilder {
    match method {
        Method::Get => Request::get(url),
        Method::Head => RequestBuilder::new(url).method(gloo_net::http::Method::HEAD),
        Method::Post => Request::post(url),
    }
}

/// fetch gives one and the same error for "nobody there" and "not for web
/// pages to read". A second, blind request tells them apart: it succeeds,
/// unreadably, when there is somebody.
async fn why(url: &str) -> HttpFailure {
    let blind = Request::get(url)
        .mode(RequestMode::NoCors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .send()
        .await;
    match blind {
        Ok(_) => HttpFailure::Blocked,
        Err(_) => HttpFailure::Unreachable,
    }
}
