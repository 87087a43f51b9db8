//! The verbs that set phrases and their calques begin with, and their forms.
//!
//! No dictionary: a word that is not listed is taken for a noun or an adjective.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

/// Which form of a verb stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// `improve`, as after `to` and `must`.
    Base,
    /// `improves`.
    Third,
    /// `improved`; of irregular verbs the simple past.
    Past,
    /// `improving`.
    Gerund,
}

impl VerbForm {
    /// Each form once.
    pub const ALL: [Self; 4] = [Self::Base, Self::Third, Self::Past, Self::Gerund];
}

/// Words that begin an object, so that what stands before them is a verb.
pub const OBJECTS: [&str; 24] = [
    "the",
    "a",
    "an",
    "its",
    "their",
    "our",
    "his",
    "her",
    "your",
    "all",
    "every",
    "each",
    "any",
    "both",
    "this",
    "that",
    "these",
    "those",
    "no",
    "himself",
    "herself",
    "itself",
    "themselves",
    "oneself",
];

/// Words that go with a verb: `opening up`.
pub const PARTICLES: [&str; 5] = ["out", "up", "down", "away", "off"];

/// Plurals of nouns that are forms of verbs listed as nothing else.
const PLURALS: [&str; 5] = ["delegates", "exercises", "finds", "guarantees", "holds"];

/// Whether the third person of a verb that is nothing else is the plural of a noun all the same: `delegates`.
pub fn is_plural_noun(word: &str) -> bool {
    PLURALS.iter().any(|noun| word.eq_ignore_ascii_case(noun))
}

/// One word as a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The word that stands after `to`.
    pub base: &'static str,
    /// The form that the word is.
    pub form: VerbForm,
    /// Whether the base form is a noun or an adjective as well: `fight`, `clean`.
    pub ambiguous: bool,
}

/// Verbs that are nothing else.
const VERBS: &str = "\
    abandon abide abolish accelerate accept accumulate achieve acquire adapt add adhere administer admit admonish \
    adopt alienate allocate analyze anatomize apply appoint arrange ask assess assign attend attract avoid be become \
    befriend begin betray bolster bring broaden build cancel carry celebrate choose clarify coagulate collect combine \
    come commend commit communicate comply comprehend concentrate condense condole confront congeal connect \
    consolidate constitute construct consult continue contribute convene converge convey coordinate create cultivate \
    curb debrief decentralize decouple dedicate deepen defend defuse delegate deliberate deliver demonstrate depend \
    deploy detain develop deviate disable discuss dismiss disobey dissect dissolve distinguish do eat educate elect \
    elevate eliminate emancipate embrace empower enable encourage endorse enforce engage enhance enlarge enrich ensure \
    enter eradicate establish excel excite exclude execute exercise expand expel explain explore expose express extend \
    facilitate feign find follow forestall forge formulate foster fulfil fulfill get give gnaw go govern grasp grow \
    guarantee hang have hear heighten hold identify implement improve incorporate inform inherit innovate insist \
    inspect inspire install integrate intensify internationalize introduce invert investigate invigorate invite keep \
    know lay learn legalize let liberate listen lose maintain make manage maximize mediate meet melt minimize mobilize \
    modernize moisten navigate negotiate normalize nurture obey observe optimize organize overcome oversee participate perform \
    persevere persist preserve preside prevent prioritize promote prosper protect provide publicize punish purify \
    pursue put raise realize reassure rebuild receive recreate rectify refine refuel refuse regulate reject relocate \
    rely remain remake remember remove renew renovate replace replenish resist resolve restrict restructure resume \
    retain reveal revitalize revoke rework safeguard scrape see seek sell send serve settle sharpen shore simplify \
    sing solidify solve speak stabilize standardize stay strengthen strive submit summarize supervise suppress sustain \
    swear sympathize synchronize take teach tell thank think tighten transform transmit unblock undergo understand \
    undertake unify unite unveil uphold usher utilize violate wade wear withstand write";

