//! Where each event stands on the line.

use std::fmt::Write as _;
use std::rc::Rc;
use std::time::Duration;

use certlab::clock::Timestamp;
use certlab::lab::{Action, Answer, Entry, Lab};

use certlab::kube::Kind;
use yew::AttrValue;

use crate::ui::platform::engine::moment_of;

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// Time passed, or the page was loaded again.
    Time,
    /// A key was made or used.
    Key,
    /// An answer from outside.
    Answer,
    /// An answer that refuses, or none.
    Trouble,
    /// A person did something.
    Person,
}

impl Mark {
    /// All, drawn one over the other in this order.
    pub(super) const ALL: [Self; 5] = [
        Self::Time,
        Self::Key,
        Self::Answer,
        Self::Trouble,
        Self::Person,
    ];

    /// What an event is marked as.
    pub(super) fn of(action: &Action) -> Self {
        match action {
            Action::Answer { answer, .. } => match answer {
                Answer::Http(Ok(response)) if response.status < 400 => Self::Answer,
                Answer::Http(_) | Answer::KeyUnavailable(_) => Self::Trouble,
                _ => Self::Key,
            },
            Action::Wake
            | Action::Resume
            | Action::Pause
            | Action::Run
            | Action::Advance { .. } => Self::Time,
            _ => Self::Person,
        }
    }

    /// Style class.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Time => "tick tick-time",
            Self::Key => "tick tick-key",
            Self::Answer => "tick tick-answer",
            Self::Trouble => "tick tick-trouble",
            Self::Person => "tick tick-person",
        }
    }

    /// Height of the mark, of 40.
    pub(super) const fn height(self) -> f64 {
        match self {
            Self::Time => 8.0,
            Self::Key => 11.0,
            Self::Answer => 16.0,
            Self::Trouble => 22.0,
            Self::Person => 26.0,
        }
    }
}

/// A pause between two events.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pause {
    /// Left edge, from 0 to 1.
    pub(super) from: f64,
    /// Right edge.
    pub(super) to: f64,
    /// How long it was.
    pub(super) span: Duration,
}

/// The line: events evenly spaced, pauses as gaps of one width.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Where the moments are, the beginning first, from 0 to 1.
    pub(super) moments: Vec<f64>,
    /// What each event is marked as.
    pub(super) marks: Vec<Mark>,
    /// Pauses.
    pub(super) pauses: Vec<Pause>,
    /// The marks, drawn once for all moments.
    pub(super) paths: Vec<(Mark, AttrValue)>,
}

impl Line {
    /// The line of a run.
    pub(super) fn of(entries: &[Rc<Entry>]) -> Self {
        let times: Vec<Timestamp> = entries.iter().map(|entry| moment_of(entry)).collect();
        let spans: Vec<Duration> = std::iter::once(Duration::ZERO)
            .chain(
                times
                    .iter()
                    .zip(times.iter().skip(1))
                    .map(|(before, after)| after.since(*before)),
            )
            .collect();
        let long = spans.iter().filter(|span| **span >= PAUSE).count();
        let events = count(entries.len());
        // Wide enough to be seen as gaps, and never most of the line.
        let gap = (events / 40.0).max(1.5).min(events / count(long.max(1)));
        let total = events + gap * count(long);
        let mut at = 0.0;
        let mut line = Self {
            moments: vec![0.0],
            marks: Vec::new(),
            pauses: Vec::new(),
            paths: Vec::new(),
        };
        for (entry, span) in entries.iter().zip(spans) {
            if span >= PAUSE {
                line.pauses.push(Pause {
                    from: at / total,
                    to: (at + gap) / total,
                    span,
                });
                at += gap;
            }
            at += 1.0;
            line.moments.push(at / total);
            line.marks.push(Mark::of(&entry.action));
        }
        line.paths = Mark::ALL
            .map(|mark| (mark, line.ticks(mark).into()))
            .to_vec();
        line
    }

