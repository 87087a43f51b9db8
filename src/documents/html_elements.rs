//! What the elements of HTML mean for prose.

/// What an element does to the text around it and in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Does not cut the text: `b`, `a`, `span`, and every unknown name.
    Inline,
    /// Ends the text before it and after it.
    Block,
    /// As [`Element::Block`], and its text is a heading.
    Heading,
    /// A line break.
    Break,
    /// Something shown that is no text and has no content: `img`.
    Object,
    /// Something shown whose content is no prose: `code`. It ends at the next block, closed or not.
    Code,
    /// Something shown whose content is no prose: `svg`. It ends where it is closed.
    Drawing,
    /// A block whose content is no prose: `pre`.
    CodeBlock,
    /// Not shown: `script`.
    Hidden,
}

impl Element {
    /// The element of a name in lower case.
    pub(super) fn from_name(name: &[u8]) -> Self {
        match name {
            b"br" => Self::Break,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"title" => Self::Heading,
            b"embed" | b"img" | b"input" | b"area" => Self::Object,
            b"code" | b"kbd" | b"samp" => Self::Code,
            b"audio" | b"canvas" | b"iframe" | b"math" | b"object" | b"svg" | b"video" => {
                Self::Drawing
            }
            b"listing" | b"plaintext" | b"pre" | b"xmp" => Self::CodeBlock,
            // `rt` and `rp` are the reading beside a character (`<ruby>` ), not part of the sentence.
            b"noembed" | b"noscript" | b"rp" | b"rt" | b"script" | b"style" | b"template" => {
                Self::Hidden
            }
            b"address" | b"article" | b"aside" | b"blockquote" | b"body" | b"button"
            | b"caption" | b"center" | b"col" | b"colgroup" | b"dd" | b"details" | b"dialog"
            | b"dir" | b"div" | b"dl" | b"dt" | b"fieldset" | b"figcaption" | b"figure"
            | b"footer" | b"form" | b"frame" | b"frameset" | b"head" | b"header" | b"hgroup"
            | b"hr" | b"html" | b"legend" | b"li" | b"main" | b"menu" | b"meta" | b"nav"
            | b"noframes" | b"ol" | b"optgroup" | b"option" | b"p" | b"search" | b"section"
            | b"select" | b"summary" | b"table" | b"tbody" | b"td" | b"textarea" | b"tfoot"
            | b"th" | b"thead" | b"tr" | b"ul" => Self::Block,
            _ => Self::Inline,
        }
    }

    /// Whether the element ends the text before it.
    pub(super) fn is_block(self) -> bool {
        matches!(self, Self::Block | Self::Heading | Self::CodeBlock)
    }

    /// Whether the content is to be passed over.
    pub(super) fn hides_content(self) -> bool {
        matches!(
            self,
            Self::Code | Self::Drawing | Self::CodeBlock | Self::Hidden
        )
    }

    /// Whether it leaves a mark in the text that keeps the words beside it apart.
    pub(super) fn leaves_placeholder(self) -> bool {
        matches!(self, Self::Object | Self::Code | Self::Drawing)
    }
}
