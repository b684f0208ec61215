//! Gives the elements of a tree their field names by walking a schema along it.

use super::oddity::Oddity;
use super::schema::{self, Member, Rule, Want};
use super::{Class, Field, Tree};

/// Names what the schema knows.
pub(super) fn name(tree: &mut Tree) {
    let Some(shape) = tree.shape else {
        return;
    };
    let (field, rule) = schema::of(shape);
    apply(tree, 0, field, rule, None);
}

/// Names one element, and by its rule those inside it. `inherited` is the rule that an
/// identifier beside it has chosen.
fn apply(
    tree: &mut Tree,
    index: usize,
    field: Field,
    rule: &'static Rule,
    inherited: Option<&'static Member>,
) {
    if let Some(node) = tree.nodes.get_mut(index) {
        node.field = Some(field);
    }
    let children: Vec<usize> = tree.children(Some(index)).collect();
    match rule {
        Rule::Leaf => {}
        Rule::Members(members) => {
            in_order(tree, &children, members, None);
        }
        Rule::Each(members) => {
            for child in children {
                choose(tree, child, members);
            }
        }
        Rule::ByIdentifier(members, registry) => {
            let chosen = children
                .first()
                .and_then(|first| tree.oid(*first))
                .and_then(|oid| registry(&oid));
            in_order(tree, &children, members, chosen);
        }
        Rule::Chosen => {
            for child in children {
                let (field, rule) = inherited.map_or((Field::Value, &Rule::Leaf), |member| {
                    (member.field, member.rule)
                });
                apply(tree, child, field, rule, None);
            }
        }
    }
}

/// Members in the order of a SEQUENCE, optional ones passed over.
fn in_order(
    tree: &mut Tree,
    children: &[usize],
    members: &'static [Member],
    chosen: Option<&'static Member>,
) {
    let mut rest = members.iter();
    for child in children {
        let found = rest.find(|member| matches(tree, *child, member.want));
        let Some(member) = found else {
            return;
        };
        if member.default_false && tree.value(*child) == super::Value::Boolean(false) {
            odd(tree, *child);
        }
        apply(tree, *child, member.field, member.rule, chosen);
    }
}

/// One of several types.
fn choose(tree: &mut Tree, child: usize, members: &'static [Member]) {
    if let Some(member) = members
        .iter()
        .find(|member| matches(tree, child, member.want))
    {
        apply(tree, child, member.field, member.rule, None);
    }
}

fn odd(tree: &mut Tree, index: usize) {
    if let Some(node) = tree.nodes.get_mut(index) {
        node.oddities.push(Oddity::DefaultWritten);
    }
}

fn matches(tree: &Tree, index: usize, want: Want) -> bool {
    tree.node(index).is_some_and(|node| match want {
        Want::Any => true,
        Want::Type(number) => node.is_universal(number),
        Want::Time => node.is_universal(23) || node.is_universal(24),
        Want::Tag(number) => node.class == Class::Context && node.number == number,
    })
}
