//! Values of the document together with the place they were written in.

use crate::figure::{EnteredIndex, Input};

/// A value the user entered, with its place interned.
///
/// `low` and `high` are the interval the user gave, if any.
#[derive(Debug, Clone, PartialEq)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// Lower bound, where given.
    pub low: Option<T>,
    /// Upper bound, where given.
    pub high: Option<T>,
    /// Which entered value this is.
    pub source: EnteredIndex,
}

impl<T> Given<T> {
    /// The link to record when a figure rests on this value.
    pub fn input(&self) -> Input {
        Input::Entered(self.source)
    }
}

/// A number an engine calculates with, and what it rests on.
///
/// It is what remains of an entered value, a reference row, an assumption or another figure once its
/// unit is known: the common currency between [`Given`] and the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Traced {
    /// The number, in the unit that the accessor states.
    pub value: f64,
    /// What it rests on.
    pub inputs: Vec<Input>,
}

impl Traced {
    /// A number with its inputs.
    pub fn new(value: f64, inputs: impl IntoIterator<Item = Input>) -> Self {
        Self {
            value,
            inputs: inputs.into_iter().collect(),
        }
    }
}

impl<D: crate::quantity::Dimension> From<&Given<crate::quantity::Quantity<D>>> for Traced {
    fn from(given: &Given<crate::quantity::Quantity<D>>) -> Self {
        Self::new(given.value.base(), [given.input()])
    }
}

impl From<&Given<f64>> for Traced {
    fn from(given: &Given<f64>) -> Self {
        Self::new(given.value, [given.input()])
    }
}
