//! One object from all sides, and what is to be done about it.

pub(crate) mod approval;
pub(crate) mod clock;
pub(crate) mod compare;
pub(crate) mod faults;
pub(crate) mod file_guidance;
pub(crate) mod guidance;
pub(crate) mod inspector;
pub(crate) mod line;
pub(crate) mod lint;
pub(crate) mod problems;

mod account;
mod account_key;
mod certificate;
mod changes;
mod coach;
mod diff;
mod downloads;
mod external;
mod fields;
mod machine;
mod message;
mod messages;
mod record;
mod resolver_answers;
mod resolvers;
mod revoke;
mod status;
mod to_workshop;
mod trouble;
mod what;
mod wire;

pub(crate) use downloads::{media_type, test_id};
pub(crate) use to_workshop::ToWorkshop;
