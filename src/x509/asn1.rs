//! Any DER or BER value as a tree with the position of every byte (X.690 §8).
//!
//! The headers are read by asn1-rs: of the crates that read ASN.1 it is the one
//! that takes BER as it comes (indefinite lengths, lengths and tags in more
//! octets than needed, universal types that DER readers have no word for) and
//! says how far each header went. What is odd about an element is kept beside it
//! and never hides it; what is cut off is shown up to where it broke.
//!
//! ```text
//! bytes ──reader──▶ nodes with positions ──schema──▶ the same with the RFCs' field names
//! ```

mod field;
mod naming;
mod oddity;
mod reader;
mod schema;
mod shape;
mod value;

use thiserror::Error;

pub use field::Field;
pub use oddity::{Break, BreakPoint, Oddity};
pub use shape::Shape;
pub use value::Value;

/// What keeps bytes from being shown as a tree at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// No bytes.
    #[error("there is nothing to read")]
    Empty,
    /// More bytes than are shown at once.
    #[error("{length} bytes are more than the {limit} that are shown at once")]
    TooLarge {
        /// How many there are.
        length: usize,
        /// How many there may be.
        limit: usize,
    },
}

/// An element's class (X.690 §8.1.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Types that every ASN.1 module knows.
    Universal,
    /// Types of one application.
    Application,
    /// Meaning depends on what stands around it.
    Context,
    /// Types of one enterprise.
    Private,
}

/// One element: identifier, length and content (X.690 §8.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// How many elements it is inside of.
    pub depth: usize,
    /// The element that it is in.
    pub parent: Option<usize>,
    /// The index after the last element inside it.
    pub next: usize,
    /// Its first byte.
    pub start: usize,
    /// The first byte of its content.
    pub content: usize,
    /// The byte after its content.
    pub content_end: usize,
    /// The byte after all of it: with an indefinite length two more than its content.
    pub end: usize,
    /// The class of its tag.
    pub class: Class,
    /// Whether it is made of elements.
    pub constructed: bool,
    /// The number of its tag.
    pub number: u32,
    /// Whether its string holds an element that is shown below it.
    pub wraps: bool,
    /// What the RFCs call it.
    pub field: Option<Field>,
    /// What is odd about it.
    pub oddities: Vec<Oddity>,
}

/// A value read: its bytes and its elements, each before those inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    bytes: Vec<u8>,
    nodes: Vec<Node>,
    shape: Option<Shape>,
    broken: Option<BreakPoint>,
}

impl Tree {
    /// Reads bytes; what comes after a break is left out, and where that was is said.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(Error::Empty);
        }
        if bytes.len() > MOST_BYTES {
            return Err(Error::TooLarge {
                length: bytes.len(),
                limit: MOST_BYTES,
            });
        }
        let (nodes, broken) = reader::read(bytes);
        let mut tree = Self {
            bytes: bytes.to_vec(),
            nodes,
            shape: None,
            broken,
        };
        tree.shape = shape::of(&tree);
        naming::name(&mut tree);
        Ok(tree)
    }

    /// The bytes that were read.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Every element, in the order of the bytes.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// An element.
    pub fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// What the whole value is, as far as its elements tell.
    pub fn shape(&self) -> Option<Shape> {
        self.shape
    }

    /// Where reading stopped, if it did.
    pub fn broken(&self) -> Option<&BreakPoint> {
        self.broken.as_ref()
    }

    /// The indexes of the elements directly inside one; of the outermost ones for none.
    pub fn children(&self, index: Option<usize>) -> impl Iterator<Item = usize> {
        let (mut at, end) = match index {
            None => (0, self.nodes.len()),
            Some(index) => (
                index.saturating_add(1),
                self.nodes.get(index).map_or(0, |node| node.next),
            ),
        };
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let child = at;
            // An element's end lies after itself, so this ends.
            at = self.nodes.get(child)?.next.max(child.saturating_add(1));
            Some(child)
        })
    }

    /// The innermost element that a byte belongs to.
    pub fn at(&self, byte: usize) -> Option<usize> {
        let mut found = None;
        while let Some(inner) = self.children(found).find(|index| {
            self.nodes
                .get(*index)
                .is_some_and(|node| node.start <= byte && byte < node.end)
        }) {
            found = Some(inner);
        }
        found
    }

    /// All bytes of an element.
    pub fn element(&self, index: usize) -> &[u8] {
        self.nodes
            .get(index)
            .and_then(|node| self.bytes.get(node.start..node.end))
            .unwrap_or_default()
    }

    /// The bytes of an element's content.
    pub fn content(&self, index: usize) -> &[u8] {
        self.nodes
            .get(index)
            .and_then(|node| self.bytes.get(node.content..node.content_end))
            .unwrap_or_default()
    }

    /// An element's value in short.
    pub fn value(&self, index: usize) -> Value {
        self.nodes.get(index).map_or(Value::Elements(0), |node| {
            value::of(
                node,
                self.content(index),
                self.children(Some(index)).count(),
            )
        })
    }

    /// The content of an element as an object identifier with dots.
    pub(super) fn oid(&self, index: usize) -> Option<String> {
        let node = self.nodes.get(index)?;
        node.is_universal(6)
            .then(|| value::oid(self.content(index)))?
    }
}

