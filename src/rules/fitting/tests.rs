//! Replacements in their sentences.

use super::*;

/// The text with the words fitted in, and how that reads.
fn fitted(text: &str, found: &str, replacement: &str) -> (String, Reads) {
    let start = text.find(found).unwrap();
    let fitted = fit(
        text,
        Span::new(start, start + found.len()),
        replacement,
        false,
        |at| at == 0,
    );
    let mut out = text.to_owned();
    out.replace_range(fitted.span.start()..fitted.span.end(), &fitted.replacement);
    if let Some((article, word)) = fitted.article {
        out.replace_range(article.start()..article.end(), word);
    }
    (out, fitted.reads)
}

#[test]
fn verbs_and_nouns_keep_their_places() {
    let clean = "improve Party conduct and build a clean government";
    let strict = "full and rigorous Party self-governance";
    for (text, found, replacement, expected, reads) in [
        (
            "We will promote the construction of party style.",
            "construction of party style",
            clean,
            None,
            Reads::Badly,
        ),
        (
            "We will improve clean politics.",
            "improve clean politics",
            clean,
            Some("We will improve Party conduct and build a clean government."),
            Reads::Well,
        ),
        (
            "They spoke of clean politics work.",
            "clean politics work",
            clean,
            Some("They spoke of improving Party conduct and building a clean government."),
            Reads::Perhaps,
        ),
        (
            "The city is grasping the clean politics.",
            "grasping the clean politics",
            clean,
            Some("The city is improving Party conduct and building a clean government."),
            Reads::Well,
        ),
        (
            "They grasped the clean politics.",
            "grasped the clean politics",
            clean,
            Some("They improved Party conduct and built a clean government."),
            Reads::Well,
        ),
        (
            "We must strictly manage the party.",
            "strictly manage the party",
            strict,
            None,
            Reads::Badly,
        ),
        (
            "The report is on strictly governing the party.",
            "strictly governing the party",
            strict,
            Some("The report is on full and rigorous Party self-governance."),
            Reads::Well,
        ),
        (
            "The slogan \"clean politics\" hung there.",
            "clean politics",
            clean,
            Some("The slogan \"improve Party conduct and build a clean government\" hung there."),
            Reads::Well,
        ),
        (
            "They went to Rule the City Office.",
            "Rule the City Office",
            "Law-based Governance Office",
            Some("They went to Law-based Governance Office."),
            Reads::Well,
        ),
        (
            "They reform the discipline committee.",
            "discipline committee",
            "Commission for Discipline Inspection",
            Some("They reform the Commission for Discipline Inspection."),
            Reads::Well,
        ),
    ] {
        let (written, found_reads) = fitted(text, found, replacement);
        assert_eq!(found_reads, reads, "{text}");
        if let Some(expected) = expected {
            assert_eq!(written, expected);
        }
    }
}

#[test]
fn nothing_stands_twice() {
    for (text, found, replacement, expected, reads) in [
        (
            "the CPC City Committee met",
            "City Committee",
            "CPC Municipal Committee",
            "the CPC Municipal Committee met",
            Reads::Perhaps,
        ),
        (
            "the party style of the party improved",
            "party style",
            "conduct of the Party",
            "the conduct of the Party improved",
            Reads::Perhaps,
        ),
        (
            "the Finance Ministry and the Ministry of Finance",
            "Finance Ministry",
            "Ministry of Finance",
            "the Ministry of Finance and the Ministry of Finance",
            Reads::Twice,
        ),
        (
            "the Ministry of Finance, and its Finance Ministry",
            "Finance Ministry",
            "Ministry of Finance",
            "the Ministry of Finance, and its Ministry of Finance",
            Reads::Twice,
        ),
        (
            "the Ministry of Finance met the Finance Ministry",
            "Finance Ministry",
            "Ministry of Finance",
            "the Ministry of Finance met the Ministry of Finance",
            Reads::Well,
        ),
        (
            "the Organisation Ministry of the Municipal Committee",
            "Organisation Ministry",
            "Organization Department of the CPC Municipal Committee",
            "the Organization Department of the CPC Municipal Committee of the Municipal Committee",
            Reads::Perhaps,
        ),
        (
            "the Organisation Ministry of the county",
            "Organisation Ministry",
            "Organization Department",
            "the Organization Department of the county",
            Reads::Well,
        ),
        (
            "the party group of the party school",
            "party group",
            "leading Party members group",
            "the leading Party members group of the party school",
            Reads::Well,
        ),
    ] {
        assert_eq!(
            fitted(text, found, replacement),
            (expected.to_owned(), reads)
        );
    }
}

#[test]
fn names_that_are_bare_have_no_article() {
    for (text, expected) in [
        ("They treat the new pneumonia.", "They treat COVID-19."),
        (
            "They treat the new pneumonia patients.",
            "They treat the COVID-19 patients.",
        ),
        ("the new pneumonia of 2020", "the COVID-19 of 2020"),
        ("They treat new pneumonia.", "They treat COVID-19."),
    ] {
        assert_eq!(fitted(text, "new pneumonia", "COVID-19").0, expected);
    }
}

