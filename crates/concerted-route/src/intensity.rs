//! Process mass intensity whose boundary is part of the type.

use crate::amount::Category;
use crate::estimate::{Estimate, sum};

/// Whether water counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Water {
    /// Water charged as such counts.
    Counted,
    /// It does not.
    NotCounted,
}

/// Whether work-up and isolation count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkUp {
    /// Everything charged counts.
    Included,
    /// Only what is charged to the reaction counts.
    Excluded,
}

/// Whether material that is recovered and used again counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recovered {
    /// Only fresh material counts.
    Deducted,
    /// Everything charged counts.
    Counted,
}

/// What a mass intensity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Boundary {
    /// Water.
    pub water: Water,
    /// Work-up and isolation.
    pub work_up: WorkUp,
    /// Recovered material.
    pub recovered: Recovered,
}

impl Boundary {
    /// Everything fresh that is charged.
    pub const FULL: Self = Self {
        water: Water::Counted,
        work_up: WorkUp::Included,
        recovered: Recovered::Deducted,
    };
    /// As [`Self::FULL`], without water.
    pub const WITHOUT_WATER: Self = Self {
        water: Water::NotCounted,
        ..Self::FULL
    };
    /// As [`Self::FULL`], without work-up and isolation.
    pub const REACTION_ONLY: Self = Self {
        work_up: WorkUp::Excluded,
        ..Self::FULL
    };

    /// The boundary in words.
    pub fn words(self) -> String {
        let water = match self.water {
            Water::Counted => "with water",
            Water::NotCounted => "without water",
        };
        let work_up = match self.work_up {
            WorkUp::Included => "work-up included",
            WorkUp::Excluded => "reaction only",
        };
        let recovered = match self.recovered {
            Recovered::Deducted => "recovered material deducted",
            Recovered::Counted => "recovered material counted",
        };
        format!("{water}, {work_up}, {recovered}")
    }

    fn counts(self, line: &MassLine) -> bool {
        (self.water == Water::Counted || line.category != Category::Water)
            && (self.work_up == WorkUp::Included || !line.work_up)
    }
}

/// The mass of one input, in kg per kg of product.
#[derive(Debug, Clone, PartialEq)]
pub struct MassLine {
    /// Key of the input in the document.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Part of the process mass.
    pub category: Category,
    /// True where it is used after the reaction.
    pub work_up: bool,
    /// Mass charged.
    pub charged: Option<Estimate>,
    /// Mass charged less what is recovered.
    pub fresh: Option<Estimate>,
    /// What is lacking, where the mass is.
    pub missing: Option<String>,
}

/// Kilograms of input per kilogram of product within a boundary.
#[derive(Debug, Clone, PartialEq)]
pub struct MassIntensity {
    /// kg of inputs per kg of product.
    pub total: Estimate,
    /// What it counts.
    pub boundary: Boundary,
    /// Material it is per kilogram of.
    pub per: String,
}

/// Why two mass intensities cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Incomparable {
    /// They count different things.
    #[error("one counts `{first}`, the other `{second}`")]
    Boundary {
        /// Boundary of the first in words.
        first: String,
        /// Boundary of the second in words.
        second: String,
    },
    /// They are per kilogram of different materials.
    #[error("one is per kilogram of `{first}`, the other of `{second}`")]
    Product {
        /// Material of the first.
        first: String,
        /// Material of the second.
        second: String,
    },
}

impl MassIntensity {
    /// The first less the second, where both have the same boundary and product.
    ///
    /// # Errors
    /// [`Incomparable`] otherwise: PMI numbers of different boundary say nothing about each other.
    pub fn minus(&self, other: &Self) -> Result<Estimate, Incomparable> {
        if self.boundary != other.boundary {
            return Err(Incomparable::Boundary {
                first: self.boundary.words(),
                second: other.boundary.words(),
            });
        }
        if self.per != other.per {
            return Err(Incomparable::Product {
                first: self.per.clone(),
                second: other.per.clone(),
            });
        }
        Ok(self.total.minus(&other.total))
    }
}

