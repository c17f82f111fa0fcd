//! What figures of another reading or another plan of the document rest on, told in terms of the user's own document.

use std::collections::BTreeMap;

use concerted_model::figure::{EnteredIndex, Figures, Input, Origin};
use concerted_model::program::Program;

use crate::why::value;

/// Entered values of the user's own document, by path: what figures of a changed copy are traced back to.
pub(crate) struct Leaves<'a> {
    entered: BTreeMap<&'a str, EnteredIndex>,
    /// Values of records that the change touches: their paths in the copy may differ.
    touched: Vec<Input>,
}

impl<'a> Leaves<'a> {
    pub(crate) fn new(program: &'a Program) -> Self {
        Self {
            entered: program
                .entered
                .iter()
                .enumerate()
                .map(|(index, entered)| (entered.path.as_str(), EnteredIndex(index as u32)))
                .collect(),
            touched: Vec::new(),
        }
    }

    /// The same for a change of these records.
    pub(crate) fn touching(&self, records: &[String]) -> Self {
        let own = |path: &str| {
            records.iter().any(|record| {
                path == record
                    || path
                        .strip_prefix(record.as_str())
                        .is_some_and(|rest| rest.starts_with('.'))
            })
        };
        Self {
            touched: self
                .entered
                .iter()
                .filter(|(path, _)| own(path))
                .map(|(_, index)| Input::Entered(*index))
                .collect(),
            entered: self.entered.clone(),
        }
    }

    /// Everything entered about chemistry, product and uses: what decides which impurity is in scope.
    pub(crate) fn chemistry(&self) -> Vec<Input> {
        const PARTS: &[&str] = &[
            "material",
            "step",
            "impurity",
            "use",
            "product",
            "substance",
        ];
        self.entered
            .iter()
            .filter(|(path, _)| {
                let part = path.split('.').next().unwrap_or_default();
                PARTS.contains(&part)
            })
            .map(|(_, index)| Input::Entered(*index))
            .collect()
    }

    /// Leaves behind a figure of another document, found in this one; a value that the change itself brings
    /// has no counterpart, and the change names it.
    pub(crate) fn behind(&self, figures: &Figures, id: &str) -> Vec<Input> {
        let mut inputs: Vec<Input> = figures
            .ancestors(id)
            .iter()
            .filter_map(|ancestor| {
                let figure = figures.get(ancestor.as_str())?;
                match &figure.origin {
                    Origin::Entered { .. } => {
                        let path = ancestor.as_str().strip_prefix("entered.")?;
                        self.entered.get(path).copied().map(Input::Entered)
                    }
                    Origin::Reference { citation } => {
                        Some(Input::Reference(citation.clone(), value(figure)))
                    }
                    Origin::Assumed { assumption } => Some(Input::Assumed(assumption.clone())),
                    Origin::Derived { .. } => None,
                }
            })
            .collect();
        inputs.extend(self.touched.iter().cloned());
        inputs
    }
}
