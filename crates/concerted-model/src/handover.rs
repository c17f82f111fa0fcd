//! What one engine needs of another: small types that `concerted-program` passes on in a fixed order.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::figure::{FigureId, Input};
use crate::given::Traced;
use crate::partner::ServiceArea;

/// Form engine to route engine: the isolated yield and solvent of a crystallization.
#[derive(Debug, Clone, PartialEq)]
pub struct IsolationYield {
    /// Step whose product is isolated.
    pub step: String,
    /// Share of the dissolved product that is isolated, from 0 to 1.
    pub fraction: Traced,
    /// Solvent relative to product dissolved, in L/kg.
    pub volumes: Traced,
}

/// Genotox engine to methods engine: an impurity that needs to be measured.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantitationNeed {
    /// Key of the impurity, stable over runs.
    pub impurity: String,
    /// Name for people.
    pub name: String,
    /// SMILES.
    pub smiles: String,
    /// Route on which it arises; `None` for all.
    pub route: Option<String>,
    /// Limit of quantitation needed, as a mass fraction of the substance.
    pub quantitation_limit: f64,
    /// The figure that says so.
    pub figure: FigureId,
}

/// Route engine to supply and partners: what it takes to make one kilogram of substance.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteDemand {
    /// The route.
    pub route: String,
    /// Steps in the order in which they are run.
    pub steps: Vec<String>,
    /// Working days of one batch through all steps, where cycle times are known or assumed.
    pub cycle_days: Traced,
}

/// What passes from one activity to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Carries {
    /// Substance, intermediate or product.
    Material,
    /// A process: the receiver must be able to run it.
    Process,
    /// An analytical method: the receiver must be able to run it.
    Method,
    /// A report, decision or record.
    Document,
}

/// Two activities of which the second needs something of the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// Key of the activity that gives.
    pub from: String,
    /// Its area of work.
    pub from_area: ServiceArea,
    /// Key of the activity that receives.
    pub to: String,
    /// Its area of work.
    pub to_area: ServiceArea,
    /// What passes.
    pub carries: Carries,
}

/// Which site does which area of work.
pub type Sourcing = BTreeMap<ServiceArea, String>;

/// Shortest, most likely and longest, in the unit that the field states.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ThreePoint {
    /// Shortest or smallest.
    pub low: f64,
    /// Most likely.
    pub mode: f64,
    /// Longest or largest.
    pub high: f64,
}

/// Work that a border between two sites causes.
#[derive(Debug, Clone, PartialEq)]
pub struct HandOff {
    /// Stable key made from its cause: overhead row, giver and receiver.
    pub key: String,
    /// Row of the overhead table.
    pub overhead: String,
    /// Name for people.
    pub name: String,
    /// Activity after which it is done; `None` where it belongs to the pair of companies as a whole.
    pub after: Option<String>,
    /// Activity that waits for it.
    pub before: Option<String>,
    /// Site that gives.
    pub from_site: String,
    /// Site that receives.
    pub to_site: String,
    /// Duration in weeks.
    pub weeks: ThreePoint,
    /// Cost in thousands of the program's currency.
    pub cost_thousands: ThreePoint,
    /// False where it runs beside the work and only costs.
    pub on_path: bool,
    /// What it rests on.
    pub inputs: Vec<Input>,
}

/// One activity as methods, partners and team see it.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkItem {
    /// Stable key.
    pub key: String,
    /// Name for people.
    pub name: String,
    /// Area of work.
    pub area: ServiceArea,
    /// Role that does it.
    pub owner: String,
    /// Site that does it.
    pub site: Option<String>,
    /// Duration in working days, most likely.
    pub days: f64,
    /// Keys of the activities it waits for.
    pub after: Vec<String>,
}
