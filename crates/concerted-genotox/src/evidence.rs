//! In-house evidence: compounds that the user tested, beside the document or without one.

use concerted_model::impurity::TestOutcome;
use concerted_molecule::{Fingerprint, FingerprintWidth, Molecule, MorganRadius};

use crate::prediction::TestedNeighbor;
use crate::structures::read_parent;

/// One tested compound.
#[derive(Debug, Clone, PartialEq)]
pub struct EvidenceRecord {
    /// Structure as SMILES.
    pub smiles: String,
    /// Outcome of the bacterial test.
    pub ames: Option<TestOutcome>,
    /// Outcome of a carcinogenicity study.
    pub carcinogenicity: Option<TestOutcome>,
    /// Report or publication; empty where not said.
    pub source: String,
}

/// A record of evidence whose structure could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceProblem {
    /// Index of the record, from zero.
    pub record: usize,
    /// Why: lower case, without full stop.
    pub message: String,
    /// Advice, where there is any.
    pub hint: Option<String>,
}

/// Tested compounds of the user, by structure; a salt counts for its parent.
///
/// What is in it counts as the user's own test of that very compound, and it shows among the neighbors of others.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    tested: Vec<Tested>,
}

#[derive(Debug, Clone)]
struct Tested {
    /// Of the uncharged parent, as impurities are judged.
    canonical: String,
    print: Option<Fingerprint>,
    record: EvidenceRecord,
}

impl Evidence {
    /// Evidence from records; those whose structure cannot be read are reported and left out.
    ///
    /// ```
    /// use concerted_genotox::{Evidence, EvidenceRecord};
    /// let record = |smiles: &str| EvidenceRecord {
    ///     smiles: smiles.to_owned(),
    ///     ames: None,
    ///     carcinogenicity: None,
    ///     source: "report 7".to_owned(),
    /// };
    /// let (evidence, problems) = Evidence::read(vec![record("CCO"), record("C(")]);
    /// assert_eq!((evidence.len(), problems.len(), problems[0].record), (1, 1, 1));
    /// ```
    pub fn read(records: Vec<EvidenceRecord>) -> (Self, Vec<EvidenceProblem>) {
        let mut evidence = Self::default();
        let mut problems = Vec::new();
        for (index, record) in records.into_iter().enumerate() {
            match read_parent(&record.smiles) {
                Ok(molecule) => evidence.tested.push(Tested {
                    canonical: molecule.canonical_smiles().to_owned(),
                    print: print(&molecule),
                    record,
                }),
                Err(error) => problems.push(EvidenceProblem {
                    record: index,
                    message: error.to_string(),
                    hint: error.hint().map(str::to_owned),
                }),
            }
        }
        (evidence, problems)
    }

    /// Number of compounds.
    pub fn len(&self) -> usize {
        self.tested.len()
    }

    /// True without any compound.
    pub fn is_empty(&self) -> bool {
        self.tested.is_empty()
    }

    /// What was tested of this very compound.
    pub(crate) fn of(&self, molecule: &Molecule) -> impl Iterator<Item = &EvidenceRecord> {
        let canonical = molecule.canonical_smiles().to_owned();
        self.tested
            .iter()
            .filter(move |tested| tested.canonical == canonical)
            .map(|tested| &tested.record)
    }

    /// The compounds with a decided bacterial test that resemble a structure most, nearest first.
    pub(crate) fn nearest(&self, molecule: &Molecule, count: usize) -> Vec<TestedNeighbor> {
        if self.tested.is_empty() {
            return Vec::new();
        }
        let Some(own) = print(molecule) else {
            return Vec::new();
        };
        let mut found: Vec<TestedNeighbor> = self
            .tested
            .iter()
            .filter_map(|tested| {
                let positive = match tested.record.ames? {
                    TestOutcome::Positive => true,
                    TestOutcome::Negative => false,
                    TestOutcome::Equivocal => return None,
                };
                Some(TestedNeighbor {
                    inchi_key: None,
                    smiles: Some(tested.canonical.clone()),
                    positive,
                    similarity: own.tanimoto(tested.print.as_ref()?)?,
                    source: tested.record.source.clone(),
                })
            })
            .collect();
        found.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        found.truncate(count);
        found
    }
}

fn print(molecule: &Molecule) -> Option<Fingerprint> {
    Fingerprint::morgan(molecule, MorganRadius::Two, FingerprintWidth::Bits2048).ok()
}
