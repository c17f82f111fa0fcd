//! Lots and uses of one stock.

use std::collections::BTreeMap;

use crate::network::Network;
use crate::{Schedule, Stock, Tick};

#[derive(Debug, Clone, Copy)]
struct Lot {
    release: Tick,
    /// First tick at which it may not be used.
    expiry: Tick,
    amount: u64,
}

/// Lots made and uses booked so far.
#[derive(Debug, Clone)]
pub(crate) struct Ledger {
    /// Ascending by release.
    lots: Vec<Lot>,
    /// Time, amount and whether it has happened; ascending by time, at the same time what has happened first.
    uses: Vec<(Tick, u64, bool)>,
}

impl Ledger {
    pub(crate) fn new(stock: &Stock) -> Self {
        Self {
            lots: vec![Lot {
                release: Tick::MIN,
                expiry: stock.initial_expiry.unwrap_or(Tick::MAX),
                amount: stock.initial,
            }],
            uses: Vec::new(),
        }
    }

    /// The ledger of a schedule, without what one activity makes and uses.
    pub(crate) fn without(
        network: &Network<'_>,
        schedule: &Schedule,
        stock: usize,
        left_out: usize,
    ) -> Self {
        let mut ledger = Self::new(&network.model.stocks[stock]);
        for index in (0..schedule.starts.len()).filter(|i| *i != left_out) {
            let times = (schedule.starts[index], schedule.finishes[index]);
            ledger.enter(network, (index, schedule.modes[index]), stock, times);
        }
        ledger
    }

    /// Enters what an activity makes and uses of a stock in a mode.
    pub(crate) fn enter(
        &mut self,
        network: &Network<'_>,
        (activity, mode): (usize, usize),
        stock: usize,
        (start, finish): (Tick, Tick),
    ) {
        self.enter_lots(network, activity, stock, finish);
        self.enter_uses(network, (activity, mode), stock, start);
    }

    /// Enters what an activity makes of a stock.
    pub(crate) fn enter_lots(
        &mut self,
        network: &Network<'_>,
        activity: usize,
        stock: usize,
        finish: Tick,
    ) {
        let made = network.model.activities[activity].produces.iter();
        for lot in made.filter(|p| p.stock.0 == stock) {
            self.add_lot(
                finish.saturating_add(lot.release_delay),
                lot.shelf_life,
                lot.amount,
            );
        }
    }

    /// Enters what an activity uses of a stock in a mode.
    pub(crate) fn enter_uses(
        &mut self,
        network: &Network<'_>,
        (activity, mode): (usize, usize),
        stock: usize,
        start: Tick,
    ) {
        let begun = network.progress(activity).is_some();
        let used = network.uses[activity][mode].iter();
        for used in used.filter(|used| used.0 == stock) {
            self.book(start, used.1, begun);
        }
    }

    pub(crate) fn add_lot(&mut self, release: Tick, shelf_life: Option<i64>, amount: u64) {
        let expiry = shelf_life.map_or(Tick::MAX, |life| release.saturating_add(life));
        let at = self.lots.partition_point(|lot| lot.release <= release);
        self.lots.insert(
            at,
            Lot {
                release,
                expiry,
                amount,
            },
        );
    }

    /// Books a use. One of an activity that has begun has happened: it takes what is there, and cannot fail.
    pub(crate) fn book(&mut self, time: Tick, amount: u64, begun: bool) {
        let at = self.uses.partition_point(|u| (u.0, !u.2) <= (time, !begun));
        self.uses.insert(at, (time, amount, begun));
    }

    /// The earliest time at or after `from` at which the amount can be used without taking stock away from a use booked
    /// already; `None` if the lots known so far never allow it.
    ///
    /// Only `from` and later releases need a look: between releases, waiting only loses lots.
    pub(crate) fn earliest(&self, from: Tick, amount: u64) -> Option<Tick> {
        if amount == 0 || self.covers(from, amount) {
            return Some(from);
        }
        let first = self.lots.partition_point(|lot| lot.release <= from);
        self.lots[first..]
            .iter()
            .map(|lot| lot.release)
            .find(|release| self.covers(*release, amount))
    }

    /// Whether all uses are covered with one more at a time. Uses in the order of time, each from the lots that expire
    /// first: whatever else would work, this does too.
    pub(crate) fn covers(&self, time: Tick, amount: u64) -> bool {
        let extra = self.uses.partition_point(|u| u.0 <= time);
        let one_more = [(time, amount, false)];
        let uses = self.uses[..extra]
            .iter()
            .chain(&one_more)
            .chain(&self.uses[extra..]);
        let mut open: BTreeMap<Tick, u64> = BTreeMap::new();
        let mut next = 0;
        for &(at, mut needed, begun) in uses {
            while next < self.lots.len() && self.lots[next].release <= at {
                let lot = self.lots[next];
                let held = open.entry(lot.expiry).or_default();
                *held = held.saturating_add(lot.amount);
                next += 1;
            }
            while needed > 0 {
                // Lots that have expired by now are of no use to this or any later use.
                open = open.split_off(&at.saturating_add(1));
                let Some(mut lot) = open.first_entry() else {
                    if begun {
                        break;
                    }
                    return false;
                };
                let taken = needed.min(*lot.get());
                needed -= taken;
                *lot.get_mut() -= taken;
                if *lot.get() == 0 {
                    lot.remove();
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(initial: u64) -> Ledger {
        Ledger::new(&Stock {
            key: "s".into(),
            initial,
            initial_expiry: None,
        })
    }

    #[test]
    fn waits_for_the_release() {
        let mut l = ledger(1);
        l.add_lot(10, None, 4);
        assert_eq!(l.earliest(3, 1), Some(3));
        assert_eq!(l.earliest(3, 2), Some(10));
        assert_eq!(l.earliest(3, 6), None);
    }

    #[test]
    fn expired_lots_do_not_count() {
        let mut l = ledger(0);
        l.add_lot(10, Some(5), 3);
        l.add_lot(30, Some(5), 3);
        assert_eq!(l.earliest(14, 3), Some(14));
        assert_eq!(l.earliest(15, 3), Some(30));
        assert_eq!(l.earliest(35, 3), None);
        assert_eq!(l.earliest(0, 4), None);
    }

    #[test]
    fn earlier_use_does_not_rob_a_later_one() {
        let mut l = ledger(5);
        l.book(50, 4, false);
        assert_eq!(l.earliest(0, 2), None);
        l.add_lot(60, None, 9);
        assert_eq!(l.earliest(0, 2), Some(60));
        l.add_lot(40, None, 1);
        // One more unit before the later use: it can spare one more.
        assert_eq!(l.earliest(0, 2), Some(0));
        assert_eq!(l.earliest(0, 3), Some(60));
    }

    #[test]
    fn several_lots_serve_one_use() {
        let mut l = ledger(1);
        l.add_lot(5, Some(10), 1);
        l.add_lot(8, Some(10), 1);
        assert_eq!(l.earliest(0, 3), Some(8));
    }
}
