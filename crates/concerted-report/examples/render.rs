//! Writes the report of a program folder, or of the starter program, into a folder.
//!
//! `cargo run -p concerted-report --example render -- OUT [PROGRAM]`

use std::error::Error;
use std::path::Path;

use concerted_document::{read_folder, read_texts, starter};
use concerted_program::{PlanOptions, plan};
use concerted_reference::Reference;
use concerted_report::{activities_csv, html, plan_json, summary};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("expected a folder to write to")?;
    let loaded = match arguments.next() {
        Some(folder) => read_folder(Path::new(&folder))?,
        None => read_texts(starter::FILES),
    };
    let program = loaded
        .program
        .ok_or_else(|| format!("the program has {} problems", loaded.problems.len()))?;
    let reference = Reference::embedded();
    let plan = plan(&program, reference, &PlanOptions::default(), &mut |_| {})?;
    let out = Path::new(&out);
    std::fs::create_dir_all(out)?;
    std::fs::write(
        out.join("report.html"),
        html(&program, &plan, reference, None)?,
    )?;
    let json = plan_json(&program, &plan, reference, None);
    std::fs::write(out.join("plan.json"), serde_json::to_string_pretty(&json)?)?;
    std::fs::write(out.join("activities.csv"), activities_csv(&plan)?)?;
    std::fs::write(out.join("summary.txt"), summary(&program, &plan))?;
    Ok(())
}
