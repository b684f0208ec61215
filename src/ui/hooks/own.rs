//! Lessons of one's own: a file that was opened, or an address of this site.
//!
//! Their names in the page's addresses say which: `@…` is the file that was opened last,
//! `~lessons/mine.json` a file of this site, in which `{lang}` stands for the language.

use crate::ui::platform;

/// Where a lesson's text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file of the site.
    Site(String),
    /// Kept in this browser; nothing if it no longer is.
    Kept(Option<String>),
}

/// Where the lesson of that name is, in `language`.
pub(super) fn source(name: &str, language: &str) -> Source {
    if let Some(path) = name.strip_prefix(SITE) {
        return if is_here(path) {
            Source::Site(path.replace("{lang}", language))
        } else {
            Source::Kept(None)
        };
    }
    if name.starts_with(FILE) {
        let text = platform::preference(KEPT);
        return Source::Kept(text.filter(|text| name_of(text) == name));
    }
    Source::Site(format!("lessons/{name}.{language}.json"))
}

/// Keeps the text of a lesson, and gives it a name.
pub(crate) fn keep_lesson(text: &str) -> String {
    platform::set_preference(KEPT, text);
    name_of(text)
}

/// The name of the lesson at an address of this site; nothing for any other address.
pub(crate) fn lesson_at(path: &str) -> Option<String> {
    let path = path.trim();
    (!path.is_empty() && is_here(path)).then(|| format!("{SITE}{path}"))
}

/// Whether a path cannot lead to another host.
fn is_here(path: &str) -> bool {
    !path.starts_with("//") && !path.contains([':', '\\', '?', '#'])
}

/// Another text is another lesson, which begins at its beginning.
fn name_of(text: &str) -> String {
    // FNV-1a: to tell two files apart, not to withstand anybody.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{FILE}{hash:016x}")
}

const FILE: &str = "@";
const SITE: &str = "~";
const KEPT: &str = "own-lesson";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_a_file_of_this_site_and_of_no_other() {
        for (name, expected) in [
            ("own-ca", Source::Site("lessons/own-ca.zh.json".to_owned())),
            (
                "wildcard",
                Source::Site("lessons/wildcard.zh.json".to_owned()),
            ),
            ("~mine/{lang}.json", Source::Site("mine/zh.json".to_owned())),
            ("~/school/a.json", Source::Site("/school/a.json".to_owned())),
            ("~//elsewhere.test/a.json", Source::Kept(None)),
            ("~https://elsewhere.test/a.json", Source::Kept(None)),
            ("~\\\\elsewhere.test/a.json", Source::Kept(None)),
        ] {
            assert_eq!(source(name, "zh"), expected, "{name}");
        }
        assert_eq!(lesson_at(" a.json "), Some("~a.json".to_owned()));
        assert_eq!(lesson_at("http://a.test/"), None);
    }
}
