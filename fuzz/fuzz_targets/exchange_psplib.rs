//! Any bytes as a benchmark file, read as each of its three kinds; what loads goes on to the model, the assessment and the writers.
#![no_main]

use concerted_exchange::{assess, read_psplib_mm, read_psplib_sch, read_psplib_sm, to_model, write_csv, write_mspdi};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for read in [read_psplib_sm(data), read_psplib_mm(data), read_psplib_sch(data)].into_iter().flatten() {
        let (model, mapping) = to_model(&read.project);
        assess(&read.project, &model, &mapping);
        write_mspdi(&read.project);
        write_csv(&read.project);
    }
});
