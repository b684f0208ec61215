//! PEM: blocks in a text, each on its own, so that a broken one hides none of the others.

use std::borrow::Cow;

use super::text::BEGIN;
use super::{Error, Layer, Place};

/// One block: its label, its line and its bytes, or why it has none.
pub(super) struct Block {
    pub(super) label: String,
    pub(super) line: usize,
    pub(super) bytes: Result<Vec<u8>, Error>,
}

impl Block {
    pub(super) fn place(&self, outside: &Place) -> Place {
        outside.then(Layer::Pem {
            label: self.label.clone(),
            line: self.line,
        })
    }
}

/// Every block of a text. The `pem` crate reads each; where it begins and ends is found
/// here, since the crate gives up at the first that is broken and keeps no positions.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Block> {
    let mut rest = text;
    let mut line = 1_usize;
    std::iter::from_fn(move || {
        let start = rest.find(BEGIN)?;
        let (before, block) = rest.split_at_checked(start)?;
        line = line.saturating_add(lines(before));
        let (label, _) = block
            .get(BEGIN.len()..)?
            .split_once("-----")
            .filter(|(label, _)| label.len() <= MOST_LABEL && !label.contains('\n'))
            .unwrap_or_default();
        let end = format!("-----END {label}-----");
        let next = block
            .get(BEGIN.len()..)
            .and_then(|behind| behind.find(BEGIN))
            .map(|at| at.saturating_add(BEGIN.len()));
        let length = block
            .find(&end)
            .map(|at| at.saturating_add(end.len()))
            .filter(|length| next.is_none_or(|next| *length <= next));
        let here = line;
        let (bytes, used) = match length {
            Some(length) => (
                contents(block.get(..length)?, label, here),
                block.get(..length)?,
            ),
            None => (
                Err(Error::TruncatedPem {
                    label: label.to_owned(),
                    line: here,
                }),
                block.get(..next.unwrap_or(block.len()))?,
            ),
        };
        line = line.saturating_add(lines(used));
        rest = block.get(used.len()..)?;
        Some(Block {
            label: label.to_owned(),
            line: here,
            bytes,
        })
    })
}

fn contents(block: &str, label: &str, line: usize) -> Result<Vec<u8>, Error> {
    let malformed = || Error::MalformedPem {
        label: label.to_owned(),
        line,
    };
    let read = pem::parse(unindented(block).as_ref()).map_err(|_| malformed())?;
    // RFC 1421 §4.6: the headers of an encrypted block.
    if let Some(cipher) = read.headers().get("DEK-Info") {
        let (cipher, _) = cipher.split_once(',').unwrap_or((cipher, ""));
        return Err(Error::OldPemEncryption {
            cipher: cipher.to_owned(),
        });
    }
    Ok(read.into_contents())
}

/// Blocks are pasted out of YAML and mails, where each line is indented.
fn unindented(block: &str) -> Cow<'_, str> {
    if !block.contains("\n ") && !block.contains("\n\t") {
        return Cow::Borrowed(block);
    }
    let lines: Vec<&str> = block.lines().map(str::trim).collect();
    Cow::Owned(lines.join("\n"))
}

/// Line breaks as JSON writes them, where a block was copied out of a string.
pub(super) fn without_escapes(text: &str) -> Cow<'_, str> {
    if text.contains("-----\\n") || text.contains("-----\\r\\n") {
        return Cow::Owned(text.replace("\\r", "").replace("\\n", "\n"));
    }
    Cow::Borrowed(text)
}

fn lines(text: &str) -> usize {
    text.matches('\n').count()
}

/// Longer than any label in use.
const MOST_LABEL: usize = 64;
