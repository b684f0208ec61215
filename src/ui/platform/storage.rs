//! The workspace in IndexedDB: one bench a world, its transcript, its keys.

pub(crate) use self::backup::Workspace;
pub(crate) use self::slot::Slot;

mod backup;
mod slot;

use certlab::certmanager::api::KeyId;
use certlab::encoding::json;
use certlab::lab::lesson::Progress;
use certlab::lab::{Bench, Entry, KeyStore};
use certlab::x509::key::PrivateKey;
use idb::builder::ObjectStoreBuilder;
use idb::{Database, Factory, KeyRange, Query, Transaction, TransactionMode};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CryptoKeyPair;

use super::dom;
use super::webcrypto::AccountKeys;

const BENCHES: &str = "benches";
const ENTRIES: &str = "entries";
const KEYS: &str = "keys";
const ACCOUNT_KEYS: &str = "accountKeys";
const STORES: [&str; 4] = [BENCHES, ENTRIES, KEYS, ACCOUNT_KEYS];

/// Beside the benches: the mark of the tab that may write.
const OWNER: &str = "owner";

/// Beside the benches: how far the pupil is in which lesson.
const LESSONS: &str = "lessons";

const DATABASE: &str = "certlab";

/// The browser refused, or holds something that is not ours. Which of the
/// many reasons it was changes nothing of what the person can do.
#[derive(Debug)]
pub(crate) struct Unavailable;

/// Why nothing was saved.
#[derive(Debug)]
pub(crate) enum NotSaved {
    /// The browser refused.
    Unavailable,
    /// Another tab has taken the workspace over.
    OtherTab,
}

impl<E: Into<Unavailable>> From<E> for NotSaved {
    fn from(error: E) -> Self {
        let Unavailable = error.into();
        Self::Unavailable
    }
}

impl From<idb::Error> for Unavailable {
    fn from(_: idb::Error) -> Self {
        Self
    }
}

impl From<serde_wasm_bindgen::Error> for Unavailable {
    fn from(_: serde_wasm_bindgen::Error) -> Self {
        Self
    }
}

impl From<json::Error> for Unavailable {
    fn from(_: json::Error) -> Self {
        Self
    }
}

/// A saved bench. Format 1: the bench as JSON text; JSON because its integers
/// are 64 bits wide and a JavaScript number's are not.
#[derive(Serialize, Deserialize)]
struct BenchRecord {
    format: u32,
    bench: String,
}

/// A saved certificate key, PKCS#8 DER.
#[derive(Serialize, Deserialize)]
struct KeyRecord {
    id: String,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pkcs8: js_sys::Uint8Array,
}

/// A saved account key: a WebCrypto pair, stored by structured clone.
#[derive(Serialize, Deserialize)]
struct AccountKeyRecord {
    id: String,
    // A CryptoKeyPair is a dictionary, not a class: what is preserved by class
    // is the plain object that it is.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pair: js_sys::Object,
}

/// What is to be saved of a bench.
pub(crate) struct Snapshot<'a> {
    /// Which bench it is.
    pub(crate) slot: Slot,
    /// The bench.
    pub(crate) bench: &'a Bench,
    /// Its keys.
    pub(crate) keys: &'a KeyStore,
    /// Entries of its transcript before this one are saved already.
    pub(crate) from_entry: usize,
    /// The keys that are not saved yet.
    pub(crate) new_keys: &'a [KeyId],
    /// Whether it takes the place of another bench.
    pub(crate) replaces: bool,
    /// How far the pupil is.
    pub(crate) progress: &'a Progress,
}

/// What was saved of one bench.
#[derive(Debug)]
pub(crate) struct Saved {
    pub(crate) bench: Bench,
    pub(crate) keys: KeyStore,
    pub(crate) account_keys: AccountKeys,
}

/// The open database.
#[derive(Debug)]
pub(crate) struct Storage {
    database: Database,
}

impl Storage {
    /// Opens the database, made on the first visit.
    pub(crate) async fn open() -> Result<Self, Unavailable> {
        let builder = STORES
            .into_iter()
            .fold(Database::builder(DATABASE).version(1), |builder, name| {
                builder.add_object_store(ObjectStoreBuilder::new(name))
            });
        let mut database = builder.build().await?;
        // Another tab forgets everything: this one lets go, and begins anew.
        database.on_version_change(|event| {
            if let Some(database) = event.target() {
                close(&database);
            }
            dom::reload();
        });
        Ok(Self { database })
    }

