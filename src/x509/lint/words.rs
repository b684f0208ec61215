//! The words for the rules: files of the site, one for each language.

use crate::encoding::json::{self, Value};

/// What each rule says of what breaks it, and what to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Words(Value);

impl Words {
    /// Reads a file of `www/lint`; none if it is no such file.
    pub fn read(text: &str) -> Option<Self> {
        let value: Value = json::read(text).ok()?;
        value.is_object().then_some(Self(value))
    }

    /// What is wrong, and what to do.
    pub fn of(&self, id: &str) -> Option<(&str, &str)> {
        let texts = self.0.get(id)?;
        Some((texts.get(0)?.as_str()?, texts.get(1)?.as_str()?))
    }

    /// The rules that it speaks of.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0
            .as_object()
            .into_iter()
            .flatten()
            .map(|(id, _)| id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::lint::rules;

    #[test]
    fn every_rule_is_worded_in_both_languages_and_nothing_else() {
        for (text, ends) in [
            (include_str!("../../../www/lint/en.json"), '.'),
            (include_str!("../../../www/lint/zh.json"), '。'),
        ] {
            let words = Words::read(text).unwrap();
            for rule in rules() {
                let (what, advice) = words.of(rule.id).unwrap();
                assert!(
                    what.ends_with(ends) && advice.ends_with(ends),
                    "{}",
                    rule.id
                );
                let is_chinese = what.contains(|c| ('一'..='鿿').contains(&c));
                assert_eq!(is_chinese, ends == '。', "{what}");
            }
            assert_eq!(words.ids().count(), rules().count());
        }
        for text in ["", "[]", "{", "null"] {
            assert_eq!(Words::read(text), None, "{text}");
        }
        let odd = Words::read(r#"{"a": "text", "b": ["one"]}"#).unwrap();
        assert_eq!((odd.of("a"), odd.of("b"), odd.of("c")), (None, None, None));
    }
}
