//! Somebody who takes a lesson: acts on its bench, looks about, answers.

use std::time::Duration;

use certlab::certmanager::api::from_yaml;
use certlab::certmanager::external;
use certlab::clock::Timestamp;
use certlab::encoding::{from_base64, from_pem};
use certlab::kube::{Kind, ObjectKey};
use certlab::lab::lesson::{Deed, Progress, Step, outcomes};
use certlab::lab::{Action, CaChange, Faults, Tape, console};
use certlab::x509::path::{Material, Peer, Purpose, Question, validate};

use crate::journey::TestBench;

/// A pupil at work.
pub(super) struct Pupil {
    pub(super) desk: TestBench,
    progress: Progress,
    deeds: Vec<Deed>,
}

impl Pupil {
    pub(super) fn new() -> Self {
        Self {
            desk: TestBench::new(),
            progress: Progress::default(),
            deeds: Vec::new(),
        }
    }

    /// The step begins, and the lab does its part.
    pub(super) fn begin(&mut self, step: &Step) {
        if let Some(scenario) = step.bench {
            let (bench, keys) = scenario.bench();
            self.desk.take_up(bench, keys);
            self.count_from_here();
        }
        for action in step.actions().unwrap() {
            self.desk.act(action);
        }
        self.deeds.clear();
    }

    pub(super) fn count_from_here(&mut self) {
        self.progress.count_from(&self.desk.bench.lab);
    }

    pub(super) fn has_reached(&self, step: &Step) -> bool {
        let lab = &self.desk.bench.lab;
        step.goal.is_met(lab, self.progress.since, &self.deeds)
    }

    /// What the bench says of itself.
    pub(super) fn told(&self) -> String {
        let store = self.desk.bench.lab.store();
        let objects = Kind::ALL.into_iter().flat_map(|kind| store.list(kind));
        let mut told: Vec<String> = objects.map(|object| object.to_yaml()).collect();
        let events = store.events();
        told.extend(events.iter().map(|event| event.message.clone()));
        format!("{:?}\n{}", self.deeds, told.join("\n"))
    }

    pub(super) fn answer(&mut self, words: &str) {
        self.deeds.push(Deed::Answer(words.to_owned()));
    }

    /// Opens a view of an object that is there.
    pub(super) fn look(&mut self, kind: Kind, view: &str, name: &str) {
        let key = ObjectKey::new(kind, "default", name);
        assert!(self.desk.bench.lab.store().get(&key).is_some(), "{key}");
        self.deeds.push(Deed::Look(format!("{kind}/{view}/{name}")));
    }

    /// What a field of an object says.
    pub(super) fn field(&self, kind: Kind, name: &str, field: &str) -> String {
        let key = ObjectKey::new(kind, "default", name);
        let shown = self.desk.bench.lab.store().get(&key).unwrap().shown();
        shown.pointer(field).unwrap().as_str().unwrap().to_owned()
    }

    /// Puts every HTTP-01 Challenge's file in place.
    pub(super) fn put_files(&mut self) {
        let list = self.desk.bench.lab.store().list(Kind::Challenge);
        let challenges: Vec<_> = list
            .map(|object| object.challenge().unwrap().clone())
            .collect();
        for challenge in challenges {
            self.desk.act(Action::PutFile {
                url: challenge.file_url(),
                content: challenge.spec.key.clone(),
            });
        }
        self.wait();
    }

    /// Hands the certificate of one request in as the answer to another.
    pub(super) fn hand_in(&mut self, from: &str, to: &str) {
        let text = |field| {
            let pem = from_base64(&self.field(Kind::CertificateRequest, from, field));
            String::from_utf8(pem.unwrap()).unwrap()
        };
        let certificate = format!("{}{}", text("/status/certificate"), text("/status/ca"));
        let request = ObjectKey::new(Kind::CertificateRequest, "default", to);
        let object = self.desk.bench.lab.store().get(&request).unwrap();
        let request_object = object.certificate_request().unwrap();
        let now = self.desk.bench.lab.now(self.desk.wall);
        external::check(request_object, &certificate, now).unwrap();
        self.desk.act(Action::Fulfil {
            request,
            certificate,
        });
        self.wait();
    }

    /// Goes to the last event of a day on the timeline.
    pub(super) fn go_to(&mut self, day: &str) {
        let tape = Tape::of(&self.desk.bench.lab);
        let mut moments = tape.entries().iter().map(|entry| entry.at.rfc3339());
        let moment = moments.rfind(|at| at.starts_with(day));
        self.deeds.push(Deed::Moment(moment.unwrap()));
    }

