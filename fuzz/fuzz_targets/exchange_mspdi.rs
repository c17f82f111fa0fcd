//! Any bytes as XML of MS Project; what loads goes on to the model, the assessment and the writers.
#![no_main]

use concerted_exchange::{assess, read_mspdi, to_model, write_csv, write_mspdi};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(read) = read_mspdi(data) {
        let (model, mapping) = to_model(&read.project);
        assess(&read.project, &model, &mapping);
        write_mspdi(&read.project);
        write_csv(&read.project);
    }
});
