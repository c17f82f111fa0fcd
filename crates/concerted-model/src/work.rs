//! Work that the user adds to or changes in the template, and risks.

use jiff::civil::Date;

use crate::given::Given;
use crate::id::{Id, Ref};
use crate::money::Money;
use crate::partner::{ServiceArea, Site};
use crate::quantity::{Lag, Quantity, Share, WorkTime};
use crate::team::Post;
use crate::{choice, record};

choice! {
    /// How two activities are linked.
    pub enum LinkKind {
        /// The second starts after the first has finished.
        FinishStart = "finish-start",
        /// The second starts after the first has started.
        StartStart = "start-start",
        /// The second finishes after the first has finished.
        FinishFinish = "finish-finish",
        /// The second finishes after the first has started.
        StartFinish = "start-finish",
    }
}

record! {
    /// A link from another activity to this one.
    pub struct ActivityLink = "link" {
        /// Key of the other activity.
        from: String,
        /// How they are linked; by default finish to start.
        kind: Option<LinkKind>,
        /// Calendar time between them; negative for a lead.
        lag: Option<Given<Quantity<Lag>>>,
    }
}

record! {
    /// An activity of the user's own, or a change to one of the template that has the same id in lower case.
    pub struct Activity = "activity" {
        /// Short id; that of a template activity in lower case changes it.
        id: Id<Activity>,
        /// Name for people.
        name: Option<String>,
        /// True where the work is not needed and is left out.
        omit: Option<bool>,
        /// Area of work.
        area: Option<ServiceArea>,
        /// Shortest duration in working time.
        shortest: Option<Given<Quantity<WorkTime>>>,
        /// Most likely duration in working time.
        likely: Option<Given<Quantity<WorkTime>>>,
        /// Longest duration in working time.
        longest: Option<Given<Quantity<WorkTime>>>,
        /// Known delay, added to the duration.
        delay: Option<Given<Quantity<WorkTime>>>,
        /// Site that does it; by default chosen with its area of work.
        site: Option<Ref<Site>>,
        /// Role that does it.
        owner: Option<String>,
        /// What it delivers.
        deliverable: Option<String>,
        /// Cost.
        cost: Option<Given<Money>>,
        /// Keys of activities that must finish before it starts.
        after: Vec<String>,
        /// Further links.
        link: Vec<ActivityLink>,
        /// Earliest start.
        not_before: Option<Given<Date>>,
        /// Day on which it started.
        started: Option<Given<Date>>,
        /// Day on which it finished.
        finished: Option<Given<Date>>,
        /// Why it is there.
        reason: Option<String>,
    }
}

record! {
    /// Something that may happen and delay an activity.
    pub struct Risk = "risk" {
        /// Short id.
        id: Id<Risk>,
        /// Name for people.
        name: String,
        /// Key of the activity it delays.
        activity: String,
        /// Probability.
        probability: Given<Quantity<Share>>,
        /// Shortest delay in working time.
        shortest: Given<Quantity<WorkTime>>,
        /// Most likely delay in working time.
        likely: Given<Quantity<WorkTime>>,
        /// Longest delay in working time.
        longest: Given<Quantity<WorkTime>>,
        /// Post that watches it.
        owner: Option<Ref<Post>>,
        /// What is done about it.
        response: Option<String>,
    }
}
