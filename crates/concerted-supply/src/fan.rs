//! Cumulative demand by date as a fan of P10, P50 and P90.

use std::collections::BTreeMap;

use concerted_chance::{Address, quantile, sort};
use concerted_model::batch::Grade;
use concerted_model::program::Program;
use concerted_reference::Reference;

use crate::SupplyOptions;
use crate::demand::{Demand, StudyDemand, demand};
use crate::recruitment::arrivals;
use crate::simulation::StudyDraws;

/// Points of a fan at most; a short program gets one point a week.
const MOST_POINTS: f64 = 200.0;
const WEEK: f64 = 7.0;
/// Horizon in calendar days that no date exceeds, so that a slip of the pen does not exhaust memory.
const FURTHEST_DAY: f64 = 40_000.0;
/// Multiple of the mean time of recruitment after which the fan takes everybody as recruited.
const SLOWEST_RECRUITMENT: f64 = 4.0;

/// Start of a study in calendar days from the start of the program.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// A known day.
    Fixed(f64),
    /// A day for each sample of the schedule's simulation; used in turn where there are fewer than samples.
    Sampled(Vec<f64>),
}

impl Start {
    fn day(&self, sample: usize) -> Option<f64> {
        match self {
            Self::Fixed(day) => Some(*day),
            Self::Sampled(days) => days.get(sample % days.len().max(1)).copied(),
        }
    }

    fn extremes(&self) -> Option<(f64, f64)> {
        let days = match self {
            Self::Fixed(day) => std::slice::from_ref(day),
            Self::Sampled(days) => days,
        };
        let low = days.iter().copied().min_by(f64::total_cmp)?;
        let high = days.iter().copied().max_by(f64::total_cmp)?;
        (low.is_finite() && high.is_finite()).then_some((low, high))
    }
}

/// Starts by study id. A study that is not named starts as the document says, or is left out.
pub type StudyStarts = BTreeMap<String, Start>;

/// What the caller chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FanOptions {
    /// Samples.
    pub samples: u32,
    /// Seed; with that of [`crate::assess`] the fan ends at the same demand.
    pub seed: u64,
    /// Grade shown; all together where `None`.
    pub grade: Option<Grade>,
}

/// Cumulative demand by date.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fan {
    /// Calendar days from the start of the program, ascending.
    pub days: Vec<f64>,
    /// Demand in kg that is undercut in one case of ten.
    pub p10: Vec<f64>,
    /// Median demand in kg.
    pub p50: Vec<f64>,
    /// Demand in kg that is exceeded in one case of ten.
    pub p90: Vec<f64>,
    /// Studies left out because nothing says when they start.
    pub undated: Vec<String>,
}

/// Cumulative demand in kg by date, given when the studies start.
///
/// In each sample a group doses evenly over its days; subjects start together on the day of their group or, where the
/// study states its recruitment, one after another by a Poisson process with a gamma distributed rate. What the smallest
/// product batch takes beyond the first-phase studies, and amounts set aside once, are taken at the first start of
/// their grade. One point a week, fewer on long programs; the last point holds the whole demand of the dated studies.
///
/// ```
/// use concerted_reference::Reference;
/// use concerted_supply::{FanOptions, Start, StudyStarts, fan};
/// let text = r#"
/// format_version = 1
/// name = "Example"
/// start = 2027-01-04
/// [substance]
/// material = "x"
/// [[material]]
/// id = "x"
/// name = "X"
/// kind = "substance"
/// [[study]]
/// id = "forms"
/// name = "Form screen"
/// kind = "laboratory"
/// amount = "50 g"
/// "#;
/// let program = concerted_document::read_texts(&[("program.toml", text)]).program.unwrap();
/// let starts = StudyStarts::from([("forms".to_owned(), Start::Fixed(30.0))]);
/// let options = FanOptions { samples: 200, seed: 1, grade: None };
/// let fan = fan(&program, Reference::embedded(), &starts, &options);
/// assert_eq!((fan.days[0], *fan.p50.last().unwrap()), (30.0, 0.05));
/// ```
pub fn fan(
    program: &Program,
    reference: &Reference,
    starts: &StudyStarts,
    options: &FanOptions,
) -> Fan {
    // The expected demand holds everything a sample needs, so its own simulation is kept to one sample.
    let expected = SupplyOptions {
        samples: 1,
        ..SupplyOptions::default()
    };
    let demand = demand(program, reference, &expected).result;
    fan_of(&demand, starts, options)
}

