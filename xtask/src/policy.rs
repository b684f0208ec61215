//! The site's Content-Security-Policy, written into the built page.
//!
//! By a meta tag, since the site must be safe on any static host, whose headers are not
//! ours. Trunk's inline script differs in each build, so the policy names its hash.

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};

/// What may happen in the page; docs/security.md has a reason for each line.
const DIRECTIVES: &[&str] = &[
    "default-src 'none'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
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
    let hashes: Vec<String> = inline_scripts(page)
        .map(|script| Base64::encode_string(&Sha256::digest(script)))
        .map(|hash| format!(" 'sha256-{hash}'"))
        .collect();
    let hashes = hashes.concat();
    let scripts = format!("script-src 'self' 'wasm-unsafe-eval'{hashes}");
    let mut directives = vec![scripts.as_str()];
    directives.extend(DIRECTIVES);
    directives.join("; ")
}

/// The text of each script that has no `src`.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|part| {
        let (attributes, rest) = part.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains(" src=")).then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_inline_script_is_named_by_its_hash() {
        let page = "<head><meta charset=\"utf-8\" /><script type=\"module\">alert(1)</script>\
            <script src=\"a.js\"></script></head>";
        let made = with_policy(page).unwrap();
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        let expected = "<head><meta charset=\"utf-8\" />\
            <meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' \
            'wasm-unsafe-eval' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; default-src";
        assert!(made.starts_with(expected), "{made}");
        assert!(made.ends_with("</script></head>"));
        assert_eq!(made.matches("sha256-").count(), 1);
        assert_eq!(with_policy("no page"), None);
    }
}
