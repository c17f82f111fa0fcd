//! Moves between two sites: what they cost by the table of hand-off overheads.

use concerted_model::figure::{Assumption, Input};
use concerted_model::handover::ThreePoint;
use concerted_model::partner::Site;
use concerted_model::program::Program;
use concerted_reference::{HandoffOverhead, Reference, Row};

/// A site by its id and company.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place<'a> {
    pub(crate) site: &'a str,
    /// The company's id; the site's own id where the document does not describe the site.
    pub(crate) company: &'a str,
    /// Name for people.
    pub(crate) name: &'a str,
}

impl<'a> Place<'a> {
    /// The site with this id.
    pub(crate) fn new(program: &'a Program, id: &'a str) -> Self {
        match described(program, id) {
            Some(site) => Self {
                site: site.id.as_str(),
                company: site.company.as_str(),
                name: &site.name,
            },
            None => Self {
                site: id,
                company: id,
                name: id,
            },
        }
    }

    /// True for two sites of one company.
    pub(crate) fn shares_company(&self, other: &Self) -> bool {
        self.company == other.company
    }
}

/// The site with this id, where the document describes it.
pub(crate) fn described<'a>(program: &'a Program, id: &str) -> Option<&'a Site> {
    program.site.iter().find(|site| site.id.as_str() == id)
}

/// Work of one overhead row, done `times` times between two sites.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Price {
    pub(crate) cost_kusd: ThreePoint,
    pub(crate) weeks: ThreePoint,
    pub(crate) inputs: Vec<Input>,
}

impl Price {
    /// Nothing to pay yet.
    pub(crate) fn nothing() -> Self {
        let zero = ThreePoint {
            low: 0.0,
            mode: 0.0,
            high: 0.0,
        };
        Self {
            cost_kusd: zero,
            weeks: zero,
            inputs: Vec::new(),
        }
    }

    /// An overhead row: its cost as often as it is done, its weeks once, because sets move side by side.
    ///
    /// Between sites of one company the share of the row applies.
    pub(crate) fn of(row: &HandoffOverhead, times: usize, same_company: bool) -> Self {
        let share = if same_company {
            row.same_company_factor
        } else {
            1.0
        };
        let (cost, weeks) = (row.cost_kusd().value, row.weeks().value);
        let scaled = |point: concerted_reference::ThreePoint, factor: f64| ThreePoint {
            low: point.low * factor,
            mode: point.likely * factor,
            high: point.high * factor,
        };
        let text = format!(
            "{} to {} to {} kUSD and {} to {} to {} weeks, {} of it within one company",
            cost.low,
            cost.likely,
            cost.high,
            weeks.low,
            weeks.likely,
            weeks.high,
            row.same_company_factor
        );
        Self {
            cost_kusd: scaled(cost, share * times as f64),
            weeks: scaled(weeks, if times > 0 { share } else { 0.0 }),
            inputs: vec![Input::Reference(row.citation(), text)],
        }
    }

    /// Both prices; their work follows one another.
    pub(crate) fn then(self, other: Self) -> Self {
        self.joined(other, |a, b| a + b)
    }

    /// Both prices; their work runs side by side.
    pub(crate) fn beside(self, other: Self) -> Self {
        self.joined(other, f64::max)
    }

    fn joined(mut self, other: Self, duration: fn(f64, f64) -> f64) -> Self {
        let both = |a: ThreePoint, b: ThreePoint, join: fn(f64, f64) -> f64| ThreePoint {
            low: join(a.low, b.low),
            mode: join(a.mode, b.mode),
            high: join(a.high, b.high),
        };
        self.cost_kusd = both(self.cost_kusd, other.cost_kusd, |a, b| a + b);
        self.weeks = both(self.weeks, other.weeks, duration);
        self.inputs.extend(other.inputs);
        self
    }
}

/// A row of the overhead table.
///
/// # Panics
/// Never with the embedded data: a test of this crate looks up every row it names.
pub(crate) fn overhead<'a>(reference: &'a Reference, id: &str) -> &'a HandoffOverhead {
    reference
        .handoff_overhead(id)
        .expect("the overheads that this crate names are rows of the table")
}

/// A default and the input that records it.
///
/// # Panics
/// Never with the embedded data: a test of this crate looks up every default it names.
pub(crate) fn assumed(reference: &Reference, id: &str) -> (f64, Input) {
    let row = reference
        .assumption(id)
        .expect("the defaults that this crate names are rows of the table");
    let assumption = Assumption {
        id: row.id.clone(),
        value: format!("{} {}", row.value, row.unit),
        reason: row.reason.clone(),
    };
    (row.value, Input::Assumed(assumption))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_that_is_named_exists() {
        let reference = Reference::embedded();
        for id in ["H03", "H04", "H05", "H06"] {
            assert_eq!(overhead(reference, id).id, id);
        }
        assert!(assumed(reference, "transfer_per_method_set").0 >= 1.0);
    }

    #[test]
    fn a_move_within_a_company_costs_its_share() {
        // Hand-off table, H03: 30 to 60 to 140 kUSD, 0.6 of it within one company.
        let row = overhead(Reference::embedded(), "H03");
        let between = Price::of(row, 2, false);
        let within = Price::of(row, 2, true);
        assert!((between.cost_kusd.mode - 120.0).abs() < 1e-9);
        assert!((within.cost_kusd.mode - 72.0).abs() < 1e-9);
        assert!((between.weeks.mode - 6.0).abs() < 1e-9);
        let after = between.clone().then(within.clone());
        assert!((after.cost_kusd.high - (280.0 + 168.0)).abs() < 1e-9);
        assert!((after.weeks.mode - 9.6).abs() < 1e-9);
        assert!((between.beside(within).weeks.mode - 6.0).abs() < 1e-9);
    }
}
