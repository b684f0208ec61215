//! A YAML text cut into its documents, with their lines.

/// One document of a YAML text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document<'a> {
    /// The line of the whole text on which it begins, from 1.
    pub line: usize,
    /// Its text.
    pub text: &'a str,
}

/// The documents of a text: what stands between lines of three dashes, which
/// end even a block of literal text (YAML 1.2.2 §9.1.2). Those without content
/// are left out.
pub fn documents(text: &str) -> Vec<Document<'_>> {
    let mut documents = Vec::new();
    let (mut begin, mut begin_line, mut at) = (0, 1, 0);
    for (place, line) in text.split_inclusive('\n').enumerate() {
        let marks = line.strip_prefix("---");
        if marks.is_some_and(|rest| rest.trim_start().is_empty() || rest.starts_with(' ')) {
            documents.push((begin_line, begin, at));
            // A document may begin on the line of its dashes.
            begin = at + 3;
            begin_line = place + 1;
        }
        at += line.len();
    }
    documents.push((begin_line, begin, at));
    documents
        .into_iter()
        .filter_map(|(line, begin, end)| {
            let text = text.get(begin..end)?;
            has_content(text).then_some(Document { line, text })
        })
        .collect()
}

fn has_content(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#') && line != "..."
    })
}

/// The line of a document, from 1, on which the field of a path such as
/// `spec.solvers[1].http01` stands, as far as it can be found.
pub(super) fn line_of(document: &str, path: &str) -> Option<usize> {
    let lines: Vec<&str> = document.lines().collect();
    let mut at = 0;
    let mut found = None;
    for step in path.split('.') {
        let (name, places) = match step.split_once('[') {
            Some((name, rest)) => (name, rest.trim_end_matches(']').parse().unwrap_or(0)),
            None => (step, 0_usize),
        };
        let here = lines.iter().enumerate().skip(at).find(|(_, line)| {
            let line = line.trim_start().trim_start_matches("- ").trim_start();
            let name_end = line.trim_start_matches(['"', '\'']).strip_prefix(name);
            name_end.is_some_and(|rest| rest.trim_start_matches(['"', '\'']).starts_with(':'))
        });
        let Some((line, _)) = here else {
            // A mapping on one line holds the rest of the path.
            return found;
        };
        found = Some(line + 1);
        at = line + 1;
        let mut left = places;
        while left > 0 {
            let next = lines
                .iter()
                .enumerate()
                .skip(at)
                .filter(|(_, line)| line.trim_start().starts_with("- "))
                .nth(1);
            let Some((line, _)) = next else {
                break;
            };
            at = line;
            left -= 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_with_their_lines() {
        let text = "# note\n---\na: 1\n---\n# only a comment\n--- {b: 2}\nc: |\n  x\n---\n";
        let found: Vec<(usize, &str)> = documents(text)
            .into_iter()
            .map(|document| (document.line, document.text.trim()))
            .collect();
        assert_eq!(found, [(2, "a: 1"), (6, "{b: 2}\nc: |\n  x")]);
        assert!(documents("").is_empty());
    }

    #[test]
    fn a_field_is_found_by_its_path() {
        let text = "kind: Issuer\nspec:\n  acme:\n    solvers:\n    - dns01:\n        x: 1\n    - http01:\n        y: 2\n    extra: 1\n";
        for (path, line) in [
            ("spec", Some(2)),
            ("spec.acme.extra", Some(9)),
            ("spec.acme.solvers[1].http01", Some(7)),
            ("spec.acme.solvers[0].dns01.x", Some(6)),
            ("nothing", None),
        ] {
            assert_eq!(line_of(text, path), line, "{path}");
        }
    }
}
