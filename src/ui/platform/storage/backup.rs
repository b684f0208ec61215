//! The whole saved workspace as one file, and back.

use certlab::encoding::json;
use certlab::lab::lesson::Progress;
use certlab::lab::{Bench, Entry};
use certlab::x509::KeyEncoding;
use certlab::x509::key::PrivateKey;
use idb::{Query, TransactionMode};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::{
    ACCOUNT_KEYS, BENCHES, BenchRecord, ENTRIES, KEYS, KeyRecord, LESSONS, OWNER, STORES, Slot,
    Storage, Unavailable, entry_key, of_world, text_key,
};

/// A saved workspace, format 1. Account keys cannot leave the browser.
#[derive(Serialize, Deserialize)]
struct Backup {
    format: u32,
    worlds: Vec<World>,
    #[serde(default)]
    lessons: Progress,
}

/// One world of it; bench and entries are JSON in themselves, as they are stored.
#[derive(Serialize, Deserialize)]
struct World {
    name: String,
    bench: String,
    entries: Vec<String>,
    keys: Vec<Key>,
}

#[derive(Serialize, Deserialize)]
struct Key {
    id: String,
    pem: String,
}

impl Storage {
    /// Everything that is saved, private keys as PEM, for its owner's download.
    pub(crate) async fn backup(&self) -> Result<String, Unavailable> {
        let lessons = self.progress().await?;
        let transaction = self
            .database
            .transaction(&STORES, TransactionMode::ReadOnly)?;
        let mut worlds = Vec::new();
        for name in Slot::ALL.map(Slot::name) {
            let bench = transaction.object_store(BENCHES)?;
            let Some(bench) = bench.get(Query::Key(name.into()))?.await? else {
                continue;
            };
            let entries = transaction.object_store(ENTRIES)?;
            let entries = entries.get_all(Some(of_world(name)?), None)?.await?;
            let keys = transaction.object_store(KEYS)?;
            let keys = keys.get_all(Some(of_world(name)?), None)?.await?;
            let record: BenchRecord = serde_wasm_bindgen::from_value(bench)?;
            worlds.push(World {
                name: name.to_owned(),
                bench: record.bench,
                entries: entries.iter().filter_map(JsValue::as_string).collect(),
                keys: keys.into_iter().filter_map(exported).collect(),
            });
        }
        Ok(json::write(&Backup {
            format: 1,
            worlds,
            lessons,
        })?)
    }

    /// Puts a workspace back in place of the worlds that it holds, all or nothing. No tab
    /// that is open writes from then on.
    pub(crate) async fn restore(&self, workspace: Workspace) -> Result<(), Unavailable> {
        let transaction = self
            .database
            .transaction(&STORES, TransactionMode::ReadWrite)?;
        let benches = transaction.object_store(BENCHES)?;
        benches.put(&"restored".into(), Some(&OWNER.into()))?;
        benches.put(&workspace.lessons.into(), Some(&LESSONS.into()))?;
        for (name, record, rows) in workspace.worlds {
            for store in [ENTRIES, KEYS, ACCOUNT_KEYS] {
                transaction.object_store(store)?.delete(of_world(name)?)?;
            }
            benches.put(&record, Some(&name.into()))?;
            for (store, key, value) in rows {
                transaction.object_store(store)?.put(&value, Some(&key))?;
            }
        }
        transaction.await?;
        Ok(())
    }
}

/// A file that was read whole, ready to be written.
pub(crate) struct Workspace {
    worlds: Vec<(&'static str, JsValue, Vec<Row>)>,
    lessons: String,
}

type Row = (&'static str, JsValue, JsValue);

impl Workspace {
    /// Reads a file; nothing is written that this version could not open again.
    pub(crate) fn read(text: &str) -> Result<Self, Unavailable> {
        let backup: Backup = json::read(text)?;
        if backup.format != 1 || backup.worlds.is_empty() {
            return Err(Unavailable);
        }
        let worlds = backup.worlds.into_iter().map(|world| {
            let mut names = Slot::ALL.into_iter().map(Slot::name);
            let known = names.find(|name| *name == world.name);
            let name = known.ok_or(Unavailable)?;
            json::read::<Bench>(&world.bench)?;
            let record = BenchRecord {
                format: 1,
                bench: world.bench,
            };
            let mut rows = Vec::new();
            for text in world.entries {
                let entry: Entry = json::read(&text)?;
                rows.push((ENTRIES, entry_key(name, entry.seq), text.into()));
            }
            for key in world.keys {
                let private = PrivateKey::from_pem(&key.pem).map_err(|_| Unavailable)?;
                let row_key = text_key(name, &key.id);
                let record = serde_wasm_bindgen::to_value(&KeyRecord {
                    id: key.id,
                    pkcs8: Uint8Array::from(private.to_pkcs8_der().as_slice()),
                })?;
                rows.push((KEYS, row_key, record));
            }
            Ok((name, serde_wasm_bindgen::to_value(&record)?, rows))
        });
        Ok(Self {
            lessons: json::write(&backup.lessons)?,
            worlds: worlds.collect::<Result<_, Unavailable>>()?,
        })
    }
}

fn exported(value: JsValue) -> Option<Key> {
    let record: KeyRecord = serde_wasm_bindgen::from_value(value).ok()?;
    let key = PrivateKey::from_pkcs8_der(&record.pkcs8.to_vec()).ok()?;
    Some(Key {
        id: record.id,
        pem: key.to_pem(KeyEncoding::Pkcs8).to_string(),
    })
}
