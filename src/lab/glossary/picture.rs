//! The picture of a term, as data: what is drawn, in which order, with which words. How the
//! signs look is the page's.

use std::fmt;

use serde::Deserialize;

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// How its parts stand.
    pub draw: Draw,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

/// How the parts of a picture stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Draw {
    /// One after another, with arrows between: who gives what to whom.
    Row,
    /// As the lines of a file or of an object.
    Lines,
    /// As a tree, by their depth.
    Tree,
    /// On a line of time, by their place.
    Span,
    /// As states that follow each other.
    States,
}

/// One part of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its sign; none for words alone.
    #[serde(default)]
    pub sign: Option<Sign>,
    /// Its words.
    #[serde(default)]
    pub text: Caption,
    /// Whether it is what the picture is about.
    #[serde(default)]
    pub lit: bool,
    /// Whether the reader's own bench says what stands here, once it can.
    #[serde(default)]
    pub live: bool,
    /// Words at an arrow from the part before to this one.
    #[serde(default)]
    pub arrow: Option<Caption>,
    /// Words at an arrow from this one to the part before.
    #[serde(default)]
    pub back: Option<Caption>,
    /// How deep it stands in a tree or among lines.
    #[serde(default)]
    pub depth: u8,
    /// Where it stands on a line of time, from 0 to 100.
    #[serde(default)]
    pub at: u8,
}

/// A sign of the lab's one visual language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Who opens a page.
    Browser,
    /// A certificate as a file: a sheet that bears a seal.
    Card,
    /// The kind Certificate.
    Certificate,
    /// The kind Challenge.
    Challenge,
    /// A moment.
    Clock,
    /// The kind `ClusterIssuer`.
    ClusterIssuer,
    /// A request on its way.
    Envelope,
    /// It has failed, or is refused.
    Failed,
    /// A file.
    File,
    /// A digest is made of it.
    Hash,
    /// The kind Ingress.
    Ingress,
    /// The kind Issuer.
    Issuer,
    /// A list.
    List,
    /// The kind Order.
    Order,
    /// Both keys of a pair.
    Pair,
    /// A person.
    Person,
    /// The private key.
    Private,
    /// The public key.
    Public,
    /// It is good.
    Ready,
    /// The kind `CertificateRequest`.
    Request,
    /// A signature, and who gives it.
    Seal,
    /// The kind Secret.
    Secret,
    /// A server.
    Server,
    /// A value that stands for something.
    Token,
    /// It waits.
    Waiting,
    /// It is at work.
    Working,
    /// A name in DNS.
    Zone,
}

/// Words in a picture: code and names as they are, all else in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Caption {
    en: String,
    zh: Option<String>,
}

impl Caption {
    /// In English.
    pub fn en(&self) -> &str {
        &self.en
    }

    /// In Chinese; the same where it is code or a name.
    pub fn zh(&self) -> &str {
        self.zh.as_deref().unwrap_or(&self.en)
    }

    /// Whether there are Chinese words of its own.
    pub const fn is_translated(&self) -> bool {
        self.zh.is_some()
    }
}

impl From<String> for Caption {
    fn from(text: String) -> Self {
        match text.split_once('|') {
            Some((en, zh)) => Self {
                en: en.to_owned(),
                zh: Some(zh.to_owned()),
            },
            None => Self { en: text, zh: None },
        }
    }
}

impl fmt::Display for Caption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_is_code_or_words_in_both_languages() {
        for (text, en, zh) in [
            ("tls.key", "tls.key", "tls.key"),
            ("signs|签名", "signs", "签名"),
            ("", "", ""),
        ] {
            let caption = Caption::from(text.to_owned());
            assert_eq!((caption.en(), caption.zh()), (en, zh));
            assert_eq!(caption.is_translated(), en != zh);
        }
    }
}