/// Verbs that are nouns or adjectives as well.
const AMBIGUOUS: &str = "\
    abuse act address advance advocate aid approach attack audit balance battle beat benefit bite blend boost break \
    bridge brief call campaign care cast cause change charge chart check cheer clean clear close combat comment \
    compact complement complete conclude conduct contact control correct cover crack cross crush cut dare deal debate \
    defeat demand design direct dispatch display divide document double draft draw dredge drill drive end escort \
    exchange exempt fall favor feel fight fill fine finish firm focus force forget form free gain gather grant guard \
    guide hand handle happen harm help hit hope host hunt impose increase influence issue join judge jump knock land \
    launch lead leap leave level levy lift limit link live load lobby lock lodge look march mark master matter monitor \
    move name narrate nip notify offer open oppose order pair pass patrol pay pick pilot pioneer place plan play \
    pledge point polish pool practice praise preach press process produce program project pull push question rally \
    reach record recruit reduce reform regard release report request rescue research respect return reverse review \
    reward ride root rule run rush scale schedule seal search secure select sense separate set shape share shift shoot \
    shoulder show shut sink snap sound spend spread spur squat staff stage stand start state step stick stimulate stir \
    stop store streamline stress strike study substitute suffer supplement supply support surrender surround survey \
    swat sweep tackle talk target task test tie track trade train transfer travel treat trust try turn update upgrade \
    use value view visit voice volunteer vote walk warn waste watch welcome win work worry";

/// Simple past forms that no rule gives, and the other irregular forms: base, third person, past, gerund.
const IRREGULAR: &[(&str, &str, &str, &str)] = &[
    ("be", "is", "was", "being"),
    ("beat", "beats", "beat", "beating"),
    ("become", "becomes", "became", "becoming"),
    ("begin", "begins", "began", "beginning"),
    ("bite", "bites", "bit", "biting"),
    ("break", "breaks", "broke", "breaking"),
    ("bring", "brings", "brought", "bringing"),
    ("build", "builds", "built", "building"),
    ("cast", "casts", "cast", "casting"),
    ("choose", "chooses", "chose", "choosing"),
    ("come", "comes", "came", "coming"),
    ("cut", "cuts", "cut", "cutting"),
    ("deal", "deals", "dealt", "dealing"),
    ("do", "does", "did", "doing"),
    ("draw", "draws", "drew", "drawing"),
    ("drive", "drives", "drove", "driving"),
    ("eat", "eats", "ate", "eating"),
    ("fall", "falls", "fell", "falling"),
    ("feel", "feels", "felt", "feeling"),
    ("fight", "fights", "fought", "fighting"),
    ("find", "finds", "found", "finding"),
    ("forget", "forgets", "forgot", "forgetting"),
    ("get", "gets", "got", "getting"),
    ("give", "gives", "gave", "giving"),
    ("go", "goes", "went", "going"),
    ("grow", "grows", "grew", "growing"),
    ("hang", "hangs", "hung", "hanging"),
    ("have", "has", "had", "having"),
    ("hear", "hears", "heard", "hearing"),
    ("hit", "hits", "hit", "hitting"),
    ("hold", "holds", "held", "holding"),
    ("keep", "keeps", "kept", "keeping"),
    ("know", "knows", "knew", "knowing"),
    ("lay", "lays", "laid", "laying"),
    ("lead", "leads", "led", "leading"),
    ("learn", "learns", "learned", "learning"),
    ("leave", "leaves", "left", "leaving"),
    ("let", "lets", "let", "letting"),
    ("lose", "loses", "lost", "losing"),
    ("make", "makes", "made", "making"),
    ("meet", "meets", "met", "meeting"),
    ("overcome", "overcomes", "overcame", "overcoming"),
    ("oversee", "oversees", "oversaw", "overseeing"),
    ("pay", "pays", "paid", "paying"),
    ("put", "puts", "put", "putting"),
    ("rebuild", "rebuilds", "rebuilt", "rebuilding"),
    ("ride", "rides", "rode", "riding"),
    ("run", "runs", "ran", "running"),
    ("see", "sees", "saw", "seeing"),
    ("seek", "seeks", "sought", "seeking"),
    ("sell", "sells", "sold", "selling"),
    ("send", "sends", "sent", "sending"),
    ("set", "sets", "set", "setting"),
    ("shoot", "shoots", "shot", "shooting"),
    ("shut", "shuts", "shut", "shutting"),
    ("sing", "sings", "sang", "singing"),
    ("sink", "sinks", "sank", "sinking"),
    ("speak", "speaks", "spoke", "speaking"),
    ("spend", "spends", "spent", "spending"),
    ("spread", "spreads", "spread", "spreading"),
    ("stand", "stands", "stood", "standing"),
    ("stick", "sticks", "stuck", "sticking"),
    ("strike", "strikes", "struck", "striking"),
    ("strive", "strives", "strove", "striving"),
    ("swear", "swears", "swore", "swearing"),
    ("sweep", "sweeps", "swept", "sweeping"),
    ("take", "takes", "took", "taking"),
    ("teach", "teaches", "taught", "teaching"),
    ("tell", "tells", "told", "telling"),
    ("think", "thinks", "thought", "thinking"),
    ("tie", "ties", "tied", "tying"),
    ("undergo", "undergoes", "underwent", "undergoing"),
    ("understand", "understands", "understood", "understanding"),
    ("undertake", "undertakes", "undertook", "undertaking"),
    ("uphold", "upholds", "upheld", "upholding"),
    ("wear", "wears", "wore", "wearing"),
    ("win", "wins", "won", "winning"),
    ("withstand", "withstands", "withstood", "withstanding"),
    ("write", "writes", "wrote", "writing"),
];

