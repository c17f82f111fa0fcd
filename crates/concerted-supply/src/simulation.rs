//! Simulated demand: how many subjects are replaced and what animals weigh, draw by addressed draw.

use std::collections::BTreeMap;

use concerted_chance::{Address, normal_quantile};
use concerted_model::batch::Grade;

use crate::SupplyOptions;
use crate::count::Binomial;
use crate::demand::{Demand, StudyDemand};

/// Lowest body weight relative to the mean: keeps the tail of the normal distribution from reaching zero.
const LOWEST_WEIGHT: f64 = 0.1;

/// The draws of one study.
pub(crate) struct StudyDraws<'a> {
    study: &'a StudyDemand,
    weight_spread: f64,
    weight: Address,
    replaced: Vec<(Address, Binomial)>,
}

/// What one group uses in one sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct GroupDraw {
    /// Index among the groups of the study.
    pub(crate) group: usize,
    /// Subjects, replacements included.
    pub(crate) subjects: u32,
    /// Substance for one subject in kg.
    pub(crate) subject_kg: f64,
}

impl<'a> StudyDraws<'a> {
    /// Addresses all draws of a study; `run` separates independent simulations of one seed.
    pub(crate) fn new(demand: &Demand, study: &'a StudyDemand, (seed, run): (u64, &str)) -> Self {
        let address = |what: &str, key: &str| Address::new(seed, &format!("{run}.{what}"), key);
        Self {
            study,
            weight_spread: demand.weight_spread,
            weight: address("body-weight", &study.study),
            replaced: study
                .groups
                .iter()
                .map(|group| {
                    let law = Binomial::new(group.subjects, group.replacement);
                    (address("replaced", &group.path), law)
                })
                .collect(),
        }
    }

    /// What each group uses in a sample.
    pub(crate) fn groups(&self, sample: u64) -> impl Iterator<Item = GroupDraw> {
        let z = normal_quantile(self.weight.uniform(sample, 0));
        let weight = (1.0 + self.weight_spread * z).max(LOWEST_WEIGHT);
        let groups = self.study.groups.iter().zip(&self.replaced).enumerate();
        groups.map(move |(index, (group, (address, law)))| GroupDraw {
            group: index,
            subjects: group
                .subjects
                .saturating_add(law.quantile(address.uniform(sample, 0))),
            subject_kg: group.subject_kg * if group.by_weight { weight } else { 1.0 },
        })
    }

    /// What the study uses in a sample, in kg.
    pub(crate) fn total(&self, sample: u64) -> f64 {
        let groups = self.groups(sample);
        let used: f64 = groups
            .map(|draw| f64::from(draw.subjects) * draw.subject_kg)
            .sum();
        self.study.amount_kg + used
    }
}

/// Simulated demand in kg of each grade that has one, a value per sample.
///
/// D = amounts set aside once + Σ other studies + max(smallest product, Σ first-phase studies). Replaced subjects are binomial;
/// the mean body weight of a study is normal with the relative deviation of the demand, common to its groups. Runs with
/// different names are independent; the same name, seed and sample give the same draw whatever else the program holds.
pub fn totals(
    demand: &Demand,
    run: &str,
    options: &SupplyOptions<'_>,
) -> BTreeMap<Grade, Vec<f64>> {
    let samples = options.samples.max(1);
    let mut found: BTreeMap<Grade, Vec<f64>> = BTreeMap::new();
    let grades = demand.studies.iter().map(|study| study.grade);
    for grade in grades.chain(demand.reserves.iter().map(|one| one.grade)) {
        found.entry(grade).or_insert_with(|| {
            let once: f64 = demand
                .reserves
                .iter()
                .filter(|one| one.grade == grade)
                .map(|one| one.mass_kg)
                .sum();
            vec![once; samples as usize]
        });
    }
    let mut first_phase = vec![0.0; samples as usize];
    for study in &demand.studies {
        let draws = StudyDraws::new(demand, study, (options.seed, run));
        let Some(grade) = found.get_mut(&study.grade) else {
            continue;
        };
        let totals = if study.first_phase && demand.product.is_some() {
            &mut first_phase
        } else {
            grade
        };
        for (sample, total) in (0_u64..).zip(totals) {
            *total += draws.total(sample);
        }
    }
    if let (Some(product), Some(gmp)) = (&demand.product, found.get_mut(&Grade::Gmp)) {
        for (total, studies) in gmp.iter_mut().zip(&first_phase) {
            *total += product.at_least(*studies);
        }
    }
    found
}
