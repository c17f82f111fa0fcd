//! The plan: partners, batches and schedule chosen together, simulated and explained.

use std::collections::BTreeMap;

use concerted_methods::MethodsOutcome;
use concerted_model::figure::{Figures, Input, Ledger};
use concerted_model::finding::Finding;
use concerted_model::handover::HandOff;
use concerted_model::id::Ref;
use concerted_model::program::Program;
use concerted_partners::{Candidate, Choice, ChooseOptions, choose};
use concerted_reference::Reference;
use concerted_schedule::{ScheduleError, Status};
use concerted_supply::{Fan, FanOptions, Start, StudyStarts};
use concerted_team::{TeamOptions, TeamOutcome};

use crate::assess::{Assessment, assess, needs, tidy};
use crate::assumptions::{Ranked, rank};
use crate::evaluate::Evaluation;
use crate::figures;
use crate::method_start::{self, MethodStart, method_starts};
use crate::network::{Decision, Network, base_network};
use crate::outcome::{Activity, Alternative, Milestone, activities, milestones};
use crate::route_choice::{Criterion, RouteChoice, route_choice};
use crate::scheduling::assumed;
use crate::sourcing::{Comparing, compare, exchanges, unable};
use crate::timing::{TICKS_PER_DAY, Timing};

/// How a plan is made. All budgets are counts, so the same options give the same bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanOptions {
    /// Seed of search and simulation.
    pub seed: u64,
    /// Samples of the final simulation.
    pub samples: u64,
    /// Schedules generated for the final plan.
    pub schedules: u64,
    /// Sourcings compared by schedule and simulation.
    pub sourcings: usize,
    /// Route, where not the program's own choice.
    pub route: Option<String>,
    /// Plan every route and take the best by this; goes before `route`.
    pub choose_route: Option<Criterion>,
    /// Sourcing, where it is decided; then none is compared.
    pub sourcing: Option<concerted_model::handover::Sourcing>,
}

impl Default for PlanOptions {
    fn default() -> Self {
        Self {
            seed: 1,
            samples: 1_000,
            schedules: 200,
            sourcings: 4,
            route: None,
            choose_route: None,
            sourcing: None,
        }
    }
}

/// A stage of the work, told to whoever waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Routes are planned on a small budget: done and total.
    Routes(usize, usize),
    /// The engines are assessing the program.
    Assessing,
    /// Sourcings are compared: done and total.
    Comparing(usize, usize),
    /// Methods, team and fan are computed.
    Completing,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The network cannot be scheduled.
    #[error("the work cannot be scheduled")]
    Schedule(#[from] ScheduleError),
    /// The partners engine named no sourcing at all.
    #[error("no way to give the work to sites was found")]
    NothingToCompare,
    /// The program has no route of that name.
    #[error("the program has no route `{route}`")]
    UnknownRoute {
        /// The route asked for.
        route: String,
    },
}

/// A plan with everything that explains it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What was decided.
    pub decision: Decision,
    /// What the plan was made with.
    pub options: PlanOptions,
    /// The assessment it rests on.
    pub assessment: Assessment,
    /// How the routes compare, where the planner chose between them.
    pub route_choice: Option<RouteChoice>,
    /// Finish of the target in each sample that could be computed, in days from the start.
    pub target_days: Vec<f64>,
    /// How good the schedule is known to be.
    pub status: Status,
    /// Milestones with their dates.
    pub milestones: Vec<Milestone>,
    /// Activities in the order of their starts.
    pub activities: Vec<Activity>,
    /// When the work on each trace method can start and when it must.
    pub method_starts: Vec<MethodStart>,
    /// The work network.
    pub network: Network,
    /// Hand-offs between sites.
    pub hand_offs: Vec<HandOff>,
    /// Sourcings compared by schedule and simulation, the chosen one first.
    pub alternatives: Vec<Alternative>,
    /// The partners engine's own comparison.
    pub partners: Choice,
    /// Methods, transfers, repeats.
    pub methods: MethodsOutcome,
    /// Roles and contact.
    pub team: TeamOutcome,
    /// Cumulative demand by date.
    pub fan: Fan,
    /// Findings, the most severe first.
    pub findings: Vec<Finding>,
    /// Every figure with its origin.
    pub figures: Figures,
    /// Assumptions, the one the plan depends on most first.
    pub assumptions: Vec<Ranked>,
}

