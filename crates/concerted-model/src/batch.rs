//! Batches: material that exists or will exist.

use jiff::civil::Date;

use crate::given::Given;
use crate::id::{Id, Ref};
use crate::material::Material;
use crate::partner::Site;
use crate::quantity::{Elapsed, Mass, Quantity};
use crate::route::Route;
use crate::{choice, record};

choice! {
    /// What a batch may be used for.
    pub enum Grade {
        /// Laboratory studies.
        Laboratory = "laboratory",
        /// Toxicology studies.
        Toxicology = "toxicology",
        /// People.
        Gmp = "gmp",
    }
}

choice! {
    /// Whether a batch exists.
    pub enum BatchState {
        /// Made and released.
        Existing = "existing",
        /// Decided by the user; the planner must not change it.
        Fixed = "fixed",
    }
}

record! {
    /// A batch that exists or that the user has fixed; the planner adds the others.
    pub struct Batch = "batch" {
        /// Short id.
        id: Id<Batch>,
        /// The material.
        material: Ref<Material>,
        /// What it may be used for.
        grade: Grade,
        /// Whether it exists.
        state: BatchState,
        /// Mass on the basis of the material named.
        mass: Given<Quantity<Mass>>,
        /// Route by which it is made.
        route: Option<Ref<Route>>,
        /// Site that makes it.
        site: Option<Ref<Site>>,
        /// Day on which it is released, where it exists or is promised.
        available: Option<Given<Date>>,
        /// Time from release to retest.
        retest: Option<Given<Quantity<Elapsed>>>,
        /// Remark.
        note: Option<String>,
    }
}
