//! What an alert rule is, and how a structure is screened against all of them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use concerted_molecule::{Molecule, Pattern, PatternSet, Prepared};

use crate::alerts::RULES;
use crate::literature::Literature;

/// Groups so potent that the threshold of toxicological concern does not apply (ICH M7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CohortOfConcern {
    /// Aflatoxin-like compounds.
    AflatoxinLike,
    /// Alkyl-azoxy compounds.
    AlkylAzoxy,
    /// N-nitroso compounds.
    NNitroso,
}

impl CohortOfConcern {
    /// Id of the group in the reference table `m7_class_specific`.
    pub fn reference_row(self) -> &'static str {
        match self {
            Self::AflatoxinLike => "aflatoxin_like",
            Self::AlkylAzoxy => "alkyl_azoxy",
            Self::NNitroso => "n_nitroso",
        }
    }

    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::AflatoxinLike => "aflatoxin-like compounds",
            Self::AlkylAzoxy => "alkyl-azoxy compounds",
            Self::NNitroso => "N-nitroso compounds",
        }
    }
}

/// How an alert did on a set of compounds with published bacterial tests.
///
/// The set: the development rows of the public compilation by Xu and others (Journal of Chemical
/// Information and Modeling 52, 2012, 2840), 6,148 compounds of which 54 % are positive. Impurities of
/// a process are positive far less often, so the precision is an upper bound there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Compounds with the alert.
    pub hits: u32,
    /// Of these, positive in a bacterial test.
    pub positives: u32,
}

impl Measured {
    /// Share of hits that are positive; `None` without hits.
    pub fn precision(self) -> Option<f64> {
        (self.hits > 0).then(|| f64::from(self.positives) / f64::from(self.hits))
    }
}

/// One expert rule: a substructure known to make compounds mutagenic, with its exemptions.
#[derive(Debug, Clone, Copy)]
pub struct Alert {
    /// Stable id, such as `alkyl-sulfonate`.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// What the patterns describe.
    pub definition: &'static str,
    /// Why the group is mutagenic.
    pub mechanism: &'static str,
    /// What the rule leaves out, and what it cannot say.
    pub limits: &'static str,
    /// Cohort of concern it belongs to.
    pub cohort_of_concern: Option<CohortOfConcern>,
    /// Where it is published.
    pub references: &'static [Literature],
    /// SMARTS of which any may match.
    pub patterns: &'static [&'static str],
    /// What exempts a match.
    pub exemptions: &'static [Exemption],
    /// SMILES that the rule hits.
    pub positives: &'static [&'static str],
    /// SMILES close by that the rule does not hit.
    pub negatives: &'static [&'static str],
    /// How it did on published tests.
    pub measured: Measured,
}

/// A surrounding in which a group is not counted.
#[derive(Debug, Clone, Copy)]
pub struct Exemption {
    /// SMARTS whose first atom is the first atom of the match that it exempts.
    pub smarts: &'static str,
    /// Why the group is harmless there, and on what evidence.
    pub reason: &'static str,
}

/// An alert that a structure carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertHit {
    /// Id of the rule.
    pub rule: &'static str,
    /// Name of the rule for people.
    pub name: &'static str,
    /// Atoms that match, numbered as in the structure screened, sorted.
    pub atoms: Vec<usize>,
    /// Cohort of concern of the rule.
    pub cohort_of_concern: Option<CohortOfConcern>,
}

/// Rules with all their SMARTS in one set.
struct Compiled {
    patterns: PatternSet,
    rules: Vec<Places>,
}

/// A rule and where its SMARTS stand in the set.
struct Places {
    alert: &'static Alert,
    patterns: Range<usize>,
    exemptions: Range<usize>,
}

fn compiled() -> &'static Compiled {
    static COMPILED: OnceLock<Compiled> = OnceLock::new();
    COMPILED.get_or_init(|| compile(RULES.iter()))
}

fn compile(alerts: impl Iterator<Item = &'static Alert>) -> Compiled {
    let mut patterns = Vec::new();
    let mut add = |texts: &mut dyn Iterator<Item = &'static str>| {
        let start = patterns.len();
        patterns.extend(
            texts.map(|text| Pattern::parse(text).expect("a test reads the SMARTS of every rule")),
        );
        start..patterns.len()
    };
    let rules = alerts
        .map(|alert| Places {
            alert,
            patterns: add(&mut alert.patterns.iter().copied()),
            exemptions: add(&mut alert.exemptions.iter().map(|exemption| exemption.smarts)),
        })
        .collect();
    Compiled {
        patterns: PatternSet::new(patterns),
        rules,
    }
}

impl Compiled {
    fn screen(&self, molecule: &Molecule) -> Vec<AlertHit> {
        let prepared = self.patterns.prepare(molecule);
        self.rules
            .iter()
            .filter_map(|rule| {
                let atoms = rule.atoms(&prepared, molecule);
                (!atoms.is_empty()).then(|| AlertHit {
                    rule: rule.alert.id,
                    name: rule.alert.name,
                    atoms: atoms.into_iter().collect(),
                    cohort_of_concern: rule.alert.cohort_of_concern,
                })
            })
            .collect()
    }
}

