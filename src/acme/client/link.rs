//! Link header fields (RFC 8288 §3).

use crate::http::HttpResponse;

/// The targets of all links with relation `relation`, in order.
///
/// Several fields may arrive as one, joined by commas: that is how fetch
/// shows them to a page.
pub(super) fn targets(response: &HttpResponse, relation: &str) -> Vec<String> {
    response
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("link"))
        .flat_map(|(_, value)| split(value, ','))
        .filter_map(|link| target_of(link, relation))
        .collect()
}

fn target_of(link: &str, relation: &str) -> Option<String> {
    let mut parts = split(link, ';').into_iter();
    let target = parts.next()?.trim().strip_prefix('<')?.strip_suffix('>')?;
    let related = parts.any(|parameter| {
        parameter.split_once('=').is_some_and(|(name, value)| {
            name.trim().eq_ignore_ascii_case("rel")
                && value
                    .trim()
                    .trim_matches('"')
                    .split_ascii_whitespace()
                    .any(|word| word.eq_ignore_ascii_case(relation))
        })
    });
    related.then(|| target.to_owned())
}

/// Splits at `separator` outside of `<…>` and `"…"`.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut in_target, mut in_quotes) = (false, false);
    text.split(move |character| {
        match character {
            '"' if !in_target => in_quotes = !in_quotes,
            '<' if !in_quotes => in_target = true,
            '>' if !in_quotes => in_target = false,
            _ => {}
        }
        character == separator && !in_target && !in_quotes
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_alternates_in_separate_and_in_joined_fields() {
        let alternates = |fields: &[&str]| {
            let response = fields
                .iter()
                .fold(HttpResponse::empty(200), |response, field| {
                    response.with_header("link", *field)
                });
            targets(&response, "alternate")
        };
        let both = ["https://ca.test/c/1", "https://ca.test/c/2"];
        assert_eq!(
            alternates(&[
                r#"<https://ca.test/dir>;rel="index""#,
                r#"<https://ca.test/c/1>;rel="alternate""#,
                r"<https://ca.test/c/2>; rel=alternate",
            ]),
            both
        );
        assert_eq!(
            alternates(&[
                r#"<https://ca.test/dir>;rel="index", <https://ca.test/c/1>;title="a, b; c";rel="up alternate",<https://ca.test/c/2>;rel="alternate""#
            ]),
            both
        );
        assert_eq!(
            alternates(&["<https://ca.test/a,b;c>;rel=alternate"]),
            ["https://ca.test/a,b;c"]
        );
        for nothing in [
            "",
            "junk",
            "<unfinished",
            "<x>;rel",
            ";rel=alternate",
            "<x>;rel=up",
        ] {
            assert_eq!(alternates(&[nothing]), Vec::<String>::new(), "{nothing}");
        }
    }
}
