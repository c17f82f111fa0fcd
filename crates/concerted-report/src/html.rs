//! The report as one page that loads nothing.

mod assumptions;
mod dates;
mod findings;
mod form;
mod head;
mod impurities;
mod methods;
mod partners;
mod routes;

mod supply;
mod team;
mod work;

use askama::Template;
use concerted_genotox::SCREENING_NOTE;
use concerted_model::id::Ref;
use concerted_model::program::Program;
use concerted_program::Plan;
use concerted_program::design_out::DesignOutcome;
use concerted_reference::Reference;

use crate::error::ReportError;
use crate::shown::Sheet;

pub(crate) use head::{headline, status};
pub(crate) use partners::{break_even, differences, fastest};
pub(crate) use work::most_critical;

/// What every section is made from.
#[derive(Clone, Copy)]
struct Context<'a> {
    program: &'a Program,
    plan: &'a Plan,
    reference: &'a Reference,
    sheet: Sheet<'a>,
    designs: Option<&'a DesignOutcome>,
}

impl<'a> Context<'a> {
    fn material(&self, id: &'a str) -> &'a str {
        let material = self.program.material_by_id(id);
        material.map_or(id, |material| material.name.as_str())
    }

    fn step(&self, id: &'a str) -> &'a str {
        let step = self.program.step(&Ref::new(id, None));
        step.map_or(id, |step| step.name.as_str())
    }

    fn route(&self, id: &'a str) -> &'a str {
        let route = self.program.route_by_id(id);
        route.map_or(id, |route| route.name.as_str())
    }

    fn stage(&self, id: &'a str) -> &'a str {
        let stage = self.program.uses.iter().find(|one| one.id.as_str() == id);
        stage.map_or(id, |stage| stage.name.as_str())
    }

    fn site(&self, id: &'a str) -> &'a str {
        let site = self.program.site(&Ref::new(id, None));
        site.map_or(id, |site| site.name.as_str())
    }

    fn company(&self, id: &'a str) -> &'a str {
        let company = self.program.company_by_id(id);
        company.map_or(id, |company| company.name.as_str())
    }

    fn post(&self, id: &'a str) -> &'a str {
        let post = self.program.post.iter().find(|one| one.id.as_str() == id);
        post.map_or(id, |post| post.name.as_str())
    }

    fn companies(&self, ids: &'a [String]) -> String {
        let names: Vec<&str> = ids.iter().map(|id| self.company(id)).collect();
        if names.is_empty() {
            "the client alone".to_owned()
        } else {
            names.join(", ")
        }
    }
}

/// The whole page.
#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    name: &'a str,
    style: &'static str,
    sections: Vec<Section>,
    head: String,
    screening_note: &'static str,
    example_figure: String,
}

/// One section, rendered.
struct Section {
    id: &'static str,
    title: &'static str,
    /// HTML made by a template of this crate.
    body: String,
}

/// The report of a plan as one self-contained HTML page.
///
/// The page holds its style and its drawings, loads nothing and can be read without scripts. Every number that
/// has a figure carries the figure's key in `data-figure` and in its tooltip, so that a reader can ask
/// `concerted why` for its origin. `designs` are proposals against mutagenic impurities, where they were looked for.
/// Values that rest on rows nobody verified carry that status beside them.
///
/// # Errors
/// [`ReportError::Page`] where a template fails, which is a defect.
pub fn html(
    program: &Program,
    plan: &Plan,
    reference: &Reference,
    designs: Option<&DesignOutcome>,
) -> Result<String, ReportError> {
    let context = Context {
        designs,
        program,
        plan,
        reference,
        sheet: Sheet::new(&plan.figures),
    };
    let section = |id, title, body: String| Section { id, title, body };
    let sections = vec![
        section("dates", "Dates", dates::render(&context)?),
        section("work", "Work by partner", work::render(&context)?),
        section("routes", "Routes", routes::render(&context)?),
        section(
            "impurities",
            "Mutagenic impurities",
            impurities::render(&context)?,
        ),
        section("form", "Solid form and solubility", form::render(&context)?),
        section("supply", "Demand and batches", supply::render(&context)?),
        section(
            "partners",
            "Partners and hand-offs",
            partners::render(&context)?,
        ),
        section(
            "methods",
            "Methods and transfers",
            methods::render(&context)?,
        ),
        section("team", "Team and required contact", team::render(&context)?),
        section("findings", "Findings", findings::render(&context)?),
        section("assumptions", "Assumptions", assumptions::render(&context)?),
        section("sources", "Sources", assumptions::render_sources(&context)?),
    ];
    let example_figure = plan.milestones.first().map_or_else(
        || "plan.cost".to_owned(),
        |milestone| format!("plan.milestone.{}.p80", milestone.id),
    );
    let page = Page {
        name: &program.name,
        style: include_str!("../templates/style.css"),
        head: head::render(&context)?,
        sections,
        screening_note: SCREENING_NOTE,
        example_figure,
    };
    Ok(page.render()?)
}
