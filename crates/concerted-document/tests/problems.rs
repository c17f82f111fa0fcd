//! Broken documents: text in, problems out.

use concerted_document::{read_texts, render};

const HEAD: &str = "format_version = 1\nname = \"Test\"\nstart = 2027-01-04\n";

/// The problems of a document, one line each: place, code, message, expected, found, hint.
fn problems(texts: &[(&str, &str)]) -> String {
    let loaded = read_texts(texts);
    let mut text = String::new();
    for problem in &loaded.problems {
        text.push_str(&render::one_line(problem, &loaded.files));
        if let Some(hint) = &problem.hint {
            text.push_str(" | ");
            text.push_str(hint);
        }
        text.push('\n');
    }
    text
}

#[track_caller]
fn check(body: &str, expected: &str) {
    let text = format!("{HEAD}{body}");
    assert_eq!(problems(&[("program.toml", &text)]), expected);
}

#[test]
fn smallest_program_is_three_lines() {
    check("", "");
}

#[test]
fn unknown_key_and_wrong_unit_and_reference_in_one_run() {
    check(
        "[substance]\nmaterial = \"x\"\nretset = \"24 mo\"\n\
         [[batch]]\nid = \"b\"\nmaterial = \"waterr\"\ngrade = \"gmp\"\nstate = \"fixed\"\nmass = \"3 d\"\n\
         [[material]]\nid = \"water\"\nname = \"Water\"\nkind = \"watr\"\ndensity = \"1 kg/l\"\n",
        "program.toml:5:12: error[C0401]: there is no material `x` | known: `water`\n\
         program.toml:6:1: error[C0201]: unknown key `retset` in substance | did you mean `retest`?\n\
         program.toml:9:12: error[C0401]: there is no material `waterr` | did you mean `water`?\n\
         program.toml:12:8: error[C0302]: `d` is a unit of elapsed time, not of mass | for example \"4.2 kg\"\n\
         program.toml:16:8: error[C0204]: `watr` is not one of the choices | did you mean `water`?\n\
         program.toml:17:11: error[C0301]: unknown unit `kg/l` | did you mean `kg/L`? for example \"0.786 g/mL\"\n",
    );
}

#[test]
fn duplicate_ids_show_both_places() {
    let loaded = read_texts(&[
        ("program.toml", HEAD),
        (
            "a.toml",
            "[[company]]\nid = \"a\"\nname = \"A\"\nkind = \"cdmo\"\n",
        ),
        (
            "b.toml",
            "[[company]]\nid = \"a\"\nname = \"B\"\nkind = \"cro\"\n",
        ),
    ]);
    let text = render::problems(&loaded.problems, &loaded.files, false);
    assert!(text.contains("b.toml:2:6"), "{text}");
    assert!(
        text.contains("note: a.toml:2:6: first defined here"),
        "{text}"
    );
}

#[test]
fn single_values_stand_in_one_file() {
    assert_eq!(
        problems(&[("program.toml", HEAD), ("b.toml", "name = \"Other\"\n")]),
        "b.toml:1:1: error[C0206]: `name` is given in two places | remove one of them\n"
    );
}

#[test]
fn impossible_dates_and_words() {
    assert_eq!(
        problems(&[(
            "program.toml",
            "format_version = 1\nname = \"T\"\nstart = \"2027-02-30\"\n"
        )]),
        "program.toml:3:9: error[C0303]: `2027-02-30` is no date between 1990 and 2100\n"
    );
}

#[test]
fn dates_that_do_not_exist_are_no_syntax_errors() {
    let text = problems(&[(
        "program.toml",
        "format_version = 1\nname = \"T\"\nstart = 2027-02-30\n",
    )]);
    assert!(
        text.starts_with("program.toml:3:9: error[C0303]: `2027-02-30` is no date\n"),
        "{text}"
    );
}

#[test]
fn sites_are_somewhere() {
    check(
        "[[company]]\nid = \"c\"\nname = \"C\"\nkind = \"cdmo\"\n[[site]]\nid = \"s\"\nname = \"S\"\ncompany = \"c\"\ncountry = \"Germany\"\ntime_zone = \"Europe/Berln\"\n",
        "program.toml:8:1: error[C0204]: site `s` has no country code: `Germany`\n\
         program.toml:8:1: error[C0204]: site `s` has no known time zone: `Europe/Berln` | did you mean `Europe/Berlin`?\n",
    );
}

