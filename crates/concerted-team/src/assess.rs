//! The assessment of a team: assignment, checks, load and required contact, with figures.

use std::collections::BTreeMap;

use concerted_model::figure::{Assumption, Input, Ledger, Rule};
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::handover::{HandOff, WorkItem};
use concerted_model::program::Program;
use concerted_model::team::Involvement;
use concerted_reference::Reference;

use crate::assign::{Team, assign, manager};
use crate::check;
use crate::contact::{Contact, RequiredPair, hub, required};
use crate::load::{Load, loads};

/// Part of the required contact above which a post is a hub worth a remark.
const HUB_SHARE: f64 = 0.5;

/// Fewest pairs of posts for which a hub means anything.
const HUB_PAIRS: usize = 4;

const PAIRS: Rule = Rule {
    id: "team.required_pairs",
    formula: "pairs of posts with an entry above 0 in T_A * T_D * T_A^T, T_D symmetrical with unit diagonal",
    unit: "",
};
const CROSSING: Rule = Rule {
    id: "team.cross_company_pairs",
    formula: "required pairs whose posts belong to different companies",
    unit: "",
};
const HUB: Rule = Rule {
    id: "team.hub_share",
    formula: "largest sum of the strengths of one post's required pairs / sum over all required pairs",
    unit: "",
};
const UNFILLED: Rule = Rule {
    id: "team.unfilled_activities",
    formula: "activities that no post does",
    unit: "",
};
const BY_DEFAULT: Rule = Rule {
    id: "team.accountable_by_default",
    formula: "activities for which the programme manager answers because the document names nobody",
    unit: "",
};
const WORK_DAYS: Rule = Rule {
    id: "team.work_days",
    formula: "sum of the likely working days of all activities",
    unit: "d",
};
const DAYS: Rule = Rule {
    id: "team.post.days",
    formula: "sum of the likely working days of the activities that the post does, shared where several do one",
    unit: "d",
};
const LOAD: Rule = Rule {
    id: "team.post.load",
    formula: "intensity * working days of its activities / (capacity * working days from its first to its last)",
    unit: "",
};

/// What the work rests on, as far as the caller knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TeamOptions {
    /// What the days of an activity rest on, by its key.
    pub origins: BTreeMap<String, Vec<Input>>,
    /// What decides which work there is and at which site.
    pub shared: Vec<Input>,
}

/// The outcome of an assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamOutcome {
    /// Who takes which part in what.
    pub team: Team,
    /// Load of the posts with work, sorted by post.
    pub loads: Vec<Load>,
    /// Posts in the order of `matrix`.
    pub posts: Vec<String>,
    /// Coordination requirements `T_A · T_D · T_Aᵀ`.
    pub matrix: Vec<Vec<f64>>,
    /// Pairs of posts that must talk, the strongest first.
    pub pairs: Vec<RequiredPair>,
    /// The post in most of the required contact and its part of it.
    pub hub: Option<(String, f64)>,
    /// Figures.
    pub ledger: Ledger,
    /// What is noteworthy.
    pub findings: Vec<Finding>,
}

/// Assigns posts to work, checks the roles and works out who must talk to whom.
///
/// A post is responsible where an `[[assignment]]` says so (keys of activities in any case), else where it fills
/// the role that owns the activity, preferably at the company that the role names and that has the site.
/// Where nobody is entered as accountable, the post with the role `programme manager` is, as an assumption. The
/// work of two posts requires contact where an activity of one waits for one of the other, directly or by a
/// hand-off, or where both do the same activity; see [`coordination`](crate::coordination). Load is
/// `intensity · days / (capacity · window)`.
///
/// Validity: posts, not people; durations stand for effort by one assumed factor.
///
/// # Findings
/// `team.no_post`, `team.role_unfilled`, `team.nobody_accountable`, `team.several_accountable`,
/// `team.assignment_unknown`, `team.approval`, `team.deputy_missing`, `team.hand_off_party`, `team.load`,
/// `team.hub`.
///
/// ```
/// use concerted_model::handover::WorkItem;
/// use concerted_model::partner::ServiceArea;
/// use concerted_reference::Reference;
/// use concerted_team::assess;
///
/// let text = r#"
/// format_version = 1
/// name = "two posts"
/// start = 2027-01-04
/// company = [{ id = "a", name = "A", kind = "cdmo" }]
/// post = [
///   { id = "chemist", name = "Chemist", company = "a", role = ["process chemist", "programme manager"] },
///   { id = "analyst", name = "Analyst", company = "a", role = ["analytical scientist"] },
/// ]
/// "#;
/// let program = concerted_document::read_texts(&[("program.toml", text)]).program.unwrap();
/// let item = |key: &str, owner: &str, after: &[&str]| WorkItem {
///     key: key.to_owned(),
///     name: key.to_owned(),
///     area: ServiceArea::Chemistry,
///     owner: owner.to_owned(),
///     site: None,
///     days: 10.0,
///     after: after.iter().map(|key| (*key).to_owned()).collect(),
/// };
/// let work = [item("C06", "process chemist", &[]), item("C07", "analytical scientist", &["C06"])];
/// let outcome = assess(&program, Reference::embedded(), &work, &[]);
/// assert_eq!(outcome.pairs.len(), 1);
/// assert_eq!(outcome.pairs[0].interfaces[0].giver, "C06");
/// ```
pub fn assess(
    program: &Program,
    reference: &Reference,
    work: &[WorkItem],
    hand_offs: &[HandOff],
) -> TeamOutcome {
    assess_traced(program, reference, work, hand_offs, &TeamOptions::default())
}

