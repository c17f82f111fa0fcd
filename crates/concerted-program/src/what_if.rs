//! What if: the program and its assessment after a change of the document.

use concerted_document::change::{Applied, Draft};
use concerted_model::change::Change;
use concerted_model::problem::{Gravity, Problem};
use concerted_model::program::Program;
use concerted_reference::Reference;

use crate::assess::{Assessment, assess};

/// A program after a change.
#[derive(Debug)]
pub struct WhatIf {
    /// The changed program.
    pub program: Program,
    /// What the engines say of it.
    pub assessment: Assessment,
    /// The changed texts and the change that undoes this one.
    pub applied: Applied,
}

/// Why there is no answer to a what-if.
#[derive(Debug, thiserror::Error)]
pub enum WhatIfError {
    /// An edit of the change cannot be made.
    #[error("the change cannot be made: {}", .0.message)]
    Refused(Box<Problem>),
    /// The changed document has errors.
    #[error("the changed document has errors, the first: {}", first(.0))]
    Broken(Vec<Problem>),
}

/// The message of the first error.
fn first(problems: &[Problem]) -> &str {
    problems
        .iter()
        .find(|problem| problem.gravity == Gravity::Error)
        .map_or("", |problem| problem.message.as_str())
}

/// Applies a change to a copy of the document and assesses the program that results.
///
/// `route` is the route to make the batches by, where not the program's own choice.
///
/// # Errors
/// [`WhatIfError`] where an edit cannot be made or the changed document does not read without errors.
///
/// ```
/// use concerted_document::change::Draft;
/// use concerted_model::change::{Change, Edit};
/// use concerted_reference::Reference;
/// let loaded = concerted_document::read_texts(&[(
///     "program.toml",
///     "format_version = 1\nname = \"Example\"\nstart = 2027-01-04\n",
/// )]);
/// let change = Change::new("the partner counts in francs").edit(Edit::add("currency", "CHF"));
/// let draft = Draft::of(&loaded.files);
/// let after = concerted_program::what_if(&draft, Reference::embedded(), &change, None).unwrap();
/// assert_eq!(after.program.currency(), "CHF");
/// ```
pub fn what_if(
    draft: &Draft,
    reference: &Reference,
    change: &Change,
    route: Option<&str>,
) -> Result<WhatIf, WhatIfError> {
    let (program, applied) = changed(draft, change)?;
    let assessment = assess(&program, reference, route, 1);
    Ok(WhatIf {
        program,
        assessment,
        applied,
    })
}

/// The program after a change, and what was applied.
pub(crate) fn changed(draft: &Draft, change: &Change) -> Result<(Program, Applied), WhatIfError> {
    let mut applied = draft.apply(change).map_err(WhatIfError::Refused)?;
    match applied.loaded.program.take() {
        Some(program) => Ok((program, applied)),
        None => Err(WhatIfError::Broken(applied.loaded.problems)),
    }
}