/// Verbs of regular forms that double their last letter: `stopping`.
const DOUBLING: &[&str] = &[
    "admit", "commit", "compel", "control", "expel", "nip", "plan", "program", "snap", "spur",
    "squat", "step", "stir", "stop", "submit", "swat", "transmit",
];

/// Letters of the longest form: `internationalizing`, and some to spare.
const LONGEST: usize = 24;

/// The verb that a word is a form of, capitals aside.
pub fn verb(word: &str) -> Option<Verb> {
    if !KNOWN.may_begin(word.as_bytes()) {
        return None;
    }
    let mut letters = [0; LONGEST];
    let letters = letters.get_mut(..word.len())?;
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    let known = KNOWN.words.get(&*letters).copied();
    known.or_else(|| regular(std::str::from_utf8(letters).ok()?))
}

/// The verbs that are known.
struct Known {
    /// The base forms of all verbs, and the irregular ones.
    words: HashMap<&'static [u8], Verb, FixedState>,
    /// A bit for the first three letters of each form: most words of a text are no verbs, and begin otherwise.
    beginnings: Box<[u64; 512]>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known {
        words: HashMap::default(),
        beginnings: Box::new([0; 512]),
    };
    for (list, ambiguous) in [(VERBS, false), (AMBIGUOUS, true)] {
        for base in list.split_whitespace() {
            known.add(base, ambiguous);
        }
    }
    known
});

impl Known {
    fn add(&mut self, base: &'static str, ambiguous: bool) {
        let verb = |form| Verb {
            base,
            form,
            ambiguous,
        };
        let mut enter = |word: &'static str, form| {
            self.words.entry(word.as_bytes()).or_insert(verb(form));
        };
        enter(base, VerbForm::Base);
        if let Some(&(_, third, past, gerund)) = IRREGULAR.iter().find(|verb| verb.0 == base) {
            enter(third, VerbForm::Third);
            enter(gerund, VerbForm::Gerund);
            enter(past, VerbForm::Past);
        }
        for form in VerbForm::ALL {
            let at = beginning(inflected(base, form).as_bytes());
            self.beginnings[at / 64] |= 1 << (at % 64);
        }
    }

    /// Whether some form of a verb begins as a word does.
    fn may_begin(&self, word: &[u8]) -> bool {
        let at = beginning(word);
        self.beginnings[at / 64] >> (at % 64) & 1 == 1
    }
}

/// The first three letters of a word as a number; a capital is the same as its small letter.
fn beginning(word: &[u8]) -> usize {
    let letter = |at| word.get(at).map_or(0, |&letter| usize::from(letter & 31));
    letter(0) << 10 | letter(1) << 5 | letter(2)
}

