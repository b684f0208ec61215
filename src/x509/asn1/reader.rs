//! From bytes to elements with their positions.

use asn1_rs::{FromBer as _, Header, Length};

use super::oddity::{Break, BreakPoint, Oddity};
use super::value;
use super::{Class, Node};

/// Reads as many elements as there are.
pub(super) fn read(bytes: &[u8]) -> (Vec<Node>, Option<BreakPoint>) {
    let mut reader = Reader {
        bytes,
        nodes: Vec::new(),
        broken: None,
    };
    let read = reader.element(0, bytes.len(), None, 0);
    if let Ok(end) = read
        && end < bytes.len()
        && reader.broken.is_none()
    {
        reader.stop(
            end,
            Break::TrailingBytes {
                count: bytes.len().saturating_sub(end),
            },
        );
    }
    (reader.nodes, reader.broken)
}

/// Reading has stopped.
struct Stopped;

struct Reader<'a> {
    bytes: &'a [u8],
    nodes: Vec<Node>,
    broken: Option<BreakPoint>,
}

/// An element's identifier and length.
struct Head {
    class: Class,
    constructed: bool,
    number: u32,
    /// Where the content begins.
    content: usize,
    /// How long it is, if that is said.
    length: Option<usize>,
    long_length: bool,
    long_tag: bool,
}

impl Reader<'_> {
    fn stop(&mut self, at: usize, why: Break) -> Stopped {
        // The first break is the one to look at.
        self.broken.get_or_insert(BreakPoint { at, why });
        Stopped
    }

    /// Reads the element at `at` inside bytes that end at `limit`; returns its end.
    fn element(
        &mut self,
        at: usize,
        limit: usize,
        parent: Option<usize>,
        depth: usize,
    ) -> Result<usize, Stopped> {
        if depth >= DEEPEST {
            return Err(self.stop(at, Break::TooDeep));
        }
        if self.nodes.len() >= MOST_NODES {
            return Err(self.stop(at, Break::TooMany));
        }
        let head = head(self.bytes, at, limit).map_err(|why| self.stop(at, why))?;
        let mut oddities = Vec::new();
        for (odd, oddity) in [
            (head.length.is_none(), Oddity::IndefiniteLength),
            (head.long_length, Oddity::LongLength),
            (head.long_tag, Oddity::LongTag),
        ] {
            if odd {
                oddities.push(oddity);
            }
        }
        let room = limit.saturating_sub(head.content);
        let missing = head.length.unwrap_or(0).saturating_sub(room);
        let content_end = head.length.map_or(limit, |length| {
            head.content.saturating_add(length).min(limit)
        });
        if missing > 0 {
            oddities.push(Oddity::CutOff { missing });
        }
        let index = self.nodes.len();
        self.nodes.push(Node {
            depth,
            parent,
            next: index.saturating_add(1),
            start: at,
            content: head.content,
            content_end,
            end: content_end,
            class: head.class,
            constructed: head.constructed,
            number: head.number,
            wraps: false,
            field: None,
            oddities,
        });
        let inside = if head.constructed {
            self.elements(index, head.length.is_none(), depth)
        } else {
            self.primitive(index, depth)
        };
        self.close(index);
        inside?;
        if missing > 0 {
            return Err(self.stop(content_end, Break::ContentCutOff { missing }));
        }
        Ok(self.nodes.get(index).map_or(limit, |node| node.end))
    }

    /// Reads what is inside a constructed element.
    fn elements(&mut self, index: usize, indefinite: bool, depth: usize) -> Result<(), Stopped> {
        let Some((mut at, limit)) = self
            .nodes
            .get(index)
            .map(|node| (node.content, node.content_end))
        else {
            return Ok(());
        };
        loop {
            if indefinite && self.bytes.get(at..at.saturating_add(2)) == Some(&END_MARK) {
                self.ends(index, at, at.saturating_add(2));
                return Ok(());
            }
            if at >= limit {
                break;
            }
            match self.element(at, limit, Some(index), depth.saturating_add(1)) {
                Ok(end) => at = end,
                Err(stopped) => {
                    if indefinite {
                        self.ends(index, limit, limit);
                    }
                    return Err(stopped);
                }
            }
        }
        if indefinite {
            self.ends(index, limit, limit);
            return Err(self.stop(limit, Break::EndMarkMissing));
        }
        Ok(())
    }

    /// Notes where an element of indefinite length turned out to end.
    fn ends(&mut self, index: usize, content_end: usize, end: usize) {
        if let Some(node) = self.nodes.get_mut(index) {
            node.content_end = content_end;
            node.end = end;
        }
    }

    /// Opens a string that holds an element.
    fn primitive(&mut self, index: usize, depth: usize) -> Result<(), Stopped> {
        let Some(node) = self.nodes.get(index) else {
            return Ok(());
        };
        let (content, end) = (node.content, node.content_end);
        let begins = match node.number {
            _ if node.class != Class::Universal => return Ok(()),
            OCTET_STRING => content,
            // A bit string of whole octets.
            BIT_STRING if self.bytes.get(content) == Some(&0) => content.saturating_add(1),
            _ => return Ok(()),
        };
        let Some(inner) = self.bytes.get(begins..end) else {
            return Ok(());
        };
        if depth.saturating_add(1) < DEEPEST && self.may_wrap(index, inner) && fits(inner, 0) {
            if let Some(node) = self.nodes.get_mut(index) {
                node.wraps = true;
            }
            self.element(begins, end, Some(index), depth.saturating_add(1))?;
        }
        Ok(())
    }

    /// Whether a string may be taken for an element that it holds: one made of elements,
    /// or any after an identifier that says what it is (an extension's value), or the
    /// octets of a key after their algorithm (RFC 8410 §7).
    fn may_wrap(&self, index: usize, inner: &[u8]) -> bool {
        let parent = self.nodes.get(index).and_then(|node| node.parent);
        let before = self
            .nodes
            .get(parent.map_or(index, |parent| parent.saturating_add(1))..index)
            .unwrap_or_default()
            .iter()
            .rev()
            .find(|node| node.parent == parent)
            .filter(|node| node.class == Class::Universal)
            .map(|node| node.number);
        match inner.first() {
            Some(0x30 | 0x31) => inner.len() > 2,
            Some(0x04) => matches!(before, Some(OBJECT_IDENTIFIER | BOOLEAN | SEQUENCE)),
            Some(_) => matches!(before, Some(OBJECT_IDENTIFIER | BOOLEAN)),
            None => false,
        }
    }

    /// Ends an element: where those inside it end is known now, and what is odd.
    fn close(&mut self, index: usize) {
        let next = self.nodes.len();
        let bytes = self.bytes;
        let children: Vec<&[u8]> = self
            .nodes
            .iter()
            .skip(index)
            .take_while(|_| {
                self.nodes
                    .get(index)
                    .is_some_and(|node| node.is_universal(SET))
            })
            .filter(|node| node.parent == Some(index))
            .filter_map(|node| bytes.get(node.start..node.end))
            .collect();
        let in_order = children.is_sorted();
        let Some(node) = self.nodes.get_mut(index) else {
            return;
        };
        node.next = next;
        if !in_order {
            node.oddities.push(Oddity::SetOrder);
        }
        let cut_off = node
            .oddities
            .iter()
            .any(|oddity| matches!(oddity, Oddity::CutOff { .. }));
        if !cut_off {
            let content = bytes
                .get(node.content..node.content_end)
                .unwrap_or_default();
            let odd = value::oddities(node, content);
            node.oddities.extend(odd);
        }
    }
}