    /// The marks of one kind, as path data; what falls on one place is drawn once.
    fn ticks(&self, wanted: Mark) -> String {
        let mut path = String::new();
        let mut last = -1.0;
        let places = self.moments.iter().skip(1);
        for (place, mark) in places.zip(&self.marks) {
            let x = (place * 2000.0).round() / 2.0;
            if *mark == wanted && x > last {
                let _ = write!(path, "M{x} 30v-{}", wanted.height());
                last = x;
            }
        }
        path
    }

    /// The moment nearest to a place on the line.
    pub(super) fn nearest(&self, place: f64) -> usize {
        let after = self.moments.partition_point(|moment| *moment < place);
        let before = after.saturating_sub(1);
        let distance = |index: usize| {
            self.moments
                .get(index)
                .map_or(f64::INFINITY, |moment| (moment - place).abs())
        };
        if distance(before) <= distance(after) {
            before
        } else {
            after
        }
    }

    /// Where a moment is.
    pub(super) fn place(&self, moment: usize) -> f64 {
        let last = self.moments.last().copied().unwrap_or_default();
        self.moments.get(moment).copied().unwrap_or(last)
    }
}

/// What lies ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ahead {
    /// A Certificate is renewed.
    Renewal,
    /// A Certificate expires.
    Expiry,
    /// A failed one is tried again.
    Retry,
}

/// The next renewal, retry and expiry, soonest first, with the Certificate's name.
pub(super) fn ahead(lab: &Lab, now: Timestamp) -> Vec<(Timestamp, Ahead, String)> {
    let mut all = Vec::new();
    for certificate in lab
        .store()
        .list(Kind::Certificate)
        .filter_map(|object| object.certificate())
    {
        let status = &certificate.status;
        let retry = crate::ui::stages::retry_time(certificate);
        for (time, what) in [
            (status.renewal_time, Ahead::Renewal),
            (status.not_after, Ahead::Expiry),
            (retry, Ahead::Retry),
        ] {
            if let Some(time) = time.filter(|time| *time > now) {
                all.push((time, what, certificate.metadata.name.clone()));
            }
        }
    }
    all.sort_by(|a, b| (a.0, &a.2).cmp(&(b.0, &b.2)));
    let mut seen = Vec::new();
    all.retain(|(_, what, _)| {
        let new = !seen.contains(what);
        if new {
            seen.push(*what);
        }
        new
    });
    all
}

/// A pause shorter than that is no gap.
const PAUSE: Duration = Duration::from_secs(30);

#[expect(clippy::cast_precision_loss, reason = "far fewer events than 2^52")]
const fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(seconds: &[i64]) -> Vec<Rc<Entry>> {
        seconds
            .iter()
            .zip(0..)
            .map(|(secs, seq)| {
                let at = Timestamp::from_unix_secs(*secs);
                Rc::new(Entry {
                    seq,
                    wall: at,
                    at,
                    action: Action::Wake,
                })
            })
            .collect()
    }

    #[test]
    fn events_are_evenly_spaced_and_pauses_are_gaps() {
        let line = Line::of(&run(&[1, 2, 3, 3_603, 3_604]));
        assert_eq!(line.pauses.len(), 1);
        assert_eq!(line.pauses[0].span, Duration::from_hours(1));
        let steps: Vec<f64> = line
            .moments
            .windows(2)
            .map(|pair| pair[1] - pair[0])
            .collect();
        assert!(steps[3] > 2.0 * steps[0], "{steps:?}");
        assert!((line.place(5) - 1.0).abs() < 1e-9);
        assert!((line.place(99) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_place_between_two_moments_belongs_to_the_nearer() {
        let line = Line::of(&run(&[1, 2, 3, 4]));
        for (place, moment) in [(-1.0, 0), (0.0, 0), (0.1, 0), (0.2, 1), (0.55, 2), (2.0, 4)] {
            assert_eq!(line.nearest(place), moment, "{place}");
        }
        assert_eq!(Line::of(&[]).nearest(0.5), 0);
    }

    #[test]
    fn many_pauses_leave_room_for_the_events() {
        let seconds: Vec<i64> = (0..500).map(|number| number * 100).collect();
        let line = Line::of(&run(&seconds));
        let gaps: f64 = line.pauses.iter().map(|pause| pause.to - pause.from).sum();
        assert!(gaps <= 0.51, "{gaps}");
    }
}
