//! Residual solvents: ICH Q3C.

use concerted_model::evidence::Status;
use jiff::civil::Date;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::evidence::Evidence;
use crate::table::{Row, in_force, row};

/// What the figure of a solvent is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Q3cBasis {
    /// Class 1: only a concentration is given.
    ConcentrationOnly,
    /// Class 2: a permitted daily exposure of the solvent itself.
    PermittedDailyExposure,
    /// Class 3: the general statement for the class, not a figure of the solvent.
    #[serde(rename = "general_class_3")]
    GeneralClass3,
}

/// One solvent of ICH Q3C.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Q3cSolvent {
    /// Id of the row.
    pub id: String,
    /// Name in the guideline.
    pub solvent: String,
    /// CAS registry number.
    pub cas: String,
    /// Class 1 (avoid), 2 (limit) or 3 (low toxic potential).
    pub q3c_class: u8,
    /// Permitted daily exposure in mg/day; absent for class 1.
    pub pde_mg_per_day: Option<f64>,
    /// Concentration limit in ppm at a dose of 10 g/day (option 1).
    pub limit_ppm: f64,
    /// What the figure is.
    pub basis: Q3cBasis,
    /// Source of the row.
    pub source: String,
    /// Table in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// First day of the edition.
    pub valid_from: Option<Date>,
    /// What a reader should know.
    pub note: String,
}
row!(Q3cSolvent, "q3c_solvents");

impl Q3cSolvent {
    /// Permitted daily exposure in mg/day with its citation; absent for class 1.
    pub fn pde(&self) -> Option<Cited<f64>> {
        self.pde_mg_per_day.map(|pde| self.cite(pde))
    }

    /// Concentration limit in ppm (option 1, 10 g/day) with its citation.
    pub fn limit(&self) -> Cited<f64> {
        self.cite(self.limit_ppm)
    }
}

impl Reference {
    /// All solvents of ICH Q3C, sorted by id.
    pub fn q3c_solvents(&self) -> &[Q3cSolvent] {
        &self.q3c
    }

    /// The newest row of the solvent with this CAS number.
    pub fn q3c_by_cas(&self, cas: &str) -> Option<&Q3cSolvent> {
        self.q3c_by_cas_on(cas, None)
    }

    /// The row of the solvent in force on a day; without a day, the newest.
    pub fn q3c_by_cas_on(&self, cas: &str, on: Option<Date>) -> Option<&Q3cSolvent> {
        let rows = self.q3c.iter().filter(|row| row.cas == cas.trim());
        in_force(rows, |row| row.valid_from, on)
    }

    /// The row with this id, as solvents link to it.
    pub fn q3c_row(&self, id: &str) -> Option<&Q3cSolvent> {
        self.q3c.row(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cas: &str, class: u8, pde: Option<f64>, ppm: f64) {
        let row = Reference::embedded().q3c_by_cas(cas).unwrap();
        assert_eq!(row.q3c_class, class, "{cas}");
        assert_eq!(row.pde().map(|cited| cited.value), pde, "{cas}");
        assert!((row.limit().value - ppm).abs() < 1e-9, "{cas}");
    }

    #[test]
    fn values_of_the_guideline() {
        // ICH Q3C(R9), Tables 1 to 3.
        check("71-43-2", 1, None, 2.0);
        check("67-56-1", 2, Some(30.0), 3000.0);
        check("107-21-1", 2, Some(6.2), 620.0);
        check("67-68-5", 3, Some(50.0), 5000.0);
    }

    #[test]
    fn sixty_three_solvents_in_three_classes() {
        let rows = Reference::embedded().q3c_solvents();
        let count = |class| rows.iter().filter(|row| row.q3c_class == class).count();
        assert_eq!((count(1), count(2), count(3)), (5, 31, 27));
    }

    #[test]
    fn class_2_concentration_is_the_exposure_at_ten_grams() {
        for row in Reference::embedded().q3c_solvents() {
            match (row.basis, row.pde_mg_per_day) {
                (Q3cBasis::ConcentrationOnly, pde) => {
                    assert_eq!((row.q3c_class, pde), (1, None), "{}", row.id);
                }
                (_, Some(pde)) => {
                    assert!((pde * 100.0 - row.limit_ppm).abs() < 1e-6, "{}", row.id);
                }
                (_, None) => panic!("`{}` has no exposure", row.id),
            }
        }
    }

    #[test]
    fn an_edition_not_yet_valid_is_not_found() {
        let day = |text: &str| Some(text.parse().unwrap());
        let reference = Reference::embedded();
        assert!(
            reference
                .q3c_by_cas_on("67-56-1", day("2024-01-23"))
                .is_none()
        );
        assert!(
            reference
                .q3c_by_cas_on("67-56-1", day("2024-01-24"))
                .is_some()
        );
    }

    #[test]
    fn one_remembered_row_stays_marked() {
        let row = Reference::embedded().q3c_row("ethyl_formate").unwrap();
        assert!(!row.limit().citation.status.is_regulatory_fact());
        assert!(Reference::embedded().q3c_by_cas("7732-18-5").is_none());
    }
}
