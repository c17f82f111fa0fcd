//! Elemental impurities (ICH Q3D) and the weights of those elements.

use concerted_model::evidence::Status;
use jiff::civil::Date;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::evidence::Evidence;
use crate::table::{Row, in_force, row};

/// How a product enters the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdministrationRoute {
    /// By mouth.
    Oral,
    /// By injection or infusion.
    Parenteral,
    /// By inhalation.
    Inhalation,
    /// On the skin.
    Cutaneous,
}

/// Class of an element in ICH Q3D.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Q3dClass {
    /// Toxic, always assessed.
    #[serde(rename = "1")]
    One,
    /// Likely to occur, always assessed.
    #[serde(rename = "2A")]
    TwoA,
    /// Assessed where intentionally added.
    #[serde(rename = "2B")]
    TwoB,
    /// Low toxicity by mouth.
    #[serde(rename = "3")]
    Three,
}

/// One element of ICH Q3D.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Q3dElement {
    /// Id of the row: the name of the element.
    pub id: String,
    /// Symbol of the element.
    pub symbol: String,
    /// Class of the element.
    pub q3d_class: Q3dClass,
    /// Permitted daily exposure by mouth in ug/day.
    pub pde_oral_ug_per_day: f64,
    /// Permitted daily exposure by injection in ug/day.
    pub pde_parenteral_ug_per_day: f64,
    /// Permitted daily exposure by inhalation in ug/day.
    pub pde_inhalation_ug_per_day: f64,
    /// Permitted daily exposure on the skin in ug/day.
    pub pde_cutaneous_ug_per_day: f64,
    /// How far the cutaneous value was checked.
    pub status_cutaneous: Status,
    /// What the check of the cutaneous value rests on.
    pub evidence_cutaneous: Evidence,
    /// Concentration limit on the skin in ug/g, for sensitising elements.
    pub concentration_cutaneous_ug_per_g: Option<f64>,
    /// Source of the row.
    pub source: String,
    /// Table in the source.
    pub locator: String,
    /// How far the values of the other three routes were checked.
    pub status: Status,
    /// What that check rests on.
    pub evidence: Evidence,
    /// First day of the edition.
    pub valid_from: Option<Date>,
    /// What a reader should know.
    pub note: String,
}
row!(Q3dElement, "q3d_elements");

impl Q3dElement {
    /// Permitted daily exposure in ug/day for a route, with the status of that route.
    pub fn pde(&self, route: AdministrationRoute) -> Cited<f64> {
        match route {
            AdministrationRoute::Oral => self.cite(self.pde_oral_ug_per_day),
            AdministrationRoute::Parenteral => self.cite(self.pde_parenteral_ug_per_day),
            AdministrationRoute::Inhalation => self.cite(self.pde_inhalation_ug_per_day),
            AdministrationRoute::Cutaneous => {
                self.cite_as(self.pde_cutaneous_ug_per_day, self.status_cutaneous)
            }
        }
    }
}

/// Standard atomic weight of an element of Q3D.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElementWeight {
    /// Id of the row: the name of the element.
    pub id: String,
    /// Symbol of the element.
    pub symbol: String,
    /// Number of protons.
    pub atomic_number: u8,
    /// Standard atomic weight in g/mol.
    pub atomic_weight: f64,
    /// Row of the element in `q3d_elements`.
    pub q3d_id: String,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What the check rests on.
    pub evidence: Evidence,
    /// What a reader should know.
    pub note: String,
}
row!(ElementWeight, "elements");

impl ElementWeight {
    /// Standard atomic weight in g/mol with its citation.
    pub fn weight(&self) -> Cited<f64> {
        self.cite(self.atomic_weight)
    }
}

impl Reference {
    /// All elements of ICH Q3D, sorted by id.
    pub fn q3d_elements(&self) -> &[Q3dElement] {
        &self.q3d
    }

    /// The newest row of an element, by its symbol such as `Rh`.
    pub fn q3d(&self, symbol: &str) -> Option<&Q3dElement> {
        self.q3d_on(symbol, None)
    }

    /// The row of an element in force on a day; without a day, the newest.
    pub fn q3d_on(&self, symbol: &str, on: Option<Date>) -> Option<&Q3dElement> {
        let rows = self.q3d.iter().filter(|row| row.symbol == symbol.trim());
        in_force(rows, |row| row.valid_from, on)
    }

    /// The atomic weight of an element of Q3D, by its symbol.
    pub fn element(&self, symbol: &str) -> Option<&ElementWeight> {
        self.elements.iter().find(|row| row.symbol == symbol.trim())
    }

    /// All atomic weights, sorted by id.
    pub fn elements(&self) -> &[ElementWeight] {
        &self.elements
    }
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "cells are compared with the number as it is written in the source"
)]
mod tests {
    use super::*;

    fn check(symbol: &str, values: [f64; 4]) {
        let element = Reference::embedded().q3d(symbol).unwrap();
        let routes = [
            AdministrationRoute::Oral,
            AdministrationRoute::Parenteral,
            AdministrationRoute::Inhalation,
            AdministrationRoute::Cutaneous,
        ];
        assert_eq!(
            routes.map(|route| element.pde(route).value),
            values,
            "{symbol}"
        );
    }

    #[test]
    fn values_of_the_guideline() {
        // ICH Q3D(R2), Table A.2.1 and Appendix 5.
        check("Cd", [5.0, 2.0, 3.0, 20.0]);
        check("Ni", [200.0, 20.0, 6.0, 200.0]);
        check("Pd", [100.0, 10.0, 1.0, 100.0]);
        check("Rh", [100.0, 10.0, 1.0, 100.0]);
        check("Se", [150.0, 80.0, 130.0, 800.0]);
    }

    #[test]
    fn the_cutaneous_route_has_a_status_of_its_own() {
        let rhodium = Reference::embedded().q3d("Rh").unwrap();
        let status = |route| rhodium.pde(route).citation.status;
        assert_eq!(status(AdministrationRoute::Oral), Status::Verified);
        assert_eq!(status(AdministrationRoute::Cutaneous), Status::Memory);
    }

    #[test]
    fn classes_hold_the_right_number_of_elements() {
        let rows = Reference::embedded().q3d_elements();
        let count = |class| rows.iter().filter(|row| row.q3d_class == class).count();
        assert_eq!(rows.len(), 24);
        assert_eq!(
            [
                Q3dClass::One,
                Q3dClass::TwoA,
                Q3dClass::TwoB,
                Q3dClass::Three
            ]
            .map(count),
            [4, 3, 10, 7]
        );
    }

    #[test]
    fn each_element_of_q3d_has_a_weight() {
        let reference = Reference::embedded();
        for element in reference.q3d_elements() {
            let weight = reference.element(&element.symbol).unwrap();
            assert_eq!(weight.q3d_id, element.id);
            // No nucleus outside hydrogen has fewer neutrons than protons by much, nor twice as many.
            let ratio = weight.weight().value / f64::from(weight.atomic_number);
            assert!((2.0..2.7).contains(&ratio), "{}: {ratio}", element.id);
        }
        assert_eq!(reference.elements().len(), 24);
        assert!(reference.element("Fe").is_none());
        assert!(reference.q3d("Fe").is_none());
    }
}