#[test]
fn circles_through_the_template_are_found() {
    let text = problems(&[(
        "program.toml",
        &format!("{HEAD}[[activity]]\nid = \"c01\"\nafter = [\"k05\"]\n"),
    )]);
    assert!(
        text.contains("error[C0403]: activities wait for each other"),
        "{text}"
    );
}

#[test]
fn yields_and_shares_stay_below_one() {
    let text = problems(&[(
        "program.toml",
        &format!(
            "{HEAD}[[material]]\nid = \"m\"\nname = \"M\"\nkind = \"reagent\"\nassay = \"500 %\"\n[[step]]\nid = \"s\"\nname = \"S\"\nproduct = \"m\"\nyield = \"920 %\"\n"
        ),
    )]);
    assert_eq!(
        text,
        "program.toml:8:9: error[C0205]: outside the possible range of share: 0 to 100 %\n\
         program.toml:13:9: error[C0205]: outside the possible range of yield: 0.1 to 100 %\n"
    );
}

#[test]
fn one_slip_gives_one_message() {
    assert_eq!(
        problems(&[(
            "program.toml",
            "format_version = 1\nname = \"T\"\nstart = 2027-02-30\n",
        )]),
        "program.toml:3:9: error[C0303]: `2027-02-30` is no date\n"
    );
    let text = problems(&[("program.toml", &format!("{HEAD}chosen_route = two-step\n"))]);
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("text stands in quotes"), "{text}");
}

#[test]
fn newer_format_is_refused_before_its_keys() {
    assert_eq!(
        problems(&[("program.toml", "format_version = 2\nnme = \"T\"\n")]),
        "program.toml:1:18: error[C0105]: format version 2 is unknown to this release\n"
    );
}

#[test]
fn structures_and_balances() {
    check(
        "[[material]]\nid = \"a\"\nname = \"A\"\nkind = \"reagent\"\nsmiles = \"C(C)(C)(C)(C)C\"\n",
        "program.toml:8:10: error[C0305]: the structure of material `a` is not valid: atom 0 (`C` at character 0) has valence 5, more than its element and charge allow | a charge may be missing, as in `[N+]`, or one bond is too many\n",
    );
    check(
        "[[material]]\nid = \"ethanol\"\nname = \"E\"\nkind = \"reagent\"\nsmiles = \"CCO\"\n\
         [[material]]\nid = \"chloride\"\nname = \"C\"\nkind = \"intermediate\"\nsmiles = \"CCCl\"\n\
         [[step]]\nid = \"s\"\nname = \"S\"\nproduct = \"chloride\"\ninput = [{ material = \"ethanol\", role = \"reactant\" }]\n",
        "program.toml:17:11: error[C0501]: step `s` makes `chloride` from inputs that do not bring its atoms | is an input missing, an equivalent too low, or a structure wrong?\n",
    );
}

#[test]
fn circles_are_named() {
    check(
        "[[activity]]\nid = \"x\"\nafter = [\"y\"]\n[[activity]]\nid = \"y\"\nafter = [\"x\"]\n",
        "program.toml:4:1: error[C0403]: activities wait for each other: `x` waits for `y` waits for `x` | remove one of these links\n",
    );
}

#[test]
fn activities_are_those_of_the_template_or_own() {
    check(
        "[[milestone]]\nid = \"m\"\nname = \"M\"\nactivity = \"K55\"\n",
        "program.toml:4:1: error[C0401]: `activity` names no activity: `K55` | did you mean `k05`?\n",
    );
}

#[test]
fn csv_cells_name_row_and_column() {
    let text = format!(
        "{HEAD}[[material]]\nid = \"s\"\nname = \"S\"\nkind = \"substance\"\n\
         [[solubility]]\nid = \"q\"\nmaterial = \"s\"\nsolvent = \"s\"\npoint = \"points.csv\"\n"
    );
    assert_eq!(
        problems(&[
            ("program.toml", &text),
            (
                "points.csv",
                "temperature_degC,mole_fraction\n20,0.01\nwarm,0.02\n30\n"
            ),
        ]),
        "points.csv:3:1: error[C0601]: row 3, column `temperature_degC`: `warm degC` does not start with a number | write a number, a space and a unit\n\
         points.csv:4:1: error[C0601]: row 4 has 1 cells\n"
    );
    assert_eq!(
        problems(&[
            ("program.toml", &text),
            ("points.csv", "temperatur_degC,mole_fraction\n"),
            ("other.csv", "a\n1\n"),
        ]),
        "points.csv:1:1: error[C0602]: unknown column `temperatur_degC` | did you mean `temperature`?\n\
         other.csv:1:1: warning[C0801]: nothing refers to `other.csv` | name it where a list is expected, such as `point = \"…csv\"`\n"
    );
}

