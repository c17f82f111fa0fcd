//! Resources and assignments of a project as resources, stocks and demands of a model.

use std::collections::BTreeMap;

use concerted_schedule::{
    CalendarIndex, CapacityStep, Consumption, Demand, Mode, Model, Resource, ResourceIndex,
    StockIndex,
};
use rust_decimal::Decimal;

use crate::model_scale::Scale;
use crate::project::{Basis, Project, ProjectResource, ResourceKind, TaskAssignment};
use crate::reading::{Ledger, Place};
use crate::to_model::stock;

/// What one assignment holds or uses.
#[derive(Debug, Clone, Copy)]
enum Holding {
    Resource(Demand),
    Stock(Consumption),
}

/// What assignments hold, by task.
#[derive(Debug, Default)]
pub(crate) struct Holdings {
    by_task: BTreeMap<String, Vec<(Option<usize>, Holding)>>,
}

impl Holdings {
    /// Adds the resources of a project to a model.
    pub(crate) fn of(
        project: &Project,
        model: &mut Model,
        scale: &Scale,
        ledger: &mut Ledger,
    ) -> Self {
        let mut by_resource: BTreeMap<&str, Vec<&TaskAssignment>> = BTreeMap::new();
        for assignment in &project.assignments {
            let of_resource = by_resource.entry(assignment.resource.as_str()).or_default();
            of_resource.push(assignment);
        }
        let mut holdings = Self::default();
        for resource in &project.resources {
            let assigned = by_resource
                .get(resource.id.as_str())
                .cloned()
                .unwrap_or_default();
            holdings.resource(project, (resource, &assigned), (model, scale), ledger);
        }
        holdings
    }

    fn resource(
        &mut self,
        project: &Project,
        (resource, assigned): (&ProjectResource, &[&TaskAssignment]),
        (model, scale): (&mut Model, &Scale),
        ledger: &mut Ledger,
    ) {
        if matches!(resource.kind, ResourceKind::Material | ResourceKind::Cost) {
            let done = "materials bought as needed and money do not bind a schedule";
            ledger.not_used(Place::part("resources"), &resource.id, done);
            return;
        }
        let parts = Parts::of(resource, assigned, ledger);
        let whole = |units: Decimal| parts.whole(units);
        if resource.kind == ResourceKind::Budget {
            let index = model.add_stock(stock(&resource.id, whole(resource.units)));
            self.stock(index, assigned, &parts);
            return;
        }
        let capacity = |units: Decimal| u32::try_from(whole(units)).unwrap_or(u32::MAX);
        let mut described = Resource::constant(resource.id.clone(), capacity(resource.units));
        for step in &resource.availability {
            if let Some(from) = scale.at(step.from) {
                let units = capacity(step.units);
                match described.steps.last_mut() {
                    Some(last) if last.from >= from => last.units = units,
                    _ => described.steps.push(CapacityStep { from, units }),
                }
            }
        }
        let most = assigned
            .iter()
            .map(|a| capacity(a.units))
            .max()
            .unwrap_or(0);
        let least = described.steps.iter().map(|s| s.units).max().unwrap_or(0);
        if project.basis == Basis::Minutes && most > described.capacity.max(least) {
            ledger.approximated(
                Place::part(format!("resource `{}`", resource.id)),
                &format!("{} units, but a task holds more", resource.units),
                "the capacity is raised to the largest assignment",
            );
            described.capacity = most;
            described.steps.clear();
        }
        let index = model.add_resource(described);
        self.demands(index, assigned, &parts);
    }

    fn stock(&mut self, index: StockIndex, assigned: &[&TaskAssignment], parts: &Parts) {
        for assignment in assigned {
            let amount = parts.whole(assignment.units);
            let holding = Holding::Stock(Consumption {
                stock: index,
                amount,
            });
            self.push(assignment, holding);
        }
    }

    fn demands(&mut self, index: ResourceIndex, assigned: &[&TaskAssignment], parts: &Parts) {
        for assignment in assigned {
            let units = u32::try_from(parts.whole(assignment.units)).unwrap_or(u32::MAX);
            if units > 0 {
                let holding = Holding::Resource(Demand {
                    resource: index,
                    units,
                });
                self.push(assignment, holding);
            }
        }
    }

    fn push(&mut self, assignment: &TaskAssignment, holding: Holding) {
        let of_task = self.by_task.entry(assignment.task.clone()).or_default();
        of_task.push((assignment.mode, holding));
    }

    /// A mode of a task with what it holds.
    pub(crate) fn mode(
        &self,
        task: &str,
        position: usize,
        work: i64,
        calendar: CalendarIndex,
    ) -> Mode {
        let mut mode = Mode::new(calendar, work);
        let held = self.by_task.get(task).into_iter().flatten();
        for (_, holding) in held.filter(|(of, _)| of.is_none_or(|of| of == position)) {
            match holding {
                Holding::Resource(demand) => mode.demands.push(*demand),
                Holding::Stock(use_up) => mode.consumes.push(*use_up),
            }
        }
        mode
    }
}

/// Into how many parts a unit is cut, so that shares of a person are whole numbers.
#[derive(Debug)]
struct Parts(Decimal);

impl Parts {
    fn of(resource: &ProjectResource, assigned: &[&TaskAssignment], ledger: &mut Ledger) -> Self {
        let steps = resource.availability.iter().map(|step| step.units);
        let amounts: Vec<Decimal> = std::iter::once(resource.units)
            .chain(steps)
            .chain(assigned.iter().map(|a| a.units))
            .collect();
        let fits = |parts: Decimal| {
            let whole = |amount: &Decimal| {
                amount
                    .checked_mul(parts)
                    .is_some_and(|product| product.fract().is_zero())
            };
            amounts.iter().all(whole)
        };
        let tried = [1, 10, 100, 1_000].map(Decimal::from);
        if let Some(parts) = tried.into_iter().find(|parts| fits(*parts)) {
            return Self(parts);
        }
        ledger.approximated(
            Place::part(format!("resource `{}`", resource.id)),
            "units finer than a thousandth",
            "rounded up to thousandths",
        );
        Self(Decimal::from(1_000))
    }

    /// Units as a whole number of parts.
    fn whole(&self, units: Decimal) -> u64 {
        let parts = units.checked_mul(self.0).unwrap_or(Decimal::MAX);
        u64::try_from(parts.max(Decimal::ZERO).ceil()).unwrap_or(u64::MAX)
    }
}