/// [`assess`] with what the work rests on, so that load and contact name it among their ancestors.
///
/// Without it the figures name the durations and paces that the document enters for activities and sites,
/// and not what a batch plan, a finding or a choice of partners stands on.
pub fn assess_traced(
    program: &Program,
    reference: &Reference,
    work: &[WorkItem],
    hand_offs: &[HandOff],
    options: &TeamOptions,
) -> TeamOutcome {
    if program.post.is_empty() {
        return without_posts();
    }
    let team = assign(program, work);
    let loads = loads(program, reference, &team, work);
    let contact = required(program, &team, work, hand_offs);
    let hub = hub(&contact);
    let mut findings = check::findings(program, &team, work, hand_offs, &loads);
    findings.extend(hub_finding(program, &contact, hub.as_ref()));
    findings.sort_by(|a, b| a.id.cmp(&b.id));
    let mut outcome = TeamOutcome {
        team,
        loads,
        posts: contact.posts,
        matrix: contact.matrix,
        pairs: contact.pairs,
        hub,
        ledger: Ledger::new(),
        findings,
    };
    contact_figures(options, &mut outcome);
    role_figures(program, options, &mut outcome);
    load_figures(program, work, options, &mut outcome);
    outcome
}

fn without_posts() -> TeamOutcome {
    TeamOutcome {
        team: Team::default(),
        loads: Vec::new(),
        posts: Vec::new(),
        matrix: Vec::new(),
        pairs: Vec::new(),
        hub: None,
        ledger: Ledger::new(),
        findings: vec![lacking(
            "team.no_post",
            "post",
            "Roles, load and required contact",
            "the program describes no post",
        )],
    }
}

fn hub_finding(
    program: &Program,
    contact: &Contact,
    hub: Option<&(String, f64)>,
) -> Option<Finding> {
    let (post, share) = hub.filter(|(_, share)| *share > HUB_SHARE)?;
    if contact.pairs.len() < HUB_PAIRS {
        return None;
    }
    let name = program
        .post
        .iter()
        .find(|other| other.id.as_str() == post)
        .map_or(post.as_str(), |post| &post.name);
    Some(
        Finding::new(
            "team.hub",
            Severity::Note,
            format!("post.{post}"),
            format!(
                "{name} takes part in {:.0} % of the contact that the work requires; while that post is absent most interfaces stand still.",
                share * 100.0
            ),
        )
        .figure("team.hub_share")
        .hint("give this post a deputy who knows the interfaces, or share its activities"),
    )
}

fn contact_figures(options: &TeamOptions, outcome: &mut TeamOutcome) {
    let crossing = outcome
        .pairs
        .iter()
        .filter(|pair| pair.crosses_companies)
        .count();
    let pairs = outcome.ledger.derive(
        "team.required_pairs",
        "pairs of posts that the work requires to talk",
        PAIRS,
        outcome.pairs.len() as f64,
        options.shared.clone(),
    );
    outcome.ledger.derive(
        "team.cross_company_pairs",
        "of which between companies",
        CROSSING,
        crossing as f64,
        options.shared.iter().cloned().chain([pairs.clone()]),
    );
    if let Some((post, share)) = &outcome.hub {
        outcome.ledger.derive(
            "team.hub_share",
            format!("part of the required contact in which {post} takes part"),
            HUB,
            *share,
            options.shared.iter().cloned().chain([pairs]),
        );
    }
}

fn role_figures(program: &Program, options: &TeamOptions, outcome: &mut TeamOutcome) {
    let unfilled: usize = outcome.team.unfilled.values().map(Vec::len).sum();
    outcome.ledger.derive(
        "team.unfilled_activities",
        "activities that no post does",
        UNFILLED,
        unfilled as f64,
        options.shared.clone(),
    );
    let Some(manager) = manager(program) else {
        return;
    };
    let by_default = outcome
        .team
        .assigned
        .iter()
        .filter(|one| one.involvement == Involvement::Accountable && !one.entered)
        .count();
    let assumption = Input::Assumed(Assumption {
        id: "accountable_post".to_owned(),
        value: manager.to_owned(),
        reason: "Where nobody is entered as accountable the programme manager answers".to_owned(),
    });
    outcome.ledger.derive(
        "team.accountable_by_default",
        format!("activities for which {manager} answers by default"),
        BY_DEFAULT,
        by_default as f64,
        options.shared.iter().cloned().chain([assumption]),
    );
}

fn load_figures(
    program: &Program,
    work: &[WorkItem],
    options: &TeamOptions,
    outcome: &mut TeamOutcome,
) {
    let mut inputs = options.shared.clone();
    inputs.extend(options.origins.values().flatten().cloned());
    inputs.extend(entered_durations(program));
    let all = outcome.ledger.derive(
        "team.work_days",
        "working days of all activities",
        WORK_DAYS,
        work.iter().map(|item| item.days).sum::<f64>(),
        inputs,
    );
    for load in &outcome.loads {
        let days = outcome.ledger.derive(
            format!("team.post.{}.days", load.post),
            format!("working days of {}", load.post),
            DAYS,
            load.days,
            [all.clone()],
        );
        outcome.ledger.derive(
            format!("team.post.{}.load", load.post),
            format!("load of {} while it has work", load.post),
            LOAD,
            load.load,
            load.inputs.iter().cloned().chain([days]),
        );
    }
}

/// Entered values that set the days of work wherever they come from: durations of activities and paces of sites.
fn entered_durations(program: &Program) -> Vec<Input> {
    let activities = program.activity.iter().flat_map(|activity| {
        [
            &activity.shortest,
            &activity.likely,
            &activity.longest,
            &activity.delay,
        ]
        .into_iter()
        .flatten()
        .map(concerted_model::given::Given::input)
    });
    let paces = program
        .site
        .iter()
        .flat_map(|site| &site.service)
        .filter_map(|service| Some(service.duration_factor.as_ref()?.input()));
    activities.chain(paces).collect()
}
