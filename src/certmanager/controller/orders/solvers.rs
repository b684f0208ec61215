//! Which solver proves a name (`acmeorders/selectors`).

use crate::certmanager::api::{ChallengeType, OrderChallenge, Selector, Solver};
use std::collections::BTreeMap;

/// A solver, and the challenge that it is for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice<'a> {
    pub(super) solver: &'a Solver,
    pub(super) challenge: &'a OrderChallenge,
    pub(super) challenge_type: ChallengeType,
}

/// The solver for a domain (a wildcard with its `*.`), given the Order's labels
/// and the challenges that the server offers.
///
/// Of the solvers that match, the one whose selector is most particular: names
/// before zones (the longest), zones before labels (the most); then the first.
pub(super) fn pick<'a>(
    solvers: &'a [Solver],
    labels: &BTreeMap<String, String>,
    domain: &str,
    offered: &'a [OrderChallenge],
) -> Option<Choice<'a>> {
    let mut best: Option<(Score, Choice<'a>)> = None;
    for solver in solvers {
        let Some((challenge, challenge_type)) = answerable(solver, offered) else {
            continue;
        };
        let score = match &solver.selector {
            None => Some(Score::default()),
            Some(selector) => score(selector, labels, domain),
        };
        let Some(score) = score else {
            continue;
        };
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            let choice = Choice {
                solver,
                challenge,
                challenge_type,
            };
            best = Some((score, choice));
        }
    }
    best.map(|(_, choice)| choice)
}

/// How particular a matching selector is; greater wins.
type Score = (u8, usize, usize);

fn score(selector: &Selector, labels: &BTreeMap<String, String>, domain: &str) -> Option<Score> {
    let labelled = selector
        .match_labels
        .iter()
        .all(|(name, value)| labels.get(name) == Some(value));
    let named = selector.dns_names.iter().any(|name| name == domain);
    let zone = zone_labels(&selector.dns_zones, domain);
    let matches = labelled
        && (selector.dns_names.is_empty() || named)
        && (selector.dns_zones.is_empty() || zone > 0);
    matches.then_some((u8::from(named), zone, selector.match_labels.len()))
}

/// How many labels the longest zone has that a domain is in; 0 if it is in none.
fn zone_labels(zones: &[String], domain: &str) -> usize {
    let labels = |name: &str| -> Vec<String> {
        name.trim_end_matches('.')
            .rsplit('.')
            .map(str::to_ascii_lowercase)
            .collect()
    };
    let domain = labels(domain);
    zones
        .iter()
        .map(|zone| labels(zone))
        .filter(|zone| domain.starts_with(zone))
        .map(|zone| zone.len())
        .max()
        .unwrap_or(0)
}

/// The first offered challenge that a solver is made for.
fn answerable<'a>(
    solver: &Solver,
    offered: &'a [OrderChallenge],
) -> Option<(&'a OrderChallenge, ChallengeType)> {
    offered.iter().find_map(|challenge| {
        let challenge_type = match challenge.challenge_type.as_str() {
            "http-01" if solver.http01.is_some() => ChallengeType::Http01,
            "dns-01" if solver.dns01.is_some() => ChallengeType::Dns01,
            _ => return None,
        };
        Some((challenge, challenge_type))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn vectors() -> Value {
        serde_json::from_str(include_str!(
            "../../../../tests/data/vectors/solver-selection.json"
        ))
        .unwrap()
    }

    fn solver(row: &Value) -> Solver {
        let id = &row["id"];
        let mut value = match row["type"].as_str().unwrap() {
            "http01" => json!({"http01": {"ingress": {"name": id}}}),
            _ => json!({"dns01": {"cloudflare": {"email": id}}}),
        };
        if !row["selector"].is_null() {
            value["selector"] = row["selector"].clone();
        }
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn the_choice_agrees_with_cert_manager() {
        let vectors = vectors();
        let rows = vectors["TestPick"].as_array().unwrap();
        assert!(rows.len() > 20);
        for row in rows {
            let ids: Vec<&Value> = row["solvers"].as_array().unwrap().iter().collect();
            let solvers: Vec<Solver> = ids.iter().map(|row| solver(row)).collect();
            let labels = serde_json::from_value(row["orderLabels"].clone()).unwrap_or_default();
            let offered: Vec<OrderChallenge> = row["offeredChallengeTypes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|kind| serde_json::from_value(json!({"type": kind})).unwrap())
                .collect();
            let domain = row["domainToFind"].as_str().unwrap();
            let choice = pick(&solvers, &labels, domain, &offered);
            let id = choice.map_or(&Value::Null, |choice| {
                let at = solvers
                    .iter()
                    .position(|s| std::ptr::eq(s, choice.solver))
                    .unwrap();
                &ids[at]["id"]
            });
            assert_eq!(*id, row["expectedSolver"], "{}", row["name"]);
            let kind = choice.map_or(Value::Null, |choice| json!(choice.challenge.challenge_type));
            assert_eq!(kind, row["expectedChallengeType"], "{}", row["name"]);
        }
    }

    #[test]
    fn zones_agree_with_cert_manager() {
        for row in vectors()["TestDNSZones"].as_array().unwrap() {
            let zones: Vec<String> = serde_json::from_value(row["dnsZones"].clone()).unwrap();
            let selector = Selector {
                dns_zones: zones,
                ..Selector::default()
            };
            let domain = row["dnsName"].as_str().unwrap();
            let score = score(&selector, &BTreeMap::new(), domain);
            assert_eq!(score.is_some(), row["matches"], "{}", row["name"]);
            assert_eq!(json!(score.map_or(0, |score| score.1)), row["score"]);
        }
    }
}
