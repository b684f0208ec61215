//! Where hundreds of Certificates stand: grouped by issuer, then by state.

use std::collections::BTreeMap;

use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::Lab;

use super::scene::{MARGIN, WIDTH};
use super::state::State;
use super::summary::{Summary, summarize};

/// The Certificates of a lab, each with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Map {
    /// By issuer.
    pub(super) groups: Vec<Group>,
    /// Where the last one ends.
    pub(super) bottom: i32,
}

/// The Certificates of an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Kind of the issuer, if cert-manager knows it.
    pub(super) kind: Kind,
    /// Its name.
    pub(super) issuer: String,
    /// Top of the heading.
    pub(super) top: i32,
    /// How many are in which state, and which need somebody first.
    pub(super) counts: Vec<(State, usize)>,
    /// The Certificates, in the order of their states.
    pub(super) tiles: Vec<Tile>,
}

/// A Certificate's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    /// The Certificate.
    pub(super) key: ObjectKey,
    /// What it says.
    pub(super) summary: Summary,
    /// Left.
    pub(super) x: i32,
    /// Top.
    pub(super) y: i32,
}

impl Map {
    /// Gives every Certificate its place.
    pub(super) fn of(lab: &Lab) -> Self {
        let mut members: BTreeMap<(Kind, String), Vec<(ObjectKey, Summary)>> = BTreeMap::new();
        for object in lab.store().list(Kind::Certificate) {
            let Some(certificate) = object.certificate() else {
                continue;
            };
            let reference = &certificate.spec.issuer_ref;
            let kind = reference.key(certificate.namespace());
            let kind = kind.map_or(Kind::Issuer, |key| key.kind);
            let group = members.entry((kind, reference.name.clone())).or_default();
            group.push((object.key(), summarize(object, lab)));
        }
        let mut map = Self::default();
        for ((kind, issuer), members) in members {
            map.add(kind, issuer, members);
        }
        map
    }

    fn add(&mut self, kind: Kind, issuer: String, mut members: Vec<(ObjectKey, Summary)>) {
        members.sort_by_cached_key(|(key, summary)| (rank(summary.state), key.clone()));
        let counts = STATES
            .into_iter()
            .map(|state| {
                let in_state = members.iter().filter(|(_, summary)| summary.state == state);
                (state, in_state.count())
            })
            .filter(|(_, count)| *count > 0)
            .collect();
        let (top, mut place) = (self.bottom, (0, 0));
        let tiles = members
            .into_iter()
            .map(|(key, summary)| {
                let (column, row) = place;
                place = if column + 1 < COLUMNS {
                    (column + 1, row)
                } else {
                    (0, row + 1)
                };
                Tile {
                    key,
                    summary,
                    x: MARGIN + column * PITCH,
                    y: top + HEADING + row * PITCH,
                }
            })
            .collect::<Vec<_>>();
        self.bottom = tiles.last().map_or(top, |tile| tile.y + PITCH) + GROUP_GAP;
        self.groups.push(Group {
            kind,
            issuer,
            top,
            counts,
            tiles,
        });
    }
}

/// All states; what needs somebody comes first.
const STATES: [State; 4] = [State::Failed, State::Waiting, State::Working, State::Ready];

const fn rank(state: State) -> u8 {
    match state {
        State::Failed => 0,
        State::Waiting => 1,
        State::Working => 2,
        State::Ready => 3,
    }
}

/// Width and height of a tile.
pub(super) const TILE: i32 = 30;
/// From one tile to the next.
const PITCH: i32 = 34;
/// Tiles in a row.
const COLUMNS: i32 = (WIDTH - 2 * MARGIN) / PITCH;
/// Height of a group's heading.
pub(super) const HEADING: i32 = 52;
/// Space below a group.
const GROUP_GAP: i32 = 14;

#[cfg(test)]
mod tests {
    use certlab::certmanager::api::{Certificate, Object};
    use certlab::clock::Timestamp;
    use certlab::kube::ObjectMeta;
    use certlab::lab::{Action, World};

    use super::*;

    fn map(count: usize) -> Map {
        let mut lab = Lab::new(World::Practice, [1; 32]);
        let objects = (0..count)
            .map(|number| {
                let mut certificate = Certificate {
                    metadata: ObjectMeta::named("default", &format!("site-{number:03}")),
                    ..Certificate::default()
                };
                certificate.spec.dns_names = vec![format!("{number}.example.test")];
                certificate.spec.secret_name = format!("site-{number:03}-tls");
                let issuer = if number % 3 == 0 { "one" } else { "two" };
                certificate.spec.issuer_ref.name = issuer.to_owned();
                Object::Certificate(certificate)
            })
            .collect();
        lab.apply(Action::Apply { objects }, Timestamp::from_unix_secs(0));
        Map::of(&lab)
    }

    #[test]
    fn everything_has_a_place_of_its_own_below_its_issuer() {
        let map = map(333);
        let names: Vec<&str> = map.groups.iter().map(|group| &*group.issuer).collect();
        assert_eq!(names, ["one", "two"]);
        let tiles: Vec<&Tile> = map.groups.iter().flat_map(|group| &group.tiles).collect();
        assert_eq!(tiles.len(), 333);
        let places: std::collections::BTreeSet<_> =
            tiles.iter().map(|tile| (tile.x, tile.y)).collect();
        assert_eq!(places.len(), 333);
        assert!(tiles.iter().all(|tile| tile.x + TILE <= WIDTH));
        assert!(tiles.iter().all(|tile| tile.y + TILE <= map.bottom));
        for group in &map.groups {
            let count: usize = group.counts.iter().map(|(_, count)| count).sum();
            assert_eq!(count, group.tiles.len(), "{}", group.issuer);
        }
    }

    #[test]
    fn an_empty_lab_has_an_empty_map() {
        assert_eq!(map(0), Map::default());
    }
}
