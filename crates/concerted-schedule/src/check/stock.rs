//! Stock: every use finds enough that is released and not expired.

use super::Violation;
use crate::{Model, Schedule, Tick};

/// Draws the lots down in the order of use, each use from the lot that expires first.
pub(super) fn draw_down(
    model: &Model,
    schedule: &Schedule,
    stock: usize,
    violations: &mut Vec<Violation>,
) {
    let mut lots = lots(model, schedule, stock);
    // At the same time, what has happened comes first.
    let mut uses: Vec<(Tick, bool, usize, u64)> = Vec::new();
    for (index, activity) in model.activities.iter().enumerate() {
        let in_mode = &activity.modes[schedule.modes[index]].consumes;
        let all = activity.consumes.iter().chain(in_mode);
        let planned = activity.progress.is_none();
        uses.extend(
            all.filter(|used| used.stock.0 == stock)
                .map(|used| (schedule.starts[index], planned, index, used.amount)),
        );
    }
    uses.sort_unstable();
    for (at, planned, index, mut missing) in uses {
        for (expiry, release, left) in &mut lots {
            if *release <= at && at < *expiry {
                let taken = missing.min(*left);
                *left -= taken;
                missing -= taken;
            }
        }
        // What has been used was there, whatever the records say.
        if missing > 0 && planned {
            violations.push(Violation::Stock {
                stock: model.stocks[stock].key.clone(),
                activity: model.activities[index].key.clone(),
                at,
                missing,
            });
        }
    }
}

/// Expiry, release and amount of the lots of a stock, those that expire first in front.
fn lots(model: &Model, schedule: &Schedule, stock: usize) -> Vec<(Tick, Tick, u64)> {
    let initial = &model.stocks[stock];
    let expiry = initial.initial_expiry.unwrap_or(Tick::MAX);
    let mut lots = vec![(expiry, Tick::MIN, initial.initial)];
    for (index, activity) in model.activities.iter().enumerate() {
        for lot in activity.produces.iter().filter(|lot| lot.stock.0 == stock) {
            let release = schedule.finishes[index].saturating_add(lot.release_delay);
            let expiry = lot
                .shelf_life
                .map_or(Tick::MAX, |life| release.saturating_add(life));
            lots.push((expiry, release, lot.amount));
        }
    }
    lots.sort_unstable();
    lots
}
