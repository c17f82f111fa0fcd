//! Explanations: each kind of driver, slip and the critical chain.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that panics fails the test that called it"
)]

use concerted_schedule::*;

use LinkKind::FinishToStart;

fn told(model: &Model) -> (Schedule, Vec<Explanation>) {
    let schedule = generate(model, &Priority::equal(model)).unwrap();
    let told = explain(model, &schedule).unwrap();
    (schedule, told)
}

#[test]
fn links_calendars_and_releases() {
    let mut model = Model::default();
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 50)], 70).unwrap());
    let a = model.add_activity(Activity::new("a", week, 50));
    let b = model.add_activity(Activity::new("b", week, 10));
    let mut c = Activity::new("c", week, 10);
    c.release = Some(15);
    let c = model.add_activity(c);
    let mut d = Activity::new("d", week, 10);
    d.fixed_start = Some(33);
    let d = model.add_activity(d);
    model.links.push(Link::new("l", a, b, FinishToStart, 5));
    let (schedule, told) = told(&model);
    assert_eq!(schedule.starts, vec![0, 70, 15, 33]);
    assert_eq!(told[a.0].drivers, vec![Driver::Origin]);
    assert_eq!(
        told[b.0].drivers,
        vec![Driver::Link(LinkIndex(0)), Driver::Calendar(week)]
    );
    assert_eq!(told[c.0].drivers, vec![Driver::Release]);
    assert_eq!(told[d.0].drivers, vec![Driver::Fixed]);
    let critical: Vec<bool> = told.iter().map(|t| t.critical).collect();
    assert_eq!(critical, vec![true, true, false, false]);
    // The link allows 15 elapsed ticks more before the week ends; a itself would then end at 65, which is not worked.
    assert_eq!(
        (
            told[a.0].slip,
            told[b.0].slip,
            told[c.0].slip,
            told[d.0].slip
        ),
        (0, 0, 35, 0)
    );
}

#[test]
fn resources_name_who_holds_them() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let r = model.add_resource(Resource::constant("vessel", 2));
    let a = model.add_activity(Activity::new("a", c, 5).demanding(r, 1));
    let b = model.add_activity(Activity::new("b", c, 8).demanding(r, 1));
    let wide = model.add_activity(Activity::new("c", c, 3).demanding(r, 2));
    let (schedule, told) = told(&model);
    assert_eq!(schedule.start(wide), 8);
    assert_eq!(
        told[wide.0].drivers,
        vec![Driver::Resource {
            resource: r,
            with: vec![b]
        }]
    );
    assert_eq!((told[a.0].slip, told[a.0].critical), (3, false));
    assert_eq!((told[b.0].slip, told[b.0].critical), (0, true));
}

#[test]
fn lack_of_capacity_has_no_holder() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let r = model.add_resource(Resource {
        key: "slot".into(),
        capacity: 0,
        steps: vec![CapacityStep { from: 6, units: 1 }],
        skills: Vec::new(),
    });
    model.add_activity(Activity::new("a", c, 5).demanding(r, 1));
    assert_eq!(
        told(&model).1[0].drivers,
        vec![Driver::Resource {
            resource: r,
            with: vec![]
        }]
    );
}

#[test]
fn stocks_name_who_makes_them() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let stock = model.add_stock(Stock {
        key: "s".into(),
        initial: 1,
        initial_expiry: None,
    });
    let mut make = Activity::new("make", c, 10);
    make.produces.push(Production {
        stock,
        amount: 2,
        release_delay: 4,
        shelf_life: Some(6),
    });
    let make = model.add_activity(make);
    let mut study = Activity::new("study", c, 5);
    study.consumes.push(Consumption { stock, amount: 3 });
    let study = model.add_activity(study);
    let end = model.add_activity(Activity::new("end", c, 30));
    let (schedule, told) = told(&model);
    assert_eq!(schedule.start(study), 14);
    assert_eq!(
        told[study.0].drivers,
        vec![Driver::Stock {
            stock,
            from: vec![make]
        }]
    );
    // The lot may be used from 14 until before 20.
    assert_eq!(told[study.0].slip, 5);
    // A later batch would come too late for the study, which is held.
    assert_eq!((told[make.0].slip, told[make.0].critical), (0, false));
    assert!(told[end.0].critical);
}

#[test]
fn an_idle_start_has_no_driver() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    model.add_activity(Activity::new("a", c, 5));
    let schedule = Schedule::new(vec![3], vec![8], vec![0]);
    assert_eq!(
        explain(&model, &schedule).unwrap()[0].drivers,
        vec![Driver::Nothing]
    );
    let misfit = Schedule::new(vec![], vec![], vec![]);
    assert!(explain(&model, &misfit).is_err());
}

#[test]
fn a_resource_free_over_the_weekend_leaves_the_calendar() {
    let mut model = Model::default();
    let always = model.add_calendar(Calendar::always());
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 50)], 70).unwrap());
    let r = model.add_resource(Resource::constant("vessel", 1));
    let a = model.add_activity(Activity::new("a", always, 60).demanding(r, 1));
    let b = model.add_activity(Activity::new("b", week, 5).demanding(r, 1));
    let (schedule, told) = told(&model);
    assert_eq!(schedule.start(b), 70);
    let held = Driver::Resource {
        resource: r,
        with: vec![a],
    };
    assert_eq!(told[b.0].drivers, vec![held, Driver::Calendar(week)]);
}
