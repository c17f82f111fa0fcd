//! The smallest drug product that can be made: strengths times the smallest machine batch.

use concerted_model::batch::Grade;
use concerted_model::figure::{FigureId, Ledger, Rule};
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::quantity::shortest;
use concerted_model::study::{Product, Strength};

use crate::demand::Demand;
use crate::study::{StudyCase, product_loss};
use crate::trail::{Trail, assumed};

const MINIMUM: Rule = Rule {
    id: "supply.product.minimum",
    formula: "Σ strengths: units of the smallest machine batch × content / (1 − product loss) × substance per moiety",
    unit: "kg",
};
const KILOGRAMS_PER_MILLIGRAM: f64 = 1e-6;

/// Substance for one smallest machine batch of each strength.
#[derive(Debug, Clone, PartialEq)]
pub struct MinimumProduct {
    /// Substance in kg, losses included.
    pub mass_kg: f64,
    /// Expected demand of the first-phase studies in kg.
    pub studies_kg: f64,
    /// The figure of the mass.
    pub figure: FigureId,
}

impl MinimumProduct {
    /// The larger of the smallest product and a demand of the first-phase studies, in kg.
    pub fn at_least(&self, studies_kg: f64) -> f64 {
        self.mass_kg.max(studies_kg)
    }

    /// What the smallest product needs beyond a demand of the first-phase studies, in kg: max(0, minimum − demand).
    pub fn beyond_studies(&self, studies_kg: f64) -> f64 {
        (self.mass_kg - studies_kg).max(0.0)
    }
}

/// The smallest product of the first-phase studies, where a product with strengths is entered.
pub(crate) fn minimum(
    case: StudyCase<'_>,
    demand: &Demand,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Option<MinimumProduct> {
    let mut first = demand
        .of(Grade::Gmp)
        .filter(|study| study.first_phase)
        .peekable();
    first.peek()?;
    let studies_kg: f64 = first.map(|study| study.mass_kg).sum();
    let product = case.program.product.as_ref();
    let Some(product) = product.filter(|product| !product.strength.is_empty()) else {
        findings.push(lacking(
            "supply.no_product",
            "product",
            "The smallest product batch of the first study in people",
            "the document has no drug product with strengths (`[product]`, `[[product.strength]]`)",
        ));
        return None;
    };
    let mut trail = Trail::default();
    let factor = trail.take(case.factor?.clone());
    let loss = trail.take(product_loss(case));
    let content_kg: f64 = product
        .strength
        .iter()
        .map(|strength| units(case, product, strength, &mut trail) * strength.content.value.base())
        .sum();
    if loss >= 1.0 {
        return None;
    }
    let mass_kg = content_kg / (1.0 - loss) * factor;
    let figure = FigureId::from(MINIMUM.id);
    let label = format!(
        "substance for the smallest machine batch of {} strengths",
        product.strength.len()
    );
    ledger.derive(figure.clone(), label, MINIMUM, mass_kg, trail.0);
    let found = MinimumProduct {
        mass_kg,
        studies_kg,
        figure,
    };
    if found.beyond_studies(studies_kg) > 0.0 {
        findings.push(governs(&found, product));
    }
    Some(found)
}

fn governs(minimum: &MinimumProduct, product: &Product) -> Finding {
    Finding::new(
        "supply.minimum_product",
        Severity::Note,
        &product.path,
        format!(
            "The smallest machine batch of {} strengths takes {} kg of substance, more than the {} kg for the subjects of the first studies: it sets the demand.",
            product.strength.len(),
            shortest(minimum.mass_kg),
            shortest(minimum.studies_kg)
        ),
    )
    .figure(minimum.figure.clone())
    .hint("fewer strengths, or substance filled directly into capsules, would need less")
}

/// Units of one smallest machine batch: as entered, else the smallest charge of the machine over the mass of one unit.
fn units(case: StudyCase<'_>, product: &Product, strength: &Strength, trail: &mut Trail) -> f64 {
    let content = trail.take(&strength.content);
    if let Some(units) = &product.minimum_units {
        trail.0.push(units.input());
        return f64::from(units.value);
    }
    let entered: Vec<_> = product
        .excipient
        .iter()
        .map(|excipient| excipient.mass.as_ref())
        .collect();
    // A sum in which one excipient has no mass would pass for the whole, so the default stands in for all of them.
    let excipients = if entered.is_empty() || entered.contains(&None) {
        let mass = assumed(case.reference, "excipient_mass_per_dose");
        trail.take(mass) * KILOGRAMS_PER_MILLIGRAM
    } else {
        entered
            .into_iter()
            .flatten()
            .map(|mass| trail.take(mass))
            .sum()
    };
    let charge = trail.take(assumed(case.reference, "minimum_machine_batch"));
    let unit = content + excipients;
    if unit > 0.0 { charge / unit } else { 0.0 }
}
