//! The outside world below the cards, and what travels there.

use std::collections::BTreeMap;

use certlab::certmanager::api::Solver;
use certlab::clock::Timestamp;
use certlab::http::host;
use certlab::kube::{Kind, ObjectKey, Resource as _};
use certlab::lab::{Lab, Purpose, World};
use yew::prelude::*;

use super::measure::fit;
use super::scene::{CARD_WIDTH, Scene, WIDTH, column_x};
use crate::ui::i18n::{Locale, Stage};

/// Height of the lane.
pub(super) const HEIGHT: i32 = 92;

/// Somebody outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Peer {
    /// Who.
    pub(super) place: Place,
    /// How many requests went there.
    pub(super) requests: usize,
    /// Left edge.
    pub(super) x: i32,
}

/// Who is outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// An ACME server, by host.
    Acme(String),
    /// A Vault, by host.
    Vault(String),
    /// A Venafi, by host.
    Venafi(String),
    /// DNS, as resolvers show it.
    Dns,
    /// The web servers of the names.
    Web,
}

/// A request that is under way, or has just come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flight {
    /// Number of the exchange.
    id: u64,
    /// SVG path data, from the card to the peer.
    path: String,
    /// Whether no answer is there yet.
    open: bool,
    /// Whether the answer refuses.
    refused: bool,
}

/// Who is outside, in this lab.
pub(super) fn peers(lab: &Lab) -> Vec<Peer> {
    let mut requests: BTreeMap<Place, usize> = BTreeMap::new();
    for issuer in [Kind::Issuer, Kind::ClusterIssuer]
        .into_iter()
        .flat_map(|kind| lab.store().list(kind))
        .filter_map(|object| object.issuer())
    {
        if let Some(acme) = &issuer.spec.acme {
            requests.insert(Place::Acme(host(&acme.server).to_owned()), 0);
            let by_web = |solver: &Solver| solver.http01.is_some();
            if acme.solvers.iter().any(by_web) {
                requests.insert(Place::Web, 0);
            }
            if !acme.solvers.iter().all(by_web) {
                requests.insert(Place::Dns, 0);
            }
        }
        if let Some(vault) = &issuer.spec.vault {
            requests.insert(Place::Vault(host(&vault.server).to_owned()), 0);
        }
        if let Some(venafi) = &issuer.spec.venafi {
            let server = venafi.tpp.as_ref().map(|tpp| &tpp.url);
            let url = server.or_else(|| venafi.cloud.as_ref().map(|cloud| &cloud.url));
            requests.extend(url.map(|url| (Place::Venafi(host(url).to_owned()), 0)));
        }
    }
    for exchange in lab.exchanges() {
        let place = place_of(&exchange.purpose, &exchange.request.url);
        if let Some(count) = place.and_then(|place| requests.get_mut(&place)) {
            *count += 1;
        }
    }
    // What proves names below the Challenges, ACME servers to its left.
    let mut column = 4;
    requests
        .into_iter()
        .rev()
        .map_while(|(place, requests)| {
            let x = (column >= 1).then(|| column_x(column))?;
            column -= 1;
            Some(Peer { place, requests, x })
        })
        .collect()
}

fn place_of(purpose: &Purpose, url: &str) -> Option<Place> {
    match purpose {
        Purpose::Acme { .. } => Some(Place::Acme(host(url).to_owned())),
        Purpose::Vault { .. } => Some(Place::Vault(host(url).to_owned())),
        Purpose::Venafi { .. } => Some(Place::Venafi(host(url).to_owned())),
        Purpose::Dns { .. } => Some(Place::Dns),
        Purpose::Web { .. } => Some(Place::Web),
        Purpose::Probe { .. } => None,
    }
}

/// What travels now: the latest request of each object, while it is under way
/// and for a moment after.
pub(super) fn flights(lab: &Lab, scene: &Scene, peers: &[Peer], now: Timestamp) -> Vec<Flight> {
    let mut latest: BTreeMap<ObjectKey, Flight> = BTreeMap::new();
    for exchange in lab.exchanges().rev().take(RECENT) {
        let open = exchange.response.is_none();
        if !open && now.since(exchange.at).as_secs() > SHOWN_SECS {
            continue;
        }
        let Some(key) = exchange.purpose.object() else {
            continue;
        };
        if latest.contains_key(key) {
            continue;
        }
        let slot = scene.cards.iter().find(|slot| slot.object.key() == *key);
        let place = place_of(&exchange.purpose, &exchange.request.url);
        let peer = peers
            .iter()
            .find(|peer| Some(&peer.place) == place.as_ref());
        if let (Some(slot), Some(peer)) = (slot, peer) {
            let channel = slot.x + CARD_WIDTH + 20;
            let lane = scene.bottom + 16;
            let target = peer.x + CARD_WIDTH / 2;
            let path = route(
                (slot.x + CARD_WIDTH, slot.y + slot.height() - 12),
                channel,
                lane,
                (target, scene.bottom + TOP - 1),
            );
            latest.insert(
                key.clone(),
                Flight {
                    id: exchange.id.0,
                    path,
                    open,
                    refused: matches!(&exchange.response, Some(Ok(response)) if response.status >= 400),
                },
            );
        }
    }
    latest.into_values().collect()
}