#[test]
fn an_article_goes_with_what_narrowed_it() {
    for (text, expected) in [
        (
            "the fruits of the strict governance of the party.",
            "the fruits of Party self-governance.",
        ),
        (
            "The strict governance of the party has begun.",
            "Party self-governance has begun.",
        ),
        (
            "the strict governance of the party of the county",
            "the Party self-governance of the county",
        ),
        (
            "the strict governance of the party campaign",
            "the Party self-governance campaign",
        ),
        (
            "its strict governance of the party",
            "its Party self-governance",
        ),
    ] {
        let found = "strict governance of the party";
        assert_eq!(
            fitted(text, found, "Party self-governance").0,
            expected,
            "{text}"
        );
    }
}

#[test]
fn what_belongs_to_the_words_that_go_makes_a_fix_unsafe() {
    let fulfilled = "ensure that the responsibilities are fulfilled";
    let safety = "work on workplace safety";
    let reform = "reform to streamline administration";
    for (text, found, replacement, reads) in [
        (
            "We compact the responsibilities of all parties.",
            "compact the responsibilities",
            fulfilled,
            Reads::Perhaps,
        ),
        (
            "We compact the responsibilities.",
            "compact the responsibilities",
            fulfilled,
            Reads::Well,
        ),
        (
            "the Propaganda Ministry of the CPC",
            "Propaganda Ministry",
            "Publicity Department",
            Reads::Well,
        ),
        (
            "on flood prevention and safe production work",
            "safe production work",
            safety,
            Reads::Perhaps,
        ),
        (
            "He spoke of safe production work.",
            "safe production work",
            safety,
            Reads::Well,
        ),
        (
            "the reform of decentralization and services",
            "decentralization and services",
            reform,
            Reads::Perhaps,
        ),
        (
            "the \"reform\" of \"decentralization and services\"",
            "decentralization and services",
            "administration",
            Reads::Well,
        ),
        (
            "the \"four no\" inspection",
            "four no",
            "unannounced inspection",
            Reads::Perhaps,
        ),
        (
            "the \"three guarantees\" bottom line",
            "three guarantees",
            "ensure basic needs",
            Reads::Perhaps,
        ),
        (
            "the \"three guarantees\" hung there",
            "three guarantees",
            "ensure basic needs",
            Reads::Well,
        ),
        (
            "the Banking Regulatory Commission (BRC) said",
            "Banking Regulatory Commission",
            "Financial Administration",
            Reads::Perhaps,
        ),
        (
            "the Banking Regulatory Committee (BRC) said",
            "Banking Regulatory Committee",
            "Banking Regulatory Commission",
            Reads::Well,
        ),
        (
            "the spirit of \"never forget\" began",
            "\"never forget",
            "stay true",
            Reads::Badly,
        ),
        (
            "the spirit of \"two loyalties\" began",
            "\"two loyalties\"",
            "loyalty",
            Reads::Well,
        ),
    ] {
        let (out, read) = fitted(text, found, replacement);
        assert_eq!(read, reads, "{text}: {out}");
    }
}

#[test]
fn marks_that_set_off_a_wording_stay() {
    for (text, found, expected) in [
        (
            "Luo, committee of the county, spoke.",
            ", committee of the county,",
            "Luo, member of the committee, spoke.",
        ),
        (
            "Luo ;committee; spoke",
            ";committee; ",
            "Luo ;member of the committee; spoke",
        ),
        (
            "a committee spoke",
            "committee",
            "a member of the committee spoke",
        ),
    ] {
        let (written, _) = fitted(text, found, "member of the committee");
        assert_eq!(written, expected);
    }
}

#[test]
fn an_article_goes_only_with_what_it_belongs_to() {
    for (text, found, replacement, expected, reads) in [
        (
            "They stressed that the party's self revolution goes on.",
            "party's self revolution",
            "Party's self-reform",
            "They stressed that the Party's self-reform goes on.",
            Reads::Well,
        ),
        (
            "They stressed the revolution of the party and the law.",
            "revolution of the party",
            "Party self-reform",
            "They stressed Party self-reform and the law.",
            Reads::Well,
        ),
        (
            "Wang Wei, the standing committee of the city, was present.",
            "standing committee of the city",
            "member of the Standing Committee of the city",
            "Wang Wei, member of the Standing Committee of the city, was present.",
            Reads::Well,
        ),
        (
            "They met the standing committee of the city.",
            "standing committee of the city",
            "member of the Standing Committee of the city",
            "They met the member of the Standing Committee of the city.",
            Reads::Well,
        ),
        (
            "They strengthen the construction of clean culture.",
            "construction of clean culture",
            "fostering a culture of integrity",
            "They strengthen the fostering a culture of integrity.",
            Reads::Badly,
        ),
        (
            "They turn to construction of clean culture.",
            "construction of clean culture",
            "fostering a culture of integrity",
            "They turn to fostering a culture of integrity.",
            Reads::Well,
        ),
        (
            "They closely focused on the center and served the whole.",
            "focused on the center and served the whole",
            "focus on the central task and serve overall interests",
            "They closely focused on the central task and served overall interests.",
            Reads::Well,
        ),
        (
            "It is a planned approach.",
            "planned approach",
            "plan of action",
            "It is a plan of action.",
            Reads::Well,
        ),
    ] {
        let fitted = fitted(text, found, replacement);
        assert_eq!(fitted, (expected.to_owned(), reads), "{text}");
    }
}