/// The same for a demand that is already known.
pub fn fan_of(demand: &Demand, starts: &StudyStarts, options: &FanOptions) -> Fan {
    let mut dated = Vec::new();
    let mut undated = Vec::new();
    for study in &demand.studies {
        if options.grade.is_some_and(|grade| grade != study.grade) {
            continue;
        }
        let start = starts.get(&study.study).cloned();
        let start = start.or(study.start_days.map(Start::Fixed));
        match start.filter(|start| start.extremes().is_some()) {
            Some(start) => dated.push(Dated::new(demand, study, start, options.seed)),
            None => undated.push(study.study.clone()),
        }
    }
    let Some(grid) = Grid::over(&dated) else {
        return Fan {
            undated,
            ..Fan::default()
        };
    };
    let samples = options.samples.max(1) as usize;
    let mut columns = vec![Vec::with_capacity(samples); grid.points];
    for sample in 0..samples {
        let mut curve = Curve::new(&grid);
        draw(demand, &dated, sample, &mut curve);
        curve.finish(&mut columns);
    }
    summarize(&grid, columns, undated)
}

fn summarize(grid: &Grid, columns: Vec<Vec<f64>>, undated: Vec<String>) -> Fan {
    let mut fan = Fan {
        undated,
        ..Fan::default()
    };
    for (index, mut column) in columns.into_iter().enumerate() {
        sort(&mut column);
        let at = |p| quantile(&column, p).expect("every point has at least one sample");
        fan.days.push(grid.day(index));
        fan.p10.push(at(0.1));
        fan.p50.push(at(0.5));
        fan.p90.push(at(0.9));
    }
    fan
}

/// A study with its start and draws.
struct Dated<'a> {
    study: &'a StudyDemand,
    start: Start,
    draws: StudyDraws<'a>,
    rate: Address,
    arrival: Vec<Address>,
}

impl<'a> Dated<'a> {
    fn new(demand: &Demand, study: &'a StudyDemand, start: Start, seed: u64) -> Self {
        Self {
            study,
            start,
            draws: StudyDraws::new(demand, study, (seed, "demand")),
            rate: Address::new(seed, "demand.recruitment-rate", &study.study),
            arrival: study
                .groups
                .iter()
                .map(|group| Address::new(seed, "demand.arrival", &group.path))
                .collect(),
        }
    }

    /// First and last day that can matter.
    fn span(&self) -> Option<(f64, f64)> {
        let (low, high) = self.start.extremes()?;
        let mut first = 0.0_f64;
        let mut last = 0.0_f64;
        for group in &self.study.groups {
            first = first.min(group.offset_days);
            // Without a rate nobody waits: see `Recruitment::daily_rate`.
            let law = self.study.recruitment.filter(|law| law.rate_per_week > 0.0);
            let recruiting = law.map_or(0.0, |law| {
                SLOWEST_RECRUITMENT * WEEK * f64::from(group.subjects) / law.rate_per_week
            });
            last = last.max(group.offset_days + group.days + recruiting);
        }
        Some((low + first, high + last))
    }

    /// Adds one sample to the curve and returns start and demand.
    fn add(&self, sample: usize, curve: &mut Curve<'_>) -> (f64, f64) {
        let start = self.start.day(sample).unwrap_or(curve.grid.first);
        let number = sample as u64;
        let recruitment = self.study.recruitment;
        let rate = recruitment.and_then(|law| law.daily_rate(self.rate.uniform(number, 0)));
        let mut total = self.study.amount_kg;
        curve.add(start, 0.0, self.study.amount_kg);
        for draw in self.draws.groups(number) {
            let group = &self.study.groups[draw.group];
            let first = start + group.offset_days;
            total += f64::from(draw.subjects) * draw.subject_kg;
            match rate {
                None => curve.add(
                    first,
                    group.days,
                    f64::from(draw.subjects) * draw.subject_kg,
                ),
                Some(rate) => {
                    let address = self.arrival[draw.group];
                    for (day, size) in arrivals(draw.subjects, rate, address, number) {
                        curve.add(first + day, group.days, size * draw.subject_kg);
                    }
                }
            }
        }
        (start, total)
    }
}

