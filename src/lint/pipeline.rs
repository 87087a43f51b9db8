//! One document through all rules.

use std::sync::{Arc, OnceLock};

use super::Settings;
use super::article_date::article_date;
use super::suppression::{SilencedBy, Suppressions, names_of};
use crate::diagnostics::Diagnostic;
use crate::documents::Document;
use crate::glossary::Glossary;
use crate::matching::{Matcher, Reading, SourceTerms, Usage};
use crate::rules::{RULES, Rule, RuleContext};
use crate::text::Location;

/// A glossary and settings made ready. Immutable; threads share it.
#[derive(Clone, Debug)]
pub struct Linter<'g> {
    matcher: Arc<Matcher<'g>>,
    settings: Settings,
    /// Made ready when the first source is seen.
    bilingual: Arc<OnceLock<Bilingual<'g>>>,
}

/// What it takes to look at a text and its Chinese source together.
#[derive(Debug)]
struct Bilingual<'g> {
    matcher: Matcher<'g>,
    terms: SourceTerms<'g>,
}

/// What was found in one document.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The findings, sorted by place, then by rule.
    pub diagnostics: Vec<Diagnostic>,
    /// Words of prose in the document.
    pub words: usize,
    /// What was found and is silenced.
    pub silenced: Vec<(Diagnostic, SilencedBy)>,
}

impl<'g> Linter<'g> {
    /// Makes a glossary ready.
    pub fn new(glossary: &'g Glossary, settings: Settings) -> Self {
        Self {
            matcher: Arc::new(Matcher::new(glossary)),
            settings,
            bilingual: Arc::default(),
        }
    }

    /// The same glossary under other settings; it is not made ready again.
    #[must_use]
    pub fn with_settings(&self, settings: Settings) -> Self {
        Self {
            matcher: self.matcher.clone(),
            settings,
            bilingual: self.bilingual.clone(),
        }
    }

