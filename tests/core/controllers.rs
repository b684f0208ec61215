//! The controllers as a whole: a cluster whose calls are answered by the test.
//!
//! After every step the invariants of cert-manager's sequences are checked.

mod cluster;
mod external;
mod failing;
mod fleet;
mod happy;
mod ingresses;
mod invariants;
mod issuers;
mod outside;
mod placeholder;
mod server;
mod story;
mod year;