    /// Marks the workspace as the one tab's that may write from now on.
    pub(crate) async fn claim(&self, owner: &str) -> Result<(), Unavailable> {
        let transaction = self
            .database
            .transaction(&[BENCHES], TransactionMode::ReadWrite)?;
        transaction
            .object_store(BENCHES)?
            .put(&owner.into(), Some(&OWNER.into()))?;
        transaction.await?;
        Ok(())
    }

    /// Forgets everything of every world: the stores are emptied first, so that nothing
    /// is left even where the database itself cannot be deleted. Without its mark the tab
    /// that has the workspace writes nothing any more.
    pub(crate) async fn forget_all(&self) -> Result<(), Unavailable> {
        let transaction = self
            .database
            .transaction(&STORES, TransactionMode::ReadWrite)?;
        for store in STORES {
            transaction.object_store(store)?.clear()?;
        }
        transaction.await?;
        Ok(())
    }

    /// Deletes the database; every tab that has it open lets go of it.
    pub(crate) async fn delete(self) -> Result<(), Unavailable> {
        self.database.close();
        Factory::new()?.delete(DATABASE)?.await?;
        Ok(())
    }

    /// How far the pupil is; at the beginning if nothing is known of it.
    pub(crate) async fn progress(&self) -> Result<Progress, Unavailable> {
        let transaction = self
            .database
            .transaction(&[BENCHES], TransactionMode::ReadOnly)?;
        let kept = transaction
            .object_store(BENCHES)?
            .get(Query::Key(LESSONS.into()))?
            .await?;
        let kept = kept.and_then(|kept| kept.as_string());
        Ok(kept
            .and_then(|kept| json::read(&kept).ok())
            .unwrap_or_default())
    }

    /// A saved bench, if there is one.
    pub(crate) async fn load(&self, slot: Slot) -> Result<Option<Saved>, Unavailable> {
        let name = slot.name();
        let transaction = self
            .database
            .transaction(&STORES, TransactionMode::ReadOnly)?;
        let bench = transaction
            .object_store(BENCHES)?
            .get(Query::Key(name.into()))?
            .await?;
        let Some(bench) = bench else {
            return Ok(None);
        };
        let range = || of_world(name);
        let entries = transaction
            .object_store(ENTRIES)?
            .get_all(Some(range()?), None)?
            .await?;
        let key_records = transaction
            .object_store(KEYS)?
            .get_all(Some(range()?), None)?
            .await?;
        let account_records = transaction
            .object_store(ACCOUNT_KEYS)?
            .get_all(Some(range()?), None)?
            .await?;

        let record: BenchRecord = serde_wasm_bindgen::from_value(bench)?;
        let mut bench: Bench = json::read(&record.bench)?;
        bench.lab.restore_transcript(
            entries
                .into_iter()
                .filter_map(|entry| json::read::<Entry>(&entry.as_string()?).ok())
                .collect(),
        );
        let mut keys = KeyStore::default();
        for value in key_records {
            let record: KeyRecord = serde_wasm_bindgen::from_value(value)?;
            if let Ok(key) = PrivateKey::from_pkcs8_der(&record.pkcs8.to_vec()) {
                keys.insert(KeyId::new(&record.id), key);
            }
        }
        let mut account_keys = AccountKeys::default();
        for value in account_records {
            let record: AccountKeyRecord = serde_wasm_bindgen::from_value(value)?;
            account_keys.insert(KeyId::new(&record.id), record.pair.unchecked_into());
        }
        Ok(Some(Saved {
            bench,
            keys,
            account_keys,
        }))
    }

