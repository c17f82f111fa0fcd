//! Every file of the fuzz corpus is screened without a panic, and twice with the same answers.

use std::path::Path;

use concerted::screening::{
    Answer, Columns, DEFECT, Format, Records, Screen, ScreeningError, screen_records,
};
use concerted_genotox::Evidence;
use concerted_reference::Reference;

fn answers(bytes: &[u8]) -> Result<Vec<Answer>, ScreeningError> {
    let format = match bytes[0] % 3 {
        0 => Format::Csv,
        1 => Format::Smiles,
        _ => Format::Sdf,
    };
    let records = Records::open(&bytes[1..], format, &Columns::default())?;
    let evidence = Evidence::default();
    let screen = Screen::new(Reference::embedded(), &evidence);
    let mut answers = Vec::new();
    screen_records(records, &|molecule| screen.of(molecule), &mut |answer| {
        answers.push(answer.clone());
        Ok(())
    })?;
    Ok(answers)
}

#[test]
fn corpus_is_screened() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/screening");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let name = path.display();
        match (answers(&bytes), answers(&bytes)) {
            (Ok(first), Ok(second)) => {
                assert_eq!(first, second, "{name}");
                for answer in first {
                    assert_ne!(answer.outcome.err().as_deref(), Some(DEFECT), "{name}");
                }
            }
            (Err(first), Err(second)) => {
                assert_eq!(first.to_string(), second.to_string(), "{name}");
            }
            _ => panic!("{name} is read one way and the other"),
        }
        count += 1;
    }
    assert!(count >= 25, "the corpus has only {count} files");
}
