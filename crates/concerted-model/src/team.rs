//! Posts, their roles and assignments.

use crate::given::Given;
use crate::id::{Id, Ref};
use crate::partner::Company;
use crate::quantity::{Elapsed, Quantity};
use crate::{choice, record};

choice! {
    /// Part that a post plays in a piece of work.
    pub enum Involvement {
        /// Does it.
        Responsible = "responsible",
        /// Answers for it.
        Accountable = "accountable",
        /// Is asked before.
        Consulted = "consulted",
        /// Is told after.
        Informed = "informed",
    }
}

record! {
    /// A post: a role at a company, named by what it does and not by who holds it.
    pub struct Post = "post" {
        /// Short id.
        id: Id<Post>,
        /// Name for people, such as "programme manager, client".
        name: String,
        /// Its company.
        company: Ref<Company>,
        /// Roles it fills, in the words of the activity template, such as "process chemist".
        role: Vec<String>,
        /// Working time for this program, 1 for full time.
        capacity: Option<Given<f64>>,
        /// Who stands in.
        deputy: Option<Ref<Post>>,
        /// True where it may approve deliverables.
        may_approve: Option<bool>,
        /// Agreed time to answer.
        response_time: Option<Given<Quantity<Elapsed>>>,
    }
}

record! {
    /// The part of a post in one activity.
    pub struct Assignment = "assignment" {
        /// The post.
        post: Ref<Post>,
        /// Key of the activity.
        activity: String,
        /// The part.
        involvement: Involvement,
    }
}
