#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "`UPDATE` writes the table of docs/accuracy.md"
)]
//! How well damaged forms are found: every form of the bundled glossaries is damaged in every way, inside sentences of
//! our own, and what is reported is compared with what was damaged.
//!
//! `UPDATE=1 cargo test --test accuracy` writes the table of `docs/accuracy.md` besides. The damage is drawn with fixed
//! seeds, so the same glossaries give the same table.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::fs;

use tifa::documents::{Format, read_str};
use tifa::glossary;
use tifa::lint::{Linter, Settings};

use self::left::{Left, left};
use self::support::{CARRIERS, CONNECTIVES, Form, Random, forms, key};

#[path = "support/left.rs"]
mod left;
#[path = "support/forms.rs"]
mod support;

const PAGE: &str = "docs/accuracy.md";

/// Sentences in one document.
const BATCH: usize = 250;

/// A way to damage a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Damage {
    OneLetter,
    TwoLettersApart,
    TwoWords,
    Swapped,
    Missing,
    MissingConnective,
    Repeated,
    Added,
    Connective,
    Comma,
    Chinese,
    None,
}

impl Damage {
    const ALL: [Self; 12] = [
        Self::OneLetter,
        Self::TwoLettersApart,
        Self::TwoWords,
        Self::Swapped,
        Self::Missing,
        Self::MissingConnective,
        Self::Repeated,
        Self::Added,
        Self::Connective,
        Self::Comma,
        Self::Chinese,
        Self::None,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::OneLetter => "one letter wrong",
            Self::TwoLettersApart => "two letters wrong in one word",
            Self::TwoWords => "one letter wrong in two words",
            Self::Swapped => "two neighbours swapped",
            Self::Missing => "a word missing",
            Self::MissingConnective => "a connective missing",
            Self::Repeated => "a word repeated",
            Self::Added => "a word added",
            Self::Connective => "a wrong connective",
            Self::Comma => "cut by a comma",
            Self::Chinese => "a word left in Chinese",
            Self::None => "undamaged",
        }
    }
}

/// A damaged form in its sentence.
struct Case {
    kind: Damage,
    /// What a missing word leaves.
    left: Option<Left>,
    words: usize,
    concepts: Vec<String>,
    sentence: String,
    whole: String,
    start: usize,
    end: usize,
}

/// What came of the cases of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    cases: usize,
    found: usize,
    concept: usize,
    span: usize,
    fix: usize,
}

#[test]
fn damaged_forms_are_found() {
    let update = std::env::var_os("UPDATE").is_some();
    let loaded = glossary::load(&glossary::bundled());
    let glossary = &loaded.glossary;
    let mut settings = Settings::default();
    settings
        .select(&[
            "garbled-rendering".to_owned(),
            "deprecated-rendering".to_owned(),
            "superseded-rendering".to_owned(),
            "repeated-words".to_owned(),
        ])
        .unwrap();
    let linter = Linter::new(glossary, settings);
    let mut random = Random(20_230_215);
    let forms = forms(glossary, &mut random);
    assert!(forms.len() > 3_000, "only {} forms", forms.len());
    let shared = shared_shortenings(&forms);
    let known: HashSet<String> = forms.iter().map(|form| key(&form.words)).collect();
    let mut cases = Vec::new();
    for (index, form) in forms.iter().enumerate() {
        for kind in Damage::ALL {
            let Some(words) = damaged(&form.words, kind, &mut random) else {
                continue;
            };
            let folded = key(&words);
            // What is a form itself, or is left of two concepts' forms alike, names nothing wrong.
            if kind != Damage::None && (known.contains(&folded) || shared.contains(&folded)) {
                continue;
            }
            let carrier = match kind {
                // Not drawn, so that the other kinds stay as they are.
                Damage::MissingConnective => CARRIERS[index % CARRIERS.len()],
                _ => CARRIERS[random.below(CARRIERS.len())],
            };
            let text = words.join(" ").replace(" ,", ",");
            let start = carrier.find('#').unwrap();
            cases.push(Case {
                kind,
                left: (kind == Damage::Missing).then(|| left(&form.words, &words, carrier)),
                words: form.words.len(),
                concepts: form.concepts.clone(),
                sentence: carrier.replace('#', &text),
                whole: carrier.replace('#', &form.words.join(" ")),
                start,
                end: start + text.len(),
            });
        }
    }
    let (tallies, missing) = tally(&cases, &linter);
    let mut table = String::from(
        "| damage | words in the form | cases | found | right concept | right place | right fix |\n\
         |---|---|---|---|---|---|---|\n",
    );
    let share = |part: usize, whole: usize| match whole {
        0 => "–".to_owned(),
        _ => format!("{:.1} %", part as f64 * 100.0 / whole as f64),
    };
    for ((kind, group), tally) in &tallies {
        if *kind == Damage::None {
            writeln!(
                table,
                "| {} | {group} | {} | {} | | | |",
                kind.name(),
                tally.cases,
                tally.found
            )
            .unwrap();
            continue;
        }
        writeln!(
            table,
            "| {} | {group} | {} | {} | {} | {} | {} |",
            kind.name(),
            tally.cases,
            share(tally.found, tally.cases),
            share(tally.concept, tally.found),
            share(tally.span, tally.found),
            share(tally.fix, tally.found),
        )
        .unwrap();
    }
    show(&table);
    let shares = left::table(&missing);
    show(&shares);
    if update {
        let mut page = fs::read_to_string(PAGE).unwrap();
        for (name, table) in [("table", &table), ("missing", &shares)] {
            let (begin, end) = (
                format!("<!-- {name} -->\n"),
                format!("<!-- end of {name} -->"),
            );
            let (before, rest) = page.split_once(&begin).unwrap();
            let (_, after) = rest.split_once(&end).unwrap();
            page = format!("{before}{begin}\n{table}\n{end}{after}");
        }
        fs::write(PAGE, page).unwrap();
    }
    let at_least = |kind: Damage, group: &'static str, found: usize, right: usize| {
        let tally = tallies[&(kind, group)];
        let enough = |part: usize, whole: usize, percent: usize| part * 100 >= whole * percent;
        assert!(
            enough(tally.found, tally.cases, found),
            "{kind:?} {group}: {tally:?}"
        );
        assert!(
            enough(tally.concept, tally.found, right),
            "{kind:?} {group}: {tally:?}"
        );
        assert!(
            enough(tally.fix, tally.found, right),
            "{kind:?} {group}: {tally:?}"
        );
    };
    at_least(Damage::OneLetter, "3 and more", 95, 97);
    at_least(Damage::OneLetter, "2", 90, 97);
    at_least(Damage::Swapped, "3 and more", 90, 97);
    at_least(Damage::Repeated, "3 and more", 95, 97);
    let undamaged: usize = tallies
        .iter()
        .filter(|((kind, _), _)| *kind == Damage::None)
        .map(|(_, tally)| tally.found)
        .sum();
    assert_eq!(undamaged, 0, "an undamaged form is never near another");
}