/// Adds the demand of one sample to the curve.
fn draw(demand: &Demand, dated: &[Dated<'_>], sample: usize, curve: &mut Curve<'_>) {
    let mut begins: BTreeMap<Grade, f64> = BTreeMap::new();
    let mut first_phase: Option<(f64, f64)> = None;
    for one in dated {
        let (start, total) = one.add(sample, curve);
        let begin = begins.entry(one.study.grade).or_insert(start);
        *begin = begin.min(start);
        if one.study.first_phase {
            let (begin, sum) = first_phase.unwrap_or((start, 0.0));
            first_phase = Some((begin.min(start), sum + total));
        }
        for reserve in &demand.reserves {
            if reserve.study.as_deref() == Some(one.study.study.as_str()) {
                curve.add(start, 0.0, reserve.mass_kg);
            }
        }
    }
    for reserve in demand.reserves.iter().filter(|one| one.study.is_none()) {
        if let Some(begin) = begins.get(&reserve.grade) {
            curve.add(*begin, 0.0, reserve.mass_kg);
        }
    }
    if let (Some(product), Some((begin, sum))) = (&demand.product, first_phase) {
        curve.add(begin, 0.0, product.beyond_studies(sum));
    }
}

/// Evenly spaced days.
struct Grid {
    first: f64,
    step: f64,
    points: usize,
}

impl Grid {
    fn over(dated: &[Dated<'_>]) -> Option<Self> {
        let spans: Vec<(f64, f64)> = dated.iter().filter_map(Dated::span).collect();
        let first = spans.iter().map(|span| span.0).min_by(f64::total_cmp)?;
        let first = first.floor().clamp(-FURTHEST_DAY, FURTHEST_DAY);
        let last = spans.iter().map(|span| span.1).max_by(f64::total_cmp)?;
        let length = (last - first).clamp(0.0, FURTHEST_DAY);
        let step = (length / MOST_POINTS).ceil().max(WEEK);
        Some(Self {
            first,
            step,
            points: (length / step).ceil() as usize + 1,
        })
    }

    fn day(&self, index: usize) -> f64 {
        self.first + self.step * index as f64
    }

    fn last(&self) -> f64 {
        self.day(self.points - 1)
    }

    /// The first point on or after a day.
    fn from(&self, day: f64) -> usize {
        let index = ((day - self.first) / self.step).ceil().max(0.0) as usize;
        index.min(self.points - 1)
    }
}

/// Cumulative demand of one sample on a grid, as the slope and intercept that hold from each point on.
///
/// A demand of m over d days from day a adds the ramp m/d·(t − a), held at m from a + d on; two changes of slope and
/// intercept describe it exactly at every point, whatever its length.
struct Curve<'a> {
    grid: &'a Grid,
    slope: Vec<f64>,
    intercept: Vec<f64>,
}

impl<'a> Curve<'a> {
    fn new(grid: &'a Grid) -> Self {
        Self {
            grid,
            slope: vec![0.0; grid.points],
            intercept: vec![0.0; grid.points],
        }
    }

    /// Adds a mass that is used evenly over `days` from `day` on; what would end after the grid ends with it.
    fn add(&mut self, day: f64, days: f64, mass: f64) {
        let end = (day + days).min(self.grid.last());
        let begin = (end - days).max(self.grid.first - FURTHEST_DAY).min(day);
        let stop = self.grid.from(end);
        if end > begin {
            let rate = mass / (end - begin);
            let start = self.grid.from(begin);
            self.slope[start] += rate;
            self.intercept[start] -= rate * begin;
            self.slope[stop] -= rate;
            self.intercept[stop] += rate * begin;
        }
        self.intercept[stop] += mass;
    }

    /// Appends the value at each point to that point's column.
    fn finish(self, columns: &mut [Vec<f64>]) {
        let (mut slope, mut intercept, mut before) = (0.0, 0.0, 0.0_f64);
        for (index, column) in columns.iter_mut().enumerate() {
            slope += self.slope[index];
            intercept += self.intercept[index];
            // Rounding must not let a cumulative curve fall.
            before = before.max(slope * self.grid.day(index) + intercept);
            column.push(before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(events: &[(f64, f64, f64)], day: f64) -> f64 {
        let grid = Grid {
            first: 0.0,
            step: 7.0,
            points: 11,
        };
        let mut curve = Curve::new(&grid);
        for (begin, days, mass) in events {
            curve.add(*begin, *days, *mass);
        }
        let mut columns = vec![Vec::new(); 11];
        curve.finish(&mut columns);
        columns[(day / 7.0) as usize][0]
    }

    #[test]
    fn a_ramp_is_exact_at_every_point() {
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}");
        let events = [(3.0, 20.0, 2.0), (14.0, 0.0, 0.5), (40.0, 1.0, 0.25)];
        near(curve(&events, 0.0), 0.0);
        near(curve(&events, 7.0), 0.4);
        near(curve(&events, 14.0), 1.1 + 0.5);
        near(curve(&events, 21.0), 1.8 + 0.5);
        near(curve(&events, 28.0), 2.5);
        near(curve(&events, 42.0), 2.75);
    }

    #[test]
    fn what_ends_after_the_grid_still_counts_at_its_end() {
        assert!((curve(&[(60.0, 28.0, 1.0)], 70.0) - 1.0).abs() < 1e-12);
        assert!((curve(&[(500.0, 0.0, 1.0)], 70.0) - 1.0).abs() < 1e-12);
    }
}
