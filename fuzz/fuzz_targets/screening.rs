//! Any bytes as a list of structures; the first byte chooses table, SMILES file or SD file.
#![no_main]

use concerted::screening::{Columns, Format, Records};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let format = match first % 3 {
        0 => Format::Csv,
        1 => Format::Smiles,
        _ => Format::Sdf,
    };
    if let Ok(records) = Records::open(rest, format, &Columns::default()) {
        for record in records {
            let record = record.expect("bytes in memory can be read");
            if record.problem.is_none() && format == Format::Sdf {
                let _read = concerted_molecule::Molecule::from_mol_block(&record.text);
            }
        }
    }
});
