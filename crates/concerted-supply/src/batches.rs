//! The batch plan: existing and fixed batches first, then as few and as small batches as cover the demand.

use concerted_model::batch::Grade;
use concerted_model::figure::{FigureId, Input, Ledger};
use concerted_model::finding::Finding;
use concerted_model::given::Traced;
use concerted_model::handover::RouteDemand;
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_reference::Reference;

use crate::campaign::cycle_days;
use crate::demand::{Demand, GradeDemand};
use crate::held::{held, retest_days};
use crate::record::{Recorded, record};
use crate::simulation::totals;
use crate::trail::{Trail, assumed};
use crate::yields::BatchLaw;
use crate::{Assessed, SupplyOptions, sort_findings};

pub use crate::held::HeldBatch;

/// Batches of one grade made in one campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedCampaign {
    /// Stable key, such as `batch.gmp`.
    pub key: String,
    /// What the batches may be used for.
    pub grade: Grade,
    /// Key of the template activity that it stands for: `c00`, `c06` or `c11`.
    pub activity: String,
    /// Number of batches.
    pub batches: u32,
    /// Mass of each batch in kg.
    pub batch_kg: f64,
    /// Duration in working days, where a route is known.
    pub campaign_days: Option<Traced>,
    /// Calendar days from the end of the campaign to release.
    pub release_days: Traced,
    /// Calendar days from release to retest.
    pub retest_days: Traced,
    /// Probability that the substance does not suffice, judged on samples that the planner has not seen.
    pub shortage_probability: f64,
    /// The same with one batch more of the same size.
    pub with_one_more: f64,
    /// The same with one batch fewer.
    pub with_one_fewer: f64,
    /// Expected mass left over in kg.
    pub left_over_kg: f64,
    /// Studies served, in the order of ids.
    pub studies: Vec<String>,
    /// The figure of the mass of each batch.
    pub figure: FigureId,
}

impl PlannedCampaign {
    /// Mass of all its batches in kg.
    pub fn total_kg(&self) -> f64 {
        f64::from(self.batches) * self.batch_kg
    }
}

/// Batches of the document and campaigns planned.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BatchPlan {
    /// Batches that exist or are fixed, in the order of ids.
    pub held: Vec<HeldBatch>,
    /// Campaigns planned, laboratory first.
    pub planned: Vec<PlannedCampaign>,
}

/// The largest batch that a site can make.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Capacity {
    pub(crate) largest_kg: f64,
    pub(crate) site: String,
    inputs: Vec<Input>,
}

/// What the plan of every grade rests on.
pub(crate) struct PlanCase<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    pub(crate) options: &'a SupplyOptions<'a>,
    pub(crate) law: BatchLaw,
    /// Service level.
    pub(crate) level: f64,
    /// Inputs of law and level.
    pub(crate) rules: Vec<Input>,
    pub(crate) capacity: Option<Capacity>,
    /// Working days of one batch through all steps.
    pub(crate) cycle: Option<Traced>,
}

impl<'a> PlanCase<'a> {
    fn new(
        program: &'a Program,
        reference: &'a Reference,
        (options, cycle): (&'a SupplyOptions<'a>, Option<Traced>),
    ) -> Self {
        let mut trail = Trail::default();
        let law = BatchLaw {
            failure: trail.take(assumed(reference, "batch_failure_probability")),
            spread: trail.take(assumed(reference, "batch_yield_spread")),
        };
        Self {
            program,
            reference,
            options,
            law,
            level: trail.take(assumed(reference, "supply_service_level")),
            rules: trail.0,
            capacity: capacity(program, options.site),
            cycle,
        }
    }
}

