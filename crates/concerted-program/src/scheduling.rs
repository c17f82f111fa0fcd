//! The work network as a model of the schedule engine.

use std::collections::BTreeMap;

use concerted_chance::Pert;
use concerted_model::figure::Input;
use concerted_model::id::Ref;
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_model::work::LinkKind;
use concerted_reference::Reference;
use concerted_schedule::{
    Activity, ActivityIndex, Calendar, CalendarIndex, Consumption, Demand, Estimate, Link, Mode,
    Model, Production, Resource, ResourceIndex, Risk, Shape, Stock, StockIndex, Uncertainty,
};

use crate::network::{Network, Work};
use crate::timing::{TICKS_PER_DAY, Timing, calendar_inputs};

/// A model with the keys that lead back to the network.
#[derive(Debug, Clone)]
pub(crate) struct Scheduling {
    /// The engine's model.
    pub(crate) model: Model,
    /// What is uncertain in it.
    pub(crate) uncertainty: Uncertainty,
    /// Position of each activity.
    pub(crate) index: BTreeMap<String, ActivityIndex>,
    /// Site and area of each resource.
    pub(crate) resources: Vec<(String, ServiceArea)>,
    /// What calendars, capacities and risks rest on.
    pub(crate) inputs: Vec<Input>,
}

/// Whether material is followed: without it, a schedule can always be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Material {
    /// Studies wait for released, unexpired material.
    Followed,
    /// Links alone decide.
    Ignored,
}

/// Builds the model of a network.
pub(crate) fn scheduling(
    program: &Program,
    reference: &Reference,
    network: &Network,
    material: Material,
) -> Scheduling {
    let timing = Timing::new(program);
    let mut build = Build {
        program,
        timing: &timing,
        model: Model::default(),
        calendars: BTreeMap::new(),
        resources: BTreeMap::new(),
        resource_names: Vec::new(),
        stocks: BTreeMap::new(),
        inputs: vec![program.start.input()],
    };
    let mut index = BTreeMap::new();
    let mut uncertainty = Uncertainty::default();
    for work in network.work.values() {
        let activity = build.activity(reference, work, material);
        let at = build.model.add_activity(activity);
        index.insert(work.key.clone(), at);
        if let Some(estimate) = estimate(work, at) {
            uncertainty.estimates.push(estimate);
        }
    }
    for edge in &network.edges {
        let (Some(from), Some(to)) = (index.get(&edge.from), index.get(&edge.to)) else {
            continue;
        };
        let lag = (edge.lag_days * TICKS_PER_DAY as f64).round() as i64;
        let kind = match edge.kind {
            LinkKind::FinishStart => concerted_schedule::LinkKind::FinishToStart,
            LinkKind::StartStart => concerted_schedule::LinkKind::StartToStart,
            LinkKind::FinishFinish => concerted_schedule::LinkKind::FinishToFinish,
            LinkKind::StartFinish => concerted_schedule::LinkKind::StartToFinish,
        };
        build
            .model
            .links
            .push(Link::new(edge.rule.clone(), *from, *to, kind, lag));
    }
    build.deadlines(&index);
    uncertainty.risks = build.risks(&index);
    Scheduling {
        model: build.model,
        uncertainty,
        index,
        resources: build.resource_names,
        inputs: build.inputs,
    }
}

struct Build<'a> {
    program: &'a Program,
    timing: &'a Timing,
    model: Model,
    calendars: BTreeMap<Option<String>, CalendarIndex>,
    resources: BTreeMap<(String, ServiceArea), ResourceIndex>,
    resource_names: Vec<(String, ServiceArea)>,
    stocks: BTreeMap<String, StockIndex>,
    inputs: Vec<Input>,
}

