//! The commented program that `concerted new` writes: it plans without edits.

/// Files of the starter program: name and text.
pub const FILES: &[(&str, &str)] = &[
    ("program.toml", include_str!("../starter/program.toml")),
    ("chemistry.toml", include_str!("../starter/chemistry.toml")),
    ("people.toml", include_str!("../starter/people.toml")),
];
