//! The run: a bounded number of rows at a time, all threads on them, answers in the order of the input.

use std::panic::{AssertUnwindSafe, catch_unwind};

use concerted_molecule::Molecule;
use rayon::prelude::*;

use super::answer::{Answer, Screened};
use super::error::ScreeningError;
use super::record::Record;

/// Most rows held at once: enough to keep many threads busy, few enough to stay small.
const ROWS: usize = 4_096;

/// Most bytes of input held at once, for rows that are large.
const BYTES: usize = 16 << 20;

/// What a run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows read and answered.
    pub rows: u64,
    /// Of these, without an answer other than an error.
    pub errors: u64,
    /// With an alert of the expert rules.
    pub rule_positives: u64,
    /// Positive by the statistical model at the balanced cut.
    pub model_positives: u64,
    /// Positive by the statistical model at the screening cut.
    pub screening_positives: u64,
    /// In the cohort of concern.
    pub cohort_of_concern: u64,
}

impl Tally {
    fn count(&mut self, answer: &Answer) {
        self.rows += 1;
        match &answer.outcome {
            Err(_) => self.errors += 1,
            Ok(screened) => {
                let model = screened.model.unwrap_or_default();
                self.rule_positives += u64::from(screened.rule_positive);
                self.model_positives += u64::from(model.positive);
                self.screening_positives += u64::from(model.screening_positive);
                self.cohort_of_concern += u64::from(screened.cohort_of_concern.is_some());
            }
        }
    }
}

/// Screens every record and hands each answer to `sink`, in the order of the input.
///
/// Runs on the threads of the pool in which it is called, and gives the same answers in the same order whatever
/// their number. At most 4,096 rows are in memory at a time. A row that cannot be read, or on which `screen`
/// panics, is answered with the reason; it never ends the run.
///
/// ```
/// use concerted::screening::{Columns, Format, Records, Screen, screen_records};
/// let table = "id,smiles\na,CCO\nb,C1CC\n";
/// let records = Records::open(table.as_bytes(), Format::Csv, &Columns::default())?;
/// let evidence = concerted_genotox::Evidence::default();
/// let screen = Screen::new(concerted_reference::Reference::embedded(), &evidence);
/// let mut answers = Vec::new();
/// let tally = screen_records(records, &|molecule| screen.of(molecule), &mut |answer| {
///     answers.push(answer.clone());
///     Ok(())
/// })?;
/// assert_eq!((tally.rows, tally.errors), (2, 1));
/// assert_eq!(answers[1].id, "b");
/// # Ok::<(), concerted::screening::ScreeningError>(())
/// ```
///
/// # Errors
/// [`ScreeningError::Read`] where the input cannot be read further, [`ScreeningError::Write`] for an error of `sink`.
pub fn screen_records(
    records: impl IntoIterator<Item = std::io::Result<Record>>,
    screen: &(dyn Fn(&Molecule) -> Screened + Sync),
    sink: &mut dyn FnMut(&Answer) -> std::io::Result<()>,
) -> Result<Tally, ScreeningError> {
    let mut records = records.into_iter();
    let mut tally = Tally::default();
    let mut batch: Vec<Record> = Vec::new();
    loop {
        let more = fill(&mut batch, &mut records)?;
        let answers: Vec<Answer> = batch
            .par_drain(..)
            .map(|record| answer(record, screen))
            .collect();
        for answer in &answers {
            tally.count(answer);
            sink(answer).map_err(ScreeningError::Write)?;
        }
        if !more {
            return Ok(tally);
        }
    }
}

/// Reads the next batch; false at the end of the input.
fn fill(
    batch: &mut Vec<Record>,
    records: &mut impl Iterator<Item = std::io::Result<Record>>,
) -> std::io::Result<bool> {
    let mut bytes = 0;
    while batch.len() < ROWS && bytes < BYTES {
        let Some(record) = records.next().transpose()? else {
            return Ok(false);
        };
        bytes += record.size();
        batch.push(record);
    }
    Ok(true)
}

/// The answer to one row; the structure is read once.
fn answer(record: Record, screen: &(dyn Fn(&Molecule) -> Screened + Sync)) -> Answer {
    let Record {
        id,
        text,
        table,
        problem,
    } = record;
    let broken = |smiles: String, reason: String| Answer {
        id: id.clone(),
        smiles,
        outcome: Err(reason),
    };
    if let Some(problem) = problem {
        return broken(text, problem);
    }
    let read = match &table {
        None => Molecule::parse(&text),
        Some(table) => table.molecule(),
    };
    match read {
        Err(error) => broken(text, error.to_string()),
        Ok(molecule) => {
            // A connection table is no SMILES: the column holds what was understood.
            let smiles = match table {
                None => text,
                Some(_) => molecule.canonical_smiles().to_owned(),
            };
            match catch_unwind(AssertUnwindSafe(|| screen(&molecule))) {
                Ok(screened) => Answer {
                    id,
                    smiles,
                    outcome: Ok(screened),
                },
                Err(_) => broken(smiles, DEFECT.to_owned()),
            }
        }
    }
}

/// Reason of a row on which an engine panicked. It names us, not the user, and is what a soak looks for.
pub const DEFECT: &str = "a defect of this program, please report the row";

#[cfg(test)]
mod tests {
    use super::*;

    fn run(records: Vec<Record>, screen: &(dyn Fn(&Molecule) -> Screened + Sync)) -> Vec<Answer> {
        let mut answers = Vec::new();
        let tally = screen_records(records.into_iter().map(Ok), screen, &mut |answer| {
            answers.push(answer.clone());
            Ok(())
        })
        .unwrap();
        assert_eq!(tally.rows, answers.len() as u64);
        answers
    }

    #[test]
    fn answers_keep_the_order_over_batches() {
        let records = (0..2 * ROWS + 3)
            .map(|row| Record::smiles(row.to_string(), if row % 3 == 0 { "C1" } else { "CCO" }))
            .collect();
        let answers = run(records, &|_| Screened::default());
        assert_eq!(answers.len(), 2 * ROWS + 3);
        for (row, answer) in answers.iter().enumerate() {
            assert_eq!(answer.id, row.to_string());
            assert_eq!(answer.outcome.is_err(), row % 3 == 0);
        }
    }

    #[test]
    fn a_panic_costs_one_row() {
        let records = ["CCO", "CC", "CCO"]
            .map(|text| Record::smiles("x", text))
            .to_vec();
        let answers = run(records, &|molecule| {
            if molecule.atom_count() == 2 {
                std::panic::resume_unwind(Box::new("gone"));
            }
            Screened::default()
        });
        assert!(answers[0].outcome.is_ok() && answers[2].outcome.is_ok());
        assert_eq!(answers[1].outcome, Err(DEFECT.to_owned()));
    }

    #[test]
    fn a_sink_that_fails_ends_the_run() {
        let result = screen_records(
            [Ok(Record::smiles("x", "C"))],
            &|_| Screened::default(),
            &mut |_| Err(std::io::Error::other("full")),
        );
        assert!(matches!(result, Err(ScreeningError::Write(_))));
    }
}