/// Out of a card, down between two columns, along the lane, to the peer; with
/// round corners.
fn route(from: (i32, i32), channel: i32, lane: i32, to: (i32, i32)) -> String {
    const ROUND: i32 = 7;
    let way = (to.0 - channel).signum() * ROUND;
    let (x1, y1) = from;
    let (x2, y2) = to;
    format!(
        "M{x1} {y1} H{} Q{channel} {y1} {channel} {} V{} Q{channel} {lane} {} {lane} H{} Q{x2} {lane} {x2} {} V{y2}",
        channel - ROUND,
        y1 + ROUND,
        lane - ROUND,
        channel + way,
        x2 - way,
        lane + ROUND,
    )
}

/// Draws the lane.
pub(super) fn lane(scene: &Scene, peers: &[Peer], world: World, locale: Locale) -> Html {
    let top = scene.bottom;
    let heading = match world {
        World::Practice => Stage::OutsideInside,
        World::Real => Stage::Outside,
    };
    html! {
        <g class="lane">
            <path class="lane-rule" d={format!("M0 {top}.5H{WIDTH}")} />
            <text class="lane-name" x="4" y={(top + 20).to_string()}>{ locale.say(heading) }</text>
            { for peers.iter().map(|peer| self::peer(peer, top, world, locale)) }
        </g>
    }
}

fn peer(peer: &Peer, top: i32, world: World, locale: Locale) -> Html {
    let (name, detail) = match (&peer.place, world) {
        (Place::Acme(_), World::Practice) => (Stage::PracticeCa, None),
        (Place::Acme(host), World::Real) => (Stage::AcmeServer, Some(host.clone())),
        (Place::Vault(_), World::Practice) => (Stage::PracticeVault, None),
        (Place::Vault(host), World::Real) => (Stage::Vault, Some(host.clone())),
        (Place::Venafi(_), World::Practice) => (Stage::PracticeVenafi, None),
        (Place::Venafi(host), World::Real) => (Stage::Venafi, Some(host.clone())),
        (Place::Dns, World::Practice) => (Stage::PracticeDns, None),
        (Place::Dns, World::Real) => (Stage::Dns, None),
        (Place::Web, World::Practice) => (Stage::PracticeWeb, None),
        (Place::Web, World::Real) => (Stage::Web, None),
    };
    let count = if peer.requests == 0 {
        Stage::NothingAsked
    } else {
        Stage::Requests(peer.requests)
    };
    let count = locale.say(count);
    let detail = detail.map_or_else(|| count.to_string(), |host| format!("{host} · {count}"));
    html! {
        <g key={format!("{:?}", peer.place)} class="peer" transform={format!("translate({} {})", peer.x, top + TOP)}>
            <rect x="0.5" y="0.5" width={(CARD_WIDTH - 1).to_string()} height="51" rx="26" />
            <text class="peer-name" x={(CARD_WIDTH / 2).to_string()} y="22">{ locale.say(name) }</text>
            <text class="peer-detail" x={(CARD_WIDTH / 2).to_string()} y="39">{ fit(&detail, 11.5, 160.0) }</text>
        </g>
    }
}

/// Draws a request on its way, as an envelope.
pub(super) fn flight(flight: &Flight) -> Html {
    html! {
        <g
            key={flight.id.to_string()}
            class={classes!(
                "flight",
                flight.open.then_some("flight-open"),
                flight.refused.then_some("flight-refused"),
            )}
        >
            <path class="flight-line" d={flight.path.clone()} />
            <g class="envelope" style={format!("offset-path:path('{}')", flight.path)}>
                <rect x="-9" y="-6.5" width="18" height="13" rx="2" />
                <path d="M-8.5 -5.5l8.5 6.5l8.5 -6.5" />
            </g>
        </g>
    }
}

/// From the lane's upper edge to the peers.
const TOP: i32 = 30;
/// How many exchanges are looked at.
const RECENT: usize = 12;
/// How long an answered request stays in the picture.
const SHOWN_SECS: u64 = 3;
