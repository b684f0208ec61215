//! The site's Content-Security-Policy, written into the built page.
//!
//! By a meta tag, since the site must be safe on any static host, whose headers are not
//! ours. Trunk's inline script differs in each build, so the policy names its hash.

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

/// What may happen in the page; docs/security.md has a reason for each line.
const DIRECTIVES: &[&str] = &[
    "default-src 'none'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
    "require-trusted-types-for 'script'",
    "trusted-types certlab-worker",
    "base-uri 'none'",
    "form-action 'none'",
];

/// The page with its policy right behind the encoding, before anything that it governs;
/// `None` if the page does not name its encoding.
pub fn with_policy(page: &str) -> Option<String> {
    let encoding = page.find("<meta charset")?;
    let end = page.get(encoding..)?.find('>')?;
    let (start, rest) = page.split_at_checked(encoding.checked_add(end)?.checked_add(1)?)?;
    let policy = policy(page);
    Some(format!(
        "{start}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{rest}"
    ))
}

fn policy(page: &str) -> String {
    let scripts = hashes(inline(page, "<script", "</script>"));
    let scripts = format!("script-src 'self' 'wasm-unsafe-eval'{scripts}");
    // Styles are in the page only where the page is one file.
    let styles = hashes(inline(page, "<style", "</style>"));
    let styles = format!("style-src 'self'{styles}");
    let mut directives = vec![scripts.as_str(), styles.as_str()];
    directives.extend(DIRECTIVES);
    directives.join("; ")
}

fn hashes<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let hashes: Vec<String> = texts
        .map(|text| Base64::encode_string(&Sha256::digest(text)))
        .map(|hash| format!(" 'sha256-{hash}'"))
        .collect();
    hashes.concat()
}

/// The text of each such element that is in the page itself. What has a `data-file` is data,
/// which no browser runs.
fn inline<'a>(page: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(start).skip(1).filter_map(move |part| {
        let (attributes, rest) = part.split_once('>')?;
        let (text, _) = rest.split_once(end)?;
        let is_elsewhere = attributes.contains(" src=") || attributes.contains(" data-file=");
        (!is_elsewhere).then_some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_inline_script_and_style_is_named_by_its_hash() {
        let page = "<head><meta charset=\"utf-8\" /><script type=\"module\">alert(1)</script>\
            <script src=\"a.js\"></script><script data-file=\"a\">{}</script>\
            <style>alert(1)</style></head>";
        let made = with_policy(page).unwrap();
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        let expected = "<head><meta charset=\"utf-8\" />\
            <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' \
            'wasm-unsafe-eval' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; style-src 'self' \
            'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; default-src 'none'; ";
        assert!(made.starts_with(expected), "{made}");
        assert!(made.ends_with("</style></head>"));
        assert_eq!(made.matches("sha256-").count(), 2);
        assert_eq!(with_policy("no page"), None);
    }
}
