//! Problems of a document: what is wrong, where, what was expected and found, and what to do.

use crate::place::Place;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// The document cannot be computed until it is mended.
    Error,
    /// The document can be computed; something in it is probably not meant.
    Warning,
}

/// A stable code for one kind of problem, with its explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The code itself, such as `C0201`.
    pub id: &'static str,
    /// One line on what it means.
    pub title: &'static str,
    /// Some sentences: why it matters, an example that is wrong, the same mended.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $title:literal, $explanation:literal;)+) => {
        $($(#[$doc])* pub const $name: Code = Code { id: $id, title: $title, explanation: $explanation };)+
        /// Every code in order.
        pub const CODES: &[Code] = &[$($name),+];
    };
}

codes! {
    /// The folder or a file cannot be read.
    UNREADABLE = "C0101", "a file or folder cannot be read",
        "The path does not exist, is not readable, or is no program folder.\n\nA program is a folder with a `program.toml` in it. `concerted new DIR` writes one that plans without edits.";
    /// The file is not UTF-8 text.
    NOT_TEXT = "C0102", "a file is not UTF-8 text",
        "TOML and CSV files are text in UTF-8. Spreadsheet programs sometimes save CSV in another encoding: choose \"CSV UTF-8\" when saving.";
    /// The file is too large or too broken to be a program.
    NOISE = "C0103", "a file is too large or too broken to be read",
        "A file of more than 2 MB, or with more than 200 syntax errors, is refused as a whole: listing every error would take long and help nobody. Check that the file is what you think it is. Long tables belong in CSV files beside the TOML.";
    /// TOML syntax.
    SYNTAX = "C0104", "a syntax error",
        "The text is not TOML at this place. Frequent causes: a text without quotes, a missing `=`, a table header without its closing bracket.\n\nWrong:   name = sitagliptin\nRight:   name = \"sitagliptin\"";
    /// The format version is newer than this program.
    FORMAT_VERSION = "C0105", "the document has a format version that this release cannot read",
        "`format_version` says how the document is to be read. All older versions keep loading; a newer one needs a newer release of Concerted.";
    /// An unknown key.
    UNKNOWN_KEY = "C0201", "an unknown key",
        "Every key is checked, so that a mistyped one is never ignored in silence.\n\nWrong:   yeild = \"91 %\"\nRight:   yield = \"91 %\"";
    /// A missing key.
    MISSING_KEY = "C0202", "a key that is needed is missing",
        "A few keys are needed because nothing sensible can stand for them: an id, a name, what a step makes. Everything else may be absent; engines then say what they could not compute.";
    /// A value of the wrong type.
    WRONG_TYPE = "C0203", "a value of the wrong type",
        "The value is text where a list is expected, a number where text is expected, and so on.\n\nA quantity is text with its unit: `mass = \"4.2 kg\"`. To say where a value comes from, write it as a table: `mass = { value = \"4.2 kg\", source = \"report-12\", status = \"verified\" }`.";
    /// A word outside a fixed list.
    UNKNOWN_WORD = "C0204", "a word that is not in the list of choices",
        "The key takes one of a fixed list of words; the message lists them.";
    /// A number out of range.
    OUT_OF_RANGE = "C0205", "a number outside its possible range",
        "The number cannot be meant: a yield of 300 %, a negative mass, a month 13.";
    /// A key given twice.
    TWICE = "C0206", "a key is given in two places",
        "All TOML files of the folder are read as one document. A key with a single value may stand in one of them only; lists such as `[[material]]` may be spread over files.";
    /// Quantity without or with an unknown unit.
    WRONG_UNIT = "C0301", "a quantity whose unit is missing or unknown",
        "Quantities carry their unit in the text.\n\nWrong:   mass = \"4.2\"      mass = \"4.2 kgs\"\nRight:   mass = \"4.2 kg\"";
    /// Quantity of the wrong dimension.
    WRONG_DIMENSION = "C0302", "a quantity of the wrong dimension",
        "The unit exists, but measures something else.\n\nWrong:   retest = \"24 kg\"\nRight:   retest = \"24 mo\"";
    /// An impossible date.
    IMPOSSIBLE_DATE = "C0303", "a date that does not exist",
        "Dates are written year-month-day and must exist in the calendar.\n\nWrong:   start = 2027-02-30\nRight:   start = 2027-02-28";
    /// Money that is not money.
    WRONG_MONEY = "C0304", "an amount of money that cannot be read",
        "Money is a number and a currency of three letters, with `k` or `M` before it where wanted; a price adds what it is per.\n\nRight:   \"120 kEUR\"   \"85 USD/kg\"   \"1.5 MUSD\"";
    /// A structure that is not valid.
    INVALID_STRUCTURE = "C0305", "a chemical structure that is not valid",
        "The SMILES cannot be read, or an atom has more bonds than it can have. Draw the structure again and copy its SMILES.";
    /// A malformed identifier.
    BAD_ID = "C0306", "an id that is not a short word",
        "Ids are lower-case letters, digits and hyphens, start with a letter or digit, and have at most 60 characters: `rh-hydrogenation`. They appear in keys of figures and activities, so they should rarely change.";
    /// A reference to nothing.
    UNKNOWN_REFERENCE = "C0401", "a reference to something that does not exist",
        "The id is not defined anywhere in the program. The message names the nearest id of the same kind.";
    /// An id defined twice.
    DUPLICATE_ID = "C0402", "an id is defined twice",
        "Ids are unique within their kind over all files of the program. Both places are shown.";
    /// Things that wait for each other.
    CYCLE = "C0403", "a cycle: things that wait for each other",
        "Activities, steps of a route or deputies that depend on each other in a circle can never start. The message lists the circle; remove one of its links.";
    /// A mass balance that does not close.
    MASS_BALANCE = "C0501", "a mass balance that does not close",
        "A step makes more atoms of an element than its inputs bring. Either an input is missing (a reagent, water, hydrogen), an equivalent is too low, or a structure is wrong. Atoms that leave are no problem: they are by-products.";
    /// A reference to a broken CSV cell.
    BAD_CELL = "C0601", "a cell of a CSV file that cannot be read",
        "The message names file, row and column. Numbers use a decimal point and no thousands separator; the unit stands in the column's name.";
    /// A CSV column that is unknown or missing.
    BAD_COLUMN = "C0602", "a CSV file with an unknown, missing or repeated column",
        "The first line of a CSV file names its columns; the message lists those expected.";
    /// Something that is contradictory.
    CONTRADICTION = "C0701", "values that contradict each other",
        "Two values cannot both be meant: a minimum above its maximum, an end before its start, a step with two limiting inputs.";
    /// A file that nothing refers to.
    UNUSED_FILE = "C0801", "a file in the program folder that nothing refers to",
        "All TOML files of the folder are read. A CSV file is read only where a key names it; one that nothing names is probably a slip. This is a warning.";
    /// A change of a place that does not exist.
    NO_PLACE = "C0901", "a change of a place that does not exist",
        "A change names the place it edits by its path, as figures and findings do: `chosen_route`, `step.salt.yield`, `step.salt.input.isopropanol.material`, `material.acetone`. Items of a list are named by their id, else by what they refer to, else by their number from 1; a second one of the same name carries `#2`.";
    /// A change that expects something else than what stands there.
    STALE = "C0902", "a change that expects something else than what stands there",
        "A change says what it replaces, so that it never overwrites what somebody else wrote in the meantime. Look at the place and make the change again from what stands there now.";
    /// A change that cannot be made.
    NOT_EDITABLE = "C0903", "a change that cannot be made at this place",
        "The place exists, but cannot be edited by a change: it lies in a CSV file, in a file with syntax errors, or the edit does not say what to do. Edit the file by hand.";
}

