//! Rock salt and invented crystals: extinctions, distances, intensities, counts of atoms, mixtures, the answer.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::float_cmp, reason = "whole counts of atoms are exact")]

use std::fmt::Write as _;

use concerted_chance::Address;
use concerted_diffraction::{
    Allowed, Candidate, Crystal, Displacement, Measured, Radiation, SimulationOptions, Verdict,
    compare, identify, mixture, read_cif, simulate,
};
use concerted_reference::Reference;

fn cif(cell: [f64; 6], symmetry: &str, atoms: &str) -> String {
    let mut text = String::from("data_x\n");
    let names = [
        "length_a",
        "length_b",
        "length_c",
        "angle_alpha",
        "angle_beta",
        "angle_gamma",
    ];
    for (name, value) in names.iter().zip(cell) {
        writeln!(text, "_cell_{name} {value}").unwrap();
    }
    format!(
        "{text}{symmetry}\nloop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n\
         _atom_site_fract_z\n_atom_site_U_iso_or_equiv\n{atoms}"
    )
}

fn crystal(text: &str) -> Crystal {
    read_cif(text).unwrap().remove(0)
}

fn salt() -> Crystal {
    let cell = [5.6402, 5.6402, 5.6402, 90.0, 90.0, 90.0];
    let atoms = "Na 0 0 0 0.0216\nCl 0.5 0.5 0.5 0.0176\n";
    crystal(&cif(cell, "_space_group_name_H-M_alt 'F m -3 m'", atoms))
}

#[test]
fn rock_salt_agrees_with_the_published_card() {
    let reference = Reference::embedded();
    let mut options = SimulationOptions::standard(reference);
    options.range = (10.0, 85.0);
    let pattern = simulate(&salt(), &options, reference).unwrap();
    // Distances in angstrom and relative intensities of halite with copper radiation as in the NBS card 5-0628 (Swanson
    // and Fuyat, NBS Circular 539, volume 2, 1953); intensities of that time are good to a few percent.
    let card = [
        ([1, 1, 1], 3.258, 13.0),
        ([2, 0, 0], 2.821, 100.0),
        ([2, 2, 0], 1.994, 55.0),
        ([3, 1, 1], 1.701, 2.0),
        ([2, 2, 2], 1.628, 15.0),
        ([4, 0, 0], 1.410, 6.0),
        ([3, 3, 1], 1.294, 1.0),
        ([4, 2, 0], 1.261, 11.0),
        ([4, 2, 2], 1.1515, 7.0),
    ];
    let found: Vec<_> = pattern.peaks.iter().map(|peak| peak.planes[0]).collect();
    let listed: Vec<_> = card.iter().map(|row| row.0).collect();
    assert_eq!(found, listed, "mixed indices are extinct");
    for (peak, (hkl, spacing, intensity)) in pattern.peaks.iter().zip(card) {
        assert!(
            (peak.spacing - spacing).abs() < 0.002,
            "{hkl:?}: {}",
            peak.spacing
        );
        assert!(
            (peak.intensity - intensity).abs() < 6.5,
            "{hkl:?}: {}",
            peak.intensity
        );
        let d = 5.6402
            / hkl
                .map(|x: i32| f64::from(x * x))
                .iter()
                .sum::<f64>()
                .sqrt();
        assert!((peak.spacing - d).abs() < 1e-9);
    }
    let multiplicities: Vec<_> = pattern.peaks.iter().map(|peak| peak.multiplicity).collect();
    assert_eq!(multiplicities, [8, 6, 12, 24, 8, 6, 24, 24, 24]);
}

#[test]
fn structure_factors_of_rock_salt_are_sums_and_differences() {
    let reference = Reference::embedded();
    let mut options = SimulationOptions::standard(reference);
    options.displacement = Displacement::None;
    let pattern = simulate(&salt(), &options, reference).unwrap();
    let f = |symbol: &str, d: f64| {
        let factor = reference.scattering_factor(symbol).unwrap();
        let s2 = 0.25 / (d * d);
        factor.c
            + factor
                .gaussians()
                .iter()
                .map(|(a, b)| a * (-b * s2).exp())
                .sum::<f64>()
    };
    for peak in &pattern.peaks {
        let sign = if peak.planes[0][0] % 2 == 0 {
            1.0
        } else {
            -1.0
        };
        let expected = 4.0 * (f("Na", peak.spacing) + sign * f("Cl", peak.spacing));
        let expected = expected * expected;
        assert!(
            (peak.squared_factor / expected - 1.0).abs() < 1e-9,
            "{:?}",
            peak.planes
        );
    }
}