/// Process mass intensity: PMI = Σ m / m_product over all lines within the boundary, in kg/kg.
///
/// Source: the definition of the ACS GCI Pharmaceutical Roundtable, with the boundary said.
///
/// ```
/// use concerted_route::{Boundary, Category, Estimate, MassLine, intensity};
/// let line = MassLine {
///     path: "step.a.input.ethanol".into(),
///     name: "ethanol".into(),
///     category: Category::Solvents,
///     work_up: false,
///     charged: Some(Estimate::exact(4.0)),
///     fresh: Some(Estimate::exact(3.0)),
///     missing: None,
/// };
/// let pmi = intensity(&[line], Boundary::FULL, "product").unwrap();
/// assert_eq!(pmi.total.value(), 3.0);
/// ```
///
/// # Errors
/// What is lacking, for every line within the boundary whose mass is unknown: never a sum of a part.
pub fn intensity(
    lines: &[MassLine],
    boundary: Boundary,
    per: &str,
) -> Result<MassIntensity, Vec<String>> {
    let counted: Vec<&MassLine> = lines.iter().filter(|line| boundary.counts(line)).collect();
    let mut missing: Vec<String> = Vec::new();
    let mut masses: Vec<&Estimate> = Vec::new();
    for line in &counted {
        let mass = match boundary.recovered {
            Recovered::Deducted => &line.fresh,
            Recovered::Counted => &line.charged,
        };
        match mass {
            Some(mass) => masses.push(mass),
            None => missing.push(
                line.missing
                    .clone()
                    .unwrap_or_else(|| format!("amount of {}", line.name)),
            ),
        }
    }
    missing.sort();
    missing.dedup();
    if counted.is_empty() {
        missing.push("any input".to_owned());
    }
    if !missing.is_empty() {
        return Err(missing);
    }
    Ok(MassIntensity {
        total: sum(masses),
        boundary,
        per: per.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(category: Category, work_up: bool, charged: Option<f64>) -> MassLine {
        MassLine {
            path: "step.a.input.b".to_owned(),
            name: "b".to_owned(),
            category,
            work_up,
            charged: charged.map(Estimate::exact),
            fresh: charged.map(|mass| Estimate::exact(mass / 2.0)),
            missing: None,
        }
    }

    #[track_caller]
    fn check(lines: &[MassLine], boundary: Boundary, expected: Result<f64, &[&str]>) {
        let found = intensity(lines, boundary, "p").map(|found| found.total.value());
        let expected =
            expected.map_err(|lacks| lacks.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(found, expected, "{}", boundary.words());
    }

    #[test]
    fn a_boundary_decides_what_counts() {
        let lines = [
            line(Category::Reactants, false, Some(2.0)),
            line(Category::Solvents, true, Some(4.0)),
            line(Category::Water, false, Some(8.0)),
        ];
        check(&lines, Boundary::FULL, Ok(7.0));
        check(&lines, Boundary::WITHOUT_WATER, Ok(3.0));
        check(&lines, Boundary::REACTION_ONLY, Ok(5.0));
        let gross = Boundary {
            recovered: Recovered::Counted,
            ..Boundary::FULL
        };
        check(&lines, gross, Ok(14.0));
    }

    #[test]
    fn an_unknown_mass_matters_only_within_the_boundary() {
        let lines = [
            line(Category::Reactants, false, Some(2.0)),
            line(Category::Water, true, None),
        ];
        check(&lines, Boundary::FULL, Err(&["amount of b"]));
        check(&lines, Boundary::WITHOUT_WATER, Ok(1.0));
        check(&lines, Boundary::REACTION_ONLY, Ok(1.0));
        check(&[], Boundary::FULL, Err(&["any input"]));
    }
}