#[test]
fn syntax_errors_are_all_reported() {
    let text = problems(&[(
        "program.toml",
        "format_version = 1\nname = Test\nstart = 2027-01-04\n[[material]\n",
    )]);
    assert!(text.matches("C0104").count() >= 2, "{text}");
    assert!(text.contains("program.toml:2:8"), "{text}");
}

#[test]
fn noise_is_refused() {
    let noise = "= ] [\n".repeat(1_000);
    let text = problems(&[("program.toml", &noise)]);
    assert!(text.contains("C0103"), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    let large = "# comment\n".repeat(250_000);
    let text = problems(&[("program.toml", &large)]);
    assert!(text.contains("C0103"), "{text}");
}

#[test]
fn caret_stands_under_the_culprit() {
    let text = format!("{HEAD}currencyy = \"USD\"\n");
    let loaded = read_texts(&[("program.toml", &text)]);
    let shown = render::problems(&loaded.problems, &loaded.files, false);
    insta::assert_snapshot!(shown);
}

/// Two steps and an impurity that arises in the second.
fn with_impurity(impurity: &str) -> String {
    format!(
        "[[material]]\nid = \"a\"\nname = \"A\"\nkind = \"starting-material\"\nsmiles = \"CCBr\"\n\
         [[material]]\nid = \"b\"\nname = \"B\"\nkind = \"intermediate\"\n\
         [[material]]\nid = \"c\"\nname = \"C\"\nkind = \"intermediate\"\n\
         [[step]]\nid = \"one\"\nname = \"One\"\nproduct = \"b\"\n[[step.input]]\nmaterial = \"a\"\nrole = \"reactant\"\n\
         [[step]]\nid = \"two\"\nname = \"Two\"\nproduct = \"c\"\n[[step.input]]\nmaterial = \"b\"\nrole = \"reactant\"\n\
         [[route]]\nid = \"r\"\nname = \"R\"\nstep = [\"one\", \"two\"]\n\
         [[impurity]]\nid = \"x\"\nname = \"X\"\nkind = \"by-product\"\n{impurity}"
    )
}

#[track_caller]
fn codes_of_impurity(impurity: &str, expected: &[&str]) {
    let text = format!("{HEAD}{}", with_impurity(impurity));
    let loaded = read_texts(&[("program.toml", &text)]);
    let found: Vec<&str> = loaded
        .problems
        .iter()
        .map(|problem| problem.code.id)
        .collect();
    assert_eq!(found, expected, "{:#?}", loaded.problems);
}

#[test]
fn statements_on_impurities_that_cannot_be_meant() {
    codes_of_impurity(
        "step = \"two\"\nlevel = \"1 %\"\npurge = [{ step = \"two\", factor = 20 }]\n",
        &[],
    );
    codes_of_impurity("level = \"150 %\"\n", &["C0205"]);
    codes_of_impurity(
        "step = \"one\"\npurge = [{ step = \"two\", factor = -10 }]\n",
        &["C0205"],
    );
    codes_of_impurity(
        "step = \"one\"\npurge = [{ step = \"two\", factor = 0.2 }]\n",
        &["C0205"],
    );
    codes_of_impurity(
        "step = \"two\"\npurge = [{ step = \"one\", factor = 20 }]\n",
        &["C0701"],
    );
    codes_of_impurity(
        "step = \"one\"\nscore = [{ step = \"two\", parameter = \"volatility\", score = 0.5, reason = \" \" }]\n",
        &["C0202", "C0205"],
    );
    codes_of_impurity("smiles = \"CCCl\"\nmaterial = \"a\"\n", &["C0701"]);
    codes_of_impurity("smiles = \"BrCC\"\nmaterial = \"a\"\n", &[]);
}

#[test]
fn an_argument_needs_reasoning_and_a_post() {
    let argument = |reasoning: &str, by: &str| {
        format!(
            "argument = [{{ conclusion = \"negative\", reasoning = \"{reasoning}\", by = \"{by}\", date = 2026-11-01 }}]\n"
        )
    };
    codes_of_impurity(&argument("read across", "toxicologist"), &[]);
    codes_of_impurity(&argument("", " "), &["C0202", "C0202"]);
}
