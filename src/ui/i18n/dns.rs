//! Words of the guidance for a DNS record.

/// What the guidance says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Dns {
    /// Heading; how many records.
    Title(usize),
    /// What to do, in the Real world.
    Task,
    /// What to do, in the Practice world.
    TaskPractice,
    /// The name that is to be proven.
    For(String),
    /// It stands for a wildcard.
    ForWildcard(String),
    /// Why two records are needed at one name.
    WhyTwo(String),
    /// Record name, whole.
    FullName,
    /// Record name within its zone.
    RelativeName,
    /// What the relative name is relative to.
    RelativeTo(String),
    /// Record type.
    Type,
    /// Record value.
    Value,
    /// Time to live.
    Ttl,
    /// Unit, and what will do too.
    TtlUnit,
    /// Ask now.
    CheckNow,
    /// Questions are under way.
    Checking,
    /// Put the record into the practice zone.
    PublishPractice,
    /// It is there.
    Published,
    /// Heading over the answers.
    Answers,
    /// When they came; seconds ago.
    Asked(u64),
    /// Nobody was asked yet.
    NotAsked,
    /// Its turn comes later.
    Later,
    /// The question is under way.
    Asking,
    /// The record is there; its time to live.
    Found(u32),
    /// The name does not exist.
    NameMissing,
    /// The name exists without such a record.
    RecordMissing,
    /// Something else is there.
    WrongValue(String),
    /// Only the record of another Challenge at this name is there.
    OnlySibling,
    /// An alias leads to other names.
    Aliases(String),
    /// The resolver could not be reached.
    Unreachable,
    /// The resolver does not let pages read its answers.
    Blocked,
    /// The resolver answered with an HTTP status.
    Status(u16),
    /// The resolver answered with a DNS error.
    Rcode(String),
    /// The answer was no DNS message.
    Malformed,
    /// A finding that this page has no words for.
    OtherFinding,
    /// What follows from the answers.
    Advice(Advice),
    /// Heading of the resolver choice.
    Resolvers,
    /// What it is for.
    ResolversWhy,
    /// Field for another resolver.
    CustomResolver,
    /// Add it.
    AddResolver,
    /// It is no https URL.
    ResolverNotHttps,
    /// The last one cannot be taken away.
    OneResolver,
}

/// What to do next, from all answers together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Advice {
    /// Nobody sees it.
    NobodySees,
    /// Some see it.
    SomeSee,
    /// Somebody sees another value.
    WrongValue,
    /// Everybody sees it: the server goes on.
    AllSee,
    /// No resolver answered.
    NoAnswer,
}
