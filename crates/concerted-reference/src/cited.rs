//! A value together with the row it was read from.

use concerted_model::evidence::Citation;

/// A value of a table and where it stands.
///
/// Show the value with its status; only a verified one may be printed as a regulatory limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited<T> {
    /// The value itself, in the unit that the accessor names.
    pub value: T,
    /// Table, row, source, place in the source and status.
    pub citation: Citation,
}

impl<T> Cited<T> {
    /// The same citation with the value changed, for instance converted to another unit.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Cited<U> {
        Cited {
            value: change(self.value),
            citation: self.citation,
        }
    }
}
