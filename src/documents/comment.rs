//! A comment of the markup: what a reader of the page does not see.

use crate::text::Span;

/// One comment, `<!-- … -->`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// All of it in the part, marks included.
    pub span: Span,
    /// What stands between the marks.
    pub text: Span,
    /// Whether prose of the same block stands before it. Otherwise it belongs to what follows.
    pub inside: bool,
}

impl Comment {
    /// The comment at a span of the part; `None` for other markup, such as `<!x>` or `<?x?>`.
    pub(super) fn read(part: &str, span: Span, inside: bool) -> Option<Self> {
        let text = span.of(part);
        let inner = text.strip_prefix("<!--")?;
        let inner = inner.strip_suffix("-->").unwrap_or(inner);
        let start = span.start() + 4;
        Some(Self {
            span,
            text: Span::new(start, start + inner.len()),
            inside,
        })
    }
}
