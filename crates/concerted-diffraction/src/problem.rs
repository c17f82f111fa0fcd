//! What can be wrong with a file of a crystal, a pattern or a curve.

use std::fmt;

/// One thing wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line in the file, counted from 1; none where the file as a whole is meant.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
}

impl Problem {
    pub(crate) fn at(line: usize, fault: Fault) -> Self {
        Self {
            line: Some(line),
            fault,
        }
    }

    pub(crate) fn whole(fault: Fault) -> Self {
        Self { line: None, fault }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "line {line}: {}", self.fault),
            None => write!(formatter, "{}", self.fault),
        }
    }
}

/// The kinds of fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// Bytes that no text file holds.
    #[error("the file is not text")]
    NotText,
    /// The binary format of an instrument maker.
    #[error("the file is a binary Bruker RAW file, which is not read")]
    BrukerRaw,
    /// A quotation or text field without its end.
    #[error("the {what} that begins here has no end")]
    Unterminated {
        /// What begins here.
        what: &'static str,
    },
    /// A value where a name was expected.
    #[error("expected a data name, found the value `{text}`")]
    StrayValue {
        /// The value.
        text: String,
    },
    /// A name without its value.
    #[error("`{name}` has no value")]
    NoValue {
        /// The data name.
        name: String,
    },
    /// A name given twice in one block.
    #[error("`{name}` is given twice in one data block")]
    Repeated {
        /// The data name.
        name: String,
    },
    /// A loop whose values do not fill its rows.
    #[error(
        "the loop over `{first}` has {names} columns but {values} values: its last row is not full"
    )]
    LoopNotFull {
        /// First name of the loop.
        first: String,
        /// Number of names.
        names: usize,
        /// Number of values.
        values: usize,
    },
    /// No data block with a cell and atoms.
    #[error("expected a data block with a cell and atoms, found none")]
    NoStructure,
    /// An item that is needed.
    #[error("`{name}` is missing in data block `{block}`")]
    Missing {
        /// The data name.
        name: &'static str,
        /// The data block.
        block: String,
    },
    /// Neither operations nor a name of the space group.
    #[error("data block `{block}` gives no symmetry: neither operations nor a space group")]
    NoSymmetry {
        /// The data block.
        block: String,
    },
    /// A text where a number belongs.
    #[error("`{name}` must be a number, found `{text}`")]
    NotNumber {
        /// The data name or column.
        name: String,
        /// What stands there.
        text: String,
    },
    /// A number outside what it can be.
    #[error("`{name}` is {text}, expected {expected}")]
    OutOfRange {
        /// The data name or column.
        name: String,
        /// What stands there.
        text: String,
        /// What it may be.
        expected: &'static str,
    },
    /// Angles that no cell can have together.
    #[error("the three angles of the cell cannot occur together")]
    ImpossibleCell,
    /// A symmetry operation that cannot be read.
    #[error("`{text}` is no symmetry operation such as `-x,y+1/2,-z`")]
    BadOperation {
        /// The operation as written.
        text: String,
    },
    /// The operations contradict each other.
    #[error("the symmetry operations form no group: `{first}` after `{second}` is not among them")]
    NoGroup {
        /// One operation.
        first: String,
        /// Another.
        second: String,
    },
    /// An operation that does not keep the cell.
    #[error("the symmetry operation `{operation}` does not fit the lengths and angles of the cell")]
    SymmetryAgainstCell {
        /// The operation.
        operation: String,
    },
    /// A space group that is in no table.
    #[error("the space group `{name}` is unknown")]
    UnknownSpaceGroup {
        /// Name as written.
        name: String,
    },
    /// A name that several settings share.
    #[error("the space group `{name}` may mean several settings: {settings}")]
    AmbiguousSpaceGroup {
        /// Name as written.
        name: String,
        /// The settings.
        settings: String,
    },
    /// No chemical element.
    #[error("`{text}` is no chemical element with a known scattering factor")]
    UnknownElement {
        /// What stands there.
        text: String,
    },
    /// An atom without coordinates.
    #[error("atom `{label}` has no coordinates")]
    NoCoordinates {
        /// Label of the atom.
        label: String,
    },
    /// More than the engine takes.
    #[error("{what} exceed {limit}")]
    TooMany {
        /// What is too many.
        what: &'static str,
        /// The largest number.
        limit: usize,
    },
    /// A text in a column of numbers.
    #[error("expected two numbers, found `{text}`")]
    NotTwoNumbers {
        /// The line as written, shortened.
        text: String,
    },
    /// A series that does not go on.
    #[error("{what} must increase from row to row, found {found} after {previous}")]
    NotIncreasing {
        /// What the column holds.
        what: &'static str,
        /// The value.
        found: String,
        /// The one before.
        previous: String,
    },
    /// A series too short to judge.
    #[error("expected at least {least} rows of numbers, found {found}")]
    TooFew {
        /// Rows found.
        found: usize,
        /// Rows needed.
        least: usize,
    },
    /// All intensities are the same.
    #[error("every value of the series is the same")]
    Flat,
    /// Broken XML.
    #[error("the XML cannot be read: {reason}")]
    Xml {
        /// What the reader says.
        reason: String,
    },
    /// Well-formed XML of another kind.
    #[error("expected an XRDML file with `{element}`, found none")]
    NotXrdml {
        /// Element that is missing.
        element: &'static str,
    },
    /// Scans over different angles in one file.
    #[error("scan {number} covers other angles than the first: keep one of them in the file")]
    ScansDiffer {
        /// Number of the scan.
        number: usize,
    },
}