#[expect(clippy::print_stdout, reason = "shown with `--nocapture`")]
fn show(line: &str) {
    println!("{line}");
}

/// The number of words, as the table groups it.
fn group(words: usize) -> &'static str {
    if words == 2 { "2" } else { "3 and more" }
}

/// What came of the cases by their kind and length; and for missing words by what they leave, cases and those found.
type Tallies = (
    BTreeMap<(Damage, &'static str), Tally>,
    BTreeMap<Left, (usize, usize)>,
);

fn tally(cases: &[Case], linter: &Linter<'_>) -> Tallies {
    let mut tallies: BTreeMap<(Damage, &'static str), Tally> = BTreeMap::new();
    let mut missing: BTreeMap<Left, (usize, usize)> = BTreeMap::new();
    for batch in cases.chunks(BATCH) {
        let mut text = String::new();
        let mut starts = Vec::new();
        for case in batch {
            starts.push(text.len());
            text.push_str(&case.sentence);
            text.push_str("\n\n");
        }
        let document = read_str("cases.txt", &text, Format::Text);
        let found = linter.lint(&document).diagnostics;
        for (case, start) in batch.iter().zip(starts) {
            let (from, to) = (start + case.start, start + case.end);
            let inside: Vec<_> = found
                .iter()
                .filter(|found| {
                    found.location.span.start() < to && from < found.location.span.end()
                })
                .collect();
            // What the glossary withdraws by name is no case of a damaged form.
            let withdrawn =
                |rule: &str| rule == "deprecated-rendering" || rule == "superseded-rendering";
            if inside.iter().any(|found| withdrawn(found.rule.as_str())) {
                continue;
            }
            let tally = tallies.entry((case.kind, group(case.words))).or_default();
            tally.cases += 1;
            let wanted = if case.kind == Damage::Repeated {
                "repeated-words"
            } else {
                "garbled-rendering"
            };
            let best = inside
                .iter()
                .find(|found| found.rule.as_str() == wanted)
                .or_else(|| {
                    inside
                        .iter()
                        .find(|found| found.rule.as_str() == "garbled-rendering")
                });
            if let Some(left) = case.left {
                let (cases, found) = missing.entry(left).or_default();
                *cases += 1;
                *found += usize::from(best.is_some());
            }
            let Some(best) = best else {
                if std::env::var_os("MISSED").is_some() {
                    show(&format!("missed: {:?}: {}", case.kind, case.sentence));
                }
                continue;
            };
            tally.found += 1;
            let concept = best
                .concept
                .as_deref()
                .is_none_or(|concept| case.concepts.iter().any(|other| other == concept));
            tally.concept += usize::from(concept);
            let span = best.location.span;
            tally.span += usize::from(from <= span.start() && span.end() <= to);
            let mended = best.fixes.first().map(|fix| {
                let mut sentence = text[start..start + case.sentence.len()].to_owned();
                for edit in fix.edits.iter().rev() {
                    sentence.replace_range(
                        edit.span.start() - start..edit.span.end() - start,
                        &edit.replacement,
                    );
                }
                sentence
            });
            let fixed = mended.as_deref() == Some(&case.whole);
            tally.fix += usize::from(fixed);
            if std::env::var_os("MISSED").is_some() && (!concept || !fixed) {
                show(&format!(
                    "wrong: {:?}: {} -> {mended:?} {}",
                    case.kind, case.sentence, best.message
                ));
            }
        }
    }
    (tallies, missing)
}

/// What is left when a word is left out, where that is the same for forms of two concepts.
fn shared_shortenings(forms: &[Form]) -> HashSet<String> {
    let mut owners: HashMap<String, &str> = HashMap::new();
    let mut shared = HashSet::new();
    for form in forms {
        for index in 0..form.words.len() {
            let mut words = form.words.clone();
            words.remove(index);
            let left = key(&words);
            let owner = owners.entry(left.clone()).or_insert(&form.concepts[0]);
            if *owner != form.concepts[0] {
                shared.insert(left);
            }
        }
    }
    shared
}

/// A form damaged in one way; `None` where it has nothing to be damaged so.
fn damaged(words: &[String], kind: Damage, random: &mut Random) -> Option<Vec<String>> {
    let mut words = words.to_vec();
    let long: Vec<usize> = (0..words.len())
        .filter(|&at| words[at].chars().count() >= 5 && words[at].chars().all(char::is_alphabetic))
        .collect();
    let content: Vec<usize> = (0..words.len())
        .filter(|&at| {
            !CONNECTIVES.contains(&words[at].as_str())
                && !matches!(words[at].as_str(), "the" | "a" | "an")
        })
        .collect();
    match kind {
        Damage::None => {}
        Damage::OneLetter => {
            let at = *random.pick(&long)?;
            words[at] = misspelt(&words[at], random);
        }
        Damage::TwoLettersApart => {
            let longer: Vec<usize> = long
                .iter()
                .copied()
                .filter(|&at| words[at].len() >= 8)
                .collect();
            let at = *random.pick(&longer)?;
            words[at] = misspelt(&misspelt(&words[at].clone(), random), random);
        }
        Damage::TwoWords => {
            if words.len() < 4 || long.len() < 2 {
                return None;
            }
            let first = random.below(long.len());
            let second = (first + 1 + random.below(long.len() - 1)) % long.len();
            for place in [first, second] {
                words[long[place]] = misspelt(&words[long[place]], random);
            }
        }
        Damage::Swapped => {
            let at = random.below(words.len() - 1);
            if !content.contains(&at) || !content.contains(&(at + 1)) || words[at].ends_with(',') {
                return None;
            }
            words.swap(at, at + 1);
        }
        Damage::Missing => {
            if words.len() < 3 {
                return None;
            }
            let at = *random.pick(&content)?;
            words.remove(at);
        }
        Damage::MissingConnective => {
            let places: Vec<usize> = (1..words.len().saturating_sub(1))
                .filter(|&at| CONNECTIVES.contains(&words[at].as_str()))
                .collect();
            let at = *places.get(words.len() % places.len().max(1))?;
            words.remove(at);
        }
        Damage::Repeated => {
            let at = *random.pick(&content)?;
            if words[at].contains(['-', ',', '(', ')', '/']) {
                return None;
            }
            words.insert(at, words[at].clone());
        }
        Damage::Added => {
            let at = 1 + random.below(words.len() - 1);
            words.insert(
                at,
                (*random.pick(&["work", "further", "general"])?).to_owned(),
            );
        }
        Damage::Connective => {
            let places: Vec<usize> = (0..words.len())
                .filter(|&at| CONNECTIVES.contains(&words[at].as_str()))
                .collect();
            let at = *random.pick(&places)?;
            let other = CONNECTIVES[random.below(CONNECTIVES.len())];
            if words[at] == other {
                return None;
            }
            words[at] = other.to_owned();
        }
        Damage::Comma => {
            let at = random.below(words.len() - 1);
            if words.len() < 3 || words[at].ends_with(',') {
                return None;
            }
            words[at].push(',');
        }
        Damage::Chinese => {
            if content.len() < 3 {
                return None;
            }
            let at = *random.pick(&content)?;
            words[at] = "工作".to_owned();
        }
    }
    Some(words)
}

/// One letter left out, doubled, exchanged with the next, or replaced.
fn misspelt(word: &str, random: &mut Random) -> String {
    loop {
        let mut letters: Vec<char> = word.chars().collect();
        let at = random.below(letters.len() - 1);
        match random.below(4) {
            0 => {
                letters.remove(at);
            }
            1 => letters.insert(at, letters[at]),
            2 => letters.swap(at, at + 1),
            _ => letters[at] = char::from(b"abcdefghilmnoprstu"[random.below(18)]),
        }
        let found: String = letters.into_iter().collect();
        if found.to_lowercase() != word.to_lowercase() {
            return found;
        }
    }
}
