//! Any bytes as a file of Primavera; what loads goes on to the model, the assessment and the writers.
#![no_main]

use concerted_exchange::{assess, read_xer, to_model, write_csv, write_mspdi};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(read) = read_xer(data) {
        let (model, mapping) = to_model(&read.project);
        assess(&read.project, &model, &mapping);
        write_mspdi(&read.project);
        write_csv(&read.project);
    }
});
