//! Arrows between cards.

use std::fmt::Write as _;

use certlab::certmanager::api::Object;
use certlab::kube::{Kind, ObjectKey, Resource as _};

use super::layout::CLUSTER_NAMESPACE;
use super::scene::{CARD_HEIGHT, CARD_WIDTH, GAP, Scene, Slot};

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wire {
    /// Where it starts.
    pub(super) from: ObjectKey,
    /// Where it ends, if that exists yet.
    pub(super) to: ObjectKey,
    /// What it means.
    pub(super) meaning: Meaning,
    /// SVG path data.
    pub(super) path: String,
}

/// What an arrow means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The first made the second (owner reference).
    Made,
    /// The first names the second (issuerRef, secretName).
    Names,
}

impl Meaning {
    /// Style class.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Made => "wire wire-made",
            Self::Names => "wire wire-names",
        }
    }
}

/// All arrows of a scene.
pub(super) fn wires(scene: &Scene) -> Vec<Wire> {
    let mut wires = Vec::new();
    for slot in &scene.cards {
        owner(scene, slot, &mut wires);
        match &*slot.object {
            Object::Certificate(certificate) => {
                let key = slot.object.key();
                let issuer = certificate.spec.issuer_ref.key(certificate.namespace());
                if let Some(issuer) = issuer.and_then(|key| scene.slot(&key)) {
                    wires.push(Wire {
                        from: key.clone(),
                        to: issuer.object.key(),
                        meaning: Meaning::Names,
                        path: backwards(slot, issuer),
                    });
                }
                let secret = key.sibling(Kind::Secret, &certificate.spec.secret_name);
                let target = scene.slot(&secret).map(|slot| (slot.x, slot.y));
                let ghost = || scene.ghosts.iter().find(|ghost| ghost.certificate == key);
                if let Some((x, y)) = target.or_else(|| ghost().map(|ghost| (ghost.x, ghost.y))) {
                    wires.push(Wire {
                        path: over_the_top(slot, x, y),
                        from: key,
                        to: secret,
                        meaning: Meaning::Names,
                    });
                }
            }
            Object::Issuer(issuer) | Object::ClusterIssuer(issuer) => {
                let names = issuer.spec.ca.as_ref().map(|ca| &ca.secret_name);
                let acme = issuer.spec.acme.as_ref();
                let names = names.or_else(|| acme.map(|acme| &acme.private_key_secret_ref.name));
                let namespace = issuer.metadata.namespace.as_deref();
                let namespace = namespace.unwrap_or(CLUSTER_NAMESPACE);
                let secret = names
                    .map(|name| ObjectKey::new(Kind::Secret, namespace, name))
                    .and_then(|key| scene.slot(&key));
                if let Some(secret) = secret {
                    wires.push(Wire {
                        from: slot.object.key(),
                        to: secret.object.key(),
                        meaning: Meaning::Names,
                        path: below(slot, secret),
                    });
                }
            }
            _ => {}
        }
    }
    wires
}

fn owner(scene: &Scene, slot: &Slot, wires: &mut Vec<Wire>) {
    // A Secret with the next key stands aside; its maker is said in the inspector.
    if slot.object.kind() == Kind::Secret {
        return;
    }
    let owner = slot.object.meta().controller().and_then(|owner| {
        scene
            .cards
            .iter()
            .find(|candidate| candidate.object.meta().uid == owner.uid)
    });
    if let Some(owner) = owner {
        wires.push(Wire {
            from: owner.object.key(),
            to: slot.object.key(),
            meaning: Meaning::Made,
            path: forwards(owner, slot),
        });
    }
}

/// From the right edge of one card to the left edge of another in a later column.
fn forwards(from: &Slot, to: &Slot) -> String {
    let (x1, y1) = (from.x + CARD_WIDTH, from.y + CARD_HEIGHT / 2);
    let (x2, y2) = (to.x - 2, to.y + CARD_HEIGHT / 2);
    elbow(x1, y1, x2 - GAP / 2 + 2, x2, y2)
}

/// From the left edge of one card to the right edge of another in an earlier column.
fn backwards(from: &Slot, to: &Slot) -> String {
    let (x1, y1) = (from.x, from.y + CARD_HEIGHT / 2);
    let (x2, y2) = (to.x + CARD_WIDTH + 2, to.y + CARD_HEIGHT / 2);
    elbow(x1, y1, x2 + GAP / 2 - 2, x2, y2)
}

/// From the top of a Certificate along its band's upper edge to the top of its Secret.
fn over_the_top(from: &Slot, x: i32, y: i32) -> String {
    let (x1, x2) = (from.x + CARD_WIDTH / 2, x + CARD_WIDTH / 2);
    let rail = from.y - 11;
    let mut path = format!("M{x1} {} V{} ", from.y, rail + CORNER);
    let _ = write!(
        path,
        "Q{x1} {rail} {} {rail} H{} ",
        x1 + CORNER,
        x2 - CORNER
    );
    let _ = write!(path, "Q{x2} {rail} {x2} {} V{}", rail + CORNER, y - 2);
    path
}

/// From the bottom of an Issuer, between two rows, to the left edge of a Secret.
fn below(from: &Slot, to: &Slot) -> String {
    let x1 = from.x + CARD_WIDTH / 2;
    let bottom = from.y + CARD_HEIGHT;
    let rail = bottom + 8;
    let channel = to.x - 8;
    let mut path = format!("M{x1} {bottom} V{} ", rail - CORNER);
    let _ = write!(path, "Q{x1} {rail} {} {rail} ", x1 + CORNER);
    path.push_str(&elbow_tail(rail, channel, to.x - 2, to.middle()));
    path
}

/// Right, then up or down a channel, then right again, with round corners.
fn elbow(x1: i32, y1: i32, channel: i32, x2: i32, y2: i32) -> String {
    if y1 == y2 {
        return format!("M{x1} {y1} H{x2}");
    }
    let way = (x2 - x1).signum() * CORNER;
    let rise = (y2 - y1).signum() * CORNER;
    let mut path = format!("M{x1} {y1} H{} ", channel - way);
    let _ = write!(
        path,
        "Q{channel} {y1} {channel} {} V{} ",
        y1 + rise,
        y2 - rise
    );
    let _ = write!(
        path,
        "Q{channel} {y2} {} {y2} H{x2}",
        channel + way.clamp(-4, 4)
    );
    path
}

fn elbow_tail(y1: i32, channel: i32, x2: i32, y2: i32) -> String {
    let rise = (y2 - y1).signum() * CORNER;
    format!(
        "H{} Q{channel} {y1} {channel} {} V{} Q{channel} {y2} {} {y2} H{x2}",
        channel - CORNER,
        y1 + rise,
        y2 - rise,
        channel + 4,
    )
}

const CORNER: i32 = 6;

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::scene::Role;
    use super::*;

    fn slot(x: i32, y: i32) -> Slot {
        Slot {
            object: Rc::new(Object::Secret(certlab::certmanager::api::Secret::default())),
            x,
            y,
            role: Role::Full,
        }
    }

    #[test]
    fn level_cards_are_joined_by_a_straight_line_and_others_by_corners() {
        let (left, right, lower) = (slot(0, 0), slot(220, 0), slot(220, 106));
        assert_eq!(forwards(&left, &right), "M192 45 H218");
        let path = forwards(&left, &lower);
        assert!(path.starts_with("M192 45 H200 Q206 45"), "{path}");
        assert!(path.ends_with("H218"), "{path}");
        assert_eq!(backwards(&right, &left), "M220 45 H194");
    }
}