/// The code with this id, in any letter case.
pub fn explain(id: &str) -> Option<Code> {
    CODES
        .iter()
        .find(|code| code.id.eq_ignore_ascii_case(id))
        .copied()
}

/// A further place that a problem speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there.
    pub text: String,
}

/// One problem of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Its kind.
    pub code: Code,
    /// Whether the document can still be computed.
    pub gravity: Gravity,
    /// What is wrong, in lower case, naming the culprit in back-ticks.
    pub message: String,
    /// Where; `None` for the program as a whole.
    pub place: Option<Place>,
    /// What was expected there.
    pub expected: Option<String>,
    /// What was found there.
    pub found: Option<String>,
    /// What the user may do.
    pub hint: Option<String>,
    /// Further places.
    pub labels: Vec<Label>,
}

impl Problem {
    /// An error of this kind at this place.
    pub fn error(code: Code, place: &Place, message: impl Into<String>) -> Self {
        Self {
            code,
            gravity: Gravity::Error,
            message: message.into(),
            place: Some(place.clone()),
            expected: None,
            found: None,
            hint: None,
            labels: Vec::new(),
        }
    }

    /// The same as a warning.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.gravity = Gravity::Warning;
        self
    }

    /// Adds what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Adds what was found.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// Adds a hint, if there is one.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Option<String>>) -> Self {
        if let Some(hint) = hint.into() {
            self.hint = Some(hint);
        }
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, place: &Place, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            place: place.clone(),
            text: text.into(),
        });
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_and_explained() {
        for pair in CODES.windows(2) {
            assert!(
                pair[0].id < pair[1].id,
                "{} before {}",
                pair[0].id,
                pair[1].id
            );
        }
        for code in CODES {
            assert!(code.explanation.len() > 60, "{}", code.id);
        }
        assert_eq!(explain("c0402").unwrap().id, "C0402");
        assert!(explain("C9999").is_none());
    }
}
