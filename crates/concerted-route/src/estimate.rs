//! A number with what it rests on and how far it moves when one of those moves.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::evidence::Status;
use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::given::{Given, Traced};
use concerted_model::money::Money;
use concerted_model::program::Program;
use concerted_model::quantity::{Dimension, Quantity};
use concerted_reference::Cited;

/// A number, its inputs, and its value at the lower and upper bound of each leaf that has an interval.
///
/// Arithmetic moves one leaf at a time: for every leaf with bounds the result is computed with that leaf
/// at its bound and all others at their values. A leaf that two operands share moves both, so what is
/// common to two routes cancels in their difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    value: f64,
    inputs: BTreeSet<Input>,
    swings: BTreeMap<Input, (f64, f64)>,
    assumed: bool,
}

impl Estimate {
    /// A number that follows from structures or conventions alone.
    pub fn exact(value: f64) -> Self {
        Self {
            value,
            inputs: BTreeSet::new(),
            swings: BTreeMap::new(),
            assumed: false,
        }
    }

    /// An entered quantity in the base unit of its dimension, with the interval its writer gave.
    pub fn given<D: Dimension>(given: &Given<Quantity<D>>, program: &Program) -> Self {
        Self::entered(given, program, Quantity::base)
    }

    /// An entered pure number, with the interval its writer gave.
    pub fn given_number(given: &Given<f64>, program: &Program) -> Self {
        Self::entered(given, program, |number| number)
    }

    /// An entered price or amount in units of its currency, with the interval its writer gave.
    pub fn given_money(given: &Given<Money>, program: &Program) -> Self {
        Self::entered(given, program, |money| money.to_f64())
    }

    fn entered<T: Copy>(given: &Given<T>, program: &Program, number: impl Fn(T) -> f64) -> Self {
        let value = number(given.value);
        let low = given.low.map_or(value, &number);
        let high = given.high.map_or(value, &number);
        let status = program
            .entered
            .get(given.source.0 as usize)
            .and_then(|entered| entered.status);
        Self::leaf(
            value,
            given.input(),
            (low, high),
            status.is_some_and(rests_on_nothing),
        )
    }

    /// A value of a reference table; `text` is the value with its unit.
    pub fn cited(cited: &Cited<f64>, text: String) -> Self {
        let assumed = rests_on_nothing(cited.citation.status);
        let input = Input::Reference(cited.citation.clone(), text);
        Self::leaf(cited.value, input, (cited.value, cited.value), assumed)
    }

    /// A number from another engine, with its inputs.
    pub fn traced(traced: &Traced) -> Self {
        Self {
            inputs: traced.inputs.iter().cloned().collect(),
            ..Self::exact(traced.value)
        }
    }

    fn leaf(value: f64, input: Input, bounds: (f64, f64), assumed: bool) -> Self {
        let mut swings = BTreeMap::new();
        if bounds.0 < value || bounds.1 > value {
            swings.insert(input.clone(), bounds);
        }
        Self {
            value,
            inputs: BTreeSet::from([input]),
            swings,
            assumed,
        }
    }

    /// The number.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// True where any entered value with status assumed, memory or conflict, or any such reference row,
    /// is behind the number.
    pub fn is_assumed(&self) -> bool {
        self.assumed
    }