    /// The glossary made ready.
    pub fn matcher(&self) -> &Matcher<'g> {
        &self.matcher
    }

    /// Checks one document by itself.
    pub fn lint(&self, document: &Document) -> Findings {
        let reading = self.matcher.read_for(document, None, self.needs_near());
        self.run(document, &self.matcher, &reading, None)
    }

    /// Checks one document with its Chinese source beside it: forms that are a fault only where the source names their
    /// concept are looked for too.
    pub fn lint_with_source(&self, document: &Document, source: &str) -> Findings {
        let Bilingual { matcher, terms } = self.bilingual.get_or_init(|| {
            let glossary = self.matcher.glossary();
            Bilingual {
                matcher: Matcher::for_sources(glossary),
                terms: SourceTerms::new(glossary),
            }
        });
        let source = terms.read(source);
        let reading = matcher.read_for(document, Some(&source), self.needs_near());
        self.run(document, matcher, &reading, None)
    }

    /// Checks one document as part of a run, whose wordings are counted in `usage`.
    pub fn lint_across(&self, document: &Document, usage: &Usage) -> Findings {
        let reading = self.matcher.read_for(document, None, self.needs_near());
        self.run(document, &self.matcher, &reading, Some(usage))
    }

    /// The wordings that one document uses, to be added up over a run.
    pub fn usage(&self, document: &Document) -> Usage {
        Usage::of(document, &self.matcher.read(document), &self.matcher)
    }

    fn run(
        &self,
        document: &Document,
        matcher: &Matcher<'g>,
        reading: &Reading,
        across: Option<&Usage>,
    ) -> Findings {
        let own;
        let usage = match across {
            Some(usage) => usage,
            None => {
                own = Usage::of(document, reading, matcher);
                &own
            }
        };
        let date = self.settings.date.or_else(|| article_date(document));
        let mut context = RuleContext::new(document, matcher, reading, usage, date);
        // Room for what a bad text has, so that a long list is never moved; room that is not used costs nothing.
        let mut found = Vec::with_capacity(reading.likely_findings());
        let about_text = |rule: &dyn Rule| !rule.judges_suppressions();
        self.check(&context, &mut found, |rule| {
            about_text(rule) && !rule.goes_by_segment()
        });
        // What one rule has read is still at hand for the next.
        let mut at = 0;
        while let Some(next) = context.narrow(at) {
            let first = found.len();
            self.check(&context, &mut found, |rule| {
                about_text(rule) && rule.goes_by_segment()
            });
            sort_by_place(&mut found[first..]);
            at = next;
        }
        sort_by_place(&mut found);
        let mut silenced = Vec::new();
        let mut standing = self.unless_ignored(found, &mut silenced);
        let mut suppressions = Suppressions::read(document, &self.settings);
        if !suppressions.is_empty() {
            standing = suppressions.silence(standing, &mut silenced);
            let idle = suppressions.idle(&self.settings, self.matcher.glossary());
            let context = context.with_idle_suppressions(&idle);
            let mut found = Vec::new();
            self.check(&context, &mut found, |rule| rule.judges_suppressions());
            let found = self.unless_ignored(found, &mut silenced);
            standing.extend(suppressions.silence(found, &mut silenced));
            sort_by_place(&mut standing);
        }
        Findings {
            diagnostics: standing,
            words: reading.words,
            silenced,
        }
    }

    /// Asks the rules that are on and are `asked`.
    fn check(
        &self,
        context: &RuleContext<'_>,
        found: &mut Vec<Diagnostic>,
        asked: impl Fn(&dyn Rule) -> bool,
    ) {
        for (index, &rule) in RULES.iter().enumerate() {
            if !asked(rule) {
                continue;
            }
            let Some(severity) = self.settings.severity(index) else {
                continue;
            };
            let first = found.len();
            rule.check(context, found);
            for diagnostic in &mut found[first..] {
                diagnostic.severity = severity.min(diagnostic.cap);
            }
        }
    }

    /// Takes out what the settings silence in the whole text.
    fn unless_ignored(
        &self,
        found: Vec<Diagnostic>,
        silenced: &mut Vec<(Diagnostic, SilencedBy)>,
    ) -> Vec<Diagnostic> {
        let names = &self.settings.silenced;
        if names.is_empty() {
            return found;
        }
        let (out, standing): (Vec<_>, Vec<_>) = found.into_iter().partition(|diagnostic| {
            let of_finding = names_of(diagnostic);
            names
                .iter()
                .any(|name| of_finding.iter().any(|own| **own == **name))
        });
        silenced.extend(out.into_iter().map(|found| (found, SilencedBy::Settings)));
        standing
    }

    /// Whether a rule that is on looks at damaged forms.
    fn needs_near(&self) -> bool {
        RULES
            .iter()
            .enumerate()
            .any(|(index, rule)| rule.needs_near() && self.settings.severity(index).is_some())
    }
}

/// Sorts findings by place; what is at one place stands in the order of the rules, which is that of their names.
///
/// Each rule reports in the order of the text, so this is a merge of sorted runs, which the standard library's stable sort
/// finds by itself. Numbers are sorted and not the findings, which are large.
fn sort_by_place(found: &mut [Diagnostic]) {
    let mut order: Vec<(Location, u32)> = found
        .iter()
        .zip(0..)
        .map(|(diagnostic, index)| (diagnostic.location, index))
        .collect();
    let rule = |index: u32| found[index as usize].rule;
    order.sort_by(|&(left, index), &(right, other)| {
        left.cmp(&right).then_with(|| rule(index).cmp(&rule(other)))
    });
    for place in 0..order.len() {
        // Where the finding that belongs here has gone by earlier exchanges.
        let mut from = order[place].1;
        while (from as usize) < place {
            from = order[from as usize].1;
        }
        order[place].1 = from;
        found.swap(place, from as usize);
    }
}
