//! ACME (RFC 8555): wire types, problem documents, JOSE, and a client that
//! does no I/O.
//!
//! [`client::Job`] is one operation at a server: it says which request to
//! send and what to sign, and is told what came back. Nothing here opens a
//! connection, reads a clock or holds a private key. The practice CA reads
//! and writes the same [`wire`] types; the two never meet elsewhere.

pub mod challenge;
pub mod client;
pub mod jose;
pub mod problem;
pub mod retry_after;
pub mod wire;