    /// What it rests on directly.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter()
    }

    /// Interval from the bounds of the leaves; `None` where no leaf has any.
    ///
    /// low = x − √Σ dᵢ², where dᵢ is how far x falls when leaf i goes to whichever of its bounds lowers
    /// x more; high likewise. Valid for independent leaves and near-linear formulas, as here.
    pub fn interval(&self) -> Option<(f64, f64)> {
        if self.swings.is_empty() {
            return None;
        }
        let (mut down, mut up) = (0.0_f64, 0.0_f64);
        for (low, high) in self.swings.values() {
            let fall = (self.value - low).max(self.value - high).max(0.0);
            let rise = (low - self.value).max(high - self.value).max(0.0);
            down += fall * fall;
            up += rise * rise;
        }
        Some((self.value - down.sqrt(), self.value + up.sqrt()))
    }

    fn combine(&self, other: &Self, operation: impl Fn(f64, f64) -> f64) -> Self {
        let mut swings = BTreeMap::new();
        for leaf in self.swings.keys().chain(other.swings.keys()) {
            let own = self
                .swings
                .get(leaf)
                .copied()
                .unwrap_or((self.value, self.value));
            let its = other
                .swings
                .get(leaf)
                .copied()
                .unwrap_or((other.value, other.value));
            swings.insert(
                leaf.clone(),
                (operation(own.0, its.0), operation(own.1, its.1)),
            );
        }
        Self {
            value: operation(self.value, other.value),
            inputs: self.inputs.union(&other.inputs).cloned().collect(),
            swings,
            assumed: self.assumed || other.assumed,
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.combine(other, |own, its| own + its)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.combine(other, |own, its| own - its)
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        self.combine(other, |own, its| own * its)
    }

    /// The quotient; `None` where the divisor is not above zero.
    #[must_use]
    pub fn over(&self, other: &Self) -> Option<Self> {
        (other.value > 0.0).then(|| self.combine(other, |own, its| own / its))
    }

    /// The number multiplied by a constant.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        self.times(&Self::exact(factor))
    }

    /// The same number with further inputs that selected it.
    #[must_use]
    pub fn resting_on<'a>(mut self, inputs: impl IntoIterator<Item = &'a Input>) -> Self {
        self.inputs.extend(inputs.into_iter().cloned());
        self
    }

    /// The same number marked as resting on an assumption.
    #[must_use]
    pub fn marked_assumed(mut self, assumed: bool) -> Self {
        self.assumed |= assumed;
        self
    }

    /// Records the number as a figure; what is computed from the result names that figure as its input.
    #[must_use]
    pub fn record(
        self,
        ledger: &mut Ledger,
        id: &str,
        label: impl Into<String>,
        rule: Rule,
    ) -> Self {
        let interval = self.interval();
        let input = ledger.derive(id, label, rule, self.value, self.inputs);
        if let Some((low, high)) = interval
            && low.is_finite()
            && high.is_finite()
        {
            ledger.bound(&input, low, high);
        }
        Self {
            inputs: BTreeSet::from([input]),
            ..self
        }
    }
}

/// The sum of numbers.
pub(crate) fn sum<'a>(terms: impl IntoIterator<Item = &'a Estimate>) -> Estimate {
    terms
        .into_iter()
        .fold(Estimate::exact(0.0), |total, term| total.plus(term))
}

/// True for a status that says nobody read the value anywhere.
fn rests_on_nothing(status: Status) -> bool {
    matches!(status, Status::Assumed | Status::Memory | Status::Conflict)
}

#[cfg(test)]
mod tests {
    use concerted_model::figure::EnteredIndex;

    use super::*;

    fn number(index: u32, value: f64, low: f64, high: f64) -> Estimate {
        Estimate::leaf(
            value,
            Input::Entered(EnteredIndex(index)),
            (low, high),
            false,
        )
    }

    #[track_caller]
    fn check(estimate: &Estimate, value: f64, interval: (f64, f64)) {
        assert!((estimate.value() - value).abs() < 1e-12, "{estimate:?}");
        let found = estimate.interval().unwrap();
        assert!((found.0 - interval.0).abs() < 1e-12, "{found:?}");
        assert!((found.1 - interval.1).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn independent_leaves_add_in_quadrature() {
        // 10 ± 3 and 20 ± 4 sum to 30 ± 5.
        let total = number(0, 10.0, 7.0, 13.0).plus(&number(1, 20.0, 16.0, 24.0));
        check(&total, 30.0, (25.0, 35.0));
        assert_eq!(total.inputs().count(), 2);
    }

    #[test]
    fn a_shared_leaf_cancels_in_a_difference() {
        let shared = number(0, 10.0, 5.0, 15.0);
        let first = shared.plus(&number(1, 3.0, 2.0, 4.0));
        let second = shared.plus(&Estimate::exact(1.0));
        check(&first.minus(&second), 2.0, (1.0, 3.0));
    }

    #[test]
    fn a_divisor_moves_the_other_way() {
        // 1 kg at a yield of 0.8 (0.5 to 1.0).
        let need = Estimate::exact(1.0)
            .over(&number(0, 0.8, 0.5, 1.0))
            .unwrap();
        check(&need, 1.25, (1.0, 2.0));
        assert!(Estimate::exact(1.0).over(&Estimate::exact(0.0)).is_none());
    }

    #[test]
    fn without_bounds_there_is_no_interval() {
        assert_eq!(number(0, 2.0, 2.0, 2.0).interval(), None);
    }
}