impl Fault {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::BrukerRaw => "export the measurement as xy, csv or xrdml",
            Self::NoSymmetry { .. } | Self::BadOperation { .. } => {
                "give the loop `_space_group_symop_operation_xyz`, or `_space_group_name_Hall`"
            }
            Self::UnknownSpaceGroup { .. } | Self::AmbiguousSpaceGroup { .. } => {
                "give the symmetry operations as a loop, or the Hall symbol"
            }
            Self::NoGroup { .. } => "an operation is missing or mistyped in the loop",
            Self::NotIncreasing { .. } => {
                "sort the rows; a series whose rows were shuffled is not mended silently"
            }
            Self::UnknownElement { .. } => "give `_atom_site_type_symbol` for each atom",
            Self::NoCoordinates { .. } => {
                "give its coordinates, or mark a dummy atom with `_atom_site_calc_flag dum`"
            }
            Self::NotTwoNumbers { .. } => {
                "mark remarks with `#`; the first two columns must be numbers in every row"
            }
            _ => return None,
        })
    }
}

/// Everything that is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The problems, at least one, in the order of lines.
    pub problems: Vec<Problem>,
}

impl ReadError {
    /// Most problems that are told one by one.
    const SHOWN: usize = 20;

    pub(crate) fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort_by_key(|problem| problem.line);
        Self { problems }
    }

    /// Hints, each once.
    pub fn hints(&self) -> Vec<&'static str> {
        let mut hints: Vec<&'static str> = Vec::new();
        for hint in self
            .problems
            .iter()
            .filter_map(|problem| problem.fault.hint())
        {
            if !hints.contains(&hint) {
                hints.push(hint);
            }
        }
        hints
    }
}

impl From<Problem> for ReadError {
    fn from(problem: Problem) -> Self {
        Self::new(vec![problem])
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown: Vec<String> = self
            .problems
            .iter()
            .take(Self::SHOWN)
            .map(ToString::to_string)
            .collect();
        write!(formatter, "{}", shown.join("; "))?;
        match self.problems.len().saturating_sub(Self::SHOWN) {
            0 => Ok(()),
            more => write!(formatter, "; and {more} more"),
        }
    }
}

impl std::error::Error for ReadError {}

/// A text of the file, shortened to what a message can hold.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST - 3).collect();
    format!("{head}...")
}