    /// Saves a bench, the new entries of its transcript, its new keys and how
    /// far the pupil is, all or nothing; nothing if the workspace is another tab's.
    pub(crate) async fn save(&self, owner: &str, saved: Snapshot<'_>) -> Result<(), NotSaved> {
        let name = saved.slot.name();
        let record = serde_wasm_bindgen::to_value(&BenchRecord {
            format: 1,
            bench: json::write(saved.bench)?,
        })?;
        let progress = json::write(saved.progress)?;
        let transaction = self
            .database
            .transaction(&STORES, TransactionMode::ReadWrite)?;
        check_owner(&transaction, owner).await?;
        if saved.replaces {
            for store in [ENTRIES, KEYS, ACCOUNT_KEYS] {
                transaction.object_store(store)?.delete(of_world(name)?)?;
            }
        }
        let benches = transaction.object_store(BENCHES)?;
        benches.put(&record, Some(&name.into()))?;
        benches.put(&progress.into(), Some(&LESSONS.into()))?;
        let entries = transaction.object_store(ENTRIES)?;
        for entry in saved.bench.lab.transcript().iter().skip(saved.from_entry) {
            let text = json::write(entry.as_ref())?;
            entries.put(&text.into(), Some(&entry_key(name, entry.seq)))?;
        }
        let store = transaction.object_store(KEYS)?;
        for id in saved.new_keys {
            if let Some(key) = saved.keys.get(id) {
                let pkcs8 = key.to_pkcs8_der();
                let record = serde_wasm_bindgen::to_value(&KeyRecord {
                    id: id.to_string(),
                    pkcs8: js_sys::Uint8Array::from(pkcs8.as_slice()),
                })?;
                store.put(&record, Some(&key_key(name, id)))?;
            }
        }
        transaction.await?;
        Ok(())
    }

    /// Keeps an account key.
    pub(crate) async fn save_account_key(
        &self,
        owner: &str,
        slot: Slot,
        id: &KeyId,
        pair: CryptoKeyPair,
    ) -> Result<(), NotSaved> {
        let record = serde_wasm_bindgen::to_value(&AccountKeyRecord {
            id: id.to_string(),
            pair: pair.into(),
        })?;
        let transaction = self
            .database
            .transaction(&[BENCHES, ACCOUNT_KEYS], TransactionMode::ReadWrite)?;
        check_owner(&transaction, owner).await?;
        transaction
            .object_store(ACCOUNT_KEYS)?
            .put(&record, Some(&key_key(slot.name(), id)))?;
        transaction.await?;
        Ok(())
    }

    /// Forgets everything of a bench.
    pub(crate) async fn forget(&self, slot: Slot) -> Result<(), Unavailable> {
        let name = slot.name();
        let transaction = self
            .database
            .transaction(&STORES, TransactionMode::ReadWrite)?;
        transaction
            .object_store(BENCHES)?
            .delete(Query::Key(name.into()))?;
        for store in [ENTRIES, KEYS, ACCOUNT_KEYS] {
            transaction.object_store(store)?.delete(of_world(name)?)?;
        }
        transaction.await?;
        Ok(())
    }
}

/// Within the transaction that writes: no other can come between.
async fn check_owner(transaction: &Transaction, owner: &str) -> Result<(), NotSaved> {
    let mark = transaction
        .object_store(BENCHES)?
        .get(Query::Key(OWNER.into()))?
        .await?;
    match mark.and_then(|mark| mark.as_string()) {
        Some(mark) if mark == owner => Ok(()),
        _ => Err(NotSaved::OtherTab),
    }
}

/// Closes a database that is only known by its event.
fn close(database: &JsValue) {
    let close = js_sys::Reflect::get(database, &"close".into());
    if let Ok(close) = close.and_then(JsCast::dyn_into::<js_sys::Function>) {
        // Closing cannot fail.
        let _ = close.call0(database);
    }
}

/// Array keys sort by their parts: world first, then number or name.
fn entry_key(world: &str, seq: u64) -> JsValue {
    // A transcript of 2^53 entries does not fit into any browser.
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
    let seq = JsValue::from_f64(seq as f64);
    js_sys::Array::of2(&world.into(), &seq).unchecked_into()
}

fn key_key(world: &str, id: &KeyId) -> JsValue {
    text_key(world, &id.to_string())
}

fn text_key(world: &str, id: &str) -> JsValue {
    js_sys::Array::of2(&world.into(), &id.into()).unchecked_into()
}

/// Everything whose key begins with the world's name: an array sorts after
/// every number and text, so `[name, []]` is above all of them.
fn of_world(world: &str) -> Result<Query, Unavailable> {
    let lower = js_sys::Array::of1(&world.into());
    let upper = js_sys::Array::of2(&world.into(), &js_sys::Array::new());
    Ok(Query::KeyRange(KeyRange::bound(
        &lower, &upper, None, None,
    )?))
}