/// Makes a plan.
///
/// In order: assess, draw the work network, let the partners engine rank sourcings, evaluate the best of
/// them, the integrated and the scattered one by schedule and simulation with the same random numbers,
/// take the best, schedule and simulate it with the full budget, then judge methods, team and demand. Where the
/// options ask for a choice of route, every route is planned on a small budget first.
///
/// # Errors
/// [`PlanError`] where the work cannot be scheduled at all or the route does not exist.
pub fn plan(
    program: &Program,
    reference: &Reference,
    options: &PlanOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Plan, PlanError> {
    let Some(criterion) = options.choose_route else {
        return plan_route(program, reference, options, None, progress);
    };
    let choice = route_choice(program, reference, options, criterion, progress)?;
    let options = PlanOptions {
        route: choice.chosen.clone(),
        ..options.clone()
    };
    plan_route(program, reference, &options, Some(choice), progress)
}

/// Makes a plan with one route.
pub(crate) fn plan_route(
    program: &Program,
    reference: &Reference,
    options: &PlanOptions,
    route_choice: Option<RouteChoice>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Plan, PlanError> {
    progress(Progress::Assessing);
    let route = planned_route(program, options)?;
    // Every engine must plan with the same route, whether it is asked for here or written in the document.
    let mut routed = program.clone();
    if options.route.is_some() {
        routed.document.chosen_route = route.as_ref().map(|id| Ref::new(id, None));
    }
    let program = &routed;
    let assessment = assess(program, reference, route.as_deref(), options.seed);
    let base = base_network(program, reference, &assessment, route.as_deref());
    let exchanges = exchanges(&base);
    let mut choosing = ChooseOptions {
        keep: options.sourcings,
        unable: unable(program, route.as_deref()),
        fixed: options.sourcing.clone().unwrap_or_default(),
        exchange_inputs: base.inputs(),
        ..ChooseOptions::default()
    };
    let ranked = choose(program, reference, &exchanges, &choosing);
    let (best, evaluation, alternatives) = compare(
        &Comparing {
            program,
            reference,
            base: &base,
            partners: &ranked,
            assessment: &assessment,
            options,
            route: route.as_deref(),
        },
        progress,
    )?;
    let decision = Decision {
        route,
        sourcing: best.sourcing.clone(),
    };
    // Dependence and counter-cases are those of the sourcing that was chosen by schedule.
    choosing.chosen = Some(best.sourcing.clone());
    let mut partners = choose(program, reference, &exchanges, &choosing);
    progress(Progress::Completing);
    let join = Join {
        program,
        reference,
        options,
        decision: &decision,
        assessment: &assessment,
        evaluation: &evaluation,
        best: &best,
    };
    let mut partner_ledger = std::mem::take(&mut partners.ledger);
    if let Some(choice) = &route_choice {
        partner_ledger.merge(choice.ledger.clone());
    }
    let ticks = &evaluation.simulation.finishes;
    let target_days = ticks.iter().map(|tick| *tick as f64 / TICKS_PER_DAY as f64);
    let done = join.complete(partner_ledger, &partners, &alternatives);
    Ok(Plan {
        options: options.clone(),
        target_days: target_days.collect(),
        route_choice,
        status: evaluation.outcome.status,
        milestones: done.milestones,
        activities: done.activities,
        method_starts: done.method_starts,
        hand_offs: best.hand_offs.clone(),
        alternatives,
        partners,
        methods: done.methods,
        team: done.team,
        fan: done.fan,
        findings: done.findings,
        figures: done.figures,
        assumptions: done.assumptions,
        network: evaluation.network,
        assessment,
        decision,
    })
}

fn planned_route(program: &Program, options: &PlanOptions) -> Result<Option<String>, PlanError> {
    match &options.route {
        Some(route) if program.route_by_id(route).is_none() => Err(PlanError::UnknownRoute {
            route: route.clone(),
        }),
        Some(route) => Ok(Some(route.clone())),
        None => Ok(program.planned_route().map(|route| route.id.to_string())),
    }
}

/// The activity whose finish counts most: the milestone of the first dose, else the first milestone.
pub(crate) fn target_key(program: &Program) -> String {
    let first_dose = "k05";
    program
        .milestone
        .iter()
        .map(|milestone| milestone.activity.to_ascii_lowercase())
        .find(|key| key == first_dose)
        .or_else(|| {
            program
                .milestone
                .first()
                .map(|milestone| milestone.activity.to_ascii_lowercase())
        })
        .unwrap_or_else(|| first_dose.to_owned())
}

/// What is known once the chosen decision is evaluated.
struct Join<'a> {
    program: &'a Program,
    reference: &'a Reference,
    options: &'a PlanOptions,
    decision: &'a Decision,
    assessment: &'a Assessment,
    evaluation: &'a Evaluation,
    best: &'a Candidate,
}

/// What the join adds to it.
struct Done {
    milestones: Vec<Milestone>,
    activities: Vec<Activity>,
    method_starts: Vec<MethodStart>,
    methods: MethodsOutcome,
    team: TeamOutcome,
    fan: Fan,
    findings: Vec<Finding>,
    figures: Figures,
    assumptions: Vec<Ranked>,
}

impl Join<'_> {
    fn complete(
        &self,
        partner_ledger: Ledger,
        partners: &Choice,
        alternatives: &[Alternative],
    ) -> Done {
        let (methods, team) = self.methods_and_team();
        let timing = Timing::new(self.program);
        let milestones = milestones(self.program, self.evaluation, &timing);
        let activities = activities(self.program, self.evaluation, &timing);
        let method_starts = method_starts(self.evaluation, &timing, &target_key(self.program));
        let mut ledger = self.assessment.ledger.clone();
        ledger.merge(partner_ledger);
        ledger.merge(methods.ledger.clone());
        ledger.merge(team.ledger.clone());
        figures::record(
            &mut ledger,
            &figures::Shown {
                options: self.options,
                network: &self.evaluation.network,
                milestones: &milestones,
                activities: &activities,
                alternatives,
            },
            self.run_inputs(),
        );
        method_start::record(&mut ledger, &method_starts);
        let engines = [&partners.findings, &methods.findings, &team.findings];
        let findings = self.findings(engines, &milestones);
        let figures = Figures::resolve(&ledger, &self.program.entered);
        let assumptions = rank(&figures, self.evaluation, &self.program.entered);
        Done {
            fan: self.fan(),
            milestones,
            activities,
            method_starts,
            methods,
            team,
            findings,
            figures,
            assumptions,
        }
    }

    /// What the engines say that need the dates and the sites of the work.
    fn methods_and_team(&self) -> (MethodsOutcome, TeamOutcome) {
        let items = self.evaluation.network.items();
        let methods = concerted_methods::assess(
            self.program,
            self.reference,
            &needs(
                &self.assessment.genotox,
                self.program,
                self.decision.route.as_deref(),
            ),
            &self.decision.sourcing,
            &items,
        );
        let team = concerted_team::assess_traced(
            self.program,
            self.reference,
            &items,
            &self.best.hand_offs,
            &self.origins(),
        );
        (methods, team)
    }

    /// What the run of the plan rests on.
    fn run_inputs(&self) -> Vec<Input> {
        let mut inputs = self.evaluation.scheduling.inputs.clone();
        inputs.extend(self.evaluation.network.inputs());
        inputs.extend(
            [
                "cost_of_time",
                "company_governance",
                "pert_lambda",
                "working_days_per_week",
            ]
            .iter()
            .filter_map(|id| self.reference.assumption(id).map(assumed)),
        );
        inputs
    }

    /// Findings of the assessment, of the engines that came after it, and of the plan itself.
    fn findings(&self, engines: [&Vec<Finding>; 3], milestones: &[Milestone]) -> Vec<Finding> {
        let evaluation = self.evaluation;
        let mut findings: Vec<Finding> = self
            .assessment
            .findings_for(self.decision.route.as_deref())
            .into_iter()
            .chain(engines.into_iter().flatten())
            .chain(&evaluation.findings)
            .chain(&evaluation.network.findings)
            .cloned()
            .collect();
        findings.extend(crate::outcome::late(milestones));
        findings.extend(crate::outcome::optimistic(milestones));
        findings.extend(crate::consistency::findings(
            self.program,
            &evaluation.network,
        ));
        tidy(&mut findings);
        findings
    }

    /// What each piece of work rests on, for figures about the posts that do it.
    fn origins(&self) -> TeamOptions {
        TeamOptions {
            origins: self
                .evaluation
                .network
                .work
                .values()
                .map(|work| (work.key.clone(), work.inputs.clone()))
                .collect(),
            shared: vec![Input::Figure("plan.network".into())],
        }
    }

    /// Cumulative demand with the starts of the simulated studies.
    fn fan(&self) -> Fan {
        let finishes: BTreeMap<usize, &[i64]> = self
            .evaluation
            .simulation
            .milestones
            .iter()
            .map(|milestone| (milestone.activity.0, milestone.finishes.as_slice()))
            .collect();
        let mut starts = StudyStarts::new();
        for study in &self.assessment.supply.demands.studies {
            let Some(key) = study.activity.as_ref().map(|key| key.to_ascii_lowercase()) else {
                continue;
            };
            let Some(index) = self.evaluation.scheduling.index.get(&key) else {
                continue;
            };
            // The simulation keeps finishes; the start lies earlier by the likely duration.
            let schedule = &self.evaluation.schedule;
            let length = schedule.finishes[index.0] - schedule.starts[index.0];
            let day = |tick: i64| (tick - length).max(0) as f64 / TICKS_PER_DAY as f64;
            let start = match finishes.get(&index.0) {
                Some(finishes) if !finishes.is_empty() => {
                    Start::Sampled(finishes.iter().map(|finish| day(*finish)).collect())
                }
                _ => Start::Fixed(day(schedule.finishes[index.0])),
            };
            starts.insert(study.study.clone(), start);
        }
        let options = FanOptions {
            samples: self.options.samples.min(1_000) as u32,
            seed: self.options.seed,
            grade: None,
        };
        concerted_supply::fan::fan_of(&self.assessment.supply.demands, &starts, &options)
    }
}

/// The link that every figure of the plan rests on.
pub(crate) fn run_input() -> Input {
    Input::Figure("plan.run".into())
}