#[test]
fn symmetry_makes_the_right_number_of_atoms() {
    assert_eq!(
        salt().content().values().copied().collect::<Vec<_>>(),
        [4.0, 4.0]
    );
    let cell = [10.0, 11.0, 12.0, 90.0, 100.0, 90.0];
    let listed =
        "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n-x,y+1/2,-z+1/2\n-x,-y,-z\nx,-y+1/2,z+1/2\n";
    for (symmetry, atoms, count) in [
        (listed, "C1 0.1 0.2 0.3 0.04\n", 4.0),
        (listed, "C1 0 0 0 0.04\n", 2.0),
        (
            "_space_group_name_Hall '-C 2yc'",
            "C1 0.1 0.2 0.3 0.04\n",
            8.0,
        ),
        (
            "_space_group_name_Hall '-C 2yc'",
            "C1 0 0.2 0.25 0.04\n",
            4.0,
        ),
        ("_space_group_IT_number 1", "C1 0 0.2 0.25 0.04\n", 1.0),
    ] {
        assert_eq!(
            crystal(&cif(cell, symmetry, atoms)).content()["C"],
            count,
            "{symmetry} {atoms}"
        );
    }
}

#[test]
fn glide_planes_and_screw_axes_extinguish() {
    let cell = [10.0, 11.0, 12.0, 90.0, 100.0, 90.0];
    let text = cif(
        cell,
        "_space_group_name_H-M_alt 'P 21/c'",
        "C1 0.11 0.23 0.37 0\nN1 0.31 0.07 0.81 0\n",
    );
    let reference = Reference::embedded();
    let pattern = simulate(
        &crystal(&text),
        &SimulationOptions::standard(reference),
        reference,
    )
    .unwrap();
    let planes = || pattern.peaks.iter().flat_map(|peak| &peak.planes);
    assert!(planes().count() > 50);
    for [h, k, l] in planes() {
        assert!(*k != 0 || l % 2 == 0, "{h}{k}{l}: glide plane c");
        assert!(*h != 0 || *l != 0 || k % 2 == 0, "{h}{k}{l}: screw axis");
    }
}

/// A molecular crystal with atoms at addressed random places.
fn invented(key: &str, cell: [f64; 6]) -> Crystal {
    let address = Address::new(7, "invented crystal", key);
    let mut atoms = String::new();
    for at in 0..14 {
        let x = [0, 1, 2].map(|draw| address.uniform(at, draw));
        let element = if at % 4 == 0 { "N" } else { "C" };
        writeln!(atoms, "{element}{at} {} {} {} 0.04", x[0], x[1], x[2]).unwrap();
    }
    let mut crystal = crystal(&cif(cell, "_space_group_name_H-M_alt 'P 21/c'", &atoms));
    key.clone_into(&mut crystal.name);
    crystal
}

fn candidate(crystal: &Crystal, radiation: &Radiation) -> Candidate {
    Candidate::of_crystal(
        crystal,
        radiation,
        45.0,
        Displacement::FromFile(0.05),
        Reference::embedded(),
    )
    .unwrap()
}

/// A pattern of masses with background and counting noise, made by the profile of a simulation.
fn measured(parts: &[(&Crystal, f64)], expansion: f64) -> Measured {
    let reference = Reference::embedded();
    let address = Address::new(3, "noise", "pattern");
    let mut options = SimulationOptions::standard(reference);
    options.radiation = Radiation::named("cu-ka", reference).unwrap();
    options.range = (5.0, 45.0);
    options.adjustment.expansion = [1.0 + expansion; 3];
    let grid: Vec<f64> = (0..=2000).map(|i| 5.0 + f64::from(i) * 0.02).collect();
    let mut intensity: Vec<f64> = grid
        .iter()
        .map(|x| 200.0 + 400.0 * (-x / 12.0).exp())
        .collect();
    for (crystal, share) in parts {
        let own = candidate(crystal, &options.radiation);
        // Strength of one unit of mass times an arbitrary exposure; the profile is scaled to its highest point.
        let pattern = simulate(crystal, &options, reference).unwrap();
        let area: f64 = pattern.profile.iter().sum();
        let strength: f64 = strengths(&own, &options.radiation);
        for (value, point) in intensity.iter_mut().zip(&pattern.profile) {
            *value += share * strength / area * point * 1e5;
        }
    }
    for (value, at) in intensity.iter_mut().zip(0..) {
        let noise = concerted_chance::normal_quantile(address.uniform(at, 0));
        *value = (*value + value.sqrt() * noise).max(0.0).round();
    }
    Measured {
        two_theta: grid,
        intensity,
        lines: Vec::new(),
        notes: Vec::new(),
    }
}

