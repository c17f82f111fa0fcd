//! Every file of the fuzz corpus is read without a panic, and twice with the same outcome; what loads goes all the way.

use std::path::Path;

use concerted_exchange::{
    Read, Rejected, assess, read_csv, read_mspdi, read_psplib_mm, read_psplib_sch, read_psplib_sm,
    read_xer, to_model, write_csv, write_ical, write_mspdi,
};

type Reader = fn(&[u8]) -> Result<Read, Rejected>;

const READERS: [(&str, Reader); 6] = [
    ("sm", read_psplib_sm),
    ("mm", read_psplib_mm),
    ("sch", read_psplib_sch),
    ("mspdi", read_mspdi),
    ("xer", read_xer),
    ("csv", read_csv),
];

#[test]
fn corpus_is_read_by_every_reader() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut count = 0;
    for folder in [
        "exchange_psplib",
        "exchange_mspdi",
        "exchange_xer",
        "exchange_csv",
    ] {
        for entry in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            for (kind, reader) in READERS {
                let first = reader(&bytes);
                assert_eq!(first, reader(&bytes), "{} as {kind}", path.display());
                match first {
                    Ok(read) => onward(&read),
                    Err(rejected) => assert!(!rejected.problems.is_empty()),
                }
            }
            count += 1;
        }
    }
    assert!(count >= 40, "the corpus has only {count} files");
}

fn onward(read: &Read) {
    let (model, mapping) = to_model(&read.project);
    assert_eq!(assess(&read.project, &model, &mapping).len(), 14);
    let stamp = jiff::civil::date(2026, 1, 1).at(0, 0, 0, 0);
    let _ = write_ical(&read.project, stamp);
    for text in [
        write_mspdi(&read.project).text,
        write_csv(&read.project).text,
    ] {
        assert!(!text.is_empty());
    }
}