/// Reads identifier and length.
fn head(bytes: &[u8], at: usize, limit: usize) -> Result<Head, Break> {
    let rest = bytes.get(at..limit).unwrap_or_default();
    let (after, header) = Header::from_ber(rest).map_err(|error| match error {
        asn1_rs::Err::Incomplete(_) => Break::HeaderCutOff,
        _ => Break::BadHeader,
    })?;
    let header_length = rest.len().saturating_sub(after.len());
    let number = header.tag().0;
    let tag_length = header.raw_tag().map_or(1, <[u8]>::len);
    let length = match header.length() {
        Length::Definite(length) => Some(length),
        Length::Indefinite => None,
    };
    let class = match header.class() {
        asn1_rs::Class::Universal => Class::Universal,
        asn1_rs::Class::Application => Class::Application,
        asn1_rs::Class::ContextSpecific => Class::Context,
        asn1_rs::Class::Private => Class::Private,
    };
    Ok(Head {
        class,
        constructed: header.constructed(),
        number,
        content: at.saturating_add(header_length),
        length,
        long_length: header_length.saturating_sub(tag_length) > length.map_or(1, length_octets),
        long_tag: tag_length > tag_octets(number),
    })
}

/// How many octets DER takes for a length (X.690 §10.1).
fn length_octets(length: usize) -> usize {
    match length {
        0..=0x7f => 1,
        0x80..=0xff => 2,
        0x100..=0xffff => 3,
        0x1_0000..=0xff_ffff => 4,
        _ => 5,
    }
}

/// How many octets a tag number takes at least (X.690 §8.1.2).
const fn tag_octets(number: u32) -> usize {
    match number {
        0..=0x1e => 1,
        0x1f..=0x7f => 2,
        0x80..=0x3fff => 3,
        0x4000..=0x1f_ffff => 4,
        _ => 5,
    }
}

/// Whether bytes are exactly one element of a type that DER knows, made of such.
fn fits(bytes: &[u8], depth: usize) -> bool {
    let Ok(head) = head(bytes, 0, bytes.len()) else {
        return false;
    };
    let whole = head.length == bytes.len().checked_sub(head.content);
    let known = head.class != Class::Universal
        || (value::universal(head.number).is_some()
            && head.constructed == matches!(head.number, SEQUENCE | SET));
    if !whole || !known || head.long_length || head.long_tag {
        return false;
    }
    // An object identifier of no octets, say, is no sign of an element.
    let content = bytes.get(head.content..).unwrap_or_default();
    if !head.constructed {
        return head.class != Class::Universal || value::is_plausible(head.number, content);
    }
    fits_all(content, depth.saturating_add(1))
}

fn fits_all(mut bytes: &[u8], depth: usize) -> bool {
    if depth >= DEEPEST {
        return false;
    }
    while !bytes.is_empty() {
        let Ok(head) = head(bytes, 0, bytes.len()) else {
            return false;
        };
        let end = head
            .length
            .and_then(|length| head.content.checked_add(length));
        let Some((element, rest)) = end.and_then(|end| bytes.split_at_checked(end)) else {
            return false;
        };
        if !fits(element, depth) {
            return false;
        }
        bytes = rest;
    }
    true
}

const BOOLEAN: u32 = 1;
const BIT_STRING: u32 = 3;
const OCTET_STRING: u32 = 4;
const OBJECT_IDENTIFIER: u32 = 6;
const SEQUENCE: u32 = 16;
const SET: u32 = 17;

const END_MARK: [u8; 2] = [0, 0];

/// Elements inside elements: X.509 has about fifteen.
const DEEPEST: usize = 65;

/// A list of tens of thousands of revoked certificates still fits.
const MOST_NODES: usize = 250_000;

#[cfg(test)]
mod tests;
