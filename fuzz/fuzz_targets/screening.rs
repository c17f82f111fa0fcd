//! Any bytes as a list of structures through the whole pipeline; the first byte chooses table, SMILES file or SD file.
#![no_main]

use concerted::screening::{Columns, DEFECT, Format, Records, Screened, screen_records};
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
        // Reading is what is fuzzed: judging a structure has no bytes to trip over.
        screen_records(records, &|_| Screened::default(), &mut |answer| {
            assert_ne!(answer.outcome.as_ref().err().map(String::as_str), Some(DEFECT));
            Ok(())
        })
        .expect("bytes in memory can be read");
    }
});
