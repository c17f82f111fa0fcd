//! RCPSP/max files (`.sch`): arcs between starts with weights of either sign.
//!
//! An arc i → j with weight w asks for start(j) ≥ start(i) + w. With w ≥ 0 it is a minimum lag from i to j; with w < 0 it
//! says that i starts at most −w after j, a maximum lag from j to i. Format and problem: Schwindt (1998), ProGen/max.

use concerted_schedule::{Bound, LinkKind};
use rust_decimal::Decimal;

use crate::judge::entangled;
use crate::project::{Basis, LagCalendar, Length, Project, ResourceKind, TaskAssignment, TaskLink};
use crate::psplib::{MOST_JOBS, numbers, plain_resource, plain_task};
use crate::reading::{Ledger, Place, Read, Rejected};
use crate::text::decode;

/// One arc: from, to, weight.
type Arc = (usize, usize, i64);

/// Reads an RCPSP/max file. Tasks are the nodes in the order of the file, dummies included; ids are their numbers.
///
/// # Errors
/// Every problem of the file at once.
pub fn read_psplib_sch(bytes: &[u8]) -> Result<Read, Rejected> {
    let mut ledger = Ledger::default();
    let Some(text) = decode(bytes, &mut ledger) else {
        return Err(ledger.into_rejected());
    };
    match File::read(&text, &mut ledger) {
        Some(file) if !ledger.failed() => ledger.finish(file.project()),
        _ => Err(ledger.into_rejected()),
    }
}

#[derive(Debug, Default)]
struct File {
    durations: Vec<i64>,
    demands: Vec<Vec<i64>>,
    arcs: Vec<Arc>,
    renewable: usize,
    capacities: Vec<i64>,
}

/// Rows of whole numbers with their lines; brackets around weights are blanks.
fn rows(text: &str, ledger: &mut Ledger) -> Vec<(u64, Vec<i64>)> {
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index as u64 + 1;
        match numbers(&line.replace(['[', ']'], " ")) {
            Ok(row) if row.is_empty() => {}
            Ok(row) => rows.push((number, row)),
            Err(token) => ledger.problem(Place::at(number, "row"), "whole numbers", token),
        }
    }
    rows
}

impl File {
    fn read(text: &str, ledger: &mut Ledger) -> Option<Self> {
        let rows = rows(text, ledger);
        let mut rows = rows.iter();
        let Some((line, head)) = rows.next() else {
            ledger.problem(Place::part("file"), "a head with four numbers", "nothing");
            return None;
        };
        let &[jobs, renewable, other, doubly] = head.as_slice() else {
            let found = format!("{} numbers", head.len());
            ledger.problem(Place::at(*line, "head"), "four numbers", &found);
            return None;
        };
        let most = 0..=MOST_JOBS;
        if ![jobs, renewable, other, doubly]
            .iter()
            .all(|count| most.contains(count))
        {
            let expected = format!("counts from 0 to {MOST_JOBS}");
            ledger.problem(Place::at(*line, "head"), &expected, &format!("{head:?}"));
            return None;
        }
        if doubly != 0 {
            let place = Place::at(*line, "head");
            ledger.problem(
                place,
                "no doubly constrained resources",
                &doubly.to_string(),
            );
        }
        let nodes = jobs as usize + 2;
        let mut file = Self {
            renewable: renewable as usize,
            ..Self::default()
        };
        for node in 0..nodes {
            file.arcs_of(node, nodes, rows.next(), ledger);
        }
        let width = (renewable + other + doubly) as usize;
        for node in 0..nodes {
            file.mode_of(node, width, rows.next(), ledger);
        }
        file.capacities = rows.next().map(|row| row.1.clone()).unwrap_or_default();
        if file.capacities.len() != width {
            ledger.problem(
                Place::part("capacities"),
                &format!("{width} numbers"),
                &file.capacities.len().to_string(),
            );
        }
        not_negative("capacities", &file.capacities, ledger);
        for (line, row) in rows {
            let found = format!("{row:?}");
            ledger.not_used(Place::at(*line, "after the capacities"), &found, "left out");
        }
        Some(file)
    }

