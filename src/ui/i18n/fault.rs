//! Words of the practice CA's switches.

/// What the panel says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Name of the panel.
    Title,
    /// What it is for.
    Meaning,
    /// Something is switched on.
    Active,
    /// Switch all faults off.
    AllOff,
    /// What requests get.
    Requests,
    /// They are answered.
    Answered,
    /// 429 with Retry-After.
    TooManyRetryAfter,
    /// 429 without.
    TooMany,
    /// 500.
    InternalError,
    /// 503.
    Unavailable,
    /// Lost before.
    LostBefore,
    /// Lost after.
    LostAfter,
    /// Which requests.
    Steps,
    /// All of them.
    AnyStep,
    /// How often.
    Times,
    /// Until switched off.
    Always,
    /// Once.
    Once,
    /// Nonces refused.
    Nonces,
    /// Not at all.
    Never,
    /// Each answer takes longer by.
    Latency,
    /// How long it processes.
    Processing,
    /// What the CA sees of proofs.
    Proofs,
    /// As it is.
    AsTheyAre,
    /// Another value.
    WrongValue,
    /// No such name.
    NxDomain,
    /// Servers fail.
    ServFail,
    /// CAA forbids.
    Caa,
    /// The CA's clock.
    Skew,
    /// Right.
    Right,
    /// A day ahead.
    DayAhead,
    /// A day behind.
    DayBehind,
    /// Orders expire.
    Expire,
    /// No intermediate.
    OmitIntermediate,
    /// Rules of the CA.
    Rules,
    /// Limits hold.
    RateLimits,
    /// Reuse.
    Reuse,
    /// EAB.
    External,
    /// EAB key id.
    KeyId,
    /// EAB HMAC key.
    HmacKey,
    /// New intermediate.
    Replace,
    /// So many of a hundred.
    Percent(u8),
    /// So many seconds.
    Seconds(u32),
}