/// Integrated intensity of a unit of mass between 5 and 45 degrees, by the formula.
fn strengths(candidate: &Candidate, radiation: &Radiation) -> f64 {
    let mut sum = 0.0;
    for line in &candidate.lines {
        for (wavelength, weight) in &radiation.lines {
            let theta = (wavelength / (2.0 * line.spacing)).asin();
            if (5.0..45.0).contains(&(2.0 * theta.to_degrees())) {
                let polarization = 0.5 * (1.0 + (2.0 * theta).cos().powi(2));
                sum += line.strength * weight * polarization / (theta.sin().powi(2) * theta.cos());
            }
        }
    }
    sum
}

fn forms() -> (Crystal, Crystal) {
    (
        invented("form one", [10.4, 12.8, 6.8, 90.0, 106.4, 90.0]),
        invented("form two", [7.1, 9.3, 13.9, 90.0, 97.0, 90.0]),
    )
}

#[test]
fn a_mixture_is_recovered() {
    let (one, two) = forms();
    let radiation = Radiation::named("cu-ka", Reference::embedded()).unwrap();
    let candidates = [candidate(&one, &radiation), candidate(&two, &radiation)];
    for share in [0.8, 0.5, 0.05, 1.0] {
        let pattern = measured(&[(&one, share), (&two, 1.0 - share)], 0.0);
        let found = mixture(&pattern, &candidates, &radiation, &Allowed::default(), 1).unwrap();
        assert!(
            found.by_mass && found.score > 0.98,
            "{share}: {}",
            found.score
        );
        let first = &found.shares[0];

        assert!((first.share - share).abs() < 0.03, "{share}: {first:?}");
        assert!(
            first.low <= first.share && first.share <= first.high && first.high - first.low < 0.1
        );
        let again = mixture(&pattern, &candidates, &radiation, &Allowed::default(), 1).unwrap();
        assert_eq!(found, again, "the same seed gives the same interval");
    }
}

#[test]
fn a_batch_is_told_from_another_form() {
    let (one, two) = forms();
    let reference = Reference::embedded();
    let radiation = Radiation::named("cu-ka", reference).unwrap();
    let candidates = [candidate(&one, &radiation), candidate(&two, &radiation)];
    for (parts, verdict) in [
        (vec![(&one, 1.0)], Verdict::Yes),
        (vec![(&two, 1.0)], Verdict::No),
        (vec![(&one, 0.85), (&two, 0.15)], Verdict::WithOthers),
    ] {
        let pattern = measured(&parts, 0.0);
        let comparison = compare(&pattern, &candidates, &radiation, &Allowed::default()).unwrap();
        let answer = identify(&comparison, &candidates[0], &radiation, reference).unwrap();
        assert_eq!(answer.verdict, verdict, "{answer:?}");
        assert_eq!(
            answer.second.as_ref().map(|second| second.0.as_str()),
            Some("form two")
        );
    }
}

#[test]
fn an_expanded_cell_is_found() {
    let (one, _) = forms();
    let radiation = Radiation::named("cu-ka", Reference::embedded()).unwrap();
    let candidates = [candidate(&one, &radiation)];
    let pattern = measured(&[(&one, 1.0)], 0.006);
    let strict = compare(&pattern, &candidates, &radiation, &Allowed::default()).unwrap();
    let allowed = Allowed {
        expansion: 0.01,
        ..Allowed::default()
    };
    let adjusted = compare(&pattern, &candidates, &radiation, &allowed).unwrap();
    let found = &adjusted.matches[0];
    assert!(
        strict.matches[0].score < 0.85,
        "{}",
        strict.matches[0].score
    );
    assert!(found.score > 0.98, "{} {:?}", found.score, found.adjustment);
    assert!((found.adjustment.expansion[0] - 1.006).abs() < 3e-4);
    assert!(found.at_limit.is_empty());
}
