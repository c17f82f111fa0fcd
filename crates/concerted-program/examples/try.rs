//! Throw-away: plans a folder and prints the milestones.
use concerted_program::*;
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let loaded = concerted_document::read_folder(std::path::Path::new(&dir)).unwrap();
    let program = loaded.program.unwrap();
    let reference = concerted_reference::Reference::embedded();
    let t = std::time::Instant::now();
    let a = assess(&program, reference, None, 1);
    println!("assess {:?}, {} findings", t.elapsed(), a.findings.len());
    for i in &a.genotox.impurities {
        println!(
            "IMP {} {} {:?} cls {:?}",
            i.key,
            i.smiles.clone().unwrap_or_default(),
            i.routes,
            i.class
        );
    }
    let t = std::time::Instant::now();
    let p = plan(&program, reference, &PlanOptions::default(), &mut |x| {
        println!("{:?} {:?}", t.elapsed(), x)
    })
    .unwrap();
    println!(
        "plan {:?} {:?} figures {}",
        t.elapsed(),
        p.status,
        p.figures.len()
    );
    for m in &p.milestones {
        println!(
            "{} planned {} p10 {} p50 {} p80 {} due {:?} {:?}",
            m.id, m.planned, m.p10, m.p50, m.p80, m.due, m.on_time
        );
    }
    for x in &p.activities {
        println!(
            "{:<44} {} {} {:>5.1}d float {:>6.1} crit {:.2} {} {:?} | {}",
            x.key,
            x.start,
            x.finish,
            x.days.mode,
            x.float_days,
            x.criticality,
            x.critical as u8,
            x.site,
            x.drivers.join("; ")
        );
    }
    for x in &p.alternatives {
        println!(
            "ALT {:?} {:?} {} {} {} {}",
            x.role, x.companies, x.hand_offs, x.cost_thousands, x.p50, x.p80
        );
    }
    for f in &p.findings {
        println!("{:?} {} :: {}", f.severity, f.id, f.message);
        for a in &f.asks {
            println!("      ask {} {}", a.key, a.title);
        }
    }
    for r in p.assumptions.iter().take(15) {
        println!("ASSUME {r:?}");
    }
}