impl Places {
    /// Atoms of all matches that no exemption covers.
    ///
    /// A search that was given up must not read as "no alert": it counts as a hit on the whole molecule, which no
    /// exemption takes back. An exemption that was given up does not exempt.
    fn atoms(&self, prepared: &Prepared<'_>, molecule: &Molecule) -> BTreeSet<usize> {
        let searched: Result<Vec<_>, _> = self
            .patterns
            .clone()
            .map(|pattern| {
                if self.exemptions.is_empty() {
                    prepared.try_find_sets(pattern)
                } else {
                    prepared.try_find(pattern)
                }
            })
            .collect();
        let Ok(found) = searched else {
            return (0..molecule.heavy_atom_count()).collect();
        };
        let mut matches = found.into_iter().flatten().peekable();
        if matches.peek().is_none() || self.exemptions.is_empty() {
            return matches.flatten().collect();
        }
        let exempt: BTreeSet<usize> = self
            .exemptions
            .clone()
            .flat_map(|pattern| prepared.try_find(pattern).unwrap_or_default())
            .filter_map(|atoms| atoms.first().copied())
            .collect();
        matches
            .filter(|atoms| atoms.first().is_some_and(|first| !exempt.contains(first)))
            .flatten()
            .collect()
    }
}

/// Every expert rule, sorted by id.
pub fn catalogue() -> &'static [Alert] {
    RULES
}

/// The alerts that a structure carries, sorted by rule: a screening aid that needs expert review.
///
/// Source: Ashby and Tennant 1991, Kazius 2005, Bailey 2005, Benigni and Bossa 2008 and the cohort of
/// concern of ICH M7(R2), written anew as SMARTS. Valid for discrete organic structures; the absence
/// of an alert is not proof of a negative test.
///
/// ```
/// use concerted_molecule::Molecule;
/// let ester = Molecule::parse("CC(C)OS(C)(=O)=O")?;
/// let hits = concerted_hazard::screen(&ester);
/// assert_eq!(hits.len(), 1);
/// assert_eq!(hits[0].rule, "alkyl-sulfonate");
/// # Ok::<(), concerted_molecule::MoleculeError>(())
/// ```
pub fn screen(molecule: &Molecule) -> Vec<AlertHit> {
    compiled().screen(molecule)
}

/// Asserts that a rule hits its positive examples and none of its negative ones.
#[cfg(test)]
#[track_caller]
pub(crate) fn check(alert: &'static Alert) {
    let rule = compile(std::iter::once(alert));
    let found = |smiles: &str| !rule.screen(&Molecule::parse(smiles).unwrap()).is_empty();
    assert!(!alert.positives.is_empty() && !alert.negatives.is_empty());
    for smiles in alert.positives {
        assert!(found(smiles), "{} should hit {smiles}", alert.id);
    }
    for smiles in alert.negatives {
        assert!(!found(smiles), "{} should not hit {smiles}", alert.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_sorted_and_complete() {
        assert!(RULES.len() >= 32, "{}", RULES.len());
        for pair in RULES.windows(2) {
            assert!(pair[0].id < pair[1].id, "{} {}", pair[0].id, pair[1].id);
        }
        for rule in RULES {
            assert!(!rule.references.is_empty(), "{}", rule.id);
            assert!(rule.measured.positives <= rule.measured.hits, "{}", rule.id);
        }
        assert_eq!(compiled().rules.len(), RULES.len());
    }

    #[test]
    fn each_cohort_of_concern_has_a_rule() {
        let cohorts: BTreeSet<_> = RULES
            .iter()
            .filter_map(|rule| rule.cohort_of_concern)
            .collect();
        assert_eq!(cohorts.len(), 3);
    }

    #[track_caller]
    fn rules_of(smiles: &str, expected: &[&str]) {
        let found: Vec<_> = screen(&Molecule::parse(smiles).unwrap())
            .iter()
            .map(|hit| hit.rule)
            .collect();
        assert_eq!(found, expected, "{smiles}");
    }

    #[test]
    fn typical_process_materials() {
        rules_of("CC(C)O", &[]);
        rules_of("CS(=O)(=O)O", &[]);
        rules_of("CCN(CC)CC", &[]);
        rules_of("CN(C)C=O", &[]);
        rules_of("FC(F)(F)c1nnc2n1CCNC2", &[]);
        rules_of("O=NN1CCn2c(nnc2C(F)(F)F)C1", &["n-nitroso"]);
        rules_of("ClCc1ccccc1", &["benzylic-halide"]);
        rules_of("CS(=O)(=O)Cl", &["sulfonyl-halide"]);
    }

    #[test]
    fn a_search_that_was_given_up_is_a_hit_that_nothing_exempts() {
        static HOPELESS: Alert = Alert {
            id: "hopeless",
            name: "Hopeless",
            definition: "",
            mechanism: "",
            limits: "",
            cohort_of_concern: None,
            references: &[],
            patterns: &["c~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~*~[Pd]"],
            exemptions: &[Exemption {
                smarts: "c",
                reason: "",
            }],
            positives: &[],
            negatives: &[],
            measured: Measured {
                hits: 0,
                positives: 0,
            },
        };
        let rule = compile(std::iter::once(&HOPELESS));
        // A cage of 60 carbons with a metal beside it: too many paths to walk.
        let cage = "c12c3c4c5c1c1c6c7c2c2c8c3c3c9c4c4c%10c5c5c1c1c6c6c%11c7c2c2c7c8c3c3c8c9c4c4c9c%10c5c5c1c1c6c6c%11c2c2c7c3c3c8c4c4c9c5c1c1c6c2c3c41.NCC[Pd]";
        let hits = rule.screen(&Molecule::parse(cage).unwrap());
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].atoms, (0..64).collect::<Vec<_>>());
    }

    #[test]
    fn atoms_are_those_of_the_group() {
        let hits = screen(&Molecule::parse("CN(C)N=O").unwrap());
        assert_eq!(hits[0].atoms, [0, 1, 2, 3, 4]);
        assert_eq!(hits[0].cohort_of_concern, Some(CohortOfConcern::NNitroso));
        assert_eq!(
            Measured {
                hits: 4,
                positives: 3
            }
            .precision(),
            Some(0.75)
        );
        assert_eq!(
            Measured {
                hits: 0,
                positives: 0
            }
            .precision(),
            None
        );
    }
}