impl Build<'_> {
    fn activity(&mut self, reference: &Reference, work: &Work, material: Material) -> Activity {
        let calendar = self.calendar(work);
        let mut activity = Activity::new(&work.key, calendar, ticks(work.days.mode));
        activity.release = work.not_before.map(|date| self.timing.tick(date));
        self.actuals(work, &mut activity);
        // Work that is done holds nobody's capacity any more.
        if work.occupies
            && work.finished.is_none()
            && let Some(resource) = self.resource(reference, work)
        {
            activity.modes[0]
                .demands
                .push(Demand { resource, units: 1 });
        }
        if material == Material::Followed {
            for movement in &work.makes {
                activity.produces.push(Production {
                    stock: self.stock(&movement.grade),
                    amount: movement.grams,
                    release_delay: 0,
                    shelf_life: movement.shelf_days.map(|days| days * TICKS_PER_DAY),
                });
            }
            for movement in &work.takes {
                activity.consumes.push(Consumption {
                    stock: self.stock(&movement.grade),
                    amount: movement.grams,
                });
            }
        }
        activity
    }

    /// What has happened is fixed: the start, and with the finish the duration.
    fn actuals(&self, work: &Work, activity: &mut Activity) {
        let Some(started) = work.started.or(work.finished) else {
            return;
        };
        let start = self.timing.tick(started);
        activity.fixed_start = Some(start);
        activity.release = None;
        if let Some(finished) = work.finished {
            let calendar = &self.model.calendars[activity.modes[0].calendar.0];
            let end = self.timing.tick(finished) + TICKS_PER_DAY;
            let mode: &mut Mode = &mut activity.modes[0];
            mode.work = (calendar.work_before(end) - calendar.work_before(start)).max(0);
        }
    }

    fn calendar(&mut self, work: &Work) -> CalendarIndex {
        let program = self.program;
        let named = work
            .site
            .as_ref()
            .and_then(|site| program.site(&Ref::new(site, None)))
            .and_then(|site| site.calendar.as_ref())
            .map(ToString::to_string);
        if let Some(known) = self.calendars.get(&named) {
            return *known;
        }
        let working = named.as_ref().and_then(|id| {
            program
                .calendar
                .iter()
                .find(|calendar| calendar.id.as_str() == id)
        });
        if let Some(id) = &named
            && let Some(inputs) = calendar_inputs(program).remove(id)
        {
            self.inputs.extend(inputs);
        }
        let calendar: Calendar = self.timing.calendar(working);
        let index = self.model.add_calendar(calendar);
        self.calendars.insert(named, index);
        index
    }

    fn resource(&mut self, reference: &Reference, work: &Work) -> Option<ResourceIndex> {
        let id = work.site.as_ref()?;
        let key = (id.clone(), work.area);
        if let Some(known) = self.resources.get(&key) {
            return Some(*known);
        }
        let site = self.program.site(&Ref::new(id, None))?;
        let service = site
            .service
            .iter()
            .find(|service| service.area == work.area)?;
        let capacity = if let Some(given) = &service.capacity {
            self.inputs.push(given.input());
            given.value
        } else {
            let default = reference.assumption("service_capacity")?;
            self.inputs.push(assumed(default));
            default.value.round() as u32
        };
        // A capacity of nothing would stop the plan for good; the site then counts as not limited.
        if capacity == 0 {
            return None;
        }
        let index = self
            .model
            .add_resource(Resource::constant(format!("{id}/{}", work.area), capacity));
        self.resources.insert(key.clone(), index);
        self.resource_names.push(key);
        Some(index)
    }

    fn stock(&mut self, grade: &str) -> StockIndex {
        if let Some(known) = self.stocks.get(grade) {
            return *known;
        }
        let index = self.model.add_stock(Stock {
            key: format!("stock.{grade}"),
            initial: 0,
            initial_expiry: None,
        });
        self.stocks.insert(grade.to_owned(), index);
        index
    }

    fn deadlines(&mut self, index: &BTreeMap<String, ActivityIndex>) {
        for milestone in &self.program.milestone {
            let Some(due) = &milestone.due else {
                continue;
            };
            if let Some(at) = index.get(&milestone.activity.to_ascii_lowercase()) {
                let end = self.timing.tick(due.value) + TICKS_PER_DAY;
                let activity = &mut self.model.activities[at.0];
                activity.deadline = Some(activity.deadline.map_or(end, |own| own.min(end)));
                self.inputs.push(due.input());
            }
        }
    }

    fn risks(&mut self, index: &BTreeMap<String, ActivityIndex>) -> Vec<Risk> {
        let mut risks = Vec::new();
        for risk in &self.program.risk {
            let points = [&risk.shortest, &risk.likely, &risk.longest];
            let [low, likely, high] = points.map(|given| given.value.base() * TICKS_PER_DAY as f64);
            let Some(activity) = index.get(&risk.activity.to_ascii_lowercase()) else {
                continue;
            };
            self.inputs.push(risk.probability.input());
            self.inputs
                .extend(points.map(concerted_model::given::Given::input));
            // Three equal points are no distribution; a hair's breadth makes them one.
            let law = Pert::new(low, likely, high.max(low + 1e-6));
            if let Ok(law) = law {
                risks.push(Risk {
                    key: risk.id.to_string(),
                    probability: risk.probability.value.base().clamp(0.0, 1.0),
                    delay: law.into(),
                    activity: *activity,
                });
            }
        }
        risks
    }
}

/// A default of the reference table as an input.
pub(crate) fn assumed(row: &concerted_reference::Assumption) -> Input {
    Input::Assumed(concerted_model::figure::Assumption {
        id: row.id.clone(),
        value: format!("{} {}", row.value, row.unit),
        reason: row.reason.clone(),
    })
}

fn ticks(days: f64) -> i64 {
    (days * TICKS_PER_DAY as f64).round().max(0.0) as i64
}

fn estimate(work: &Work, activity: ActivityIndex) -> Option<Estimate> {
    if work.finished.is_some() || work.days.high <= work.days.low {
        return None;
    }
    let scale = TICKS_PER_DAY as f64;
    Some(Estimate {
        activity,
        mode: 0,
        low: work.days.low * scale,
        likely: work.days.mode.clamp(work.days.low, work.days.high) * scale,
        high: work.days.high * scale,
        shape: Shape::Pert,
    })
}
