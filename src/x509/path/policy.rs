//! The tree of valid policies (RFC 5280 §6.1.2 a, §6.1.3 d–f, §6.1.4 a b h–j, §6.1.5 g).

use x509_cert::ext::pkix::{
    CertificatePolicies, InhibitAnyPolicy, PolicyConstraints, PolicyMappings,
};

use super::Question;
use super::check::Failure;
use crate::x509::view::View;

/// The state of policies while a path is walked.
pub(super) struct Policies {
    /// The tree's nodes; none once it is empty.
    tree: Option<Vec<PolicyNode>>,
    depth: usize,
    explicit: u32,
    mapping: u32,
    any: u32,
}

/// A node of `valid_policy_tree`; policy qualifiers decide nothing and are left out.
struct PolicyNode {
    depth: usize,
    parent: usize,
    valid: String,
    expected: Vec<String>,
    is_alive: bool,
}

impl Policies {
    /// §6.1.2: for a path of so many certificates without the anchor.
    pub(super) fn new(length: usize, question: &Question) -> Self {
        let all = u32::try_from(length).unwrap_or(u32::MAX).saturating_add(1);
        let unless = |inhibited: bool| if inhibited { 0 } else { all };
        Self {
            tree: Some(vec![PolicyNode {
                depth: 0,
                parent: 0,
                valid: ANY.to_owned(),
                expected: vec![ANY.to_owned()],
                is_alive: true,
            }]),
            depth: 0,
            explicit: unless(question.require_explicit_policy),
            mapping: unless(question.inhibit_policy_mapping),
            any: unless(question.inhibit_any_policy),
        }
    }

    /// §6.1.3 (d) to (f).
    pub(super) fn take(&mut self, view: &View, is_last: bool) -> Result<(), Failure> {
        self.depth = self.depth.saturating_add(1);
        let found = view
            .extension::<CertificatePolicies>()
            .map_err(|malformed| Failure::MalformedExtension { oid: malformed.oid })?;
        match found {
            None => self.tree = None,
            Some((_, policies)) => {
                let named: Vec<String> = policies
                    .0
                    .iter()
                    .map(|policy| policy.policy_identifier.to_string())
                    .collect();
                let any_counts = self.any > 0 || (!is_last && view.is_self_issued());
                self.grow(&named, any_counts)?;
            }
        }
        if self.explicit > 0 || self.tree.is_some() {
            Ok(())
        } else {
            Err(Failure::NoPolicy)
        }
    }

    fn grow(&mut self, named: &[String], any_counts: bool) -> Result<(), Failure> {
        let depth = self.depth;
        let above = depth.saturating_sub(1);
        let Some(tree) = &mut self.tree else {
            return Ok(());
        };
        let parents: Vec<usize> = living(tree, above);
        for policy in named.iter().filter(|policy| *policy != ANY) {
            // (d)(1)(i)
            let expecting: Vec<usize> = parents
                .iter()
                .copied()
                .filter(|parent| expects(tree, *parent, policy))
                .collect();
            let chosen = if expecting.is_empty() {
                // (d)(1)(ii)
                parents
                    .iter()
                    .copied()
                    .filter(|parent| is_valid(tree, *parent, ANY))
                    .collect()
            } else {
                expecting
            };
            for parent in chosen {
                add(tree, depth, parent, policy, vec![policy.clone()])?;
            }
        }
        // (d)(2)
        if any_counts && named.iter().any(|policy| policy == ANY) {
            for parent in parents {
                let expected = tree
                    .get(parent)
                    .map(|node| node.expected.clone())
                    .unwrap_or_default();
                for policy in expected {
                    let has_child = tree.iter().any(|node| {
                        node.depth == depth && node.parent == parent && node.valid == policy
                    });
                    if !has_child {
                        add(tree, depth, parent, &policy, vec![policy.clone()])?;
                    }
                }
            }
        }
        self.prune(depth);
        Ok(())
    }

    /// (d)(3): without children, nodes above the last level go.
    fn prune(&mut self, last: usize) {
        let Some(tree) = &mut self.tree else {
            return;
        };
        for depth in (0..last).rev() {
            for index in living(tree, depth) {
                let below = depth.saturating_add(1);
                let has_child = tree
                    .iter()
                    .any(|node| node.is_alive && node.depth == below && node.parent == index);
                if !has_child && let Some(node) = tree.get_mut(index) {
                    node.is_alive = false;
                }
            }
        }
        if !tree.first().is_some_and(|root| root.is_alive) {
            self.tree = None;
        }
    }

