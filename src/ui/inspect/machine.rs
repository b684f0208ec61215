//! State machines, drawn: where an object is, how it came there, and where it
//! can go (RFC 8555 §7.1.6; cert-manager's `CertificateRequest` conditions).

use certlab::certmanager::api::{CertificateRequest, Object, State as AcmeState};
use certlab::kube::ConditionStatus;
use yew::prelude::*;

use crate::ui::i18n::{Inspect, Locale};

/// A machine: its states with their places, its transitions, and the path.
struct Machine {
    /// What it is the machine of.
    name: &'static str,
    /// Name, column and row of each state.
    states: &'static [(&'static str, i32, i32)],
    /// Transitions, by position in `states`.
    ways: &'static [(usize, usize)],
    /// The path taken, the current state last.
    path: Vec<usize>,
}

/// The machines of an object; a Challenge also shows the authorization that it proves.
pub(super) fn machines(object: &Object, locale: Locale) -> Html {
    let machines = match object {
        Object::CertificateRequest(request) => vec![of_request(request)],
        Object::Order(order) => vec![of_order(order.status.state.as_ref())],
        Object::Challenge(challenge) => {
            let state = challenge.status.state.as_ref();
            vec![of_challenge(state), of_authorization(state)]
        }
        _ => return Html::default(),
    };
    html! {
        <>
            <h3>{ locale.say(Inspect::Machine) }</h3>
            { for machines.iter().map(|machine| draw(machine, locale)) }
        </>
    }
}

/// Pending, ready, processing, valid; invalid from each (RFC 8555 §7.1.6).
fn of_order(state: Option<&AcmeState>) -> Machine {
    Machine {
        name: "Order",
        states: &[
            ("pending", 0, 0),
            ("ready", 1, 0),
            ("processing", 2, 0),
            ("valid", 3, 0),
            ("invalid", 3, 1),
        ],
        ways: &[(0, 1), (1, 2), (2, 3), (0, 4), (1, 4), (2, 4)],
        path: match state {
            None => Vec::new(),
            Some(AcmeState::Pending) => vec![0],
            Some(AcmeState::Ready) => vec![0, 1],
            Some(AcmeState::Processing) => vec![0, 1, 2],
            Some(AcmeState::Valid) => vec![0, 1, 2, 3],
            Some(_) => vec![0, 4],
        },
    }
}

fn of_challenge(state: Option<&AcmeState>) -> Machine {
    Machine {
        name: "Challenge",
        states: &[
            ("pending", 0, 0),
            ("processing", 1, 0),
            ("valid", 2, 0),
            ("invalid", 2, 1),
        ],
        ways: &[(0, 1), (1, 2), (1, 3)],
        path: match state {
            None => Vec::new(),
            Some(AcmeState::Pending) => vec![0],
            Some(AcmeState::Processing) => vec![0, 1],
            Some(AcmeState::Valid) => vec![0, 1, 2],
            Some(_) => vec![0, 1, 3],
        },
    }
}

/// An authorization follows its Challenge: valid once one of its challenges is.
fn of_authorization(state: Option<&AcmeState>) -> Machine {
    Machine {
        name: "Authorization",
        states: &[
            ("pending", 0, 0),
            ("valid", 1, 0),
            ("expired", 2, 0),
            ("invalid", 0, 1),
            ("deactivated", 1, 1),
            ("revoked", 3, 0),
        ],
        ways: &[(0, 1), (1, 2), (0, 3), (1, 4), (1, 5)],
        path: match state {
            None => Vec::new(),
            Some(AcmeState::Pending | AcmeState::Processing) => vec![0],
            Some(AcmeState::Valid) => vec![0, 1],
            Some(_) => vec![0, 3],
        },
    }
}

/// Approved or denied, then signed or failed.
fn of_request(request: &CertificateRequest) -> Machine {
    let is = |name: &str, status: ConditionStatus| {
        request
            .status
            .conditions
            .iter()
            .any(|condition| condition.condition_type == name && condition.status == status)
    };
    let failed = request
        .status
        .conditions
        .iter()
        .any(|condition| condition.condition_type == "Ready" && condition.reason == "Failed");
    let path = if is("Denied", ConditionStatus::True) {
        vec![0, 4]
    } else if is("Ready", ConditionStatus::True) {
        vec![0, 1, 2, 3]
    } else if failed {
        vec![0, 1, 2, 5]
    } else if is("Ready", ConditionStatus::False) {
        vec![0, 1, 2]
    } else if is("Approved", ConditionStatus::True) {
        vec![0, 1]
    } else {
        vec![0]
    };
    Machine {
        name: "CertificateRequest",
        states: &[
            ("created", 0, 0),
            ("Approved", 1, 0),
            ("Pending", 2, 0),
            ("Issued", 3, 0),
            ("Denied", 1, 1),
            ("Failed", 3, 1),
        ],
        ways: &[(0, 1), (1, 2), (2, 3), (0, 4), (2, 5)],
        path,
    }
}

