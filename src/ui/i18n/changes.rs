//! Words of the comparison of two moments.

/// What the comparison says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Changes {
    /// The run is still being wound.
    Winding,
    /// There is one state only.
    OnlyOne,
    /// The earlier moment.
    Before,
    /// The later moment.
    After,
    /// It was not there.
    Absent,
    /// A Certificate's revision.
    Revision(i64),
    /// Heading: fields of the certificates.
    Certificates,
    /// A field.
    Field,
    /// So many fields are the same.
    SameFields(usize),
    /// Nothing differs.
    Same,
    /// So many lines are left out.
    Skipped(usize),
}