    /// §6.1.4 (a) and (b).
    pub(super) fn map(&mut self, view: &View) -> Result<(), Failure> {
        let found = view
            .extension::<PolicyMappings>()
            .map_err(|malformed| Failure::MalformedExtension { oid: malformed.oid })?;
        let Some((_, mappings)) = found else {
            return Ok(());
        };
        let pairs: Vec<(String, String)> = mappings
            .0
            .iter()
            .map(|pair| {
                (
                    pair.issuer_domain_policy.to_string(),
                    pair.subject_domain_policy.to_string(),
                )
            })
            .collect();
        if pairs.iter().any(|(from, to)| from == ANY || to == ANY) {
            return Err(Failure::AnyPolicyMapped);
        }
        let depth = self.depth;
        let mut from: Vec<&String> = pairs.iter().map(|(from, _)| from).collect();
        from.sort();
        from.dedup();
        for policy in from {
            let to: Vec<String> = pairs
                .iter()
                .filter(|(from, _)| from == policy)
                .map(|(_, to)| to.clone())
                .collect();
            let Some(tree) = &mut self.tree else {
                return Ok(());
            };
            let nodes: Vec<usize> = living(tree, depth)
                .into_iter()
                .filter(|index| is_valid(tree, *index, policy))
                .collect();
            if self.mapping == 0 {
                for index in nodes {
                    if let Some(node) = tree.get_mut(index) {
                        node.is_alive = false;
                    }
                }
                self.prune(depth);
                continue;
            }
            if nodes.is_empty() {
                let any = living(tree, depth)
                    .into_iter()
                    .find(|index| is_valid(tree, *index, ANY));
                let parent = any.and_then(|any| tree.get(any)).map(|any| any.parent);
                if let Some(parent) = parent {
                    add(tree, depth, parent, policy, to)?;
                }
                continue;
            }
            for index in nodes {
                if let Some(node) = tree.get_mut(index) {
                    node.expected.clone_from(&to);
                }
            }
        }
        Ok(())
    }

    /// §6.1.4 (h) to (j).
    pub(super) fn count(&mut self, view: &View) {
        if !view.is_self_issued() {
            for counter in [&mut self.explicit, &mut self.mapping, &mut self.any] {
                *counter = counter.saturating_sub(1);
            }
        }
        if let Some((_, constraints)) = view.readable::<PolicyConstraints>() {
            let lower = |counter: &mut u32, skip: Option<u32>| {
                *counter = skip.map_or(*counter, |skip| skip.min(*counter));
            };
            lower(&mut self.explicit, constraints.require_explicit_policy);
            lower(&mut self.mapping, constraints.inhibit_policy_mapping);
        }
        if let Some((_, InhibitAnyPolicy(skip))) = view.readable() {
            self.any = self.any.min(skip);
        }
    }

    /// §6.1.5 (a), (b) and (g).
    pub(super) fn finish(&mut self, view: &View, accepted: &[String]) -> Result<(), Failure> {
        self.explicit = self.explicit.saturating_sub(1);
        let required = view
            .readable::<PolicyConstraints>()
            .and_then(|(_, constraints)| constraints.require_explicit_policy);
        if required == Some(0) {
            self.explicit = 0;
        }
        let any_accepted = accepted.is_empty() || accepted.iter().any(|policy| policy == ANY);
        if !any_accepted {
            self.intersect(accepted)?;
        }
        if self.explicit > 0 || self.tree.is_some() {
            Ok(())
        } else {
            Err(Failure::NoPolicy)
        }
    }

    /// (g)(iii)
    fn intersect(&mut self, accepted: &[String]) -> Result<(), Failure> {
        let depth = self.depth;
        let Some(tree) = &mut self.tree else {
            return Ok(());
        };
        // 1. `valid_policy_node_set`
        let set: Vec<usize> = (1..tree.len())
            .filter(|index| {
                tree.get(*index)
                    .is_some_and(|node| node.is_alive && is_valid(tree, node.parent, ANY))
            })
            .collect();
        // 2.
        for index in &set {
            let refused = tree
                .get(*index)
                .is_some_and(|node| node.valid != ANY && !accepted.contains(&node.valid));
            if refused {
                remove(tree, *index);
            }
        }
        // 3.
        let any = set.iter().copied().find(|index| {
            tree.get(*index)
                .is_some_and(|node| node.is_alive && node.depth == depth && node.valid == ANY)
        });
        if let Some(any) = any {
            let parent = tree.get(any).map_or(0, |node| node.parent);
            for policy in accepted {
                let known = set.iter().any(|index| is_valid(tree, *index, policy));
                if !known {
                    add(tree, depth, parent, policy, vec![policy.clone()])?;
                }
            }
            remove(tree, any);
        }
        // 4.
        self.prune(depth);
        Ok(())
    }
}

fn living(tree: &[PolicyNode], depth: usize) -> Vec<usize> {
    tree.iter()
        .enumerate()
        .filter(|(_, node)| node.is_alive && node.depth == depth)
        .map(|(index, _)| index)
        .collect()
}

fn expects(tree: &[PolicyNode], index: usize, policy: &String) -> bool {
    tree.get(index)
        .is_some_and(|node| node.expected.contains(policy))
}

fn is_valid(tree: &[PolicyNode], index: usize, policy: &str) -> bool {
    tree.get(index)
        .is_some_and(|node| node.is_alive && node.valid == policy)
}

fn add(
    tree: &mut Vec<PolicyNode>,
    depth: usize,
    parent: usize,
    valid: &str,
    expected: Vec<String>,
) -> Result<(), Failure> {
    // Mappings could make the tree grow without end.
    if tree.len() >= MOST_NODES {
        return Err(Failure::TooManyPolicies);
    }
    tree.push(PolicyNode {
        depth,
        parent,
        valid: valid.to_owned(),
        expected,
        is_alive: true,
    });
    Ok(())
}

/// A node with all below it: those come after it.
fn remove(tree: &mut [PolicyNode], index: usize) {
    let mut gone = vec![index];
    for at in index..tree.len() {
        let Some(node) = tree.get_mut(at) else {
            return;
        };
        if at == index || (node.depth > 0 && gone.contains(&node.parent)) {
            node.is_alive = false;
            gone.push(at);
        }
    }
}

/// `anyPolicy` (RFC 5280 §4.2.1.4).
const ANY: &str = "2.5.29.32.0";

const MOST_NODES: usize = 2_000;