fn draw(machine: &Machine, locale: Locale) -> Html {
    let current = machine.path.last().copied();
    let name_of = |index: usize| machine.states.get(index).map_or("", |state| state.0);
    let words = locale.say(Inspect::MachineIs {
        name: machine.name,
        path: machine
            .path
            .iter()
            .map(|index| name_of(*index))
            .collect::<Vec<_>>()
            .join(" → "),
    });
    html! {
        <figure key={machine.name} class="machine">
            <figcaption class="small quiet">{ machine.name }</figcaption>
            <svg viewBox="0 0 460 88" role="img" aria-label={words}>
                { for machine.ways.iter().map(|(from, to)| way(machine, *from, *to)) }
                { for machine.states.iter().enumerate().map(|(index, (name, column, row))| {
                    let class = classes!(
                        "machine-state",
                        machine.path.contains(&index).then_some("machine-past"),
                        (current == Some(index)).then_some("machine-now"),
                    );
                    html! {
                        <g key={*name} {class} transform={format!("translate({} {})", left(*column), top(*row))}>
                            <rect x="0.5" y="0.5" width={(WIDTH - 1).to_string()} height={(HEIGHT - 1).to_string()} rx="15" />
                            <text x={(WIDTH / 2).to_string()} y="19">{ *name }</text>
                        </g>
                    }
                }) }
            </svg>
        </figure>
    }
}

fn way(machine: &Machine, from: usize, to: usize) -> Html {
    let place = |index: usize| {
        machine
            .states
            .get(index)
            .map_or((0, 0), |(_, column, row)| (*column, *row))
    };
    let ((from_column, from_row), (to_column, to_row)) = (place(from), place(to));
    let taken = machine
        .path
        .iter()
        .zip(machine.path.iter().skip(1))
        .any(|pair| pair == (&from, &to));
    let path = if from_row == to_row {
        let y = top(from_row) + HEIGHT / 2;
        // Over a state that lies between.
        if to_column > from_column + 1 {
            let (x1, x2) = (left(from_column) + WIDTH / 2, left(to_column) + WIDTH / 2);
            format!("M{x1} {} V2 H{x2} V{}", top(0), top(0) - 1)
        } else {
            format!(
                "M{} {y} H{}",
                left(from_column) + WIDTH,
                left(to_column) - 1
            )
        }
    } else if from_column == to_column {
        let x = left(from_column) + WIDTH / 2;
        format!("M{x} {} V{}", top(from_row) + HEIGHT, top(to_row) - 1)
    } else {
        let x = left(from_column) + WIDTH / 2;
        let y = top(to_row) + HEIGHT / 2;
        format!(
            "M{x} {} V{y} H{}",
            top(from_row) + HEIGHT,
            left(to_column) - 1
        )
    };
    let class = if taken {
        "machine-way machine-taken"
    } else {
        "machine-way"
    };
    html! { <path key={format!("{from}-{to}")} {class} d={path} /> }
}

const fn left(column: i32) -> i32 {
    column * (WIDTH + 24)
}

const fn top(row: i32) -> i32 {
    6 + row * (HEIGHT + 20)
}

const WIDTH: i32 = 96;
const HEIGHT: i32 = 29;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_follows_the_ways_and_ends_where_it_is() {
        let states = [
            AcmeState::Pending,
            AcmeState::Ready,
            AcmeState::Processing,
            AcmeState::Valid,
            AcmeState::Invalid,
        ];
        for state in &states {
            let name = state.to_string();
            for machine in [of_order(Some(state)), of_challenge(Some(state))] {
                let steps = machine.path.iter().zip(machine.path.iter().skip(1));
                for (from, to) in steps {
                    assert!(
                        machine.ways.contains(&(*from, *to)),
                        "{} {name}",
                        machine.name
                    );
                }
                let last = machine.path.last().map(|index| machine.states[*index].0);
                if machine.states.iter().any(|(known, _, _)| *known == name) {
                    assert_eq!(last, Some(name.as_str()), "{}", machine.name);
                }
            }
        }
    }
}