impl Node {
    /// Whether it is of this universal type.
    pub fn is_universal(&self, number: u32) -> bool {
        self.class == Class::Universal && self.number == number
    }

    /// ASN.1's name of its type, or its tag: `SEQUENCE`, `[0]`.
    pub fn type_name(&self) -> String {
        match self.class {
            Class::Universal => value::universal(self.number)
                .map_or_else(|| format!("[UNIVERSAL {}]", self.number), str::to_owned),
            Class::Application => format!("[APPLICATION {}]", self.number),
            Class::Context => format!("[{}]", self.number),
            Class::Private => format!("[PRIVATE {}]", self.number),
        }
    }
}

/// More than any certificate, request or list that a person means to read.
pub const MOST_BYTES: usize = 1_048_576;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::{Entropy as _, SeededEntropy};
    use crate::x509::testing;

    #[test]
    fn every_byte_of_a_certificate_is_accounted_for_and_every_element_named() {
        let [_, _, leaf] = testing::chain();
        let tree = Tree::read(leaf.der()).unwrap();
        assert_eq!(tree.shape(), Some(Shape::Certificate));
        assert_eq!(tree.broken(), None);
        for (index, node) in tree.nodes().iter().enumerate() {
            assert!(node.field.is_some(), "{index}: {}", node.type_name());
            assert!(node.oddities.is_empty(), "{index}: {:?}", node.oddities);
            let mut at = node.content;
            for child in tree.children(Some(index)) {
                let child = tree.node(child).unwrap();
                // A bit string says first how many bits are unused.
                assert!(child.start == at || (node.wraps && child.start == at + 1));
                assert_eq!(child.depth, node.depth + 1);
                at = child.end;
            }
            assert!(at == node.content || at == node.content_end);
        }
        for byte in 0..leaf.der().len() {
            let node = tree.node(tree.at(byte).unwrap()).unwrap();
            assert!((node.start..node.end).contains(&byte));
        }
    }

    #[test]
    fn hostile_bytes_are_read_as_far_as_they_go() {
        let [_, _, leaf] = testing::chain();
        let der = leaf.der();
        for length in 1..der.len() {
            let tree = Tree::read(&der[..length]).unwrap();
            let broken = tree.broken().unwrap();
            assert!(broken.at <= length);
        }
        let mut entropy = SeededEntropy::new([7; 32]);
        for round in 0..2_000 {
            let mut noise = vec![0; 64 + round % 200];
            entropy.fill(&mut noise);
            let tree = Tree::read(&noise).unwrap();
            for (index, node) in tree.nodes().iter().enumerate() {
                assert!(node.start < node.end && node.end <= noise.len());
                assert!(node.next > index && node.next <= tree.nodes().len());
                let _ = tree.value(index).to_string();
            }
        }
    }

    #[test]
    fn sizes_are_bounded() {
        assert_eq!(Tree::read(&[]), Err(Error::Empty));
        let large = vec![0x30; MOST_BYTES + 1];
        assert!(matches!(Tree::read(&large), Err(Error::TooLarge { .. })));
        // A mebibyte of empty elements stops at a bound, and says so.
        let many = [&[0x30, 0x80][..], &[0x30, 0x00].repeat(MOST_BYTES / 2 - 1)].concat();
        let many = Tree::read(&many).unwrap();
        assert_eq!(many.broken().unwrap().why, Break::TooMany);
    }
}
