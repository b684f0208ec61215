//! Conditions: what is true of an object, since when, and why.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// One condition of an object's status (metav1.Condition as cert-manager has it).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// What it is about, such as `Ready`.
    #[serde(rename = "type")]
    pub condition_type: String,
    /// Whether it is so.
    pub status: ConditionStatus,
    /// When the status last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_transition_time: Option<Timestamp>,
    /// Why, in one word.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Why, in a sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The generation of the spec that this is about (Certificate, Issuer, `ClusterIssuer`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConditionStatus {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// Nobody can say.
    Unknown,
}

impl fmt::Display for ConditionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::True => "True",
            Self::False => "False",
            Self::Unknown => "Unknown",
        })
    }
}

/// A condition to be set: all but the time, which [`set_condition`] decides.
#[derive(Clone, Debug)]
pub struct NewCondition<'a> {
    /// What it is about.
    pub condition_type: &'a str,
    /// Whether it is so.
    pub status: ConditionStatus,
    /// Why, in one word.
    pub reason: &'a str,
    /// Why, in a sentence.
    pub message: String,
    /// The generation of the spec that was looked at, where the kind records it.
    pub observed_generation: Option<i64>,
}

/// The condition of a type.
pub fn condition<'a>(conditions: &'a [Condition], condition_type: &str) -> Option<&'a Condition> {
    conditions
        .iter()
        .find(|condition| condition.condition_type == condition_type)
}

/// Sets a condition. The transition time moves only when the status changes:
/// a new reason for the same status is no transition.
pub fn set_condition(conditions: &mut Vec<Condition>, new: NewCondition<'_>, now: Timestamp) {
    let existing = conditions
        .iter_mut()
        .find(|condition| condition.condition_type == new.condition_type);
    let since = match &existing {
        Some(existing) if existing.status == new.status => existing.last_transition_time,
        _ => Some(now),
    };
    let condition = Condition {
        condition_type: new.condition_type.to_owned(),
        status: new.status,
        last_transition_time: since,
        reason: new.reason.to_owned(),
        message: new.message,
        observed_generation: new.observed_generation,
    };
    match existing {
        Some(existing) => *existing = condition,
        None => conditions.push(condition),
    }
}

/// Removes the condition of a type.
pub fn remove_condition(conditions: &mut Vec<Condition>, condition_type: &str) {
    conditions.retain(|condition| condition.condition_type != condition_type);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transition_time_moves_only_with_the_status() {
        let at = Timestamp::from_unix_secs;
        let mut conditions = Vec::new();
        let set = |conditions: &mut Vec<Condition>, status, reason, now| {
            set_condition(
                conditions,
                NewCondition {
                    condition_type: "Ready",
                    status,
                    reason,
                    message: String::new(),
                    observed_generation: None,
                },
                at(now),
            );
            let ready = condition(conditions, "Ready").unwrap();
            (ready.reason.clone(), ready.last_transition_time)
        };
        let steps = [
            (ConditionStatus::False, "Pending", 10, 10),
            (ConditionStatus::False, "Failed", 20, 10),
            (ConditionStatus::True, "Issued", 30, 30),
        ];
        for (status, reason, now, since) in steps {
            assert_eq!(
                set(&mut conditions, status, reason, now),
                (reason.to_owned(), Some(at(since)))
            );
        }
        assert_eq!(conditions.len(), 1);
    }
}