    /// Gives a command that works.
    pub(super) fn command(&mut self, line: &str) {
        let reply = console::run(&self.desk.bench.lab, line, self.desk.wall);
        assert!(!reply.lines.iter().any(|line| line.is_error), "{reply:?}");
        self.deeds.push(Deed::Command(line.to_owned()));
        for action in reply.actions {
            self.desk.act(action);
        }
        self.wait();
    }

    pub(super) fn download(&mut self, file: &str) {
        self.deeds.push(Deed::Download(file.to_owned()));
    }

    /// Checks a Secret's chain for a name, at a time or now.
    pub(super) fn check(&mut self, secret: &str, name: &str, trusts: bool, at: Option<&str>) {
        let lab = &self.desk.bench.lab;
        let key = ObjectKey::new(Kind::Secret, "default", secret);
        let object = lab.store().get(&key).unwrap();
        let secret = object.secret().unwrap();
        let entry = |name| {
            let bytes = secret.bytes(name).unwrap_or_default();
            String::from_utf8_lossy(bytes).into_owned()
        };
        let roots = self.desk.bench.practice.as_ref().unwrap().roots_pem();
        let text = format!("{}{}{roots}", entry("tls.crt"), entry("ca.crt"));
        let others = certificates(&text);
        let anchors: Vec<Vec<u8>> = others
            .iter()
            .filter(|der| {
                let certificate = certlab::x509::Certificate::from_der(der).unwrap();
                trusts && certificate.is_self_signed()
            })
            .cloned()
            .collect();
        let now = lab.now(self.desk.wall);
        let at = at.map_or(now, |at| Timestamp::parse_rfc3339(at).unwrap());
        let question = Question {
            purpose: Purpose::Server,
            peer: (!name.is_empty()).then(|| Peer::Host(name.to_owned())),
            ..Question::at(at)
        };
        let material = Material {
            anchors: &anchors,
            others: &others,
            lists: &[],
        };
        let report = validate(&others[0], material, &question).unwrap();
        for outcome in outcomes(&report) {
            self.deeds.push(Deed::Chain(format!("{outcome} {name}")));
        }
    }

    pub(super) fn apply(&mut self, yaml: &str) {
        self.desk.act(Action::Apply {
            objects: from_yaml(yaml).unwrap(),
        });
        self.wait();
    }

    /// Lets planned moments of the next hour come.
    pub(super) fn wait(&mut self) {
        self.desk.let_time_pass();
    }

    /// Lets so many hours pass, with all that happens in them.
    pub(super) fn live(&mut self, hours: u64) {
        let end = self.desk.wall + Duration::from_hours(hours);
        while let Some(wait) = self.desk.bench.lab.next_wake(self.desk.wall) {
            let due = self.desk.wall + wait.max(Duration::from_secs(1));
            if due > end {
                break;
            }
            self.desk.wall = due;
            self.desk.act(Action::Wake);
        }
        self.desk.wall = self.desk.wall.max(end);
        self.desk.act(Action::Wake);
    }

    pub(super) fn renew(&mut self, name: &str) {
        self.desk.act(Action::Renew {
            certificate: ObjectKey::new(Kind::Certificate, "default", name),
        });
        self.wait_a_moment();
    }

    /// Publishes what is asked for, and waits for what comes of it.
    pub(super) fn publish(&mut self) {
        self.desk.publish_records();
        self.wait();
    }

    /// Lets what is under way go on, but not for long.
    pub(super) fn wait_a_moment(&mut self) {
        for _ in 0..20 {
            let wait = self.desk.bench.lab.next_wake(self.desk.wall);
            let Some(wait) = wait.filter(|wait| wait.as_secs() < 60) else {
                break;
            };
            self.desk.wall = self.desk.wall + wait.max(Duration::from_secs(1));
            self.desk.act(Action::Wake);
        }
    }

    pub(super) fn faults_off(&mut self) {
        self.desk.act(Action::ChangeCa {
            change: CaChange::Faults(Faults::default()),
        });
    }

    pub(super) fn approve(&mut self, name: &str) {
        self.command(&format!("cmctl approve {name}"));
    }
}

fn certificates(text: &str) -> Vec<Vec<u8>> {
    let blocks = from_pem(text).unwrap().into_iter();
    blocks.map(|block| block.der).collect()
}