    fn arcs_of(
        &mut self,
        node: usize,
        nodes: usize,
        row: Option<&(u64, Vec<i64>)>,
        ledger: &mut Ledger,
    ) {
        let Some((line, row)) = row else {
            let found = format!("none for node {node}");
            ledger.problem(Place::part("arcs"), &format!("{nodes} rows"), &found);
            return;
        };
        let place = || Place::at(*line, format!("arcs of node {node}"));
        let &[number, modes, count, ref rest @ ..] = row.as_slice() else {
            ledger.problem(
                place(),
                "node, modes, number of successors",
                &format!("{row:?}"),
            );
            return;
        };
        if number != node as i64 {
            ledger.problem(place(), &format!("node {node}"), &number.to_string());
        }
        if modes != 1 {
            ledger.problem(place(), "one mode", &modes.to_string());
            return;
        }
        if usize::try_from(count).ok().and_then(|c| c.checked_mul(2)) != Some(rest.len()) {
            let expected = format!("{count} successors and as many weights");
            ledger.problem(place(), &expected, &format!("{} numbers", rest.len()));
            return;
        }
        let (successors, weights) = rest.split_at(count as usize);
        for (to, weight) in successors.iter().zip(weights) {
            match usize::try_from(*to) {
                Ok(to) if to < nodes => self.arcs.push((node, to, *weight)),
                _ => ledger.problem(place(), &format!("nodes below {nodes}"), &to.to_string()),
            }
        }
    }

    fn mode_of(
        &mut self,
        node: usize,
        width: usize,
        row: Option<&(u64, Vec<i64>)>,
        ledger: &mut Ledger,
    ) {
        let Some((line, row)) = row else {
            let found = format!("none for node {node}");
            ledger.problem(Place::part("durations"), "a row for each node", &found);
            return;
        };
        let place = Place::at(*line, format!("duration of node {node}"));
        match row.as_slice() {
            [number, 1, duration, demands @ ..]
                if *number == node as i64 && demands.len() == width =>
            {
                not_negative("demands", demands, ledger);
                self.durations.push(*duration);
                self.demands.push(demands.to_vec());
            }
            _ => ledger.problem(
                place,
                &format!("node {node}, mode 1, duration, {width} demands"),
                &format!("{row:?}"),
            ),
        }
    }

    fn project(&self) -> Project {
        let resource = |index: usize| match index.checked_sub(self.renewable) {
            None => (format!("R{}", index + 1), ResourceKind::Renewable),
            Some(other) => (format!("N{}", other + 1), ResourceKind::Budget),
        };
        let mut project = Project {
            basis: Basis::Periods,
            links: links(&self.arcs, self.durations.len()),
            ..Project::default()
        };
        for (index, units) in self.capacities.iter().enumerate() {
            let (id, kind) = resource(index);
            project.resources.push(plain_resource(id, kind, *units));
        }
        for (node, duration) in self.durations.iter().enumerate() {
            project
                .tasks
                .push(plain_task(node.to_string(), &[*duration]));
            let demands = self.demands[node].iter().enumerate();
            for (column, units) in demands.filter(|d| *d.1 > 0) {
                project.assignments.push(TaskAssignment {
                    task: node.to_string(),
                    mode: None,
                    resource: resource(column).0,
                    units: Decimal::from(*units),
                    cost: None,
                });
            }
        }
        project
    }
}

/// Arcs as links. Where arcs of weight 0 or more form a circle, they are told as maximum lags of the reverse pair, which
/// says the same: the engine then finds such a file infeasible (or its tasks simultaneous) instead of refusing it.
fn links(arcs: &[Arc], nodes: usize) -> Vec<TaskLink> {
    let forward: Vec<(usize, usize)> = arcs
        .iter()
        .filter(|arc| arc.2 >= 0)
        .map(|arc| (arc.0, arc.1))
        .collect();
    let tangled = entangled(nodes, &forward);
    arcs.iter()
        .map(|&(from, to, weight)| {
            let minimum = weight >= 0 && !(tangled[from] && tangled[to]);
            let (bound, (from, to), lag) = if minimum {
                (Bound::Minimum, (from, to), weight)
            } else {
                (Bound::Maximum, (to, from), weight.saturating_neg())
            };
            TaskLink {
                from: from.to_string(),
                to: to.to_string(),
                kind: LinkKind::StartToStart,
                lag: Length::periods(lag),
                bound,
                lag_calendar: LagCalendar::default(),
            }
        })
        .collect()
}

fn not_negative(part: &str, found: &[i64], ledger: &mut Ledger) {
    if let Some(bad) = found
        .iter()
        .find(|d| !(0..=i64::from(u32::MAX)).contains(*d))
    {
        let place = Place::part(part);
        ledger.problem(place, "numbers that are not negative", &bad.to_string());
    }
}