/// The verb of which a word of small letters is a form that the rules give.
fn regular(word: &str) -> Option<Verb> {
    let (stem, form) = [
        ("s", VerbForm::Third),
        ("ing", VerbForm::Gerund),
        ("ed", VerbForm::Past),
    ]
    .into_iter()
    .find_map(|(ending, form)| Some((word.strip_suffix(ending)?, form)))?;
    let known = |base: &[u8]| {
        let verb = KNOWN
            .words
            .get(base)
            .filter(|verb| verb.form == VerbForm::Base && inflected(verb.base, form) == word)?;
        Some(Verb { form, ..*verb })
    };
    let with = |stem: &str, letter| {
        let mut letters = [0; LONGEST];
        letters[..stem.len()].copy_from_slice(stem.as_bytes());
        letters[stem.len()] = letter;
        known(&letters[..=stem.len()])
    };
    let cut = |letters: &str| stem.strip_suffix(letters);
    // `improv-ing`, `carri-ed` and `carrie-s`, `stopp-ed`, `address-es`.
    known(stem.as_bytes())
        .or_else(|| with(stem, b'e'))
        .or_else(|| with(cut("i").or_else(|| cut("ie"))?, b'y'))
        .or_else(|| known(&stem.as_bytes()[..stem.len().checked_sub(1)?]))
}

/// A verb in the form asked for.
pub fn inflected(base: &str, form: VerbForm) -> String {
    if let Some(&(base, third, past, gerund)) = IRREGULAR.iter().find(|verb| verb.0 == base) {
        let written = match form {
            VerbForm::Base => base,
            VerbForm::Third => third,
            VerbForm::Past => past,
            VerbForm::Gerund => gerund,
        };
        return written.to_owned();
    }
    let vowel_before_y = || base[..base.len() - 1].ends_with(['a', 'e', 'i', 'o', 'u']);
    let ends_in_y = base.ends_with('y') && !vowel_before_y();
    let last = if DOUBLING.contains(&base) {
        &base[base.len() - 1..]
    } else {
        ""
    };
    match form {
        VerbForm::Base => base.to_owned(),
        VerbForm::Third if ends_in_y => format!("{}ies", &base[..base.len() - 1]),
        VerbForm::Third => {
            let hisses = ["s", "x", "z", "ch", "sh", "o"]
                .iter()
                .any(|end| base.ends_with(end));
            format!("{base}{}", if hisses { "es" } else { "s" })
        }
        VerbForm::Past if ends_in_y => format!("{}ied", &base[..base.len() - 1]),
        VerbForm::Past if base.ends_with('e') => format!("{base}d"),
        VerbForm::Past => format!("{base}{last}ed"),
        VerbForm::Gerund if base.ends_with('e') && !base.ends_with("ee") => {
            format!("{}ing", &base[..base.len() - 1])
        }
        VerbForm::Gerund => format!("{base}{last}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_verbs() {
        for (base, third, past, gerund) in [
            ("improve", "improves", "improved", "improving"),
            ("carry", "carries", "carried", "carrying"),
            ("stay", "stays", "stayed", "staying"),
            ("stop", "stops", "stopped", "stopping"),
            ("put", "puts", "put", "putting"),
            ("uphold", "upholds", "upheld", "upholding"),
            ("address", "addresses", "addressed", "addressing"),
            ("oversee", "oversees", "oversaw", "overseeing"),
        ] {
            assert_eq!(inflected(base, VerbForm::Third), third);
            assert_eq!(inflected(base, VerbForm::Past), past);
            assert_eq!(inflected(base, VerbForm::Gerund), gerund);
        }
    }

    #[test]
    fn lists_have_no_repeats() {
        let mut all: Vec<&str> = VERBS.split_whitespace().collect();
        all.extend(AMBIGUOUS.split_whitespace());
        let mut repeated = all.clone();
        repeated.sort_unstable();
        let count = repeated.len();
        repeated.dedup();
        let twice: Vec<&&str> = repeated
            .iter()
            .filter(|word| all.iter().filter(|other| other == word).count() > 1)
            .collect();
        assert_eq!(count, repeated.len(), "{twice:?}");
        for base in all {
            for form in VerbForm::ALL {
                let written = inflected(base, form);
                let read = verb(&written.to_uppercase()).expect(&written);
                // The past of one verb may be the base of another.
                assert_eq!(inflected(read.base, read.form), written);
            }
        }
    }
}
