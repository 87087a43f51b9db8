//! What kind of character it is, for matching and for the rules of punctuation.

/// White space between words, no-break and full-width spaces included.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Characters that take no room: soft hyphen, zero-width characters, byte-order mark, variation selectors.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

/// Characters that change the direction of the text around them.
pub fn is_direction_changing(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Hyphens and dashes that may stand inside a compound, in their typographic forms.
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Apostrophes, straight, curly and full-width, and the marks typed in their place.
pub fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{2032}' | '\u{FF07}'
    )
}

/// Marks that open a quotation and nothing else.
pub fn is_opening_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '「' | '『' | '„')
}

/// Marks that close a quotation; the curly apostrophe is one of them.
pub fn is_closing_quote(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '」' | '』')
}

/// Any quotation mark, straight ones included.
pub fn is_quote(c: char) -> bool {
    is_opening_quote(c) || is_closing_quote(c) || matches!(c, '"' | '\'' | '\u{FF02}' | '`')
}

/// Chinese characters: the unified ideographs with their extensions, and the iteration mark.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}