/// Batches that cover the demand of each grade with the service level assumed.
///
/// In a sample n batches of mass m give Σ m·yᵢ − r over the good ones, with yᵢ normal around 1, failures independent and r
/// the reserve of each batch. For n = 1, 2, … the smallest sufficient m is the newsvendor quantity of the samples' needs
/// at the service level; the first n whose m the site can make is taken, rounded up to three digits. Existing batches
/// count in full, fixed ones with their risk. The choice is then judged on fresh samples. A campaign lasts set-up +
/// batches × cycle + clean-down in working days. Grades do not stand in for each other.
///
/// # Findings
/// `supply.no_route`, `supply.batch_of_moiety`, `supply.batch_expired`, `supply.retest_before_use`,
/// `supply.retest_shorter_than_use`, `supply.batch_exceeds_site`, `supply.shortage`.
pub fn plan_batches(
    program: &Program,
    reference: &Reference,
    demand: &Demand,
    routes: &[RouteDemand],
    options: &SupplyOptions<'_>,
) -> Assessed<BatchPlan> {
    let mut findings = Vec::new();
    let mut ledger = Ledger::new();
    let mut plan = BatchPlan {
        held: held(program, reference, demand, &mut findings),
        planned: Vec::new(),
    };
    if !demand.grades.is_empty() {
        let cycle = cycle_days(program, reference, routes, (options.route, &mut findings));
        let case = PlanCase::new(program, reference, (options, cycle));
        let seen = totals(demand, "plan", options);
        let fresh = totals(demand, "judge", options);
        for grade in &demand.grades {
            let (Some(seen), Some(fresh)) = (seen.get(&grade.grade), fresh.get(&grade.grade))
            else {
                continue;
            };
            let usable = |one: &&HeldBatch| one.counted && one.grade == grade.grade;
            let supply = GradeCase {
                case: &case,
                demand,
                grade,
                held: plan.held.iter().filter(usable).collect(),
            };
            let planned = supply.plan((seen, fresh), &mut ledger, &mut findings);
            plan.planned.extend(planned);
        }
    }
    sort_findings(&mut findings);
    Assessed {
        result: plan,
        ledger,
        findings,
    }
}

/// The largest batch of the site chosen, else of all sites that offer chemistry; `None` where none states one.
fn capacity(program: &Program, site: Option<&str>) -> Option<Capacity> {
    let sites = program.site.iter().filter(|other| match site {
        Some(id) => other.id.as_str() == id,
        None => other
            .service
            .iter()
            .any(|service| service.area == ServiceArea::Chemistry),
    });
    let stated: Vec<_> = sites
        .filter_map(|site| Some((site, site.largest_batch.as_ref()?)))
        .collect();
    let (site, largest) = stated
        .iter()
        .max_by(|a, b| a.1.value.base().total_cmp(&b.1.value.base()))?;
    Some(Capacity {
        largest_kg: largest.value.base(),
        site: site.name.clone(),
        inputs: stated.iter().map(|(_, mass)| mass.input()).collect(),
    })
}

/// One grade with what serves it.
pub(crate) struct GradeCase<'a> {
    pub(crate) case: &'a PlanCase<'a>,
    pub(crate) demand: &'a Demand,
    pub(crate) grade: &'a GradeDemand,
    pub(crate) held: Vec<&'a HeldBatch>,
}

impl GradeCase<'_> {
    fn plan(
        &self,
        (seen, fresh): (&[f64], &[f64]),
        ledger: &mut Ledger,
        findings: &mut Vec<Finding>,
    ) -> Option<PlannedCampaign> {
        let choice = self.choose(seen);
        let judge = |batches| self.judge(fresh, batches, choice.batch_kg);
        let judgement = judge(choice.batches);
        let Recorded {
            mass,
            campaign_days,
            release_days,
            retest_days,
            shortage,
            one_more,
        } = record(
            self,
            &choice,
            (judgement, judge(choice.batches + 1)),
            ledger,
        );
        self.find(&choice, (judgement, &shortage), findings);
        let mass = mass?;
        self.check_retest(retest_days.value, findings);
        let grade = self.grade.grade;
        Some(PlannedCampaign {
            key: format!("batch.{grade}"),
            grade,
            activity: crate::campaign::activity(grade).to_owned(),
            batches: choice.batches,
            batch_kg: choice.batch_kg,
            campaign_days,
            release_days,
            retest_days,
            shortage_probability: judgement.shortage,
            with_one_more: one_more,
            with_one_fewer: judge(choice.batches - 1).shortage,
            left_over_kg: judgement.left_over_kg,
            studies: self
                .demand
                .of(grade)
                .map(|study| study.study.clone())
                .collect(),
            figure: mass,
        })
    }

    /// Inputs that decide number and size of the batches.
    pub(crate) fn inputs(&self) -> Vec<Input> {
        let mut inputs = vec![
            Input::Figure(self.grade.figure.clone()),
            Input::Figure(self.grade.reserve_figure.clone()),
            Input::Figure("supply.run".into()),
        ];
        inputs.extend(self.case.rules.iter().cloned());
        let capacity = self.case.capacity.iter();
        inputs.extend(capacity.flat_map(|one| one.inputs.iter().cloned()));
        let batches = self.case.program.batch.iter();
        // A batch that is not counted decided so by its dates.
        for batch in batches.filter(|batch| batch.grade == self.grade.grade) {
            inputs.push(batch.mass.input());
            let dates = batch
                .available
                .iter()
                .map(concerted_model::given::Given::input);
            inputs.extend(dates.chain([self.case.program.start.input()]));
            inputs.extend(retest_days(self.case.program, self.case.reference, Some(batch)).inputs);
        }
        inputs
    }
}
