//! Routes: green metrics, metals, solvents, protecting groups and the claims made for technologies.
//!
//! Purpose: from the steps of a program's routes compute what one kilogram of substance takes, and answer
//! the claims usually made for a technology with true, false or unknown, each with its evidence.
//!
//! Main entry point: [`assess`].
//!
//! What it deliberately does not know: impurities and their toxicity, crystallization (the isolated share
//! comes as a handover), plants, dates, and which route is best. It never sums a part in silence: where an
//! amount is lacking, the number is absent and a finding says why.

mod amount;
mod balance;
mod balance_findings;
mod charge;
mod chemistry;
mod claims;
mod compare;
mod decision;
mod demand;
mod economics;
mod estimate;
mod green;
mod intensity;
mod metal;
mod metal_limit;
mod order;
mod outcome;
mod plant;
mod protecting_groups;
mod solvent;
mod step_metrics;
mod step_yield;
mod technology;
mod view;
mod yields;

pub use amount::{Category, InputAmount, StepAmounts};
pub use balance::Balance;
pub use claims::{Answer, Claim, ClaimName};
pub use compare::{Comparison, Reality};
pub use decision::{Criterion, CriterionRow, Decision, Judgement, decide};
pub use demand::{RouteLine, RouteMasses};
pub use economics::RawMaterialCost;
pub use estimate::Estimate;
pub use green::GreenMetrics;
pub use intensity::{
    Boundary, Incomparable, MassIntensity, MassLine, Recovered, Water, WorkUp, intensity,
};
pub use metal::{MetalUse, RouteMetals};
pub use metal_limit::MetalLimit;
pub use order::{StepOrder, order};
pub use outcome::{RouteOutcome, RouteResult, StepResult, assess};
pub use plant::{PlantMetrics, Telescope};
pub use protecting_groups::{PROTECTING_GROUPS, ProtectingGroup, Protection};
pub use solvent::{SolventUse, chem21_rank};
pub use step_metrics::{Intensities, StepMetrics};
pub use technology::{StepOption, StepOptions, step_options, step_structures};
pub use yields::{BranchYield, RouteYields};

#[cfg(test)]
mod tests;
