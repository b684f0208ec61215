//! `kubectl get --watch`: what changes, as it changes.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::args::Args;
use super::get;
use super::kinds::{Selector, Targets};
use super::{Line, table};
use crate::certmanager::api::Object;
use crate::clock::Timestamp;
use crate::kube::{Kind, ObjectKey, Resource as _};
use crate::lab::state::Lab;

/// A watch that goes on until it is ended.
#[derive(Clone, Debug)]
pub struct Watch {
    named: Vec<ObjectKey>,
    all_of: Vec<Kind>,
    args: Args,
    selector: Selector,
    wide: bool,
    seen: BTreeMap<ObjectKey, Rc<Object>>,
}

impl Watch {
    pub(super) fn new(
        lab: &Lab,
        targets: &Targets,
        args: &Args,
        wide: bool,
    ) -> Result<Self, String> {
        let mut watch = Self {
            named: targets.named.clone(),
            all_of: targets.all_of.clone(),
            args: args.clone(),
            selector: Selector::parse(args.value("selector").unwrap_or_default())?,
            wide,
            seen: BTreeMap::new(),
        };
        watch.seen = watch.present(lab);
        Ok(watch)
    }

    /// A row for each object that changed since the last call, or went.
    pub fn poll(&mut self, lab: &Lab, wall: Timestamp) -> Vec<Line> {
        let present = self.present(lab);
        let gone = self
            .seen
            .iter()
            .filter(|(key, _)| !present.contains_key(key));
        let changed = present.iter().filter(|(key, object)| {
            self.seen
                .get(key)
                .is_none_or(|seen| seen.meta().resource_version != object.meta().resource_version)
        });
        let now = lab.now(wall);
        let several = self.all_of.len() + self.named.len() > 1;
        let rows: Vec<(Kind, String)> = gone
            .chain(changed)
            .map(|(key, object)| {
                let row = get::named_row(
                    object,
                    &self.args,
                    self.wide,
                    several.then_some(key.kind),
                    now,
                );
                (key.kind, row.join("\t"))
            })
            .collect();
        let lines = rows
            .into_iter()
            .map(|(kind, row)| {
                // Under the headings that stand above, as wide as they are.
                let headings = get::headings(kind, &self.args, self.wide).join("\t");
                let laid_out = table::lay_out(&format!("{headings}\n{row}"), table::GET);
                Line {
                    text: laid_out.lines().nth(1).unwrap_or_default().to_owned(),
                    is_error: false,
                }
            })
            .collect();
        self.seen = present;
        lines
    }

    fn present(&self, lab: &Lab) -> BTreeMap<ObjectKey, Rc<Object>> {
        let store = lab.store();
        let everywhere = self.args.is("all-namespaces");
        let all = self.all_of.iter().flat_map(|kind| store.list(*kind));
        let all = all.filter(|object| {
            let key = object.key();
            (everywhere || !key.kind.is_namespaced() || key.namespace() == self.args.namespace())
                && self.selector.matches(object)
        });
        let named = self.named.iter().filter_map(|key| store.get(key));
        all.chain(named)
            .map(|object| (object.key(), Rc::clone(object)))
            .collect()
    }
}
