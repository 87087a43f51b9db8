//! What a run is asked to do: plain values.

use std::fmt;
use std::sync::Arc;

use crate::diagnostics::Severity;
use crate::glossary::Date;
use crate::rules::RULES;
use crate::text::shortened;

/// Which rules speak, and how loudly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Severity of each rule in the order of [`RULES`]; `None` for a rule that is off.
    severities: Vec<Option<Severity>>,
    /// The date of the articles, where it is known.
    pub date: Option<Date>,
    /// Rules and concepts, by name, that are silenced in the whole text.
    pub silenced: Vec<Arc<str>>,
    /// Whether every suppression must give a reason.
    pub require_reason: bool,
}

/// A name that is no rule's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The name as given.
    pub name: String,
    /// The nearest rule, where one is near.
    pub nearest: Option<&'static str>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no rule is named `{}`; ", shortened(&self.name))?;
        match self.nearest {
            Some(nearest) => write!(f, "did you mean `{nearest}`?"),
            None => write!(f, "`tifa rules` lists them"),
        }
    }
}

impl std::error::Error for UnknownRule {}

impl Default for Settings {
    /// Every rule at its default severity.
    fn default() -> Self {
        let severities = RULES
            .iter()
            .map(|rule| Some(rule.default_severity()))
            .collect();
        Self {
            severities,
            date: None,
            silenced: Vec::new(),
            require_reason: false,
        }
    }
}

impl Settings {
    /// Switches every rule off that is not named.
    ///
    /// # Errors
    ///
    /// When a name is no rule's.
    pub fn select(&mut self, names: &[String]) -> Result<(), UnknownRule> {
        let kept: Vec<usize> = names
            .iter()
            .map(|name| index_of(name))
            .collect::<Result<_, _>>()?;
        for (index, severity) in self.severities.iter_mut().enumerate() {
            if !kept.contains(&index) {
                *severity = None;
            }
        }
        Ok(())
    }

    /// Switches the named rules off.
    ///
    /// # Errors
    ///
    /// When a name is no rule's.
    pub fn ignore(&mut self, names: &[String]) -> Result<(), UnknownRule> {
        for name in names {
            self.severities[index_of(name)?] = None;
        }
        Ok(())
    }

    /// Gives a rule another severity. A rule that is off stays off.
    ///
    /// # Errors
    ///
    /// When the name is no rule's.
    pub fn set_severity(&mut self, name: &str, severity: Severity) -> Result<(), UnknownRule> {
        let index = index_of(name)?;
        self.severities[index] = self.severities[index].map(|_| severity);
        Ok(())
    }

    /// The severity of a rule by its place in [`RULES`]; `None` for one that is off.
    pub fn severity(&self, index: usize) -> Option<Severity> {
        self.severities[index]
    }
}

fn index_of(name: &str) -> Result<usize, UnknownRule> {
    let name = name.trim();
    RULES
        .iter()
        .position(|rule| rule.id().as_str() == name)
        .ok_or_else(|| UnknownRule {
            name: name.to_owned(),
            nearest: nearest_rule(name),
        })
}

/// The rule that a wrong name means: written in other capitals or with other signs between the words, cut short to words that
/// no other rule has, or misspelt; `None` when there is none.
pub fn nearest_rule(name: &str) -> Option<&'static str> {
    let names = || RULES.iter().map(|rule| rule.id().as_str());
    let length = name.chars().count();
    let longest = |rule: &&str| length <= rule.len() + rule.len() / 2;
    // The comparison takes time by both lengths, and a name may be as long as a text.
    names().find(longest)?;
    let folded = name.to_lowercase().replace(['_', ' '], "-");
    if let Some(same) = names().find(|rule| *rule == folded) {
        return Some(same);
    }
    let has_words = |rule: &&str| {
        let has = |word: &str| rule.split('-').any(|own| own == word);
        folded.split('-').all(has)
    };
    let mut with_words = names().filter(has_words);
    if let Some(first) = with_words.next() {
        return with_words.next().is_none().then_some(first);
    }
    names()
        .filter(longest)
        .map(|rule| (strsim::damerau_levenshtein(&folded, rule), rule))
        .filter(|&(distance, rule)| distance <= rule.len() / 2)
        .min()
        .map(|(_, rule)| rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_rule_names_the_nearest() {
        let mut settings = Settings::default();
        let error = settings
            .ignore(&["depracated-rendering".to_owned()])
            .unwrap_err();
        assert_eq!(error.nearest, Some("deprecated-rendering"));
        let error = settings.ignore(&["x".to_owned()]).unwrap_err();
        assert_eq!(error.nearest, None);
    }

    #[test]
    fn a_wrong_name_means_one_rule() {
        let long = "repeated-words-".repeat(400);
        for (name, expected) in [
            ("REPEATED-WORDS", Some("repeated-words")),
            ("Repeated_Words", Some("repeated-words")),
            ("repeated words", Some("repeated-words")),
            ("garbled", Some("garbled-rendering")),
            ("Quotes", Some("unbalanced-quotes")),
            ("repeted-words", Some("repeated-words")),
            // Several rules have it.
            ("rendering", None),
            ("repeated", None),
            ("-", None),
            ("", None),
            (long.as_str(), None),
        ] {
            assert_eq!(nearest_rule(name), expected, "{name}");
        }
    }

    #[test]
    fn selecting_switches_the_others_off() {
        let mut settings = Settings::default();
        settings.select(&["repeated-words".to_owned()]).unwrap();
        let on = (0..RULES.len()).filter(|&index| settings.severity(index).is_some());
        assert_eq!(on.count(), 1);
    }
}
